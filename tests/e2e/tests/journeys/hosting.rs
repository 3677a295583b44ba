//! The app as files on a host: from any path, offline, of a newer version, and asking nobody else.

use std::fs;
use std::path::Path;

use e2e::python::PythonServer;
use e2e::{Context, Engine, Name, Reply, Result, Visit, ensure, in_every_browser};
use serde_json::{Value, json};

in_every_browser!(
    promise_25_no_request_leaves_for_another_host,
    promise_25_the_pages_own_policy_stops_inline_scripts_and_other_hosts,
    every_place_works_on_a_plain_python_server_under_a_path,
    the_whole_app_works_offline_from_a_cold_start,
    promise_07_a_new_version_waits_says_so_and_never_disturbs_typing,
    a_version_that_is_being_fetched_as_the_page_starts_is_offered,
    a_version_taken_in_one_tab_is_a_click_away_in_another,
    a_missing_or_broken_programme_is_said_with_the_place,
    a_programme_that_goes_missing_later_is_said_and_the_earlier_copy_shown,
    an_older_programme_never_replaces_a_newer_one,
    a_changed_programme_is_taken_up_without_loading_the_page_again,
    what_was_written_for_a_programme_stays_in_reach_when_its_id_changes,
    things_are_called_as_the_programme_calls_them,
    names_that_mean_nothing_in_the_programme_are_said_to_organizers,
    an_organizers_part_that_can_not_be_fetched_says_so_and_is_tried_again,
);

/// Every place that can be linked to without having done anything, with the title it shows.
pub const PLACES: &[(&str, &str)] = &[
    ("#/", "Orbit Mentoring"),
    ("#/apply/orbit-4", "Application to Orbit 4"),
    ("#/apply/orbit-5", "Application to Orbit 5"),
    ("#/mine", "My data"),
    ("#/applications", "Applications"),
    ("#/import", "Take in applications"),
    ("#/data", "Data"),
    ("#/nowhere/at/all", "There is nothing at this address"),
];

async fn promise_25_no_request_leaves_for_another_host(visit: &mut Visit) -> Result<()> {
    let origin = visit.site.origin();
    for (place, title) in PLACES {
        visit.open(place).await?;
        visit.heading(*title).see().await?;
        let loaded = visit
            .run("return performance.getEntries().map((entry) => entry.name).filter((name) => /^\\w+:/.test(name));", &[])
            .await?;
        for name in loaded
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            ensure!(name.starts_with(&origin), "{place} loaded {name}");
        }
    }
    let host = origin.trim_start_matches("http://");
    for request in visit.site.requests() {
        ensure!(
            request
                .headers
                .get("host")
                .is_some_and(|asked| asked == host),
            "{request:?}"
        );
        ensure!(request.method == "GET", "{request:?}");
    }
    // What was asked of other hosts is looked at when every journey ends; here it is the point.
    let asked = visit.browser.asked_outside();
    ensure!(asked.is_empty(), "{asked:?}");
    Ok(())
}

async fn promise_25_the_pages_own_policy_stops_inline_scripts_and_other_hosts(
    visit: &mut Visit,
) -> Result<()> {
    // A plain host adds no header: what stops these is in the page.
    let python = PythonServer::serve_under("/", &e2e::dist()?)?;
    visit.session().goto(python.url("")).await?;
    visit.heading("Orbit Mentoring").see().await?;
    let tried = "const done = arguments[0];
        const seen = [];
        document.addEventListener('securitypolicyviolation', (event) => {
          seen.push(event.effectiveDirective);
          if (seen.length === 3) done({ seen: seen.sort(), ran: window.ran === true, fetched: window.fetched === true });
        });
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src=\"http://elsewhere.example/x.png\" alt=\"\">');
        fetch('http://elsewhere.example/').then(() => { window.fetched = true; }, () => undefined);";
    let result = visit.session().execute_async(tried, []).await?;
    let expected = json!({ "seen": ["connect-src", "img-src", "script-src-elem"], "ran": false, "fetched": false });
    ensure!(*result.json() == expected, "{}", result.json());
    visit.expect_error("ontent Security Policy");
    visit.expect_error("ontent-Security-Policy");
    Ok(())
}

async fn every_place_works_on_a_plain_python_server_under_a_path(visit: &mut Visit) -> Result<()> {
    let python = PythonServer::serve_under("/programmes/orbit/", &e2e::dist()?)?;
    for (place, title) in PLACES {
        // Each link is opened as if from a message: with no page of the app open before it.
        visit.session().goto("about:blank").await?;
        visit.session().goto(python.url(place)).await?;
        visit.heading(*title).see().await?;
        visit.session().goto("about:blank").await?;
        visit
            .session()
            .goto(python.url(&format!("index.html{place}")))
            .await?;
        visit.heading(*title).see().await?;
    }
    for line in python.log().lines().filter(|line| line.contains("\"GET ")) {
        let fine = line.contains("GET /programmes/orbit/") && !line.contains("\" 404 ");
        ensure!(fine, "{line}");
    }
    Ok(())
}

async fn the_whole_app_works_offline_from_a_cold_start(visit: &mut Visit) -> Result<()> {
    visit.expect_error("ERR_CONNECTION_REFUSED");
    visit.expect_error("Failed to fetch");
    visit.expect_error("NetworkError");
    kept_for_offline(visit).await?;
    visit.site.stop();
    match visit.engine {
        Engine::Chromium | Engine::Firefox => visit.close_and_restart().await?,
        // Its automation has no profile to start again on: a page left and loaded anew is as cold as it gets.
        Engine::WebKit => visit.session().goto("about:blank").await?,
    }
    for (place, title) in PLACES {
        visit.session().goto("about:blank").await?;
        visit.open(place).await?;
        visit.heading(*title).see().await?;
    }
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Typed without a network").await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Typed without a network").await?;
    visit.site.start()
}

async fn promise_07_a_new_version_waits_says_so_and_never_disturbs_typing(
    visit: &mut Visit,
) -> Result<()> {
    kept_for_offline(visit).await?;
    let old = version(visit).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Half a na").await?;

    let new = new_version(visit).await?;
    visit.button("Use the new version").see().await?;
    ensure!(name.has_focus().await?, "typing goes on where it was");
    visit.type_keys("me, typed on").await?;
    name.holds("Half a name, typed on").await?;
    saved(visit).await?;
    ensure!(version(visit).await? == old, "it waits until it is taken");

    visit.button("Use the new version").click().await?;
    until_version(visit, &new).await?;
    name.holds("Half a name, typed on").await
}

async fn a_version_that_is_being_fetched_as_the_page_starts_is_offered(
    visit: &mut Visit,
) -> Result<()> {
    kept_for_offline(visit).await?;
    // The last thing that a new version fetches.
    visit.site.replace("programme.json", Reply::Held);
    let new = new_version(visit).await?;
    visit.reload().await?;
    visit.heading("Orbit Mentoring").see().await?;
    let arriving = "const done = arguments[0]; navigator.serviceWorker.ready.then((r) => done(!!r.installing && !r.waiting));";
    let arriving = visit.session().execute_async(arriving, []).await?;
    ensure!(*arriving.json() == json!(true), "it is still being fetched");
    visit.site.restore("programme.json");
    visit.button("Use the new version").click().await?;
    until_version(visit, &new).await
}

async fn a_version_taken_in_one_tab_is_a_click_away_in_another(visit: &mut Visit) -> Result<()> {
    kept_for_offline(visit).await?;
    let (first, second) = visit.open_tab("#/mine").await?;
    visit.heading("My data").see().await?;
    let new = new_version(visit).await?;
    visit.button("Use the new version").see().await?;
    visit.switch_to(&first).await?;
    visit.button("Use the new version").click().await?;
    until_version(visit, &new).await?;
    visit.switch_to(&second).await?;
    ensure!(
        version(visit).await? != new,
        "no tab is loaded again by itself"
    );
    visit.button("Use the new version").click().await?;
    until_version(visit, &new).await
}

async fn a_missing_or_broken_programme_is_said_with_the_place(visit: &mut Visit) -> Result<()> {
    visit.expect_error("404");
    visit.expect_error("programme.json");
    visit.site.replace("programme.json", Reply::Status(404));
    visit.open("").await?;
    visit.heading("The programme file is missing").see().await?;
    visit.axe().await?;
    let programme = String::from_utf8(visit.site.read("programme.json")?)?;
    let broken = programme.replacen("\"type\": \"email\"", "\"type\": \"emial\"", 1);
    visit
        .site
        .replace("programme.json", Reply::Bytes(broken.into_bytes()));
    visit.reload().await?;
    visit
        .heading("The programme file can’t be read")
        .see()
        .await?;
    visit.text_of(Name::has("emial")).see().await?;
    visit.axe().await?;
    visit.site.restore("programme.json");
    visit.reload().await?;
    visit.heading("Orbit Mentoring").see().await
}

async fn a_programme_that_goes_missing_later_is_said_and_the_earlier_copy_shown(
    visit: &mut Visit,
) -> Result<()> {
    visit.expect_error("404");
    visit.expect_error("programme.json");
    kept_for_offline(visit).await?;
    visit.site.replace("programme.json", Reply::Status(404));
    visit.reload().await?;
    let said = visit.text_of(Name::begins(
        "The host answered 404 for programme.json, so the copy of",
    ));
    said.see().await?;
    visit.heading("Orbit Mentoring").see().await?;
    visit.axe().await?;
    visit.site.restore("programme.json");
    happens(visit, "online").await?;
    said.gone().await
}

async fn an_older_programme_never_replaces_a_newer_one(visit: &mut Visit) -> Result<()> {
    visit.expect_error("ERR_CONNECTION_REFUSED");
    visit.expect_error("Failed to fetch");
    visit.expect_error("NetworkError");
    visit.expect_error("programme.json");
    kept_for_offline(visit).await?;
    // A new version waits, with the programme of today; then the programme is changed.
    let new = new_version(visit).await?;
    visit.button("Use the new version").see().await?;
    visit
        .site
        .replace("programme.json", renamed(visit, "Orbit Mentoring, later")?);
    visit.reload().await?;
    let later = visit.heading("Orbit Mentoring, later");
    later.see().await?;
    visit.button("Use the new version").click().await?;
    until_version(visit, &new).await?;
    later.see().await?;
    visit.site.stop();
    let theirs = "const done = arguments[0]; fetch('./programme.json').then((r) => r.json()).then((p) => done(p.name), (e) => done(String(e)));";
    let theirs = visit.session().execute_async(theirs, []).await?;
    ensure!(
        *theirs.json() == json!("Orbit Mentoring, later"),
        "{}",
        theirs.json()
    );

    // A page loaded past the worker can have a newer one than the worker has.
    visit.site.start()?;
    let older = String::from_utf8(visit.site.read("programme.json")?)?;
    let puts = "const [older, done] = arguments; (async () => {
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) {
            if (request.url.endsWith('/programme.json')) await cache.put(request, new Response(older));
          }
        }
      })().then(() => done(null), (e) => done(String(e)));";
    visit.session().execute_async(puts, [json!(older)]).await?;
    visit.site.stop();
    visit.reload().await?;
    later.see().await?;
    // The app has asked before this does, and has its answer by then.
    let asked = "const done = arguments[0]; fetch('./programme.json', { cache: 'no-cache' }).then(() => done(null), () => done(null));";
    visit.session().execute_async(asked, []).await?;
    visit.reload().await?;
    later.see().await?;
    visit.site.start()
}

async fn a_changed_programme_is_taken_up_without_loading_the_page_again(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("").await?;
    visit.heading("Orbit Mentoring").see().await?;
    for (event, name) in [
        ("online", "Orbit back online"),
        ("visibilitychange", "Orbit looked at"),
    ] {
        visit.site.replace("programme.json", renamed(visit, name)?);
        happens(visit, event).await?;
        visit.heading(name).see().await?;
    }
    Ok(())
}

async fn names_that_mean_nothing_in_the_programme_are_said_to_organizers(
    visit: &mut Visit,
) -> Result<()> {
    let programme = String::from_utf8(visit.site.read("programme.json")?)?;
    let slip = programme.replacen("\"required\"", "\"requried\"", 1);
    visit
        .site
        .replace("programme.json", Reply::Bytes(slip.into_bytes()));
    visit.open("#/data").await?;
    visit
        .text_of(Name::has("did you mean “required”?"))
        .see()
        .await?;
    visit.axe().await?;
    visit.site.restore("programme.json");
    happens(visit, "online").await?;
    visit
        .text_of(Name::has("did you mean “required”?"))
        .gone()
        .await
}

async fn things_are_called_as_the_programme_calls_them(visit: &mut Visit) -> Result<()> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    programme["words"] = json!({
        "session": { "one": "edition", "many": "editions" },
        "applicant": { "one": "hopeful", "many": "hopefuls" },
        "organizer": { "one": "keeper", "many": "keepers" },
    });
    programme["sessions"][1]["apply"] = Value::Null;
    let bytes = serde_json::to_vec(&programme)?;
    visit.site.replace("programme.json", Reply::Bytes(bytes));
    visit.open("").await?;
    visit.heading("Editions").see().await?;
    visit
        .text_of("This edition takes no applications here.")
        .see()
        .await?;
    visit.link("See the part for keepers").click().await?;
    visit
        .text_of(Name::begins("Hopefuls send you a file each."))
        .see()
        .await?;
    visit.open("#/import").await?;
    visit
        .text_of(Name::begins("Hopefuls send you a file each."))
        .see()
        .await?;
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.labelled("Edition").see().await
}

async fn what_was_written_for_a_programme_stays_in_reach_when_its_id_changes(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Written for the first").await?;
    saved(visit).await?;
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    programme["id"] = json!("another-programme");
    programme["name"] = json!("Another programme");
    let bytes = serde_json::to_vec(&programme)?;
    visit.site.replace("programme.json", Reply::Bytes(bytes));

    visit.reload().await?;
    visit
        .text_of("This page is of another programme now: “Another programme”.")
        .see()
        .await?;
    name.holds("Written for the first").await?;
    visit.axe().await?;
    visit.button("Go to “Another programme”").click().await?;
    visit.heading("No application was begun here").see().await?;
    visit.open("#/mine").await?;
    visit
        .text_of("What was written for “Orbit Mentoring” is on this device too")
        .see()
        .await?;
    visit.axe().await?;
    visit.button("Go to “Orbit Mentoring”").click().await?;
    visit
        .text_of("This page is of another programme now: “Another programme”.")
        .see()
        .await?;
    visit.open("#/apply/orbit-4").await?;
    visit.link(Name::begins("Continue")).click().await?;
    name.holds("Written for the first").await?;
    visit.site.restore("programme.json");
    happens(visit, "online").await?;
    visit.button("Go to “Another programme”").gone().await
}

/// Has the page hear of something that a browser tells it.
async fn happens(visit: &Visit, event: &str) -> Result<()> {
    let script = format!("document.dispatchEvent(new Event('{event}', {{ bubbles: true }}));");
    visit.run(&script, &[]).await?;
    Ok(())
}

/// The sample programme under another name.
fn renamed(visit: &Visit, name: &str) -> Result<Reply> {
    let programme = String::from_utf8(visit.site.read("programme.json")?)?;
    let renamed = programme.replacen("\"Orbit Mentoring\"", &format!("\"{name}\""), 1);
    ensure!(renamed != programme, "the sample has its name");
    Ok(Reply::Bytes(renamed.into_bytes()))
}

/// Visits once, as far as it takes for the app to be kept.
pub async fn kept_for_offline(visit: &Visit) -> Result<()> {
    visit.open("").await?;
    visit.heading("Orbit Mentoring").see().await?;
    visit
        .until_true(
            "the service worker in charge",
            "return !!navigator.serviceWorker.controller;",
        )
        .await
}

/// Waits until everything typed is said to be saved.
pub async fn saved(visit: &Visit) -> Result<()> {
    visit
        .text_of(Name::begins("Saved on this device at"))
        .see()
        .await
}

async fn version(visit: &Visit) -> Result<String> {
    let script = "return document.querySelector('meta[name=version]').content;";
    let version = visit.run(script, &[]).await?;
    Ok(version.as_str().unwrap_or("").to_owned())
}

async fn until_version(visit: &Visit, version: &str) -> Result<()> {
    let script =
        format!("return document.querySelector('meta[name=version]')?.content === '{version}';");
    visit.until_true("the new version", &script).await
}

/// The host serves a new version, and the browser looks for one. The app does so once an hour.
async fn new_version(visit: &Visit) -> Result<String> {
    let newer = visit.folder().join("newer");
    let new = newer_version(&e2e::dist()?, &newer, &version(visit).await?)?;
    visit.site.serve_instead(&newer);
    let look = "const done = arguments[0]; navigator.serviceWorker.ready.then((r) => r.update()).then(() => done(null), (e) => done(String(e)));";
    visit.session().execute_async(look, []).await?;
    Ok(new)
}

/// A copy of the app that is of another version.
fn newer_version(dist: &Path, newer: &Path, old: &str) -> Result<String> {
    copy(dist, newer)?;
    let new: String = old.chars().rev().collect();
    ensure!(
        new != old && !old.is_empty(),
        "{old} reads the same backwards"
    );
    for file in ["index.html", "sw.js"] {
        let text = fs::read_to_string(newer.join(file))?;
        ensure!(text.contains(old), "{file} names its version");
        fs::write(newer.join(file), text.replace(old, &new))?;
    }
    Ok(new)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

async fn an_organizers_part_that_can_not_be_fetched_says_so_and_is_tried_again(
    visit: &mut Visit,
) -> Result<()> {
    let assets = e2e::dist()?.join("assets");
    let folders =
        fs::read_dir(&assets)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut parts = folders
        .filter(|folder| assets.join(folder).join("split_crew.wasm").is_file())
        .map(|folder| format!("assets/{folder}/split_crew.wasm"));
    let part = parts.next().context("the organizers' part is a file")?;
    visit.site.replace(&part, Reply::Status(404));
    for words in ["404", "Failed to load", "WebAssembly", "TypeError", "MIME"] {
        visit.expect_error(words);
    }
    // An applicant does not miss it.
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").see().await?;
    visit.open("#/applications").await?;
    visit
        .text_of("This part of the app could not be fetched")
        .see()
        .await?;
    visit.axe().await?;
    visit.site.restore(&part);
    visit.button("Try again").click().await?;
    visit.heading("Applications").see().await?;
    visit.button("Try it with sample data").see().await
}

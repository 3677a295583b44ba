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
    a_first_visit_fetches_the_app_only_once,
    promise_07_a_new_version_waits_says_so_and_never_disturbs_typing,
    a_version_that_is_being_fetched_as_the_page_starts_is_offered,
    a_version_taken_in_one_tab_is_a_click_away_in_another,
    an_organizers_part_that_can_not_be_fetched_says_so_and_is_tried_again,
);

/// Every place that can be linked to without having done anything, with the title it shows.
pub const PLACES: &[(&str, &str)] = &[
    ("#/", "Orbit Mentoring"),
    ("#/apply/orbit-4", "Application to Orbit 4"),
    ("#/apply/orbit-5", "Application to Orbit 5"),
    ("#/mine", "My data"),
    ("#/applications", "Applications"),
    ("#/import", "Take in files"),
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
    visit.goto(&python.url("")).await?;
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
        visit.goto("about:blank").await?;
        visit.goto(&python.url(place)).await?;
        visit.heading(*title).see().await?;
        visit.goto("about:blank").await?;
        visit
            .goto(&python.url(&format!("index.html{place}")))
            .await?;
        visit.heading(*title).see().await?;
    }
    // Places that are there once something was done.
    visit.goto(&python.url("#/apply/orbit-4")).await?;
    visit.button("Start the application").click().await?;
    visit.heading("About you").see().await?;
    visit.goto(&python.url("#/applications")).await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await?;
    let first = visit.role("table", "Applications").any("rowheader").nth(0);
    let name = first.text().await?;
    let address = first.any("link").attribute("href").await?;
    let places = [
        ("#/apply/orbit-4/section/time", "Time and pace"),
        ("#/apply/orbit-4/section/about-you/email", "About you"),
        ("#/apply/orbit-4/review", "Check your answers"),
        ("#/apply/orbit-4/sent", "Nothing has been sent yet"),
        (&address.context("a row is a link")?, &name),
    ];
    for (place, title) in places {
        visit.goto("about:blank").await?;
        visit.goto(&python.url(place)).await?;
        visit.heading(title.trim()).see().await?;
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
        Engine::WebKit => visit.goto("about:blank").await?,
    }
    for (place, title) in PLACES {
        visit.goto("about:blank").await?;
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

async fn a_first_visit_fetches_the_app_only_once(visit: &mut Visit) -> Result<()> {
    kept_for_offline(visit).await?;
    let requests = visit.site.requests();
    let times = |end: &str| requests.iter().filter(|r| r.path.ends_with(end)).count();
    // The sessions that WebKitGTK is tested in keep no files from the page for the worker.
    let app = if visit.engine == Engine::WebKit { 2 } else { 1 };
    ensure!(times("groundcrew_bg.wasm") == app, "{requests:?}");
    ensure!(times("split_crew.wasm") == 1, "{requests:?}");
    Ok(())
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

/// Waits until the page is of a version.
pub async fn until_version(visit: &Visit, version: &str) -> Result<()> {
    let script =
        format!("return document.querySelector('meta[name=version]')?.content === '{version}';");
    visit.until_true("the new version", &script).await
}

/// The host serves a new version, and the browser looks for one. The app does so once an hour.
pub async fn new_version(visit: &Visit) -> Result<String> {
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

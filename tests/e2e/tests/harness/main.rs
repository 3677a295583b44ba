//! The tools themselves, proven on a small page of their own before they prove anything else.

use std::path::PathBuf;

use e2e::python::PythonServer;
use e2e::{Engine, Name, Reply, Result, Seen, Visit, ensure, in_every_browser, until};
use serde_json::json;
use thirtyfour::Key;

mod again;
mod twice;

fn fixture() -> Result<PathBuf> {
    Ok(e2e::engine::root().join("tests/e2e/fixture"))
}

in_every_browser!(
    [super::fixture()]
    things_are_found_by_role_and_name_inside_others,
    what_comes_later_is_waited_for,
    real_keys_are_typed_and_tabbed,
    files_go_in_and_come_out,
    a_profile_survives_kill_9_where_the_engine_keeps_it,
    a_stopped_server_is_offline_and_comes_back,
    another_folder_or_file_is_served_when_told,
    every_request_is_noted_and_other_hosts_are_seen,
    breaches_of_the_policy_are_seen_and_stopped,
    errors_in_the_console_are_seen,
    axe_sees_what_is_wrong,
    the_clock_can_be_moved,
    two_tabs_share_a_profile,
    a_page_can_be_as_narrow_as_a_phone,
    dark_is_dark,
    who_wants_nothing_to_move_is_heard,
    one_of_several_is_found_by_its_place,
    the_print_sheet_can_be_looked_at,
    what_is_stored_can_be_read,
    a_python_server_serves_under_a_path,
);

mod own_colours {
    //! WebKit does not offer its users colours of their own.

    use super::colours_of_ones_own_are_forced;

    e2e::in_chromium!([crate::fixture()] colours_of_ones_own_are_forced);
    e2e::in_firefox!([crate::fixture()] colours_of_ones_own_are_forced);
}

mod crashing {
    //! The one engine whose browser breaks down by itself at times.

    use super::a_crash_of_the_browser_is_told_from_a_failed_journey;

    e2e::in_webkit!(
        [crate::fixture()]
        a_crash_of_the_browser_is_told_from_a_failed_journey,
    );
}

mod ends {
    //! A journey that looks at one of its two browsers only. It fails as a whole.

    use e2e::journey::{self, Journey, inventory};
    use e2e::{Engine, Result, Visit, anyhow, ensure};

    inventory::submit! {
        Journey::new(
            concat!(module_path!(), "::the_end_of_every_browser_is_checked"),
            the_end_of_every_browser_is_checked,
        )
    }

    fn the_end_of_every_browser_is_checked() -> Result<()> {
        let name = "the_end_of_every_browser_is_checked";
        let folder = super::fixture();
        let looks_at_one = async |visit: &mut Visit| {
            let other = Visit::begin(visit.engine, &super::fixture()?).await?;
            super::ready(&other).await
        };
        let Err(failure) = journey::run(Engine::Chromium, name, folder, looks_at_one) else {
            return Err(anyhow!("it passed"));
        };
        let failure = failure.to_string();
        let (why, shown) = failure.split_once('\n').unwrap_or_default();
        ensure!(
            why == "the end of 1 more browsers was not checked",
            "{failure}"
        );
        ensure!(shown.starts_with("the page at "), "{failure}");
        Ok(())
    }
}

fn main() -> std::process::ExitCode {
    e2e::journey::main()
}

async fn ready(visit: &Visit) -> Result<()> {
    visit.open("").await?;
    visit.text_of("ready").see().await
}

async fn things_are_found_by_role_and_name_inside_others(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.heading("A page to prove the tools on").see().await?;
    ensure!(visit.textbox("Your name").count().await? == 2);
    visit
        .role("region", "Others")
        .textbox("Your name")
        .fill("x")
        .await?;
    visit
        .role("region", "Yours")
        .textbox("Your name")
        .holds("")
        .await?;
    visit
        .role("combobox", "Colour")
        .choose("Red, or so")
        .await?;
    visit.role("combobox", "Colour").holds("Red, or so").await?;
    visit.role("checkbox", Name::has("agree")).click().await?;
    ensure!(visit.role("checkbox", "I agree").is_checked().await?);
    visit.link(Name::begins("Else")).click().await?;
    ensure!(
        visit
            .session()
            .current_url()
            .await?
            .as_str()
            .ends_with("#/elsewhere")
    );
    visit.button("There is none").gone().await
}

async fn what_comes_later_is_waited_for(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.button("Come later").click().await?;
    visit.button("Here I am").click().await?;
    visit.button("Pressed").see().await
}

async fn real_keys_are_typed_and_tabbed(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let field = visit.role("region", "Yours").textbox("Your name");
    field.type_text("Zoë Ünal").await?;
    visit.any("status").says("Saved 8 characters").await?;
    field.fill("Ada").await?;
    field.holds("Ada").await?;
    field.paste(" 🚀 עדה").await?;
    field.holds("Ada 🚀 עדה").await?;
    visit.reload().await?;
    field.holds("Ada 🚀 עדה").await?;
    visit.tab_to(&visit.role("checkbox", "I agree")).await?;
    visit.press(Key::Space).await?;
    ensure!(visit.role("checkbox", "I agree").is_checked().await?);
    visit.tab_to(&visit.button("Come later")).await?;
    visit.press(Key::Enter).await?;
    visit.button("Here I am").see().await
}

async fn files_go_in_and_come_out(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let first = visit.folder().join("first.txt");
    let second = visit.folder().join("second.txt");
    std::fs::write(&first, "one")?;
    std::fs::write(&second, "two")?;
    visit
        .labelled("Files to read")
        .upload(&[&first, &second])
        .await?;
    visit.text_of("first.txt: one").see().await?;
    visit.text_of("second.txt: two").see().await?;
    visit.button("Save a file").click().await?;
    let file = visit.download("kept.json").await?;
    ensure!(std::fs::read_to_string(file)? == "{\"kept\":true}\n");
    Ok(())
}

async fn a_profile_survives_kill_9_where_the_engine_keeps_it(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let field = visit.role("region", "Yours").textbox("Your name");
    field.type_text("Ada Lovelace").await?;
    visit.any("status").says("Saved 12 characters").await?;
    match visit.engine {
        Engine::Chromium | Engine::Firefox => visit.kill_and_restart().await?,
        // Its automation has no profile to come back to: a reload is as far as it goes.
        Engine::WebKit => {
            ensure!(visit.kill_and_restart().await.is_err());
        }
    }
    ready(visit).await?;
    visit
        .role("region", "Yours")
        .textbox("Your name")
        .holds("Ada Lovelace")
        .await
}

async fn a_crash_of_the_browser_is_told_from_a_failed_journey(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    ensure!(!visit.browser.has_crashed(), "it runs");
    visit.browser.crash()?;
    until("the crash to be seen", async || {
        Ok(Seen::when(
            visit.browser.has_crashed(),
            visit.browser.output(),
        ))
    })
    .await?;
    visit.browser.kill().await?;
    ensure!(
        !visit.browser.has_crashed(),
        "one that was closed has not crashed"
    );
    visit.reopen().await?;
    ready(visit).await
}

async fn a_stopped_server_is_offline_and_comes_back(visit: &mut Visit) -> Result<()> {
    visit.expect_error("ERR_CONNECTION_REFUSED");
    ready(visit).await?;
    visit.site.stop();
    if visit.engine.keeps_its_profile() {
        visit.close_and_restart().await?;
    }
    ready(visit).await?;
    let before = visit.site.requests().len();
    visit.site.start()?;
    ready(visit).await?;
    ensure!(visit.site.requests().len() > before);
    Ok(())
}

async fn another_folder_or_file_is_served_when_told(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.text_of("one").see().await?;
    visit
        .site
        .replace("version.txt", Reply::Bytes(b"two".to_vec()));
    ready(visit).await?;
    visit.text_of("two").see().await?;
    visit.site.restore("version.txt");
    let next = visit.folder().join("next");
    std::fs::create_dir(&next)?;
    for name in ["index.html", "fixture.css", "fixture.js", "worker.js"] {
        std::fs::write(next.join(name), visit.site.read(name)?)?;
    }
    std::fs::write(next.join("version.txt"), "three")?;
    visit.site.serve_instead(&next);
    ready(visit).await?;
    visit.text_of("three").see().await
}

async fn every_request_is_noted_and_other_hosts_are_seen(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let requests = visit.site.requests();
    let script = requests
        .iter()
        .find(|request| request.path == "/fixture.js");
    let host = script.and_then(|request| request.headers.get("host"));
    ensure!(
        host.is_some_and(|host| visit.site.origin().ends_with(host)),
        "{requests:?}"
    );
    ensure!(
        visit.browser.asked_outside().is_empty(),
        "{:?}",
        visit.browser.asked_outside()
    );
    visit.expect_error("502");
    // Leaving for another host fails: the proxy, which is all there is, refuses it. And it is seen.
    match visit.session().goto("http://elsewhere.example/page").await {
        Ok(()) | Err(_) => {}
    }
    let asked = visit.browser.asked_outside();
    ensure!(
        asked
            .iter()
            .any(|line| line == "GET http://elsewhere.example/page"),
        "{asked:?}"
    );
    let end = visit.check_end().await.map_err(|error| error.to_string());
    ensure!(end.is_err_and(|error| error.contains("other hosts")));
    visit.browser.forget_asked_outside();
    Ok(())
}

async fn breaches_of_the_policy_are_seen_and_stopped(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let script = "const script = document.createElement('script');
        script.textContent = 'window.ran = true'; document.body.append(script); return window.ran === true;";
    ensure!(visit.run(script, &[]).await? == false);
    let fetched = visit
        .session()
        .execute_async(
            "const done = arguments[0]; fetch('https://elsewhere.example/').then(() => done('fetched'), () => done('stopped'));",
            [],
        )
        .await?;
    ensure!(*fetched.json() == json!("stopped"));
    visit.until_reports(2).await?;
    ensure!(visit.check_end().await.is_err());
    visit.site.forget_policy_reports();
    visit.expect_error("ontent Security Policy");
    visit.expect_error("ontent-Security-Policy");
    Ok(())
}

async fn errors_in_the_console_are_seen(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.check_end().await?;
    visit.button("Complain").click().await?;
    visit.until_console_has("a complaint made for a test").await
}

async fn axe_sees_what_is_wrong(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.axe().await?;
    visit
        .run(
            "document.querySelector('label').remove(); document.documentElement.lang = '';",
            &[],
        )
        .await?;
    let found = visit.axe_violations().await?;
    ensure!(
        found.iter().any(|line| line.starts_with("label:")),
        "{found:?}"
    );
    ensure!(
        found.iter().any(|line| line.starts_with("html-has-lang:")),
        "{found:?}"
    );
    Ok(())
}

async fn the_clock_can_be_moved(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.set_clock(1_900_000_000_000).await?;
    let script = "const { Date } = window; return [Date.now(), new Date().getTime(), new Date(5).getTime(), Date.UTC(1970, 0, 2)];";
    let now = visit.run(script, &[]).await?;
    let is_moved = |value: &serde_json::Value| {
        value
            .as_i64()
            .is_some_and(|now| (1_900_000_000_000..1_900_000_600_000).contains(&now))
    };
    ensure!(is_moved(&now[0]) && is_moved(&now[1]), "{now}");
    ensure!(now[2] == 5 && now[3] == 86_400_000, "{now}");
    Ok(())
}

async fn two_tabs_share_a_profile(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let (first, second) = visit.open_tab("").await?;
    visit.text_of("ready").see().await?;
    let field = visit.role("region", "Yours").textbox("Your name");
    field.type_text("from the second").await?;
    visit.any("status").says("Saved 15 characters").await?;
    visit.switch_to(&first).await?;
    field.holds("from the second").await?;
    visit.switch_to(&second).await
}

async fn a_page_can_be_as_narrow_as_a_phone(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.narrow().await?;
    ensure!(visit.run("return innerWidth;", &[]).await? == 320);
    visit.fits_its_width().await?;
    visit
        .run(
            "document.querySelector('h1').style.inlineSize = '900px';",
            &[],
        )
        .await?;
    ensure!(visit.fits_its_width().await.is_err());
    Ok(())
}

async fn dark_is_dark(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches;";
    ensure!(visit.run(dark, &[]).await? == false);
    visit.browser.settings.dark = true;
    visit.restart().await?;
    ready(visit).await?;
    ensure!(visit.run(dark, &[]).await? == true);
    visit.axe().await
}

async fn who_wants_nothing_to_move_is_heard(visit: &mut Visit) -> Result<()> {
    let still = "return matchMedia('(prefers-reduced-motion: reduce)').matches;";
    ready(visit).await?;
    ensure!(visit.run(still, &[]).await? == false);
    visit.browser.settings.still = true;
    visit.restart().await?;
    ready(visit).await?;
    ensure!(visit.run(still, &[]).await? == true);
    Ok(())
}

async fn colours_of_ones_own_are_forced(visit: &mut Visit) -> Result<()> {
    let forced = "return matchMedia('(forced-colors: active)').matches;";
    ready(visit).await?;
    ensure!(visit.run(forced, &[]).await? == false);
    visit.browser.settings.own_colours = true;
    visit.restart().await?;
    ready(visit).await?;
    ensure!(visit.run(forced, &[]).await? == true);
    Ok(())
}

async fn one_of_several_is_found_by_its_place(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let names = visit.textbox("Your name");
    ensure!(names.count().await? == 2);
    names.nth(1).fill("x").await?;
    names.nth(0).holds("").await?;
    names.nth(1).holds("x").await?;
    ensure!(names.nth(2).count().await? == 0);
    Ok(())
}

async fn the_print_sheet_can_be_looked_at(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.button("Complain").see().await?;
    visit.on_paper().await?;
    visit.button("Complain").gone().await?;
    visit.heading("A page to prove the tools on").see().await
}

async fn store_a_thing(visit: &Visit) -> Result<()> {
    let put = "const done = arguments[0];
        const request = indexedDB.open('kept');
        request.onupgradeneeded = () => request.result.createObjectStore('things').put('a thing', 1);
        request.onsuccess = () => { request.result.close(); done(null); };";
    visit.session().execute_async(put, []).await?;
    Ok(())
}

async fn what_is_stored_can_be_read(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    ensure!(!visit.stored().await?.contains("a thing"));
    store_a_thing(visit).await?;
    let stored = visit.stored().await?;
    ensure!(stored.contains(r#""things",["a thing"]"#), "{stored}");
    Ok(())
}

async fn a_python_server_serves_under_a_path(visit: &mut Visit) -> Result<()> {
    let python = PythonServer::serve_under("/some/where/", &fixture()?)?;
    visit.goto(&python.url("#/deep")).await?;
    visit.text_of("ready").see().await?;
    ensure!(
        python.log().contains("GET /some/where/fixture.js"),
        "{}",
        python.log()
    );
    Ok(())
}

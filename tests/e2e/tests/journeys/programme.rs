//! The programme file as the host has it now: newer, older, missing, broken, of another programme.

use e2e::{Context, Name, Reply, Result, Visit, ensure, in_every_browser};
use serde_json::{Value, json};

use crate::hosting::{kept_for_offline, new_version, saved, until_version};

in_every_browser!(
    a_missing_or_broken_programme_is_said_with_the_place,
    a_programme_that_goes_missing_later_is_said_and_the_earlier_copy_shown,
    an_older_programme_never_replaces_a_newer_one,
    a_changed_programme_is_taken_up_without_loading_the_page_again,
    a_page_without_anything_of_its_reader_goes_on_with_the_programme_of_now,
    what_was_written_for_a_programme_stays_in_reach_when_its_id_changes,
    things_are_called_as_the_programme_calls_them,
    names_that_mean_nothing_in_the_programme_are_said_to_organizers,
);

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
        // Someone reads, further down; nothing has the focus.
        let down = "document.activeElement.blur(); window.scrollTo(0, 300); return window.scrollY;";
        let down = visit.run(down, &[]).await?;
        ensure!(down.as_f64() > Some(0.0), "the page scrolls");
        visit.site.replace("programme.json", renamed(visit, name)?);
        happens(visit, event).await?;
        visit.heading(name).see().await?;
        // What moves the focus and the page does so before it is drawn.
        let now = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done([
            window.scrollY, document.activeElement === document.body])));";
        let now = visit.session().execute_async(now, []).await?;
        ensure!(*now.json() == json!([down, true]), "{} {down}", now.json());
    }
    Ok(())
}

async fn a_page_without_anything_of_its_reader_goes_on_with_the_programme_of_now(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("").await?;
    visit.heading("Orbit Mentoring").see().await?;
    visit.site.replace("programme.json", another(visit)?);
    happens(visit, "online").await?;
    visit.heading("Another programme").see().await?;
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Written for the other").await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Written for the other").await
}

async fn what_was_written_for_a_programme_stays_in_reach_when_its_id_changes(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Written for the first").await?;
    saved(visit).await?;
    visit.site.replace("programme.json", another(visit)?);
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

async fn things_are_called_as_the_programme_calls_them(visit: &mut Visit) -> Result<()> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    programme["words"] = json!({
        "session": { "one": "edition", "many": "editions" },
        "applicant": { "one": "hopeful", "many": "hopefuls" },
        "organizer": { "one": "keeper", "many": "keepers" },
    });
    let mut sessions = programme["sessions"].as_array_mut().into_iter().flatten();
    let later = sessions.find(|session| session["id"] == "orbit-5");
    later.context("the sample has it")?["apply"] = Value::Null;
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

/// Has the page hear of something that a browser tells it.
async fn happens(visit: &Visit, event: &str) -> Result<()> {
    let script = format!("document.dispatchEvent(new Event('{event}', {{ bubbles: true }}));");
    visit.run(&script, &[]).await?;
    Ok(())
}

/// A programme like the sample, but another one.
fn another(visit: &Visit) -> Result<Reply> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    programme["id"] = json!("another-programme");
    programme["name"] = json!("Another programme");
    Ok(Reply::Bytes(serde_json::to_vec(&programme)?))
}

/// The sample programme under another name.
fn renamed(visit: &Visit, name: &str) -> Result<Reply> {
    let programme = String::from_utf8(visit.site.read("programme.json")?)?;
    let renamed = programme.replacen("\"Orbit Mentoring\"", &format!("\"{name}\""), 1);
    ensure!(renamed != programme, "the sample has its name");
    Ok(Reply::Bytes(renamed.into_bytes()))
}

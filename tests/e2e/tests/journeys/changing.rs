//! The programme changes while people apply: what they wrote and sent stays theirs, in its own words.

use e2e::{Name, Reply, Result, Visit, anyhow, ensure, in_every_browser};
use groundcrew::domain::application::Application;
use groundcrew::domain::time::Instant;
use groundcrew::format::receipt::ReceiptFile;
use groundcrew::format::submission::Submission;
use serde_json::{Value, json};

use crate::applying::start;
use crate::hosting::saved;

in_every_browser!(
    promise_07_a_form_that_changed_keeps_what_was_written,
    promise_14_a_receipt_stays_in_reach_when_the_session_is_gone,
);

/// Serves the programme changed, and takes it up.
async fn change(visit: &mut Visit, name: &str, edit: impl Fn(&mut Value)) -> Result<()> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    edit(&mut programme);
    programme["name"] = json!(name);
    let bytes = serde_json::to_vec(&programme)?;
    visit.site.replace("programme.json", Reply::Bytes(bytes));
    // While someone types, it waits until the page is loaded again.
    visit.open("#/mine").await?;
    visit.heading("My data").see().await?;
    visit.reload().await?;
    visit.heading("My data").see().await?;
    visit.open("").await?;
    visit.heading(name).see().await
}

/// Runs an edit on each question of the form; those for which it says no go.
fn questions(programme: &mut Value, mut edit: impl FnMut(&mut Value) -> bool) {
    if let Some(form) = programme["forms"][0].as_object_mut() {
        // It may name one that goes.
        form.remove("level");
    }
    let sections = programme["forms"][0]["sections"].as_array_mut();
    for section in sections.into_iter().flatten() {
        if let Some(questions) = section["questions"].as_array_mut() {
            questions.retain_mut(&mut edit);
        }
    }
}

async fn promise_07_a_form_that_changed_keeps_what_was_written(visit: &mut Visit) -> Result<()> {
    start(visit).await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Ada").await?;
    let github = visit.textbox(Name::begins("Your GitHub user name"));
    github.type_text("ada-l").await?;
    visit.link("Next: What you bring").click().await?;
    visit.heading("What you bring").gets_focus().await?;
    let years = visit.textbox(Name::begins("For how many years"));
    years.type_text("7").await?;
    saved(visit).await?;
    change(visit, "Orbit, second form", |programme| {
        questions(programme, |question| {
            match question["id"].as_str() {
                Some("name") => question["label"] = json!("Your full name"),
                Some("years") => {
                    *question = json!({
                        "id": "years", "label": question["label"], "type": "rating", "steps": 5,
                    });
                }
                _ => {}
            }
            question["id"] != "github"
        });
    })
    .await?;
    visit.open("#/apply/orbit-4/review").await?;
    visit
        .text_of("When you answered, it was asked like this: What should we call you?")
        .see()
        .await?;
    visit.heading("From before the form changed").see().await?;
    let page = visit.any("main").text().await?;
    let (_, before) = page
        .split_once("From before the form changed")
        .ok_or_else(|| anyhow!("{page}"))?;
    for kept in ["GitHub user name", "ada-l", "For how many years", "7"] {
        ensure!(before.contains(kept), "{kept:?} is not in {before}");
    }
    visit.axe().await?;
    visit.open("#/apply/orbit-4/section/experience").await?;
    let anew = visit.button(Name::begins("Answer anew"));
    anew.see().await?;
    visit.axe().await?;
    anew.click().await?;
    // One goes on where one was.
    let years = visit.role("radiogroup", Name::begins("For how many years"));
    years.role("radio", "1").gets_focus().await?;
    years.role("radio", "3").click().await?;
    visit.open("#/apply/orbit-4/section/about-you").await?;
    let name = visit.textbox(Name::begins("Your full name"));
    name.holds("Ada").await?;
    name.type_text(" L.").await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Ada L.").await?;
    visit.open("#/apply/orbit-4/review").await?;
    visit.text_of("3 of 5").see().await?;
    visit
        .text_of(Name::begins("When you answered, it was asked like this"))
        .gone()
        .await?;
    let page = visit.any("main").text().await?;
    let before = page.split_once("From before the form changed");
    ensure!(
        before.is_some_and(|(_, before)| before.contains("7") && before.contains("ada-l")),
        "{page}"
    );
    Ok(())
}

async fn promise_14_a_receipt_stays_in_reach_when_the_session_is_gone(
    visit: &mut Visit,
) -> Result<()> {
    change(visit, "Orbit, a short form", |programme| {
        questions(programme, |question| question["id"] == "name");
        if let Some(sections) = programme["forms"][0]["sections"].as_array_mut() {
            sections.retain(|section| section["questions"] != json!([]));
        }
        programme["words"]["organizer"] = json!({ "one": "keeper", "many": "keepers" });
    })
    .await?;
    start(visit).await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Ada").await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4/review").await?;
    visit.button("Send the application").click().await?;
    visit.heading("2. Send it to the keepers").see().await?;
    visit.button("Save the file").click().await?;
    let file = std::fs::read_to_string(visit.download(".json").await?)?;
    let programme = "orbit".parse().map_err(|error| anyhow!("{error:?}"))?;
    let sent = Submission::parse(&file, &programme)?.application;
    let application = Application::read(&sent)?.ok_or_else(|| anyhow!("no application"))?;
    change(visit, "Orbit, over", |programme| {
        if let Some(sessions) = programme["sessions"].as_array_mut() {
            // Nor is anyone called for it.
            let is_it = |name: &Value| *name == "orbit-4";
            sessions.retain(|session| !is_it(&session["id"]) && !is_it(&session["call"]["for"]));
        }
    })
    .await?;
    visit.open("#/apply/orbit-4/sent").await?;
    visit
        .heading("The form of this application is gone")
        .see()
        .await?;
    visit
        .heading("Your application is made. It has not arrived yet.")
        .see()
        .await?;
    visit.axe().await?;
    let receipt = ReceiptFile {
        application: application.id,
        session: application.session,
        seen: sent.version,
        sent_at: application.sent_at,
        at: Instant(1_800_000_000_000),
    };
    let path = visit.folder().join("receipt.json");
    std::fs::write(&path, receipt.to_text(&programme))?;
    visit
        .labelled("Open the receipt file")
        .upload(&[&path])
        .await?;
    visit.heading("Your application has arrived").see().await?;
    let copy = visit.role("region", "Your copy").text().await?;
    ensure!(
        copy.contains("What should we call you?") && copy.contains("Ada"),
        "{copy}"
    );
    visit.button("Print").see().await?;
    visit.text_of("Delete this application").click().await?;
    visit
        .button("Delete the application to orbit-4")
        .click()
        .await?;
    visit
        .heading("There is nothing to apply to here")
        .see()
        .await
}

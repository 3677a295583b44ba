//! The whole road of an application: filled in, handed over, taken in, confirmed, changed, taken back,
//! carried elsewhere and erased, between the browsers of the people it passes through.

use std::fs;
use std::path::PathBuf;

use e2e::{Name, Result, Visit, ensure, in_every_browser};
use groundcrew::domain::id::RecordId;
use groundcrew::format::receipt::ReceiptFile;
use serde_json::Value;

use crate::applying::{bring, send, start};
use crate::form::{Form, Said};
use crate::hosting::saved;
use crate::organizing::hand_in;
use crate::people::People;

in_every_browser!(
    promise_14_the_whole_road_and_only_the_receipt_says_that_it_arrived,
    promise_13_the_same_file_again_changes_nothing_and_a_changed_one_is_newer,
    a_draft_goes_on_in_another_browser_and_is_erased_where_it_was,
);

/// Someone else's browser, at the same app.
pub async fn another(visit: &Visit) -> Result<Visit> {
    Visit::begin(visit.engine, &e2e::dist()?).await
}

/// Saves the file that is to be handed over, under a name of its own.
pub async fn handed_over(visit: &Visit, name: &str) -> Result<PathBuf> {
    visit.button("Save the file").click().await?;
    let file = visit.folder().join(name);
    fs::write(&file, visit.take_download(".json").await?)?;
    Ok(file)
}

async fn promise_14_the_whole_road_and_only_the_receipt_says_that_it_arrived(
    visit: &mut Visit,
) -> Result<()> {
    let form = Form::sample(visit)?;
    let said = filled_in(visit, &form).await?;
    visit.heading("Check your answers").see().await?;
    all_there(&said, &visit.any("main").text().await?)?;
    visit.axe().await?;
    visit.button("Send the application").click().await?;
    let waiting = visit.heading("Your application is made. It has not arrived yet.");
    waiting.see().await?;
    visit.axe().await?;
    let file = handed_over(visit, "application.json").await?;
    holds_what_was_said(&fs::read_to_string(&file)?, &said)?;

    // At the organizers': taken in, read, confirmed.
    let mut crew = another(visit).await?;
    crew.open("#/import").await?;
    hand_in(&crew, &[file]).await?;
    crew.text_of("1 new").see().await?;
    crew.button("Take in 1 application").click().await?;
    crew.text_of("1 application was taken in").see().await?;
    crew.button("Receipts to send back (1)").click().await?;
    let archive = crew.take_download("receipts.zip").await?;
    crew.link("See the applications").click().await?;
    let name = "Zoë of name, ünïcode";
    crew.link(name).click().await?;
    crew.heading(name).see().await?;
    all_there(&said, &crew.any("main").text().await?)?;
    crew.button("Receipt to send back").click().await?;
    let text = crew.take_text(".json").await?;
    let orbit = "orbit".parse().map_err(|error| e2e::anyhow!("{error:?}"))?;
    let receipt = ReceiptFile::parse(&text, &orbit)?;
    let named = receipt.application.to_string();
    ensure!(
        archive.starts_with(b"PK") && String::from_utf8_lossy(&archive).contains(&named),
        "the archive holds a receipt for {named}"
    );
    crew.check_end().await?;
    drop(crew);

    // Back at the applicant's: one that is for someone else says nothing of this application.
    let open = visit.labelled("Open the receipt file");
    let wrong = ReceiptFile {
        application: RecordId::from_bits(7),
        ..receipt
    };
    let file = visit.folder().join("receipt.json");
    fs::write(&file, wrong.to_text(&orbit))?;
    open.upload(&[&file]).await?;
    visit
        .any("alert")
        .says("This receipt is for another application")
        .await?;
    waiting.see().await?;
    fs::write(&file, text)?;
    open.upload(&[&file]).await?;
    let arrived = visit.heading("Your application has arrived");
    arrived.see().await?;
    waiting.gone().await?;
    visit.axe().await?;
    visit.reload().await?;
    arrived.see().await?;
    visit.open("#/mine").await?;
    visit.text_of("Arrived").see().await
}

/// Answers every question, from the front door to the page before sending; what was said.
async fn filled_in(visit: &Visit, form: &Form) -> Result<Said> {
    ensure!(
        form.kinds().len() == 16,
        "the sample has every kind: {:?}",
        form.kinds()
    );
    visit.open("").await?;
    visit.link("Apply to Orbit 4").click().await?;
    visit.button("Start the application").click().await?;
    let mut said = Said::new();
    let titles = form.titles();
    for (at, title) in titles.iter().enumerate() {
        said.extend(form.fill_section(visit, title).await?);
        match titles.get(at + 1) {
            Some(next) => visit.link(format!("Next: {next}")).click().await?,
            None => {
                let nav = visit.role("navigation", "Sections before and after");
                nav.link("Check your answers and send").click().await?;
            }
        }
    }
    Ok(said)
}

/// Fails when anything that was said is not shown.
fn all_there(said: &Said, shown: &str) -> Result<()> {
    for (question, words) in said {
        for word in words {
            ensure!(
                shown.contains(word.as_str()),
                "{question}: {word:?} is not in {shown}"
            );
        }
    }
    Ok(())
}

fn holds_what_was_said(file: &str, said: &Said) -> Result<()> {
    let parsed: Value = serde_json::from_str(file)?;
    ensure!(parsed["programme"] == "orbit", "{file}");
    for (question, words) in said {
        ensure!(
            file.contains(&format!("\"{question}\"")),
            "{question} is in the file"
        );
        // Choices are kept by id and weeks as slots; what was typed is kept as it was typed.
        for word in words
            .iter()
            .filter(|word| word.contains("ünïcode") || word.contains("example"))
        {
            ensure!(
                file.contains(word.as_str()),
                "{question}: {word:?} is not in the file"
            );
        }
    }
    Ok(())
}

async fn promise_13_the_same_file_again_changes_nothing_and_a_changed_one_is_newer(
    visit: &mut Visit,
) -> Result<()> {
    let mut people = People::apply(&visit.site.read("programme.json")?, 1)?;
    people.change(0, "name", "Ada before")?;
    bring(visit, &people, 0).await?;
    send(visit).await?;
    let first = handed_over(visit, "first.json").await?;
    let mut crew = another(visit).await?;
    take_in(&crew, &first, "1 new").await?;

    crew.open("#/import").await?;
    hand_in(&crew, std::slice::from_ref(&first)).await?;
    crew.text_of("1 the same as here").see().await?;
    let nothing_new = crew.text_of("None of these files brings anything that is not here already.");
    nothing_new.see().await?;

    // Taken back, and let stand again.
    visit.button("Withdraw the application").click().await?;
    let sure = visit.role("dialog", "Withdraw your application to Orbit 4?");
    visit.axe().await?;
    sure.button("Withdraw the application").click().await?;
    visit.heading("You withdrew your application").see().await?;
    let file = handed_over(visit, "withdrawn.json").await?;
    take_in(&crew, &file, "1 newer than here").await?;
    crew.role("row", Name::has("Ada before"))
        .says("Withdrawn")
        .await?;
    visit
        .button("Let the application stand again")
        .click()
        .await?;
    made_again(visit, &crew, "again.json").await?;
    crew.role("row", Name::has("Ada before"))
        .says("Submitted")
        .await?;

    // Changed after it was sent: it is said, and sent again as the same application.
    visit.open("#/apply/orbit-4/section/about-you").await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.fill("Ada after").await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4/sent").await?;
    visit
        .text_of("You changed 1 answer since. It is not in what you sent.")
        .see()
        .await?;
    visit.link("Check and send again").click().await?;
    visit
        .button("Send it again with the changes")
        .click()
        .await?;
    made_again(visit, &crew, "changed.json").await?;
    crew.link("Ada after").see().await?;

    // The first file comes by another way, late: it takes nothing back.
    crew.open("#/import").await?;
    hand_in(&crew, &[first]).await?;
    crew.text_of("1 older than here").see().await?;
    nothing_new.see().await?;
    crew.open("#/applications").await?;
    crew.text_of("1 application").see().await?;
    crew.link("Ada after").see().await?;
    crew.check_end().await
}

/// What was made anew by the applicant goes to the organizers, to whom it is newer.
async fn made_again(visit: &Visit, crew: &Visit, name: &str) -> Result<()> {
    visit
        .heading("Your application is made. It has not arrived yet.")
        .see()
        .await?;
    let file = handed_over(visit, name).await?;
    take_in(crew, &file, "1 newer than here").await
}

/// An organizer takes a file in and goes to the list, where there is one application whatever came.
async fn take_in(crew: &Visit, file: &PathBuf, verdict: &str) -> Result<()> {
    crew.open("#/import").await?;
    crew.heading("Take in files").see().await?;
    hand_in(crew, std::slice::from_ref(file)).await?;
    crew.text_of(verdict).see().await?;
    crew.button("Take in 1 application").click().await?;
    crew.link("See the applications").click().await?;
    crew.text_of("1 application").see().await
}

async fn a_draft_goes_on_in_another_browser_and_is_erased_where_it_was(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    let name = |visit: &Visit| visit.textbox(Name::begins("What should we call you?"));
    name(visit).type_text("Zoë on the train").await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.text_of("Go on in another browser").click().await?;
    visit.button("Keep my progress as a file").click().await?;
    let mut home = another(visit).await?;
    let file = home.folder().join("progress.json");
    fs::write(&file, visit.take_download("my-progress.json").await?)?;
    home.open("#/apply/orbit-4").await?;
    home.labelled("Open a progress file")
        .upload(&[&file])
        .await?;
    home.link("Continue: About you").click().await?;
    name(&home).holds("Zoë on the train").await?;
    name(&home).type_text(", and at home").await?;
    saved(&home).await?;

    // Everything can be taken along, and then nothing of it is left here, their name neither.
    visit.open("#/data").await?;
    visit
        .textbox("Your name")
        .type_text("Zoë who erases")
        .await?;
    saved(visit).await?;
    visit.open("#/mine").await?;
    visit
        .button("Save all my applications as a file")
        .click()
        .await?;
    let mine = visit.take_text("my-data.json").await?;
    ensure!(mine.contains("Zoë on the train"), "{mine}");
    let kept = visit.stored().await?;
    ensure!(kept.contains("Zoë on the train") && kept.contains("Zoë who erases"));
    let erase = "Erase all my data from this device";
    visit.button(erase).click().await?;
    let sure = visit.role("dialog", "Erase all of this for good?");
    sure.text_of(Name::begins("Application to Orbit 4: "))
        .see()
        .await?;
    visit.axe().await?;
    sure.button("Keep everything").click().await?;
    visit.text_of("Nothing yet").gone().await?;
    visit.button(erase).click().await?;
    sure.button(erase).click().await?;
    visit
        .text_of("Erased. This device holds nothing of yours for Orbit Mentoring any more.")
        .see()
        .await?;
    visit.reload().await?;
    visit.text_of("Nothing yet").see().await?;
    let left = visit.stored().await?;
    ensure!(!left.contains("Zoë on the train"), "{left}");
    ensure!(!left.contains("Zoë who erases"), "{left}");
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").see().await?;
    home.reload().await?;
    name(&home).holds("Zoë on the train, and at home").await?;
    home.check_end().await
}

//! Someone applies: from the front door to the file they hand over.

use std::time::Duration;

use e2e::{Name, Reply, Result, Seen, Visit, ensure, in_every_browser, until_within};
use serde_json::Value;

use crate::form::{Form, Said};
use crate::hosting::saved;

in_every_browser!(
    from_the_front_door_to_the_submission_file,
    a_draft_goes_on_after_a_reload_where_it_was,
    sessions_that_are_not_open_say_so_and_when,
    promise_09_a_deadline_that_passes_while_typing_leaves_the_text,
);

async fn from_the_front_door_to_the_submission_file(visit: &mut Visit) -> Result<()> {
    let form = Form::sample(visit)?;
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
    visit.heading("Check your answers").see().await?;
    let shown = visit.any("main").text().await?;
    for (question, words) in &said {
        for word in words {
            ensure!(
                shown.contains(word.as_str()),
                "{question}: {word:?} is not in the review"
            );
        }
    }
    visit.axe().await?;
    visit.button("Send the application").click().await?;
    visit
        .heading("Your application is made. It has not arrived yet.")
        .see()
        .await?;
    visit.axe().await?;
    visit.button("Save the file").click().await?;
    let file = visit.download(".json").await?;
    let file = std::fs::read_to_string(file)?;
    let parsed: Value = serde_json::from_str(&file)?;
    ensure!(parsed["programme"] == "orbit", "{file}");
    for (question, words) in &said {
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

async fn a_draft_goes_on_after_a_reload_where_it_was(visit: &mut Visit) -> Result<()> {
    start(visit).await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Zoë").await?;
    let pronouns = visit.role("group", Name::begins("Which pronouns"));
    pronouns.role("checkbox", "she, her").click().await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Zoë").await?;
    ensure!(pronouns.role("checkbox", "she, her").is_checked().await?);
    visit.open("").await?;
    visit
        .link("Continue your application to Orbit 4")
        .click()
        .await?;
    visit.text_of(Name::begins("2 of ")).see().await
}

async fn sessions_that_are_not_open_say_so_and_when(visit: &mut Visit) -> Result<()> {
    visit.open("#/apply/orbit-5").await?;
    visit.text_of("Not open yet").see().await?;
    let opens = visit.text_of(Name::begins("It opens on ")).text().await?;
    ensure!(opens.contains("April") && opens.contains("2028"), "{opens}");
    ensure!(!visit.button("Start the application").is_there().await?);
    visit.axe().await?;
    visit.open("#/apply/orbit-3").await?;
    visit.text_of("Closed").see().await?;
    let closed = visit.text_of(Name::begins("It closed on ")).text().await?;
    ensure!(
        closed.contains("March") && closed.contains("29"),
        "{closed}"
    );
    ensure!(!visit.button("Start the application").is_there().await?);
    visit.axe().await
}

async fn promise_09_a_deadline_that_passes_while_typing_leaves_the_text(
    visit: &mut Visit,
) -> Result<()> {
    let programme = String::from_utf8(visit.site.read("programme.json")?)?;
    let strict = programme.replacen("\"late\": \"accepted\"", "\"late\": \"refused\"", 1);
    ensure!(
        strict != programme,
        "the sample takes late applications to one session"
    );
    visit
        .site
        .replace("programme.json", Reply::Bytes(strict.into_bytes()));
    start(visit).await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("In ti").await?;
    // 2028-01-02, noon UTC: 2027-12-31 has ended even at the last place on Earth.
    visit.set_clock(1_830_427_200_000).await?;
    name.type_text("me?").await?;
    name.holds("In time?").await?;
    // The page looks at the clock every half minute.
    until_within(Duration::from_secs(45), "the page to say so", async || {
        let said = visit
            .text_of(Name::begins("It can’t be sent any more."))
            .is_there()
            .await?;
        Ok(Seen::when(said, "not yet"))
    })
    .await?;
    name.holds("In time?").await?;
    saved(visit).await?;
    visit.button("Keep all I wrote as a file").click().await?;
    let kept = std::fs::read_to_string(visit.download(".txt").await?)?;
    ensure!(
        kept.contains("What should we call you?\nIn time?"),
        "{kept}"
    );
    Ok(())
}

/// Begins the application to the open session, as far as its first section.
pub async fn start(visit: &Visit) -> Result<()> {
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    // New pages take the focus; typing before that would go nowhere.
    visit.heading("About you").gets_focus().await
}

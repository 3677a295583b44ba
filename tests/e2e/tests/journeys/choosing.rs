//! One person, two browsers, two answers: they choose, and go on where they chose.

use e2e::{Name, Result, Visit, ensure, in_every_browser};
use thirtyfour::Key;

use crate::applying::start;
use crate::hosting::saved;

in_every_browser!(promise_19_whoever_chooses_between_two_answers_goes_on_in_the_field);

async fn promise_19_whoever_chooses_between_two_answers_goes_on_in_the_field(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    visit
        .textbox(Name::begins("What should we call you?"))
        .type_text("Ada at home")
        .await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.text_of("Go on in another browser").click().await?;
    visit.button("Keep my progress as a file").click().await?;
    let progress = visit.download(".json").await?;

    let elsewhere = Visit::begin(visit.engine, &e2e::dist()?).await?;
    start(&elsewhere).await?;
    let name = elsewhere.textbox(Name::begins("What should we call you?"));
    name.type_text("Ada at work").await?;
    saved(&elsewhere).await?;
    elsewhere.open("#/apply/orbit-4").await?;
    elsewhere
        .text_of("Go on in another browser")
        .click()
        .await?;
    elsewhere
        .labelled("Open a progress file")
        .upload(&[&progress])
        .await?;
    elsewhere
        .text_of("1 answer differs between your browsers")
        .see()
        .await?;
    elsewhere
        .open("#/apply/orbit-4/section/about-you/name")
        .await?;
    let (home, work) = ("Ada at home", "Ada at work");
    elsewhere.text_of(home).see().await?;
    elsewhere.text_of(work).see().await?;
    elsewhere.axe().await?;
    let first = elsewhere.button("Keep this one Answer 1");
    first.focus().await?;
    elsewhere.press(Key::Enter).await?;
    name.gets_focus().await?;
    let kept = name.value().await?;
    ensure!(kept == home || kept == work, "{kept:?} is neither");
    elsewhere.type_keys(", here").await?;
    name.holds(&format!("{kept}, here")).await
}

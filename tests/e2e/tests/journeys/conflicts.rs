//! Two people, or one person on two devices, answered the same thing apart: both answers stay, side
//! by side, until someone chooses.

use std::fs;

use e2e::{Name, Reply, Result, Seen, Visit, ensure, in_every_browser, until};

use crate::applying::start;
use crate::hosting::saved;
use crate::organizing::hand_in;
use crate::people::People;
use crate::road::another;

in_every_browser!(
    promise_19_organizers_see_both_answers_with_who_and_when_until_they_choose,
    promise_19_an_applicant_chooses_between_the_answers_of_two_browsers,
);

/// Takes in the copies of the first application that two people changed apart; then the list is
/// shown, which says how many are there.
pub async fn two_copies(visit: &Visit, people: &People, count: &str) -> Result<()> {
    let copies = [
        ("Amina", "Because of the people"),
        ("Bo", "Because of the code"),
    ];
    for (by, why) in copies {
        let file = visit.folder().join(format!("{by}.json"));
        fs::write(&file, people.apart(0, by, "why", why)?)?;
        visit.open("#/import").await?;
        visit.heading("Take in files").see().await?;
        hand_in(visit, &[file]).await?;
        visit.button("Take in 1 application").see().await?;
        if by == "Bo" {
            visit.text_of("1 changed in two places").see().await?;
        }
        visit.button("Take in 1 application").click().await?;
        visit.link("See the applications").click().await?;
        visit.text_of(count).see().await?;
    }
    Ok(())
}

async fn promise_19_organizers_see_both_answers_with_who_and_when_until_they_choose(
    visit: &mut Visit,
) -> Result<()> {
    let mut people = People::apply(&visit.site.read("programme.json")?, 1)?;
    people.change(0, "name", "Ada")?;
    two_copies(visit, &people, "1 application").await?;
    let row = visit.role("row", Name::has("Ada"));
    row.says("Two versions").await?;
    visit.link("Ada").click().await?;
    visit.heading("Ada").see().await?;
    let notice = visit.text_of("1 thing was changed in two places");
    notice.see().await?;
    let question = visit.text_of("Changed in two places. Which one holds?");
    question.see().await?;
    let values = || visit.any("listitem");
    // 2026-11-18, when both were written; the hour is the reader's own.
    for (by, why) in [
        ("Amina", "Because of the people"),
        ("Bo", "Because of the code"),
    ] {
        let texts = values().all_texts().await?;
        let told = |text: &String| {
            text.contains(by) && text.contains(why) && text.contains("18") && text.contains("2026")
        };
        ensure!(
            texts.iter().filter(|text| told(text)).count() == 1,
            "{by}: {texts:?}"
        );
    }
    let texts = values().all_texts().await?;
    let shown = |text: &&String| text.contains("Shown for now");
    let shown: Vec<&String> = texts.iter().filter(shown).collect();
    ensure!(shown.len() == 1, "one of them is shown: {texts:?}");
    let (kept, other) = if shown[0].contains("the people") {
        ("Because of the code", "Because of the people")
    } else {
        ("Because of the people", "Because of the code")
    };
    visit.axe().await?;
    // The one that was not shown is the one to keep.
    keep(visit, kept).await?;
    notice.gone().await?;
    question.gone().await?;
    visit.text_of(kept).see().await?;
    visit.text_of(other).gone().await?;
    visit.reload().await?;
    visit.text_of(kept).see().await?;
    visit.text_of(other).gone().await?;
    // It was said who decided, and either copy that comes again brings nothing back.
    visit.text_of("Who changed what, and when").click().await?;
    let lines = values().all_texts().await?;
    let decided = "changed Why would you like to join this orbit?";
    ensure!(lines.iter().any(|line| line.contains(decided)), "{lines:?}");
    visit.open("#/import").await?;
    let files = ["Amina", "Bo"].map(|by| visit.folder().join(format!("{by}.json")));
    hand_in(visit, &files).await?;
    visit.text_of("2 older than here").see().await?;
    visit.open("#/applications").await?;
    row.says("Submitted").await?;
    ensure!(!row.text().await?.contains("Two versions"));
    Ok(())
}

/// Presses the button of the value that says this.
async fn keep(visit: &Visit, words: &str) -> Result<()> {
    let values = visit.any("listitem").all_texts().await?;
    let offered: Vec<&String> = values
        .iter()
        .filter(|text| text.contains("Keep this one"))
        .collect();
    let at = offered.iter().position(|text| text.contains(words));
    let at = at.ok_or_else(|| e2e::anyhow!("{words} is not offered: {values:?}"))?;
    visit
        .button(Name::begins("Keep this one"))
        .nth(at)
        .click()
        .await
}

async fn promise_19_an_applicant_chooses_between_the_answers_of_two_browsers(
    visit: &mut Visit,
) -> Result<()> {
    let name = |visit: &Visit| visit.textbox(Name::begins("What should we call you?"));
    start(visit).await?;
    name(visit).type_text("Zoë").await?;
    saved(visit).await?;
    let mut home = another(visit).await?;
    carry(visit, &home).await?;
    home.link("Continue: About you").click().await?;
    name(&home).fill("Zoë at home").await?;
    saved(&home).await?;
    visit.open("#/apply/orbit-4/section/about-you").await?;
    name(visit).fill("Zoë on the train").await?;
    saved(visit).await?;
    carry(&home, visit).await?;
    visit
        .text_of("1 answer differs between your browsers")
        .see()
        .await?;
    visit.link("What should we call you?").click().await?;
    let asked = visit.role("region", "What should we call you?");
    asked.says("Zoë at home").await?;
    asked.says("Zoë on the train").await?;
    visit.axe().await?;
    let answers = asked.heading(Name::begins("Answer ")).all_texts().await?;
    ensure!(answers.len() == 2, "{answers:?}");
    // Sending waits for the choice.
    visit.open("#/apply/orbit-4/review").await?;
    visit.heading("Check your answers").see().await?;
    visit
        .text_of("1 answer differs between your browsers")
        .see()
        .await?;
    // Should it be too late meanwhile, all of it can be kept.
    let sample = String::from_utf8(visit.site.read("programme.json")?)?;
    let open = r#""closes": "2027-12-31", "late": "accepted""#;
    let over = sample.replacen(open, r#""closes": "2026-11-20", "late": "refused""#, 1);
    ensure!(over != sample, "the sample's dates");
    visit
        .site
        .replace("programme.json", Reply::Bytes(over.into_bytes()));
    visit.reload().await?;
    let keep_all = visit.button("Keep all I wrote as a file");
    let changed = visit.text_of("The programme was changed.");
    until("the new dates", async || {
        let there = keep_all.is_there().await?;
        // It is not changed under what is being typed.
        if !there && changed.is_there().await? {
            visit.reload().await?;
        }
        Ok(Seen::when(there, "not yet"))
    })
    .await?;
    keep_all.click().await?;
    let kept = fs::read_to_string(visit.download(".txt").await?)?;
    ensure!(
        kept.contains("Zoë at home") && kept.contains("Zoë on the train"),
        "{kept}"
    );
    visit.link("What should we call you?").click().await?;
    asked
        .button("Keep both, one after the other")
        .click()
        .await?;
    asked.gone().await?;
    let both = name(visit).value().await?;
    ensure!(
        both.contains("Zoë at home") && both.contains("Zoë on the train"),
        "{both:?}"
    );
    saved(visit).await?;
    visit.reload().await?;
    name(visit).holds(&both).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.heading("Application to Orbit 4").see().await?;
    visit
        .text_of("1 answer differs between your browsers")
        .gone()
        .await?;
    home.check_end().await
}

/// Takes the application from one browser to another of the same person.
async fn carry(from: &Visit, to: &Visit) -> Result<()> {
    from.open("#/apply/orbit-4").await?;
    from.text_of("Go on in another browser").click().await?;
    from.button("Keep my progress as a file").click().await?;
    let file = to.folder().join("progress.json");
    fs::write(&file, from.take_download("my-progress.json").await?)?;
    to.open("#/apply/orbit-4").await?;
    to.heading("Application to Orbit 4").see().await?;
    to.labelled("Open a progress file").upload(&[&file]).await
}

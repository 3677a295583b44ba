//! What people who take part have of their weeks: taken along to another device, asked as the programme likes, called to mind.

use std::fs;
use std::path::PathBuf;

use e2e::{Name, Reply, Result, Visit, ensure, once};
use serde_json::{Value, json};

use crate::checking::{ANA, CAP, NIA, began, file_for, me, take, weeks};
use crate::crewing::{TEAM, bring_roster};
use crate::hosting::saved;
use crate::road::another;

once!(
    promise_02_a_captain_moves_to_a_new_device_and_the_notes_are_in_no_other_file,
    promise_07_the_programmes_own_questions_are_asked_and_their_answers_stay,
    what_there_is_to_do_stands_at_the_door_and_rings_in_a_calendar,
    what_is_in_the_way_can_be_put_in_other_words,
);

/// Saves the file for another device of one's own, from “My data”.
async fn own_file(visit: &Visit) -> Result<PathBuf> {
    visit.open("#/mine").await?;
    visit
        .button(Name::begins("File for another device of mine"))
        .click()
        .await?;
    let file = visit.folder().join("my-weeks.json");
    fs::write(&file, visit.take_text("-my-weeks.json").await?)?;
    Ok(file)
}

async fn promise_02_a_captain_moves_to_a_new_device_and_the_notes_are_in_no_other_file(
    organizer: &mut Visit,
) -> Result<()> {
    const NOTE: &str = "Talked about the move";
    bring_roster(organizer).await?;
    let invitation = file_for(organizer, CAP, "Cap Okafor").await?;
    let mut old = another(organizer).await?;
    take(&old, invitation, "This is me: take it in").await?;
    old.open(&weeks(ANA, None)?).await?;
    let which = old.role("combobox", "Of which week");
    which.choose("Week 4").await?;
    old.button("Met").click().await?;
    let note = old.textbox("For yourself alone");
    note.type_text(NOTE).await?;
    saved(&old).await?;

    // It is there to look at, and said to be nowhere else.
    old.open("#/mine").await?;
    old.heading("Your weeks").see().await?;
    old.text_of(Name::has("Notes for yourself alone: 1"))
        .see()
        .await?;
    old.text_of("Not taken along so far.").see().await?;
    old.text_of(Name::begins(
        "What you noted for yourself alone is on this device",
    ))
    .see()
    .await?;
    old.text_of("Week by week").click().await?;
    old.text_of("One-to-one with Ana Łuczak (Met)")
        .see()
        .await?;
    old.axe().await?;
    old.narrow().await?;
    old.fits_its_width().await?;
    let mine = own_file(&old).await?;
    ensure!(fs::read_to_string(&mine)?.contains(NOTE));
    old.text_of(Name::begins("Taken along ")).see().await?;
    old.button(Name::begins("Save as text")).click().await?;
    let text = old.take_text("-my-weeks.md").await?;
    ensure!(text.contains(NOTE) && text.contains("## Week 4"), "{text}");

    // In no other file: not in a backup of this device, nor in what is handed to anyone.
    old.open("#/data").await?;
    old.text_of(Name::begins("What you noted for yourself as captain"))
        .see()
        .await?;
    old.button("Make a backup").click().await?;
    ensure!(!old.take_text(".json").await?.contains(NOTE), "a backup");
    for name in ["organizers", "Ana Łuczak", "Nia Navarro"] {
        let file = file_for(&old, CAP, name).await?;
        ensure!(!fs::read_to_string(file)?.contains(NOTE), "{name}");
    }

    // On the new one.
    let mut new = another(organizer).await?;
    new.open("#/mine").await?;
    new.link("Open a file of your weeks").see().await?;
    new.axe().await?;
    new.link("Open a file of your weeks").click().await?;
    new.labelled("Choose files").see().await?;
    take(&new, mine.clone(), "This is me: take it in").await?;
    new.open(&weeks(ANA, None)?).await?;
    new.role("combobox", "Of which week")
        .choose("Week 4")
        .await?;
    let note = new.textbox("For yourself alone");
    note.holds(NOTE).await?;
    note.type_text(", and the new flat").await?;
    saved(&new).await?;

    // And back: what was written since on either is there, once.
    let back = own_file(&new).await?;
    take(&old, back, "Take it in").await?;
    old.open(&weeks(ANA, None)?).await?;
    old.role("combobox", "Of which week")
        .choose("Week 4")
        .await?;
    old.textbox("For yourself alone")
        .holds(&format!("{NOTE}, and the new flat"))
        .await?;

    // To organizers it is for somebody else: they may take it in as theirs, but are told for whom it is.
    organizer.open("#/data").await?;
    organizer.button("Make a backup").click().await?;
    ensure!(!organizer.take_text(".json").await?.contains(NOTE));
    ensure!(!organizer.stored().await?.contains(NOTE));
    old.check_end().await?;
    new.check_end().await
}

/// Has the programme ask this of its weeks.
fn asks(visit: &Visit, weekly: Value) -> Result<()> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    programme["sessions"][0]["weekly"] = weekly;
    let bytes = serde_json::to_vec(&programme)?;
    visit.site.replace("programme.json", Reply::Bytes(bytes));
    Ok(())
}

async fn promise_07_the_programmes_own_questions_are_asked_and_their_answers_stay(
    visit: &mut Visit,
) -> Result<()> {
    asks(
        visit,
        json!({
            "asks": { "did": "What did you get up to?", "mood": false },
            "questions": [{ "id": "thanks", "label": "Whom would you like to thank?", "help": "Anyone at all." }],
        }),
    )?;
    bring_roster(visit).await?;
    visit.narrow().await?;
    me(visit, ANA).await?;
    visit.open(&weeks(ANA, Some(1))?).await?;
    let did = visit.textbox("What did you get up to?");
    did.type_text("Found the bug").await?;
    visit.role("group", "How are you?").gone().await?;
    let thanks = visit.textbox("Whom would you like to thank?");
    thanks.type_text("Bo, for the review").await?;
    saved(visit).await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    visit.reload().await?;
    thanks.holds("Bo, for the review").await?;
    did.holds("Found the bug").await?;
    // Whoever may read it reads the answer.
    visit.open(&weeks(ANA, None)?).await?;
    visit.button("This is not me").click().await?;
    visit.button("This is me").see().await?;
    visit.open(&weeks(ANA, Some(1))?).await?;
    visit.text_of("Bo, for the review").see().await?;
    me(visit, ANA).await?;
    // The programme asks for it no more; once the page is loaded again that is so here.
    asks(visit, json!({}))?;
    visit.reload().await?;
    visit.reload().await?;
    visit.open(&weeks(ANA, Some(1))?).await?;
    visit.textbox("What I did").holds("Found the bug").await?;
    visit.role("group", "How are you?").see().await?;
    thanks.gone().await?;
    visit
        .text_of("Answered to questions that are not asked any more")
        .see()
        .await?;
    visit.text_of("Whom would you like to thank?").see().await?;
    visit.text_of("Bo, for the review").see().await?;
    visit.axe().await
}

async fn what_there_is_to_do_stands_at_the_door_and_rings_in_a_calendar(
    visit: &mut Visit,
) -> Result<()> {
    // It is the third day of week 2.
    began(visit, 9)?;
    bring_roster(visit).await?;
    // Nobody is told whose device it is not.
    visit.open("#/").await?;
    visit.heading("Your weeks").gone().await?;
    me(visit, ANA).await?;
    visit.open("#/").await?;
    let due = visit.role("list", "What there is to do");
    due.link("Check in for week 2").see().await?;
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    due.link("Check in for week 2").click().await?;
    visit.textbox("What I did").type_text("A test").await?;
    saved(visit).await?;
    visit.open("#/").await?;
    visit
        .text_of("Nothing waits for you just now.")
        .see()
        .await?;
    visit.open(&weeks(ANA, None)?).await?;
    visit.button("Save reminders").click().await?;
    let calendar = visit.take_text(".ics").await?;
    for line in [
        "BEGIN:VALARM",
        "RRULE:FREQ=WEEKLY;COUNT=",
        "SUMMARY:Check in",
    ] {
        ensure!(calendar.contains(line), "{line}: {calendar}");
    }
    ensure!(!calendar.contains("Ana"), "it names nobody");
    // As a captain and as a navigator there is other work.
    me(visit, CAP).await?;
    me(visit, NIA).await?;
    visit.open("#/").await?;
    visit
        .text_of("You and Ana Łuczak have not had a one-to-one yet.")
        .see()
        .await?;
    visit
        .text_of("The meeting of week 1 is not noted yet.")
        .see()
        .await?;
    visit.link("Note week 1").click().await?;
    visit.heading("Week 1").see().await?;
    visit.open("#/").await?;
    visit.link("To Ana Łuczak").click().await?;
    visit.heading("One-to-ones").see().await
}

async fn what_is_in_the_way_can_be_put_in_other_words(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    let week = |week: u32| format!("#/roster/orbit-4/team/{TEAM}/week/{week}");
    visit.open(&week(1)).await?;
    visit
        .button("Something is in the way Ana Łuczak")
        .click()
        .await?;
    let words = visit.textbox("What is in the way of Ana Łuczak");
    words.type_text("No review").await?;
    saved(visit).await?;
    visit.button("Done").click().await?;
    // A week later it is put in other words, and is still of week 1.
    visit.open(&week(2)).await?;
    visit.button("Change No review").click().await?;
    words.holds("No review").await?;
    words.type_text(" since Monday").await?;
    saved(visit).await?;
    visit.axe().await?;
    visit.button("Done").click().await?;
    let list = visit.role("list", "In the way of Ana Łuczak");
    list.says("No review since Monday").await?;
    list.says("since week 1").await?;
    visit.reload().await?;
    list.says("No review since Monday").await
}

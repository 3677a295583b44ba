//! A team's meetings: noted with a few taps on a phone, by one or by several, and seen side by side.

use e2e::{Found, Name, Result, Visit, ensure, in_every_browser, once};
use thirtyfour::Key;

use crate::crewing::{TEAM, bring_roster};
use crate::hosting::saved;
use crate::road::another;

in_every_browser!(
    promise_02_a_meeting_is_noted_with_a_few_taps_and_saves_by_itself,
    promise_30_a_meeting_is_noted_by_keyboard_alone,
);

once!(
    promise_02_what_is_noted_and_left_at_once_is_kept,
    promise_19_two_who_note_one_meeting_apart_are_both_shown,
    a_week_that_the_team_does_not_have_says_so,
);

fn week(n: u32) -> String {
    format!("#/roster/orbit-4/team/{TEAM}/week/{n}")
}

/// What is noted of somebody.
fn of(visit: &Visit, name: &str) -> Found {
    visit.role("group", name)
}

async fn is_noted(choice: &Found) -> Result<bool> {
    Ok(choice.attribute("aria-pressed").await?.as_deref() == Some("true"))
}

async fn promise_02_a_meeting_is_noted_with_a_few_taps_and_saves_by_itself(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    visit.open(&format!("#/roster/orbit-4/team/{TEAM}")).await?;
    visit.heading("Meetings").see().await?;
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    visit.link(Name::begins("Week 1")).click().await?;
    visit.heading("Week 1").see().await?;
    visit.any("main").says("2028").await?;
    visit.fits_its_width().await?;
    visit.axe().await?;

    of(visit, "Bo =1+1").button("Missed").click().await?;
    of(visit, "Cy <b>Quill</b>")
        .button("Excused")
        .click()
        .await?;
    visit.button("Everyone else was there").click().await?;
    ensure!(is_noted(&of(visit, "Ana Łuczak").button("There")).await?);
    ensure!(is_noted(&of(visit, "Bo =1+1").button("Missed")).await?);
    // What was noted by mistake is taken back by the same button.
    let captain = of(visit, "Cap Okafor").button("There");
    captain.click().await?;
    ensure!(!is_noted(&captain).await?, "taken back");
    let line = visit.textbox("A line about the week of Ana Łuczak");
    line.type_text("Found the bug").await?;
    visit.textbox("For everyone").type_text("We paired").await?;
    visit
        .textbox("The day it really was")
        .type_text("2028-02-10")
        .await?;
    saved(visit).await?;
    let ways = visit.button(Name::begins("Something is in the way"));
    visit
        .button("Something is in the way Ana Łuczak")
        .click()
        .await?;
    visit
        .textbox("What is in the way of Ana Łuczak")
        .type_text("No review yet")
        .await?;
    saved(visit).await?;
    visit.button("Done").click().await?;
    let list = visit.role("list", "In the way of Ana Łuczak");
    list.says("No review yet").await?;
    ensure!(ways.count().await? == 5, "as before");
    visit.axe().await?;
    visit.fits_its_width().await?;

    visit.reload().await?;
    line.holds("Found the bug").await?;
    visit.textbox("For everyone").holds("We paired").await?;
    visit
        .textbox("The day it really was")
        .holds("2028-02-10")
        .await?;
    ensure!(is_noted(&of(visit, "Bo =1+1").button("Missed")).await?);
    ensure!(!is_noted(&captain).await?);

    // The week after, what is in the way still is, until it is not.
    visit.link("Week 2").click().await?;
    visit.heading("Week 2").see().await?;
    list.says("since week 1").await?;
    ensure!(!is_noted(&of(visit, "Bo =1+1").button("Missed")).await?);
    let away = visit.button("Out of the way No review yet");
    away.click().await?;
    list.says("out of the way this week").await?;
    // A slip of the thumb is taken back.
    visit
        .button("Still in the way No review yet")
        .click()
        .await?;
    list.says("since week 1").await?;
    away.click().await?;
    list.says("out of the way this week").await?;
    visit.link("Week 3").click().await?;
    visit.heading("Week 3").see().await?;
    list.gone().await?;
    visit.link("Week 2").click().await?;
    visit.heading("Week 2").see().await?;
    visit.link("Week 1").click().await?;
    list.says("No review yet").await?;

    // Side by side with all others.
    visit.link("Team page").click().await?;
    visit.any("main").says("2 of 4 there").await?;
    visit.open("#/weeks/orbit-4").await?;
    visit.heading("Week by week").see().await?;
    visit.fits_its_width().await?;
    visit.axe().await?;
    for (name, said) in [
        ("Ana Łuczak", "Week 1: There"),
        ("Bo =1+1", "Week 1: Missed"),
        ("Cy <b>Quill</b>", "Week 1: Excused"),
        ("Cap Okafor", "Week 1: Not noted"),
        ("Venus", "Week 1: Met"),
    ] {
        let row = visit.role("row", Name::begins(name));
        row.link(said).see().await?;
    }
    let row = visit.role("row", Name::begins("Bo"));
    row.link("Week 1: Missed").click().await?;
    visit.heading("Week 1").see().await
}

async fn promise_30_a_meeting_is_noted_by_keyboard_alone(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    visit.open(&week(1)).await?;
    visit.heading("Week 1").see().await?;
    let there = of(visit, "Nia Navarro").button("There");
    there.focus().await?;
    visit.press(Key::Space).await?;
    ensure!(is_noted(&there).await?);
    // From the choices on to the line, and to what is in the way.
    for _ in 0..3 {
        visit.press(Key::Tab).await?;
    }
    visit.type_keys("Led well").await?;
    visit
        .textbox("A line about the week of Nia Navarro")
        .holds("Led well")
        .await?;
    visit.press(Key::Tab).await?;
    visit.press(Key::Enter).await?;
    visit.type_keys("No room").await?;
    visit
        .textbox("What is in the way of Nia Navarro")
        .holds("No room")
        .await?;
    visit.press(Key::Enter).await?;
    let list = visit.role("list", "In the way of Nia Navarro");
    list.says("No room").await?;
    // The focus is where it was, and not lost.
    visit.press(Key::Enter).await?;
    visit
        .textbox("What is in the way of Nia Navarro")
        .holds("")
        .await
}

async fn promise_02_what_is_noted_and_left_at_once_is_kept(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    visit.open(&week(3)).await?;
    let line = visit.textbox("A line about the week of Ana Łuczak");
    line.type_text("A week of tests").await?;
    visit
        .button("Something is in the way Ana Łuczak")
        .click()
        .await?;
    visit
        .textbox("What is in the way of Ana Łuczak")
        .type_text("The build")
        .await?;
    visit.link("Team page").click().await?;
    visit.heading("Meetings").see().await?;
    visit.reload().await?;
    visit.open(&week(3)).await?;
    line.holds("A week of tests").await?;
    let list = visit.role("list", "In the way of Ana Łuczak");
    list.says("The build").await?;
    // Killed in the midst of typing: what is said to be saved is.
    line.type_text(", and more").await?;
    saved(visit).await?;
    visit.kill_and_restart().await?;
    visit.open(&week(3)).await?;
    visit
        .textbox("A line about the week of Ana Łuczak")
        .holds("A week of tests, and more")
        .await
}

async fn promise_19_two_who_note_one_meeting_apart_are_both_shown(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    let mut other = another(visit).await?;
    bring_roster(&other).await?;
    for (who, line, came) in [
        (&*visit, "Slow start", "Missed"),
        (&other, "Good questions", "Excused"),
    ] {
        who.open(&week(1)).await?;
        of(who, "Bo =1+1").button(came).click().await?;
        who.textbox("A line about the week of Ana Łuczak")
            .type_text(line)
            .await?;
        saved(who).await?;
    }
    other.open("#/data").await?;
    other.button("Make a backup").click().await?;
    let file = other.download(".json").await?;
    visit.open("#/data").await?;
    visit.labelled("Take in a backup").upload(&[&file]).await?;
    visit.text_of(Name::begins("Taken in: ")).see().await?;
    visit.open(&week(1)).await?;
    let main = visit.any("main");
    for words in ["Slow start", "Good questions"] {
        main.says(words).await?;
    }
    visit.axe().await?;
    visit.button("Keep this one Good questions").click().await?;
    visit
        .textbox("A line about the week of Ana Łuczak")
        .holds("Good questions")
        .await?;
    visit.button("Keep this one Missed").click().await?;
    ensure!(is_noted(&of(visit, "Bo =1+1").button("Missed")).await?);
    other.check_end().await
}

async fn a_week_that_the_team_does_not_have_says_so(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    visit.open(&week(9)).await?;
    visit.heading("No such week").see().await?;
    visit.axe().await?;
    visit
        .open("#/roster/orbit-4/team/00000000000000000000000000000009/week/1")
        .await?;
    visit.heading("Not here").see().await?;
    // A session without teams.
    visit.open("#/weeks/orbit-3").await?;
    visit.heading("Nobody to look at yet").see().await?;
    visit.axe().await
}

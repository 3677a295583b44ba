//! Organizers decide: about several at once, with their count and names shown first, and about one,
//! whose reason saves as it is typed.

use e2e::{Name, Result, Seen, Visit, ensure, in_every_browser, until};

use crate::hosting::saved;

in_every_browser!(
    promise_12_decisions_about_several_are_named_first_and_can_be_undone,
    promise_02_the_reason_of_a_decision_saves_by_itself,
);

async fn samples(visit: &Visit) -> Result<()> {
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await
}

/// Goes to the first application of the list.
async fn open_first(visit: &Visit) -> Result<()> {
    let first = visit.role("table", "Applications").any("rowheader").nth(0);
    first.any("link").click().await?;
    visit.heading("Decision").see().await
}

/// Waits until so many rows are shown.
async fn shown(visit: &Visit, words: &str) -> Result<()> {
    until(format_args!("{words:?}"), async || {
        let there = visit.text_of(words).is_there().await?;
        Ok(Seen::when(there, "another count"))
    })
    .await
}

async fn promise_12_decisions_about_several_are_named_first_and_can_be_undone(
    visit: &mut Visit,
) -> Result<()> {
    samples(visit).await?;
    let picks = visit.role("checkbox", Name::begins("Pick "));
    // Notices over them come and go by themselves, and in a low window the table scrolls to what is picked.
    let top = "const top = (what) => document.querySelector(what).getBoundingClientRect().top;
        const scrolled = document.querySelector('tbody').closest('.table-scroll').scrollTop;
        return Math.round(top('tbody') + scrolled - top('.list-status'));";
    let before = visit.run(top, &[]).await?;
    for row in 1..=3 {
        picks.nth(row).click().await?;
    }
    visit.text_of("138 applications · 3 picked").see().await?;
    visit.button("Decide").see().await?;
    let after = visit.run(top, &[]).await?;
    ensure!(after == before, "the rows moved: {before} to {after}");
    visit.button("Decide").click().await?;
    let dialog = visit.role("dialog", "Decide about these applications");
    dialog.text_of("3 applications are picked:").see().await?;
    ensure!(dialog.any("listitem").count().await? == 3, "their names");
    visit.axe().await?;
    dialog.role("radio", "Waitlisted").click().await?;
    dialog
        .role("textbox", "Why")
        .type_text("For the next one")
        .await?;
    dialog.role("button", "Save 3 decisions").click().await?;
    visit.text_of("3 decisions are saved").see().await?;
    visit.axe().await?;

    visit.open("#/applications?decision=waitlisted").await?;
    shown(visit, "3 of 138 applications").await?;
    visit.open("#/applications?decision=none").await?;
    shown(visit, "135 of 138 applications").await?;
    visit.open("#/applications").await?;
    shown(visit, "138 applications").await?;
    visit
        .role("checkbox", "Pick all that are shown")
        .click()
        .await?;
    visit.button("Decide").click().await?;
    dialog.text_of("and 126 more").see().await?;
    dialog.role("radio", "Declined").click().await?;
    dialog.role("button", "Save 138 decisions").click().await?;
    visit.text_of("138 decisions are saved").see().await?;
    visit.button("Undo").click().await?;
    // As it was: three on the waitlist, with their reason.
    visit.open("#/applications?decision=waitlisted").await?;
    shown(visit, "3 of 138 applications").await?;
    open_first(visit).await?;
    visit.role("textbox", "Why").holds("For the next one").await
}

async fn promise_02_the_reason_of_a_decision_saves_by_itself(visit: &mut Visit) -> Result<()> {
    samples(visit).await?;
    open_first(visit).await?;
    let why = visit.role("textbox", "Why");
    why.type_text("Writes clearly").await?;
    saved(visit).await?;
    visit.role("radio", "Accepted").click().await?;
    why.type_text(", has the hours").await?;
    saved(visit).await?;
    visit.reload().await?;
    why.holds("Writes clearly, has the hours").await?;
    let accepted = visit.role("radio", "Accepted");
    ensure!(accepted.is_checked().await?, "chosen");
    visit.axe().await?;
    // What is typed and left at once is not lost.
    why.type_text(" too").await?;
    visit.link(Name::begins("Next")).click().await?;
    visit.link(Name::begins("Previous")).click().await?;
    why.holds("Writes clearly, has the hours too").await?;
    // Removing the samples takes what was decided about them along, and says so first.
    visit.open("#/applications").await?;
    visit.button("Remove the samples").click().await?;
    let sure = visit.role("dialog", "Remove the samples");
    sure.text_of(Name::begins(
        "With them goes what was made of them: 1 record",
    ))
    .see()
    .await?;
    visit.axe().await?;
    sure.button("Cancel").click().await?;
    visit.text_of("138 applications").see().await?;
    visit.button("Remove the samples").click().await?;
    sure.button("Remove the samples").click().await?;
    visit.text_of("No applications here yet").see().await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await?;
    visit.open("#/applications?decision=accepted").await?;
    visit.text_of("Nothing matches").see().await
}

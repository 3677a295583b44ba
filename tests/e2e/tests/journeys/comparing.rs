//! When people are free, side by side: in any zone and week, with the keyboard alone, on a phone.

use e2e::{Context, Name, Result, Seen, Visit, ensure, in_every_browser, until};
use thirtyfour::Key;

in_every_browser!(promise_31_a_week_of_many_people_is_read_in_figures_and_names);

async fn promise_31_a_week_of_many_people_is_read_in_figures_and_names(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await?;
    let picks = visit.role("checkbox", Name::begins("Pick "));
    for row in 1..=4 {
        picks.nth(row).click().await?;
    }
    visit.button("Compare hours").click().await?;
    visit.heading("When people are free").see().await?;
    visit.text_of("4 of 4 people are compared").see().await?;
    visit.heading("The best times").see().await?;
    visit.axe().await?;

    // One cell is in the tab order; the arrows go on from there, and the names follow.
    // Half hours are written in another way in each engine; rows are half hours, columns are days.
    let cell = |half: usize, day: usize| visit.page().any("gridcell").nth(half * 7 + day);
    cell(18, 0).focus().await?;
    visit.press(Key::Down).await?;
    visit.press(Key::Right).await?;
    cell(19, 1).gets_focus().await?;
    let label = cell(19, 1).attribute("aria-label").await?;
    let (time, _) = label
        .as_deref()
        .and_then(|l| l.rsplit_once(": "))
        .context("a time")?;
    visit
        .role("status", Name::has(""))
        .text_of(time)
        .see()
        .await?;
    visit.press(Key::End).await?;
    cell(19, 6).gets_focus().await?;

    // Zone, week and length stand in the address, and are there again from it.
    visit
        .role("combobox", "Week")
        .choose(Name::begins("Week 1,"))
        .await?;
    visit
        .role("combobox", "For an event of")
        .choose("2 hours")
        .await?;
    visit.role("combobox", "Times in").choose("UTC").await?;
    until("the address", async || {
        let now = visit.session().current_url().await?;
        let asked = ["week=1", "minutes=120", "zone=UTC"];
        let there = asked.iter().all(|part| now.as_str().contains(part));
        Ok(Seen::when(there, now))
    })
    .await?;
    visit.reload().await?;
    visit.text_of("4 of 4 people are compared").see().await?;
    ensure!(visit.role("combobox", "Week").value().await? == "1");
    ensure!(visit.role("combobox", "Times in").value().await? == "UTC");

    // Someone is left out.
    visit.text_of("4 of 4 people are compared").click().await?;
    let first = visit.role("group", Name::has("")).any("checkbox").nth(0);
    first.click().await?;
    visit.text_of("3 of 4 people are compared").see().await?;
    visit.narrow().await?;
    visit.fits_its_width().await
}

//! When people are free, side by side: in any zone and week, with the keyboard alone, on a phone.

use e2e::{Context, Name, Result, Seen, Visit, ensure, in_every_browser, until};
use thirtyfour::Key;

in_every_browser!(promise_31_a_week_of_many_people_is_read_in_figures_and_names);

e2e::once!(
    the_people_of_a_session_are_compared_by_role_by_hand_and_all_at_once,
    an_address_without_its_session_asks_which,
);

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

    // Enter picks what begins there, in sight; once more takes it back.
    visit.press(Key::Enter).await?;
    visit.text_of(Name::begins("Picked: ")).see().await?;
    for half in [19, 20] {
        ensure!(cell(half, 6).attribute("aria-selected").await?.as_deref() == Some("true"));
    }
    ensure!(cell(21, 6).attribute("aria-selected").await?.as_deref() == Some("false"));
    visit.press(Key::Enter).await?;
    visit.text_of(Name::begins("Picked: ")).gone().await?;
    an_offered_time_is_acted_on(visit).await?;

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

/// Every time that is offered is shown in the week, copied by everyone's own clock, and saved for calendars.
async fn an_offered_time_is_acted_on(visit: &mut Visit) -> Result<()> {
    visit
        .button(Name::begins("Show in the week"))
        .nth(0)
        .focus()
        .await?;
    visit.press(Key::Enter).await?;
    visit.text_of(Name::begins("Picked: ")).see().await?;
    visit
        .until_true(
            "the first half hour of it has the focus",
            "const at = document.activeElement;
             return at.role === 'gridcell' && at.getAttribute('aria-selected') === 'true'
                 && document.querySelectorAll('[aria-selected=\"true\"]').length === 2;",
        )
        .await?;
    visit.axe().await?;

    // What it is called is typed once, and is there again from the address.
    let called = visit.textbox("What it is called");
    ensure!(called.value().await?.starts_with("Opening of "));
    called.fill("Welcome, all").await?;
    visit
        .define(
            "navigator.clipboard.writeText = (text) => {
                 document.body.dataset.copied = text;
                 return Promise.resolve();
             };",
        )
        .await?;
    visit
        .button(Name::begins("Copy for everyone"))
        .nth(0)
        .click()
        .await?;
    visit
        .text_of(Name::begins("Copied, by everyone"))
        .nth(0)
        .see()
        .await?;
    let copied = visit
        .run("return document.body.dataset.copied;", &[])
        .await?;
    let copied = copied.as_str().context("a text")?;
    let lines: Vec<&str> = copied.lines().collect();
    ensure!(lines.first() == Some(&"Welcome, all"), "{copied}");
    // A line for each of the four, each with a zone.
    let people = lines.iter().skip(3);
    ensure!(people.clone().count() == 4, "{copied}");
    ensure!(people.clone().all(|line| line.contains(": ")), "{copied}");
    ensure!(!copied.contains('\u{2068}'), "{copied}");

    visit
        .button(Name::begins("Add to calendar"))
        .nth(0)
        .click()
        .await?;
    let calendar = visit.take_text(".ics").await?;
    ensure!(calendar.contains("SUMMARY:Welcome\\, all"), "{calendar}");
    ensure!(calendar.matches("BEGIN:VEVENT").count() == 1, "{calendar}");
    ensure!(!calendar.contains("RRULE"), "{calendar}");
    ensure!(!calendar.contains("ATTENDEE"), "{calendar}");
    visit.reload().await?;
    called.holds("Welcome, all").await
}

/// An address without its session asks which; one of no session has a title all the same, and what was said once is
/// not found on the pages that come after.
async fn an_address_without_its_session_asks_which(visit: &mut Visit) -> Result<()> {
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await?;
    for (place, over) in [
        ("#/people", "People"),
        ("#/roster", "Roster"),
        ("#/weeks", "Week by week"),
        ("#/teams", "Teams"),
    ] {
        visit.open(place).await?;
        visit.heading("Which orbit?").see().await?;
        let title = format!("return document.title === 'Which orbit? · {over}';");
        visit.until_true("the title", &title).await?;
    }
    visit.axe().await?;
    visit
        .until_true(
            "nothing is left to be read out",
            "return document.getElementById('announcer').textContent === '';",
        )
        .await?;
    visit.link("Orbit 5").click().await?;
    visit.heading("Teams of Orbit 5").see().await?;
    visit.open("#/teams/nope").await?;
    visit
        .until_true("the title", "return document.title === 'Teams';")
        .await
}

async fn the_people_of_a_session_are_compared_by_role_by_hand_and_all_at_once(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await?;
    visit
        .open("#/applications?session=orbit-4-navigators")
        .await?;
    visit.text_of("10 of 138 applications").see().await?;
    visit
        .role("checkbox", "Pick all that are shown")
        .click()
        .await?;
    visit.button("Decide").click().await?;
    let dialog = visit.role("dialog", "Decide about these applications");
    dialog.role("button", Name::begins("Save ")).click().await?;
    dialog.gone().await?;

    // One more, by hand, who has not said yet when they are free.
    visit.open("#/people/orbit-4").await?;
    visit.button("Add orbiter").click().await?;
    visit
        .role("textbox", Name::begins("Name"))
        .type_text("Aaron Aalto")
        .await?;
    visit
        .text_of(Name::has("Saved on this device"))
        .see()
        .await?;

    visit.open("#/people/orbit-4").await?;
    visit.link("Compare hours").click().await?;
    visit.heading("When people are free").see().await?;
    visit.text_of("10 of 10 people are compared").see().await?;
    visit.axe().await?;
    visit.role("combobox", "Who").choose("Orbiters (1)").await?;
    visit.text_of("0 of 10 people are compared").see().await?;
    visit
        .role("combobox", "Who")
        .choose("Navigators (10)")
        .await?;
    visit
        .text_of("10 of 10 people are compared")
        .click()
        .await?;
    visit
        .text_of("Did not say when they are free")
        .see()
        .await?;
    visit.button("Tick none").click().await?;
    let ticks = visit.role("group", Name::has("")).any("checkbox");
    // The first of them is the one who has not said.
    for at in 1..=3 {
        ticks.nth(at).click().await?;
    }
    visit.text_of("3 of 10 people are compared").see().await?;

    // Who is ticked stands in the address, and is there again from it.
    visit.reload().await?;
    visit.text_of("3 of 10 people are compared").see().await?;
    visit
        .role("combobox", "Who")
        .choose("Everyone (11)")
        .await?;
    visit.text_of("10 of 10 people are compared").see().await?;
    visit.narrow().await?;
    visit.fits_its_width().await
}

//! A session's roster: handed on as files that other programs read, shown as far as each agreed, changed
//! without losing a word; and a team's page with its meetings in everyone's zone.

use std::fs;

use calcard::icalendar::{ICalendarComponentType, ICalendarProperty};
use calcard::{Entry, Parser};
use e2e::{Context, Name, Result, Visit, anyhow, ensure, in_every_browser};
use groundcrew::format::{csv, roster_csv};
use thirtyfour::Key;

use crate::crewing::{TEAM, bring_roster, email};
use crate::hosting::saved;

in_every_browser!(
    a_roster_is_handed_on_in_every_format_and_its_files_read_back,
    promise_28_a_team_chooses_its_meeting_and_everyone_reads_it_by_their_own_clock,
    promise_02_why_someone_left_saves_by_itself_and_who_comes_back_is_invited,
    promise_23_everyone_sees_only_what_was_agreed,
    a_table_of_the_site_is_shown_row_by_row_before_it_is_taken_in,
);

async fn roster(visit: &Visit) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/roster/orbit-4").await?;
    visit.heading("Roster").see().await?;
    visit.heading("Venus").see().await
}

async fn export(visit: &Visit, label: &str, ending: &str) -> Result<String> {
    let open = "return document.querySelector('details.list-menu').open;";
    if visit.run(open, &[]).await? != true {
        visit.text_of("Export").click().await?;
    }
    visit.button(label).click().await?;
    visit.take_text(ending).await
}

/// The events of a calendar, and the cards of contacts, as another library counts them.
fn read(text: &str) -> Result<Vec<Entry>> {
    let mut parser = Parser::new(text);
    let mut all = Vec::new();
    loop {
        match parser.entry() {
            Entry::Eof => return Ok(all),
            good @ (Entry::ICalendar(_) | Entry::VCard(_)) => all.push(good),
            other => return Err(anyhow!("{other:?} in {text}")),
        }
    }
}

/// When the first event of a calendar begins by its own clock, how often it comes, and what it is called.
fn event(text: &str) -> Result<(String, Option<u32>)> {
    let all = read(text)?;
    let [Entry::ICalendar(calendar)] = &all[..] else {
        return Err(anyhow!("{} things in {text}", all.len()));
    };
    let mut events = calendar.components.iter();
    let event = events.find(|part| part.component_type == ICalendarComponentType::VEvent);
    let event = event.context("an event")?;
    let summary = event.property(&ICalendarProperty::Summary);
    let summary = summary.and_then(|p| p.values.first()?.as_text());
    let rule = event.property(&ICalendarProperty::Rrule);
    let count = rule.and_then(|p| match p.values.first() {
        Some(calcard::icalendar::ICalendarValue::RecurrenceRule(rule)) => rule.count,
        _ => None,
    });
    Ok((summary.unwrap_or_default().to_owned(), count))
}

async fn a_roster_is_handed_on_in_every_format_and_its_files_read_back(
    visit: &mut Visit,
) -> Result<()> {
    roster(visit).await?;
    visit.axe().await?;

    let table = export(visit, "CSV, for spreadsheets", "roster.csv").await?;
    let rows = csv::parse(&table)?;
    ensure!(rows.len() == 8, "{} rows", rows.len());
    ensure!(rows.iter().any(|row| row[2] == "Bo =1+1"), "{table}");
    let site = export(visit, "CSV of Djangonaut Space’s site", "roster-site.csv").await?;
    let site = roster_csv::parse(&site)?;
    ensure!(site.rows.len() == 6, "who left is not in it");
    let ana = site.rows.iter().find(|row| row.user_email == email("Ana"));
    let ana = ana.context("Ana")?;
    ensure!(ana.role == "orbiter" && ana.team_name == "Venus", "{ana:?}");
    ensure!(
        ana.navigator == email("Nia") && ana.captain == email("Cap"),
        "{ana:?}"
    );
    let cards = export(visit, "Contacts (vCard)", "contacts.vcf").await?;
    ensure!(read(&cards)?.len() == 6, "{cards}");
    let written = export(visit, "Markdown, for organizers", "roster.md").await?;
    ensure!(written.starts_with("# Orbit 4\n"), "{written}");
    ensure!(written.contains(r"Cy \<b\>Quill\</b\>"), "{written}");
    ensure!(!written.contains("space.example"), "{written}");

    // Nobody meets yet: said, and no file.
    visit
        .button("Calendar of all meetings (ICS)")
        .click()
        .await?;
    visit
        .any("alert")
        .says("There is no meeting to put into a calendar.")
        .await?;

    // On paper there is nothing to press.
    visit.on_paper().await?;
    let text = visit.any("main").text().await?;
    for words in ["Venus", "Nia Navarro", "Lanternfish"] {
        ensure!(text.contains(words), "{words:?} is not on paper: {text}");
    }
    // Why somebody left is for the crew: paper is handed on.
    ensure!(!text.contains("A new job"), "{text}");
    Ok(())
}

async fn promise_28_a_team_chooses_its_meeting_and_everyone_reads_it_by_their_own_clock(
    visit: &mut Visit,
) -> Result<()> {
    roster(visit).await?;
    visit.link("Venus").click().await?;
    visit.heading("Venus").see().await?;
    visit
        .heading("Times that suit those who meet")
        .see()
        .await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    visit.axe().await?;

    // By hand: Tuesday at 18:00 by the clock of Paris, which is too late in Kathmandu.
    visit.role("combobox", "Day").choose("Tuesday").await?;
    visit
        .role("combobox", "By the clock of")
        .choose("Europe/Paris")
        .await?;
    let eighteen = "const time = document.getElementById('team-time');
        time.value = '72'; time.dispatchEvent(new Event('change', { bubbles: true }));";
    visit.define(eighteen).await?;
    visit.button("Keep this time").click().await?;
    visit.heading("Next meeting").see().await?;
    visit
        .text_of("In 7 weeks the time does not suit everyone")
        .see()
        .await?;
    visit.any("main").says("meeting 1 of 8").await?;

    // Where: saves as it is typed.
    visit
        .textbox("Where")
        .type_text("https://meet.example/venus")
        .await?;
    saved(visit).await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    visit.reload().await?;
    visit.heading("Next meeting").see().await?;
    visit
        .textbox("Where")
        .holds("https://meet.example/venus")
        .await?;

    visit.button("Add to calendar").click().await?;
    let calendar = visit.take_text("venus.ics").await?;
    let (summary, count) = event(&calendar)?;
    ensure!(
        summary == "Venus: weekly meeting" && count == Some(8),
        "{summary} {count:?}"
    );
    for line in [
        "TZID:Europe/Paris",
        "DTSTART;TZID=Europe/Paris:20280208T180000",
        "BEGIN:DAYLIGHT",
        "LOCATION:https://meet.example/venus",
        &format!("UID:team-{TEAM}@groundcrew"),
    ] {
        ensure!(calendar.contains(line), "{line} is not in {calendar}");
    }
    ensure!(!calendar.contains("space.example"), "{calendar}");

    // A time that is offered takes its place at a press of the keyboard.
    let offer = visit.button(Name::begins("Meet then")).nth(0);
    offer.focus().await?;
    visit.press(Key::Enter).await?;
    visit
        .text_of(Name::begins("Lanternfish · Every "))
        .see()
        .await?;
    // All meetings of the session, from its own page.
    visit.link("Roster").click().await?;
    visit.heading("Roster").see().await?;
    let all = export(visit, "Calendar of all meetings (ICS)", "meetings.ics").await?;
    ensure!(event(&all)?.1 == Some(8), "{all}");
    Ok(())
}

async fn promise_02_why_someone_left_saves_by_itself_and_who_comes_back_is_invited(
    visit: &mut Visit,
) -> Result<()> {
    roster(visit).await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    // With the keyboard alone.
    visit.button("Ana Łuczak").focus().await?;
    visit.press(Key::Enter).await?;
    let about = visit.role("dialog", "Ana Łuczak");
    about.see().await?;
    visit.axe().await?;
    about.text_of("What else they did").see().await?;
    about.role("link", "Orbit 3").see().await?;
    about.role("radio", "Left").focus().await?;
    visit.press(Key::Space).await?;
    about.textbox("Why").focus().await?;
    about.textbox("Why").type_text("Moved to the moon").await?;
    saved(visit).await?;
    about.textbox("Since").fill("2028-03-01").await?;
    saved(visit).await?;

    about.button("Invite to Orbit 5 as captain").focus().await?;
    visit.press(Key::Enter).await?;
    about.says("They have a part in Orbit 5 as captain").await?;
    visit.press(Key::Escape).await?;
    about.gone().await?;
    visit.reload().await?;
    visit.heading("Left before the end").see().await?;
    visit.any("main").says("Moved to the moon").await?;
    visit.any("main").says("since ").await?;
    visit.open("#/roster/orbit-5").await?;
    visit.heading("Roster").see().await?;
    visit.heading("Captain").see().await?;
    visit.button("Ana Łuczak").see().await
}

async fn promise_23_everyone_sees_only_what_was_agreed(visit: &mut Visit) -> Result<()> {
    roster(visit).await?;
    visit.link("What everyone sees").click().await?;
    visit.text_of("This is a preview").see().await?;
    visit.axe().await?;
    let shown = visit.any("main").text().await?;
    for words in [
        "Nia Navarro",
        "@nia",
        "Ana Łuczak",
        "@cy",
        "and 1 whose name is not shown",
        "Also taking part",
        "Cap Okafor",
        "And 1 more whose name is not shown.",
    ] {
        ensure!(shown.contains(words), "{words:?} is not in {shown}");
    }
    visit.button("Markdown").click().await?;
    let written = visit.take_text("roster-public.md").await?;
    for private in [
        "Bo",
        "Quill",
        "Di Alone",
        "Ed Gone",
        "A new job",
        "@cap",
        "space.example",
        "Europe",
    ] {
        ensure!(!shown.contains(private), "{private:?} is in {shown}");
        ensure!(!written.contains(private), "{private:?} is in {written}");
    }

    // Someone says no more: what they agreed to is taken back under their name.
    visit.link("Roster").click().await?;
    visit.button("Nia Navarro").click().await?;
    let about = visit.role("dialog", "Nia Navarro");
    about.role("checkbox", "Their name").click().await?;
    about
        .role("checkbox", "Their name on GitHub")
        .click()
        .await?;
    visit.press(Key::Escape).await?;
    visit.link("What everyone sees").click().await?;
    visit
        .text_of("and 2 whose names are not shown")
        .see()
        .await?;
    ensure!(!visit.any("main").text().await?.contains("Nia"));
    Ok(())
}

async fn a_table_of_the_site_is_shown_row_by_row_before_it_is_taken_in(
    visit: &mut Visit,
) -> Result<()> {
    roster(visit).await?;
    visit.link("Take in a table").click().await?;
    visit.narrow().await?;
    let file = visit.folder().join("site.csv");
    let head = roster_csv::COLUMNS.join(",");
    fs::write(
        &file,
        format!("{head}\n1,x@space.example,X,,Orbit 4,orbiter,,,,,perhaps,,\n"),
    )?;
    visit.labelled("Choose a table").upload(&[&file]).await?;
    visit
        .any("alert")
        .says("Line 2, column accepted: write true, false or nothing, not “perhaps”.")
        .await?;
    let rows = [
        head.as_str(),
        "1,new@space.example,Fay,New,Orbit 4,Orbiter,Mars,fay,,,1,2028-01-31,2028-01-20 18:05:09",
        "2,ANA@space.example,Ana,,Orbit 4,captain,Mars,,,,,,",
        "3,di@space.example,Di,,Orbit 4,mission host,,,,,,,",
        "4,old@space.example,Old,,Orbit 3,orbiter,,,,,,,",
        "5,,Zoe,,Orbit 4,orbiter,,,,,,,",
    ];
    fs::write(&file, rows.join("\n"))?;
    visit.labelled("Choose a table").upload(&[&file]).await?;
    visit.heading("What the table does").see().await?;
    let row = |name: &str| visit.role("row", Name::has(name));
    row("Fay New")
        .says("New, nobody of this address was known")
        .await?;
    row("Ana").says("Changes: Role and Team").await?;
    row("Di").says("The same as here").await?;
    row("Old").says("Not taken in: of another session").await?;
    row("Zoe").says("Not taken in: no email address").await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    visit.button("Take in 2 rows").click().await?;
    visit.text_of("2 rows were taken in").see().await?;
    visit.link("See the roster").click().await?;
    visit.heading("Mars").see().await?;
    visit.button("Fay New").see().await?;
    // Once more it does nothing.
    visit.link("Take in a table").click().await?;
    visit.labelled("Choose a table").upload(&[&file]).await?;
    visit
        .text_of("Everything it says is here already.")
        .see()
        .await
}

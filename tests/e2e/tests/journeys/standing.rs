//! Organizers' meetings, their checks with navigators and captains; and who counts as active, with where that leads.

use std::fs;

use e2e::{Name, Result, Visit, anyhow, ensure, in_every_browser, once};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::membership_id;
use thirtyfour::Key;

use crate::checking::{ANA, CAP, NIA, began, file_for, take, weeks};
use crate::crewing::{TEAM, bring_roster};
use crate::hosting::saved;
use crate::road::another;
use crate::studio::{crewed, form};

in_every_browser!(
    promise_02_organizers_note_their_meeting_as_a_team_does,
    who_is_active_is_told_with_its_facts_and_leads_to_where_it_is_changed,
);

once!(
    promise_23_a_check_is_for_those_who_were_in_it_and_the_organizers,
    whoever_may_be_missing_leads_to_whoever_could_step_in,
);

const DI: u128 = 6;

/// The roster, with what can be changed about somebody open.
fn part(person: u128) -> Result<String> {
    let session = "orbit-4".parse().map_err(|error| anyhow!("{error:?}"))?;
    let member = membership_id(&session, RecordId::from_bits(person), 0);
    Ok(format!("#/roster/orbit-4?member={member}"))
}

async fn promise_02_organizers_note_their_meeting_as_a_team_does(visit: &mut Visit) -> Result<()> {
    began(visit, 16)?;
    bring_roster(visit).await?;
    visit.open(&part(DI)?).await?;
    let about = visit.role("dialog", "Di Alone");
    about.role("combobox", "Role").choose("Organizer").await?;
    saved(visit).await?;
    visit.press(Key::Escape).await?;
    about.gone().await?;

    visit.link("Organizers").click().await?;
    visit.heading("Organizers").see().await?;
    visit.link("Di Alone").see().await?;
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    visit.link(Name::begins("Week 2")).click().await?;
    visit.heading("Week 2").see().await?;
    let there = visit.role("group", "Di Alone").button("There");
    there.click().await?;
    let line = visit.textbox("A line about the week of Di Alone");
    line.type_text("Wrote to the mentors").await?;
    let note = visit.textbox("For everyone");
    note.type_text("The budget is agreed").await?;
    saved(visit).await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    visit.reload().await?;
    line.holds("Wrote to the mentors").await?;
    note.holds("The budget is agreed").await?;
    let pressed = there.attribute("aria-pressed").await?;
    ensure!(pressed.as_deref() == Some("true"), "{pressed:?}");
    visit.link("All meetings").click().await?;
    visit
        .link(Name::begins("Week 2"))
        .says("1 of 1 there")
        .await?;

    // With all others on the wall.
    visit.link("Week by week").click().await?;
    visit.heading("Week by week").see().await?;
    let row = visit.role("row", Name::begins("Organizers"));
    row.link("Week 2: Met").see().await?;
    row.link("Week 1: Not noted").see().await?;
    visit
        .role("row", Name::begins("Di Alone"))
        .says("There")
        .await?;
    visit.axe().await?;
    visit.fits_its_width().await
}

async fn promise_23_a_check_is_for_those_who_were_in_it_and_the_organizers(
    organizer: &mut Visit,
) -> Result<()> {
    const LINE: &str = "Two reviews wait";
    const IN_THE_WAY: &str = "The team is too large";
    bring_roster(organizer).await?;
    organizer.open("#/weeks/orbit-4").await?;
    organizer.link("Navigators and captains").click().await?;
    organizer.heading("Navigators and captains").see().await?;
    // Every second week.
    organizer
        .link(Name::begins("Week 1"))
        .says("Not planned")
        .await?;
    organizer.link(Name::begins("Week 2")).click().await?;
    organizer.heading("Week 2").see().await?;
    organizer
        .role("group", "Nia Navarro")
        .button("There")
        .click()
        .await?;
    organizer
        .role("group", "Cap Okafor")
        .button("Missed")
        .click()
        .await?;
    organizer
        .textbox("A line about the week of Nia Navarro")
        .type_text(LINE)
        .await?;
    organizer
        .button("Something is in the way Nia Navarro")
        .click()
        .await?;
    organizer
        .textbox("What is in the way of Nia Navarro")
        .type_text(IN_THE_WAY)
        .await?;
    saved(organizer).await?;
    organizer.button("Done").click().await?;
    organizer.axe().await?;

    // A sign of her, where organizers look.
    organizer.open(&weeks(NIA, None)?).await?;
    organizer
        .link(Name::begins("Week 2"))
        .says("With the organizers: There")
        .await?;
    organizer.open("#/weeks/orbit-4").await?;
    let row = organizer.role("row", Name::begins("Navigators and captains"));
    row.link("Week 2: Met").see().await?;
    organizer.axe().await?;

    for (person, name, line, way) in [
        (NIA, "Nia Navarro", true, true),
        (CAP, "Cap Okafor", true, false),
        (ANA, "Ana Łuczak", false, false),
    ] {
        let file = file_for(organizer, person, name).await?;
        let text = fs::read_to_string(&file)?;
        ensure!(text.contains(LINE) == line, "{name}: {text}");
        ensure!(text.contains(IN_THE_WAY) == way, "{name}: {text}");
        let mut phone = another(organizer).await?;
        take(&phone, file, "This is me: take it in").await?;
        phone.open("#/roster/orbit-4/circle/organizers").await?;
        phone.heading("This is for others").see().await?;
        phone.axe().await?;
        phone
            .open("#/roster/orbit-4/circle/officers/week/2")
            .await?;
        if line {
            phone
                .textbox("A line about the week of Nia Navarro")
                .holds(LINE)
                .await?;
        } else {
            phone.heading("This is for others").see().await?;
        }
        // Nobody is watched by those beside them.
        phone.open("#/standing/orbit-4").await?;
        phone
            .text_of(Name::begins("This is how you stand"))
            .see()
            .await?;
        phone.link(name).see().await?;
        ensure!(
            phone.any("main").any("listitem").count().await? < 8,
            "{name} alone"
        );
        phone.axe().await?;
        phone.check_end().await?;
    }
    Ok(())
}

async fn who_is_active_is_told_with_its_facts_and_leads_to_where_it_is_changed(
    visit: &mut Visit,
) -> Result<()> {
    // Three weeks are over.
    began(visit, 23)?;
    bring_roster(visit).await?;
    for week in 1..=3 {
        let meeting = format!("#/roster/orbit-4/team/{TEAM}/week/{week}");
        visit.open(&meeting).await?;
        visit.heading(format!("Week {week}").as_str()).see().await?;
        let bo = visit.role("group", "Bo =1+1");
        bo.button("Missed").click().await?;
        visit.button("Everyone else was there").click().await?;
        saved(visit).await?;
    }
    visit.open("#/roster/orbit-4").await?;
    visit.link("Who is active").click().await?;
    visit.heading("Who is active").see().await?;
    let active = visit.role("region", "Active: 2");
    for (group, words) in [
        ("Active: 2", "Came to 3 of 3 meetings; 3 are asked."),
        ("Not yet: 2", "Came to 0 of 3 meetings; 3 are asked."),
        ("Not yet: 2", "Came to 3 of 3 meetings; 4 are asked."),
        ("Not yet: 2", "5 more can come."),
        // Nothing is noted of what the captain did, which is not that they did nothing.
        (
            "It can’t be told here: 1",
            "No one-to-one is noted so far; 50 % are asked.",
        ),
        ("It can’t be told here: 1", "Ana Łuczak (weeks 1 and 2)"),
        ("Not active: 1", "No meeting is noted so far; 3 are asked."),
    ] {
        visit.role("region", group).says(words).await?;
    }
    visit.any("main").says("50 % of the one-to-ones").await?;
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;

    visit.role("combobox", "Show").choose("Not yet").await?;
    active.gone().await?;
    visit.link("Bo =1+1").see().await?;
    visit.button("As a table (CSV)").click().await?;
    let table = visit.take_text(".csv").await?;
    ensure!(
        table.contains("Bo =1+1") && table.contains(",not-yet,"),
        "{table}"
    );
    ensure!(!table.contains("Ana"), "{table}");
    visit.button("As text (Markdown)").click().await?;
    let text = visit.take_text(".md").await?;
    ensure!(
        text.contains("## Not yet") && !text.contains("Ana"),
        "{text}"
    );
    visit.reload().await?;
    visit.role("region", "Not yet: 2").see().await?;
    active.gone().await?;

    visit
        .link("Bo =1+1: Pause, leave or finish")
        .click()
        .await?;
    let about = visit.role("dialog", "Bo =1+1");
    about.see().await?;
    about.labelled("Left").click().await?;
    about
        .textbox(Name::begins("Why"))
        .type_text("A new job")
        .await?;
    saved(visit).await?;
    visit.press(Key::Escape).await?;
    about.gone().await?;
    visit.open("#/standing/orbit-4?role=mentee").await?;
    visit
        .role("region", "Not active: 2")
        .says("Bo =1+1")
        .await?;
    visit.axe().await?;

    visit.on_paper().await?;
    let paper = visit.any("main").text().await?;
    ensure!(paper.contains("Came to 0 of 3 meetings"), "{paper}");
    ensure!(!paper.contains("Pause, leave or finish"), "{paper}");
    Ok(())
}

async fn whoever_may_be_missing_leads_to_whoever_could_step_in(visit: &mut Visit) -> Result<()> {
    crewed(visit, 9).await?;
    form(visit, "Fill what is open").await?;
    visit.button("Put into effect").click().await?;
    let dialog = visit.role("dialog", "Put this plan into effect");
    dialog.role("button", "Put into effect").click().await?;
    visit
        .text_of(Name::has("The plan is in effect"))
        .see()
        .await?;
    visit.open("#/standing/orbit-4?role=navigator").await?;
    visit.heading("Who is active").see().await?;
    let ways = visit.link(Name::has("Who could step in"));
    ways.nth(0).click().await?;
    let offers = visit.role("dialog", Name::begins("Choose navigator for"));
    offers.see().await?;
    visit.axe().await?;
    visit.press(Key::Escape).await?;
    offers.gone().await?;
    // What was asked once is not asked again.
    visit.reload().await?;
    visit.button("Form teams").see().await?;
    offers.gone().await
}

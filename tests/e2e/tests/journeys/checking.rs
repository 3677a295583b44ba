//! Somebody's weeks: a check-in written on a phone, one-to-ones, and how what was written is handed on.

use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use e2e::{Context, Name, Reply, Result, Visit, ensure, in_every_browser, once};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::membership_id;
use groundcrew::domain::time::Date;
use serde_json::Value;

use crate::crewing::{TEAM, bring_roster};
use crate::hosting::saved;
use crate::organizing::hand_in;
use crate::road::another;

in_every_browser!(promise_02_a_check_in_is_written_on_a_phone_and_saves_by_itself);

once!(
    what_was_next_stands_beside_what_was_done,
    promise_23_a_session_of_eight_weeks_on_four_devices_and_the_captains_note_on_one,
    hours_that_are_none_are_said_and_not_kept,
    what_is_worth_a_look_says_why_and_is_put_aside_with_a_reason,
    what_organizers_write_of_a_week_stands_beside_the_check_in,
);

pub const NIA: u128 = 1;
pub const CAP: u128 = 2;
pub const ANA: u128 = 3;

/// The page of somebody's weeks, or of one of them.
pub fn weeks(person: u128, week: Option<u32>) -> Result<String> {
    let session = "orbit-4"
        .parse()
        .map_err(|error| e2e::anyhow!("{error:?}"))?;
    let member = membership_id(&session, RecordId::from_bits(person), 0);
    let week = week.map(|week| format!("/{week}")).unwrap_or_default();
    Ok(format!("#/weeks/orbit-4/{member}{week}"))
}

/// Says whose device it is.
pub async fn me(visit: &Visit, person: u128) -> Result<()> {
    visit.open(&weeks(person, None)?).await?;
    visit.button("This is me").click().await?;
    visit.button("This is not me").see().await
}

async fn promise_02_a_check_in_is_written_on_a_phone_and_saves_by_itself(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    visit.narrow().await?;
    visit.open("#/weeks/orbit-4").await?;
    visit.link("Ana Łuczak").click().await?;
    visit.heading("Ana Łuczak").see().await?;
    visit.axe().await?;
    // Nobody writes for somebody else.
    visit.open(&weeks(ANA, Some(1))?).await?;
    visit.heading("Nothing here to read").see().await?;
    visit.axe().await?;
    me(visit, ANA).await?;
    visit.fits_its_width().await?;
    visit.link(Name::begins("Week 1")).click().await?;
    visit.heading("Week 1").see().await?;
    let did = visit.textbox("What I did");
    did.type_text("Found the bug").await?;
    visit.textbox("What is next").type_text("A test").await?;
    visit.textbox("Hours this week").type_text("3:30").await?;
    visit.button("Right").click().await?;
    visit.button("Very well").click().await?;
    visit
        .text_of(Name::begins("Nia Navarro and Cap Okafor, and nobody else."))
        .see()
        .await?;
    visit.button("Only my captain").click().await?;
    visit
        .text_of(Name::begins("Cap Okafor, and nobody else."))
        .see()
        .await?;
    saved(visit).await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    visit.reload().await?;
    did.holds("Found the bug").await?;
    visit.textbox("Hours this week").holds("3.5").await?;
    let pressed = visit
        .button("Only my captain")
        .attribute("aria-pressed")
        .await?;
    ensure!(pressed.as_deref() == Some("true"), "{pressed:?}");
    // Typed and left at once, it is kept.
    did.type_text(" and more").await?;
    visit.open("#/weeks/orbit-4").await?;
    let row = visit.role("row", Name::begins("Ana"));
    row.link("Week 1: Checked in, 3.5 hours, Pace: Right")
        .see()
        .await?;
    visit.fits_its_width().await?;
    visit.axe().await?;
    visit.open(&weeks(ANA, Some(1))?).await?;
    did.holds("Found the bug and more").await
}

async fn what_was_next_stands_beside_what_was_done(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    me(visit, ANA).await?;
    visit.open(&weeks(ANA, Some(1))?).await?;
    visit.textbox("What is next").type_text("A test").await?;
    saved(visit).await?;
    visit.open(&weeks(ANA, Some(2))?).await?;
    let planned = visit.role("complementary", "A week ago you wrote");
    planned.text_of("A test").see().await?;
    visit.axe().await
}

async fn hours_that_are_none_are_said_and_not_kept(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    me(visit, ANA).await?;
    visit.open(&weeks(ANA, Some(1))?).await?;
    let hours = visit.textbox("Hours this week");
    // What it began with is not kept for it.
    hours.type_text("12 or so").await?;
    visit.textbox("What I did").type_text("A test").await?;
    visit
        .text_of(Name::has("Write hours as 3, 3.5 or 3:30."))
        .see()
        .await?;
    visit.axe().await?;
    saved(visit).await?;
    // It stays as it is typed, for as long as the app runs.
    visit.link(Name::begins("Week 2")).click().await?;
    visit.heading("Week 2").see().await?;
    visit.link(Name::begins("Week 1")).click().await?;
    hours.holds("12 or so").await?;
    visit.open(&weeks(ANA, None)?).await?;
    visit
        .link(Name::begins("Week 1"))
        .says("Checked in")
        .await?;
    ensure!(!visit.any("main").text().await?.contains("12 hours"));
    Ok(())
}

/// Has the session begun so many days ago.
pub fn began(visit: &Visit, days: i64) -> Result<()> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let today = i64::try_from(since)? / 86_400;
    let first = Date::from_days_since_epoch(today - days).context("a day")?;
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    programme["sessions"][0]["starts"] = first.to_string().into();
    let bytes = serde_json::to_vec(&programme)?;
    visit.site.replace("programme.json", Reply::Bytes(bytes));
    Ok(())
}

async fn what_is_worth_a_look_says_why_and_is_put_aside_with_a_reason(
    visit: &mut Visit,
) -> Result<()> {
    began(visit, 23)?;
    bring_roster(visit).await?;
    visit.open("#/weeks/orbit-4").await?;
    let looks = visit.role("region", "Worth a look");
    looks.text_of("Venus: This team has not met").see().await?;
    visit.axe().await?;
    visit.open(&weeks(ANA, None)?).await?;
    visit
        .text_of("Ana Łuczak has gone quiet")
        .nth(0)
        .see()
        .await?;
    visit
        .text_of(Name::begins(
            "No check-in and no meeting in these weeks: 1, 2",
        ))
        .see()
        .await?;
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    let looks = visit.role("region", "Worth a look");
    looks
        .text_of("It need not be looked at")
        .nth(0)
        .click()
        .await?;
    looks
        .textbox("Why? Whoever sees this reads it.")
        .nth(0)
        .type_text("Moving house")
        .await?;
    looks
        .button(Name::begins("Put it aside"))
        .nth(0)
        .click()
        .await?;
    visit.heading("Looked at").see().await?;
    visit.text_of("Moving house").see().await?;
    visit.axe().await?;
    // Whoever it is about reads it in words for them.
    visit.button("This is me").click().await?;
    visit
        .text_of("We have not heard from you")
        .nth(0)
        .see()
        .await?;
    visit
        .text_of("You see this, and so do everyone on the team and the organizers.")
        .nth(0)
        .see()
        .await?;
    visit
        .link(Name::begins("Check in for week 4"))
        .see()
        .await?;
    visit
        .button(Name::begins("Look at it again"))
        .click()
        .await?;
    visit.heading("Looked at").gone().await
}

async fn what_organizers_write_of_a_week_stands_beside_the_check_in(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/weeks/orbit-4").await?;
    visit.link("What each week is about").click().await?;
    let first = visit.role("region", Name::begins("Week 1"));
    let theme = first.textbox("In a few words");
    theme.holds("Where we talk").await?;
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    theme.fill("Hello and welcome").await?;
    saved(visit).await?;
    visit.open(&weeks(ANA, Some(1))?).await?;
    visit.heading("Hello and welcome").see().await?;
    // The rest is as it usually is.
    visit
        .text_of("Join the channels of the project")
        .see()
        .await?;
    visit.open("#/weeks/orbit-4/plan").await?;
    theme.holds("Hello and welcome").await?;
    first.button(Name::begins("As usual")).click().await?;
    theme.holds("Where we talk").await
}

/// Saves the file for somebody, from a page of weeks.
pub async fn file_for(visit: &Visit, person: u128, name: &str) -> Result<PathBuf> {
    visit.open(&weeks(person, None)?).await?;
    visit.button(format!("For {name}").as_str()).click().await?;
    let text = visit.take_text(".json").await?;
    let file = visit
        .folder()
        .join(format!("for-{}.json", name.replace(' ', "-")));
    fs::write(&file, text)?;
    Ok(file)
}

/// Takes a file in.
pub async fn take(visit: &Visit, file: PathBuf, how: &str) -> Result<()> {
    visit.open("#/import").await?;
    hand_in(visit, &[file]).await?;
    let button = visit.button(how);
    button.click().await?;
    button.gone().await
}

async fn promise_23_a_session_of_eight_weeks_on_four_devices_and_the_captains_note_on_one(
    organizer: &mut Visit,
) -> Result<()> {
    const CONFIDED: &str = "Tired, and only you may know";
    const NOTE: &str = "Talked about the move";
    bring_roster(organizer).await?;
    let mut phones = Vec::new();
    for (person, name) in [
        (NIA, "Nia Navarro"),
        (CAP, "Cap Okafor"),
        (ANA, "Ana Łuczak"),
    ] {
        let file = file_for(organizer, person, name).await?;
        let phone = another(organizer).await?;
        take(&phone, file, "This is me: take it in").await?;
        phone.link("See the weeks").click().await?;
        phone.heading(name).see().await?;
        phones.push(phone);
    }
    let [nia, cap, ana] = &mut phones[..] else {
        unreachable!("three phones");
    };

    // Ana writes every week; of one only her captain is to know.
    for week in 1..=8 {
        ana.open(&weeks(ANA, Some(week))?).await?;
        let did = ana.textbox("What I did");
        if week == 3 {
            ana.button("Only my captain").click().await?;
            did.type_text(CONFIDED).await?;
        } else {
            ana.button("My team").click().await?;
            did.type_text(&format!("Ticket {week}")).await?;
        }
        ana.textbox("Hours this week").type_text("4").await?;
        saved(ana).await?;
    }
    let for_cap = file_for(ana, ANA, "Cap Okafor").await?;
    let for_nia = file_for(ana, ANA, "Nia Navarro").await?;
    let for_all = file_for(ana, ANA, "organizers").await?;
    ensure!(fs::read_to_string(&for_cap)?.contains(CONFIDED));
    ensure!(!fs::read_to_string(&for_nia)?.contains(CONFIDED));
    ensure!(!fs::read_to_string(&for_all)?.contains(CONFIDED));
    take(nia, for_nia, "Take it in").await?;
    take(organizer, for_all, "Take it in").await?;

    // Her captain reads it, sees her, and notes that for themselves.
    take(cap, for_cap, "Take it in").await?;
    cap.open(&weeks(ANA, Some(3))?).await?;
    cap.text_of(CONFIDED).see().await?;
    cap.axe().await?;
    cap.open(&weeks(ANA, None)?).await?;
    cap.role("combobox", "Of which week")
        .choose("Week 4")
        .await?;
    cap.button("Met").click().await?;
    cap.textbox("For yourself alone").type_text(NOTE).await?;
    cap.button("Needs help now").click().await?;
    saved(cap).await?;
    cap.axe().await?;
    let from_cap = file_for(cap, CAP, "organizers").await?;
    let back = file_for(cap, CAP, "Ana Łuczak").await?;
    let beside = file_for(cap, CAP, "Nia Navarro").await?;
    for file in [&from_cap, &back, &beside] {
        ensure!(!fs::read_to_string(file)?.contains(NOTE), "{file:?}");
    }
    take(organizer, from_cap, "Take it in").await?;
    take(ana, back, "Take it in").await?;

    // The navigator notes a meeting.
    nia.open(&format!("#/roster/orbit-4/team/{TEAM}/week/4"))
        .await?;
    nia.role("group", "Ana Łuczak")
        .button("There")
        .click()
        .await?;
    saved(nia).await?;
    let from_nia = file_for(nia, NIA, "organizers").await?;
    take(organizer, from_nia, "Take it in").await?;

    organizer.open("#/weeks/orbit-4").await?;
    let row = organizer.role("row", Name::begins("Ana"));
    row.link("Week 4: There, Checked in, 4 hours, One-to-one: Met")
        .see()
        .await?;
    row.link("Week 3: Checked in").see().await?;
    // What her captain tells them stands where they look.
    organizer.open(&weeks(ANA, None)?).await?;
    organizer.text_of("Captain: Needs help now").see().await?;
    organizer.axe().await?;

    ensure!(cap.stored().await?.contains(NOTE));
    for other in [&*organizer, &*nia, &*ana] {
        ensure!(!other.stored().await?.contains(NOTE), "a captain's note");
    }
    for other in [&*organizer, &*nia] {
        ensure!(!other.stored().await?.contains(CONFIDED), "a confidence");
    }
    for phone in &mut phones {
        phone.check_end().await?;
    }
    Ok(())
}

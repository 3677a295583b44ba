//! A roster that several arrange: what two devices disagree about is chosen, what another tab changed is not taken
//! back, names save by themselves, branches come back; and people are carried by a pointer.

use std::fs;

use e2e::{Found, Name, Result, Visit, anyhow, ensure, in_every_browser};
use groundcrew::domain::application::{SAMPLE, SESSION};
use groundcrew::domain::id::{RecordId, ReplicaId, SessionId};
use groundcrew::domain::record::{
    Applied, Audience, Collection, FieldName, Kind, Record, Value, Writer,
};
use groundcrew::domain::roster::{Move, roster_id};
use groundcrew::domain::time::Instant;
use groundcrew::format::export::to_text;
use thirtyfour::Key;

use crate::crewing::{TEAM, bring_roster, programme};
use crate::hosting::saved;

in_every_browser!(
    promise_19_who_is_in_two_places_is_shown_in_both_until_one_is_chosen,
    promise_02_what_a_team_and_a_branch_are_called_saves_by_itself,
);

e2e::once!(
    promise_21_who_was_erased_is_not_brought_back_by_an_undo,
    promise_10_what_another_tab_changed_is_not_taken_back,
    promise_12_a_branch_that_was_deleted_comes_back,
    promise_30_the_focus_goes_where_the_toolbar_gives_way,
);

/// Where the driver's pointer lets go of what it carries. Firefox's has the page take something up and carry it over
/// places, and never drop it (mozilla/geckodriver#1450); WebKitGTK's goes no further than taking it up.
mod by_pointer {
    use super::people_are_carried_by_a_pointer;

    e2e::in_chromium!(people_are_carried_by_a_pointer);
}

const OTHER: RecordId = RecordId::from_bits(101);
const ANA: RecordId = RecordId::from_bits(3);
const BO: RecordId = RecordId::from_bits(4);

fn found(team: RecordId, name: &str, place: u32) -> Move {
    Move::Found {
        team,
        name: name.to_owned(),
        project: None,
        place,
    }
}

fn seat(mentee: RecordId, team: RecordId) -> Move {
    Move::Seat {
        mentee,
        team: Some(team),
    }
}

fn write(
    record: Option<Record>,
    (device, by, at): (u128, &str, i64),
    session: &SessionId,
    moves: &[Move],
) -> Record {
    let mut writer = Writer {
        replica: ReplicaId::from_bits(device),
        counter: 0,
        at: Instant(at),
        by: by.into(),
    };
    let mut fields = vec![
        (FieldName::new(SESSION), Value::from(session.as_str())),
        (FieldName::new(SAMPLE), Value::Bool(false)),
    ];
    fields.extend(moves.iter().flat_map(Move::fields));
    let id = roster_id(session);
    match writer.write(record, id, Kind::Roster, Audience::Organizers, fields) {
        Applied::Changed(record, _) => record,
        Applied::DroppedErased => unreachable!("nothing was erased"),
    }
}

/// Takes in the roster of Orbit 4 as somebody has it: two teams, Bo on the first one, and what they moved apart.
async fn bring(visit: &Visit, device: u128, by: &str, apart: &[Move]) -> Result<()> {
    let session: SessionId = "orbit-4".parse().map_err(|error| anyhow!("{error:?}"))?;
    let base = [
        found(TEAM, "Venus", 0),
        found(OTHER, "Mars", 1),
        seat(BO, TEAM),
    ];
    let base = write(None, (78, "Ada", 1_795_000_000_000), &session, &base);
    let record = write(Some(base), (device, by, 1_795_003_600_000), &session, apart);
    let mut collection = Collection::default();
    collection.records.insert(record.id, record);
    let file = visit.folder().join(format!("{by}.json"));
    fs::write(&file, to_text(&programme(visit)?.id, &collection))?;
    visit.open("#/mine").await?;
    visit.open("#/data").await?;
    visit.labelled("Take in a backup").upload(&[&file]).await?;
    visit.text_of(Name::begins("Taken in: ")).see().await
}

/// The session's people and the roster, in the studio.
async fn studio(visit: &Visit) -> Result<()> {
    bring_roster(visit).await?;
    bring(visit, 1, "Amina", &[]).await?;
    visit.open("#/teams/orbit-4").await?;
    visit.button("Form teams").see().await
}

fn team(visit: &Visit, name: &str) -> Found {
    visit.role("region", Name::begins(name))
}

fn chip(place: &Found, name: &str) -> Found {
    place.role("button", Name::begins(name))
}

async fn promise_19_who_is_in_two_places_is_shown_in_both_until_one_is_chosen(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    let called = |name: &str| Move::Name {
        team: TEAM,
        name: name.to_owned(),
    };
    let amina = [seat(ANA, TEAM), called("Venus rising")];
    bring(visit, 1, "Amina", &amina).await?;
    bring(visit, 2, "Bo", &[seat(ANA, OTHER), called("Venus setting")]).await?;
    visit.open("#/teams/orbit-4").await?;
    let ana = visit.role("button", Name::begins("Ana Łuczak"));
    ana.says("In two places").await?;
    ana.click().await?;
    let dialog = visit.role("dialog", "Ana Łuczak");
    dialog.heading("In two places").see().await?;
    for (by, place) in [("Amina", "Venus"), ("Bo", "Mars")] {
        let texts = dialog.any("listitem").all_texts().await?;
        let told = |text: &&String| text.contains(by) && text.contains(place);
        ensure!(texts.iter().filter(told).count() == 1, "{by}: {texts:?}");
    }
    visit.axe().await?;
    // The one that is shown holds: the last one.
    let keep = dialog.button(Name::begins("Keep this one"));
    ensure!(keep.count().await? == 2, "both are offered");
    keep.nth(1).click().await?;
    dialog.gone().await?;
    visit.text_of(Name::has("is on Mars now")).see().await?;
    let there = chip(&team(visit, "Mars"), "Ana Łuczak");
    there.gets_focus().await?;
    ensure!(
        !there.text().await?.contains("In two places"),
        "it is settled"
    );

    let venus = team(visit, "Venus");
    venus.says("Changed in two places").await?;
    venus.button(Name::begins("Edit")).click().await?;
    let dialog = visit.role("dialog", Name::begins("Venus"));
    dialog.button("Keep this one Venus rising").see().await?;
    let values = dialog.any("listitem").all_texts().await?;
    ensure!(values.len() == 2, "{values:?}");
    visit.axe().await?;
    // The one that is not shown.
    dialog.button("Keep this one Venus rising").click().await?;
    dialog
        .text_of("Changed in two places. Which one holds?")
        .gone()
        .await?;
    dialog.textbox("Name").holds("Venus rising").await?;
    visit.reload().await?;
    team(visit, "Venus rising").see().await?;
    for words in ["In two places", "Changed in two places"] {
        ensure!(!visit.text_of(words).is_there().await?, "{words}");
    }
    visit.narrow().await?;
    visit.fits_its_width().await
}

/// Puts somebody somewhere, in their dialog.
async fn put(visit: &Visit, name: &str, place: &str) -> Result<()> {
    visit.role("button", Name::begins(name)).click().await?;
    let dialog = visit.role("dialog", Name::begins(name));
    dialog.button(Name::begins(place)).click().await?;
    dialog.gone().await
}

async fn promise_10_what_another_tab_changed_is_not_taken_back(visit: &mut Visit) -> Result<()> {
    studio(visit).await?;
    put(visit, "Bo", "Mars").await?;
    visit.text_of(Name::has("is on Mars now")).see().await?;
    let (first, second) = visit.open_tab("#/teams/orbit-4").await?;
    chip(&team(visit, "Mars"), "Bo").see().await?;
    put(visit, "Bo", "No team").await?;
    visit.text_of(Name::has("is on no team now")).see().await?;
    visit.switch_to(&first).await?;
    let free = visit.role("region", "On no team");
    chip(&free, "Bo").see().await?;
    visit.button("Undo").click().await?;
    visit.text_of(Name::begins("Not taken back")).see().await?;
    chip(&free, "Bo").see().await?;
    chip(&team(visit, "Venus"), "Bo").gone().await?;

    // A branch that is looked at is deleted in another tab.
    visit.button("What if…").click().await?;
    let dialog = visit.role("dialog", "What if…");
    dialog.button("Branch off").click().await?;
    dialog.button("Delete Branch 1").see().await?;
    visit.press(Key::Escape).await?;
    visit.button("What if: Branch 1").see().await?;
    visit.switch_to(&second).await?;
    visit.button("What if…").click().await?;
    dialog.button("Delete Branch 1").click().await?;
    dialog.text_of("“Branch 1” was deleted.").see().await?;
    visit.switch_to(&first).await?;
    visit
        .text_of(Name::begins("“Branch 1” was deleted in another tab"))
        .see()
        .await?;
    visit.button("What if…").see().await?;
    put(visit, "Bo", "Mars").await?;
    visit.text_of(Name::has("is on Mars now")).see().await
}

async fn promise_21_who_was_erased_is_not_brought_back_by_an_undo(visit: &mut Visit) -> Result<()> {
    studio(visit).await?;
    put(visit, "Bo", "No team").await?;
    visit.text_of(Name::has("is on no team now")).see().await?;
    visit.open("#/people/orbit-4").await?;
    visit.link(Name::begins("Bo")).click().await?;
    visit.button("Erase for good").click().await?;
    let asked = visit.any("dialog");
    asked.button("Erase for good").click().await?;
    visit.heading("People of Orbit 4").see().await?;
    visit.open("#/teams/orbit-4").await?;
    team(visit, "Venus").see().await?;
    visit.button("Undo").click().await?;
    visit.text_of(Name::begins("Not taken back")).see().await?;
    ensure!(
        !visit.text_of(Name::begins("Bo")).is_there().await?,
        "nowhere"
    );
    Ok(())
}

async fn promise_02_what_a_team_and_a_branch_are_called_saves_by_itself(
    visit: &mut Visit,
) -> Result<()> {
    studio(visit).await?;
    let edit = |name: &str| team(visit, name).button(Name::begins("Edit"));
    edit("Venus").click().await?;
    let name = visit.any("dialog").textbox("Name");
    name.fill("Aphrodite").await?;
    saved(visit).await?;
    visit.axe().await?;
    visit.reload().await?;
    // What is typed just before the dialog closes is saved as well.
    edit("Aphrodite").click().await?;
    name.type_text(" II").await?;
    visit.press(Key::Escape).await?;
    visit.text_of("Aphrodite II was changed.").see().await?;
    team(visit, "Aphrodite II").see().await?;
    // Whoever looks something up elsewhere can take it back afterwards.
    visit.open("#/people/orbit-4").await?;
    visit.heading("People of Orbit 4").see().await?;
    visit.open("#/teams/orbit-4").await?;
    team(visit, "Aphrodite II").see().await?;
    visit.button("Undo").click().await?;
    visit.text_of(Name::begins("Taken back:")).see().await?;
    visit.reload().await?;
    team(visit, "Aphrodite").see().await?;
    ensure!(!team(visit, "Aphrodite II").is_there().await?, "taken back");

    visit.button("What if…").click().await?;
    let dialog = visit.role("dialog", "What if…");
    dialog.button("Branch off").click().await?;
    let name = dialog.textbox("Name of this branch");
    name.fill("With Mars").await?;
    saved(visit).await?;
    visit.reload().await?;
    visit.button("What if: With Mars").click().await?;
    name.holds("With Mars").await
}

async fn promise_12_a_branch_that_was_deleted_comes_back(visit: &mut Visit) -> Result<()> {
    studio(visit).await?;
    visit.button("What if…").click().await?;
    let dialog = visit.role("dialog", "What if…");
    dialog.button("Branch off").click().await?;
    dialog
        .textbox("Name of this branch")
        .holds("Branch 1")
        .await?;
    dialog.button("Delete Branch 1").click().await?;
    let back = dialog.button("Undo Branch 1");
    back.gets_focus().await?;
    dialog.button("Delete Branch 1").gone().await?;
    visit.axe().await?;
    visit.press(Key::Enter).await?;
    back.gone().await?;
    dialog.button("Look at Branch 1").click().await?;
    visit.press(Key::Escape).await?;
    visit.button("What if: Branch 1").see().await?;
    visit.narrow().await?;
    visit.fits_its_width().await
}

async fn promise_30_the_focus_goes_where_the_toolbar_gives_way(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/teams/orbit-4").await?;
    visit.button("Form teams").focus().await?;
    visit.press(Key::Enter).await?;
    let dialog = visit.role("dialog", "Form teams");
    let open = dialog.button(Name::begins("Fill what is open"));
    visit.tab_to(&open).await?;
    visit.press(Key::Enter).await?;
    visit
        .heading(Name::begins("Found: nothing better is possible"))
        .gets_focus()
        .await?;
    // Nor is it lost with a team that is dissolved.
    visit.button("Use these teams").click().await?;
    visit.button(Name::begins("Edit")).nth(0).click().await?;
    visit.button("Dissolve the team").click().await?;
    visit.text_of(Name::has("was dissolved")).see().await?;
    visit.heading("Teams").gets_focus().await
}

async fn people_are_carried_by_a_pointer(visit: &mut Visit) -> Result<()> {
    studio(visit).await?;
    let (venus, mars) = (team(visit, "Venus"), team(visit, "Mars"));
    visit
        .drag(&chip(&venus, "Bo"), &mars.heading("Mars"))
        .await?;
    chip(&mars, "Bo").see().await?;
    chip(&venus, "Bo").gone().await?;
    visit.text_of(Name::has("is on Mars now")).see().await?;
    visit.reload().await?;
    chip(&mars, "Bo").see().await
}

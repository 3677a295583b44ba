//! What other programs know already: contacts become people of a session, and the event in somebody's own calendar the
//! meeting of a team, each shown before anything is done.

use std::fs;

use e2e::{Name, Result, Visit, ensure, once};

use crate::crewing::bring_roster;

once!(contacts_and_a_calendar_are_looked_at_before_anything_of_them_is_kept);

const CONTACTS: &str = "\
BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Fay Okoro\r\nEMAIL:fay@space.example\r\nTZ:Europe/Paris\r\nNOTE:private\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okoro;Gil;;;\r\nEMAIL;TYPE=pref:gil@space.example\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Annie\r\nEMAIL:ANA@space.example\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:The plumber\r\nTEL:1\r\nEND:VCARD\r\n";

const CALENDAR: &str = "\
BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Team sync\r\nLOCATION:https://meet.example/venus\r\n\
DTSTART;TZID=Europe/Paris:20280208T181500\r\nDURATION:PT50M\r\nRRULE:FREQ=WEEKLY;BYDAY=TU\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

async fn contacts_and_a_calendar_are_looked_at_before_anything_of_them_is_kept(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/people/orbit-4").await?;
    visit.narrow().await?;
    let choose = visit.labelled("Add from contacts");
    let file = visit.folder().join("people.vcf");
    fs::write(&file, "name,email\n")?;
    choose.upload(&[&file]).await?;
    visit.any("alert").says("It holds no contacts.").await?;
    fs::write(&file, CONTACTS)?;
    choose.upload(&[&file]).await?;
    visit.heading("What the contacts do").see().await?;
    let row = |name: &str| visit.role("row", Name::has(name));
    row("Fay Okoro").says("New, by the clock of").await?;
    row("Gil Okoro").says("gil@space.example").await?;
    row("Annie").says("Here already").await?;
    row("The plumber")
        .says("Not added: no email address")
        .await?;
    visit.link("Fay Okoro").gone().await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    visit.button("Add 2 people").click().await?;
    visit.text_of("2 people were added").see().await?;
    visit.link("Gil Okoro").see().await?;
    visit.axe().await?;
    visit.link("Fay Okoro").click().await?;
    visit.heading("Fay Okoro").see().await?;
    // Once more they add nobody.
    visit.open("#/people/orbit-4").await?;
    choose.upload(&[&file]).await?;
    visit
        .text_of("None of the contacts adds anyone.")
        .see()
        .await?;

    visit.open("#/roster/orbit-4").await?;
    visit.link("Venus").click().await?;
    visit.heading("Venus").see().await?;
    let choose = visit.labelled("Take from a calendar file");
    let file = visit.folder().join("meeting.ics");
    let unknown = CALENDAR.replace("Europe/Paris", "W. Europe Standard Time");
    fs::write(&file, unknown)?;
    choose.upload(&[&file]).await?;
    visit
        .any("main")
        .says("Line 6: “W. Europe Standard Time” is not the name of a time zone here.")
        .await?;
    fs::write(&file, CALENDAR)?;
    choose.upload(&[&file]).await?;
    visit.text_of("Filled in from “Team sync”").see().await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    ensure!(visit.role("combobox", "Day").value().await? == "1");
    ensure!(visit.role("combobox", "Time").value().await? == "73");
    ensure!(visit.role("combobox", "How long").value().await? == "50");
    ensure!(visit.role("combobox", "By the clock of").value().await? == "Europe/Paris");
    // Until it is kept, nothing is.
    visit.heading("Next meeting").gone().await?;
    visit.button(Name::begins("Meet there too")).click().await?;
    visit
        .textbox("Where")
        .holds("https://meet.example/venus")
        .await?;
    visit.button("Keep this time").click().await?;
    visit.heading("Next meeting").see().await?;
    visit.any("main").says("meeting 1 of 8").await
}

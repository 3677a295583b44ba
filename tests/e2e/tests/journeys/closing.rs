//! The end of a session: what somebody says of it, quoted as they agreed, and read by organizers alone.

use std::fs;

use e2e::{Name, Result, Visit, ensure, once};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::membership_id;

use crate::checking::{ANA, CAP, began, file_for, take};
use crate::crewing::bring_roster;
use crate::hosting::saved;
use crate::road::another;

once!(promise_23_what_a_mentee_says_at_the_end_comes_to_organizers_and_to_nobody_else);

/// The page of what somebody says.
fn closing(person: u128) -> Result<String> {
    let session = "orbit-4"
        .parse()
        .map_err(|error| e2e::anyhow!("{error:?}"))?;
    let member = membership_id(&session, RecordId::from_bits(person), 0);
    Ok(format!("#/closing/orbit-4/{member}"))
}

async fn promise_23_what_a_mentee_says_at_the_end_comes_to_organizers_and_to_nobody_else(
    organizer: &mut Visit,
) -> Result<()> {
    const SAID: &str = "I merged my first pull request.";
    // It is the first day of the last week.
    began(organizer, 7 * 7)?;
    bring_roster(organizer).await?;
    organizer.open("#/closings/orbit-4").await?;
    organizer.heading("Nobody looked back yet").see().await?;
    organizer.axe().await?;
    let invitation = file_for(organizer, ANA, "Ana Łuczak").await?;

    // On a phone, from the door.
    let mut phone = another(organizer).await?;
    began(&phone, 7 * 7)?;
    phone.narrow().await?;
    take(&phone, invitation, "This is me: take it in").await?;
    phone.open("#/").await?;
    phone
        .role("list", "What there is to do")
        .link("Looking back")
        .click()
        .await?;
    phone.heading("Looking back").see().await?;
    phone
        .text_of(Name::begins("Only the organizers read this"))
        .see()
        .await?;
    let overall = phone.role("radiogroup", "How was it, all in all?");
    overall.role("radio", "5: Very good").click().await?;
    phone
        .textbox("What helped you most?")
        .type_text("Pairing on Tuesdays")
        .await?;
    phone.role("radio", "About right").click().await?;
    let words = phone.textbox("What would you tell somebody who thinks about taking part?");
    words.type_text(SAID).await?;
    phone.role("radio", "Yes, with this name").click().await?;
    let name = phone.textbox("The name to show");
    name.type_text("Ana").await?;
    phone.role("radio", "Yes").click().await?;
    phone.role("combobox", "As what?").choose("Captain").await?;
    saved(&phone).await?;
    phone.axe().await?;
    phone.fits_its_width().await?;
    phone.reload().await?;
    words.holds(SAID).await?;
    name.holds("Ana").await?;
    phone.open("#/").await?;
    phone.link("Looking back").gone().await?;

    // Nobody's file holds it but that for the organizers.
    for other in ["Cap Okafor", "Nia Navarro"] {
        let file = file_for(&phone, ANA, other).await?;
        ensure!(!fs::read_to_string(file)?.contains(SAID), "{other}");
    }
    let handed = file_for(&phone, ANA, "organizers").await?;
    ensure!(fs::read_to_string(&handed)?.contains(SAID));

    // The organizers see it, and hand it to nobody.
    take(organizer, handed, "Take it in").await?;
    organizer.open("#/weeks/orbit-4").await?;
    organizer
        .link("What people said at the end")
        .click()
        .await?;
    organizer
        .text_of(Name::has("looked back so far."))
        .see()
        .await?;
    let bars = organizer.role("table", "How was it, all in all?");
    bars.role("row", Name::begins("5 – Very good 1"))
        .see()
        .await?;
    organizer.text_of("Pairing on Tuesdays").see().await?;
    organizer.text_of("May be shown as Ana").see().await?;
    organizer.heading("Captains").see().await?;
    organizer.link("Ana Łuczak: Ask them back").see().await?;
    organizer.axe().await?;
    organizer.narrow().await?;
    organizer.fits_its_width().await?;
    organizer.button("As a table (CSV)").click().await?;
    let table = organizer.take_text("-closings.csv").await?;
    ensure!(
        table.contains(SAID) && table.contains("with-name"),
        "{table}"
    );
    let file = file_for(organizer, CAP, "Cap Okafor").await?;
    ensure!(!fs::read_to_string(&file)?.contains(SAID), "the captain's");
    let mut captain = another(organizer).await?;
    take(&captain, file, "This is me: take it in").await?;
    captain.open(&closing(ANA)?).await?;
    captain.heading("This is for somebody else").see().await?;
    ensure!(!captain.stored().await?.contains(SAID), "the captain's");

    // Taken back, it is not quoted any more.
    phone.open(&closing(ANA)?).await?;
    phone
        .role("radio", "No, it is not to be shown")
        .click()
        .await?;
    saved(&phone).await?;
    let handed = file_for(&phone, ANA, "organizers").await?;
    take(organizer, handed, "Take it in").await?;
    organizer.open("#/closings/orbit-4").await?;
    organizer.text_of("Not to be shown").see().await?;
    organizer
        .text_of("Nobody agreed to be quoted so far.")
        .see()
        .await?;
    phone.check_end().await?;
    captain.check_end().await
}

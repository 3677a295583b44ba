//! People of a session: both versions of what was written apart, what is changed about somebody and taken back at
//! once, removing and erasing them.

use e2e::{Name, Result, Visit, ensure, in_every_browser};
use thirtyfour::Key;

use crate::crewing::{bring_roster, bring_two_versions};
use crate::hosting::saved;

in_every_browser!(promise_19_what_was_written_apart_of_somebody_is_seen_until_one_is_chosen,);

e2e::once!(
    promise_12_who_was_removed_from_a_session_comes_back,
    promise_21_someone_added_by_hand_is_erased_after_being_asked,
    promise_23_what_was_agreed_to_and_taken_back_at_once_is_taken_back,
    promise_03_what_could_not_be_saved_of_somebody_is_said_again_whole,
);

/// Presses the button that keeps the version that says this.
async fn keep(visit: &Visit, words: &str) -> Result<()> {
    let values = visit.any("listitem").all_texts().await?;
    let offered = values.iter().filter(|text| text.contains("Keep this one"));
    let at = offered.clone().position(|text| text.contains(words));
    let at = at.ok_or_else(|| e2e::anyhow!("{words} is not offered: {values:?}"))?;
    visit
        .button(Name::begins("Keep this one"))
        .nth(at)
        .click()
        .await
}

async fn promise_19_what_was_written_apart_of_somebody_is_seen_until_one_is_chosen(
    visit: &mut Visit,
) -> Result<()> {
    bring_two_versions(visit).await?;
    visit.open("#/people/orbit-4").await?;
    visit.text_of("Two versions").see().await?;
    visit.link(Name::begins("Ana of ")).click().await?;
    let asked = "Changed in two places. Which one holds?";
    visit.text_of(asked).see().await?;
    let main = visit.any("main");
    for words in [
        "Bea, ",
        "Ana of Bea",
        "Cleo, ",
        "Ana of Cleo",
        "Shown for now",
    ] {
        main.says(words).await?;
    }
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    keep(visit, "Ana of Bea").await?;
    visit.text_of(asked).gone().await?;
    visit
        .textbox(Name::begins("Name"))
        .holds("Ana of Bea")
        .await?;

    // Their part, where it is changed.
    visit.open("#/roster/orbit-4").await?;
    visit.heading("Venus").see().await?;
    // Hers, and the team's.
    ensure!(visit.text_of("Two versions").count().await? == 2);
    visit.button("Ana of Bea").click().await?;
    let about = visit.role("dialog", "Ana of Bea");
    about.text_of(asked).see().await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    keep(visit, "Captain").await?;
    about.text_of(asked).gone().await?;
    about.role("combobox", "Role").holds("captain").await?;
    visit.press(Key::Escape).await?;
    about.gone().await?;

    // Where the team meets.
    visit.link("Venus").click().await?;
    visit.text_of(asked).see().await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    keep(visit, "https://meet.example/cleo").await?;
    visit.text_of(asked).gone().await?;
    visit
        .textbox("Where")
        .holds("https://meet.example/cleo")
        .await?;
    visit.open("#/people/orbit-4").await?;
    visit.link("Ana of Bea").see().await?;
    visit.text_of("Two versions").gone().await
}

async fn promise_12_who_was_removed_from_a_session_comes_back(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/people/orbit-4").await?;
    visit.narrow().await?;
    visit.link("Ana Łuczak").click().await?;
    visit.heading("Ana Łuczak").see().await?;
    visit.fits_its_width().await?;
    visit.axe().await?;
    visit.button("Remove from Orbit 4").focus().await?;
    visit.press(Key::Enter).await?;
    visit.text_of("Ana Łuczak was removed.").see().await?;
    visit.link("Ana Łuczak").gone().await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    visit.button("Undo").focus().await?;
    visit.press(Key::Enter).await?;
    visit.link("Ana Łuczak").see().await?;
    visit.button("Undo").gone().await?;
    // Her place on the team is hers again.
    visit.open("#/roster/orbit-4").await?;
    let team = visit.role("region", "Venus");
    team.button("Ana Łuczak").see().await
}

async fn promise_21_someone_added_by_hand_is_erased_after_being_asked(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/people/orbit-4").await?;
    visit.link("Ana Łuczak").click().await?;
    visit.button("Erase for good").click().await?;
    let asked = visit.role("dialog", "Erase “Ana Łuczak” for good?");
    asked.says("This can’t be undone.").await?;
    visit.axe().await?;
    asked.button("Cancel").click().await?;
    asked.gone().await?;
    visit.button("Erase for good").click().await?;
    asked.button("Erase for good").click().await?;
    visit.link("Bo =1+1").see().await?;
    visit.link("Ana Łuczak").gone().await?;
    let stored = visit.stored().await?;
    ensure!(
        !stored.contains("Łuczak") && !stored.contains("ana@"),
        "{stored}"
    );
    // Nor in the session before.
    visit.open("#/roster/orbit-3").await?;
    visit.heading("Roster").see().await?;
    visit.button("Ana Łuczak").gone().await
}

async fn promise_23_what_was_agreed_to_and_taken_back_at_once_is_taken_back(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/roster/orbit-4").await?;
    visit.button("Di Alone").click().await?;
    let about = visit.role("dialog", "Di Alone");
    // As quickly as it can be done, and a little slower: what counts is what stands there last.
    let script = "const tick = [...document.querySelectorAll('#member input[type=checkbox]')][0];
        tick.click(); tick.click(); tick.click();
        setTimeout(() => { tick.click(); window.ticked = true; }, 300);";
    about.role("checkbox", "Their name").see().await?;
    visit.define(script).await?;
    visit
        .until_true("the last tick", "return window.ticked === true;")
        .await?;
    saved(visit).await?;
    ensure!(!about.role("checkbox", "Their name").is_checked().await?);

    // What is no day is said, and kept as it is typed.
    let joined = about.textbox("Joined");
    joined.fill("2028-02-31").await?;
    about.textbox("To answer by").focus().await?;
    about.says("This is not kept yet.").await?;
    visit.axe().await?;
    visit.press(Key::Escape).await?;
    about.gone().await?;
    visit.button("Di Alone").click().await?;
    joined.holds("2028-02-31").await?;
    joined.fill("2028-02-03").await?;
    // Someone in a role without a place on a roster chooses a team, and becoming something else is moved.
    about.role("combobox", "Team").choose("Venus").await?;
    saved(visit).await?;
    about.role("combobox", "Role").choose("Captain").await?;
    about.role("combobox", "Team").gone().await?;
    saved(visit).await?;
    // Passed over with the arrow keys, nobody is paused or left.
    about.role("radio", "Active").focus().await?;
    for _ in 0..3 {
        visit.press(Key::Down).await?;
    }
    saved(visit).await?;
    ensure!(about.role("radio", "Finished").is_checked().await?);
    visit.narrow().await?;
    visit.fits_its_width().await?;
    visit.press(Key::Escape).await?;
    about.gone().await?;
    visit.reload().await?;
    let team = visit.role("region", "Venus");
    team.button("Di Alone").click().await?;
    ensure!(!about.role("checkbox", "Their name").is_checked().await?);
    joined.holds("2028-02-03").await?;
    about.role("combobox", "Role").holds("captain").await
}

async fn promise_03_what_could_not_be_saved_of_somebody_is_said_again_whole(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/people/orbit-4").await?;
    visit.link("Di Alone").click().await?;
    let name = visit.textbox(Name::begins("Name"));
    let email = visit.textbox(Name::begins("Email"));
    name.holds("Di Alone").await?;
    visit
        .define(
            "window.realPut = IDBObjectStore.prototype.put;
             IDBObjectStore.prototype.put = function () {
               throw new DOMException('no room is left', 'QuotaExceededError');
             };",
        )
        .await?;
    name.fill("Di Together").await?;
    let alert = visit
        .role("alert", Name::has(""))
        .text_of(Name::begins("Not saved."));
    alert.see().await?;
    email.fill("together@space.example").await?;
    alert.see().await?;
    name.holds("Di Together").await?;
    // Room again: both are saved by themselves, also what failed first.
    visit
        .define("IDBObjectStore.prototype.put = window.realPut;")
        .await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Di Together").await?;
    email.holds("together@space.example").await
}

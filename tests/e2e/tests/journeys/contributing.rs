//! What people work on: added on somebody's page, moved on, revived from a stalled one, taken in from a table, counted.

use std::fs;

use e2e::{Name, Result, Visit, ensure, in_every_browser, once};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::membership_id;

use crate::crewing::bring_roster;
use crate::hosting::saved;

in_every_browser!(promise_02_a_contribution_saves_by_itself_and_moves);

once!(
    a_stalled_pull_request_is_picked_and_its_first_author_named,
    states_come_from_a_table_once_they_were_shown,
);

const ANA: u128 = 3;

/// The page of Ana's weeks.
fn weeks() -> Result<String> {
    let session = "orbit-4"
        .parse()
        .map_err(|error| e2e::anyhow!("{error:?}"))?;
    let member = membership_id(&session, RecordId::from_bits(ANA), 0);
    Ok(format!("#/weeks/orbit-4/{member}"))
}

/// Adds a contribution of Ana.
async fn add(visit: &Visit, link: &str) -> Result<()> {
    visit.open(&weeks()?).await?;
    visit.button("Add a contribution").click().await?;
    visit.textbox("Link").type_text(link).await?;
    saved(visit).await
}

async fn promise_02_a_contribution_saves_by_itself_and_moves(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    visit.narrow().await?;
    add(visit, "github.com/django/django/pull/12/files").await?;
    visit
        .text_of("Pull request 12 of django/django.")
        .see()
        .await?;
    visit.axe().await?;
    visit.fits_its_width().await?;
    // Nothing but what was typed is lost by leaving.
    visit.reload().await?;
    visit.link("django/django#12").see().await?;
    let href = visit.link("django/django#12").attribute("href").await?;
    ensure!(
        href.as_deref() == Some("https://github.com/django/django/pull/12"),
        "{href:?}"
    );
    let rel = visit.link("django/django#12").attribute("rel").await?;
    ensure!(rel.as_deref() == Some("noopener noreferrer"), "{rel:?}");
    visit.role("combobox", "State").choose("In review").await?;
    visit.text_of(Name::has("last moved")).see().await?;
    visit.fits_its_width().await?;
    visit.axe().await?;
    visit.open("#/contributions/orbit-4?state=merged").await?;
    visit
        .text_of(
            "Nothing is noted here. What somebody works on is added on the page of their weeks.",
        )
        .see()
        .await?;
    visit.link("In review").click().await?;
    visit.link("django/django#12").see().await?;
    visit.axe().await?;
    visit.fits_its_width().await
}

async fn a_stalled_pull_request_is_picked_and_its_first_author_named(
    visit: &mut Visit,
) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/contributions/orbit-4").await?;
    visit.button("Note a stalled pull request").click().await?;
    visit
        .textbox("Link")
        .type_text("https://github.com/django/django/pull/9")
        .await?;
    visit
        .textbox("Who began it, if someone else did")
        .type_text("<b>A. Author</b>")
        .await?;
    saved(visit).await?;
    visit.button("Done").click().await?;
    visit.text_of("<b>A. Author</b>").see().await?;
    visit
        .role("combobox", "Who goes on with it")
        .choose("Ana Łuczak")
        .await?;
    visit.button(Name::begins("Pick it")).click().await?;
    visit.text_of("Picked by Ana Łuczak").see().await?;
    visit.axe().await?;
    visit.open(&weeks()?).await?;
    visit.link("django/django#9").see().await?;
    visit.text_of("<b>A. Author</b>").see().await
}

async fn states_come_from_a_table_once_they_were_shown(visit: &mut Visit) -> Result<()> {
    bring_roster(visit).await?;
    add(visit, "https://github.com/django/django/pull/12").await?;
    visit.open("#/contributions/orbit-4").await?;
    let folder = visit.folder().to_owned();
    let bad = folder.join("bad.csv");
    fs::write(&bad, "link,state\nhttps://a.example/1,done\n")?;
    let file = visit.labelled("Choose a file of states");
    file.upload(&[&bad]).await?;
    visit
        .text_of(Name::begins("Line 2, column state, “done”:"))
        .see()
        .await?;
    let good = folder.join("good.csv");
    fs::write(
        &good,
        "link,state\nhttps://github.com/Django/Django/pull/12,merged\nhttps://a.example/1,merged\n",
    )?;
    file.upload(&[&good]).await?;
    visit.text_of("Moves 1 contribution").see().await?;
    visit.text_of("Nobody here works on it").see().await?;
    visit.axe().await?;
    visit.button("Move 1 contribution").click().await?;
    visit.text_of("1 contribution moved").see().await?;
    visit.link("Merged").click().await?;
    visit.link("django/django#12").see().await
}

//! Something long is under way on an organizers' page, and they do not wait for it: they leave, or
//! press on.

use std::fs;

use e2e::{Name, Result, Visit, ensure, in_every_browser};

use crate::desk::{hold_file, let_go, take_in, until_held};
use crate::organizing::{backup, hand_in};
use crate::people::People;

in_every_browser!(
    the_imports_can_be_left_while_files_are_read,
    the_data_can_be_left_while_a_backup_is_read,
    while_an_export_is_taken_in_nothing_else_is_and_nothing_is_forgotten,
);

async fn the_imports_can_be_left_while_files_are_read(visit: &mut Visit) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 3)?;
    let files = people.write(visit.folder(), 0..3)?;
    visit.open("#/import").await?;
    visit.labelled("Choose files").see().await?;
    hold_file(visit, "001").await?;
    hand_in(visit, &files).await?;
    left_mid_read(visit).await?;
    // Nothing was taken in, and the page of imports begins anew.
    visit.heading("No applications here yet").see().await?;
    visit.link("Import").click().await?;
    visit.heading("Take in files").see().await?;
    hand_in(visit, &files).await?;
    visit.text_of("3 new").see().await
}

async fn the_data_can_be_left_while_a_backup_is_read(visit: &mut Visit) -> Result<()> {
    take_in(visit, 2).await?;
    let file = visit.folder().join("held.json");
    fs::write(&file, backup(visit).await?)?;
    hold_file(visit, "held").await?;
    let backups = visit.labelled("Take in a backup");
    backups.upload(&[&file]).await?;
    left_mid_read(visit).await?;
    visit.text_of("2 applications").see().await?;
    visit.link("Data").click().await?;
    visit.heading("Data").see().await?;
    backups.upload(&[&file]).await?;
    visit.text_of(Name::begins("Taken in: ")).see().await
}

/// Goes to the list by the menu while the file is held, and lets go of it only then.
async fn left_mid_read(visit: &Visit) -> Result<()> {
    until_held(visit).await?;
    visit.link("Applications").click().await?;
    visit.heading("Applications").see().await?;
    let_go(visit).await?;
    let errors = visit.any("alert").count().await?;
    ensure!(errors == 0, "the page says that something broke");
    Ok(())
}

async fn while_an_export_is_taken_in_nothing_else_is_and_nothing_is_forgotten(
    visit: &mut Visit,
) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 2)?;
    let export = |number: usize| {
        let file = visit.folder().join(format!("export-{number}.json"));
        fs::write(&file, people.export_in_state(number, "submitted")).map(|()| file)
    };
    let files = [export(0)?, export(1)?];
    visit.open("#/import").await?;
    hand_in(visit, &files).await?;
    let merge = |file: &str| {
        let row = visit.role("row", Name::begins(file));
        row.button("Merge this export")
    };
    merge("export-1.json").see().await?;
    // Every import waits for its lock, as it does for a slow disk.
    let slow = "window.waiting = 0;
        const ask = LockManager.prototype.request;
        const free = new Promise((go) => { window.release = go; });
        LockManager.prototype.request = function (...asked) {
            if (!String(asked[0]).endsWith('/import')) return ask.apply(this, asked);
            window.waiting += 1;
            return free.then(() => ask.apply(this, asked));
        };";
    visit.define(&format!("{{ {slow} }}")).await?;
    merge("export-0.json").click().await?;
    visit
        .until_true("the first export", "return window.waiting === 1;")
        .await?;
    for blocked in [merge("export-1.json"), visit.button("Start over")] {
        let blocked_by = blocked.attribute("aria-description").await?;
        ensure!(
            blocked_by.is_some_and(|why| why.contains("taken in just now")),
            "it says why it waits"
        );
        blocked.click().await?;
    }
    visit.define("window.release();").await?;
    visit.text_of(Name::begins("Taken in: ")).see().await?;
    let begun = visit.run("return window.waiting;", &[]).await?;
    ensure!(begun == 1, "{begun} were begun");
    merge("export-1.json").click().await?;
    visit.link("Applications").click().await?;
    visit.text_of("2 applications").see().await
}

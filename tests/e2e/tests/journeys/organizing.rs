//! Organizers take in what applicants hand over, read it, keep it safe, and try things out.

use std::fs;
use std::path::{Path, PathBuf};

use e2e::{Name, Result, Visit, ensure, in_every_browser};

use crate::people::People;
use crate::reading::{HOSTILE, harmless};

in_every_browser!(
    a_hundred_files_at_once_each_with_what_it_is,
    promise_11_a_backup_taken_in_elsewhere_gives_the_same_bytes,
    taking_in_an_export_can_be_stopped_and_has_changed_nothing_then,
    samples_come_with_one_click_and_go_with_one_and_nothing_else_goes,
    promise_24_a_hostile_application_does_nothing_but_show,
);

/// Hands files to the page of imports.
async fn hand_in(visit: &Visit, files: &[PathBuf]) -> Result<()> {
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    visit.labelled("Choose files").upload(&files).await
}

async fn a_hundred_files_at_once_each_with_what_it_is(visit: &mut Visit) -> Result<()> {
    let folder = visit.folder().to_owned();
    let mut people = People::apply(&visit.site.read("programme.json")?, 100)?;
    visit.open("#/import").await?;
    hand_in(visit, &people.write(&folder, 0..40)?).await?;
    visit.text_of("40 new").see().await?;
    visit.axe().await?;
    visit.button("Take in 40 applications").click().await?;
    visit.text_of("40 applications were taken in").see().await?;

    // The same people again, some with changes, and sixty more; some files did not survive the post.
    for number in 20..30 {
        people.change(number, "why", "Because of a second thought")?;
    }
    for number in 90..95 {
        people.send_late(number);
    }
    let mut files = people.write(&folder, 0..98)?;
    let damaged = folder.join("damaged.json");
    fs::write(&damaged, people.text(98).replacen("why", "wyh", 1))?;
    let other = folder.join("other.json");
    let elsewhere = "elsewhere"
        .parse()
        .map_err(|error| e2e::anyhow!("{error:?}"))?;
    fs::write(&other, people.text_for(99, &elsewhere))?;
    files.extend([damaged, other]);
    ensure!(files.len() == 100);
    visit.button("Take in more").click().await?;
    hand_in(visit, &files).await?;
    for words in [
        "58 new",
        "30 the same as here",
        "10 newer than here",
        "1 damaged",
        "1 of another programme",
    ] {
        visit.text_of(words).see().await?;
    }
    visit.axe().await?;
    let row = |name: &str| visit.role("row", Name::begins(name));
    row("damaged.json").says("line").await?;
    row("other.json").says("elsewhere").await?;
    row("application-092.json").says("Late").await?;
    row("application-025.json").says("newer than here").await?;
    row("application-003.json").says("the same as here").await?;
    visit.button("Take in 68 applications").click().await?;
    visit.text_of("68 applications were taken in").see().await?;
    visit.link("See the applications").click().await?;
    visit.text_of("98 applications").see().await?;
    visit.reload().await?;
    visit.text_of("98 applications").see().await?;
    // Found by a word in a long answer; only those who changed theirs have it.
    visit
        .role("searchbox", "Search all answers")
        .type_text("second thought")
        .await?;
    visit.text_of("10 of 98 applications").see().await?;
    visit.axe().await
}

async fn promise_11_a_backup_taken_in_elsewhere_gives_the_same_bytes(
    visit: &mut Visit,
) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 12)?;
    visit.open("#/import").await?;
    hand_in(visit, &people.write(visit.folder(), 0..12)?).await?;
    visit.button("Take in 12 applications").click().await?;
    visit.text_of("12 applications were taken in").see().await?;
    let first = backup(visit).await?;

    let elsewhere = Visit::begin(visit.engine, &e2e::dist()?).await?;
    elsewhere.open("#/data").await?;
    let file = elsewhere.folder().join("first.json");
    fs::write(&file, &first)?;
    elsewhere
        .labelled("Take in a backup")
        .upload(&[&file])
        .await?;
    elsewhere.text_of(Name::begins("Taken in: ")).see().await?;
    let second = backup(&elsewhere).await?;
    ensure!(
        first == second,
        "{} bytes became {}",
        first.len(),
        second.len()
    );

    // One that was cut short is refused whole, with the place, and changes nothing.
    let cut = elsewhere.folder().join("cut.json");
    fs::write(&cut, &first[..first.len() / 2])?;
    elsewhere
        .labelled("Take in a backup")
        .upload(&[&cut])
        .await?;
    elsewhere.any("alert").says("damaged").await?;
    for file in fs::read_dir(elsewhere.browser.downloads())? {
        fs::remove_file(file?.path())?;
    }
    ensure!(backup(&elsewhere).await? == first);
    Ok(())
}

async fn taking_in_an_export_can_be_stopped_and_has_changed_nothing_then(
    visit: &mut Visit,
) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 12)?;
    visit.open("#/import").await?;
    hand_in(visit, &people.write(visit.folder(), 0..12)?).await?;
    visit.button("Take in 12 applications").click().await?;
    visit.text_of("12 applications were taken in").see().await?;
    let export = visit.folder().join("export.json");
    fs::write(&export, backup(visit).await?)?;

    let elsewhere = Visit::begin(visit.engine, &e2e::dist()?).await?;
    elsewhere.open("#/data").await?;
    stop_what_is_begun(&elsewhere).await?;
    let backups = elsewhere.labelled("Take in a backup");
    backups.upload(&[&export]).await?;
    let stopped = elsewhere.text_of("You stopped it. Nothing was changed.");
    stopped.see().await?;
    elsewhere.open("#/import").await?;
    hand_in(&elsewhere, &[export]).await?;
    elsewhere.button("Merge this export").see().await?;
    stop_what_is_begun(&elsewhere).await?;
    elsewhere.button("Merge this export").click().await?;
    stopped.see().await?;
    elsewhere.open("#/applications").await?;
    elsewhere.heading("No applications here yet").see().await?;

    elsewhere.open("#/import").await?;
    hand_in(&elsewhere, &[visit.folder().join("export.json")]).await?;
    elsewhere.button("Merge this export").click().await?;
    elsewhere.text_of(Name::begins("Taken in: ")).see().await?;
    elsewhere.open("#/applications").await?;
    elsewhere.text_of("12 applications").see().await
}

/// Stops what is begun next as soon as it can be stopped.
async fn stop_what_is_begun(visit: &Visit) -> Result<()> {
    let script = "const watching = new MutationObserver(() => {
            const stop = document.querySelector('.progress button');
            if (stop) { watching.disconnect(); stop.click(); }
        });
        watching.observe(document.body, { childList: true, subtree: true });";
    visit.run(script, &[]).await?;
    Ok(())
}

/// Makes a backup; its text.
async fn backup(visit: &Visit) -> Result<String> {
    visit.open("#/data").await?;
    visit.button("Make a backup").click().await?;
    visit
        .text_of("The backup was made, and read back whole.")
        .see()
        .await?;
    Ok(fs::read_to_string(visit.download(".json").await?)?)
}

async fn samples_come_with_one_click_and_go_with_one_and_nothing_else_goes(
    visit: &mut Visit,
) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 1)?;
    visit.open("#/import").await?;
    hand_in(visit, &people.write(visit.folder(), 0..1)?).await?;
    visit.button("Take in 1 application").click().await?;
    visit.text_of("1 application was taken in").see().await?;
    visit.open("#/data").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("120 of these are samples").see().await?;
    visit.open("#/applications").await?;
    visit.text_of("121 applications").see().await?;
    visit.axe().await?;
    visit.button("Remove the samples").click().await?;
    visit.text_of("1 application").see().await?;
    visit.reload().await?;
    visit.text_of("1 application").see().await
}

async fn promise_24_a_hostile_application_does_nothing_but_show(visit: &mut Visit) -> Result<()> {
    let mut people = People::apply(&visit.site.read("programme.json")?, 1)?;
    for question in ["name", "why", "goal", "github", "email", "website"] {
        people.change(0, question, HOSTILE)?;
    }
    let file = visit
        .folder()
        .join("<img src=x onerror=window.hacked=1>.json");
    fs::write(&file, people.text(0))?;
    visit.open("#/import").await?;
    hand_in(visit, &[file]).await?;
    visit.text_of("1 new").see().await?;
    harmless(visit).await?;
    visit.button("Take in 1 application").click().await?;
    visit.link("See the applications").click().await?;
    visit.text_of("1 application").see().await?;
    harmless(visit).await?;
    visit.link(Name::begins("<img src=x")).click().await?;
    visit.heading(Name::begins("<img src=x")).see().await?;
    let shown = visit.any("main").text().await?;
    ensure!(
        shown.contains("<script>window.hacked=1</script>"),
        "it shows as it was typed"
    );
    harmless(visit).await
}

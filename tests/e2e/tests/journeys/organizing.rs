//! Organizers take in what applicants hand over, read it, keep it safe, and try things out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use e2e::{Name, Reply, Result, Visit, ensure, in_every_browser};
use groundcrew::domain::answer::{Answer, Chosen, WeekSlots};
use groundcrew::domain::record::Value as Stored;
use serde_json::Value;
use thirtyfour::Key;

use crate::people::People;
use crate::reading::{HOSTILE, harmless, poison};
use crate::road::another;

in_every_browser!(
    a_hundred_files_at_once_each_with_what_it_is,
    promise_11_a_backup_taken_in_elsewhere_gives_the_same_bytes,
    taking_in_an_export_can_be_stopped_and_has_changed_nothing_then,
    samples_come_with_one_click_and_go_with_one_and_nothing_else_goes,
    promise_24_a_hostile_application_does_nothing_but_show,
    files_that_are_dropped_are_read_like_those_that_are_chosen,
);

/// Hands files to the page of imports.
pub async fn hand_in(visit: &Visit, files: &[PathBuf]) -> Result<()> {
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

    let mut elsewhere = another(visit).await?;
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
    elsewhere.check_end().await
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

    let mut elsewhere = another(visit).await?;
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
    elsewhere.text_of("12 applications").see().await?;
    elsewhere.check_end().await
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
pub async fn backup(visit: &Visit) -> Result<String> {
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
    // What is read last of the page stands above the button, and moves it.
    visit
        .text_of("Everything stored here can be read.")
        .see()
        .await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 of these are samples").see().await?;
    visit.open("#/applications").await?;
    visit.text_of("139 applications").see().await?;
    visit.axe().await?;
    visit.button("Remove the samples").click().await?;
    visit.text_of("1 application").see().await?;
    visit.reload().await?;
    visit.text_of("1 application").see().await
}

/// A file in which every kind of answer, and every word of the form, would do something if it could.
fn hostile_file(visit: &Visit) -> Result<PathBuf> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    poison(&mut programme);
    let poisoned = serde_json::to_vec(&programme)?;
    let mut people = People::apply(&poisoned, 1)?;
    visit.site.replace("programme.json", Reply::Bytes(poisoned));
    for question in [
        "name", "why", "goal", "github", "email", "website", "years", "anything",
    ] {
        people.change(0, question, HOSTILE)?;
    }
    let other = || Some(HOSTILE.to_owned());
    let answers = [
        ("pronouns", Answer::Choices(BTreeSet::new(), other())),
        ("heard", Answer::Choice(Chosen::Other(HOSTILE.to_owned()))),
        ("time-zone", Answer::Zone(HOSTILE.to_owned())),
        (
            "week",
            Answer::Availability(HOSTILE.to_owned(), WeekSlots::default()),
        ),
        ("conduct", Answer::Consent(HOSTILE.to_owned())),
    ];
    for (question, answer) in answers {
        people.change_to(0, question, &answer.to_value())?;
    }
    // What no version wrote is shown as it is kept.
    for (question, part) in [("skills", "matrix"), ("project", "projects")] {
        let parts = [(part.to_owned(), Stored::from(HOSTILE))];
        people.change_to(0, question, &Stored::Map(parts.into()))?;
    }
    let file = visit
        .folder()
        .join("<img src=x onerror=window.hacked=1>.json");
    fs::write(&file, people.text(0))?;
    Ok(file)
}

async fn promise_24_a_hostile_application_does_nothing_but_show(visit: &mut Visit) -> Result<()> {
    let file = hostile_file(visit)?;
    visit.open("#/import").await?;
    hand_in(visit, &[file]).await?;
    visit.text_of("1 new").see().await?;
    harmless(visit).await?;
    visit.button("Take in 1 application").click().await?;
    visit.link("See the applications").click().await?;
    visit.text_of("1 application").see().await?;
    harmless(visit).await?;
    // Every question as a column, every menu open, and searched for by what it says.
    visit.text_of("Columns").click().await?;
    let columns = visit.role("group", "Questions to show as columns");
    let ticks = columns.any("checkbox");
    for at in 0..ticks.count().await? {
        if !ticks.nth(at).is_checked().await? {
            ticks.nth(at).click().await?;
        }
    }
    let heard = visit.role("columnheader", Name::begins("How did you hear of us?"));
    heard.see().await?;
    harmless(visit).await?;
    visit.text_of("Filters").click().await?;
    harmless(visit).await?;
    visit
        .open("#/applications?a.heard=other&a.why=%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E")
        .await?;
    visit
        .button(Name::has("Take the filter"))
        .nth(1)
        .see()
        .await?;
    harmless(visit).await?;
    visit.open("#/applications").await?;
    visit.press(Key::Escape).await?;
    let search = visit.role("searchbox", "Search all answers");
    search.type_text("<script>window.hacked=1</script>").await?;
    visit.text_of("1 of 1 applications").see().await?;
    harmless(visit).await?;
    visit.link(Name::begins("<img src=x")).click().await?;
    visit.heading(Name::begins("<img src=x")).see().await?;
    let texts = visit.text_of("The text that was agreed to");
    for at in 0..texts.count().await? {
        texts.nth(at).click().await?;
    }
    let shown = visit.any("main").text().await?;
    ensure!(
        shown.matches("<script>window.hacked=1</script>").count() > 40,
        "it shows as it was typed, in every question and answer: {shown}"
    );
    harmless(visit).await
}

async fn files_that_are_dropped_are_read_like_those_that_are_chosen(
    visit: &mut Visit,
) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 3)?;
    visit.open("#/import").await?;
    visit.heading("Take in files").see().await?;
    let files = [
        ("first.json", people.text(0)),
        ("second.json", people.text(1)),
    ];
    drop_files(visit, &files).await?;
    visit.text_of("2 new").see().await?;
    visit.role("row", Name::begins("second.json")).see().await?;
    // More can follow; what is no file of ours is said to be none.
    let files = [
        ("third.json", people.text(2)),
        ("notes.txt", "Buy milk".to_owned()),
    ];
    drop_files(visit, &files).await?;
    visit.text_of("3 new").see().await?;
    visit.text_of("1 not ours").see().await?;
    visit.button("Take in 3 applications").click().await?;
    visit.text_of("3 applications were taken in").see().await
}

/// Drops files where the page says to; the browser must not open them itself.
async fn drop_files(visit: &Visit, files: &[(&str, String)]) -> Result<()> {
    let place = visit.text_of("Drop files here, as many as you like");
    place
        .run("arguments[0].dataset.here = '';", Value::Null)
        .await?;
    let script = format!(
        "{{
          const data = new DataTransfer();
          for (const [name, text] of {}) data.items.add(new File([text], name));
          const place = document.querySelector('[data-here]');
          const send = (type) => place.dispatchEvent(
            new DragEvent(type, {{ bubbles: true, cancelable: true, dataTransfer: data }}));
          send('dragenter');
          place.dataset.here = `${{send('dragover')}} ${{send('drop')}}`;
        }}",
        serde_json::to_string(files)?
    );
    visit.define(&script).await?;
    let opened = place.attribute("data-here").await?;
    ensure!(
        opened.as_deref() == Some("false false"),
        "the browser would open the files itself: {opened:?}"
    );
    Ok(())
}

//! The organizers' pages hold still while things change, keep the focus, and say what is so.

use std::fs;
use std::path::PathBuf;

use e2e::{Name, Result, Seen, Visit, ensure, in_every_browser, until};
use groundcrew::domain::record::Value;
use serde_json::json;
use thirtyfour::Key;

use crate::organizing::hand_in;
use crate::people::People;

in_every_browser!(
    promise_14_stopping_a_read_leaves_no_receipt_behind,
    a_file_dropped_beside_the_place_for_it_is_taken,
    a_change_elsewhere_moves_nothing_on_the_page_of_an_application,
    promise_19_everything_two_devices_changed_can_be_settled,
    promise_05_an_application_that_cant_be_read_is_named_and_exportable,
    what_only_the_full_answers_say_is_found_without_a_word_of_nothing,
    promise_30_the_list_keeps_the_focus,
    promise_30_what_goes_away_hands_the_focus_on,
    promise_12_every_deletion_of_a_visit_can_be_taken_back,
);

/// Has the organizers take in so many applications.
pub async fn take_in(visit: &Visit, count: usize) -> Result<People> {
    let people = People::apply(&visit.site.read("programme.json")?, count)?;
    let files = people.write(visit.folder(), 0..count)?;
    take_in_files(visit, &files, count).await?;
    Ok(people)
}

async fn take_in_files(visit: &Visit, files: &[PathBuf], count: usize) -> Result<()> {
    visit.open("#/import").await?;
    take_in_here(visit, files, count).await
}

/// The same on the page of imports.
async fn take_in_here(visit: &Visit, files: &[PathBuf], count: usize) -> Result<()> {
    hand_in(visit, files).await?;
    let applications = if count == 1 {
        "application"
    } else {
        "applications"
    };
    let press = format!("Take in {count} {applications}");
    visit.button(press.as_str()).click().await?;
    visit.text_of(Name::has("taken in")).see().await
}

async fn promise_14_stopping_a_read_leaves_no_receipt_behind(visit: &mut Visit) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 4)?;
    let files = people.write(visit.folder(), 0..4)?;
    visit.open("#/import").await?;
    visit.labelled("Choose files").see().await?;
    hold_file(visit, "002").await?;
    hand_in(visit, &files).await?;
    until_held(visit).await?;
    visit.button("Cancel").click().await?;
    visit.text_of("2 new").see().await?;
    let_go(visit).await?;
    visit.button("Take in 2 applications").click().await?;
    visit.button("Receipts to send back (2)").see().await?;
    visit.button("Take in more").click().await?;
    hand_in(visit, &files).await?;
    visit.text_of("2 the same as here").see().await?;
    visit.text_of("2 new").see().await?;
    visit.button("Take in 2 applications").click().await?;
    visit.button("Receipts to send back (4)").click().await?;
    let archive = fs::read(visit.download(".zip").await?)?;
    let archive = String::from_utf8_lossy(&archive);
    for number in 0..4 {
        let name = format!("receipt-{}.json", people.id(number));
        ensure!(archive.contains(&name), "no {name}");
    }
    Ok(())
}

/// Has the file whose name has this in it take as long as a slow disk may: until [`let_go`].
pub async fn hold_file(visit: &Visit, name: &str) -> Result<()> {
    let slow = format!(
        "window.readNow = Blob.prototype.text;
        Blob.prototype.text = function () {{
            const text = window.readNow.call(this);
            if (!this.name || !this.name.includes('{name}')) return text;
            return new Promise((go) => {{ window.release = () => go(text); }});
        }};"
    );
    visit.define(&slow).await
}

/// Waits until the file that is held is asked for.
pub async fn until_held(visit: &Visit) -> Result<()> {
    let held = "return Boolean(window.release);";
    visit.until_true("the file to be read", held).await
}

/// Lets go of the file.
pub async fn let_go(visit: &Visit) -> Result<()> {
    let go = "window.release(); Blob.prototype.text = window.readNow;";
    visit.define(go).await
}

async fn a_file_dropped_beside_the_place_for_it_is_taken(visit: &mut Visit) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 1)?;
    visit.open("#/import").await?;
    visit.labelled("Choose files").see().await?;
    let drop = "const [text] = arguments;
        const held = new DataTransfer();
        held.items.add(new File([text], 'dropped.json'));
        const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: held });
        return !document.querySelector('footer').dispatchEvent(event);";
    let taken = visit.run(drop, &[json!(people.text(0))]).await?;
    ensure!(taken == true, "the browser would open the file");
    visit
        .role("row", Name::begins("dropped.json"))
        .see()
        .await?;
    visit.text_of("1 new").see().await
}

async fn a_change_elsewhere_moves_nothing_on_the_page_of_an_application(
    visit: &mut Visit,
) -> Result<()> {
    let people = take_in(visit, 2).await?;
    visit
        .open(&format!("#/applications/{}", people.id(0)))
        .await?;
    visit.text_of(Name::has("of 2")).see().await?;
    let journal = visit.text_of("Who changed what, and when");
    journal.click().await?;
    visit.button("Erase for good").click().await?;
    visit.role("dialog", Name::begins("Erase")).see().await?;
    let before = visit.run("return scrollY;", &[]).await?;
    ensure!(before.as_f64() > Some(0.0), "far down the page");

    let others = People::apply(&visit.site.read("programme.json")?, 3)?;
    let third = others.write(visit.folder(), 2..3)?;
    let (first, _) = visit.open_tab("#/import").await?;
    take_in_here(visit, &third, 1).await?;
    visit.switch_to(&first).await?;
    // It came here too, and nothing moved.
    visit.text_of(Name::has("of 3")).see().await?;
    visit.role("dialog", Name::begins("Erase")).see().await?;
    visit.press(Key::Escape).await?;
    visit.role("dialog", Name::begins("Erase")).gone().await?;
    // Giving the focus back to what opened the dialog may move it fully into view, no further.
    let state = "const [before] = arguments;
        return [Math.abs(scrollY - before) < 100,
            document.querySelector('.application-journal').open, document.activeElement.tagName];";
    let after = visit.run(state, &[before]).await?;
    ensure!(after == json!([true, true, "BUTTON"]), "{after}");
    Ok(())
}

async fn promise_19_everything_two_devices_changed_can_be_settled(visit: &mut Visit) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 1)?;
    let phone = [
        ("late", Value::Bool(true)),
        ("answer/why", Value::from("From the phone")),
        ("answer/not-asked", Value::from("Said on the phone")),
    ];
    let laptop = [
        ("late", Value::Bool(true)),
        ("late", Value::Bool(false)),
        ("answer/why", Value::from("From the laptop")),
        ("answer/not-asked", Value::Null),
    ];
    let files = [
        ("phone.json", people.text_apart(0, 1, &phone)),
        ("laptop.json", people.text_apart(0, u128::MAX, &laptop)),
    ];
    let files = files.map(|(name, text)| (visit.folder().join(name), text));
    for (path, text) in &files {
        fs::write(path, text)?;
    }
    take_in_files(visit, &files.map(|(path, _)| path), 1).await?;
    visit
        .open(&format!("#/applications/{}", people.id(0)))
        .await?;
    visit
        .text_of("3 things were changed in two places")
        .see()
        .await?;
    visit.heading("On time or late").see().await?;
    visit.axe().await?;
    let keep = async |words: &str| {
        // What was settled before takes the focus in a frame to come, and must have had it.
        let script = "const [words, done] = arguments;
            const card = [...document.querySelectorAll('.conflict-value')]
                .find((card) => card.innerText.includes(words));
            const button = card?.querySelector('button');
            button?.focus();
            requestAnimationFrame(() => requestAnimationFrame(
                () => done(!!button && document.activeElement === button)));";
        until(format_args!("{words:?} to keep the focus"), async || {
            let kept = visit
                .session()
                .execute_async(script, [json!(words)])
                .await?;
            Ok(Seen::when(*kept.json() == json!(true), "it does not"))
        })
        .await?;
        visit.press(Key::Enter).await
    };
    keep("On time").await?;
    visit
        .text_of("2 things were changed in two places")
        .see()
        .await?;
    keep("From the phone").await?;
    visit
        .text_of("1 thing was changed in two places")
        .see()
        .await?;
    visit
        .until_true(
            "the focus at the answer that was settled",
            "return document.activeElement.id === 'answer-why'
                && document.activeElement.innerText.includes('From the phone');",
        )
        .await?;
    keep("Said on the phone").await?;
    visit.text_of("Said on the phone").see().await?;
    visit
        .until_true(
            "everything settled, and the focus at the answer that is there now",
            "return !document.querySelector('.conflict')
                && document.activeElement.id === 'answer-not-asked';",
        )
        .await
}

async fn promise_05_an_application_that_cant_be_read_is_named_and_exportable(
    visit: &mut Visit,
) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 1)?;
    let file = visit.folder().join("export.json");
    fs::write(&file, people.export_in_state(0, "waitlisted"))?;
    visit.open("#/import").await?;
    hand_in(visit, &[file]).await?;
    visit.button("Merge this export").click().await?;
    visit.text_of(Name::begins("Taken in: ")).see().await?;
    visit.open("#/applications").await?;
    visit.text_of("1 application can’t be read").see().await?;
    visit.axe().await?;
    visit.text_of("Export").click().await?;
    // Who is not in a file that is not saved is no news.
    let refuse = "window.makeUrl = URL.createObjectURL;
        URL.createObjectURL = () => { throw new Error('no room for files'); };";
    visit.define(refuse).await?;
    let csv = visit.button(Name::begins("CSV of all"));
    csv.click().await?;
    let not_saved = Name::begins("The browser did not let the file be saved");
    visit.text_of(not_saved).see().await?;
    visit
        .define("URL.createObjectURL = window.makeUrl;")
        .await?;
    csv.click().await?;
    visit
        .text_of(Name::begins("1 application is not in the file"))
        .see()
        .await?;
    let short: String = people.id(0).chars().take(8).collect();
    visit
        .link(format!("Application {short}").as_str())
        .click()
        .await?;
    let kept = "What can’t be read is kept as it is";
    visit.text_of(Name::begins(kept)).see().await?;
    visit.button("Export as it is kept").click().await?;
    let kept = fs::read_to_string(visit.download("unreadable.json").await?)?;
    ensure!(kept.contains(&people.id(0)) && kept.contains("waitlisted"));
    visit.axe().await
}

async fn what_only_the_full_answers_say_is_found_without_a_word_of_nothing(
    visit: &mut Visit,
) -> Result<()> {
    let mut people = People::apply(&visit.site.read("programme.json")?, 3)?;
    let long = format!("{} needle", "hay ".repeat(60));
    people.change(1, "why", &long)?;
    let files = people.write(visit.folder(), 0..3)?;
    take_in_files(visit, &files, 3).await?;
    visit.open("#/applications").await?;
    visit.text_of("3 applications").see().await?;
    let watch = "window.saidNothing = false;
        new MutationObserver(() => {
            window.saidNothing ||= document.querySelector('main').innerText.includes('Nothing matches');
        }).observe(document.querySelector('main'), { subtree: true, childList: true });";
    visit.define(watch).await?;
    let search = visit.role("searchbox", "Search all answers");
    search.paste("needle").await?;
    visit.text_of("1 of 3 applications").see().await?;
    let said = visit.run("return window.saidNothing;", &[]).await?;
    ensure!(said == false, "something matches");
    search.type_text("s in it").await?;
    visit.text_of("Nothing matches").see().await?;
    visit.button("Clear search and filters").click().await?;
    visit.text_of("3 applications").see().await
}

async fn promise_30_the_list_keeps_the_focus(visit: &mut Visit) -> Result<()> {
    let mut people = People::apply(&visit.site.read("programme.json")?, 3)?;
    people.send_late(2);
    let files = people.write(visit.folder(), 0..3)?;
    take_in_files(visit, &files, 3).await?;
    // The one that was read last is not among those that are shown.
    visit
        .open(&format!("#/applications/{}", people.id(2)))
        .await?;
    visit.text_of(Name::has("of 3")).see().await?;
    visit
        .open("#/applications?late=no&sample=no&state=submitted")
        .await?;
    visit
        .until_true(
            "one row that Tab reaches",
            "const links = [...document.querySelectorAll('.list-table tbody th a')];
                return links.length > 0 && links.filter((link) => link.tabIndex === 0).length === 1;",
        )
        .await?;
    let chip = |words: &str| visit.button(format!("Take the filter “{words}” away").as_str());
    chip("On time").focus().await?;
    visit.press(Key::Enter).await?;
    chip("Without samples").gets_focus().await?;
    visit.press(Key::Enter).await?;
    chip("Submitted").gets_focus().await?;
    visit.press(Key::Enter).await?;
    visit
        .role("searchbox", "Search all answers")
        .gets_focus()
        .await?;
    // One end of the zones' range is opened, the other stays.
    visit.open("#/applications?offset=60..120").await?;
    visit.text_of("Filters").click().await?;
    visit.labelled("Time zone from").choose("All").await?;
    visit
        .until_true(
            "the other end",
            "return location.hash.includes('-720..120');",
        )
        .await
}

async fn promise_30_what_goes_away_hands_the_focus_on(visit: &mut Visit) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 2)?;
    let files = people.write(visit.folder(), 0..2)?;
    let press = async |name: &str| {
        visit.button(name).focus().await?;
        visit.press(Key::Enter).await
    };
    visit.open("#/import").await?;
    let imports = visit.heading("Take in files");
    hand_in(visit, &files).await?;
    press("Start over").await?;
    imports.gets_focus().await?;
    hand_in(visit, &files).await?;
    press("Take in 2 applications").await?;
    imports.gets_focus().await?;
    press("Take in more").await?;
    imports.gets_focus().await?;

    visit.open("#/applications?q=nobody-says-this").await?;
    let search = visit.role("searchbox", "Search all answers");
    visit.heading("Applications").gets_focus().await?;
    press("Clear search and filters").await?;
    search.gets_focus().await?;
    let count = |words: &str| visit.text_of(words);
    let all = visit.role("checkbox", "Pick all that are shown");
    all.click().await?;
    press("Pick none").await?;
    count("2 applications").gets_focus().await?;
    all.click().await?;
    press("Delete").await?;
    let sure = visit.role("dialog", "Delete these applications?");
    sure.button("Delete").focus().await?;
    visit.press(Key::Enter).await?;
    count("0 applications").gets_focus().await?;
    press("Show the deleted ones").await?;
    search.gets_focus().await?;
    press("Bring back").await?;
    visit
        .until_true(
            "the focus at the count",
            "return document.activeElement.className === 'list-count';",
        )
        .await?;

    visit.open("#/data").await?;
    let data = visit.heading("Data");
    // Whoever comes to a page is brought to its title first.
    data.gets_focus().await?;
    press("Try it with sample data").await?;
    data.gets_focus().await?;
    press("Remove the samples").await?;
    visit.button("Try it with sample data").see().await?;
    data.gets_focus().await
}

async fn promise_12_every_deletion_of_a_visit_can_be_taken_back(visit: &mut Visit) -> Result<()> {
    take_in(visit, 3).await?;
    visit.open("#/applications").await?;
    for left in ["2 applications", "1 application"] {
        let pick = "document.querySelector('.list-table tbody input').click();";
        visit.any("table").see().await?;
        visit.run(pick, &[]).await?;
        visit.button("Delete").click().await?;
        visit
            .role("dialog", "Delete these applications?")
            .button("Delete")
            .click()
            .await?;
        visit.text_of(left).see().await?;
    }
    visit.text_of("2 applications were deleted").see().await?;
    visit.button("Bring back").click().await?;
    visit.text_of("3 applications").see().await
}

//! Nothing typed is lost: crashes, other tabs, storage that fails.

use std::time::{Duration, Instant};

use e2e::{Name, Result, Seen, Visit, ensure, in_every_browser, until_within};

use crate::applying::{name_field, start};
use crate::hosting::saved;

in_every_browser!(
    promise_10_a_second_tab_sees_what_the_first_did_within_a_second,
    promise_03_a_failed_save_is_loud_and_keeps_the_text,
    promise_03_storage_that_does_not_answer_is_loud_and_keeps_the_text,
    promise_12_a_deleted_application_comes_back,
    promise_05_clearing_the_browsers_data_under_the_page_loses_nothing_typed,
    promise_05_a_damaged_application_is_named_exported_and_never_taken_for_none,
    promise_02_the_name_of_the_devices_owner_saves_by_itself,
);

mod killed {
    //! WebKitGTK's automation has no profile that a second start could find, so that what its
    //! storage keeps when it is killed cannot be seen from here. Its own tests of storage are in
    //! tests/browser.

    use super::promise_04_killing_the_browser_loses_at_most_the_last_second;

    e2e::in_chromium!(promise_04_killing_the_browser_loses_at_most_the_last_second);
    e2e::in_firefox!(promise_04_killing_the_browser_loses_at_most_the_last_second);
}

async fn promise_04_killing_the_browser_loses_at_most_the_last_second(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Earlier: ").await?;
    saved(visit).await?;
    // Keys go on, with no pause in which a save could hide, for long enough that everything but
    // the end is older than a second when the kill comes.
    let began = Instant::now();
    let mut typed: Vec<(Instant, usize)> = Vec::new();
    let mut text = "Earlier: ".to_owned();
    while began.elapsed() < Duration::from_secs(4) {
        name.element().await?.send_keys("x").await?;
        text.push('x');
        typed.push((Instant::now(), text.len()));
    }
    let killed = Instant::now();
    visit.kill_and_restart().await?;
    let due = typed.iter().rev();
    let due = due
        .clone()
        .find(|(at, _)| killed.duration_since(*at) > Duration::from_secs(1));
    let (_, due) = due.copied().unwrap_or((began, "Earlier: ".len()));
    visit.open("#/apply/orbit-4/section/about-you").await?;
    name_field(visit).see().await?;
    let kept = until_within(Duration::from_secs(20), "the draft", async || {
        let kept = name_field(visit).value().await?;
        Ok(if kept.is_empty() {
            Seen::not_yet("nothing")
        } else {
            Seen::Yes(kept)
        })
    })
    .await?;
    ensure!(text.starts_with(&kept), "{kept:?} was never typed");
    ensure!(
        kept.len() >= due,
        "kept {} of {} characters, {due} were due",
        kept.len(),
        text.len()
    );
    Ok(())
}

async fn promise_10_a_second_tab_sees_what_the_first_did_within_a_second(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    let name = name_field(visit);
    let (first, second) = visit.open_tab("#/apply/orbit-4/section/about-you").await?;
    name.type_text("From the second").await?;
    saved(visit).await?;
    visit.switch_to(&first).await?;
    let seen = Instant::now();
    name.holds("From the second").await?;
    ensure!(
        seen.elapsed() < Duration::from_secs(1),
        "it took {:?}",
        seen.elapsed()
    );
    // Both go on, at different questions: neither is overwritten.
    visit
        .textbox(Name::begins("Your email address"))
        .type_text("zoe@example.org")
        .await?;
    saved(visit).await?;
    visit.switch_to(&second).await?;
    visit
        .textbox(Name::begins("Your email address"))
        .holds("zoe@example.org")
        .await?;
    name.type_text(" tab").await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("From the second tab").await?;
    visit
        .textbox(Name::begins("Your email address"))
        .holds("zoe@example.org")
        .await
}

async fn promise_03_a_failed_save_is_loud_and_keeps_the_text(visit: &mut Visit) -> Result<()> {
    start(visit).await?;
    let name = name_field(visit);
    name.type_text("Safe. ").await?;
    saved(visit).await?;
    // From now on every write is refused, as when the disk is full.
    visit
        .define(
            "window.realPut = IDBObjectStore.prototype.put;
             IDBObjectStore.prototype.put = function () {
               throw new DOMException('no room is left', 'QuotaExceededError');
             };",
        )
        .await?;
    name.type_text("Not safe").await?;
    let alert = visit
        .role("alert", Name::has(""))
        .text_of(Name::begins("Not saved."));
    alert.see().await?;
    name.holds("Safe. Not safe").await?;
    visit.button("Keep the text as a file").click().await?;
    let kept = std::fs::read_to_string(visit.download(".txt").await?)?;
    ensure!(kept.contains("Safe. Not safe"), "{kept}");
    visit.axe().await?;
    // The file with all of one's data does not claim to hold what storage did not take.
    visit.open("#/mine").await?;
    visit
        .button("Save all my applications as a file")
        .click()
        .await?;
    visit
        .text_of(Name::begins("What is typed and not saved yet"))
        .see()
        .await?;
    visit.button("Keep the text as a file").see().await?;
    visit.axe().await?;
    visit.open("#/apply/orbit-4/section/about-you").await?;
    name.holds("Safe. Not safe").await?;
    // Room again: it is saved by itself, with no click.
    visit
        .define("IDBObjectStore.prototype.put = window.realPut;")
        .await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Safe. Not safe").await
}

/// Keeps the database to itself, as a page can that was left in the midst of a transaction.
const HOLD: &str = "(() => { const asked = indexedDB.open('groundcrew/orbit');
     asked.onsuccess = () => {
       const db = asked.result;
       const shelf = db.transaction([...db.objectStoreNames], 'readwrite').objectStore('records');
       const go_on = () => {
         if (window.letGo) return db.close();
         window.holds = true;
         shelf.get('').onsuccess = go_on;
       };
       go_on();
     }; })();";

async fn promise_03_storage_that_does_not_answer_is_loud_and_keeps_the_text(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("#/apply/orbit-4").await?;
    let begin = visit.button("Start the application");
    begin.see().await?;
    let hold = async |visit: &mut Visit| -> Result<()> {
        visit.define("window.letGo = window.holds = false;").await?;
        visit.define(HOLD).await?;
        visit
            .until_true("it is held", "return window.holds === true;")
            .await
    };
    let silent = || Name::has("The browser’s storage does not answer.");
    hold(visit).await?;
    begin.click().await?;
    visit.text_of("Starting…").see().await?;
    visit
        .role("alert", Name::has(""))
        .text_of(silent())
        .see()
        .await?;
    visit.define("window.letGo = true;").await?;
    begin.click().await?;

    let name = name_field(visit);
    name.type_text("Safe. ").await?;
    saved(visit).await?;
    hold(visit).await?;
    name.type_text("Not safe").await?;
    let alert = visit.role("alert", Name::has(""));
    alert.text_of(Name::begins("Not saved.")).see().await?;
    alert.text_of(silent()).see().await?;
    name.holds("Safe. Not safe").await?;
    ensure!(name.has_focus().await?, "typing goes on");
    visit.type_keys(" yet").await?;
    visit.button("Keep the text as a file").click().await?;
    let kept = std::fs::read_to_string(visit.download(".txt").await?)?;
    ensure!(kept.contains("Safe. Not safe yet"), "{kept}");
    visit.axe().await?;
    // Once it answers, it is saved by itself, with no click.
    visit.define("window.letGo = true;").await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Safe. Not safe yet").await
}

async fn promise_12_a_deleted_application_comes_back(visit: &mut Visit) -> Result<()> {
    start(visit).await?;
    name_field(visit).type_text("Wanted after all").await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.text_of("Delete this application").click().await?;
    visit
        .button("Delete the application to Orbit 4")
        .click()
        .await?;
    visit.button("Bring it back").click().await?;
    visit.link(Name::begins("Continue: ")).click().await?;
    name_field(visit).holds("Wanted after all").await
}

async fn promise_05_clearing_the_browsers_data_under_the_page_loses_nothing_typed(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    let name = name_field(visit);
    name.type_text("Before").await?;
    saved(visit).await?;
    visit
        .define("indexedDB.deleteDatabase('groundcrew/orbit');")
        .await?;
    visit
        .text_of("The browser’s data for this site was cleared.")
        .see()
        .await?;
    visit.axe().await?;
    name.type_text(" and after").await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Before and after").await
}

async fn promise_05_a_damaged_application_is_named_exported_and_never_taken_for_none(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    name_field(visit).type_text("Ada").await?;
    saved(visit).await?;
    visit
        .define(
            "const asked = indexedDB.open('groundcrew/orbit');
             asked.onsuccess = () => {
               const change = asked.result.transaction('records', 'readwrite');
               const records = change.objectStore('records');
               records.openCursor().onsuccess = ({ target: { result } }) => {
                 if (!result) return;
                 if (result.value.includes('Ada')) result.update('damaged ' + result.value);
                 result.continue();
               };
               change.oncomplete = () => { asked.result.close(); window.damaged = true; };
             };",
        )
        .await?;
    visit
        .until_true("it is damaged", "return window.damaged === true;")
        .await?;
    visit.open("#/apply/orbit-4").await?;
    visit.reload().await?;
    visit
        .text_of("An application you began here can’t be read")
        .see()
        .await?;
    visit.text_of("1 record can’t be read").see().await?;
    visit.axe().await?;
    visit.button("Export what can’t be read").click().await?;
    let kept = visit.take_text("unreadable.txt").await?;
    ensure!(kept.contains("damaged") && kept.contains("Ada"), "{kept}");
    // Whatever is begun now, the damaged one stays as it was found.
    visit.button("Begin another application").click().await?;
    name_field(visit).type_text("Bo").await?;
    saved(visit).await?;
    visit.reload().await?;
    name_field(visit).holds("Bo").await?;
    visit.button("Export what can’t be read").click().await?;
    ensure!(visit.take_text("unreadable.txt").await? == kept);
    // Where all of one's own is, it leaves as the same file.
    visit.open("#/mine").await?;
    visit.button("Save what can’t be read").click().await?;
    ensure!(visit.take_text("unreadable.txt").await? == kept);
    Ok(())
}

async fn promise_02_the_name_of_the_devices_owner_saves_by_itself(visit: &mut Visit) -> Result<()> {
    visit.open("#/data").await?;
    visit.textbox("Your name").type_text("Ada").await?;
    saved(visit).await?;
    visit.reload().await?;
    visit.textbox("Your name").holds("Ada").await
}

//! The list of applications, as someone lives in it: what is asked of it stands in its address, it
//! is worked with the keyboard alone, and what it shows leaves as files.

use e2e::{Name, Result, Seen, Visit, ensure, in_every_browser, until};
use serde_json::Value;
use thirtyfour::Key;

use crate::people::People;

in_every_browser!(
    what_is_asked_of_the_list_stands_in_its_address,
    what_the_list_shows_leaves_as_files,
    promise_30_an_organizer_reads_with_the_keyboard_alone,
    promise_12_what_an_organizer_deletes_comes_back,
);

/// Fills the organizers' side with made-up applications.
async fn samples(visit: &Visit) -> Result<()> {
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await
}

/// How many of the 138 are shown, as the page says.
async fn shown(visit: &Visit) -> Result<usize> {
    let words = visit
        .text_of(Name::has(" of 138 applications"))
        .text()
        .await?;
    let number = words.split(' ').next().unwrap_or("");
    number
        .parse()
        .map_err(|error| e2e::anyhow!("{words:?}: {error}"))
}

/// Waits until the address has all of these in it.
async fn address_has(visit: &Visit, parts: &[&str]) -> Result<()> {
    until(format_args!("{parts:?} in the address"), async || {
        let now = visit.session().current_url().await?;
        let there = parts.iter().all(|part| now.as_str().contains(part));
        Ok(Seen::when(there, now))
    })
    .await
}

/// The address as it is now, from its `#`.
async fn place(visit: &Visit) -> Result<String> {
    let now = visit.session().current_url().await?;
    let fragment = now.fragment().unwrap_or("");
    Ok(format!("#{fragment}"))
}

async fn what_is_asked_of_the_list_stands_in_its_address(visit: &mut Visit) -> Result<()> {
    samples(visit).await?;
    // All 138 are said to be there; the page holds the rows in sight and a few around them.
    let table = visit.role("table", "Applications");
    ensure!(table.attribute("aria-rowcount").await?.as_deref() == Some("139"));
    let drawn = table.any("row").count().await?;
    ensure!((10..90).contains(&drawn), "{drawn} rows are in the page");
    let last = "const scroller = document.querySelector('table').parentElement;
        scroller.scrollTop = scroller.scrollHeight;
        return document.querySelector('[aria-rowindex=\"139\"]') !== null;";
    visit.until_true("the last row", last).await?;

    // Searched, filtered, put in order, with another column: all of it in the address.
    visit
        .role("searchbox", "Search all answers")
        .type_text("python")
        .await?;
    address_has(visit, &["q=python"]).await?;
    let searched = shown(visit).await?;
    visit.text_of("Filters").click().await?;
    visit.role("combobox", "State").choose("Submitted").await?;
    visit
        .role("combobox", "By an answer")
        .choose("Have you contributed to open source before?")
        .await?;
    let answers = visit.role("group", "Have you contributed to open source before?");
    answers.role("checkbox", "Not yet").click().await?;
    answers
        .role("checkbox", "Yes, several times")
        .click()
        .await?;
    visit.press(Key::Escape).await?;
    let tools = "What have you worked with?";
    ensure!(!visit.role("columnheader", tools).is_there().await?);
    visit.text_of("Columns").click().await?;
    visit.role("checkbox", tools).click().await?;
    visit.role("columnheader", tools).see().await?;
    visit.press(Key::Escape).await?;
    let by_name = visit.role("columnheader", "What should we call you?");
    by_name.any("button").click().await?;
    by_name.any("button").click().await?;
    let asked = [
        "q=python",
        "state=submitted",
        "a.contributed=never%2Cseveral",
        "sort=-a.name",
        "columns=",
        "languages",
    ];
    address_has(visit, &asked).await?;
    let count = shown(visit).await?;
    ensure!(
        0 < count && count < searched && searched < 138,
        "{count}, {searched}"
    );
    let names = names(visit).await?;
    let address = place(visit).await?;

    visit.reload().await?;
    as_asked(visit, count, &names, &address).await?;
    // Into one and back, by the page's own way and by the browser's.
    visit.link(names[1].as_str()).click().await?;
    visit.heading(names[1].as_str()).see().await?;
    visit.text_of(format!("2 of {count}")).see().await?;
    visit.link("Next").click().await?;
    visit.heading(names[2].as_str()).see().await?;
    visit.text_of(format!("3 of {count}")).see().await?;
    visit
        .role("main", Name::has(""))
        .link("Applications")
        .click()
        .await?;
    as_asked(visit, count, &names, &address).await?;
    visit.link(names[0].as_str()).click().await?;
    visit.heading(names[0].as_str()).see().await?;
    visit.session().back().await?;
    as_asked(visit, count, &names, &address).await?;
    // Each filter is taken back by itself, all of them at once.
    visit
        .button("Take the filter “Submitted” away")
        .click()
        .await?;
    visit
        .button("Take the filter “Submitted” away")
        .gone()
        .await?;
    address_has(visit, &["q=python", "a.contributed"]).await?;
    until("no state in the address", async || {
        let now = place(visit).await?;
        Ok(Seen::when(!now.contains("state="), now))
    })
    .await
}

/// The names in the list, from its first row on.
async fn names(visit: &Visit) -> Result<Vec<String>> {
    let rows = visit.role("table", "Applications").any("rowheader");
    let names = rows.all_texts().await?;
    // Engines differ in the line that ends a cell.
    Ok(names.iter().map(|name| name.trim().to_owned()).collect())
}

/// Waits until the list shows what it was asked for.
async fn as_asked(visit: &Visit, count: usize, names: &[String], address: &str) -> Result<()> {
    visit
        .text_of(format!("{count} of 138 applications"))
        .see()
        .await?;
    visit
        .role("searchbox", "Search all answers")
        .holds("python")
        .await?;
    visit
        .button("Take the filter “Submitted” away")
        .see()
        .await?;
    let sorted = visit.role("columnheader", "What should we call you?");
    let order = sorted.attribute("aria-sort").await?;
    ensure!(order.as_deref() == Some("descending"), "{order:?}");
    visit
        .role("columnheader", "What have you worked with?")
        .see()
        .await?;
    let now = self::names(visit).await?;
    ensure!(now == names, "{now:?} instead of {names:?}");
    let now = place(visit).await?;
    ensure!(now == address, "{now} instead of {address}");
    Ok(())
}

async fn what_the_list_shows_leaves_as_files(visit: &mut Visit) -> Result<()> {
    samples(visit).await?;
    visit.text_of("Filters").click().await?;
    visit.role("combobox", "State").choose("Withdrawn").await?;
    visit.press(Key::Escape).await?;
    visit
        .button("Take the filter “Withdrawn” away")
        .see()
        .await?;
    let count = shown(visit).await?;
    ensure!((1..60).contains(&count), "{count} were withdrawn");
    visit.text_of("Export").click().await?;
    visit
        .button(format!("CSV of what is shown ({count})"))
        .click()
        .await?;
    let csv = visit.take_text("applications.csv").await?;
    ensure!(
        csv.trim_start_matches('\u{feff}')
            .starts_with("id,session,state,sent,late,sample,name,"),
        "{csv:.200}"
    );
    let rows = |state: &str| csv.matches(&format!(",orbit-4,{state},")).count();
    ensure!(rows("withdrawn") == count && rows("submitted") == 0);
    visit.button("CSV of all (138)").click().await?;
    let all = visit.take_text("applications.csv").await?;
    ensure!(all.matches(",orbit-4,").count() == 120);
    visit.button("JSON of all (138)").click().await?;
    let json: Value = serde_json::from_str(&visit.take_text("applications.json").await?)?;
    ensure!(json.as_array().map(Vec::len) == Some(138));
    visit
        .button(format!("JSON of what is shown ({count})"))
        .click()
        .await?;
    let json: Value = serde_json::from_str(&visit.take_text("applications.json").await?)?;
    let json = json.as_array().map_or(&[][..], Vec::as_slice);
    ensure!(
        json.len() == count && json.iter().all(|one| one["state"] == "withdrawn"),
        "{json:?}"
    );
    Ok(())
}

async fn promise_30_an_organizer_reads_with_the_keyboard_alone(visit: &mut Visit) -> Result<()> {
    visit.open("").await?;
    visit
        .tab_to(&visit.link(Name::begins("See the part for ")))
        .await?;
    visit.press(Key::Enter).await?;
    visit.heading("Applications").gets_focus().await?;
    visit
        .tab_to(&visit.button("Try it with sample data"))
        .await?;
    visit.press(Key::Enter).await?;
    visit.text_of("138 applications").see().await?;
    // What was pressed is gone with the empty list; the page's keys work all the same.
    visit.type_keys("/").await?;
    let search = visit.role("searchbox", "Search all answers");
    search.gets_focus().await?;
    visit.type_keys("python").await?;
    address_has(visit, &["q=python"]).await?;
    let count = shown(visit).await?;
    ensure!((5..138).contains(&count), "{count}");
    let names = names(visit).await?;
    let link = |at: usize| visit.link(names[at].as_str());
    visit.tab_to(&link(0)).await?;
    visit.type_keys("j").await?;
    link(1).gets_focus().await?;
    visit.press(Key::Down).await?;
    link(2).gets_focus().await?;
    visit.type_keys("k").await?;
    link(1).gets_focus().await?;
    // Far down, beyond the rows that are drawn, and back.
    visit.press(Key::End).await?;
    let at = "return document.activeElement?.closest('tr')?.getAttribute('aria-rowindex');";
    let last = (count + 1).to_string();
    until("the last row to have the focus", async || {
        let now = visit.run(at, &[]).await?;
        Ok(Seen::when(now == last.as_str(), now))
    })
    .await?;
    visit.press(Key::Home).await?;
    link(0).gets_focus().await?;
    visit.press(Key::Space).await?;
    visit.text_of(Name::has("1 picked")).see().await?;
    visit.press(Key::Space).await?;
    visit.text_of(Name::has("1 picked")).gone().await?;
    visit.press(Key::Enter).await?;
    visit.heading(names[0].as_str()).gets_focus().await?;
    visit.type_keys("j").await?;
    visit.heading(names[1].as_str()).gets_focus().await?;
    visit.type_keys("k").await?;
    visit.heading(names[0].as_str()).gets_focus().await?;
    visit.type_keys("u").await?;
    visit.heading("Applications").gets_focus().await?;
    search.holds("python").await?;
    visit
        .text_of(format!("{count} of 138 applications"))
        .see()
        .await?;
    // The list goes on from the one that was read.
    visit.type_keys("j").await?;
    link(1).gets_focus().await?;
    // A menu by keyboard: opened, closed, and the focus where it was.
    let menu = visit.text_of("Filters");
    tab_back_to(visit, "summary").await?;
    visit.press(Key::Enter).await?;
    visit.press(Key::Escape).await?;
    let closed = "return document.querySelector('details[open]') === null
        && document.activeElement.tagName === 'SUMMARY';";
    visit.until_true("the menu to close", closed).await?;
    menu.see().await
}

/// Presses Shift and Tab until an element of this sort has the focus.
async fn tab_back_to(visit: &Visit, sort: &str) -> Result<()> {
    for _ in 0..60 {
        visit.press_with(&[Key::Shift], Key::Tab.value()).await?;
        let there = format!("return document.activeElement?.matches('{sort}') === true;");
        if visit.run(&there, &[]).await? == true {
            return Ok(());
        }
    }
    Err(e2e::anyhow!("no {sort} is reached"))
}

async fn promise_12_what_an_organizer_deletes_comes_back(visit: &mut Visit) -> Result<()> {
    let mut people = People::apply(&visit.site.read("programme.json")?, 3)?;
    for (number, name) in ["Ada", "Bo", "Cem"].into_iter().enumerate() {
        people.change(number, "name", name)?;
    }
    visit.open("#/import").await?;
    crate::organizing::hand_in(visit, &people.write(visit.folder(), 0..3)?).await?;
    visit.button("Take in 3 applications").click().await?;
    visit.link("See the applications").click().await?;
    visit.text_of("3 applications").see().await?;
    visit.role("checkbox", "Pick Ada").click().await?;
    visit.role("checkbox", "Pick Cem").click().await?;
    visit.text_of("3 applications · 2 picked").see().await?;
    visit.button("Delete").click().await?;
    // It says how many and which before anything is done.
    let sure = visit.role("dialog", "Delete these applications?");
    sure.text_of("2 applications are deleted:").see().await?;
    let mut named = sure.any("listitem").all_texts().await?;
    named.sort();
    ensure!(named == ["Ada", "Cem"], "{named:?}");
    sure.button("Cancel").click().await?;
    visit.text_of("3 applications · 2 picked").see().await?;
    visit.button("Delete").click().await?;
    sure.button("Delete").click().await?;
    visit.text_of("1 application").see().await?;
    visit.text_of("2 applications were deleted").see().await?;
    visit.button("Bring back").click().await?;
    visit.text_of("3 applications").see().await?;
    visit.link("Ada").see().await?;

    // One alone, on its own page; it can be found among the deleted ones later.
    visit.link("Bo").click().await?;
    visit.heading("Bo").see().await?;
    visit.button("Delete").click().await?;
    let bring_back = visit.button("Bring back");
    bring_back.see().await?;
    visit.open("#/applications").await?;
    visit.text_of("2 applications").see().await?;
    visit.link("Bo").gone().await?;
    visit.reload().await?;
    visit.text_of("2 applications").see().await?;
    visit.text_of("Filters").click().await?;
    visit.role("checkbox", "Deleted ones").click().await?;
    visit.press(Key::Escape).await?;
    visit.link("Bo").click().await?;
    bring_back.click().await?;
    bring_back.gone().await?;
    visit.open("#/applications").await?;
    visit.text_of("3 applications").see().await
}

//! The organizers' pages on any screen, in any colours, in any direction, and on paper; and that
//! nothing is said by colour alone.

use std::fs;

use e2e::{Name, Reply, Result, Visit, ensure, in_every_browser};
use serde_json::Value;
use thirtyfour::Key;

use crate::applying::{bring, send, start};
use crate::conflicts::two_copies;
use crate::crewing::{TEAM, bring_roster};
use crate::hosting::saved;
use crate::organizing::hand_in;
use crate::people::People;

in_every_browser!(
    promise_30_axe_finds_nothing_on_the_organizers_pages_and_they_fit_320_pixels,
    promise_30_the_organizers_pages_are_finished_in_the_dark_and_right_to_left,
    promise_30_nothing_moves_for_those_who_want_it_still,
    promise_31_how_things_stand_is_said_in_words,
    an_application_is_printed_as_words_alone_on_either_side,
);

mod own_colours {
    //! WebKit does not offer its users colours of their own.

    use super::promise_30_with_colours_of_ones_own_everything_can_be_told_apart;

    e2e::in_chromium!(promise_30_with_colours_of_ones_own_everything_can_be_told_apart);
    e2e::in_firefox!(promise_30_with_colours_of_ones_own_everything_can_be_told_apart);
}

/// Goes to every page there is for organizers, with something of everything on it, its menus and its
/// dialogs open, and looks at each.
async fn organizers_pages(visit: &Visit, look: impl AsyncFn() -> Result<()>) -> Result<()> {
    let mut people = People::apply(&visit.site.read("programme.json")?, 4)?;
    people.change(0, "name", "Ada")?;
    people.change(1, "name", "אדה לאבלייס")?;
    people.change(2, "name", &"Longnameofoneword".repeat(6))?;
    people.send_late(2);
    let link = format!("See https://example.org/{}", "a-long-address/".repeat(12));
    people.change(0, "goal", &link)?;
    let damaged = visit.folder().join("damaged-on-the-way.json");
    fs::write(&damaged, people.text(3).replacen("why", "wyh", 1))?;
    let mut files = people.write(visit.folder(), 0..3)?;
    files.push(damaged);
    visit.open("#/import").await?;
    visit.heading("Take in files").see().await?;
    hand_in(visit, &files).await?;
    visit.text_of("3 new").see().await?;
    visit.text_of("1 damaged").see().await?;
    look().await?;
    visit.button("Take in 3 applications").click().await?;
    visit.text_of("3 applications were taken in").see().await?;
    look().await?;
    two_copies(visit, &people, "3 applications").await?;
    look().await?;
    for menu in ["Filters", "Columns", "Export"] {
        visit.text_of(menu).click().await?;
        look().await?;
        visit.press(Key::Escape).await?;
    }
    visit.role("checkbox", "Pick Ada").click().await?;
    visit.button("Delete").click().await?;
    let sure = visit.role("dialog", "Delete these applications?");
    sure.see().await?;
    look().await?;
    sure.button("Cancel").click().await?;
    sure.gone().await?;

    // One in full, with what copies disagree about and all that can be unfolded.
    visit.link("Ada").click().await?;
    visit.heading("Ada").see().await?;
    visit
        .text_of("1 thing was changed in two places")
        .see()
        .await?;
    let texts = visit.text_of("The text that was agreed to");
    for at in 0..texts.count().await? {
        texts.nth(at).click().await?;
    }
    visit.text_of("Who changed what, and when").click().await?;
    look().await?;
    visit.button("Erase for good").click().await?;
    let sure = visit.role("dialog", "Erase “Ada” for good?");
    sure.see().await?;
    look().await?;
    sure.button("Cancel").click().await?;
    visit.open("#/data").await?;
    visit.heading("Data").see().await?;
    look().await?;
    roster_pages(visit, look).await
}

/// Goes to the pages of a session's roster, and of a team.
async fn roster_pages(visit: &Visit, look: impl AsyncFn() -> Result<()>) -> Result<()> {
    bring_roster(visit).await?;
    visit.open("#/roster/orbit-4").await?;
    visit.heading("Venus").see().await?;
    look().await?;
    visit.text_of("Export").click().await?;
    look().await?;
    visit.press(Key::Escape).await?;
    visit.button("Ana Łuczak").click().await?;
    visit.role("dialog", "Ana Łuczak").see().await?;
    look().await?;
    for (view, words) in [
        ("public", "This is a preview"),
        ("import", "Choose a table"),
    ] {
        let place = format!("#/roster/orbit-4?view={view}");
        visit.open(&place).await?;
        visit.text_of(words).see().await?;
        look().await?;
    }
    visit.open(&format!("#/roster/orbit-4/team/{TEAM}")).await?;
    visit.heading("Venus").see().await?;
    visit
        .heading("Times that suit those who meet")
        .see()
        .await?;
    look().await?;
    let meeting = format!("#/roster/orbit-4/team/{TEAM}/week/1");
    visit.open(&meeting).await?;
    visit.heading("Who came").see().await?;
    look().await?;
    visit.open("#/weeks/orbit-4").await?;
    visit.role("table", "Week by week").see().await?;
    look().await?;
    for (place, title) in [
        ("contributions", "Contributions"),
        ("standing", "Who is active"),
        ("closings", "What people said at the end"),
        ("certificates", "Certificates"),
        ("report", "Report"),
    ] {
        visit.open(&format!("#/{place}/orbit-4")).await?;
        visit.heading(title).see().await?;
        look().await?;
    }
    Ok(())
}

async fn promise_30_axe_finds_nothing_on_the_organizers_pages_and_they_fit_320_pixels(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("").await?;
    // 320 pixels are also what is left of 1280 at 400 % zoom.
    visit.narrow().await?;
    organizers_pages(visit, async || {
        visit.fits_its_width().await?;
        visit.axe().await
    })
    .await
}

async fn promise_30_the_organizers_pages_are_finished_in_the_dark_and_right_to_left(
    visit: &mut Visit,
) -> Result<()> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    programme["language"] = "he".into();
    let hebrew = serde_json::to_vec(&programme)?;
    visit.site.replace("programme.json", Reply::Bytes(hebrew));
    visit.browser.settings.dark = true;
    visit.restart().await?;
    visit.open("").await?;
    visit.narrow().await?;
    organizers_pages(visit, async || {
        let drawn = "return getComputedStyle(document.body).direction === 'rtl'
            && matchMedia('(prefers-color-scheme: dark)').matches;";
        ensure!(visit.run(drawn, &[]).await? == true);
        visit.fits_its_width().await?;
        visit.axe().await
    })
    .await
}

/// What would still move: animations, and transitions that take time.
const MOVES: &str = "
    const lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0.01);
    return [...document.querySelectorAll('*')].flatMap((element) => ['', '::before', '::after'].flatMap((part) => {
      const style = getComputedStyle(element, part || null);
      const moves = (style.animationName !== 'none' && lasts(style.animationDuration))
        || (style.transitionProperty !== 'none' && lasts(style.transitionDuration));
      return moves ? [`${element.outerHTML.slice(0, 60)} ${part}`] : [];
    })).slice(0, 5);";

async fn promise_30_nothing_moves_for_those_who_want_it_still(visit: &mut Visit) -> Result<()> {
    visit.browser.settings.still = true;
    visit.restart().await?;
    visit.open("").await?;
    let still = "return matchMedia('(prefers-reduced-motion: reduce)').matches;";
    ensure!(visit.run(still, &[]).await? == true);
    let look = async || {
        let moves = visit.run(MOVES, &[]).await?;
        let nothing = moves.as_array().is_some_and(Vec::is_empty);
        ensure!(nothing, "it moves: {moves}");
        let smooth =
            "return getComputedStyle(document.documentElement).scrollBehavior === 'smooth';";
        ensure!(visit.run(smooth, &[]).await? == false);
        Ok(())
    };
    visit.heading("Orbit Mentoring").see().await?;
    look().await?;
    start(visit).await?;
    look().await?;
    visit.open("#/apply/orbit-4/section/time").await?;
    visit.heading("Time and pace").see().await?;
    look().await?;
    visit.open("#/applications").await?;
    visit.button("Try it with sample data").click().await?;
    visit.text_of("138 applications").see().await?;
    look().await
}

async fn promise_31_how_things_stand_is_said_in_words(visit: &mut Visit) -> Result<()> {
    start(visit).await?;
    visit
        .textbox(Name::begins("Your email address"))
        .type_text("not an address")
        .await?;
    visit.press(Key::Tab).await?;
    saved(visit).await?;
    let main = visit.any("main");
    main.says("This is not an email address.").await?;
    // A question that has to be answered says so.
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.see().await?;
    visit.textbox(Name::has("required")).nth(0).see().await?;
    visit.open("#/apply/orbit-4").await?;
    visit.heading("Application to Orbit 4").see().await?;
    let map = visit.role("navigation", "Sections");
    let steps = map.any("link").all_texts().await?;
    let words = [
        "To do",
        "Optional",
        "Something to fix",
        "Done",
        "Nothing to answer",
    ];
    for step in &steps[..steps.len() - 1] {
        ensure!(words.iter().any(|word| step.contains(word)), "{step:?}");
    }
    ensure!(steps[0].contains("Something to fix"), "{steps:?}");

    // In the list each mark is a word; a place on the way says by more than its colour that it is here.
    let mut people = People::apply(&visit.site.read("programme.json")?, 3)?;
    people.change(0, "name", "Ada")?;
    people.change(2, "name", "Cem")?;
    people.send_late(2);
    visit.open("#/import").await?;
    visit.heading("Take in files").see().await?;
    hand_in(visit, &people.write(visit.folder(), 0..3)?).await?;
    visit
        .role("row", Name::begins("application-002.json"))
        .says("Late")
        .await?;
    visit.button("Take in 3 applications").click().await?;
    visit.text_of("3 applications were taken in").see().await?;
    two_copies(visit, &people, "3 applications").await?;
    visit
        .role("row", Name::has("Ada"))
        .says("Two versions")
        .await?;
    visit.role("row", Name::has("Cem")).says("Late").await?;
    let here = visit.role("navigation", "Main").link("Applications");
    ensure!(here.attribute("aria-current").await?.as_deref() == Some("page"));
    Ok(())
}

async fn promise_30_with_colours_of_ones_own_everything_can_be_told_apart(
    visit: &mut Visit,
) -> Result<()> {
    visit.browser.settings.own_colours = true;
    visit.restart().await?;
    start(visit).await?;
    let forced = "return matchMedia('(forced-colors: active)').matches;";
    ensure!(visit.run(forced, &[]).await? == true);
    // Wherever the keyboard is, it can be seen.
    for _ in 0..14 {
        visit.press(Key::Tab).await?;
        let seen = "const e = document.activeElement;
            const rings = [e, e.labels?.[0], e.closest('label'), e.parentElement].filter(Boolean).map((e) => getComputedStyle(e));
            return rings.some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1);";
        ensure!(
            visit.run(seen, &[]).await? == true,
            "the focus can't be seen at {}",
            visit.focused().await?
        );
    }
    // Fields and buttons keep an edge, as their ground is everyone's.
    let bare = "return [...document.querySelectorAll('main input:not([type=radio], [type=checkbox], .unseen), main select, main textarea, main .button')]
        .filter((e) => e.checkVisibility() && parseFloat(getComputedStyle(e).borderTopWidth) < 1)
        .map((e) => e.outerHTML.slice(0, 100));";
    let edges = visit.run(bare, &[]).await?;
    ensure!(
        edges.as_array().is_some_and(Vec::is_empty),
        "no edge: {edges}"
    );
    // A half hour that is marked does not look like one that is not.
    visit.open("#/apply/orbit-4/section/time").await?;
    let week = visit.role("group", Name::begins("When could you meet your team?"));
    week.button("Type times").click().await?;
    week.textbox("Monday").type_text("18:00-20:30").await?;
    week.button("Paint the week").click().await?;
    saved(visit).await?;
    let looks = "const style = getComputedStyle(arguments[0]); return [style.backgroundColor, style.borderTopWidth, style.outlineStyle].join();";
    let free = week.role("gridcell", Name::has("18:00, free"));
    let not_free = week.role("gridcell", Name::begins("Monday 21:00, not free"));
    let (free, not_free) = (
        free.run(looks, Value::Null).await?,
        not_free.run(looks, Value::Null).await?,
    );
    ensure!(free != not_free, "{free} is {not_free}");
    Ok(())
}

async fn an_application_is_printed_as_words_alone_on_either_side(visit: &mut Visit) -> Result<()> {
    let mut people = People::apply(&visit.site.read("programme.json")?, 2)?;
    people.change(0, "name", "Ada Applicant")?;
    people.change(1, "name", "Bo Reader")?;
    // The button opens the browser's own sheet; here it is only noted that it would.
    let note = "window.printed = 0; window.print = () => { window.printed += 1; };";
    let printed = "document.documentElement.dataset.printed = window.printed;";
    bring(visit, &people, 0).await?;
    send(visit).await?;
    visit.define(note).await?;
    visit.button("Print").click().await?;
    visit.define(printed).await?;
    let count = "return document.documentElement.dataset.printed;";
    ensure!(visit.run(count, &[]).await? == "1");
    on_paper(visit, "Ada Applicant").await?;
    visit.reload().await?;

    visit.open("#/import").await?;
    visit.heading("Take in files").see().await?;
    hand_in(visit, &people.write(visit.folder(), 1..2)?).await?;
    visit.button("Take in 1 application").click().await?;
    visit.link("See the applications").click().await?;
    visit.link("Bo Reader").click().await?;
    visit.heading("Bo Reader").see().await?;
    visit.define(note).await?;
    visit.button("Print").click().await?;
    visit.define(printed).await?;
    ensure!(visit.run(count, &[]).await? == "1");
    on_paper(visit, "Bo Reader").await
}

/// Looks at the page's print sheet: the questions and answers, in black, and nothing to press.
async fn on_paper(visit: &Visit, name: &str) -> Result<()> {
    visit.on_paper().await?;
    let text = visit.any("main").text().await?;
    for words in [
        name,
        "What should we call you?",
        "Why would you like to join this orbit?",
        "Before you send",
    ] {
        ensure!(text.contains(words), "{words:?} is not on paper: {text}");
    }
    let left =
        "return [...document.querySelectorAll('button, .button, input, nav, footer, summary')]
        .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 100));";
    let left = visit.run(left, &[]).await?;
    ensure!(
        left.as_array().is_some_and(Vec::is_empty),
        "only for screens: {left}"
    );
    let ink = "return getComputedStyle(document.querySelector('main h2')).color;";
    let ink = visit.run(ink, &[]).await?;
    ensure!(ink == "rgb(0, 0, 0)", "{ink}");
    Ok(())
}

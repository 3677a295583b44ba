//! Everyone can use it: any screen, any colours, any direction, no pointer; and text is never markup.

use e2e::{Name, Reply, Result, Visit, ensure, in_every_browser};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::applying::start;
use crate::form::Form;
use crate::hosting::{PLACES, saved};

in_every_browser!(
    promise_30_axe_finds_nothing_on_any_page,
    promise_30_axe_finds_nothing_in_the_dark,
    promise_30_nothing_scrolls_sideways_at_320_pixels,
    promise_30_a_right_to_left_programme_reads_from_the_right,
    promise_30_an_application_is_begun_and_filled_in_with_the_keyboard_alone,
    promise_24_hostile_text_in_every_place_does_nothing_but_show,
);

/// Goes to every page there is for someone who has begun an application, and looks at each.
async fn every_page(visit: &Visit, look: impl AsyncFn() -> Result<()>) -> Result<()> {
    for (place, title) in PLACES {
        visit.open(place).await?;
        visit.heading(*title).see().await?;
        look().await?;
    }
    start(visit).await?;
    let form = Form::sample(visit)?;
    let titles = form.titles();
    for (at, title) in titles.iter().enumerate() {
        visit.heading(*title).see().await?;
        look().await?;
        if let Some(next) = titles.get(at + 1) {
            visit.link(format!("Next: {next}")).click().await?;
        }
    }
    // With everything unanswered: all that is wrong is said.
    visit.open("#/apply/orbit-4/review").await?;
    visit.heading("Check your answers").see().await?;
    look().await?;
    visit.open("#/apply/orbit-4/section/about-you").await?;
    visit.heading("About you").see().await?;
    look().await?;
    visit.open("#/apply/orbit-4").await?;
    visit.heading("Application to Orbit 4").see().await?;
    look().await?;
    visit.open("#/mine").await?;
    visit.heading("My data").see().await?;
    look().await
}

async fn promise_30_axe_finds_nothing_on_any_page(visit: &mut Visit) -> Result<()> {
    every_page(visit, async || visit.axe().await).await
}

async fn promise_30_axe_finds_nothing_in_the_dark(visit: &mut Visit) -> Result<()> {
    visit.browser.settings.dark = true;
    visit.restart().await?;
    visit.open("").await?;
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches;";
    ensure!(visit.run(dark, &[]).await? == true);
    every_page(visit, async || visit.axe().await).await
}

async fn promise_30_nothing_scrolls_sideways_at_320_pixels(visit: &mut Visit) -> Result<()> {
    visit.open("").await?;
    visit.narrow().await?;
    every_page(visit, async || visit.fits_its_width().await).await
}

async fn promise_30_a_right_to_left_programme_reads_from_the_right(
    visit: &mut Visit,
) -> Result<()> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    programme["language"] = "he".into();
    programme["name"] = "מסלול חניכה".into();
    visit.site.replace(
        "programme.json",
        Reply::Bytes(serde_json::to_vec(&programme)?),
    );
    visit.open("").await?;
    visit.heading("מסלול חניכה").see().await?;
    ensure!(
        visit
            .run("return document.documentElement.lang;", &[])
            .await?
            == "he"
    );
    ensure!(
        visit
            .run("return getComputedStyle(document.body).direction;", &[])
            .await?
            == "rtl"
    );
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    start(visit).await?;
    visit.fits_its_width().await?;
    visit.axe().await?;
    // What is Latin by nature stays so.
    let email = visit.textbox(Name::begins("Your email address"));
    email.type_text("zoe@example.org").await?;
    let direction = "return getComputedStyle(arguments[0]).direction;";
    ensure!(email.run(direction, Value::Null).await? == "ltr");
    visit.open("#/apply/orbit-4/section/time").await?;
    visit.heading("Time and pace").see().await?;
    visit.fits_its_width().await
}

async fn promise_30_an_application_is_begun_and_filled_in_with_the_keyboard_alone(
    visit: &mut Visit,
) -> Result<()> {
    visit.open("").await?;
    visit.tab_to(&visit.link("Apply to Orbit 4")).await?;
    visit.press(Key::Enter).await?;
    visit.tab_to(&visit.button("Start the application")).await?;
    visit.press(Key::Enter).await?;
    visit
        .tab_to(&visit.textbox(Name::begins("What should we call you?")))
        .await?;
    visit.type_keys("Zoë").await?;
    let pronouns = visit.role("group", Name::begins("Which pronouns"));
    visit
        .tab_to(&pronouns.role("checkbox", "they, them"))
        .await?;
    visit.press(Key::Space).await?;
    visit
        .tab_to(&visit.textbox(Name::begins("Your email address")))
        .await?;
    visit.type_keys("zoe@example.org").await?;
    visit
        .tab_to(&visit.textbox(Name::begins("Your GitHub user name")))
        .await?;
    visit.type_keys("zoe-example").await?;
    let zone = visit.role("combobox", Name::begins("Your time zone"));
    visit.tab_to(&zone).await?;
    visit.type_keys("Nairob").await?;
    visit.press(Key::Down).await?;
    visit.press(Key::Enter).await?;
    zone.holds("Africa/Nairobi").await?;
    saved(visit).await?;
    visit.tab_to(&visit.link("Next: What you bring")).await?;
    visit.press(Key::Enter).await?;
    visit.heading("What you bring").see().await?;
    // Radio buttons are one stop of Tab; the arrows choose.
    let skills = visit.role("radiogroup", Name::begins("Working in a terminal"));
    visit.tab_to(&skills.role("radio", "New to me")).await?;
    visit.press(Key::Down).await?;
    ensure!(skills.role("radio", "I have tried it").is_checked().await?);
    saved(visit).await?;

    // The week, painted from the keyboard.
    visit.open("#/apply/orbit-4/section/time").await?;
    let week = visit.role("group", Name::begins("When could you meet your team?"));
    week.see().await?;
    reach_grid(visit).await?;
    visit.press(Key::Space).await?;
    visit.press(Key::Down).await?;
    visit.press(Key::Space).await?;
    week.text_of("1 hour a week").see().await?;
    saved(visit).await
}

/// Presses Tab until the focus is on the week's grid.
async fn reach_grid(visit: &Visit) -> Result<()> {
    for _ in 0..100 {
        visit.press(Key::Tab).await?;
        let inside = "return !!document.activeElement?.closest('[role=grid]');";
        if visit.run(inside, &[]).await? == true {
            return Ok(());
        }
    }
    Err(e2e::anyhow!("Tab never reaches the grid"))
}

/// Text that would do something if any of it were taken for markup, a link or a style.
pub const HOSTILE: &str = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>&lt;b&gt; \
    {{ name }} ${1} %s [x](javascript:window.hacked=1) </textarea></select>'\"--><svg onload=window.hacked=1>";

/// Puts text into every field for text on the page.
const PASTE: &str = "
    for (const field of document.querySelectorAll('main textarea, main input[type=text]')) {
      field.focus();
      document.execCommand('selectAll');
      document.execCommand('insertText', false, arguments[0]);
    }";

async fn promise_24_hostile_text_in_every_place_does_nothing_but_show(
    visit: &mut Visit,
) -> Result<()> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    poison(&mut programme);
    visit.site.replace(
        "programme.json",
        Reply::Bytes(serde_json::to_vec(&programme)?),
    );
    visit.open("").await?;
    visit.heading(Name::begins("Orbit Mentoring")).see().await?;
    harmless(visit).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text(HOSTILE).await?;
    name.holds(HOSTILE).await?;
    harmless(visit).await?;
    for section in [
        "about-you",
        "experience",
        "motivation",
        "projects",
        "time",
        "access",
        "send",
    ] {
        visit
            .open(&format!("#/apply/orbit-4/section/{section}"))
            .await?;
        visit
            .role("navigation", "Sections before and after")
            .see()
            .await?;
        more_fields(visit, section).await?;
        visit.run(PASTE, &[json!(HOSTILE)]).await?;
        harmless(visit).await?;
    }
    saved(visit).await?;
    visit.open("#/apply/orbit-4/review").await?;
    visit.heading("Check your answers").see().await?;
    let shown = visit.any("main").text().await?;
    ensure!(
        shown.contains("<script>window.hacked=1</script>"),
        "it shows as it was typed"
    );
    ensure!(shown.contains("Other: <img src=x"), "“other” too: {shown}");
    harmless(visit).await?;
    visit.open("#/mine").await?;
    visit.heading("My data").see().await?;
    harmless(visit).await?;
    visit.reload().await?;
    visit.heading("My data").see().await?;
    harmless(visit).await
}

/// Opens the fields for text that are there only when something was chosen.
async fn more_fields(visit: &Visit, section: &str) -> Result<()> {
    let others = visit.role("checkbox", "Other");
    for at in 0..others.count().await? {
        others.nth(at).click().await?;
    }
    match section {
        "about-you" => {
            let zone = visit.role("combobox", Name::begins("Your time zone"));
            zone.paste(HOSTILE).await?;
            visit
                .text_of(Name::begins("No time zone has this in its name."))
                .see()
                .await
        }
        "motivation" => {
            let heard = visit.role("combobox", Name::begins("How did you hear of us?"));
            heard.choose("Other").await
        }
        "time" => visit.button("Type times").click().await,
        _ => Ok(()),
    }
}

/// Puts the hostile text at the end of every text of a programme that is shown to people.
pub fn poison(value: &mut Value) {
    const SHOWN: &[&str] = &[
        "name", "about", "label", "help", "title", "intro", "text", "unit", "low", "high",
    ];
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if SHOWN.contains(&key.as_str()) => text.push_str(HOSTILE),
                    other => poison(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(poison),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Fails when any of the hostile text did something.
pub async fn harmless(visit: &Visit) -> Result<()> {
    let script = "return window.hacked === undefined
        && !document.querySelector('main img, main script, main [onerror], main [onload], a[href^=\"javascript:\" i]');";
    ensure!(
        visit.run(script, &[]).await? == true,
        "hostile text became markup"
    );
    Ok(())
}

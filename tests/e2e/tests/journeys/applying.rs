//! Someone writes an application: what saves by itself, what is never cleared, what is in the way of
//! sending, and the deadline.

use std::fs;
use std::time::Duration;

use e2e::{Found, Name, Reply, Result, Seen, Visit, ensure, in_every_browser, until, until_within};
use serde_json::Value;
use thirtyfour::Key;

use crate::form::Form;
use crate::hosting::saved;
use crate::organizing::hand_in;
use crate::people::People;
use crate::road::another;

in_every_browser!(
    a_draft_goes_on_after_a_reload_where_it_was,
    sessions_that_are_not_open_say_so_and_when,
    promise_09_a_deadline_that_passes_while_typing_leaves_the_text,
    promise_09_after_the_date_it_is_sent_as_late_where_the_session_allows_it,
    promise_02_drafts_first_reopened_and_sent_ones_save_by_themselves,
    promise_08_going_back_another_zone_and_a_condition_off_and_on_clear_nothing,
    sending_an_unfinished_form_leads_to_each_thing_to_mend,
);

async fn a_draft_goes_on_after_a_reload_where_it_was(visit: &mut Visit) -> Result<()> {
    start(visit).await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Zoë").await?;
    let pronouns = visit.role("group", Name::begins("Which pronouns"));
    pronouns.role("checkbox", "she, her").click().await?;
    saved(visit).await?;
    visit.reload().await?;
    name.holds("Zoë").await?;
    ensure!(pronouns.role("checkbox", "she, her").is_checked().await?);
    visit.open("").await?;
    visit
        .link("Continue your application to Orbit 4")
        .click()
        .await?;
    visit.text_of(Name::begins("2 of ")).see().await
}

async fn sessions_that_are_not_open_say_so_and_when(visit: &mut Visit) -> Result<()> {
    visit.open("#/apply/orbit-5").await?;
    visit.text_of("Not open yet").see().await?;
    let opens = visit.text_of(Name::begins("It opens on ")).text().await?;
    ensure!(opens.contains("April") && opens.contains("2028"), "{opens}");
    ensure!(!visit.button("Start the application").is_there().await?);
    visit.axe().await?;
    visit.open("#/apply/orbit-3").await?;
    visit.text_of("Closed").see().await?;
    let closed = visit.text_of(Name::begins("It closed on ")).text().await?;
    ensure!(
        closed.contains("March") && closed.contains("29"),
        "{closed}"
    );
    ensure!(!visit.button("Start the application").is_there().await?);
    visit.axe().await
}

async fn promise_09_a_deadline_that_passes_while_typing_leaves_the_text(
    visit: &mut Visit,
) -> Result<()> {
    let programme = String::from_utf8(visit.site.read("programme.json")?)?;
    let strict = programme.replacen("\"late\": \"accepted\"", "\"late\": \"refused\"", 1);
    ensure!(
        strict != programme,
        "the sample takes late applications to one session"
    );
    visit
        .site
        .replace("programme.json", Reply::Bytes(strict.into_bytes()));
    start(visit).await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("In ti").await?;
    // 2028-01-02, noon UTC: 2027-12-31 has ended even at the last place on Earth.
    visit.set_clock(1_830_427_200_000).await?;
    name.type_text("me?").await?;
    name.holds("In time?").await?;
    // The page looks at the clock every half minute.
    until_within(Duration::from_secs(45), "the page to say so", async || {
        let said = visit
            .text_of(Name::begins("It can’t be sent any more."))
            .is_there()
            .await?;
        Ok(Seen::when(said, "not yet"))
    })
    .await?;
    name.holds("In time?").await?;
    saved(visit).await?;
    visit.button("Keep all I wrote as a file").click().await?;
    let kept = std::fs::read_to_string(visit.download(".txt").await?)?;
    ensure!(
        kept.contains("What should we call you?\nIn time?"),
        "{kept}"
    );
    Ok(())
}

async fn promise_09_after_the_date_it_is_sent_as_late_where_the_session_allows_it(
    visit: &mut Visit,
) -> Result<()> {
    let bytes = visit.site.read("programme.json")?;
    let mut programme: Value = serde_json::from_slice(&bytes)?;
    let apply = &mut programme["sessions"][0]["apply"];
    ensure!(apply["late"] == "accepted");
    apply["opens"] = "2020-01-01".into();
    apply["closes"] = "2020-02-01".into();
    let past = serde_json::to_vec(&programme)?;
    visit.site.replace("programme.json", Reply::Bytes(past));
    visit.open("").await?;
    visit
        .text_of("Late applications can still be sent, marked as late.")
        .see()
        .await?;
    bring(visit, &People::apply(&bytes, 1)?, 0).await?;
    visit
        .text_of("The date has passed, and you can still send it")
        .see()
        .await?;
    visit.open("#/apply/orbit-4/review").await?;
    visit
        .text_of("The date has passed: it will be marked as late.")
        .see()
        .await?;
    visit.axe().await?;
    send(visit).await?;
    visit
        .text_of(Name::has("Sent after the date, and marked as late"))
        .see()
        .await?;
    // The organizers are told by the file itself.
    visit.button("Save the file").click().await?;
    let file = visit.folder().join("late.json");
    fs::write(&file, visit.take_download(".json").await?)?;
    let mut crew = another(visit).await?;
    crew.open("#/import").await?;
    hand_in(&crew, &[file]).await?;
    crew.text_of("1 new").see().await?;
    crew.text_of("1 late").see().await?;
    crew.check_end().await
}

/// The field of the first question.
pub fn name_field(visit: &Visit) -> Found {
    visit.textbox(Name::begins("What should we call you?"))
}

async fn promise_02_drafts_first_reopened_and_sent_ones_save_by_themselves(
    visit: &mut Visit,
) -> Result<()> {
    let people = People::apply(&visit.site.read("programme.json")?, 1)?;
    // A first draft; then the same, deleted and opened again.
    start(visit).await?;
    saves_by_itself(visit, "A first draft").await?;
    visit.open("#/mine").await?;
    visit.button("Delete Orbit 4").click().await?;
    visit.button("Bring back Orbit 4").click().await?;
    visit.link("Open").click().await?;
    visit.link(Name::begins("Continue: ")).click().await?;
    visit.heading("About you").gets_focus().await?;
    saves_by_itself(visit, "A draft that was opened again").await?;

    // In another browser, one that was sent: what is typed is saved, and not sent.
    let mut sender = another(visit).await?;
    bring(&sender, &people, 0).await?;
    send(&sender).await?;
    sender.link("Change your answers").click().await?;
    sender.open("#/apply/orbit-4/section/about-you").await?;
    saves_by_itself(&sender, "Changed after it was sent").await?;
    sender.open("#/apply/orbit-4/sent").await?;
    sender
        .text_of("You changed 1 answer since. It is not in what you sent.")
        .see()
        .await?;
    let shown = sender.any("main").text().await?;
    ensure!(!shown.contains("Changed after it was sent"), "{shown}");
    sender.check_end().await
}

/// Types a name, waits until it is said to be saved, and finds it again after loading the page anew.
async fn saves_by_itself(visit: &Visit, name: &str) -> Result<()> {
    visit.heading("About you").see().await?;
    name_field(visit).fill(name).await?;
    saved(visit).await?;
    visit.reload().await?;
    name_field(visit).holds(name).await
}

async fn promise_08_going_back_another_zone_and_a_condition_off_and_on_clear_nothing(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    name_field(visit).type_text("Zoë").await?;
    zone(visit, "Nairob").await?;
    visit.link("Next: What you bring").click().await?;
    visit.heading("What you bring").gets_focus().await?;
    // Two questions that hang on one another, and the first on a choice.
    let before = visit.role(
        "radiogroup",
        Name::begins("Have you contributed to open source before?"),
    );
    before.role("radio", "Yes, several times").click().await?;
    let link = visit.textbox(Name::begins("A link to one contribution"));
    link.type_text("https://example.org/42").await?;
    let story = visit.textbox(Name::begins("What happened there?"));
    story.type_text("It was merged, in the end.").await?;
    // The browser's own way back, and forth.
    visit.session().back().await?;
    visit.heading("About you").gets_focus().await?;
    name_field(visit).holds("Zoë").await?;
    visit.session().forward().await?;
    visit.heading("What you bring").gets_focus().await?;
    story.holds("It was merged, in the end.").await?;
    link.holds("https://example.org/42").await?;
    // The choice that asks for neither, and back to the one that does.
    before.role("radio", "Not yet").click().await?;
    link.gone().await?;
    story.gone().await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4/review").await?;
    visit.heading("Stays on this device").see().await?;
    visit.text_of("It was merged, in the end.").see().await?;
    visit.open("#/apply/orbit-4/section/experience").await?;
    before.role("radio", "Yes, several times").click().await?;
    link.holds("https://example.org/42").await?;
    story.holds("It was merged, in the end.").await?;
    // A week that was marked in one zone stays when another is chosen.
    visit.open("#/apply/orbit-4/section/time").await?;
    let week = visit.role("group", Name::begins("When could you meet your team?"));
    week.button("Type times").click().await?;
    let monday = week.textbox("Monday");
    monday.type_text("18:00-20:30").await?;
    // Back with the keyboard still in the field.
    visit.session().back().await?;
    visit.heading("What you bring").gets_focus().await?;
    visit.open("#/apply/orbit-4/section/about-you").await?;
    zone(visit, "Lisbon").await?;
    saved(visit).await?;
    visit.reload().await?;
    name_field(visit).holds("Zoë").await?;
    visit.open("#/apply/orbit-4/section/time").await?;
    visit.heading("Time and pace").gets_focus().await?;
    week.text_of("2.5 hours a week").see().await?;
    week.button("Type times").click().await?;
    monday.holds("18:00-20:30").await
}

/// Chooses the first zone that is found by these letters.
async fn zone(visit: &Visit, letters: &str) -> Result<()> {
    let zone = visit.role("combobox", Name::begins("Your time zone"));
    zone.fill(letters).await?;
    zone.element().await?.send_keys(Key::Down).await?;
    zone.element().await?.send_keys(Key::Enter).await?;
    let chosen = zone.value().await?;
    ensure!(chosen.contains(letters), "{chosen}");
    Ok(())
}

async fn sending_an_unfinished_form_leads_to_each_thing_to_mend(visit: &mut Visit) -> Result<()> {
    let form = Form::sample(visit)?;
    start(visit).await?;
    visit
        .textbox(Name::begins("Your email address"))
        .type_text("not an address")
        .await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4/review").await?;
    visit.heading("Check your answers").gets_focus().await?;
    visit.button("Send the application").click().await?;
    let summary = || visit.role("region", Name::has("things to fix"));
    summary().gets_focus().await?;
    visit.axe().await?;
    let lines = summary().any("link").all_texts().await?;
    ensure!(lines.len() > 12, "{lines:?}");
    let heading = summary().heading(Name::has("things to fix")).text().await?;
    ensure!(heading.contains(&lines.len().to_string()), "{heading}");
    for line in &lines {
        // Each names its question, says what to do, and leads into the question's own field.
        summary().link(line.as_str()).click().await?;
        let label = form.asked_by(line)?;
        let field = form.field(visit, label)?;
        until(format_args!("the focus in {label:?}"), async || {
            let inside = "return arguments[0].contains(document.activeElement);";
            let there = field.run(inside, Value::Null).await? == true;
            Ok(Seen::when(there, visit.focused().await?))
        })
        .await?;
        ensure!(line.len() > label.len() + 5, "{line:?} says what to do");
        visit.session().back().await?;
        visit.heading("Check your answers").gets_focus().await?;
        visit.button("Send the application").click().await?;
        summary().gets_focus().await?;
    }
    // One mended is one less.
    visit.open("#/apply/orbit-4/section/about-you").await?;
    visit.heading("About you").gets_focus().await?;
    visit
        .textbox(Name::begins("Your email address"))
        .fill("zoe@example.org")
        .await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4/review").await?;
    visit.heading("Check your answers").gets_focus().await?;
    visit.button("Send the application").click().await?;
    summary().gets_focus().await?;
    let left = summary().any("link").all_texts().await?;
    ensure!(left.len() + 1 == lines.len(), "{left:?}");
    ensure!(!left.iter().any(|line| line.starts_with("Your email")));
    Ok(())
}

/// Begins the application to the open session, as far as its first section.
pub async fn start(visit: &Visit) -> Result<()> {
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    // New pages take the focus; typing before that would go nowhere.
    visit.heading("About you").gets_focus().await
}

/// Opens an application that was filled in elsewhere, by one of the people who are made up.
pub async fn bring(visit: &Visit, people: &People, number: usize) -> Result<()> {
    let file = visit.folder().join("progress.json");
    fs::write(&file, people.unfinished(number)?)?;
    visit.open("#/apply/orbit-4").await?;
    let open = visit.labelled("Open a progress file");
    open.upload(&[&file]).await?;
    visit
        .text_of("Everything that has to be answered is.")
        .see()
        .await
}

/// Sends the application to the open session.
pub async fn send(visit: &Visit) -> Result<()> {
    visit.open("#/apply/orbit-4/review").await?;
    visit.button("Send the application").click().await?;
    visit
        .heading("Your application is made. It has not arrived yet.")
        .see()
        .await
}

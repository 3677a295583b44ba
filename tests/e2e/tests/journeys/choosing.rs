//! One person, two browsers, two answers: they choose, and go on where they chose.

use std::path::{Path, PathBuf};

use e2e::{Name, Result, Visit, anyhow, ensure, in_every_browser};
use groundcrew::domain::application::typed_field;
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::record::{Applied, Audience, Kind, Value, Writer};
use groundcrew::domain::time::Instant;
use groundcrew::format::progress::Progress;
use thirtyfour::Key;

use crate::applying::start;
use crate::hosting::saved;
use crate::road::another;

in_every_browser!(
    promise_19_whoever_chooses_between_two_answers_goes_on_in_the_field,
    promise_19_an_answer_that_comes_while_one_chooses_is_shown,
);

async fn promise_19_whoever_chooses_between_two_answers_goes_on_in_the_field(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    visit
        .textbox(Name::begins("What should we call you?"))
        .type_text("Ada at home")
        .await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.text_of("Go on in another browser").click().await?;
    visit.button("Keep my progress as a file").click().await?;
    let progress = visit.download(".json").await?;

    let mut elsewhere = another(visit).await?;
    start(&elsewhere).await?;
    let name = elsewhere.textbox(Name::begins("What should we call you?"));
    name.type_text("Ada at work").await?;
    saved(&elsewhere).await?;
    elsewhere.open("#/apply/orbit-4").await?;
    elsewhere
        .text_of("Go on in another browser")
        .click()
        .await?;
    elsewhere
        .labelled("Open a progress file")
        .upload(&[&progress])
        .await?;
    elsewhere
        .text_of("1 answer differs between your browsers")
        .see()
        .await?;
    elsewhere
        .open("#/apply/orbit-4/section/about-you/name")
        .await?;
    let (home, work) = ("Ada at home", "Ada at work");
    elsewhere.text_of(home).see().await?;
    elsewhere.text_of(work).see().await?;
    elsewhere.axe().await?;
    let first = elsewhere.button("Keep this one Answer 1");
    first.focus().await?;
    elsewhere.press(Key::Enter).await?;
    name.gets_focus().await?;
    let kept = name.value().await?;
    ensure!(kept == home || kept == work, "{kept:?} is neither");
    elsewhere.type_keys(", here").await?;
    name.holds(&format!("{kept}, here")).await?;
    elsewhere.check_end().await
}

async fn promise_19_an_answer_that_comes_while_one_chooses_is_shown(
    visit: &mut Visit,
) -> Result<()> {
    start(visit).await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("Ada here").await?;
    saved(visit).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.text_of("Go on in another browser").click().await?;
    visit.button("Keep my progress as a file").click().await?;
    let progress = std::fs::read_to_string(visit.download(".json").await?)?;
    let opens = visit.labelled("Open a progress file");
    let second = elsewhere(visit.folder(), &progress, 2, "Ada at work")?;
    opens.upload(&[&second]).await?;
    visit
        .text_of("1 answer differs between your browsers")
        .see()
        .await?;
    let (carrying, choosing) = visit
        .open_tab("#/apply/orbit-4/section/about-you/name")
        .await?;
    visit.text_of("Ada at work").see().await?;
    visit.switch_to(&carrying).await?;
    let third = elsewhere(visit.folder(), &progress, 3, "Ada by the sea")?;
    opens.upload(&[&third]).await?;
    visit.switch_to(&choosing).await?;
    visit.text_of("Ada by the sea").see().await?;
    visit
        .button("Keep both, one after the other")
        .click()
        .await?;
    for said in ["Ada here", "Ada at work", "Ada by the sea"] {
        ensure!(name.value().await?.contains(said), "{said:?} is gone");
    }
    Ok(())
}

/// The progress file of another of this person's browsers, where the name is another.
fn elsewhere(folder: &Path, progress: &str, browser: u128, name: &str) -> Result<PathBuf> {
    let programme = "orbit".parse().map_err(|error| anyhow!("{error:?}"))?;
    let Progress { mut draft, with } = Progress::parse(progress, &programme)?;
    draft.id = RecordId::from_bits(browser);
    let id = draft.id;
    let mut writer = Writer {
        replica: ReplicaId::from_bits(browser),
        counter: 0,
        at: Instant(1_800_000_000_000),
        by: "".into(),
    };
    let question = "name".parse().map_err(|error| anyhow!("{error:?}"))?;
    let fields = vec![(typed_field(&question), Value::from(name))];
    let written = writer.write(Some(draft), id, Kind::Draft, Audience::Device, fields);
    let Applied::Changed(draft, _) = written else {
        return Err(anyhow!("nothing was erased"));
    };
    let path = folder.join(format!("elsewhere-{browser}.json"));
    std::fs::write(&path, Progress { draft, with }.to_text(&programme))?;
    Ok(path)
}

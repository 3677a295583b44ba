//! Browsers that journeys use one after the other: as if each had its own.

use e2e::{Engine, Result, Visit, anyhow, ensure, in_every_browser};
use thirtyfour::Key;

use super::{fixture, ready, store_a_thing};

in_every_browser!(
    [crate::fixture()]
    a_browser_that_was_used_before_is_as_good_as_new,
    what_another_journey_kept_is_not_there,
);

mod bars {
    //! The one engine whose window shows the files that it saved, over its page, for ever.

    use super::a_window_with_bars_for_saved_files_is_not_used_again;

    e2e::in_webkit!([crate::fixture()] a_window_with_bars_for_saved_files_is_not_used_again);
}

async fn a_browser_that_was_used_before_is_as_good_as_new(visit: &mut Visit) -> Result<()> {
    // One that was started for this, so that it is known how wide it was.
    visit.restart().await?;
    let width = "return [innerWidth, outerWidth].join();";
    ready(visit).await?;
    let wide = visit.run(width, &[]).await?;
    let session = visit.session().session_id().to_string();
    if visit.engine != Engine::WebKit {
        visit.button("Save a file").click().await?;
        visit.download("kept.json").await?;
    }
    visit.expect_error("a complaint made for a test");
    visit.button("Complain").click().await?;
    visit.narrow().await?;
    ensure!(visit.run(width, &[]).await? != wide);
    let hold = visit.session().action_chain().key_down(Key::Shift);
    hold.perform().await?;
    visit.browser.tidy().await?;
    ensure!(
        visit.session().session_id().to_string() == session,
        "the same"
    );
    ensure!(
        std::fs::read_dir(visit.browser.downloads())?
            .next()
            .is_none()
    );
    ensure!(visit.browser.take_errors().await?.is_empty());
    ready(visit).await?;
    ensure!(visit.run(width, &[]).await? == wide);
    let field = visit.role("region", "Yours").textbox("Your name");
    field.focus().await?;
    visit.type_keys("a").await?;
    field.holds("a").await?;

    visit.open_tab("").await?;
    visit.text_of("ready").see().await?;
    let tidied = visit.browser.tidy().await;
    match visit.engine {
        Engine::Chromium | Engine::Firefox => tidied?,
        // It would keep the bar with its tabs: such a one is not used again.
        Engine::WebKit => return tidied.map_or(Ok(()), |()| Err(anyhow!("it had two tabs"))),
    }
    ensure!(visit.session().windows().await?.len() == 1);
    ready(visit).await
}

async fn a_window_with_bars_for_saved_files_is_not_used_again(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.button("Save a file").click().await?;
    visit.take_download("kept.json").await?;
    match visit.browser.tidy().await {
        Ok(()) => Err(anyhow!("its page would be lower than its window")),
        Err(_) => Ok(()),
    }
}

async fn what_another_journey_kept_is_not_there(visit: &mut Visit) -> Result<()> {
    for _ in 0..3 {
        let mut other = Visit::begin(visit.engine, &fixture()?).await?;
        ready(&other).await?;
        ensure!(!other.stored().await?.contains("a thing"));
        other
            .role("region", "Yours")
            .textbox("Your name")
            .holds("")
            .await?;
        store_a_thing(&other).await?;
        other.check_end().await?;
    }
    Ok(())
}

//! What is tried twice, and how it is told: journeys that fail, and clicks that miss.

use std::cell::Cell;

use e2e::journey::{self, Journey, inventory, take_again};
use e2e::{Engine, Result, Visit, anyhow, ensure, in_every_browser};

use super::{fixture, ready};

in_every_browser!(
    [crate::fixture()]
    a_click_that_misses_is_made_again,
    a_click_that_meets_something_else_that_acts_fails,
);

inventory::submit! {
    Journey::new(
        concat!(module_path!(), "::a_journey_that_fails_once_is_walked_again_and_told_of"),
        a_journey_that_fails_once_is_walked_again_and_told_of,
    )
}

inventory::submit! {
    Journey::new(
        concat!(module_path!(), "::a_journey_that_fails_twice_fails_with_both_its_reasons"),
        a_journey_that_fails_twice_fails_with_both_its_reasons,
    )
}

fn a_journey_that_fails_once_is_walked_again_and_told_of() -> Result<()> {
    let name = "fails_once";
    let walks = Cell::new(0);
    let fails_once = async |visit: &mut Visit| {
        walks.set(walks.get() + 1);
        ready(visit).await?;
        // Nothing of the first walk is there in the second.
        ensure!(!visit.stored().await?.contains("a thing"));
        super::store_a_thing(visit).await?;
        ensure!(walks.get() == 2, "a reason");
        Ok(())
    };
    journey::run(Engine::Chromium, name, fixture(), fails_once)?;
    ensure!(walks.get() == 2, "walked {} times", walks.get());
    let told = take_again(name);
    let [(journey, why)] = told.as_slice() else {
        return Err(anyhow!("{told:?}"));
    };
    ensure!(journey == "chromium fails_once", "{journey}");
    ensure!(why.starts_with("a reason\nthe page at "), "{why}");
    Ok(())
}

fn a_journey_that_fails_twice_fails_with_both_its_reasons() -> Result<()> {
    let name = "fails_twice";
    let walks = Cell::new(0);
    let fails = async |visit: &mut Visit| {
        walks.set(walks.get() + 1);
        ready(visit).await?;
        Err(anyhow!("reason {}", walks.get()))
    };
    let Err(failure) = journey::run(Engine::Chromium, name, fixture(), fails) else {
        return Err(anyhow!("it passed"));
    };
    let failure = failure.to_string();
    let both = failure.starts_with("reason 1\n")
        && failure.contains("and when walked again: reason 2\n")
        && !failure.contains("reason 3");
    ensure!(both, "{failure}");
    ensure!(take_again(name).is_empty());
    Ok(())
}

/// Pushes the whole page down, once, between a press and its release.
const PUSH: &str = "
    window.pushes = 0;
    addEventListener('pointerdown', () => {
      window.pushes += 1;
      document.body.style.paddingTop = '300px';
    }, { capture: true, once: true });";

async fn a_click_that_misses_is_made_again(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    visit.define(PUSH).await?;
    let box_ = visit.role("checkbox", "I agree");
    box_.click().await?;
    visit
        .until_true("the page was pushed", "return window.pushes === 1;")
        .await?;
    ensure!(box_.is_checked().await?);
    Ok(())
}

async fn a_click_that_meets_something_else_that_acts_fails(visit: &mut Visit) -> Result<()> {
    ready(visit).await?;
    let wrapped = "
        const button = document.createElement('button');
        const part = (words, height) => {
          const span = document.createElement('span');
          span.textContent = words;
          Object.assign(span.style, { display: 'block', height });
          button.append(span);
          return span;
        };
        const first = part('First word', '40px');
        part('Second', '200px');
        first.addEventListener('pointerdown', () => { first.style.height = '0'; });
        document.querySelector('main').prepend(button);";
    visit.define(wrapped).await?;
    let Err(failure) = visit.text_of("First word").click().await else {
        return Err(anyhow!("nothing was said of it"));
    };
    let failure = failure.to_string();
    ensure!(failure.contains("met BUTTON First word"), "{failure}");
    Ok(())
}

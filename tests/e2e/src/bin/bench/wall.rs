//! How soon the wall of everyone's weeks is there, of a session with very many people.

use std::path::PathBuf;

use e2e::{Context, Engine, Name, Result, Seen, Settings, Site, Visit, dist, until};

use crate::table::{Budget, Row, median};

/// The export that is opened: what the example `bench_weeks` prints.
const EXPORT: &str = "E2E_BENCH_WEEKS";
/// Its people, and a row for each of their teams.
const PEOPLE: u64 = 1_000;
const ROWS: u64 = 1_250;
const WEEKS: u32 = 8;
const ROUNDS: usize = 5;

/// Goes to the wall from another page of the app; milliseconds until its last row was painted and the page is free.
const OPEN: &str = "
  const done = arguments[arguments.length - 1];
  const from = performance.now();
  const look = () => {
    if (document.querySelectorAll('.wall-table tbody tr').length < arguments[0]) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - from);
      port2.postMessage(0);
    });
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
  location.hash = '#/weeks/orbit-4';";

pub async fn measure() -> Result<Vec<Row>> {
    let site = Site::serve(&dist()?)?;
    let visit = Visit::begin_with(Engine::Chromium, site, Settings::default()).await?;
    let file = std::env::var_os(EXPORT).map(PathBuf::from);
    let file = file.with_context(|| format!("{EXPORT} names the export"))?;
    visit.open("#/data").await?;
    visit.labelled("Take in a backup").upload(&[&file]).await?;
    visit.text_of(Name::begins("Taken in: ")).see().await?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        visit.open("#/data").await?;
        visit.heading("Data").see().await?;
        let took = visit
            .session()
            .execute_async(OPEN, vec![ROWS.into()])
            .await?;
        times.push(took.json().as_f64().context("a time")?);
        until("the wall", async || {
            let there = visit.heading("Week by week").is_there().await?;
            Ok(Seen::when(there, there))
        })
        .await?;
    }
    Ok(vec![Row {
        what: format!("the wall of {PEOPLE} people and {WEEKS} weeks opens"),
        figure: median(&times),
        unit: "ms",
        budget: Budget::AtMost(500.0),
        how: format!("median of {ROUNDS}, from another page until its last row is painted"),
    }])
}

//! How soon the wall of everyone's weeks is there, of a session with very many people.

use std::path::PathBuf;

use e2e::{Context, Engine, Name, Result, Seen, Settings, Site, Visit, dist, until};

use crate::table::{Budget, Row, median};

/// The export that is opened: what the example `bench_weeks` prints.
const EXPORT: &str = "E2E_BENCH_WEEKS";
/// Its people, and a row for each of their teams.
const PEOPLE: u64 = 1_000;
const ROWS: u64 = 1_250;
/// More rows than a screen has.
const SCREEN: u64 = 40;
const WEEKS: u32 = 8;
const ROUNDS: usize = 5;

/// Goes to the wall from another page of the app; milliseconds until a screen of rows, and until its last row, was painted
/// and the page was free.
const OPEN: &str = "
  const [screen, all, done] = arguments;
  const from = performance.now();
  const painted = then => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now() - from);
    port2.postMessage(0);
  });
  let first = 0;
  const look = () => {
    const rows = document.querySelectorAll('.wall-table tbody tr').length;
    if (rows >= screen && !first) {
      first = -1;
      painted(time => { first = time; });
    }
    if (rows >= all) {
      watcher.disconnect();
      painted(time => done([first, time]));
    }
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
    let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        visit.open("#/data").await?;
        visit.heading("Data").see().await?;
        let took = visit
            .session()
            .execute_async(OPEN, vec![SCREEN.into(), ROWS.into()])
            .await?;
        let time = |at: usize| took.json().get(at)?.as_f64();
        firsts.push(time(0).context("a time")?);
        lasts.push(time(1).context("a time")?);
        until("the wall", async || {
            let there = visit.heading("Week by week").is_there().await?;
            Ok(Seen::when(there, there))
        })
        .await?;
    }
    let row = |what: &str, times: &[f64], how: &str| Row {
        what: format!("the wall of {PEOPLE} people and {WEEKS} weeks, {what}"),
        figure: median(times),
        unit: "ms",
        budget: Budget::AtMost(500.0),
        how: format!("median of {ROUNDS}, from another page until {how} is painted"),
    };
    Ok(vec![
        row("opened", &firsts, "a screen of rows"),
        row("whole", &lasts, "its last row"),
    ])
}

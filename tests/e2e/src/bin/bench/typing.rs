//! How soon a key shows, and how soon what it wrote is on the disk.

use std::time::Duration;

use e2e::{Context, Engine, Name, Result, Seen, Visit, dist, ensure, until};
use serde_json::Value;

use crate::table::{Budget, Row, percentile};
use crate::visits::{SLOWDOWN, slow_down};

const KEYS: usize = 300;

/// Between two keys: twenty keys a second, as the fastest typists write in spurts. Without it a driver
/// presses several within one frame, and they wait for each other.
const PACE: Duration = Duration::from_millis(50);

/// Notes for each key when it was pressed, when the page had painted it, and when a transaction that
/// began after it was complete.
const WATCH: &str = "
  window.keys = [];
  window.commits = [];
  addEventListener('keydown', (event) => {
    const key = { at: event.timeStamp };
    window.keys.push(key);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { key.painted = performance.now(); };
      port2.postMessage(0);
    });
  }, true);
  {
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const transaction = begin.call(this, stores, mode, options);
      if (mode === 'readwrite') {
        const commit = { began: performance.now(), durability: transaction.durability };
        window.commits.push(commit);
        transaction.addEventListener('complete', () => { commit.ended = performance.now(); });
      }
      return transaction;
    };
  }";

pub async fn measure() -> Result<Vec<Row>> {
    let visit = Visit::begin(Engine::Chromium, &dist()?).await?;
    visit.open("#/apply/orbit-4").await?;
    visit.button("Start the application").click().await?;
    // The button leads to the first section; going elsewhere before that would be undone.
    visit.heading("About you").gets_focus().await?;
    visit.open("#/apply/orbit-4/section/motivation").await?;
    let why = visit.textbox(Name::begins("Why would you like to join"));
    why.click().await?;
    visit.define(WATCH).await?;
    slow_down(&visit, SLOWDOWN).await?;
    let words = "what a person writes ".repeat(KEYS / 20);
    // In pieces, so that there are pauses to save in, as there are when people type.
    for word in words.split_inclusive(' ') {
        visit.type_at_pace(word, PACE).await?;
    }
    why.holds(&words).await?;
    let measured = until("every key to be painted and saved", async || {
        let script = "const last = window.keys.at(-1)?.at;
            return window.keys.every((key) => key.painted) && window.commits.some((c) => c.began > last && c.ended)
              ? { keys: window.keys, commits: window.commits } : null;";
        let measured = visit.run(script, &[]).await?;
        Ok(if measured.is_null() { Seen::not_yet("not all") } else { Seen::Yes(measured) })
    })
    .await?;
    let keys = measured["keys"].as_array().context("keys")?;
    let commits = measured["commits"].as_array().context("commits")?;
    ensure!(
        keys.len() >= words.len(),
        "{} keys of {}",
        keys.len(),
        words.len()
    );
    let strict = commits
        .iter()
        .all(|commit| commit["durability"] == "strict");
    ensure!(strict, "every save is durable: {commits:?}");
    let time = |value: &Value, name: &str| value[name].as_f64();
    let painted: Vec<f64> = keys
        .iter()
        .filter_map(|key| Some(time(key, "painted")? - time(key, "at")?))
        .collect();
    let saved: Vec<f64> = keys
        .iter()
        .filter_map(|key| {
            let at = time(key, "at")?;
            let mut after = commits
                .iter()
                .filter(|c| time(c, "began").is_some_and(|b| b > at));
            Some(after.find_map(|commit| time(commit, "ended"))? - at)
        })
        .collect();
    ensure!(
        painted.len() == keys.len() && saved.len() == keys.len(),
        "every key counts"
    );
    let how = format!(
        "{} keys in a long answer, one each {PACE:?}, {SLOWDOWN}x CPU slowdown",
        keys.len()
    );
    Ok(vec![
        Row {
            what: "keystroke to paint, 98th percentile".to_owned(),
            figure: percentile(&painted, 0.98),
            unit: "ms",
            budget: Budget::AtMost(50.0),
            how: how.clone(),
        },
        Row {
            what: "keystroke to durable save, slowest".to_owned(),
            figure: percentile(&saved, 1.0),
            unit: "ms",
            budget: Budget::AtMost(1000.0),
            how,
        },
    ])
}

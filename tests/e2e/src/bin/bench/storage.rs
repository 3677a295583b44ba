//! Many records written and read back, by the app's store and by hand, in turns, on one page.

use std::env;
use std::fs;
use std::path::PathBuf;

use e2e::{Context, Engine, Result, Visit, ensure};
use serde_json::{Value, json};

use crate::table::{Budget, Row, median};

const RECORDS: u32 = 10_000;
const BYTES: u32 = 3_000;
const ROUNDS: usize = 3;

pub async fn measure() -> Result<Vec<Row>> {
    let built = env::var_os("E2E_BENCH_STORAGE").map(PathBuf::from);
    let built = built.context("`cargo xtask bench` builds the storage bench and names it")?;
    fs::write(built.join("index.html"), include_str!("storage.html"))?;
    fs::write(built.join("storage.js"), include_str!("storage.js"))?;
    let visit = Visit::begin(Engine::Chromium, &built).await?;
    visit.open("").await?;
    visit
        .until_true("the page", "return window.isReady === true;")
        .await?;
    visit
        .session()
        .set_script_timeout(std::time::Duration::from_secs(300))
        .await?;
    let made = call(&visit, "prepare", json!([RECORDS, BYTES])).await?;
    let bytes = made.as_f64().context("the mean length")?;
    ensure!(
        (bytes / f64::from(BYTES) - 1.0).abs() < 0.15,
        "records of {bytes} bytes"
    );
    let mut times: [Vec<f64>; 4] = Default::default();
    for round in 0..ROUNDS {
        // In turns, so that a machine that is busy for a while is so for both.
        for who in [["ours", "theirs"], ["theirs", "ours"]][round % 2] {
            let took = call(&visit, who, json!([format!("bench-{who}-{round}")])).await?;
            let at = if who == "ours" { 0 } else { 2 };
            ensure!(took["count"] == RECORDS, "{who}: {took}");
            times[at].push(took["write"].as_f64().context("a time")?);
            times[at + 1].push(took["read"].as_f64().context("a time")?);
        }
    }
    let [our_write, our_read, their_write, their_read] = times.map(|times| median(&times));
    let how = format!("median of {ROUNDS}, records of {bytes:.0} bytes");
    let row = |what: &str, figure, unit, budget| Row {
        what: what.to_owned(),
        figure,
        unit,
        budget,
        how: how.clone(),
    };
    Ok(vec![
        row(
            "10,000 records written by us",
            our_write,
            "ms",
            Budget::None,
        ),
        row(
            "  by hand-written JavaScript",
            their_write,
            "ms",
            Budget::None,
        ),
        row(
            "  our speed to theirs",
            their_write / our_write,
            "",
            Budget::AtLeast(0.9),
        ),
        row(
            "10,000 records read back by us",
            our_read,
            "ms",
            Budget::None,
        ),
        row(
            "  by hand-written JavaScript",
            their_read,
            "ms",
            Budget::None,
        ),
        row(
            "  our speed to theirs",
            their_read / our_read,
            "",
            Budget::AtLeast(0.9),
        ),
    ])
}

async fn call(visit: &Visit, function: &str, arguments: Value) -> Result<Value> {
    let script = "const [name, parts, done] = arguments;
        window[name](...parts).then((value) => done({ value }), (error) => done({ error: String(error) }));";
    let result = visit
        .session()
        .execute_async(script, [json!(function), arguments])
        .await?;
    let result = result.json();
    ensure!(result["error"].is_null(), "{function}: {result}");
    Ok(result["value"].clone())
}

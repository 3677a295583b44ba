//! Measures the built app in headless Chromium, and prints one table. `cargo xtask bench` builds
//! what it needs and runs it, all parts or the one that is named. Every figure in the table comes from this run.

mod storage;
mod table;
mod teams;
mod typing;
mod visits;
mod wall;

use std::io::Write;

use e2e::{Context, Result};

use table::Row;

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("a runtime")?;
    let mut rows = Vec::new();
    let part = std::env::args().nth(1);
    runtime.block_on(measure(part.as_deref(), &mut rows))?;
    let mut out = std::io::stdout().lock();
    out.write_all(table::table(&rows).as_bytes())?;
    Ok(())
}

async fn measure(part: Option<&str>, rows: &mut Vec<Row>) -> Result<()> {
    let wanted = |name: &str| part.is_none_or(|part| part == name);
    if wanted("visits") {
        rows.extend(visits::measure().await?);
    }
    if wanted("typing") {
        rows.extend(typing::measure().await?);
    }
    if wanted("wall") {
        rows.extend(wall::measure().await?);
    }
    if wanted("storage") {
        rows.extend(storage::measure().await?);
    }
    if wanted("teams") {
        rows.extend(teams::measure().await?);
    }
    Ok(())
}

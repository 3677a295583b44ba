//! Measures the built app in headless Chromium, and prints one table. `cargo xtask bench` builds
//! what it needs and runs it. Every figure in the table comes from this run.

mod storage;
mod table;
mod typing;
mod visits;

use std::io::Write;

use e2e::{Context, Result};

use table::Row;

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("a runtime")?;
    let mut rows = Vec::new();
    runtime.block_on(measure(&mut rows))?;
    let mut out = std::io::stdout().lock();
    out.write_all(table::table(&rows).as_bytes())?;
    Ok(())
}

async fn measure(rows: &mut Vec<Row>) -> Result<()> {
    rows.extend(visits::measure().await?);
    rows.extend(typing::measure().await?);
    rows.extend(storage::measure().await?);
    Ok(())
}

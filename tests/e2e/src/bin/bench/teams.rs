//! Teams formed natively, in the app's module in a browser, and as tools did before; with the budgets.

mod runs;

use std::io::Write;

use e2e::Result;

use crate::table::{Budget, Row, columns};
use runs::{Bench, Instance, Run, Worth};

/// How long the search of before may take.
const EXHAUST_SECONDS: u64 = 20;

/// What is over sooner tells nothing of speed: in the browser time is told in turns of 20 ms.
const LEAST_MS: f64 = 50.0;

/// How long a size may take.
fn seconds(size: &str) -> u64 {
    if size == "xxl" { 32 } else { 60 }
}

pub async fn measure() -> Result<Vec<Row>> {
    let bench = Bench::prepare().await?;
    let mut lines = vec![HEAD.map(ToOwned::to_owned)];
    let mut rows = Vec::new();
    for instance in bench.instances() {
        let seconds = seconds(&instance.size);
        let native = bench.native(&instance, seconds)?;
        let first = bench.first_in_browser(&instance, seconds).await?;
        let browser = bench.in_browser(&instance, seconds).await?;
        lines.push(line(&instance, "native", &native));
        lines.push(line(&instance, "browser, first", &first));
        lines.push(line(&instance, "browser", &browser));
        lines.push(exhausted(&bench, &instance)?);
        budgets(&mut rows, &instance, &native, &first, &browser);
    }
    let mut out = std::io::stdout().lock();
    out.write_all(columns(&lines, 2).as_bytes())?;
    out.write_all(b"\n")?;
    Ok(rows)
}

const HEAD: [&str; 10] = [
    "instance",
    "by",
    "placed",
    "quality",
    "bound",
    "gap",
    "reference",
    "best after",
    "proved after",
    "memory",
];

fn line(instance: &Instance, by: &str, run: &Run) -> [String; 10] {
    let (placed, quality) = run.best().unwrap_or_default();
    let bound = run.bound();
    let seconds = |ms: f64| format!("{:.2} s", ms / 1000.0);
    [
        instance.name.clone(),
        by.to_owned(),
        placed.to_string(),
        quality.to_string(),
        bound.map_or_else(String::new, |bound| told(bound, placed)),
        run.gap()
            .map_or_else(String::new, |gap| format!("{gap:.2} %")),
        told(instance.reference, placed) + if instance.is_best { "" } else { " or more" },
        seconds(run.best_after()),
        run.proved.map_or_else(|| "not proved".to_owned(), seconds),
        format!("{:.0} MB", run.memory / 1e6),
    ]
}

/// The quality, and how many are placed if that is not as many.
fn told((other_placed, quality): Worth, placed: i64) -> String {
    if other_placed == placed {
        quality.to_string()
    } else {
        format!("{quality} ({other_placed})")
    }
}

/// What the search of before comes to.
fn exhausted(bench: &Bench, instance: &Instance) -> Result<[String; 10]> {
    let (best, whole, took) = bench.exhausted(instance, EXHAUST_SECONDS)?;
    let mut cells = [const { String::new() }; 10];
    instance.name.clone_into(&mut cells[0]);
    "exhaustive".clone_into(&mut cells[1]);
    cells[2] = best.0.to_string();
    cells[3] = best.1.to_string();
    cells[8] = if whole {
        format!("{:.2} s", took / 1000.0)
    } else {
        format!("cut off after {EXHAUST_SECONDS} s")
    };
    Ok(cells)
}

fn budgets(rows: &mut Vec<Row>, instance: &Instance, native: &Run, first: &Run, browser: &Run) {
    let name = &instance.name;
    let mut row = |what: String, figure, unit, budget, how: &str| {
        rows.push(Row {
            what: format!("{name}: {what}"),
            figure,
            unit,
            budget,
            how: how.to_owned(),
        });
    };
    let known = instance.reference;
    for (by, run) in [("native", native), ("browser", first)] {
        let proof = run.proved.unwrap_or(f64::INFINITY) / 1000.0;
        match instance.size.as_str() {
            "m" => {
                row(
                    format!("best after, {by}"),
                    run.best_after() / 1000.0,
                    "s",
                    Budget::AtMost(1.0),
                    "",
                );
                row(
                    format!("proved after, {by}"),
                    proof,
                    "s",
                    Budget::AtMost(10.0),
                    "",
                );
            }
            "l" => {
                let short = run.short_of(known, 2_000.0);
                row(
                    format!("short after 2 s, {by}"),
                    short,
                    "%",
                    Budget::AtMost(0.1),
                    "to the reference",
                );
                row(
                    format!("proved after, {by}"),
                    proof,
                    "s",
                    Budget::AtMost(60.0),
                    "",
                );
            }
            "xl" | "xxl" => {
                let short = run.short_of(known, 10_000.0);
                row(
                    format!("short after 10 s, {by}"),
                    short,
                    "%",
                    Budget::AtMost(1.0),
                    "to the reference",
                );
                let above = run.bound_above(30_000.0);
                row(
                    format!("bound above after 30 s, {by}"),
                    above,
                    "%",
                    Budget::AtMost(0.5),
                    "of the best roster",
                );
            }
            _ => {}
        }
    }
    // The first search of a page has but what the browser optimised while the studio made the solver ready.
    for (what, run) in [
        ("speed in the browser, first search", first),
        ("speed in the browser, later ones", browser),
    ] {
        let ratio = native.time_to_the_same(run);
        if let Some((theirs, ours)) = ratio.filter(|(native, _)| *native >= LEAST_MS) {
            row(
                what.to_owned(),
                theirs / ours,
                "x native",
                Budget::AtLeast(0.5),
                &format!(
                    "the same steps in {:.2} s and {:.2} s",
                    theirs / 1000.0,
                    ours / 1000.0
                ),
            );
        }
    }
    row(
        "memory, native".to_owned(),
        native.memory / 1e6,
        "MB",
        Budget::AtMost(1000.0),
        "peak of the process",
    );
    row(
        "memory, browser".to_owned(),
        browser.memory / 1e6,
        "MB",
        Budget::AtMost(512.0),
        "the module's",
    );
}

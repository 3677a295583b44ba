//! From a journey to one test per engine.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{LazyLock, Mutex, PoisonError};

use anyhow::{Context, Result, anyhow, ensure};
use futures_util::FutureExt;
pub use inventory;
use libtest_mimic::{Arguments, Trial};
use tokio::runtime::Runtime;

use crate::engine::Engine;
use crate::pool;
use crate::visit::{Visit, take_unchecked};

/// Makes journeys into tests, `chromium::name`, `firefox::name` and `webkit::name`, at a site that
/// serves the built app, or a folder given first, in brackets.
///
/// ```text
/// in_every_browser!(a_draft_survives_a_reload, another_journey);
/// ```
#[macro_export]
macro_rules! in_every_browser {
    ($($journeys:tt)+) => {
        $crate::in_chromium!($($journeys)+);
        $crate::in_firefox!($($journeys)+);
        $crate::in_webkit!($($journeys)+);
    };
}

/// [`in_every_browser!`] for Chromium only; beside it stands why.
#[macro_export]
macro_rules! in_chromium {
    ($($journeys:tt)+) => { $crate::in_engine!(chromium Chromium: $($journeys)+); };
}

/// [`in_every_browser!`] for Firefox only; beside it stands why.
#[macro_export]
macro_rules! in_firefox {
    ($($journeys:tt)+) => { $crate::in_engine!(firefox Firefox: $($journeys)+); };
}

/// [`in_every_browser!`] for WebKit only; beside it stands why.
#[macro_export]
macro_rules! in_webkit {
    ($($journeys:tt)+) => { $crate::in_engine!(webkit WebKit: $($journeys)+); };
}

/// For journeys in which no engine does anything in its own way: in Chromium, and there only, so that all of them
/// together take no longer than they must.
#[macro_export]
macro_rules! once {
    ($($journey:ident),+ $(,)?) => { $crate::in_engine!(once Chromium: $($journey),+); };
}

/// What the macros above are made of.
#[macro_export]
macro_rules! in_engine {
    ($module:ident $engine:ident: [$folder:expr] $($journey:ident),+ $(,)?) => {
        mod $module {
            $($crate::journey::inventory::submit! {
                $crate::journey::Journey::new(
                    concat!(module_path!(), "::", stringify!($journey)),
                    || {
                        let engine = $crate::Engine::$engine;
                        $crate::journey::run(engine, stringify!($journey), $folder, super::$journey)
                    },
                )
            })+
        }
    };
    ($module:ident $engine:ident: $($journey:ident),+ $(,)?) => {
        $crate::in_engine!($module $engine: [$crate::dist()] $($journey),+);
    };
}

/// A test that [`main`] runs.
#[derive(Debug)]
pub struct Journey {
    /// The path of its module, and its name.
    path: &'static str,
    walk: fn() -> Result<()>,
}

impl Journey {
    /// A test at a path, which begins with its program's name.
    pub const fn new(path: &'static str, walk: fn() -> Result<()>) -> Self {
        Self { path, walk }
    }
}

inventory::collect!(Journey);

/// Ends the browsers that were kept, however the tests end.
struct Closing;

impl Drop for Closing {
    fn drop(&mut self) {
        pool::close();
    }
}

/// The whole of a test program: runs its journeys, or those that it is asked for, much as other test programs do (of
/// their options, one filter and `--exact`, `--skip`, `--list`, `--test-threads`), ends the browsers they used, and
/// tells which came to a good end only when they were walked again. More than [`MOST_AGAIN`] of these are a failure.
pub fn main() -> ExitCode {
    let closing = Closing;
    let mut journeys: Vec<_> = inventory::iter::<Journey>
        .into_iter()
        .map(|journey| {
            let (_, name) = journey.path.split_once("::").unwrap_or(("", journey.path));
            let walk = journey.walk;
            Trial::test(name, move || {
                walk().map_err(|error| format!("{error:#}").into())
            })
        })
        .collect();
    journeys.sort_by(|one, other| one.name().cmp(other.name()));
    let mut arguments = Arguments::from_args();
    if arguments.test_threads.is_none() {
        let threads = std::env::var("RUST_TEST_THREADS").ok();
        arguments.test_threads = threads.and_then(|threads| threads.parse().ok());
    }
    let conclusion = libtest_mimic::run(&arguments, journeys);
    drop(closing);
    let again = take_again("");
    if again.is_empty() {
        return conclusion.exit_code();
    }
    eprintln!(
        "{} of them came to a good end only when walked again:",
        again.len()
    );
    for (name, failure) in &again {
        eprintln!("\n---- {name} ----\n{failure}");
    }
    if again.len() > MOST_AGAIN {
        eprintln!("\nthat is more than {MOST_AGAIN}, so this run has failed");
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

/// How many of a run's journeys may fail and then pass, before the whole run has failed.
pub const MOST_AGAIN: usize = 2;

/// Journeys that failed once and then passed: engine and name, and what the failure said.
static AGAIN: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// Takes those whose engine and name end like this from the list that [`main`] tells.
pub fn take_again(name: &str) -> Vec<(String, String)> {
    let mut all = AGAIN.lock().unwrap_or_else(PoisonError::into_inner);
    all.extract_if(.., |(journey, _)| journey.ends_with(name))
        .collect()
}

/// One for all journeys, as a browser's connections stay with the runtime they were made in.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(1).enable_all().build();
    runtime.expect("a runtime needs nothing but memory")
});

/// How often a journey begins anew because its browser broke down under it.
const BREAKDOWNS: u32 = 2;

/// Runs one journey at a site that serves a folder. A browser that crashes by itself says nothing about
/// the app: the journey then begins anew, from nothing, and says so.
///
/// A journey that fails is walked once more, from nothing. One that then comes to a good end is told of by [`main`], with
/// what its failure said (docs/decisions/0013).
///
/// # Errors
/// When the journey, or what holds at the end of every journey, fails twice: this is a test's body.
pub fn run(
    engine: Engine,
    name: &str,
    folder: Result<PathBuf>,
    journey: impl AsyncFn(&mut Visit) -> Result<()>,
) -> Result<()> {
    let folder = folder?;
    let walk = |evidence: &str| {
        let mut breakdowns = 0;
        loop {
            let (outcome, broke_down) =
                RUNTIME.block_on(attempt(engine, evidence, &folder, &journey));
            if !broke_down || breakdowns == BREAKDOWNS {
                return outcome.unwrap_or_else(|panicked| resume_unwind(panicked));
            }
            breakdowns += 1;
            eprintln!("{engine} crashed during {name}, which begins anew");
        }
    };
    let Err(first) = walk(name) else {
        return Ok(());
    };
    eprintln!("{engine}: {name} failed and is walked again");
    match walk(&format!("{name}-again")) {
        Ok(()) => {
            let mut all = AGAIN.lock().unwrap_or_else(PoisonError::into_inner);
            all.push((format!("{engine} {name}"), format!("{first:#}")));
            Ok(())
        }
        Err(second) => Err(anyhow!("{first:#}\n\nand when walked again: {second:#}")),
    }
}

/// What came of a journey, and whether it failed since its browser crashed.
async fn attempt(
    engine: Engine,
    name: &str,
    folder: &Path,
    journey: &impl AsyncFn(&mut Visit) -> Result<()>,
) -> (std::thread::Result<Result<()>>, bool) {
    let mut visit = match Visit::begin(engine, folder).await {
        Ok(visit) => visit,
        Err(error) => return (Ok(Err(error)), false),
    };
    // Those of an attempt before are no matter.
    take_unchecked();
    let whole = async {
        journey(&mut visit).await?;
        visit.check_end().await.context("at the journey's end")?;
        let unchecked = take_unchecked();
        ensure!(
            unchecked == 0,
            "the end of {unchecked} more browsers was not checked"
        );
        Ok(())
    };
    let outcome = AssertUnwindSafe(whole).catch_unwind().await;
    let failed = !matches!(outcome, Ok(Ok(())));
    // Said in the failure itself, as logs travel further than the files kept beside them.
    let outcome = match outcome {
        Ok(Err(error)) => Ok(Err(anyhow!("{error:#}\n{}", visit.what_it_shows().await))),
        other => other,
    };
    let left = !failed && visit.browser.leave().await.is_ok();
    visit.browser.done_with(left);
    if failed && visit.browser.has_crashed() {
        return (outcome, true);
    }
    if failed {
        match visit.keep_evidence(&format!("{engine}-{name}")).await {
            Ok(screenshot) => eprintln!("screenshot: {}", screenshot.display()),
            Err(error) => {
                let said = visit.browser.output();
                eprintln!("no screenshot: {error:#}; the browser said: {said}");
            }
        }
    }
    (outcome, false)
}

//! Runs of the native program and of the app's module, and what they come to.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use e2e::{Context, Engine, Result, Visit, ensure};
use serde_json::{Value, json};

/// From one report of a search to the next: `REPORT` in `teams/worker/worker.js`.
const REPORT: Duration = Duration::from_millis(250);

/// How many are placed, and how well.
pub type Worth = (i64, i64);

/// What is to be solved, and what is known of it.
#[derive(Debug, Clone)]
pub struct Instance {
    pub name: String,
    pub size: String,
    /// What a reference answer is worth, and whether that is the best there is.
    pub reference: Worth,
    pub is_best: bool,
}

/// The programs that are measured.
pub struct Bench {
    native: PathBuf,
    visit: Visit,
    instances: Vec<Instance>,
}

/// How a search went.
#[derive(Debug)]
pub struct Run {
    /// After how many milliseconds which roster and which bound were known.
    story: Vec<(f64, Option<Worth>, Option<Worth>)>,
    /// After how many milliseconds the best one was proved.
    pub proved: Option<f64>,
    /// The most bytes.
    pub memory: f64,
}

impl Bench {
    /// Puts a page together from the built app's module.
    pub async fn prepare() -> Result<Self> {
        let native = env::var_os("E2E_BENCH_TEAMS").map(PathBuf::from);
        let native =
            native.context("`cargo xtask bench` builds the native program and names it")?;
        let list = run(&native, &["list"], "")?;
        let list: Value = serde_json::from_slice(&list)?;
        let instances = list.as_array().context("a list")?.iter().map(|one| {
            Ok(Instance {
                name: one["name"].as_str().context("a name")?.to_owned(),
                size: one["size"].as_str().context("a size")?.to_owned(),
                reference: worth(&one["reference"]).context("a reference")?,
                is_best: one["best"].as_bool().context("whether it is the best")?,
            })
        });
        let instances: Vec<Instance> = instances.collect::<Result<_>>()?;
        let folder = tempfile::TempDir::with_prefix("groundcrew-teams-")?;
        let page = folder.path();
        copy_solver(page)?;
        fs::write(page.join("index.html"), include_str!("../teams.html"))?;
        fs::write(page.join("teams.js"), include_str!("../teams.js"))?;
        for instance in &instances {
            let request = run(&native, &["request", &instance.name], "")?;
            fs::write(page.join(format!("{}.bin", instance.name)), request)?;
        }
        let visit = Visit::begin(Engine::Chromium, page).await?;
        visit.open("").await?;
        let patience = Duration::from_secs(300);
        visit.session().set_script_timeout(patience).await?;
        // The page's files are served as long as the visit lasts.
        let _kept = folder.keep();
        Ok(Self {
            native,
            visit,
            instances,
        })
    }

    pub fn instances(&self) -> Vec<Instance> {
        self.instances.clone()
    }

    /// Forms teams natively, in a process of its own.
    pub fn native(&self, instance: &Instance, seconds: u64) -> Result<Run> {
        let said = run(
            &self.native,
            &["form", &instance.name, &seconds.to_string()],
            "",
        )?;
        let said: Value = serde_json::from_slice(&said)?;
        let memory = said["memory"].as_f64().context("its memory")?;
        Run::read(&said, memory)
    }

    /// A page that has formed no teams yet, and made the solver ready when it was opened, as the studio does: it has
    /// searched for a moment, until its second report (`make_ready` in `src/ui/pages/studio/search.rs`).
    pub async fn first_in_browser(&self, instance: &Instance, seconds: u64) -> Result<Run> {
        self.visit.goto("about:blank").await?;
        self.visit.open("").await?;
        self.search(instance, REPORT).await?;
        self.in_browser(instance, seconds).await
    }

    /// Forms teams in the app's module, in a worker of its own, which gets the module that the page keeps of the one
    /// before, as in the app (`src/browser/teams.rs`).
    pub async fn in_browser(&self, instance: &Instance, seconds: u64) -> Result<Run> {
        let said = self.search(instance, Duration::from_secs(seconds)).await?;
        let lines = said["lines"].as_array().context("its reports")?;
        let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
        let memory = said["memory"].as_f64().context("its memory")?;
        let read = run(&self.native, &["read"], &lines.join("\n"))?;
        Run::read(&serde_json::from_slice(&read)?, memory)
    }

    /// What a worker says of its search.
    async fn search(&self, instance: &Instance, time: Duration) -> Result<Value> {
        let script = "const [name, seconds, done] = arguments;
            const worker = new Worker('./teams.js', { type: 'module' });
            const end = (data) => {
              worker.terminate();
              window.solver = data.module;
              done({ ...data, module: undefined });
            };
            worker.onerror = (error) => end({ error: String(error.message) });
            worker.onmessage = ({ data }) => end(data);
            worker.postMessage({ name, seconds, module: window.solver });";
        let asked = [json!(instance.name), json!(time.as_secs_f64())];
        let said = self.visit.session().execute_async(script, asked).await?;
        let said = said.json();
        ensure!(
            said["error"].is_null(),
            "{}: {}",
            instance.name,
            said["error"]
        );
        Ok(said.clone())
    }

    /// What the search of before finds, whether it came to its end, and after how many milliseconds.
    pub fn exhausted(&self, instance: &Instance, seconds: u64) -> Result<(Worth, bool, f64)> {
        let said = run(
            &self.native,
            &["exhaust", &instance.name, &seconds.to_string()],
            "",
        )?;
        let said: Value = serde_json::from_slice(&said)?;
        let best = worth(&said["objective"]).context("an objective")?;
        let whole = said["whole"].as_bool().context("whether it is whole")?;
        Ok((best, whole, said["took"].as_f64().context("a time")?))
    }
}

impl Run {
    fn read(said: &Value, memory: f64) -> Result<Self> {
        let story = said["story"].as_array().context("a story")?.iter();
        let story = story.map(|told| {
            let at = told[0].as_f64().context("a time")?;
            Ok((at, worth(&told[1]), worth(&told[2])))
        });
        Ok(Self {
            story: story.collect::<Result<_>>()?,
            proved: said["proved"].as_f64(),
            memory,
        })
    }

    /// The best roster's worth.
    pub fn best(&self) -> Option<Worth> {
        self.story.last()?.1
    }

    /// What none exceeds.
    pub fn bound(&self) -> Option<Worth> {
        self.story.last()?.2
    }

    /// After how many milliseconds the best roster was there.
    pub fn best_after(&self) -> f64 {
        let best = self.best();
        let first = self.story.iter().find(|told| told.1 == best);
        first.map_or(f64::INFINITY, |told| told.0)
    }

    /// By how many percent the bound is above the best roster at the end, if both place as many.
    pub fn gap(&self) -> Option<f64> {
        let ((placed, quality), (most, bound)) = (self.best()?, self.bound()?);
        (placed == most).then(|| percent(bound - quality, quality))
    }

    /// By how many percent the roster of this moment is short of a known one; infinite if it places fewer.
    pub fn short_of(&self, known: Worth, at: f64) -> f64 {
        match self.at(at).and_then(|told| told.1) {
            Some((placed, quality)) if placed == known.0 => {
                percent(known.1 - quality, known.1).max(0.0)
            }
            Some((placed, _)) if placed > known.0 => 0.0,
            Some(_) | None => f64::INFINITY,
        }
    }

    /// By how many percent the bound of this moment is above the best roster of the whole run.
    pub fn bound_above(&self, at: f64) -> f64 {
        match (self.best(), self.at(at).and_then(|told| told.2)) {
            (Some(best), Some(bound)) if best.0 == bound.0 => percent(bound.1 - best.1, best.1),
            _ => f64::INFINITY,
        }
    }

    /// What was known at a moment.
    fn at(&self, at: f64) -> Option<&(f64, Option<Worth>, Option<Worth>)> {
        self.story.iter().take_while(|told| told.0 <= at).last()
    }

    /// How long this and another run of the same steps took to the last thing that both came to.
    pub fn time_to_the_same(&self, other: &Self) -> Option<(f64, f64)> {
        if let (Some(mine), Some(theirs)) = (self.proved, other.proved) {
            return Some((mine, theirs));
        }
        other.story.iter().rev().find_map(|theirs| {
            let same = |mine: &&(f64, Option<Worth>, Option<Worth>)| {
                (mine.1, mine.2) == (theirs.1, theirs.2)
            };
            let mine = self.story.iter().find(same)?;
            Some((mine.0, theirs.0))
        })
    }
}

/// Runs the native program with something to read; what it writes.
fn run(program: &Path, words: &[&str], input: &str) -> Result<Vec<u8>> {
    let mut child = Command::new(program)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not run {}", program.display()))?;
    let mut stdin = child.stdin.take().context("a pipe")?;
    stdin.write_all(input.as_bytes())?;
    drop(stdin);
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{words:?}: {}", output.status);
    Ok(output.stdout)
}

/// Copies the app's solver to a folder.
fn copy_solver(to: &Path) -> Result<()> {
    let built = env::var_os("E2E_BENCH_SOLVER").map(PathBuf::from);
    let built = built.context("`cargo xtask bench` builds the solver and names it")?;
    for name in ["solver.js", "solver_bg.wasm"] {
        fs::copy(built.join(name), to.join(name))?;
    }
    Ok(())
}

fn worth(said: &Value) -> Option<Worth> {
    Some((said[0].as_i64()?, said[1].as_i64()?))
}

#[expect(clippy::cast_precision_loss, reason = "points are far below 2^53")]
fn percent(part: i64, of: i64) -> f64 {
    100.0 * part as f64 / of.max(1) as f64
}

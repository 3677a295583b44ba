//! The team solver in the built app: allowed by the page's policy, and kept for offline use.

use e2e::{Engine, Result, Seen, Visit, ensure, in_every_browser, until};
use groundcrew::domain::teams::{Report, Request, Standing};
use groundcrew::format::teams;
use serde_json::{Value, json};

use crate::hosting::kept_for_offline;

in_every_browser!(
    teams_are_formed_beside_the_page,
    teams_are_formed_offline_though_none_were_before,
);

const INSTANCE: &str = include_str!("../../../fixtures/teams/s-101-mid.json");

/// What the page does to form teams, in a few lines: src/browser/teams.rs has its own tests.
const FORM: &str = "
  const address = document.querySelector('meta[name=teams-worker]').content;
  const worker = new Worker(address, { type: 'module' });
  window.formed = [];
  worker.onerror = (error) => window.formed.push(`error ${error.message}`);
  worker.onmessage = ({ data }) => {
    if (data.ready) worker.postMessage(new Uint8Array(window.request));
    else window.formed.push(data.report ? [...data.report] : data.failed);
  };";

async fn teams_are_formed_beside_the_page(visit: &mut Visit) -> Result<()> {
    visit.open("").await?;
    visit.heading("Orbit Mentoring").see().await?;
    form(visit).await?;
    let requests = visit.site.requests();
    let solver = requests
        .iter()
        .filter(|request| request.path.ends_with("solver_bg.wasm"));
    ensure!(solver.count() >= 1, "{requests:?}");
    Ok(())
}

async fn teams_are_formed_offline_though_none_were_before(visit: &mut Visit) -> Result<()> {
    visit.expect_error("ERR_CONNECTION_REFUSED");
    visit.expect_error("Failed to fetch");
    visit.expect_error("NetworkError");
    kept_for_offline(visit).await?;
    visit.site.stop();
    match visit.engine {
        Engine::Chromium | Engine::Firefox => visit.close_and_restart().await?,
        // As in the journeys of hosting.rs.
        Engine::WebKit => visit.session().goto("about:blank").await?,
    }
    visit.open("").await?;
    visit.heading("Orbit Mentoring").see().await?;
    form(visit).await?;
    visit.site.start()
}

/// Forms the teams of an instance, and waits for the proof that none are better.
async fn form(visit: &Visit) -> Result<()> {
    let request = Request {
        problem: teams::parse(INSTANCE)?.problem,
        seed: 1,
        begin_from: None,
        seconds: None,
    };
    let bytes = json!(request.to_bytes());
    visit
        .define(&format!("window.request = {bytes}; {FORM}"))
        .await?;
    let last = until("the teams", async || {
        let said = visit
            .run("return window.formed.at(-1) ?? null;", &[])
            .await?;
        let report = report(&said)?;
        Ok(match report {
            Some(report) if report.is_last() => Seen::Yes(report),
            Some(_) | None => Seen::not_yet(said),
        })
    })
    .await?;
    ensure!(last.standing == Standing::Proved, "{last:?}");
    let best = last.objective.map(|best| (best.placed, best.quality));
    ensure!(best == Some((15, 1417)), "{best:?}");
    Ok(())
}

fn report(said: &Value) -> Result<Option<Report>> {
    ensure!(!said.is_string(), "{said}");
    let Some(bytes) = said.as_array() else {
        return Ok(None);
    };
    let bytes = bytes.iter().filter_map(Value::as_u64);
    let bytes: Vec<u8> = bytes.map(u8::try_from).collect::<Result<_, _>>()?;
    Ok(Some(Report::from_bytes(&bytes)?))
}

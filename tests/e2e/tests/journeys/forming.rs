//! The team solver in the built app: allowed by the page's policy, kept for offline use, and what the studio
//! says when it can't form teams, or not all of them.

use std::fs;
use std::path::Path;

use e2e::{Context, Engine, Name, Reply, Result, Seen, Visit, ensure, in_every_browser, until};
use groundcrew::domain::teams::{Report, Request, Standing};
use groundcrew::format::teams;
use serde_json::{Value, json};

use crate::hosting::kept_for_offline;
use crate::studio::{crewed, first_team, form as form_and_accept, name_on, people};

in_every_browser!(
    teams_are_formed_beside_the_page,
    teams_are_formed_offline_though_none_were_before,
    a_solver_that_is_not_there_is_told_and_fetched_again,
    locks_that_clash_are_named_no_more_of_them_than_needed,
);

e2e::once!(
    a_team_that_can_not_be_completed_is_left_and_the_reason_told,
    promise_10_a_roster_that_another_tab_changed_is_not_written_over,
    a_change_by_hand_ends_the_search_and_says_so,
    navigators_who_are_left_over_come_second_where_two_may_lead,
    who_is_left_over_is_told_why_before_the_teams_are_used,
);

const INSTANCE: &str = include_str!("../../../fixtures/teams/s-101-mid.json");

/// What the page does to form teams, in a few lines: src/browser/teams.rs has its own tests.
const FORM: &str = "
  const address = document.querySelector('meta[name=teams-worker]').content;
  const worker = new Worker(address, { type: 'module' });
  window.formed = [];
  worker.onerror = (error) => window.formed.push(`error ${error.message}`);
  worker.onmessage = ({ data }) => {
    if (data.here) worker.postMessage({ module: undefined });
    else if (data.ready) worker.postMessage(new Uint8Array(window.request));
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
        Engine::WebKit => visit.goto("about:blank").await?,
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

/// The place of one of the solver's files, relative to the site.
fn solver_file(folder: &Path, name: &str) -> Result<String> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if let Ok(found) = solver_file(&path, name) {
                return Ok(found);
            }
        } else if path.ends_with(Path::new("teams").join(name)) {
            let place = path.strip_prefix(e2e::dist()?)?;
            return Ok(place.to_str().context("a plain name")?.to_owned());
        }
    }
    Err(e2e::anyhow!("{name} is nowhere in {}", folder.display()))
}

/// Chooses what may be moved.
async fn begin(visit: &Visit, how: &str) -> Result<()> {
    visit.button("Form teams").click().await?;
    let dialog = visit.role("dialog", "Form teams");
    dialog.role("button", Name::begins(how)).click().await
}

/// Serves the programme with some rules for teams that are others.
fn serve_rules(visit: &Visit, rules: &Value) -> Result<()> {
    let mut programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
    let teams = programme["sessions"][0]["teams"].as_object_mut();
    let rules = rules.as_object().context("rules by name")?.clone();
    teams
        .context("the rules of the first session")?
        .extend(rules);
    let bytes = serde_json::to_vec(&programme)?;
    visit.site.replace("programme.json", Reply::Bytes(bytes));
    Ok(())
}

async fn found(visit: &Visit) -> Result<()> {
    visit
        .heading(Name::begins("Found: nothing better is possible"))
        .see()
        .await
}

async fn a_solver_that_is_not_there_is_told_and_fetched_again(visit: &mut Visit) -> Result<()> {
    for words in [
        "404",
        "Failed to load",
        "WebAssembly",
        "MIME",
        "the solver can't be started",
    ] {
        visit.expect_error(words);
    }
    let files = ["worker.js", "solver_bg.wasm"].map(|name| solver_file(&e2e::dist()?, name));
    let [script, module] = files;
    let (script, module) = (script?, module?);
    visit.site.replace(&script, Reply::Status(404));
    visit.site.replace(&module, Reply::Status(404));
    crewed(visit, 6).await?;
    let failed = visit.heading("The teams could not be formed");
    let why = visit.text_of(Name::begins("What forms them could not be fetched"));
    for missing in [&script, &module] {
        begin(visit, "Fill what is open").await?;
        failed.see().await?;
        why.see().await?;
        visit.button("Discard").click().await?;
        failed.gone().await?;
        visit.site.restore(missing);
    }
    form_and_accept(visit, "Fill what is open").await
}

async fn locks_that_clash_are_named_no_more_of_them_than_needed(visit: &mut Visit) -> Result<()> {
    // So that few people are several teams, and one alone is a team.
    serve_rules(
        visit,
        &json!({ "mentees": [1, 3], "teamHours": 1, "captainHours": 1 }),
    )?;
    crewed(visit, 9).await?;
    form_and_accept(visit, "Fill what is open").await?;
    let team = first_team(visit);
    let chips = people(&team);
    let count = chips.count().await?;
    let leader = name_on(&chips.nth(0)).await?;
    let (first, second) = (
        name_on(&chips.nth(count - 2)).await?,
        name_on(&chips.nth(count - 1)).await?,
    );
    // Somebody on another team is locked too, who has nothing to do with it.
    let elsewhere = people(&visit.role("region", Name::begins("Team ")).nth(1));
    let other = name_on(&elsewhere.nth(elsewhere.count().await? - 1)).await?;
    for name in [&first, &second, &other] {
        visit.button(Name::begins(name.as_str())).click().await?;
        let dialog = visit.role("dialog", name.as_str());
        dialog.role("button", "Lock in place").click().await?;
        let said = format!("{name} stays where they are.");
        visit.text_of(Name::has(said)).see().await?;
    }
    visit.button(Name::begins(first.as_str())).click().await?;
    let dialog = visit.role("dialog", first.as_str());
    let apart = dialog.role("combobox", "Keep apart from");
    apart.choose(Name::begins(second.as_str())).await?;
    dialog.role("button", "Keep apart").click().await?;
    visit.text_of(Name::has("are kept apart.")).see().await?;

    begin(visit, "Form all anew").await?;
    visit
        .heading("No teams can keep what is fixed")
        .see()
        .await?;
    visit.axe().await?;
    let bar = visit.role("region", "No teams can keep what is fixed");
    let mut lines = bar.any("listitem").all_texts().await?;
    lines.sort();
    let mut expected = [&first, &second].map(|name| format!("{name} with {leader}"));
    expected.sort();
    ensure!(lines == expected, "{lines:?} are not {expected:?}");
    visit.narrow().await?;
    visit.fits_its_width().await?;

    // One of them may go: then there are teams again.
    visit.button(Name::begins(second.as_str())).click().await?;
    let dialog = visit.role("dialog", second.as_str());
    dialog.role("button", "Unlock").click().await?;
    let said = visit.text_of(Name::has("may be moved again."));
    said.see().await?;
    visit
        .heading("The plan was changed meanwhile")
        .see()
        .await?;
    visit.button("Look again").click().await?;
    found(visit).await
}

async fn a_team_that_can_not_be_completed_is_left_and_the_reason_told(
    visit: &mut Visit,
) -> Result<()> {
    crewed(visit, 9).await?;
    // Somebody is put on a team that nobody leads.
    visit.button("Add team").click().await?;
    visit.text_of(Name::has("was added")).see().await?;
    let team = visit.role("region", "Team 1");
    let free = visit.role("region", "On no team").any("button").nth(0);
    let name = name_on(&free).await?;
    free.click().await?;
    let dialog = visit.role("dialog", name.as_str());
    dialog
        .role("button", Name::begins("Team 1"))
        .click()
        .await?;
    team.button(Name::begins(name.as_str())).see().await?;

    begin(visit, "Fill what is open").await?;
    found(visit).await?;
    let bar = visit.role("region", Name::begins("Found: nothing better is possible"));
    bar.text_of("Left as they are:").see().await?;
    let lines = bar.any("listitem").all_texts().await?;
    let expected = ["Team 1: Nobody leads it who said when they are free."];
    ensure!(lines == expected, "{lines:?}");
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;
    visit.button("Use these teams").click().await?;
    visit.text_of(Name::has("are in the plan")).see().await?;
    team.button(Name::begins(name.as_str())).see().await?;
    let others = visit.role("region", Name::begins("Team ")).count().await?;
    ensure!(others > 1, "all else is filled");
    Ok(())
}

async fn promise_10_a_roster_that_another_tab_changed_is_not_written_over(
    visit: &mut Visit,
) -> Result<()> {
    crewed(visit, 9).await?;
    begin(visit, "Fill what is open").await?;
    found(visit).await?;
    let (first, _) = visit.open_tab("#/teams/orbit-4").await?;
    visit.button("Add team").click().await?;
    visit.text_of(Name::has("was added")).see().await?;
    visit.switch_to(&first).await?;
    visit
        .heading("The plan was changed meanwhile")
        .see()
        .await?;
    visit.axe().await?;
    let accept = visit.button("Use these teams");
    ensure!(accept.attribute("aria-disabled").await?.as_deref() == Some("true"));
    visit.role("region", "Team 1").see().await?;
    visit.button("Look again").click().await?;
    found(visit).await?;
    accept.click().await?;
    visit.text_of(Name::has("are in the plan")).see().await
}

async fn a_change_by_hand_ends_the_search_and_says_so(visit: &mut Visit) -> Result<()> {
    // The solver is on its way for as long as it takes.
    let module = solver_file(&e2e::dist()?, "solver_bg.wasm")?;
    visit.site.replace(&module, Reply::Held);
    crewed(visit, 6).await?;
    begin(visit, "Fill what is open").await?;
    visit.heading("Looking for the best teams…").see().await?;
    visit.button("Add team").click().await?;
    visit
        .heading("The plan was changed meanwhile")
        .see()
        .await?;
    visit.text_of(Name::has("was added")).see().await?;
    visit.role("region", "Team 1").see().await?;
    visit.site.restore(&module);
    visit.button("Look again").click().await?;
    found(visit).await
}

async fn navigators_who_are_left_over_come_second_where_two_may_lead(
    visit: &mut Visit,
) -> Result<()> {
    serve_rules(
        visit,
        &json!({ "teamHours": 1, "captainHours": 1, "navigators": 2 }),
    )?;
    crewed(visit, 9).await?;
    begin(visit, "Fill what is open").await?;
    found(visit).await?;
    visit
        .text_of(Name::begins("Navigators who come second: "))
        .see()
        .await?;
    visit.button("Use these teams").click().await?;
    visit.text_of(Name::has("are in the plan")).see().await?;
    // None of them says that it breaks a rule.
    let broken = visit.text_of("Rules broken");
    broken.see().await?;
    let script = "const at = [...document.querySelectorAll('.studio-figure')];
        return at.map((figure) => figure.textContent).find((text) => text.startsWith('Rules broken'));";
    let figure = visit.run(script, &[]).await?;
    ensure!(figure == "Rules broken0", "{figure}");
    Ok(())
}

async fn who_is_left_over_is_told_why_before_the_teams_are_used(visit: &mut Visit) -> Result<()> {
    // Of nine, teams of two leave one over at least.
    let rules = json!({ "mentees": [2, 2], "teamHours": 1, "captainHours": 1 });
    serve_rules(visit, &rules)?;
    crewed(visit, 9).await?;
    begin(visit, "Fill what is open").await?;
    found(visit).await?;
    let bar = visit.role("region", Name::begins("Found: nothing better is possible"));
    bar.text_of(Name::has("left over, under “On no team”"))
        .see()
        .await?;
    let free = visit.role("region", "On no team");
    let first = free.any("button").nth(0);
    let name = name_on(&first).await?;
    first.click().await?;
    let dialog = visit.role("dialog", name.as_str());
    dialog.heading(Name::begins("Why is ")).see().await?;
    dialog
        .text_of("Accept or discard the preview first")
        .see()
        .await?;
    let offered = dialog.button(Name::begins("Do this"));
    ensure!(!offered.is_there().await?, "it is a preview");
    visit.axe().await
}

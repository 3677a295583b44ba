//! The native side of `cargo xtask bench teams`. Nothing of it is in the app.
//!
//! `bench_teams list` names the instances; `bench_teams request NAME` writes what a worker is asked, as bytes;
//! `bench_teams read` tells what a worker's reports say, line by line a time and the bytes in hex;
//! `bench_teams form NAME SECONDS` and `bench_teams exhaust NAME SECONDS` form teams, the one with the app's
//! solver and the other as tools did before, and print what came of it as one line of JSON.

#![allow(clippy::print_stdout, reason = "what was measured is printed")]

mod exhaust;
mod instances;
mod making;

use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use groundcrew::domain::teams::{Objective, Problem, Report, Request, Search, Standing, Status};
use serde_json::{Value, json};

use instances::{Instance, instances};

/// About a fifth of a millisecond's work, as in the worker.
const SLICE: u64 = 200_000;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench_teams: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> io::Result<()> {
    let usage = || io::Error::other("see the first lines of examples/bench_teams/main.rs");
    let named = |name: &str| -> io::Result<Instance> {
        let mut all = instances().into_iter();
        all.find(|instance| instance.name == name).ok_or_else(usage)
    };
    let seconds = |word: &str| word.parse().map(Duration::from_secs).map_err(|_| usage());
    match words {
        ["list"] => {
            let all: Vec<Value> = instances().iter().map(Instance::describe).collect();
            println!("{}", json!(all));
        }
        ["request", name] => {
            let request = Request {
                problem: named(name)?.problem,
                seed: 1,
                begin_from: None,
                seconds: None,
            };
            io::stdout().write_all(&request.to_bytes())?;
        }
        ["read"] => println!("{}", read(&io::read_to_string(io::stdin())?)?),
        ["form", name, time] => println!("{}", form(named(name)?.problem, seconds(time)?)?),
        ["exhaust", name, time] => {
            let problem = named(name)?.problem;
            let began = Instant::now();
            let (best, is_whole) = exhaust::best(&problem, began + seconds(time)?);
            let took = milliseconds(began);
            println!(
                "{}",
                json!({ "objective": pair(best), "whole": is_whole, "took": took })
            );
        }
        _ => return Err(usage()),
    }
    Ok(())
}

/// Forms teams until there is a proof or time is up.
fn form(problem: Problem, time: Duration) -> io::Result<Value> {
    let began = Instant::now();
    let mut search = Search::new(problem, 1).map_err(io::Error::other)?;
    let mut story: Vec<Value> = Vec::new();
    let mut told = (None, None);
    loop {
        let status = search.step(SLICE);
        let at = milliseconds(began);
        let now = (search.objective(), search.bound());
        if now != told {
            story.push(json!([at, now.0.map(pair), now.1.map(pair)]));
            told = now;
        }
        if status != Status::Searching || began.elapsed() >= time {
            let proved = (status == Status::Proved).then_some(at);
            return Ok(json!({ "story": story, "proved": proved, "memory": peak()? }));
        }
    }
}

/// A worker's reports, told as [`form`] does.
fn read(lines: &str) -> io::Result<Value> {
    let mut story: Vec<Value> = Vec::new();
    let mut proved = None;
    for line in lines.lines() {
        let bad = || io::Error::other(format!("not a time and bytes: {line}"));
        let (at, hex) = line.split_once(' ').ok_or_else(bad)?;
        let at: f64 = at.parse().map_err(|_| bad())?;
        let bytes = (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16));
        let bytes: Vec<u8> = bytes.collect::<Result<_, _>>().map_err(|_| bad())?;
        let report = Report::from_bytes(&bytes).map_err(io::Error::other)?;
        story.push(json!([
            at,
            report.objective.map(pair),
            report.bound.map(pair)
        ]));
        if report.standing == Standing::Proved {
            proved = Some(at);
        }
    }
    Ok(json!({ "story": story, "proved": proved }))
}

/// The most memory that this process has had, in bytes, as Linux tells it.
fn peak() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes
        .map(|kilobytes| kilobytes * 1024)
        .ok_or_else(|| io::Error::other("the system does not tell how much memory was used"))
}

fn pair(objective: Objective) -> Value {
    json!([objective.placed, objective.quality])
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

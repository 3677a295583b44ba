//! Forms teams: `cargo run --release --example form_teams -- INSTANCE.json [--seconds S] [--seed N]`
//! prints one answer to the standard output, and how it comes along to the other one.

#![allow(clippy::print_stdout, reason = "the answer is printed")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use groundcrew::domain::teams::{Search, Status};
use groundcrew::format::teams::{self, BadInstance};

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("usage: form_teams INSTANCE.json [--seconds S] [--seed N]")]
    Usage,
    #[error("{}: {source}", .path.display())]
    Unread { path: PathBuf, source: io::Error },
    #[error("{}: {source}", .path.display())]
    Refused { path: PathBuf, source: BadInstance },
    #[error("there is no answer yet: allow it more than {} s", .0.as_secs_f64())]
    NoneYet(Duration),
}

/// What was asked for.
struct Request {
    path: PathBuf,
    time: Duration,
    seed: u64,
}

/// About a millisecond's work.
const STEP: u64 = 1_000_000;

fn request(mut words: impl Iterator<Item = String>) -> Option<Request> {
    let mut path = None;
    let (mut time, mut seed) = (Duration::from_secs(60), 1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seconds" => {
                let seconds = words.next()?.parse().ok()?;
                time = Duration::try_from_secs_f64(seconds).ok()?;
            }
            "--seed" => seed = words.next()?.parse().ok()?,
            _ if path.is_none() => path = Some(PathBuf::from(word)),
            _ => return None,
        }
    }
    path.map(|path| Request { path, time, seed })
}

fn answer(words: impl Iterator<Item = String>) -> Result<String, Failure> {
    let Request { path, time, seed } = request(words).ok_or(Failure::Usage)?;
    let begin = Instant::now();
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(source) => return Err(Failure::Unread { path, source }),
    };
    let opened = teams::parse(&text).and_then(|instance| {
        let search = Search::new(instance.problem.clone(), seed)?;
        Ok((instance, search))
    });
    let (instance, mut search) = match opened {
        Ok(opened) => opened,
        Err(source) => return Err(Failure::Refused { path, source }),
    };
    let mut said = (None, None);
    let status = loop {
        let status = search.step(STEP);
        let news = (search.objective(), search.bound());
        if news.0 != said.0 || news.1 != said.1 {
            eprintln!(
                "{:8.3} s  {:?} {:?}",
                begin.elapsed().as_secs_f64(),
                news.0,
                news.1
            );
            said = news;
        }
        if status != Status::Searching || begin.elapsed() >= time {
            break status;
        }
    };
    eprintln!("{:8.3} s  {status:?}", begin.elapsed().as_secs_f64());
    if status == Status::Infeasible {
        return Ok(teams::infeasible(&instance));
    }
    match (search.roster(), search.objective()) {
        (Some(roster), Some(objective)) => Ok(teams::solution(
            &instance,
            &roster,
            objective,
            search.bound(),
            search.most_points(),
        )),
        _ => Err(Failure::NoneYet(time)),
    }
}

fn main() -> ExitCode {
    match answer(env::args().skip(1)) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("form_teams: {failure}");
            ExitCode::FAILURE
        }
    }
}

//! The project's own tool, run as `cargo xtask`: builds, serves, tests and checks Groundcrew.
//!
//! One file per command; the files they share are named after what they make
//! (`style`, `page`, `worker`, `compressed`) or talk to (`workspace`, `tools`).

#![allow(
    clippy::print_stdout,
    reason = "what a command answers goes to standard output"
)]

mod arguments;
mod bench;
mod build;
mod check;
mod compressed;
mod content;
mod page;
mod programme;
mod serve;
mod site;
mod solver;
mod split;
mod style;
mod test;
mod tools;
mod watch;
mod worker;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

use arguments::Arguments;

const USAGE: &str = "\
cargo xtask <command>

  build [--base /path/] [--dist DIR] [--dev]
      Builds the app in release into dist/, ready to copy to a static host;
      refuses while public/programme.json has mistakes, and says them.
      --base   the path it will live under, for a host's 404 page (default /)
      --dev    a quick build with the names of functions, not compressed
  serve [--port N] [--base /path/] [--dist DIR] [--dev]
      Builds, serves on 127.0.0.1 (port 8080, or the next free one), and
      rebuilds and reloads the page when a file changes. Mistakes in the
      programme file are said here and on the page.
  test [native|browser|e2e] [--release] [filter]
      Installs what the tests need, and runs all of them or one stage; a filter
      picks tests by their name. Journeys run on a build that is quick to make;
      with --release on the one that would be published.
  bench [visits|typing|wall|storage|teams]
      Measures the app in headless Chromium, all of it or one part, and prints
      one table; a budget that is not kept is reported as MISSED.
  check
      Format, lints, documentation, dependencies.
";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut words: Vec<String>) -> Result<()> {
    let command = if words.is_empty() {
        String::new()
    } else {
        words.remove(0)
    };
    match command.as_str() {
        "build" => build::run(Arguments::parse(words)?),
        "serve" => serve::run(Arguments::parse(words)?),
        "test" => test::run(words),
        "bench" => bench::run(&words),
        "check" => check::run(&words),
        // Cargo's runner for the browser tests; see test/browser.rs.
        "wasm-test-runner" => test::run_wasm_tests(words),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        "" => anyhow::bail!("no command given\n\n{USAGE}"),
        other => anyhow::bail!("there is no command {other:?}\n\n{USAGE}"),
    }
}

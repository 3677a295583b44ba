//! `cargo xtask serve`: serves the built app on this machine, and rebuilds it when a file changes.
//!
//! The page is the one that hosts get, service worker included, with one script more: it
//! waits until the server has a newer version, lets that take over, and reloads. So working
//! on the app goes through the same update as the people who use it.

mod files;
mod reload;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::Server;

use crate::arguments::Arguments;
use crate::build::Builder;
use crate::programme;
use crate::watch;
use crate::workspace::Workspace;
use files::Files;
use reload::CurrentEdition;

/// The port to begin with when none was asked for, and how many to try from there.
const FIRST_PORT: u16 = 8080;
const PORTS: u16 = 50;

/// Runs `cargo xtask serve`; ends only by an error or from outside.
pub fn run(arguments: Arguments) -> Result<()> {
    let base = arguments.base.clone().unwrap_or_else(|| "/".to_owned());
    let mut builder = Builder::new(Workspace::load()?, &arguments)?;
    let root = builder.workspace().root.clone();
    let mut seen = watch::snapshot(&root);
    check_programme(builder.workspace());
    let built = builder.build()?;
    let edition = Arc::new(CurrentEdition::new(built.edition));

    let listener = listen(arguments.port)?;
    let address = listener.local_addr().context("the server has no address")?;
    let server = Server::from_listener(listener, None)
        .map_err(|error| anyhow!("could not serve: {error}"))?;
    let files = Arc::new(Files::new(built.dist, base.clone(), Arc::clone(&edition)));
    thread::spawn(move || {
        for request in server.incoming_requests() {
            let files = Arc::clone(&files);
            thread::spawn(move || files.answer(request));
        }
    });
    println!("Groundcrew is at http://{address}{base} (Ctrl+C ends it)");

    loop {
        let now = watch::wait_for_change(&root, &seen);
        for path in watch::changed(&seen, &now) {
            let path = path.strip_prefix(&root).unwrap_or(path);
            eprintln!("changed: {}", path.display());
            if path == Path::new(programme::FILE) {
                check_programme(builder.workspace());
            }
        }
        seen = now;
        match builder.build() {
            Ok(built) => edition.set(built.edition),
            Err(error) => eprintln!("error: {error:#}\nThe last good build is still served."),
        }
    }
}

/// Shows what there is to say of the programme file. Mistakes in it keep nobody from serving it: the
/// page says them too, and that is what one may be working on.
fn check_programme(workspace: &Workspace) {
    if let Err(error) = programme::check(workspace) {
        eprintln!("warning: {error:#}");
    }
}

/// A socket on loopback: the port that was asked for, or the first free one.
fn listen(port: Option<u16>) -> Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).with_context(|| format!("port {port} can't be used"));
    }
    (FIRST_PORT..FIRST_PORT + PORTS)
        .find_map(|port| bind(port).ok())
        .with_context(|| {
            format!(
                "no port from {FIRST_PORT} to {} is free; name one with --port",
                FIRST_PORT + PORTS - 1
            )
        })
}

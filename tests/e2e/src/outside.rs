//! Everywhere that is not this machine: the proxy browsers are given for it, which notes what
//! they ask for and answers that it cannot be reached.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;

/// Browsers ask their makers themselves, on no page's behalf, and no setting stops it all. A page
/// that asked these would still be told on: by the policy's reports.
const MAKERS: &[&str] = &[
    "duckduckgo.com",
    "firefox.com",
    "google.com",
    "googleapis.com",
    "gvt1.com",
    "mozaws.net",
    "mozgcp.net",
    "mozilla.com",
    "mozilla.net",
    "mozilla.org",
];

/// A proxy that lets nothing through.
#[derive(Debug)]
pub struct Outside {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Outside {
    /// Starts noting, on a loopback port of its own, for as long as this process runs.
    pub fn watch() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let notes = Arc::clone(&notes);
                std::thread::spawn(move || refuse(&stream, &notes));
            }
        });
        Ok(Self { port, asked })
    }

    /// The proxy's address.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What was asked of other hosts so far, as `GET http://host/path` or `CONNECT host:443`.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked
            .iter()
            .filter(|line| !MAKERS.iter().any(|maker| is_of(line, maker)))
            .cloned()
            .collect()
    }

    /// Forgets what was asked.
    pub fn forget(&self) {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// Whether a noted line asks a host of this domain.
fn is_of(line: &str, domain: &str) -> bool {
    let target = line.rsplit(' ').next().unwrap_or(line);
    let target = target.strip_prefix("http://").unwrap_or(target);
    let host = target.split(['/', ':']).next().unwrap_or(target);
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn refuse(stream: &TcpStream, notes: &Mutex<Vec<String>>) {
    let mut line = String::new();
    if BufReader::new(stream).read_line(&mut line).is_err() || line.is_empty() {
        return;
    }
    let asked = line
        .rsplit_once(' ')
        .map_or(line.as_str(), |(asked, _)| asked);
    notes
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(asked.to_owned());
    let reply = b"HTTP/1.1 502 -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    if let Err(error) = (&mut &*stream).write_all(reply) {
        eprintln!("a browser did not wait for its refusal: {error}");
    }
}

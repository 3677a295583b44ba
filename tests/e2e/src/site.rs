//! The web server a journey visits: a folder under a base path, like any static host, that also
//! notes every request and can go away, come back, and change what it serves.

mod shared;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result};

use self::shared::Shared;
pub use self::shared::{Reply, Request};
use crate::process::listen_anew;

/// A running static site on a loopback port. It stops when dropped.
#[derive(Debug)]
pub struct Site {
    port: u16,
    base: String,
    shared: Arc<Mutex<Shared>>,
    /// Told when a request that is held may have its answer.
    turned: Arc<Condvar>,
    accepting: Option<JoinHandle<()>>,
}

impl Site {
    /// Serves a folder at the root.
    pub fn serve(folder: &Path) -> Result<Self> {
        Self::serve_under("/", folder)
    }

    /// Serves a folder under a path that begins and ends with a slash.
    pub fn serve_under(base: &str, folder: &Path) -> Result<Self> {
        let mut site = Self {
            port: 0,
            base: base.to_owned(),
            shared: Arc::new(Mutex::new(Shared::new(base, folder))),
            turned: Arc::default(),
            accepting: None,
        };
        site.start()?;
        Ok(site)
    }

    /// The URL of a place in the site: `url("")` is its front page.
    pub fn url(&self, place: &str) -> String {
        format!("{}{}{place}", self.origin(), self.base)
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Answers again, on the port it had.
    pub fn start(&mut self) -> Result<()> {
        let listener = match self.port {
            0 => listen_anew()?,
            port => TcpListener::bind((Ipv4Addr::LOCALHOST, port))
                .with_context(|| format!("port {port} is taken"))?,
        };
        self.port = listener.local_addr()?.port();
        self.lock().running = true;
        let (shared, turned) = (Arc::clone(&self.shared), Arc::clone(&self.turned));
        self.accepting = Some(std::thread::spawn(move || {
            accept(&listener, &shared, &turned);
        }));
        Ok(())
    }

    /// Goes away: connections are cut, new ones refused.
    pub fn stop(&mut self) {
        let Some(accepting) = self.accepting.take() else {
            return;
        };
        {
            let mut shared = self.lock();
            shared.running = false;
            for stream in shared.open.drain(..) {
                // A connection that the browser has closed already is what is wanted.
                match stream.shutdown(Shutdown::Both) {
                    Ok(()) | Err(_) => {}
                }
            }
        }
        self.turned.notify_all();
        // One last connection wakes the thread that waits for them.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        assert!(accepting.join().is_ok(), "the site's thread panicked");
    }

    /// Serves another folder from now on: a new version of the app.
    pub fn serve_instead(&self, folder: &Path) {
        folder.clone_into(&mut self.lock().folder);
    }

    /// Answers a path, relative to the base, with something else from now on.
    pub fn replace(&self, path: &str, reply: Reply) {
        self.lock().instead.insert(path.to_owned(), reply);
        self.turned.notify_all();
    }

    /// Answers a path with the folder's file again.
    pub fn restore(&self, path: &str) {
        self.lock().instead.remove(path);
        self.turned.notify_all();
    }

    /// A file as it is served now.
    pub fn read(&self, path: &str) -> Result<Vec<u8>> {
        let file = self.lock().folder.join(path);
        fs::read(&file).with_context(|| file.display().to_string())
    }

    /// Every request so far, reports of policy breaches excepted.
    pub fn requests(&self) -> Vec<Request> {
        self.lock().requests.clone()
    }

    /// What browsers said the content security policy stopped, on any page of the site so far.
    pub fn policy_reports(&self) -> Vec<String> {
        self.lock().reports.clone()
    }

    /// Forgets the reports: they were what a journey expected.
    pub fn forget_policy_reports(&self) {
        self.lock().reports.clear();
    }

    /// Sends the compressed copies that lie beside the files, to browsers that take them.
    pub fn send_compressed(&self) {
        self.lock().compressed = true;
    }

    /// Gives every page a script that notes the console's errors, for engines that do not tell them.
    pub(crate) fn note_errors(&self) {
        self.lock().notes_errors = true;
    }

    /// The errors noted since the last call.
    pub(crate) fn take_errors(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().errors)
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        lock(&self.shared)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A panic in another thread fails its own test; what it left here is whole.
fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &TcpListener, shared: &Arc<Mutex<Shared>>, turned: &Arc<Condvar>) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        let kept = stream.try_clone();
        {
            let mut shared = lock(shared);
            if !shared.running {
                return;
            }
            if let Ok(kept) = kept {
                shared.open.push(kept);
            }
        }
        let (shared, turned) = (Arc::clone(shared), Arc::clone(turned));
        std::thread::spawn(move || converse(stream, &shared, &turned));
    }
}

/// Answers the requests of one connection until either side closes it.
fn converse(stream: TcpStream, shared: &Mutex<Shared>, turned: &Condvar) {
    let Ok(mut out) = stream.try_clone() else {
        return;
    };
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader) {
        let bytes = {
            let held = |shared: &mut Shared| shared.running && shared.holds(&request);
            let shared = turned.wait_while(lock(shared), held);
            let mut shared = shared.unwrap_or_else(PoisonError::into_inner);
            if !shared.running {
                return;
            }
            shared.answer(request)
        };
        if out.write_all(&bytes).is_err() {
            return;
        }
    }
}

/// The next request; `None` when the connection is over or makes no sense.
fn read_request(reader: &mut impl BufRead) -> Option<Request> {
    let mut first = String::new();
    if reader.read_line(&mut first).ok()? == 0 {
        return None;
    }
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers
        .get("content-length")
        .map_or(Some(0), |length| length.parse::<usize>().ok())?;
    let mut body = vec![0; length.min(1 << 20)];
    reader.read_exact(&mut body).ok()?;
    Some(Request {
        method,
        path,
        headers,
        answered: 0,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

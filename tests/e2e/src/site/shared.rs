//! What the threads of a site share: what it serves, and what it was asked.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use crate::console;

/// What is answered for a path instead of the folder's file.
#[derive(Debug, Clone)]
pub enum Reply {
    /// These bytes, with the type of the path's ending.
    Bytes(Vec<u8>),
    /// A bare status, such as 404 or 500.
    Status(u16),
    /// Nothing until the path is answered in another way: a network that is slow.
    Held,
}

/// One request as it arrived.
#[derive(Debug, Clone)]
pub struct Request {
    /// `GET`, `POST`...
    pub method: String,
    /// The path with its query, as sent.
    pub path: String,
    /// The headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// How many bytes the answer took, headers included.
    pub answered: usize,
    /// The body: small, as nothing but reports of policy breaches is ever sent here.
    pub body: String,
}

/// The state of a site.
#[derive(Debug)]
pub(super) struct Shared {
    pub base: String,
    pub folder: PathBuf,
    pub instead: BTreeMap<String, Reply>,
    pub requests: Vec<Request>,
    /// What browsers said the policy stopped.
    pub reports: Vec<String>,
    /// What pages wrote to the console as errors.
    pub errors: Vec<String>,
    /// Whether pages get the script that notes their errors.
    pub notes_errors: bool,
    /// Whether compressed copies are sent.
    pub compressed: bool,
    /// The connections that are open.
    pub open: Vec<TcpStream>,
    pub running: bool,
}

/// Where browsers are told to send what the policy stopped.
const REPORTS: &str = "policy-reports";

/// An answer, before it is put into bytes.
struct Answer {
    status: u16,
    media_type: &'static str,
    /// Further headers, each with its line end.
    headers: String,
    body: Vec<u8>,
}

impl Answer {
    fn bare(status: u16) -> Self {
        let body = if status == 204 {
            ""
        } else {
            "nothing to see here"
        };
        Self {
            status,
            media_type: "text/plain",
            headers: String::new(),
            body: body.into(),
        }
    }

    fn into_bytes(self, head: bool) -> Vec<u8> {
        let mut bytes = format!(
            "HTTP/1.1 {} -\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}\r\n",
            self.status,
            self.media_type,
            self.body.len(),
            self.headers
        )
        .into_bytes();
        if !head {
            bytes.extend(self.body);
        }
        bytes
    }
}

impl Shared {
    pub fn new(base: &str, folder: &Path) -> Self {
        Self {
            base: base.to_owned(),
            folder: folder.to_owned(),
            instead: BTreeMap::new(),
            requests: Vec::new(),
            reports: Vec::new(),
            errors: Vec::new(),
            notes_errors: false,
            compressed: false,
            open: Vec::new(),
            running: false,
        }
    }

    /// Whether a request is not to be answered yet.
    pub fn holds(&self, request: &Request) -> bool {
        let path = request.path.split(['?', '#']).next().unwrap_or("");
        let place = path.strip_prefix(&self.base);
        place.is_some_and(|place| matches!(self.instead.get(place), Some(Reply::Held)))
    }

    /// Answers a request and notes it.
    pub fn answer(&mut self, mut request: Request) -> Vec<u8> {
        let path = request.path.split(['?', '#']).next().unwrap_or("");
        let path = percent_decoded(path);
        let head = request.method == "HEAD";
        let place = path.strip_prefix(&self.base);
        match place {
            Some(REPORTS) => {
                self.reports.push(request.body);
                return Answer::bare(204).into_bytes(head);
            }
            Some(console::REPORTS) => {
                self.errors.push(request.body);
                return Answer::bare(204).into_bytes(head);
            }
            Some(console::SCRIPT) => return note_errors().into_bytes(head),
            Some(_) | None => {}
        }
        let answer = match place {
            Some(place) => self.file(place, &request),
            None => Answer::bare(404),
        };
        let bytes = answer.into_bytes(head);
        request.answered = bytes.len();
        self.requests.push(request);
        bytes
    }

    fn file(&self, place: &str, request: &Request) -> Answer {
        let mut file = place.to_owned();
        if place.is_empty() || place.ends_with('/') {
            file.push_str("index.html");
        }
        let (mut body, caching) = match self.instead.get(&file) {
            Some(Reply::Status(status)) => return Answer::bare(*status),
            Some(Reply::Bytes(bytes)) => (bytes.clone(), "no-store"),
            Some(Reply::Held) | None => match self.folder_file(&file) {
                Some(bytes) => (bytes, caching(&file)),
                None => return Answer::bare(404),
            },
        };
        let mut headers = format!("Cache-Control: {caching}\r\n{}", self.policy(&file, &body));
        let takes = request.headers.get("accept-encoding");
        let takes_brotli = takes.is_some_and(|takes| takes.contains("br"));
        if self.notes_errors && is_page(&file) {
            body = console::noting(&String::from_utf8_lossy(&body)).into_bytes();
        } else if self.compressed
            && takes_brotli
            && let Some(compressed) = self.folder_file(&format!("{file}.br"))
        {
            body = compressed;
            headers.push_str("Content-Encoding: br\r\n");
        }
        Answer {
            status: 200,
            media_type: media_type(&file),
            headers,
            body,
        }
    }

    fn folder_file(&self, file: &str) -> Option<Vec<u8>> {
        if file.split('/').any(|part| part == "..") {
            return None;
        }
        fs::read(self.folder.join(file)).ok()
    }

    /// The page's own policy once more, as a header, with an address for reports. A policy in a
    /// page cannot have one, and without it a breach before a test's first script went unseen.
    fn policy(&self, file: &str, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        let policy = if is_page(file) {
            page_policy(&text)
        } else {
            None
        };
        policy.map_or_else(String::new, |policy| {
            let base = &self.base;
            format!("Content-Security-Policy: {policy}; report-uri {base}{REPORTS}\r\n")
        })
    }
}

fn note_errors() -> Answer {
    Answer {
        status: 200,
        media_type: "text/javascript",
        headers: String::new(),
        body: console::NOTE_ERRORS.into(),
    }
}

/// How long browsers may keep a file without asking: as docs/hosting.md has hosts say it.
fn caching(file: &str) -> &'static str {
    if file.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn is_page(file: &str) -> bool {
    media_type(file).starts_with("text/html")
}

/// The content security policy in a page's `meta` element.
fn page_policy(html: &str) -> Option<&str> {
    let (_, after) = html.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (_, after) = after.split_once("content=\"")?;
    Some(after.split_once('"')?.0)
}

fn media_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let decoded = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = decoded {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

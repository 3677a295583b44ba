//! Answers requests from the folder of a built site, the way a plain static host does.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tiny_http::{Header, Method, Request, Response};

use super::reload::{self, CurrentEdition};

/// A built site and the path it's served under.
pub struct Files {
    dist: PathBuf,
    base: String,
    edition: Arc<CurrentEdition>,
}

/// What is sent back: the status, the header lines, the body.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Files {
    /// `base` begins and ends with `/`.
    pub fn new(dist: PathBuf, base: String, edition: Arc<CurrentEdition>) -> Self {
        Self {
            dist,
            base,
            edition,
        }
    }

    /// Answers one request.
    pub fn answer(&self, request: Request) {
        let accepted = header(&request, "Accept-Encoding");
        let answer = match request.method() {
            Method::Get | Method::Head => self.find(request.url(), &accepted),
            _ => plain(405, "only GET and HEAD"),
        };
        let mut response = Response::from_data(answer.body).with_status_code(answer.status);
        for (name, value) in answer.headers {
            let header = Header::from_bytes(name.as_bytes(), value.as_bytes())
                .expect("the names are ours, and the values are printable ASCII");
            response.add_header(header);
        }
        // A browser that has gone away before its answer is no fault of the server's.
        drop(request.respond(response));
    }

    fn find(&self, url: &str, accepted: &str) -> Answer {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let Some(path) = path.strip_prefix(&self.base) else {
            return if format!("{path}/") == self.base || path == "/" {
                redirect(&self.base)
            } else {
                plain(404, "not under the base")
            };
        };
        match path {
            reload::SCRIPT => sent(
                200,
                "a.js",
                reload::SOURCE.as_bytes().to_vec(),
                Encoding::Plain,
            ),
            reload::QUESTION => {
                let known = query.strip_prefix("known=").unwrap_or_default();
                let version = self.edition.other_than(known);
                sent(200, "a.txt", version.into_bytes(), Encoding::Plain)
            }
            "" | "index.html" => match fs::read_to_string(self.dist.join("index.html")) {
                Ok(page) => {
                    let page = reload::inject(&page).into_bytes();
                    sent(200, "index.html", page, Encoding::Plain)
                }
                Err(error) => plain(500, &format!("index.html: {error}")),
            },
            path => self.file(path, accepted),
        }
    }

    fn file(&self, path: &str, accepted: &str) -> Answer {
        if let Some(path) = safe(path) {
            for encoding in accepted_encodings(accepted) {
                let file = self.dist.join(format!("{path}{}", encoding.ending()));
                if let Ok(body) = fs::read(file) {
                    return sent(200, &path, body, encoding);
                }
            }
        }
        match fs::read(self.dist.join("404.html")) {
            Ok(body) => sent(404, "404.html", body, Encoding::Plain),
            Err(_) => plain(404, "no such file"),
        }
    }
}

/// How a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

impl Encoding {
    fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Plain => "",
        }
    }
}

/// The forms that a browser takes, best first; the plain one is always the last.
fn accepted_encodings(header: &str) -> Vec<Encoding> {
    let takes = |name: &str| {
        header.split(',').any(|part| {
            let mut part = part.split(';').map(str::trim);
            let coding = part.next().unwrap_or_default();
            let refused = part.any(|parameter| {
                parameter
                    .strip_prefix("q=")
                    .and_then(|quality| quality.parse::<f32>().ok())
                    .is_some_and(|quality| quality <= 0.0)
            });
            coding.eq_ignore_ascii_case(name) && !refused
        })
    };
    let mut encodings = Vec::new();
    if takes("br") {
        encodings.push(Encoding::Brotli);
    }
    if takes("gzip") {
        encodings.push(Encoding::Gzip);
    }
    encodings.push(Encoding::Plain);
    encodings
}

/// The path below the site's folder, decoded; `None` when it would lead out of it.
fn safe(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first == b'%' {
            let (digits, after) = rest.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(first);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    let inside = Path::new(&path)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    (inside && !path.contains(['\\', '\0'])).then_some(path)
}

fn sent(status: u16, path: &str, body: Vec<u8>, encoding: Encoding) -> Answer {
    // As on a real host: what has its digest in its name may be kept for ever.
    let cache = if path.starts_with("assets/") && status == 200 {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut headers = vec![
        ("Content-Type", kind(path).to_owned()),
        ("Cache-Control", cache.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Vary", "Accept-Encoding".to_owned()),
    ];
    match encoding {
        Encoding::Brotli => headers.push(("Content-Encoding", "br".to_owned())),
        Encoding::Gzip => headers.push(("Content-Encoding", "gzip".to_owned())),
        Encoding::Plain => {}
    }
    Answer {
        status,
        headers,
        body,
    }
}

fn redirect(to: &str) -> Answer {
    Answer {
        status: 307,
        headers: vec![("Location", to.to_owned())],
        body: Vec::new(),
    }
}

fn plain(status: u16, words: &str) -> Answer {
    Answer {
        status,
        headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())],
        body: words.as_bytes().to_vec(),
    }
}

/// The media type by the file's ending.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

fn header(request: &Request, name: &'static str) -> String {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_form_that_the_browser_takes_is_tried_first() {
        use Encoding::{Brotli, Gzip, Plain};
        for (header, expected) in [
            ("gzip, deflate, br, zstd", vec![Brotli, Gzip, Plain]),
            ("gzip", vec![Gzip, Plain]),
            ("GZIP;q=0.5, br;q=0", vec![Gzip, Plain]),
            ("br;q=0.000", vec![Plain]),
            ("brotli", vec![Plain]),
            ("", vec![Plain]),
        ] {
            assert_eq!(accepted_encodings(header), expected, "{header}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in [
            "../a",
            "a/../../b",
            "%2e%2e/a",
            "/etc/passwd",
            "a%00",
            "%zz",
            "%2",
            "..%5ca",
        ] {
            assert_eq!(safe(path), None, "{path}");
        }
        assert_eq!(safe("icons/a%20b.svg"), Some("icons/a b.svg".to_owned()));
    }

    #[test]
    fn a_site_is_served_under_its_base_only() {
        let dist = std::env::temp_dir().join(format!("groundcrew-serve-{}", std::process::id()));
        for (path, text) in [
            ("index.html", "<head></head>"),
            ("404.html", "gone"),
            ("assets/a.js", "plain"),
            ("assets/a.js.br", "small"),
        ] {
            let path = dist.join(path);
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("a new folder");
            fs::write(path, text).expect("a new file");
        }
        let version = Arc::new(CurrentEdition::new("1".to_owned()));
        let files = Files::new(dist.clone(), "/sub/".to_owned(), version);
        let get = |url: &str, accepted: &str| {
            let answer = files.find(url, accepted);
            (answer.status, String::from_utf8(answer.body).expect("text"))
        };
        assert_eq!(
            get("/sub/assets/a.js", "gzip, br"),
            (200, "small".to_owned())
        );
        assert_eq!(get("/sub/assets/a.js?x", "gzip"), (200, "plain".to_owned()));
        assert_eq!(get("/sub/nowhere", ""), (404, "gone".to_owned()));
        assert_eq!(get("/assets/a.js", "").0, 404);
        assert_eq!(get("/sub", "").0, 307);
        assert_eq!(get("/", "").0, 307);
        assert_eq!(get("/sub/__reload?known=0", ""), (200, "1".to_owned()));
        for url in ["/sub/", "/sub/index.html", "/sub/?a=b"] {
            assert!(get(url, "").1.contains(reload::SCRIPT), "{url}");
        }
        fs::remove_dir_all(dist).expect("the folder is the test's own");
    }
}

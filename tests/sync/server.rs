//! A model of Kinto that speaks its HTTP, and does everything wrong that was seen of servers and of what is before them.

use std::collections::BTreeMap;
use std::time::Duration;

use groundcrew::domain::record::Value;
use groundcrew::format::json;
use groundcrew::sync::endpoint::{Method, Request, Response};

use super::dice::Dice;

/// What is stored under a name.
#[derive(Clone)]
struct Row {
    stamp: u64,
    data: BTreeMap<String, Value>,
}

/// A collection.
#[derive(Clone, Default)]
struct Shelf {
    rows: BTreeMap<String, Row>,
    latest: u64,
}

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// It never arrives.
    LostRequest,
    /// It is served, and the answer is lost.
    LostReply,
    /// Something on the way sends it twice; the second answer comes back.
    Twice,
    /// A batch is rolled back though it says 201 of most of it.
    Conflict,
    /// A page to log in to the network.
    Login,
    /// A status, and after how many seconds to come again.
    Status(u16, Option<u64>),
    /// Half an answer.
    Cut,
}

#[derive(Clone)]
pub struct Server {
    shelves: BTreeMap<String, Shelf>,
    pub identity: Option<String>,
    /// Whom it takes each for.
    pub users: BTreeMap<String, String>,
    /// Its own clock is so far from everyone's.
    pub skew: u64,
    pub ignores_if_match: bool,
    /// How many records it gives at once.
    page: usize,
    /// How many writes changed anything.
    pub writes: usize,
    /// How many requests it was sent.
    pub requests: usize,
}

/// A write that took its stamps and is not there for others yet.
pub struct Pending {
    request: Request,
    stamps: Vec<u64>,
    began: Duration,
}

const BUCKET: &str = "/buckets/demo/collections/";

fn response(status: u16, body: String) -> Response {
    Response {
        status,
        headers: BTreeMap::new(),
        body,
    }
}

impl Server {
    pub fn new(skew: u64, ignores_if_match: bool) -> Self {
        Self {
            shelves: BTreeMap::new(),
            identity: Some("the-one".to_owned()),
            users: BTreeMap::new(),
            skew,
            ignores_if_match,
            page: 7,
            writes: 0,
            requests: 0,
        }
    }

    /// Everything is gone, as after a disk was replaced.
    pub fn wipe(&mut self) {
        self.shelves.clear();
    }

    /// It is put back from a copy of itself.
    pub fn put_back(&mut self, copy: &Self) {
        self.shelves = copy.shelves.clone();
    }

    /// Someone removes a record by hand.
    pub fn remove_one(&mut self, dice: &mut Dice) {
        let names: Vec<_> = self.shelves.keys().cloned().collect();
        if names.is_empty() {
            return;
        }
        let shelf = self
            .shelves
            .get_mut(&names[dice.below(names.len())])
            .expect("a shelf");
        let rows: Vec<_> = shelf.rows.keys().cloned().collect();
        if rows.is_empty() {
            return;
        }
        shelf.latest += 1;
        let stamp = shelf.latest;
        let row = shelf
            .rows
            .get_mut(&rows[dice.below(rows.len())])
            .expect("a row");
        row.stamp = stamp;
        row.data = [("deleted".to_owned(), Value::Bool(true))]
            .into_iter()
            .collect();
    }

    /// A write takes its stamps, as PostgreSQL's do before they commit; reads have none to take.
    pub fn begin(&mut self, request: &Request, now: Duration) -> Pending {
        let mut stamps = Vec::new();
        for part in parts(request) {
            if text(&part, "method") == "PUT" {
                let (name, _) = place(text(&part, "path"));
                let time = now.as_millis() as u64 + self.skew;
                let shelf = self.shelves.entry(name.to_owned()).or_default();
                shelf.latest = time.max(shelf.latest + 1);
                stamps.push(shelf.latest);
            }
        }
        Pending {
            request: request.clone(),
            stamps,
            began: now,
        }
    }

    /// A request is served.
    pub fn end(
        &mut self,
        pending: &Pending,
        user: &str,
        fault: Fault,
        now: Duration,
    ) -> Option<Response> {
        self.requests += 1;
        // No server commits what it began so long ago: it was given up.
        let fault = if now - pending.began > Duration::from_secs(100) {
            Fault::LostRequest
        } else {
            fault
        };
        match fault {
            Fault::LostRequest => None,
            Fault::Login => Some(response(
                200,
                "<html><title>Welcome to the hall</title></html>".to_owned(),
            )),
            Fault::Status(status, after) => {
                let mut refused = response(status, "{\"errno\":999}".to_owned());
                let after = after.map(|after| ("retry-after".to_owned(), after.to_string()));
                refused.headers.extend(after);
                Some(refused)
            }
            Fault::LostReply => {
                self.serve(pending, user, false);
                None
            }
            Fault::Twice => {
                self.serve(pending, user, false);
                Some(self.serve(pending, user, false))
            }
            Fault::Conflict => Some(self.serve(pending, user, true)),
            Fault::Cut => {
                let mut served = self.serve(pending, user, false);
                served.body.truncate(served.body.len() / 2);
                Some(served)
            }
            Fault::None => Some(self.serve(pending, user, false)),
        }
    }

    fn serve(&mut self, pending: &Pending, user: &str, conflict: bool) -> Response {
        match pending.request.method {
            Method::Post => self.batch(pending, user, conflict),
            Method::Get => self.get(&pending.request.path),
            Method::Put => response(405, "{}".to_owned()),
        }
    }

    fn batch(&mut self, pending: &Pending, user: &str, conflict: bool) -> Response {
        let before = conflict.then(|| self.clone());
        let mut stamps = pending.stamps.iter();
        let mut answers = Vec::new();
        for part in parts(&pending.request) {
            let path = text(&part, "path");
            answers.push(match text(&part, "method") {
                "GET" if path == "/" => {
                    let id = self.users.get(user).map_or(user, String::as_str);
                    format!("{{\"status\":200,\"body\":{{\"project_name\":\"kinto\",\"user\":{{\"id\":\"{id}\"}}}}}}")
                }
                "GET" => match &self.identity {
                    Some(id) => format!("{{\"status\":200,\"body\":{{\"data\":{{\"identity\":\"{id}\"}}}}}}"),
                    None => "{\"status\":404,\"body\":{}}".to_owned(),
                },
                _ => {
                    let status = self.put(&part, *stamps.next().expect("a stamp for each"));
                    format!("{{\"status\":{status},\"body\":{{}}}}")
                }
            });
        }
        if let Some(before) = before {
            let (writes, requests) = (before.writes, self.requests);
            self.shelves = before.shelves;
            (self.writes, self.requests) = (writes, requests);
            if let Some(last) = answers.last_mut() {
                *last = "{\"status\":409,\"body\":{}}".to_owned();
            }
        }
        response(200, format!("{{\"responses\":[{}]}}", answers.join(",")))
    }

    fn put(&mut self, part: &Value, stamp: u64) -> u16 {
        let (name, id) = place(text(part, "path"));
        let shelf = self.shelves.entry(name.to_owned()).or_default();
        let there = shelf
            .rows
            .get(id)
            .filter(|row| !row.data.contains_key("deleted"));
        let header = |name| {
            part.part("headers")
                .and_then(|all| all.part(name)?.as_text())
        };
        let fits = match (header("If-Match"), header("If-None-Match"), there) {
            (Some(tag), _, Some(row)) => tag.trim_matches('"') == row.stamp.to_string(),
            (Some(_), _, None) => false,
            (None, Some(_), there) => there.is_none(),
            (None, None, _) => panic!("nothing is ever stored unconditionally"),
        };
        if !fits && !self.ignores_if_match {
            return 412;
        }
        let Some(Value::Map(data)) = part
            .part("body")
            .and_then(|body| body.part("data"))
            .cloned()
        else {
            return 400;
        };
        assert!(
            !data.contains_key("last_modified"),
            "the server would believe it"
        );
        // It may be served after another took a later stamp: rows go by their own.
        let stamp = if shelf.rows.values().any(|row| row.stamp == stamp) {
            shelf.latest + 1
        } else {
            stamp
        };
        shelf.latest = shelf.latest.max(stamp);
        shelf.rows.insert(id.to_owned(), Row { stamp, data });
        self.writes += 1;
        201
    }

    fn get(&self, path: &str) -> Response {
        let (path, query) = path.split_once('?').expect("a query");
        let name = path
            .strip_prefix(BUCKET)
            .and_then(|rest| rest.strip_suffix("/records"))
            .expect("records");
        let query: BTreeMap<_, _> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect();
        let none = Shelf::default();
        let shelf = self.shelves.get(name).unwrap_or(&none);
        let since = query
            .get("_since")
            .map(|text| text.replace("%22", "").parse::<u64>().expect("a stamp"));
        let only: Option<Vec<_>> = query.get("in_id").map(|ids| ids.split(',').collect());
        let from = query
            .get("_token")
            .map(|text| text.parse::<u64>().expect("a token"));
        let mut rows: Vec<_> = shelf
            .rows
            .iter()
            .filter(|(id, row)| {
                let is_live = !row.data.contains_key("deleted");
                since.map_or(is_live, |since| row.stamp > since)
                    && from.is_none_or(|from| row.stamp > from)
                    && only
                        .as_ref()
                        .is_none_or(|only| only.contains(&id.as_str()) && is_live)
            })
            .collect();
        rows.sort_by_key(|(_, row)| row.stamp);
        let next = (rows.len() > self.page).then(|| rows[self.page - 1].1.stamp);
        rows.truncate(self.page);
        let data = rows.into_iter().map(|(id, row)| {
            let mut data = row.data.clone();
            if query.contains_key("_fields") {
                data.clear();
            }
            data.insert("id".to_owned(), id.as_str().into());
            data.insert("last_modified".to_owned(), Value::Integer(row.stamp.into()));
            json::to_text(&Value::Map(data))
        });
        let data: Vec<_> = data.collect();
        let mut found = response(200, format!("{{\"data\":[{}]}}", data.join(",")));
        found
            .headers
            .insert("etag".to_owned(), format!("\"{}\"", shelf.latest));
        if let Some(next) = next {
            let kept = ["_since", "_fields", "in_id", "_sort", "_limit"].into_iter();
            let kept: Vec<_> = kept
                .filter_map(|key| Some(format!("{key}={}", query.get(key)?)))
                .collect();
            let url = format!("http://somewhere/v1{path}?{}&_token={next}", kept.join("&"));
            found.headers.insert("next-page".to_owned(), url);
        }
        found
    }
}

fn parts(request: &Request) -> Vec<Value> {
    let Some(body) = &request.body else {
        return Vec::new();
    };
    match json::parse(body).expect("JSON").part("requests") {
        Some(Value::List(parts)) => parts.clone(),
        _ => panic!("a batch holds requests"),
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value
        .part(name)
        .and_then(Value::as_text)
        .unwrap_or_default()
}

/// The collection and the record of a path.
fn place(path: &str) -> (&str, &str) {
    path.strip_prefix(BUCKET)
        .and_then(|rest| rest.split_once("/records/"))
        .expect("the path of a record")
}

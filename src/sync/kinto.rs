//! The engine's calls as requests to a Kinto server, and its responses as answers.
//!
//! A programme is a bucket, an audience a collection, a record a record. Knows Kinto 26's API: pages by `Next-Page`, the
//! collection's stamp in `ETag`, batches that answer for each request in order. `last_modified` is never sent: Kinto
//! would believe it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::endpoint::{
    Answer, Call, Failure, Met, Method, Outcome, Page, Put, Reply, Request, Response, Stamp,
    Stored, What,
};
use crate::domain::id::RecordId;
use crate::domain::record::{Audience, Value};
use crate::format::envelope::Envelope;
use crate::format::record::BadRecord;
use crate::format::{Flaw, json};

/// How many records are listed at once. Kinto may give fewer.
const PAGE: usize = 500;
/// The collection and the record that say which endpoint this is.
const IDENTITY: &str = "collections/about/records/identity";
/// The field of that record.
const IDENTITY_FIELD: &str = "identity";

/// A bucket of a Kinto server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinto {
    /// The bucket.
    pub bucket: String,
}

/// The name of an audience's collection: its own, with a name that Kinto allows.
pub fn collection(audience: &Audience) -> String {
    audience.name().replacen('/', "--", 1)
}

impl Kinto {
    /// The request that asks this.
    pub fn request(&self, call: &Call) -> Request {
        match call {
            Call::Meet => self.batch(vec![
                part("GET", "/", &[], None),
                part(
                    "GET",
                    &format!("/buckets/{}/{IDENTITY}", self.bucket),
                    &[],
                    None,
                ),
            ]),
            Call::List {
                audience,
                since,
                page,
            } => {
                let since = since
                    .map(|stamp| format!("&_since=\"{}\"", stamp.0))
                    .unwrap_or_default();
                self.get(audience, page.as_ref(), || {
                    format!("_sort=last_modified&_limit={PAGE}{since}")
                })
            }
            Call::Names { audience, page } => self.get(audience, page.as_ref(), || {
                format!(
                    "_sort=last_modified&_limit={}&_fields=id,last_modified",
                    PAGE * 10
                )
            }),
            Call::Read { audience, ids } => self.get(audience, None, || {
                let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
                format!("_sort=last_modified&in_id={}", ids.join(","))
            }),
            Call::Write { audience, puts } => {
                let path = self.records(audience);
                self.batch(puts.iter().map(|put| self.put(&path, put)).collect())
            }
        }
    }

    fn records(&self, audience: &Audience) -> String {
        format!(
            "/buckets/{}/collections/{}/records",
            self.bucket,
            collection(audience)
        )
    }

    fn get(
        &self,
        audience: &Audience,
        page: Option<&Page>,
        query: impl FnOnce() -> String,
    ) -> Request {
        let query = page.map_or_else(query, |page| page.0.clone());
        let path = format!("{}?{query}", self.records(audience)).replace('"', "%22");
        Request {
            method: Method::Get,
            path,
            headers: Vec::new(),
            body: None,
        }
    }

    fn put(&self, records: &str, put: &Put) -> String {
        let over = match put.over {
            Some(stamp) => ("If-Match", format!("\"{}\"", stamp.0)),
            None => ("If-None-Match", "*".to_owned()),
        };
        let body = format!("{{\"data\":{}}}", put.envelope.to_text());
        part(
            "PUT",
            &format!("{records}/{}", put.envelope.id),
            &[over],
            Some(&body),
        )
    }

    fn batch(&self, parts: Vec<String>) -> Request {
        Request {
            method: Method::Post,
            path: "/batch".to_owned(),
            headers: vec![("Content-Type", "application/json".to_owned())],
            body: Some(format!("{{\"requests\":[{}]}}", parts.join(","))),
        }
    }

    /// What the response to this call says; nothing came back if there is none.
    pub fn reply(&self, call: &Call, response: Option<&Response>) -> Reply {
        let seconds = |name| {
            let number: Option<u64> = response?.header(name)?.trim().parse().ok();
            number.map(Duration::from_secs)
        };
        Reply {
            answer: response
                .ok_or(Failure::Unreachable)
                .and_then(|response| answer(call, response)),
            backoff: seconds("backoff"),
            alert: response
                .and_then(|response| response.header("alert"))
                .map(str::to_owned),
        }
    }
}

/// A request within a batch.
fn part(method: &str, path: &str, headers: &[(&str, String)], body: Option<&str>) -> String {
    let mut text = format!("{{\"method\":\"{method}\",\"path\":");
    json::write_text(&mut text, path);
    if !headers.is_empty() {
        text.push_str(",\"headers\":{");
        for (i, (name, value)) in headers.iter().enumerate() {
            if i > 0 {
                text.push(',');
            }
            json::write_text(&mut text, name);
            text.push(':');
            json::write_text(&mut text, value);
        }
        text.push('}');
    }
    if let Some(body) = body {
        text.push_str(",\"body\":");
        text.push_str(body);
    }
    text.push('}');
    text
}

fn answer(call: &Call, response: &Response) -> Result<Answer, Failure> {
    refusal(response.status, response.header("retry-after"))?;
    let value = json::parse(&response.body).map_err(|_| Failure::Nonsense)?;
    match call {
        Call::Meet => met(value),
        Call::List { .. } | Call::Read { .. } => {
            let (latest, next) = (stamp(response)?, next_page(response));
            let copies = copies(&response.body, value)?;
            Ok(Answer::Copies {
                copies,
                latest,
                next,
            })
        }
        Call::Names { .. } => {
            let (latest, next) = (stamp(response)?, next_page(response));
            let named = data(value)?
                .into_iter()
                .filter_map(|each| Some((id_of(&each)?, stamp_of(&each)?)));
            let mut names = BTreeMap::new();
            names.extend(named);
            Ok(Answer::Names {
                names,
                latest,
                next,
            })
        }
        Call::Write { puts, .. } => {
            let outcomes: Vec<_> = responses(value)?
                .iter()
                .map(outcome)
                .collect::<Result<_, _>>()?;
            // One for each, or there is no telling which is which.
            if outcomes.len() == puts.len() {
                Ok(Answer::Written(outcomes))
            } else {
                Err(Failure::Nonsense)
            }
        }
    }
}

/// Why a status is no answer.
fn refusal(status: u16, retry_after: Option<&str>) -> Result<(), Failure> {
    // Seconds. A date would have to be held against a clock, and no clock is right everywhere.
    let after = || {
        retry_after
            .and_then(|text| text.trim().parse().ok())
            .map(Duration::from_secs)
    };
    match status {
        200..=299 => Ok(()),
        401 => Err(Failure::Unauthorized),
        403 => Err(Failure::Forbidden),
        404 | 410 => Err(Failure::NotThere),
        413 => Err(Failure::TooLarge),
        408 | 409 | 412 | 425 | 429 | 500..=599 => Err(Failure::NotNow(after())),
        // A redirect that was not followed, or anything else that is not Kinto's.
        0..=399 => Err(Failure::Nonsense),
        other => Err(Failure::Refused(other)),
    }
}

fn met(value: Value) -> Result<Answer, Failure> {
    let responses = responses(value)?;
    let [root, marker] = &responses[..] else {
        return Err(Failure::Nonsense);
    };
    refusal(status_of(root)?, None)?;
    let root = root.part("body").ok_or(Failure::Nonsense)?;
    // Any server that answers with JSON is not Kinto yet.
    root.part("project_name").ok_or(Failure::Nonsense)?;
    let user = root
        .part("user")
        .and_then(|user| user.part("id")?.as_text())
        .map(str::to_owned);
    let identity = match status_of(marker)? {
        200 => marker
            .part("body")
            .and_then(|body| body.part("data")?.part(IDENTITY_FIELD)?.as_text())
            .map(str::to_owned),
        401 => return Err(Failure::Unauthorized),
        // Who may not read the marker may not read that there is none.
        403 | 404 => None,
        status => {
            refusal(status, None)?;
            return Err(Failure::Nonsense);
        }
    };
    Ok(Answer::Met(Met { identity, user }))
}

fn responses(value: Value) -> Result<Vec<Value>, Failure> {
    match value {
        Value::Map(mut parts) => match parts.remove("responses") {
            Some(Value::List(responses)) => Ok(responses),
            Some(_) | None => Err(Failure::Nonsense),
        },
        _ => Err(Failure::Nonsense),
    }
}

fn status_of(response: &Value) -> Result<u16, Failure> {
    match response.part("status") {
        Some(Value::Integer(status)) => u16::try_from(*status).map_err(|_| Failure::Nonsense),
        Some(_) | None => Err(Failure::Nonsense),
    }
}

fn outcome(response: &Value) -> Result<Outcome, Failure> {
    Ok(match status_of(response)? {
        200..=299 => Outcome::Stored,
        412 => Outcome::Moved,
        401 | 403 => Outcome::Forbidden,
        408 | 409 | 425 | 429 | 500..=599 => Outcome::NotNow,
        status => Outcome::Never(status),
    })
}

fn data(value: Value) -> Result<Vec<Value>, Failure> {
    match value {
        Value::Map(mut parts) => match parts.remove("data") {
            Some(Value::List(data)) => Ok(data),
            Some(_) | None => Err(Failure::Nonsense),
        },
        _ => Err(Failure::Nonsense),
    }
}

fn id_of(value: &Value) -> Option<RecordId> {
    value.part("id")?.as_text()?.parse().ok()
}

fn stamp_of(value: &Value) -> Option<Stamp> {
    match value.part("last_modified")? {
        Value::Integer(stamp) => u64::try_from(*stamp).ok().map(Stamp),
        _ => None,
    }
}

/// The copies in a list. A record whose name is none of ours is not ours, and passed over.
fn copies(body: &str, value: Value) -> Result<Vec<Stored>, Failure> {
    let mut copies = Vec::new();
    let mut bad = Vec::new();
    for (place, value) in data(value)?.into_iter().enumerate() {
        let (Some(id), Some(stamp)) = (id_of(&value), stamp_of(&value)) else {
            continue;
        };
        let what = if value.part("deleted") == Some(&Value::Bool(true)) {
            What::Gone
        } else {
            match Envelope::from_value(value) {
                Ok(envelope) if envelope.id == id => What::Envelope(Box::new(envelope)),
                Ok(_) => What::Unreadable(not_its_id(id), String::new()),
                Err(bad) => What::Unreadable(bad, String::new()),
            }
        };
        if matches!(what, What::Unreadable(..)) {
            bad.push((place, copies.len()));
        }
        copies.push(Stored { id, stamp, what });
    }
    if !bad.is_empty() {
        // Seldom: what could not be read was taken apart, and is kept as it came.
        let whole = data(json::parse(body).map_err(|_| Failure::Nonsense)?)?;
        for (place, copy) in bad {
            if let What::Unreadable(_, text) = &mut copies[copy].what {
                *text = json::to_text(&whole[place]);
            }
        }
    }
    Ok(copies)
}

fn not_its_id(id: RecordId) -> BadRecord {
    BadRecord {
        record: Some(id),
        path: "id".to_owned(),
        flaw: Flaw::NotA("the name under which it is stored"),
    }
}

/// The collection's stamp.
fn stamp(response: &Response) -> Result<Stamp, Failure> {
    let tag = response.header("etag").ok_or(Failure::Nonsense)?;
    let number = tag.trim_start_matches("W/").trim_matches('"').parse();
    number.map(Stamp).map_err(|_| Failure::Nonsense)
}

/// The query of the next page. The rest of its address is how the server sees itself, perhaps from behind a proxy.
fn next_page(response: &Response) -> Option<Page> {
    let (_, query) = response.header("next-page")?.split_once('?')?;
    Some(Page(query.to_owned()))
}

//! What an endpoint is asked, and what it answers, in the engine's own terms; and the requests and responses that carry it.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::id::RecordId;
use crate::domain::record::Audience;
use crate::format::envelope::Envelope;
use crate::format::record::BadRecord;

/// The endpoint's own count of changes to an audience: it only ever grows. On Kinto milliseconds, by its clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(pub u64);

/// Where in a list the next page begins, in the endpoint's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page(pub String);

/// Who an endpoint says that it is, and who it says that we are. Another endpoint under the same address, or a wrong
/// password, would otherwise look like one that is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The endpoint's identity marker; nothing if it has none.
    pub identity: Option<String>,
    /// Who we are to it; nothing if it does not know us.
    pub user: Option<String>,
}

/// Something to ask an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// Who it is, and who we are to it.
    Meet,
    /// A page of what was written to an audience after a stamp, or of all of it, oldest first.
    List {
        /// The audience.
        audience: Audience,
        /// After this; all if nothing.
        since: Option<Stamp>,
        /// The page, if not the first.
        page: Option<Page>,
    },
    /// A page of the names of all that an audience holds.
    Names {
        /// The audience.
        audience: Audience,
        /// The page, if not the first.
        page: Option<Page>,
    },
    /// These records as they are stored now.
    Read {
        /// The audience.
        audience: Audience,
        /// The records.
        ids: Vec<RecordId>,
    },
    /// Store these, each only if what is there is what we last saw of it.
    Write {
        /// The audience.
        audience: Audience,
        /// What to store.
        puts: Vec<Put>,
    },
}

/// Something to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// What.
    pub envelope: Envelope,
    /// What was seen of it last; nothing if it is to be new.
    pub over: Option<Stamp>,
}

/// A copy as an endpoint stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The record.
    pub id: RecordId,
    /// When it was stored, by the endpoint's own count.
    pub stamp: Stamp,
    /// What is stored.
    pub what: What,
}

/// What an endpoint stores under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An envelope.
    Envelope(Box<Envelope>),
    /// Something that can't be read; the text is kept.
    Unreadable(BadRecord, String),
    /// Nothing any more: someone removed it, which is no erasure.
    Gone,
}

/// What an endpoint answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To [`Call::Meet`].
    Met(Met),
    /// To [`Call::List`] and [`Call::Read`].
    Copies {
        /// The copies, oldest first.
        copies: Vec<Stored>,
        /// The audience's latest stamp.
        latest: Stamp,
        /// Where the next page begins, if there is one.
        next: Option<Page>,
    },
    /// To [`Call::Names`].
    Names {
        /// The names, each with its stamp.
        names: BTreeMap<RecordId, Stamp>,
        /// The audience's latest stamp.
        latest: Stamp,
        /// Where the next page begins, if there is one.
        next: Option<Page>,
    },
    /// To [`Call::Write`]: what became of each, in the order in which they were asked. None of it is believed before it
    /// was read back.
    Written(Vec<Outcome>),
}

/// What an endpoint says became of something that it was to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored, it says.
    Stored,
    /// Something else is there than what was last seen (412).
    Moved,
    /// It could not right now (409, 429, 5xx): nothing of the whole call counts as stored.
    NotNow,
    /// It never will, as it is (400, 413, 422, …).
    Never(u16),
    /// We may not (401, 403).
    Forbidden,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Nothing came back.
    Unreachable,
    /// It can't right now (409, 429, 5xx), and asks to be left alone for so long.
    NotNow(Option<Duration>),
    /// What came back is no answer of an endpoint's: a page to log in to a network, say.
    Nonsense,
    /// It does not know us (401).
    Unauthorized,
    /// It knows us, and we may not (403).
    Forbidden,
    /// It has no such audience, or is no such endpoint (404, 410).
    NotThere,
    /// What was asked is too large (413).
    TooLarge,
    /// It refuses the call as it is, with this status.
    Refused(u16),
}

/// An answer or none, and what the endpoint asks for beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer, or why there is none.
    pub answer: Result<Answer, Failure>,
    /// How long the endpoint asks to be left alone though it answered.
    pub backoff: Option<Duration>,
    /// What whoever runs the endpoint has to say to people.
    pub alert: Option<String>,
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Store.
    Put,
    /// Anything else.
    Post,
}

/// A request. Who asks is added by whoever sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// What follows the endpoint's address: path and query.
    pub path: String,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: Option<String>,
}

/// A response, or what there is of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Its headers, with their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

impl Response {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

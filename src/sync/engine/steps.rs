//! The words in which the engine and whoever does its steps talk to each other.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::domain::id::RecordId;
use crate::domain::record::Audience;
use crate::format::envelope::Envelope;
use crate::sync::endpoint::{Call, Met, Put, Reply, Stamp, Stored};

/// How far an audience was listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The stamp of the last copy that was kept.
    pub stamp: Stamp,
    /// Whether everything up to it was there when it was listed: nothing older can come any more.
    pub settled: bool,
}

/// What a device remembers of an endpoint from one life to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Memory {
    /// Who the endpoint said that it is, and that we are.
    pub met: Option<Met>,
    /// How far each audience was listed.
    pub cursors: BTreeMap<Audience, Cursor>,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Ask the endpoint.
    Ask(Call),
    /// Keep this, in one transaction.
    Keep(Keep),
    /// Look up the next copies of an audience that the endpoint has not been seen to hold, at most so many, but for these.
    Load {
        /// The audience.
        audience: Audience,
        /// How many at most.
        most: usize,
        /// The records that the endpoint will not take.
        but: BTreeSet<RecordId>,
    },
    /// Do nothing until then, or until something happens.
    Wait(Duration),
    /// A person has to say how to go on.
    Stop(Trouble),
}

/// What is to be kept, in one transaction: the copies merged, then what is known of the endpoint, then the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// The endpoint was met for the first time.
    Met(Met),
    /// Everything that is known of the endpoint is forgotten, and all there is here is to be sent again.
    Forget,
    /// What the endpoint holds of some records.
    Copies {
        /// The audience.
        audience: Audience,
        /// The envelopes to merge, each with its stamp. What is here counts as sent once what came covers it.
        arrived: Vec<(Stamp, Envelope)>,
        /// What could not be read: set aside with its text, and not written over at the endpoint.
        unreadable: Vec<Stored>,
        /// What the endpoint does not hold: no longer known to be there.
        absent: Vec<RecordId>,
        /// How far it was listed, if that is known now.
        cursor: Option<Cursor>,
    },
    /// All that the endpoint holds of an audience. What is here and not among it is to be sent; what is there under
    /// another stamp than we saw, or was never seen, is told by [`Report::Kept`], and read.
    Swept {
        /// The audience.
        audience: Audience,
        /// What there is.
        names: BTreeMap<RecordId, Stamp>,
    },
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// The endpoint answered, or did not.
    Reply(Reply),
    /// It is kept. Of these the endpoint has not been seen to hold what is here, or we have not seen what it holds.
    Kept(BTreeSet<RecordId>),
    /// It could not be kept: the storage said why to whoever asked.
    NotKept,
    /// The copies that were to be looked up.
    Loaded(Vec<Put>),
    /// Time passed, something was written here, the network is back, or a person wants it now.
    Woken(Wake),
}

/// Why to look up from waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// Nothing but time.
    Time,
    /// Something was written here.
    Wrote,
    /// The network is back, or a person wants it now: what stopped us is tried again.
    Now,
    /// A person says that the endpoint is the right one though it is another than before: begin again with it.
    Afresh,
}

/// What a person has to say something about. Everything is kept meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The endpoint says that it is another one than it was; nothing if it says nothing.
    OtherEndpoint(Option<String>),
    /// It takes us for another one than before: a wrong password, most likely.
    OtherUser(Option<String>),
    /// It does not let us in.
    Unauthorized,
    /// It holds less than we saw there.
    Older(Audience),
    /// We may not read or write these any more.
    Forbidden(Audience),
    /// It does not have these.
    Missing(Audience),
}

//! Where the engine is in its round: meet, list, compare, send, read back, rest.

use std::collections::BTreeMap;
use std::time::Duration;

use super::BATCH;
use super::steps::{Keep, Trouble};
use crate::domain::id::RecordId;
use crate::sync::endpoint::{Met, Page, Put, Stamp};

/// Where the engine is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    Meeting,
    Meets(Met),
    Forgetting,
    Listing {
        shelf: usize,
        page: Option<Page>,
        since: Option<Stamp>,
    },
    Keeping {
        shelf: usize,
        keep: Keep,
        then: Then,
    },
    Naming {
        shelf: usize,
        page: Option<Page>,
        names: BTreeMap<RecordId, Stamp>,
    },
    Loading {
        shelf: usize,
    },
    Writing {
        shelf: usize,
        puts: Vec<Put>,
    },
    Reading {
        shelf: usize,
        ids: Vec<RecordId>,
        more: Vec<RecordId>,
        why: Why,
    },
    Resting {
        until: Duration,
    },
    Stopped(Trouble),
}

/// What follows once something was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    List { page: Page, since: Option<Stamp> },
    Listed,
    Swept,
    Read { more: Vec<RecordId>, why: Why },
}

/// Why records are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Sent,
    Swept,
}

impl At {
    /// Reading these, so many at once as go into an address.
    pub fn reading(shelf: usize, mut ids: Vec<RecordId>, why: Why) -> Self {
        let more = ids.split_off(ids.len().min(BATCH));
        Self::Reading {
            shelf,
            ids,
            more,
            why,
        }
    }
}

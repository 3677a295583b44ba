//! What to do next with an endpoint, step by step. Does no I/O: [`Engine::next`] says what is to be done, whoever does it
//! reports to [`Engine::handle`].
//!
//! Invariants:
//! - A record is clean only once it was read back and what was read covers what is here: no reply to a write is believed.
//! - Absence is never deletion: an endpoint that is missing, empty, older or another than before stops us, and what it
//!   lacks of what we saw there is sent again.
//! - A step may be repeated, or never be reported: all that counts is kept in the transaction of [`Step::Keep`].

mod at;
mod shelf;
mod steps;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use self::at::{At, Then, Why};
use self::shelf::Shelf;
pub use self::steps::{Cursor, Keep, Memory, Report, Step, Trouble, Wake};
use super::endpoint::{Answer, Call, Failure, Met, Outcome, Page, Put, Reply, Stamp, Stored};
use super::pace::Pace;
use crate::domain::gather::gather;
use crate::domain::id::RecordId;
use crate::domain::record::Audience;

/// How many records are sent at once: Kinto takes no more in a batch.
pub const BATCH: usize = 25;
/// How far back is listed again, in the endpoint's own milliseconds: it counts before it commits, so what is there may be
/// older than what was seen after it.
pub const OVERLAP: u64 = 120_000;
/// How long nothing may be sent of itself before the endpoint is asked for news.
pub const POLL: Duration = Duration::from_secs(30);
/// How long a comparison of all that is there with all that is here is good for.
pub const SWEEP: Duration = Duration::from_secs(60 * 60);
/// How many times a record is sent without coming back before the endpoint is given a rest.
const TRIES: u32 = 3;

/// Decides what to do next with an endpoint.
#[derive(Debug, Clone)]
pub struct Engine {
    met: Option<Met>,
    shelves: Vec<Shelf>,
    pace: Pace,
    at: At,
    /// Something was written here since it was last looked up.
    wrote: bool,
    /// A person said to begin again.
    afresh: bool,
}

impl Engine {
    /// An engine for these audiences, with what is remembered of the endpoint. `dice` is any number, another one on
    /// each device.
    pub fn new(audiences: impl IntoIterator<Item = Audience>, memory: Memory, dice: u64) -> Self {
        let shelf = |audience| Shelf::new(memory.cursors.get(&audience).copied(), audience);
        Self {
            shelves: audiences.into_iter().map(shelf).collect(),
            met: memory.met,
            pace: Pace::new(dice),
            at: At::Meeting,
            wrote: false,
            afresh: false,
        }
    }

    /// What to do next. Asked twice it says the same.
    pub fn next(&self, now: Duration) -> Step {
        let asks = |call| {
            let not_before = self.pace.not_before();
            if now < not_before {
                Step::Wait(not_before)
            } else {
                Step::Ask(call)
            }
        };
        let audience = |shelf: &usize| self.shelves[*shelf].audience.clone();
        match &self.at {
            At::Meeting => asks(Call::Meet),
            At::Meets(met) => Step::Keep(Keep::Met(met.clone())),
            At::Forgetting => Step::Keep(Keep::Forget),
            At::Listing { shelf, page, since } => {
                let (audience, page) = (audience(shelf), page.clone());
                asks(Call::List {
                    audience,
                    since: *since,
                    page,
                })
            }
            At::Keeping { keep, .. } => Step::Keep(keep.clone()),
            At::Naming { shelf, page, .. } => asks(Call::Names {
                audience: audience(shelf),
                page: page.clone(),
            }),
            At::Loading { shelf } => {
                let shelf = &self.shelves[*shelf];
                let (audience, but) = (
                    shelf.audience.clone(),
                    shelf.refused.keys().copied().collect(),
                );
                Step::Load {
                    audience,
                    most: shelf.most,
                    but,
                }
            }
            At::Writing { shelf, puts } => asks(Call::Write {
                audience: audience(shelf),
                puts: puts.clone(),
            }),
            At::Reading { shelf, ids, .. } => asks(Call::Read {
                audience: audience(shelf),
                ids: ids.clone(),
            }),
            At::Resting { until } => Step::Wait(*until),
            At::Stopped(trouble) => Step::Stop(trouble.clone()),
        }
    }

    /// Takes in what happened at this moment.
    pub fn handle(&mut self, report: Report, now: Duration) {
        match report {
            Report::Reply(reply) => self.reply(reply, now),
            Report::Kept(ahead) => self.kept(&ahead, now),
            Report::NotKept => self.pace.fail(now, None),
            Report::Loaded(puts) => self.loaded(puts, now),
            Report::Woken(wake) => self.wake(wake, now),
        }
        if self.afresh {
            self.wake(Wake::Afresh, now);
        }
    }

    /// What keeps an audience, or a record of it, from being shared, though the others are.
    pub fn troubles(&self) -> impl Iterator<Item = &Trouble> {
        let whole = match &self.at {
            At::Stopped(trouble) => Some(trouble),
            _ => None,
        };
        whole.into_iter().chain(
            self.shelves
                .iter()
                .filter_map(|shelf| shelf.trouble.as_ref()),
        )
    }

    /// The records that the endpoint will not take, each with the status that it gave.
    pub fn refused(&self) -> impl Iterator<Item = (RecordId, u16)> {
        self.shelves
            .iter()
            .flat_map(|shelf| shelf.refused.iter().map(|(id, status)| (*id, *status)))
    }

    /// Whether everything was listed and sent, as far as it can be.
    pub fn is_resting(&self) -> bool {
        matches!(self.at, At::Resting { .. })
    }

    /// How many times in a row the endpoint did not answer as it should.
    pub fn failures(&self) -> u32 {
        self.pace.failures()
    }

    fn wake(&mut self, wake: Wake, now: Duration) {
        match wake {
            Wake::Time => {
                if matches!(self.at, At::Resting { until } if until <= now) {
                    self.at = At::Meeting;
                }
            }
            Wake::Wrote if self.is_resting() => self.at = self.load_from(0, now),
            Wake::Wrote => self.wrote = true,
            Wake::Now => {
                self.pace.hurry();
                self.shelves.iter_mut().for_each(Shelf::hope);
                if matches!(self.at, At::Resting { .. } | At::Stopped(_)) {
                    self.at = At::Meeting;
                }
            }
            // What is under way is brought to its end first: its answer would be taken for another's.
            Wake::Afresh if matches!(self.at, At::Resting { .. } | At::Stopped(_)) => {
                self.pace.hurry();
                self.met = None;
                self.shelves.iter_mut().for_each(Shelf::forget);
                (self.at, self.afresh) = (At::Forgetting, false);
            }
            Wake::Afresh => self.afresh = true,
        }
    }

    fn reply(&mut self, reply: Reply, now: Duration) {
        match reply.answer {
            Ok(answer) => {
                self.pace.succeed(now, reply.backoff);
                self.answered(answer, now);
            }
            Err(failure) => self.failed(&failure, now),
        }
    }

    fn answered(&mut self, answer: Answer, now: Duration) {
        let at = std::mem::replace(&mut self.at, At::Meeting);
        self.at = match (at, answer) {
            (At::Meeting, Answer::Met(met)) => self.met(met, now),
            (
                At::Listing { shelf, since, .. },
                Answer::Copies {
                    copies,
                    latest,
                    next,
                },
            ) => self.listed(shelf, since, copies, latest, next, now),
            (
                At::Naming {
                    shelf, mut names, ..
                },
                Answer::Names {
                    names: more,
                    latest,
                    next,
                },
            ) => {
                names.extend(more);
                match next {
                    _ if self.shelves[shelf].is_older(latest) => self.older(shelf, now),
                    Some(page) => At::Naming {
                        shelf,
                        page: Some(page),
                        names,
                    },
                    None => {
                        let audience = self.shelves[shelf].audience.clone();
                        At::Keeping {
                            shelf,
                            keep: Keep::Swept { audience, names },
                            then: Then::Swept,
                        }
                    }
                }
            }
            (At::Writing { shelf, puts }, Answer::Written(outcomes)) => {
                self.written(shelf, &puts, &outcomes, now)
            }
            (
                At::Reading {
                    shelf,
                    ids,
                    mut more,
                    why,
                },
                Answer::Copies { copies, next, .. },
            ) => {
                let found: BTreeSet<_> = gather(copies.iter().map(|copy| copy.id));
                let mut absent: Vec<_> = ids.into_iter().filter(|id| !found.contains(id)).collect();
                if next.is_some() {
                    // It gives fewer at once than were asked for: the rest is not absent.
                    more.append(&mut absent);
                }
                let keep = self.shelves[shelf].keep(copies, absent, None);
                let then = Then::Read { more, why };
                At::Keeping { shelf, keep, then }
            }
            // An answer to something that was not asked is none.
            (at, _) => {
                self.pace.fail(now, None);
                at
            }
        };
    }

    fn met(&mut self, met: Met, now: Duration) -> At {
        match &self.met {
            None if met.identity.is_none() => At::Stopped(Trouble::OtherEndpoint(None)),
            None if met.user.is_none() => At::Stopped(Trouble::Unauthorized),
            None => At::Meets(met),
            Some(known) if known.identity != met.identity => {
                At::Stopped(Trouble::OtherEndpoint(met.identity))
            }
            Some(known) if known.user != met.user => At::Stopped(Trouble::OtherUser(met.user)),
            Some(_) => self.list_from(0, now),
        }
    }

    fn listed(
        &mut self,
        shelf: usize,
        since: Option<Stamp>,
        copies: Vec<Stored>,
        latest: Stamp,
        next: Option<Page>,
        now: Duration,
    ) -> At {
        let held = &mut self.shelves[shelf];
        if held.is_older(latest) {
            return self.older(shelf, now);
        }
        let cursor = held.advance(&copies, next.is_none(), now);
        // What was removed there is known to be absent; what merely is not listed was not changed.
        let keep = held.keep(copies, Vec::new(), cursor);
        let then = next.map_or(Then::Listed, |page| Then::List { page, since });
        At::Keeping { shelf, keep, then }
    }

    fn older(&mut self, shelf: usize, now: Duration) -> At {
        let audience = self.shelves[shelf].audience.clone();
        self.shelves[shelf].trouble = Some(Trouble::Older(audience));
        self.list_from(shelf + 1, now)
    }

    fn written(&mut self, shelf: usize, puts: &[Put], outcomes: &[Outcome], now: Duration) -> At {
        let held = &mut self.shelves[shelf];
        for (put, outcome) in puts.iter().zip(outcomes) {
            match outcome {
                Outcome::Stored | Outcome::Moved | Outcome::NotNow => {}
                Outcome::Never(status) => {
                    held.refused.insert(put.envelope.id, *status);
                }
                Outcome::Forbidden => {
                    held.trouble = Some(Trouble::Forbidden(held.audience.clone()))
                }
            }
        }
        if outcomes.contains(&Outcome::NotNow) {
            self.pace.fail(now, None);
        }
        // Whatever it said: what is there now is what counts.
        At::reading(
            shelf,
            puts.iter().map(|put| put.envelope.id).collect(),
            Why::Sent,
        )
    }

    fn failed(&mut self, failure: &Failure, now: Duration) {
        match failure {
            Failure::Unreachable | Failure::Nonsense => self.pace.fail(now, None),
            Failure::NotNow(after) => self.pace.fail(now, *after),
            Failure::Unauthorized => self.at = At::Stopped(Trouble::Unauthorized),
            Failure::Forbidden => self.give_up(Trouble::Forbidden, now),
            Failure::NotThere => self.give_up(Trouble::Missing, now),
            Failure::TooLarge | Failure::Refused(_) => self.cut_down(failure, now),
        }
        // Whether a write that failed took place is seen by reading.
        if let At::Writing { shelf, puts } = &self.at
            && !matches!(failure, Failure::TooLarge | Failure::Refused(_))
        {
            let ids = puts.iter().map(|put| put.envelope.id).collect();
            self.at = At::reading(*shelf, ids, Why::Sent);
        }
    }

    /// Goes on without the audience that was asked about.
    fn give_up(&mut self, trouble: fn(Audience) -> Trouble, now: Duration) {
        let (shelf, sends) = match self.at {
            At::Listing { shelf, .. } | At::Naming { shelf, .. } => (shelf, false),
            At::Writing { shelf, .. } | At::Reading { shelf, .. } => (shelf, true),
            _ => {
                self.at = At::Stopped(Trouble::Unauthorized);
                return;
            }
        };
        let held = &mut self.shelves[shelf];
        held.trouble = Some(trouble(held.audience.clone()));
        self.at = if sends {
            self.load_from(shelf + 1, now)
        } else {
            self.list_from(shelf + 1, now)
        };
    }

    /// What was refused as a whole is sent in smaller parts, down to the one record that is at fault.
    fn cut_down(&mut self, failure: &Failure, now: Duration) {
        let status = match failure {
            Failure::Refused(status) => *status,
            _ => 413,
        };
        match &self.at {
            At::Writing { shelf, puts } => {
                let (shelf, alone) = (*shelf, puts.len() == 1);
                let held = &mut self.shelves[shelf];
                if alone {
                    held.refused.insert(puts[0].envelope.id, status);
                    held.most = BATCH;
                } else {
                    held.most = (puts.len() / 2).max(1);
                }
                self.at = At::Loading { shelf };
            }
            // A place in a list that it does not know any more: from the beginning.
            At::Listing { .. } | At::Naming { .. } | At::Reading { .. } => {
                self.pace.fail(now, None);
                self.at = At::Meeting;
            }
            _ => self.pace.fail(now, None),
        }
    }

    fn kept(&mut self, ahead: &BTreeSet<RecordId>, now: Duration) {
        let at = std::mem::replace(&mut self.at, At::Meeting);
        self.at = match at {
            At::Meets(met) => {
                self.met = Some(met);
                self.list_from(0, now)
            }
            At::Forgetting => At::Meeting,
            At::Keeping { shelf, keep, then } => {
                if let Keep::Copies {
                    cursor: Some(cursor),
                    ..
                } = &keep
                {
                    self.shelves[shelf].cursor = Some(*cursor);
                }
                match then {
                    Then::List { page, since } => At::Listing {
                        shelf,
                        page: Some(page),
                        since,
                    },
                    Then::Listed if self.shelves[shelf].is_swept(now) => {
                        self.list_from(shelf + 1, now)
                    }
                    Then::Listed => At::Naming {
                        shelf,
                        page: None,
                        names: BTreeMap::new(),
                    },
                    // What is stored there otherwise than we saw it, older or newer, is read.
                    Then::Swept if !ahead.is_empty() => {
                        At::reading(shelf, ahead.iter().copied().collect(), Why::Swept)
                    }
                    Then::Swept => self.swept(shelf, now),
                    Then::Read { more, why } => {
                        let stubborn = self.shelves[shelf].note_tries(&keep, ahead) >= TRIES;
                        if why == Why::Sent && stubborn {
                            self.pace.fail(now, None);
                        }
                        match why {
                            _ if !more.is_empty() => At::reading(shelf, more, why),
                            Why::Sent => At::Loading { shelf },
                            Why::Swept => self.swept(shelf, now),
                        }
                    }
                }
            }
            at => at,
        };
    }

    fn swept(&mut self, shelf: usize, now: Duration) -> At {
        self.shelves[shelf].swept = Some(now);
        self.list_from(shelf + 1, now)
    }

    fn loaded(&mut self, puts: Vec<Put>, now: Duration) {
        let At::Loading { shelf } = self.at else {
            return;
        };
        self.at = if puts.is_empty() {
            self.load_from(shelf + 1, now)
        } else {
            At::Writing { shelf, puts }
        };
    }

    /// Lists the first audience from here on that nothing is wrong with; then sends.
    fn list_from(&mut self, from: usize, now: Duration) -> At {
        match self.open_from(from) {
            Some(shelf) => At::Listing {
                shelf,
                page: None,
                since: self.shelves[shelf].since(),
            },
            None => self.load_from(0, now),
        }
    }

    /// Sends what there is of the first audience from here on; then rests.
    fn load_from(&mut self, from: usize, now: Duration) -> At {
        match self.open_from(from) {
            Some(shelf) => At::Loading { shelf },
            None if std::mem::take(&mut self.wrote) => self.load_from(0, now),
            None => At::Resting { until: now + POLL },
        }
    }

    fn open_from(&self, from: usize) -> Option<usize> {
        (from..self.shelves.len()).find(|shelf| self.shelves[*shelf].trouble.is_none())
    }
}

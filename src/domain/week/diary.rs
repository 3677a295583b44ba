//! Somebody's weeks as they look back on them: what they wrote and what was noted with them, week by week, to read and to
//! take along. Made of what their own device holds; a captain's has the captain's own notes in it.

use std::collections::{BTreeMap, BTreeSet};

use super::blocker::Blocker;
use super::card::Card;
use super::check_in::{CheckIn, MEMBER, WEEK, whole};
use super::closing::Closing;
use super::meeting::Meeting;
use super::one_to_one::{CAPTAIN, NOTE, OneToOne, State, Told};
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Kind, Record, Value};
use crate::domain::time::Date;

/// Somebody's weeks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diary {
    /// The weeks of which something is here, the first one first.
    pub weeks: BTreeMap<u32, DiaryWeek>,
    /// As a captain: how others seem, as the organizers were told.
    pub told: Vec<Told>,
    /// What they said at the end.
    pub closing: Option<Closing>,
    /// What people are called here, by membership.
    pub names: BTreeMap<RecordId, String>,
}

/// What is here of a week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiaryWeek {
    /// What they said of it: one check-in, or one for each choice of readers.
    pub check_ins: Vec<CheckIn>,
    /// Meetings of their teams, and those that they were noted in.
    pub meetings: Vec<Meeting>,
    /// One-to-ones, as a captain or with one, by whom they were with.
    pub pairs: BTreeMap<RecordId, Pair>,
    /// What has been in their way since then.
    pub blockers: Vec<Blocker>,
}

/// A one-to-one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// How it went.
    pub state: Option<State>,
    /// On which day it really was.
    pub day: Option<Date>,
    /// What they noted of it for themselves.
    pub note: String,
}

/// How much of each sort there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Check-ins.
    pub check_ins: usize,
    /// Meetings.
    pub meetings: usize,
    /// One-to-ones.
    pub one_to_ones: usize,
    /// Notes that are theirs alone.
    pub notes: usize,
}

impl Diary {
    /// The weeks of whoever holds a membership, of what their device has of a session. What was emptied or taken back is
    /// not in it.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>, member: RecordId) -> Self {
        let records: Vec<&Record> = records.into_iter().collect();
        let cards = records.iter().filter_map(|record| Card::read(record));
        let cards: Vec<Card> = cards.collect();
        let own = cards.iter().filter(|card| card.member == member);
        let teams: BTreeSet<RecordId> = own.filter_map(|card| card.team).collect();
        let mut diary = Self {
            names: cards
                .iter()
                .map(|card| (card.member, card.name.clone()))
                .collect(),
            ..Self::default()
        };
        for record in records {
            diary.add(record, member, &teams);
        }
        diary
    }

    /// How much there is.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for week in self.weeks.values() {
            counts.check_ins += week.check_ins.len();
            counts.meetings += week.meetings.len();
            let pairs = week.pairs.values();
            let (states, notes) = (
                pairs.clone().filter(|pair| pair.state.is_some()),
                pairs.filter(|pair| !pair.note.is_empty()),
            );
            counts.one_to_ones += states.count();
            counts.notes += notes.count();
        }
        counts
    }

    fn add(&mut self, record: &Record, member: RecordId, teams: &BTreeSet<RecordId>) {
        let Some(live) = record.live().filter(|_| !record.is_deleted()) else {
            return;
        };
        match live.kind {
            Kind::CheckIn => {
                let said = CheckIn::read(record);
                let said = said.filter(|one| one.member == member && !one.words.is_empty());
                if let Some(one) = said {
                    self.week(one.week).check_ins.push(one);
                }
            }
            Kind::Meeting => {
                let met = Meeting::read(record).filter(|one| is_theirs(one, member, teams));
                if let Some(one) = met.filter(says_something) {
                    self.week(one.week).meetings.push(one);
                }
            }
            Kind::OneToOne => {
                let went = OneToOne::read(record).filter(|one| one.state.is_some());
                let with = |one: &OneToOne| other(one.captain, one.member, member);
                if let Some((with, one)) = went.and_then(|one| Some((with(&one)?, one))) {
                    let pair = self.week(one.week).pairs.entry(with).or_default();
                    (pair.state, pair.day) = (one.state, one.day);
                }
            }
            Kind::Note => {
                let noted = noted(record).filter(|noted| noted.captain == member);
                if let Some(noted) = noted {
                    let pair = self.week(noted.week).pairs.entry(noted.with);
                    pair.or_default().note = noted.text;
                }
            }
            Kind::Blocker => {
                if let Some(one) = Blocker::read(record).filter(|one| one.member == member) {
                    self.week(one.week).blockers.push(one);
                }
            }
            Kind::Level => {
                let told = Told::read(record).filter(|told| told.captain == member);
                self.told.extend(told);
            }
            Kind::Closing => {
                let said = Closing::read(record).filter(|one| one.member == member);
                if let Some(one) = said.filter(Closing::is_written) {
                    self.closing = Some(one);
                }
            }
            Kind::Card
            | Kind::Sign
            // Of no week; they stand on the page of somebody's weeks, and go along in the file.
            | Kind::Contribution
            | Kind::Stalled
            | Kind::Dismissal
            | Kind::Plan
            | Kind::Team
            | Kind::Draft
            | Kind::Application
            | Kind::FormVersion
            | Kind::Decision
            | Kind::Person
            | Kind::Membership
            | Kind::Roster
            | Kind::Unknown(_) => {}
        }
    }

    fn week(&mut self, week: u32) -> &mut DiaryWeek {
        self.weeks.entry(week).or_default()
    }
}

fn is_theirs(meeting: &Meeting, member: RecordId, teams: &BTreeSet<RecordId>) -> bool {
    teams.contains(&meeting.of)
        || meeting.came.contains_key(&member)
        || meeting.lines.contains_key(&member)
}

fn says_something(meeting: &Meeting) -> bool {
    let is_blank = meeting.note.trim().is_empty() && meeting.lines.is_empty();
    meeting.held.is_some() || meeting.day.is_some() || !meeting.came.is_empty() || !is_blank
}

/// The other of two, if somebody is one of them.
fn other(captain: RecordId, mentee: RecordId, somebody: RecordId) -> Option<RecordId> {
    match somebody {
        one if one == captain => Some(mentee),
        one if one == mentee => Some(captain),
        _ => None,
    }
}

/// What a captain noted for themselves.
struct Noted {
    captain: RecordId,
    with: RecordId,
    week: u32,
    text: String,
}

fn noted(record: &Record) -> Option<Noted> {
    let get = |field: &str| record.get(&FieldName::new(field));
    let text = |field: &str| get(field).and_then(Value::as_text);
    let words = text(NOTE).filter(|words| !words.trim().is_empty())?;
    Some(Noted {
        captain: text(CAPTAIN)?.parse().ok()?,
        with: text(MEMBER)?.parse().ok()?,
        week: whole(get(WEEK))?,
        text: words.to_owned(),
    })
}

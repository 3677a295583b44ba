//! What commands about people's weeks change.
//!
//! Every record is made for the fewest who need it: the words of a check-in for the readers that were chosen, a captain's
//! note for the captain, what organizers see of it for them.

mod about;
mod closing;
mod contributing;

use std::collections::BTreeMap;

use super::{Context, Refused};
use crate::domain::application::{SAMPLE, SESSION};
use crate::domain::gather::gather;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{Audience, Change, DELETED, FieldName, Kind, Record, Value};
use crate::domain::week::blocker::{self, Blocker};
use crate::domain::week::card::{Card, card_id};
use crate::domain::week::check_in::{self, CheckIn, Readers, Words};
use crate::domain::week::closing::closing_id;
use crate::domain::week::dismissal::{self, dismissal_id};
use crate::domain::week::meeting::{self, Noted};
use crate::domain::week::one_to_one::{self, Level, Went, level_id, note_id, one_to_one_id};
use crate::domain::week::plan::{self, plan_id};

pub use about::{About, Pair, PlanPart, Which, Whose};
pub use closing::Close;
pub use contributing::{Contributing, Contributor};

/// What someone wants done about a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weekly {
    /// Keep a part of a week's plan.
    Plan {
        /// The session.
        session: SessionId,
        /// The week.
        week: u32,
        /// Which part.
        part: PlanPart,
        /// What it says; nothing for what is usual.
        text: Option<String>,
    },
    /// Keep what those on a team know of each other.
    Cards(Vec<Card>),
    /// Keep what somebody says of their week, for these readers and no others.
    CheckIn {
        /// Whose week.
        whose: Whose,
        /// Who reads it.
        readers: Readers,
        /// The records that hold it so far: all of them but that of these readers are emptied.
        held_in: Vec<RecordId>,
        /// What it said as it was shown.
        before: Box<Words>,
        /// All that it is to say. What is as it was shown is not written: another tab may have.
        after: Box<Words>,
    },
    /// Keep something about a meeting.
    Meeting {
        /// Which.
        which: Which,
        /// What.
        noted: Vec<Noted>,
    },
    /// Note what is in somebody's way.
    Block {
        /// In whose, and since which week.
        whose: Whose,
        /// The id of its record, which the caller takes from a source of randomness.
        id: RecordId,
        /// What it is; empty for nothing.
        what: String,
    },
    /// Note that something is out of the way, in a week, or that it is still in it.
    Unblock {
        /// What was in the way.
        blocker: RecordId,
        /// The week; nothing if it is still there.
        week: Option<u32>,
    },
    /// Say how it went with a one-to-one.
    OneToOne {
        /// Of whom.
        pair: Pair,
        /// What is said of it.
        went: Vec<Went>,
    },
    /// Keep what a captain notes for themselves.
    Private {
        /// Of whom.
        pair: Pair,
        /// The words.
        text: String,
    },
    /// Keep what somebody says at the end, for the organizers.
    Close(Box<Close>),
    /// Keep what somebody works on.
    Contribute(Contributing),
    /// Say that a signal need not be looked at any more.
    Dismiss {
        /// The session.
        session: SessionId,
        /// The signal, by its id.
        signal: RecordId,
        /// Whom it is about: a membership; of a team that has not met, the team.
        about: About,
        /// Who sees the signal.
        audience: Audience,
        /// Why; nothing takes it back.
        why: Option<String>,
        /// Whether they were made up.
        sample: bool,
    },
    /// Tell the organizers how somebody seems.
    Tell {
        /// By whom, about whom.
        pair: Pair,
        /// How they seem.
        level: Level,
        /// Words for the organizers: only if the one they are about agreed.
        agreed: Option<String>,
    },
}

impl Weekly {
    /// The records it is about.
    pub fn named(&self) -> Vec<RecordId> {
        match self {
            Self::Plan { session, week, .. } => vec![plan_id(session, *week)],
            Self::Cards(cards) => {
                let id = |card: &Card| card_id(card.member, &card.audience());
                cards.iter().map(id).collect()
            }
            Self::CheckIn {
                whose,
                readers,
                held_in,
                ..
            } => {
                let words = whose.check_in(*readers);
                let held = held_in.iter().copied();
                // Another tab may have taken the words to other readers meanwhile.
                let all = Readers::ALL.map(|one| whose.check_in(one));
                held.chain(all).chain([words, whose.sign()]).collect()
            }
            Self::Meeting { which, .. } => vec![which.id()],
            Self::Block { id, .. } => vec![*id],
            Self::Unblock { blocker, .. } => vec![*blocker],
            Self::OneToOne { pair, .. } => {
                vec![one_to_one_id(pair.captain, pair.member, pair.week)]
            }
            Self::Private { pair, .. } => vec![note_id(pair.captain, pair.member, pair.week)],
            Self::Close(what) => vec![closing_id(what.member)],
            Self::Contribute(what) => what.named(),
            Self::Dismiss {
                signal, audience, ..
            } => vec![dismissal_id(*signal, audience)],
            Self::Tell { pair, .. } => vec![level_id(pair.captain, pair.member)],
        }
    }
}

/// What it changes, or why it is refused.
pub(super) fn decide(weekly: Weekly, context: Context<'_>) -> Result<Vec<Change>, Refused> {
    let records = context.records;
    match weekly {
        Weekly::Plan {
            session,
            week,
            part,
            text,
        } => {
            let name = match part {
                PlanPart::Theme => plan::THEME,
                PlanPart::Message => plan::MESSAGE,
                PlanPart::ToDo => plan::TO_DO,
            };
            let fields = vec![
                (FieldName::new(SESSION), Value::from(session.as_str())),
                number(check_in::WEEK, week),
                (FieldName::new(name), text.map_or(Value::Null, Value::from)),
            ];
            let id = plan_id(&session, week);
            Ok(write(id, Kind::Plan, Audience::Public, fields, records))
        }
        Weekly::Cards(cards) => {
            let one = |card: Card| {
                let audience = card.audience();
                let id = card_id(card.member, &audience);
                write(id, Kind::Card, audience, card.fields(), records)
            };
            Ok(cards.into_iter().flat_map(one).collect())
        }
        Weekly::CheckIn {
            whose,
            readers,
            held_in,
            before,
            after,
        } => {
            if let Some(closed) = whose.closes.filter(|closes| context.now >= *closes) {
                return Err(Refused::WeekClosed(closed));
            }
            Ok(check_in(
                &whose,
                readers,
                &held_in,
                (&before, &after),
                records,
            ))
        }
        Weekly::Meeting { which, noted } => {
            let mut fields = vec![
                field(meeting::OF, which.of.to_string().as_str()),
                (FieldName::new(SESSION), Value::from(which.session.as_str())),
                number(check_in::WEEK, which.week),
                (FieldName::new(SAMPLE), Value::Bool(which.sample)),
            ];
            fields.extend(noted.iter().map(Noted::field));
            Ok(write(
                which.id(),
                Kind::Meeting,
                which.audience,
                fields,
                records,
            ))
        }
        Weekly::Block { whose, id, what } => {
            let what = field(blocker::WHAT, &what);
            let live = records.get(&id).and_then(Record::live);
            let (audience, about) = match live.filter(|live| live.kind == Kind::Blocker) {
                // In other words it is what it was: of its week, and for those it was for.
                Some(live) => (live.audience.clone(), Vec::new()),
                None => (whose.audience(Readers::Team), about(&whose)),
            };
            let fields = about.into_iter().chain([what]).collect();
            Ok(write(id, Kind::Blocker, audience, fields, records))
        }
        Weekly::Unblock { blocker: id, week } => {
            let held = records.get(&id);
            let live = held.and_then(Record::live);
            let (Some(live), Some(_)) = (live, held.and_then(Blocker::read)) else {
                return Err(Refused::NotHere(id));
            };
            let week = week.map_or(Value::Null, |week| Value::Integer(i128::from(week)));
            let fields = vec![(FieldName::new(blocker::RESOLVED), week)];
            Ok(write(
                id,
                Kind::Blocker,
                live.audience.clone(),
                fields,
                records,
            ))
        }
        Weekly::OneToOne { pair, went } => {
            let mut fields = of_pair(pair);
            fields.push(number(check_in::WEEK, pair.week));
            fields.extend(went.iter().map(Went::field));
            let id = one_to_one_id(pair.captain, pair.member, pair.week);
            let audience = Audience::Member(pair.member);
            Ok(write(id, Kind::OneToOne, audience, fields, records))
        }
        Weekly::Private { pair, text } => {
            let mut fields = of_pair(pair);
            fields.push(number(check_in::WEEK, pair.week));
            fields.push(field(one_to_one::NOTE, &text));
            let id = note_id(pair.captain, pair.member, pair.week);
            let audience = Audience::Care(pair.captain);
            Ok(write(id, Kind::Note, audience, fields, records))
        }
        Weekly::Close(what) => Ok(closing::decide(*what, records)),
        Weekly::Contribute(what) => contributing::decide(what, records),
        Weekly::Dismiss {
            session,
            signal,
            about,
            audience,
            why,
            sample,
        } => {
            let (name, about) = match about {
                About::Member(member) => (check_in::MEMBER, member),
                About::Team(team) => (meeting::OF, team),
            };
            let mut fields = vec![
                (FieldName::new(SESSION), Value::from(session.as_str())),
                field(dismissal::SIGNAL, &signal.to_string()),
                field(name, &about.to_string()),
                (FieldName::new(SAMPLE), Value::Bool(sample)),
                (FieldName::new(DELETED), Value::Bool(why.is_none())),
            ];
            // Taken back, why it was dismissed still stands there, for when it is again.
            fields.extend(why.map(|why| field(dismissal::WHY, &why)));
            let id = dismissal_id(signal, &audience);
            Ok(write(id, Kind::Dismissal, audience, fields, records))
        }
        Weekly::Tell {
            pair,
            level,
            agreed,
        } => {
            let mut fields = of_pair(pair);
            fields.push(field(one_to_one::LEVEL, level.as_str()));
            let agrees = Value::Bool(agreed.is_some());
            fields.push((FieldName::new(one_to_one::AGREED), agrees));
            // Words that nobody agreed to are in no record that organizers are given.
            fields.push(field(one_to_one::WORDS, &agreed.unwrap_or_default()));
            let id = level_id(pair.captain, pair.member);
            Ok(write(
                id,
                Kind::Level,
                Audience::Organizers,
                fields,
                records,
            ))
        }
    }
}

/// Keeps what somebody says of their week: the words in the record of the readers they chose, and in no other.
fn check_in(
    whose: &Whose,
    readers: Readers,
    held_in: &[RecordId],
    (before, after): (&Words, &Words),
    records: &BTreeMap<RecordId, Record>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let id = whose.check_in(readers);
    if let Some(moved) = moved(whose, id, held_in, records) {
        // What is typed follows the words to the readers they are for now, and nothing goes back to the others.
        let shown = before.fields_with(after);
        let mut fields = after.fields_with(before);
        fields.retain(|field| !shown.contains(field));
        return write_on(moved, Kind::CheckIn, fields, records);
    }
    for other in held_in.iter().filter(|other| **other != id) {
        let held = records.get(other);
        let live = held.and_then(Record::live);
        if let (Some(live), Some(said)) = (live, held.and_then(CheckIn::read)) {
            let mut fields = Words::default().fields_with(&said.words);
            fields.push((FieldName::new(DELETED), Value::Bool(true)));
            let audience = live.audience.clone();
            changes.extend(write(*other, Kind::CheckIn, audience, fields, records));
        }
    }
    let is_said = !after.is_empty();
    let held = records.get(&id).and_then(CheckIn::read);
    // Nothing is made for nothing.
    if is_said || held.is_some() {
        let is_here = held.is_some_and(|held| !held.deleted);
        let shown = before.fields_with(after);
        let mut fields = after.fields_with(before);
        // Into a record that is made now, or was given up before, everything goes.
        fields.retain(|field| !is_here || !shown.contains(field));
        fields.extend(about(whose));
        fields.push((FieldName::new(DELETED), Value::Bool(false)));
        changes.extend(write(
            id,
            Kind::CheckIn,
            whose.audience(readers),
            fields,
            records,
        ));
    }
    let sign = whose.sign();
    if is_said || records.contains_key(&sign) {
        let mut fields = about(whose);
        fields.push((FieldName::new(DELETED), Value::Bool(!is_said)));
        let audience = whose.audience(Readers::Team);
        changes.extend(write(sign, Kind::Sign, audience, fields, records));
    }
    changes
}

/// Where the words went that a page still shows in a record: another tab chose other readers meanwhile.
fn moved(
    whose: &Whose,
    id: RecordId,
    held_in: &[RecordId],
    records: &BTreeMap<RecordId, Record>,
) -> Option<RecordId> {
    let read = |id: RecordId| records.get(&id).and_then(CheckIn::read);
    let is_gone = held_in.contains(&id) && read(id).is_some_and(|held| held.deleted);
    let others = Readers::ALL.map(|one| whose.check_in(one)).into_iter();
    let mut others = others.filter(|other| *other != id && !held_in.contains(other));
    others.find(|other| is_gone && read(*other).is_some_and(|held| !held.deleted))
}

/// Writes fields of a record that is there, for whoever reads it.
fn write_on(
    id: RecordId,
    kind: Kind,
    fields: Vec<(FieldName, Value)>,
    records: &BTreeMap<RecordId, Record>,
) -> Vec<Change> {
    let live = records.get(&id).and_then(Record::live);
    let audience = live.map(|live| live.audience.clone());
    let written = audience.map(|audience| write(id, kind, audience, fields, records));
    written.into_iter().flatten().collect()
}

/// Whose week a record is about.
fn about(whose: &Whose) -> Vec<(FieldName, Value)> {
    vec![
        field(check_in::MEMBER, whose.member.to_string().as_str()),
        (FieldName::new(SESSION), Value::from(whose.session.as_str())),
        number(check_in::WEEK, whose.week),
        (FieldName::new(SAMPLE), Value::Bool(whose.sample)),
    ]
}

fn of_pair(pair: Pair) -> Vec<(FieldName, Value)> {
    vec![
        field(one_to_one::CAPTAIN, pair.captain.to_string().as_str()),
        field(check_in::MEMBER, pair.member.to_string().as_str()),
        (FieldName::new(SAMPLE), Value::Bool(pair.sample)),
    ]
}

fn field(name: &str, text: &str) -> (FieldName, Value) {
    (FieldName::new(name), Value::from(text))
}

fn number(name: &str, n: u32) -> (FieldName, Value) {
    (FieldName::new(name), Value::Integer(i128::from(n)))
}

/// The fields that say no by being silent.
const SILENT: [&str; 3] = [SAMPLE, DELETED, one_to_one::AGREED];

/// Writes those of the fields that the record does not say already; nothing if it says them all. What a record says
/// by being silent is not written.
fn write(
    record: RecordId,
    kind: Kind,
    audience: Audience,
    fields: Vec<(FieldName, Value)>,
    records: &BTreeMap<RecordId, Record>,
) -> Vec<Change> {
    let held = records.get(&record).filter(|held| held.live().is_some());
    let is_silence = |name: &FieldName, value: &Value| match value {
        Value::Null => true,
        Value::Bool(yes) => !yes && SILENT.contains(&name.as_str()),
        // Of a plan, to be empty is to say something: that nothing is as usual.
        Value::Text(text) => text.is_empty() && kind != Kind::Plan,
        Value::Integer(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => false,
    };
    // Of what copies disagree about, to write what is shown is to choose it.
    let is_news = |(name, value): &(FieldName, Value)| {
        let live = held.and_then(Record::live);
        match live.and_then(|live| live.fields.get(name)) {
            Some(register) => register.is_conflict() || register.shown().value != *value,
            None => !is_silence(name, value),
        }
    };
    // Of what is said twice the last holds.
    let fields: BTreeMap<FieldName, Value> = gather(fields);
    let fields: Vec<_> = fields.into_iter().filter(is_news).collect();
    if fields.is_empty() {
        return Vec::new();
    }
    vec![Change::Write {
        record,
        kind,
        audience,
        fields,
    }]
}

//! What of a week's record counts, as the database keeps it beside the record's id: one line of parts, parted by blanks.
//! Not JSON: tens of thousands are read when the wall opens.
//!
//! Lines are made of the records and can be made anew, so only the latest shape is read; whoever changes the shape raises
//! [`VERSION`].

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::domain::id::RecordId;
use crate::domain::record::{Kind, Record};
use crate::domain::week::check_in::{Pace, Readers, Sign};
use crate::domain::week::glance::{CheckedIn, Glance, Met, Paired};
use crate::domain::week::history::Said;
use crate::domain::week::meeting::Attendance;
use crate::domain::week::one_to_one::State;

/// The shape of lines.
pub const VERSION: u32 = 1;

/// What stands where nothing is said.
const NONE: &str = "-";
/// Something is in the way.
const BLOCKED: &str = "b";

/// The line of a record; empty where nothing of it counts.
pub fn to_text(record: &Record) -> String {
    Glance::of(record).map_or_else(String::new, |one| write(&one))
}

fn write(one: &Glance) -> String {
    let mut out = String::new();
    let done = match one {
        Glance::CheckIn(one) => {
            let Said {
                readers,
                minutes,
                pace,
                in_the_way,
            } = one.said;
            let readers = readers.map_or(NONE, Readers::as_str);
            let minutes = minutes.map_or_else(|| NONE.to_owned(), |minutes| minutes.to_string());
            let pace = pace.map_or(NONE, Pace::as_str);
            let blocked = if in_the_way { BLOCKED } else { NONE };
            write!(
                out,
                "{} {} {readers} {minutes} {pace} {blocked}",
                one.member, one.week
            )
        }
        Glance::Sign(one) => write!(out, "{} {}", one.member, one.week),
        Glance::Meeting(one) => {
            let held = match one.held {
                None => NONE,
                Some(true) => "held",
                Some(false) => "off",
            };
            let start = write!(out, "{} {} {held}", one.of, one.week);
            one.came.iter().fold(start, |done, (member, came)| {
                done.and_then(|()| write!(out, " {member} {}", came.as_str()))
            })
        }
        Glance::OneToOne(one) => {
            let state = one.state.map_or(NONE, State::as_str);
            write!(out, "{} {} {} {state}", one.captain, one.member, one.week)
        }
    };
    debug_assert!(done.is_ok(), "a text takes whatever is written to it");
    out
}

/// What a line of a kind says; nothing if it is none of this version's. An empty one says that nothing counts.
pub fn parse(kind: &Kind, line: &str) -> Option<Option<Glance>> {
    if line.is_empty() {
        return Some(None);
    }
    let mut parts = line.split(' ');
    let one = match kind {
        Kind::CheckIn => Glance::CheckIn(check_in(&mut parts)?),
        Kind::Sign => Glance::Sign(Sign {
            member: id(&mut parts)?,
            week: number(&mut parts)?,
        }),
        Kind::Meeting => Glance::Meeting(meeting(&mut parts)?),
        Kind::OneToOne => Glance::OneToOne(Paired {
            captain: id(&mut parts)?,
            member: id(&mut parts)?,
            week: number(&mut parts)?,
            state: named(parts.next()?, State::from_name)?,
        }),
        _ => return None,
    };
    parts.next().is_none().then_some(Some(one))
}

fn id<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<RecordId> {
    parts.next()?.parse().ok()
}

fn number<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<u32> {
    parts.next()?.parse().ok()
}

/// What has this name, if that is not the one for nothing.
fn named<T>(part: &str, from_name: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if part == NONE {
        return Some(None);
    }
    from_name(part).map(Some)
}

fn check_in<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<CheckedIn> {
    let readers = |name: &str| Readers::ALL.into_iter().find(|one| one.as_str() == name);
    Some(CheckedIn {
        member: id(parts)?,
        week: number(parts)?,
        said: Said {
            readers: named(parts.next()?, readers)?,
            minutes: named(parts.next()?, |minutes| minutes.parse().ok())?,
            pace: named(parts.next()?, Pace::from_name)?,
            in_the_way: match parts.next()? {
                BLOCKED => true,
                NONE => false,
                _ => return None,
            },
        },
    })
}

fn meeting<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<Met> {
    let (of, week) = (id(parts)?, number(parts)?);
    let held = match parts.next()? {
        NONE => None,
        "held" => Some(true),
        "off" => Some(false),
        _ => return None,
    };
    let mut came = BTreeMap::new();
    while let Some(member) = parts.next() {
        came.insert(member.parse().ok()?, Attendance::from_name(parts.next()?)?);
    }
    Some(Met {
        of,
        week,
        held,
        came,
    })
}

//! Answers as records keep them: typed ones in drafts, valid ones in applications.
//!
//! Each tells its own shape, so it is read without its question: text as text, a number as a number,
//! everything else as a map with a part that names it, such as `{"one": "maybe", "other": ""}` or
//! `{"date": "2027-03-31"}`. Parts not known here are passed over. A week is kept by day, as ranges
//! of wall-clock time: `{"mon": "09:00-12:30 14:00-24:00", "sun": "00:00-01:00"}`; a draft's may have
//! a part `unread`, with what is typed for a day and is no times: `{"tue": "18:00-20:3"}`.

use std::collections::BTreeMap;

use super::{Answer, Chosen, DayTexts, Pick, SLOTS_A_DAY, Slot, Typed, WeekSlots, Wish};
use crate::domain::gather::{gather, try_gather};
use crate::domain::id::{ChoiceId, ProjectId};
use crate::domain::record::Value;

/// A stored answer that no version up to this one wrote: keep it as it is, and show it raw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this answer is stored in a way that this version can't read")]
pub struct UnreadableAnswer;

/// The days of a week as stored, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Typed {
    /// It, as a draft keeps it.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            Self::One { picked, other } => map([
                (
                    "one",
                    match picked {
                        Some(Pick::Choice(id)) => Value::from(id.as_str()),
                        Some(Pick::Other) | None => Value::Null,
                    },
                ),
                ("otherPicked", Value::Bool(*picked == Some(Pick::Other))),
                ("other", Value::from(other.as_str())),
            ]),
            Self::Many {
                picked,
                other_ticked,
                other,
            } => map([
                ("many", list(picked.iter().map(ChoiceId::as_str))),
                ("otherPicked", Value::Bool(*other_ticked)),
                ("other", Value::from(other.as_str())),
            ]),
            Self::Rating(step) => map([(
                "rating",
                step.map_or(Value::Null, |step| Value::Integer(i128::from(step))),
            )]),
            Self::Consent(version) => map([(
                "consent",
                version.as_deref().map_or(Value::Null, Value::from),
            )]),
            Self::Week {
                zone,
                slots,
                unread,
            } => {
                let mut value = available(zone, slots);
                if let (Value::Map(parts), false) = (&mut value, unread.is_empty()) {
                    parts.insert("unread".to_owned(), day_texts(unread));
                }
                value
            }
            Self::Projects { wish, ranked } => map([
                ("projects", list(ranked.iter().map(ProjectId::as_str))),
                (
                    "wish",
                    match wish {
                        Some(Wish::Any) => Value::from("any"),
                        Some(Wish::Ranked) => Value::from("ranked"),
                        None => Value::Null,
                    },
                ),
            ]),
            Self::Matrix(cells) => map([("matrix", matrix(cells))]),
        }
    }

    /// What a draft keeps.
    pub fn from_value(value: &Value) -> Result<Self, UnreadableAnswer> {
        if let Some(text) = value.as_text() {
            return Ok(Self::Text(text.to_owned()));
        }
        let other = || text_part(value, "other");
        let other_picked = || {
            if let Some(Value::Bool(yes)) = value.part("otherPicked") {
                Ok(*yes)
            } else {
                Err(UnreadableAnswer)
            }
        };
        if let Some(one) = value.part("one") {
            let picked = if other_picked()? {
                Some(Pick::Other)
            } else if *one == Value::Null {
                None
            } else {
                Some(Pick::Choice(key(one)?))
            };
            Ok(Self::One {
                picked,
                other: other()?,
            })
        } else if let Some(many) = value.part("many") {
            Ok(Self::Many {
                picked: keys(many)?,
                other_ticked: other_picked()?,
                other: other()?,
            })
        } else if let Some(rating) = value.part("rating") {
            Ok(Self::Rating(match rating {
                Value::Null => None,
                given => Some(step(given)?),
            }))
        } else if let Some(consent) = value.part("consent") {
            Ok(Self::Consent(match consent {
                Value::Null => None,
                given => Some(given.as_text().ok_or(UnreadableAnswer)?.to_owned()),
            }))
        } else if let Some(slots) = value.part("week") {
            Ok(Self::Week {
                zone: text_part(value, "zone")?,
                slots: read_week(slots)?,
                unread: match value.part("unread") {
                    Some(texts) => read_day_texts(texts)?,
                    None => DayTexts::default(),
                },
            })
        } else if let Some(ranked) = value.part("projects") {
            let wish = value.part("wish").ok_or(UnreadableAnswer)?;
            let wish = match wish.as_text() {
                Some("any") => Some(Wish::Any),
                Some("ranked") => Some(Wish::Ranked),
                None if *wish == Value::Null => None,
                Some(_) | None => return Err(UnreadableAnswer),
            };
            Ok(Self::Projects {
                wish,
                ranked: keys(ranked)?,
            })
        } else if let Some(cells) = value.part("matrix") {
            read_matrix(cells).map(Self::Matrix)
        } else {
            Err(UnreadableAnswer)
        }
    }
}

/// Whole numbers below this (2^53) are the same as floats and as integers.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Answer {
    /// It, as an application keeps it.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < EXACT => {
                Value::Integer(*number as i128)
            }
            Self::Number(number) => Value::Float(*number),
            Self::Date(date) => map([("date", Value::from(date.to_string()))]),
            Self::Choice(Chosen::Choice(id)) => map([("choice", Value::from(id.as_str()))]),
            Self::Choice(Chosen::Other(text)) => map([("other", Value::from(text.as_str()))]),
            Self::Choices(ids, other) => {
                let mut parts = BTreeMap::new();
                parts.insert("choices".to_owned(), list(ids.iter().map(ChoiceId::as_str)));
                if let Some(other) = other {
                    parts.insert("other".to_owned(), Value::from(other.as_str()));
                }
                Value::Map(parts)
            }
            Self::Rating(step) => map([("rating", Value::Integer(i128::from(*step)))]),
            Self::Consent(version) => map([("consent", Value::from(version.as_str()))]),
            Self::Zone(zone) => map([("zone", Value::from(zone.as_str()))]),
            Self::Availability(zone, slots) => available(zone, slots),
            Self::Projects(ranked) => {
                map([("projects", list(ranked.iter().map(ProjectId::as_str)))])
            }
            Self::Matrix(cells) => map([("matrix", matrix(cells))]),
        }
    }

    /// What an application keeps.
    pub fn from_value(value: &Value) -> Result<Self, UnreadableAnswer> {
        match value {
            Value::Text(text) => return Ok(Self::Text(text.clone())),
            Value::Integer(number) => return Ok(Self::Number(*number as f64)),
            Value::Float(number) if number.is_finite() => return Ok(Self::Number(*number)),
            Value::Null | Value::Bool(_) | Value::Float(_) | Value::List(_) => {
                return Err(UnreadableAnswer);
            }
            Value::Map(_) => {}
        }
        let text = |value: &Value| Ok(value.as_text().ok_or(UnreadableAnswer)?.to_owned());
        if let Some(date) = value.part("date") {
            key(date).map(Self::Date)
        } else if let Some(id) = value.part("choice") {
            Ok(Self::Choice(Chosen::Choice(key(id)?)))
        } else if let Some(ids) = value.part("choices") {
            let other = value.part("other").map(text).transpose()?;
            Ok(Self::Choices(keys(ids)?, other))
        } else if let Some(other) = value.part("other") {
            Ok(Self::Choice(Chosen::Other(text(other)?)))
        } else if let Some(rating) = value.part("rating") {
            step(rating).map(Self::Rating)
        } else if let Some(version) = value.part("consent") {
            text(version).map(Self::Consent)
        } else if let Some(slots) = value.part("week") {
            Ok(Self::Availability(
                text_part(value, "zone")?,
                read_week(slots)?,
            ))
        } else if let Some(zone) = value.part("zone") {
            text(zone).map(Self::Zone)
        } else if let Some(ranked) = value.part("projects") {
            keys(ranked).map(Self::Projects)
        } else if let Some(cells) = value.part("matrix") {
            read_matrix(cells).map(Self::Matrix)
        } else {
            Err(UnreadableAnswer)
        }
    }
}

fn map<const N: usize>(parts: [(&str, Value); N]) -> Value {
    let parts = parts.into_iter();
    Value::Map(gather(parts.map(|(name, value)| (name.to_owned(), value))))
}

fn list<'a>(keys: impl Iterator<Item = &'a str>) -> Value {
    Value::List(keys.map(Value::from).collect())
}

fn matrix(cells: &BTreeMap<ChoiceId, ChoiceId>) -> Value {
    let cells = cells.iter();
    Value::Map(gather(cells.map(|(row, column)| {
        (row.to_string(), Value::from(column.as_str()))
    })))
}

fn read_matrix(value: &Value) -> Result<BTreeMap<ChoiceId, ChoiceId>, UnreadableAnswer> {
    let Value::Map(cells) = value else {
        return Err(UnreadableAnswer);
    };
    let cells = cells.iter();
    try_gather(
        cells.map(|(row, column)| Ok((row.parse().map_err(|_| UnreadableAnswer)?, key(column)?))),
    )
}

fn text_part(value: &Value, name: &str) -> Result<String, UnreadableAnswer> {
    let text = value.part(name).and_then(Value::as_text);
    text.map(str::to_owned).ok_or(UnreadableAnswer)
}

fn key<T: std::str::FromStr>(value: &Value) -> Result<T, UnreadableAnswer> {
    let text = value.as_text().ok_or(UnreadableAnswer)?;
    text.parse().map_err(|_| UnreadableAnswer)
}

fn keys<T: std::str::FromStr, C: Default + Extend<T>>(
    value: &Value,
) -> Result<C, UnreadableAnswer> {
    let Value::List(items) = value else {
        return Err(UnreadableAnswer);
    };
    try_gather(items.iter().map(key))
}

fn step(value: &Value) -> Result<u8, UnreadableAnswer> {
    let Value::Integer(step) = value else {
        return Err(UnreadableAnswer);
    };
    u8::try_from(*step).map_err(|_| UnreadableAnswer)
}

fn available(zone: &str, slots: &WeekSlots) -> Value {
    map([("week", week(slots)), ("zone", Value::from(zone))])
}

fn week(slots: &WeekSlots) -> Value {
    let mut days = BTreeMap::new();
    for (day, name) in (0u16..).zip(DAYS) {
        let ranges: Vec<String> = slots
            .ranges(day)
            .into_iter()
            .map(|(from, to)| format!("{}-{}", clock(from), clock(to)))
            .collect();
        if !ranges.is_empty() {
            days.insert(name.to_owned(), Value::from(ranges.join(" ")));
        }
    }
    Value::Map(days)
}

fn day_texts(texts: &DayTexts) -> Value {
    let texts = texts.iter().filter_map(|(day, text)| {
        let name = DAYS.get(usize::from(day))?;
        Some(((*name).to_owned(), Value::from(text)))
    });
    Value::Map(gather(texts))
}

fn read_day_texts(value: &Value) -> Result<DayTexts, UnreadableAnswer> {
    let mut texts = DayTexts::default();
    if !matches!(value, Value::Map(_)) {
        return Err(UnreadableAnswer);
    }
    for (day, name) in (0u16..).zip(DAYS) {
        if let Some(text) = value.part(name) {
            texts.set(day, text.as_text().ok_or(UnreadableAnswer)?);
        }
    }
    Ok(texts)
}

/// The wall-clock time at which a half hour of a day begins, 0 to 48: `09:30`, `24:00`.
fn clock(half_hour: u16) -> String {
    let minutes = if half_hour.is_multiple_of(2) {
        "00"
    } else {
        "30"
    };
    format!("{:02}:{minutes}", half_hour / 2)
}

fn read_clock(text: &str) -> Result<u16, UnreadableAnswer> {
    (0..=SLOTS_A_DAY)
        .find(|half_hour| clock(*half_hour) == text)
        .ok_or(UnreadableAnswer)
}

fn read_week(value: &Value) -> Result<WeekSlots, UnreadableAnswer> {
    let mut slots = WeekSlots::default();
    if !matches!(value, Value::Map(_)) {
        return Err(UnreadableAnswer);
    }
    for (day, name) in (0u16..).zip(DAYS) {
        let Some(ranges) = value.part(name) else {
            continue;
        };
        for range in ranges.as_text().ok_or(UnreadableAnswer)?.split(' ') {
            let (from, to) = range.split_once('-').ok_or(UnreadableAnswer)?;
            for half_hour in read_clock(from)?..read_clock(to)? {
                if let Some(slot) = Slot::new(day, half_hour) {
                    slots.set(slot, true);
                }
            }
        }
    }
    Ok(slots)
}

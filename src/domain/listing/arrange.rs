//! Which rows are shown, in which order.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::view::UNANSWERED;
use super::{Cell, Column, Columns, Direction, Filters, Hay, Sort, Summary, Terms, View, fold};
use crate::domain::form::{ANY, OTHER};
use crate::domain::id::SessionId;

/// What rows are looked at with.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The questions.
    pub columns: &'a Columns,
    /// The sessions, in the programme's order.
    pub sessions: &'a [SessionId],
    /// For each zone, how far it is from UTC now, in minutes.
    pub offsets: &'a BTreeMap<String, i32>,
}

/// The rows a view shows, as places in `rows`, in its order. `hay` says what is searched for each.
pub fn arrange(rows: &[Summary], hay: &[Hay], view: &View, around: Around<'_>) -> Vec<u32> {
    let terms = Terms::parse(&view.search);
    let kept = (0u32..).zip(rows).filter(|(place, row)| {
        let found = terms.is_empty()
            || usize::try_from(*place)
                .ok()
                .and_then(|place| hay.get(place))
                .is_some_and(|hay| terms.are_in(&hay.text));
        found && keeps(row, &view.filters, around)
    });
    let mut places = kept.map(|(place, _)| place).collect();
    arranged_by(&mut places, rows, &view.sort, around);
    places
}

/// Whether the filters keep a row.
pub fn keeps(row: &Summary, filters: &Filters, around: Around<'_>) -> bool {
    let Filters {
        session,
        state,
        decision,
        late,
        sample,
        conflict,
        deleted,
        offset,
        answers,
    } = filters;
    session
        .as_ref()
        .is_none_or(|session| row.session == *session)
        && state.is_none_or(|state| row.state == state)
        && decision.is_none_or(|decision| row.decision == decision)
        && late.is_none_or(|late| row.late == late)
        && sample.is_none_or(|sample| row.sample == sample)
        && (!conflict || row.conflict)
        && row.deleted == *deleted
        && offset.is_none_or(|(from, to)| {
            row.zone
                .as_deref()
                .and_then(|zone| around.offsets.get(zone))
                .is_some_and(|offset| (from..=to).contains(offset))
        })
        && answers
            .iter()
            .all(|(question, wanted)| says_one_of(row.cells.get(question).as_ref(), wanted))
}

fn says_one_of(cell: Option<&Cell>, wanted: &[String]) -> bool {
    let says = |value: &str| match cell {
        None => value == UNANSWERED,
        Some(Cell::Chosen(ids, other)) => {
            ids.iter().any(|id| id.as_str() == value) || (other.is_some() && value == OTHER)
        }
        Some(Cell::Projects(ranked)) => {
            ranked.iter().any(|id| id.as_str() == value) || (ranked.is_empty() && value == ANY)
        }
        Some(Cell::Rating(step)) => value.parse() == Ok(*step),
        Some(Cell::Consent(_)) => value == "yes",
        Some(Cell::Zone(zone)) => zone == value,
        Some(
            Cell::Text(..)
            | Cell::Number(_)
            | Cell::Date(_)
            | Cell::Week(..)
            | Cell::Matrix(_)
            | Cell::Unreadable,
        ) => false,
    };
    wanted.iter().any(|value| says(value))
}

/// What a row is put in order by.
#[derive(Debug, Clone, PartialEq)]
enum Key {
    Number(f64),
    Text(String),
    /// Nothing to go by: after all others, whichever way the order goes.
    Nothing,
}

impl Key {
    fn of(row: &Summary, column: &Column, around: Around<'_>) -> Self {
        match column {
            Column::Sent => Self::Number(row.sent_at.0 as f64),
            Column::Session => {
                let place = around.sessions.iter().position(|id| *id == row.session);
                Self::Number(place.unwrap_or(around.sessions.len()) as f64)
            }
            Column::State => Self::Number(f64::from(u8::from(
                row.state != crate::domain::application::ApplicationState::Submitted,
            ))),
            Column::Decision => match row.decision {
                Some(outcome) => Self::Number(f64::from(outcome as u8)),
                None => Self::Nothing,
            },
            Column::Question(question) => match row.cells.get(question) {
                None | Some(Cell::Unreadable) => Self::Nothing,
                Some(Cell::Text(text, _)) => Self::Text(fold(&text)),
                Some(Cell::Number(number)) => Self::Number(number),
                Some(Cell::Date(date)) => Self::Number(date.days_since_epoch() as f64),
                Some(Cell::Chosen(ids, other)) => match (ids.first(), other) {
                    (Some(first), _) => {
                        Self::Number(around.columns.choice_place(question, first) as f64)
                    }
                    (None, Some(_)) => Self::Number(f64::MAX),
                    (None, None) => Self::Nothing,
                },
                Some(Cell::Rating(step)) => Self::Number(f64::from(step)),
                Some(Cell::Consent(version)) => Self::Text(version),
                Some(Cell::Zone(zone)) => match around.offsets.get(&zone) {
                    Some(offset) => Self::Number(f64::from(*offset)),
                    None => Self::Nothing,
                },
                Some(Cell::Week(_, half_hours)) => Self::Number(f64::from(half_hours)),
                Some(Cell::Projects(ranked)) => match ranked.first() {
                    Some(first) => Self::Text(fold(around.columns.project_name(first))),
                    None => Self::Text(String::new()),
                },
                Some(Cell::Matrix(cells)) => Self::Number(cells.len() as f64),
            },
        }
    }

    fn compare(&self, other: &Self, direction: Direction) -> Ordering {
        let order = match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            // A question whose kind changed: numbers first.
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
            (Self::Nothing, Self::Nothing) => return Ordering::Equal,
            (Self::Nothing, Self::Number(_) | Self::Text(_)) => return Ordering::Greater,
            (Self::Number(_) | Self::Text(_), Self::Nothing) => return Ordering::Less,
        };
        match direction {
            Direction::Up => order,
            Direction::Down => order.reverse(),
        }
    }
}

/// Puts places in an order. Rows that are equal in it come latest first, then by their ids, so that
/// the order is the same every time and everywhere.
pub fn arranged_by(places: &mut Vec<u32>, rows: &[Summary], sort: &Sort, around: Around<'_>) {
    let row = |place: u32| {
        usize::try_from(place)
            .ok()
            .and_then(|place| rows.get(place))
    };
    let mut keyed: Vec<(Key, u32, &Summary)> = places
        .iter()
        .filter_map(|&place| {
            let row = row(place)?;
            Some((Key::of(row, &sort.by, around), place, row))
        })
        .collect();
    keyed.sort_unstable_by(|(key_a, _, a), (key_b, _, b)| {
        key_a
            .compare(key_b, sort.direction)
            .then_with(|| b.sent_at.cmp(&a.sent_at))
            .then_with(|| a.id.cmp(&b.id))
    });
    places.clear();
    places.extend(keyed.into_iter().map(|(_, place, _)| place));
}

//! A row of the list: what an application says about itself, in brief.

use super::{Cell, Cells};
use crate::domain::application::{Application, ApplicationState, Unreadable};
use crate::domain::decision::Outcome;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{Record, Register};
use crate::domain::time::Instant;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The application.
    pub id: RecordId,
    /// The session applied for.
    pub session: SessionId,
    /// The record of the form version its answers are to.
    pub form_version: RecordId,
    /// Whether it still stands.
    pub state: ApplicationState,
    /// When it was last sent, by its writer's clock.
    pub sent_at: Instant,
    /// When its answers were last sent, by its writer's clock.
    pub answers_at: Instant,
    /// Whether its answers were last sent after the deadline: by its own word as it is kept, or also
    /// by the programme's dates where the caller added that.
    pub late: bool,
    /// Whether it was generated to try things out.
    pub sample: bool,
    /// Whether an organizer deleted it (and may bring it back).
    pub deleted: bool,
    /// Whether copies disagree about a field, and wait for a person to choose.
    pub conflict: bool,
    /// The zone its writer lives in: the one they named, or else their week's.
    pub zone: Option<Box<str>>,
    /// What the organizers decided, where the caller added that.
    pub decision: Option<Outcome>,
    /// Its answers, in brief.
    pub cells: Cells,
}

impl Summary {
    /// The row of an application; nothing if the record is something else or was erased.
    pub fn of(record: &Record) -> Result<Option<Self>, Unreadable> {
        let Some(application) = Application::read(record)? else {
            return Ok(None);
        };
        let conflict = record
            .live()
            .is_some_and(|live| live.fields.values().any(Register::is_conflict));
        let cells = Cells::of(&application);
        Ok(Some(Self {
            id: application.id,
            zone: zone_of(&cells),
            decision: None,
            cells,
            session: application.session,
            form_version: application.form_version,
            state: application.state,
            sent_at: application.sent_at,
            answers_at: application.answers_at,
            late: application.late,
            sample: application.sample,
            deleted: application.deleted,
            conflict,
        }))
    }
}

fn zone_of(cells: &Cells) -> Option<Box<str>> {
    let mut of_week = None;
    for (_, cell) in cells.iter() {
        match cell {
            Cell::Zone(zone) => return Some(zone.into()),
            Cell::Week(zone, _) => of_week = Some(zone.into()),
            Cell::Text(..)
            | Cell::Number(_)
            | Cell::Date(_)
            | Cell::Chosen(..)
            | Cell::Rating(_)
            | Cell::Consent(_)
            | Cell::Projects(_)
            | Cell::Matrix(_)
            | Cell::Unreadable => {}
        }
    }
    of_week
}

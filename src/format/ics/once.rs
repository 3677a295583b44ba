//! Something that is held once, as a calendar file.

use std::collections::BTreeSet;

use super::{Anchor, Calendar, Meeting, to_text};
use crate::domain::overlap::Local;
use crate::domain::time::Instant;

/// Something that is held once.
#[derive(Debug, Clone)]
pub struct Once<'a> {
    /// Names it for ever, all over the world: with it a calendar knows it again.
    pub uid: String,
    /// Whose clock it is kept by.
    pub anchor: &'a Anchor,
    /// When it begins by that clock.
    pub begins: Local,
    /// How many minutes it takes.
    pub length: u16,
    /// What it is called.
    pub title: String,
    /// When the file is made.
    pub made: Instant,
}

/// The file. It names nobody: whoever gets it need not know who else does.
pub fn once(event: Once<'_>) -> Option<String> {
    let meeting = Meeting {
        uid: event.uid,
        anchor: event.anchor,
        first: event.begins.day,
        minute: event.begins.minute,
        length: event.length,
        weeks: 1,
        left_out: BTreeSet::new(),
        summary: event.title,
        description: None,
        location: None,
        url: None,
        remind: None,
        organizer: None,
        attendees: Vec::new(),
    };
    to_text(&Calendar {
        made: event.made,
        meetings: vec![meeting],
    })
}

//! The weekly meetings of teams as a calendar for everyone on them: each kept by the clocks of its own
//! zone, so that it is right in everyone's (Promise 28).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::membership::Team;
use crate::domain::overlap::{Offsets, QUARTERS_A_DAY};
use crate::domain::programme::Session;
use crate::domain::roster::first_meeting;
use crate::domain::time::Instant;
use crate::format::ics::{Anchor, Calendar, Meeting, to_text};

/// What a calendar of teams is made with.
#[derive(Debug, Clone, Copy)]
pub struct Calendars<'a> {
    /// The session.
    pub session: &'a Session,
    /// What the clocks do in each zone that a team meets by, from before its first meeting to after its last;
    /// a year of it tells summer time from a change for good.
    pub clocks: &'a BTreeMap<String, Offsets>,
    /// When the file is made.
    pub made: Instant,
    /// How many minutes before a meeting calendars remind of it.
    pub remind: Option<u16>,
}

/// The meetings of these teams, each called as it is said beside it, with what it is about. Nothing if none of them
/// says when it meets, by clocks that are known.
///
/// No addresses are in it: whoever gets the file need not have everyone's.
pub fn calendar<'a>(
    teams: impl IntoIterator<Item = (&'a Team, String, Option<String>)>,
    with: Calendars<'_>,
) -> Option<String> {
    let teams: Vec<(&Team, String, Option<String>)> = teams.into_iter().collect();
    let anchors: BTreeMap<&str, Anchor> = with
        .clocks
        .iter()
        .filter_map(|(zone, clock)| Some((zone.as_str(), Anchor::new(zone, clock.clone())?)))
        .collect();
    let meeting = |(team, summary, description): (&Team, String, Option<String>)| {
        let meeting = team.meeting.as_ref()?;
        let place = team.meets_at.trim();
        Some(Meeting {
            uid: format!("team-{}@groundcrew", team.id),
            anchor: anchors.get(meeting.zone.as_str())?,
            first: first_meeting(team, with.session)?,
            minute: meeting.quarter % QUARTERS_A_DAY * 15,
            length: meeting.minutes,
            weeks: team.lasts(with.session),
            left_out: BTreeSet::new(),
            summary,
            description,
            location: (!place.is_empty()).then(|| place.to_owned()),
            // A link with more beside it is a place in words.
            url: (!place.contains(char::is_whitespace)).then(|| place.to_owned()),
            remind: with.remind,
            organizer: None,
            attendees: Vec::new(),
        })
    };
    let meetings = teams.into_iter().filter_map(meeting).collect();
    to_text(&Calendar {
        made: with.made,
        meetings,
    })
}

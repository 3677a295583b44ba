//! What is known of a week, in few words.

use crate::domain::week::check_in::Pace;
use crate::domain::week::history::WeekLog;
use crate::domain::week::meeting::Attendance;
use crate::domain::week::one_to_one::State;
use crate::t;
use crate::ui::pages::meeting::came_words;
use crate::ui::when::hours_words;
use crate::ui::words::word;

/// What became of a one-to-one.
pub fn state_words(state: State) -> &'static str {
    match state {
        State::Held => t!(weeks.one_held),
        State::Declined => t!(weeks.one_declined),
        State::Moved => t!(weeks.one_moved),
    }
}

/// Whether somebody was at a meeting, as it stands among other things.
pub fn meeting_words(came: Attendance) -> &'static str {
    match came {
        Attendance::There => t!(weeks.at_meeting.there),
        Attendance::Excused => t!(weeks.at_meeting.excused),
        Attendance::Missed => t!(weeks.at_meeting.missed),
    }
}

/// A line for each thing that is known; one that says that nothing is.
pub fn lines(log: &WeekLog, ahead: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if log.checked_in {
        lines.push(t!(weeks.checked_in).to_owned());
    }
    let came = log.came.iter();
    lines.extend(came.map(|came| meeting_words(*came).to_owned()));
    lines.extend(log.checks.iter().map(|came| {
        let organizers = word(|w| &w.organizer.many);
        t!(
            weeks.at_check,
            organizers = organizers,
            came = came_words(*came)
        )
    }));
    if let Some(said) = log.said {
        lines.extend(said.minutes.map(hours_words));
        lines.extend(match said.pace {
            Some(Pace::TooMuch) => Some(t!(weeks.pace_too_much).to_owned()),
            Some(Pace::TooSlow) => Some(t!(weeks.pace_too_slow).to_owned()),
            Some(Pace::Right) | None => None,
        });
    }
    lines.extend(log.one_to_one.map(|state| state_words(state).to_owned()));
    if lines.is_empty() {
        let none = if ahead {
            t!(weeks.ahead)
        } else {
            t!(weeks.nothing_yet)
        };
        lines.push(none.to_owned());
    }
    lines
}

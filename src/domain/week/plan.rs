//! What a week is about: a theme, a message to send, things to do. Where nobody wrote any, the usual ones stand.

use super::Weeks;
use super::check_in::{WEEK, whole};
use crate::domain::application::SESSION;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{FieldName, Kind, Record, Value};

/// Field: what it is about, in a few words.
pub const THEME: &str = "theme";
/// Field: a message to send.
pub const MESSAGE: &str = "message";
/// Field: things to do, one a line.
pub const TO_DO: &str = "to-do";

/// The id of the plan of a week.
pub fn plan_id(session: &SessionId, week: u32) -> RecordId {
    RecordId::derived(&["plan", session.as_str(), &week.to_string()])
}

/// What someone wrote of a week's plan. What they did not is as usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// What it is about.
    pub theme: Option<String>,
    /// A message to send.
    pub message: Option<String>,
    /// Things to do, one a line.
    pub to_do: Option<String>,
}

impl Written {
    /// Reads a week's plan; nothing if the record is of another kind, was erased, or is of no session's week.
    pub fn read(record: &Record) -> Option<(SessionId, u32, Self)> {
        record.live().filter(|live| live.kind == Kind::Plan)?;
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| get(field).and_then(Value::as_text).map(ToOwned::to_owned);
        let written = Self {
            theme: text(THEME),
            message: text(MESSAGE),
            to_do: text(TO_DO),
        };
        Some((text(SESSION)?.parse().ok()?, whole(get(WEEK))?, written))
    }
}

/// What a week is usually about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Welcome, and choosing what to work on.
    Welcome,
    /// Where people talk with each other.
    Channels,
    /// Setting up, and how the project writes things down.
    Environment,
    /// Working in pairs.
    Pairing,
    /// Half of it is over: is the pace right?
    HalfWay,
    /// Testing.
    Testing,
    /// Bringing work to an end.
    Finishing,
    /// Work that everyone can use, and what comes after.
    WhatsNext,
    /// Looking back, and goodbye.
    Close,
}

impl Theme {
    /// All there are, in the order of a session of eight weeks and the one before.
    pub const ALL: [Self; 9] = [
        Self::Welcome,
        Self::Channels,
        Self::Environment,
        Self::Pairing,
        Self::HalfWay,
        Self::Testing,
        Self::Finishing,
        Self::WhatsNext,
        Self::Close,
    ];

    /// What a week is usually about: the first of all is for welcome, the last for goodbye, and the others share what is
    /// between.
    pub fn usual(weeks: Weeks, week: u32) -> Self {
        let between = weeks.count.saturating_sub(1);
        let place = match week {
            0 => 0,
            _ if week >= weeks.count => Self::ALL.len() - 1,
            _ => 1 + ((week - 1) * 7 / between.max(1)) as usize,
        };
        Self::ALL.get(place).copied().unwrap_or(Self::Close)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn themes(count: u32) -> Vec<Theme> {
        let weeks = Weeks {
            starts: "2028-02-07".parse().expect("a day"),
            count,
        };
        weeks.all().map(|week| Theme::usual(weeks, week)).collect()
    }

    #[test]
    fn eight_weeks_and_the_one_before_have_a_theme_each() {
        assert_eq!(themes(8), Theme::ALL);
    }

    #[test]
    fn other_lengths_begin_with_welcome_end_with_goodbye_and_keep_the_order() {
        assert_eq!(themes(1), [Theme::Welcome, Theme::Close]);
        for count in 2..60 {
            let found = themes(count);
            assert_eq!(found.first(), Some(&Theme::Welcome));
            assert_eq!(found.last(), Some(&Theme::Close));
            assert!(found.is_sorted(), "{count}: {found:?}");
            let closes = found.iter().filter(|theme| **theme == Theme::Close);
            assert_eq!(closes.count(), 1, "{count}");
        }
        let sixteen = themes(16);
        assert!(Theme::ALL.iter().all(|theme| sixteen.contains(theme)));
    }
}

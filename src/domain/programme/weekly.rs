//! What a session asks of its weeks: how much is planned, when someone should look, and who counts as active.

use std::collections::BTreeMap;

use super::ClosingSurvey;
use crate::domain::id::QuestionId;
use crate::domain::role::Role;

/// What a session asks of its weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekRules {
    /// Hours a week that are planned for a mentee.
    pub hours: u32,
    /// For how many days after a week's last one its check-ins can still be written and changed.
    pub open_days: u32,
    /// When someone should look.
    pub signals: SignalRules,
    /// Who counts as active, a rule for each role that has one.
    pub active: Vec<ActiveRule>,
    /// What of the usual is asked otherwise in a check-in; all else is asked as usual.
    pub asks: BTreeMap<Usual, Ask>,
    /// What is asked beyond the usual, in this order.
    pub questions: Vec<WeekQuestion>,
    /// What is asked at the end.
    pub closing: ClosingSurvey,
}

impl WeekRules {
    /// Whether something of the usual is asked in a check-in.
    pub fn asks(&self, usual: Usual) -> bool {
        self.asks.get(&usual) != Some(&Ask::Not)
    }

    /// The programme's own words for something of the usual, if it has any.
    pub fn worded(&self, usual: Usual) -> Option<&str> {
        match self.asks.get(&usual) {
            Some(Ask::Worded(words)) => Some(words),
            Some(Ask::Not) | None => None,
        }
    }

    /// A question of the programme's own; nothing of one that it does not ask (any more).
    pub fn question(&self, id: &QuestionId) -> Option<&WeekQuestion> {
        self.questions.iter().find(|question| question.id == *id)
    }
}

/// What a check-in asks unless the programme says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Usual {
    /// What they did.
    Did,
    /// What is next.
    Next,
    /// What is in the way.
    InTheWay,
    /// How long they worked.
    Hours,
    /// How the pace feels.
    Pace,
    /// How they are.
    Mood,
    /// Links.
    Links,
}

impl Usual {
    /// All there are, in the order asked.
    pub const ALL: [Self; 7] = [
        Self::Did,
        Self::Next,
        Self::InTheWay,
        Self::Hours,
        Self::Pace,
        Self::Mood,
        Self::Links,
    ];

    /// The name in the programme file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Did => "did",
            Self::Next => "next",
            Self::InTheWay => "inTheWay",
            Self::Hours => "hours",
            Self::Pace => "pace",
            Self::Mood => "mood",
            Self::Links => "links",
        }
    }
}

/// How something of the usual is asked otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// In these words.
    Worded(String),
    /// Not at all.
    Not,
}

/// A question of the programme's own, answered in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekQuestion {
    /// Its name for machines: answers are kept under it.
    pub id: QuestionId,
    /// The question.
    pub label: String,
    /// What helps to answer it; empty if nothing does.
    pub help: String,
}

/// When someone should look. Every number is at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignalRules {
    /// Weeks without a sign of a mentee.
    pub quiet_weeks: u32,
    /// Meetings missed one after the other.
    pub missed_meetings: u32,
    /// Weeks for which something is in the way.
    pub blocked_weeks: u32,
    /// Hours a week that are well over what is planned.
    pub over_hours: u32,
    /// Weeks with that many, one after the other.
    pub over_weeks: u32,
    /// Weeks without a one-to-one.
    pub one_to_one_weeks: u32,
    /// Weeks in which a team has not met.
    pub unmet_weeks: u32,
    /// Weeks without a sign of a navigator or captain.
    pub lead_quiet_weeks: u32,
}

/// What somebody with a role must have done to count as active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveRule {
    /// The role.
    pub role: Role,
    /// What is counted.
    pub of: Counted,
    /// At least how many of it.
    pub least: Least,
}

/// What is counted of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// Meetings that they were at, of those that their team held, or for organizers theirs.
    Meetings,
    /// One-to-ones that they offered as a captain, of one every second week with everyone they look after. One that was
    /// declined was offered.
    OneToOnes,
}

/// At least how many of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Least {
    /// So many.
    Count(u32),
    /// So many of a hundred of those there were.
    Percent(u32),
}

/// Four hours a week, two weeks to write, and what most programmes look at.
impl Default for WeekRules {
    fn default() -> Self {
        let rule = |role, least| ActiveRule {
            role,
            of: Counted::Meetings,
            least,
        };
        Self {
            hours: 4,
            open_days: 14,
            signals: SignalRules::default(),
            active: vec![
                rule(Role::Mentee, Least::Count(3)),
                rule(Role::Navigator, Least::Count(4)),
                ActiveRule {
                    role: Role::Captain,
                    of: Counted::OneToOnes,
                    least: Least::Percent(50),
                },
                rule(Role::Organizer, Least::Percent(50)),
            ],
            asks: BTreeMap::new(),
            questions: Vec::new(),
            closing: ClosingSurvey::Usual,
        }
    }
}

impl Default for SignalRules {
    fn default() -> Self {
        Self {
            quiet_weeks: 2,
            missed_meetings: 2,
            blocked_weeks: 2,
            over_hours: 6,
            over_weeks: 2,
            one_to_one_weeks: 4,
            unmet_weeks: 2,
            lead_quiet_weeks: 2,
        }
    }
}

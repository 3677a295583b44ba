//! Those who meet without being a team: the organizers among themselves, and navigators and captains with them.
//!
//! What is noted of such a meeting is a [`Meeting`](super::meeting::Meeting) like a team's, for those who were in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::Audience;
use crate::domain::role::Role;
use crate::domain::roster::sheet::Line;

/// Those who meet without being a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Circle {
    /// The organizers, every week.
    Organizers,
    /// The navigators and captains, with whom organizers check every second week how it goes.
    Officers,
}

impl Circle {
    /// All there are, in the order shown.
    pub const ALL: [Self; 2] = [Self::Organizers, Self::Officers];

    /// The name in URLs, and of which its id is made.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organizers => "organizers",
            Self::Officers => "officers",
        }
    }

    /// The circle of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    /// What stands in a meeting's record where a team's has its team: the same on every device.
    pub fn id(self, session: &SessionId) -> RecordId {
        RecordId::derived(&["circle", session.as_str(), self.as_str()])
    }

    /// Who reads what is noted of its meetings: whoever is in it, and the organizers.
    pub fn audience(self, session: &SessionId) -> Audience {
        match self {
            Self::Organizers => Audience::Organizers,
            Self::Officers => Audience::Officers(session.clone()),
        }
    }

    /// Whether somebody with a role comes to its meetings.
    pub fn includes(self, role: &Role) -> bool {
        match (self, role) {
            (Self::Organizers, Role::Organizer)
            | (Self::Officers, Role::Navigator | Role::Captain) => true,
            (Self::Organizers, Role::Mentee | Role::Navigator | Role::Captain | Role::Own(_))
            | (Self::Officers, Role::Mentee | Role::Organizer | Role::Own(_)) => false,
        }
    }

    /// After how many weeks it meets again.
    pub fn every(self) -> u32 {
        match self {
            Self::Organizers => 1,
            Self::Officers => 2,
        }
    }

    /// Whether it is to meet in a week. It may in any.
    pub fn is_due(self, week: u32) -> bool {
        week > 0 && week.is_multiple_of(self.every())
    }

    /// Those who may come, in the order of `lines`: whoever is in it, each person once, and those of whom something was
    /// noted. Somebody with several parts, as on two teams, comes with the one that something was noted of, or else with
    /// the one that is first by its id, which is the same on every device.
    pub fn comers<'a>(
        self,
        lines: impl IntoIterator<Item = &'a Line>,
        noted: &BTreeSet<RecordId>,
    ) -> Vec<&'a Line> {
        let lines: Vec<&Line> = lines.into_iter().collect();
        let is_noted = |line: &&Line| noted.contains(&line.member.id);
        let named = lines.iter().copied().filter(is_noted);
        let named: BTreeSet<RecordId> = named.map(|line| line.member.person).collect();
        let mut first: BTreeMap<RecordId, RecordId> = BTreeMap::new();
        let is_in = |line: &&Line| line.member.is_in() && self.includes(&line.member.role);
        for line in lines.iter().copied().filter(is_in) {
            let (person, member) = (line.member.person, line.member.id);
            let held = first.entry(person).or_insert(member);
            *held = member.min(*held);
        }
        let comes = |line: &&Line| {
            let is_first = first.get(&line.member.person) == Some(&line.member.id);
            is_noted(line) || (is_first && !named.contains(&line.member.person))
        };
        lines.into_iter().filter(comes).collect()
    }
}

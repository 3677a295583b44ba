//! What commands about people's weeks are about.

use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::Audience;
use crate::domain::time::Instant;
use crate::domain::week::check_in::{Readers, check_in_id, sign_id};
use crate::domain::week::meeting::meeting_id;

/// Whose week it is, and until when anything about it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// The session.
    pub session: SessionId,
    /// The membership.
    pub member: RecordId,
    /// The team they are on.
    pub team: Option<RecordId>,
    /// The membership of the captain who looks after them.
    pub captain: Option<RecordId>,
    /// The week.
    pub week: u32,
    /// From when on it is closed; nothing if it never is.
    pub closes: Option<Instant>,
    /// Whether they were made up.
    pub sample: bool,
}

impl Whose {
    /// The audience of words for these readers. Who is on no team writes to the organizers; who has no captain, to the
    /// leads of their team.
    pub fn audience(&self, readers: Readers) -> Audience {
        match (readers, self.team, self.captain) {
            (Readers::Captain, _, Some(captain)) => Audience::Care(captain),
            (Readers::Team, Some(team), _) => Audience::Team(team),
            (Readers::Leads | Readers::Captain, Some(team), _) => Audience::Leads(team),
            (_, None, _) => Audience::Member(self.member),
        }
    }

    /// The same for words that are for an audience already: what is changed of them stays for whom they were written,
    /// whoever looks after their writer by now.
    #[must_use]
    pub fn written_for(mut self, audience: &Audience) -> Self {
        match audience {
            Audience::Care(captain) => self.captain = Some(*captain),
            Audience::Team(team) | Audience::Leads(team) => self.team = Some(*team),
            Audience::Member(_) => self.team = None,
            Audience::Device
            | Audience::Public
            | Audience::Inbox(_)
            | Audience::Organizers
            | Audience::Officers(_)
            | Audience::Unknown(_) => {}
        }
        self
    }

    /// The id of the words for these readers.
    pub fn check_in(&self, readers: Readers) -> RecordId {
        check_in_id(self.member, self.week, &self.audience(readers))
    }

    /// The id of the record that says that they checked in.
    pub fn sign(&self) -> RecordId {
        sign_id(self.member, self.week, &self.audience(Readers::Team))
    }
}

/// Which meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// The session.
    pub session: SessionId,
    /// Whose: a team, or a [`Circle`](crate::domain::week::circle::Circle) of the session.
    pub of: RecordId,
    /// Who reads of it.
    pub audience: Audience,
    /// The week.
    pub week: u32,
    /// Which of the week's, 0 for the first.
    pub nth: u32,
    /// Whether those who met were made up.
    pub sample: bool,
}

impl Which {
    /// The id of its record.
    pub fn id(&self) -> RecordId {
        meeting_id(self.of, self.week, self.nth)
    }
}

/// Who sees whom by themselves, in which week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The captain's membership.
    pub captain: RecordId,
    /// The other's.
    pub member: RecordId,
    /// The week.
    pub week: u32,
    /// Whether they were made up.
    pub sample: bool,
}

/// Whom a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Somebody, by their membership.
    Member(RecordId),
    /// A team.
    Team(RecordId),
}

/// A part of a week's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanPart {
    /// What it is about.
    Theme,
    /// A message to send.
    Message,
    /// Things to do, one a line.
    ToDo,
}

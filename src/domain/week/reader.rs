//! Who is given which records. Hiding on a screen is not enough: what someone must not read is never in what they are
//! given.

use std::collections::BTreeSet;

use super::check_in::MEMBER;
use super::circle::Circle;
use crate::domain::id::RecordId;
use crate::domain::record::{Audience, FieldName, Kind, Record, Value};
use crate::domain::role::Role;

/// Somebody's part in a session, as far as it says what they may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The membership.
    pub member: RecordId,
    /// As what.
    pub role: Role,
    /// On which team.
    pub team: Option<RecordId>,
}

/// Someone who is given records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reader {
    /// Whether they run the programme.
    pub is_organizer: bool,
    /// Their parts.
    pub parts: Vec<Part>,
    /// The memberships of the mentees on the teams that they look after as captains.
    pub looks_after: BTreeSet<RecordId>,
}

impl Reader {
    /// Someone with one part among others in a session.
    pub fn of_part(part: Part, everyone: &[Part]) -> Self {
        let is_captain = part.role == Role::Captain && part.team.is_some();
        let theirs = everyone
            .iter()
            .filter(|other| is_captain && other.role == Role::Mentee && other.team == part.team);
        Self {
            is_organizer: part.role == Role::Organizer,
            looks_after: theirs.map(|other| other.member).collect(),
            parts: vec![part],
        }
    }

    /// Whether they may read what is for an audience.
    pub fn reads(&self, audience: &Audience) -> bool {
        let is_mine = |member: &RecordId| self.parts.iter().any(|part| part.member == *member);
        let is_on = |team: &RecordId| self.parts.iter().any(|part| part.team == Some(*team));
        let leads = |team: &RecordId| {
            self.parts.iter().any(|part| {
                part.team == Some(*team) && matches!(part.role, Role::Navigator | Role::Captain)
            })
        };
        let is_officer = || {
            let mut parts = self.parts.iter();
            parts.any(|part| Circle::Officers.includes(&part.role))
        };
        match audience {
            Audience::Public => true,
            Audience::Inbox(_) | Audience::Organizers => self.is_organizer,
            Audience::Team(team) => self.is_organizer || is_on(team),
            Audience::Leads(team) => leads(team),
            // What is handed to somebody is of one session, and so are their parts.
            Audience::Officers(_) => self.is_organizer || is_officer(),
            Audience::Member(member) => {
                self.is_organizer || is_mine(member) || self.looks_after.contains(member)
            }
            Audience::Care(captain) => is_mine(captain),
            Audience::Device | Audience::Unknown(_) => false,
        }
    }

    /// Whether they are given a record. What was erased goes to everyone, as it says nothing but that. A team is
    /// everyone's who is on it. What somebody wrote of their own weeks is theirs whomever it is for, and so is what says
    /// who they are.
    pub fn is_given(&self, record: &Record) -> bool {
        let Some(live) = record.live() else {
            return true;
        };
        let is_team =
            live.kind == Kind::Team && self.parts.iter().any(|part| part.team == Some(record.id));
        let member = || {
            let said = record.get(&FieldName::new(MEMBER));
            said.and_then(Value::as_text)?.parse::<RecordId>().ok()
        };
        let is_own = matches!(live.kind, Kind::CheckIn | Kind::Card | Kind::Closing)
            && member().is_some_and(|member| self.parts.iter().any(|part| part.member == member));
        // A stalled pull request waits for whoever on a team picks it.
        let is_offered = live.kind == Kind::Stalled
            && live.audience == Audience::Organizers
            && self.parts.iter().any(|part| part.team.is_some());
        self.reads(&live.audience) || is_team || is_own || is_offered
    }
}

//! A roster being formed: which teams there are, who leads them, who looks after them, who is on them.
//!
//! A roster is one record, each of its facts a field of its own, so that organizers who move different
//! people apart lose nothing, and two who move the same one see both places (Promise 19). A session has
//! one that every device knows by the same id, and any number of others that branch off it to try
//! something out.
//!
//! Where to start: [`Roster`] is what is read, [`Move`] is how it changes, [`Crew`] is who may be on it,
//! [`judge`] says what holds and what is worth what, [`explain`] why someone is on no team. Once it is in
//! effect, [`sheet`] is what there is to read and to hand on.

mod ask;
mod crew;
mod difference;
mod doubt;
pub mod explain;
mod facts;
mod fields;
mod follow;
mod found;
pub mod judge;
mod leaving;
mod left;
mod meetings;
mod moves;
mod part;
mod place;
mod said;
mod second;
mod settle;
pub mod sheet;
mod stand_ins;
pub mod taking;

use std::collections::{BTreeMap, BTreeSet};

pub use ask::{Asked, Scope, ask};
pub use crew::{Crew, Member, Origin, Wishes};
pub use doubt::{Choice, Doubt};
pub use facts::{About, Facts};
pub use follow::{follow, follow_choice};
pub use left::{WhyLeft, why_left};
pub use meetings::{first_meeting, meetings, next_meeting};
pub use moves::{Move, without, written};
pub use part::{Decided, Parts};
pub use said::{Applied, Said};
pub use second::second_navigators;
pub use settle::{Settlement, settle};

use super::application::{SAMPLE, SESSION};
use super::conflict::conflicts;
use super::id::{ProjectId, RecordId, SessionId};
use super::record::{FieldName, Kind, Record, Value, Write};

/// Field: what a branch is called.
pub const NAME: &str = "name";
/// Field: the roster that a branch began from.
pub const FROM: &str = "from";

/// How many navigators a team has room for.
pub const LEADS: usize = 2;

/// The id of a session's roster.
pub fn roster_id(session: &SessionId) -> RecordId {
    RecordId::derived(&["roster", session.as_str()])
}

/// Two people who are to be on different teams; the smaller id first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair(RecordId, RecordId);

impl Pair {
    /// These two; nothing if they are one.
    pub fn new(one: RecordId, other: RecordId) -> Option<Self> {
        (one != other).then(|| Self(one.min(other), one.max(other)))
    }

    /// Both of them.
    pub fn both(self) -> [RecordId; 2] {
        [self.0, self.1]
    }

    /// The other one of the two; nothing if this is neither.
    pub fn other(self, one: RecordId) -> Option<RecordId> {
        match self {
            Self(a, b) if a == one => Some(b),
            Self(a, b) if b == one => Some(a),
            Self(..) => None,
        }
    }
}

/// A team as a roster has it, but for its mentees, who say themselves where they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamPlan {
    /// What it is called.
    pub name: String,
    /// What it works on.
    pub project: Option<ProjectId>,
    /// Who leads it.
    pub leads: [Option<RecordId>; LEADS],
    /// Who looks after it.
    pub captain: Option<RecordId>,
    /// Where it stands among the others.
    pub place: u32,
}

impl TeamPlan {
    /// Those who lead it.
    pub fn navigators(&self) -> impl Iterator<Item = RecordId> + Clone {
        self.leads.into_iter().flatten()
    }
}

/// A roster being formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// Its id.
    pub id: RecordId,
    /// The session it is for.
    pub session: SessionId,
    /// What it is called; empty for the session's own.
    pub name: String,
    /// The roster it branched off; nothing for the session's own.
    pub from: Option<RecordId>,
    /// Its teams.
    pub teams: BTreeMap<RecordId, TeamPlan>,
    /// Where each mentee is. Only teams that there are.
    pub seats: BTreeMap<RecordId, RecordId>,
    /// Who stays where they are, whatever else is moved.
    pub locked: BTreeSet<RecordId>,
    /// Who is kept apart.
    pub apart: BTreeSet<Pair>,
    /// The facts that copies disagree about, by their fields, with the values: the one that is shown last.
    pub conflicts: BTreeMap<FieldName, Vec<Write>>,
    /// Whether everyone who could be on it was made up.
    pub sample: bool,
    /// Whether someone deleted it.
    pub deleted: bool,
}

impl Roster {
    /// A session's roster before anything is in it.
    pub fn empty(session: &SessionId) -> Self {
        Self {
            id: roster_id(session),
            session: session.clone(),
            name: String::new(),
            from: None,
            teams: BTreeMap::new(),
            seats: BTreeMap::new(),
            locked: BTreeSet::new(),
            apart: BTreeSet::new(),
            conflicts: BTreeMap::new(),
            sample: false,
            deleted: false,
        }
    }

    /// Reads a roster; nothing if the record is of another kind, was erased, or is of no session.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Roster)?;
        let text = |field: &str| record.get(&FieldName::new(field)).and_then(Value::as_text);
        let mut roster = Self {
            id: record.id,
            name: text(NAME).unwrap_or_default().to_owned(),
            from: text(FROM).and_then(|id| id.parse().ok()),
            sample: record.get(&FieldName::new(SAMPLE)) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            ..Self::empty(&text(SESSION)?.parse().ok()?)
        };
        roster.id = record.id;
        let mut gone = BTreeSet::new();
        roster.conflicts = conflicts(record);
        // Every move writes this anew, and nobody need choose.
        roster.conflicts.remove(&FieldName::new(SAMPLE));
        // Where a team stands among others is no matter of anyone's.
        roster
            .conflicts
            .retain(|field, _| !fields::is_place(field.as_str()));
        for (name, register) in &live.fields {
            moves::take(
                &mut roster,
                &mut gone,
                name.as_str(),
                &register.shown().value,
            );
        }
        // What one copy dissolved and another took up again is there, where someone can choose.
        for (field, values) in &mut roster.conflicts {
            if let Some(team) = fields::goes(field.as_str()) {
                values.sort_by_key(|write| write.value == Value::Bool(false));
                gone.remove(&team);
            }
        }
        roster.teams.retain(|id, _| !gone.contains(id));
        let teams = &roster.teams;
        roster.seats.retain(|_, team| teams.contains_key(team));
        Some(roster)
    }

    /// The teams in the order shown.
    pub fn in_order(&self) -> Vec<(RecordId, &TeamPlan)> {
        let mut teams: Vec<_> = self.teams.iter().map(|(id, team)| (*id, team)).collect();
        teams.sort_by_key(|(id, team)| (team.place, *id));
        teams
    }

    /// The mentees of a team, in the order of their ids.
    pub fn mentees(&self, team: RecordId) -> impl Iterator<Item = RecordId> + Clone {
        let seats = self.seats.iter();
        seats.filter_map(move |(mentee, at)| (*at == team).then_some(*mentee))
    }

    /// Everyone on a team: navigators, captain, mentees.
    pub fn everyone(&self, team: RecordId) -> Vec<RecordId> {
        let plan = self.teams.get(&team);
        let leaders = plan.into_iter().flat_map(|plan| {
            let captain = plan.captain.into_iter();
            plan.navigators().chain(captain)
        });
        leaders.chain(self.mentees(team)).collect()
    }

    /// The teams that someone is on, in whatever role.
    pub fn teams_of(&self, person: RecordId) -> Vec<RecordId> {
        let is_on = |plan: &TeamPlan| {
            plan.captain == Some(person) || plan.navigators().any(|lead| lead == person)
        };
        let leads = self.teams.iter().filter(|(_, plan)| is_on(plan));
        let seat = self.seats.get(&person).into_iter().copied();
        leads.map(|(id, _)| *id).chain(seat).collect()
    }

    /// Where a new team stands: after all others.
    pub fn next_place(&self) -> u32 {
        let last = self.teams.values().map(|team| team.place).max();
        last.map_or(0, |last| last.saturating_add(1))
    }

    /// What a new team is called, by the numbers that names have: the first one, or the next after it and so on,
    /// that no team is called by.
    pub fn free_name(&self, nth: u32, name: impl Fn(u32) -> String) -> String {
        let taken = |name: &String| self.teams.values().any(|plan| plan.name == *name);
        let names = (1..).map(name).filter(|name| !taken(name));
        names.skip(nth as usize).take(1).collect()
    }

    /// Whether two people are kept apart.
    pub fn are_apart(&self, one: RecordId, other: RecordId) -> bool {
        Pair::new(one, other).is_some_and(|pair| self.apart.contains(&pair))
    }

    /// Whether nothing was done yet.
    pub fn is_empty(&self) -> bool {
        self.teams.is_empty() && self.apart.is_empty() && self.locked.is_empty()
    }

    /// What a record would hold that says what this one does: for a branch.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        let mut fields = vec![
            (FieldName::new(SESSION), Value::from(self.session.as_str())),
            (FieldName::new(NAME), Value::from(self.name.as_str())),
            (FieldName::new(SAMPLE), Value::Bool(self.sample)),
        ];
        if let Some(from) = self.from {
            fields.push((FieldName::new(FROM), Value::from(from.to_string())));
        }
        fields.extend(self.all_moves().iter().flat_map(Move::fields));
        fields
    }

    /// The moves that lead from an empty roster to this one.
    pub fn all_moves(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        for (id, plan) in self.in_order() {
            moves.push(Move::Found {
                team: id,
                name: plan.name.clone(),
                project: plan.project.clone(),
                place: plan.place,
            });
            for (place, lead) in plan.leads.iter().enumerate() {
                if lead.is_some() {
                    moves.push(Move::Lead {
                        team: id,
                        place,
                        navigator: *lead,
                    });
                }
            }
            if plan.captain.is_some() {
                moves.push(Move::LookAfter {
                    team: id,
                    captain: plan.captain,
                });
            }
        }
        let seats = self.seats.iter();
        moves.extend(seats.map(|(mentee, team)| Move::Seat {
            mentee: *mentee,
            team: Some(*team),
        }));
        moves.extend(self.locked.iter().map(|person| Move::Lock {
            person: *person,
            locked: true,
        }));
        moves.extend(self.apart.iter().map(|pair| Move::Apart {
            pair: *pair,
            apart: true,
        }));
        moves
    }
}

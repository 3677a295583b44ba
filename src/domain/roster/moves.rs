//! How a roster changes: one fact at a time, each of which can be taken back.

use std::collections::{BTreeMap, BTreeSet};

use super::{LEADS, Pair, Roster};
use crate::domain::conflict::conflicts;
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::record::{FieldName, Record, Value, Write};

pub(super) const SEAT: &str = "seat";
pub(super) const LOCKED: &str = "locked";
pub(super) const APART: &str = "apart";
pub(super) const TEAM: &str = "team";
pub(super) const GONE: &str = "gone";
pub(super) const TEAM_NAME: &str = "name";
pub(super) const PROJECT: &str = "project";
pub(super) const PLACE: &str = "place";
pub(super) const CAPTAIN: &str = "captain";
pub(super) const LEAD: [&str; LEADS] = ["navigator", "navigator-2"];

/// A change of one fact of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// A mentee goes to a team, or off it.
    Seat {
        /// Who.
        mentee: RecordId,
        /// Where to; nowhere.
        team: Option<RecordId>,
    },
    /// A team is led by someone, or by nobody.
    Lead {
        /// The team.
        team: RecordId,
        /// Which of the places for those who lead it, from 0.
        place: usize,
        /// Who.
        navigator: Option<RecordId>,
    },
    /// A team is looked after by someone, or by nobody.
    LookAfter {
        /// The team.
        team: RecordId,
        /// Who.
        captain: Option<RecordId>,
    },
    /// Someone stays where they are, or need not any more.
    Lock {
        /// Who.
        person: RecordId,
        /// Whether they stay.
        locked: bool,
    },
    /// Two people are kept apart, or need not be any more.
    Apart {
        /// Who.
        pair: Pair,
        /// Whether they are.
        apart: bool,
    },
    /// There is a team.
    Found {
        /// Its id, which nobody has used, or of one that was dissolved.
        team: RecordId,
        /// What it is called.
        name: String,
        /// What it works on.
        project: Option<ProjectId>,
        /// Where it stands among the others.
        place: u32,
    },
    /// A team is called otherwise.
    Name {
        /// The team.
        team: RecordId,
        /// What it is called.
        name: String,
    },
    /// A team works on something else.
    Project {
        /// The team.
        team: RecordId,
        /// What it works on.
        project: Option<ProjectId>,
    },
    /// There is a team, of which copies disagree whether it was dissolved.
    Keep(RecordId),
    /// There is no such team any more. Who was on it is on none, also once it is founded again.
    Dissolve(RecordId),
}

/// The field that says where a mentee is.
pub(super) fn seat_field(mentee: RecordId) -> FieldName {
    FieldName::new(format!("{SEAT}/{mentee}"))
}

pub(super) fn team_field(team: RecordId, part: &str) -> FieldName {
    FieldName::new(format!("{TEAM}/{team}/{part}"))
}

pub(super) fn id_value(id: Option<RecordId>) -> Value {
    Value::from(id.map(|id| id.to_string()).unwrap_or_default())
}

pub(super) fn project_value(project: Option<&ProjectId>) -> Value {
    Value::from(project.map(ProjectId::as_str).unwrap_or_default())
}

impl Move {
    /// Who is somewhere after it, if it is about a place.
    pub fn puts(&self) -> Option<RecordId> {
        match self {
            Self::Seat { mentee, team } => team.and(Some(*mentee)),
            Self::Lead { navigator, .. } => *navigator,
            Self::LookAfter { captain, .. } => *captain,
            Self::Lock { .. }
            | Self::Apart { .. }
            | Self::Found { .. }
            | Self::Name { .. }
            | Self::Project { .. }
            | Self::Keep(_)
            | Self::Dissolve(_) => None,
        }
    }

    /// The fields that it writes.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        match self {
            Self::Seat { mentee, team } => vec![(seat_field(*mentee), id_value(*team))],
            Self::Lead {
                team,
                place,
                navigator,
            } => {
                let part = LEAD.get(*place).copied().unwrap_or(LEAD[0]);
                vec![(team_field(*team, part), id_value(*navigator))]
            }
            Self::LookAfter { team, captain } => {
                vec![(team_field(*team, CAPTAIN), id_value(*captain))]
            }
            Self::Lock { person, locked } => {
                let field = FieldName::new(format!("{LOCKED}/{person}"));
                vec![(field, Value::Bool(*locked))]
            }
            Self::Apart { pair, apart } => {
                let [one, other] = pair.both();
                let field = FieldName::new(format!("{APART}/{one}/{other}"));
                vec![(field, Value::Bool(*apart))]
            }
            Self::Found {
                team,
                name,
                project,
                place,
            } => vec![
                (team_field(*team, GONE), Value::Bool(false)),
                (team_field(*team, TEAM_NAME), Value::from(name.as_str())),
                (team_field(*team, PROJECT), project_value(project.as_ref())),
                (team_field(*team, PLACE), Value::Integer(i128::from(*place))),
            ],
            Self::Name { team, name } => {
                vec![(team_field(*team, TEAM_NAME), Value::from(name.as_str()))]
            }
            Self::Project { team, project } => {
                vec![(team_field(*team, PROJECT), project_value(project.as_ref()))]
            }
            Self::Keep(team) => vec![(team_field(*team, GONE), Value::Bool(false))],
            Self::Dissolve(team) => vec![(team_field(*team, GONE), Value::Bool(true))],
        }
    }
}

/// The fields that moves write, made one after the other on what a record says: each field once, with its
/// last value. A team that is dissolved is emptied, and so is one that is founded again, of which something
/// may have been written meanwhile: nobody comes back unasked. What copies disagree about stays, but for who was on a
/// team that is dissolved: of that there is nothing to choose any more.
pub fn written(record: Option<&Record>, moves: &[Move]) -> Vec<(FieldName, Value)> {
    let live = record.and_then(Record::live);
    let fields = live.into_iter().flat_map(|live| &live.fields);
    let agreed = fields.filter(|(_, register)| !register.is_conflict());
    let mut held: BTreeMap<FieldName, Value> = agreed
        .map(|(name, register)| (name.clone(), register.shown().value.clone()))
        .collect();
    let known = record.and_then(Roster::read);
    let mut there: BTreeSet<RecordId> = known
        .into_iter()
        .flat_map(|r| r.teams.into_keys())
        .collect();
    let mut written: Vec<(FieldName, Value)> = Vec::new();
    for step in moves {
        let emptied = match step {
            Move::Dissolve(team) => there.remove(team).then_some(*team),
            Move::Found { team, .. } => there.insert(*team).then_some(*team),
            _ => None,
        };
        let emptied = emptied.map(|team| places_on(&held, team));
        let emptied = emptied.into_iter().flatten();
        let settled = match (step, record) {
            (Move::Dissolve(team), Some(record)) => doubted_places_on(&conflicts(record), *team),
            _ => Vec::new(),
        };
        let emptied = emptied.chain(settled);
        let emptied: Vec<_> = emptied.map(|name| (name, id_value(None))).collect();
        for (name, value) in emptied.into_iter().chain(step.fields()) {
            held.insert(name.clone(), value.clone());
            written.retain(|(earlier, _)| *earlier != name);
            written.push((name, value));
        }
    }
    written
}

/// The fields that copies disagree about, and in which all that is left of it is whether somebody is on this team.
fn doubted_places_on(doubted: &BTreeMap<FieldName, Vec<Write>>, team: RecordId) -> Vec<FieldName> {
    let (said, none) = (id_value(Some(team)), id_value(None));
    let leaders = LEAD.into_iter().chain([CAPTAIN]);
    let leaders: Vec<_> = leaders.map(|part| team_field(team, part)).collect();
    let is_place = |(name, values): &(&FieldName, &Vec<Write>)| {
        let is_seat = name.as_str().split('/').next() == Some(SEAT);
        let is_here = |write: &Write| write.value == said || write.value == none;
        leaders.contains(name) || (is_seat && values.iter().all(is_here))
    };
    let places = doubted.iter().filter(is_place);
    places.map(|(name, _)| name.clone()).collect()
}

/// The fields that say who is on a team.
fn places_on(held: &BTreeMap<FieldName, Value>, team: RecordId) -> Vec<FieldName> {
    let said = id_value(Some(team));
    let leaders = LEAD.into_iter().chain([CAPTAIN]);
    let leaders = leaders.map(|part| team_field(team, part));
    let leaders = leaders.filter(|name| held.get(name).is_some_and(|who| *who != id_value(None)));
    let seats = held.iter().filter(|(name, at)| {
        let is_seat = name.as_str().split('/').next() == Some(SEAT);
        is_seat && **at == said
    });
    leaders.chain(seats.map(|(name, _)| name.clone())).collect()
}

/// The fields of a record that name somebody who is gone, as they are once they do not. A place on a team is whose
/// copies say it is beside them, and otherwise nobody's.
pub fn without(record: &Record, is_gone: impl Fn(RecordId) -> bool) -> Vec<(FieldName, Value)> {
    let names = |text: &str| text.parse().is_ok_and(&is_gone);
    let fields = record.live().into_iter().flat_map(|live| &live.fields);
    let emptied = fields.filter_map(|(name, register)| {
        let mut parts = name.as_str().split('/');
        let sort = parts.next();
        let is_theirs = parts.any(names);
        let is_named = |value: &Value| value.as_text().is_some_and(names);
        let mut said = register.writes().map(|(_, write)| &write.value);
        let empty = match sort {
            Some(SEAT) if is_theirs => id_value(None),
            Some(LOCKED | APART) if is_theirs => Value::Bool(false),
            Some(TEAM) if said.clone().any(is_named) => {
                let other = said.clone().rfind(|value| !is_named(value));
                other.cloned().unwrap_or_else(|| id_value(None))
            }
            _ => return None,
        };
        let is_new = said.any(|value| *value != empty);
        is_new.then(|| (name.clone(), empty))
    });
    emptied.collect()
}

/// Takes a field of a record into a roster. Fields that are not known are passed over.
pub(super) fn take(roster: &mut Roster, gone: &mut BTreeSet<RecordId>, field: &str, value: &Value) {
    let id = |value: &Value| value.as_text().and_then(|text| text.parse().ok());
    let yes = *value == Value::Bool(true);
    let mut parts = field.splitn(3, '/');
    let (sort, subject, part) = (parts.next(), parts.next(), parts.next());
    let Some(subject) = subject.and_then(|subject| subject.parse::<RecordId>().ok()) else {
        return;
    };
    match (sort, part) {
        (Some(SEAT), None) => {
            if let Some(team) = id(value) {
                roster.seats.insert(subject, team);
            }
        }
        (Some(LOCKED), None) if yes => {
            roster.locked.insert(subject);
        }
        (Some(APART), Some(other)) if yes => {
            let other = other.parse().ok();
            roster
                .apart
                .extend(other.and_then(|other| Pair::new(subject, other)));
        }
        (Some(TEAM), Some(part)) => {
            let team = roster.teams.entry(subject).or_default();
            match part {
                GONE if yes => {
                    gone.insert(subject);
                }
                TEAM_NAME => team.name = value.as_text().unwrap_or_default().to_owned(),
                PROJECT => team.project = value.as_text().and_then(|text| text.parse().ok()),
                PLACE => {
                    if let Value::Integer(place) = value {
                        team.place = u32::try_from(*place).unwrap_or(u32::MAX);
                    }
                }
                CAPTAIN => team.captain = id(value),
                _ => {
                    if let Some(place) = LEAD.iter().position(|lead| *lead == part) {
                        team.leads[place] = id(value);
                    }
                }
            }
        }
        _ => {}
    }
}

impl Roster {
    /// The roster after some moves. Moves of teams that there are not change nothing.
    #[must_use]
    pub fn after(&self, moves: &[Move]) -> Self {
        let mut roster = self.clone();
        for step in moves {
            roster.make(step);
        }
        roster
    }

    fn make(&mut self, step: &Move) {
        // Whatever is written settles what copies disagreed about.
        if !self.conflicts.is_empty() {
            for (field, _) in step.fields() {
                self.conflicts.remove(&field);
            }
        }
        match step {
            Move::Seat { mentee, team } => {
                match team.filter(|team| self.teams.contains_key(team)) {
                    Some(team) => self.seats.insert(*mentee, team),
                    None => self.seats.remove(mentee),
                };
            }
            Move::Lead {
                team,
                place,
                navigator,
            } => {
                if let Some(lead) = self
                    .teams
                    .get_mut(team)
                    .and_then(|plan| plan.leads.get_mut(*place))
                {
                    *lead = *navigator;
                }
            }
            Move::LookAfter { team, captain } => {
                if let Some(plan) = self.teams.get_mut(team) {
                    plan.captain = *captain;
                }
            }
            Move::Lock { person, locked } => {
                if *locked {
                    self.locked.insert(*person);
                } else {
                    self.locked.remove(person);
                }
            }
            Move::Apart { pair, apart } => {
                if *apart {
                    self.apart.insert(*pair);
                } else {
                    self.apart.remove(pair);
                }
            }
            Move::Found {
                team,
                name,
                project,
                place,
            } => {
                let plan = self.teams.entry(*team).or_default();
                plan.name.clone_from(name);
                plan.project.clone_from(project);
                plan.place = *place;
            }
            Move::Name { team, name } => {
                if let Some(plan) = self.teams.get_mut(team) {
                    plan.name.clone_from(name);
                }
            }
            Move::Project { team, project } => {
                if let Some(plan) = self.teams.get_mut(team) {
                    plan.project.clone_from(project);
                }
            }
            // Until someone chooses it is there.
            Move::Keep(_) => {}
            Move::Dissolve(team) => {
                for place in doubted_places_on(&self.conflicts, *team) {
                    self.conflicts.remove(&place);
                }
                self.teams.remove(team);
                self.seats.retain(|_, at| at != team);
            }
        }
    }

    /// The moves that take some moves back, as they were made on this roster.
    pub fn back_from(&self, moves: &[Move]) -> Vec<Move> {
        let mut roster = self.clone();
        let mut back = Vec::new();
        for step in moves {
            let mut undo = roster.undo(step);
            undo.extend(back);
            back = undo;
            roster.make(step);
        }
        back
    }

    fn undo(&self, step: &Move) -> Vec<Move> {
        let plan = |team: &RecordId| self.teams.get(team);
        match step {
            Move::Seat { mentee, .. } => vec![Move::Seat {
                mentee: *mentee,
                team: self.seats.get(mentee).copied(),
            }],
            Move::Lead { team, place, .. } => vec![Move::Lead {
                team: *team,
                place: *place,
                navigator: plan(team).and_then(|plan| *plan.leads.get(*place)?),
            }],
            Move::LookAfter { team, .. } => vec![Move::LookAfter {
                team: *team,
                captain: plan(team).and_then(|plan| plan.captain),
            }],
            Move::Lock { person, .. } => vec![Move::Lock {
                person: *person,
                locked: self.locked.contains(person),
            }],
            Move::Apart { pair, .. } => vec![Move::Apart {
                pair: *pair,
                apart: self.apart.contains(pair),
            }],
            Move::Name { team, .. } => vec![Move::Name {
                team: *team,
                name: plan(team).map(|plan| plan.name.clone()).unwrap_or_default(),
            }],
            Move::Project { team, .. } => vec![Move::Project {
                team: *team,
                project: plan(team).and_then(|plan| plan.project.clone()),
            }],
            Move::Found { team, .. } => match plan(team) {
                Some(plan) => vec![Move::Found {
                    team: *team,
                    name: plan.name.clone(),
                    project: plan.project.clone(),
                    place: plan.place,
                }],
                None => vec![Move::Dissolve(*team)],
            },
            Move::Keep(team) => vec![Move::Keep(*team)],
            Move::Dissolve(team) => {
                // Everything that was on it, as fields may have been written since.
                let only = |id: &RecordId| id == team;
                let mut whole = Self::empty(&self.session);
                whole.teams = self.teams.clone();
                whole.teams.retain(|id, _| only(id));
                whole.seats = self.seats.clone();
                whole.seats.retain(|_, at| only(at));
                whole.all_moves()
            }
        }
    }
}

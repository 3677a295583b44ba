//! Who may be on a session's teams, when they are free, and what each would be worth where.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::answer::WeekSlots;
use crate::domain::form::LevelSaid;
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::overlap::{Availability, Common, Frame, Offsets, Quarters};
use crate::domain::programme::{Session, TeamRules};
use crate::domain::role::Role;

/// Where someone comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// They applied, and were accepted.
    Application(RecordId),
    /// An organizer added them.
    ByHand,
}

/// The projects that somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wishes {
    /// Any of them.
    Any,
    /// These, the first choice first.
    These(Vec<ProjectId>),
}

/// Someone who may be on a team.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Their id as a person.
    pub id: RecordId,
    /// Where they come from.
    pub origin: Origin,
    /// What they are called.
    pub name: String,
    /// Their email address; empty if it is not known.
    pub email: String,
    /// Their name on GitHub; empty if it is not known.
    pub github: String,
    /// What they are in this session.
    pub role: Role,
    /// Their zone.
    pub zone: Option<String>,
    /// When they are free, by its clocks.
    pub week: Option<WeekSlots>,
    /// The projects they want: of a navigator, those they would lead.
    pub wishes: Wishes,
    /// How experienced they are.
    pub level: Option<i64>,
    /// The same as their application's form has it, if that is where it is from.
    pub level_said: Option<LevelSaid>,
    /// What their application is worth.
    pub score: i64,
    /// Whether they take part; someone who left does not.
    pub is_in: bool,
    /// Whether they were made up.
    pub sample: bool,
}

/// Everyone who may be on a session's teams.
#[derive(Debug, Clone)]
pub struct Crew {
    /// The session.
    pub session: Session,
    members: BTreeMap<RecordId, Member>,
    clocks: BTreeMap<String, Offsets>,
    /// When each is free in every week, by the clocks that teams and one-to-ones are kept by.
    free: BTreeMap<String, BTreeMap<RecordId, Quarters>>,
    frames: BTreeMap<String, Frame>,
    /// The names that several of them have, in small letters.
    shared: BTreeSet<String>,
    middle: i64,
}

impl Crew {
    /// These people, whose zones' clocks are brought along. Of those who lead or look after someone the
    /// clocks are the ones that meetings are kept by.
    pub fn new(
        session: Session,
        members: impl IntoIterator<Item = Member>,
        clocks: BTreeMap<String, Offsets>,
    ) -> Self {
        let members: BTreeMap<_, _> = members.into_iter().map(|m| (m.id, m)).collect();
        let mut levels: Vec<i64> = members.values().filter_map(|m| m.level).collect();
        levels.sort_unstable();
        let middle = levels.get(levels.len() / 2).copied().unwrap_or(0);
        let mut crew = Self {
            session,
            members,
            clocks,
            free: BTreeMap::new(),
            frames: BTreeMap::new(),
            shared: BTreeSet::new(),
            middle,
        };
        let mut names = BTreeSet::new();
        for member in crew.members.values() {
            let name = small(&member.name);
            if let Some(twice) = names.replace(name) {
                crew.shared.insert(twice);
            }
        }
        let leaders = crew.members.values().filter(|m| m.role != Role::Mentee);
        let mut zones: Vec<String> = leaders.filter_map(|m| m.zone.clone()).collect();
        zones.sort_unstable();
        zones.dedup();
        for zone in zones {
            crew.learn(&zone);
        }
        crew
    }

    fn learn(&mut self, zone: &str) {
        let Some(clock) = self.clocks.get(zone) else {
            return;
        };
        let frame = Frame::new(clock.clone(), self.session.starts, self.session.weeks);
        let free = self.members.values().filter_map(|member| {
            let who = self.availability(member)?;
            Some((member.id, frame.always_free(&who)))
        });
        let free = free.collect();
        self.free.insert(zone.to_owned(), free);
        self.frames.insert(zone.to_owned(), frame);
    }

    /// The rules of the session.
    pub fn rules(&self) -> &TeamRules {
        &self.session.teams
    }

    /// Somebody who takes part: who left, or never answered, does not.
    pub fn taking_part(&self, id: RecordId) -> Option<&Member> {
        self.get(id).filter(|member| member.is_in)
    }

    /// Somebody.
    pub fn get(&self, id: RecordId) -> Option<&Member> {
        self.members.get(&id)
    }

    /// Whether somebody else has the same name, so that it alone does not tell who is meant.
    pub fn shares_name(&self, member: &Member) -> bool {
        self.shared.contains(&small(&member.name))
    }

    /// Everyone, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// Everyone with a role who takes part.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &Member> {
        let members = self.members.values();
        members.filter(move |member| member.role == role && member.is_in)
    }

    /// When somebody is free, by their own clocks; nothing if they did not say.
    pub fn availability(&self, member: &Member) -> Option<Availability> {
        Some(Availability {
            clock: self.clocks.get(member.zone.as_ref()?)?.clone(),
            slots: member.week?,
        })
    }

    /// Whether somebody said when they are free.
    pub fn knows_when(&self, member: &Member) -> bool {
        let zone = member.zone.as_ref();
        member.week.is_some() && zone.is_some_and(|zone| self.clocks.contains_key(zone))
    }

    /// When somebody is free in every week, by the clocks of a zone; nothing if they did not say, or if
    /// nobody keeps meetings by those clocks.
    pub fn free(&self, zone: &str, who: RecordId) -> Option<&Quarters> {
        self.free.get(zone)?.get(&who)
    }

    /// What the clocks of a zone do, and the weeks by them.
    pub fn frame(&self, zone: &str) -> Option<&Frame> {
        self.frames.get(zone)
    }

    /// What the clocks of a zone do.
    pub fn clock(&self, zone: &str) -> Option<&Offsets> {
        self.clocks.get(zone)
    }

    /// When these people can all meet, by the clocks of a zone, week by week; those who did not say when
    /// they are free are passed over.
    pub fn common(&self, zone: &str, people: &[RecordId]) -> Option<Common> {
        let frame = self.frames.get(zone)?;
        let weeks = people
            .iter()
            .filter_map(|id| self.availability(self.get(*id)?));
        let weeks: Vec<Availability> = weeks.collect();
        Some(frame.common(weeks.iter()))
    }

    /// How experienced someone is; as the middle one of those who said if they did not.
    pub fn level(&self, member: &Member) -> i64 {
        member.level.unwrap_or(self.middle)
    }

    /// What a mentee adds to a team with a project; nothing if they want others. A team that works on
    /// nothing yet suits everyone as any project would.
    pub fn gain(&self, mentee: &Member, project: Option<&ProjectId>) -> Option<i64> {
        let weights = &self.rules().weights;
        let points = match (&mentee.wishes, project) {
            (Wishes::These(wanted), Some(project)) if !wanted.is_empty() => {
                let rank = wanted.iter().position(|wish| wish == project)?;
                let choice = weights.choices.get(rank).or(weights.choices.last());
                choice.copied().unwrap_or(weights.any)
            }
            (Wishes::Any | Wishes::These(_), _) => weights.any,
        };
        Some(mentee.score + points)
    }
}

fn small(name: &str) -> String {
    name.trim().to_lowercase()
}

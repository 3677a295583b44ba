//! What moves do: to the hours, the wishes, the balance and the points of the teams they change, and to whom
//! they take off a team.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::{Breach, Judged, TeamJudged, Wished, judge_team, placed};
use super::{Crew, Move, Roster, TeamPlan};
use crate::domain::id::RecordId;

/// What a mentee's project is to them before and after; nothing while they are on no team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// Who.
    pub mentee: RecordId,
    /// What it was.
    pub was: Option<Wished>,
    /// What it is then.
    pub is: Option<Wished>,
}

/// What some moves would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The teams that change, before and after.
    pub teams: Vec<(RecordId, TeamJudged, TeamJudged)>,
    /// What breaks a rule only then, by the team.
    pub breaks: Vec<(RecordId, Breach)>,
    /// What broke a rule before, and does no more.
    pub mended: Vec<(RecordId, Breach)>,
    /// What a team lacks only then, though nothing about it breaks a rule: it has nobody who leads it, or too few on it.
    pub lacks: Vec<(RecordId, Breach)>,
    /// The points gained or, below zero, lost.
    pub points: i64,
    /// How many more mentees are on teams.
    pub placed: i64,
    /// The mentees to whom what they work on is something else than before.
    pub wishes: Vec<Wish>,
    /// Who is on fewer teams than before, with each team that they are on no more.
    pub displaced: Vec<(RecordId, RecordId)>,
}

impl Difference {
    fn of(teams: Vec<(RecordId, TeamJudged, TeamJudged)>, placed: i64) -> Self {
        Self {
            breaks: new_breaches(&teams, false),
            mended: mended(&teams),
            lacks: new_breaches(&teams, true),
            points: teams
                .iter()
                .map(|(_, was, is)| is.points - was.points)
                .sum(),
            placed,
            wishes: wishes(&teams),
            displaced: displaced(&teams),
            teams,
        }
    }
}

fn wishes(teams: &[(RecordId, TeamJudged, TeamJudged)]) -> Vec<Wish> {
    let was = teams.iter().flat_map(|(_, was, _)| &was.wishes);
    let is = teams.iter().flat_map(|(_, _, is)| &is.wishes);
    let (was, is): (BTreeMap<_, _>, BTreeMap<_, _>) = (was.collect(), is.collect());
    let mentees: BTreeSet<RecordId> = was.keys().chain(is.keys()).map(|id| **id).collect();
    let wishes = mentees.into_iter().map(|mentee| Wish {
        mentee,
        was: was.get(&mentee).map(|wished| **wished),
        is: is.get(&mentee).map(|wished| **wished),
    });
    wishes.filter(|wish| wish.was != wish.is).collect()
}

fn displaced(teams: &[(RecordId, TeamJudged, TeamJudged)]) -> Vec<(RecordId, RecordId)> {
    let count = |pick: fn(&(RecordId, TeamJudged, TeamJudged)) -> &TeamJudged, who: RecordId| {
        teams
            .iter()
            .filter(|team| pick(team).people.contains(&who))
            .count()
    };
    let off = teams.iter().flat_map(|(team, was, is)| {
        let gone = was.people.difference(&is.people);
        gone.map(|person| (*person, *team))
    });
    let off = off
        .filter(|(person, _)| count(|(_, was, _)| was, *person) > count(|(_, _, is)| is, *person));
    off.collect()
}

/// What changes from one roster to another.
pub fn difference(before: &Judged, after: &Judged) -> Difference {
    let none = TeamJudged::default();
    let ids = before.teams.keys().chain(after.teams.keys());
    let mut ids: Vec<RecordId> = ids.copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let teams = ids.into_iter().filter_map(|id| {
        let was = before.teams.get(&id).unwrap_or(&none);
        let is = after.teams.get(&id).unwrap_or(&none);
        (was != is).then(|| (id, was.clone(), is.clone()))
    });
    let placed = after.placed as i64 - before.placed as i64;
    Difference::of(teams.collect(), placed)
}

impl Roster {
    /// The teams that some moves may make better or worse: those they name, and those that the people they
    /// name are on.
    pub fn touched(&self, moves: &[Move]) -> BTreeSet<RecordId> {
        let mut teams = BTreeSet::new();
        let mut people = Vec::new();
        for step in moves {
            match step {
                Move::Seat { mentee, team } => {
                    people.push(*mentee);
                    teams.extend(*team);
                }
                Move::Lead {
                    team, navigator, ..
                } => {
                    teams.insert(*team);
                    let was = self.teams.get(team).into_iter();
                    people.extend(was.flat_map(TeamPlan::navigators).chain(*navigator));
                }
                Move::LookAfter { team, captain } => {
                    teams.insert(*team);
                    let was = self.teams.get(team).and_then(|plan| plan.captain);
                    people.extend(was.into_iter().chain(*captain));
                }
                Move::Lock { .. } => {}
                Move::Apart { pair, .. } => people.extend(pair.both()),
                Move::Found { team, .. }
                | Move::Name { team, .. }
                | Move::Project { team, .. }
                | Move::Keep(team) => {
                    teams.insert(*team);
                }
                Move::Dissolve(team) => {
                    teams.insert(*team);
                    people.extend(self.everyone(*team));
                }
            }
        }
        teams.extend(people.into_iter().flat_map(|person| self.teams_of(person)));
        teams
    }
}

/// What some moves would do, without judging the teams that they leave alone.
pub fn difference_of(crew: &Crew, roster: &Roster, before: &Judged, moves: &[Move]) -> Difference {
    let after = roster.after(moves);
    let mut touched = roster.touched(moves);
    touched.extend(after.touched(moves));
    let none = TeamJudged::default();
    let mut teams = Vec::new();
    for id in touched {
        let was = before.teams.get(&id).unwrap_or(&none);
        let is = judge_team(crew, &after, id);
        if *was != is {
            teams.push((id, was.clone(), is));
        }
    }
    let placed = placed(crew, &after) as i64 - before.placed as i64;
    Difference::of(teams, placed)
}

/// Whether a breach was there before, as bad or worse.
pub(super) fn was_there(breach: &Breach, before: &[Breach]) -> bool {
    before.iter().any(|known| match (known, breach) {
        (Breach::TooFew { have: was, .. }, Breach::TooFew { have: is, .. }) => was <= is,
        (Breach::TooMany { have: was, .. }, Breach::TooMany { have: is, .. }) => was >= is,
        (Breach::TeamHours { have: was, .. }, Breach::TeamHours { have: is, .. }) => was <= is,
        (
            Breach::CaptainHours {
                mentee: one,
                have: was,
                ..
            },
            Breach::CaptainHours {
                mentee: other,
                have: is,
                ..
            },
        ) => one == other && was <= is,
        (
            Breach::TooManyTeams {
                captain: one,
                have: was,
                ..
            },
            Breach::TooManyTeams {
                captain: other,
                have: is,
                ..
            },
        ) => one == other && was >= is,
        (known, breach) => known == breach,
    })
}

/// What is only there then: what breaks a rule, or what is open. A team that nobody was on lacked everything.
fn new_breaches(
    teams: &[(RecordId, TeamJudged, TeamJudged)],
    is_open: bool,
) -> Vec<(RecordId, Breach)> {
    let teams = teams
        .iter()
        .filter(|(_, was, is)| !is_open || (!was.people.is_empty() && !is.people.is_empty()));
    let breaches = teams.flat_map(|(id, was, is)| {
        let new = is
            .breaches
            .iter()
            .filter(|breach| breach.is_open() == is_open && !was_there(breach, &was.breaches));
        new.map(|breach| (*id, breach.clone()))
    });
    breaches.collect()
}

/// Whether two breaches are of one rule and about the same people, however bad each is.
fn is_same(one: &Breach, other: &Breach) -> bool {
    was_there(one, std::slice::from_ref(other)) || was_there(other, std::slice::from_ref(one))
}

/// What broke a rule on a team before, and does not then.
fn mended(teams: &[(RecordId, TeamJudged, TeamJudged)]) -> Vec<(RecordId, Breach)> {
    let mended = teams.iter().flat_map(|(id, was, is)| {
        let gone = was
            .broken()
            .filter(|breach| !is.broken().any(|left| is_same(breach, left)));
        gone.map(|breach| (*id, breach.clone()))
    });
    mended.collect()
}

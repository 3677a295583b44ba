//! Why someone is on no team, and the smallest changes that would put them on one.

use super::judge::{Breach, Judged, judge, judge_team, was_there};
use super::{Crew, Move, Roster};
use crate::domain::id::RecordId;
use crate::domain::overlap::{QUARTERS, Quarters};
use crate::domain::role::Role;

/// What stands between a mentee and a team.
#[derive(Debug, Clone, PartialEq)]
pub struct Obstacle {
    /// The team.
    pub team: RecordId,
    /// What would break a rule if they joined it as it is.
    pub breaks: Vec<Breach>,
}

/// What has to happen for a mentee to be on a team.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Nothing but that they join it.
    Join,
    /// Somebody goes to another team for them.
    MovesOn {
        /// Who.
        mentee: RecordId,
        /// Where to.
        to: RecordId,
    },
    /// Somebody gives up the place.
    GivesUp(RecordId),
    /// Somebody else looks after the team.
    Captain(RecordId),
    /// They are free at these times too, by the clocks of the team's zone.
    FreeToo {
        /// When.
        when: Quarters,
        /// By whose clocks.
        zone: String,
    },
}

impl Change {
    /// How much it asks of people: nothing of anybody, then of some, then of someone to lose a place.
    fn weight(&self) -> u32 {
        match self {
            Self::Join => 0,
            Self::Captain(_) => 1,
            Self::MovesOn { .. } => 2,
            Self::FreeToo { when, .. } => 3 + when.len() / 4,
            Self::GivesUp(_) => 20,
        }
    }
}

/// A way to put a mentee on a team.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The team.
    pub team: RecordId,
    /// What has to happen.
    pub change: Change,
    /// The moves that do it; none where it is for the mentee to do.
    pub moves: Vec<Move>,
    /// The points gained or, below zero, lost.
    pub points: i64,
}

/// Why a mentee is on no team.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyNot {
    /// What stands in the way, team by team, in the order shown.
    pub obstacles: Vec<Obstacle>,
    /// Ways to a team, the smallest change first.
    pub ways: Vec<Way>,
}

/// Tells why a mentee is on no team. Who is locked is not moved.
pub fn why_not(crew: &Crew, roster: &Roster, mentee: RecordId) -> WhyNot {
    let before = judge(crew, roster);
    let (mut obstacles, mut ways) = (Vec::new(), Vec::new());
    for (team, _) in roster.in_order() {
        let look = Look {
            crew,
            roster,
            before: &before,
            mentee,
            team,
        };
        let join = look.seat();
        let breaks = look.breaks(&[join]);
        look.ways(&breaks, &mut ways);
        obstacles.push(Obstacle { team, breaks });
    }
    ways.sort_by_key(|way| (way.change.weight(), -way.points));
    WhyNot { obstacles, ways }
}

/// A mentee before a team.
struct Look<'a> {
    crew: &'a Crew,
    roster: &'a Roster,
    before: &'a Judged,
    mentee: RecordId,
    team: RecordId,
}

impl Look<'_> {
    fn seat(&self) -> Move {
        Move::Seat {
            mentee: self.mentee,
            team: Some(self.team),
        }
    }

    /// What breaks a rule after some moves and did not before, on the teams they are about.
    fn breaks(&self, moves: &[Move]) -> Vec<Breach> {
        let after = self.roster.after(moves);
        let about = moves.iter().filter_map(|step| match step {
            Move::Seat { team, .. } => *team,
            Move::LookAfter { team, .. } => Some(*team),
            _ => None,
        });
        let mut about: Vec<RecordId> = about.collect();
        about.sort_unstable();
        about.dedup();
        let mut breaks = Vec::new();
        for team in about {
            let judged = judge_team(self.crew, &after, team);
            let was = self.before.teams.get(&team);
            let new = judged
                .broken()
                .filter(|breach| was.is_none_or(|was| !was_there(breach, &was.breaches)));
            breaks.extend(new.cloned());
        }
        breaks
    }

    fn way(&self, change: Change, moves: Vec<Move>) -> Way {
        let after = judge(self.crew, &self.roster.after(&moves));
        Way {
            team: self.team,
            change,
            points: after.points - self.before.points,
            moves,
        }
    }

    fn ways(&self, breaks: &[Breach], ways: &mut Vec<Way>) {
        if breaks.is_empty() {
            ways.push(self.way(Change::Join, vec![self.seat()]));
            return;
        }
        // No change but another wish of theirs helps against this.
        if breaks
            .iter()
            .any(|breach| matches!(breach, Breach::Unwanted(_) | Breach::NoWeek(_)))
        {
            return;
        }
        if breaks
            .iter()
            .all(|breach| matches!(breach, Breach::CaptainHours { .. }))
        {
            ways.extend(self.other_captain());
        }
        if breaks.iter().all(|breach| {
            matches!(
                breach,
                Breach::TeamHours { .. } | Breach::CaptainHours { .. }
            )
        }) {
            ways.extend(self.free_too());
        }
        ways.extend(self.instead_of_another());
    }

    /// Another captain, who has room and shares enough hours with all.
    fn other_captain(&self) -> Option<Way> {
        let captains = self.crew.of_role(Role::Captain);
        let ways = captains.filter_map(|captain| {
            let moves = vec![
                Move::LookAfter {
                    team: self.team,
                    captain: Some(captain.id),
                },
                self.seat(),
            ];
            let locked = self.roster.teams.get(&self.team)?.captain?;
            let may = !self.roster.locked.contains(&locked);
            (may && self.breaks(&moves).is_empty())
                .then(|| self.way(Change::Captain(captain.id), moves))
        });
        ways.max_by_key(|way| way.points)
    }

    /// In the place of someone who finds another team, or else of the one whose going costs least.
    fn instead_of_another(&self) -> Option<Way> {
        let others = self.roster.mentees(self.team);
        let others = others.filter(|other| !self.roster.locked.contains(other));
        let mut best: Option<Way> = None;
        let mut offer = |way: Way| {
            let rank = |way: &Way| (way.change.weight(), -way.points);
            if best.as_ref().is_none_or(|known| rank(&way) < rank(known)) {
                best = Some(way);
            }
        };
        for other in others {
            for to in self.roster.teams.keys().filter(|to| **to != self.team) {
                let on = Move::Seat {
                    mentee: other,
                    team: Some(*to),
                };
                let moves = vec![on, self.seat()];
                if self.breaks(&moves).is_empty() {
                    let change = Change::MovesOn {
                        mentee: other,
                        to: *to,
                    };
                    offer(self.way(change, moves));
                }
            }
            let off = Move::Seat {
                mentee: other,
                team: None,
            };
            let moves = vec![off, self.seat()];
            if self.breaks(&moves).is_empty() {
                offer(self.way(Change::GivesUp(other), moves));
            }
        }
        best
    }

    /// The fewest quarter hours more at which the mentee would have to be free, each hour where the others
    /// are free already.
    fn free_too(&self) -> Option<Way> {
        let plan = self.roster.teams.get(&self.team)?;
        let judged = self.before.teams.get(&self.team)?;
        let (zone, others) = (judged.zone.as_deref()?, judged.common?);
        let theirs = *self.crew.free(zone, self.mentee)?;
        let rules = self.crew.rules();
        let mut when = more(&others, &theirs, rules.team_hours)?;
        if let Some(captain) = plan.captain {
            let member = self.crew.get(captain)?;
            // The same quarter hours may do for both, where both keep time by the same clocks.
            if member.zone.as_deref() == Some(zone) {
                let free = self.crew.free(zone, captain)?;
                let with = theirs.or(&when);
                when = when.or(&more(free, &with, rules.captain_hours)?);
            } else {
                let own = member.zone.as_deref()?;
                let free = self.crew.free(own, captain)?;
                let have = free.and(self.crew.free(own, self.mentee)?).hours();
                if have < rules.captain_hours {
                    return None;
                }
            }
        }
        let change = Change::FreeToo {
            when,
            zone: zone.to_owned(),
        };
        Some(Way {
            team: self.team,
            change,
            moves: Vec::new(),
            points: 0,
        })
    }
}

/// What has to be added to `theirs` so that it shares `least` hours with `others`; nothing if the others
/// have not as many. Each step adds the hour that costs the fewest quarter hours.
fn more(others: &Quarters, theirs: &Quarters, least: u32) -> Option<Quarters> {
    let mut added = Quarters::NONE;
    loop {
        let have = theirs.or(&added).and(others);
        let hours = have.hours();
        if hours >= least {
            return Some(added);
        }
        let mut best: Option<(u32, Quarters)> = None;
        for start in others.starts().iter() {
            let hour: Quarters = (0..4).map(|i| (start + i) % QUARTERS).collect();
            let step = hour.without(&have);
            let gains = have.or(&step).hours() > hours;
            if gains && best.as_ref().is_none_or(|(cost, _)| step.len() < *cost) {
                best = Some((step.len(), step));
            }
        }
        added = added.or(&best?.1);
    }
}

/// Somebody who could take a place on a team.
#[derive(Debug, Clone, PartialEq)]
pub struct StandIn {
    /// Who.
    pub mentee: RecordId,
    /// What would break a rule.
    pub breaks: Vec<Breach>,
    /// The hours the team would share.
    pub hours: Option<u32>,
    /// The points gained or, below zero, lost.
    pub points: i64,
}

/// Who of those who are on no team could step in on this one: those who break no rule first, then by
/// points. `instead` is someone who goes.
pub fn stand_ins(
    crew: &Crew,
    roster: &Roster,
    team: RecordId,
    instead: Option<RecordId>,
) -> Vec<StandIn> {
    let off = instead.map(|mentee| Move::Seat { mentee, team: None });
    let roster = roster.after(off.as_slice());
    let before = judge_team(crew, &roster, team);
    let free = crew
        .of_role(Role::Mentee)
        .filter(|member| !roster.seats.contains_key(&member.id) && Some(member.id) != instead);
    let ins = free.map(|member| {
        let seat = Move::Seat {
            mentee: member.id,
            team: Some(team),
        };
        let after = judge_team(crew, &roster.after(&[seat]), team);
        let new = after
            .broken()
            .filter(|breach| !was_there(breach, &before.breaches));
        StandIn {
            mentee: member.id,
            breaks: new.cloned().collect(),
            hours: after.hours,
            points: after.points - before.points,
        }
    });
    let mut ins: Vec<StandIn> = ins.collect();
    ins.sort_by_key(|one| (one.breaks.len(), -one.points, one.mentee));
    ins
}

//! Why someone is on no team, told the plain way: each change is made on a copy of the whole roster, which is then
//! judged whole. Slow, and the measure of what the app does.

use groundcrew::domain::id::RecordId;
use groundcrew::domain::overlap::{QUARTERS, Quarters};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::explain::{Change, Obstacle, Way, hardship};
use groundcrew::domain::roster::judge::{Breach, Judged, judge, judge_team};
use groundcrew::domain::roster::{Crew, Move, Roster};

fn weight(change: &Change) -> u32 {
    match change {
        Change::Join => 0,
        Change::Captain(_) => 1,
        Change::MovesOn { .. } => 2,
        Change::FreeToo { when, .. } => 3 + when.len() / 4,
        Change::Wants(_) => 19,
        Change::GivesUp(_) => 20,
    }
}

/// Whether a breach was there before, as bad or worse.
fn was_there(breach: &Breach, before: &[Breach]) -> bool {
    use Breach::{CaptainHours, TeamHours, TooMany, TooManyTeams};
    before.iter().any(|known| match (known, breach) {
        (TooMany { have: was, .. }, TooMany { have: is, .. }) => was >= is,
        (TeamHours { have: was, .. }, TeamHours { have: is, .. }) => was <= is,
        (
            CaptainHours {
                mentee: one,
                have: was,
                ..
            },
            CaptainHours {
                mentee: other,
                have: is,
                ..
            },
        ) => one == other && was <= is,
        (
            TooManyTeams {
                captain: one,
                have: was,
                ..
            },
            TooManyTeams {
                captain: other,
                have: is,
                ..
            },
        ) => one == other && was >= is,
        (known, breach) => known == breach,
    })
}

/// Tells why a mentee is on no team. Who is locked is not moved.
pub fn why_not(crew: &Crew, roster: &Roster, mentee: RecordId) -> (Vec<Obstacle>, Vec<Way>) {
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
    let is_hard = |way: &Way| hardship(crew, mentee, &way.change).is_some();
    ways.sort_by_key(|way| (is_hard(way), weight(&way.change), -way.points));
    (obstacles, ways)
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
        if *breaks == [Breach::Unwanted(self.mentee)] {
            let project = self.roster.teams[&self.team].project.clone();
            ways.extend(project.map(|project| Way {
                team: self.team,
                change: Change::Wants(project),
                moves: Vec::new(),
                points: 0,
            }));
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
            let rank = |way: &Way| (weight(&way.change), -way.points);
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

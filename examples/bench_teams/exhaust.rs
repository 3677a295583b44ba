//! How teams were formed before: applicants by rank, depth first, each tried on every team where they fit
//! and never left out if there is one; the best of all complete rosters within the time.

use std::cmp::Reverse;
use std::time::Instant;

use groundcrew::domain::teams::{Objective, Person, Problem, Week};

/// Nodes between two looks at the clock.
const NODES: u64 = 1_024;

/// The best roster that is found until then, and whether all were tried.
pub fn best(problem: &Problem, until: Instant) -> (Objective, bool) {
    let mut by_rank: Vec<usize> = (0..problem.mentees.len()).collect();
    by_rank.sort_by_key(|&mentee| (Reverse(problem.mentees[mentee].score), mentee));
    let locks = |mentee: usize| {
        problem.locks.iter().find_map(|lock| match *lock {
            groundcrew::domain::teams::Lock::Mentee(who, to) if who == mentee => Some(to),
            _ => None,
        })
    };
    let locked = (0..problem.mentees.len()).map(locks).collect();
    let mut search = Exhaust {
        problem,
        by_rank,
        locked,
        teams: vec![Vec::new(); problem.navigators.len()],
        best: Objective::default(),
        nodes: 0,
        until,
        is_over: false,
    };
    search.place(0);
    (search.best, !search.is_over)
}

struct Exhaust<'a> {
    problem: &'a Problem,
    by_rank: Vec<usize>,
    /// The navigator that each mentee is locked to.
    locked: Vec<Option<usize>>,
    teams: Vec<Vec<usize>>,
    best: Objective,
    nodes: u64,
    until: Instant,
    is_over: bool,
}

impl Exhaust<'_> {
    fn place(&mut self, at: usize) {
        self.nodes += 1;
        if self.nodes.is_multiple_of(NODES) {
            self.is_over = Instant::now() >= self.until;
        }
        let Some(&mentee) = self.by_rank.get(at) else {
            self.judge();
            return;
        };
        let mut fits_somewhere = false;
        for navigator in 0..self.teams.len() {
            if self.is_over {
                return;
            }
            if self.fits(navigator, mentee) {
                fits_somewhere = true;
                self.teams[navigator].push(mentee);
                self.place(at + 1);
                self.teams[navigator].pop();
            }
        }
        if !fits_somewhere {
            self.place(at + 1);
        }
    }

    fn fits(&self, navigator: usize, mentee: usize) -> bool {
        let (problem, team) = (self.problem, &self.teams[navigator]);
        let leader = Person::Navigator(navigator);
        team.len() < problem.navigators[navigator].size.1
            && self.locked[mentee].is_none_or(|to| to == navigator)
            && problem.gain(navigator, mentee).is_some()
            && !apart(problem, leader, Person::Mentee(mentee))
            && !team
                .iter()
                .any(|&other| apart(problem, Person::Mentee(other), Person::Mentee(mentee)))
            && self.hours(navigator, team.iter().chain([&mentee])) >= problem.rules.min_team_hours
    }

    fn hours<'a>(&self, navigator: usize, team: impl Iterator<Item = &'a usize>) -> u32 {
        let leader = &self.problem.navigators[navigator];
        let weeks = team.map(|&mentee| self.problem.mentees[mentee].weeks[leader.clock]);
        let common: Week = weeks.fold(leader.week, |all, week| all & week);
        common.hours(self.problem.seam)
    }

    /// Counts the teams that are large enough and find a captain.
    fn judge(&mut self) {
        let mut left: Vec<usize> = self.problem.captains.iter().map(|c| c.max_teams).collect();
        let mut objective = Objective::default();
        for (navigator, team) in self.teams.iter().enumerate() {
            if team.is_empty() || team.len() < self.problem.navigators[navigator].size.0 {
                continue;
            }
            let captains = 0..self.problem.captains.len();
            let mut free = captains.filter(|&captain| left[captain] > 0);
            let Some(captain) = free.find(|&captain| self.may_have(navigator, team, captain))
            else {
                continue;
            };
            left[captain] -= 1;
            objective.placed += team.len();
            objective.quality += self.points(navigator, team);
        }
        self.best = self.best.max(objective);
    }

    fn may_have(&self, navigator: usize, team: &[usize], captain: usize) -> bool {
        let (problem, who) = (self.problem, Person::Captain(captain));
        let leader = &problem.captains[captain];
        !apart(problem, Person::Navigator(navigator), who)
            && team.iter().all(|&mentee| {
                let common = leader.week & problem.mentees[mentee].weeks[leader.clock];
                common.hours(problem.seam) >= problem.rules.min_captain_hours
                    && !apart(problem, who, Person::Mentee(mentee))
            })
    }

    fn points(&self, navigator: usize, team: &[usize]) -> i64 {
        let (problem, weights) = (self.problem, &self.problem.weights);
        let gains = team
            .iter()
            .filter_map(|&mentee| problem.gain(navigator, mentee));
        let levels = || team.iter().map(|&mentee| problem.mentees[mentee].level);
        let spread = levels().max().unwrap_or(0) - levels().min().unwrap_or(0);
        let spare = self.hours(navigator, team.iter()) - problem.rules.min_team_hours;
        gains.sum::<i64>()
            + weights.overlap * i64::from(spare.min(weights.overlap_cap))
            + weights.spread * spread
    }
}

fn apart(problem: &Problem, one: Person, other: Person) -> bool {
    let pairs = &problem.forbidden;
    pairs.contains(&(one, other)) || pairs.contains(&(other, one))
}

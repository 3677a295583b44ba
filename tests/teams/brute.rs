//! The best roster by trying everything; for a handful of people.

use groundcrew::domain::teams::{Lock, Objective, Problem, Team};

use super::referee::{team_is_good, team_points};

/// Whether a navigator leads a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    Must,
    May,
    Not,
}

/// What the best roster is worth; none if the locks can not hold together.
pub fn best(problem: &Problem) -> Option<Objective> {
    let leads = (0..problem.navigators.len()).map(|navigator| {
        let mut locks = problem.locks.iter();
        match locks.any(|lock| lock.navigator() == navigator) {
            true => Leads::Must,
            false => Leads::May,
        }
    });
    best_led(problem, leads.collect())
}

/// What the best roster is worth in which these lead; none if there is none.
pub fn best_led(problem: &Problem, leads: Vec<Leads>) -> Option<Objective> {
    let teams = (0..problem.navigators.len())
        .map(|navigator| good_teams(problem, navigator))
        .collect();
    let mut trial = Trial {
        problem,
        leads,
        teams,
        placed: vec![false; problem.mentees.len()],
        left: problem
            .captains
            .iter()
            .map(|captain| captain.max_teams)
            .collect(),
        best: None,
    };
    trial.go_on(0, Objective::default());
    trial.best
}

/// Every team of a navigator in which the locks to this navigator hold.
fn good_teams(problem: &Problem, navigator: usize) -> Vec<Team> {
    let mut teams = Vec::new();
    for members in 0..1_u32 << problem.mentees.len() {
        let mentees: Vec<usize> = (0..problem.mentees.len())
            .filter(|m| members >> m & 1 == 1)
            .collect();
        for captain in 0..problem.captains.len() {
            let team = Team {
                navigator,
                captain,
                mentees: mentees.clone(),
            };
            let locks_hold = problem.locks.iter().all(|&lock| match lock {
                Lock::Mentee(mentee, to) => (to == navigator) == team.mentees.contains(&mentee),
                Lock::Captain(locked, to) => to != navigator || locked == captain,
            });
            let locks_hold = locks_hold && (!problem.lenient || may_look_after(problem, &team));
            if locks_hold && team_is_good(problem, &team) {
                teams.push(team);
            }
        }
    }
    teams
}

/// Whether a captain who stays elsewhere stays there.
fn may_look_after(problem: &Problem, team: &Team) -> bool {
    let places = problem.locks.iter().filter_map(|&lock| match lock {
        Lock::Captain(captain, to) => (captain == team.captain).then_some(to),
        Lock::Mentee(..) => None,
    });
    let places: Vec<usize> = places.collect();
    places.is_empty() || places.contains(&team.navigator)
}

struct Trial<'a> {
    problem: &'a Problem,
    leads: Vec<Leads>,
    teams: Vec<Vec<Team>>,
    placed: Vec<bool>,
    left: Vec<usize>,
    best: Option<Objective>,
}

impl Trial<'_> {
    /// Tries every team of this navigator and of all later ones.
    fn go_on(&mut self, navigator: usize, so_far: Objective) {
        if navigator == self.problem.navigators.len() {
            self.best = self.best.max(Some(so_far));
            return;
        }
        if self.leads[navigator] != Leads::Must {
            self.go_on(navigator + 1, so_far);
        }
        if self.leads[navigator] == Leads::Not {
            return;
        }
        for team in self.teams[navigator].clone() {
            if self.left[team.captain] == 0
                || team.mentees.iter().any(|&mentee| self.placed[mentee])
            {
                continue;
            }
            self.left[team.captain] -= 1;
            self.place(&team, true);
            let objective = Objective {
                placed: so_far.placed + team.mentees.len(),
                quality: so_far.quality + team_points(self.problem, navigator, &team.mentees),
            };
            self.go_on(navigator + 1, objective);
            self.place(&team, false);
            self.left[team.captain] += 1;
        }
    }

    fn place(&mut self, team: &Team, placed: bool) {
        for &mentee in &team.mentees {
            self.placed[mentee] = placed;
        }
    }
}

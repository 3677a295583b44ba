//! The best roster by trying everything; for a handful of people.

use groundcrew::domain::teams::{Lock, Objective, Problem, Team};

use super::referee::{team_is_good, team_points};

/// What the best roster is worth; none if the locks can not hold together.
pub fn best(problem: &Problem) -> Option<Objective> {
    let teams = (0..problem.navigators.len())
        .map(|navigator| good_teams(problem, navigator))
        .collect();
    let mut trial = Trial {
        problem,
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
            if locks_hold && team_is_good(problem, &team) {
                teams.push(team);
            }
        }
    }
    teams
}

struct Trial<'a> {
    problem: &'a Problem,
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
        if !self
            .problem
            .locks
            .iter()
            .any(|lock| lock.navigator() == navigator)
        {
            self.go_on(navigator + 1, so_far);
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

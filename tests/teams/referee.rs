//! Whether a roster keeps every rule, and what it is worth: straight from the statement of the problem,
//! with nothing shared with the solver.

use std::collections::BTreeSet;

use groundcrew::domain::teams::{
    Lock, Objective, Person, Problem, QUARTERS, Roster, Seam, Team, Week,
};

/// The hours in a week, quarter hour by quarter hour.
pub fn hours(week: &Week, seam: Seam) -> u32 {
    let quarters: Vec<bool> = (0..QUARTERS).map(|quarter| week.has(quarter)).collect();
    if seam == Seam::Closed && quarters.iter().all(|&free| free) {
        return 168;
    }
    // A circle is cut open where nobody is free; a line is as it is.
    let start = match seam {
        Seam::Open => 0,
        Seam::Closed => quarters.iter().position(|&free| !free).unwrap_or(0),
    };
    let (mut hours, mut run) = (0, 0);
    for i in 0..QUARTERS {
        let quarter = (start + i) % QUARTERS;
        run = if quarters[quarter] { run + 1 } else { 0 };
        hours += u32::from(run > 0 && run % 4 == 0);
    }
    hours
}

/// The hours that the navigator and all mentees share.
pub fn team_hours(problem: &Problem, navigator: usize, mentees: &[usize]) -> u32 {
    let navigator = &problem.navigators[navigator];
    let weeks = mentees.iter();
    let weeks = weeks.map(|&mentee| problem.mentees[mentee].weeks[navigator.clock]);
    let common = weeks.fold(navigator.week, |all, week| all & week);
    hours(&common, problem.seam)
}

/// Whether a team keeps the rules that are its own: all but those on how many teams someone is on, and
/// the locks.
pub fn team_is_good(problem: &Problem, team: &Team) -> bool {
    let navigator = &problem.navigators[team.navigator];
    let size = navigator.size.0.max(1)..=navigator.size.1;
    let people: BTreeSet<Person> = [
        Person::Navigator(team.navigator),
        Person::Captain(team.captain),
    ]
    .into_iter()
    .chain(team.mentees.iter().map(|&mentee| Person::Mentee(mentee)))
    .collect();
    size.contains(&team.mentees.len())
        && people.len() == team.mentees.len() + 2
        && team.mentees.iter().all(|&mentee| {
            let wishes = &problem.mentees[mentee].wishes;
            let captain = &problem.captains[team.captain];
            let common = captain.week & problem.mentees[mentee].weeks[captain.clock];
            (wishes.is_empty() || wishes.iter().any(|wish| wish.project == navigator.project))
                && hours(&common, problem.seam) >= problem.rules.min_captain_hours
        })
        && team_hours(problem, team.navigator, &team.mentees) >= problem.rules.min_team_hours
        && !problem
            .forbidden
            .iter()
            .any(|(one, other)| people.contains(one) && people.contains(other))
}

/// The points of a team.
pub fn team_points(problem: &Problem, navigator: usize, mentees: &[usize]) -> i64 {
    let weights = &problem.weights;
    let project = problem.navigators[navigator].project;
    let mut points = 0;
    for &mentee in mentees {
        let mentee = &problem.mentees[mentee];
        let choice = mentee.wishes.iter().find(|wish| wish.project == project);
        points += mentee.score + choice.map_or(weights.any, |wish| weights.choice[wish.rank]);
    }
    let spare = team_hours(problem, navigator, mentees) - problem.rules.min_team_hours;
    let levels: Vec<i64> = mentees
        .iter()
        .map(|&mentee| problem.mentees[mentee].level)
        .collect();
    let spread = levels.iter().max().expect("somebody") - levels.iter().min().expect("somebody");
    points + weights.overlap * i64::from(spare.min(weights.overlap_cap)) + weights.spread * spread
}

/// What a roster is worth.
///
/// # Panics
/// If it breaks a rule.
pub fn judge(problem: &Problem, roster: &Roster) -> Objective {
    let mut navigators = BTreeSet::new();
    let mut mentees = BTreeSet::new();
    let mut teams_of = vec![0; problem.captains.len()];
    let mut objective = Objective::default();
    for team in &roster.teams {
        assert!(
            team_is_good(problem, team),
            "a team breaks a rule: {team:?}"
        );
        assert!(
            navigators.insert(team.navigator),
            "a navigator leads two teams: {team:?}"
        );
        for &mentee in &team.mentees {
            assert!(mentees.insert(mentee), "a mentee is on two teams: {team:?}");
        }
        teams_of[team.captain] += 1;
        objective.placed += team.mentees.len();
        objective.quality += team_points(problem, team.navigator, &team.mentees);
    }
    for (captain, teams) in teams_of.into_iter().enumerate() {
        assert!(
            teams <= problem.captains[captain].max_teams,
            "captain {captain} has {teams} teams"
        );
    }
    for &lock in &problem.locks {
        let holds = roster.teams.iter().any(|team| match lock {
            Lock::Mentee(mentee, navigator) => {
                team.navigator == navigator && team.mentees.contains(&mentee)
            }
            Lock::Captain(captain, navigator) => {
                team.navigator == navigator && team.captain == captain
            }
        });
        assert!(holds, "a lock is broken: {lock:?}");
    }
    objective
}

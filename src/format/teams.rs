//! Instances of forming teams and their answers, as the benchmark's files have them
//! (`teams-bench/1`, `teams-solution/1`).
//!
//! The domain knows people by their places in lists; here they have names.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::domain::teams::{
    Captain, Flaw, Lock, Mentee, Navigator, Objective, Person, Problem, QUARTERS, Roster, Rules,
    Seam, Week, Weights, Wish,
};

const INSTANCE: &str = "teams-bench/1";
const SOLUTION: &str = "teams-solution/1";

/// The one clock there is in these files.
const UTC: usize = 0;

/// What a seat counts in the one number that an answer claims.
const SEAT: i64 = 1_000_000;

/// Why a text is no instance.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadInstance {
    /// It is not JSON, or has other parts than an instance.
    #[error("line {line}, column {column}: {reason}")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the parser found, for the technically minded.
        reason: String,
    },
    /// It is of another kind, or of a version that is not known.
    #[error("schema: “{0}” is not “{INSTANCE}”")]
    Schema(String),
    /// Two things have one name.
    #[error("{place}: there is another “{name}”")]
    Twice {
        /// Where the second one is.
        place: String,
        /// Their name.
        name: String,
    },
    /// A name that nothing has.
    #[error("{place}: there is no “{name}” here")]
    Unknown {
        /// Where it is named.
        place: String,
        /// What was named.
        name: String,
    },
    /// A number or a range that can not be.
    #[error("{place}: {reason}")]
    Impossible {
        /// Where it is.
        place: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// What the problem itself refuses.
    #[error(transparent)]
    Flaw(#[from] Flaw),
}

/// An instance: the problem, and what everyone in it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// What the instance is called.
    pub name: String,
    /// What is asked.
    pub problem: Problem,
    /// The navigators' names, in the problem's order.
    pub navigators: Vec<String>,
    /// The captains' names, in the problem's order.
    pub captains: Vec<String>,
    /// The mentees' names, in the problem's order.
    pub mentees: Vec<String>,
}

#[derive(Deserialize)]
struct StoredInstance {
    schema: String,
    name: String,
    rules: StoredRules,
    weights: StoredWeights,
    projects: Vec<String>,
    navigators: Vec<StoredNavigator>,
    captains: Vec<StoredCaptain>,
    mentees: Vec<StoredMentee>,
    locks: Vec<(String, String)>,
    forbidden: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct StoredRules {
    min_team_hours: u32,
    min_captain_hours: u32,
}

#[derive(Deserialize)]
struct StoredWeights {
    pref: Vec<i64>,
    any: i64,
    overlap: i64,
    overlap_cap: u32,
    spread: i64,
}

#[derive(Deserialize)]
struct StoredNavigator {
    id: String,
    project: String,
    size: (usize, usize),
    slots: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct StoredCaptain {
    id: String,
    max_teams: usize,
    slots: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct StoredMentee {
    id: String,
    score: i64,
    level: i64,
    prefs: Vec<(String, usize)>,
    slots: Vec<(usize, usize)>,
}

#[derive(Serialize)]
struct StoredSolution<'a> {
    schema: &'static str,
    instance: &'a str,
    status: &'static str,
    teams: Vec<StoredTeam<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    objective: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<i64>,
}

#[derive(Serialize)]
struct StoredTeam<'a> {
    navigator: &'a str,
    captain: &'a str,
    mentees: Vec<&'a str>,
}

/// The instance that a text says.
///
/// # Errors
/// If it says none; the error names the place.
pub fn parse(text: &str) -> Result<Instance, BadInstance> {
    let stored: StoredInstance =
        serde_json::from_str(text).map_err(|error| BadInstance::NotJson {
            line: error.line(),
            column: error.column(),
            reason: error.to_string(),
        })?;
    if stored.schema != INSTANCE {
        return Err(BadInstance::Schema(stored.schema));
    }
    let names = Names::of(&stored)?;
    let problem = Problem {
        rules: Rules {
            min_team_hours: stored.rules.min_team_hours,
            min_captain_hours: stored.rules.min_captain_hours,
        },
        weights: Weights {
            choice: stored.weights.pref,
            any: stored.weights.any,
            overlap: stored.weights.overlap,
            overlap_cap: stored.weights.overlap_cap,
            spread: stored.weights.spread,
        },
        seam: Seam::Open,
        navigators: each("navigators", &stored.navigators, |place, navigator| {
            names.navigator(place, navigator)
        })?,
        captains: each("captains", &stored.captains, |place, captain| {
            Ok(Captain {
                max_teams: captain.max_teams,
                clock: UTC,
                week: week(place, &captain.slots)?,
            })
        })?,
        mentees: each("mentees", &stored.mentees, |place, mentee| {
            names.mentee(place, mentee)
        })?,
        locks: each("locks", &stored.locks, |place, lock| {
            names.lock(place, lock)
        })?,
        lenient: false,
        forbidden: each("forbidden", &stored.forbidden, |place, (one, other)| {
            Ok((names.person(place, one)?, names.person(place, other)?))
        })?,
    };
    problem.check()?;
    Ok(Instance {
        name: stored.name,
        problem,
        navigators: stored
            .navigators
            .into_iter()
            .map(|navigator| navigator.id)
            .collect(),
        captains: stored
            .captains
            .into_iter()
            .map(|captain| captain.id)
            .collect(),
        mentees: stored.mentees.into_iter().map(|mentee| mentee.id).collect(),
    })
}

/// What names mean.
struct Names {
    projects: HashMap<String, usize>,
    people: HashMap<String, Person>,
}

impl Names {
    fn of(stored: &StoredInstance) -> Result<Self, BadInstance> {
        let mut projects = HashMap::new();
        for (i, name) in stored.projects.iter().enumerate() {
            once(&mut projects, name, i, || format!("projects[{i}]"))?;
        }
        let mut people = HashMap::new();
        for (i, navigator) in stored.navigators.iter().enumerate() {
            once(&mut people, &navigator.id, Person::Navigator(i), || {
                format!("navigators[{i}]")
            })?;
        }
        for (i, captain) in stored.captains.iter().enumerate() {
            once(&mut people, &captain.id, Person::Captain(i), || {
                format!("captains[{i}]")
            })?;
        }
        for (i, mentee) in stored.mentees.iter().enumerate() {
            once(&mut people, &mentee.id, Person::Mentee(i), || {
                format!("mentees[{i}]")
            })?;
        }
        Ok(Self { projects, people })
    }

    fn project(&self, place: &str, name: &str) -> Result<usize, BadInstance> {
        self.projects
            .get(name)
            .copied()
            .ok_or_else(|| unknown(place, name))
    }

    fn person(&self, place: &str, name: &str) -> Result<Person, BadInstance> {
        self.people
            .get(name)
            .copied()
            .ok_or_else(|| unknown(place, name))
    }

    fn navigator(&self, place: &str, stored: &StoredNavigator) -> Result<Navigator, BadInstance> {
        if stored.size.0 > stored.size.1 {
            return Err(impossible(place, "the least size is above the most"));
        }
        Ok(Navigator {
            project: self.project(place, &stored.project)?,
            size: stored.size,
            clock: UTC,
            week: week(place, &stored.slots)?,
        })
    }

    fn mentee(&self, place: &str, stored: &StoredMentee) -> Result<Mentee, BadInstance> {
        let wish = |(project, rank): &(String, usize)| {
            let rank = rank.checked_sub(1);
            Ok(Wish {
                project: self.project(place, project)?,
                rank: rank.ok_or_else(|| impossible(place, "ranks begin with 1"))?,
            })
        };
        let wishes = stored.prefs.iter().map(wish);
        Ok(Mentee {
            score: stored.score,
            level: stored.level,
            wishes: wishes.collect::<Result<_, BadInstance>>()?,
            weeks: vec![week(place, &stored.slots)?],
        })
    }

    fn lock(&self, place: &str, (who, with): &(String, String)) -> Result<Lock, BadInstance> {
        match (self.person(place, who)?, self.person(place, with)?) {
            (Person::Mentee(mentee), Person::Navigator(navigator)) => {
                Ok(Lock::Mentee(mentee, navigator))
            }
            (Person::Captain(captain), Person::Navigator(navigator)) => {
                Ok(Lock::Captain(captain, navigator))
            }
            (Person::Navigator(_), _) | (_, Person::Captain(_) | Person::Mentee(_)) => Err(
                impossible(place, "a lock is of a mentee or a captain, to a navigator"),
            ),
        }
    }
}

/// Every item of a list, told its place.
fn each<T, U>(
    list: &str,
    items: &[T],
    read: impl Fn(&str, &T) -> Result<U, BadInstance>,
) -> Result<Vec<U>, BadInstance> {
    let items = items.iter().enumerate();
    items
        .map(|(i, item)| read(&format!("{list}[{i}]"), item))
        .collect()
}

/// Gives a name its meaning, unless it has one.
fn once<T>(
    names: &mut HashMap<String, T>,
    name: &str,
    meaning: T,
    place: impl Fn() -> String,
) -> Result<(), BadInstance> {
    match names.insert(name.to_owned(), meaning) {
        None => Ok(()),
        Some(_) => Err(BadInstance::Twice {
            place: place(),
            name: name.to_owned(),
        }),
    }
}

fn week(place: &str, ranges: &[(usize, usize)]) -> Result<Week, BadInstance> {
    let mut week = Week::default();
    for &(start, end) in ranges {
        if start >= end || end > QUARTERS / 2 {
            return Err(impossible(
                place,
                "slots go from an earlier to a later half-hour of the week",
            ));
        }
        week.add(2 * start, 2 * end);
    }
    Ok(week)
}

fn unknown(place: &str, name: &str) -> BadInstance {
    BadInstance::Unknown {
        place: place.to_owned(),
        name: name.to_owned(),
    }
}

fn impossible(place: &str, reason: &'static str) -> BadInstance {
    BadInstance::Impossible {
        place: place.to_owned(),
        reason,
    }
}

/// The answer's text: a roster, what it is worth and what none exceeds. No roster has more points than
/// `most_points`.
///
/// The benchmark's one number counts a seat as a million points. Where points can be more than that, a
/// roster that places fewer can have the larger number, and the number that none exceeds is larger too.
pub fn solution(
    instance: &Instance,
    roster: &Roster,
    objective: Objective,
    bound: Option<Objective>,
    most_points: i64,
) -> String {
    let in_one_for_all = |bound: Objective| {
        let fewer = bound.placed.checked_sub(1).map(|placed| Objective {
            placed,
            quality: most_points,
        });
        fewer.map_or(i64::MIN, in_one).max(in_one(bound))
    };
    let teams = roster.teams.iter().map(|team| StoredTeam {
        navigator: &instance.navigators[team.navigator],
        captain: &instance.captains[team.captain],
        mentees: team
            .mentees
            .iter()
            .map(|&mentee| instance.mentees[mentee].as_str())
            .collect(),
    });
    text(&StoredSolution {
        schema: SOLUTION,
        instance: &instance.name,
        status: "ok",
        teams: teams.collect(),
        objective: Some(in_one(objective)),
        bound: bound.map(in_one_for_all),
    })
}

/// The answer's text when the locks can not hold together.
pub fn infeasible(instance: &Instance) -> String {
    text(&StoredSolution {
        schema: SOLUTION,
        instance: &instance.name,
        status: "infeasible",
        teams: Vec::new(),
        objective: None,
        bound: None,
    })
}

fn in_one(objective: Objective) -> i64 {
    let placed = i64::try_from(objective.placed).unwrap_or(i64::MAX);
    SEAT.saturating_mul(placed)
        .saturating_add(objective.quality)
}

fn text(solution: &StoredSolution<'_>) -> String {
    serde_json::to_string(solution).expect("names and numbers are always JSON")
}

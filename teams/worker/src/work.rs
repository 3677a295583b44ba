//! One request, worked on in steps and reported on. Knows no clock: whoever calls it counts the seconds.

use groundcrew_teams::{Clashing, Damaged, Flaw, Report, Request, Search, Standing, Status};

/// Why a request is not worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It could not be read.
    Damaged(Damaged),
    /// Its problem is none.
    Flaw(Flaw),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Damaged(damaged) => damaged.fmt(f),
            Self::Flaw(flaw) => flaw.fmt(f),
        }
    }
}

/// A request on the way to its answer.
#[derive(Debug)]
pub struct Work {
    request: Request,
    doing: Doing,
}

#[derive(Debug)]
enum Doing {
    /// Looking for the best roster.
    Searching(Box<Search>),
    /// There is no roster; looking for the locks that are to blame, for so much work at most.
    Clashing(Box<Clashing>, u64),
}

/// A second or two: who is told that locks clash does not wait long to hear which.
const CLASH_WORK: u64 = 1_000_000_000;

impl Work {
    /// Begins what bytes ask for.
    ///
    /// # Errors
    /// If they ask for nothing that can be done.
    pub fn begin(bytes: &[u8]) -> Result<Self, Refused> {
        let request = Request::from_bytes(bytes).map_err(Refused::Damaged)?;
        let search = Search::new(request.problem.clone(), request.seed);
        let mut search = search.map_err(Refused::Flaw)?;
        if let Some(roster) = &request.begin_from {
            search.begin_from(roster);
        }
        Ok(Self {
            request,
            doing: Doing::Searching(Box::new(search)),
        })
    }

    /// After how many seconds to stop, if ever.
    pub fn seconds(&self) -> Option<u32> {
        self.request.seconds
    }

    /// Works for about so many units, of one to a few nanoseconds each; says whether all is done.
    pub fn step(&mut self, work: u64) -> bool {
        match &mut self.doing {
            Doing::Searching(search) => match search.step(work) {
                Status::Searching => false,
                Status::Proved | Status::Exhausted => true,
                Status::Infeasible => {
                    let clashing = Clashing::new(self.request.problem.clone());
                    self.doing = Doing::Clashing(Box::new(clashing), CLASH_WORK);
                    false
                }
            },
            Doing::Clashing(clashing, left) => {
                *left = left.saturating_sub(work);
                clashing.step(work) || *left == 0
            }
        }
    }

    /// How far it has come, `over` if nobody will work on.
    pub fn report(&self, over: bool) -> Report {
        let search = match &self.doing {
            Doing::Searching(search) => search,
            Doing::Clashing(clashing, _) => {
                let standing = match over {
                    true => Standing::Infeasible(clashing.found()),
                    false => Standing::Searching,
                };
                return Report {
                    standing,
                    roster: None,
                    objective: None,
                    bound: None,
                };
            }
        };
        let standing = match (search.status(), over) {
            (Status::Proved, _) => Standing::Proved,
            (Status::Infeasible, _) => Standing::Infeasible(None),
            (Status::Searching | Status::Exhausted, true) => Standing::Stopped,
            (Status::Searching | Status::Exhausted, false) => Standing::Searching,
        };
        Report {
            standing,
            roster: search.roster(),
            objective: search.objective(),
            bound: search.bound(),
        }
    }
}

#[cfg(test)]
mod tests {
    use groundcrew_teams::{
        Captain, Clash, Lock, Mentee, Navigator, Objective, Problem, Rules, Seam, Team, Week,
        Weights,
    };

    use super::*;

    /// Two navigators, one captain each, and so many mentees who all have the same evening.
    fn problem(mentees: usize) -> Problem {
        let mut week = Week::default();
        week.add(0, 40);
        let (clock, project) = (0, 0);
        let navigator = Navigator {
            project,
            size: (2, 3),
            clock,
            week,
        };
        let captain = Captain {
            max_teams: 1,
            clock,
            week,
        };
        let mentee = |score| Mentee {
            score,
            level: 1,
            wishes: vec![],
            weeks: vec![week],
        };
        Problem {
            rules: Rules {
                min_team_hours: 5,
                min_captain_hours: 3,
            },
            weights: Weights {
                choice: vec![],
                any: 30,
                overlap: 6,
                overlap_cap: 5,
                spread: -8,
            },
            seam: Seam::Closed,
            navigators: vec![navigator.clone(), navigator],
            captains: vec![captain.clone(), captain],
            mentees: (0..mentees).map(|_| mentee(50)).collect(),
            locks: vec![],
            lenient: false,
            forbidden: vec![],
        }
    }

    fn begin(problem: Problem) -> Work {
        let request = Request {
            problem,
            seed: 1,
            begin_from: None,
            seconds: Some(7),
        };
        Work::begin(&request.to_bytes()).expect("a request")
    }

    #[test]
    fn a_request_is_worked_on_to_its_end() {
        let mut work = begin(problem(6));
        assert_eq!(work.seconds(), Some(7));
        while !work.step(1_000) {}
        let report = work.report(true);
        let best = Objective {
            placed: 6,
            quality: 6 * 80 + 2 * 30,
        };
        assert_eq!(report.standing, Standing::Proved);
        assert_eq!((report.objective, report.bound), (Some(best), Some(best)));
        assert_eq!(report.roster.map(|roster| roster.teams.len()), Some(2));
    }

    #[test]
    fn what_is_stopped_says_so_with_what_there_is() {
        let mut work = begin(problem(6));
        work.step(1);
        let report = work.report(true);
        assert_eq!(report.standing, Standing::Stopped);
        assert!(report.roster.is_some());
        assert_eq!(work.report(false).standing, Standing::Searching);
    }

    #[test]
    fn locks_that_clash_are_named() {
        let mut asked = problem(5);
        asked.locks = (0..4).map(|mentee| Lock::Mentee(mentee, 1)).collect();
        let mut work = begin(asked.clone());
        while !work.step(1_000) {}
        let clash = Clash {
            locks: asked.locks,
            smallest: true,
        };
        let report = work.report(true);
        assert_eq!(report.standing, Standing::Infeasible(Some(clash)));
        assert_eq!(report.roster, None);
    }

    #[test]
    fn a_roster_to_begin_from_is_begun_from() {
        let problem = problem(5);
        let teams = vec![Team {
            navigator: 1,
            captain: 0,
            mentees: vec![2, 3, 4],
        }];
        let roster = groundcrew_teams::Roster { teams };
        let request = Request {
            problem,
            seed: 1,
            begin_from: Some(roster),
            seconds: None,
        };
        let work = Work::begin(&request.to_bytes()).expect("a request");
        assert_eq!(work.report(false).roster, request.begin_from);
    }

    #[test]
    fn what_can_not_be_worked_on_is_refused() {
        assert_eq!(
            Work::begin(&[]).err(),
            Some(Refused::Damaged(Damaged::Nonsense))
        );
        let mut far = problem(3);
        far.navigators[0].clock = 1;
        let request = Request {
            problem: far,
            seed: 1,
            begin_from: None,
            seconds: None,
        };
        let refused = Work::begin(&request.to_bytes()).err();
        assert_eq!(refused, Some(Refused::Flaw(Flaw::Unlisted)));
    }
}

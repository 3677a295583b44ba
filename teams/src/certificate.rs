//! A bound that anyone can check: prices for people and seats, and one look at every team.
//!
//! Shares nothing with the search but the problem. Whoever is on a team is paid for: a roster is
//! worth no more than all people and seats cost, plus, for each navigator, what the best of their
//! teams is worth beyond the cost of its people and seats. Dear people make the first sum large,
//! cheap ones the second; the search finds prices at which both together are small.

use crate::problem::{Lock, Person, Problem};
use crate::roster::Objective;
use crate::week::Week;

/// Prices that prove a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Prices are in parts of a point: so many make one.
    pub parts: i64,
    /// The points that a seat counts, so that one number says both how many are placed and how well.
    pub seat_points: i64,
    /// The arguments, each of which may use how many can be placed by those before it.
    pub arguments: Vec<Argument>,
}

/// Prices, in parts of a point, none of them negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// No more mentees than this can be placed, by the arguments before.
    pub seats: usize,
    /// What a seat costs.
    pub seat: i64,
    /// What each mentee costs.
    pub mentees: Vec<i64>,
    /// What each captain costs, for each team.
    pub captains: Vec<i64>,
}

/// Why a certificate proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unproved {
    /// It is of another problem, or has negative prices.
    #[error("the certificate does not fit the problem")]
    Unfit,
    /// An argument supposes fewer seats than those before it prove.
    #[error("an argument supposes what is not proved")]
    Unfounded,
    /// Someone must lead a team, and has none.
    #[error("the locks can not hold together")]
    Infeasible,
}

impl Certificate {
    /// What no roster of the problem exceeds, by this certificate.
    ///
    /// Looks at every team that keeps the rules, so that it takes a while for large problems.
    ///
    /// # Errors
    /// If the certificate proves nothing.
    pub fn check(&self, problem: &Problem) -> Result<Objective, Unproved> {
        let mut seats = Self::most_seats(problem);
        let mut bound = Err(Unproved::Unfit);
        for argument in &self.arguments {
            let fits = argument.mentees.len() == problem.mentees.len()
                && argument.captains.len() == problem.captains.len()
                && argument
                    .mentees
                    .iter()
                    .chain(&argument.captains)
                    .all(|&price| price >= 0)
                && argument.seat >= 0
                && self.parts > 0
                && self.seat_points > 0;
            if !fits {
                return Err(Unproved::Unfit);
            }
            if argument.seats < seats {
                return Err(Unproved::Unfounded);
            }
            let points = self.sum(problem, argument)?.div_euclid(self.parts);
            let provable = (points - fewest_points(problem)).div_euclid(self.seat_points);
            seats = seats
                .min(argument.seats)
                .min(usize::try_from(provable).unwrap_or(0));
            bound = Ok(Objective {
                placed: seats,
                quality: points - self.seat_points * whole(seats),
            });
        }
        bound
    }

    /// How many can be placed at most, if all that counts is who may be with whom at all.
    fn most_seats(problem: &Problem) -> usize {
        let mut wanted = vec![false; problem.mentees.len()];
        let mut seats = 0;
        for navigator in 0..problem.navigators.len() {
            let look = Look { problem, navigator };
            let may = (0..problem.mentees.len()).filter(|&mentee| look.may_be_with(mentee));
            let may: Vec<usize> = may.collect();
            seats += problem.navigators[navigator].size.1.min(may.len());
            for mentee in may {
                wanted[mentee] = true;
            }
        }
        seats.min(wanted.into_iter().filter(|&wanted| wanted).count())
    }

    /// What all people and seats cost, and what each navigator can be worth beyond that.
    fn sum(&self, problem: &Problem, argument: &Argument) -> Result<i64, Unproved> {
        let places = |captain: usize| {
            problem.captains[captain]
                .max_teams
                .min(problem.navigators.len())
        };
        let mut sum = argument.seat * whole(argument.seats);
        sum += argument.mentees.iter().sum::<i64>();
        for (captain, price) in argument.captains.iter().enumerate() {
            sum += price * whole(places(captain));
        }
        let forced = problem.forced(&problem.locks);
        for navigator in 0..problem.navigators.len() {
            let look = Look { problem, navigator };
            let mut best = None;
            look.teams(&mut Vec::new(), 0, &mut |team| {
                best = best.max(self.excess(look, argument, team));
            });
            // Of those that are lenient the navigators who are left may lead: the bound still holds.
            let must_lead = !problem.lenient && forced.contains(&navigator);
            sum += match best {
                Some(best) if must_lead => best,
                None if must_lead => return Err(Unproved::Infeasible),
                Some(best) => best.max(0),
                None => 0,
            };
        }
        Ok(sum)
    }

    /// What a team is worth beyond the cost of its people and seats; none if no captain will do.
    fn excess(&self, look: Look<'_>, argument: &Argument, team: &[usize]) -> Option<i64> {
        let (problem, weights) = (look.problem, &look.problem.weights);
        let captains = (0..problem.captains.len()).filter(|&captain| look.may_have(team, captain));
        let captain = captains.map(|captain| argument.captains[captain]).min()?;
        let gains = team
            .iter()
            .filter_map(|&mentee| problem.gain(look.navigator, mentee));
        let levels = || team.iter().map(|&mentee| problem.mentees[mentee].level);
        let spread = levels().max().unwrap_or(0) - levels().min().unwrap_or(0);
        let spare =
            (look.common_hours(team) - problem.rules.min_team_hours).min(weights.overlap_cap);
        let points = gains.sum::<i64>()
            + self.seat_points * whole(team.len())
            + weights.overlap * i64::from(spare)
            + weights.spread * spread;
        let mentees: i64 = team
            .iter()
            .map(|&mentee| argument.mentees[mentee] + argument.seat)
            .sum();
        Some(points * self.parts - mentees - captain)
    }
}

/// One navigator's teams.
#[derive(Clone, Copy)]
struct Look<'a> {
    problem: &'a Problem,
    navigator: usize,
}

impl Look<'_> {
    /// Shows every team that has these mentees and perhaps later ones.
    fn teams(self, team: &mut Vec<usize>, next: usize, show: &mut impl FnMut(&[usize])) {
        let (min, max) = self.problem.navigators[self.navigator].size;
        if team.len() >= min.max(1) && self.has_all_locked(team) {
            show(team);
        }
        if team.len() == max {
            return;
        }
        for mentee in next..self.problem.mentees.len() {
            if self.may_join(team, mentee) {
                team.push(mentee);
                if self.common_hours(team) >= self.problem.rules.min_team_hours {
                    self.teams(team, mentee + 1, show);
                }
                team.pop();
            }
        }
    }

    /// Whether a mentee could be on a team, if nobody else were.
    fn may_be_with(self, mentee: usize) -> bool {
        self.may_join(&[], mentee)
            && self.common_hours(&[mentee]) >= self.problem.rules.min_team_hours
            && (0..self.problem.captains.len()).any(|captain| self.may_have(&[mentee], captain))
    }

    /// Whether a mentee wants the project, is locked to nobody else and may be with these people.
    fn may_join(self, team: &[usize], mentee: usize) -> bool {
        let elsewhere = |lock: &Lock| matches!(*lock, Lock::Mentee(who, to) if who == mentee && to != self.navigator);
        self.problem.gain(self.navigator, mentee).is_some()
            && !self.problem.locks.iter().any(elsewhere)
            && !self.apart(Person::Navigator(self.navigator), Person::Mentee(mentee))
            && !team
                .iter()
                .any(|&other| self.apart(Person::Mentee(other), Person::Mentee(mentee)))
    }

    fn apart(self, one: Person, other: Person) -> bool {
        let mut pairs = self.problem.forbidden.iter();
        pairs.any(|&pair| pair == (one, other) || pair == (other, one))
    }

    fn has_all_locked(self, team: &[usize]) -> bool {
        self.problem.locks.iter().all(|&lock| match lock {
            Lock::Mentee(mentee, to) => to != self.navigator || team.contains(&mentee),
            Lock::Captain(..) => true,
        })
    }

    fn common_hours(self, team: &[usize]) -> u32 {
        let weeks = team
            .iter()
            .map(|&mentee| self.problem.with_navigator(self.navigator, mentee));
        let common: Option<Week> = weeks.reduce(|all, week| all & week);
        common.map_or(0, |common| common.hours(self.problem.seam))
    }

    fn may_have(self, team: &[usize], captain: usize) -> bool {
        let locked_other = |lock: &Lock| matches!(*lock, Lock::Captain(who, to) if to == self.navigator && who != captain);
        self.problem.captains[captain].max_teams > 0
            && !self.problem.locks.iter().any(locked_other)
            && !self.apart(Person::Navigator(self.navigator), Person::Captain(captain))
            && team.iter().all(|&mentee| {
                let common = self.problem.with_captain(captain, mentee);
                common.hours(self.problem.seam) >= self.problem.rules.min_captain_hours
                    && !self.apart(Person::Captain(captain), Person::Mentee(mentee))
            })
    }
}

/// No roster has fewer points, those of the seats apart.
fn fewest_points(problem: &Problem) -> i64 {
    let weights = &problem.weights;
    let choices = weights.choice.iter().chain([&weights.any]).copied();
    let least_choice = choices.min().unwrap_or(0);
    let least_score = problem
        .mentees
        .iter()
        .map(|mentee| mentee.score)
        .min()
        .unwrap_or(0);
    let levels = || problem.mentees.iter().map(|mentee| mentee.level);
    let most_levels = levels().max().unwrap_or(0) - levels().min().unwrap_or(0);
    (least_choice + least_score).min(0) * whole(problem.mentees.len())
        + (weights.spread * most_levels).min(0) * whole(problem.navigators.len())
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

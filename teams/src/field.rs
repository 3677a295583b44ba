//! The field of a navigator: who may join the team, and who with whom.

use crate::captains::CaptainSet;
use crate::packing::Measure;
use crate::problem::{Lock, Person, Problem};
use crate::week::{Common, Grain, Week};

/// Who may join one navigator's team.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// The fewest and the most mentees.
    pub(crate) size: (usize, usize),
    /// Whether the navigator must lead a team, since someone is locked to it.
    pub(crate) forced: bool,
    /// The captains the team may have, before it has mentees.
    pub(crate) captains: CaptainSet,
    /// Who may join.
    pub(crate) candidates: Vec<Candidate>,
    /// The form of the candidates' weeks.
    pub(crate) grain: Grain,
    /// The candidates that are locked to the team, so that no team is without them.
    pub(crate) required: Vec<usize>,
    /// For each two candidates the spare hours of the pair, capped, or [`APART`].
    pairs: Vec<u8>,
}

/// Someone who may join a navigator's team.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// A place in the list of mentees.
    pub(crate) mentee: usize,
    /// The points for this mentee on this team.
    pub(crate) gain: i64,
    pub(crate) level: i64,
    /// When navigator and mentee are both free, in the field's form.
    pub(crate) week: Common,
    /// The captains of the field who may look after this mentee.
    pub(crate) captains: CaptainSet,
}

/// Two candidates that are never on one team.
pub(crate) const APART: u8 = u8::MAX;

/// What the fields of all navigators are made from.
pub(crate) struct Ground<'a> {
    problem: &'a Problem,
    locks: &'a [Lock],
    /// The navigators who lead a team because of the locks.
    forced: Vec<usize>,
    /// Of these the ones who can't be given one, and lead none.
    left: &'a [usize],
    /// For each mentee the captains who may look after them.
    captains_of: Vec<CaptainSet>,
}

impl<'a> Ground<'a> {
    /// Prepares the fields of a problem, with these locks instead of its own; some navigators are left
    /// without a team.
    pub(crate) fn new(problem: &'a Problem, locks: &'a [Lock], left: &'a [usize]) -> Self {
        let rules = problem.rules;
        let captains_of = (0..problem.mentees.len()).map(|m| {
            let suits = |&c: &usize| {
                problem.captains[c].max_teams > 0
                    && problem.with_captain(c, m).hours(problem.seam) >= rules.min_captain_hours
                    && !forbidden(problem, Person::Captain(c), Person::Mentee(m))
            };
            let captains = problem.captains.len();
            CaptainSet::of(captains, (0..captains).filter(suits))
        });
        Self {
            problem,
            locks,
            forced: problem.forced(locks),
            left,
            captains_of: captains_of.collect(),
        }
    }

    /// The field of one navigator.
    pub(crate) fn field(&self, navigator: usize) -> Field {
        let problem = self.problem;
        let captains = self.captains(navigator);
        let weeks: Vec<(usize, Week)> = (0..problem.mentees.len())
            .filter(|&mentee| self.may_join(navigator, mentee))
            .map(|mentee| (mentee, problem.with_navigator(navigator, mentee)))
            .filter(|(_, week)| week.hours(problem.seam) >= problem.rules.min_team_hours)
            .collect();
        let grain = Grain::of(weeks.iter().map(|(_, week)| week));
        let mut candidates: Vec<Candidate> = weeks
            .iter()
            .filter_map(|&(mentee, week)| {
                self.candidate(navigator, mentee, &captains, Common::of(&week, grain))
            })
            .collect();
        let required = self.locked_mentees(navigator);
        let everyone_may = required
            .iter()
            .all(|locked| candidates.iter().any(|c| c.mentee == *locked));
        let is_left = self.left.contains(&navigator);
        if !everyone_may || is_left {
            candidates.clear();
        }
        let (min, max) = problem.navigators[navigator].size;
        let mut field = Field {
            size: (min.max(1), max),
            forced: self.forced.contains(&navigator) && !is_left,
            captains,
            required: (0..candidates.len())
                .filter(|&i| required.contains(&candidates[i].mentee))
                .collect(),
            grain,
            pairs: Vec::new(),
            candidates,
        };
        field.pairs = self.pairs(&field);
        field
    }

    fn locked_mentees(&self, navigator: usize) -> Vec<usize> {
        let here = self.locks.iter().filter_map(|&lock| match lock {
            Lock::Mentee(mentee, to) if to == navigator => Some(mentee),
            Lock::Mentee(..) | Lock::Captain(..) => None,
        });
        here.collect()
    }

    /// The captains who may look after a navigator's team: with a locked one, nobody else.
    fn captains(&self, navigator: usize) -> CaptainSet {
        let problem = self.problem;
        let locked: Vec<usize> = self
            .locks
            .iter()
            .filter_map(|&lock| match lock {
                Lock::Captain(captain, to) if to == navigator => Some(captain),
                Lock::Captain(..) | Lock::Mentee(..) => None,
            })
            .collect();
        let suits = |&captain: &usize| {
            problem.captains[captain].max_teams > 0
                && locked.iter().all(|&only| only == captain)
                && !(problem.lenient && self.is_locked_elsewhere(captain, navigator))
                && !forbidden(
                    problem,
                    Person::Navigator(navigator),
                    Person::Captain(captain),
                )
        };
        let captains = problem.captains.len();
        CaptainSet::of(captains, (0..captains).filter(suits))
    }

    fn is_locked_elsewhere(&self, captain: usize, navigator: usize) -> bool {
        let mut places = self.locks.iter().filter_map(|&lock| match lock {
            Lock::Captain(who, to) if who == captain => Some(to),
            Lock::Captain(..) | Lock::Mentee(..) => None,
        });
        let first = places.next();
        first.is_some_and(|first| first != navigator && places.all(|to| to != navigator))
    }

    /// Whether nothing but hours and captains can keep a mentee from a navigator's team.
    fn may_join(&self, navigator: usize, mentee: usize) -> bool {
        let elsewhere = self
            .locks
            .iter()
            .any(|&lock| matches!(lock, Lock::Mentee(who, to) if who == mentee && to != navigator));
        let (leader, member) = (Person::Navigator(navigator), Person::Mentee(mentee));
        !elsewhere
            && self.problem.gain(navigator, mentee).is_some()
            && !forbidden(self.problem, leader, member)
    }

    fn candidate(
        &self,
        navigator: usize,
        mentee: usize,
        captains: &CaptainSet,
        week: Common,
    ) -> Option<Candidate> {
        let captains = captains.and(&self.captains_of[mentee]);
        let gain = self.problem.gain(navigator, mentee)?;
        (!captains.is_empty()).then(|| Candidate {
            mentee,
            gain,
            level: self.problem.mentees[mentee].level,
            week,
            captains,
        })
    }

    fn pairs(&self, field: &Field) -> Vec<u8> {
        let count = field.candidates.len();
        let measure = Measure::new(self.problem);
        let mut pairs = vec![APART; count * count];
        for (i, a) in field.candidates.iter().enumerate() {
            for (j, b) in field.candidates.iter().enumerate().take(i) {
                let (one, other) = (Person::Mentee(a.mentee), Person::Mentee(b.mentee));
                let common = Common::all([&a.week, &b.week].into_iter(), field.grain);
                if let Some(spare) = measure.spare(&common, field.grain)
                    && a.captains.meets(&b.captains)
                    && !forbidden(self.problem, one, other)
                {
                    pairs[i * count + j] = spare;
                    pairs[j * count + i] = spare;
                }
            }
        }
        pairs
    }
}

impl Field {
    /// The spare hours of two candidates with the navigator, capped, or [`APART`].
    #[inline]
    pub(crate) fn pair(&self, one: usize, other: usize) -> u8 {
        self.pairs[one * self.candidates.len() + other]
    }
}

fn forbidden(problem: &Problem, one: Person, other: Person) -> bool {
    let pairs = &problem.forbidden;
    pairs.contains(&(one, other)) || pairs.contains(&(other, one))
}

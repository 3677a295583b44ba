//! What is asked: the people, when they can meet, what a team must keep and what it is worth.
//!
//! People are known by their place in the lists; their names are somebody else's matter.

use crate::week::{Seam, Week};

/// Everything that a choice of teams depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What a team must keep.
    pub rules: Rules,
    /// What a team is worth.
    pub weights: Weights,
    /// Whether the week is a line or a circle.
    pub seam: Seam,
    /// Those who may lead a team.
    pub navigators: Vec<Navigator>,
    /// Those who may look after teams.
    pub captains: Vec<Captain>,
    /// Those who applied.
    pub mentees: Vec<Mentee>,
    /// Who has been put on a team beforehand.
    pub locks: Vec<Lock>,
    /// Whether a team that can't be completed is left as it is, so that there is always a roster.
    ///
    /// As many teams as possible are completed of those that a mentee is locked to; the navigators of the
    /// others lead none here, and who is locked to them is nowhere. A captain who is locked looks after no
    /// other teams than those, and does not make a navigator lead one.
    pub lenient: bool,
    /// Pairs that may not be on one team.
    pub forbidden: Vec<(Person, Person)>,
}

/// What a team must keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The hours that the navigator and all mentees share, at least.
    pub min_team_hours: u32,
    /// The hours that the captain shares with each mentee, at least.
    pub min_captain_hours: u32,
}

/// What a team is worth, in points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// For a mentee on a project of the first choice, the second, and so on.
    pub choice: Vec<i64>,
    /// For a mentee who named no project.
    pub any: i64,
    /// For each common hour above the least, never negative.
    pub overlap: i64,
    /// The most hours above the least that count.
    pub overlap_cap: u32,
    /// For each level between the least and the most experienced mentee.
    pub spread: i64,
}

/// One who may lead one team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Navigator {
    /// The team's project.
    pub project: usize,
    /// The fewest and the most mentees of the team.
    pub size: (usize, usize),
    /// Whose clock the team meets by.
    pub clock: usize,
    /// When the navigator is free, by that clock.
    pub week: Week,
}

/// One who may look after teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captain {
    /// How many, at most.
    pub max_teams: usize,
    /// Whose clock the captain meets each mentee by.
    pub clock: usize,
    /// When the captain is free, by that clock.
    pub week: Week,
}

/// One who applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentee {
    /// What the application is worth.
    pub score: i64,
    /// How experienced the mentee is.
    pub level: i64,
    /// The wanted projects; none means any.
    pub wishes: Vec<Wish>,
    /// When the mentee is free by each clock, in all weeks that count.
    ///
    /// What somebody meets at the same time by one clock every week, they may meet at another time by
    /// another clock once clocks are changed; so what is left of their time depends on the clock.
    pub weeks: Vec<Week>,
}

/// A wanted project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Which project.
    pub project: usize,
    /// 0 for the first choice; a place in [`Weights::choice`].
    pub rank: usize,
}

/// Someone, by the place in the list of their role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Person {
    /// One of [`Problem::navigators`].
    Navigator(usize),
    /// One of [`Problem::captains`].
    Captain(usize),
    /// One of [`Problem::mentees`].
    Mentee(usize),
}

/// Someone put on a navigator's team beforehand, whatever it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lock {
    /// A mentee, on the team of a navigator.
    Mentee(usize, usize),
    /// A captain, with the team of a navigator.
    Captain(usize, usize),
}

impl Lock {
    /// Whose team it is.
    pub fn navigator(self) -> usize {
        match self {
            Self::Mentee(_, navigator) | Self::Captain(_, navigator) => navigator,
        }
    }
}

/// Why a problem is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A person, rank or clock is named that is in no list.
    #[error("something is named that is in no list")]
    Unlisted,
    /// Someone is to be kept apart from themselves.
    #[error("nobody can be kept apart from themselves")]
    WithOneself,
    /// The points are so many that sums of them could overflow.
    #[error("scores and weights are too large to be added up")]
    TooLarge,
    /// Sharing more hours would make a team worth less.
    #[error("common hours may not count against a team")]
    NegativeOverlap,
}

/// The largest score, level or weight, either way.
const LARGEST: i64 = 1_000_000_000;

impl Problem {
    /// When a navigator and a mentee can meet.
    pub(crate) fn with_navigator(&self, navigator: usize, mentee: usize) -> Week {
        let navigator = &self.navigators[navigator];
        navigator.week & self.mentees[mentee].weeks[navigator.clock]
    }

    /// When a captain and a mentee can meet.
    pub(crate) fn with_captain(&self, captain: usize, mentee: usize) -> Week {
        let captain = &self.captains[captain];
        captain.week & self.mentees[mentee].weeks[captain.clock]
    }

    /// What a mentee adds to a navigator's team; none if the mentee does not want the project.
    pub fn gain(&self, navigator: usize, mentee: usize) -> Option<i64> {
        let mentee = &self.mentees[mentee];
        let project = self.navigators[navigator].project;
        let points = if mentee.wishes.is_empty() {
            self.weights.any
        } else {
            let wish = mentee.wishes.iter().find(|w| w.project == project)?;
            self.weights.choice[wish.rank]
        };
        Some(mentee.score + points)
    }

    /// The navigators who lead a team because of some locks, in order.
    pub(crate) fn forced(&self, locks: &[Lock]) -> Vec<usize> {
        let force = |lock: &&Lock| !self.lenient || matches!(lock, Lock::Mentee(..));
        let forced = locks.iter().filter(force).map(|lock| lock.navigator());
        let mut forced: Vec<usize> = forced.collect();
        forced.sort_unstable();
        forced.dedup();
        forced
    }

    /// How many clocks there must be, by which leaders meet.
    fn clocks(&self) -> usize {
        let navigators = self.navigators.iter().map(|navigator| navigator.clock);
        let clocks = navigators.chain(self.captains.iter().map(|captain| captain.clock));
        clocks.max().map_or(0, |last| last.saturating_add(1))
    }

    /// Checks what the types do not say.
    ///
    /// # Errors
    /// If the problem is none.
    pub fn check(&self) -> Result<(), Flaw> {
        let listed = |person: Person| match person {
            Person::Navigator(i) => i < self.navigators.len(),
            Person::Captain(i) => i < self.captains.len(),
            Person::Mentee(i) => i < self.mentees.len(),
        };
        let lock_listed = |lock: Lock| {
            listed(Person::Navigator(lock.navigator()))
                && match lock {
                    Lock::Mentee(mentee, _) => listed(Person::Mentee(mentee)),
                    Lock::Captain(captain, _) => listed(Person::Captain(captain)),
                }
        };
        let ranks = self.weights.choice.len();
        let all_listed = self.locks.iter().all(|&lock| lock_listed(lock))
            && self.forbidden.iter().all(|&(a, b)| listed(a) && listed(b))
            && self
                .mentees
                .iter()
                .flat_map(|m| &m.wishes)
                .all(|w| w.rank < ranks)
            && self.clocks()
                <= self
                    .mentees
                    .iter()
                    .map(|m| m.weeks.len())
                    .min()
                    .unwrap_or(usize::MAX);
        let weights = &self.weights;
        let mut numbers = weights
            .choice
            .iter()
            .chain([&weights.any, &weights.overlap, &weights.spread])
            .copied()
            .chain(self.mentees.iter().flat_map(|m| [m.score, m.level]));
        if !all_listed {
            Err(Flaw::Unlisted)
        } else if self.forbidden.iter().any(|(one, other)| one == other) {
            Err(Flaw::WithOneself)
        } else if numbers.any(|number| number.abs() > LARGEST) {
            Err(Flaw::TooLarge)
        } else if weights.overlap < 0 {
            Err(Flaw::NegativeOverlap)
        } else {
            Ok(())
        }
    }
}

//! Made-up problems of any size, the same for a seed every time. People have jobs, live in zones all over
//! the world, and keep evenings and weekends free; projects are wanted unevenly.

use groundcrew::domain::teams::{
    Captain, Lock, Mentee, Navigator, Person, Problem, Rules, Seam, Week, Weights, Wish,
};

/// How large a problem is.
#[derive(Debug, Clone, Copy)]
pub enum Size {
    L,
    Xl,
    Xxl,
}

/// How many there are of each.
struct Counts {
    mentees: usize,
    navigators: usize,
    captains: usize,
    /// Captains who take two teams.
    double: usize,
    projects: usize,
    locks: usize,
    forbidden: usize,
}

impl Size {
    fn counts(self) -> Counts {
        let [
            mentees,
            navigators,
            captains,
            double,
            projects,
            locks,
            forbidden,
        ] = match self {
            Self::L => [120, 20, 19, 2, 6, 3, 12],
            Self::Xl => [300, 40, 36, 6, 9, 6, 30],
            Self::Xxl => [1_000, 100, 90, 14, 14, 12, 80],
        };
        Counts {
            mentees,
            navigators,
            captains,
            double,
            projects,
            locks,
            forbidden,
        }
    }
}

/// Half hours that a zone is ahead of UTC, and how many of a hundred people live there.
const ZONES: [(i64, usize); 14] = [
    (-14, 8),
    (-12, 3),
    (-10, 8),
    (-8, 10),
    (-6, 6),
    (0, 3),
    (2, 14),
    (4, 20),
    (6, 10),
    (11, 9),
    (14, 2),
    (16, 2),
    (18, 2),
    (22, 3),
];

/// Half hours in a week, and in a day.
const WEEK: i64 = 336;
const DAY: i64 = 48;

/// A problem of a size.
pub fn made(size: Size, seed: u64) -> Problem {
    let counts = size.counts();
    let mut dice = Dice(seed);
    let navigators = (0..counts.navigators).map(|at| {
        let one_each = at < counts.projects;
        let most = if dice.chance(10) { 4 } else { 3 };
        Navigator {
            project: if one_each {
                at
            } else {
                dice.below(counts.projects)
            },
            size: (2, most),
            clock: 0,
            week: dice.week(8),
        }
    });
    let navigators: Vec<Navigator> = navigators.collect();
    let captains = (0..counts.captains).map(|at| Captain {
        max_teams: if at < counts.double { 2 } else { 1 },
        clock: 0,
        week: dice.week(8),
    });
    let captains: Vec<Captain> = captains.collect();
    let mentees = (0..counts.mentees).map(|_| Mentee {
        score: dice.about(60, 45).clamp(5, 100),
        level: dice.pick(&[(1, 25), (2, 35), (3, 25), (4, 11), (5, 4)]),
        wishes: dice.wishes(counts.projects),
        weeks: vec![dice.week(5)],
    });
    let mentees: Vec<Mentee> = mentees.collect();
    let mut problem = Problem {
        rules: Rules {
            min_team_hours: 5,
            min_captain_hours: 3,
        },
        weights: Weights {
            choice: vec![50, 30, 15],
            any: 30,
            overlap: 6,
            overlap_cap: 5,
            spread: -8,
        },
        seam: Seam::Open,
        navigators,
        captains,
        mentees,
        locks: vec![],
        lenient: false,
        forbidden: vec![],
    };
    lock(&mut problem, &mut dice, counts.locks);
    for _ in 0..counts.forbidden {
        let one = Person::Mentee(dice.below(counts.mentees));
        let other = match dice.below(100) {
            0..70 => Person::Mentee(dice.below(counts.mentees)),
            70..85 => Person::Navigator(dice.below(counts.navigators)),
            _ => Person::Captain(dice.below(counts.captains)),
        };
        if one != other {
            problem.forbidden.push((one, other));
        }
    }
    problem
}

/// Locks some mentees, each to a navigator of their own whom they share many hours with.
fn lock(problem: &mut Problem, dice: &mut Dice, locks: usize) {
    let mut locked = vec![false; problem.mentees.len()];
    for navigator in 0..locks {
        let free = |&mentee: &usize| {
            let week = problem.navigators[navigator].week & problem.mentees[mentee].weeks[0];
            !locked[mentee]
                && problem.gain(navigator, mentee).is_some()
                && week.hours(problem.seam) >= 9
        };
        let may: Vec<usize> = (0..problem.mentees.len()).filter(free).collect();
        if !may.is_empty() {
            let mentee = may[dice.below(may.len())];
            locked[mentee] = true;
            problem.locks.push(Lock::Mentee(mentee, navigator));
        }
    }
}

/// Numbers that look like chance (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as usize) as i64
    }

    /// True so many times of a hundred.
    fn chance(&mut self, of_a_hundred: usize) -> bool {
        self.below(100) < of_a_hundred
    }

    /// Mostly near the middle.
    fn about(&mut self, middle: i64, away: i64) -> i64 {
        let sum: i64 = (0..3).map(|_| self.between(-away, away)).sum();
        middle + sum / 3
    }

    fn pick(&mut self, from: &[(i64, usize)]) -> i64 {
        let all = from.iter().map(|(_, weight)| weight).sum();
        let mut at = self.below(all);
        for &(value, weight) in from {
            if at < weight {
                return value;
            }
            at -= weight;
        }
        from[0].0
    }

    /// Up to four projects; the first ones are wanted more. Nobody who has no wish minds.
    fn wishes(&mut self, projects: usize) -> Vec<Wish> {
        if self.chance(12) {
            return Vec::new();
        }
        let count = self.pick(&[(1, 15), (2, 30), (3, 35), (4, 20)]) as usize;
        let mut left: Vec<usize> = (0..projects).collect();
        let all_alike = self.chance(30);
        let wish = |rank: usize| {
            let (one, other) = (self.below(left.len()), self.below(left.len()));
            let project = left.remove(one.min(other));
            let rank = if all_alike { 0 } else { rank.min(2) };
            Wish { project, rank }
        };
        (0..count).map(wish).collect()
    }

    /// A usual week: evenings of workers, afternoons of students, some mornings, most weekends. The more
    /// generous people are, the longer a stretch.
    fn week(&mut self, generous: i64) -> Week {
        let zone = self.pick(&ZONES);
        let mut free = [false; WEEK as usize];
        let mut add = |day: i64, start: i64, length: i64| {
            for at in start..start + length {
                free[(day * DAY + at - zone).rem_euclid(WEEK) as usize] = true;
            }
        };
        let style = self.below(100);
        let (from, least) = match style {
            0..55 => (self.between(34, 39), 5),
            55..75 => (self.between(26, 32), 7),
            75..90 => (self.between(17, 20), 13),
            _ => (self.between(39, 42), 4),
        };
        for day in 1..6 {
            if self.chance(75) {
                add(
                    day,
                    from + self.between(-1, 1),
                    least + generous + self.between(-2, 2),
                );
            }
            if style < 55 && self.chance(12) {
                add(day, 13, self.between(3, 4));
            }
        }
        for day in [0, 6] {
            if self.chance(65) {
                add(day, self.between(18, 26), self.between(5, 12) + generous);
            }
        }
        let mut week = Week::default();
        for (half, _) in free.iter().enumerate().filter(|(_, free)| **free) {
            if !self.chance(3) {
                week.add(2 * half, 2 * half + 2);
            }
        }
        week
    }
}

//! What is measured: the public instances in `tests/fixtures/teams/`, and larger ones made from a seed.

use groundcrew::domain::teams::{Objective, Problem};
use groundcrew::format::teams::parse;
use serde_json::{Value, json};

use crate::making::{Size, made};

/// A problem with what is known of it.
pub struct Instance {
    pub name: &'static str,
    /// How large it is: s, m, l, xl or xxl.
    pub size: &'static str,
    pub problem: Problem,
    /// What a reference answer is worth.
    pub reference: Objective,
    /// Whether that is the best there is.
    pub is_best: bool,
}

impl Instance {
    /// All but the problem, and how many people are in it.
    pub fn describe(&self) -> Value {
        json!({
            "name": self.name,
            "size": self.size,
            "navigators": self.problem.navigators.len(),
            "mentees": self.problem.mentees.len(),
            "reference": [self.reference.placed as i64, self.reference.quality],
            "best": self.is_best,
        })
    }
}

/// The public ones, with the objective in `reference.json`: a million for each who is placed.
const PUBLIC: [(&str, &str, &str, i64); 5] = [
    (
        "s-101-mid",
        "s",
        include_str!("../../tests/fixtures/teams/s-101-mid.json"),
        15_001_417,
    ),
    (
        "s-102-loose",
        "s",
        include_str!("../../tests/fixtures/teams/s-102-loose.json"),
        17_001_702,
    ),
    (
        "m-201-tight",
        "m",
        include_str!("../../tests/fixtures/teams/m-201-tight.json"),
        50_004_839,
    ),
    (
        "m-202-mid",
        "m",
        include_str!("../../tests/fixtures/teams/m-202-mid.json"),
        56_006_045,
    ),
    (
        "l-301-mid",
        "l",
        include_str!("../../tests/fixtures/teams/l-301-mid.json"),
        63_007_455,
    ),
];

/// How many are placed, how well, and whether that is the best there is.
type Known = (usize, i64, bool);

/// The made ones, with their seed and what is known of them: how many are placed, how well, and whether
/// that is the best there is. These are this solver's own answers: the first two proved, the last one the best of
/// 200 seconds, when the bound was 38,697.
const MADE: [(&str, &str, Size, u64, Known); 3] = [
    ("l-made", "l", Size::L, 11, (63, 6_747, true)),
    ("xl-made", "xl", Size::Xl, 11, (127, 14_443, true)),
    ("xxl-made", "xxl", Size::Xxl, 11, (313, 38_629, false)),
];

/// All instances, the smallest first.
pub fn instances() -> Vec<Instance> {
    let public = PUBLIC
        .iter()
        .map(|&(name, size, text, objective)| Instance {
            name,
            size,
            problem: parse(text).expect("a file of the repository").problem,
            reference: Objective {
                placed: usize::try_from(objective / 1_000_000).expect("a number of people"),
                quality: objective % 1_000_000,
            },
            is_best: true,
        });
    let made = MADE.iter().map(|&(name, size, of, seed, known)| Instance {
        name,
        size,
        problem: made(of, seed),
        reference: Objective {
            placed: known.0,
            quality: known.1,
        },
        is_best: known.2,
    });
    public.chain(made).collect()
}

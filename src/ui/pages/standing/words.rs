//! What is said of who counts as active, each with its facts.

use super::Known;
use crate::domain::programme::{ActiveRule, Counted, Least};
use crate::domain::week::activity::{Activity, Gap, Verdict};
use crate::ui::when::{list_words, number_words};
use crate::{plural, t};

/// What follows, in a word or two.
pub fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Active => t!(weeks.active.active),
        Verdict::NotYet => t!(weeks.active.not_yet),
        Verdict::NotKnown => t!(weeks.active.not_known),
        Verdict::NotActive => t!(weeks.active.not_active),
    }
}

/// What a rule asks.
pub(super) fn rule_words(rule: &ActiveRule) -> String {
    match (rule.of, rule.least) {
        (Counted::Meetings, Least::Count(n)) => plural!(weeks.active.least_meetings, n),
        (Counted::OneToOnes, Least::Count(n)) => plural!(weeks.active.least_ones, n),
        (Counted::Meetings, Least::Percent(n)) => {
            t!(weeks.active.share_meetings, n = number_words(f64::from(n)))
        }
        (Counted::OneToOnes, Least::Percent(n)) => {
            t!(weeks.active.share_ones, n = number_words(f64::from(n)))
        }
    }
}

/// “3 are asked”, “50 % are asked, that is 4”.
fn asked_words(activity: &Activity) -> String {
    match (activity.rule.least, activity.asked()) {
        (Least::Count(n), _) => plural!(weeks.active.asked, n),
        (Least::Percent(percent), Some(n)) => t!(
            weeks.active.asked_share,
            percent = number_words(f64::from(percent)),
            n = number_words(f64::from(n))
        ),
        (Least::Percent(percent), None) => t!(
            weeks.active.asked_percent,
            percent = number_words(f64::from(percent))
        ),
    }
}

/// How it comes about: what is counted, what this device does not know, and what can still come.
pub(super) fn explained(known: &Known, activity: &Activity) -> Vec<String> {
    let n = |n: u32| number_words(f64::from(n));
    let asked = asked_words(activity);
    let (count, of) = (n(activity.count), n(activity.of));
    let counted = match (activity.rule.of, activity.of) {
        (Counted::Meetings, 0) => t!(weeks.active.no_meetings, asked = asked),
        (Counted::OneToOnes, 0) => t!(weeks.active.no_ones, asked = asked),
        (Counted::Meetings, _) => {
            t!(weeks.active.came, count = count, of = of, asked = asked)
        }
        (Counted::OneToOnes, _) => {
            t!(weeks.active.offered, count = count, of = of, asked = asked)
        }
    };
    let mut words = vec![counted];
    words.extend(gaps(known, activity));
    let is_open = match activity.verdict() {
        Verdict::NotYet | Verdict::NotKnown => activity.ahead > 0,
        Verdict::Active | Verdict::NotActive => false,
    };
    words.extend(is_open.then(|| plural!(weeks.active.ahead, activity.ahead)));
    words
}

/// What this device does not know, with the weeks in which it can be noted.
fn gaps(known: &Known, activity: &Activity) -> Vec<String> {
    let (mut unnoted, mut unsaid, mut unseen) = (Vec::new(), Vec::new(), Vec::new());
    for gap in &activity.gaps {
        match *gap {
            Gap::Meeting { week } => unnoted.push(number_words(f64::from(week))),
            Gap::Came { week } => unsaid.push(number_words(f64::from(week))),
            Gap::OneToOne { with, week } => {
                let line = known.sheet.line(with);
                let name = line.map(|line| line.who.name.clone()).unwrap_or_default();
                unseen.push(t!(
                    weeks.active.one_with,
                    name = name,
                    from = number_words(f64::from(week)),
                    to = number_words(f64::from(week + 1))
                ));
            }
        }
    }
    let mut words = Vec::new();
    if !unnoted.is_empty() {
        words.push(t!(weeks.active.unnoted, weeks = list_words(&unnoted)));
    }
    if !unsaid.is_empty() {
        words.push(t!(weeks.active.unsaid, weeks = list_words(&unsaid)));
    }
    if !unseen.is_empty() {
        words.push(t!(weeks.active.unseen, list = list_words(&unseen)));
    }
    words
}

//! What may be said of who counts as active by a device that knows a part of what was noted, and whatever was noted.

use groundcrew::domain::programme::{Least, Session};
use groundcrew::domain::week::activity::{Verdict, activities};
use groundcrew::domain::week::glance::Glances;
use groundcrew::domain::week::history::Written;
use groundcrew::domain::week::meeting::{Attendance, Meeting};
use groundcrew::domain::week::one_to_one::State;
use proptest::prelude::*;

use super::activity::{ORGANIZER, meeting, members, one_to_one, session};
use super::kit::{MENTEE, TEAM, day};

/// What became of a meeting, and who came to it.
type Week = (Option<bool>, Vec<Option<Attendance>>);

fn any_week() -> impl Strategy<Value = Week> {
    let held = prop_oneof![1 => Just(None), 1 => Just(Some(false)), 4 => Just(Some(true))];
    let came = prop::option::weighted(0.8, prop::sample::select(&Attendance::ALL[..]));
    (held, prop::collection::vec(came, 5))
}

fn any_written() -> impl Strategy<Value = Written> {
    let weeks = prop::collection::vec(any_week(), 16);
    let states = prop::option::weighted(0.7, prop::sample::select(&State::ALL[..]));
    let seen = prop::collection::vec(states, 16);
    (weeks, seen).prop_map(|(weeks, seen)| {
        let meetings = weeks.into_iter().enumerate().map(|(n, (held, came))| {
            let (of, week) = [(TEAM, n + 1), (ORGANIZER, n.saturating_sub(7))][n / 8];
            let came = members().into_iter().zip(came);
            let came = came.filter_map(|(member, came)| Some((member.id, came?)));
            let came = came.filter(|_| held == Some(true)).collect();
            Meeting {
                held,
                came,
                ..meeting(of, week as u32, &[])
            }
        });
        let seen = seen.into_iter().enumerate().filter_map(|(n, state)| {
            let with = [MENTEE, 2][n / 8];
            Some(one_to_one(with, (n % 8 + 1) as u32, state?))
        });
        Written {
            meetings: meetings.filter(|one| one.held.is_some()).collect(),
            one_to_ones: seen.collect(),
            ..Written::default()
        }
    })
}

/// Rules of either sort, for everyone.
fn any_session() -> impl Strategy<Value = Session> {
    let least = || {
        prop_oneof![
            (0..9_u32).prop_map(Least::Count),
            (0..=100_u32).prop_map(Least::Percent),
        ]
    };
    prop::collection::vec(least(), 4).prop_map(|least| {
        let mut session = session();
        for (rule, least) in session.weekly.active.iter_mut().zip(least) {
            rule.least = least;
        }
        session
    })
}

/// A part of what was written: a record, or what one says of somebody, is missing where it says so.
fn part_of(written: &Written, kept: &[bool]) -> Written {
    let mut kept = kept.iter().copied().cycle();
    let mut is_kept = move || kept.next().unwrap_or(true);
    let mut part = written.clone();
    part.meetings.retain(|_| is_kept());
    for meeting in &mut part.meetings {
        meeting.came.retain(|_, _| is_kept());
    }
    part.one_to_ones.retain(|_| is_kept());
    part
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn a_device_that_knows_a_part_says_nothing_that_one_that_knows_all_denies(
        written in any_written(),
        kept in prop::collection::vec(any::<bool>(), 1..40),
        session in any_session(),
    ) {
        let part = part_of(&written, &kept);
        let end = day("2028-04-03");
        let all = activities(&session, &members(), &[], &Glances::of(&written), end);
        let some = activities(&session, &members(), &[], &Glances::of(&part), end);
        for (all, some) in all.iter().zip(&some) {
            prop_assert!(some.count <= all.count && some.gaps.len() >= all.gaps.len());
            match some.verdict() {
                Verdict::NotKnown => {}
                sure => prop_assert_eq!(all.verdict(), sure, "{:?} {:?}", all, some),
            }
        }
    }

    #[test]
    fn who_came_to_one_more_is_never_the_worse_for_it(
        written in any_written(),
        session in any_session(),
        which in any::<prop::sample::Index>(),
        who in 0..5_usize,
        weeks in 0..9_i64,
    ) {
        prop_assume!(!written.meetings.is_empty());
        let on = day("2028-02-07").plus_days(7 * weeks).expect("a day");
        let before = activities(&session, &members(), &[], &Glances::of(&written), on);
        let mut more = written.clone();
        let meeting = which.get(&written.meetings).id;
        let one = more.meetings.iter_mut().find(|one| one.id == meeting).expect("it is there");
        one.held = Some(true);
        one.came.insert(members()[who].id, Attendance::There);
        let after = activities(&session, &members(), &[], &Glances::of(&more), on);
        for (before, after) in before.iter().zip(&after) {
            if before.verdict() == Verdict::Active && before.member == members()[who].id {
                prop_assert_eq!(after.verdict(), Verdict::Active, "{:?} {:?}", before, after);
            }
        }
    }

    #[test]
    fn nobody_did_more_than_there_was(written in any_written(), weeks in 0..9_i64) {
        let on = day("2028-02-07").plus_days(7 * weeks).expect("a day");
        for one in activities(&session(), &members(), &[], &Glances::of(&written), on) {
            prop_assert!(one.count <= one.of, "{:?}", one);
        }
    }
}

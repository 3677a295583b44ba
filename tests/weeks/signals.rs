//! When someone should look: made-up weeks, and exactly what is said of them.

use std::collections::BTreeSet;

use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::{Standing, Team};
use groundcrew::domain::week::check_in::{Pace, Readers, Words};
use groundcrew::domain::week::history::Written;
use groundcrew::domain::week::meeting::Attendance;
use groundcrew::domain::week::one_to_one::{OneToOne, State};
use groundcrew::domain::week::signal::{SeenBy, Signal, What};

use super::kit::{CAPTAIN, MENTEE, TEAM, day, id, weeks};
use super::story::{NAVIGATOR, Story, hours, pace, story, team};

/// The Wednesday of a week.
fn wednesday(week: u32) -> String {
    let first = weeks().first_day(week).expect("in the calendar");
    first.plus_days(2).expect("in the calendar").to_string()
}

#[test]
fn quiet_is_two_whole_weeks_without_any_sign() {
    let there = story().came(2, MENTEE, Attendance::There);
    for week in [1, 2, 3, 4] {
        assert_eq!(there.about(MENTEE, &wednesday(week)), [], "week {week}");
    }
    let quiet = |weeks: &[u32]| What::Quiet {
        weeks: weeks.to_vec(),
        last: Some(2),
    };
    // On the first day after the second week, and not before.
    assert_eq!(there.about(MENTEE, "2028-03-05"), []);
    // In week 5 they see their captain.
    let unseen = Story::default()
        .saw(1, State::Held)
        .came(2, MENTEE, Attendance::There);
    assert_eq!(unseen.about(MENTEE, "2028-03-06"), [quiet(&[3, 4])]);
    assert_eq!(
        unseen.about(MENTEE, &wednesday(6)),
        [
            quiet(&[3, 4, 5]),
            What::NoOneToOne {
                weeks: vec![2, 3, 4, 5],
                last: Some(1)
            }
        ]
    );
}

#[test]
fn any_sign_ends_quiet_at_once_and_an_excuse_is_one() {
    let quiet = story().came(2, MENTEE, Attendance::There);
    let quiet = Story {
        written: Written {
            one_to_ones: quiet.written.one_to_ones[..1].to_vec(),
            ..quiet.written
        },
        ..quiet
    };
    let on = wednesday(5);
    assert_eq!(quiet.about(MENTEE, &on).len(), 1);
    for sign in [
        quiet.clone().signed(5),
        quiet.clone().signed(4),
        quiet.clone().came(4, MENTEE, Attendance::Excused),
        quiet.clone().saw(4, State::Moved),
        quiet.clone().said(3, Readers::Captain, pace(Pace::Right)),
    ] {
        assert_eq!(sign.about(MENTEE, &on), []);
    }
    // To have missed a meeting is none.
    let missed = quiet.clone().came(4, MENTEE, Attendance::Missed);
    assert_eq!(missed.about(MENTEE, &on).len(), 1);
}

#[test]
fn nobody_is_quiet_before_they_were_there_or_while_they_pause_or_once_it_is_over() {
    let on = wednesday(4);
    let since = |standing, since: &str| {
        let since = day(since);
        Story::default().mentee(|mentee| {
            mentee.standing = standing;
            mentee.since = Some(since);
        })
    };
    assert_eq!(Story::default().about(MENTEE, &on).len(), 1);
    let late = Story::default().mentee(|mentee| mentee.joined = Some(day("2028-02-23")));
    assert_eq!(late.about(MENTEE, &on), []);
    assert_eq!(late.about(MENTEE, &wednesday(5)).len(), 1);
    for standing in [Standing::Paused, Standing::Left, Standing::Finished] {
        assert_eq!(since(standing, "2028-02-09").about(MENTEE, &on), []);
    }
    let back = since(Standing::Active, "2028-02-21");
    assert_eq!(back.about(MENTEE, &on), []);
    for over in ["2028-02-06", "2028-04-03", "2030-01-01"] {
        assert_eq!(Story::default().about(MENTEE, over), [], "{over}");
    }
}

#[test]
fn two_meetings_missed_one_after_the_other_are_told() {
    use Attendance::{Excused, Missed, There};
    for (came, expected) in [
        (vec![There, Missed], None),
        (vec![Missed, Missed], Some(vec![1, 2])),
        (vec![There, Missed, Missed], Some(vec![2, 3])),
        (vec![Missed, Excused, Missed], None),
        (vec![Missed, Missed, There], None),
        (vec![Missed, There, Missed], None),
    ] {
        let mut story = Story::default().saw(1, State::Held).signed(3).signed(2);
        for (place, one) in came.iter().enumerate() {
            let week = u32::try_from(place).expect("few") + 1;
            story = story.came(week, MENTEE, *one);
        }
        let expected: Vec<What> = expected
            .map(|weeks| What::Missed { weeks })
            .into_iter()
            .collect();
        assert_eq!(story.about(MENTEE, &wednesday(4)), expected, "{came:?}");
    }
}

#[test]
fn a_week_without_a_meeting_does_not_end_what_was_missed() {
    let story = story()
        .signed(2)
        .signed(3)
        .came(1, MENTEE, Attendance::Missed)
        .came(3, MENTEE, Attendance::Missed);
    let missed = What::Missed { weeks: vec![1, 3] };
    assert_eq!(story.about(MENTEE, &wednesday(3)), [missed]);
}

#[test]
fn what_is_in_the_way_for_two_weeks_is_told_until_it_is_not() {
    let story = |resolved| {
        let story = Story::default().saw(1, State::Held).saw(3, State::Held);
        story.signed(5).blocked(50, 2, resolved)
    };
    let blocked = What::Blocked {
        blocker: Some(id(50)),
        since: 2,
    };
    assert_eq!(story(None).about(MENTEE, &wednesday(3)), []);
    assert_eq!(story(None).about(MENTEE, &wednesday(4)), [blocked]);
    assert_eq!(story(Some(4)).about(MENTEE, &wednesday(4)), []);
}

#[test]
fn what_they_say_is_in_the_way_counts_too_for_those_who_read_it() {
    let stuck = Words {
        in_the_way: "The build".to_owned(),
        ..Words::default()
    };
    let story =
        story()
            .said(2, Readers::Team, stuck.clone())
            .said(3, Readers::Captain, stuck.clone());
    let found = story.signals(MENTEE, &wednesday(4));
    let expected = Signal {
        about: id(MENTEE),
        what: What::Blocked {
            blocker: None,
            since: 2,
        },
        seen_by: SeenBy::Captain,
        again_after: 0,
    };
    assert_eq!(found, [expected]);
    let free = story.said(4, Readers::Team, pace(Pace::Right));
    assert_eq!(free.signals(MENTEE, &wednesday(4)), []);
}

#[test]
fn well_over_the_planned_hours_is_told_after_two_weeks() {
    let over = |weeks: &[(u32, u32)]| {
        let mut story = story();
        for (week, worked) in weeks {
            story = story.said(*week, Readers::Leads, hours(*worked));
        }
        story.signals(MENTEE, &wednesday(4))
    };
    assert_eq!(over(&[(2, 6), (3, 7)]), [], "six is not over six");
    assert_eq!(over(&[(1, 9), (3, 9)]), [], "not one after the other");
    assert_eq!(over(&[(3, 9), (4, 9)]), [], "the fourth week goes on");
    let expected = |weeks: &[(u32, u32)]| Signal {
        about: id(MENTEE),
        what: What::Overworking {
            weeks: weeks
                .iter()
                .map(|(week, hours)| (*week, 60 * hours))
                .collect(),
        },
        seen_by: SeenBy::Leads,
        again_after: 2,
    };
    assert_eq!(over(&[(2, 7), (3, 8)]), [expected(&[(2, 7), (3, 8)])]);
    let three = [(1, 10), (2, 7), (3, 8)];
    assert_eq!(over(&three), [expected(&three)]);
}

#[test]
fn a_pace_that_is_too_much_is_told_at_once_until_they_say_otherwise() {
    let said = |weeks: &[(u32, Pace)], on| {
        let mut story = story();
        for (week, felt) in weeks {
            story = story.said(*week, Readers::Captain, pace(*felt));
        }
        story.signals(MENTEE, &wednesday(on))
    };
    let much = |week| Signal {
        about: id(MENTEE),
        what: What::TooMuch { week },
        seen_by: SeenBy::Captain,
        again_after: 0,
    };
    assert_eq!(said(&[(2, Pace::TooMuch)], 2), [much(2)]);
    assert_eq!(said(&[(2, Pace::TooMuch)], 3), [much(2)]);
    assert_eq!(said(&[(2, Pace::TooMuch), (3, Pace::Right)], 3), []);
    assert_eq!(said(&[(2, Pace::TooSlow)], 2), []);
}

#[test]
fn a_month_without_a_one_to_one_is_told_unless_they_wanted_none() {
    let signed = (1..=7).fold(Story::default(), Story::signed);
    let none = |weeks: &[u32], last| What::NoOneToOne {
        weeks: weeks.to_vec(),
        last,
    };
    assert_eq!(signed.about(MENTEE, &wednesday(4)), []);
    let four = none(&[1, 2, 3, 4], None);
    assert_eq!(signed.about(MENTEE, &wednesday(5)), [four]);
    let held = signed.clone().saw(2, State::Held);
    assert_eq!(held.about(MENTEE, &wednesday(6)), []);
    let since = none(&[3, 4, 5, 6], Some(2));
    assert_eq!(held.about(MENTEE, &wednesday(7)), [since]);
    let moved = held.clone().saw(4, State::Moved);
    assert_eq!(moved.about(MENTEE, &wednesday(7)).len(), 1, "put off");
    let declined = held.saw(4, State::Declined);
    assert_eq!(declined.about(MENTEE, &wednesday(7)), []);
}

#[test]
fn a_team_that_has_not_met_for_two_weeks_is_told() {
    let met = Story::default().came(1, MENTEE, Attendance::There);
    let unmet = |weeks: &[u32], last| What::NotMet {
        weeks: weeks.to_vec(),
        last,
    };
    assert_eq!(met.about(TEAM, &wednesday(3)), []);
    assert_eq!(met.about(TEAM, &wednesday(4)), [unmet(&[2, 3], Some(1))]);
    let again = met.clone().came(4, MENTEE, Attendance::There);
    assert_eq!(again.about(TEAM, &wednesday(4)), []);
    let never = unmet(&[1, 2], None);
    assert_eq!(Story::default().about(TEAM, &wednesday(3)), [never]);
}

#[test]
fn a_rolling_team_counts_its_own_weeks() {
    let own = Team {
        starts: Some(day("2028-03-06")),
        weeks: Some(3),
        ..team()
    };
    let story = Story {
        team: Some(own),
        ..Story::default()
    };
    // Week 5 of the session is the team's first.
    assert_eq!(story.about(TEAM, &wednesday(5)), []);
    assert_eq!(story.about(MENTEE, &wednesday(6)), []);
    let unmet = What::NotMet {
        weeks: vec![1, 2],
        last: None,
    };
    assert_eq!(story.about(TEAM, &wednesday(7)), [unmet]);
    assert_eq!(story.about(MENTEE, &wednesday(7)).len(), 1);
    assert_eq!(story.about(TEAM, &wednesday(8)), [], "it is over");
}

#[test]
fn a_navigator_or_captain_who_has_gone_quiet_is_told_and_nothing_else_of_them() {
    let quiet = |last| What::Quiet {
        weeks: vec![2, 3],
        last: Some(last),
    };
    let story = Story::default()
        .saw(1, State::Held)
        .came(1, NAVIGATOR, Attendance::There);
    for who in [NAVIGATOR, CAPTAIN] {
        assert_eq!(story.about(who, &wednesday(4)), [quiet(1)], "{who}");
    }
    // Who sees mentees is not quiet.
    let seen = story.saw(3, State::Declined);
    assert_eq!(seen.about(CAPTAIN, &wednesday(4)), []);
}

#[test]
fn a_dismissed_signal_comes_again_once_as_much_time_has_passed_or_with_other_facts() {
    let of = |weeks: &[u32], about: u128| Signal {
        about: id(about),
        what: What::Quiet {
            weeks: weeks.to_vec(),
            last: None,
        },
        seen_by: SeenBy::Team,
        again_after: 2,
    };
    let key = Signal::id;
    let first = key(&of(&[3, 4], 1));
    assert_eq!(first, key(&of(&[3, 4, 5], 1)), "a week later");
    let others: BTreeSet<RecordId> = [
        key(&of(&[3, 4, 5, 6], 1)),
        key(&of(&[4, 5], 1)),
        key(&of(&[3, 4], 2)),
        key(&Signal {
            what: What::Missed { weeks: vec![3, 4] },
            ..of(&[3, 4], 1)
        }),
    ]
    .into();
    assert_eq!(others.len(), 4);
    assert!(!others.contains(&first));
}

#[test]
fn what_was_taken_back_is_no_sign() {
    let mut story = Story::default().said(2, Readers::Team, hours(3)).signed(1);
    story.written.check_ins[0].deleted = true;
    story.written.one_to_ones.push(OneToOne {
        deleted: true,
        ..Story::default()
            .saw(3, State::Held)
            .written
            .one_to_ones
            .remove(0)
    });
    let quiet = What::Quiet {
        weeks: vec![2, 3],
        last: Some(1),
    };
    assert_eq!(story.about(MENTEE, &wednesday(4)), [quiet]);
}

#[test]
fn that_somebody_only_saw_their_captain_is_not_told_to_their_team() {
    let story = Story::default().saw(1, State::Held);
    let seen_by = |story: &Story| {
        let found = story.signals(MENTEE, &wednesday(4)).into_iter();
        let quiet = found.filter(|one| matches!(one.what, What::Quiet { .. }));
        quiet.map(|one| one.seen_by).collect::<Vec<_>>()
    };
    assert_eq!(seen_by(&story), [SeenBy::Care]);
    assert_eq!(seen_by(&story.signed(1)), [SeenBy::Team]);
    let none = Story::default();
    let found = none.signals(MENTEE, &wednesday(5));
    let one_to_one = found
        .iter()
        .find(|one| matches!(one.what, What::NoOneToOne { .. }));
    assert_eq!(one_to_one.map(|one| one.seen_by), Some(SeenBy::Care));
}

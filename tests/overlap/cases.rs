//! The weeks in which clocks change, zones that are not on the half hour, and the date line.

use groundcrew::domain::overlap::{Availability, Frame};
use groundcrew::domain::time::Date;

use super::kit::*;

/// What a team can keep in every week, and what turns in which week.
fn check(
    frame: &Frame,
    people: &[Availability],
    always: &[&str],
    turns: &[(usize, &[&str], &[&str])],
) {
    let common = frame.common(people.iter());
    assert_eq!(written(&common.always), always);
    let found: Vec<_> = common
        .turns()
        .iter()
        .map(|turn| (turn.week, written(&turn.lost), written(&turn.gained)))
        .collect();
    let wanted: Vec<_> = turns
        .iter()
        .map(|(week, lost, gained)| {
            let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
            (*week, texts(lost), texts(gained))
        })
        .collect();
    assert_eq!(found, wanted);
}

/// Monday 1 March 2027: America puts its clocks forward on the 14th, Europe on the 28th.
fn march() -> Date {
    date("2027-03-01")
}

#[test]
fn promise_28_people_whose_clocks_change_together_keep_their_hour() {
    let people = [
        free("Europe/Berlin", march(), &["Tue 18:00-20:00"]),
        free("Europe/Paris", march(), &["Tue 17:00-19:00"]),
    ];
    let frame = frame("Europe/Berlin", march(), 8);
    check(&frame, &people, &["Tue 18:00-19:00"], &[]);
    assert_eq!(frame.common(people.iter()).always.hours(), 1);
}

#[test]
fn promise_28_two_weeks_apart_between_america_and_europe_are_said_with_their_weeks() {
    let people = [
        free("Europe/Berlin", march(), &["Tue 18:00-20:00"]),
        // 18:00 to 20:00 in Berlin, but for the two weeks in which only America has summer time.
        free("America/New_York", march(), &["Tue 12:00-14:00"]),
    ];
    check(
        &frame("Europe/Berlin", march(), 8),
        &people,
        &["Tue 18:00-19:00"],
        &[
            (2, &["Tue 19:00-20:00"], &[]),
            (4, &[], &["Tue 19:00-20:00"]),
        ],
    );
    // By New York's clock it is the first hour that is lost.
    check(
        &frame("America/New_York", march(), 8),
        &people,
        &["Tue 13:00-14:00"],
        &[
            (2, &["Tue 12:00-13:00"], &[]),
            (4, &[], &["Tue 12:00-13:00"]),
        ],
    );
}

#[test]
fn promise_28_an_hour_that_clocks_skip_is_lost_in_that_week_only() {
    let people = [free("Europe/Berlin", march(), &["Sun 01:00-04:00"])];
    check(
        &frame("Europe/Berlin", march(), 6),
        &people,
        &["Sun 01:00-02:00", "Sun 03:00-04:00"],
        &[
            (3, &["Sun 02:00-03:00"], &[]),
            (4, &[], &["Sun 02:00-03:00"]),
        ],
    );
}

#[test]
fn promise_28_an_hour_that_comes_twice_is_kept_by_its_first_coming() {
    // Europe puts its clocks back on Sunday 31 October 2027, at 03:00 of summer time.
    let starts = date("2027-10-18");
    let people = [
        free("Europe/Berlin", starts, &["Sun 02:00-03:00"]),
        // 00:00 to 01:00 in UTC before, and in the week itself, when it comes first.
        free("UTC", starts, &["Sun 00:00-01:00"]),
    ];
    check(
        &frame("Europe/Berlin", starts, 3),
        &people,
        &[],
        &[(2, &["Sun 02:00-03:00"], &[])],
    );
}

#[test]
fn promise_28_the_south_turns_the_other_way() {
    // Sydney puts its clocks back on 4 April 2027, a week after Europe put its forward: two hours.
    let people = [
        free("Europe/London", march(), &["Sat 08:00-11:00"]),
        free("Australia/Sydney", march(), &["Sat 18:00-22:00"]),
    ];
    check(
        &frame("Europe/London", march(), 8),
        &people,
        &["Sat 09:00-11:00"],
        &[(5, &["Sat 08:00-09:00"], &[])],
    );
    let people = [
        free("Europe/London", march(), &["Sat 08:00-11:00"]),
        free("Australia/Sydney", march(), &["Sat 19:00-20:30"]),
    ];
    // 08:00 in winter, 09:00 in the week when only Europe has turned, 10:00 afterwards.
    check(
        &frame("Europe/London", march(), 8),
        &people,
        &[],
        &[
            (4, &["Sat 08:00-09:00"], &["Sat 09:30-10:30"]),
            (5, &["Sat 09:00-10:00"], &["Sat 10:30-11:00"]),
        ],
    );
}

#[test]
fn promise_28_nepal_is_reckoned_to_the_quarter_hour() {
    let starts = date("2027-01-04");
    let people = [
        free("Asia/Kathmandu", starts, &["Wed 18:00-20:00"]),
        free("Europe/London", starts, &["Wed 12:00-14:00"]),
    ];
    let by_london = frame("Europe/London", starts, 8);
    check(&by_london, &people, &["Wed 12:15-14:00"], &[]);
    assert_eq!(by_london.common(people.iter()).always.hours(), 1);
    let by_nepal = frame("Asia/Kathmandu", starts, 8);
    check(&by_nepal, &people, &["Wed 18:00-19:45"], &[]);
}

#[test]
fn promise_28_the_date_line_makes_monday_of_sunday() {
    let starts = date("2027-01-04");
    let people = [
        // UTC+14: Monday morning while it is Sunday in Pago Pago (UTC-11), 25 hours behind.
        free("Pacific/Kiritimati", starts, &["Mon 09:00-12:00"]),
        free("Pacific/Pago_Pago", starts, &["Sun 08:00-10:00"]),
    ];
    check(
        &frame("Pacific/Pago_Pago", starts, 2),
        &people,
        &["Sun 08:00-10:00"],
        &[],
    );
    check(
        &frame("Pacific/Kiritimati", starts, 2),
        &people,
        &["Mon 09:00-11:00"],
        &[],
    );
}

#[test]
fn promise_29_saturday_night_and_sunday_morning_are_one_hour() {
    let starts = date("2027-01-04");
    for (late, early) in [
        ("Sat 23:30-24:00", "Sun 00:00-00:30"),
        ("Sun 23:30-24:00", "Mon 00:00-00:30"),
    ] {
        let people = [free("UTC", starts, &[late, early])];
        let common = frame("UTC", starts, 2).common(people.iter());
        assert_eq!(common.always.hours(), 1, "{late}");
    }
}

#[test]
fn nobody_has_all_the_time() {
    let common = frame("UTC", march(), 1).common([].iter());
    assert_eq!(common.always.hours(), 168);
}

//! What there is to do now, for each role, day by day.

use groundcrew::domain::membership::{Membership, Standing};
use groundcrew::domain::role::Role;
use groundcrew::domain::time::{Date, Instant};
use groundcrew::domain::week::check_in::{Readers, Words};
use groundcrew::domain::week::due::{Due, Looking, due};
use groundcrew::domain::week::glance::Glances;
use groundcrew::domain::week::history::{History, histories};
use groundcrew::domain::week::meeting::Attendance;
use groundcrew::domain::week::one_to_one::State;

use super::kit::{CAPTAIN, MENTEE, day, id, weeks};
use super::people::MATE;
use super::story::{NAVIGATOR, Story, hours, member, session, team};

/// What is due to somebody at noon, UTC, of a day; the team meets on Wednesdays if it agreed on anything.
fn due_to(who: u128, story: &Story, on: &str, meets: Option<&str>) -> Vec<Due> {
    let mate = Membership {
        joined: Some(day("2028-02-23")),
        ..member(MATE, Role::Mentee)
    };
    let mentee = story.mentee.clone();
    let members = [
        mentee.unwrap_or_else(|| member(MENTEE, Role::Mentee)),
        mate,
        member(NAVIGATOR, Role::Navigator),
        member(CAPTAIN, Role::Captain),
        member(30, Role::Organizer),
    ];
    let (people, teams) = histories(
        &session(),
        &members,
        &[team()],
        &Glances::of(&story.written),
    );
    let of = |one: &&History| one.member == id(who);
    let looking = Looking {
        history: people.iter().find(of).expect("a member"),
        team: teams.first(),
        meets: meets.map(day),
        others: &people,
        open_days: 14,
        asks_closing: false,
    };
    due(looking, day(on), noon(day(on)))
}

fn noon(day: Date) -> Instant {
    Instant((day.days_since_epoch() * 24 + 12) * 3_600_000)
}

fn to_mentee(story: &Story, on: &str) -> Vec<Due> {
    due_to(MENTEE, story, on, None)
}

fn check_in(week: u32) -> Due {
    Due::CheckIn { week }
}

fn closes(week: u32) -> Due {
    let at = weeks().closes(week, 14).expect("in the calendar");
    Due::Closes { week, at }
}

#[test]
fn a_mentee_is_told_of_this_weeks_check_in_until_it_is_made() {
    let nothing = Story::default();
    // Week 0 asks for nothing, nor does anything once all is over.
    for (on, expected) in [
        ("2028-01-20", vec![]),
        ("2028-02-06", vec![]),
        ("2028-02-07", vec![check_in(1)]),
        ("2028-02-13", vec![check_in(1)]),
        ("2028-02-14", vec![check_in(2)]),
    ] {
        assert_eq!(to_mentee(&nothing, on), expected, "{on}");
    }
    let signed = Story::default().signed(1);
    assert_eq!(to_mentee(&signed, "2028-02-13"), []);
    assert_eq!(to_mentee(&signed, "2028-02-14"), [check_in(2)]);
    let said = Story::default().said(1, Readers::Captain, hours(3));
    assert_eq!(to_mentee(&said, "2028-02-13"), []);
    // Words that were all taken back are none.
    let nothing = Story::default().said(1, Readers::Captain, Words::default());
    assert_eq!(to_mentee(&nothing, "2028-02-13"), [check_in(1)]);
}

#[test]
fn what_closes_within_three_days_is_said_before_it_does() {
    // Week 1 ends on 13 February and stays open for 14 days, Anywhere on Earth: until 28 February, noon UTC.
    let story = Story::default().signed(3).signed(2);
    for (on, expected) in [
        ("2028-02-24", vec![]),
        ("2028-02-25", vec![closes(1)]),
        ("2028-02-27", vec![closes(1)]),
        ("2028-02-28", vec![check_in(4)]),
    ] {
        assert_eq!(to_mentee(&story, on), expected, "{on}");
    }
    // It comes before this week's.
    let story = Story::default();
    let both = [closes(6), check_in(8)];
    assert_eq!(to_mentee(&story, "2028-04-01"), both);
    // Also after the last week.
    assert_eq!(to_mentee(&story, "2028-04-15"), [closes(8)]);
    assert_eq!(to_mentee(&story, "2028-05-15"), []);
}

#[test]
fn whoever_is_paused_has_left_or_came_later_is_not_told_of_weeks_that_are_not_theirs() {
    for standing in [Standing::Paused, Standing::Left, Standing::Finished] {
        let story = Story::default().mentee(|mentee| mentee.standing = standing);
        assert_eq!(to_mentee(&story, "2028-02-25"), [], "{standing:?}");
    }
    let story = Story::default().mentee(|mentee| mentee.joined = Some(day("2028-02-23")));
    assert_eq!(to_mentee(&story, "2028-02-25"), [check_in(3)]);
    assert_eq!(to_mentee(&story, "2028-02-16"), []);
}

#[test]
fn a_navigator_is_told_of_a_meeting_that_was_not_noted_from_the_day_after_it() {
    let meeting = |week| Due::Meeting { week };
    let wednesday = Some("2028-02-09");
    let nothing = Story::default();
    for (on, expected) in [
        ("2028-02-06", vec![]),
        ("2028-02-09", vec![]),
        ("2028-02-10", vec![meeting(1)]),
        ("2028-02-14", vec![meeting(1)]),
        ("2028-02-17", vec![meeting(1), meeting(2)]),
        // Of what is longer ago nobody is reminded.
        ("2028-02-24", vec![meeting(2), meeting(3)]),
        ("2028-04-05", vec![meeting(7), meeting(8)]),
        ("2028-04-10", vec![]),
    ] {
        assert_eq!(due_to(NAVIGATOR, &nothing, on, wednesday), expected, "{on}");
    }
    let noted = Story::default().came(1, MENTEE, Attendance::There);
    assert_eq!(due_to(NAVIGATOR, &noted, "2028-02-13", wednesday), []);
    // That it was called off is noted, too.
    let mut off = Story::default().came(1, MENTEE, Attendance::Missed);
    off.written.meetings[0].held = Some(false);
    assert_eq!(due_to(NAVIGATOR, &off, "2028-02-13", wednesday), []);
    // Where no day was agreed on, once the week is over.
    assert_eq!(due_to(NAVIGATOR, &nothing, "2028-02-13", None), []);
    let over = due_to(NAVIGATOR, &nothing, "2028-02-14", None);
    assert_eq!(over, [meeting(1)]);
}

#[test]
fn a_captain_is_told_whom_they_have_not_seen_for_a_fortnight_whoever_waits_longest_first() {
    let one = |member: u128, last: Option<u32>| Due::OneToOne {
        member: id(member),
        last,
    };
    let to_captain = |story: &Story, on: &str| due_to(CAPTAIN, story, on, None);
    let nothing = Story::default();
    assert_eq!(to_captain(&nothing, "2028-02-13"), []);
    assert_eq!(to_captain(&nothing, "2028-02-14"), [one(MENTEE, None)]);
    // The mate came in week 3: the first fortnight of theirs ends in week 4.
    let both = [one(MENTEE, None), one(MATE, None)];
    assert_eq!(to_captain(&nothing, "2028-02-28"), both);
    // Held or not wanted is as good; put off is not.
    for (state, expected) in [
        (State::Held, vec![]),
        (State::Declined, vec![]),
        (State::Moved, vec![one(MENTEE, None)]),
    ] {
        let story = Story::default().saw(2, state);
        assert_eq!(to_captain(&story, "2028-02-21"), expected, "{state:?}");
    }
    let story = Story::default().saw(2, State::Held);
    assert_eq!(
        to_captain(&story, "2028-02-28"),
        [one(MENTEE, Some(2)), one(MATE, None)]
    );
    // Nobody is seen once all is over.
    assert_eq!(to_captain(&nothing, "2028-04-03"), []);
    let left = Story::default().mentee(|mentee| mentee.standing = Standing::Paused);
    assert_eq!(to_captain(&left, "2028-02-14"), []);
}

#[test]
fn nobody_is_told_of_what_others_have_to_do() {
    let nothing = Story::default();
    for on in ["2028-02-07", "2028-02-25", "2028-04-01"] {
        assert_eq!(due_to(30, &nothing, on, Some("2028-02-09")), [], "{on}");
        let mentees = to_mentee(&nothing, on);
        let is_own = |due: &Due| matches!(due, Due::CheckIn { .. } | Due::Closes { .. });
        assert!(mentees.iter().all(is_own), "{mentees:?}");
        let is_meeting = |due: &Due| matches!(due, Due::Meeting { .. });
        let navigators = due_to(NAVIGATOR, &nothing, on, None);
        assert!(navigators.iter().all(is_meeting), "{navigators:?}");
    }
}

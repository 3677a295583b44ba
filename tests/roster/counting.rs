//! Why so many are on no team, counted.

use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::explain::{Hindrance, Unplaced, unplaced, why_not};
use groundcrew::domain::roster::{Member, Move, Pair, Roster};

use super::kit::{crew, easy, evenings, id, led, member, project, seat, spring, week};

fn with(more: Vec<Member>) -> groundcrew::domain::roster::Crew {
    let mut members: Vec<Member> = easy().all().cloned().collect();
    members.extend(more);
    crew(members, TeamRules::default())
}

fn of(found: &Unplaced, hindrance: Hindrance) -> Vec<groundcrew::domain::id::RecordId> {
    found.by.get(&hindrance).cloned().unwrap_or_default()
}

#[test]
fn each_is_counted_once_by_what_hinders_them_least() {
    let crew = with(vec![
        // Would meet with team a, which is full below.
        member("full", Role::Mentee, &["a"], evenings()),
        // Four of the five hours that a team needs.
        member("short", Role::Mentee, &["b"], week(&[0, 1], 18, 2)),
        // Two of them, which is three too few.
        member("shorter", Role::Mentee, &["b"], week(&[0], 18, 2)),
        Member {
            week: None,
            ..member("silent", Role::Mentee, &["b"], evenings())
        },
        member("else", Role::Mentee, &["c"], evenings()),
        Member {
            is_in: false,
            ..member("gone", Role::Mentee, &["b"], evenings())
        },
    ]);
    let roster = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        seat("m5", Some("t1")),
        seat("m3", Some("t2")),
    ]);
    let found = unplaced(&crew, &roster);
    assert_eq!(of(&found, Hindrance::Nothing), [id("m4")]);
    assert_eq!(of(&found, Hindrance::Full), [id("full")]);
    let mut few = [id("short"), id("shorter")];
    few.sort_unstable();
    assert_eq!(of(&found, Hindrance::TeamHours), few);
    assert_eq!(found.by_one_hour.get(&Hindrance::TeamHours), Some(&1));
    assert_eq!(of(&found, Hindrance::NoWeek), [id("silent")]);
    let mut unwanted = [id("else"), id("m6")];
    unwanted.sort_unstable();
    assert_eq!(of(&found, Hindrance::Unwanted), unwanted);
    assert_eq!(found.wanted, [(project("c"), 2)]);
    let all: usize = found.by.values().map(Vec::len).sum();
    assert_eq!(all, 7, "everyone who takes part and is on no team, once");
}

#[test]
fn who_takes_part_and_is_kept_apart_from_somebody_on_each_team_is_told_so() {
    let pair = Pair::new(id("m4"), id("m3")).expect("two people");
    let roster = led().after(&[seat("m3", Some("t2")), Move::Apart { pair, apart: true }]);
    let found = unplaced(&easy(), &roster);
    assert_eq!(of(&found, Hindrance::Apart), [id("m4")]);
}

#[test]
fn a_captain_who_shares_too_few_hours_is_no_teams_hours() {
    // All free in the evenings; the captains an hour of them a week.
    let all = easy();
    let members = all.all().cloned().map(|member| match member.role {
        Role::Captain => Member {
            week: Some(week(&[0], 18, 2)),
            ..member
        },
        _ => member,
    });
    let crew = crew(members.collect(), TeamRules::default());
    let found = unplaced(&crew, &led());
    assert_eq!(of(&found, Hindrance::CaptainHours).len(), 5);
    // Two of the three hours.
    assert_eq!(found.by_one_hour.get(&Hindrance::CaptainHours), Some(&5));
    assert_eq!(of(&found, Hindrance::Unwanted), [id("m6")]);
}

#[test]
fn where_there_are_no_teams_nothing_hinders_anybody_yet() {
    assert_eq!(
        unplaced(&easy(), &Roster::empty(&spring())),
        Unplaced::default()
    );
}

#[test]
fn whom_nothing_hinders_is_offered_a_place() {
    let (crew, roster) = (easy(), led());
    for mentee in of(&unplaced(&crew, &roster), Hindrance::Nothing) {
        let ways = why_not(&crew, &roster, mentee).ways;
        assert!(ways.iter().any(|way| way.moves.len() == 1), "{mentee}");
    }
}

//! Putting a roster into effect.

use groundcrew::domain::membership::{Membership, Standing, Team};
use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::{Move, settle};
use groundcrew::domain::time::Date;

use super::kit::{crew, easy, id, led, seat, spring};

fn today() -> Date {
    "2027-02-01".parse().expect("a day")
}

#[test]
fn everyone_on_a_team_becomes_a_member() {
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let settled = settle(&easy(), &roster, &[], &[], today());
    assert_eq!(settled.teams.len(), 2);
    assert_eq!(settled.members.len(), 6);
    let mentee = settled
        .members
        .iter()
        .find(|m| m.person == id("m1"))
        .expect("m1");
    assert_eq!((&mentee.role, mentee.team), (&Role::Mentee, Some(id("t1"))));
    assert_eq!(
        mentee.joined.map(|day| day.to_string()).as_deref(),
        Some("2027-03-01")
    );
}

#[test]
fn what_is_in_effect_already_is_not_written_again() {
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t2"))]);
    let first = settle(&easy(), &roster, &[], &[], today());
    let again = settle(&easy(), &roster, &first.members, &first.teams, today());
    assert!(again.is_empty(), "{again:?}");
}

#[test]
fn who_moves_keeps_the_membership() {
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t2"))]);
    let first = settle(&easy(), &roster, &[], &[], today());
    let moved = roster.after(&[seat("m1", Some("t2"))]);
    let second = settle(&easy(), &moved, &first.members, &first.teams, today());
    assert_eq!(second.members.len(), 1);
    let before = first
        .members
        .iter()
        .find(|m| m.person == id("m1"))
        .expect("m1");
    assert_eq!(second.members[0].id, before.id);
    assert_eq!(second.members[0].team, Some(id("t2")));
}

#[test]
fn who_is_off_every_team_stays_a_member_and_who_left_is_left_alone() {
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t2"))]);
    let mut first = settle(&easy(), &roster, &[], &[], today());
    for member in &mut first.members {
        if member.person == id("m2") {
            member.standing = Standing::Left;
        }
    }
    let off = roster.after(&[seat("m1", None), seat("m2", None)]);
    let second = settle(&easy(), &off, &first.members, &first.teams, today());
    let changed: Vec<_> = second.members.iter().map(|m| (m.person, m.team)).collect();
    assert_eq!(changed, [(id("m1"), None)]);
}

#[test]
fn a_captain_of_two_teams_has_two_memberships() {
    let both = led().after(&[Move::LookAfter {
        team: id("t2"),
        captain: Some(id("cap-1")),
    }]);
    let settled = settle(&easy(), &both, &[], &[], today());
    let theirs: Vec<&Membership> = settled
        .members
        .iter()
        .filter(|m| m.person == id("cap-1"))
        .collect();
    assert_eq!(theirs.len(), 2);
    assert_ne!(theirs[0].id, theirs[1].id);
    let again = settle(&easy(), &both, &settled.members, &settled.teams, today());
    assert!(again.is_empty());
}

#[test]
fn a_team_that_is_gone_is_dissolved_and_what_its_page_says_stays() {
    let settled = settle(&easy(), &led(), &[], &[], today());
    let mut teams: Vec<Team> = settled.teams;
    teams[0].meets_at = "https://example.org/room".to_owned();
    let renamed = led().after(&[
        Move::Name {
            team: teams[0].id,
            name: "New".to_owned(),
        },
        Move::Dissolve(teams[1].id),
    ]);
    let second = settle(&easy(), &renamed, &settled.members, &teams, today());
    assert_eq!(second.dissolved, [teams[1].id]);
    assert_eq!(second.teams.len(), 1);
    assert_eq!(second.teams[0].meets_at, "https://example.org/room");
    assert_eq!(second.teams[0].session, spring());
}

#[test]
fn who_left_is_not_brought_back_by_the_place_they_had() {
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let mut first = settle(&easy(), &roster, &[], &[], today());
    for member in &mut first.members {
        if member.person == id("m2") {
            member.standing = Standing::Left;
        }
    }
    let mut members: Vec<_> = easy().all().cloned().collect();
    members
        .iter_mut()
        .filter(|m| m.id == id("m2"))
        .for_each(|m| m.is_in = false);
    let crew = crew(members, TeamRules::default());
    let again = settle(&crew, &roster, &first.members, &first.teams, today());
    assert!(again.is_empty(), "{again:?}");
}

#[test]
fn roles_without_a_place_on_a_roster_keep_their_team() {
    let settled = settle(&easy(), &led(), &[], &[], today());
    let mut host = Membership::new(&spring(), id("host"), 0, Role::Own("host".into()));
    host.team = Some(id("t1"));
    let mut members = settled.members;
    members.push(host);
    let again = settle(&easy(), &led(), &members, &settled.teams, today());
    assert!(again.is_empty(), "{again:?}");
}

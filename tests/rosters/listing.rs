//! Who stands where on a roster, and what else they did.

use std::collections::BTreeMap;

use groundcrew::domain::membership::{Membership, Standing};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::sheet::{Line, Sheet, Source, sheet};

use super::kit::{date, id, member, people, roster, session, team};

fn names(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.who.name.as_str()).collect()
}

#[test]
fn who_leads_comes_first_and_who_left_comes_last() {
    let people = people(&["Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gil"]);
    let mut left = member(6, Role::Mentee, Some(100));
    left.standing = Standing::Left;
    left.reason = "a new job".to_owned();
    let mut finished = member(3, Role::Mentee, Some(100));
    finished.standing = Standing::Finished;
    let mut deleted = member(7, Role::Mentee, Some(100));
    deleted.deleted = true;
    let members = [
        member(1, Role::Mentee, Some(100)),
        member(2, Role::Own("host".into()), Some(100)),
        finished,
        member(4, Role::Captain, Some(100)),
        member(5, Role::Navigator, Some(100)),
        left,
        deleted,
    ];
    let found = roster(&members, &[team(100, "Venus")], &people);
    assert_eq!(
        names(&found.teams[0].lines),
        ["Ed", "Di", "Ana", "Cy", "Bo"]
    );
    assert_eq!(names(&found.left), ["Flo"]);
    assert!(found.alone.is_empty());
    let counts = found.counts();
    let counts: Vec<_> = counts.iter().map(|(role, n)| (role.as_str(), *n)).collect();
    assert_eq!(
        counts,
        [("navigator", 1), ("captain", 1), ("mentee", 2), ("host", 1)]
    );
}

#[test]
fn a_team_that_is_not_there_holds_nobody() {
    let people = people(&["Ana", "Bo"]);
    let mut gone = team(100, "Venus");
    gone.deleted = true;
    let mut elsewhere = team(101, "Mars");
    elsewhere.session = session("orbit-5");
    let members = [
        member(1, Role::Mentee, Some(100)),
        member(2, Role::Mentee, Some(101)),
    ];
    let found = roster(&members, &[gone, elsewhere], &people);
    assert!(found.teams.is_empty());
    assert_eq!(names(&found.alone), ["Ana", "Bo"]);
}

#[test]
fn teams_stand_as_the_roster_had_them_and_new_ones_by_their_names() {
    let teams = [team(1, "a"), team(2, "b"), team(3, "d"), team(4, "C")];
    let places = BTreeMap::from([(id(2), 0), (id(1), 1)]);
    let found = sheet(Source {
        session: &session("orbit-4"),
        memberships: &[],
        teams: &teams,
        places: &places,
        contacts: &people(&[]),
    });
    let names: Vec<&str> = found.teams.iter().map(|t| t.team.name.as_str()).collect();
    assert_eq!(names, ["b", "a", "C", "d"]);
    assert!(!found.is_empty());
    assert!(Sheet::default().is_empty());
}

#[test]
fn a_mentee_who_comes_back_as_captain_is_known_by_id_and_by_address() {
    let mut people = people(&["Ana", "Bo", "Cy"]);
    // Bo is Ana, who applied again with another capital; Cy and Di have no address at all.
    people.insert(id(2), people[&id(1)].clone());
    let other = people.get_mut(&id(2)).expect("Bo");
    other.email = " ANA@space.Example".to_owned();
    for (n, contact) in [(3, "Cy"), (4, "Di")] {
        let mut contact = super::kit::contact(contact);
        contact.email = String::new();
        people.insert(id(n), contact);
    }
    let then = |person: u128, name: &str, day: &str| {
        let mut then = Membership::new(&session(name), id(person), 0, Role::Mentee);
        then.joined = Some(date(day));
        then
    };
    let members = [
        member(1, Role::Captain, None),
        then(1, "orbit-2", "2025-06-02"),
        then(2, "orbit-3", "2026-06-01"),
        then(3, "orbit-3", "2026-06-01"),
        member(4, Role::Mentee, None),
    ];
    let found = roster(&members, &[], &people);
    let others = |name: &str| {
        let line = found.alone.iter().find(|line| line.who.name == name);
        let others = line.expect("on no team").others.iter();
        others.map(|m| m.session.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(others("Ana"), ["orbit-3", "orbit-2"]);
    assert_eq!(others("Di"), Vec::<String>::new());
}

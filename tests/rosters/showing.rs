//! What everyone may see of a roster: nothing that somebody did not agree to.

use std::collections::BTreeSet;

use groundcrew::domain::membership::{Membership, Standing, Team};
use groundcrew::domain::person::Shown;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::sheet::{Contact, Contacts, Named, PublicSheet, public};
use proptest::prelude::*;

use super::kit::{id, member, people, roster, team};

fn agreeing(people: &mut Contacts, n: u128, shown: &[Shown]) {
    let contact = people.get_mut(&id(n)).expect("somebody");
    contact.shown = shown.iter().copied().collect();
}

#[test]
fn each_is_shown_as_far_as_they_agreed() {
    let mut people = people(&["Ana", "Bo", "Cy", "Di", "Ed", "Flo"]);
    agreeing(&mut people, 2, &[Shown::Name]);
    agreeing(&mut people, 3, &[Shown::Github, Shown::Team]);
    agreeing(&mut people, 4, &[Shown::Team]);
    agreeing(&mut people, 5, &[]);
    let members = [
        member(1, Role::Captain, Some(100)),
        member(2, Role::Mentee, Some(100)),
        member(3, Role::Mentee, Some(100)),
        member(4, Role::Mentee, Some(100)),
        member(5, Role::Mentee, Some(101)),
        member(6, Role::Organizer, None),
    ];
    let teams = [team(100, "Venus"), team(101, "Mars")];
    let found = public(&roster(&members, &teams, &people));
    let named = |name: Option<&str>, github: Option<&str>| Named {
        name: name.map(str::to_owned),
        github: github.map(str::to_owned),
    };
    // Nobody agreed that Mars is told.
    let [venus] = &found.teams[..] else {
        panic!("{found:?}")
    };
    assert_eq!(venus.name, "Venus");
    assert_eq!(
        venus.named,
        [
            (Role::Captain, named(Some("Ana"), Some("ana"))),
            (Role::Mentee, named(None, Some("cy"))),
        ]
    );
    assert_eq!(venus.unnamed, 1);
    assert_eq!(
        found.others,
        [named(Some("Bo"), None), named(Some("Flo"), Some("flo"))]
    );
    assert_eq!(found.unnamed, 1);
}

#[test]
fn who_left_said_no_or_has_not_answered_is_nobodys_business() {
    let people = people(&["Ana", "Bo", "Cy", "Di"]);
    let with = |n: u128, change: fn(&mut Membership)| {
        let mut member = member(n, Role::Mentee, Some(100));
        change(&mut member);
        member
    };
    let members = [
        with(1, |m| m.standing = Standing::Left),
        with(2, |m| m.accepted = Some(false)),
        with(3, |m| m.accept_by = Some(super::kit::date("2028-02-01"))),
        with(4, |m| m.standing = Standing::Paused),
    ];
    let found = public(&roster(&members, &[team(100, "Venus")], &people));
    assert_eq!(found.teams[0].named.len(), 1);
    assert_eq!(found.unnamed, 0);
}

#[test]
fn somebody_on_two_teams_is_counted_once() {
    let mut people = people(&["Ana"]);
    agreeing(&mut people, 1, &[]);
    let mut second = member(1, Role::Captain, Some(101));
    second.id = id(77);
    let members = [member(1, Role::Captain, Some(100)), second];
    let teams = [team(100, "Venus"), team(101, "Mars")];
    let found = public(&roster(&members, &teams, &people));
    let expected = PublicSheet {
        unnamed: 1,
        ..PublicSheet::default()
    };
    assert_eq!(found, expected);
}

fn some_people() -> impl Strategy<Value = Vec<(BTreeSet<Shown>, Option<u128>, Standing)>> {
    let shown = prop::collection::btree_set(prop::sample::select(Shown::ALL.to_vec()), 0..=3);
    let team = prop::option::of(100..103_u128);
    let standing = prop::sample::select(Standing::ALL.to_vec());
    prop::collection::vec((shown, team, standing), 0..9)
}

proptest! {
    #[test]
    fn promise_23_nothing_is_shown_that_was_not_agreed_to(given in some_people()) {
        let mut contacts = Contacts::new();
        let mut members = Vec::new();
        for (n, (shown, team, standing)) in (1..).zip(&given) {
            contacts.insert(id(n), Contact {
                name: format!("name-{n}."),
                email: format!("mail-{n}."),
                github: format!("github-{n}."),
                zone: Some(format!("zone-{n}.")),
                shown: shown.clone(),
            });
            let mut member = member(n, Role::Mentee, *team);
            member.standing = *standing;
            member.reason = format!("reason-{n}.");
            members.push(member);
        }
        let teams: Vec<Team> = (100..103).map(|n| team(n, &format!("team-{n}."))).collect();
        let found = public(&roster(&members, &teams, &contacts));
        let said = format!("{found:?}");
        let mut on_teams = 0;
        for (n, (shown, team, standing)) in (1..).zip(&given) {
            let may = |what: Shown| *standing != Standing::Left && shown.contains(&what);
            prop_assert_eq!(said.contains(&format!("name-{n}.")), may(Shown::Name));
            prop_assert_eq!(said.contains(&format!("github-{n}.")), may(Shown::Github));
            for private in ["mail", "zone", "reason"] {
                let private = format!("{private}-{n}.");
                prop_assert!(!said.contains(&private), "{}", private);
            }
            on_teams += usize::from(team.is_some() && may(Shown::Team));
        }
        let shown: usize = found.teams.iter().map(|t| t.named.len() + t.unnamed).sum();
        prop_assert_eq!(shown, on_teams);
        let part = given.iter().filter(|(.., standing)| *standing != Standing::Left);
        prop_assert_eq!(shown + found.others.len() + found.unnamed, part.count());
    }
}

//! The roster being formed says what was said elsewhere of who is where: whoever is moved by a table or on
//! the roster page is moved, and neither made a second time nor taken off again.

use std::collections::BTreeMap;

use groundcrew::domain::decide::Command;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::{Membership, TEAM, Team};
use groundcrew::domain::record::{FieldName, Value};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::taking::{Entry, person_of_address};
use groundcrew::domain::roster::{
    Crew, Member, Move, Origin, Roster, Settlement, Wishes, follow, follow_choice, roster_id,
    settle,
};
use groundcrew::sync::merge::merge;
use proptest::prelude::*;

use super::kit::{date, id, member, programme, session, team};
use super::taking::{Here, entry};

/// Everyone who has a part in the session, as what the first of their parts says.
fn crew(members: &[Membership]) -> Crew {
    let programme = programme();
    let orbit = programme.session(&session("orbit-4")).expect("there");
    let people: BTreeMap<RecordId, Member> = members
        .iter()
        .rev()
        .map(|m| {
            let member = Member {
                id: m.person,
                origin: Origin::ByHand,
                name: m.person.to_string(),
                email: String::new(),
                github: String::new(),
                role: m.role.clone(),
                zone: None,
                week: None,
                wishes: Wishes::Any,
                level: None,
                level_said: None,
                score: 0,
                is_in: true,
                sample: false,
            };
            (m.person, member)
        })
        .collect();
    Crew::new(orbit.clone(), people.into_values(), BTreeMap::new())
}

fn settled(roster: &Roster, members: &[Membership], teams: &[Team]) -> Settlement {
    settle(&crew(members), roster, members, teams, date("2028-01-10"))
}

impl Here {
    fn members(&self) -> Vec<Membership> {
        self.records.values().filter_map(Membership::read).collect()
    }

    fn teams(&self) -> Vec<Team> {
        self.records.values().filter_map(Team::read).collect()
    }

    fn roster(&self) -> Roster {
        let own = self.records.get(&roster_id(&session("orbit-4")));
        own.and_then(Roster::read)
            .unwrap_or_else(|| Roster::empty(&session("orbit-4")))
    }

    fn settled(&self) -> Settlement {
        settled(&self.roster(), &self.members(), &self.teams())
    }

    /// The one part that someone has.
    fn part(&self, person: RecordId) -> Membership {
        let mut theirs = self.members().into_iter().filter(|m| m.person == person);
        theirs.next().expect("a part of theirs")
    }

    /// Puts someone on another team, as is done on the roster page.
    fn put(&mut self, person: RecordId, team: RecordId) {
        let before = self.part(person);
        let after = Membership {
            team: Some(team),
            ..before.clone()
        };
        let members = self.members();
        let others = members.iter().filter(|m| m.id != before.id).cloned();
        let changed: Vec<_> = others.chain([after.clone()]).collect();
        let moves = follow(&self.roster(), &self.teams(), &members, &changed);
        self.run(Command::EditMember {
            before: Box::new(before),
            after: Box::new(after),
            moves,
        });
    }

    fn taken(&mut self, entries: &[Entry]) {
        let taking = self.take(entries);
        self.done(taking);
    }
}

fn roles() -> impl Strategy<Value = Role> {
    prop_oneof![
        3 => Just(Role::Mentee),
        2 => Just(Role::Navigator),
        2 => Just(Role::Captain),
        1 => Just(Role::Own("host".into())),
    ]
}

fn teams() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just(""), Just("Venus"), Just("Mars"), Just("Io")]
}

fn tables() -> impl Strategy<Value = Vec<Entry>> {
    let who = (0_u8..7, roles(), teams());
    let row = who.prop_map(|(who, role, team)| entry(&format!("{who}@space.example"), role, team));
    proptest::collection::vec(row, 0..14)
}

proptest! {
    #[test]
    fn a_table_that_was_taken_in_is_in_effect(tables in proptest::collection::vec(tables(), 1..4)) {
        let mut here = Here::default();
        for table in tables {
            here.taken(&table);
            let left = here.settled();
            prop_assert!(left.is_empty(), "{:?}\n{:?}\n{:?}", left, here.roster(), here.members());
        }
    }

    #[test]
    fn who_is_made_something_else_is_moved_and_not_doubled(
        table in tables(),
        changes in proptest::collection::vec((0_usize..14, roles(), teams()), 1..8),
    ) {
        let mut here = Here::default();
        here.taken(&table);
        let (mut roster, mut members, teams) = (here.roster(), here.members(), here.teams());
        for (at, role, team) in changes {
            let mut after = members.clone();
            if after.is_empty() {
                break;
            }
            let at = at % after.len();
            let team = teams.iter().find(|known| known.name == team).map(|known| known.id);
            // One part in a role on a team is enough.
            let member = after[at].person;
            if after.iter().any(|m| m.person == member && m.role == role && m.team == team) {
                continue;
            }
            (after[at].role, after[at].team) = (role, team);
            roster = roster.after(&follow(&roster, &teams, &members, &after));
            members = after;
            let left = settled(&roster, &members, &teams);
            prop_assert!(left.is_empty(), "{:?}\n{:?}\n{:?}", left, roster, members);
        }
    }
}

#[test]
fn a_mentee_who_becomes_navigator_gives_up_their_seat() {
    let mut here = Here::default();
    let bo = person_of_address("bo@space.example");
    here.taken(&[entry("bo@space.example", Role::Mentee, "Venus")]);
    // Whether or not the row names the part.
    here.taken(&[entry("bo@space.example", Role::Captain, "Mars")]);
    assert_eq!(here.members().len(), 1);
    let mut promoted = entry("bo@space.example", Role::Navigator, "Venus");
    promoted.id = Some(here.members()[0].id);
    here.taken(&[promoted]);
    let roster = here.roster();
    let (_, venus) = roster.in_order()[0];
    assert_eq!(venus.leads, [Some(bo), None]);
    assert_eq!(roster.teams_of(bo).len(), 1);
    assert_eq!(here.members().len(), 1);
    // Who is both things has two rows.
    here.taken(&[
        entry("bo@space.example", Role::Navigator, "Venus"),
        entry("bo@space.example", Role::Captain, "Mars"),
    ]);
    assert_eq!(here.members().len(), 2);
}

#[test]
fn a_part_that_changes_and_the_roster_are_one_change() {
    let mut here = Here::default();
    here.taken(&[
        entry("ana@space.example", Role::Navigator, "Venus"),
        entry("bo@space.example", Role::Mentee, "Venus"),
    ]);
    let members = here.members();
    let bo = members.iter().find(|m| m.role == Role::Mentee);
    let before = bo.expect("Bo").clone();
    let mut after = before.clone();
    after.role = Role::Captain;
    let others = members.iter().filter(|m| m.id != before.id).cloned();
    let changed: Vec<_> = others.chain([after.clone()]).collect();
    let moves = follow(&here.roster(), &here.teams(), &members, &changed);
    assert_eq!(moves.len(), 2, "{moves:?}");
    here.run(Command::EditMember {
        before: Box::new(before),
        after: Box::new(after.clone()),
        moves,
    });
    assert!(here.members().contains(&after));
    let roster = here.roster();
    let (_, venus) = roster.in_order()[0];
    assert_eq!((venus.captain, roster.seats.len()), (Some(after.person), 0));
    assert!(here.settled().is_empty());
}

#[test]
fn promise_19_a_choice_between_what_two_devices_said_is_followed_by_the_roster() {
    let mut here = Here::default();
    here.taken(&[
        entry("ana@space.example", Role::Navigator, "Venus"),
        entry("bo@space.example", Role::Mentee, "Venus"),
        entry("di@space.example", Role::Navigator, "Mars"),
        entry("ed@space.example", Role::Navigator, "Io"),
    ]);
    let bo = person_of_address("bo@space.example");
    let team = |here: &Here, name: &str| {
        let teams = here.teams();
        let team = teams.iter().find(|team| team.name == name);
        team.expect("a team of this name").id
    };
    let (mars, io) = (team(&here, "Mars"), team(&here, "Io"));
    let mut there = Here {
        device: 1,
        ..here.clone()
    };
    here.put(bo, mars);
    there.put(bo, io);
    for record in there.records.into_values() {
        let merged = match here.records.get(&record.id) {
            Some(held) => merge(held, &record).expect("the same record"),
            None => record,
        };
        here.records.insert(merged.id, merged);
    }
    let part = here.part(bo);
    assert!(part.conflict);
    let field = FieldName::new(TEAM);
    let values = [mars, io].map(|team| Value::from(team.to_string()));
    for (chosen, value) in [mars, io].into_iter().zip(&values) {
        let mut here = here.clone();
        let (roster, teams, all) = (here.roster(), here.teams(), here.members());
        let moves = follow_choice(&roster, &teams, &all, &part, &field, &values, value);
        here.run(Command::ChoosePart {
            part: Box::new(part.clone()),
            field: field.clone(),
            value: value.clone(),
            moves,
        });
        assert_eq!(here.part(bo).team, Some(chosen));
        assert_eq!(here.roster().seats[&bo], chosen);
        assert!(!here.roster().is_in_doubt(bo));
        assert!(here.settled().is_empty(), "{:?}", here.settled());
    }
}

#[test]
fn who_leads_another_team_now_gives_up_the_one_before() {
    let mut here = Here::default();
    let (ana, di) = (
        person_of_address("ana@space.example"),
        person_of_address("di@space.example"),
    );
    here.taken(&[
        entry("ana@space.example", Role::Navigator, "Venus"),
        entry("di@space.example", Role::Captain, "Venus"),
    ]);
    here.taken(&[
        entry("ana@space.example", Role::Navigator, "Mars"),
        entry("di@space.example", Role::Captain, "Mars"),
    ]);
    let roster = here.roster();
    let [(_, venus), (_, mars)] = roster.in_order()[..] else {
        panic!("{roster:?}")
    };
    assert_eq!((venus.leads, venus.captain), ([None, None], None));
    assert_eq!((mars.leads, mars.captain), ([Some(ana), None], Some(di)));
    assert!(here.settled().is_empty());
}

#[test]
fn a_third_navigator_and_a_second_captain_keep_their_team() {
    let mut here = Here::default();
    let led =
        ["a", "b", "c"].map(|who| entry(&format!("{who}@space.example"), Role::Navigator, "Venus"));
    let cared =
        ["d", "e"].map(|who| entry(&format!("{who}@space.example"), Role::Captain, "Venus"));
    here.taken(&[&led[..], &cared[..]].concat());
    assert!(here.settled().is_empty(), "{:?}", here.settled());
    // Once one of those before them is elsewhere, there is a place.
    here.taken(&[
        entry("a@space.example", Role::Navigator, "Mars"),
        entry("d@space.example", Role::Captain, "Mars"),
    ]);
    let roster = here.roster();
    let (_, venus) = roster.in_order()[0];
    assert!(
        venus
            .navigators()
            .any(|who| who == person_of_address("c@space.example"))
    );
    assert_eq!(venus.captain, Some(person_of_address("e@space.example")));
    assert!(here.settled().is_empty(), "{:?}", here.settled());
}

#[test]
fn who_is_replaced_on_the_roster_loses_the_team() {
    let members = [
        member(1, Role::Captain, Some(100)),
        member(2, Role::Captain, None),
    ];
    let teams = [team(100, "Venus")];
    let empty = Roster::empty(&session("orbit-4"));
    let roster = empty.after(&follow(&empty, &teams, &[], &members));
    let replaced = roster.after(&[Move::LookAfter {
        team: id(100),
        captain: Some(id(2)),
    }]);
    let left = settled(&replaced, &members, &teams);
    let now: Vec<_> = left.members.iter().map(|m| (m.person, m.team)).collect();
    assert_eq!(now, [(id(2), Some(id(100))), (id(1), None)]);
}

#[test]
fn what_was_planned_for_others_stays() {
    let members = [
        member(1, Role::Mentee, Some(100)),
        member(2, Role::Mentee, Some(100)),
    ];
    let teams = [team(100, "Venus"), team(101, "Mars")];
    let empty = Roster::empty(&session("orbit-4"));
    let roster = empty.after(&follow(&empty, &teams, &[], &members));
    let planned = roster.after(&[
        Move::Found {
            team: id(101),
            name: "Mars".to_owned(),
            project: None,
            place: 1,
        },
        Move::Seat {
            mentee: id(2),
            team: Some(id(101)),
        },
    ]);
    let mut after = members.clone();
    after[0].role = Role::Navigator;
    let moves = follow(&planned, &teams, &members, &after);
    let expected = [
        Move::Seat {
            mentee: id(1),
            team: None,
        },
        Move::Lead {
            team: id(100),
            place: 0,
            navigator: Some(id(1)),
        },
    ];
    assert_eq!(moves, expected);
}

#[test]
fn a_roster_that_was_never_formed_follows_all_that_is_in_effect() {
    let members = [
        member(1, Role::Mentee, Some(100)),
        member(2, Role::Mentee, Some(100)),
    ];
    let teams = [team(100, "Venus")];
    let empty = Roster::empty(&session("orbit-4"));
    assert!(follow(&empty, &teams, &members, &members).is_empty());
    let mut after = members.clone();
    after[0].role = Role::Navigator;
    let roster = empty.after(&follow(&empty, &teams, &members, &after));
    assert_eq!(roster.seats.get(&id(2)), Some(&id(100)));
    let left = settled(&roster, &after, &teams);
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_roster_that_was_emptied_stays_empty_where_nobody_changes_place() {
    let members = [member(1, Role::Mentee, Some(100))];
    let teams = [team(100, "Venus")];
    let empty = Roster::empty(&session("orbit-4"));
    let mut after = members.clone();
    after[0].reason = "a day later".to_owned();
    assert!(follow(&empty, &teams, &members, &after).is_empty());
}

#[test]
fn who_comes_back_has_their_team_again() {
    let mut gone = member(1, Role::Mentee, Some(100));
    gone.accepted = Some(false);
    let teams = [team(100, "Venus")];
    let empty = Roster::empty(&session("orbit-4"));
    let roster = empty.after(&follow(&empty, &teams, &[], std::slice::from_ref(&gone)));
    assert!(roster.seats.is_empty(), "who declined has no seat");
    let mut back = gone.clone();
    back.accepted = Some(true);
    let moves = follow(&roster, &teams, &[gone], std::slice::from_ref(&back));
    assert_eq!(roster.after(&moves).seats.get(&id(1)), Some(&id(100)));
}

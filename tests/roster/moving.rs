//! Moves: taken back, stored, merged.

use std::collections::BTreeMap;

use groundcrew::domain::answer::Zones;
use groundcrew::domain::decide::{Command, Context, Refused, decide};
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{Applied, Change, Record, Writer};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::{Move, Pair, Roster, roster_id};
use groundcrew::domain::time::Instant;
use groundcrew::sync::merge::merge;
use proptest::prelude::*;

use super::kit::{any_move, easy, id, led, member, seat, session, spring};

fn programme() -> Programme {
    let text = include_str!("../../public/programme.json");
    let mut programme = groundcrew::format::programme::parse(text)
        .expect("the sample")
        .programme;
    programme.sessions.push(session(Default::default()));
    programme
}

pub fn command(roster: RecordId, moves: &[Move]) -> Command {
    Command::Arrange {
        session: spring(),
        roster,
        moves: moves.to_vec(),
        sample: false,
    }
}

fn decided(command: Command, records: &BTreeMap<RecordId, Record>) -> Result<Vec<Change>, Refused> {
    let zones = Zones::default();
    let context = Context {
        now: Instant(0),
        fresh: [id("fresh-1"), id("fresh-2")],
        records,
        zones: &zones,
    };
    decide(&programme(), command, context)
}

/// A device that keeps one roster.
pub struct Device {
    writer: Writer,
    pub records: BTreeMap<RecordId, Record>,
}

impl Device {
    pub fn new(number: u128) -> Self {
        Self {
            writer: Writer {
                replica: ReplicaId::from_bits(number),
                counter: 0,
                at: Instant(0),
                by: "".into(),
            },
            records: BTreeMap::new(),
        }
    }

    pub fn run(&mut self, command: Command) {
        for change in decided(command, &self.records).expect("not refused") {
            let Change::Write {
                record,
                kind,
                audience,
                fields,
            } = change
            else {
                panic!("only writes");
            };
            let copy = self.records.get(&record).cloned();
            let Applied::Changed(new, _) = self.writer.write(copy, record, kind, audience, fields)
            else {
                panic!("not erased");
            };
            self.records.insert(record, new);
        }
    }

    pub fn roster(&self) -> Roster {
        let record = self.records.get(&roster_id(&spring()));
        record
            .and_then(Roster::read)
            .unwrap_or_else(|| Roster::empty(&spring()))
    }

    pub fn take(&mut self, other: &Self) {
        for (id, theirs) in &other.records {
            let merged = match self.records.remove(id) {
                Some(ours) => merge(&ours, theirs).expect("the same record"),
                None => theirs.clone(),
            };
            self.records.insert(*id, merged);
        }
    }
}

proptest! {
    #[test]
    fn moves_are_taken_back_in_any_number(
        first in proptest::collection::vec(any_move(), 0..12),
        second in proptest::collection::vec(any_move(), 0..12),
    ) {
        let before = Roster::empty(&spring()).after(&first);
        let back = before.back_from(&second);
        prop_assert_eq!(before.after(&second).after(&back), before);
    }

    #[test]
    fn a_roster_is_made_the_same_as_another(
        first in proptest::collection::vec(any_move(), 0..14),
        second in proptest::collection::vec(any_move(), 0..14),
    ) {
        let one = Roster::empty(&spring()).after(&first);
        let other = Roster::empty(&spring()).after(&second);
        prop_assert_eq!(one.after(&one.towards(&other)), other);
    }

    #[test]
    fn what_is_stored_is_what_was_moved(
        moves in proptest::collection::vec(any_move(), 1..14),
    ) {
        // A team has to be founded before it is anything: as the screens do it.
        let teams = (0..4).map(|n| Move::Found {
            team: id(&format!("t{n}")),
            name: String::new(),
            project: None,
            place: n,
        });
        // And of one that was dissolved nothing is said before it is founded again.
        let mut there = [true; 4];
        let said = moves.into_iter().filter(|step| {
            let at = |team: &RecordId| (0..4).find(|n| id(&format!("t{n}")) == *team);
            let is_there = |team: &RecordId| at(team).is_some_and(|n| there[n]);
            match step {
                Move::Dissolve(team) => at(team).is_some_and(|n| std::mem::take(&mut there[n])),
                Move::Found { team, .. } => at(team).is_some_and(|n| {
                    there[n] = true;
                    true
                }),
                Move::Seat { team, .. } => team.as_ref().is_none_or(is_there),
                Move::Lead { team, .. }
                | Move::LookAfter { team, .. }
                | Move::Name { team, .. }
                | Move::Project { team, .. }
                | Move::Keep(team) => is_there(team),
                Move::Lock { .. } | Move::Apart { .. } => true,
            }
        });
        let moves: Vec<Move> = teams.chain(said).collect();
        let mut device = Device::new(1);
        for step in &moves {
            device.run(command(roster_id(&spring()), std::slice::from_ref(step)));
        }
        prop_assert_eq!(device.roster(), Roster::empty(&spring()).after(&moves));
        let mut at_once = Device::new(2);
        at_once.run(command(roster_id(&spring()), &moves));
        prop_assert_eq!(at_once.roster(), device.roster());
    }

    #[test]
    fn a_branch_says_what_its_roster_said(moves in proptest::collection::vec(any_move(), 1..14)) {
        let roster = Roster::empty(&spring()).after(&moves);
        let mut device = Device::new(1);
        device.run(Command::Branch { roster: Box::new(roster.clone()), name: "What if".to_owned() });
        let branch = device.records.get(&id("fresh-1")).and_then(Roster::read).expect("a branch");
        prop_assert_eq!(&branch.name, "What if");
        prop_assert_eq!(branch.from, Some(roster_id(&spring())));
        prop_assert!(branch.towards(&roster).is_empty());
    }
}

#[test]
fn a_dissolved_team_is_founded_again_with_everyone_on_it() {
    let mut device = Device::new(1);
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    device.run(command(roster.id, &roster.all_moves()));
    let gone = [Move::Dissolve(id("t1"))];
    let back = device.roster().back_from(&gone);
    device.run(command(roster.id, &gone));
    assert!(device.roster().teams_of(id("m1")).is_empty());
    device.run(command(roster.id, &back));
    assert_eq!(device.roster(), roster);
}

#[test]
fn a_team_that_was_dissolved_brings_nobody_back_by_itself() {
    let mut device = Device::new(1);
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t2"))]);
    device.run(command(roster.id, &roster.all_moves()));
    // A branch has the team, with nobody on it.
    let branch = roster.after(&[
        seat("m1", None),
        Move::LookAfter {
            team: id("t1"),
            captain: None,
        },
    ]);
    device.run(command(roster.id, &[Move::Dissolve(id("t1"))]));
    let towards = device.roster().towards(&branch);
    device.run(command(roster.id, &towards));
    assert_eq!(device.roster(), branch);
    // Nor does one that is founded anew by its id.
    device.run(command(roster.id, &[Move::Dissolve(id("t2"))]));
    let again = Move::Found {
        team: id("t2"),
        name: "T2".to_owned(),
        project: None,
        place: 3,
    };
    device.run(command(roster.id, &[again]));
    assert!(device.roster().everyone(id("t2")).is_empty());
}

#[test]
fn promise_12_a_deleted_branch_is_left_alone_and_comes_back() {
    let mut device = Device::new(1);
    let branch = || Command::Branch {
        roster: Box::new(led()),
        name: "What if".to_owned(),
    };
    device.run(branch());
    let of = id("fresh-1");
    let before = device.records[&of].clone();
    device.run(Command::Delete(vec![of]));
    assert_eq!(
        decided(command(of, &[seat("m1", Some("t1"))]), &device.records),
        Err(Refused::Deleted(of))
    );
    device.run(Command::Undelete(vec![of]));
    let (was, is) = (Roster::read(&before), Roster::read(&device.records[&of]));
    assert_eq!(was, is);
}

#[test]
fn promise_19_two_who_move_different_people_apart_lose_nothing() {
    let (mut one, mut other) = (Device::new(1), Device::new(2));
    one.run(command(roster_id(&spring()), &led().all_moves()));
    other.take(&one);
    one.run(command(roster_id(&spring()), &[seat("m1", Some("t1"))]));
    other.run(command(roster_id(&spring()), &[seat("m2", Some("t2"))]));
    one.take(&other);
    other.take(&one);
    assert_eq!(one.roster(), other.roster());
    let wanted = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t2"))]);
    assert_eq!(one.roster(), wanted);
}

#[test]
fn promise_19_two_who_move_the_same_person_apart_both_see_it() {
    let (mut one, mut other) = (Device::new(1), Device::new(2));
    one.run(command(roster_id(&spring()), &led().all_moves()));
    other.take(&one);
    one.run(command(roster_id(&spring()), &[seat("m1", Some("t1"))]));
    other.run(command(roster_id(&spring()), &[seat("m1", Some("t2"))]));
    one.take(&other);
    other.take(&one);
    assert_eq!(one.roster(), other.roster());
    assert!(one.roster().is_in_doubt(id("m1")));
    // Whoever moves them again decides.
    one.run(command(roster_id(&spring()), &[seat("m1", Some("t2"))]));
    assert!(!one.roster().is_conflict());
}

#[test]
fn only_a_session_there_is_and_a_roster_there_is_are_arranged() {
    let nowhere = Command::Arrange {
        session: "nowhere".parse().expect("a key"),
        roster: id("x"),
        moves: vec![seat("m1", None)],
        sample: false,
    };
    let none = BTreeMap::new();
    assert!(matches!(
        decided(nowhere, &none),
        Err(Refused::NoSession(_))
    ));
    let branch = command(id("no branch"), &[seat("m1", None)]);
    assert_eq!(
        decided(branch, &none),
        Err(Refused::NotHere(id("no branch")))
    );
}

#[test]
fn someone_is_put_on_a_team_in_their_own_role() {
    let crew = easy();
    let roster = led();
    let put = |who: &str, team: &str| roster.after(&roster.put(&crew, id(who), Some(id(team))));
    assert_eq!(put("m1", "t2").seats.get(&id("m1")), Some(&id("t2")));
    // A navigator leads one team, and a captain looks after as many as the rules say.
    let moved = put("nav-a", "t2");
    assert_eq!(moved.teams[&id("t1")].leads, [None, None]);
    assert_eq!(moved.teams[&id("t2")].leads, [Some(id("nav-a")), None]);
    let moved = put("cap-1", "t2");
    assert_eq!(moved.teams[&id("t1")].captain, None);
    assert_eq!(moved.teams[&id("t2")].captain, Some(id("cap-1")));
    // Where one is already, nothing moves.
    assert!(roster.put(&crew, id("nav-a"), Some(id("t1"))).is_empty());
    // A team that works on nothing takes up what its navigator would lead.
    let new = Move::Found {
        team: id("t3"),
        name: "T3".to_owned(),
        project: None,
        place: 2,
    };
    let with = roster.after(&[new]);
    let moved = with.after(&with.put(&crew, id("nav-b"), Some(id("t3"))));
    assert_eq!(
        moved.teams[&id("t3")].project,
        Some(super::kit::project("b"))
    );
}

#[test]
fn who_is_locked_is_told_when_they_would_be_elsewhere_and_let_go_only_from_every_team() {
    let lock = |who: &str| Move::Lock {
        person: id(who),
        locked: true,
    };
    let seated = [seat("m1", Some("t1")), seat("m2", Some("t1"))];
    let roster = led().after(&seated).after(&[lock("m1"), lock("nav-a")]);
    let off = [seat("m1", None)];
    assert_eq!(roster.locked_moved(&off), [id("m1")]);
    let free = Move::Lock {
        person: id("m1"),
        locked: false,
    };
    assert_eq!(roster.let_go(&off), std::slice::from_ref(&free));
    // To another team they go locked, and whoever is not locked may go anywhere.
    let elsewhere = [seat("m1", Some("t2"))];
    assert_eq!(roster.locked_moved(&elsewhere), [id("m1")]);
    assert_eq!(roster.let_go(&elsewhere), []);
    assert_eq!(roster.locked_moved(&[seat("m2", None)]), []);
    // Unlocked on purpose, they stay where they are.
    assert_eq!(roster.locked_moved(&[free]), []);
    // With their team everyone goes.
    let gone = roster.locked_moved(&[Move::Dissolve(id("t1"))]);
    assert_eq!(gone.len(), 2);
    assert_eq!(roster.let_go(&[Move::Dissolve(id("t1"))]).len(), 2);
}

#[test]
fn two_lead_together_where_the_rules_allow_it() {
    let rules = groundcrew::domain::programme::TeamRules {
        navigators: 2,
        ..Default::default()
    };
    let week = super::kit::evenings();
    let crew = super::kit::crew(
        vec![
            member("nav-a", Role::Navigator, &["a"], week),
            member("nav-b", Role::Navigator, &["b"], week),
        ],
        rules,
    );
    let roster = led();
    let moved = roster.after(&roster.put(&crew, id("nav-b"), Some(id("t1"))));
    let leads = moved.teams[&id("t1")].leads;
    assert_eq!(leads, [Some(id("nav-a")), Some(id("nav-b"))]);
}

#[test]
fn nobody_is_kept_apart_from_themselves() {
    assert_eq!(Pair::new(id("m1"), id("m1")), None);
    let pair = Pair::new(id("m1"), id("m2")).expect("two");
    assert_eq!(Some(pair), Pair::new(id("m2"), id("m1")));
    assert_eq!(pair.other(id("m1")), Some(id("m2")));
    assert_eq!(pair.other(id("m3")), None);
}

#[test]
fn a_new_team_takes_the_first_name_that_is_free() {
    let team = |name: &str| Move::Found {
        team: id(name),
        name: name.to_owned(),
        project: None,
        place: 0,
    };
    let name = |number: u32| format!("Team {number}");
    let roster = Roster::empty(&spring());
    assert_eq!(roster.free_name(0, name), "Team 1");
    let roster = roster.after(&["Team 1", "Team 2", "Team 3"].map(team));
    assert_eq!(roster.free_name(0, name), "Team 4");
    // After a dissolve there are as many teams as the last one's number.
    let fewer = roster.after(&[Move::Dissolve(id("Team 2"))]);
    assert_eq!(fewer.free_name(0, name), "Team 2");
    assert_eq!(fewer.free_name(1, name), "Team 4");
}

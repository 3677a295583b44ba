//! What a table of who is in a session does when it is taken in, row by row; and that once taken in it does
//! nothing more.

use std::collections::BTreeMap;

use groundcrew::domain::answer::Zones;
use groundcrew::domain::decide::{Command, Context, decide};
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::membership::{Membership, Team};
use groundcrew::domain::person::Person;
use groundcrew::domain::record::{Applied, Change, Record, Writer};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::sheet::{Contact, Contacts};
use groundcrew::domain::roster::taking::{
    Before, Changed, Entry, Taking, Verdict, person_of_address, take,
};
use groundcrew::domain::roster::{Move, Roster, roster_id};
use groundcrew::domain::time::Instant;

use super::kit::{date, id, member, people, programme, session, team};

pub fn entry(email: &str, role: Role, team: &str) -> Entry {
    Entry {
        line: 2,
        id: None,
        email: email.to_owned(),
        name: "New Name".to_owned(),
        github: "new".to_owned(),
        role: Some(role),
        is_here: true,
        team: team.to_owned(),
        accepted: None,
        accept_by: None,
        accepted_at: None,
    }
}

/// What there is, as records.
#[derive(Default, Clone)]
pub struct Here {
    pub records: BTreeMap<RecordId, Record>,
    /// Which device this is.
    pub device: u128,
}

impl Here {
    pub fn people(&self) -> BTreeMap<RecordId, Person> {
        let records = self.records.values();
        let people = records.filter_map(|record| Some((record.id, Person::read(record)?)));
        people.collect()
    }

    pub fn take(&self, entries: &[Entry]) -> Taking {
        self.reckon(|before| take(entries, before))
    }

    /// What comes of what there is.
    pub fn reckon<T>(&self, look: impl FnOnce(Before<'_>) -> T) -> T {
        let people = self.people();
        let contacts: Contacts = people
            .iter()
            .map(|(id, person)| {
                let contact = Contact {
                    name: person.name.clone().unwrap_or_default(),
                    email: person.email.clone().unwrap_or_default(),
                    github: person.github.clone().unwrap_or_default(),
                    ..Contact::default()
                };
                (*id, contact)
            })
            .collect();
        let all = self.records.values();
        let memberships: Vec<_> = all.clone().filter_map(Membership::read).collect();
        let teams: Vec<_> = all.clone().filter_map(Team::read).collect();
        let own = self.records.get(&roster_id(&session("orbit-4")));
        let roster = own.and_then(Roster::read);
        look(Before {
            session: &session("orbit-4"),
            people: &people,
            contacts: &contacts,
            applications: &BTreeMap::new(),
            applied: &BTreeMap::new(),
            memberships: &memberships,
            teams: &teams,
            roster: &roster.unwrap_or_else(|| Roster::empty(&session("orbit-4"))),
        })
    }

    /// Takes it in, all in one command.
    pub fn done(&mut self, taking: Taking) {
        self.run(Command::TakeRoster {
            session: session("orbit-4"),
            taking: Box::new(taking),
        });
    }

    pub fn run(&mut self, command: Command) {
        let named = command.named(&BTreeMap::new());
        let context = Context {
            now: Instant(0),
            fresh: [id(900), id(901)],
            records: &self.records,
            zones: &Zones::default(),
        };
        let changes = decide(&programme(), command, context).expect("not refused");
        for change in changes {
            let Change::Write {
                record,
                kind,
                audience,
                fields,
            } = change
            else {
                panic!("{change:?}")
            };
            assert!(
                named.contains(&record) || !self.records.contains_key(&record),
                "what is written is named"
            );
            let held = self.records.get(&record).cloned();
            let mut writer = Writer {
                replica: ReplicaId::from_bits(self.device),
                counter: held.as_ref().map_or(0, |held| {
                    held.version.seen(ReplicaId::from_bits(self.device))
                }),
                at: Instant(0),
                by: "".into(),
            };
            match writer.write(held, record, kind, audience, fields) {
                Applied::Changed(record, _) => self.records.insert(record.id, record),
                Applied::DroppedErased => panic!("nothing was erased"),
            };
        }
    }
}

#[test]
fn a_table_taken_in_twice_does_nothing_the_second_time() {
    let mut here = Here::default();
    let mut answered = entry("cy@space.example", Role::Mentee, "");
    answered.accepted = Some(true);
    answered.accept_by = Some(date("2028-01-31"));
    answered.accepted_at = Some(Instant(1_800_468_309_000));
    let entries = [
        entry("ana@space.example", Role::Navigator, "Venus"),
        entry("Bo@Space.example", Role::Mentee, "Venus"),
        answered,
        entry("di@space.example", Role::Captain, "Venus"),
        entry("di@space.example", Role::Captain, "Mars"),
        entry("ed@space.example", Role::Own("host".into()), ""),
    ];
    let first = here.take(&entries);
    let new = |is_unknown| Verdict::New { is_unknown };
    assert_eq!(
        first.verdicts,
        [
            new(true),
            new(true),
            new(true),
            new(true),
            new(false),
            new(true)
        ]
    );
    assert_eq!(first.people.len(), 5);
    assert_eq!(first.teams.len(), 2);
    here.done(first);
    let second = here.take(&entries);
    assert_eq!(second.verdicts, vec![Verdict::Same; 6]);
    assert!(second.is_empty() && second.moves.is_empty(), "{second:?}");

    // The roster that is being formed says the same.
    let roster = Roster::read(&here.records[&roster_id(&session("orbit-4"))]).expect("a roster");
    let teams: Vec<&str> = roster
        .in_order()
        .iter()
        .map(|(_, plan)| plan.name.as_str())
        .collect();
    assert_eq!(teams, ["Venus", "Mars"]);
    let (venus, plan) = roster.in_order()[0];
    let person = |email: &str| person_of_address(email);
    assert_eq!(plan.leads[0], Some(person("ana@space.example")));
    assert_eq!(plan.captain, Some(person("di@space.example")));
    assert_eq!(
        roster.mentees(venus).collect::<Vec<_>>(),
        [person("bo@space.example")]
    );
    // What was said of them is there.
    let bo = &here.people()[&person("bo@space.example")];
    assert_eq!(bo.email.as_deref(), Some("Bo@Space.example"));
    assert_eq!(bo.name.as_deref(), Some("New Name"));
}

#[test]
fn what_can_not_be_taken_in_is_said_and_changes_nothing() {
    let here = Here::default();
    let mut elsewhere = entry("a@space.example", Role::Mentee, "Venus");
    elsewhere.is_here = false;
    let mut no_role = entry("a@space.example", Role::Mentee, "Venus");
    no_role.role = None;
    let taking = here.take(&[elsewhere, entry(" ", Role::Mentee, "Venus"), no_role]);
    assert_eq!(
        taking.verdicts,
        [Verdict::Elsewhere, Verdict::Nobody, Verdict::NoRole]
    );
    assert!(taking.is_empty() && taking.moves.is_empty());
    let twice = [
        entry("a@space.example", Role::Mentee, ""),
        entry("A@space.example", Role::Mentee, ""),
    ];
    let taking = here.take(&twice);
    assert_eq!(taking.verdicts[1], Verdict::Twice);
    assert_eq!(taking.members.len(), 1);
}

#[test]
fn who_is_here_stays_as_they_are_known_and_what_changes_is_said() {
    let mut contacts = people(&["Ana", "Bo"]);
    contacts.get_mut(&id(2)).expect("Bo").github = String::new();
    let known: BTreeMap<RecordId, Person> = BTreeMap::new();
    let applications = BTreeMap::from([(id(1), id(51)), (id(2), id(52))]);
    let mut ana = member(1, Role::Mentee, Some(100));
    ana.reason = "kept".to_owned();
    let memberships = [ana.clone(), member(2, Role::Mentee, None)];
    let teams = [team(100, "Venus"), team(101, "Mars")];
    let before = Before {
        session: &session("orbit-4"),
        people: &known,
        contacts: &contacts,
        applications: &applications,
        applied: &BTreeMap::new(),
        memberships: &memberships,
        teams: &teams,
        roster: &Roster::empty(&session("orbit-4")),
    };
    let mut first = entry("ana@space.example", Role::Captain, "mars");
    first.id = Some(ana.id);
    first.accepted = Some(true);
    let taking = take(
        &[first, entry("bo@space.example", Role::Mentee, "")],
        before,
    );
    assert_eq!(
        taking.verdicts,
        [
            Verdict::Changed(vec![Changed::Role, Changed::Team, Changed::Answer]),
            Verdict::Changed(vec![Changed::Github])
        ]
    );
    let [(held, after)] = &taking.members[..] else {
        panic!("{:?}", taking.members)
    };
    assert_eq!(held.as_ref(), Some(&ana));
    assert_eq!((after.team, after.reason.as_str()), (Some(id(101)), "kept"));
    // Of Bo it is new what they are called on GitHub; their record names their application.
    let [(bo, was, is)] = &taking.people[..] else {
        panic!("{:?}", taking.people)
    };
    assert_eq!((*bo, was), (id(2), &Person::default()));
    assert_eq!((is.application, is.name.as_deref()), (Some(id(52)), None));
    assert_eq!(is.github.as_deref(), Some("new"));
}

/// What is known where Bo is in the session, and Cy and Di applied to it.
struct Known {
    contacts: Contacts,
    applications: BTreeMap<RecordId, RecordId>,
    applied: BTreeMap<RecordId, bool>,
    memberships: Vec<Membership>,
}

impl Known {
    fn new() -> Self {
        let mut contacts = people(&["Old", "Bo", "Cy", "Di"]);
        // Somebody of another session has the address that Cy applied with.
        contacts.get_mut(&id(1)).expect("Old").email = "cy@space.example".to_owned();
        Self {
            contacts,
            applications: BTreeMap::from([(id(3), id(53)), (id(4), id(54))]),
            applied: BTreeMap::from([(id(3), false), (id(4), false)]),
            memberships: vec![member(2, Role::Mentee, None)],
        }
    }

    fn take(&self, entries: &[Entry]) -> Taking {
        take(
            entries,
            Before {
                session: &session("orbit-4"),
                people: &BTreeMap::new(),
                contacts: &self.contacts,
                applications: &self.applications,
                applied: &self.applied,
                memberships: &self.memberships,
                teams: &[],
                roster: &Roster::empty(&session("orbit-4")),
            },
        )
    }
}

#[test]
fn who_applied_is_the_person_of_their_application_whatever_was_decided() {
    let taking = Known::new().take(&[entry("Cy@space.example", Role::Mentee, "")]);
    assert_eq!(taking.verdicts, [Verdict::New { is_unknown: false }]);
    assert_eq!(taking.members[0].1.person, id(3));
    let [(person, _, after)] = &taking.people[..] else {
        panic!("{:?}", taking.people)
    };
    assert_eq!((*person, after.application), (id(3), Some(id(53))));

    // Of two applications of one address it is the one that was accepted.
    let mut known = Known::new();
    known.contacts.get_mut(&id(4)).expect("Di").email = "cy@space.example".to_owned();
    known.applied.insert(id(4), true);
    let taking = known.take(&[entry("cy@space.example", Role::Mentee, "")]);
    assert_eq!(taking.members[0].1.person, id(4));
}

#[test]
fn an_address_that_was_corrected_makes_nobody_new() {
    let known = Known::new();
    let mut corrected = entry("bo@moon.example", Role::Mentee, "");
    corrected.id = Some(known.memberships[0].id);
    let taking = known.take(&[
        corrected.clone(),
        entry("bo@moon.example", Role::Captain, ""),
    ]);
    assert_eq!(
        taking.verdicts,
        [
            Verdict::Changed(vec![Changed::Email]),
            Verdict::New { is_unknown: false }
        ]
    );
    let whose: Vec<RecordId> = taking.members.iter().map(|(_, m)| m.person).collect();
    assert_eq!(whose, [id(2)], "the part that they had stays as it is");
    let [(person, before, after)] = &taking.people[..] else {
        panic!("{:?}", taking.people)
    };
    assert_eq!((*person, &before.email), (id(2), &None));
    assert_eq!(after.email.as_deref(), Some("bo@moon.example"));
    assert_eq!(after.name, None, "they stay as they are known");

    // An address that is somebody else's is no correction.
    corrected.email = "di@space.example".to_owned();
    let taking = known.take(&[corrected]);
    assert_eq!(taking.verdicts, [Verdict::TwoPeople]);
    assert!(taking.is_empty());
}

#[test]
fn a_team_that_is_only_planned_is_the_one_that_is_meant() {
    let known = Known::new();
    let roster = Roster::empty(&session("orbit-4")).after(&[Move::Found {
        team: id(100),
        name: "Venus".to_owned(),
        project: None,
        place: 0,
    }]);
    let taking = take(
        &[entry("bo@space.example", Role::Mentee, "venus")],
        Before {
            session: &session("orbit-4"),
            people: &BTreeMap::new(),
            contacts: &known.contacts,
            applications: &known.applications,
            applied: &known.applied,
            memberships: &known.memberships,
            teams: &[],
            roster: &roster,
        },
    );
    assert_eq!(taking.teams, [team(100, "Venus")]);
    assert_eq!(taking.members[0].1.team, Some(id(100)));
}

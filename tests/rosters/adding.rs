//! What adding people from contacts does: who is new comes in, who is here stays as they are, all in one change.

use groundcrew::domain::answer::{WeekSlots, Zones};
use groundcrew::domain::decide::Command;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::Membership;
use groundcrew::domain::person::Person;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::adding::{Adding, Newcomer, add};
use groundcrew::domain::roster::taking::{Taking, person_of_address};
use groundcrew::domain::roster::{Member, Origin};

use super::kit::{id, session};
use super::taking::{Here, entry};

fn newcomer(name: &str, email: &str, zone: Option<&str>) -> Newcomer {
    Newcomer {
        line: 1,
        name: name.to_owned(),
        email: email.to_owned(),
        github: String::new(),
        zone: zone.map(str::to_owned),
    }
}

fn zones() -> Zones {
    Zones::new(["Europe/Paris", "UTC"].map(str::to_owned))
}

fn adds(here: &Here, people: &[Newcomer], role: &Role) -> (Vec<Adding>, Taking) {
    here.reckon(|before| add(people, role, &zones(), before))
}

fn person(here: &Here, email: &str) -> Person {
    let id = person_of_address(email);
    Person::read(&here.records[&id]).expect("a person")
}

fn parts(here: &Here) -> Vec<(RecordId, Role)> {
    let all = here.records.values().filter_map(Membership::read);
    let all = all.filter(|member| !member.deleted);
    all.map(|member| (member.person, member.role)).collect()
}

#[test]
fn contacts_are_added_once_and_nobody_who_is_here_is_changed() {
    let mut here = Here::default();
    here.done(here.take(&[entry("bo@space.example", Role::Captain, "Venus")]));
    let before = here.clone();
    let people = [
        newcomer("Ana Łuczak", "Ana@space.example", Some("europe/paris")),
        newcomer("Robert", "BO@space.example", Some("UTC")),
        newcomer("Ana at home", "ana@SPACE.example", None),
        newcomer("Cy", "cy@space.example", Some("W. Europe Standard Time")),
    ];
    let (adding, taking) = adds(&here, &people, &Role::Navigator);
    assert_eq!(
        adding,
        [Adding::New, Adding::Here, Adding::Twice, Adding::New]
    );
    here.done(taking);
    let ana = person(&here, "ana@space.example");
    assert_eq!(ana.name.as_deref(), Some("Ana Łuczak"));
    assert_eq!(ana.email.as_deref(), Some("Ana@space.example"));
    assert_eq!(
        ana.week,
        Some(("Europe/Paris".to_owned(), WeekSlots::default()))
    );
    assert_eq!(person(&here, "cy@space.example").week, None);
    let bo = person_of_address("bo@space.example");
    assert_eq!(here.records[&bo], before.records[&bo]);
    let mut found = parts(&here);
    found.sort();
    let mut expected = vec![
        (person_of_address("ana@space.example"), Role::Navigator),
        (bo, Role::Captain),
        (person_of_address("cy@space.example"), Role::Navigator),
    ];
    expected.sort();
    assert_eq!(found, expected);

    // Once more, in another role, it adds nobody.
    let (adding, taking) = adds(&here, &people, &Role::Mentee);
    assert!(taking.is_empty(), "{taking:?}");
    let is_here = |adding: &Adding| *adding == Adding::Here;
    assert!(adding.iter().all(is_here), "{adding:?}");
}

#[test]
fn who_was_removed_is_back_when_they_are_added_again() {
    let mut here = Here::default();
    let ana = [newcomer("Ana", "ana@space.example", None)];
    let (_, taking) = adds(&here, &ana, &Role::Navigator);
    here.done(taking);
    here.run(Command::Delete(here.records.keys().copied().collect()));
    assert!(person(&here, "ana@space.example").deleted);
    assert_eq!(parts(&here), []);
    let (adding, taking) = adds(&here, &ana, &Role::Navigator);
    assert_eq!(adding, [Adding::Known]);
    here.done(taking);
    assert!(!person(&here, "ana@space.example").deleted);
    let ana = person_of_address("ana@space.example");
    assert_eq!(parts(&here), [(ana, Role::Navigator)]);
}

#[test]
fn of_whom_only_the_zone_is_known_it_is_not_said_that_they_are_never_free() {
    let person = Person {
        week: Some(("Europe/Paris".to_owned(), WeekSlots::default())),
        ..Person::default()
    };
    let nameless = |_: Origin| session("orbit-4").to_string();
    let member = Member::new(id(1), Role::Navigator, Some(&person), None, nameless);
    assert_eq!(member.zone.as_deref(), Some("Europe/Paris"));
    assert_eq!(member.week, None);
}

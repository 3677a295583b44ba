//! Calls: sessions that people apply to by a form of their own, to take part in another role.

use groundcrew::domain::id::SessionId;
use groundcrew::domain::programme::{Call, Programme, Session};
use groundcrew::domain::role::Role;
use groundcrew::format::programme::parse;
use serde_json::Value;

const HOSTS: &str = include_str!("../fixtures/programme/valid-call.json");

fn hosts() -> Value {
    serde_json::from_str(HOSTS).expect("JSON of the tests")
}

fn read(file: &Value) -> Programme {
    let parsed = parse(&file.to_string()).expect("a programme of the test");
    assert_eq!(parsed.unknown, []);
    parsed.programme
}

fn id(key: &str) -> SessionId {
    key.parse().expect("a key of the test")
}

fn names<'p>(sessions: impl Iterator<Item = &'p Session>) -> Vec<&'p str> {
    sessions.map(|session| session.id.as_str()).collect()
}

#[test]
fn a_call_has_its_days_projects_and_teams_from_its_session() {
    let mut file = hosts();
    file["sessions"][0]["teams"] = serde_json::json!({ "navigators": 2 });
    let programme = read(&file);
    let [session, call] = &programme.sessions[..] else {
        panic!("{:?}", programme.sessions);
    };
    let expected = Call {
        session: id("one"),
        role: Role::Own("host".into()),
    };
    assert_eq!(call.call, Some(expected));
    assert_eq!(call.name, "Hosts for One");
    assert_eq!((call.starts, call.weeks), (session.starts, session.weeks));
    assert_eq!(call.projects, session.projects);
    assert_eq!(call.teams.navigators, 2);
    // What is its own stays so.
    assert_ne!(call.apply, session.apply);
    assert_eq!(call.places, None);
}

#[test]
fn a_call_may_stand_before_its_session_and_keeps_its_place() {
    let mut file = hosts();
    let sessions = file["sessions"].as_array_mut().expect("a list");
    sessions.reverse();
    let mut more = sessions[0].clone();
    more["id"] = "one-captain".into();
    more["call"]["role"] = "captain".into();
    sessions.push(more);
    let programme = read(&file);
    assert_eq!(
        names(programme.sessions.iter()),
        ["one-host", "one", "one-captain"]
    );
    assert_eq!(
        names(programme.calls(&id("one"))),
        ["one-host", "one-captain"]
    );
    assert_eq!(names(programme.calls(&id("one-host"))), [""; 0]);
    assert_eq!(names(programme.calls(&id("gone"))), [""; 0]);
}

#[test]
fn whom_an_application_joins_and_as_what() {
    let programme = read(&hosts());
    let one = programme.session(&id("one"));
    let joins = |key: &str| programme.joins(&id(key));
    assert_eq!(joins("one"), one.map(|session| (session, Role::Mentee)));
    let host = Role::Own("host".into());
    assert_eq!(joins("one-host"), one.map(|session| (session, host)));
    assert_eq!(joins("gone"), None);
}

#[test]
fn a_call_may_be_for_any_role_that_the_programme_has() {
    for role in ["mentee", "navigator", "captain", "organizer", "host"] {
        let mut file = hosts();
        file["sessions"][1]["call"]["role"] = role.into();
        let (_, joined) = read(&file)
            .joins(&id("one-host"))
            .map(|(session, role)| (session.id.clone(), role))
            .expect("a session");
        assert_eq!(joined, Role::from_name(role));
    }
    for role in ["session", "applicant", "team", "guest", "Navigator", " "] {
        let mut file = hosts();
        file["sessions"][1]["call"]["role"] = role.into();
        let faults = parse(&file.to_string()).expect_err("no role of the programme");
        let places: Vec<_> = faults.iter().map(|fault| fault.place.as_str()).collect();
        assert_eq!(places, ["sessions[1].call.role"], "{role:?}");
    }
}

#[test]
fn a_call_whose_session_is_broken_is_no_second_fault() {
    let mut file = hosts();
    file["sessions"][0]["weeks"] = 0.into();
    let faults = parse(&file.to_string()).expect_err("a broken session");
    let places: Vec<_> = faults.iter().map(|fault| fault.place.as_str()).collect();
    assert_eq!(places, ["sessions[0].weeks"]);
}

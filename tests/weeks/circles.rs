//! The organizers' meeting, and their check with navigators and captains: noted as a team's is, and read by whoever is
//! in it.

use std::collections::BTreeSet;

use groundcrew::domain::decide::{Weekly, Which, Whose};
use groundcrew::domain::id::{RecordId, SessionId};
use groundcrew::domain::membership::{Membership, Standing};
use groundcrew::domain::record::{Audience, Kind, Value};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::sheet::{Contact, Line};
use groundcrew::domain::week::blocker::Blocker;
use groundcrew::domain::week::circle::Circle;
use groundcrew::domain::week::glance::Glances;
use groundcrew::domain::week::history::{Written, histories};
use groundcrew::domain::week::meeting::{Attendance, Meeting, Noted, came_field, meeting_id};
use groundcrew::domain::week::signal::{SeenBy, What};
use groundcrew::format::record;

use super::forging::{made_up, text};
use super::kit::{CAPTAIN, Device, MENTEE, TEAM, day, id};
use super::people::{ELSEWHERE, MATE, OTHER_CAPTAIN, Someone, session};
use super::story::{self, NAVIGATOR, Story, team};

const FIRST: &str = include_str!("../fixtures/records/officers-v1.json");

fn which(circle: Circle, week: u32) -> Which {
    Which {
        session: session(),
        of: circle.id(&session()),
        audience: circle.audience(&session()),
        week,
        nth: 0,
        sample: false,
    }
}

fn note(circle: Circle, week: u32, noted: Vec<Noted>) -> Weekly {
    let which = which(circle, week);
    Weekly::Meeting { which, noted }
}

fn there(member: u128) -> Noted {
    Noted::Came(id(member), Some(Attendance::There))
}

#[test]
fn a_circle_is_known_by_its_name_and_has_an_id_of_its_own_in_each_session() {
    let other: SessionId = "orbit-5".parse().expect("a key");
    let mut ids = BTreeSet::new();
    for circle in Circle::ALL {
        assert_eq!(Circle::from_name(circle.as_str()), Some(circle));
        ids.extend([circle.id(&session()), circle.id(&other)]);
    }
    assert_eq!(ids.len(), 4);
    assert_eq!(Circle::from_name("mentees"), None);
}

#[test]
fn organizers_meet_every_week_and_check_with_the_others_every_second() {
    let due = |circle: Circle| {
        (0..=8)
            .filter(|week| circle.is_due(*week))
            .collect::<Vec<_>>()
    };
    assert_eq!(due(Circle::Organizers), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(due(Circle::Officers), [2, 4, 6, 8]);
}

#[test]
fn promise_19_two_who_note_one_meeting_of_a_circle_apart_lose_nothing() {
    for circle in Circle::ALL {
        let (mut one, mut other) = (Device::new(1), Device::new(2));
        one.do_it(note(
            circle,
            2,
            vec![
                Noted::Day(Some(day("2028-02-16"))),
                there(NAVIGATOR),
                Noted::Line(id(NAVIGATOR), "Two reviews wait".to_owned()),
                Noted::Came(id(CAPTAIN), Some(Attendance::Missed)),
            ],
        ));
        other.do_it(note(
            circle,
            2,
            vec![
                Noted::Note("Next time on Tuesday".to_owned()),
                Noted::Came(id(CAPTAIN), Some(Attendance::Excused)),
                there(OTHER_CAPTAIN),
            ],
        ));
        let before = other.clone();
        other.take(&one);
        one.take(&before);
        assert_eq!(one.records, other.records);
        let held = one.read(Meeting::read);
        let [held] = &held[..] else {
            panic!("one meeting: {held:?}");
        };
        assert_eq!((held.of, held.week), (circle.id(&session()), 2));
        assert_eq!(held.day, Some(day("2028-02-16")));
        assert_eq!(held.note, "Next time on Tuesday");
        assert_eq!(held.lines[&id(NAVIGATOR)], "Two reviews wait");
        assert_eq!(held.came[&id(OTHER_CAPTAIN)], Attendance::There);
        assert_eq!(held.conflicts, [came_field(id(CAPTAIN))]);
        let kept = format!("{:?}", one.records);
        assert!(kept.contains("missed") && kept.contains("excused"), "both");
    }
}

/// Who is handed what organizers noted of a circle.
fn handed(circle: Circle) -> Vec<u128> {
    let mut headquarters = Someone::organizers();
    headquarters
        .device
        .do_it(note(circle, 2, vec![there(NAVIGATOR)]));
    let all = [MENTEE, MATE, NAVIGATOR, CAPTAIN, ELSEWHERE, OTHER_CAPTAIN];
    let is_handed = |member: &u128| {
        let file = headquarters.file_for(Some(*member));
        let id = which(circle, 2).id();
        file.records.iter().any(|record| record.id == id)
    };
    all.into_iter().filter(is_handed).collect()
}

#[test]
fn promise_23_what_is_noted_of_a_circle_goes_to_whoever_is_in_it_and_to_nobody_else() {
    assert_eq!(handed(Circle::Organizers), []);
    assert_eq!(
        handed(Circle::Officers),
        [NAVIGATOR, CAPTAIN, OTHER_CAPTAIN]
    );
}

#[test]
fn what_a_navigator_notes_of_the_check_comes_back_to_the_organizers() {
    let mut headquarters = Someone::organizers();
    let mut navigator = Someone::invited(8, NAVIGATOR, &headquarters);
    headquarters.device.do_it(note(
        Circle::Officers,
        2,
        vec![Noted::Line(id(CAPTAIN), "Away next week".to_owned())],
    ));
    navigator
        .device
        .do_it(note(Circle::Officers, 2, vec![there(CAPTAIN)]));
    headquarters.open(&navigator.file_for(None));
    navigator.open(&headquarters.file_for(Some(NAVIGATOR)));
    for device in [&headquarters.device, &navigator.device] {
        let met = device.read(Meeting::read);
        let met = met
            .iter()
            .find(|one| one.of == Circle::Officers.id(&session()));
        let met = met.expect("the check");
        assert_eq!(met.lines[&id(CAPTAIN)], "Away next week");
        assert_eq!(met.came[&id(CAPTAIN)], Attendance::There);
    }
}

#[test]
fn promise_24_a_meeting_of_a_circle_is_for_whom_it_says_and_of_its_own_session() {
    let mut headquarters = Someone::organizers();
    let (orbit, other) = (session(), "orbit-5".parse().expect("a key"));
    let officers = Circle::Officers.id(&orbit);
    let of = |circle: RecordId| {
        vec![
            ("of", text(circle.bits())),
            ("week", Value::Integer(2)),
            ("session", "orbit-4".into()),
        ]
    };
    let kind = Kind::Meeting;
    for (circle, audience, may) in [
        (officers, Audience::Officers(orbit.clone()), true),
        (officers, Audience::Organizers, false),
        (officers, Audience::Public, false),
        (officers, Audience::Team(officers), false),
        (officers, Audience::Officers(other), false),
        (id(TEAM), Audience::Officers(orbit.clone()), false),
        (
            Circle::Organizers.id(&orbit),
            Audience::Officers(orbit.clone()),
            false,
        ),
    ] {
        let record = made_up(meeting_id(circle, 2, 0), &kind, &audience, of(circle));
        let mut file = headquarters.file_for(None);
        file.records.push(record);
        let text = file.to_text(&super::people::programme_id());
        let read =
            groundcrew::format::weeks::WeeksFile::parse(&text, &super::people::programme_id());
        assert_eq!(read.is_ok(), may, "{circle} {audience:?}");
    }
    headquarters
        .device
        .do_it(note(Circle::Organizers, 1, Vec::new()));
    assert!(headquarters.file_for(None).records.is_empty());
}

#[test]
fn promise_23_what_is_in_the_way_of_an_officer_is_for_them_and_the_organizers() {
    let mut headquarters = Someone::organizers();
    headquarters.device.do_it(Weekly::Block {
        whose: Whose {
            session: session(),
            member: id(NAVIGATOR),
            team: None,
            captain: None,
            week: 2,
            closes: None,
            sample: false,
        },
        id: id(70),
        what: "Too many reviews".to_owned(),
    });
    let is_handed = |member| {
        let file = headquarters.file_for(Some(member));
        file.records
            .iter()
            .any(|record| Blocker::read(record).is_some())
    };
    let all = [MENTEE, MATE, NAVIGATOR, CAPTAIN, OTHER_CAPTAIN];
    let told: Vec<u128> = all
        .into_iter()
        .filter(|member| is_handed(*member))
        .collect();
    assert_eq!(told, [NAVIGATOR]);
}

/// Somebody on the roster: their membership, and who they are.
fn line(member: u128, person: u128, role: Role, standing: Standing) -> Line {
    let made = Membership::new(&session(), id(person), 0, role);
    Line {
        member: Membership {
            id: id(member),
            standing,
            ..made
        },
        who: Contact::default(),
        others: Vec::new(),
    }
}

fn comers(circle: Circle, lines: &[Line], noted: &[u128]) -> Vec<u128> {
    let noted = noted.iter().copied().map(id).collect();
    let all = circle.comers(lines, &noted).into_iter();
    all.map(|line| line.member.id.bits()).collect()
}

#[test]
fn each_comes_once_and_whoever_something_was_noted_of_stays() {
    let lines = [
        line(12, 112, Role::Navigator, Standing::Active),
        line(19, 119, Role::Captain, Standing::Active),
        line(1, 101, Role::Mentee, Standing::Active),
        line(11, 119, Role::Captain, Standing::Active),
        line(13, 113, Role::Navigator, Standing::Left),
        line(14, 114, Role::Captain, Standing::Paused),
        line(30, 130, Role::Organizer, Standing::Active),
        line(40, 140, Role::Own("host".into()), Standing::Active),
    ];
    assert_eq!(comers(Circle::Organizers, &lines, &[]), [30]);
    // One captain of two teams comes with one part, the same wherever their teams stand.
    assert_eq!(comers(Circle::Officers, &lines, &[]), [12, 11, 14]);
    let mut other = lines.clone();
    other.reverse();
    assert_eq!(comers(Circle::Officers, &other, &[]), [14, 11, 12]);
    // With the other part, if something was noted of that; and who left is told where they came.
    assert_eq!(
        comers(Circle::Officers, &lines, &[19, 13]),
        [12, 19, 13, 14]
    );
}

/// A meeting of navigators and captains with the organizers, to which the navigator came.
fn check(week: u32, came: Attendance) -> Meeting {
    let of = Circle::Officers.id(&session());
    Meeting {
        held: Some(true),
        came: [(id(NAVIGATOR), came)].into(),
        ..Meeting::unnoted(meeting_id(of, week, 0), of, week)
    }
}

#[test]
fn who_came_to_the_check_gave_a_sign_and_the_team_is_not_told_of_it() {
    let navigator = story::member(NAVIGATOR, Role::Navigator);
    let written = Written {
        meetings: vec![check(2, Attendance::There), check(4, Attendance::Missed)],
        ..Written::default()
    };
    let (people, _) = histories(
        &story::session(),
        &[navigator],
        &[team()],
        &Glances::of(&written),
    );
    let weeks =
        |is_so: &dyn Fn(u32) -> bool| (0..=8).filter(|week| is_so(*week)).collect::<Vec<_>>();
    let log = |week: u32| people[0].week(week).expect("a week");
    assert_eq!(weeks(&|week| log(week).is_sign()), [2]);
    assert!(weeks(&|week| log(week).is_sign_to_all()).is_empty());
    assert!(
        people[0].log.iter().all(|log| log.came.is_empty()),
        "no meeting of their team"
    );
    // What rests on it is for those who know of it.
    let story = Story {
        written,
        ..Story::default()
    };
    let found = story.signals(NAVIGATOR, "2028-03-08");
    let [quiet] = &found[..] else {
        panic!("one signal: {found:?}");
    };
    let weeks = vec![3, 4];
    assert_eq!(
        quiet.what,
        What::Quiet {
            weeks,
            last: Some(2)
        }
    );
    assert_eq!(quiet.seen_by, SeenBy::Care);
}

#[test]
fn promise_06_a_meeting_of_a_circle_is_read_and_written_as_it_was() {
    let mut device = Device::new(1);
    device.do_it(note(
        Circle::Officers,
        2,
        vec![
            Noted::Held(Some(true)),
            there(NAVIGATOR),
            Noted::Line(id(NAVIGATOR), "Two reviews wait".to_owned()),
        ],
    ));
    let texts: Vec<String> = device.records.values().map(record::to_text).collect();
    assert_eq!(texts, [FIRST.trim_end()]);
    let read = record::parse(FIRST.trim_end()).expect("a record");
    let met = Meeting::read(&read).expect("a meeting");
    assert_eq!(met.came, [(id(NAVIGATOR), Attendance::There)].into());
    let live = read.live().expect("it lives");
    assert_eq!(live.audience, Audience::Officers(session()));
}

//! Small crews and rosters, by the names of people.

use std::collections::BTreeMap;

use groundcrew::domain::answer::{Slot, WeekSlots};
use groundcrew::domain::id::{ProjectId, RecordId, SessionId};
use groundcrew::domain::overlap::Offsets;
use groundcrew::domain::programme::{Session, TeamRules, WeekRules};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::{Crew, Member, Move, Origin, Roster, Wishes};
use groundcrew::domain::time::Instant;
use proptest::prelude::*;

pub fn id(name: &str) -> RecordId {
    RecordId::derived(&[name])
}

pub fn project(name: &str) -> ProjectId {
    name.parse().expect("a key")
}

pub fn session(rules: TeamRules) -> Session {
    Session {
        id: "spring".parse().expect("a key"),
        name: "Spring".to_owned(),
        starts: "2027-03-01".parse().expect("a day"),
        weeks: 8,
        places: None,
        apply: None,
        projects: ["a", "b", "c"].map(project).into(),
        teams: rules,
        weekly: WeekRules::default(),
        call: None,
    }
}

pub fn spring() -> SessionId {
    "spring".parse().expect("a key")
}

/// So many hours from a time on, every day of these (Monday is 0).
pub fn week(days: &[u16], from: u16, hours: u16) -> WeekSlots {
    let mut week = WeekSlots::default();
    for day in days {
        for half in from * 2..(from + hours) * 2 {
            week.set(Slot::new(*day, half % 48).expect("in the day"), true);
        }
    }
    week
}

pub fn member(name: &str, role: Role, wishes: &[&str], week: WeekSlots) -> Member {
    let wanted: Vec<ProjectId> = wishes.iter().map(|name| project(name)).collect();
    Member {
        id: id(name),
        origin: Origin::ByHand,
        name: name.to_owned(),
        email: format!("{name}@example.org"),
        github: String::new(),
        role,
        zone: Some("UTC".to_owned()),
        week: Some(week),
        wishes: if wanted.is_empty() {
            Wishes::Any
        } else {
            Wishes::These(wanted)
        },
        level: Some(3),
        level_said: None,
        score: 0,
        is_in: true,
        sample: false,
    }
}

/// What a zone's clocks do around the session, in which both Berlin's and New York's are put forward.
fn clock(zone: &str) -> Offsets {
    const DAY: i64 = 86_400_000;
    let starts = session(TeamRules::default()).starts.days_since_epoch();
    let known = jiff::tz::TimeZone::get(zone).expect("a zone");
    let (from, to) = ((starts - 3) * DAY, (starts + 60) * DAY);
    Offsets::found(Instant(from), Instant(to), DAY, |at| {
        let at = jiff::Timestamp::from_millisecond(at.0).expect("in range");
        known.to_offset(at).seconds() / 60
    })
}

pub fn crew(members: Vec<Member>, rules: TeamRules) -> Crew {
    let clocks = ["UTC", "Asia/Kathmandu", "Europe/Berlin", "America/New_York"];
    let clocks: BTreeMap<String, Offsets> = clocks
        .into_iter()
        .map(|zone| (zone.to_owned(), clock(zone)))
        .collect();
    Crew::new(session(rules), members, clocks)
}

/// Evenings of every weekday: ten hours.
pub fn evenings() -> WeekSlots {
    week(&[0, 1, 2, 3, 4], 18, 2)
}

/// Two navigators, two captains and six mentees who can all meet; `nav-a` leads project a, `nav-b` b.
pub fn easy() -> Crew {
    let mut members = vec![
        member("nav-a", Role::Navigator, &["a"], evenings()),
        member("nav-b", Role::Navigator, &["b"], evenings()),
        member("cap-1", Role::Captain, &[], evenings()),
        member("cap-2", Role::Captain, &[], evenings()),
    ];
    let wishes: [&[&str]; 6] = [&["a"], &["a", "b"], &["b", "a"], &["b"], &[], &["c"]];
    for (number, wishes) in wishes.into_iter().enumerate() {
        let name = format!("m{}", number + 1);
        members.push(member(&name, Role::Mentee, wishes, evenings()));
    }
    crew(members, TeamRules::default())
}

/// A roster with teams `t1` (a) and `t2` (b), led and looked after, nobody on them.
pub fn led() -> Roster {
    let team = |name: &str, works_on: &str, place| Move::Found {
        team: id(name),
        name: name.to_owned(),
        project: Some(project(works_on)),
        place,
    };
    let lead = |team: &str, who: &str| Move::Lead {
        team: id(team),
        place: 0,
        navigator: Some(id(who)),
    };
    let after = |team: &str, who: &str| Move::LookAfter {
        team: id(team),
        captain: Some(id(who)),
    };
    Roster::empty(&spring()).after(&[
        team("t1", "a", 0),
        team("t2", "b", 1),
        lead("t1", "nav-a"),
        lead("t2", "nav-b"),
        after("t1", "cap-1"),
        after("t2", "cap-2"),
    ])
}

pub fn seat(mentee: &str, team: Option<&str>) -> Move {
    Move::Seat {
        mentee: id(mentee),
        team: team.map(id),
    }
}

/// Moves of all sorts, among four teams and six people.
pub fn any_move() -> impl Strategy<Value = Move> {
    let team = || (0_u32..4).prop_map(|n| id(&format!("t{n}")));
    let person = || (0_u32..6).prop_map(|n| id(&format!("p{n}")));
    let project = || proptest::option::of((0..3_usize).prop_map(|n| project(["a", "b", "c"][n])));
    prop_oneof![
        (person(), proptest::option::of(team()))
            .prop_map(|(mentee, team)| Move::Seat { mentee, team }),
        (team(), 0_usize..2, proptest::option::of(person())).prop_map(
            |(team, place, navigator)| Move::Lead {
                team,
                place,
                navigator
            }
        ),
        (team(), proptest::option::of(person()))
            .prop_map(|(team, captain)| Move::LookAfter { team, captain }),
        (person(), any::<bool>()).prop_map(|(person, locked)| Move::Lock { person, locked }),
        (person(), person(), any::<bool>()).prop_filter_map("two people", |(one, other, apart)| {
            let pair = groundcrew::domain::roster::Pair::new(one, other)?;
            Some(Move::Apart { pair, apart })
        }),
        (team(), "[a-z]{0,3}", project(), 0_u32..9).prop_map(|(team, name, project, place)| {
            Move::Found {
                team,
                name,
                project,
                place,
            }
        }),
        (team(), "[a-z]{0,3}").prop_map(|(team, name)| Move::Name { team, name }),
        (team(), project()).prop_map(|(team, project)| Move::Project { team, project }),
        team().prop_map(Move::Keep),
        team().prop_map(Move::Dissolve),
    ]
}

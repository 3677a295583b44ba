//! Who counts as active, by the usual rules and by others.

use groundcrew::domain::membership::{Membership, Standing};
use groundcrew::domain::programme::{ActiveRule, Counted, Least, Session, WeekRules};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::activity::{Activity, activities};
use groundcrew::domain::week::glance::Glances;
use groundcrew::domain::week::history::{Written, histories};
use groundcrew::domain::week::meeting::{Attendance, Circle, Meeting, meeting_id};
use groundcrew::domain::week::one_to_one::{OneToOne, State, one_to_one_id};

use super::kit::{CAPTAIN, MENTEE, TEAM, day, id, programme, weeks};

const NAVIGATOR: u128 = 8;
const ORGANIZER: u128 = 30;

fn session() -> Session {
    Session {
        starts: weeks().starts,
        weeks: weeks().count,
        ..programme().sessions.remove(0)
    }
}

fn member(n: u128, role: Role, team: Option<u128>) -> Membership {
    Membership {
        id: id(n),
        team: team.map(id),
        ..Membership::new(&session().id, id(100 + n), 0, role)
    }
}

fn members() -> Vec<Membership> {
    vec![
        member(MENTEE, Role::Mentee, Some(TEAM)),
        member(2, Role::Mentee, Some(TEAM)),
        member(NAVIGATOR, Role::Navigator, Some(TEAM)),
        member(CAPTAIN, Role::Captain, Some(TEAM)),
        member(ORGANIZER, Role::Organizer, None),
    ]
}

/// A team's meeting, or the organizers', to which these came.
fn meeting(of: u128, week: u32, came: &[u128]) -> Meeting {
    let of = if of == ORGANIZER {
        Circle::Organizers.id(&session().id)
    } else {
        id(of)
    };
    let came = came.iter().map(|who| (id(*who), Attendance::There));
    Meeting {
        id: meeting_id(of, week, 0),
        of,
        week,
        held: Some(true),
        day: None,
        note: String::new(),
        came: came.collect(),
        lines: [].into(),
        sample: false,
        deleted: false,
        conflicts: Vec::new(),
    }
}

fn one_to_one(member: u128, week: u32, state: State) -> OneToOne {
    OneToOne {
        id: one_to_one_id(id(CAPTAIN), id(member), week),
        captain: id(CAPTAIN),
        member: id(member),
        week,
        state: Some(state),
        day: None,
        sample: false,
        deleted: false,
        conflict: false,
    }
}

fn found(members: &[Membership], written: &Written, rules: &WeekRules, on: &str) -> Vec<Activity> {
    let (people, _) = histories(&session(), members, &[], &Glances::of(written));
    activities(&people, written, rules, day(on))
}

/// Count, of how many, and whether that is enough, for each of the members.
fn told(members: &[Membership], written: &Written, on: &str) -> Vec<(u32, u32, Option<bool>)> {
    let all = found(members, written, &WeekRules::default(), on);
    let told = all.iter().map(|one| (one.count, one.of, one.is_active()));
    told.collect()
}

#[test]
fn the_usual_rules_count_meetings_and_one_to_ones() {
    let written = Written {
        meetings: vec![
            meeting(TEAM, 1, &[MENTEE, 2, NAVIGATOR]),
            meeting(TEAM, 2, &[MENTEE, NAVIGATOR]),
            meeting(TEAM, 3, &[MENTEE, 2, NAVIGATOR]),
            meeting(TEAM, 4, &[NAVIGATOR]),
            meeting(ORGANIZER, 1, &[ORGANIZER]),
            meeting(ORGANIZER, 2, &[]),
            meeting(ORGANIZER, 3, &[]),
        ],
        one_to_ones: vec![
            one_to_one(MENTEE, 1, State::Held),
            one_to_one(MENTEE, 3, State::Declined),
            one_to_one(2, 2, State::Moved),
        ],
        ..Written::default()
    };
    // Four weeks are over: two one-to-ones with each of two are due.
    assert_eq!(
        told(&members(), &written, "2028-03-06"),
        [
            (3, 4, Some(true)),
            (2, 4, Some(false)),
            (4, 4, Some(true)),
            (2, 4, Some(true)),
            (1, 3, Some(false)),
        ]
    );
}

#[test]
fn half_is_rounded_up_and_half_of_nothing_is_not_told() {
    let written = Written {
        meetings: vec![
            meeting(ORGANIZER, 1, &[ORGANIZER]),
            meeting(ORGANIZER, 2, &[]),
        ],
        ..Written::default()
    };
    let told = told(&members(), &written, "2028-02-21");
    assert_eq!(told[4], (1, 2, Some(true)));
    assert_eq!(told[3], (0, 2, Some(false)), "two weeks, two people");
    let before = found(
        &members(),
        &Written::default(),
        &WeekRules::default(),
        "2028-02-07",
    );
    let organizer = before.last().expect("one each");
    assert_eq!((organizer.needed(), organizer.is_active()), (None, None));
}

#[test]
fn who_joins_late_counts_from_then() {
    let mut all = members();
    all[1].joined = Some(day("2028-02-23"));
    all[3].joined = Some(day("2028-02-21"));
    let written = Written {
        meetings: vec![
            meeting(TEAM, 1, &[MENTEE]),
            meeting(TEAM, 2, &[MENTEE]),
            meeting(TEAM, 3, &[MENTEE, 2]),
        ],
        ..Written::default()
    };
    let told = told(&all, &written, "2028-03-06");
    assert_eq!(told[0], (3, 3, Some(true)));
    assert_eq!(told[1], (1, 1, Some(false)));
    // Weeks 3 and 4 with each of the two.
    assert_eq!(told[3], (0, 2, Some(false)));
}

#[test]
fn rules_of_the_programmes_own_count_for_any_role() {
    let own = Role::Own("host".into());
    let mut all = members();
    all.push(member(40, own.clone(), Some(TEAM)));
    let rules = WeekRules {
        active: vec![ActiveRule {
            role: own,
            of: Counted::Meetings,
            least: Least::Percent(100),
        }],
        ..WeekRules::default()
    };
    let written = Written {
        meetings: vec![meeting(TEAM, 1, &[40]), meeting(TEAM, 2, &[])],
        ..Written::default()
    };
    let all = found(&all, &written, &rules, "2028-02-21");
    assert_eq!(all.len(), 1, "nobody else has a rule");
    assert_eq!((all[0].count, all[0].of, all[0].needed()), (1, 2, Some(2)));
    assert_eq!(all[0].is_active(), Some(false));
}

#[test]
fn what_they_did_stays_when_they_leave() {
    let mut all = members();
    all[0].standing = Standing::Left;
    all[0].since = Some(day("2028-02-29"));
    let written = Written {
        meetings: (1..=3).map(|week| meeting(TEAM, week, &[MENTEE])).collect(),
        ..Written::default()
    };
    assert_eq!(told(&all, &written, "2028-04-03")[0], (3, 3, Some(true)));
}

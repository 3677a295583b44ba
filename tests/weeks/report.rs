//! Certificates and the report at the end of a session, on made-up histories: exactly what is known, and no more.

use std::collections::BTreeMap;

use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::{Membership, Standing};
use groundcrew::domain::record::Audience;
use groundcrew::domain::role::Role;
use groundcrew::domain::week::activity::{Verdict, activities};
use groundcrew::domain::week::certificate::{Candidate, Part, Unpicked, candidates, part};
use groundcrew::domain::week::check_in::Sign;
use groundcrew::domain::week::contribution::{Contribution, Move, Said, Sort, State, Step};
use groundcrew::domain::week::glance::{CheckedIn, Glances, Met as Meeting, Paired};
use groundcrew::domain::week::history;
use groundcrew::domain::week::meeting::Attendance;
use groundcrew::domain::week::one_to_one;
use groundcrew::domain::week::report::{
    Applied, Checked, Hours, Met, OneToOnes, People, Report, Sources, report,
};

use super::kit::{CAPTAIN, MENTEE, TEAM, day, id};
use super::people::{ELSEWHERE, MATE, OTHER_TEAM, member};
use super::story::{NAVIGATOR, session, team};

fn held(of: u128, week: u32, came: &[(u128, Attendance)]) -> Meeting {
    let came = came.iter().map(|(who, came)| (id(*who), *came));
    Meeting {
        of: id(of),
        week,
        held: Some(true),
        came: came.collect(),
    }
}

fn checked(member: u128, week: u32, minutes: Option<u32>) -> CheckedIn {
    CheckedIn {
        member: id(member),
        week,
        said: history::Said {
            readers: None,
            minutes,
            pace: None,
            in_the_way: false,
        },
    }
}

pub fn contribution(n: u128, member: u128, project: &str, moves: &[(State, &str)]) -> Contribution {
    let moves = moves.iter().zip(1..);
    Contribution {
        id: id(n),
        member: id(member),
        session: session().id,
        audience: Audience::Organizers,
        said: Said {
            project: project.to_owned(),
            ..Said::default()
        },
        sort: Some(Sort::Code),
        moves: moves
            .map(|((to, on), number)| Move {
                to: *to,
                day: day(on),
                number,
            })
            .collect(),
        revives: None,
        sample: false,
        deleted: false,
        conflict: false,
    }
}

/// Two mentees, of whom one finished and one left; their navigator; one who said no.
fn people() -> Vec<Membership> {
    let finished = Membership {
        standing: Standing::Finished,
        since: Some(day("2028-04-02")),
        ..member(MENTEE, Role::Mentee, TEAM)
    };
    let left = Membership {
        standing: Standing::Left,
        since: Some(day("2028-02-20")),
        reason: "A new job".to_owned(),
        ..member(MATE, Role::Mentee, TEAM)
    };
    let refused = Membership {
        accepted: Some(false),
        ..member(ELSEWHERE, Role::Mentee, TEAM)
    };
    vec![
        finished,
        left,
        member(NAVIGATOR, Role::Navigator, TEAM),
        refused,
    ]
}

fn glances() -> Glances {
    use Attendance::{Excused, Missed, There};
    let called_off = Meeting {
        held: Some(false),
        ..held(TEAM, 3, &[])
    };
    Glances {
        meetings: vec![
            held(
                TEAM,
                1,
                &[(MENTEE, There), (MATE, There), (NAVIGATOR, There)],
            ),
            held(TEAM, 2, &[(MENTEE, There), (MATE, Missed)]),
            called_off,
            held(TEAM, 5, &[(MENTEE, Excused), (NAVIGATOR, There)]),
            // Another's.
            held(OTHER_TEAM, 1, &[(77, There)]),
        ],
        check_ins: vec![
            checked(MENTEE, 1, Some(120)),
            checked(MENTEE, 2, Some(600)),
            checked(MATE, 1, Some(300)),
            checked(MENTEE, 4, None),
            // What is planned is planned for mentees alone.
            checked(NAVIGATOR, 1, Some(6000)),
        ],
        signs: vec![],
        one_to_ones: vec![
            Paired {
                captain: id(CAPTAIN),
                member: id(MENTEE),
                week: 1,
                state: Some(one_to_one::State::Held),
            },
            Paired {
                captain: id(CAPTAIN),
                member: id(MATE),
                week: 1,
                state: Some(one_to_one::State::Declined),
            },
        ],
        ..Glances::default()
    }
}

fn works() -> Vec<Contribution> {
    vec![
        contribution(
            501,
            MENTEE,
            "quill",
            &[
                (State::Working, "2028-02-10"),
                (State::Merged, "2028-03-01"),
            ],
        ),
        contribution(502, MENTEE, "quill", &[(State::Review, "2028-03-20")]),
        contribution(503, MATE, "atlas", &[]),
        Contribution {
            deleted: true,
            ..contribution(504, MENTEE, "gone", &[(State::Merged, "2028-03-01")])
        },
    ]
}

fn of(
    members: &[Membership],
    glances: &Glances,
    contributions: &[Contribution],
    on: &str,
) -> Report {
    report(Sources {
        session: &session(),
        members,
        teams: &[team()],
        glances,
        contributions,
        applied: &Applied {
            sent: [(Role::Mentee, 9), (Role::Captain, 2)].into(),
            accepted: [(Role::Mentee, 3)].into(),
        },
        today: day(on),
    })
}

#[test]
fn a_report_counts_what_is_noted() {
    let found = of(&people(), &glances(), &works(), "2028-03-14");
    assert_eq!(found.over, 5);
    let row = |role, applied, accepted, took_part, finished, left| People {
        role,
        applied,
        accepted,
        took_part,
        finished,
        left,
    };
    assert_eq!(
        found.people,
        [
            row(Role::Mentee, Some(9), Some(3), 2, 1, 1),
            row(Role::Navigator, None, None, 1, 0, 0),
            row(Role::Captain, Some(2), None, 0, 0, 0),
        ]
    );
    assert_eq!(
        found.teams,
        [Met {
            team: id(TEAM),
            held: 3,
            called_off: 1,
            not_noted: 1,
            there: 5,
            of: 7,
        }]
    );
    let week = |week, written, of| Checked { week, written, of };
    assert_eq!(
        found.check_ins,
        [
            week(1, 3, 3),
            week(2, 1, 3),
            week(3, 0, 2),
            week(4, 1, 2),
            week(5, 0, 2),
        ]
    );
    assert_eq!(
        found.one_to_ones,
        Some(OneToOnes {
            held: 1,
            declined: 1,
            moved: 0,
        })
    );
    let plan = session().weekly.hours * 60;
    assert_eq!(
        found.hours,
        Some(Hours {
            said: 3,
            median: 300,
            over: [120, 300, 600].into_iter().filter(|m| *m > plan).count() as u32,
            over_people: [300, 600].into_iter().filter(|m| *m > plan).count() as u32,
            plan,
        })
    );
    let made = found.made.expect("something was made");
    assert_eq!(made.all(), 3);
    assert_eq!(
        Step::ALL.map(|step| made.numbers.of(step)),
        [2, 1, 1],
        "begun, reviewed, merged"
    );
    assert_eq!(
        made.by,
        BTreeMap::from([
            ((Some(Sort::Code), State::Looking), 1),
            ((Some(Sort::Code), State::Review), 1),
            ((Some(Sort::Code), State::Merged), 1),
        ])
    );
    assert_eq!(
        made.projects,
        [("quill".to_owned(), 2, 1), ("atlas".to_owned(), 1, 0)]
    );
}

#[test]
fn what_nobody_noted_is_no_zero() {
    let found = of(&people(), &Glances::default(), &[], "2028-03-14");
    assert!(found.is_blank());
    assert_eq!(found.one_to_ones, None);
    assert_eq!(found.hours, None);
    assert_eq!(found.made, None);
    assert_eq!(found.teams.len(), 1);
    assert_eq!((found.teams[0].held, found.teams[0].not_noted), (0, 5));
    // Before it begins there are no weeks of which anything could be noted.
    let before = of(&people(), &Glances::default(), &[], "2028-01-01");
    assert_eq!(before.check_ins, []);
    assert_eq!(before.teams[0].not_noted, 0);
}

#[test]
fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
    let glances = Glances {
        check_ins: vec![checked(MENTEE, 1, Some(100)), checked(MENTEE, 2, Some(201))],
        ..Glances::default()
    };
    let found = of(&people(), &glances, &[], "2028-03-14");
    assert_eq!(found.hours.map(|hours| hours.median), Some(150));
    let sign = Sign {
        member: id(MENTEE),
        week: 1,
    };
    let signed = Glances {
        signs: vec![sign],
        ..Glances::default()
    };
    let found = of(&people(), &signed, &[], "2028-03-14");
    assert_eq!(found.check_ins[0].written, 1);
}

#[test]
fn whoever_finished_is_picked_and_the_others_say_why_not() {
    let members = people();
    let activities = activities(
        &session(),
        &members,
        &[team()],
        &glances(),
        day("2028-04-10"),
    );
    let verdict = |member: RecordId| {
        let of = activities.iter().find(|one| one.member == member);
        of.map(|one| one.verdict())
    };
    let found = candidates(&members, &activities);
    let candidate = |n: u128, why| Candidate {
        member: id(n),
        why,
        verdict: verdict(id(n)),
    };
    assert_eq!(
        found,
        [
            candidate(MENTEE, None),
            candidate(MATE, Some(Unpicked::Left(Some(day("2028-02-20"))))),
            candidate(NAVIGATOR, Some(Unpicked::StillIn)),
        ]
    );
    assert!(matches!(
        found[1].verdict,
        Some(Verdict::NotActive | Verdict::NotKnown)
    ));
}

#[test]
fn a_certificate_says_what_is_known_and_leaves_out_the_rest() {
    let (session, team, members) = (session(), team(), people());
    let of = |member: &Membership, glances: &Glances, works: &[Contribution]| {
        part(member, Some(&team), &session, glances, works)
    };
    let (from, to) = (day("2028-02-07"), day("2028-04-02"));
    assert_eq!(
        of(&members[0], &glances(), &works()),
        Part {
            from,
            to,
            weeks: 8,
            meetings: Some(2),
            merged: Some(1),
        }
    );
    // Who left was there until then; of whom nothing is noted nothing is said.
    assert_eq!(
        of(&members[1], &Glances::default(), &[]),
        Part {
            from,
            to: day("2028-02-20"),
            weeks: 2,
            meetings: None,
            merged: None,
        }
    );
    let late = Membership {
        joined: Some(day("2028-02-15")),
        ..members[2].clone()
    };
    assert_eq!(of(&late, &Glances::default(), &[]).from, day("2028-02-15"));
    assert_eq!(of(&late, &Glances::default(), &[]).weeks, 7);
    // Who joined before it began was there from its first day on.
    let early = Membership {
        joined: Some(day("2027-12-01")),
        ..late
    };
    assert_eq!(of(&early, &Glances::default(), &[]).from, from);
}

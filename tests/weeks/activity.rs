//! Who counts as active, by the usual rules and by others.

use std::sync::LazyLock;

use groundcrew::domain::membership::{Membership, Standing, Team};
use groundcrew::domain::programme::{ActiveRule, Counted, Least, Session};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::activity::{Activity, Gap, Verdict, activities};
use groundcrew::domain::week::circle::Circle;
use groundcrew::domain::week::glance::Glances;
use groundcrew::domain::week::history::Written;
use groundcrew::domain::week::meeting::{Attendance, Meeting, meeting_id};
use groundcrew::domain::week::one_to_one::{OneToOne, State, one_to_one_id};

use super::kit::{CAPTAIN, MENTEE, TEAM, day, id, programme, weeks};

const NAVIGATOR: u128 = 8;
pub const ORGANIZER: u128 = 30;

pub fn session() -> Session {
    static MADE: LazyLock<Session> = LazyLock::new(|| Session {
        starts: weeks().starts,
        weeks: weeks().count,
        ..programme().sessions.remove(0)
    });
    MADE.clone()
}

fn member(n: u128, role: Role, team: Option<u128>) -> Membership {
    Membership {
        id: id(n),
        team: team.map(id),
        ..Membership::new(&session().id, id(100 + n), 0, role)
    }
}

pub fn members() -> Vec<Membership> {
    vec![
        member(MENTEE, Role::Mentee, Some(TEAM)),
        member(2, Role::Mentee, Some(TEAM)),
        member(NAVIGATOR, Role::Navigator, Some(TEAM)),
        member(CAPTAIN, Role::Captain, Some(TEAM)),
        member(ORGANIZER, Role::Organizer, None),
    ]
}

/// A team's meeting, or the organizers', to which these came, and to which nobody else did.
pub fn meeting(of: u128, week: u32, came: &[u128]) -> Meeting {
    let of = if of == ORGANIZER {
        Circle::Organizers.id(&session().id)
    } else {
        id(of)
    };
    let of_host = members().into_iter().map(|member| member.id);
    let missed = of_host.map(|who| (who, Attendance::Missed));
    let came = came.iter().map(|who| (id(*who), Attendance::There));
    let came = missed.chain(came);
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

pub fn one_to_one(member: u128, week: u32, state: State) -> OneToOne {
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

/// How everyone does on a day.
fn found(members: &[Membership], written: &Written, on: &str) -> Vec<Activity> {
    activities(&session(), members, &[], &Glances::of(written), day(on))
}

/// Count, of how many, how many are not known of, and what follows, for each of the members.
fn told(members: &[Membership], written: &Written, on: &str) -> Vec<(u32, u32, usize, Verdict)> {
    let all = found(members, written, on);
    let told = all
        .iter()
        .map(|one| (one.count, one.of, one.gaps.len(), one.verdict()));
    told.collect()
}

/// Four weeks, and what came of the one-to-ones.
fn four_weeks() -> Written {
    Written {
        meetings: vec![
            meeting(TEAM, 1, &[MENTEE, 2, NAVIGATOR]),
            meeting(TEAM, 2, &[MENTEE, NAVIGATOR]),
            meeting(TEAM, 3, &[MENTEE, 2, NAVIGATOR]),
            meeting(TEAM, 4, &[NAVIGATOR]),
            meeting(ORGANIZER, 1, &[ORGANIZER]),
            meeting(ORGANIZER, 2, &[]),
            meeting(ORGANIZER, 3, &[]),
            meeting(ORGANIZER, 4, &[]),
        ],
        one_to_ones: vec![
            one_to_one(MENTEE, 1, State::Held),
            one_to_one(MENTEE, 3, State::Declined),
            one_to_one(2, 1, State::Moved),
            one_to_one(2, 2, State::Moved),
        ],
        ..Written::default()
    }
}

#[test]
fn the_usual_rules_count_meetings_and_one_to_ones() {
    // Four weeks are over: two one-to-ones with each of two are due, and nothing is noted of the last of them.
    assert_eq!(
        told(&members(), &four_weeks(), "2028-03-06"),
        [
            (3, 4, 0, Verdict::Active),
            (2, 4, 0, Verdict::NotYet),
            (4, 4, 0, Verdict::Active),
            (2, 3, 1, Verdict::Active),
            (1, 4, 0, Verdict::NotYet),
        ]
    );
    // All is over, and nothing more was noted.
    assert_eq!(
        told(&members(), &four_weeks(), "2028-04-03"),
        [
            (3, 4, 4, Verdict::Active),
            (2, 4, 4, Verdict::NotKnown),
            (4, 4, 4, Verdict::Active),
            (2, 3, 5, Verdict::NotKnown),
            (1, 4, 4, Verdict::NotKnown),
        ]
    );
}

#[test]
fn what_is_not_known_here_is_named() {
    let mut written = four_weeks();
    written.meetings[1].came.remove(&id(2));
    written.meetings[3].held = Some(false);
    written.meetings.remove(2);
    let all = found(&members(), &written, "2028-03-06");
    // In week 2 nobody noted whether they came; in week 3 nobody noted anything; in week 4 they did not meet.
    assert_eq!(
        all[1].gaps,
        [Gap::Came { week: 2 }, Gap::Meeting { week: 3 }]
    );
    assert_eq!((all[1].count, all[1].of, all[1].ahead), (1, 1, 4));
    assert_eq!(all[1].verdict(), Verdict::NotKnown);
    assert_eq!(all[1].asked(), Some(3));
    let with = id(2);
    assert_eq!(all[3].gaps, [Gap::OneToOne { with, week: 3 }]);
    assert_eq!(all[3].asked(), None, "half of what is not known");
    assert_eq!((all[3].count, all[3].of, all[3].ahead), (2, 3, 4));
}

#[test]
fn half_is_rounded_up_and_half_of_nothing_is_not_told() {
    let written = Written {
        meetings: vec![
            meeting(ORGANIZER, 1, &[ORGANIZER]),
            meeting(ORGANIZER, 2, &[]),
            meeting(ORGANIZER, 3, &[]),
        ],
        ..Written::default()
    };
    let organizer = &found(&members(), &written, "2028-02-28")[4];
    assert_eq!((organizer.count, organizer.of), (1, 3));
    assert_eq!(organizer.asked(), Some(2));
    assert_eq!(organizer.verdict(), Verdict::NotYet);
    // Nothing was due on the first day; after the last one, of nobody.
    let before = found(&members(), &Written::default(), "2028-02-07");
    let organizer = before.last().expect("one each");
    assert_eq!(
        (organizer.asked(), organizer.verdict()),
        (None, Verdict::NotYet)
    );
    let alone = [member(CAPTAIN, Role::Captain, Some(TEAM))];
    let captain = &found(&alone, &Written::default(), "2028-04-03")[0];
    assert_eq!((captain.of, captain.gaps.len(), captain.ahead), (0, 0, 0));
    assert_eq!(
        (captain.asked(), captain.verdict()),
        (None, Verdict::NotKnown)
    );
}

#[test]
fn nobody_is_late_in_a_week_that_is_going_on() {
    let all = told(&members(), &Written::default(), "2028-02-13");
    for (count, of, gaps, verdict) in all {
        assert_eq!((count, of, gaps, verdict), (0, 0, 0, Verdict::NotYet));
    }
    // What is noted of it counts already.
    let written = Written {
        meetings: vec![meeting(TEAM, 1, &[MENTEE])],
        ..Written::default()
    };
    let all = found(&members(), &written, "2028-02-13");
    assert_eq!((all[0].count, all[0].of, all[0].ahead), (1, 1, 7));
    assert_eq!((all[1].count, all[1].of, all[1].ahead), (0, 1, 7));
}

#[test]
fn who_can_not_make_up_for_it_any_more_is_not_active_before_the_end() {
    let written = Written {
        meetings: (1..=6).map(|week| meeting(TEAM, week, &[])).collect(),
        ..Written::default()
    };
    let on = |day| found(&members(), &written, day)[0].verdict();
    // Three are asked, and two weeks are left.
    assert_eq!(on("2028-03-20"), Verdict::NotActive);
    let five = Written {
        meetings: written.meetings[..5].to_vec(),
        ..Written::default()
    };
    let mentee = &found(&members(), &five, "2028-03-13")[0];
    assert_eq!((mentee.of, mentee.ahead), (5, 3));
    assert_eq!(mentee.verdict(), Verdict::NotYet);
}

#[test]
fn who_joins_late_counts_from_then_and_nothing_they_came_to_is_lost() {
    let mut all = members();
    all[1].joined = Some(day("2028-02-23"));
    all[3].joined = Some(day("2028-02-21"));
    let written = Written {
        meetings: vec![
            meeting(TEAM, 1, &[MENTEE]),
            meeting(TEAM, 2, &[MENTEE]),
            meeting(TEAM, 3, &[MENTEE, 2]),
            meeting(TEAM, 4, &[MENTEE]),
        ],
        ..Written::default()
    };
    let late = told(&all, &written, "2028-03-06");
    assert_eq!(late[0], (4, 4, 0, Verdict::Active));
    assert_eq!(late[1], (1, 2, 0, Verdict::NotYet));
    // Weeks 3 and 4 with each of the two.
    assert_eq!(late[3], (0, 0, 2, Verdict::NotKnown));
    // Who was away for a while came to what they came to before.
    all[0].since = Some(day("2028-02-28"));
    let back = told(&all, &written, "2028-03-06");
    assert_eq!(back[0], (4, 4, 0, Verdict::Active));
}

#[test]
fn rules_of_the_programmes_own_count_for_any_role() {
    let own = Role::Own("host".into());
    let mut all = members();
    all.push(member(40, own.clone(), Some(TEAM)));
    let mut session = session();
    session.weekly.active = vec![ActiveRule {
        role: own,
        of: Counted::Meetings,
        least: Least::Percent(100),
    }];
    let mut second = meeting(TEAM, 2, &[]);
    second.came.insert(id(40), Attendance::Excused);
    let written = Written {
        meetings: vec![meeting(TEAM, 1, &[40]), second],
        ..Written::default()
    };
    let found = activities(
        &session,
        &all,
        &[],
        &Glances::of(&written),
        day("2028-02-21"),
    );
    let [host] = &found[..] else {
        panic!("nobody else has a rule: {found:?}");
    };
    assert_eq!((host.count, host.of, host.asked()), (1, 2, Some(2)));
    assert_eq!(
        host.verdict(),
        Verdict::NotActive,
        "not all of them any more"
    );
}

#[test]
fn what_they_did_stays_when_they_leave_and_nothing_is_asked_after() {
    let mut all = members();
    for (member, standing) in [
        (0, Standing::Left),
        (1, Standing::Left),
        (2, Standing::Paused),
    ] {
        all[member].standing = standing;
        all[member].since = Some(day("2028-02-21"));
    }
    let written = Written {
        meetings: (1..=8).map(|week| meeting(TEAM, week, &[MENTEE])).collect(),
        ..Written::default()
    };
    let end = told(&all, &written, "2028-04-03");
    assert_eq!(end[0], (8, 8, 0, Verdict::Active));
    assert_eq!(
        end[1],
        (0, 3, 0, Verdict::NotActive),
        "weeks 1 to 3 were theirs"
    );
    assert_eq!(end[2], (0, 3, 0, Verdict::NotActive));
    // Who left has nothing ahead; who is away may be back.
    let early = Written {
        meetings: written.meetings[..3].to_vec(),
        ..Written::default()
    };
    let then = found(&all, &early, "2028-02-28");
    assert_eq!((then[1].ahead, then[1].verdict()), (0, Verdict::NotActive));
    assert_eq!((then[2].ahead, then[2].verdict()), (5, Verdict::NotYet));
    // Their captain owes them nothing after that: one each for weeks 1 and 2.
    let captain = &found(&all, &Written::default(), "2028-04-03")[3];
    let (one, other) = (id(MENTEE), id(2));
    assert_eq!(
        captain.gaps,
        [
            Gap::OneToOne { with: one, week: 1 },
            Gap::OneToOne {
                with: other,
                week: 1
            }
        ]
    );
}

#[test]
fn a_captain_sees_each_of_them_and_not_one_of_them_often() {
    let often = (1..=4).map(|week| one_to_one(MENTEE, week, State::Held));
    let written = Written {
        one_to_ones: often.collect(),
        ..Written::default()
    };
    let captain = &found(&members(), &written, "2028-03-06")[3];
    assert_eq!((captain.count, captain.of, captain.gaps.len()), (2, 2, 2));
    // What they offered somebody who is on another team by now stays.
    let mut moved = members();
    moved[0].team = Some(id(99));
    let captain = &found(&moved, &written, "2028-03-06")[3];
    assert_eq!((captain.count, captain.of, captain.gaps.len()), (2, 2, 2));
    assert_eq!(captain.verdict(), Verdict::Active);
}

#[test]
fn a_team_on_its_own_dates_counts_its_own_weeks() {
    let team = Team {
        starts: Some(day("2028-03-06")),
        weeks: Some(4),
        ..super::story::team()
    };
    let written = Written {
        meetings: vec![meeting(TEAM, 1, &[MENTEE])],
        ..Written::default()
    };
    let all = activities(
        &session(),
        &members(),
        &[team],
        &Glances::of(&written),
        day("2028-03-13"),
    );
    let mentee = &all[0];
    assert_eq!((mentee.count, mentee.of, mentee.ahead), (1, 1, 3));
    assert_eq!(all[4].ahead, 3, "organizers by the weeks of the session");
}

#[test]
fn the_checks_with_navigators_and_captains_are_nobodys_meetings() {
    let check = Meeting {
        of: Circle::Officers.id(&session().id),
        ..meeting(TEAM, 2, &[NAVIGATOR, CAPTAIN, ORGANIZER])
    };
    let written = Written {
        meetings: vec![check],
        ..Written::default()
    };
    let all = found(&members(), &written, "2028-02-21");
    let counts: Vec<u32> = all.iter().map(|one| one.count).collect();
    assert_eq!(counts, [0; 5]);
}

#[test]
fn who_did_not_take_the_place_is_not_among_them() {
    let mut all = members();
    all[0].accepted = Some(false);
    all[1].deleted = true;
    assert_eq!(found(&all, &Written::default(), "2028-02-07").len(), 3);
}

//! Who may be on a session's teams, and who is not accepted any more.

use std::collections::{BTreeMap, BTreeSet};

use groundcrew::domain::application::{Application, ApplicationState};
use groundcrew::domain::decision::Outcome;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::{Membership, Standing};
use groundcrew::domain::person::{Person, person_id};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::{Applied, Decided, Move, Origin, Parts, Roster};
use groundcrew::domain::time::Instant;

use super::kit::{id, led, spring};

/// What somebody's application came to.
#[derive(Clone, Copy)]
struct Case {
    outcome: Option<Outcome>,
    planned: bool,
    in_effect: Option<(&'static str, Standing)>,
}

/// Whether they are among the people, taking part or not; and whether they are said to be not accepted any more.
fn told(case: Case) -> (Option<bool>, bool) {
    let application = id("application");
    let who = person_id(application);
    let decided = Decided {
        role: Role::Mentee,
        outcome: case.outcome,
    };
    let decided = BTreeMap::from([(application, decided)]);
    let person = Person {
        application: Some(application),
        ..Person::default()
    };
    let people = BTreeMap::from([(who, person)]);
    let memberships = case.in_effect.map(|(role, standing)| {
        let mut member = Membership::new(&spring(), who, 0, Role::from_name(role));
        member.standing = standing;
        member
    });
    let memberships: Vec<Membership> = memberships.into_iter().collect();
    let seat = Move::Seat {
        mentee: who,
        team: Some(id("t1")),
    };
    let moves: &[Move] = if case.planned { &[seat] } else { &[] };
    let rosters: [Roster; 1] = [led().after(moves)];
    let parts = Parts {
        session: &spring(),
        decided: &decided,
        people: &people,
        memberships: &memberships,
        rosters: &rosters,
    };
    let sent = Application {
        id: application,
        session: spring(),
        form_version: id("form"),
        state: ApplicationState::Submitted,
        sent_at: Instant(0),
        answers_at: Instant(0),
        late: false,
        sample: false,
        deleted: false,
        answers: BTreeMap::new(),
    };
    let read = parts.applications();
    let applied = |asked: RecordId| {
        let is_read = asked == application && read.contains(&application);
        is_read.then_some(Applied {
            application: &sent,
            form: None,
        })
    };
    let is_new = !case.planned && case.in_effect.is_none();
    let waits = case.outcome == Some(Outcome::Waitlisted) && is_new;
    let waiting = waits.then_some((application, Role::Mentee));
    assert_eq!(parts.waiting(), waiting.into_iter().collect::<Vec<_>>());
    let members = parts.members(applied, |_: Origin| "somebody".to_owned());
    let revoked = parts.revoked();
    assert!(revoked.is_subset(&BTreeSet::from([who])));
    (
        members.get(&who).map(|member| member.is_in),
        revoked.contains(&who),
    )
}

#[test]
fn who_is_not_accepted_any_more_does_not_take_part_whatever_place_they_have() {
    let accepted = Some(Outcome::Accepted);
    let active = Some(("mentee", Standing::Active));
    let others = [Some(Outcome::Waitlisted), Some(Outcome::Declined), None];
    for (planned, in_effect) in [(true, None), (false, active), (true, active)] {
        let case = |outcome| Case {
            outcome,
            planned,
            in_effect,
        };
        assert_eq!(told(case(accepted)), (Some(true), false));
        for outcome in others {
            assert_eq!(told(case(outcome)), (Some(false), true));
        }
    }
    // Who never had a place is nobody of the session's.
    for outcome in others {
        let case = Case {
            outcome,
            planned: false,
            in_effect: None,
        };
        assert_eq!(told(case), (None, false));
    }
}

#[test]
fn what_was_decided_about_another_role_says_nothing_of_this_one() {
    let case = |standing| Case {
        outcome: Some(Outcome::Declined),
        planned: false,
        in_effect: Some(("captain", standing)),
    };
    assert_eq!(told(case(Standing::Active)), (Some(true), false));
    assert_eq!(told(case(Standing::Left)), (Some(false), false));
}

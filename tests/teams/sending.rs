//! What a page and a worker tell each other arrives as it was, and what is damaged is an error.

use groundcrew::domain::teams::{
    Clash, Damaged, Lock, Objective, Report, Request, Roster, Standing, Team,
};
use proptest::prelude::*;

use super::tiny::problem;

fn roster() -> impl Strategy<Value = Roster> {
    let team = (
        any::<usize>(),
        0..9_usize,
        prop::collection::vec(0..300_usize, 0..4),
    )
        .prop_map(|(navigator, captain, mentees)| Team {
            navigator,
            captain,
            mentees,
        });
    prop::collection::vec(team, 0..4).prop_map(|teams| Roster { teams })
}

fn request() -> impl Strategy<Value = Request> {
    let rest = (
        any::<u64>(),
        prop::option::of(roster()),
        any::<Option<u32>>(),
    );
    (problem(3), rest).prop_map(|(problem, (seed, begin_from, seconds))| Request {
        problem,
        seed,
        begin_from,
        seconds,
    })
}

fn report() -> impl Strategy<Value = Report> {
    let lock = (any::<usize>(), any::<usize>(), any::<bool>()).prop_map(|(who, to, mentee)| {
        if mentee {
            Lock::Mentee(who, to)
        } else {
            Lock::Captain(who, to)
        }
    });
    let clash = (prop::collection::vec(lock, 0..4), any::<bool>())
        .prop_map(|(locks, smallest)| Clash { locks, smallest });
    let standing = prop_oneof![
        Just(Standing::Searching),
        Just(Standing::Proved),
        Just(Standing::Stopped),
        prop::option::of(clash).prop_map(Standing::Infeasible),
    ];
    let objective = || {
        let objective = (any::<usize>(), any::<i64>());
        prop::option::of(objective.prop_map(|(placed, quality)| Objective { placed, quality }))
    };
    (
        standing,
        prop::option::of(roster()),
        objective(),
        objective(),
    )
        .prop_map(|(standing, roster, objective, bound)| Report {
            standing,
            roster,
            objective,
            bound,
        })
}

proptest! {
    #[test]
    fn what_is_asked_arrives_as_it_was(request in request()) {
        prop_assert_eq!(Request::from_bytes(&request.to_bytes()), Ok(request));
    }

    #[test]
    fn what_is_told_arrives_as_it_was(report in report()) {
        prop_assert_eq!(Report::from_bytes(&report.to_bytes()), Ok(report));
    }

    #[test]
    fn what_is_cut_off_or_goes_on_is_an_error(
        request in request(),
        cut in any::<prop::sample::Index>(),
        more in any::<u8>(),
    ) {
        let mut bytes = request.to_bytes();
        let cut = cut.index(bytes.len());
        prop_assert!(Request::from_bytes(&bytes[..cut]).is_err());
        bytes.push(more);
        prop_assert_eq!(Request::from_bytes(&bytes), Err(Damaged::Nonsense));
    }

    #[test]
    fn whatever_the_bytes_they_are_read_or_refused(
        request in request(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        noise in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let mut bytes = request.to_bytes();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // Read again as it was read, or an error: never a panic.
        for bytes in [bytes, noise] {
            if let Ok(read) = Request::from_bytes(&bytes) {
                prop_assert_eq!(Request::from_bytes(&read.to_bytes()), Ok(read));
            }
            if let Ok(read) = Report::from_bytes(&bytes) {
                prop_assert_eq!(Report::from_bytes(&read.to_bytes()), Ok(read));
            }
        }
    }
}

#[test]
fn another_version_is_told_from_damage() {
    assert_eq!(Report::from_bytes(&[1, 0]), Err(Damaged::Form(1)));
    assert_eq!(Report::from_bytes(&[]), Err(Damaged::Nonsense));
    // A list of more than all bytes of a machine's memory.
    let endless = [2, 3, 1, 255, 255, 255, 255, 255, 255, 255, 255, 127];
    assert_eq!(Report::from_bytes(&endless), Err(Damaged::Nonsense));
}

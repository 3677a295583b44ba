//! Samples that are removed leave nothing of themselves on a roster with real people.

use std::collections::BTreeSet;

use groundcrew::domain::roster::{Move, Pair, Roster};
use proptest::prelude::*;

use super::kit::{any_move, id, led, seat, spring};

#[test]
fn who_is_there_no_more_is_on_no_team_and_an_empty_team_goes_with_them() {
    let roster = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        Move::Lock {
            person: id("m1"),
            locked: true,
        },
        Move::Apart {
            pair: Pair::new(id("m1"), id("m2")).expect("two"),
            apart: true,
        },
    ]);
    let everyone: BTreeSet<_> = roster
        .teams
        .keys()
        .flat_map(|team| roster.everyone(*team))
        .collect();
    let gone: BTreeSet<_> = everyone
        .iter()
        .copied()
        .filter(|p| *p != id("m2"))
        .collect();
    let after = roster.after(&roster.moves_without(&gone));
    for person in &gone {
        assert_eq!(after.teams_of(*person), []);
    }
    assert_eq!(after.seats.get(&id("m2")), roster.seats.get(&id("m2")));
    assert!(after.locked.is_empty() && after.apart.is_empty());
    // The other team had samples alone.
    assert!(after.teams.contains_key(&id("t1")));
    assert!(!after.teams.contains_key(&id("t2")));
}

proptest! {
    #[test]
    fn nobody_who_stays_is_moved(moves in prop::collection::vec(any_move(), 0..40), which in any::<u32>()) {
        let roster = Roster::empty(&spring()).after(&moves);
        let people: BTreeSet<_> = roster.teams.keys().flat_map(|team| roster.everyone(*team)).collect();
        let gone: BTreeSet<_> = people.iter().enumerate()
            .filter_map(|(n, person)| (which >> (n % 32) & 1 == 1).then_some(*person))
            .collect();
        let after = roster.after(&roster.moves_without(&gone));
        for person in &people {
            let expected = if gone.contains(person) { Vec::new() } else { roster.teams_of(*person) };
            prop_assert_eq!(after.teams_of(*person), expected);
        }
    }
}

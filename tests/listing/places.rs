//! How many have a place once something is decided about some of them.

use std::collections::BTreeSet;

use groundcrew::domain::application::{SESSION, STATE};
use groundcrew::domain::decision::Outcome;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::listing::{Summary, accepted_with};
use groundcrew::domain::record::Value;

use super::sent;

fn rows() -> Vec<Summary> {
    let accepted = Some(Outcome::Accepted);
    let decided = |row: Summary, decision| Summary { decision, ..row };
    vec![
        decided(sent(0, 0).row(), accepted),
        decided(sent(1, 0).row(), accepted),
        decided(sent(2, 0).row(), None),
        decided(sent(3, 0).row(), Some(Outcome::Waitlisted)),
        decided(
            sent(4, 0).field(STATE, Value::from("withdrawn")).row(),
            accepted,
        ),
        Summary {
            deleted: true,
            ..decided(sent(5, 0).row(), accepted)
        },
        decided(sent(6, 0).field(SESSION, Value::from("autumn")).row(), None),
    ]
}

#[test]
fn who_is_picked_counts_as_decided_and_all_others_as_they_are() {
    let after = |picked: &[u128], outcome| {
        let picked: BTreeSet<RecordId> = picked.iter().map(|id| RecordId::from_bits(*id)).collect();
        let after = accepted_with(&rows(), &picked, outcome).into_iter();
        after
            .map(|(session, n)| (session.to_string(), n))
            .collect::<Vec<_>>()
    };
    let spring = |n| vec![("spring-2027".to_owned(), n)];
    assert_eq!(after(&[2, 3], Some(Outcome::Accepted)), spring(4));
    assert_eq!(after(&[2, 3], Some(Outcome::Declined)), spring(2));
    assert_eq!(after(&[0, 2], None), spring(1));
    // Accepted already: nobody is counted twice.
    assert_eq!(after(&[0], Some(Outcome::Accepted)), spring(2));
    // Who withdrew or was deleted takes no place.
    assert_eq!(after(&[4, 5], Some(Outcome::Accepted)), spring(2));
    assert_eq!(after(&[], Some(Outcome::Accepted)), []);
    assert_eq!(
        after(&[6, 2], Some(Outcome::Accepted)),
        [("autumn".to_owned(), 1), spring(3).remove(0)]
    );
}

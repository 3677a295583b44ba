//! How many have a place once something is decided about some of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Summary;
use crate::domain::application::ApplicationState;
use crate::domain::decision::Outcome;
use crate::domain::id::{RecordId, SessionId};

/// How many are accepted in each session that the picked ones applied to, once this is decided about them. Who withdrew or
/// was deleted takes no place.
pub fn accepted_with(
    rows: &[Summary],
    picked: &BTreeSet<RecordId>,
    outcome: Option<Outcome>,
) -> BTreeMap<SessionId, u32> {
    let of_picked = rows.iter().filter(|row| picked.contains(&row.id));
    let mut accepted: BTreeMap<SessionId, u32> =
        of_picked.map(|row| (row.session.clone(), 0)).collect();
    for row in rows {
        let decided = if picked.contains(&row.id) {
            outcome
        } else {
            row.decision
        };
        let stands = !row.deleted && row.state == ApplicationState::Submitted;
        if stands
            && decided == Some(Outcome::Accepted)
            && let Some(count) = accepted.get_mut(&row.session)
        {
            *count += 1;
        }
    }
    accepted
}

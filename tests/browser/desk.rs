//! What organizers look at stays what was found, while the rows are read anew.

use std::sync::Arc;

use groundcrew::domain::application::ApplicationState;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::listing::{Cells, Summary};
use groundcrew::domain::time::Instant;
use groundcrew::ui::desk::{Desk, Found, Rows};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// The rows of applications with these ids.
fn rows(edition: u64, ids: &[u128]) -> Arc<Rows> {
    let row = |id: &u128| Summary {
        id: RecordId::from_bits(*id),
        session: "orbit-4".parse().expect("a key"),
        form_version: RecordId::from_bits(9),
        state: ApplicationState::Submitted,
        sent_at: Instant(0),
        answers_at: Instant(0),
        late: false,
        sample: false,
        deleted: false,
        conflict: false,
        decision: None,
        zone: None,
        cells: Cells::default(),
    };
    Arc::new(Rows {
        edition,
        all: ids.iter().map(row).collect(),
        ..Rows::default()
    })
}

#[wasm_bindgen_test]
fn what_is_shown_is_what_was_found_whoever_came_meanwhile() {
    let owner = Owner::new();
    owner.with(|| {
        let desk = Desk::new();
        let id = RecordId::from_bits;
        desk.rows.set(rows(1, &[2, 4, 6]));
        desk.found.set(Arc::new(Found {
            rows: desk.rows.get_untracked(),
            places: vec![2, 1],
            ..Found::default()
        }));
        // Another tab takes in two more: every place is another's now.
        desk.rows.set(rows(2, &[1, 2, 3, 4, 6]));
        let found = desk.found.get_untracked();
        let ids: Vec<RecordId> = found.ids().collect();
        assert_eq!(ids, [id(6), id(4)]);
        assert_eq!(found.id_at(1), Some(id(4)));
        assert_eq!(found.position(id(4)), Some(1));
        assert_eq!(found.position(id(2)), None);
    });
}

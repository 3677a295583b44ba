//! The stores of the database, and how each version of it came from the one before.

use crate::browser::idb::{Cause, Step, Upgrade};

/// Records: id to the record's JSON.
pub const RECORDS: &str = "records";
/// A row per record, in blocks: under `k/<kind as JSON>/<first two digits of the id>`, or `e/<digits>`
/// once erased, a line for each, by id. For an application it holds the summary that its list is made of;
/// the others are there to be found by kind.
pub const ROWS: &str = "rows";
/// Records that wait for their receiver's answer: id to the moment they were queued.
pub const OUTBOX: &str = "outbox";
/// Lines of the journal; each is its own key, so that putting one twice changes nothing.
pub const JOURNAL: &str = "journal";
/// What could not be read, kept as it was found.
pub const QUARANTINE: &str = "quarantine";
/// This device's own: its name as a writer, settings, the age of its backup.
pub const META: &str = "meta";

/// Every store, for a transaction over all of them.
pub const ALL: [&str; 6] = [RECORDS, ROWS, OUTBOX, JOURNAL, QUARANTINE, META];

/// The history. A step, once shipped, never changes; a new shape is a new step, and a fixture of the
/// old one goes to tests/fixtures/records/.
pub const STEPS: &[Step] = &[first, second];

fn first(upgrade: &Upgrade<'_>) -> Result<(), Cause> {
    ALL.into_iter()
        .try_for_each(|store| upgrade.add_store(store))
}

/// Rows came to be kept in blocks. They are made anew when the store is opened; what the step itself does
/// is to keep apps away that know of no blocks, and would take them for nothing.
fn second(_: &Upgrade<'_>) -> Result<(), Cause> {
    Ok(())
}

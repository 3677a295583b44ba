//! The stores of the database, and how each version of it came from the one before.

use crate::browser::idb::{Cause, Step, Upgrade};

/// Records: id to the record's JSON.
pub const RECORDS: &str = "records";
/// One row per record, under `k/<kind>/<id>`, or `e/<id>` once erased. For an application it holds
/// the summary that its list is made of; the others are there to be found by kind.
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
pub const STEPS: &[Step] = &[first];

fn first(upgrade: &Upgrade<'_>) -> Result<(), Cause> {
    ALL.into_iter()
        .try_for_each(|store| upgrade.add_store(store))
}

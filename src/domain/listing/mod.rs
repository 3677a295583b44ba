//! The list of applications: a brief row for each, and which rows are shown in which order.
//!
//! Made for 100,000 rows: a row keeps its brief answers packed in one text, and unpacks only
//! what is looked at. Knows nothing of zones' offsets: the caller brings them as data.
//!
//! Where to start: [`Summary`] is a row, [`View`] is what is asked of the list (and stands in its
//! URL), [`arrange()`] gives the rows that are shown.

mod arrange;
mod cells;
mod columns;
mod fold;
mod hay;
mod places;
mod summary;
mod view;

pub use arrange::{Around, arrange, arranged_by, keeps};
pub use cells::{BRIEF, Cell, Cells};
pub use columns::{Columns, choices, takes_other};
pub use fold::fold;
pub use hay::{Hay, Terms, hay_of_answers};
pub use places::accepted_with;
pub use summary::Summary;
pub use view::{Column, Direction, Filters, Sort, UNANSWERED, View, decision_name, read_decision};

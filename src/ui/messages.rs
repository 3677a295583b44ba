//! Each error as a sentence that says what to do, by exhaustive matches: a new variant does not
//! compile until it has its words.

mod file;
mod flaw;
mod problem;
mod programme;
mod refused;
mod storage;

pub use file::{file_error, kind_words, not_read};
pub use flaw::bad_record;
pub use problem::{advice, hours, problem};
pub use programme::{programme_error, unknown_name};
pub use refused::{refused, trouble, undone, unreadable};
pub use storage::{import_error, load_error, save_error};

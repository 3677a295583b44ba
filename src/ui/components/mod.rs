//! What pages are built of. Each component is a native element first, with a class of `style/components/`.
//!
//! Where to start: [`shell`] is the frame of a page, [`field`] how anything is asked,
//! [`question`] the controls of a form's questions.

mod announcer;
mod button;
mod chip;
pub mod conflict;
mod dialog;
mod empty;
mod error_summary;
pub mod field;
mod icon;
mod live;
mod notice;
mod progress;
pub mod question;
mod save_indicator;
mod section_map;
mod segments;
mod select;
mod shell;
mod summary;
mod tabs;

pub use announcer::{Announcer, announce};
pub use button::{Button, ButtonLook, LinkButton};
pub use chip::Chip;
pub use dialog::{Dialog, DialogActions, open_about};
pub use empty::EmptyState;
pub use error_summary::{
    ErrorSummary, ListedProblem, focus_error_summary, focus_field, focus_within,
};
pub use icon::{Icon, icon};
pub use live::{live, one_of, present_while, true_while, truth, words};
pub use notice::{Notice, Tone};
pub use progress::Progress;
pub use save_indicator::SaveIndicator;
pub use section_map::{SectionMap, SectionStep};
pub use segments::{Called, Segment, changing_segments, segments};
pub use select::{Select, SelectLook};
pub use shell::{NavLink, Page, PageHead, focus_heading, focus_if_lost, hand_on_focus};
pub use summary::{Summary, SummaryRow};
pub use tabs::{SortDirection, SortHeader, Tabs};

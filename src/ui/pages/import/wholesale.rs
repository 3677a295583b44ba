//! A whole export among the files: it is taken in by itself, when someone says so.

use leptos::prelude::*;

use super::batch::{Batch, Verdict};
use crate::t;
use crate::ui::components::{Button, Icon};

/// The button for it.
pub(super) fn offer(batch: Batch, verdict: &Verdict) -> Option<AnyView> {
    let (text, records) = match verdict {
        Verdict::Export(text, records) => (text.clone(), *records),
        Verdict::Submission(_)
        | Verdict::Weeks(_)
        | Verdict::ForOrganizers
        | Verdict::Refused(_)
        | Verdict::Unread(_) => return None,
    };
    let press = move |()| batch.taking.start(text.clone(), Some(records));
    let blocked = batch.blocked();
    Some(view! { <Button label=t!(crew.take_export) mark=Icon::Inbox press blocked /> }.into_any())
}

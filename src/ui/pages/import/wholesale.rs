//! A whole export among the files: it is taken in by itself, when someone says so.

use leptos::prelude::*;

use super::batch::{Batch, Verdict};
use crate::t;
use crate::ui::components::{Button, Icon};
use crate::ui::pages::data::Taking;

/// The button for it.
pub(super) fn offer(batch: Batch, verdict: &Verdict) -> Option<AnyView> {
    let (text, records) = match verdict {
        Verdict::Export(text, records) => (text.clone(), *records),
        Verdict::Submission(_) | Verdict::Refused(_) | Verdict::Unread(_) => return None,
    };
    let taking = Taking::new(batch.app, batch.failed);
    let press = move |()| taking.start(text.clone());
    Some(
        view! {
            <Button label=t!(crew.take_export) mark=Icon::Inbox press />
            {taking.view(Some(records))}
        }
        .into_any(),
    )
}

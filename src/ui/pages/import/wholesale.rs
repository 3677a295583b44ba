//! A whole export among the files: it is taken in by itself, when someone says so.

use leptos::prelude::*;

use super::batch::{Batch, Verdict};
use crate::t;
use crate::ui::components::{Button, Icon};
use crate::ui::pages::data::take_in;

/// The button for it.
pub(super) fn offer(batch: Batch, verdict: &Verdict) -> Option<AnyView> {
    let text = match verdict {
        Verdict::Export(text, _) => text.clone(),
        Verdict::Submission(_) | Verdict::Refused(_) | Verdict::Unread(_) => return None,
    };
    let done = RwSignal::new(None::<String>);
    let press = move |()| take_in(batch.app, text.clone(), batch.failed, done, batch.done);
    Some(
        view! {
            <Button label=t!(crew.take_export) mark=Icon::Inbox press />
            <p role="status">{done}</p>
        }
        .into_any(),
    )
}

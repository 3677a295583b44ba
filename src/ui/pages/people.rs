//! Who takes part in a session, and as what: accepted applicants, and people added by hand.

use leptos::prelude::*;

use crate::domain::id::SessionId;
use crate::ui::components::PageHead;

/// Everyone of a session.
#[component]
pub fn PeoplePage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let _ = session;
    view! { <PageHead title="x" /> }.into_any()
}

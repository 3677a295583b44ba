//! What is asked of the list on screen, in step with its URL: a link sets it, a change is written to
//! the URL once nobody has typed for a moment (browsers limit how often an address may change).

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::listing::View;
use crate::route::Route;
use crate::ui::app::App;
use crate::ui::desk::{query_of, view_of};
use crate::ui::place;

/// How long after the last change the URL follows.
const FOLLOW: Duration = Duration::from_millis(200);

/// What is asked of the list on screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ListView {
    /// The app.
    pub app: App,
    /// What is asked.
    pub view: RwSignal<View>,
    pending: StoredValue<Option<TimeoutHandle>>,
}

impl ListView {
    /// Follows the URL from now on, as long as the page is there.
    pub fn follow(app: App) -> Self {
        let asked = move || match app.route.get() {
            Route::Applications(query) => Some(view_of(&query)),
            Route::Home
            | Route::Apply(_)
            | Route::ApplySection(..)
            | Route::ApplyQuestion(..)
            | Route::ApplyReview(_)
            | Route::ApplySent(_)
            | Route::Mine
            | Route::Application(..)
            | Route::Compare(_)
            | Route::Studio(..)
            | Route::People(_)
            | Route::Person(..)
            | Route::Roster(..)
            | Route::Team(..)
            | Route::Meeting(..)
            | Route::Circle(..)
            | Route::CircleMeeting(..)
            | Route::Standing(..)
            | Route::Certificates(_)
            | Route::Report(_)
            | Route::Wall(_)
            | Route::Plan(_)
            | Route::Contributions(..)
            | Route::Closing(..)
            | Route::Closings(_)
            | Route::Weeks(..)
            | Route::CheckIn(..)
            | Route::Choose(_)
            | Route::Import
            | Route::Data
            | Route::NotFound(_) => None,
        };
        let list = Self {
            app,
            view: RwSignal::new(untrack(asked).unwrap_or_default()),
            pending: StoredValue::new(None),
        };
        Effect::new(move || {
            if let Some(view) = asked()
                && list.view.with_untracked(|now| *now != view)
            {
                // A link or the way back says otherwise; what was to be written is out of date.
                list.forget_pending();
                list.view.set(view);
            }
        });
        on_cleanup(move || list.forget_pending());
        list
    }

    /// Asks for something else.
    pub fn change(self, change: impl FnOnce(&mut View)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        if self.view.with_untracked(|now| *now == view) {
            return;
        }
        self.view.set(view);
        self.forget_pending();
        let write = move || {
            let query = self.view.with_untracked(query_of);
            self.pending.set_value(None);
            place::replace(&Route::Applications(query));
        };
        match set_timeout_with_handle(write, FOLLOW) {
            Ok(handle) => self.pending.set_value(Some(handle)),
            Err(error) => leptos::logging::error!("no timer: {error:?}"),
        }
    }

    fn forget_pending(self) {
        let pending = self.pending.try_update_value(Option::take).flatten();
        if let Some(pending) = pending {
            pending.clear();
        }
    }

    /// The link to an application, from which one comes back to this view.
    pub fn link_to(self, id: crate::domain::id::RecordId) -> String {
        let query = self.view.with_untracked(query_of);
        Route::Application(id, query).href()
    }
}

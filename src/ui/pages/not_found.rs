//! A link that leads nowhere.

use leptos::prelude::*;

use crate::route::Route;
use crate::t;
use crate::ui::components::{LinkButton, PageHead};

/// Says that there is nothing at this address, and where to go instead.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=t!(home.not_found)>
            <p>{t!(home.not_found_help)}</p>
        </PageHead>
        <p>
            <LinkButton href=Route::Home.href() label=t!(home.to_front) />
        </p>
    }
}

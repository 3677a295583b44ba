//! Another programme at the same address: what was written for either stays within reach.

use leptos::prelude::*;

use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, Notice, Tone};
use crate::ui::programme::{Other, earlier};

/// What to know of another programme that the host has now, and the way to it.
pub fn other_programme(app: App, other: Other) -> AnyView {
    let (shown, was) = app
        .programme
        .with_untracked(|shown| (shown.name.clone(), shown.id.to_string()));
    let now = other.id.to_string();
    view! {
        <p>{t!(home.programme_other_help, shown = shown)}</p>
        <p>{t!(home.programme_other_host, now = now, was = was)}</p>
        {go(app, other)}
    }
    .into_any()
}

/// The programmes that this page was of before, with the way back to each.
pub fn earlier_programmes(app: App) -> AnyView {
    let notices = earlier(app).into_iter().map(|other| {
        let title = t!(home.programme_earlier, name = other.name.clone());
        view! {
            <Notice tone=Tone::Info title>
                <p>{t!(home.programme_earlier_help)}</p>
                {go(app, other)}
            </Notice>
        }
    });
    view! { <div class="notices">{notices.collect_view()}</div> }.into_any()
}

fn go(app: App, other: Other) -> AnyView {
    let label = t!(home.programme_go, name = other.name.clone());
    let press = move |()| other.go(app);
    view! { <Button label press /> }.into_any()
}

//! What a week is about, as it is shown: what someone wrote of it, and for the rest what is usual.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::components::live;
use crate::domain::id::SessionId;
use crate::domain::week::Weeks;
use crate::domain::week::plan::{Theme, Written, plan_id};
use crate::t;

/// A week's plan, with nothing left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What it is about.
    pub theme: String,
    /// A message to send.
    pub message: String,
    /// Things to do, one a line.
    pub to_do: String,
}

impl Planned {
    /// The plan of a week of which so much is written.
    pub fn of(written: &Written, theme: Theme) -> Self {
        let or = |said: &Option<String>, usual: &'static str| {
            said.clone().unwrap_or_else(|| usual.to_owned())
        };
        let (usual, message, to_do) = usual_words(theme);
        Self {
            theme: or(&written.theme, usual),
            message: or(&written.message, message),
            to_do: or(&written.to_do, to_do),
        }
    }
}

/// What is usual: what a week is about, the message, and the things to do.
pub fn usual_words(theme: Theme) -> (&'static str, &'static str, &'static str) {
    match theme {
        Theme::Welcome => (
            t!(weeks.plan.welcome),
            t!(weeks.plan.welcome_message),
            t!(weeks.plan.welcome_to_do),
        ),
        Theme::Channels => (
            t!(weeks.plan.channels),
            t!(weeks.plan.channels_message),
            t!(weeks.plan.channels_to_do),
        ),
        Theme::Environment => (
            t!(weeks.plan.environment),
            t!(weeks.plan.environment_message),
            t!(weeks.plan.environment_to_do),
        ),
        Theme::Pairing => (
            t!(weeks.plan.pairing),
            t!(weeks.plan.pairing_message),
            t!(weeks.plan.pairing_to_do),
        ),
        Theme::HalfWay => (
            t!(weeks.plan.half_way),
            t!(weeks.plan.half_way_message),
            t!(weeks.plan.half_way_to_do),
        ),
        Theme::Testing => (
            t!(weeks.plan.testing),
            t!(weeks.plan.testing_message),
            t!(weeks.plan.testing_to_do),
        ),
        Theme::Finishing => (
            t!(weeks.plan.finishing),
            t!(weeks.plan.finishing_message),
            t!(weeks.plan.finishing_to_do),
        ),
        Theme::WhatsNext => (
            t!(weeks.plan.whats_next),
            t!(weeks.plan.whats_next_message),
            t!(weeks.plan.whats_next_to_do),
        ),
        Theme::Close => (
            t!(weeks.plan.close),
            t!(weeks.plan.close_message),
            t!(weeks.plan.close_to_do),
        ),
    }
}

/// What a week is about, read from storage, and again when anything changed.
pub fn of_week(app: App, session: &SessionId, weeks: Weeks, week: u32) -> AnyView {
    let written = RwSignal::new(None);
    let id = plan_id(session, week);
    Effect::new(move || {
        app.changed.track();
        spawn_local(async move {
            // What can't be read is said where plans are made; here the usual would stand for what someone wrote.
            if let Ok(found) = app.store().get(id).await {
                let read = found.as_ref().and_then(Written::read);
                let now = read.map_or_else(Written::default, |(.., written)| written);
                written.try_set(Some(now));
            }
        });
    });
    let theme = Theme::usual(weeks, week);
    let planned = Memo::new(move |_| Some(Planned::of(&written.get()?, theme)));
    live(move || match planned.get() {
        Some(planned) => card(&planned),
        None => ().into_any(),
    })
}

fn card(planned: &Planned) -> AnyView {
    let to_do = planned.to_do.lines().map(str::trim).map(ToOwned::to_owned);
    let to_do: Vec<String> = to_do.filter(|line| !line.is_empty()).collect();
    let list = (!to_do.is_empty()).then(|| {
        let lines = to_do.into_iter();
        let lines = lines.map(|line| view! { <li dir="auto">{line}</li> });
        view! { <ul class="plan-to-do">{lines.collect_view()}</ul> }
    });
    let message = planned.message.clone();
    let message = (!message.trim().is_empty()).then(|| {
        view! {
            <p class="said" dir="auto">
                {message}
            </p>
        }
    });
    view! {
        <section class="plan-week" aria-label=t!(weeks.about)>
            <h2 dir="auto">{planned.theme.clone()}</h2>
            {message}
            {list}
        </section>
    }
    .into_any()
}

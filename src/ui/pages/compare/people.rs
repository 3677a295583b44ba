//! Who is compared: read from their applications, each to be left out or taken in.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::Crowd;
use crate::browser::store::LoadError;
use crate::browser::zones;
use crate::domain::answer::Answer;
use crate::domain::application::Application;
use crate::domain::id::RecordId;
use crate::domain::overlap::{Availability, Offsets};
use crate::format::form::of_version;
use crate::t;
use crate::ui::app::App;
use crate::ui::pages::application::name;

/// Somebody who is compared.
pub(super) struct Person {
    pub name: String,
    /// The zone of their week.
    pub zone: Option<String>,
    /// When they are free; nothing if they did not say, or in a zone that the browser does not know.
    pub week: Option<Availability>,
}

/// Reads who these people are and when they are free. Those who can't be read are not among them: the
/// list names them.
pub(super) async fn read(app: App, ids: Vec<RecordId>) -> Result<Crowd, LoadError> {
    let store = app.store();
    let records = store.get_all(ids).await?;
    let applications: Vec<Application> = records
        .iter()
        .filter_map(|record| Application::read(record).ok().flatten())
        .collect();
    let versions = applications
        .iter()
        .map(|application| application.form_version);
    let mut versions: Vec<RecordId> = versions.collect();
    versions.sort_unstable();
    versions.dedup();
    let forms = store.get_all(versions).await?;
    let forms: HashMap<_, _> = forms
        .iter()
        .filter_map(|record| Some((record.id, of_version(record)?)))
        .collect();
    let session = applications
        .first()
        .and_then(|application| app.session(&application.session));
    let mut clocks: HashMap<String, Option<Offsets>> = HashMap::new();
    let people = applications.iter().map(|application| {
        let answers = application.answers.values();
        let week = answers
            .filter_map(|value| Answer::from_value(value).ok())
            .find_map(|answer| {
                if let Answer::Availability(zone, slots) = answer {
                    Some((zone, slots))
                } else {
                    None
                }
            });
        let zone = week.as_ref().map(|(zone, _)| zone.clone());
        let week = week.and_then(|(zone, slots)| {
            let session = session.as_ref()?;
            let clock = clocks
                .entry(zone)
                .or_insert_with_key(|zone| zones::clock(zone, session.starts, session.weeks));
            let clock = clock.clone()?;
            Some(Availability { clock, slots })
        });
        Person {
            name: name(application, forms.get(&application.form_version)),
            zone,
            week,
        }
    });
    let mut people: Vec<Person> = people.collect();
    people.sort_by_key(|person| person.name.to_lowercase());
    Ok(Crowd { people, session })
}

/// Ticks to leave people out and take them in, folded away.
pub(super) fn chooser(crowd: &Arc<Crowd>, on: RwSignal<Vec<bool>>) -> AnyView {
    let ticks = crowd.people.iter().enumerate().map(|(place, person)| {
        let silent = person.week.is_none();
        let zone = match &person.zone {
            Some(zone) => zone.replace('_', " "),
            None => t!(crew.compare_no_week).to_owned(),
        };
        let toggle = move |event| {
            let checked = event_target_checked(&event);
            on.update(|on| on[place] = checked);
        };
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    disabled=silent
                    prop:checked=move || !silent && on.with(|on| on[place])
                    on:change=toggle
                />
                <span dir="auto">{person.name.clone()}</span>
                <span class="choice-help">{zone}</span>
            </label>
        }
    });
    let ticks = ticks.collect_view();
    let able = crowd.people.iter().filter(|person| person.week.is_some());
    let able = able.count();
    let crowd = Arc::clone(crowd);
    let count = move || {
        let chosen = on.with(|on| {
            let people = crowd.people.iter().zip(on);
            let chosen = people.filter(|(person, on)| **on && person.week.is_some());
            chosen.count()
        });
        t!(
            crew.compare_people,
            n = crate::ui::when::number_words(chosen as f64),
            all = crate::ui::when::number_words(able as f64)
        )
    };
    view! {
        <details class="compare-people">
            <summary>{count}</summary>
            <div class="compare-ticks">{ticks}</div>
        </details>
    }
    .into_any()
}

//! Who is compared: read from their applications or from a session's crew, each to be left out or taken
//! in.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Asked, WHO};
use crate::browser::store::LoadError;
use crate::browser::zones;
use crate::domain::answer::Answer;
use crate::domain::application::Application;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::overlap::crowd::{Compared, Crowd, Group};
use crate::domain::overlap::{Availability, Offsets};
use crate::domain::programme::Session;
use crate::domain::roster::roster_id;
use crate::format::form::of_version;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook};
use crate::ui::crew;
use crate::ui::pages::application::name;
use crate::ui::pages::roster::team_name;
use crate::ui::when::zone_words;

/// Reads who these people are and when they are free. Those who can't be read are not among them: the
/// list names them.
pub(super) async fn read_applications(app: App, ids: Vec<RecordId>) -> Result<Crowd, LoadError> {
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
        Compared {
            id: application.id,
            role: None,
            name: name(application, forms.get(&application.form_version)),
            zone,
            week,
        }
    });
    Ok(crowd(people.collect(), Vec::new(), session))
}

/// Reads everyone who takes part in a session, with the teams that are in effect or else are being
/// formed.
pub(super) async fn read_crew(app: App, session: &SessionId) -> Result<Crowd, LoadError> {
    let Some(read) = crew::read(app, session, None).await? else {
        return Ok(crowd(Vec::new(), Vec::new(), None));
    };
    let members = read.crew.all().filter(|member| member.is_in);
    let people = members.map(|member| Compared {
        id: member.id,
        name: crew::called(&read.crew, member),
        role: Some(member.role.clone()),
        zone: member.zone.clone(),
        week: read.crew.availability(member),
    });
    let people = people.collect();
    let on_it = |team: RecordId| {
        let members = read.members().filter(move |m| m.team == Some(team));
        members.filter(|m| m.is_in()).map(|m| m.person).collect()
    };
    let settled = read.teams.iter().map(|team| Group {
        id: team.id,
        name: team_name(team),
        people: on_it(team.id),
    });
    let mut teams: Vec<Group> = settled.collect();
    if teams.is_empty()
        && let Some(roster) = read.roster(roster_id(session))
    {
        let planned = roster.in_order().into_iter().map(|(id, plan)| Group {
            id,
            name: plan.name.clone(),
            people: roster.everyone(id),
        });
        teams = planned.collect();
    } else {
        teams.sort_by_cached_key(|team| team.name.to_lowercase());
    }
    teams.retain(|team| !team.people.is_empty());
    Ok(crowd(people, teams, Some(read.session().clone())))
}

fn crowd(mut people: Vec<Compared>, teams: Vec<Group>, session: Option<Session>) -> Crowd {
    people.sort_by_cached_key(|person| person.name.to_lowercase());
    Crowd {
        people,
        teams,
        session,
    }
}

/// Ticks to leave people out and take them in, folded away.
pub(super) fn chooser(asked: Asked, crowd: &Arc<Crowd>, on: Memo<Vec<bool>>) -> AnyView {
    let tick = {
        let crowd = Arc::clone(crowd);
        move |change: &dyn Fn(&mut Vec<bool>)| {
            let mut now = on.get_untracked();
            change(&mut now);
            asked.set(WHO, &crowd.named(&now));
        }
    };
    let ticks = crowd.people.iter().enumerate().map(|(place, person)| {
        let silent = person.week.is_none();
        let zone = match &person.zone {
            Some(zone) => zone_words(zone),
            None => t!(crew.compare_no_week).to_owned(),
        };
        let tick = tick.clone();
        let toggle = move |event| {
            let checked = event_target_checked(&event);
            tick(&|on| on[place] = checked);
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
    let within = Arc::clone(crowd);
    let count = move || {
        let chosen = on.with(|on| {
            let people = within.people.iter().zip(on);
            let chosen = people.filter(|(person, on)| **on && person.week.is_some());
            chosen.count()
        });
        t!(
            crew.compare_people,
            n = crate::ui::when::number_words(chosen as f64),
            all = crate::ui::when::number_words(able as f64)
        )
    };
    let (all, none) = (tick.clone(), tick);
    view! {
        <details class="compare-people">
            <summary>{count}</summary>
            <div class="compare-all">
                <Button
                    label=t!(crew.compare_tick_all)
                    look=ButtonLook::Quiet
                    press=move |()| all(&|on| on.fill(true))
                />
                <Button
                    label=t!(crew.compare_tick_none)
                    look=ButtonLook::Quiet
                    press=move |()| none(&|on| on.fill(false))
                />
            </div>
            <div class="compare-ticks">{ticks}</div>
        </details>
    }
    .into_any()
}

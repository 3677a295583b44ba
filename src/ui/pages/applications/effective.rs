//! That applicants are on teams in effect: said beside what is decided about them, which alone takes nobody off a team.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::LoadError;
use crate::domain::id::RecordId;
use crate::domain::membership::{Membership, Team};
use crate::domain::person::person_id;
use crate::domain::record::{Kind, Record};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Notice, Tone, live};
use crate::ui::messages;
use crate::ui::when::list_words;
use crate::ui::words::word;

/// Where some applicants are in effect: the team, by the application.
async fn teams_of(
    app: App,
    applications: &[RecordId],
) -> Result<BTreeMap<RecordId, String>, LoadError> {
    let store = app.store();
    let by_person = applications.iter().map(|id| (person_id(*id), *id));
    let by_person: BTreeMap<RecordId, RecordId> = by_person.collect();
    let mut on: BTreeMap<RecordId, RecordId> = BTreeMap::new();
    let mut take = |record: &Record| {
        let member = Membership::read(record).filter(Membership::is_in);
        let found = member.and_then(|member| Some((*by_person.get(&member.person)?, member.team?)));
        on.extend(found);
    };
    store
        .each_of_kind(&Kind::Membership, |records| {
            records.iter().for_each(&mut take);
        })
        .await?;
    let records = store.get_all(on.values().copied()).await?;
    let teams = records.iter().filter_map(Team::read);
    let teams = teams.filter(|team| !team.deleted);
    let teams: BTreeMap<RecordId, String> = teams.map(|team| (team.id, team.name)).collect();
    let named = on
        .into_iter()
        .filter_map(|(application, team)| Some((application, teams.get(&team)?.clone())));
    Ok(named.collect())
}

/// The note, which is about whoever of these is on a team in effect; `called` says what they are called.
pub fn note(
    app: App,
    applications: Signal<Vec<RecordId>>,
    called: impl Fn(RecordId) -> String + Send + Sync + 'static,
) -> AnyView {
    let found: RwSignal<Result<BTreeMap<RecordId, String>, LoadError>> =
        RwSignal::new(Ok(BTreeMap::new()));
    let turn = StoredValue::new(0_u32);
    Effect::new(move || {
        app.changed.track();
        let asked = applications.get();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let teams = if asked.is_empty() {
                Ok(BTreeMap::new())
            } else {
                teams_of(app, &asked).await
            };
            // A late reply, or the page was left.
            if turn.try_get_value() == Some(this) {
                found.set(teams);
            }
        });
    });
    live(move || {
        found
            .with(|found| match found {
                Err(error) => Some(messages::load_error(error)),
                Ok(teams) => {
                    let lines = teams.iter().map(|(application, team)| {
                        let name = called(*application);
                        t!(crew.is_on_team, name = name, team = team.clone())
                    });
                    let lines: Vec<String> = lines.collect();
                    (!lines.is_empty()).then(|| {
                        t!(
                            crew.in_effect,
                            places = list_words(&lines),
                            team = word(|w| &w.team.one)
                        )
                    })
                }
            })
            .map(|words| {
                view! {
                    <Notice tone=Tone::Warning>
                        <p dir="auto">{words}</p>
                    </Notice>
                }
            })
            .into_any()
    })
}

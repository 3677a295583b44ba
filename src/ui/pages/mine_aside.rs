//! What could not be read of the owner's and was set aside: named, exportable (Promise 5), and erased
//! with the rest.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::LoadError;
use crate::domain::application::applications_of;
use crate::domain::gather::gather;
use crate::domain::id::RecordId;
use crate::domain::record::Kind;
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, Notice, Tone};
use crate::ui::deed::{Failed, failure};
use crate::ui::{messages, set_aside};
use crate::{plural, t};

/// What could not be read of the owner's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Aside {
    /// The keys it is stored under.
    pub keys: Vec<String>,
    /// Applications that drafts among it seem to name: nobody else here says that they are the owner's.
    pub sent: Vec<RecordId>,
}

impl Aside {
    /// How many things they are.
    pub fn count(&self) -> u32 {
        u32::try_from(self.keys.len()).unwrap_or(u32::MAX)
    }
}

/// What is set aside, looked at again after each change.
pub(super) fn follow_aside(app: App, failed: Failed) -> RwSignal<Aside> {
    let aside = RwSignal::new(Aside::default());
    Effect::new(move |_| {
        app.changed.track();
        spawn_local(async move {
            // The page may have been left meanwhile.
            match aside_of(app).await {
                Ok(found) => drop(aside.try_set(found)),
                Err(error) => drop(failed.try_set(Some(messages::load_error(&error)))),
            }
        });
    });
    aside
}

/// On a device that holds what others sent, what can't be read may be theirs: of that, what was known
/// as a draft is the owner's, and what the owner's drafts name.
async fn aside_of(app: App) -> Result<Aside, LoadError> {
    let mut found = app.store().quarantine().await?;
    if found.is_empty() {
        return Ok(Aside::default());
    }
    let drafts = app.store().ids_of_kind(&Kind::Draft).await?;
    let applications: BTreeSet<RecordId> =
        gather(app.store().ids_of_kind(&Kind::Application).await?);
    let id_of = |key: &str| key.parse::<RecordId>().ok();
    let mut mine: BTreeSet<RecordId> = app
        .mine
        .with_untracked(|mine| gather(mine.values().flat_map(applications_of)));
    let sent: BTreeSet<RecordId> = gather(
        found
            .iter()
            .filter(|bad| id_of(&bad.key).is_some_and(|id| drafts.contains(&id)))
            .flat_map(|bad| bad.raw.split(|c: char| !c.is_ascii_hexdigit()))
            .filter_map(id_of)
            .filter(|id| applications.contains(id)),
    );
    mine.extend(&sent);
    let holds_others = applications.iter().any(|id| !mine.contains(id));
    mine.extend(drafts);
    found.retain(|bad| !holds_others || id_of(&bad.key).is_some_and(|id| mine.contains(&id)));
    Ok(Aside {
        keys: found.into_iter().map(|bad| bad.key).collect(),
        sent: sent.into_iter().collect(),
    })
}

/// That something was set aside, with a way to export it as it was found.
pub(super) fn aside_notice(app: App, aside: RwSignal<Aside>) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let press = move |()| spawn_local(async move { failed.set(set_aside::save(app).await.err()) });
    let shown = move || {
        let count = aside.with(Aside::count);
        (count > 0).then(|| {
            view! {
                <Notice tone=Tone::Warning title=t!(apply.mine.aside)>
                    <p>{plural!(apply.mine.aside_help, count)}</p>
                    <p>
                        <Button label=t!(apply.mine.aside_export) mark=Icon::Download press=press />
                    </p>
                </Notice>
            }
        })
    };
    view! {
        {failure(failed)}
        {shown}
    }
    .into_any()
}

//! From an empty page to a running app: reads the programme, opens the storage, or says what is wrong.
//!
//! A failed load is never shown as “empty”, and nothing can be written after one.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::pages::{Broken, Trouble};
use super::shell::Shell;
use super::updates::Updates;
use super::{i18n, place};
use crate::browser::programme_file::{self, NotFetched};
use crate::browser::store::{Store, StoreEvent, Summariser};
use crate::browser::{clock, zones};
use crate::domain::programme::Programme;
use crate::format::programme::parse;
use crate::format::summary;
use crate::route::Route;
use crate::t;

/// How often what shows deadlines looks at the clock.
const TICK: Duration = Duration::from_secs(30);

/// How the rows of the list of applications are made.
const SUMMARISER: Summariser = Summariser {
    version: summary::VERSION,
    make: summary::to_text,
};

/// How far the start has come.
#[derive(Clone)]
#[allow(clippy::large_enum_variant, reason = "there is only ever one")]
enum Stage {
    Starting,
    /// Another tab holds an older version of the storage open.
    Blocked,
    Failed(Trouble),
    Running(App),
}

/// What a start needs beside the network and the storage.
#[derive(Clone)]
struct Start {
    stage: RwSignal<Stage>,
    running: StoredValue<Option<App>>,
    route: ReadSignal<Route>,
    updates: Updates,
    owner: Owner,
}

/// The app from its first moment.
#[component]
pub fn Boot() -> AnyView {
    let start = Start {
        stage: RwSignal::new(Stage::Starting),
        running: StoredValue::new(None),
        route: place::follow(),
        updates: Updates::watch(),
        owner: Owner::current().unwrap_or_default(),
    };
    start.clone().begin();
    let stage = start.stage;
    let shown = move || match stage.get() {
        Stage::Starting => starting(t!(home.starting)),
        Stage::Blocked => starting(t!(home.storage_blocked)),
        Stage::Failed(trouble) => {
            let start = start.clone();
            let again = Callback::new(move |()| start.clone().begin());
            view! { <Broken trouble again /> }.into_any()
        }
        Stage::Running(app) => {
            provide_context(app);
            view! { <Shell /> }.into_any()
        }
    };
    shown.into_any()
}

fn starting(words: &'static str) -> AnyView {
    view! { <p class="boot-loading" role="status">{words}</p> }.into_any()
}

impl Start {
    fn begin(self) {
        self.stage.set(Stage::Starting);
        spawn_local(async move {
            let stage = self.stage;
            stage.set(match self.open().await {
                Ok(app) => Stage::Running(app),
                Err(trouble) => Stage::Failed(trouble),
            });
        });
    }

    async fn open(self) -> Result<App, Trouble> {
        let kept = programme_file::last_good();
        let kept = kept.and_then(|text| Some((parse(&text).ok()?.programme, text)));
        let (programme, kept) = match kept {
            Some((programme, text)) => (programme, Some(text)),
            None => (first_programme().await?, None),
        };
        if i18n::speak(&programme).is_err() {
            leptos::logging::warn!("the page's language can't be set");
        }
        let store = self.store(&programme).await?;
        let mine = store.load_mine().await.map_err(Trouble::Storage)?;
        let zones = zones::known();
        let Self {
            running,
            route,
            updates,
            owner,
            ..
        } = self;
        let app = owner.with(|| App::new(programme, store, mine, zones, route, updates));
        running.set_value(Some(app));
        owner.with(|| follow_the_clock(app));
        if let Some(text) = kept {
            spawn_local(refresh_programme(app, text));
        }
        Ok(app)
    }

    async fn store(&self, programme: &Programme) -> Result<Store, Trouble> {
        let (stage, running) = (self.stage, self.running);
        let follow = move |event: StoreEvent| match (running.get_value(), event) {
            (None, StoreEvent::Blocked) => stage.set(Stage::Blocked),
            (None, _) => {}
            (Some(app), event) => spawn_local(async move {
                if let Err(error) = app.follow(event).await {
                    leptos::logging::error!("what another tab wrote can't be read: {error}");
                }
            }),
        };
        let store = Store::open(&programme.id, SUMMARISER, follow).await;
        store.map_err(Trouble::Storage)
    }
}

/// The programme at a first visit.
async fn first_programme() -> Result<Programme, Trouble> {
    let text = programme_file::fetch()
        .await
        .map_err(Trouble::NoProgramme)?;
    let parsed = parse(&text).map_err(Trouble::BadProgramme)?;
    programme_file::keep(&text);
    Ok(parsed.programme)
}

/// Reads the programme anew behind a start from the kept copy.
async fn refresh_programme(app: App, kept: String) {
    let text = match programme_file::fetch().await {
        Ok(text) => text,
        // Offline, or the host is at fault: the kept copy serves, which is what it is for.
        Err(NotFetched::Offline | NotFetched::Status(_)) => return,
    };
    if text == kept {
        return;
    }
    match parse(&text) {
        Err(faults) => app.programme_faults.set(faults),
        Ok(parsed) => {
            programme_file::keep(&text);
            let same = app
                .programme
                .with_untracked(|p| p.id == parsed.programme.id);
            if same && !app.is_typing() {
                app.programme.set(Arc::new(parsed.programme));
            } else {
                app.programme_changed.set(true);
            }
        }
    }
}

fn follow_the_clock(app: App) {
    let tick = set_interval_with_handle(move || app.now.set(clock::now()), TICK);
    if let Err(error) = tick {
        leptos::logging::error!("no clock to follow: {error:?}");
    }
}

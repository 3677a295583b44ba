//! From an empty page to a running app: reads the programme, opens the storage, or says what is wrong.
//!
//! A failed load is never shown as “empty”, and nothing can be written after one.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::pages::{Broken, Trouble};
use super::pause::pause;
use super::place;
use super::programme::{self, NotOpened};
use super::shell::Shell;
use super::updates::Updates;
use crate::browser::store::{LoadError, Store, StoreEvent, Summariser};
use crate::browser::{clock, zones};
use crate::domain::programme::Programme;
use crate::format::summary;
use crate::route::Route;
use crate::t;

/// How long after a start that failed since storage did not answer it is tried again.
const AGAIN_AFTER: u32 = 3000;

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
    /// How often it was tried.
    tries: StoredValue<u32>,
    /// What the storage told of before the app ran.
    early: StoredValue<Vec<StoreEvent>>,
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
        tries: StoredValue::new(0),
        early: StoredValue::new(Vec::new()),
        route: place::follow(),
        updates: Updates::watch(),
        owner: Owner::current().unwrap_or_default(),
    };
    start.begin_again_when_shown();
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
        spawn_local(self.run());
    }

    /// Starts; goes on trying while storage does not answer, with that being said.
    async fn run(self) {
        let tries = self.tries.try_update_value(|tries| {
            *tries += 1;
            *tries
        });
        loop {
            let opened = self.clone().open().await;
            // Meanwhile someone asked for another try.
            if self.tries.try_get_value() != tries {
                return;
            }
            let again = matches!(opened, Err(Trouble::Storage(LoadError::Stalled(_))));
            self.stage.set(match opened {
                Ok(app) => Stage::Running(app),
                Err(trouble) => Stage::Failed(trouble),
            });
            if !again {
                return;
            }
            pause(AGAIN_AFTER).await;
        }
    }

    /// A page that is left while it starts, and shown again, starts again.
    fn begin_again_when_shown(&self) {
        let this = self.clone();
        let shown = window_event_listener(ev::pageshow, move |event| {
            let runs = this
                .stage
                .with_untracked(|stage| matches!(stage, Stage::Running(_)));
            if event.persisted() && !runs {
                this.clone().begin();
            }
        });
        on_cleanup(move || shown.remove());
    }

    async fn open(self) -> Result<App, Trouble> {
        let opened = programme::open().await.map_err(|error| match error {
            NotOpened::Away(error) => Trouble::NoProgramme(error),
            NotOpened::Bad(faults) => Trouble::BadProgramme(faults),
        })?;
        let programme = opened.parsed.programme.clone();
        programme::speak(&programme);
        let store = self.store(&programme).await?;
        let mine = store.load_mine().await.map_err(Trouble::Storage)?;
        let zones = zones::known();
        let Self {
            running,
            early,
            route,
            updates,
            owner,
            ..
        } = self;
        let app = owner.with(|| App::new(programme, store, mine, zones, route, updates));
        running.set_value(Some(app));
        for event in early.try_update_value(std::mem::take).unwrap_or_default() {
            app.follow(event).await;
        }
        // Both are there still, and it is tried again at the next start.
        if let Err(error) = app.join_drafts().await {
            leptos::logging::error!("two drafts of a session are not made one: {error:?}");
        }
        owner.with(|| follow_the_clock(app));
        owner.with(|| programme::follow(app, opened));
        Ok(app)
    }

    async fn store(&self, programme: &Programme) -> Result<Store, Trouble> {
        let (stage, running, early) = (self.stage, self.running, self.early);
        let follow = move |event: StoreEvent| match (running.get_value(), event) {
            (None, StoreEvent::Blocked) => stage.set(Stage::Blocked),
            (None, event) => early.update_value(|early| early.push(event)),
            (Some(app), event) => spawn_local(async move { app.follow(event).await }),
        };
        let store = Store::open(&programme.id, SUMMARISER, follow).await;
        store.map_err(Trouble::Storage)
    }
}

fn follow_the_clock(app: App) {
    let tick = set_interval_with_handle(move || app.now.set(clock::now()), TICK);
    if let Err(error) = tick {
        leptos::logging::error!("no clock to follow: {error:?}");
    }
}

//! Taking in a whole export: all of it or nothing, with how far it has come and a way to stop it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::{Job, Merged};
use crate::ui::app::App;
use crate::ui::components::Progress;
use crate::ui::deed::Failed;
use crate::ui::messages;
use crate::ui::when::number_words;
use crate::{plural, t};

/// Taking in whole exports, one at a time. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Taking {
    app: App,
    failed: Failed,
    said: RwSignal<Option<String>>,
    running: RwSignal<Option<Job>, LocalStorage>,
    done: RwSignal<usize>,
    all: RwSignal<Option<usize>>,
}

impl Taking {
    /// Nothing is being taken in yet. What goes wrong is said by `failed`.
    pub fn new(app: App, failed: Failed) -> Self {
        Self {
            app,
            failed,
            said: RwSignal::new(None),
            running: RwSignal::new_local(None),
            done: RwSignal::new(0),
            all: RwSignal::new(None),
        }
    }

    /// Whether an export is being taken in.
    pub fn is_under_way(self) -> bool {
        self.running.with(Option::is_some)
    }

    /// Takes in the export of this text, of so many records where that is known; unless one is under
    /// way, or the page was left while the file was read.
    pub fn start(self, text: Arc<str>, all: Option<usize>) {
        if self.running.try_with_untracked(Option::is_some) != Some(false) {
            return;
        }
        let job = Job::new(move |n| {
            // The page may have been left meanwhile; the export is taken in all the same.
            self.done.try_set(n);
        });
        self.failed.set(None);
        self.said.set(None);
        self.done.set(0);
        self.all.set(all);
        self.running.set(Some(job.clone()));
        spawn_local(async move {
            let outcome = self.app.store().import(&text, &job).await;
            self.running.try_set(None);
            match outcome {
                Ok(merged) => {
                    self.said.try_set(Some(came_of_it(merged)));
                    // What this person writes may have been in it too.
                    self.app.read_again().await;
                }
                Err(error) => {
                    self.failed.try_set(Some(messages::import_error(&error)));
                }
            }
        });
    }

    /// Forgets what was said last.
    pub fn hush(self) {
        self.said.set(None);
    }

    /// How far it has come; then what came of it.
    pub fn view(self) -> AnyView {
        let label = move || match self.all.get() {
            Some(_) => t!(data.taking).to_owned(),
            None => t!(data.taking_so_far, n = number_words(self.done.get() as f64)),
        };
        let done = Signal::derive(move || {
            let (done, all) = (self.done.get(), self.all.get()?);
            Some((u32::try_from(done).ok()?, u32::try_from(all).ok()?))
        });
        let stop = Callback::new(move |()| {
            self.running
                .with_untracked(|job| job.iter().for_each(Job::cancel));
        });
        let shown = move || {
            self.is_under_way()
                .then(|| view! { <Progress label done cancel=stop /> })
        };
        view! {
            {shown}
            <p role="status">{self.said}</p>
        }
        .into_any()
    }
}

fn came_of_it(merged: Merged) -> String {
    let figures = |n: usize| number_words(n as f64);
    let mut words = t!(
        data.taken,
        all = figures(merged.brought),
        changed = figures(merged.changed)
    );
    if merged.dropped > 0 {
        words.push(' ');
        words.push_str(&plural!(data.taken_dropped, merged.dropped as f64));
    }
    words
}

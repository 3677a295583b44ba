//! Taking one's own data along: one file with drafts, what was sent, and the questions as asked.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::files::{self, Sort, TextFile};
use crate::domain::application::Application;
use crate::domain::record::Collection;
use crate::format::export;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, live};
use crate::ui::deed::{Failed, failure};
use crate::ui::messages;
use crate::ui::saved::saved;
use crate::ui::typing::Typing;

/// The file with everything of the owner's, and the button that saves it.
pub(super) fn take(app: App) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    // What storage does not take is not in the file: it is said, with a way to keep it.
    let unsaved = RwSignal::new(Vec::<Typing>::new());
    let press = move |()| {
        spawn_local(async move {
            let mut left = Vec::new();
            for typing in app.typings() {
                if typing.settle().await.is_err() {
                    left.push(typing);
                }
            }
            let outcome = save(app).await;
            let missing = !left.is_empty();
            unsaved.try_set(left);
            failed.try_set(match outcome {
                Ok(()) => missing.then(|| t!(apply.mine.take_unsaved).to_owned()),
                Err(words) => Some(words),
            });
        });
    };
    let unsaved = live(move || {
        let each = unsaved.get().into_iter().map(saved);
        each.collect_view().into_any()
    });
    view! {
        <section class="stack" aria-labelledby="mine-take">
            <h2 id="mine-take">{t!(apply.mine.take)}</h2>
            <p>{t!(apply.mine.take_help)}</p>
            {failure(failed)} {unsaved}
            <p>
                <Button label=t!(apply.mine.export) mark=Icon::Download press=press />
            </p>
        </section>
    }
    .into_any()
}

async fn save(app: App) -> Result<(), String> {
    let mut mine = Collection::default();
    let live = app.mine.get_untracked().into_values();
    for record in live.filter(|record| record.live().is_some()) {
        // One that can't be read as an application is taken along as it is.
        let sent = Application::read(&record).ok().flatten();
        if let Some(sent) = sent {
            let form = app.store().get(sent.form_version).await;
            let form = form.map_err(|e| messages::load_error(&e))?;
            mine.records.extend(form.map(|form| (form.id, form)));
        }
        mine.records.insert(record.id, record);
    }
    let programme = app.store().programme().clone();
    let file = TextFile {
        name: format!("{programme}-my-data.json"),
        text: export::own_text(&programme, &mine),
        sort: Sort::Json,
    };
    files::save(&file).map_err(|_| t!(errors.not_downloaded).to_owned())
}

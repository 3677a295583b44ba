//! Taking in files: drop many at once, see what each one is before anything happens, then take in what
//! brings something, all or nothing; and send receipts back.

mod batch;
mod receipts;
mod rows;
mod weekly;
mod wholesale;

use leptos::ev;
use leptos::prelude::*;

use batch::{Batch, Stage};
use web_sys::File;

use super::backup::backup_reminder;
use crate::browser::files;
use crate::route::{Query, Route};
use crate::ui::app::use_app;
use crate::ui::components::{
    Button, ButtonLook, Chip, Icon, LinkButton, Notice, PageHead, Progress, Tone, hand_on_focus,
};
use crate::ui::deed::failure;
use crate::ui::file_input::FileInput;
use crate::ui::when::number_words;
use crate::ui::words::{capital, word};
use crate::{plural, t};

/// The page to take in files.
#[component]
pub fn Import() -> AnyView {
    let app = use_app();
    let batch = Batch::new(app);
    let take = Callback::new(move |files: Vec<File>| batch.read(files));
    // The rows tell samples from what there is to lose.
    Effect::new(move || app.desk.follow(app));
    let over = dropping(batch);
    view! {
        <PageHead title=t!(crew.import_title)>
            <p>{t!(crew.import_help, applicants = capital(|w| &w.applicant.many))}</p>
        </PageHead>
        {backup_reminder(app)}
        <div class="drop-place" class:drop-over=over>
            <p class="drop-words">{t!(crew.drop_here)}</p>
            <FileInput
                id="import-files"
                label=t!(crew.choose_files)
                several=true
                primary=true
                take
            />
        </div>
        <div class="notices">{failure(batch.failed)} {progress(batch)} {done(batch)}</div>
        {batch.taking.view()}
        {found(batch)}
    }
    .into_any()
}

/// Takes what is dropped anywhere on the page: beside the place meant for it, the browser would open
/// a file in place of the app. Says whether something is held over the page.
fn dropping(batch: Batch) -> RwSignal<bool> {
    let over = RwSignal::new(false);
    let held = window_event_listener(ev::dragover, move |event| {
        event.prevent_default();
        over.set(true);
    });
    let away = window_event_listener(ev::dragleave, move |_| over.set(false));
    let dropped = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        let files = files::listed(files);
        if !files.is_empty() {
            batch.read(files);
        }
    });
    on_cleanup(move || {
        held.remove();
        away.remove();
        dropped.remove();
    });
    over
}

fn progress(batch: Batch) -> AnyView {
    let label = move || match batch.stage.get() {
        Stage::Reading => Some(t!(crew.reading_files)),
        Stage::Taking => Some(t!(crew.taking_in)),
        Stage::Idle | Stage::Read | Stage::Taken(_) => None,
    };
    let shown = move || {
        label().map(|label| {
            let stop = Callback::new(move |()| batch.stop());
            view! { <Progress label=label done=batch.done cancel=stop /> }
        })
    };
    shown.into_any()
}

/// What was taken in, and what to do next.
fn done(batch: Batch) -> AnyView {
    let shown = move || {
        hand_on_focus(None);
        match batch.stage.get() {
            Stage::Taken(count) => Some(view! {
                <Notice tone=Tone::Good title=plural!(crew.taken_in, count as f64) live=true>
                    <p>{t!(crew.taken_in_help, applicant = word(|w| &w.applicant.one))}</p>
                    <div class="button-row">
                        {receipts::button(batch)}
                        <LinkButton
                            href=Route::Applications(Query::default()).href()
                            label=t!(crew.see_applications)
                        />
                        <Button
                            label=t!(crew.import_more)
                            look=ButtonLook::Quiet
                            press=move |()| batch.clear()
                            blocked=batch.blocked()
                        />
                    </div>
                </Notice>
            }),
            Stage::Idle | Stage::Reading | Stage::Read | Stage::Taking => None,
        }
    };
    shown.into_any()
}

/// What the files are, with the button that takes them in.
fn found(batch: Batch) -> AnyView {
    let any = Memo::new(move |_| batch.rows.with(|rows| !rows.is_empty()));
    let shown = move || {
        any.get().then(|| {
            view! {
                <div class="import-found">
                    <h2 id="import-found">{t!(crew.import_found)}</h2>
                    {counts(batch)}
                    {take_button(batch)}
                    {rows::table(batch)}
                </div>
            }
        })
    };
    shown.into_any()
}

fn counts(batch: Batch) -> AnyView {
    let chips = move || {
        let counts = batch.rows.with(|rows| batch::counts(rows));
        counts
            .into_iter()
            .map(|(words, tone, count)| {
                let label = format!("{} {words}", number_words(count as f64));
                view! {
                    <li>
                        {match tone {
                            Some(tone) => view! { <Chip label tone /> }.into_any(),
                            None => view! { <Chip label /> }.into_any(),
                        }}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <ul class="import-counts" role="list" aria-live="polite">
            {chips}
        </ul>
    }
    .into_any()
}

fn take_button(batch: Batch) -> AnyView {
    let shown = move || {
        hand_on_focus(None);
        let count = batch.rows.with(|rows| batch::bringing(rows));
        // What is taken in by itself says what it brings.
        let by_itself = batch.rows.with(|rows| batch::by_themselves(rows));
        match batch.stage.get() {
            Stage::Read if count > 0 => Some(
                view! {
                    <div class="button-row">
                        <Button
                            label=plural!(crew.take_in, count as f64)
                            look=ButtonLook::Primary
                            mark=Icon::Inbox
                            press=move |()| batch.take_in()
                            blocked=batch.blocked()
                        />
                        <Button
                            label=t!(crew.start_over)
                            look=ButtonLook::Quiet
                            press=move |()| batch.clear()
                            blocked=batch.blocked()
                        />
                    </div>
                }
                .into_any(),
            ),
            Stage::Read => Some(
                view! {
                    {(!by_itself).then(|| view! { <p>{t!(crew.nothing_new)}</p> })}
                    <div class="button-row">
                        {receipts::button(batch)}
                        <Button
                            label=t!(crew.start_over)
                            press=move |()| batch.clear()
                            blocked=batch.blocked()
                        />
                    </div>
                }
                .into_any(),
            ),
            Stage::Idle | Stage::Reading | Stage::Taking | Stage::Taken(_) => None,
        }
    };
    shown.into_any()
}

//! What an application is called, how it stands, and what to know before reading it.

use leptos::prelude::*;

use super::{Shown, print};
use crate::browser::files::{self, NotHanded, Sort, TextFile};
use crate::domain::application::{Application, ApplicationState};
use crate::domain::form::Form;
use crate::domain::id::QuestionId;
use crate::domain::listing::Columns;
use crate::domain::record::Value;
use crate::format::receipt::ReceiptFile;
use crate::ui::components::{
    Button, Chip, Icon, Notice, PageHead, Summary, SummaryRow, Tone, live,
};
use crate::ui::desk::short_id;
use crate::ui::when::{moment_words, relative_words};
use crate::{plural, t};

/// The title, which keeps its place and the focus whatever changes below it.
pub(super) fn title(shown: Signal<Shown>) -> AnyView {
    let back = (
        t!(crew.applications).to_owned(),
        shown.with_untracked(|shown| shown.list.href()),
    );
    let called =
        move || shown.with(|shown| name(&shown.read.application, shown.read.form.as_ref()));
    let session = move || {
        shown.with(|shown| {
            let id = &shown.read.application.session;
            let session = shown.app.session(id).map(|session| session.name);
            session.unwrap_or_else(|| id.to_string())
        })
    };
    view! {
        <PageHead title=called over=session back=back>
            <p class="application-marks">{live(move || marks(&shown.get()))}</p>
        </PageHead>
    }
    .into_any()
}

/// The title where there is nothing to name.
pub(super) fn plain(back: &str) -> AnyView {
    let back = (t!(crew.applications).to_owned(), back.to_owned());
    view! { <PageHead title=t!(crew.one) back=back /> }.into_any()
}

/// What to know before reading it, and what can be done with it.
pub(super) fn about(shown: &Shown) -> AnyView {
    let app = shown.app;
    let id = shown.read.application.id.to_string();
    let sent_at = shown.read.application.sent_at;
    let sent = move || {
        format!(
            "{} ({})",
            moment_words(sent_at),
            relative_words(sent_at, app.now.get())
        )
    };
    view! {
        {notices(shown)}
        <Summary>
            <SummaryRow label=t!(crew.column_sent)>{sent}</SummaryRow>
            <SummaryRow label=t!(crew.column_id)>
                <code class="application-id">{id}</code>
            </SummaryRow>
        </Summary>
        <div class="application-deeds">
            {receipt_button(shown)} {print(shown.failed)}
        </div>
    }
    .into_any()
}

/// What an application is called: the answer that names it.
pub(in crate::ui::pages) fn name(application: &Application, form: Option<&Form>) -> String {
    let naming: Option<QuestionId> = form.and_then(|form| {
        let columns = Columns::new([form].into_iter(), std::iter::empty(), &[]);
        columns.naming().cloned()
    });
    let said = naming.and_then(|naming| application.answers.get(&naming));
    match said.and_then(Value::as_text) {
        Some(text) if !text.trim().is_empty() => text.to_owned(),
        Some(_) | None => t!(crew.one_of_id, id = short_id(application.id)),
    }
}

fn marks(shown: &Shown) -> AnyView {
    let application = &shown.read.application;
    let state = match application.state {
        ApplicationState::Submitted => {
            view! { <Chip label=t!(crew.state_submitted) tone=Tone::Good mark=Icon::Check /> }
        }
        ApplicationState::Withdrawn => {
            view! { <Chip label=t!(crew.state_withdrawn) tone=Tone::Warning mark=Icon::Undo /> }
        }
    };
    let late = application.late.then(|| {
        view! { <Chip label=t!(crew.mark_late) tone=Tone::Warning mark=Icon::Clock /> }
    });
    let sample = application
        .sample
        .then(|| view! { <Chip label=t!(crew.mark_sample) mark=Icon::Star /> });
    view! { {state} {late} {sample} }.into_any()
}

fn notices(shown: &Shown) -> AnyView {
    let read = &shown.read;
    let deleted = read.application.deleted.then(|| {
        let bring_back = {
            let shown = shown.clone();
            move |()| super::removal::bring_back(&shown)
        };
        view! {
            <Notice tone=Tone::Warning title=t!(crew.is_deleted)>
                <Button label=t!(crew.bring_back) mark=Icon::Undo press=bring_back />
            </Notice>
        }
    });
    let form = match &read.form {
        None => Some(view! {
            <Notice tone=Tone::Warning title=t!(crew.no_form)>
                <p>{t!(crew.no_form_help)}</p>
            </Notice>
        }),
        Some(form) => changed_since(shown, form).then(|| {
            view! {
                <Notice tone=Tone::Info title=t!(crew.form_changed)>
                    <p>{t!(crew.form_changed_help)}</p>
                </Notice>
            }
        }),
    };
    let conflicts = crate::domain::conflict::conflicts(&read.record).len();
    let conflict = (conflicts > 0).then(|| {
        view! {
            <Notice tone=Tone::Danger title=plural!(crew.conflicts, conflicts as f64)>
                <p>{t!(crew.conflicts_help)}</p>
            </Notice>
        }
    });
    view! { <div class="notices">{deleted} {conflict} {form}</div> }.into_any()
}

/// Whether the programme asks otherwise now.
fn changed_since(shown: &Shown, asked: &Form) -> bool {
    shown.app.programme.with_untracked(|programme| {
        let now = programme.form(&asked.id);
        now.is_some_and(|now| now != asked)
    })
}

/// The organizers' word that the application arrived, as a file to send back.
fn receipt_button(shown: &Shown) -> AnyView {
    let (app, application) = (shown.app, shown.read.application.clone());
    let (seen, failed) = (shown.read.record.version.clone(), shown.failed);
    let save = move |()| {
        let receipt = ReceiptFile {
            session: application.session.clone(),
            application: application.id,
            seen: seen.clone(),
            sent_at: application.sent_at,
            at: crate::browser::clock::now(),
        };
        let programme = app
            .programme
            .with_untracked(|programme| programme.id.clone());
        let file = TextFile {
            name: format!("{programme}-receipt-{}.json", short_id(application.id)),
            text: receipt.to_text(&programme),
            sort: Sort::Json,
        };
        let refused = files::save(&file) == Err(NotHanded);
        failed.set(refused.then(|| t!(errors.not_downloaded).to_owned()));
    };
    view! { <Button label=t!(crew.receipt_file) mark=Icon::Download press=save /> }.into_any()
}

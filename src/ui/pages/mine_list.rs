//! The applications on this device: how each stands, and those that were deleted (Promise 12).

use leptos::prelude::*;

use super::mine::{is_draft, unread_name};
use crate::browser::files::{self, Sort, TextFile};
use crate::domain::application::{Application, ApplicationState, Draft, Receipt, Unreadable};
use crate::domain::decide::Command;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{Collection, Record};
use crate::domain::sending::{Arrival, arrival};
use crate::format::export;
use crate::route::Route;
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Chip, Icon, LinkButton, Notice, Tone, announce};
use crate::ui::deed::{Failed, failure, perform};
use crate::ui::messages;
use crate::ui::when::relative_words;
use crate::{plural, t};

/// The applications on this device.
pub(super) fn list(app: App) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let cards = move || {
        let records: Vec<Record> = app
            .mine
            .with(|mine| mine.values().filter(|r| is_draft(r)).cloned().collect());
        let cards = records
            .iter()
            .filter_map(|record| card(app, record, failed));
        cards.collect::<Vec<_>>()
    };
    view! {
        <section class="stack" aria-labelledby="mine-applications">
            <h2 id="mine-applications">{t!(apply.mine.applications)}</h2>
            {failure(failed)}
            {cards}
        </section>
    }
    .into_any()
}

fn card(app: App, record: &Record, failed: Failed) -> Option<AnyView> {
    match Draft::read(record) {
        Ok(Some(draft)) => Some(draft_card(app, &draft, failed)),
        Ok(None) => None,
        Err(unreadable) => Some(unreadable_card(app, record, &unreadable, failed)),
    }
}

fn draft_card(app: App, draft: &Draft, failed: Failed) -> AnyView {
    let session = app.session(&draft.session);
    let name = session.map_or_else(|| draft.session.to_string(), |session| session.name);
    let count = u32::try_from(draft.typed.len()).unwrap_or(u32::MAX);
    let changed = draft.changed_at.map(|at| {
        let words = t!(apply.mine.changed, when = relative_words(at, app.now.get()));
        view! { <p class="soft">{words}</p> }
    });
    let chip = state(app, draft);
    let help = draft
        .deleted
        .then(|| view! { <p>{t!(apply.mine.deleted_help)}</p> });
    let deeds = if draft.deleted {
        bring_back(app, draft.id, Some(&draft.session), &name, failed)
    } else {
        view! {
            {open(app, draft, &name)}
            {delete(app, draft.id, &name, failed)}
        }
        .into_any()
    };
    view! {
        <article class="card stack stack-tight">
            <div class="row row-apart">
                <h3 class="card-title">{name}</h3>
                {chip}
            </div>
            <p>{plural!(apply.mine.answers, count)}</p>
            {changed}
            {help}
            <div class="row">{deeds}</div>
        </article>
    }
    .into_any()
}

fn state(app: App, draft: &Draft) -> AnyView {
    if draft.deleted {
        return view! { <Chip label=t!(apply.mine.deleted) mark=Icon::Trash /> }.into_any();
    }
    let sent = match app.sent(draft) {
        Ok(sent) => sent,
        Err(unreadable) => return unreadable_words(&unreadable),
    };
    match sent {
        None => {
            view! { <Chip label=t!(apply.mine.draft) tone=Tone::Info mark=Icon::Edit /> }.into_any()
        }
        Some(sent) => sent_state(&sent, draft.receipt.as_ref()),
    }
}

/// What became of what was sent last.
pub(super) fn sent_state(sent: &Application, receipt: Option<&Receipt>) -> AnyView {
    let (label, tone, mark) = match (sent.state, arrival(sent, receipt)) {
        (ApplicationState::Withdrawn, _) => (t!(apply.mine.withdrawn), Tone::Info, Icon::Undo),
        (ApplicationState::Submitted, Arrival::Arrived(_)) => {
            (t!(apply.mine.arrived), Tone::Good, Icon::Check)
        }
        (ApplicationState::Submitted, Arrival::Waiting | Arrival::EarlierArrived(_)) => {
            (t!(apply.mine.waiting), Tone::Warning, Icon::Clock)
        }
    };
    view! { <Chip label=label tone=tone mark=mark /> }.into_any()
}

/// The draft that stands for a session here, if that is another one than this.
fn other(app: App, session: &SessionId, draft: RecordId) -> Option<String> {
    let stands = app.draft(session).ok().flatten();
    let other = stands.is_some_and(|stands| stands.id != draft);
    other.then(|| t!(apply.mine.has_other).to_owned())
}

fn open(app: App, draft: &Draft, name: &str) -> AnyView {
    let href = Route::Apply(draft.session.clone()).href();
    match other(app, &draft.session, draft.id) {
        None => view! { <LinkButton href=href label=t!(apply.mine.open) /> }.into_any(),
        // Both were sent, from two browsers.
        reason @ Some(_) => view! {
            <Button
                label=t!(apply.mine.open)
                about=name.to_owned()
                blocked=Signal::stored(reason)
                press=|()| ()
            />
        }
        .into_any(),
    }
}

fn delete(app: App, id: RecordId, name: &str, failed: Failed) -> AnyView {
    let deleted = t!(apply.map.deleted, session = name.to_owned());
    let press = move |()| {
        let deleted = deleted.clone();
        perform(app, Command::Delete(vec![id]), failed, move |_| {
            announce(&deleted);
        });
    };
    view! {
        <Button
            label=t!(apply.mine.delete)
            about=name.to_owned()
            look=ButtonLook::Quiet
            mark=Icon::Trash
            press=press
        />
    }
    .into_any()
}

fn bring_back(
    app: App,
    id: RecordId,
    session: Option<&SessionId>,
    name: &str,
    failed: Failed,
) -> AnyView {
    let press = move |()| perform(app, Command::Undelete(vec![id]), failed, |_| ());
    let reason = session.and_then(|session| other(app, session, id));
    view! {
        <Button
            label=t!(apply.mine.bring_back)
            about=name.to_owned()
            mark=Icon::Undo
            blocked=Signal::stored(reason)
            press=press
        />
    }
    .into_any()
}

/// A draft that can't be read: it can be taken along as it is, and makes room for another one.
fn unreadable_card(app: App, record: &Record, unreadable: &Unreadable, failed: Failed) -> AnyView {
    let name = unread_name(app, record);
    let deed = if record.is_deleted() {
        bring_back(app, record.id, None, &name, failed)
    } else {
        delete(app, record.id, &name, failed)
    };
    let save = {
        let record = record.clone();
        move |()| failed.set(save_alone(app, &record).err())
    };
    view! {
        <article class="card stack stack-tight">
            <h3 class="card-title">{name.clone()}</h3>
            {unreadable_words(unreadable)}
            <div class="row">
                <Button
                    label=t!(apply.mine.save_unreadable)
                    about=name
                    mark=Icon::Download
                    press=save
                />
                {deed}
            </div>
        </article>
    }
    .into_any()
}

fn unreadable_words(unreadable: &Unreadable) -> AnyView {
    let words = messages::unreadable(unreadable);
    view! {
        <Notice tone=Tone::Danger title=t!(apply.mine.unreadable)>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}

fn save_alone(app: App, record: &Record) -> Result<(), String> {
    let mut alone = Collection::default();
    alone.records.insert(record.id, record.clone());
    let programme = app.store().programme().clone();
    let file = TextFile {
        name: format!("{programme}-{}.json", record.id),
        text: export::own_text(&programme, &alone),
        sort: Sort::Json,
    };
    files::save(&file).map_err(|_| t!(errors.not_downloaded).to_owned())
}

//! The applications on this device: how each stands, and those that were deleted (Promise 12).

use leptos::prelude::*;

use super::mine::is_draft;
use crate::domain::application::{ApplicationState, Draft, Unreadable};
use crate::domain::decide::Command;
use crate::domain::record::Record;
use crate::domain::sending::{Arrival, arrival};
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
        Err(unreadable) => Some(unreadable_card(&unreadable)),
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
        bring_back(app, draft, &name, failed)
    } else {
        open_and_delete(app, draft, &name, failed)
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
        Err(unreadable) => return unreadable_card(&unreadable),
    };
    let (label, tone, mark) = match sent {
        None => (t!(apply.mine.draft), Tone::Info, Icon::Edit),
        Some(sent) => match (sent.state, arrival(&sent, draft.receipt.as_ref())) {
            (ApplicationState::Withdrawn, _) => (t!(apply.mine.withdrawn), Tone::Info, Icon::Undo),
            (ApplicationState::Submitted, Arrival::Arrived(_)) => {
                (t!(apply.mine.arrived), Tone::Good, Icon::Check)
            }
            (ApplicationState::Submitted, Arrival::Waiting | Arrival::EarlierArrived(_)) => {
                (t!(apply.mine.waiting), Tone::Warning, Icon::Clock)
            }
        },
    };
    view! { <Chip label=label tone=tone mark=mark /> }.into_any()
}

fn open_and_delete(app: App, draft: &Draft, name: &str, failed: Failed) -> AnyView {
    let id = draft.id;
    let deleted = t!(apply.map.deleted, session = name.to_owned());
    let delete = move |()| {
        let deleted = deleted.clone();
        perform(app, Command::Delete(vec![id]), failed, move |_| {
            announce(&deleted);
        });
    };
    let href = Route::Apply(draft.session.clone()).href();
    view! {
        <LinkButton href=href label=t!(apply.mine.open) />
        <Button
            label=t!(apply.mine.delete)
            about=name.to_owned()
            look=ButtonLook::Quiet
            mark=Icon::Trash
            press=delete
        />
    }
    .into_any()
}

fn bring_back(app: App, draft: &Draft, name: &str, failed: Failed) -> AnyView {
    let id = draft.id;
    let press = move |()| perform(app, Command::Undelete(vec![id]), failed, |_| ());
    view! {
        <Button label=t!(apply.mine.bring_back) about=name.to_owned() mark=Icon::Undo press=press />
    }
    .into_any()
}

fn unreadable_card(unreadable: &Unreadable) -> AnyView {
    let words = messages::unreadable(unreadable);
    view! {
        <Notice tone=Tone::Danger title=t!(apply.mine.unreadable)>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}

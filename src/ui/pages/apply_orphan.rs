//! An application whose session or form the programme no longer has: what was written, what was sent
//! with its receipt, and the way to delete it. Nothing in it can be changed.

use leptos::prelude::*;

use super::apply::delete;
use super::apply_copy::own_copy;
use super::apply_hand::hand_over;
use super::apply_kept::{all_kept, written_row};
use super::apply_sent::arrival_words;
use super::apply_takeaway::{as_text, buttons};
use crate::domain::application::Draft;
use crate::domain::id::RecordId;
use crate::domain::sending::{Arrival, arrival};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Notice, PageHead, Summary, Tone, live};
use crate::ui::messages;

/// An application that the programme no longer has a place for.
pub(super) fn orphan(app: App, record: RecordId) -> AnyView {
    let draft = app.mine.with_untracked(|mine| {
        mine.get(&record)
            .and_then(|r| Draft::read(r).ok().flatten())
    });
    let Some(draft) = draft else {
        return ().into_any();
    };
    let session = app.session(&draft.session);
    let session = session.map_or_else(|| draft.session.to_string(), |session| session.name);
    let rows = all_kept(app, &draft);
    let text = as_text(&t!(apply.title, session = session.clone()), &rows);
    let takeaway = buttons(format!("{}-my-answers.txt", draft.session), move || {
        text.clone()
    });
    let rows = rows.into_iter();
    let rows: Vec<AnyView> = rows.map(|(q, words)| written_row(q, words)).collect();
    let deletion = delete(app, record, &session);
    view! {
        <PageHead title=t!(apply.orphan) over=session.clone() />
        <div class="stack stack-loose">
            <Notice tone=Tone::Warning>
                <p>{t!(apply.orphan_help)}</p>
            </Notice>
            {sent(app, record, session)}
            <section class="stack unprinted" aria-labelledby="orphan-written">
                <h2 id="orphan-written">{t!(apply.orphan_written)}</h2>
                {takeaway}
                <Summary>{rows}</Summary>
            </section>
            {deletion}
        </div>
    }
    .into_any()
}

/// What was sent, with the way to its receipt, and the writer's own copy.
fn sent(app: App, record: RecordId, session: String) -> AnyView {
    let stands = Memo::new(move |_| {
        let draft = app
            .mine
            .with(|mine| Draft::read(mine.get(&record)?).ok().flatten())?;
        let sent = app.sent(&draft).transpose()?;
        Some(sent.map(|sent| {
            let arrival = arrival(&sent, draft.receipt.as_ref());
            (sent, arrival)
        }))
    });
    let shown = move || match stands.get() {
        None => ().into_any(),
        Some(Err(unreadable)) => {
            let words = messages::unreadable(&unreadable);
            view! {
                <Notice tone=Tone::Danger>
                    <p>{words}</p>
                </Notice>
            }
            .into_any()
        }
        Some(Ok((sent, arrival))) => {
            let (title, help) = arrival_words(&sent, arrival);
            let steps = match arrival {
                Arrival::Arrived(_) => ().into_any(),
                Arrival::Waiting | Arrival::EarlierArrived(_) => hand_over(app, &session, &sent),
            };
            view! {
                <section class="stack unprinted" aria-labelledby="orphan-sent">
                    <h2 id="orphan-sent">{title}</h2>
                    <p>{help}</p>
                    {steps}
                </section>
                {own_copy(app, &session, &sent, arrival)}
            }
            .into_any()
        }
    };
    live(shown)
}

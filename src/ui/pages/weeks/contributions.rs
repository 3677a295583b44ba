//! What somebody works on, on the page of their weeks: they themselves and those who look after them add to it.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;

use super::{Here, viewer};
use crate::browser::ids;
use crate::domain::decide::Contributor;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::week::contribution::Contribution;
use crate::domain::week::signal::Viewer;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::components::{Button, ButtonLook, Icon, LinkButton, live};
use crate::ui::contributions::{ContributionsReading, follow_contributions};
use crate::ui::own;
use crate::ui::pages::contributions::{Deck, Fields, For, editing, item};
use crate::ui::pages::meeting::not_read;

thread_local! {
    /// The last that was begun of somebody.
    static BEGUN: RefCell<HashMap<RecordId, RecordId>> = RefCell::default();
}

pub(super) fn part(here: Here, session: &SessionId) -> AnyView {
    let reading = follow_contributions(here.app, session);
    let own = own::parts(here.app);
    let writes = Memo::new(move |_| {
        let Some(line) = here.line() else {
            return false;
        };
        let own = own.get();
        let seen = here.known.with(|known| viewer(known, own.as_ref(), &line));
        !matches!(seen, Viewer::Other)
    });
    let deck = Deck::new(here.app, reading, here.failed, writes.into());
    let all = Route::Contributions(session.clone(), Query::default()).href();
    let sort = Memo::new(move |_| reading.with(std::mem::discriminant));
    let body = live(move || {
        sort.get();
        match reading.get_untracked() {
            ContributionsReading::UnderWay => {
                view! { <p class="quiet" role="status">{t!(contributions.reading)}</p> }.into_any()
            }
            ContributionsReading::Failed(why) => not_read(here.app, why),
            ContributionsReading::Done(_) => list(here, deck),
        }
    });
    view! {
        <section class="stack" aria-labelledby="contributions">
            <h2 id="contributions">{t!(contributions.title)}</h2>
            {body}
            <p class="unprinted">
                <LinkButton href=all label=t!(contributions.of_all) look=ButtonLook::Quiet />
            </p>
        </section>
    }
    .into_any()
}

fn list(here: Here, deck: Deck) -> AnyView {
    let member = here.member;
    let whose = Memo::new(move |_| {
        let line = here.line()?;
        Some(Contributor {
            session: line.member.session.clone(),
            member,
            team: line.member.team,
            sample: line.member.sample,
        })
    });
    let begun = BEGUN.with_borrow(|all| all.get(&member).copied());
    let unsaved = begun.filter(|id| {
        let whose = whose.get_untracked();
        whose.is_some_and(|whose| Fields::of(here.app, *id, &For::Somebody(whose)).has_unsaved())
    });
    let adding = RwSignal::new(unsaved);
    let ids = Memo::new(move |_| {
        let shown = deck.ids(|one| one.member == member);
        let shown = shown.into_iter();
        shown
            .filter(|id| adding.get() != Some(*id))
            .collect::<Vec<_>>()
    });
    let items = live(move || {
        let ids = ids.get();
        if ids.is_empty() {
            if adding.get().is_some() {
                return ().into_any();
            }
            return view! { <p class="soft">{t!(contributions.none_yet)}</p> }.into_any();
        }
        let items = ids.into_iter().map(|id| item(deck, id, None));
        view! { <ul class="contribution-list" role="list">{items.collect_view()}</ul> }.into_any()
    });
    // What is being added closes itself as any other: then it stands on the list.
    Effect::new(move || {
        if let Some(id) = adding.get()
            && !deck.is_open(id)
        {
            adding.set(None);
        }
    });
    if let Some(id) = unsaved {
        deck.open.update(|open| open.push(id));
    }
    let add = live(move || {
        let (true, Some(whose)) = (deck.writes.get(), whose.get()) else {
            return ().into_any();
        };
        match adding.get() {
            None => {
                let press = move |()| {
                    let id = ids::record_id();
                    BEGUN.with_borrow_mut(|all| all.insert(member, id));
                    deck.open.update(|open| open.push(id));
                    adding.set(Some(id));
                };
                view! {
                    <p>
                        <Button label=t!(contributions.add) mark=Icon::Plus press=press />
                    </p>
                }
                .into_any()
            }
            Some(id) => new(deck, id, whose),
        }
    });
    view! {
        {items}
        <div class="unprinted">{add}</div>
    }
    .into_any()
}

fn new(deck: Deck, id: RecordId, whose: Contributor) -> AnyView {
    let one: Memo<Option<Contribution>> = Memo::new(move |_| {
        deck.reading
            .with(|reading| reading.found()?.one(id).cloned())
    });
    view! {
        <div class="contribution card" role="group" aria-label=t!(contributions.add)>
            {editing(deck, id, whose, one)}
        </div>
    }
    .into_any()
}

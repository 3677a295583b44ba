//! Pull requests that came to a stop: organizers note them, somebody picks one, and whoever began it is named.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields::{Fields, For};
use super::item::Deck;
use super::words::{credit, name, project};
use crate::browser::{ids, zones};
use crate::domain::decide::{Contributing, Contributor};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::week::contribution::Stalled;
use crate::t;
use crate::ui::components::{Button, ButtonLook, Icon, Select, live};
use crate::ui::conflicts::mark;
use crate::ui::own;
use crate::ui::pages::roster::read::Known;
use crate::ui::when::list_words;

thread_local! {
    /// The last that was begun in a session.
    static BEGUN: RefCell<HashMap<SessionId, RecordId>> = RefCell::default();
}

/// Those that wait, with a way to pick one.
pub fn part(deck: Deck, known: Signal<Arc<Known>>, session: &SessionId) -> AnyView {
    let seen = StoredValue::new(BTreeSet::<RecordId>::new());
    let of_session = session.clone();
    let begun = BEGUN.with_borrow(|all| all.get(session).copied());
    let made_for = For::Everyone(session.clone());
    let unsaved = begun.filter(|id| Fields::of(deck.app, *id, &made_for).has_unsaved());
    let adding = RwSignal::new(unsaved);
    let all = Memo::new(move |_| {
        deck.reading.with(|reading| {
            let Some(found) = reading.found() else {
                return Vec::new();
            };
            let there = found.stalled.iter().filter(|one| !one.away);
            seen.update_value(|seen| seen.extend(there.map(|one| one.id)));
            let is_seen = |id: RecordId| seen.with_value(|seen| seen.contains(&id));
            let shown = found.stalled.iter();
            let shown = shown.filter(|one| !one.away || is_seen(one.id));
            let shown = shown.map(|one| one.id);
            shown.filter(|id| adding.get() != Some(*id)).collect()
        })
    });
    let list = live(move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <p class="soft">{t!(contributions.no_stalled)}</p> }.into_any();
        }
        let items = all.into_iter().map(|id| one(deck, known, id));
        view! { <ul class="contribution-list" role="list">{items.collect_view()}</ul> }.into_any()
    });
    let is_organizers = Memo::new(move |_| known.with(|known| !known.by_cards));
    let add = live(move || match (is_organizers.get(), adding.get()) {
        (false, _) => ().into_any(),
        (true, None) => {
            let session = of_session.clone();
            let press = move |()| {
                let id = ids::record_id();
                BEGUN.with_borrow_mut(|all| all.insert(session.clone(), id));
                adding.set(Some(id));
            };
            view! {
                <p>
                    <Button label=t!(contributions.add_stalled) mark=Icon::Plus press=press />
                </p>
            }
            .into_any()
        }
        (true, Some(id)) => {
            let done = Callback::new(move |()| adding.set(None));
            form(deck, id, &For::Everyone(of_session.clone()), done)
        }
    });
    view! {
        <section class="stack" aria-labelledby="contribution-stalled">
            <h2 id="contribution-stalled">{t!(contributions.stalled)}</h2>
            <p class="soft">{t!(contributions.stalled_help)}</p>
            {list}
            <div class="unprinted">{add}</div>
        </section>
    }
    .into_any()
}

fn form(deck: Deck, id: RecordId, made_for: &For, done: Callback<()>) -> AnyView {
    let fields = Fields::of(deck.app, id, made_for);
    let press = move |()| {
        spawn_local(async move {
            if fields.settle().await {
                done.run(());
            }
        });
    };
    view! {
        <div class="stack contribution-fields" role="group" aria-label=t!(contributions.add_stalled)>
            {fields.view(deck.app, id, deck.failed)}
            <p>
                <Button label=t!(contributions.done) press=press />
            </p>
        </div>
    }
    .into_any()
}

fn one(deck: Deck, known: Signal<Arc<Known>>, id: RecordId) -> AnyView {
    let one = Memo::new(move |_| {
        deck.reading.with(|reading| {
            let found = reading.found()?;
            let one = found.stalled.iter().find(|one| one.id == id)?.clone();
            let picks = found.contributions.iter();
            let picks = picks.filter(|pick| !pick.deleted && pick.revives == Some(id));
            let picks: Vec<RecordId> = picks.map(|pick| pick.member).collect();
            Some((one, picks))
        })
    });
    let body = live(move || match one.get() {
        Some((stalled, picks)) => {
            let names = known.with(|known| {
                let name = |member: &RecordId| Some(known.sheet.line(*member)?.who.name.clone());
                picks.iter().filter_map(name).collect::<Vec<_>>()
            });
            let picked = (!picks.is_empty()).then(|| {
                let words = t!(contributions.picked_by, names = list_words(&names));
                view! { <p dir="auto">{words}</p> }
            });
            let choice =
                (picks.is_empty() && !stalled.away).then(|| picking(deck, known, &stalled));
            view! {
                <p class="contribution-name">
                    <strong>{name(&stalled.said)}</strong>
                    {project(&stalled.said)}
                    {mark(stalled.conflict)}
                </p>
                {credit(&stalled.said)}
                {picked}
                {choice}
                {away(deck, known, &stalled)}
            }
            .into_any()
        }
        None => ().into_any(),
    });
    let is_open = Memo::new(move |_| deck.is_open(id));
    let editing = live(move || {
        let session = one.with_untracked(|one| one.as_ref().map(|(one, _)| one.session.clone()));
        match (is_open.get(), session) {
            (true, Some(session)) => {
                let done = Callback::new(move |()| deck.close(id));
                form(deck, id, &For::Everyone(session), done)
            }
            _ => ().into_any(),
        }
    });
    view! { <li class="contribution card">{body} {editing}</li> }.into_any()
}

/// Who takes it: on the organizers' device anyone on a team, on others whoever the device belongs to.
fn picking(deck: Deck, known: Signal<Arc<Known>>, stalled: &Stalled) -> AnyView {
    let (id, about) = (stalled.id, stalled.said.name());
    let own = own::parts(deck.app);
    let offers: Vec<(Contributor, String)> = known.with_untracked(|known| {
        let own = own.get().unwrap_or_default();
        let lines = known.sheet.teams.iter().flat_map(|team| &team.lines);
        let may = lines.filter(|line| !known.by_cards || own.holds(line.member.id));
        let may = may.filter(|line| line.member.is_in());
        may.map(|line| {
            let whose = Contributor {
                session: line.member.session.clone(),
                member: line.member.id,
                team: line.member.team,
                sample: line.member.sample,
            };
            (whose, line.who.name.clone())
        })
        .collect()
    });
    if offers.is_empty() {
        return ().into_any();
    }
    let chosen = RwSignal::new(offers[0].0.member.to_string());
    let options = offers
        .iter()
        .map(|(whose, name)| (whose.member.to_string(), name.clone()));
    let options: Vec<(String, String)> = options.collect();
    let press = move |()| {
        let member = chosen.get_untracked();
        let whose = offers
            .iter()
            .find(|(whose, _)| whose.member.to_string() == member);
        let today = zones::today(deck.app.now.get_untracked());
        if let (Some((whose, _)), Some(day)) = (whose, today) {
            let pick = Contributing::Pick {
                stalled: id,
                whose: whose.clone(),
                day,
            };
            deck.contribute(pick, t!(contributions.picked));
        }
    };
    view! {
        <div class="button-row unprinted">
            <Select
                id=format!("contribution-pick-{id}")
                label=t!(contributions.who_picks)
                offers=options
                now=chosen
                choose=move |member| chosen.set(member)
            />
            <Button label=t!(contributions.pick) press=press about=about />
        </div>
    }
    .into_any()
}

/// Changing it and putting it away, which organizers do.
fn away(deck: Deck, known: Signal<Arc<Known>>, stalled: &Stalled) -> Option<AnyView> {
    let is_organizers = known.with_untracked(|known| !known.by_cards);
    is_organizers.then(|| {
        let (id, is_away, about) = (stalled.id, stalled.away, stalled.said.name());
        let (label, said) = if is_away {
            (t!(contributions.bring_back), t!(contributions.brought_back))
        } else {
            (t!(contributions.put_away), t!(contributions.removed))
        };
        let press = move |()| deck.contribute(Contributing::Remove(id, !is_away), said);
        let edit = move |()| {
            if !deck.is_open(id) {
                deck.open.update(|open| open.push(id));
            }
        };
        view! {
            <div class="button-row unprinted">
                <Button
                    label=t!(contributions.edit)
                    look=ButtonLook::Small
                    mark=Icon::Edit
                    press=edit
                    about=about.clone()
                />
                <Button label=label look=ButtonLook::Small press=press about=about />
            </div>
        }
        .into_any()
    })
}

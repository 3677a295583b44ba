//! What everyone of a session works on, team by team; what waits to be revived; states in bulk; the week's numbers.

mod fields;
mod importing;
mod item;
mod numbers;
mod stalled;
pub mod words;

use std::sync::Arc;

use leptos::prelude::*;

use super::meeting::not_read;
use super::roster::read::{Known, follow, page};
use super::roster::team_name;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::week::contribution::State;
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::use_app;
use crate::ui::components::{PageHead, live};
use crate::ui::contributions::{ContributionsReading, follow_contributions};
use crate::ui::deed::{Failed, failure};

pub use fields::{Fields, For};
pub use item::{Deck, editing, item};
use words::state_words;

/// The name in the query for a state.
const STATE: &str = "state";

/// What everyone of a session works on.
#[component]
pub fn ContributionsPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    page(app, reading, move |known| {
        let found = follow_contributions(app, &session);
        let failed = Failed::new(None);
        // Somebody changes their own on the page of their weeks.
        // What is being typed or chosen stays while what is known is read anew.
        let writes = Memo::new(move |_| known.with(|known| !known.by_cards));
        let deck = Deck::new(app, found, failed, writes.into());
        let name = known.with_untracked(|known| known.session().name.clone());
        let back = (
            t!(weeks.wall).to_owned(),
            Route::Wall(session.clone()).href(),
        );
        let of = session.clone();
        let sort = Memo::new(move |_| found.with(std::mem::discriminant));
        let body = live(move || {
            sort.get();
            match found.get_untracked() {
                ContributionsReading::UnderWay => {
                    view! { <p class="quiet" role="status">{t!(contributions.reading)}</p> }
                        .into_any()
                }
                ContributionsReading::Failed(why) => not_read(app, why),
                ContributionsReading::Done(_) => whole(deck, known, &of),
            }
        });
        view! {
            <PageHead title=t!(contributions.title) over=name back=back>
                <p class="roster-counts">{t!(contributions.help)}</p>
            </PageHead>
            {failure(failed)}
            <div class="stack stack-loose">{body}</div>
        }
        .into_any()
    })
}

fn whole(deck: Deck, known: Signal<Arc<Known>>, session: &SessionId) -> AnyView {
    let state = Memo::new(move |_| match deck.app.route.get() {
        Route::Contributions(_, query) => query.get(STATE).and_then(State::from_name),
        _ => None,
    });
    let import = live(move || {
        if deck.writes.get() {
            importing::part(deck)
        } else {
            ().into_any()
        }
    });
    view! {
        {filters(session, state)}
        {lists(deck, known, session, state)}
        {stalled::part(deck, known, session)}
        {numbers::part(deck, known)}
        {import}
    }
    .into_any()
}

fn filters(session: &SessionId, now: Memo<Option<State>>) -> AnyView {
    let states = [None].into_iter().chain(State::ALL.map(Some));
    let links = states.map(|state| {
        let value = state.map(State::as_str).unwrap_or_default();
        let query = Query::default().with(STATE, value);
        let href = Route::Contributions(session.clone(), query).href();
        let words = state.map_or(t!(contributions.all_states), state_words);
        let current = move || (now.get() == state).then_some("true");
        view! {
            <a class="button button-quiet" href=href aria-current=current>
                {words}
            </a>
        }
    });
    view! {
        <nav class="button-row contribution-filters unprinted" aria-label=t!(contributions.filter)>
            {links.collect_view()}
        </nav>
    }
    .into_any()
}

/// Team by team; then those of people on none.
fn lists(
    deck: Deck,
    known: Signal<Arc<Known>>,
    session: &SessionId,
    state: Memo<Option<State>>,
) -> AnyView {
    let groups = Memo::new(move |_| {
        let passes = state.get();
        let passing = deck.ids(|one| passes.is_none_or(|state| one.state() == state));
        let whose = |id: RecordId| {
            let found = deck.reading.with(|reading| reading.found().cloned());
            found.and_then(|found| Some(found.one(id)?.member))
        };
        known.with(|known| {
            let mut left = passing.clone();
            let mut groups: Vec<(Option<RecordId>, String, Vec<RecordId>)> = Vec::new();
            for team in &known.sheet.teams {
                let is_on = |id: &RecordId| {
                    let member = whose(*id);
                    team.lines.iter().any(|line| Some(line.member.id) == member)
                };
                let theirs: Vec<RecordId> = left.iter().copied().filter(is_on).collect();
                left.retain(|id| !theirs.contains(id));
                groups.push((Some(team.team.id), team_name(&team.team), theirs));
            }
            groups.push((None, t!(contributions.others).to_owned(), left));
            groups.retain(|(_, _, theirs)| !theirs.is_empty());
            groups
        })
    });
    let session = session.clone();
    live(move || {
        let groups = groups.get();
        if groups.is_empty() {
            return view! { <p class="soft">{t!(contributions.nothing)}</p> }.into_any();
        }
        let sections = groups.into_iter().map(|(team, name, ids)| {
            let heading = match team {
                Some(team) => {
                    let href = Route::Team(session.clone(), team).href();
                    view! { <a href=href>{name}</a> }.into_any()
                }
                None => view! { <span>{name}</span> }.into_any(),
            };
            let items = ids.into_iter().map(|id| {
                let over = who(deck, known, &session, id);
                item(deck, id, over)
            });
            view! {
                <section class="stack">
                    <h2>{heading}</h2>
                    <ul class="contribution-list" role="list">
                        {items.collect_view()}
                    </ul>
                </section>
            }
        });
        sections.collect_view().into_any()
    })
}

/// Whose a contribution is, with a way to their weeks.
fn who(
    deck: Deck,
    known: Signal<Arc<Known>>,
    session: &SessionId,
    id: RecordId,
) -> Option<AnyView> {
    let found = deck
        .reading
        .with_untracked(|reading| reading.found().cloned())?;
    let member = found.one(id)?.member;
    let name = known.with_untracked(|known| {
        let line = known.sheet.line(member)?;
        Some(line.who.name.clone())
    })?;
    let href = Route::Weeks(session.clone(), member).href();
    Some(
        view! {
            <p>
                <a href=href dir="auto">
                    {name}
                </a>
            </p>
        }
        .into_any(),
    )
}

//! One contribution on a list: what it is, where it stands, and, for those who may, to change that.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields::{Fields, For};
use super::words::{credit, name, project, sort_words, state_tone, state_words};
use crate::browser::zones;
use crate::domain::decide::{Command, Contributing, Contributor, Weekly};
use crate::domain::id::RecordId;
use crate::domain::record::Audience;
use crate::domain::week::contribution::{Contribution, Detail, SORT, Sort, State};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Chip, Icon, Select, announce, live};
use crate::ui::conflicts::{Choosing, Conflicts, mark};
use crate::ui::contributions::ContributionsReading;
use crate::ui::deed::{Failed, perform};
use crate::ui::pages::check_in::text_words;
use crate::ui::when::date_brief;

/// What every contribution on a page is given. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Deck {
    pub app: App,
    pub reading: RwSignal<ContributionsReading>,
    pub failed: Failed,
    /// Those whose words are being changed.
    pub open: RwSignal<Vec<RecordId>>,
    /// Whether the reader may change what they see.
    pub writes: Signal<bool>,
    /// Those that were on the page: what is removed stays until it is left, to be brought back (Promise 12).
    seen: StoredValue<Vec<RecordId>>,
}

impl Deck {
    pub fn new(
        app: App,
        reading: RwSignal<ContributionsReading>,
        failed: Failed,
        writes: Signal<bool>,
    ) -> Self {
        Self {
            app,
            reading,
            failed,
            open: RwSignal::new(Vec::new()),
            writes,
            seen: StoredValue::new(Vec::new()),
        }
    }

    /// Those of the contributions that are shown and that pass: first those that moved last. What is moved while the page is
    /// looked at stays where it is, under whoever moves it.
    pub fn ids(self, passes: impl Fn(&Contribution) -> bool) -> Vec<RecordId> {
        self.reading.with(|reading| {
            let Some(found) = reading.found() else {
                return Vec::new();
            };
            let is_known = |id: RecordId| self.seen.with_value(|seen| seen.contains(&id));
            let there = found.contributions.iter();
            let mut new: Vec<&Contribution> = there
                .filter(|one| !one.deleted && !is_known(one.id))
                .collect();
            new.sort_by_key(|one| (std::cmp::Reverse(one.last_moved()), one.id));
            self.seen
                .update_value(|seen| seen.extend(new.iter().map(|one| one.id)));
            self.seen.with_value(|seen| {
                let passes = |id: &RecordId| found.one(*id).is_some_and(&passes);
                seen.iter().copied().filter(passes).collect()
            })
        })
    }

    fn one(self, id: RecordId) -> Option<Contribution> {
        self.reading
            .with(|reading| reading.found()?.one(id).cloned())
    }

    pub fn contribute(self, what: Contributing, said: &'static str) {
        let command = Command::Week(Weekly::Contribute(what));
        perform(self.app, command, self.failed, move |_| announce(said));
    }

    pub fn is_open(self, id: RecordId) -> bool {
        self.open.with(|open| open.contains(&id))
    }

    pub fn close(self, id: RecordId) {
        self.open.update(|open| open.retain(|one| *one != id));
    }
}

/// One contribution; `over` says whose it is, where the page does not.
pub fn item(deck: Deck, id: RecordId, over: Option<AnyView>) -> AnyView {
    let one = Memo::new(move |_| deck.one(id));
    let head = live(move || match one.get() {
        Some(one) => head(&one),
        None => ().into_any(),
    });
    let tools = live(move || {
        if deck.writes.get() {
            tools(deck, id, one)
        } else {
            ().into_any()
        }
    });
    let is_open = Memo::new(move |_| deck.is_open(id) && deck.writes.get());
    let whose = Memo::new(move |_| one.with(|one| one.as_ref().map(contributor)));
    let body = live(move || match (is_open.get(), whose.get()) {
        (true, Some(whose)) => editing(deck, id, whose, one),
        _ => ().into_any(),
    });
    view! { <li class="contribution card">{over} {head} {tools} {body}</li> }.into_any()
}

fn contributor(one: &Contribution) -> Contributor {
    let team = if let Audience::Team(team) = one.audience {
        Some(team)
    } else {
        None
    };
    Contributor {
        session: one.session.clone(),
        member: one.member,
        team,
        sample: one.sample,
    }
}

fn head(one: &Contribution) -> AnyView {
    let tone = state_tone(one.state());
    let moved = one
        .last_moved()
        .map(|day| t!(contributions.last_moved, day = date_brief(day)));
    view! {
        <p class="contribution-name">
            <strong>{name(&one.said)}</strong>
            {project(&one.said)}
        </p>
        <p class="contribution-state">
            <Chip label=state_words(one.state()) tone=tone mark=tone.icon() />
            " "
            <span>{sort_words(one.sort)}</span>
            {moved.map(|moved| view! { <span class="soft">" · " {moved}</span> })}
            {mark(one.conflict)}
        </p>
        {credit(&one.said)}
    }
    .into_any()
}

fn tools(deck: Deck, id: RecordId, one: Memo<Option<Contribution>>) -> AnyView {
    let state = Memo::new(move |_| {
        let state = one.with(|one| one.as_ref().map(Contribution::state));
        state.unwrap_or(State::Looking).as_str().to_owned()
    });
    let offers = State::ALL.map(|state| {
        let words = state_words(state).to_owned();
        (state.as_str().to_owned(), words)
    });
    let choose = move |chosen: String| {
        let today = zones::today(deck.app.now.get_untracked());
        if let (Some(state), Some(today)) = (State::from_name(&chosen), today) {
            let moves = vec![(id, state, today)];
            deck.contribute(Contributing::Move(moves), t!(contributions.moved_now));
        }
    };
    let about = move || {
        let named = one.with_untracked(|one| one.as_ref().map(|one| one.said.name()));
        named.unwrap_or_default()
    };
    let edit = live(move || {
        if deck.is_open(id) {
            return ().into_any();
        }
        let press = move |()| deck.open.update(|open| open.push(id));
        let label = t!(contributions.edit);
        view! { <Button label=label look=ButtonLook::Small mark=Icon::Edit press=press about=about() /> }
            .into_any()
    });
    let removed = Memo::new(move |_| one.with(|one| one.as_ref().is_some_and(|one| one.deleted)));
    let removal = live(move || {
        let is_removed = removed.get();
        let (label, said) = if is_removed {
            (t!(contributions.bring_back), t!(contributions.brought_back))
        } else {
            (t!(contributions.remove), t!(contributions.removed))
        };
        let press = move |()| deck.contribute(Contributing::Remove(id, !is_removed), said);
        view! { <Button label=label look=ButtonLook::Small press=press about=about() /> }.into_any()
    });
    view! {
        <div class="button-row unprinted">
            <Select
                id=format!("contribution-state-{id}")
                label=t!(contributions.state)
                offers=offers.to_vec()
                now=state
                choose=choose
            />
            {edit}
            {removal}
        </div>
    }
    .into_any()
}

/// The words of a contribution, and every move it made.
pub fn editing(
    deck: Deck,
    id: RecordId,
    whose: Contributor,
    one: Memo<Option<Contribution>>,
) -> AnyView {
    let made_for = For::Somebody(whose);
    let fields = Fields::of(deck.app, id, &made_for);
    let sort = Memo::new(move |_| {
        let sort = one.with(|one| one.as_ref().and_then(|one| one.sort));
        sort.map(Sort::as_str).unwrap_or_default().to_owned()
    });
    let offers = [None].into_iter().chain(Sort::ALL.map(Some)).map(|sort| {
        let value = sort.map(Sort::as_str).unwrap_or_default();
        (value.to_owned(), sort_words(sort).to_owned())
    });
    let choose = move |chosen: String| {
        let detail = Detail::Sort(Sort::from_name(&chosen));
        perform(deck.app, made_for.say(id, detail), deck.failed, |_| ());
    };
    let conflicts = Conflicts::of(Choosing::about(deck.app, deck.failed, id));
    let done = move |()| {
        spawn_local(async move {
            if fields.settle().await {
                deck.close(id);
            }
        });
    };
    let moves = live(move || {
        let moves = one.with(|one| one.as_ref().map(|one| one.moves.clone()));
        let items = moves.unwrap_or_default().into_iter().map(|one| {
            let words = t!(
                contributions.reached,
                day = date_brief(one.day),
                state = state_words(one.to)
            );
            let undo = Contributing::Unmove(id, one.to, one.day);
            let press = move |()| deck.contribute(undo.clone(), t!(contributions.taken_back));
            view! {
                <li>
                    {words.clone()} " "
                    <Button
                        label=t!(contributions.take_back)
                        look=ButtonLook::Small
                        mark=Icon::Undo
                        press=press
                        about=words
                    />
                </li>
            }
        });
        view! { <ul class="contribution-moves">{items.collect_view()}</ul> }.into_any()
    });
    view! {
        <div class="stack contribution-fields">
            {fields.view(deck.app, id, deck.failed)}
            <Select
                id=format!("contribution-sort-{id}")
                label=t!(contributions.sort)
                offers=offers.collect()
                now=sort
                choose=choose
            />
            {conflicts.at(SORT, t!(contributions.sort), text_words)}
            {moves}
            <p>
                <Button label=t!(contributions.done) press=done />
            </p>
        </div>
    }
    .into_any()
}

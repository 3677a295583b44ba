//! What somebody agreed to show to everyone: stored as it is ticked and unticked, however quickly.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;

use super::Desk;
use super::member::About;
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::membership::Standing;
use crate::domain::person::{Person, Shown};
use crate::domain::record::Value;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{live, present_while};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::saving::{Saving, saved};

/// What somebody agreed to. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Agreeing {
    /// What is ticked, stored or not yet.
    shown: RwSignal<BTreeSet<Shown>>,
    /// What is stored of them.
    stored: StoredValue<Person>,
    /// How it is saved.
    pub saving: Saving<Shown, bool>,
}

thread_local! {
    static ALL: RefCell<HashMap<RecordId, Agreeing>> = RefCell::default();
}

fn with(before: &Person, ticks: &BTreeMap<Shown, bool>) -> Person {
    let mut after = before.clone();
    for (what, agreed) in ticks {
        if *agreed {
            after.shown.insert(*what);
        } else {
            after.shown.remove(what);
        }
    }
    after
}

impl Agreeing {
    /// What somebody agreed to, as it was read with the roster; one for each. Someone known by their
    /// application alone gets a record that names it.
    fn of(app: App, id: RecordId, person: &Person, application: Option<RecordId>) -> Self {
        if let Some(agreeing) = ALL.with_borrow(|all| all.get(&id).copied()) {
            agreeing.refresh(person);
            return agreeing;
        }
        let agreeing = app.rooted(|| Self::new(app, id, person, application));
        ALL.with_borrow_mut(|all| all.insert(id, agreeing));
        agreeing
    }

    fn new(app: App, id: RecordId, person: &Person, application: Option<RecordId>) -> Self {
        let stored = StoredValue::new(person.clone());
        let store = Arc::new(move |ticks: BTreeMap<Shown, bool>| {
            let before = stored.get_value();
            let mut after = with(&before, &ticks);
            after.application = after.application.or(application);
            Command::EditPerson {
                person: id,
                before: Box::new(before),
                after: Box::new(after),
            }
        });
        let agreeing = Self {
            shown: RwSignal::new(person.shown.clone()),
            stored,
            saving: Saving::new(app, id, store, Arc::new(String::new)),
        };
        Effect::new(move || {
            let record = agreeing.saving.stored.get();
            if let Some(person) = record.and_then(|record| Person::read(&record)) {
                agreeing.take_up(&person);
            }
        });
        agreeing
    }

    fn take_up(self, person: &Person) {
        self.stored.set_value(person.clone());
        self.show();
    }

    fn show(self) {
        let ticks = self.saving.unsaved();
        let now = self.stored.with_value(|stored| with(stored, &ticks).shown);
        if self.shown.with_untracked(|was| *was != now) {
            self.shown.set(now);
        }
    }

    /// Takes up what was read, unless something newer waits here.
    fn refresh(self, person: &Person) {
        if !self.saving.has_unsaved() {
            self.take_up(person);
        }
    }

    fn tick(self, what: Shown, agreed: bool) {
        self.saving.typed(what, agreed);
        self.show();
    }
}

fn shown_words(shown: Shown) -> &'static str {
    match shown {
        Shown::Name => t!(roster.shown_name),
        Shown::Github => t!(roster.shown_github),
        Shown::Team => t!(roster.shown_team),
    }
}

fn field(shown: Shown) -> &'static str {
    match shown {
        Shown::Name => "shown/name",
        Shown::Github => "shown/github",
        Shown::Team => "shown/team",
    }
}

/// What somebody agreed to, followed as long as the dialog about them is open.
pub(super) fn agreeing(desk: Desk, person: RecordId) -> Agreeing {
    let read = move || {
        desk.known.with(|known| {
            let read = known.read.people.get(&person).cloned();
            read.unwrap_or_default()
        })
    };
    let application = desk
        .known
        .with_untracked(|known| known.applications.get(&person).copied());
    let agreeing = Agreeing::of(desk.app, person, &untrack(read), application);
    Effect::new(move || agreeing.refresh(&read()));
    on_cleanup(move || agreeing.saving.flush());
    agreeing
}

/// Of everyone at once what they agreed to show, to be ticked in one go down the list.
pub(super) fn everyone(desk: Desk) -> AnyView {
    let open = RwSignal::new(false);
    let toggled = move |event: leptos::ev::Event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details class="agreeing unprinted" on:toggle=toggled>
            <summary>{t!(roster.agreed_by_all)}</summary>
            {present_while(move || open.get(), move || table(desk))}
        </details>
    }
    .into_any()
}

fn table(desk: Desk) -> AnyView {
    let people = Memo::new(move |_| {
        desk.known.with(|known| {
            let mut seen = BTreeSet::new();
            let lines = known.sheet.lines().map(|(_, line)| line);
            let lines = lines.filter(|line| line.member.standing != Standing::Left);
            let people = lines.map(|line| (line.member.person, line.who.name.clone()));
            let people = people.filter(|(person, _)| seen.insert(*person));
            people.collect::<Vec<_>>()
        })
    });
    let heads = Shown::ALL.map(|what| view! { <th scope="col">{shown_words(what)}</th> });
    let all_saved = live(move || {
        let people = people.get();
        let going = people
            .iter()
            .map(|(person, _)| agreeing(desk, *person).saving.going());
        saved(desk.app, going.collect())
    });
    view! {
        <p class="soft">{t!(roster.agreed_by_all_help)}</p>
        {all_saved}
        <div class="table-scroll" tabindex="0" role="region" aria-label=t!(roster.agreed_by_all)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(weeks.person)}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || people.get() key=|one| one.clone() let:one>
                        {row(desk, one.0, &one.1)}
                    </For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(desk: Desk, person: RecordId, name: &str) -> AnyView {
    let agreeing = agreeing(desk, person);
    let ticks = Shown::ALL.map(|what| {
        let is_on = move || agreeing.shown.with(|shown| shown.contains(&what));
        let toggle = move |event| agreeing.tick(what, event_target_checked(&event));
        let label = t!(
            roster.agreed_by,
            name = name.to_owned(),
            what = shown_words(what)
        );
        view! {
            <td>
                <label class="agreed-tick">
                    <input
                        type="checkbox"
                        aria-label=label
                        prop:checked=is_on
                        on:change=toggle
                    />
                </label>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row" dir="auto">
                {name.to_owned()}
            </th>
            {ticks.collect_view()}
        </tr>
    }
    .into_any()
}

/// What they agreed to show to everyone.
pub(super) fn shown(about: About) -> AnyView {
    let agreeing = about.agreeing;
    let conflicts = Conflicts::of(Choosing::about(
        about.desk.app,
        about.desk.failed,
        about.member().person,
    ));
    let ticks = Shown::ALL.map(|what| {
        let is_on = move || agreeing.shown.with(|shown| shown.contains(&what));
        let toggle = move |event| agreeing.tick(what, event_target_checked(&event));
        let words = |value: &Value| match value {
            Value::Bool(true) => t!(crew.yes).to_owned(),
            _ => t!(crew.no).to_owned(),
        };
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=is_on on:change=toggle />
                <span>{shown_words(what)}</span>
            </label>
            {conflicts.at(field(what), shown_words(what), words)}
        }
    });
    view! {
        <fieldset class="decision-choices">
            <legend>{t!(roster.shown)}</legend>
            {ticks.collect_view()}
        </fieldset>
    }
    .into_any()
}

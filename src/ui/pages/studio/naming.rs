//! What a team or a branch is called, as it is typed: it saves by itself (Promise 2), and says when it has.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Shared, Studio};
use crate::domain::decide::Command;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::roster::{Move, Roster};
use crate::ui::crew::CrewRead;
use crate::ui::saving::Saving;

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Named {
    /// A roster that is a branch.
    Branch(RecordId),
    /// A team of a roster.
    Team {
        /// The roster.
        roster: RecordId,
        /// The team.
        team: RecordId,
    },
}

impl Named {
    fn roster(self) -> RecordId {
        match self {
            Self::Branch(roster) | Self::Team { roster, .. } => roster,
        }
    }

    /// What it is called on a roster; nothing where it is not there.
    fn on(self, roster: &Roster) -> Option<String> {
        match self {
            Self::Branch(_) => Some(roster.name.clone()),
            Self::Team { team, .. } => Some(roster.teams.get(&team)?.name.clone()),
        }
    }

    fn command(self, session: &SessionId, sample: bool, name: String) -> Command {
        match self {
            Self::Branch(roster) => Command::NameRoster { roster, name },
            Self::Team { roster, team } => Command::Arrange {
                session: session.clone(),
                roster,
                moves: vec![Move::Name { team, name }],
                sample,
            },
        }
    }
}

/// A name as it is typed. Lives as long as the app runs, so that closing its dialog loses nothing.
#[derive(Clone, Copy)]
struct Naming {
    text: RwSignal<String>,
    /// Whether it was typed since its field was opened.
    typed: StoredValue<bool>,
    /// Whether everyone who may be on its roster was made up.
    is_sample: StoredValue<bool>,
    saving: Saving<(), String>,
}

thread_local! {
    static ALL: RefCell<HashMap<Named, Naming>> = RefCell::default();
}

/// What is typed of a roster that is no more needs no saving.
pub(super) fn forget(roster: RecordId) {
    ALL.with_borrow_mut(|all| {
        all.retain(|named, naming| {
            let stays = named.roster() != roster;
            if !stays {
                naming.saving.forget();
            }
            stays
        });
    });
}

fn naming(studio: Studio, named: Named) -> Naming {
    if let Some(known) = ALL.with_borrow(|all| all.get(&named).copied()) {
        return known;
    }
    let (session, app) = (studio.session().id, studio.app);
    let naming = app.rooted(|| {
        let text = RwSignal::new(String::new());
        let is_sample = StoredValue::new(false);
        let store = Arc::new(move |mut batch: BTreeMap<(), String>| {
            let name = batch.remove(&()).unwrap_or_default();
            named.command(&session, is_sample.get_value(), name)
        });
        let words = Arc::new(move || text.get_untracked());
        Naming {
            text,
            typed: StoredValue::new(false),
            is_sample,
            saving: Saving::new(app, named.roster(), store, words),
        }
    });
    ALL.with_borrow_mut(|all| all.insert(named, naming));
    naming
}

/// The field for a name, with how saving it goes.
pub(super) fn field(
    studio: Studio,
    named: Named,
    id: &'static str,
    label: &'static str,
) -> AnyView {
    let Naming {
        text,
        typed,
        is_sample,
        saving,
    } = naming(studio, named);
    let all_made_up = |read: &Shared<CrewRead>| read.crew.all().all(|member| member.sample);
    is_sample.set_value(studio.read.with_untracked(all_made_up));
    typed.set_value(saving.has_unsaved());
    let now = studio.stored.with_untracked(|stored| named.on(stored));
    if !saving.has_unsaved() {
        text.set(now.unwrap_or_default());
    }
    // What is saved from here is shown at once; what was saved before this is older than what is shown.
    Effect::new(move |before: Option<()>| {
        let stored = saving.stored.get();
        let roster = stored.as_deref().and_then(Roster::read);
        if before.is_some()
            && let Some(roster) = roster
        {
            studio.take_stored(roster);
        }
    });
    // What another tab or an import says.
    Effect::new(move || {
        studio.app.changed.track();
        spawn_local(async move {
            if let Ok(Some(record)) = studio.app.store().get(named.roster()).await
                && saving.takes_up(&record.version)
                && let Some(name) = Roster::read(&record).and_then(|roster| named.on(&roster))
                && text.with_untracked(|text| *text != name)
            {
                text.set(name);
            }
        });
    });
    on_cleanup(move || {
        saving.flush();
    });
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <input
                id=id
                class="input"
                type="text"
                dir="auto"
                prop:value=text
                on:input=move |event| {
                    let name = event_target_value(&event);
                    typed.set_value(true);
                    text.set(name.clone());
                    saving.typed((), name);
                }
            />
            {saving.saved()}
        </div>
    }
    .into_any()
}

/// Tells a name that was typed here once storage has it; nothing where none was, or where it could not be stored,
/// which is tried again.
pub(super) fn when_stored(named: Named, then: impl FnOnce(String) + 'static) {
    let Some(naming) = ALL.with_borrow(|all| all.get(&named).copied()) else {
        return;
    };
    if !naming.typed.get_value() {
        return;
    }
    naming.typed.set_value(false);
    spawn_local(async move {
        if naming.saving.settle().await {
            then(naming.text.get_untracked());
        }
    });
}

//! What is said otherwise of somebody's part in the session, saved by itself once it rests (Promise 2). It lives
//! as long as the app runs, and goes on from what is stored, so that what is chosen and taken back at once
//! is stored too.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::member::today;
use super::read::Known;
use crate::domain::decide::Command;
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::membership::{Membership, Standing};
use crate::domain::record::{FieldName, Value, Write};
use crate::domain::role::Role;
use crate::domain::roster::{Move, Roster, follow, follow_choice, roster_id};
use crate::domain::time::{Date, Instant};
use crate::ui::app::App;
use crate::ui::deed::Failed;
use crate::ui::messages;
use crate::ui::saving::Saving;

/// What can be said of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Standing,
    Since,
    Role,
    Team,
    Project,
    Joined,
    Accepted,
    AcceptBy,
}

/// Something that is said of a part.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    Standing(Standing),
    Since(Option<Date>),
    Role(Role),
    Team(Option<RecordId>),
    Project(Option<ProjectId>),
    Joined(Option<Date>),
    Accepted(Option<bool>, Option<Instant>),
    AcceptBy(Option<Date>),
}

impl Fact {
    fn part(&self) -> Part {
        match self {
            Self::Standing(_) => Part::Standing,
            Self::Since(_) => Part::Since,
            Self::Role(_) => Part::Role,
            Self::Team(_) => Part::Team,
            Self::Project(_) => Part::Project,
            Self::Joined(_) => Part::Joined,
            Self::Accepted(..) => Part::Accepted,
            Self::AcceptBy(_) => Part::AcceptBy,
        }
    }

    fn say(self, member: &mut Membership) {
        match self {
            Self::Standing(standing) => member.standing = standing,
            Self::Since(day) => member.since = day,
            Self::Role(role) => member.role = role,
            Self::Team(team) => member.team = team,
            Self::Project(project) => member.project = project,
            Self::Joined(day) => member.joined = day,
            Self::Accepted(accepted, at) => {
                (member.accepted, member.accepted_at) = (accepted, at);
            }
            Self::AcceptBy(day) => member.accept_by = day,
        }
    }
}

/// A part with what is said of it otherwise. Whoever stands otherwise does so from today on, unless another
/// day is said.
fn with(before: &Membership, facts: &BTreeMap<Part, Fact>) -> Membership {
    let mut after = before.clone();
    for fact in facts.values() {
        fact.clone().say(&mut after);
    }
    if after.standing != before.standing && !facts.contains_key(&Part::Since) {
        after.since = today();
    }
    after
}

/// What is said of somebody's part. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Keeping {
    /// The part as it is said, stored or not yet.
    pub shown: RwSignal<Membership>,
    /// The days as they are typed.
    pub since: RwSignal<String>,
    pub joined: RwSignal<String>,
    pub accept_by: RwSignal<String>,
    /// The part as it is stored.
    stored: StoredValue<Membership>,
    roster: StoredValue<Arc<Known>>,
    /// How it is saved.
    pub saving: Saving<Part, Fact>,
}

thread_local! {
    static ALL: RefCell<HashMap<RecordId, Keeping>> = RefCell::default();
}

impl Keeping {
    /// What is said of a part, as it was read with the roster; one for each part.
    pub(super) fn of(app: App, member: &Membership, known: Arc<Known>) -> Self {
        if let Some(keeping) = ALL.with_borrow(|all| all.get(&member.id).copied()) {
            keeping.roster.set_value(known);
            if !keeping.saving.has_unsaved() {
                keeping.take_up(member);
            }
            return keeping;
        }
        let keeping = app.rooted(|| Self::new(app, member, known));
        ALL.with_borrow_mut(|all| all.insert(member.id, keeping));
        keeping
    }

    fn new(app: App, member: &Membership, known: Arc<Known>) -> Self {
        let stored = StoredValue::new(member.clone());
        let roster = StoredValue::new(known);
        let store = Arc::new(move |facts: BTreeMap<Part, Fact>| {
            let before = stored.get_value();
            let after = with(&before, &facts);
            let moves = roster.with_value(|known| moves(known, &before, &after));
            Command::EditMember {
                before: Box::new(before),
                after: Box::new(after),
                moves,
            }
        });
        let text = || RwSignal::new(String::new());
        let (since, joined, accept_by) = (text(), text(), text());
        let words = Arc::new(move || {
            let texts = [since, joined, accept_by].map(|text| text.get_untracked());
            texts.join("\n")
        });
        let keeping = Self {
            shown: RwSignal::new(member.clone()),
            since,
            joined,
            accept_by,
            stored,
            roster,
            saving: Saving::of_choices(app, member.id, store, words),
        };
        // Only what is stored is known: what could not be saved is said again, whole.
        Effect::new(move || {
            let record = keeping.saving.stored.get();
            if let Some(member) = record.and_then(|record| Membership::read(&record)) {
                keeping.take_up(&member);
            }
        });
        keeping
    }

    /// The command that keeps one of the values that copies say of the part, which the roster being formed follows.
    /// What is said here and rests yet is stored first; if that fails, it is said there, and nothing is
    /// chosen. Nor is it where the part or the roster can't be read, which `failed` says then.
    pub(super) async fn choice(
        self,
        app: App,
        failed: Failed,
        field: &FieldName,
        value: &Value,
        values: &[Write],
    ) -> Option<Command> {
        if !self.saving.settle().await {
            return None;
        }
        // What was stored just now may not have been read here yet.
        let (id, own) = self
            .stored
            .with_value(|stored| (stored.id, roster_id(&stored.session)));
        let (part, own) = match (app.store().get(id).await, app.store().get(own).await) {
            (Ok(part), Ok(own)) => (part, own),
            (Err(error), _) | (_, Err(error)) => {
                failed.set(Some(messages::load_error(&error)));
                return None;
            }
        };
        let part = part.as_ref().and_then(Membership::read);
        let part = part.unwrap_or_else(|| self.stored.get_value());
        let own = own.as_ref().and_then(Roster::read);
        let moves = self.roster.with_value(|known| {
            let roster = own.or_else(|| known.read.roster(roster_id(&part.session)))?;
            let (teams, all) = (&known.read.teams, &known.read.memberships);
            let values = values.iter().map(|write| &write.value);
            Some(follow_choice(
                &roster, teams, all, &part, field, values, value,
            ))
        });
        Some(Command::ChoosePart {
            part: Box::new(part),
            field: field.clone(),
            value: value.clone(),
            moves: moves.unwrap_or_default(),
        })
    }

    fn take_up(self, member: &Membership) {
        self.stored.set_value(member.clone());
        self.show();
    }

    fn show(self) {
        let facts = self.saving.unsaved();
        let shown = self.stored.with_value(|stored| with(stored, &facts));
        if self.shown.with_untracked(|was| *was != shown) {
            self.shown.set(shown);
        }
    }

    /// Says something of the part.
    pub(super) fn say(self, fact: Fact) {
        self.saving.typed(fact.part(), fact);
        self.show();
    }

    /// Takes up what the roster and the stored copy say, unless something newer is here. Call it in an effect
    /// when the roster was read.
    pub(super) fn refresh(self, app: App, known: Arc<Known>) {
        self.roster.set_value(known);
        let id = self.stored.with_value(|stored| stored.id);
        spawn_local(async move {
            if let Ok(Some(record)) = app.store().get(id).await
                && let Some(member) = Membership::read(&record)
                && self.saving.takes_up(&record.version)
            {
                self.take_up(&member);
            }
        });
    }
}

/// What the roster being formed has to know of it; nothing where someone only stands otherwise.
fn moves(known: &Known, before: &Membership, after: &Membership) -> Vec<Move> {
    let Some(roster) = known.read.roster(roster_id(&before.session)) else {
        return Vec::new();
    };
    let all = &known.read.memberships;
    let said = |member: &Membership| {
        let others = all.iter().filter(|other| other.id != member.id);
        others.cloned().chain([member.clone()]).collect::<Vec<_>>()
    };
    follow(&roster, &known.read.teams, &said(before), &said(after))
}

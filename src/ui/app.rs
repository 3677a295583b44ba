//! The app's state, and the one way to change anything: [`App::dispatch`].
//!
//! Pages read signals and dispatch commands; nothing else writes. A command is decided (pure),
//! committed in one transaction, then applied to the state here, then other tabs are told.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use super::keeper::Keeper;
use super::messages;
use super::programme::News;
use super::typing::Typing;
use super::updates::Updates;
use crate::browser::store::{Committed, LoadError, SaveError, SetAside, Store, StoreEvent};
use crate::browser::tabs::Changed;
use crate::browser::{clock, ids};
use crate::domain::answer::{World, Zones};
use crate::domain::application::{
    Application, Draft, Unreadable, applications_of, form_versions_of,
};
use crate::domain::decide::{Command, Context, Noted, Refused, decide};
use crate::domain::decision::decision_id;
use crate::domain::gather::gather;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::programme::{Programme, Session};
use crate::domain::record::{Change, Kind, Record};
use crate::domain::sending::{Arrival, arrival};
use crate::domain::time::Instant;
use crate::route::Route;

/// The state of the app, once programme and storage are there. Cheap to copy; in every page's context.
#[derive(Clone, Copy)]
pub struct App {
    /// The programme, as last read and good.
    pub programme: RwSignal<Arc<Programme>>,
    /// What there is to say of the programme file.
    pub programme_news: RwSignal<News>,
    /// The drafts of this device's owner and the applications they became.
    pub mine: RwSignal<BTreeMap<RecordId, Record>>,
    /// Goes up when applications or the store's contents changed, here or in another tab.
    pub changed: RwSignal<u64>,
    /// Where the reader is.
    pub route: ReadSignal<Route>,
    /// Now, to the half minute: what shows deadlines reads this.
    pub now: RwSignal<Instant>,
    /// New versions of the app.
    pub updates: Updates,
    /// What the storage told of by itself.
    pub storage_news: RwSignal<StorageNews>,
    /// What organizers look at.
    pub desk: Desk,
    store: StoredValue<Store, LocalStorage>,
    zones: StoredValue<Arc<Zones>>,
    typings: StoredValue<HashMap<RecordId, Typing>>,
    reasons: StoredValue<HashMap<RecordId, Keeper>>,
    notes: StoredValue<HashMap<(RecordId, Noted), Keeper>>,
    owner: StoredValue<Owner>,
}

/// What the storage told of by itself, to be shown until it is dealt with.
#[derive(Debug, Clone, Default)]
pub struct StorageNews {
    /// Another tab brought the database up to date; this one must be loaded again to go on.
    pub moved_on: bool,
    /// What could not be read and was set aside (Promise 5).
    pub set_aside: Vec<SetAside>,
    /// Whether a draft of this person's is among it.
    pub drafts_unread: bool,
    /// The browser's data was cleared under the page, and what this person writes was stored anew.
    pub put_back: bool,
    /// Why what happened could not be followed, in words, until all was read again.
    pub trouble: Option<String>,
}

/// Why something was not done.
#[derive(Debug)]
pub enum Undone {
    /// The rules refuse it.
    Refused(Refused),
    /// What it is about could not be read.
    Unread(LoadError),
    /// It could not be kept; nothing was changed.
    Unsaved(SaveError),
}

/// The app's state, from a page or a component within it.
pub fn use_app() -> App {
    expect_context()
}

impl App {
    /// The state at the start.
    pub fn new(
        programme: Programme,
        store: Store,
        mine: Vec<Record>,
        zones: Zones,
        route: ReadSignal<Route>,
        updates: Updates,
    ) -> Self {
        let mine = mine.into_iter().map(|record| (record.id, record));
        Self {
            programme: RwSignal::new(Arc::new(programme)),
            programme_news: RwSignal::new(News::default()),
            mine: RwSignal::new(gather(mine)),
            changed: RwSignal::new(0),
            route,
            now: RwSignal::new(clock::now()),
            updates,
            storage_news: RwSignal::new(StorageNews::default()),
            desk: Desk::new(),
            store: StoredValue::new_local(store),
            zones: StoredValue::new(Arc::new(zones)),
            typings: StoredValue::new(HashMap::new()),
            reasons: StoredValue::new(HashMap::new()),
            notes: StoredValue::new(HashMap::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// The storage, for reading. Writes go through [`dispatch`](Self::dispatch).
    pub fn store(&self) -> Store {
        self.store.get_value()
    }

    /// The time zones the browser knows.
    pub fn zones(&self) -> Arc<Zones> {
        self.zones.get_value()
    }

    /// The session of this name, in the programme as it is now.
    pub fn session(&self, id: &SessionId) -> Option<Session> {
        self.programme
            .with(|programme| programme.session(id).cloned())
    }

    /// Runs a function on what answers to a session's form are checked against.
    pub fn with_world<T>(&self, session: &SessionId, look: impl FnOnce(&World<'_>) -> T) -> T {
        let programme = self.programme.get();
        let projects = programme.session(session).map(|s| s.projects.as_slice());
        self.zones.with_value(|zones| {
            look(&World {
                zones,
                projects: projects.unwrap_or_default(),
            })
        })
    }

    /// This device's draft for a session, if one was begun (and not deleted).
    pub fn draft(&self, session: &SessionId) -> Result<Option<Draft>, Unreadable> {
        self.mine.with(|mine| Draft::for_session(mine, session))
    }

    /// What was sent of a draft, if it was.
    pub fn sent(&self, draft: &Draft) -> Result<Option<Application>, Unreadable> {
        self.mine.with(|mine| match mine.get(&draft.application) {
            Some(record) => Application::read(record),
            None => Ok(None),
        })
    }

    /// What is being typed into a draft; one for each draft, as long as the app runs.
    pub fn typing(&self, draft: &Draft) -> Option<Typing> {
        if let Some(typing) = self.typings.with_value(|all| all.get(&draft.id).copied()) {
            return Some(typing);
        }
        let form = self
            .programme
            .with_untracked(|programme| programme.form(&draft.form).cloned())?;
        let typing = self
            .owner
            .with_value(|owner| owner.with(|| Typing::new(*self, draft, Arc::new(form))));
        self.typings.update_value(|all| {
            all.insert(draft.id, typing);
        });
        Some(typing)
    }

    /// Makes something that lives as long as the app runs.
    pub fn rooted<T>(&self, make: impl FnOnce() -> T) -> T {
        self.owner.with_value(|owner| owner.with(make))
    }

    /// The reason of what was decided about an application, as it is typed.
    pub fn reason(&self, application: RecordId) -> Keeper {
        let known = |all: &HashMap<_, Keeper>| all.get(&application).copied();
        if let Some(known) = self.reasons.with_value(known) {
            return known;
        }
        let app = *self;
        let store = move |reason: String| Command::Reason {
            application,
            reason,
        };
        let id = decision_id(application);
        let keeper = self
            .owner
            .with_value(|owner| owner.with(|| Keeper::new(app, id, Arc::new(store))));
        self.reasons.update_value(|all| {
            all.insert(application, keeper);
        });
        keeper
    }

    /// A text about a membership or a team, as it is typed.
    pub fn note(&self, record: RecordId, what: Noted) -> Keeper {
        let known = |all: &HashMap<_, Keeper>| all.get(&(record, what)).copied();
        if let Some(known) = self.notes.with_value(known) {
            return known;
        }
        let app = *self;
        let store = move |text: String| Command::Note { record, what, text };
        let keeper = self
            .owner
            .with_value(|owner| owner.with(|| Keeper::new(app, record, Arc::new(store))));
        self.notes.update_value(|all| {
            all.insert((record, what), keeper);
        });
        keeper
    }

    /// Forgets the reasons that are stored: what they were about is gone.
    pub fn forget_reasons(&self) {
        self.reasons
            .update_value(|all| all.retain(|_, reason| reason.has_unsaved()));
    }

    /// What is being typed, into every draft.
    pub fn typings(&self) -> Vec<Typing> {
        self.typings
            .with_value(|all| all.values().copied().collect())
    }

    /// Whether anyone is typing, so that nothing about the forms may change under them.
    pub fn is_typing(&self) -> bool {
        self.typings.with_value(|all| !all.is_empty())
    }

    /// Decides a command, commits what it changes in one transaction, and shows it.
    pub async fn dispatch(&self, command: Command) -> Result<Committed, Undone> {
        let mut records = self.mine.get_untracked();
        let mut stored = Vec::new();
        for id in command.named(&records) {
            if !records.contains_key(&id) {
                match self.store().get(id).await {
                    Ok(found) => records.extend(found.map(|record| (id, record))),
                    // What goes for good need not be read.
                    Err(LoadError::Corrupt(_)) if matches!(command, Command::EraseMine { .. }) => {}
                    Err(error) => return Err(Undone::Unread(error)),
                }
            }
            stored.extend(records.contains_key(&id).then_some(id));
        }
        for kind in command.reaches() {
            let take = |found: Vec<Record>| {
                for record in found {
                    records.entry(record.id).or_insert(record);
                }
            };
            let read = self.store().each_of_kind(kind, take).await;
            read.map_err(Undone::Unread)?;
        }
        // Of many that are taken in, those that were erased here are told apart before.
        let may_drop = matches!(command, Command::TakeIn { .. });
        let now = clock::now();
        let changes = {
            let programme = self.programme.get_untracked();
            let zones = self.zones();
            let context = Context {
                now,
                fresh: [ids::record_id(), ids::record_id()],
                records: &records,
                zones: &zones,
            };
            decide(&programme, command, context).map_err(Undone::Refused)?
        };
        let mut discarded = Vec::new();
        for change in &changes {
            if let Change::Discard(key) = change {
                discarded.push(key.clone());
            }
        }
        let mut outcome = self.store().commit_to(&stored, changes.clone(), now).await;
        if let Err(SaveError::Gone(_)) = outcome {
            self.put_back().await.map_err(Undone::Unsaved)?;
            outcome = self.store().commit_to(&stored, changes, now).await;
        }
        if let Err(SaveError::OtherDraft(id)) = outcome {
            self.reread_mine().await?;
            return Err(Undone::Refused(Refused::HasOne(id)));
        }
        let committed = outcome.map_err(Undone::Unsaved)?;
        self.show(&committed.records);
        if !discarded.is_empty() {
            self.storage_news.update(|news| {
                news.set_aside
                    .retain(|found| !discarded.contains(&found.key));
                news.drafts_unread = false;
            });
        }
        match committed.dropped.first() {
            Some(id) if !may_drop => Err(Undone::Refused(Refused::NotHere(*id))),
            Some(_) | None => Ok(committed),
        }
    }

    /// Reads again what this person writes. What is not among it any more was erased, which leaves a
    /// mark, or else the browser's data was cleared, and this is the only copy: it is stored anew.
    async fn reread_mine(&self) -> Result<(), Undone> {
        let read = self.store().load_mine().await;
        let mut records = read.map_err(Undone::Unread)?;
        let unlisted = self.mine.with_untracked(|mine| {
            let listed = |id| records.iter().any(|record| record.id == id);
            let ids = mine.keys().copied();
            ids.filter(|id| !listed(*id)).collect::<Vec<_>>()
        });
        let marks = self.store().get_all(unlisted.iter().copied()).await;
        let marks = marks.map_err(Undone::Unread)?;
        let is_gone = unlisted.len() > marks.len();
        records.extend(marks);
        self.show(&records);
        if is_gone {
            self.put_back().await.map_err(Undone::Unsaved)?;
        }
        Ok(())
    }

    /// Stores what this person writes as it is here: if the browser's data was cleared under the open
    /// page, this is the only copy of it. Where it is stored already, nothing changes.
    async fn put_back(&self) -> Result<(), SaveError> {
        let mine = self.mine.get_untracked();
        let stored = self.store().get_all(mine.keys().copied()).await?;
        let is_lost = |id| stored.iter().all(|record| record.id != id);
        if !mine.keys().copied().any(is_lost) {
            return Ok(());
        }
        let waits = |draft: Draft| {
            let sent = self.sent(&draft).ok()??;
            let arrived = arrival(&sent, draft.receipt.as_ref());
            let waits = is_lost(sent.id) && !matches!(arrived, Arrival::Arrived(_));
            waits.then_some(Change::Queue(sent.id))
        };
        let drafts = mine.values().filter_map(|r| Draft::read(r).ok().flatten());
        let waiting: Vec<_> = untrack(|| drafts.filter_map(waits).collect());
        let records = mine.values().cloned().map(Change::Merge);
        let changes = records.chain(waiting).collect();
        let done = self.store().commit(changes, clock::now()).await?.records;
        self.storage_news.update(|news| news.put_back = true);
        self.show(&done);
        Ok(())
    }

    /// Makes one of several drafts of a session: an import may have brought another one.
    pub async fn join_drafts(&self) -> Result<(), Undone> {
        loop {
            let drafts = self.mine.with_untracked(|mine| {
                let drafts = mine.values().filter_map(|r| Draft::read(r).ok()?);
                let live = drafts.filter(|draft| !draft.deleted);
                live.map(|draft| draft.session).collect::<Vec<_>>()
            });
            let several = (1..drafts.len()).any(|i| drafts[..i].contains(&drafts[i]));
            if !several || self.dispatch(Command::JoinDrafts).await?.records.is_empty() {
                return Ok(());
            }
        }
    }

    /// Shows records as they are stored now: written here, or told of by another tab.
    pub fn show(&self, records: &[Record]) {
        let named = self.mine.with_untracked(|mine| {
            let all = mine.values().chain(records);
            all.flat_map(|record| {
                let forms = form_versions_of(record).into_iter();
                forms.chain(applications_of(record))
            })
            .collect::<Vec<_>>()
        });
        let is_mine = |record: &Record| {
            record.live().is_some_and(|live| live.kind == Kind::Draft)
                || named.contains(&record.id)
                || self
                    .mine
                    .with_untracked(|mine| mine.contains_key(&record.id))
        };
        // What was read may be older by now than what is here: a read takes longer than a key press.
        let is_new = |record: &Record| {
            let here = self.mine.with_untracked(|mine| {
                let held = mine.get(&record.id);
                held.is_none_or(|held| record.version.covers(&held.version))
            });
            here && is_mine(record)
        };
        let shown: Vec<&Record> = records.iter().filter(|record| is_new(record)).collect();
        if !shown.is_empty() {
            self.mine.update(|mine| {
                for record in &shown {
                    if record.live().is_some() {
                        mine.insert(record.id, (*record).clone());
                    } else {
                        mine.remove(&record.id);
                    }
                }
            });
        }
        for record in shown {
            if let Ok(Some(draft)) = Draft::read(record)
                && let Some(typing) = self.typings.with_value(|all| all.get(&draft.id).copied())
            {
                typing.refresh(&draft);
            }
        }
        self.changed.update(|n| *n += 1);
    }

    /// Follows what happens to the storage without being asked. What goes wrong is shown.
    pub async fn follow(&self, event: StoreEvent) {
        if event == StoreEvent::Returned {
            self.typings().iter().for_each(Typing::retry);
            self.reasons
                .with_value(|all| all.values().for_each(|reason| reason.retry()));
            self.notes
                .with_value(|all| all.values().for_each(|note| note.retry()));
        }
        let behind = self
            .storage_news
            .with_untracked(|news| news.trouble.is_some());
        let followed = match event {
            StoreEvent::Changed(Changed::Records(ids)) if !behind => {
                let read = self.store().get_all(ids).await;
                read.map(|records| self.show(&records))
                    .map_err(Undone::Unread)
            }
            StoreEvent::Changed(_) | StoreEvent::Returned => match self.reread_mine().await {
                Ok(()) => self.join_drafts().await,
                Err(undone) => Err(undone),
            },
            StoreEvent::Closed => self.put_back().await.map_err(Undone::Unsaved),
            StoreEvent::SetAside(found) => return self.note_set_aside(found).await,
            StoreEvent::NewVersion => {
                return self.storage_news.update(|news| news.moved_on = true);
            }
            // Said before the app runs.
            StoreEvent::Blocked => return,
        };
        let trouble = followed.err().as_ref().map(messages::undone);
        if trouble.is_some() {
            // What pages read may have been given up, too.
            self.changed.update(|n| *n += 1);
        }
        if behind || trouble.is_some() {
            self.storage_news.update(|news| news.trouble = trouble);
        }
    }

    /// Reads everything again, as if another tab had changed it all.
    pub async fn read_again(self) {
        self.follow(StoreEvent::Changed(Changed::Everything)).await;
    }

    async fn note_set_aside(&self, mut found: Vec<SetAside>) {
        let drafts = self.store().ids_of_kind(&Kind::Draft).await;
        self.storage_news.update(|news| {
            found.retain(|found| !news.set_aside.contains(found));
            // Should it not be known what they are, they may be drafts.
            news.drafts_unread |= drafts.map_or(true, |drafts| {
                let keys = drafts.iter().map(RecordId::to_string);
                keys.into_iter()
                    .any(|key| found.iter().any(|f| f.key == key))
            });
            news.set_aside.extend(found);
        });
    }
}

//! What the studio knows: who there is, which roster is looked at, what is open. Changing it is in `steps.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::naming;
use super::said::Done;
use super::search::Run;
use super::steps::Proposal;
use crate::browser::teams::Forming;
use crate::domain::id::RecordId;
use crate::domain::programme::Session;
use crate::domain::role::Role;
use crate::domain::roster::judge::{Judged, judge};
use crate::domain::roster::{Crew, Member, Roster, roster_id};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::App;
use crate::ui::crew::{CrewRead, called};
use crate::ui::deed::Failed;
use crate::ui::place;
use crate::ui::words::capital;

/// A roster as a signal holds it.
pub(super) type Shared<T> = Arc<T>;

/// The heading of the teams, which takes the focus of what is gone.
pub(super) const TEAMS: &str = "studio-teams";

/// The mentees of each team.
pub(super) type Seated = BTreeMap<RecordId, Vec<RecordId>>;

/// The studio. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Studio {
    pub app: App,
    /// Everyone, as last read.
    pub read: RwSignal<Shared<CrewRead>>,
    /// Which roster is looked at.
    pub current: RwSignal<RecordId>,
    /// The roster, as it is stored.
    pub stored: RwSignal<Shared<Roster>>,
    /// A roster that was formed and not accepted yet.
    pub preview: RwSignal<Option<Shared<Roster>>>,
    /// The roster that is shown: the preview, or else what is stored.
    pub shown: Memo<Shared<Roster>>,
    /// The mentees of each of its teams, in the order of their ids.
    pub seated: Memo<Shared<Seated>>,
    /// How the one that is shown does.
    pub judged: Memo<Shared<Judged>>,
    /// What could not be done last.
    pub failed: Failed,
    /// What was done last, in words.
    pub done: RwSignal<Option<Done>>,
    /// Who is carried by the pointer.
    pub dragged: RwSignal<Option<RecordId>>,
    /// Whose dialog is open.
    pub person: RwSignal<Option<RecordId>>,
    /// Which open place's dialog is open.
    pub slot: RwSignal<Option<(RecordId, Role)>>,
    /// Everyone with those on the waiting list too, once a place is looked for somebody to take.
    pub waiting: RwSignal<Option<Shared<Crew>>>,
    /// Which team's dialog is open.
    pub team: RwSignal<Option<RecordId>>,
    /// Whether the dialog that begins forming is open.
    pub forming: RwSignal<bool>,
    /// Whether the dialog of the branches is open.
    pub branching: RwSignal<bool>,
    /// Whether the dialog that puts the roster into effect is open.
    pub settling: RwSignal<bool>,
    /// How forming teams goes, while it does or its result waits to be accepted.
    pub run: RwSignal<Option<Run>>,
    /// The search itself, which ends when it is dropped.
    pub search: StoredValue<Option<Forming>, LocalStorage>,
    /// A search before anyone asked, for which nothing is told ([`make_ready`](super::search::make_ready)).
    pub ahead: StoredValue<Option<Forming>, LocalStorage>,
    turn: StoredValue<u32>,
    /// Rosters that were made here and not read yet.
    fresh: StoredValue<BTreeSet<RecordId>>,
    /// The branches that were deleted here, with their names: until the page is left they can be brought back.
    pub dropped: RwSignal<Vec<(RecordId, String)>>,
    /// Whether moves are being stored.
    pub busy: StoredValue<bool>,
    /// Moves that break a rule, about which a person is asked.
    pub asking: RwSignal<Option<Shared<Proposal>>>,
}

/// The element of somebody's chip on a team, or among those who are on none: a captain may have several.
pub(super) fn chip_id(person: RecordId, team: Option<RecordId>) -> String {
    match team {
        Some(team) => format!("person-{person}-{team}"),
        None => format!("person-{person}"),
    }
}

impl Studio {
    pub(super) fn new(app: App, read: Shared<CrewRead>, current: RwSignal<RecordId>) -> Self {
        let roster = read.roster(current.get_untracked());
        let session = read.session().id.clone();
        let stored = RwSignal::new(Arc::new(roster.unwrap_or_else(|| {
            current.set(roster_id(&session));
            Roster::empty(&session)
        })));
        let read = RwSignal::new(read);
        let preview: RwSignal<Option<Shared<Roster>>> = RwSignal::new(None);
        let shown = Memo::new(move |_| preview.get().unwrap_or_else(|| stored.get()));
        let judged =
            Memo::new(move |_| read.with(|read| Arc::new(judge(&read.crew, &shown.get()))));
        let seated = Memo::new(move |_| {
            let mut seated = Seated::new();
            shown.with(|shown| {
                for (mentee, team) in &shown.seats {
                    seated.entry(*team).or_default().push(*mentee);
                }
            });
            Arc::new(seated)
        });
        let (failed, busy) = (Failed::new(None), StoredValue::new(false));
        // What fails is said; then the next may be tried.
        Effect::new(move || {
            if failed.with(Option::is_some) {
                busy.set_value(false);
            }
        });
        Self {
            app,
            read,
            current,
            stored,
            preview,
            shown,
            seated,
            judged,
            failed,
            done: RwSignal::new(None),
            dragged: RwSignal::new(None),
            person: RwSignal::new(None),
            slot: RwSignal::new(None),
            waiting: RwSignal::new(None),
            team: RwSignal::new(None),
            forming: RwSignal::new(false),
            branching: RwSignal::new(false),
            settling: RwSignal::new(false),
            run: RwSignal::new(None),
            search: StoredValue::new_local(None),
            ahead: StoredValue::new_local(None),
            turn: StoredValue::new(0),
            fresh: StoredValue::new(BTreeSet::new()),
            dropped: RwSignal::new(Vec::new()),
            busy,
            asking: RwSignal::new(None),
        }
    }

    /// Takes up what was read anew.
    pub(super) fn take(self, read: Shared<CrewRead>) {
        let current = self.current.get_untracked();
        let found = read.roster(current);
        self.fresh.update_value(|fresh| {
            fresh.retain(|made| read.rosters.iter().all(|roster| roster.id != *made));
        });
        let is_fresh = self.fresh.with_value(|fresh| fresh.contains(&current));
        self.read.set(read);
        match found {
            Some(roster) => {
                if self.stored.with_untracked(|stored| **stored != roster) {
                    self.stored.set(Arc::new(roster));
                }
                self.close_what_is_gone();
            }
            // One that was just made may be newer than what was read.
            None if is_fresh => {}
            None => self.leave_deleted(current),
        }
    }

    /// A dialog about a team that was dissolved elsewhere has nothing to say any more.
    fn close_what_is_gone(self) {
        let is_gone = |team: RecordId| {
            let stored = self.stored.get_untracked();
            !stored.teams.contains_key(&team)
        };
        if self.team.get_untracked().is_some_and(is_gone) {
            self.team.set(None);
        }
        if self
            .slot
            .get_untracked()
            .is_some_and(|(team, _)| is_gone(team))
        {
            self.slot.set(None);
        }
    }

    /// The branch that is looked at was deleted, in another tab or on another device: that is said, and what is
    /// looked at is the session's own roster.
    fn leave_deleted(self, branch: RecordId) {
        let name = self.stored.with_untracked(|stored| stored.name.clone());
        for open in [self.person, self.team] {
            open.set(None);
        }
        self.slot.set(None);
        self.asking.set(None);
        self.settling.set(false);
        naming::forget(branch);
        self.look_at(roster_id(&self.session().id));
        self.say(t!(teams.branch_gone, name = name));
    }

    /// Takes up a roster that was just made; reading it follows.
    pub(super) fn add_roster(self, roster: &Roster) {
        self.fresh.update_value(|fresh| {
            fresh.insert(roster.id);
        });
        self.read.update(|read| {
            let mut rosters = read.rosters.clone();
            rosters.push(roster.clone());
            *read = Arc::new(read.with_rosters(rosters));
        });
    }

    /// Shows a roster as it was just stored, if it is the one that is looked at.
    pub(super) fn take_stored(self, roster: Roster) {
        if self.current.try_get_untracked() == Some(roster.id) {
            self.stored.set(Arc::new(roster));
        }
    }

    /// Looks at another roster.
    pub(super) fn look_at(self, roster: RecordId) {
        let found = self.read.with_untracked(|read| read.roster(roster));
        if let Some(found) = found {
            self.current.set(roster);
            self.stored.set(Arc::new(found));
            self.next_turn();
            self.search.set_value(None);
            self.run.set(None);
            self.preview.set(None);
            self.done.set(None);
            self.busy.set_value(false);
            let session = self.session().id;
            let own = roster_id(&session) == roster;
            let id = if own {
                String::new()
            } else {
                roster.to_string()
            };
            let query = Query::default().with(super::ROSTER, &id);
            place::replace(&Route::Studio(session, query));
        }
    }

    /// Says what was done, as long as the page is there.
    pub(super) fn say(self, done: impl Into<Done>) {
        self.done.try_set(Some(done.into()));
    }

    pub(super) fn session(self) -> Session {
        self.read.with_untracked(|read| read.session().clone())
    }

    pub(super) fn crew(self) -> Shared<Crew> {
        self.read.with(|read| Arc::clone(&read.crew))
    }

    /// The number of a new search: of older ones nothing is shown any more.
    pub(super) fn next_turn(self) -> u32 {
        let next = |turn: &mut u32| {
            *turn += 1;
            *turn
        };
        self.turn.try_update_value(next).unwrap_or_default()
    }

    /// Whether a search is the last one that was begun, and the page is there.
    pub(super) fn is_turn(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    /// What somebody is called.
    pub(super) fn name(self, person: RecordId) -> String {
        let known = |read: &Shared<CrewRead>| Some(called(&read.crew, read.crew.get(person)?));
        let name = self.read.with(known).or_else(|| {
            let waiting = self.waiting.get_untracked()?;
            Some(called(&waiting, waiting.get(person)?))
        });
        name.unwrap_or_else(|| t!(teams.somebody_gone).to_owned())
    }

    pub(super) fn member(self, person: RecordId) -> Option<Member> {
        self.read.with(|read| read.crew.get(person).cloned())
    }

    /// What a team is called.
    pub(super) fn team_name(self, team: RecordId) -> String {
        let named = |roster: &Shared<Roster>| Some(roster.teams.get(&team)?.name.clone());
        let named = self.shown.with(named).or_else(|| self.stored.with(named));
        match named {
            Some(name) if !name.is_empty() => name,
            Some(_) | None => t!(teams.nameless, team = capital(|w| &w.team.one)),
        }
    }
}

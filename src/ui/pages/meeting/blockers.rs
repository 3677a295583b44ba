//! What is in people's way, read anew when anything changed.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Here;
use crate::domain::decide::{Command, Weekly, Whose};
use crate::domain::id::RecordId;
use crate::domain::record::Kind;
use crate::domain::roster::sheet::Line;
use crate::domain::week::blocker::{Blocker, blocker_id};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::announce;
use crate::ui::deed::{Failed, perform};
use crate::ui::keeper::Keeper;
use crate::ui::messages;

/// What is in people's way. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Blockers {
    all: RwSignal<Vec<Blocker>>,
    again: RwSignal<()>,
}

thread_local! {
    /// What is typed of new ones.
    static TYPED: RefCell<HashMap<RecordId, Keeper>> = RefCell::default();
}

impl Blockers {
    /// Those of the people on a team.
    pub(super) fn read(app: App, failed: Failed, people: Memo<Vec<Line>>) -> Self {
        let all = RwSignal::new(Vec::new());
        let again = RwSignal::new(());
        Effect::new(move || {
            app.changed.track();
            again.track();
            let of = people.with(|people| people.iter().map(|line| line.member.id).collect());
            let of: BTreeSet<RecordId> = of;
            spawn_local(async move {
                let mut found: Vec<Blocker> = Vec::new();
                let store = app.store();
                let read = store
                    .each_of_kind(&Kind::Blocker, |records| {
                        let read = records.iter().filter_map(Blocker::read);
                        found.extend(read.filter(|blocker| of.contains(&blocker.member)));
                    })
                    .await;
                match read {
                    Ok(()) => {
                        found.sort_by_key(|blocker| (blocker.week, blocker.id));
                        all.try_set(found);
                    }
                    Err(error) => {
                        failed.try_set(Some(messages::load_error(&error)));
                    }
                }
            });
        });
        Self { all, again }
    }

    /// Those that were in somebody's way in a week, and still are then.
    pub(super) fn open(self, member: RecordId, week: u32) -> Vec<Blocker> {
        self.all.with(|all| {
            let theirs = all.iter().filter(|one| one.member == member);
            theirs.filter(|one| one.is_open_in(week)).cloned().collect()
        })
    }

    /// A new one of somebody, in a week: its text saves by itself, and is there again after leaving the page.
    pub(super) fn begin(self, app: App, line: &Line, week: u32) -> Keeper {
        let member = line.member.id;
        let nth = self.all.with_untracked(|all| {
            let is_free = |nth: &u32| {
                let id = blocker_id(member, week, *nth);
                all.iter().all(|known| known.id != id)
            };
            (0..).find(is_free).unwrap_or_default()
        });
        let id = blocker_id(member, week, nth);
        if let Some(known) = TYPED.with_borrow(|all| all.get(&id).copied()) {
            return known;
        }
        let whose = Whose {
            session: line.member.session.clone(),
            member,
            team: line.member.team,
            captain: None,
            week,
            closes: None,
            sample: line.member.sample,
        };
        let store = Arc::new(move |what| {
            let whose = whose.clone();
            Command::Week(Weekly::Block { whose, nth, what })
        });
        let keeper = app.rooted(|| Keeper::new(app, id, store));
        TYPED.with_borrow_mut(|all| all.insert(id, keeper));
        keeper
    }

    /// Reads them again.
    pub(super) fn reread(self) {
        self.again.notify();
    }

    /// Notes that one is out of the way since a week; then goes on.
    pub(super) fn resolve(
        self,
        here: Here,
        blocker: RecordId,
        week: u32,
        then: impl FnOnce() + 'static,
    ) {
        let week = Some(week);
        let command = Command::Week(Weekly::Unblock { blocker, week });
        let all = self.all;
        perform(here.app, command, here.failed, move |committed| {
            let changed: Vec<Blocker> =
                committed.records.iter().filter_map(Blocker::read).collect();
            all.update(|all| {
                all.retain(|one| changed.iter().all(|other| other.id != one.id));
                all.extend(changed);
            });
            announce(t!(weeks.out_of_the_way));
            then();
        });
    }
}

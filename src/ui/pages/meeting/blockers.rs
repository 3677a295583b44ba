//! What is in people's way, read anew when anything changed.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Here;
use crate::browser::ids;
use crate::domain::decide::{Command, Weekly, Whose};
use crate::domain::id::RecordId;
use crate::domain::record::Kind;
use crate::domain::roster::sheet::Line;
use crate::domain::week::blocker::Blocker;
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

/// One that is being typed.
#[derive(Clone, Copy)]
pub(super) struct New {
    pub id: RecordId,
    pub keeper: Keeper,
}

/// Of whom one is, the team that reads it, and in which week.
pub(super) type Place = (RecordId, Option<RecordId>, u32);

thread_local! {
    /// The last that was typed of somebody in a week.
    static TYPED: RefCell<HashMap<Place, New>> = RefCell::default();
}

/// One of somebody in a week that is typed and not stored yet: it could not be, or the page was left at once.
pub(super) fn unsaved(place: Place) -> Option<New> {
    let known = TYPED.with_borrow(|all| all.get(&place).copied());
    known.filter(|new| new.keeper.has_unsaved())
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

    /// Those that were in somebody's way in a week: that still are then, or got out of it in that week.
    pub(super) fn of_week(self, member: RecordId, week: u32) -> Vec<Blocker> {
        self.all.with(|all| {
            let theirs = all.iter().filter(|one| one.member == member);
            let is_shown = |one: &&Blocker| one.is_open_in(week) || one.resolved == Some(week);
            theirs.filter(is_shown).cloned().collect()
        })
    }

    /// A new one of somebody, in a week, for the team that reads it: its text saves by itself. One that is not stored yet is
    /// gone on with.
    pub(super) fn begin(self, here: Here, line: &Line) -> New {
        let (app, week) = (here.app, here.week);
        let team = here.occasion.with_value(|occasion| occasion.team_of(line));
        let place = (line.member.id, team, week);
        if let Some(unsaved) = unsaved(place) {
            return unsaved;
        }
        self.typing(
            app,
            (line, team),
            ids::record_id(),
            (week, week),
            String::new(),
        )
    }

    /// One that is there already, to be put in other words. It stays what it is: of its week, and for those it was for.
    pub(super) fn change(self, app: App, line: &Line, week: u32, blocker: &Blocker) -> New {
        let what = blocker.what.clone();
        let team = line.member.team;
        self.typing(app, (line, team), blocker.id, (week, blocker.week), what)
    }

    /// Something that is typed on the page of the first week, and is of the second.
    fn typing(
        self,
        app: App,
        (line, team): (&Line, Option<RecordId>),
        id: RecordId,
        (at, week): (u32, u32),
        text: String,
    ) -> New {
        let whose = Whose {
            session: line.member.session.clone(),
            member: line.member.id,
            team,
            captain: None,
            week,
            closes: None,
            sample: line.member.sample,
        };
        let store = Arc::new(move |what| {
            let whose = whose.clone();
            Command::Week(Weekly::Block { whose, id, what })
        });
        let keeper = app.rooted(|| Keeper::new(app, id, store));
        keeper.text.set(text);
        let new = New { id, keeper };
        TYPED.with_borrow_mut(|all| all.insert((line.member.id, team, at), new));
        new
    }

    /// Reads them again.
    pub(super) fn reread(self) {
        self.again.notify();
    }

    /// Notes that one is out of the way since a week, or still in it; then goes on.
    pub(super) fn resolve(
        self,
        here: Here,
        blocker: RecordId,
        week: Option<u32>,
        then: impl FnOnce() + 'static,
    ) {
        let command = Command::Week(Weekly::Unblock { blocker, week });
        let all = self.all;
        perform(here.app, command, here.failed, move |committed| {
            let changed = committed.records.iter().filter_map(Blocker::read);
            let changed: Vec<Blocker> = changed.collect();
            all.update(|all| {
                for one in all {
                    if let Some(now) = changed.iter().find(|now| now.id == one.id) {
                        one.clone_from(now);
                    }
                }
            });
            announce(match week {
                Some(_) => t!(weeks.out_of_the_way),
                None => t!(weeks.back_in_the_way),
            });
            then();
        });
    }
}

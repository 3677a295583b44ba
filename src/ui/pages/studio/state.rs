//! What the studio knows, and the one way a roster is changed in it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::search::Run;
use super::words::{breach_words, effect_words};
use crate::browser::ids;
use crate::browser::teams::Forming;
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::programme::Session;
use crate::domain::role::Role;
use crate::domain::roster::judge::{Difference, Judged, difference_of, judge};
use crate::domain::roster::{Crew, Member, Move, Roster};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Dialog, DialogActions, Icon, open_about};
use crate::ui::crew::CrewRead;
use crate::ui::deed::{Failed, perform};
use crate::ui::place;
use crate::ui::when::number_words;
use crate::ui::words::capital;

/// A roster as a signal holds it.
pub(super) type Shared<T> = Arc<T>;

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
    /// How the one that is shown does.
    pub judged: Memo<Shared<Judged>>,
    /// What could not be done last.
    pub failed: Failed,
    /// What was done last, in words.
    pub done: RwSignal<Option<String>>,
    /// Who is carried by the pointer.
    pub dragged: RwSignal<Option<RecordId>>,
    /// Whose dialog is open.
    pub person: RwSignal<Option<RecordId>>,
    /// Which open place's dialog is open.
    pub slot: RwSignal<Option<(RecordId, Role)>>,
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
    turn: StoredValue<u32>,
    /// Whether moves are being stored.
    busy: StoredValue<bool>,
    /// Moves that break a rule, about which a person is asked.
    asking: RwSignal<Option<Shared<Proposal>>>,
    undo: RwSignal<Vec<Step>>,
    redo: RwSignal<Vec<Step>>,
}

/// Moves that were made, and how they are taken back.
#[derive(Debug, Clone)]
struct Step {
    moves: Vec<Move>,
    back: Vec<Move>,
    words: String,
    focus: Option<RecordId>,
}

/// Moves that someone would make.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    moves: Vec<Move>,
    effect: Difference,
    words: String,
    focus: Option<RecordId>,
}

/// Which way a step goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Forth,
    Back,
    Again,
}

/// The element of somebody's chip.
pub(super) fn chip_id(person: RecordId) -> String {
    format!("person-{person}")
}

impl Studio {
    pub(super) fn new(app: App, read: Shared<CrewRead>, current: RwSignal<RecordId>) -> Self {
        let roster = read.roster(current.get_untracked());
        let session = read.session().id.clone();
        let stored = RwSignal::new(Arc::new(roster.unwrap_or_else(|| {
            current.set(crate::domain::roster::roster_id(&session));
            Roster::empty(&session)
        })));
        let read = RwSignal::new(read);
        let preview: RwSignal<Option<Shared<Roster>>> = RwSignal::new(None);
        let shown = Memo::new(move |_| preview.get().unwrap_or_else(|| stored.get()));
        let judged =
            Memo::new(move |_| read.with(|read| Arc::new(judge(&read.crew, &shown.get()))));
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
            judged,
            failed,
            done: RwSignal::new(None),
            dragged: RwSignal::new(None),
            person: RwSignal::new(None),
            slot: RwSignal::new(None),
            team: RwSignal::new(None),
            forming: RwSignal::new(false),
            branching: RwSignal::new(false),
            settling: RwSignal::new(false),
            run: RwSignal::new(None),
            search: StoredValue::new_local(None),
            turn: StoredValue::new(0),
            busy,
            asking: RwSignal::new(None),
            undo: RwSignal::new(Vec::new()),
            redo: RwSignal::new(Vec::new()),
        }
    }

    /// Takes up what was read anew.
    pub(super) fn take(self, read: Shared<CrewRead>) {
        let current = self.current.get_untracked();
        if let Some(roster) = read.roster(current)
            && self.stored.with_untracked(|stored| **stored != roster)
        {
            self.stored.set(Arc::new(roster));
        }
        self.read.set(read);
    }

    /// Takes up a roster that was just made; reading it follows.
    pub(super) fn add_roster(self, roster: &Roster) {
        self.read.update(|read| {
            let mut rosters = read.rosters.clone();
            rosters.push(roster.clone());
            *read = Arc::new(read.with_rosters(rosters));
        });
    }

    /// Shows a branch's new name, if it is the one that is looked at.
    pub(super) fn renamed(self, branch: RecordId, name: &str) {
        if self.current.try_get_untracked() == Some(branch) {
            self.stored.update(|stored| {
                let mut roster = (**stored).clone();
                name.clone_into(&mut roster.name);
                *stored = Arc::new(roster);
            });
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
            self.undo.set(Vec::new());
            self.redo.set(Vec::new());
            let session = self.session().id;
            let own = crate::domain::roster::roster_id(&session) == roster;
            let id = if own {
                String::new()
            } else {
                roster.to_string()
            };
            let query = Query::default().with(super::ROSTER, &id);
            place::replace(&Route::Studio(session, query));
        }
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
        let known = |read: &Shared<CrewRead>| Some(read.crew.get(person)?.name.clone());
        let name = self.read.with(known);
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

    pub(super) fn can_undo(self) -> bool {
        self.undo.with(|steps| !steps.is_empty())
    }

    pub(super) fn can_redo(self) -> bool {
        self.redo.with(|steps| !steps.is_empty())
    }

    pub(super) fn undo(self) {
        if self.preview.with_untracked(Option::is_some) {
            return;
        }
        if let Some(step) = self.undo.with_untracked(|steps| steps.last().cloned()) {
            self.make(step, Way::Back);
        }
    }

    pub(super) fn redo(self) {
        if self.preview.with_untracked(Option::is_some) {
            return;
        }
        if let Some(step) = self.redo.with_untracked(|steps| steps.last().cloned()) {
            self.make(step, Way::Again);
        }
    }

    /// Puts someone on a team, or off every one; if that breaks a rule, asks first.
    pub(super) fn put(self, person: RecordId, team: Option<RecordId>) {
        let moves = untrack(|| self.stored.get().put(&self.crew(), person, team));
        let words = untrack(|| match team {
            Some(team) => t!(
                teams.put,
                name = self.name(person),
                team = self.team_name(team)
            ),
            None => t!(teams.put_off, name = self.name(person)),
        });
        self.offer(moves, words, Some(person));
    }

    /// Makes moves; if they break a rule, asks first.
    pub(super) fn offer(self, moves: Vec<Move>, words: String, focus: Option<RecordId>) {
        if moves.is_empty() || self.preview.with_untracked(Option::is_some) {
            return;
        }
        let effect = self.effect(&moves);
        if effect.breaks.is_empty() {
            self.go(moves, words, focus);
        } else {
            self.asking.set(Some(Arc::new(Proposal {
                moves,
                effect,
                words,
                focus,
            })));
        }
    }

    /// What moves would do.
    pub(super) fn effect(self, moves: &[Move]) -> Difference {
        untrack(|| difference_of(&self.crew(), &self.stored.get(), &self.judged.get(), moves))
    }

    /// Makes moves, whatever they break.
    pub(super) fn go(self, moves: Vec<Move>, words: String, focus: Option<RecordId>) {
        let back = self
            .stored
            .with_untracked(|roster| roster.back_from(&moves));
        let step = Step {
            moves,
            back,
            words,
            focus,
        };
        self.make(step, Way::Forth);
    }

    /// Whether moves are being stored, of which the roster does not know yet.
    pub(super) fn is_busy(self) -> bool {
        self.busy.get_value()
    }

    fn make(self, step: Step, way: Way) {
        // One after the other: each is reckoned from what the one before has left.
        if way != Way::Forth && self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        let moves = match way {
            Way::Forth | Way::Again => &step.moves,
            Way::Back => &step.back,
        };
        let effect = self.effect(moves);
        let after = self.stored.with_untracked(|roster| roster.after(moves));
        let words = match way {
            Way::Forth | Way::Again => step.words.clone(),
            Way::Back => t!(teams.taken_back, what = step.words.clone()),
        };
        let command = Command::Arrange {
            session: after.session.clone(),
            roster: after.id,
            moves: moves.clone(),
            sample: self
                .read
                .with_untracked(|read| read.crew.all().all(|m| m.sample)),
        };
        perform(self.app, command, self.failed, move |_| {
            self.busy.try_set_value(false);
            // The page, or the roster that is looked at, may be another one by now.
            if self.current.try_get_untracked() != Some(after.id) {
                return;
            }
            self.stored.set(Arc::new(after));
            let said = untrack(|| effect_words(self, &effect));
            self.done.set(Some(format!("{words} {said}")));
            let focus = step.focus;
            match way {
                Way::Forth => {
                    self.undo.update(|steps| steps.push(step));
                    self.redo.set(Vec::new());
                }
                Way::Back => {
                    self.undo.update(|steps| drop(steps.pop()));
                    self.redo.update(|steps| steps.push(step));
                }
                Way::Again => {
                    self.redo.update(|steps| drop(steps.pop()));
                    self.undo.update(|steps| steps.push(step));
                }
            }
            if let Some(person) = focus {
                focus_on(person);
            }
        });
    }

    /// A new team, with nobody on it.
    pub(super) fn found_team(self) {
        let (number, place) = self
            .stored
            .with_untracked(|roster| (roster.teams.len() + 1, roster.next_place()));
        let name = new_team_name(number as u32);
        let moves = vec![Move::Found {
            team: ids::record_id(),
            name: name.clone(),
            project: None,
            place,
        }];
        self.go(moves, t!(teams.founded, team = name), None);
    }
}

/// What a new team is called, until someone has a better name for it.
pub(super) fn new_team_name(number: u32) -> String {
    t!(
        teams.new_name,
        team = capital(|w| &w.team.one),
        n = number_words(f64::from(number))
    )
}

/// Brings the focus to somebody's chip, wherever it is by then.
fn focus_on(person: RecordId) {
    request_animation_frame(move || {
        let chip = document().get_element_by_id(&chip_id(person));
        let chip = chip.and_then(|chip| chip.dyn_into::<web_sys::HtmlElement>().ok());
        // Only where the focus was in what is gone, or in a dialog that closed.
        let lost = document()
            .active_element()
            .is_none_or(|element| element.tag_name() == "BODY");
        if let Some(chip) = chip.filter(|_| lost)
            && let Err(error) = chip.focus()
        {
            leptos::logging::error!("the focus did not move: {error:?}");
        }
    });
}

/// The dialog that asks about moves that break a rule.
pub(super) fn asking(studio: Studio) -> AnyView {
    let open = open_about(studio.asking);
    let inside = move || {
        let Some(proposal) = studio.asking.get() else {
            return ().into_any();
        };
        let breaks = proposal.effect.breaks.iter().map(|(team, breach)| {
            let words = breach_words(studio, breach);
            view! {
                <li>
                    <strong dir="auto">{studio.team_name(*team)}</strong>
                    ": "
                    {words}
                </li>
            }
        });
        let breaks = breaks.collect_view();
        let does = effect_words(studio, &proposal.effect);
        let go = move |()| {
            let proposal = Arc::clone(&proposal);
            open.set(false);
            studio.go(
                proposal.moves.clone(),
                proposal.words.clone(),
                proposal.focus,
            );
        };
        view! {
            <ul class="studio-breaches">{breaks}</ul>
            <p class="soft">{does}</p>
            <DialogActions>
                <Button label=t!(common.cancel) press=move |()| open.set(false) />
                <Button
                    label=t!(teams.do_anyway)
                    look=ButtonLook::Primary
                    mark=Icon::Warning
                    press=go
                />
            </DialogActions>
        }
        .into_any()
    };
    view! {
        <Dialog id="studio-asking" title=t!(teams.breaks_rule) open=open>
            {inside()}
        </Dialog>
    }
    .into_any()
}

//! How the roster is changed in the studio: one step after the other, each of which is taken back and done again
//! as long as nobody changed what it did meanwhile.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::effect::effect_said;
use super::said::Done;
use super::state::{Shared, Studio, TEAMS, chip_id};

use crate::browser::ids;
use crate::domain::decide::Command;
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::roster::judge::{Difference, difference_of};
use crate::domain::roster::{About, Facts, Move, Roster};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::focus_if_lost;
use crate::ui::deed::perform;
use crate::ui::messages;
use crate::ui::when::{names_words, number_words};
use crate::ui::words::capital;

/// Moves that were made, and how they are taken back.
#[derive(Debug, Clone)]
pub(super) struct Step {
    moves: Vec<Move>,
    back: Vec<Move>,
    /// What it writes, as that was before and as it was left: what is otherwise by now was changed by others.
    was: Facts,
    left: Facts,
    words: String,
    focus: Option<RecordId>,
}

impl Step {
    fn new(roster: &Roster, moves: Vec<Move>, words: String, focus: Option<RecordId>) -> Self {
        let back = roster.back_from(&moves);
        let all: Vec<Move> = moves.iter().chain(&back).cloned().collect();
        Self {
            was: roster.facts(&all),
            left: roster.after(&moves).facts(&all),
            moves,
            back,
            words,
            focus,
        }
    }

    /// Takes it from the steps it is among: another may have been made after it meanwhile.
    fn leave(&self, steps: &mut Vec<Self>) {
        let is_this = |step: &Self| step.moves == self.moves && step.was == self.was;
        if let Some(at) = steps.iter().rposition(is_this) {
            steps.remove(at);
        }
    }
}

/// What was done on a roster in this tab since the app was opened. It outlives the page: whoever looks something
/// up elsewhere can take back what they did before.
#[derive(Clone, Copy)]
pub(super) struct History {
    /// The steps that can be taken back, and those that can be done again.
    undo: RwSignal<Vec<Step>>,
    redo: RwSignal<Vec<Step>>,
}

thread_local! {
    static HISTORIES: RefCell<HashMap<RecordId, History>> = RefCell::default();
}

impl History {
    /// That of a roster.
    pub(super) fn of(app: App, roster: RecordId) -> Self {
        HISTORIES.with_borrow_mut(|all| {
            *all.entry(roster).or_insert_with(|| {
                app.rooted(|| Self {
                    undo: RwSignal::new(Vec::new()),
                    redo: RwSignal::new(Vec::new()),
                })
            })
        })
    }

    /// A step was made, which no other can follow that was taken back before.
    fn made(self, step: Step) {
        self.undo.update(|steps| steps.push(step));
        self.redo.set(Vec::new());
    }
}

/// Moves that someone would make.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub(super) moves: Vec<Move>,
    pub(super) effect: Difference,
    /// Who is locked in place, and would be elsewhere.
    pub(super) locked: Vec<RecordId>,
    pub(super) words: String,
    pub(super) focus: Option<RecordId>,
}

/// Which way a step goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Forth,
    Back,
    Again,
}

impl Studio {
    /// What was done on the roster that is looked at.
    fn history(self) -> History {
        History::of(self.app, self.current.get())
    }

    pub(super) fn can_undo(self) -> bool {
        self.history().undo.with(|steps| !steps.is_empty())
    }

    pub(super) fn can_redo(self) -> bool {
        self.history().redo.with(|steps| !steps.is_empty())
    }

    pub(super) fn undo(self) {
        self.turn_back(untrack(|| self.history()).undo, Way::Back);
    }

    pub(super) fn redo(self) {
        self.turn_back(untrack(|| self.history()).redo, Way::Again);
    }

    /// Takes the last step back, or does it again, unless somebody changed meanwhile what it did.
    fn turn_back(self, steps: RwSignal<Vec<Step>>, way: Way) {
        let step = steps.with_untracked(|steps| steps.last().cloned());
        // One after the other: each is reckoned from what the one before has left.
        let waits = self.preview.with_untracked(Option::is_some) || self.busy.get_value();
        let Some(step) = step.filter(|_| !waits) else {
            return;
        };
        self.busy.set_value(true);
        let id = self.current.get_untracked();
        spawn_local(async move {
            let read = self.app.store().get(id).await;
            if self.current.try_get_untracked() != Some(id) {
                return;
            }
            match read {
                Ok(record) => {
                    // What another tab did may not have been taken up here yet.
                    if let Some(now) = record.as_ref().and_then(Roster::read) {
                        self.stored.set(Arc::new(now));
                    }
                    let (facts, moves) = match way {
                        Way::Forth | Way::Back => (&step.left, &step.back),
                        Way::Again => (&step.was, &step.moves),
                    };
                    let mut changed = self.stored.with_untracked(|now| now.changed_since(facts));
                    changed.extend(Roster::gone_of(moves, &untrack(|| self.crew())));
                    if changed.is_empty() {
                        self.make(step, way);
                    } else {
                        self.busy.set_value(false);
                        steps.update(|steps| step.leave(steps));
                        let what = untrack(|| self.about_words(&changed));
                        let words = match way {
                            Way::Forth | Way::Back => t!(teams.not_taken_back, what = what),
                            Way::Again => t!(teams.not_done_again, what = what),
                        };
                        self.say(words);
                    }
                }
                Err(error) => self.failed.set(Some(messages::load_error(&error))),
            }
        });
    }

    /// The people and teams that facts are about.
    fn about_words(self, about: &BTreeSet<About>) -> String {
        let names = about.iter().map(|about| match about {
            About::Person(person) => self.name(*person),
            About::Team(team) => self.team_name(*team),
        });
        let names: Vec<String> = names.collect();
        names_words(&names)
    }

    /// Puts someone on a team, or off every one; asks first where [`offer`](Self::offer) does.
    pub(super) fn put(self, person: RecordId, team: Option<RecordId>) {
        let moves = untrack(|| self.stored.get().put(&self.crew(), person, team));
        self.offer(moves, self.put_words(person, team), Some(person));
    }

    /// That someone is on a team now, or on none.
    pub(super) fn put_words(self, person: RecordId, team: Option<RecordId>) -> String {
        untrack(|| match team {
            Some(team) => t!(
                teams.put,
                name = self.name(person),
                team = self.team_name(team)
            ),
            None => t!(teams.put_off, name = self.name(person)),
        })
    }

    /// Makes moves; if they break a rule, or take somebody away who is locked in place, asks first.
    pub(super) fn offer(self, mut moves: Vec<Move>, words: String, focus: Option<RecordId>) {
        if moves.is_empty() || self.preview.with_untracked(Option::is_some) {
            return;
        }
        let effect = self.effect(&moves);
        let (locked, free) = self
            .stored
            .with_untracked(|roster| (roster.locked_moved(&moves), roster.let_go(&moves)));
        moves.extend(free);
        if effect.breaks.is_empty() && locked.is_empty() {
            self.go(moves, words, focus);
        } else {
            self.asking.set(Some(Arc::new(Proposal {
                moves,
                effect,
                locked,
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
        let stored = self.stored.get_untracked();
        self.busy.set_value(true);
        self.make(Step::new(&stored, moves, words, focus), Way::Forth);
    }

    /// Keeps moves that were made elsewhere on this roster, as it was before them, so that they can be taken back.
    pub(super) fn made(self, before: &Roster, moves: Vec<Move>, words: String) {
        History::of(self.app, before.id).made(Step::new(before, moves, words.clone(), None));
        // The page may be left by then, or another roster looked at.
        if self.current.try_get_untracked() == Some(before.id) {
            self.say(words);
        }
    }

    /// Whether moves are being stored, of which the roster does not know yet.
    pub(super) fn is_busy(self) -> bool {
        self.busy.get_value()
    }

    fn make(self, step: Step, way: Way) {
        // What is found, or was, is for the roster as it is now.
        super::search::overtaken(self);
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
        perform(self.app, command, self.failed, move |done| {
            self.busy.try_set_value(false);
            let focus = step.focus;
            let history = History::of(self.app, after.id);
            match way {
                Way::Forth => history.made(step.clone()),
                Way::Back => {
                    history.undo.update(|steps| step.leave(steps));
                    history.redo.update(|steps| steps.push(step.clone()));
                }
                Way::Again => {
                    history.redo.update(|steps| step.leave(steps));
                    history.undo.update(|steps| steps.push(step.clone()));
                }
            }
            // The page, or the roster that is looked at, may be another one by now.
            if self.current.try_get_untracked() != Some(after.id) {
                return;
            }
            // What is stored holds what other tabs wrote too.
            let kept = done.records.iter().rev().find(|r| r.id == after.id);
            let after = kept.and_then(Roster::read).unwrap_or(after);
            let place = focus.map(|person| place_of(&after, person, &step, way));
            self.stored.set(Arc::new(after));
            let did = untrack(|| effect_said(self, &effect, focus));
            self.say(Done::new(words, did));
            match place {
                // Where steps are taken back one after the other, the focus stays with what does it.
                Some(chip) => bring_focus(chip, way == Way::Forth),
                None => focus_if_lost(TEAMS.to_owned()),
            }
        });
    }

    /// A new team, with nobody on it.
    pub(super) fn found_team(self) {
        let (name, place) = self
            .stored
            .with_untracked(|roster| (roster.free_name(0, team_name), roster.next_place()));
        let moves = vec![Move::Found {
            team: ids::record_id(),
            name: name.clone(),
            project: None,
            place,
        }];
        self.go(moves, t!(teams.founded, team = name), None);
    }
}

impl Studio {
    /// The moves that found a team for a project, led by someone, with a mentee on it; and what is said of that.
    pub(super) fn new_team_for(
        self,
        navigator: RecordId,
        project: &ProjectId,
        mentee: RecordId,
    ) -> (Vec<Move>, String) {
        let team = ids::record_id();
        let (name, place) = self
            .stored
            .with_untracked(|roster| (roster.free_name(0, team_name), roster.next_place()));
        let words = t!(teams.put, name = self.name(mentee), team = name.clone());
        let moves = vec![
            Move::Found {
                team,
                name,
                project: Some(project.clone()),
                place,
            },
            Move::Lead {
                team,
                place: 0,
                navigator: Some(navigator),
            },
            Move::Seat {
                mentee,
                team: Some(team),
            },
        ];
        (moves, words)
    }
}

/// What new teams of a roster are called, by their number among all teams: by numbers that no team has.
pub(super) fn new_team_names(roster: &Shared<Roster>) -> impl Fn(u32) -> String + use<> {
    let roster = Arc::clone(roster);
    let all = roster.teams.len() as u32;
    move |number| roster.free_name(number.saturating_sub(all + 1), team_name)
}

fn team_name(number: u32) -> String {
    t!(
        teams.new_name,
        team = capital(|w| &w.team.one),
        n = number_words(f64::from(number))
    )
}

/// The chip of someone whom a step moved: on the team it put them on, or wherever they are.
fn place_of(roster: &Roster, person: RecordId, step: &Step, way: Way) -> String {
    let moves = match way {
        Way::Forth | Way::Again => &step.moves,
        Way::Back => &step.back,
    };
    let on = roster.teams_of(person);
    let named = moves.iter().rev().find_map(|step| match step {
        Move::Seat { mentee, team } if *mentee == person => *team,
        Move::Lead {
            team, navigator, ..
        } if *navigator == Some(person) => Some(*team),
        Move::LookAfter { team, captain } if *captain == Some(person) => Some(*team),
        _ => None,
    });
    let named = named.filter(|team| on.contains(team));
    chip_id(person, named.or(on.first().copied()))
}

/// Brings the focus to a chip; unless it must, only where it is lost: in what is gone, or in a dialog that closed.
fn bring_focus(chip: String, must: bool) {
    request_animation_frame(move || {
        let lost = document()
            .active_element()
            .is_none_or(|element| element.tag_name() == "BODY");
        let Some(chip) = document().get_element_by_id(&chip) else {
            // Whoever does not take part any more is nowhere once they are off their team.
            focus_if_lost(TEAMS.to_owned());
            return;
        };
        if !must && !lost {
            return;
        }
        // What is folded away takes no focus.
        if let Ok(Some(group)) = chip.closest("details")
            && let Err(error) = group.set_attribute("open", "")
        {
            leptos::logging::error!("the group did not unfold: {error:?}");
        }
        if let Ok(chip) = chip.dyn_into::<web_sys::HtmlElement>()
            && let Err(error) = chip.focus()
        {
            leptos::logging::error!("the focus did not move: {error:?}");
        }
    });
}

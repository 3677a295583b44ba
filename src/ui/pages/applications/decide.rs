//! Deciding about the applications that are picked: what is decided is asked with their count and names
//! shown, and can be taken back while the page is there.

use leptos::prelude::*;

use super::bulk::names;
use super::effective;
use super::{COUNT, ListView};
use crate::domain::decide::{Command, Verdict};
use crate::domain::decision::Outcome;
use crate::domain::id::RecordId;
use crate::domain::listing::accepted_with;
use crate::ui::components::{
    Button, ButtonLook, Dialog, DialogActions, Icon, Notice, Tone, hand_on_focus, live,
};
use crate::ui::deed::{Failed, perform};
use crate::ui::desk::short_id;
use crate::ui::when::number_words;
use crate::ui::words::word;
use crate::{plural, t};

/// What a decision is called; nothing is no decision.
pub fn outcome_words(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        None => t!(crew.undecided),
        Some(Outcome::Accepted) => t!(crew.accepted),
        Some(Outcome::Waitlisted) => t!(crew.waitlisted),
        Some(Outcome::Declined) => t!(crew.declined),
    }
}

/// How a decision looks among others.
pub fn outcome_tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Accepted => Tone::Good,
        Outcome::Waitlisted => Tone::Info,
        Outcome::Declined => Tone::Warning,
    }
}

/// Every decision there is, one of them chosen. `name` is the group's, unique on the page; the legend is
/// for ears only where a heading says the same.
pub fn outcome_choices(
    name: &'static str,
    chosen: Signal<Option<Outcome>>,
    choose: Callback<Option<Outcome>>,
    legend_unseen: bool,
) -> AnyView {
    let choices = [None].into_iter().chain(Outcome::ALL.map(Some));
    let choices = choices.map(|choice| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    prop:checked=move || chosen.get() == choice
                    on:change=move |_| choose.run(choice)
                />
                <span>{outcome_words(choice)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="decision-choices">
            <legend class:unseen=legend_unseen>{t!(crew.decision)}</legend>
            {choices.collect_view()}
        </fieldset>
    }
    .into_any()
}

/// How many have a place with what is about to be decided, of each session that says how many there are.
fn places(deciding: Deciding) -> AnyView {
    let desk = deciding.list.app.desk;
    let outcome = deciding.outcome.get();
    let accepted = desk.picked.with(|picked| {
        desk.rows
            .with(|rows| accepted_with(&rows.all, picked, outcome))
    });
    let lines = accepted.into_iter().filter_map(|(session, n)| {
        let session = deciding.list.app.session(&session)?;
        let all = session.places?;
        let words = t!(
            crew.decide_places,
            session = session.name,
            n = number_words(f64::from(n)),
            all = number_words(f64::from(all))
        );
        Some(if n > all {
            view! {
                <Notice tone=Tone::Warning>
                    <p>
                        {words} {" "}
                        {plural!(crew.decide_places_over, f64::from(n - all))}
                    </p>
                </Notice>
            }
            .into_any()
        } else {
            view! { <p class="soft">{words}</p> }.into_any()
        })
    });
    view! { <div role="status" class="stack">{lines.collect_view()}</div> }.into_any()
}

/// The dialog, what it asks about, and what can be taken back.
#[derive(Clone, Copy)]
pub(super) struct Deciding {
    list: ListView,
    failed: Failed,
    /// Whether the dialog is open.
    asking: RwSignal<bool>,
    outcome: RwSignal<Option<Outcome>>,
    reason: RwSignal<String>,
    /// How it stood before the last decision, to go back to.
    before: RwSignal<Vec<Verdict>>,
}

impl Deciding {
    pub(super) fn new(list: ListView, failed: Failed) -> Self {
        Self {
            list,
            failed,
            asking: RwSignal::new(false),
            outcome: RwSignal::new(Some(Outcome::Accepted)),
            reason: RwSignal::new(String::new()),
            before: RwSignal::new(Vec::new()),
        }
    }

    /// What is decided about an application now.
    fn now(self, application: RecordId) -> Verdict {
        self.list.app.desk.rows.with_untracked(|rows| {
            let held = rows.decisions.get(&application);
            Verdict {
                application,
                outcome: held.and_then(|held| held.outcome),
                reason: held.map_or_else(String::new, |held| held.reason.clone()),
            }
        })
    }

    /// Opens the dialog, which always begins alike: what was decided about others before is no hint.
    pub(super) fn ask(self) {
        self.outcome.set(Some(Outcome::Accepted));
        self.asking.set(true);
    }

    fn decide(self) {
        let desk = self.list.app.desk;
        let (outcome, typed) = (self.outcome.get_untracked(), self.reason.get_untracked());
        let ids: Vec<RecordId> = desk.picked.get_untracked().into_iter().collect();
        let before: Vec<Verdict> = ids.iter().map(|id| self.now(*id)).collect();
        let verdicts = before.iter().map(|held| Verdict {
            application: held.application,
            outcome,
            // No reason given here leaves the one that is there.
            reason: if typed.trim().is_empty() {
                held.reason.clone()
            } else {
                typed.clone()
            },
        });
        let command = Command::Decide(verdicts.collect());
        perform(self.list.app, command, self.failed, move |_| {
            self.asking.set(false);
            self.reason.set(String::new());
            self.before.set(before);
            // What was picked meanwhile stays so.
            desk.picked
                .update(|picked| picked.retain(|id| !ids.contains(id)));
        });
    }

    /// The dialog, and afterwards the way back.
    pub(super) fn view(self) -> AnyView {
        let desk = self.list.app.desk;
        let count = move || desk.picked.with(|picked| picked.len()) as f64;
        let choose = Callback::new(move |outcome| self.outcome.set(outcome));
        // Only those who are asked about are looked up.
        let asked = Signal::derive(move || {
            let is_open = self.asking.get();
            let picked = desk
                .picked
                .with(|picked| picked.iter().copied().collect::<Vec<_>>());
            if is_open { picked } else { Vec::new() }
        });
        let called = move |id: RecordId| {
            desk.rows.with_untracked(|rows| {
                rows.of(id)
                    .map_or_else(|| short_id(id), |row| rows.name(row))
            })
        };
        let undone = move || {
            let count = self.before.with(Vec::len);
            (count > 0).then(|| {
                hand_on_focus(Some(COUNT));
                let back = move |()| {
                    let command = Command::Decide(self.before.get_untracked());
                    perform(self.list.app, command, self.failed, move |_| {
                        self.before.set(Vec::new());
                    });
                };
                view! {
                    <Notice tone=Tone::Good title=plural!(crew.decided, count as f64) live=true>
                        <Button label=t!(crew.undo) mark=Icon::Undo press=back />
                    </Notice>
                }
            })
        };
        view! {
            {undone}
            <Dialog id="decide-picked" title=t!(crew.decide_title) open=self.asking>
                <p>{move || plural!(crew.decide_count, count())}</p>
                <ul class="list-names">{move || names(self.list)}</ul>
                {outcome_choices("decide-picked", self.outcome.into(), choose, false)}
                {effective::note(self.list.app, asked, called)}
                {live(move || places(self))}
                <div class="field">
                    <label class="field-label" for="decide-reason">
                        {t!(crew.decision_reason)}
                    </label>
                    <p id="decide-reason-help" class="field-help">
                        {t!(crew.decide_reason_help, organizers = word(|w| &w.organizer.many))}
                    </p>
                    <textarea
                        id="decide-reason"
                        class="input"
                        rows="2"
                        dir="auto"
                        aria-describedby="decide-reason-help"
                        prop:value=self.reason
                        on:input=move |event| self.reason.set(event_target_value(&event))
                    ></textarea>
                </div>
                {crate::ui::deed::failure(self.failed)}
                <DialogActions>
                    <Button label=t!(common.cancel) press=move |()| self.asking.set(false) />
                    <Button
                        label=move || plural!(crew.decide_do, count())
                        look=ButtonLook::Primary
                        mark=Icon::Check
                        press=move |()| self.decide()
                    />
                </DialogActions>
            </Dialog>
        }
        .into_any()
    }
}

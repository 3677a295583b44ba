//! What the organizers decided about the application: chosen here, saved at once; the reason saves as it
//! is typed.

use leptos::prelude::*;

use super::Shown;
use super::conflicts::side_by_side;
use super::head::name;
use crate::domain::conflict::conflicts;
use crate::domain::decide::{Command, Verdict};
use crate::domain::decision::{Decision, OUTCOME, Outcome, REASON};
use crate::domain::record::Value;
use crate::t;
use crate::ui::components::{announce, live};
use crate::ui::deed::perform;
use crate::ui::pages::applications::{effective_note, outcome_choices, outcome_words};
use crate::ui::words::word;

/// The part of the page. It stays as it is while what it shows changes, so that typing goes on.
pub(super) fn decision(shown: Signal<Shown>) -> AnyView {
    let first = shown.get_untracked();
    let (app, failed, id) = (first.app, first.failed, first.read.record.id);
    let held = Memo::new(move |_| {
        shown.with(|shown| shown.read.decision.as_ref().and_then(Decision::read))
    });
    let outcome = move || held.with(|held| held.as_ref().and_then(|held| held.outcome));
    let reason = app.reason(id);
    Effect::new(move || {
        shown.with(|shown| {
            let record = shown.read.decision.as_ref();
            if let Some((record, held)) = record.and_then(|r| Some((r, Decision::read(r)?))) {
                reason.refresh(&held.reason, &record.version);
            }
        });
    });
    let called = move |_| {
        shown.with_untracked(|shown| name(&shown.read.application, shown.read.form.as_ref()))
    };
    let effective = effective_note(app, Signal::stored(vec![id]), called);
    let choose = Callback::new(move |choice| {
        let verdict = Verdict {
            application: id,
            outcome: choice,
            reason: reason.text.get_untracked(),
        };
        perform(app, Command::Decide(vec![verdict]), failed, move |_| {
            announce(&t!(crew.decision_is, decision = outcome_words(choice)));
        });
    });
    let both = move || {
        let shown = shown.get();
        let record = shown.read.decision.as_ref()?;
        let parts = conflicts(record).into_iter().filter_map(|(field, values)| {
            let words = |value: &Value| match (field.as_str(), value.as_text()) {
                (OUTCOME, Some(name)) => outcome_words(Outcome::from_name(name)).to_owned(),
                (REASON, Some("")) | (_, None) => t!(crew.unanswered).to_owned(),
                (_, Some(text)) => text.to_owned(),
            };
            [OUTCOME, REASON]
                .contains(&field.as_str())
                .then(|| side_by_side(&shown, record.id, &field, &values, words))
        });
        Some(parts.collect_view())
    };
    view! {
        <section class="asked-section stack unprinted" aria-labelledby="decision">
            <h2 id="decision">{t!(crew.decision)}</h2>
            {live(move || both().into_any())}
            {effective}
            {outcome_choices("decision", Signal::derive(outcome), choose, true)}
            <div class="field">
                <label class="field-label" for="decision-reason">
                    {t!(crew.decision_reason)}
                </label>
                <p id="decision-reason-help" class="field-help">
                    {t!(crew.decision_reason_help, organizers = word(|w| &w.organizer.many))}
                </p>
                <textarea
                    id="decision-reason"
                    class="input"
                    rows="3"
                    dir="auto"
                    aria-describedby="decision-reason-help"
                    prop:value=move || reason.text.get()
                    on:input=move |event| reason.set(event_target_value(&event))
                ></textarea>
                {reason.saved()}
            </div>
        </section>
    }
    .into_any()
}

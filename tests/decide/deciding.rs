//! What organizers decide about applications.

use groundcrew::domain::application::Application;
use groundcrew::domain::decide::{Command, Refused, Verdict};
use groundcrew::domain::decision::{Decision, OUTCOME, Outcome, decision_id};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{Audience, Change, FieldName, Value};
use groundcrew::format::record;

use super::browser::Browser;

/// An organizer's browser that an application was taken into.
fn taken_in() -> (Browser, Application) {
    let mut away = Browser::new(1);
    away.begin();
    away.write("name", "Ada");
    away.send().expect("ready");
    let sent = away.sent();
    let mut desk = Browser::new(2);
    desk.apply(Change::Merge(away.records[&sent.id].clone()));
    (desk, sent)
}

fn verdict(application: RecordId, outcome: Option<Outcome>, reason: &str) -> Verdict {
    Verdict {
        application,
        outcome,
        reason: reason.to_owned(),
    }
}

fn decision(browser: &Browser, application: RecordId) -> Option<Decision> {
    Decision::read(browser.records.get(&decision_id(application))?)
}

#[test]
fn promise_23_a_decision_is_a_record_of_its_own_for_organizers_only() {
    let (mut desk, sent) = taken_in();
    let before = desk.records[&sent.id].clone();
    let accept = verdict(sent.id, Some(Outcome::Accepted), "Good fit");
    desk.run(Command::Decide(vec![accept])).expect("decided");
    let held = decision(&desk, sent.id).expect("kept");
    assert_eq!(held.outcome, Some(Outcome::Accepted));
    assert_eq!(held.reason, "Good fit");
    assert_eq!(
        (held.application, &held.session),
        (sent.id, &Some(sent.session))
    );
    assert_eq!(
        desk.records[&sent.id], before,
        "what its writer is given back"
    );
    let live = desk.records[&decision_id(sent.id)].live().expect("live");
    assert_eq!(live.audience, Audience::Organizers);
}

#[test]
fn promise_12_a_decision_can_be_changed_and_taken_back() {
    let (mut desk, sent) = taken_in();
    for outcome in [
        Some(Outcome::Waitlisted),
        Some(Outcome::Declined),
        None,
        Some(Outcome::Accepted),
    ] {
        let decided = Command::Decide(vec![verdict(sent.id, outcome, "so")]);
        desk.run(decided.clone()).expect("decided");
        assert_eq!(decision(&desk, sent.id).map(|d| d.outcome), Some(outcome));
        // Deciding the same again writes nothing.
        let before = desk.records.clone();
        desk.run(decided).expect("decided");
        assert_eq!(desk.records, before);
    }
}

#[test]
fn promise_19_two_organizers_who_decide_apart_see_both() {
    let (mut desk, sent) = taken_in();
    let mut other = Browser::new(3);
    other.apply(Change::Merge(desk.records[&sent.id].clone()));
    for (browser, outcome) in [
        (&mut desk, Outcome::Accepted),
        (&mut other, Outcome::Declined),
    ] {
        let decided = Command::Decide(vec![verdict(sent.id, Some(outcome), "so")]);
        browser.run(decided).expect("decided");
    }
    let id = decision_id(sent.id);
    desk.apply(Change::Merge(other.records[&id].clone()));
    other.apply(Change::Merge(desk.records[&id].clone()));
    assert_eq!(desk.records[&id], other.records[&id]);
    let held = decision(&desk, sent.id).expect("kept");
    assert!(held.conflict);
    // Only the outcome differs; whoever chooses settles it.
    desk.run(Command::Choose {
        record: id,
        field: FieldName::new(OUTCOME),
        value: Value::from("declined"),
    })
    .expect("chosen");
    let held = decision(&desk, sent.id).expect("kept");
    assert_eq!(
        (held.outcome, held.conflict),
        (Some(Outcome::Declined), false)
    );
    // So does deciding anew, even the same as is shown.
    let decided = Command::Decide(vec![verdict(sent.id, Some(Outcome::Accepted), "so")]);
    other.run(decided).expect("decided");
    assert_eq!(
        decision(&other, sent.id).map(|held| held.conflict),
        Some(false)
    );
}

#[test]
fn promise_10_a_reason_that_is_typed_writes_over_no_decision_made_meanwhile() {
    let (mut desk, sent) = taken_in();
    let reason = |reason: &str| Command::Reason {
        application: sent.id,
        reason: reason.to_owned(),
    };
    desk.run(reason("Not sure")).expect("kept");
    let held = decision(&desk, sent.id).expect("kept");
    assert_eq!((held.outcome, held.reason.as_str()), (None, "Not sure"));
    let mut other = Browser::new(3);
    other.records = desk.records.clone();
    let decided = verdict(sent.id, Some(Outcome::Accepted), "Not sure");
    other.run(Command::Decide(vec![decided])).expect("decided");
    // As it is typed: a space at the end is the beginning of the next word.
    desk.run(reason("Now ")).expect("kept");
    assert_eq!(decision(&desk, sent.id).expect("kept").reason, "Now ");
    desk.run(reason("Now sure")).expect("kept");
    let id = decision_id(sent.id);
    desk.apply(Change::Merge(other.records[&id].clone()));
    let held = decision(&desk, sent.id).expect("kept");
    assert_eq!(held.outcome, Some(Outcome::Accepted));
    assert_eq!((held.reason.as_str(), held.conflict), ("Now sure", false));
}

#[test]
fn what_is_not_here_is_not_decided_about() {
    let (mut desk, sent) = taken_in();
    let gone = RecordId::from_bits(99);
    let both = [gone, sent.id].map(|id| verdict(id, Some(Outcome::Accepted), ""));
    assert_eq!(
        desk.run(Command::Decide(both.to_vec())),
        Err(Refused::NotHere(gone))
    );
    assert_eq!(decision(&desk, sent.id), None, "all or none");
}

#[test]
fn promise_21_erasing_an_application_erases_what_was_decided() {
    let (mut desk, sent) = taken_in();
    let decided = verdict(sent.id, Some(Outcome::Declined), "About her");
    desk.run(Command::Decide(vec![decided])).expect("decided");
    desk.run(Command::Erase(vec![sent.id])).expect("erased");
    assert_eq!(decision(&desk, sent.id), None);
    assert!(desk.records[&decision_id(sent.id)].live().is_none());
}

#[test]
fn promise_07_a_decision_of_the_first_version_is_read() {
    let kept = include_str!("../fixtures/records/decision-v1.json");
    let record = record::parse(kept.trim_end()).expect("readable");
    assert_eq!(record::to_text(&record), kept.trim_end());
    let application = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse().expect("an id");
    assert_eq!(record.id, decision_id(application));
    let decision = Decision {
        application,
        session: Some("spring-2027".parse().expect("a key")),
        outcome: Some(Outcome::Waitlisted),
        reason: "The next one.\nSure of it.".to_owned(),
        sample: false,
        conflict: false,
    };
    assert_eq!(Decision::read(&record), Some(decision));
}

//! One application per person and session on a device: begun, sent, taken back, deleted and returned.

use std::collections::BTreeSet;

use groundcrew::domain::application::{
    APPLICATION, ApplicationState, Draft, FORM, Receipt, SESSION, STATE, applications_of,
    typed_field,
};
use groundcrew::domain::decide::{Command, Refused};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{Audience, Change, DELETED, FieldName, Kind, Value};
use groundcrew::domain::sending::{Arrival, arrival};
use groundcrew::domain::time::Instant;

use super::browser::*;

/// A browser with an application that has a name in it.
fn begun() -> Browser {
    let mut browser = Browser::new(1);
    browser.begin();
    browser.write("name", "Ada");
    browser
}

fn sent() -> Browser {
    let mut browser = begun();
    browser.send().expect("ready");
    browser
}

fn receipt(browser: &Browser, for_sent_at: Instant) -> Command {
    Command::TakeReceipt {
        application: browser.sent().id,
        for_sent_at,
        at: Instant(for_sent_at.0 + 1000),
    }
}

#[test]
fn an_application_is_begun_once_and_only_while_the_session_takes_them() {
    let mut browser = begun();
    let draft = browser.draft().id;
    let again = browser.run(Command::StartDraft(session()));
    assert_eq!(again, Err(Refused::HasOne(draft)));
    let mut early = Browser::new(2);
    early.now = Instant(window().opens.begins_anywhere().0 - 1);
    let refused = early.run(Command::StartDraft(session()));
    assert!(
        matches!(refused, Err(Refused::NotOpenYet(_))),
        "{refused:?}"
    );
    let elsewhere: groundcrew::domain::id::SessionId = "elsewhere".parse().expect("a key");
    let refused = early.run(Command::StartDraft(elsewhere.clone()));
    assert_eq!(refused, Err(Refused::NoSession(elsewhere)));
}

#[test]
fn promise_13_an_application_has_its_id_before_it_is_sent_and_keeps_it() {
    let mut browser = begun();
    let application = browser.draft().application;
    browser.send().expect("ready");
    assert_eq!(browser.sent().id, application);
    assert!(browser.outbox.contains(&application));
    browser.write("name", "Ada L.");
    browser.now = Instant(browser.now.0 + 1000);
    browser.send().expect("ready");
    let sent = browser.sent();
    assert_eq!((sent.id, sent.sent_at), (application, browser.now));
    assert_eq!(sent.answers[&id("name")], Value::from("Ada L."));
}

#[test]
fn what_is_not_ready_is_not_sent_and_changes_nothing() {
    let mut browser = begun();
    browser.write("name", "");
    browser.write("email", "nowhere");
    let before = browser.records.clone();
    let refused = browser.send();
    let Err(Refused::NotReady(problems)) = refused else {
        panic!("{refused:?}");
    };
    let at: Vec<_> = problems.into_iter().map(|found| found.question).collect();
    assert_eq!(at, [id("name"), id("email")]);
    assert_eq!(browser.records, before);
    assert!(browser.outbox.is_empty());
}

#[test]
fn an_answer_that_was_sent_and_taken_away_is_taken_back() {
    let mut browser = begun();
    browser.write("email", "ada@example.org");
    browser.send().expect("ready");
    assert!(browser.sent().answers.contains_key(&id("email")));
    browser.write("email", "");
    browser.send().expect("ready");
    assert!(!browser.sent().answers.contains_key(&id("email")));
}

#[test]
fn an_application_is_withdrawn_once_and_stands_again() {
    let mut browser = sent();
    let application = browser.sent().id;
    let stands_already = browser.run(Command::Unwithdraw(application));
    assert_eq!(stands_already, Err(Refused::WrongState(application)));
    browser.outbox.clear();
    browser
        .run(Command::Withdraw(application))
        .expect("it stands");
    assert_eq!(browser.sent().state, ApplicationState::Withdrawn);
    assert!(
        browser.outbox.contains(&application),
        "the organizers are to know"
    );
    let twice = browser.run(Command::Withdraw(application));
    assert_eq!(twice, Err(Refused::WrongState(application)));
    browser
        .run(Command::Unwithdraw(application))
        .expect("it was withdrawn");
    assert_eq!(browser.sent().state, ApplicationState::Submitted);
    let nobody = RecordId::from_bits(7);
    let refused = browser.run(Command::Withdraw(nobody));
    assert_eq!(refused, Err(Refused::NotHere(nobody)));
}

#[test]
fn promise_14_a_receipt_takes_the_sending_it_is_for_out_of_the_outbox() {
    let mut browser = sent();
    let first = browser.sent().sent_at;
    browser.now = Instant(first.0 + 5000);
    browser.write("name", "Ada L.");
    browser.send().expect("ready");
    let second = browser.sent().sent_at;
    let stands = |browser: &Browser| {
        let draft = browser.draft();
        (
            arrival(&browser.sent(), draft.receipt.as_ref()),
            browser.outbox.is_empty(),
        )
    };
    assert_eq!(stands(&browser), (Arrival::Waiting, false));
    let early = receipt(&browser, first);
    browser.run(early.clone()).expect("ours");
    let earlier = Arrival::EarlierArrived(Instant(first.0 + 1000));
    assert_eq!(stands(&browser), (earlier, false));
    let late = receipt(&browser, second);
    browser.run(late).expect("ours");
    let arrived = Arrival::Arrived(Instant(second.0 + 1000));
    assert_eq!(stands(&browser), (arrived, true));
    // Files are opened in any order, and more than once.
    browser.run(early).expect("ours");
    assert_eq!(stands(&browser), (arrived, true));
}

#[test]
fn promise_20_the_receipt_for_what_was_sent_last_counts_when_the_clock_was_set_back() {
    let mut browser = sent();
    let ahead = browser.sent().sent_at;
    let first = receipt(&browser, ahead);
    browser.now = Instant(ahead.0 - 5000);
    browser.write("name", "Ada L.");
    browser.send().expect("ready");
    let last = receipt(&browser, browser.sent().sent_at);
    let arrived = Arrival::Arrived(Instant(browser.now.0 + 1000));
    for order in [[&first, &last], [&last, &first]] {
        let mut browser = browser.clone();
        for command in order {
            browser.run(command.clone()).expect("ours");
        }
        let receipt = browser.draft().receipt;
        assert_eq!(arrival(&browser.sent(), receipt.as_ref()), arrived);
        assert!(browser.outbox.is_empty());
    }
}

#[test]
fn a_receipt_for_what_was_not_sent_here_is_refused() {
    let mut browser = sent();
    let nobody = RecordId::from_bits(7);
    let command = Command::TakeReceipt {
        application: nobody,
        for_sent_at: Instant(1),
        at: Instant(2),
    };
    assert_eq!(browser.run(command), Err(Refused::NotHere(nobody)));
}

#[test]
fn a_deleted_draft_returns_only_while_there_is_no_other() {
    let mut browser = begun();
    let first = browser.draft().id;
    browser
        .run(Command::Delete(vec![first]))
        .expect("it is there");
    browser.begin();
    let second = browser.draft().id;
    assert_ne!(first, second);
    let refused = browser.run(Command::Undelete(vec![first]));
    assert_eq!(refused, Err(Refused::HasOne(second)));
    browser
        .run(Command::Delete(vec![second]))
        .expect("it is there");
    browser
        .run(Command::Undelete(vec![first]))
        .expect("no other is there");
    assert_eq!(browser.draft().id, first);
    assert_eq!(browser.holds("name"), ["Ada"]);
}

#[test]
fn promise_13_beginning_again_after_sending_goes_on_with_the_same_application() {
    let mut browser = sent();
    let application = browser.sent().id;
    let taken = receipt(&browser, browser.sent().sent_at);
    browser.run(taken).expect("ours");
    let first = browser.draft();
    browser
        .run(Command::Delete(vec![first.id]))
        .expect("it is there");
    browser.begin();
    assert_eq!(browser.draft().application, application);
    assert_eq!(browser.draft().receipt, first.receipt);
    browser.write("name", "Ada L.");
    browser.now = Instant(browser.now.0 + 1);
    browser.send().expect("ready");
    let applications = browser.records.values().filter(|record| {
        let live = record.live();
        live.is_some_and(|live| live.kind == Kind::Application)
    });
    assert_eq!(applications.count(), 1, "the organizers have one");
    // Its receipt is for both drafts, whichever returns.
    let taken = receipt(&browser, browser.now);
    browser.run(taken).expect("ours");
    let for_sent_at = browser.now;
    let drafts = browser.records.values();
    let receipts: Vec<_> = drafts
        .filter_map(|record| Draft::read(record).expect("readable")?.receipt)
        .collect();
    let at = Instant(for_sent_at.0 + 1000);
    let receipt = Receipt { at, for_sent_at };
    assert_eq!(receipts, [receipt.clone(), receipt]);
}

#[test]
fn promise_21_what_was_erased_is_not_sent_again_and_does_not_say_it_was() {
    let mut browser = sent();
    let application = browser.sent().id;
    browser
        .run(Command::Erase(vec![application]))
        .expect("erased");
    assert_eq!(browser.send(), Err(Refused::NotHere(application)));
    assert!(browser.outbox.is_empty());
}

#[test]
fn promise_12_what_cannot_be_read_does_not_keep_the_rest_from_being_erased() {
    let mut browser = sent();
    let (draft, sent) = (browser.draft().id, browser.sent().id);
    // Of a session before: its draft, and the application that it names, as a newer app wrote them.
    let [other, application] = [3, 4].map(RecordId::from_bits);
    browser.unread = [other, application].map(|id| id.to_string()).into();
    let command = Command::EraseMine {
        records: vec![draft, sent, application],
        aside: vec![other.to_string()],
    };
    browser.run(command).expect("all is erased");
    assert_eq!(browser.unread, BTreeSet::new());
    assert!(
        [draft, sent]
            .iter()
            .all(|id| browser.records[id].live().is_none())
    );
}

#[test]
fn promise_05_a_draft_that_cannot_be_read_stands_in_the_way_of_its_own_session_alone() {
    let bad = |session: &str| Change::Write {
        record: RecordId::from_bits(3),
        kind: Kind::Draft,
        audience: Audience::Device,
        fields: vec![
            (FieldName::new(SESSION), session.into()),
            (FieldName::new(FORM), Value::Bool(true)),
            (typed_field(&id("name")), Value::from("Bea")),
        ],
    };
    for elsewhere in ["elsewhere", ""] {
        let mut browser = Browser::new(1);
        browser.apply(bad(elsewhere));
        browser.begin();
        let draft = browser.draft_of_session();
        browser.write_to(draft.id, "name", "Ada");
        let asked = groundcrew::format::form::version_record(&programme().forms[0]);
        let submit = Command::Submit {
            draft: draft.id,
            asked,
        };
        browser.run(submit).expect("ready");
        let taken = Command::TakeReceipt {
            application: draft.application,
            for_sent_at: browser.now,
            at: browser.now,
        };
        browser.run(taken).expect("ours");
        assert!(browser.draft_of_session().receipt.is_some());
    }
    let mut browser = Browser::new(1);
    browser.apply(bad(session().as_str()));
    let refused = browser.run(Command::StartDraft(session()));
    assert!(
        matches!(refused, Err(Refused::Unreadable(_))),
        "{refused:?}"
    );
    let gone = vec![RecordId::from_bits(3)];
    browser.run(Command::Delete(gone)).expect("it is there");
    browser.begin();
}

#[test]
fn of_two_drafts_that_an_import_brought_one_is_made() {
    let mut browser = begun();
    let first = browser.draft();
    let mut other = Browser::new(2);
    other.begin();
    other.write("name", "Ada L.");
    other.write("github", "ada");
    let second = other.draft();
    browser.apply(Change::Merge(other.records[&second.id].clone()));
    browser.run(Command::JoinDrafts).expect("neither was sent");
    let kept = browser.draft();
    assert_eq!(kept.id, first.id.min(second.id));
    assert_eq!(sorted(browser.holds("name")), ["Ada", "Ada L."]);
    assert_eq!(browser.holds("github"), ["ada"]);
    let before = browser.records.clone();
    browser.run(Command::JoinDrafts).expect("nothing to do");
    assert_eq!(browser.records, before);
}

#[test]
fn promise_05_one_that_cannot_be_read_keeps_no_other_session_from_becoming_one() {
    let elsewhere = |number: u128, fields: Vec<(FieldName, Value)>| Change::Write {
        record: RecordId::from_bits(number),
        kind: Kind::Draft,
        audience: Audience::Device,
        fields: [vec![(FieldName::new(SESSION), "elsewhere".into())], fields].concat(),
    };
    let whole = |application: u128, deleted: bool| {
        let application = RecordId::from_bits(application).to_string();
        vec![
            (FieldName::new(FORM), "form".into()),
            (FieldName::new(APPLICATION), application.into()),
            (FieldName::new(DELETED), deleted.into()),
        ]
    };
    // In another session, before those of this one: a draft that can't be read beside a deleted one.
    let beside_deleted = vec![elsewhere(3, Vec::new()), elsewhere(4, whole(5, true))];
    // And two of which one has an application that can't be read.
    let bad_application = Change::Write {
        record: RecordId::from_bits(5),
        kind: Kind::Application,
        audience: Audience::Organizers,
        fields: vec![(FieldName::new(STATE), "waitlisted".into())],
    };
    let beside_bad = vec![
        elsewhere(3, whole(6, false)),
        elsewhere(4, whole(5, false)),
        bad_application,
    ];
    for others in [beside_deleted, beside_bad] {
        let mut browser = begun();
        let mut other = Browser::new(2);
        other.begin();
        other.write("github", "ada");
        let record = other.records[&other.draft().id].clone();
        browser.apply(Change::Merge(record));
        others.into_iter().for_each(|change| browser.apply(change));
        browser.run(Command::JoinDrafts).expect("this one's two");
        let drafts = browser
            .records
            .values()
            .filter_map(|r| Draft::read(r).ok()?);
        let here = drafts.filter(|draft| draft.session == session() && !draft.deleted);
        let here: Vec<Draft> = here.collect();
        assert_eq!(here.len(), 1);
        assert!(
            here[0].typed.contains_key(&id("name")) && here[0].typed.contains_key(&id("github"))
        );
    }
}

#[test]
fn two_that_were_both_sent_stay_apart_until_one_is_withdrawn() {
    let mut browser = sent();
    let ours = browser.draft();
    let mut other = Browser::new(2);
    other.begin();
    other.write("name", "Ada L.");
    other.send().expect("ready");
    let theirs = other.draft();
    for id in [theirs.id, theirs.application] {
        browser.apply(Change::Merge(other.records[&id].clone()));
    }
    let before = browser.records.clone();
    browser.run(Command::JoinDrafts).expect("nothing is done");
    assert_eq!(browser.records, before);
    browser
        .run(Command::Withdraw(ours.application))
        .expect("it stands");
    browser.run(Command::JoinDrafts).expect("one stands");
    let draft = browser.draft();
    assert_eq!(draft.application, theirs.application);
    let named = applications_of(&browser.records[&draft.id]);
    assert_eq!(named, [theirs.application, ours.application]);
}

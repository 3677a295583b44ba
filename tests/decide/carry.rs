//! Drafts begun in two browsers of one person, and carried from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use groundcrew::domain::answer::{Pick, Typed};
use groundcrew::domain::application::{applications_of, typed_field};
use groundcrew::domain::decide::{Command, Refused};
use groundcrew::domain::id::{RecordId, SessionId};
use groundcrew::domain::record::{Audience, Body, Change, Kind, Live, Record, Value};
use groundcrew::domain::time::Instant;
use groundcrew::format::file::FileError;
use groundcrew::format::form::{of_version, version_record};
use groundcrew::format::progress::Progress;
use groundcrew::sync::merge::merge;

use super::browser::*;

#[test]
fn a_draft_goes_on_in_another_browser_and_comes_back() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    phone.open(&laptop.file()).expect("nothing was begun there");
    phone.write("name", "Ada L.");
    phone.write("email", "ada@example.org");
    laptop.open(&phone.file()).expect("the same draft");
    assert_eq!(laptop.holds("name"), ["Ada L."]);
    assert_eq!(laptop.holds("email"), ["ada@example.org"]);
}

#[test]
fn promise_19_the_same_answer_edited_in_both_browsers_keeps_both() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    phone.open(&laptop.file()).expect("nothing was begun there");
    phone.write("name", "Ada L.");
    laptop.write("name", "A. Lovelace");
    laptop.open(&phone.file()).expect("the same draft");
    assert_eq!(sorted(laptop.holds("name")), ["A. Lovelace", "Ada L."]);
    laptop.write("name", "Ada L.");
    assert_eq!(laptop.holds("name"), ["Ada L."], "a choice settles it");
    phone.open(&laptop.file()).expect("the same draft");
    assert_eq!(phone.holds("name"), ["Ada L."], "everywhere");
}

#[test]
fn promise_19_drafts_begun_apart_become_one_and_lose_nothing() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    laptop.write("email", "ada@example.org");
    phone.begin();
    phone.write("name", "Ada L.");
    phone.write("email", "ada@example.org");
    phone.write("github", "ada");
    let application = laptop.draft().application;
    laptop.open(&phone.file()).expect("neither was sent");
    assert_eq!(sorted(laptop.holds("name")), ["Ada", "Ada L."]);
    assert_eq!(
        laptop.holds("email"),
        ["ada@example.org"],
        "both say the same"
    );
    assert_eq!(laptop.holds("github"), ["ada"], "only one says it");
    assert_eq!(laptop.draft().application, application);
    let before = laptop.records.clone();
    laptop.open(&phone.file()).expect("a second time");
    assert_eq!(laptop.records, before, "a second time changes nothing");
}

#[test]
fn a_draft_that_was_deleted_for_another_keeps_what_it_says_when_it_returns() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "first");
    let first = laptop.draft().id;
    laptop
        .run(Command::Delete(vec![first]))
        .expect("it is there");
    laptop.begin();
    laptop.write("name", "second");
    phone.open(&laptop.file()).expect("nothing was begun there");
    // The second goes and the first returns; then the second comes back from the phone.
    let second = laptop.draft().id;
    laptop
        .run(Command::Delete(vec![second]))
        .expect("it is there");
    laptop
        .run(Command::Undelete(vec![first]))
        .expect("it is there");
    laptop.open(&phone.file()).expect("neither was sent");
    assert_eq!(laptop.draft().id, first);
    assert_eq!(sorted(laptop.holds("name")), ["first", "second"]);
}

#[test]
fn opening_a_file_brings_a_deleted_draft_back() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    phone.open(&laptop.file()).expect("nothing was begun there");
    let draft = laptop.draft().id;
    laptop
        .run(Command::Delete(vec![draft]))
        .expect("it is there");
    laptop.open(&phone.file()).expect("the same draft");
    assert_eq!(laptop.draft().id, draft);
}

#[test]
fn a_file_of_a_session_the_programme_does_not_have_is_refused_and_changes_nothing() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    let draft = laptop.draft().id;
    let elsewhere: SessionId = "elsewhere".parse().expect("a key");
    laptop.apply(Change::Write {
        record: draft,
        kind: groundcrew::domain::record::Kind::Draft,
        audience: groundcrew::domain::record::Audience::Device,
        fields: vec![
            (
                groundcrew::domain::record::FieldName::new("session"),
                Value::from(elsewhere.as_str()),
            ),
            (typed_field(&id("name")), Value::from("Ada")),
        ],
    });
    assert_eq!(
        phone.open(&laptop.file()),
        Err(Refused::NoSession(elsewhere))
    );
    assert_eq!(phone.records, BTreeMap::new());
}

#[test]
fn a_form_version_is_one_record_on_every_device() {
    for form in &programme().forms {
        let record = version_record(form);
        assert_eq!(record, version_record(form));
        assert_eq!(merge(&record, &version_record(form)), Ok(record.clone()));
        assert_eq!(of_version(&record).as_ref(), Some(form));
        let mut other = record;
        other.id = RecordId::from_bits(7);
        assert_eq!(
            of_version(&other),
            None,
            "under another id it is not believed"
        );
    }
}

#[test]
fn promise_21_what_was_erased_stays_erased_and_the_answers_of_a_file_begin_anew() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    laptop.send().expect("ready");
    phone.open(&laptop.file()).expect("nothing was begun there");
    phone.write("email", "ada@example.org");
    laptop.write("email", "a@example.org");
    phone.open(&laptop.file()).expect("the same draft");
    let (old, application) = (laptop.draft().id, laptop.draft().application);
    laptop
        .run(Command::Erase(vec![old, application]))
        .expect("erased");
    let erased = laptop.records.clone();
    laptop.open(&phone.file()).expect("it is wanted back");
    let draft = laptop.draft();
    assert_ne!(draft.id, old);
    assert_ne!(draft.application, application, "nothing is sent under it");
    assert_eq!(laptop.holds("name"), ["Ada"]);
    let both = ["a@example.org", "ada@example.org"];
    assert_eq!(sorted(laptop.holds("email")), both, "a choice not yet made");
    for (id, mark) in &erased {
        assert_eq!(laptop.records.get(id), Some(mark));
    }
    let before = laptop.records.clone();
    laptop.open(&phone.file()).expect("a second time");
    assert_eq!(laptop.records, before, "a second time changes nothing");
    laptop.write("email", "ada@example.org");
    laptop.send().expect("a new application");
}

#[test]
fn an_application_that_is_erased_here_is_not_what_a_draft_from_elsewhere_becomes() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    phone.open(&laptop.file()).expect("nothing was begun there");
    phone.send().expect("ready");
    laptop.open(&phone.file()).expect("the same draft");
    let application = laptop.sent().id;
    laptop
        .run(Command::Erase(vec![application]))
        .expect("erased");
    laptop.open(&phone.file()).expect("the same draft");
    assert_ne!(laptop.draft().application, application);
    assert_eq!(laptop.records[&application].live(), None);
    laptop.send().expect("a new application");
}

#[test]
fn one_that_was_withdrawn_here_stays_known_when_another_takes_its_place() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    laptop.send().expect("ready");
    phone.begin();
    phone.write("name", "Ada");
    phone.send().expect("ready");
    let (ours, theirs) = (laptop.sent().id, phone.sent().id);
    let file = phone.file();
    assert_eq!(laptop.open(&file), Err(Refused::BothSent(session())));
    laptop.run(Command::Withdraw(ours)).expect("it stands");
    laptop.open(&file).expect("one stands");
    let draft = laptop.draft();
    assert_eq!(draft.application, theirs);
    let named = applications_of(&laptop.records[&draft.id]);
    assert_eq!(named, [theirs, ours], "to take along and to erase");
    assert!(laptop.outbox.is_empty());
}

#[test]
fn what_was_sent_goes_on_rather_than_what_was_not() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    laptop.send().expect("ready");
    let sent = laptop.sent().id;
    let draft = laptop.draft().id;
    phone.begin();
    phone.write("github", "ada");
    let file = phone.file();
    laptop
        .run(Command::Delete(vec![draft]))
        .expect("it is there");
    laptop.open(&file).expect("one was sent");
    assert_eq!(laptop.draft().application, sent, "the organizers have one");
    laptop.run(Command::Withdraw(sent)).expect("it stands");
    phone.open(&laptop.file()).expect("one was sent");
    assert_eq!(phone.draft().application, sent);
}

/// Opens a file of these records.
fn opened(draft: Record, with: Vec<Record>) -> Result<Progress, Box<FileError>> {
    let programme = programme().id;
    let text = Progress { draft, with }.to_text(&programme);
    Progress::parse(&text, &programme).map_err(Box::new)
}

#[test]
fn promise_24_a_progress_file_holds_a_draft_with_what_it_names_and_nothing_else() {
    let mut phone = Browser::new(2);
    phone.begin();
    phone.write("name", "Ada");
    phone.send().expect("ready");
    let (draft, sent) = (phone.draft(), phone.sent());
    let record = |id| phone.records[&id].clone();
    let (first, application) = (record(draft.id), record(sent.id));
    let form = record(sent.form_version);
    let good = opened(first.clone(), vec![application.clone(), form.clone()]);
    assert_eq!(good.expect("a good file").with.len(), 2);

    let refuse = |line, draft: Record, with: Vec<Record>| {
        let refused = opened(draft, with);
        let at = match refused.as_ref().map_err(|error| &**error) {
            Err(FileError::Damaged { line, .. }) => Some(*line),
            Ok(_) | Err(_) => None,
        };
        assert_eq!(at, Some(line), "{refused:?}");
    };
    let changed = |record: &Record, change: &dyn Fn(&mut Record, &mut Live)| {
        let mut changed = record.clone();
        let mut live = record.live().expect("lives").clone();
        change(&mut changed, &mut live);
        changed.body = Body::Live(live);
        changed
    };
    let erased = |record: &Record| Record {
        body: Body::Erased { at: phone.now },
        ..record.clone()
    };
    let shared = changed(&first, &|_, live| live.audience = Audience::Public);
    refuse(3, shared, vec![]);
    refuse(3, application.clone(), vec![]);
    refuse(3, erased(&first), vec![]);
    refuse(4, first.clone(), vec![first.clone()]);
    // Of somebody else, of another session, for everyone, or gone.
    let other = changed(&application, &|record, _| {
        record.id = RecordId::from_bits(7)
    });
    refuse(4, first.clone(), vec![other]);
    let public = changed(&application, &|_, live| live.audience = Audience::Public);
    refuse(4, first.clone(), vec![public]);
    refuse(4, first.clone(), vec![erased(&application)]);
    let unknown = changed(&application, &|_, live| {
        live.kind = Kind::Unknown("later".into());
    });
    refuse(4, first.clone(), vec![unknown]);
    // A form version that nothing in the file names.
    let mut other_form = programme().forms[0].clone();
    other_form.title.push('!');
    let other_form = version_record(&other_form);
    refuse(4, first.clone(), vec![other_form.clone()]);
    refuse(5, first, vec![application, other_form]);
}

#[test]
fn promise_12_a_file_does_not_change_an_application_of_somebody_else() {
    let mut phone = Browser::new(2);
    phone.begin();
    phone.write("name", "Ada");
    phone.send().expect("ready");
    let sent = phone.sent().id;
    // The organizers' device has what Ada sent, and no draft of hers.
    let mut laptop = Browser::new(1);
    laptop.apply(Change::Merge(phone.records[&sent].clone()));
    let before = laptop.records[&sent].clone();
    phone.write("name", "Mallory");
    phone.send().expect("ready");
    laptop.open(&phone.file()).expect("a draft");
    assert_eq!(laptop.records[&sent], before);
    assert_ne!(laptop.draft().application, sent);
    assert_eq!(laptop.holds("name"), ["Mallory"]);
}

#[test]
fn promise_20_of_two_receipts_the_one_for_what_was_sent_last_goes_along() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    laptop.write("name", "Ada");
    laptop.send().expect("ready");
    let take = |browser: &mut Browser| {
        let sent = browser.sent();
        let command = Command::TakeReceipt {
            application: sent.id,
            for_sent_at: sent.sent_at,
            at: sent.sent_at,
        };
        browser.run(command).expect("ours");
    };
    take(&mut laptop);
    phone.open(&laptop.file()).expect("nothing was begun there");
    phone.now = Instant(phone.now.0 - 5000);
    phone.write("name", "Ada L.");
    phone.send().expect("ready");
    // The phone's is for what was sent last, though its clock is behind.
    let mut late = phone.clone();
    take(&mut phone);
    laptop.open(&phone.file()).expect("the same draft");
    late.open(&laptop.file()).expect("the same draft");
    for browser in [&laptop, &late] {
        let receipt = browser.draft().receipt.expect("one came");
        assert_eq!(receipt.for_sent_at, browser.sent().sent_at);
    }
    late.open(&phone.file()).expect("the same draft");
    let before = late.records.clone();
    late.open(&laptop.file()).expect("the same draft");
    assert_eq!(late.records, before);
}

/// Answers that answer nothing, and hold something all the same.
fn kept_for_later() -> [Typed; 3] {
    let other = || "a long text".to_owned();
    [
        Typed::One {
            picked: None,
            other: other(),
        },
        Typed::Many {
            picked: BTreeSet::new(),
            other_ticked: false,
            other: other(),
        },
        Typed::Projects {
            wish: None,
            ranked: vec!["one".parse().expect("a key")],
        },
    ]
}

#[test]
fn promise_08_what_is_kept_while_it_is_not_chosen_is_not_lost_on_the_way() {
    let said = Typed::One {
        picked: Some(Pick::Choice("yes".parse().expect("a key"))),
        other: String::new(),
    };
    for kept in kept_for_later() {
        let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
        laptop.begin();
        phone.begin();
        laptop.answer(laptop.draft().id, "name", kept.clone());
        laptop.answer(laptop.draft().id, "email", kept.clone());
        phone.answer(phone.draft().id, "name", said.clone());
        let (here, there) = (laptop.file(), phone.file());
        let mut both = [kept.to_value(), said.to_value()];
        both.sort();
        for (browser, file) in [(&mut laptop, there), (&mut phone, here)] {
            browser.open(&file).expect("neither was sent");
            let mut held = browser.holds_values("name");
            held.sort();
            assert_eq!(held, both);
            assert_eq!(browser.holds_values("email"), [kept.to_value()]);
        }
    }
}

#[test]
fn promise_08_what_is_kept_while_it_is_not_chosen_is_not_written_over_by_another_way_to_answer() {
    for kept in kept_for_later() {
        let mut browser = Browser::new(1);
        browser.begin();
        browser.answer(browser.draft().id, "name", kept.clone());
        browser.write("name", "Ada");
        let before: Vec<_> = browser.draft().before;
        assert_eq!(before.len(), 1);
        assert_eq!(before[0].typed, kept.to_value());
    }
}

/// A browser whose draft holds two answers, written in two browsers.
fn of_two_minds(one: &str, other: &str, name: u128) -> Browser {
    let (mut here, mut there) = (Browser::new(name), Browser::new(name + 1));
    here.begin();
    there.open(&here.file()).expect("nothing was begun there");
    here.write("name", one);
    there.write("name", other);
    here.open(&there.file()).expect("the same draft");
    assert_eq!(here.holds("name").len(), 2);
    here
}

#[test]
fn promise_19_answers_to_choose_from_do_not_join_one_that_was_cleared() {
    let phone = of_two_minds("Ada", "Ada L.", 2);
    let mut laptop = Browser::new(1);
    laptop.begin();
    laptop.write("name", "A");
    laptop.write("name", "");
    laptop.open(&phone.file()).expect("neither was sent");
    assert_eq!(sorted(laptop.holds("name")), ["Ada", "Ada L."]);
    let before = laptop.records.clone();
    laptop.open(&phone.file()).expect("a second time");
    assert_eq!(laptop.records, before, "a second time changes nothing");
}

#[test]
fn promise_19_of_answers_to_choose_from_none_is_lost_to_a_cleared_one() {
    for (one, other) in [("Ada", ""), ("", "Ada")] {
        let mut laptop = of_two_minds(one, other, 1);
        let mut phone = Browser::new(3);
        phone.begin();
        phone.write("name", "Ada L.");
        let file = laptop.file();
        laptop.open(&phone.file()).expect("neither was sent");
        assert_eq!(sorted(laptop.holds("name")), ["", "Ada", "Ada L."]);
        phone.open(&file).expect("neither was sent");
        assert_eq!(sorted(phone.holds("name")), ["Ada", "Ada L."]);
    }
}

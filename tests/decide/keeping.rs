//! What is kept of an application beside its answers: when they were sent, and how they were asked.

use std::collections::{BTreeMap, BTreeSet};

use groundcrew::domain::answer::Typed;
use groundcrew::domain::application::{
    ANSWERS_AT, APPLICATION, ApplicationState, Before, FORM, SENT_AT, SESSION, form_versions_of,
    typed_field,
};
use groundcrew::domain::decide::{Command, apart, typed_answer};
use groundcrew::domain::form::{Form, QuestionKind, Scale};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{
    Audience, Change, Collection, DELETED, FieldName, Kind, Record, Value,
};
use groundcrew::domain::time::Instant;
use groundcrew::format::export::{own_text, to_text};
use groundcrew::format::file::{FileError, FileKind, sniff};
use groundcrew::format::form::{of_version, version_record};
use groundcrew::format::progress::Progress;
use groundcrew::sync::intake::{self, Opened, remarks};

use super::browser::*;

#[test]
fn promise_09_taking_it_back_after_the_deadline_makes_nothing_late() {
    let mut browser = Browser::new(1);
    browser.begin();
    browser.write("name", "Ada");
    browser.send().expect("ready");
    let sent = browser.sent();
    // As an earlier version wrote it.
    browser.apply(Change::Write {
        record: sent.id,
        kind: Kind::Application,
        audience: browser.records[&sent.id]
            .live()
            .expect("sent")
            .audience
            .clone(),
        fields: vec![(FieldName::new(ANSWERS_AT), Value::Null)],
    });
    let is_late = |browser: &Browser| {
        let record = &browser.records[&sent.id];
        let remarks = remarks(&programme(), record).expect("readable");
        remarks.expect("an application").late
    };
    let after = window().closes.ended_everywhere();
    let deeds = [
        (Command::Withdraw(sent.id), ApplicationState::Withdrawn),
        (Command::Unwithdraw(sent.id), ApplicationState::Submitted),
    ];
    for (n, (deed, state)) in (0..).zip(deeds) {
        browser.now = Instant(after.0 + n);
        browser.run(deed).expect("it may be done");
        let now = browser.sent();
        // The file is a new one, with a receipt of its own.
        assert_eq!((now.state, now.sent_at), (state, browser.now));
        assert_eq!(now.answers_at, sent.sent_at);
        assert!(!is_late(&browser), "{state:?}");
    }
    browser.write("name", "Ada L.");
    browser.send().expect("late ones are taken");
    assert!(browser.sent().late && is_late(&browser));
}

/// The form as it is asked; with a label of its name, in the way it is answered.
fn form(label: &str, kind: QuestionKind) -> Form {
    let mut form = programme().forms.remove(0);
    for question in form.sections.iter_mut().flat_map(|s| &mut s.questions) {
        if question.id == id("name") {
            question.label = label.to_owned();
            question.kind = kind.clone();
        }
    }
    form
}

fn keep_form(browser: &mut Browser, form: &Form) -> RecordId {
    let asked = version_record(form);
    let (draft, version) = (browser.draft().id, asked.id);
    browser
        .run(Command::KeepForm { draft, asked })
        .expect("the draft is there");
    version
}

/// How the questions that were answered read when they were.
fn asked(browser: &Browser, question: &str) -> Option<String> {
    let version = browser.draft().version_of(&id(question))?;
    let form = of_version(&browser.records[&version])?;
    form.question(&id(question)).map(|q| q.label.clone())
}

#[test]
fn promise_07_a_draft_keeps_each_question_as_it_was_asked() {
    let mut browser = Browser::new(1);
    browser.begin();
    let first = keep_form(&mut browser, &form("Name", QuestionKind::ShortText));
    browser.write("name", "Ada");
    browser.write("email", "ada@example.org");
    let second = keep_form(&mut browser, &form("Your name", QuestionKind::ShortText));
    assert_eq!(asked(&browser, "name").as_deref(), Some("Name"));
    browser.write("email", "ada@example.com");
    let draft = browser.draft();
    assert_eq!(draft.version_of(&id("email")), Some(second));
    assert_eq!(draft.version_of(&id("name")), Some(first));
    let named = form_versions_of(&browser.records[&draft.id]);
    assert_eq!(named, BTreeSet::from([first, second]));
    // Again, as at every start: nothing is written.
    let before = browser.records.clone();
    keep_form(&mut browser, &form("Your name", QuestionKind::ShortText));
    assert_eq!(browser.records, before);
    browser.write("name", "Ada L.");
    assert_eq!(asked(&browser, "name").as_deref(), Some("Your name"));
}

#[test]
fn promise_07_an_answer_counts_as_asked_in_the_form_on_its_screen() {
    let mut browser = Browser::new(1);
    browser.begin();
    let text = |text: &str| Typed::Text(text.to_owned());
    let first = keep_form(&mut browser, &form("Name", QuestionKind::ShortText));
    browser.write("name", "Ada");
    // Another tab has a newer one; this one goes on.
    let second = keep_form(&mut browser, &form("Your name", QuestionKind::ShortText));
    let draft = browser.draft().id;
    browser.answer_as(draft, first, "name", text("Ada L."));
    browser.answer_as(draft, first, "email", text("ada@example.org"));
    browser.answer_as(draft, second, "github", text("ada"));
    let asked = |browser: &Browser| {
        let draft = browser.draft();
        ["name", "email", "github"].map(|q| draft.version_of(&id(q)))
    };
    assert_eq!(asked(&browser), [Some(first), Some(first), Some(second)]);
    browser.answer_as(draft, second, "name", text("Lovelace"));
    assert_eq!(asked(&browser), [Some(second), Some(first), Some(second)]);
    keep_form(&mut browser, &form("Full name", QuestionKind::ShortText));
    assert_eq!(asked(&browser), [Some(second), Some(first), Some(second)]);
}

#[test]
fn promise_07_an_answer_of_another_browser_stays_asked_as_it_was_there() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    let first = keep_form(&mut laptop, &form("Name", QuestionKind::ShortText));
    laptop.write("name", "Ada");
    phone.open(&laptop.file()).expect("nothing was begun there");
    let second = keep_form(&mut phone, &form("Your name", QuestionKind::ShortText));
    phone.write("github", "ada");
    laptop.write("email", "ada@example.org");
    let (here, there) = (laptop.file(), phone.file());
    for (browser, file) in [(&mut laptop, there), (&mut phone, here)] {
        browser.open(&file).expect("the same draft");
        let draft = browser.draft();
        assert_eq!(draft.form_version, Some(second));
        let asked = ["name", "email", "github"].map(|q| draft.version_of(&id(q)));
        assert_eq!(asked, [Some(first), Some(first), Some(second)]);
        let before = browser.records.clone();
        browser.open(&file).expect("a second time");
        assert_eq!(browser.records, before, "a second time changes nothing");
    }
}

#[test]
fn which_form_is_asked_is_no_change_of_what_was_written() {
    let mut browser = Browser::new(1);
    browser.begin();
    browser.write("name", "Ada");
    let written = browser.draft().changed_at;
    browser.now = Instant(browser.now.0 + 1000);
    keep_form(&mut browser, &form("Name", QuestionKind::ShortText));
    assert_eq!(browser.draft().changed_at, written);
}

#[test]
fn promise_07_an_answer_in_the_way_of_before_is_not_written_over() {
    let mut browser = Browser::new(1);
    browser.begin();
    let version = keep_form(&mut browser, &form("Name", QuestionKind::ShortText));
    browser.write("name", "Ada");
    let scale = Scale {
        steps: 5,
        low: String::new(),
        high: String::new(),
    };
    let rating = form("Name", QuestionKind::Rating(scale));
    keep_form(&mut browser, &rating);
    let draft = browser.draft();
    let question = rating.question(&id("name")).expect("asked");
    assert_eq!(typed_answer(&draft, question), None);
    assert_eq!(apart(&draft, question), Some(&Value::from("Ada")));
    let draft = draft.id;
    browser.answer(draft, "name", Typed::Rating(Some(3)));
    browser.answer(draft, "name", Typed::Rating(Some(4)));
    let draft = browser.draft();
    let kept = Before {
        version: Some(version),
        question: id("name"),
        typed: Value::from("Ada"),
    };
    assert_eq!(draft.before, [kept]);
    assert_eq!(typed_answer(&draft, question), Some(Typed::Rating(Some(4))));
    assert_eq!(apart(&draft, question), None);
}

/// A browser whose draft keeps these names from before its question was a rating.
fn with_names_of_before(mut browser: Browser, names: &[&str]) -> Browser {
    let scale = Scale {
        steps: 5,
        low: String::new(),
        high: String::new(),
    };
    for name in names {
        keep_form(&mut browser, &form("Name", QuestionKind::ShortText));
        browser.write("name", name);
        keep_form(
            &mut browser,
            &form("Name", QuestionKind::Rating(scale.clone())),
        );
        let draft = browser.draft().id;
        browser.answer(draft, "name", Typed::Rating(Some(3)));
    }
    browser
}

fn names_of_before(browser: &Browser) -> Vec<String> {
    let before = browser.draft().before.into_iter();
    let names = before.filter_map(|before| Some(before.typed.as_text()?.to_owned()));
    sorted(names.collect())
}

#[test]
fn promise_07_an_answer_of_before_is_not_written_over_by_a_later_one() {
    let mut browser = Browser::new(1);
    browser.begin();
    let names = ["Ada", "Ada L.", "Ada", "Lovelace"];
    let browser = with_names_of_before(browser, &names);
    assert_eq!(names_of_before(&browser), ["Ada", "Ada L.", "Lovelace"]);
    let before = browser.draft().before;
    let ratings = before.iter().filter(|b| b.typed.as_text().is_none());
    assert_eq!(ratings.count(), 1, "what is kept already is not kept twice");
    assert!(before.iter().all(|b| b.version.is_some()));
    assert_eq!(
        form_versions_of(&browser.records[&browser.draft().id]).len(),
        2
    );
}

#[test]
fn promise_07_answers_of_before_are_kept_of_both_browsers() {
    let (mut laptop, mut phone) = (Browser::new(1), Browser::new(2));
    laptop.begin();
    phone.begin();
    let mut laptop = with_names_of_before(laptop, &["Ada", "A."]);
    let phone = with_names_of_before(phone, &["Ada", "Ada L.", "Lovelace"]);
    laptop.open(&phone.file()).expect("neither was sent");
    let all = ["A.", "Ada", "Ada L.", "Lovelace"];
    assert_eq!(names_of_before(&laptop), all);
    let before = laptop.records.clone();
    laptop.open(&phone.file()).expect("a second time");
    assert_eq!(laptop.records, before, "a second time changes nothing");
    // The same draft, gone on with in two browsers.
    let mut tablet = Browser::new(3);
    tablet
        .open(&laptop.file())
        .expect("nothing was begun there");
    let mut tablet = with_names_of_before(tablet, &["Bea"]);
    let laptop = with_names_of_before(laptop, &["Cleo"]);
    tablet.open(&laptop.file()).expect("the same draft");
    let all = ["A.", "Ada", "Ada L.", "Bea", "Cleo", "Lovelace"];
    assert_eq!(names_of_before(&tablet), all);
}

#[test]
fn promise_06_what_this_version_cannot_read_is_kept_when_it_is_answered_anew() {
    let mut browser = Browser::new(1);
    browser.begin();
    let draft = browser.draft().id;
    let newer = Value::Map(BTreeMap::from([(
        "hologram".to_owned(),
        Value::from("Ada"),
    )]));
    browser.apply(Change::Write {
        record: draft,
        kind: Kind::Draft,
        audience: Audience::Device,
        fields: vec![(typed_field(&id("name")), newer.clone())],
    });
    let form = form("Name", QuestionKind::ShortText);
    let question = form.question(&id("name")).expect("asked");
    assert_eq!(apart(&browser.draft(), question), Some(&newer));
    browser.write("name", "Ada");
    let kept = Before {
        version: None,
        question: id("name"),
        typed: newer,
    };
    assert_eq!(browser.draft().before, [kept]);
    assert_eq!(browser.holds("name"), ["Ada"]);
}

#[test]
fn promise_07_questions_as_they_were_asked_go_along_to_another_browser() {
    let mut away = Browser::new(1);
    away.begin();
    let version = keep_form(&mut away, &form("Name", QuestionKind::ShortText));
    away.write("name", "Ada");
    let draft = away.draft();
    let file = Progress {
        draft: away.records[&draft.id].clone(),
        with: vec![away.records[&version].clone()],
    };
    let file = file.to_text(&programme().id);
    let mut here = Browser::new(2);
    here.begin();
    keep_form(&mut here, &form("Your name", QuestionKind::ShortText));
    here.open(&file).expect("a good file");
    assert_eq!(here.holds("name"), ["Ada"]);
    assert_eq!(asked(&here, "name").as_deref(), Some("Name"));
}

#[test]
fn promise_11_the_file_of_all_ones_data_is_opened_where_one_goes_on() {
    let mut away = Browser::new(1);
    away.begin();
    let version = keep_form(&mut away, &form("Name", QuestionKind::ShortText));
    away.write("name", "Ada");
    away.send().expect("ready");
    let mut mine = Collection::default();
    mine.records.clone_from(&away.records);
    // To organizers it is nothing to take in, nor as it was written before it had a name of its own.
    for file in [
        to_text(&programme().id, &mine),
        own_text(&programme().id, &mine),
    ] {
        let refused = Opened::Refused(FileError::OtherKind(FileKind::Own));
        assert_eq!(intake::open(&file, &programme().id), refused);
        let opened = Progress::parse_all(&file, &programme().id);
        assert_eq!(opened.expect("a good file").len(), 1);
    }
    let file = own_text(&programme().id, &mine);
    assert_eq!(sniff(&file), Some(FileKind::Own));
    let found = Progress::parse_all(&file, &programme().id).expect("a good file");
    let mut here = Browser::new(2);
    for Progress { draft, with } in found {
        here.run(Command::TakeProgress { draft, with })
            .expect("its session is here");
    }
    assert_eq!(here.draft(), away.draft());
    assert_eq!(here.sent(), away.sent());
    assert!(here.records.contains_key(&version));
    // What organizers take along holds no drafts, and has no place here.
    let draft = away.draft().id;
    mine.records.remove(&draft);
    let file = to_text(&programme().id, &mine);
    let refused = Progress::parse_all(&file, &programme().id);
    assert_eq!(refused, Err(FileError::OtherKind(FileKind::Export)));
}

#[test]
fn a_draft_that_was_deleted_stays_so_where_all_ones_data_is_opened() {
    let mut away = Browser::new(1);
    away.begin();
    away.run(Command::Delete(vec![away.draft().id]))
        .expect("it is there");
    away.begin();
    away.write("name", "Ada");
    let mut mine = Collection::default();
    mine.records.clone_from(&away.records);
    let file = to_text(&programme().id, &mine);
    let found = Progress::parse_all(&file, &programme().id).expect("a good file");
    let drafts: Vec<_> = found.into_iter().map(|found| found.draft.id).collect();
    assert_eq!(drafts, [away.draft().id]);
}

#[test]
fn promise_11_the_app_opens_the_progress_files_that_it_writes() {
    let mut away = Browser::new(1);
    away.begin();
    let version = keep_form(&mut away, &form("Name", QuestionKind::ShortText));
    away.write("name", "Ada");
    let opened = |browser: &Browser| -> BTreeSet<RecordId> {
        let file = Progress::parse(&browser.file(), &programme().id).expect("a good file");
        assert_eq!(file.draft, browser.records[&browser.draft().id]);
        file.with.into_iter().map(|record| record.id).collect()
    };
    assert_eq!(opened(&away), [version].into());
    away.send().expect("ready");
    let sent = away.sent();
    assert_eq!(opened(&away), [version, sent.id, sent.form_version].into());
    away.run(Command::Erase(vec![sent.id])).expect("erased");
    assert_eq!(opened(&away), [version].into());
}

#[test]
fn promise_05_one_draft_that_cannot_be_read_does_not_keep_the_others_of_the_file_from_being_opened()
{
    let mut away = Browser::new(1);
    away.begin();
    away.write("name", "Ada");
    let good = away.draft();
    let bad = |number: u128, fields: &[(&str, Value)]| Change::Write {
        record: RecordId::from_bits(number),
        kind: Kind::Draft,
        audience: Audience::Device,
        fields: fields
            .iter()
            .map(|(name, value)| (FieldName::new(*name), value.clone()))
            .collect(),
    };
    // In the order of their ids these stand before the good one, on lines 3 to 5.
    away.apply(bad(1, &[(DELETED, Value::Bool(true))]));
    away.apply(bad(2, &[(FORM, Value::Bool(true))]));
    let fields = [SESSION, FORM].map(|name| (name, Value::from("elsewhere")));
    let application = RecordId::from_bits(4);
    let names_it = (APPLICATION, Value::from(application.to_string()));
    away.apply(bad(3, &[&fields[..], &[names_it]].concat()));
    away.apply(Change::Write {
        record: application,
        kind: Kind::Application,
        audience: Audience::Inbox("elsewhere".parse().expect("a key")),
        fields: vec![(FieldName::new(SENT_AT), Value::from("later"))],
    });
    let opened = |records: &BTreeMap<RecordId, Record>| {
        let mut mine = Collection::default();
        mine.records.clone_from(records);
        let found = Progress::parse_all(&to_text(&programme().id, &mine), &programme().id);
        let drafts = found.map(|found| found.into_iter().map(|one| one.draft.id).collect());
        drafts.map_err(Box::new)
    };
    let mut records = away.records.clone();
    assert_eq!(opened(&records), Ok(vec![good.id]));
    // With none that can be read, the first that can't is named: the draft, then the application.
    records.remove(&good.id);
    let at = |records: &BTreeMap<RecordId, Record>| match opened(records).map_err(|e| *e) {
        Err(FileError::Damaged { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(at(&records), 4);
    records.remove(&RecordId::from_bits(2));
    assert_eq!(at(&records), 5);
    records.remove(&RecordId::from_bits(3));
    let other = FileError::OtherKind(FileKind::Export);
    assert_eq!(opened(&records), Err(Box::new(other)));
}

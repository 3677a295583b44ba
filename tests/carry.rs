//! Drafts begun in two browsers of one person, and carried from one to the other.

use std::collections::BTreeMap;

use groundcrew::domain::answer::{Typed, Zones};
use groundcrew::domain::application::{Draft, typed_field};
use groundcrew::domain::conflict::typed_conflicts;
use groundcrew::domain::decide::{Command, Context, Refused, decide, typed_answers};
use groundcrew::domain::id::{QuestionId, RecordId, ReplicaId, SessionId};
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{Applied, Change, Record, Value, Writer};
use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::form::{of_version, version_record};
use groundcrew::format::programme::parse;
use groundcrew::format::progress::Progress;
use groundcrew::sync::merge::merge;

/// A browser: what it stores, and its name as a writer.
struct Browser {
    records: BTreeMap<RecordId, Record>,
    replica: ReplicaId,
    counter: u64,
    fresh: u128,
    now: Instant,
}

impl Browser {
    fn new(name: u128) -> Self {
        Self {
            records: BTreeMap::new(),
            replica: ReplicaId::from_bits(name),
            counter: 0,
            fresh: name << 64,
            now: Instant(programme().sessions[0].starts.days_since_epoch()),
        }
    }

    fn run(&mut self, command: Command) -> Result<(), Refused> {
        let programme = programme();
        let opens = programme.sessions[0]
            .apply
            .as_ref()
            .map(|apply| apply.window.opens);
        self.now = Instant(opens.map_or(0, |day: Date| (day.days_since_epoch() + 1) * 86_400_000));
        self.fresh += 2;
        let zones = Zones::new(["Europe/Paris".to_owned()]);
        let changes = decide(
            &programme,
            command,
            Context {
                now: self.now,
                fresh: [
                    RecordId::from_bits(self.fresh),
                    RecordId::from_bits(self.fresh + 1),
                ],
                records: &self.records,
                zones: &zones,
            },
        )?;
        changes.into_iter().for_each(|change| self.apply(change));
        Ok(())
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Write {
                record,
                kind,
                audience,
                fields,
            } => {
                let mut writer = Writer {
                    replica: self.replica,
                    counter: self.counter,
                    at: self.now,
                    by: "".into(),
                };
                let copy = self.records.get(&record).cloned();
                if let Applied::Changed(copy, _) =
                    writer.write(copy, record, kind, audience, fields)
                {
                    self.records.insert(record, copy);
                }
                self.counter = writer.counter;
            }
            Change::Merge(theirs) => {
                let ours = self.records.get(&theirs.id);
                let merged = ours.map_or_else(
                    || theirs.clone(),
                    |ours| merge(ours, &theirs).expect("copies of one record"),
                );
                self.records.insert(merged.id, merged);
            }
            Change::Note(_) | Change::Queue(_) | Change::Settle(_) => {}
            Change::Erase(id) | Change::Purge(id) => {
                self.records.remove(&id);
            }
        }
    }

    fn begin(&mut self) {
        self.run(Command::StartDraft(session()))
            .expect("nothing was begun");
    }

    fn write(&mut self, question: &str, text: &str) {
        let typed = vec![(id(question), Typed::Text(text.to_owned()))];
        let draft = self.draft().id;
        self.run(Command::Type { draft, typed })
            .expect("the draft is there");
    }

    /// The draft that is not deleted.
    fn draft(&self) -> Draft {
        let mut drafts = self.records.values().filter_map(|record| {
            let draft = Draft::read(record).expect("readable");
            draft.filter(|draft| !draft.deleted)
        });
        let draft = drafts.next().expect("a draft was begun");
        assert_eq!(drafts.next(), None, "one draft for a session");
        draft
    }

    /// What the draft shows at a question, with what else is kept there.
    fn holds(&self, question: &str) -> Vec<String> {
        let draft = self.draft();
        let conflicts = typed_conflicts(&self.records[&draft.id]);
        let text = |value: &Value| value.as_text().unwrap_or("?").to_owned();
        match conflicts.get(&id(question)) {
            Some(writes) => writes.iter().map(|write| text(&write.value)).collect(),
            None => match typed_answers(&draft).remove(&id(question)) {
                Some(Typed::Text(text)) => vec![text],
                Some(other) => vec![format!("{other:?}")],
                None => Vec::new(),
            },
        }
    }

    fn file(&self) -> String {
        let draft = self.draft();
        let with = self.records.get(&draft.application).cloned();
        Progress {
            draft: self.records[&draft.id].clone(),
            with: with.into_iter().collect(),
        }
        .to_text(&programme().id)
    }

    fn open(&mut self, file: &str) -> Result<(), Refused> {
        let Progress { draft, with } = Progress::parse(file, &programme().id).expect("a good file");
        self.run(Command::TakeProgress { draft, with })
    }
}

fn programme() -> Programme {
    let text = include_str!("../public/programme.json");
    parse(text).expect("the sample is good").programme
}

fn session() -> SessionId {
    programme().sessions[0].id.clone()
}

fn id(question: &str) -> QuestionId {
    question.parse().expect("a key")
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

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

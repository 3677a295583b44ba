//! A browser of somebody who applies, without the browser: what it stores, and the deciding.

use std::collections::{BTreeMap, BTreeSet};

use groundcrew::domain::answer::{Typed, Zones};
use groundcrew::domain::application::{Application, Draft, applications_of, form_versions_of};
use groundcrew::domain::conflict::typed_conflicts;
use groundcrew::domain::decide::{Command, Context, Refused, decide};
use groundcrew::domain::id::{QuestionId, RecordId, ReplicaId, SessionId};
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{Applied, Change, Kind, Record, Value, Writer};
use groundcrew::domain::time::{Date, Instant, Window};
use groundcrew::format::form::version_record;
use groundcrew::format::programme::parse;
use groundcrew::format::progress::Progress;
use groundcrew::sync::merge::{may_merge, merge};

/// A browser: what it stores, and its name as a writer.
#[derive(Clone)]
pub struct Browser {
    pub records: BTreeMap<RecordId, Record>,
    /// The keys of what is stored and can't be read.
    pub unread: BTreeSet<String>,
    /// What waits for the receiver's answer.
    pub outbox: BTreeSet<RecordId>,
    /// Now; opening day, unless a test says otherwise.
    pub now: Instant,
    replica: ReplicaId,
    counter: u64,
    fresh: u128,
}

impl Browser {
    pub fn new(name: u128) -> Self {
        Self {
            records: BTreeMap::new(),
            unread: BTreeSet::new(),
            outbox: BTreeSet::new(),
            now: begins(window().opens),
            replica: ReplicaId::from_bits(name),
            counter: 0,
            fresh: name << 64,
        }
    }

    pub fn run(&mut self, command: Command) -> Result<(), Refused> {
        let programme = programme();
        self.fresh += 2;
        let records = self.known_to(&command);
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
                records: &records,
                zones: &zones,
            },
        )?;
        changes.into_iter().for_each(|change| self.apply(change));
        Ok(())
    }

    /// What the app has in memory, which is what its owner writes, and what a command names of the
    /// rest. Of what was erased it keeps nothing in memory.
    fn known_to(&self, command: &Command) -> BTreeMap<RecordId, Record> {
        let live = |id: RecordId| {
            self.records
                .get(&id)
                .filter(|record| record.live().is_some())
        };
        let drafts = self.records.values();
        let drafts = drafts.filter(|r| r.live().is_some_and(|live| live.kind == Kind::Draft));
        let mut mine: BTreeMap<_, _> = drafts.map(|r| (r.id, r.clone())).collect();
        for names in [applications_of, |record: &Record| {
            form_versions_of(record).into_iter().collect()
        }] {
            let named: Vec<_> = mine.values().flat_map(names).filter_map(live).collect();
            mine.extend(named.into_iter().map(|r| (r.id, r.clone())));
        }
        let named = command.named(&mine).into_iter();
        let stored: Vec<_> = named.filter_map(|id| self.records.get(&id)).collect();
        let reached = self.records.values().filter(|record| {
            let kind = record.live().map(|live| &live.kind);
            kind.is_some_and(|kind| command.reaches().contains(kind))
        });
        for record in stored.into_iter().chain(reached) {
            mine.entry(record.id).or_insert_with(|| record.clone());
        }
        mine
    }

    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Write {
                record,
                kind,
                audience,
                fields,
            } => {
                let mut writer = self.writer();
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
                let same_sort = ours.is_none_or(|ours| may_merge(ours, &theirs));
                assert!(same_sort, "the store refuses what is of another sort");
                let merged = ours.map_or_else(
                    || theirs.clone(),
                    |ours| merge(ours, &theirs).expect("copies of one record"),
                );
                self.records.insert(merged.id, merged);
            }
            Change::Queue(id) => {
                self.outbox.insert(id);
            }
            Change::Settle(id) => {
                self.outbox.remove(&id);
            }
            Change::Erase(id) => {
                let unread = self.unread.contains(&id.to_string());
                assert!(!unread, "the store writes nothing over what can't be read");
                if let Some(copy) = self.records.remove(&id) {
                    let mut writer = self.writer();
                    let (erased, _) = writer.erase(copy);
                    self.counter = writer.counter;
                    self.records.insert(id, erased);
                }
                self.outbox.remove(&id);
            }
            Change::OnlyDrafts(known) => {
                let unknown = self.records.values().find(|record| {
                    let is_draft = record.live().is_some_and(|live| live.kind == Kind::Draft);
                    is_draft && !known.contains(&record.id)
                });
                assert_eq!(unknown, None, "one tab knows all of its own drafts");
            }
            Change::Discard(key) => {
                self.unread.remove(&key);
            }
            Change::Note(_) | Change::Purge(_) => {}
        }
    }

    fn writer(&self) -> Writer {
        Writer {
            replica: self.replica,
            counter: self.counter,
            at: self.now,
            by: "".into(),
        }
    }

    pub fn begin(&mut self) {
        self.run(Command::StartDraft(session()))
            .expect("nothing was begun");
    }

    pub fn write(&mut self, question: &str, text: &str) {
        self.write_to(self.draft().id, question, text);
    }

    pub fn write_to(&mut self, draft: RecordId, question: &str, text: &str) {
        self.answer(draft, question, Typed::Text(text.to_owned()));
    }

    /// Answers in the form that the draft is typed into.
    pub fn answer(&mut self, draft: RecordId, question: &str, typed: Typed) {
        let read = Draft::read(&self.records[&draft]).expect("readable");
        let asked = read.and_then(|draft| draft.form_version);
        let asked = asked.unwrap_or_else(|| version_record(&programme().forms[0]).id);
        self.answer_as(draft, asked, question, typed);
    }

    /// Answers in a form version that is on the screen.
    pub fn answer_as(&mut self, draft: RecordId, asked: RecordId, question: &str, typed: Typed) {
        let command = Command::Type {
            draft,
            asked,
            typed: vec![(id(question), typed)],
        };
        self.run(command).expect("the draft is there");
    }

    /// Sends the draft as it stands. Nothing but the name has to be answered.
    pub fn send(&mut self) -> Result<(), Refused> {
        let draft = self.draft().id;
        let asked = version_record(&programme().forms[0]);
        self.run(Command::Submit { draft, asked })
    }

    /// What was sent of the draft.
    pub fn sent(&self) -> Application {
        let application = &self.records[&self.draft().application];
        let read = Application::read(application).expect("readable");
        read.expect("an application")
    }

    /// The session's draft, whatever else is here.
    pub fn draft_of_session(&self) -> Draft {
        let draft = Draft::for_session(&self.records, &session());
        draft.expect("readable").expect("a draft was begun")
    }

    /// The draft that is not deleted.
    pub fn draft(&self) -> Draft {
        let mut drafts = self.records.values().filter_map(|record| {
            let draft = Draft::read(record).expect("readable");
            draft.filter(|draft| !draft.deleted)
        });
        let draft = drafts.next().expect("a draft was begun");
        assert_eq!(drafts.next(), None, "one draft for a session");
        draft
    }

    /// What the draft shows at a question, with what else is kept there.
    pub fn holds(&self, question: &str) -> Vec<String> {
        let text = |value: Value| value.as_text().unwrap_or("?").to_owned();
        self.holds_values(question).into_iter().map(text).collect()
    }

    pub fn holds_values(&self, question: &str) -> Vec<Value> {
        let draft = self.draft();
        let mut conflicts = typed_conflicts(&self.records[&draft.id]);
        match conflicts.remove(&id(question)) {
            Some(writes) => writes.into_iter().map(|write| write.value).collect(),
            None => draft
                .typed
                .get(&id(question))
                .cloned()
                .into_iter()
                .collect(),
        }
    }

    pub fn file(&self) -> String {
        let draft = self.draft();
        Progress::of(&self.records[&draft.id], &draft, &self.records).to_text(&programme().id)
    }

    pub fn open(&mut self, file: &str) -> Result<(), Refused> {
        let Progress { draft, with } = Progress::parse(file, &programme().id).expect("a good file");
        self.run(Command::TakeProgress { draft, with })
    }
}

pub fn programme() -> Programme {
    let text = include_str!("../../public/programme.json");
    let mut programme = parse(text).expect("the sample is good").programme;
    // The question it names is not among those that stay.
    programme.forms[0].level = None;
    let sections = &mut programme.forms[0].sections;
    for section in sections.iter_mut() {
        section
            .questions
            .retain(|question| ["name", "email", "github"].contains(&question.id.as_str()));
        for question in &mut section.questions {
            question.required = question.id == id("name");
        }
    }
    sections.retain(|section| !section.questions.is_empty());
    programme
}

/// When the session takes applications.
pub fn window() -> Window {
    let apply = programme().sessions[0].apply.clone();
    apply.expect("it takes applications").window
}

/// A moment at which it is this day everywhere on Earth.
pub fn begins(day: Date) -> Instant {
    Instant((day.days_since_epoch() + 1) * 86_400_000)
}

pub fn session() -> SessionId {
    programme().sessions[0].id.clone()
}

pub fn id(question: &str) -> QuestionId {
    question.parse().expect("a key")
}

pub fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

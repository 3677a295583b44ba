//! Submission files as applicants' browsers make them, written by the app's own code: made-up people,
//! with what may be said of their files made true.

use std::fs;
use std::path::{Path, PathBuf};

use e2e::{Result, anyhow};
use groundcrew::domain::answer::{Answer, Chosen, Pick, Typed, Wish};
use groundcrew::domain::application::{
    APPLICATION, Application, FORM, LATE, SAMPLE, SENT_AT, SESSION, STATE, answer_field,
    from_instant, typed_field,
};
use groundcrew::domain::id::{ProgrammeId, RecordId, ReplicaId};
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{
    Applied, Audience, Collection, FieldName, Kind, Record, Value, Writer,
};
use groundcrew::domain::sample::Samples;
use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::export::to_text;
use groundcrew::format::form::version_record;
use groundcrew::format::programme::parse;
use groundcrew::format::progress::Progress;
use groundcrew::format::submission::Submission;

/// Made-up applicants to the sample programme's open session.
pub struct People {
    programme: Programme,
    form_version: Record,
    records: Vec<Record>,
}

impl People {
    /// So many of them, none marked as a sample.
    pub fn apply(programme: &[u8], count: usize) -> Result<Self> {
        let parsed =
            parse(std::str::from_utf8(programme)?).map_err(|faults| anyhow!("{faults:?}"))?;
        let programme = parsed.programme;
        let session = &programme.sessions[0];
        let form_version = version_record(&programme.forms[0]);
        let until: Date = "2026-11-20".parse().map_err(|error| anyhow!("{error:?}"))?;
        let samples = Samples::new(&programme.forms[0], session, until.begins_anywhere(), 11);
        let records = samples
            .take(count)
            .map(|sample| sample.to_record(&session.id, form_version.id))
            .map(|record| write(record, &[(SAMPLE, Value::Bool(false))]))
            .collect();
        Ok(Self {
            programme,
            form_version,
            records,
        })
    }

    /// One of them gives another answer, and sends again.
    pub fn change(&mut self, number: usize, question: &str, answer: &str) -> Result<()> {
        self.change_to(number, question, &Value::from(answer))
    }

    /// One of them gives another answer, of any kind, and sends again.
    pub fn change_to(&mut self, number: usize, question: &str, answer: &Value) -> Result<()> {
        let field = field(question)?;
        let record = self.records[number].clone();
        self.records[number] = write(record, &[(&field, answer.clone())]);
        Ok(())
    }

    /// The file of one of them as a second device has it, on which an answer was changed by someone
    /// who knew of no other change.
    pub fn apart(&self, number: usize, by: &str, question: &str, answer: &str) -> Result<String> {
        let record = self.records[number].clone();
        let device = by
            .bytes()
            .fold(1, |bits: u128, byte| bits << 8 | u128::from(byte));
        let device = ReplicaId::from_bits(record.id.bits() ^ device);
        let changed = [(&*field(question)?, Value::from(answer))];
        Ok(self.file(write_as(device, by, record, &changed), &self.programme.id))
    }

    /// What one of them had typed before sending, as the file that carries it to another browser.
    pub fn unfinished(&self, number: usize) -> Result<String> {
        let record = &self.records[number];
        let read = Application::read(record).map_err(|error| anyhow!("{error}"))?;
        let application = read.ok_or_else(|| anyhow!("it is an application"))?;
        let form = self.programme.forms[0].id.to_string();
        let mut fields = vec![
            (
                FieldName::new(SESSION),
                Value::from(application.session.as_str()),
            ),
            (FieldName::new(FORM), Value::from(form)),
            (
                FieldName::new(APPLICATION),
                Value::from(application.id.to_string()),
            ),
        ];
        for (question, value) in &application.answers {
            let answer = Answer::from_value(value).map_err(|error| anyhow!("{error}"))?;
            fields.push((typed_field(question), typed(answer).to_value()));
        }
        let id = RecordId::from_bits(!record.id.bits());
        let mut writer = writer(ReplicaId::from_bits(id.bits()), "", 0);
        let Applied::Changed(draft, _) =
            writer.write(None, id, Kind::Draft, Audience::Device, fields)
        else {
            unreachable!("nothing was erased");
        };
        let with = Vec::new();
        Ok(Progress { draft, with }.to_text(&self.programme.id))
    }

    /// One of them sends after the date.
    pub fn send_late(&mut self, number: usize) {
        let late = [
            (LATE, Value::Bool(true)),
            (SENT_AT, from_instant(Instant(1_893_456_000_000))),
        ];
        self.records[number] = write(self.records[number].clone(), &late);
    }

    /// The file of one of them as another of their devices sends it, having written these fields,
    /// one after the other, and seen nothing of what the first one wrote since.
    pub fn text_apart(&self, number: usize, device: u128, fields: &[(&str, Value)]) -> String {
        let record = self.records[number].clone();
        let device = ReplicaId::from_bits(device);
        let one_more = |record, field| write_as(device, "", record, std::slice::from_ref(field));
        let changed = fields.iter().fold(record, one_more);
        self.file(changed, &self.programme.id)
    }

    /// An export with one of them in a state that a newer version of the app may write.
    pub fn export_in_state(&self, number: usize, state: &str) -> String {
        let changed = write(self.records[number].clone(), &[(STATE, Value::from(state))]);
        let records = [changed, self.form_version.clone()];
        let mut collection = Collection::default();
        for record in records {
            collection.records.insert(record.id, record);
        }
        to_text(&self.programme.id, &collection)
    }

    /// The id of one of them.
    pub fn id(&self, number: usize) -> String {
        self.records[number].id.to_string()
    }

    /// The file of one of them.
    pub fn text(&self, number: usize) -> String {
        self.text_for(number, &self.programme.id)
    }

    /// The same file made in another programme.
    pub fn text_for(&self, number: usize, programme: &ProgrammeId) -> String {
        self.file(self.records[number].clone(), programme)
    }

    fn file(&self, application: Record, programme: &ProgrammeId) -> String {
        let form_version = self.form_version.clone();
        let submission = Submission {
            application,
            form_version,
        };
        submission.to_text(programme)
    }

    /// Writes the files of some of them into a folder; their paths.
    pub fn write(
        &self,
        folder: &Path,
        numbers: impl Iterator<Item = usize>,
    ) -> Result<Vec<PathBuf>> {
        numbers
            .map(|number| {
                let path = folder.join(format!("application-{number:03}.json"));
                fs::write(&path, self.text(number))?;
                Ok(path)
            })
            .collect()
    }
}

/// The field that holds the answer to a question.
fn field(question: &str) -> Result<String> {
    let question = question.parse().map_err(|error| anyhow!("{error:?}"))?;
    Ok(answer_field(&question).as_str().to_owned())
}

/// What someone typed who gave an answer.
fn typed(answer: Answer) -> Typed {
    match answer {
        Answer::Text(text) | Answer::Zone(text) => Typed::Text(text),
        Answer::Number(number) => Typed::Text(number.to_string()),
        Answer::Date(date) => Typed::Text(date.to_string()),
        Answer::Choice(Chosen::Choice(id)) => Typed::One {
            picked: Some(Pick::Choice(id)),
            other: String::new(),
        },
        Answer::Choice(Chosen::Other(other)) => Typed::One {
            picked: Some(Pick::Other),
            other,
        },
        Answer::Choices(picked, other) => Typed::Many {
            picked,
            other_ticked: other.is_some(),
            other: other.unwrap_or_default(),
        },
        Answer::Rating(step) => Typed::Rating(Some(step)),
        Answer::Consent(version) => Typed::Consent(Some(version)),
        Answer::Availability(zone, slots) => Typed::Week {
            zone,
            slots,
            unread: Default::default(),
        },
        Answer::Projects(ranked) => Typed::Projects {
            wish: Some(if ranked.is_empty() {
                Wish::Any
            } else {
                Wish::Ranked
            }),
            ranked,
        },
        Answer::Matrix(cells) => Typed::Matrix(cells),
    }
}

fn writer(replica: ReplicaId, by: &str, counter: u64) -> Writer {
    Writer {
        replica,
        counter,
        at: Instant(1_795_000_000_000),
        by: by.into(),
    }
}

fn write(record: Record, fields: &[(&str, Value)]) -> Record {
    let replica = ReplicaId::from_bits(record.id.bits());
    write_as(replica, "", record, fields)
}

fn write_as(replica: ReplicaId, by: &str, record: Record, fields: &[(&str, Value)]) -> Record {
    // Goes on from what its writer has used before: no dot may name two writes.
    let mut writer = writer(replica, by, record.version.seen(replica));
    let id = record.id;
    let inbox = record.live().map(|live| live.audience.clone());
    let fields = fields
        .iter()
        .map(|(name, value)| (FieldName::new(*name), value.clone()))
        .collect();
    let audience = inbox.unwrap_or(Audience::Organizers);
    match writer.write(Some(record), id, Kind::Application, audience, fields) {
        Applied::Changed(record, _) => record,
        Applied::DroppedErased => unreachable!("nothing was erased"),
    }
}

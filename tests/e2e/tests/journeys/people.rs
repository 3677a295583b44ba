//! Submission files as applicants' browsers make them, written by the app's own code: made-up people,
//! with what may be said of their files made true.

use std::fs;
use std::path::{Path, PathBuf};

use e2e::{Result, anyhow};
use groundcrew::domain::application::{LATE, SAMPLE, SENT_AT, STATE, answer_field, from_instant};
use groundcrew::domain::id::ProgrammeId;
use groundcrew::domain::id::ReplicaId;
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{
    Applied, Audience, Collection, FieldName, Kind, Record, Value, Writer,
};
use groundcrew::domain::sample::Samples;
use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::export::to_text;
use groundcrew::format::form::version_record;
use groundcrew::format::programme::parse;
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
        let question = question.parse().map_err(|error| anyhow!("{error:?}"))?;
        let field = answer_field(&question);
        let record = self.records[number].clone();
        self.records[number] = write(record, &[(field.as_str(), Value::from(answer))]);
        Ok(())
    }

    /// One of them sends after the date.
    pub fn send_late(&mut self, number: usize) {
        let late = [
            (LATE, Value::Bool(true)),
            (SENT_AT, from_instant(Instant(1_893_456_000_000))),
        ];
        self.records[number] = write(self.records[number].clone(), &late);
    }

    /// The file of one of them as another of their devices sends it, having written these fields and
    /// seen nothing of what the first one wrote since.
    pub fn text_apart(&self, number: usize, device: u128, fields: &[(&str, Value)]) -> String {
        let submission = Submission {
            application: write_as(
                ReplicaId::from_bits(device),
                self.records[number].clone(),
                fields,
            ),
            form_version: self.form_version.clone(),
        };
        submission.to_text(&self.programme.id)
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
        let submission = Submission {
            application: self.records[number].clone(),
            form_version: self.form_version.clone(),
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

fn write(record: Record, fields: &[(&str, Value)]) -> Record {
    write_as(ReplicaId::from_bits(record.id.bits()), record, fields)
}

fn write_as(replica: ReplicaId, record: Record, fields: &[(&str, Value)]) -> Record {
    let mut writer = Writer {
        replica,
        // Goes on from what its writer has used before: no dot may name two writes.
        counter: record.version.seen(replica),
        at: Instant(1_795_000_000_000),
        by: "".into(),
    };
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

//! A sample as the record that an application is kept in.

use super::Sample;
use crate::domain::application::{
    FORM_VERSION, LATE, SAMPLE, SENT_AT, SESSION, STATE, answer_field, from_instant,
};
use crate::domain::id::{RecordId, ReplicaId, SessionId};
use crate::domain::record::{Applied, Audience, FieldName, Kind, Record, Value, Writer};

impl Sample {
    /// Its record: marked as a sample, written once, under a writer's name of its own, so that the
    /// same sample is the same record wherever it is made.
    pub fn to_record(&self, session: &SessionId, form_version: RecordId) -> Record {
        let mut writer = Writer {
            replica: ReplicaId::from_bits(self.id.bits()),
            counter: 0,
            at: self.sent_at,
            by: "".into(),
        };
        let fixed = [
            (SESSION, Value::from(session.as_str())),
            (FORM_VERSION, Value::from(form_version.to_string())),
            (STATE, Value::from(self.state.as_str())),
            (SENT_AT, from_instant(self.sent_at)),
            (LATE, Value::Bool(self.late)),
            (SAMPLE, Value::Bool(true)),
        ];
        let fixed = fixed.map(|(name, value)| (FieldName::new(name), value));
        let answers = self
            .answers
            .iter()
            .map(|(question, answer)| (answer_field(question), answer.to_value()));
        let written = writer.write(
            None,
            self.id,
            Kind::Application,
            Audience::Inbox(session.clone()),
            fixed.into_iter().chain(answers).collect(),
        );
        match written {
            Applied::Changed(record, _) => record,
            Applied::DroppedErased => unreachable!("a new record was never erased"),
        }
    }
}

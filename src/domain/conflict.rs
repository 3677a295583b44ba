//! Answers that two devices hold differently, until a person chooses (Promise 19).

use std::collections::BTreeMap;

use super::application::typed_question;
use super::gather::gather;
use super::id::QuestionId;
use super::record::{FieldName, Record, Write};

/// The fields of a record that hold several values, with the values: each once, the one that every
/// device shows last. Writes of the same value are no conflict, whoever made them.
pub fn conflicts(record: &Record) -> BTreeMap<FieldName, Vec<Write>> {
    let fields = record.live().into_iter().flat_map(|live| &live.fields);
    let conflicts =
        fields
            .filter(|(_, register)| register.is_conflict())
            .map(|(name, register)| {
                let mut values: Vec<Write> = Vec::new();
                for (_, write) in register.writes().rev() {
                    if !values.iter().any(|kept| kept.value == write.value) {
                        values.push(write.clone());
                    }
                }
                values.reverse();
                (name.clone(), values)
            });
    gather(conflicts)
}

/// The questions of a draft that hold several answers, with them.
pub fn typed_conflicts(draft: &Record) -> BTreeMap<QuestionId, Vec<Write>> {
    let conflicts = conflicts(draft).into_iter();
    gather(conflicts.filter_map(|(name, values)| Some((typed_question(&name)?, values))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::typed_field;
    use crate::domain::id::{RecordId, ReplicaId};
    use crate::domain::record::{Audience, Body, Dot, Kind, Live, Register, Value, VersionVector};
    use crate::domain::time::Instant;

    fn write(text: &str) -> Write {
        Write {
            value: Value::from(text),
            at: Instant(0),
            by: "".into(),
        }
    }

    /// A draft whose one answer was written by several devices that knew nothing of each other.
    fn draft(texts: &[&str]) -> Record {
        let question = "why".parse().expect("a key");
        let writes = texts.iter().zip(1..).map(|(text, n)| {
            let dot = Dot {
                counter: n,
                replica: ReplicaId::from_bits(u128::from(n)),
            };
            (dot, write(text))
        });
        let writes: BTreeMap<Dot, Write> = writes.collect();
        let version: VersionVector = writes.keys().copied().collect();
        let register = Register::from_writes(writes).expect("there are writes");
        Record {
            id: RecordId::from_bits(1),
            version,
            body: Body::Live(Live {
                kind: Kind::Draft,
                audience: Audience::Device,
                fields: BTreeMap::from([(typed_field(&question), register)]),
                extra: BTreeMap::new(),
            }),
        }
    }

    #[test]
    fn promise_19_values_written_apart_wait_for_a_person_to_choose() {
        let found = typed_conflicts(&draft(&["a", "b"]));
        let question: QuestionId = "why".parse().expect("a key");
        assert_eq!(
            found,
            BTreeMap::from([(question, vec![write("a"), write("b")])])
        );
    }

    #[test]
    fn the_same_value_written_twice_is_no_conflict() {
        assert_eq!(typed_conflicts(&draft(&["a"])), BTreeMap::new());
        assert_eq!(typed_conflicts(&draft(&["a", "a"])), BTreeMap::new());
        let found = typed_conflicts(&draft(&["a", "b", "a"]));
        let values: Vec<_> = found.into_values().flatten().collect();
        assert_eq!(
            values,
            vec![write("b"), write("a")],
            "the shown one is last"
        );
    }
}

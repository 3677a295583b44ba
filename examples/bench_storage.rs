//! The store's side of `cargo xtask bench`: writes many records and reads them back, in a browser.
//! Nothing of it is in the app; the bench page loads it beside the same done by hand.

#[cfg(target_arch = "wasm32")]
mod bench {
    use std::cell::RefCell;

    use groundcrew::browser::store::{Job, Store, Summariser};
    use groundcrew::domain::id::{RecordId, ReplicaId};
    use groundcrew::domain::record::{Applied, Audience, FieldName, Kind, Record, Value, Writer};
    use groundcrew::domain::time::Instant;
    use groundcrew::format::record;
    use wasm_bindgen::prelude::*;

    const ANSWERS: usize = 12;

    thread_local! {
        static RECORDS: RefCell<Vec<Record>> = const { RefCell::new(Vec::new()) };
        static STORE: RefCell<Option<Store>> = const { RefCell::new(None) };
    }

    /// Makes applications of about `bytes` bytes each; their texts, as they are stored.
    #[wasm_bindgen]
    pub fn make(count: u32, bytes: usize) -> Vec<String> {
        let mut writer = Writer {
            replica: ReplicaId::from_bits(7),
            counter: 0,
            at: Instant(1_798_761_600_000),
            by: "Bench".into(),
        };
        let records: Vec<Record> = (0..count).map(|n| one(&mut writer, n, bytes)).collect();
        let texts = records.iter().map(record::to_text).collect();
        RECORDS.set(records);
        texts
    }

    fn one(writer: &mut Writer, number: u32, bytes: usize) -> Record {
        // What a record says beside its answers takes about a third.
        let length = bytes * 2 / 3 / ANSWERS;
        let fields = (0..ANSWERS)
            .map(|at| {
                let text = format!("{number} answers {at}, in words. ").repeat(length / 24 + 1);
                let text: String = text.chars().take(length).collect();
                (
                    FieldName::new(format!("answer/question-{at}")),
                    Value::from(text),
                )
            })
            .collect();
        // Ids are spread as random ones are.
        let id = (u128::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        let made = writer.write(
            None,
            RecordId::from_bits(id),
            Kind::Application,
            Audience::Organizers,
            fields,
        );
        match made {
            Applied::Changed(record, _) => record,
            Applied::DroppedErased => unreachable!("nothing was erased"),
        }
    }

    /// Opens the store of a programme that no round before used.
    #[wasm_bindgen]
    pub async fn open(programme: String) -> Result<(), JsError> {
        let summariser = Summariser {
            version: 1,
            make: |record| record.id.to_string(),
        };
        let store = Store::open(&programme.parse()?, summariser, |_| ()).await?;
        STORE.set(Some(store));
        Ok(())
    }

    /// Writes all that was made; how many changed what was there.
    #[wasm_bindgen]
    pub async fn write() -> Result<usize, JsError> {
        let records = RECORDS.with_borrow(Clone::clone);
        let merged = store()
            .merge(records.into_iter(), &Job::new(|_| ()))
            .await?;
        Ok(merged.changed)
    }

    /// Reads everything back as records; how many there are.
    #[wasm_bindgen]
    pub async fn read() -> Result<usize, JsError> {
        let mut read = Vec::new();
        store()
            .each_of_kind(&Kind::Application, |records| read.extend(records))
            .await?;
        Ok(read.len())
    }

    fn store() -> Store {
        STORE
            .with_borrow(Clone::clone)
            .expect("the bench page opens a store first")
    }
}

fn main() {}

//! The store's side of `cargo xtask bench`: writes many records and reads them back, in a browser.
//! Nothing of it is in the app; the bench page loads it beside the same done by hand.

#[cfg(target_arch = "wasm32")]
mod bench {
    use std::cell::RefCell;

    use groundcrew::browser::store::{Job, Store, Summariser};
    use groundcrew::domain::record::{Kind, Record};
    use groundcrew::domain::sample::Samples;
    use groundcrew::domain::time::Instant;
    use groundcrew::format::form::version_record;
    use groundcrew::format::programme::parse;
    use groundcrew::format::record;
    use wasm_bindgen::prelude::*;

    /// What they apply for.
    const PROGRAMME: &str = include_str!("../public/programme.json");
    /// The same ones each time.
    const SEED: u64 = 7;
    /// The moment up to which they are sent.
    const UNTIL: Instant = Instant(1_798_761_600_000);

    thread_local! {
        static RECORDS: RefCell<Vec<Record>> = const { RefCell::new(Vec::new()) };
        static NEXT: RefCell<Vec<Record>> = const { RefCell::new(Vec::new()) };
        static STORE: RefCell<Option<Store>> = const { RefCell::new(None) };
    }

    /// Makes applications as people send them, none much longer than `bytes`, so that this is about
    /// their mean; their texts, as they are stored.
    #[wasm_bindgen]
    pub fn make(count: usize, bytes: usize) -> Result<Vec<String>, JsError> {
        let programme = parse(PROGRAMME).map_err(|faults| JsError::new(&format!("{faults:?}")))?;
        let programme = programme.programme;
        let (form, session) = (&programme.forms[0], &programme.sessions[0]);
        let version = version_record(form).id;
        let made: (Vec<Record>, Vec<String>) = Samples::new(form, session, UNTIL, SEED)
            .map(|sample| sample.to_record(&session.id, version))
            .map(|record| {
                let text = record::to_text(&record);
                (record, text)
            })
            .filter(|(_, text)| text.len() < bytes * 4 / 3)
            .take(count)
            .unzip();
        let (records, texts) = made;
        RECORDS.set(records);
        Ok(texts)
    }

    /// Opens the store of a programme that no round before used, with a copy of the records to write.
    #[wasm_bindgen]
    pub async fn open(programme: String) -> Result<(), JsError> {
        let summariser = Summariser {
            version: 1,
            make: |record| record.id.to_string(),
        };
        let store = Store::open(&programme.parse()?, summariser, |_| ()).await?;
        STORE.set(Some(store));
        // The store takes the records for its own, and the next round needs them again.
        NEXT.set(RECORDS.with_borrow(Clone::clone));
        Ok(())
    }

    /// Writes all that was made, once after the store was opened; how many changed what was there.
    #[wasm_bindgen]
    pub async fn write() -> Result<usize, JsError> {
        let records = NEXT.take();
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

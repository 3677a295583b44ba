//! Many records at once: wholly or not at all.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use groundcrew::browser::store::{ImportError, Job, Merged, SaveError, Scope};
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::record::{
    Applied, Audience, Change, FieldName, Kind, Record, Value, Writer,
};
use groundcrew::domain::sample::Samples;
use groundcrew::format::file::FileError;
use groundcrew::format::form::version_record;
use groundcrew::format::programme::parse;
use groundcrew::sync::merge::merge;
use wasm_bindgen_test::wasm_bindgen_test;

use super::kit::*;

const PROGRAMME: &str = include_str!("../../public/programme.json");

/// Applications as people send them, made up.
fn samples(count: usize) -> Vec<Record> {
    let programme = parse(PROGRAMME).expect("the sample programme").programme;
    let (form, session) = (&programme.forms[0], &programme.sessions[0]);
    let version = version_record(form).id;
    let samples = Samples::new(form, session, NOW, 7).take(count);
    samples
        .map(|sample| sample.to_record(&session.id, version))
        .collect()
}

#[wasm_bindgen_test]
async fn ten_thousand_records_are_written_and_read_back() {
    let store = open(&programme()).await;
    let progress = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&progress);
    let job = Job::new(move |done| seen.borrow_mut().push(done));
    let made = samples(10_000);
    let merged = store
        .merge(made.iter().cloned(), &job)
        .await
        .expect("merged");
    assert_eq!(
        merged,
        Merged {
            brought: 10_000,
            changed: 10_000,
            dropped: 0
        }
    );
    let progress = progress.take();
    assert!(progress.is_sorted() && progress.len() >= 10 && progress.last() == Some(&10_000));
    let mut expected: BTreeMap<RecordId, Record> =
        made.into_iter().map(|record| (record.id, record)).collect();
    let each = store.each_of_kind(&Kind::Application, |records| {
        for record in records {
            assert_eq!(expected.remove(&record.id), Some(record));
        }
    });
    each.await.expect("readable");
    assert_eq!(expected.len(), 0);
    assert_eq!(rows(&store).await.len(), 10_000);
}

#[wasm_bindgen_test]
async fn promise_19_copies_of_one_record_that_come_far_apart_are_merged() {
    let store = open(&programme()).await;
    let edited = |replica: u128, text: &str| {
        let mut writer = Writer {
            replica: ReplicaId::from_bits(replica),
            counter: 0,
            at: NOW,
            by: "".into(),
        };
        let fields = vec![(FieldName::new("answer/name"), Value::from(text))];
        let (kind, audience) = (Kind::Application, Audience::Organizers);
        match writer.write(None, id(u128::MAX), kind, audience, fields) {
            Applied::Changed(record, _) => record,
            Applied::DroppedErased => unreachable!("nothing was erased"),
        }
    };
    let (phone, laptop) = (edited(1, "from the phone"), edited(2, "from the laptop"));
    let between = samples(1_200);
    let all = [phone.clone()]
        .into_iter()
        .chain(between)
        .chain([laptop.clone()]);
    store.merge(all, &job()).await.expect("merged");
    let both = merge(&phone, &laptop).expect("one record");
    assert_eq!(store.get(both.id).await, Ok(Some(both)));
}

#[wasm_bindgen_test]
async fn promise_11_an_export_imported_elsewhere_exports_the_same_bytes() {
    // Two devices of one programme, which share its name and nothing else.
    let programme = programme();
    let here = open(&programme).await;
    here.merge(applications(700), &job()).await.expect("merged");
    commit(
        &here,
        vec![
            write(id(5), "answer/name", "Éa “🎉”\n"),
            write_kind(id(9999), Kind::Draft, "a", "mine"),
        ],
    )
    .await;
    commit(&here, vec![write(id(7), "note", "x"), Change::Erase(id(6))]).await;
    let first = here
        .export(Scope::Programme, &job())
        .await
        .expect("exported");
    assert!(!first.contains("mine"));
    let all = here.export(Scope::Device, &job()).await.expect("exported");
    assert!(all.contains("mine"));
    here.close();
    groundcrew::browser::idb::delete(&groundcrew::browser::store::database_name(&programme))
        .await
        .expect("deleted");
    let there = open(&programme).await;
    let merged = there.import(&first, &job()).await.expect("imported");
    assert_eq!((merged.brought, merged.changed), (700, 700));
    assert_eq!(
        there.export(Scope::Programme, &job()).await.as_ref(),
        Ok(&first)
    );
    // Importing twice equals importing once.
    let again = there.import(&first, &job()).await.expect("imported");
    assert_eq!((again.brought, again.changed), (700, 0));
    assert_eq!(
        there.export(Scope::Programme, &job()).await.as_ref(),
        Ok(&first)
    );
    assert_eq!(rows(&there).await.len(), 699);
    there.import(&all, &job()).await.expect("imported");
    assert_eq!(there.export(Scope::Device, &job()).await, Ok(all));
}

#[wasm_bindgen_test]
async fn promise_11_a_bad_import_changes_nothing() {
    let programme = programme();
    let store = open(&programme).await;
    store.merge(applications(20), &job()).await.expect("merged");
    let good = store
        .export(Scope::Programme, &job())
        .await
        .expect("exported");
    let before = dump(&programme).await;
    let halves = good.len() / 2;
    for bad in [
        &good[..halves],
        &good.replace("Person 7", "Person 8"),
        "hello",
    ] {
        let refused = store.import(bad, &job()).await;
        assert!(matches!(refused, Err(ImportError::File(_))), "{refused:?}");
    }
    let other = open(&super::kit::programme()).await;
    let refused = other.import(&good, &job()).await;
    let of_other = FileError::OtherProgramme(programme.clone());
    assert_eq!(refused, Err(ImportError::File(of_other)));
    assert_eq!(dump(&programme).await, before);
}

#[wasm_bindgen_test]
async fn a_job_called_off_changes_nothing() {
    let programme = programme();
    let store = open(&programme).await;
    commit(&store, vec![write(id(1), "answer/name", "Ada")]).await;
    let before = dump(&programme).await;
    let cell: Rc<RefCell<Option<Job>>> = Rc::default();
    let inner = Rc::clone(&cell);
    let job = Job::new(move |done| {
        if done >= 1000
            && let Some(job) = &*inner.borrow()
        {
            job.cancel();
        }
    });
    cell.replace(Some(job.clone()));
    let called_off = store.merge(applications(5000), &job).await;
    assert_eq!(called_off, Err(SaveError::Cancelled));
    assert_eq!(dump(&programme).await, before);
}

#[wasm_bindgen_test]
async fn samples_are_removed_and_nothing_else() {
    let programme = programme();
    let store = open(&programme).await;
    commit(&store, vec![write(id(1_000_000), "answer/name", "Ada")]).await;
    let before = dump(&programme).await;
    store
        .merge(applications(1200), &job())
        .await
        .expect("merged");
    let sample = |record: &groundcrew::domain::record::Record| {
        let name = record.get(&FieldName::new("answer/name"));
        name.and_then(Value::as_text)
            .is_some_and(|name| name.starts_with("Person"))
    };
    let purged = store.purge(&Kind::Application, sample, &job()).await;
    assert_eq!(purged, Ok(1200));
    assert_eq!(dump(&programme).await, before);
}

//! Stored and sent files: what is written is read back, and what is not right is refused whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use groundcrew::domain::id::{ProgrammeId, RecordId, ReplicaId};
use groundcrew::domain::record::{
    Audience, Body, Collection, Dot, FieldName, JournalEntry, Kind, Live, Record, Register, Value,
    VersionVector, What, Write,
};
use groundcrew::domain::time::Instant;
use groundcrew::format::export::{self, Export};
use groundcrew::format::file::{Damage, FileError, FileKind, sniff};
use groundcrew::format::progress::Progress;
use groundcrew::format::receipt::ReceiptFile;
use groundcrew::format::submission::Submission;
use groundcrew::format::{Flaw, journal, json, record};
use groundcrew::sync::merge::merge_collection;
use proptest::prelude::*;

fn programme() -> ProgrammeId {
    "example".parse().expect("a key")
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/records")
        .join(name);
    fs::read_to_string(&path).expect("a fixture of the repository")
}

fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![any::<String>(), "[ -~é🎉\\\\\"\n\t]{0,12}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (i128::from(i64::MIN)..=i128::from(u64::MAX)).prop_map(Value::Integer),
        any::<f64>()
            .prop_filter("finite", |f| f.is_finite())
            .prop_map(Value::Float),
        text.prop_map(Value::Text),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::btree_map(any::<String>(), inner, 0..4).prop_map(Value::Map),
        ]
    })
}

fn dot() -> impl Strategy<Value = Dot> {
    (1..u64::MAX, 0..4_u128).prop_map(|(counter, replica)| Dot {
        counter,
        replica: ReplicaId::from_bits(replica),
    })
}

fn write() -> impl Strategy<Value = Write> {
    (value(), any::<i64>(), any::<String>()).prop_map(|(value, at, by)| Write {
        value,
        at: Instant(at),
        by: by.into(),
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just("draft".to_owned()),
        Just("application".to_owned()),
        any::<String>()
    ]
    .prop_map(|name| Kind::from_name(&name))
}

fn audience() -> impl Strategy<Value = Audience> {
    prop_oneof![
        Just("device".to_owned()),
        Just("inbox/spring-2027".to_owned()),
        Just("inbox/Not a key".to_owned()),
        any::<String>(),
    ]
    .prop_map(|name| Audience::from_name(&name))
}

fn known_part(name: &str) -> bool {
    [
        "v", "id", "seen", "kind", "audience", "writes", "fields", "erased",
    ]
    .contains(&name)
}

fn any_record() -> impl Strategy<Value = Record> {
    let register = prop::collection::btree_map(dot(), write(), 1..4);
    let fields = prop::collection::btree_map(any::<String>(), register, 0..5);
    let extra = prop::collection::btree_map(any::<String>(), value(), 0..2);
    let seen = prop::collection::vec(dot(), 0..4);
    let erased = prop::option::weighted(0.2, any::<i64>());
    (
        any::<u128>(),
        seen,
        kind(),
        audience(),
        fields,
        extra,
        erased,
    )
        .prop_map(|(id, seen, kind, audience, fields, mut extra, erased)| {
            let mut version: VersionVector = seen.into_iter().collect();
            let body = match erased {
                Some(at) => Body::Erased { at: Instant(at) },
                None => {
                    fields
                        .values()
                        .flatten()
                        .for_each(|(dot, _)| version.add(*dot));
                    extra.retain(|name, _| !known_part(name));
                    let fields = fields.into_iter().filter_map(|(name, writes)| {
                        Some((FieldName::new(name), Register::from_writes(writes)?))
                    });
                    Body::Live(Live {
                        kind,
                        audience,
                        fields: fields.collect(),
                        extra,
                    })
                }
            };
            Record {
                id: RecordId::from_bits(id),
                version,
                body,
            }
        })
}

fn line() -> impl Strategy<Value = JournalEntry> {
    let what = prop_oneof![
        Just(What::Erased),
        prop::collection::vec(any::<String>(), 0..3)
            .prop_map(|names| What::Wrote(names.into_iter().map(FieldName::new).collect())),
        any::<u32>().prop_map(|n| What::Unknown(Value::Integer(n.into()))),
    ];
    (any::<u128>(), dot(), what, any::<i64>(), any::<String>()).prop_map(
        |(record, dot, what, at, by)| JournalEntry {
            record: RecordId::from_bits(record),
            dot,
            what,
            at: Instant(at),
            by: by.into(),
        },
    )
}

fn collection() -> impl Strategy<Value = Collection> {
    let records = prop::collection::vec(any_record(), 0..4);
    (records, prop::collection::btree_set(line(), 0..4)).prop_map(|(records, journal)| Collection {
        records: records
            .into_iter()
            .map(|record| (record.id, record))
            .collect(),
        journal,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_value_reads_back_exactly(value in value()) {
        let text = json::to_text(&value);
        prop_assert_eq!(json::parse(&text), Ok(value));
    }

    #[test]
    fn promise_06_every_record_reads_back_exactly_known_or_not(record in any_record()) {
        let text = record::to_text(&record);
        let read = record::parse(&text);
        prop_assert_eq!(read.as_ref(), Ok(&record));
        prop_assert_eq!(record::to_text(&read.expect("just compared")), text);
    }

    #[test]
    fn every_line_of_the_journal_reads_back_exactly(line in line()) {
        let text = journal::to_text(&line);
        prop_assert!(text.starts_with(&journal::prefix(line.record)));
        prop_assert_eq!(journal::parse(&text), Ok(line));
    }

    #[test]
    fn promise_11_an_export_imported_elsewhere_exports_the_same_bytes(here in collection()) {
        let text = export::to_text(&programme(), &here);
        let opened = Export::open(&text, Some(&programme())).expect("our own export");
        prop_assert_eq!(&opened.collection(), &here);
        let mut elsewhere = Collection::default();
        merge_collection(&mut elsewhere, opened.collection());
        let mut here = here;
        here.forget_erased();
        prop_assert_eq!(export::to_text(&programme(), &elsewhere), export::to_text(&programme(), &here));
    }

    #[test]
    fn promise_11_an_export_cut_or_changed_anywhere_is_refused(
        here in collection(),
        place in any::<prop::sample::Index>(),
        byte in b' '..b'~',
    ) {
        let text = export::to_text(&programme(), &here);
        let cut = place.index(text.trim_end().len());
        if text.is_char_boundary(cut) {
            prop_assert!(Export::open(&text[..cut], None).is_err());
            let mut changed = text.clone().into_bytes();
            if changed[cut].is_ascii() && changed[cut] != byte {
                changed[cut] = byte;
                let changed = String::from_utf8(changed).expect("one plain byte for another");
                prop_assert!(Export::open(&changed, None).is_err());
            }
        }
    }

    #[test]
    fn nothing_that_is_opened_panics(text in any::<String>(), lines in prop::collection::vec("[\\[\\]{}\",:a-z0-9]{0,20}", 0..8)) {
        for text in [text, lines.join("\n")] {
            prop_assert!(Export::open(&text, None).is_err());
            prop_assert!(Submission::parse(&text, &programme()).is_err());
            prop_assert!(Progress::parse(&text, &programme()).is_err());
            prop_assert!(ReceiptFile::parse(&text, &programme()).is_err());
            prop_assert!(record::parse(&text).is_err());
            prop_assert!(journal::parse(&text).is_err());
        }
    }
}

#[test]
fn promise_07_every_record_shape_ever_shipped_is_still_read() {
    for (name, now) in [
        ("record-v1.json", "record-v1.json"),
        ("erased-v1.json", "erased-v1.json"),
    ] {
        let record = record::parse(fixture(name).trim_end());
        assert_eq!(
            record.map(|r| record::to_text(&r) + "\n"),
            Ok(fixture(now)),
            "{name}"
        );
    }
}

#[test]
fn promise_07_every_file_shape_ever_shipped_is_still_read() {
    let text = fixture("export-v1.json");
    let export = Export::open(&text, Some(&programme())).expect("a good file");
    assert_eq!(export::to_text(&programme(), &export.collection()), text);
    let text = fixture("submission-v1.json");
    let submission = Submission::parse(&text, &programme()).expect("a good file");
    assert_eq!(submission.to_text(&programme()), text);
    let text = fixture("progress-v1.json");
    let progress = Progress::parse(&text, &programme()).expect("a good file");
    assert_eq!(progress.to_text(&programme()), text);
    let text = fixture("receipt-v1.json");
    let receipt = ReceiptFile::parse(&text, &programme()).expect("a good file");
    assert_eq!(receipt.to_text(&programme()), text);
}

#[test]
fn promise_06_a_record_of_a_newer_kind_keeps_what_is_not_known_of_it() {
    let text = concat!(
        r#"{"audience":"team/blue","colour":{"deep":[1,2.5]},"#,
        r#""fields":{"mood":[0,{"scale":3}],"w":[0,1,1,2]},"id":"0000000000000000000000000000000a","#,
        r#""kind":"survey","seen":[["00000000000000000000000000000001",7],["00000000000000000000000000000002",1]],"#,
        r#""v":1,"writes":[[1,1,0,""],[0,7,-5,"Ada"]]}"#,
    );
    let record = record::parse(text).expect("a good record");
    let live = record.live().expect("lives");
    assert_eq!(live.kind, Kind::Unknown("survey".into()));
    assert_eq!(live.audience, Audience::Unknown("team/blue".into()));
    assert!(live.extra.contains_key("colour"));
    assert!(live.fields[&FieldName::new("w")].is_conflict());
    assert_eq!(record::to_text(&record), text);
}

#[test]
fn what_is_wrong_with_a_record_is_said_with_its_place() {
    let good = fixture("record-v1.json");
    let good = good.trim_end();
    let check = |from: &str, to: &str, path: &str, flaw: Flaw| {
        assert!(good.contains(from), "{from}");
        let bad = record::parse(&good.replacen(from, to, 1)).expect_err(to);
        assert_eq!((bad.path.as_str(), &bad.flaw), (path, &flaw), "{to}");
    };
    check(r#""v":1"#, r#""v":2"#, "v", Flaw::TooNew(2));
    check(r#""v":1"#, r#""w":1"#, "v", Flaw::Missing);
    check(
        r#""kind":"application""#,
        r#""kind":7"#,
        "kind",
        Flaw::NotA("text"),
    );
    check(
        r#""writes":[[1,"#,
        r#""writes":[[9,"#,
        "writes/0/0",
        Flaw::Unlisted("device"),
    );
    check(
        r#"4],["#,
        r#"2],["#,
        "writes/1/1",
        Flaw::Unlisted("write among those seen"),
    );
    check(
        r#""answer/name":[0,"#,
        r#""answer/name":[5,"#,
        "fields/answer/name/0",
        Flaw::Unlisted("write"),
    );
    check(
        r#""answer/name":[0,"Ada"]"#,
        r#""answer/name":[0]"#,
        "fields/answer/name/1",
        Flaw::Missing,
    );
    check(
        r#""answer/name":[0,"Ada"]"#,
        r#""answer/name":[0,1,0,2]"#,
        "fields/answer/name/2",
        Flaw::Twice,
    );
    check(
        r#""answer/name":[0,"Ada"]"#,
        r#""answer/name":[]"#,
        "fields/answer/name",
        Flaw::Missing,
    );
    let bad = record::parse("{").expect_err("half a record");
    assert!(matches!(bad.flaw, Flaw::NotJson(_)));
}

#[test]
fn promise_11_a_file_is_refused_with_the_reason_and_the_place() {
    let good = fixture("export-v1.json");
    let other: ProgrammeId = "other".parse().expect("a key");
    let open = |text: &str| {
        Export::open(text, Some(&programme()))
            .map(|_| ())
            .expect_err("refused")
    };
    let at = |line, damage| FileError::Damaged { line, damage };
    let lines = good.lines().count();
    assert_eq!(open("hello"), FileError::NotOurs);
    assert_eq!(open(r#"{"format":"geojson"}"#), FileError::NotOurs);
    assert_eq!(
        open(&fixture("receipt-v1.json")),
        FileError::OtherKind(FileKind::Receipt)
    );
    assert_eq!(
        open(&good.replace(r#""v":1,"#, r#""v":2,"#)),
        FileError::TooNew(2)
    );
    let refused = Export::open(&good, Some(&other))
        .map(|_| ())
        .expect_err("refused");
    assert_eq!(refused, FileError::OtherProgramme(programme()));
    assert_eq!(
        open(&good.replace("Ada", "Eve")),
        at(lines, Damage::Checksum)
    );
    let cut: String = good
        .lines()
        .take(lines - 2)
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(open(&cut), at(lines - 2, Damage::Cut));
    let one_line: String = good.lines().collect();
    assert_eq!(open(&one_line), at(1, Damage::Layout));
}

/// A file whose records are wrong though its checksum is right: someone made it so.
fn resealed(text: &str, from: &str, to: &str) -> String {
    use sha2::{Digest, Sha256};
    assert!(text.contains(from), "{from}");
    let (body, _) = text.rsplit_once("\"sha256\"").expect("a checksum");
    let body = body.replacen(from, to, 1);
    let sum: String = Sha256::digest(&body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{body}\"sha256\":\"{sum}\"}}\n")
}

#[test]
fn promise_11_a_forged_file_is_refused_at_its_line() {
    let export = fixture("export-v1.json");
    let forged = resealed(&export, "\"writes\":[[1,", "\"writes\":[[7,");
    let Err(FileError::Damaged {
        line: 3,
        damage: Damage::Record(bad),
    }) = Export::open(&forged, None)
    else {
        panic!("the third line is at fault");
    };
    assert_eq!(bad.path, "writes/0/0");
    // Another form under the id of one that answers were given to: it would be shown beside them.
    for (name, refused) in [
        ("export-v1.json", |text: &str| {
            Export::open(text, None).map(|_| ()).err()
        }),
        ("submission-v1.json", |text: &str| {
            Submission::parse(text, &programme()).err()
        }),
        ("progress-v1.json", |text: &str| {
            Progress::parse(text, &programme()).err()
        }),
    ] as [(&str, fn(&str) -> Option<FileError>); 3]
    {
        let forged = resealed(
            &fixture(name),
            "\"title\":\"Apply\"",
            "\"title\":\"Anything\"",
        );
        let Some(FileError::Damaged {
            damage: Damage::Record(bad),
            ..
        }) = refused(&forged)
        else {
            panic!("{name}: the form is not the one its id says");
        };
        assert_eq!(bad.path, "id", "{name}");
    }
    let submission = fixture("submission-v1.json");
    for (from, to) in [
        (
            "\"audience\":\"inbox/spring-2027\"",
            "\"audience\":\"organizers\"",
        ),
        (
            "\"audience\":\"inbox/spring-2027\"",
            "\"audience\":\"inbox/autumn-2027\"",
        ),
        ("\"kind\":\"application\"", "\"kind\":\"review\""),
        ("\"kind\":\"form-version\"", "\"kind\":\"draft\""),
        ("\"form-version\":[0,\"", "\"form-version\":[0,\"f"),
    ] {
        let refused = Submission::parse(&resealed(&submission, from, to), &programme());
        assert!(matches!(refused, Err(FileError::Damaged { .. })), "{to}");
    }
}

#[test]
fn promise_24_an_application_under_the_id_of_its_form_is_refused() {
    let good = Submission::parse(&fixture("submission-v1.json"), &programme()).expect("good");
    let mut hostile = good.clone();
    hostile.application.id = good.form_version.id;
    let refused = Submission::parse(&hostile.to_text(&programme()), &programme());
    let Err(FileError::Damaged {
        damage: Damage::Contents,
        ..
    }) = refused
    else {
        panic!("it would be merged into the form: {refused:?}");
    };
}

#[test]
fn a_mail_program_that_changes_line_ends_does_no_harm() {
    let good = fixture("export-v1.json");
    let mailed = format!("\u{feff}{}", good.replace('\n', "\r\n"));
    let opened = Export::open(&mailed, None).expect("still good");
    assert_eq!(export::to_text(&programme(), &opened.collection()), good);
}

#[test]
fn a_file_says_what_it_is() {
    for (name, kind) in [
        ("export-v1.json", Some(FileKind::Export)),
        ("submission-v1.json", Some(FileKind::Submission)),
        ("progress-v1.json", Some(FileKind::Progress)),
        ("receipt-v1.json", Some(FileKind::Receipt)),
        ("record-v1.json", None),
    ] {
        assert_eq!(sniff(&fixture(name)), kind, "{name}");
    }
}

#[test]
fn the_journal_and_records_are_exported_in_one_order_whatever_came_first() {
    let export = fixture("export-v1.json");
    let opened = Export::open(&export, None).expect("a good file");
    let records: Vec<Record> = opened.records().collect();
    let lines: Vec<JournalEntry> = opened.journal().collect();
    let backwards = Collection {
        records: records
            .into_iter()
            .rev()
            .map(|r| (r.id, r))
            .collect::<BTreeMap<_, _>>(),
        journal: lines.into_iter().rev().collect::<BTreeSet<_>>(),
    };
    assert_eq!(export::to_text(&programme(), &backwards), export);
}

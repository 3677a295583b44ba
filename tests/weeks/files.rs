//! The weeks file: what is written is read back, and whatever does not belong in it is refused whole, with the line.

use groundcrew::domain::application::SESSION;
use groundcrew::domain::decide::{PlanPart, Weekly, Whose};
use groundcrew::domain::id::{ProgrammeId, RecordId};
use groundcrew::domain::record::{Audience, Kind, Record, Value};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::carried::{Addressee, may_carry};
use groundcrew::domain::week::check_in::{Readers, Words, check_in_id, sign_id};
use groundcrew::domain::week::closing::closing_id;
use groundcrew::domain::week::handing::{Handing, Recipient};
use groundcrew::domain::week::meeting::{OF, meeting_id};
use groundcrew::domain::week::one_to_one::{CAPTAIN as BY, level_id, note_id, one_to_one_id};
use groundcrew::domain::week::plan::plan_id;
use groundcrew::domain::week::reader::{Part, Reader};
use groundcrew::format::file::{Damage, FileError, FileKind, sniff};
use groundcrew::format::weeks::WeeksFile;
use proptest::prelude::*;

use super::forging::{Fields, made_up, text};
use super::kit::{CAPTAIN, MENTEE, TEAM, id, whose};
use super::people::{
    ELSEWHERE, MATE, OTHER_CAPTAIN, OTHER_TEAM, Someone, a_captain, programme_id, session,
};
use super::story::NAVIGATOR;

/// A captain's file for their other device, of the first shape, and theirs for the organizers.
const FIRST: [(&str, &str); 2] = [
    (
        "member",
        include_str!("../fixtures/records/weeks-file-v1.json"),
    ),
    (
        "organizers",
        include_str!("../fixtures/records/weeks-file-organizers-v1.json"),
    ),
];

#[test]
fn promise_06_a_file_of_the_first_shape_is_read_and_written_as_it_was() {
    let counts = [
        (Addressee::Member(id(CAPTAIN)), 15),
        (Addressee::Organizers, 8),
    ];
    for ((name, text), (to, count)) in FIRST.into_iter().zip(counts) {
        let file = WeeksFile::parse(text, &programme_id()).expect(name);
        assert_eq!((file.session.clone(), file.to), (session(), to));
        assert_eq!(file.records.len(), count, "{name}");
        assert_eq!(file.to_text(&programme_id()), text);
        assert_eq!(sniff(text), Some(FileKind::Weeks));
    }
}

#[test]
fn promise_11_a_damaged_file_is_refused_whole_with_the_reason_and_the_place() {
    let good = a_captain().file_for(None).to_text(&programme_id());
    let parse = |text: &str| WeeksFile::parse(text, &programme_id()).expect_err("refused");
    let at = |line, damage| FileError::Damaged { line, damage };
    let lines = good.lines().count();
    assert_eq!(parse("hello"), FileError::NotOurs);
    let changed = good.replace("No review", "No revue");
    assert_eq!(parse(&changed), at(lines, Damage::Checksum));
    let cut: String = good.lines().take(4).flat_map(|line| [line, "\n"]).collect();
    assert_eq!(parse(&cut), at(4, Damage::Cut));
    let newer = good.replacen("\"v\":1,", "\"v\":2,", 1);
    assert_eq!(parse(&newer), FileError::TooNew(2));
    let other: ProgrammeId = "another".parse().expect("a key");
    let refused = WeeksFile::parse(&good, &other).expect_err("refused");
    assert_eq!(refused, FileError::OtherProgramme(programme_id()));
    let receipt = include_str!("../fixtures/records/receipt-v1.json");
    assert_eq!(parse(receipt), FileError::OtherKind(FileKind::Receipt));
    let mailed = format!("\u{feff}{}", good.replace('\n', "\r\n"));
    let read = WeeksFile::parse(&mailed, &programme_id()).expect("no harm is done");
    assert_eq!(read.to_text(&programme_id()), good);
}

/// The file with another heading, sealed anew.
fn headed(from: &str, to: &str) -> String {
    use sha2::{Digest, Sha256};
    let text = a_captain().file_for(None).to_text(&programme_id());
    let text = text.replacen(from, to, 1);
    let content = text.rsplit_once("\"sha256\"").expect("a sum").0;
    let sum = Sha256::digest(content);
    let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{content}\"sha256\":\"{sum}\"}}\n")
}

#[test]
fn a_heading_that_says_for_nobody_or_of_no_session_is_refused() {
    for (from, to) in [
        ("\"to\":\"organizers\"", "\"to\":\"everyone\""),
        ("\"to\":\"organizers\"", "\"to\":7"),
        (",\"to\":\"organizers\"", ""),
        ("\"session\":\"orbit-4\"", "\"session\":\"Orbit 4\""),
        ("\"session\":\"orbit-4\",", ""),
    ] {
        let refused = WeeksFile::parse(&headed(from, to), &programme_id());
        let damage = Damage::Contents;
        assert_eq!(refused, Err(FileError::Damaged { line: 1, damage }), "{to}");
    }
    // Of another session is nothing that is in it.
    let other = headed("\"session\":\"orbit-4\"", "\"session\":\"orbit-5\"");
    assert!(WeeksFile::parse(&other, &programme_id()).is_err());
}

#[test]
fn a_record_that_is_there_twice_is_refused() {
    let mut file = a_captain().file_for(None);
    file.records.push(file.records[0].clone());
    let refused = WeeksFile::parse(&file.to_text(&programme_id()), &programme_id());
    let Err(FileError::Damaged { line, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(line, file.records.len() + 2);
}

/// Anything that anybody may have on their device, of whatever session and for whomever.
fn anything() -> impl Strategy<Value = (RecordId, Kind, Audience, Fields)> {
    let who = || prop::sample::select(vec![MENTEE, MATE, CAPTAIN, OTHER_CAPTAIN, TEAM, OTHER_TEAM]);
    let kind = prop::sample::select(
        [
            Kind::OF_WEEKS.to_vec(),
            vec![
                Kind::Plan,
                Kind::Stalled,
                Kind::Team,
                Kind::Membership,
                Kind::Roster,
                Kind::Application,
            ],
        ]
        .concat(),
    );
    let audience = who().prop_flat_map(|n| {
        prop::sample::select(vec![
            Audience::Public,
            Audience::Organizers,
            Audience::Device,
            Audience::Team(id(n)),
            Audience::Leads(id(n)),
            Audience::Member(id(n)),
            Audience::Care(id(n)),
        ])
    });
    let session = prop::sample::select(vec!["orbit-4", "orbit-5"]);
    (kind, audience, who(), who(), session, 500..600_u128).prop_map(
        |(kind, audience, one, other, session, n)| {
            let fields = vec![
                ("member", text(one)),
                (BY, text(other)),
                (OF, text(other)),
                ("week", Value::Integer(1)),
                (SESSION, Value::from(session)),
            ];
            let at = match kind {
                Kind::CheckIn => check_in_id(id(one), 1, &audience),
                Kind::Sign => sign_id(id(one), 1, &audience),
                Kind::OneToOne => one_to_one_id(id(other), id(one), 1),
                Kind::Note => note_id(id(other), id(one), 1),
                Kind::Level => level_id(id(other), id(one)),
                Kind::Closing => closing_id(id(one)),
                Kind::Meeting => meeting_id(id(other), 1, 0),
                _ => id(n),
            };
            (at, kind, audience, fields)
        },
    )
}

/// Somebody's device on which all sorts of things are.
fn anyones() -> impl Strategy<Value = Someone> {
    let extra = prop::collection::vec((anything(), any::<bool>()), 0..40);
    let said = prop::collection::vec((1..9_u32, 0..3_usize, any::<bool>()), 0..12);
    (extra, said).prop_map(|(extra, said)| {
        let mut one = Someone::organizers();
        for (week, readers, is_mate) in said {
            let words = Words {
                did: format!("week {week}"),
                ..Words::default()
            };
            one.device.do_it(Weekly::CheckIn {
                whose: Whose {
                    member: id(if is_mate { MATE } else { MENTEE }),
                    ..whose(week)
                },
                readers: Readers::ALL[readers],
                held_in: Vec::new(),
                before: Box::default(),
                after: Box::new(words),
            });
        }
        for ((at, kind, audience, fields), is_erased) in extra {
            if one.device.records.contains_key(&at) {
                continue;
            }
            let record = made_up(at, &kind, &audience, fields);
            one.device.records.insert(at, record);
            if is_erased {
                one.device.erase_one(at);
            }
        }
        one
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn promise_23_every_file_is_read_back_and_holds_what_its_reader_is_given_and_nothing_else(
        one in anyones(),
        role in prop::sample::select(Role::USUAL.to_vec()),
    ) {
        let session = session();
        let handing = Handing::of(&one.device.records, &session);
        let everyone = handing.everyone();
        let mut readers: Vec<(Recipient, Reader)> = everyone
            .iter()
            .map(|part| (Recipient::Member(part.clone()), Reader::of_part(part.clone(), everyone)))
            .collect();
        let stranger = Part { member: id(30), role, team: Some(id(TEAM)) };
        let reader = Reader::of_part(stranger.clone(), everyone);
        readers.push((Recipient::Member(stranger), reader));
        let organizers = Reader { is_organizer: true, ..Reader::default() };
        readers.push((Recipient::Organizers, organizers));
        for (to, reader) in readers {
            let file = WeeksFile::of(&one.device.records, &session, &to);
            let text = file.to_text(&programme_id());
            let read = WeeksFile::parse(&text, &programme_id());
            prop_assert_eq!(read.as_ref(), Ok(&file));
            let ids: Vec<RecordId> = file.records.iter().map(|record| record.id).collect();
            prop_assert!(ids.is_sorted());
            for record in one.device.records.values() {
                let is_in = ids.binary_search(&record.id).is_ok();
                let is_given = reader.is_given(record);
                let is_carried = may_carry(record, &session, to.addressee());
                let is_pair = record.live().is_some_and(|live| {
                    matches!(live.kind, Kind::OneToOne | Kind::Note | Kind::Level)
                });
                prop_assert!(!is_in || is_given && is_carried);
                prop_assert!(is_in || !is_given || !is_carried || is_pair);
            }
        }
    }
}

#[test]
fn a_file_names_its_records_and_those_they_are_about() {
    let headquarters = Someone::organizers();
    let named = headquarters.file_for(Some(ELSEWHERE)).named();
    for n in [ELSEWHERE, OTHER_CAPTAIN, OTHER_TEAM] {
        assert!(named.contains(&id(n)), "{n}");
    }
    assert!(named.contains(&plan_id(&session(), 1)));
    assert!(!named.contains(&id(NAVIGATOR)));
}

#[test]
fn a_plan_that_somebody_wrote_goes_to_everyone() {
    let mut headquarters = Someone::organizers();
    headquarters.device.do_it(Weekly::Plan {
        session: session(),
        week: 2,
        part: PlanPart::Message,
        text: Some("Hello".to_owned()),
    });
    for to in [MENTEE, NAVIGATOR, CAPTAIN, ELSEWHERE] {
        let file = headquarters.file_for(Some(to));
        let plans = file.records.iter().filter_map(Record::live);
        assert_eq!(plans.filter(|live| live.kind == Kind::Plan).count(), 2);
    }
}

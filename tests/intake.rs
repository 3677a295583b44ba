//! What an organizer is told of each submission file that is dropped.

use std::collections::BTreeMap;

use groundcrew::domain::application::{
    ANSWERS_AT, FORM_VERSION, LATE, SENT_AT, SESSION, STATE, answer_field, from_instant,
};
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::programme::{
    Apply, Certificates, Contact, Direction, Late, Programme, Session, TeamRules, WeekRules, Word,
    Words,
};
use groundcrew::domain::record::{
    Applied, Audience, DELETED, FieldName, Kind, Record, Value, Writer,
};
use groundcrew::domain::time::{Date, Instant, Window};
use groundcrew::sync::intake::{Remarks, Standing, remarks, standing};
use groundcrew::sync::merge::merge;

fn writer(device: u128, counter: u64) -> Writer {
    Writer {
        replica: ReplicaId::from_bits(device),
        counter,
        at: Instant(0),
        by: "".into(),
    }
}

fn write(writer: &mut Writer, copy: Option<&Record>, fields: &[(&str, Value)]) -> Record {
    let fields = fields
        .iter()
        .map(|(name, value)| (FieldName::new(*name), value.clone()))
        .collect();
    let inbox = Audience::Inbox("spring-2027".parse().expect("a key"));
    let id = RecordId::from_bits(1);
    match writer.write(copy.cloned(), id, Kind::Application, inbox, fields) {
        Applied::Changed(record, _) => record,
        Applied::DroppedErased => unreachable!("nothing was erased"),
    }
}

fn motivation() -> String {
    let question = "motivation".parse().expect("a key");
    answer_field(&question).as_str().to_owned()
}

fn first() -> Record {
    let fields = [
        (motivation(), Value::from("curious")),
        (STATE.to_owned(), Value::from("submitted")),
    ];
    let fields: Vec<(&str, Value)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.clone()))
        .collect();
    write(&mut writer(7, 0), None, &fields)
}

fn check(here: Option<&Record>, theirs: &Record, expected: Standing) {
    let found = standing(here, theirs).expect("the same record");
    assert_eq!(found, expected);
    let brings = matches!(expected, Standing::New | Standing::Newer { .. });
    assert_eq!(found.brings(), brings);
}

#[test]
fn a_submission_is_new_then_the_same_then_newer_and_the_old_one_older() {
    let first = first();
    let second = write(
        &mut writer(7, 2),
        Some(&first),
        &[(&motivation(), Value::from("very curious"))],
    );
    check(None, &first, Standing::New);
    check(Some(&first), &first, Standing::Same);
    check(Some(&first), &second, Standing::Newer { conflicts: 0 });
    check(Some(&second), &first, Standing::Older);
}

#[test]
fn what_an_organizer_deleted_is_the_same_submission_still() {
    let first = first();
    let deleted = write(
        &mut writer(9, 0),
        Some(&first),
        &[(DELETED, Value::Bool(true))],
    );
    check(Some(&deleted), &first, Standing::Same);
    let second = write(
        &mut writer(7, 2),
        Some(&first),
        &[(STATE, Value::from("withdrawn"))],
    );
    check(Some(&deleted), &second, Standing::Newer { conflicts: 0 });
}

#[test]
fn promise_19_an_answer_edited_on_two_devices_is_said_to_be_in_conflict() {
    let first = first();
    let edit = |device, words: &str| {
        let fields = [(motivation(), Value::from(words))];
        let fields = fields.each_ref().map(|(n, v)| (n.as_str(), v.clone()));
        write(&mut writer(device, 4), Some(&first), &fields)
    };
    let (phone, laptop) = (edit(7, "on the phone"), edit(8, "on the laptop"));
    check(Some(&phone), &laptop, Standing::Newer { conflicts: 1 });
    check(Some(&laptop), &phone, Standing::Newer { conflicts: 1 });
}

#[test]
fn promise_19_a_new_conflict_is_said_though_another_is_settled() {
    let first = first();
    let edit = |copy: &Record, device, counter, name: &str, words: &str| {
        write(
            &mut writer(device, counter),
            Some(copy),
            &[(name, words.into())],
        )
    };
    let motivation = motivation();
    let phone = edit(&first, 7, 4, &motivation, "on the phone");
    let laptop = edit(&first, 8, 4, &motivation, "on the laptop");
    let both = merge(&phone, &laptop).expect("copies of one");
    // The writer chose, and withdrew; here it was said to stand again.
    let chosen = edit(&both, 7, 6, &motivation, "on the phone");
    let theirs = edit(&chosen, 7, 8, STATE, "withdrawn");
    let ours = edit(&both, 9, 1, STATE, "submitted again");
    check(Some(&ours), &theirs, Standing::Newer { conflicts: 1 });
    check(Some(&both), &theirs, Standing::Newer { conflicts: 0 });
}

#[test]
fn promise_21_an_erased_application_does_not_come_back_from_a_file() {
    let first = first();
    let (erased, _) = writer(9, 0).erase(first.clone());
    check(Some(&erased), &first, Standing::Erased);
    check(Some(&first), &erased, Standing::Newer { conflicts: 0 });
}

#[test]
fn promise_24_what_is_of_another_sort_here_is_never_compared() {
    let first = first();
    for (kind, audience) in [
        (Kind::FormVersion, Audience::Public),
        (Kind::Draft, Audience::Device),
        (Kind::Application, Audience::Organizers),
    ] {
        let fields = vec![(FieldName::new("note"), Value::from("mine"))];
        let made = writer(9, 0).write(None, first.id, kind, audience, fields);
        let Applied::Changed(here, _) = made else {
            unreachable!("nothing was erased");
        };
        assert!(standing(Some(&here), &first).is_err(), "{here:?}");
    }
}

#[test]
fn files_of_different_applications_are_never_compared() {
    let first = first();
    let mut other = first.clone();
    other.id = RecordId::from_bits(2);
    assert!(standing(Some(&first), &other).is_err());
}

fn programme() -> Programme {
    let word = || Word {
        one: String::new(),
        many: String::new(),
    };
    Programme {
        id: key("demo"),
        name: "Demo".to_owned(),
        about: String::new(),
        language: "en".to_owned(),
        direction: Direction::LeftToRight,
        words: Words {
            session: word(),
            applicant: word(),
            mentee: word(),
            navigator: word(),
            captain: word(),
            organizer: word(),
            team: word(),
            more: BTreeMap::new(),
        },
        contact: Contact {
            email: String::new(),
        },
        links: Vec::new(),
        accent: None,
        certificates: Certificates::default(),
        sessions: vec![Session {
            id: key("spring-2027"),
            name: "Spring".to_owned(),
            starts: key("2027-03-01"),
            weeks: 8,
            places: None,
            apply: Some(Apply {
                form: key("apply"),
                window: Window {
                    opens: key("2027-01-10"),
                    closes: key("2027-01-31"),
                },
                late: Late::Accepted,
            }),
            projects: Vec::new(),
            teams: TeamRules::default(),
            weekly: WeekRules::default(),
            call: None,
        }],
        projects: Vec::new(),
        forms: Vec::new(),
    }
}

fn key<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().expect("a key of the test")
}

#[test]
fn promise_09_late_is_said_by_the_application_or_by_when_it_was_sent() {
    let closes = key::<Date>("2027-01-31").ended_everywhere();
    let before = Some(closes.0 - 1);
    for (session, sent_at, answers_at, flagged, late, unknown_session) in [
        ("spring-2027", closes.0 - 1, None, false, false, false),
        ("spring-2027", closes.0, None, false, true, false),
        ("spring-2027", closes.0 - 1, None, true, true, false),
        ("winter-1999", closes.0, None, false, false, true),
        // Taken back, or standing again: nothing new is in it.
        ("spring-2027", closes.0 + 1, before, false, false, false),
        (
            "spring-2027",
            closes.0 + 1,
            Some(closes.0),
            false,
            true,
            false,
        ),
    ] {
        let mut sent = vec![
            (SESSION, Value::from(session)),
            (
                FORM_VERSION,
                Value::from(RecordId::from_bits(9).to_string()),
            ),
            (STATE, Value::from("submitted")),
            (SENT_AT, from_instant(Instant(sent_at))),
            (LATE, Value::Bool(flagged)),
        ];
        sent.extend(answers_at.map(|at| (ANSWERS_AT, from_instant(Instant(at)))));
        let record = write(&mut writer(7, 0), None, &sent);
        let expected = Remarks {
            late,
            unknown_session,
        };
        assert_eq!(
            remarks(&programme(), &record),
            Ok(Some(expected)),
            "{session} {sent_at}"
        );
    }
    assert!(remarks(&programme(), &first()).is_err());
}

//! What counts of records at one look, as it is kept beside them and as it is read of them.

use groundcrew::domain::application::SESSION;
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::record::{
    Applied, Audience, DELETED, FieldName, Kind, Record, Value, Writer,
};
use groundcrew::domain::time::Instant;
use groundcrew::domain::week::check_in::{
    CheckIn, MEMBER, Pace, Sign, WEEK, Words, check_in_id, sign_id,
};
use groundcrew::domain::week::glance::{CheckedIn, Glance, Met, Paired};
use groundcrew::domain::week::meeting::{Attendance, HELD, Meeting, Noted, OF, meeting_id};
use groundcrew::domain::week::one_to_one::{
    CAPTAIN as BY_CAPTAIN, OneToOne, STATE, State, one_to_one_id,
};
use groundcrew::format::glance::{parse, to_text};
use proptest::prelude::*;

use super::kit::{CAPTAIN, MENTEE, TEAM, id};

fn write(id: RecordId, kind: Kind, audience: Audience, fields: Vec<(FieldName, Value)>) -> Record {
    let mut writer = Writer {
        replica: ReplicaId::from_bits(7),
        counter: 0,
        at: Instant(1_800_000_000_000),
        by: "".into(),
    };
    match writer.write(None, id, kind, audience, fields) {
        Applied::Changed(record, _) => record,
        Applied::DroppedErased => unreachable!("nothing was erased"),
    }
}

fn about(week: u32) -> Vec<(FieldName, Value)> {
    vec![
        (FieldName::new(SESSION), Value::from("orbit-4")),
        (FieldName::new(MEMBER), Value::from(id(MENTEE).to_string())),
        (FieldName::new(WEEK), Value::Integer(week.into())),
    ]
}

fn audiences() -> impl Strategy<Value = Audience> {
    prop_oneof![
        Just(Audience::Team(id(TEAM))),
        Just(Audience::Leads(id(TEAM))),
        Just(Audience::Care(id(CAPTAIN))),
        Just(Audience::Unknown("later/x".into())),
    ]
}

fn words() -> impl Strategy<Value = Words> {
    let text = || {
        prop_oneof![
            Just(String::new()),
            Just("  ".to_owned()),
            "[a-zé 0-9\n-]{1,9}"
        ]
    };
    let minutes = prop::option::of(0..10_080_u32);
    let pace = prop::option::of(prop::sample::select(Pace::ALL.to_vec()));
    (text(), text(), minutes, pace).prop_map(|(did, in_the_way, minutes, pace)| Words {
        did,
        in_the_way,
        minutes,
        pace,
        ..Words::default()
    })
}

fn check_in() -> impl Strategy<Value = Record> {
    (audiences(), 0..20_u32, words(), any::<bool>()).prop_map(|(audience, week, words, deleted)| {
        let mut fields = about(week);
        fields.extend(words.fields());
        fields.push((FieldName::new(DELETED), Value::Bool(deleted)));
        let id = check_in_id(id(MENTEE), week, &audience);
        write(id, Kind::CheckIn, audience, fields)
    })
}

fn sign() -> impl Strategy<Value = Record> {
    (audiences(), 0..20_u32, any::<bool>()).prop_map(|(audience, week, deleted)| {
        let mut fields = about(week);
        fields.push((FieldName::new(DELETED), Value::Bool(deleted)));
        let id = sign_id(id(MENTEE), week, &audience);
        write(id, Kind::Sign, audience, fields)
    })
}

fn meeting() -> impl Strategy<Value = Record> {
    let came = prop::sample::select(Attendance::ALL.to_vec());
    let came = prop::collection::vec((1..9_u128, came), 0..5);
    let held = prop::option::of(any::<bool>());
    (0..20_u32, held, came, any::<bool>()).prop_map(|(week, held, came, deleted)| {
        let mut fields = vec![
            (FieldName::new(OF), Value::from(id(TEAM).to_string())),
            (FieldName::new(WEEK), Value::Integer(week.into())),
            (FieldName::new(HELD), held.map_or(Value::Null, Value::Bool)),
            (FieldName::new(DELETED), Value::Bool(deleted)),
            Noted::Line(id(1), "late - but there".to_owned()).field(),
        ];
        let came = came.into_iter();
        fields.extend(came.map(|(who, came)| Noted::Came(id(who), Some(came)).field()));
        let audience = Audience::Team(id(TEAM));
        write(
            meeting_id(id(TEAM), week, 0),
            Kind::Meeting,
            audience,
            fields,
        )
    })
}

fn one_to_one() -> impl Strategy<Value = Record> {
    let state = prop::option::of(prop::sample::select(State::ALL.to_vec()));
    (0..20_u32, state, any::<bool>()).prop_map(|(week, state, deleted)| {
        let mut fields = about(week);
        let state = state.map_or("", State::as_str);
        fields.extend([
            (
                FieldName::new(BY_CAPTAIN),
                Value::from(id(CAPTAIN).to_string()),
            ),
            (FieldName::new(STATE), Value::from(state)),
            (FieldName::new(DELETED), Value::Bool(deleted)),
        ]);
        let id = one_to_one_id(id(CAPTAIN), id(MENTEE), week);
        write(
            id,
            Kind::OneToOne,
            Audience::Member(self::id(MENTEE)),
            fields,
        )
    })
}

proptest! {
    #[test]
    fn a_line_says_what_the_record_does(
        record in prop_oneof![check_in(), sign(), meeting(), one_to_one()],
    ) {
        let line = to_text(&record);
        prop_assert!(!line.contains('\n'));
        let kind = &record.live().expect("a live record").kind;
        let expected = match kind {
            Kind::CheckIn => CheckIn::read(&record).as_ref().and_then(CheckedIn::of).map(Glance::CheckIn),
            Kind::Sign => Sign::read(&record).map(Glance::Sign),
            Kind::Meeting => Meeting::read(&record).as_ref().and_then(Met::of).map(Glance::Meeting),
            _ => OneToOne::read(&record).as_ref().and_then(Paired::of).map(Glance::OneToOne),
        };
        prop_assert_eq!(parse(kind, &line), Some(expected));
    }

    #[test]
    fn a_line_of_another_shape_is_none(
        record in prop_oneof![check_in(), sign(), meeting(), one_to_one()],
        cut in any::<prop::sample::Index>(),
    ) {
        let line = to_text(&record);
        let kind = &record.live().expect("a live record").kind;
        let parts: Vec<&str> = line.split(' ').collect();
        // A meeting may end after any person.
        if !line.is_empty() && *kind != Kind::Meeting {
            let some = parts[..cut.index(parts.len())].join(" ");
            prop_assert!(some.is_empty() || parse(kind, &some).is_none());
            prop_assert_eq!(parse(kind, &format!("{line} more")), None);
        }
    }
}

#[test]
fn a_check_in_is_kept_without_a_word_of_it() {
    let words = Words {
        did: "Secret".to_owned(),
        in_the_way: "Sleep".to_owned(),
        minutes: Some(90),
        pace: Some(Pace::TooMuch),
        mood: Some(1),
        ..Words::default()
    };
    let mut fields = about(3);
    fields.extend(words.fields());
    let audience = Audience::Care(id(CAPTAIN));
    let record = write(
        check_in_id(id(MENTEE), 3, &audience),
        Kind::CheckIn,
        audience,
        fields,
    );
    let line = to_text(&record);
    assert_eq!(line, format!("{} 3 captain 90 too-much b", id(MENTEE)));
}

//! Answers to record values and back.

use std::collections::BTreeMap;

use groundcrew::domain::answer::{
    Answer, Chosen, Pick, SLOTS, Slot, Typed, UnreadableAnswer, WeekSlots, Wish,
};
use groundcrew::domain::id::{ChoiceId, ProjectId};
use groundcrew::domain::record::Value;
use groundcrew::domain::time::Date;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;

use super::making::*;

fn a_key<T: std::str::FromStr + std::fmt::Debug>() -> impl Strategy<Value = T> {
    "[a-z0-9_-]{1,8}".prop_map(|text| key(&text))
}

fn a_week() -> impl Strategy<Value = WeekSlots> {
    vec(0..SLOTS, 0..60).prop_map(|slots| slots.into_iter().filter_map(Slot::from_index).collect())
}

fn a_matrix() -> impl Strategy<Value = BTreeMap<ChoiceId, ChoiceId>> {
    btree_map(a_key(), a_key(), 0..5)
}

pub fn a_typed() -> impl Strategy<Value = Typed> {
    let pick = prop_oneof![a_key().prop_map(Pick::Choice), Just(Pick::Other)];
    let wish = prop_oneof![Just(Wish::Any), Just(Wish::Ranked)];
    prop_oneof![
        any::<String>().prop_map(Typed::Text),
        (option::of(pick), any::<String>())
            .prop_map(|(picked, other)| Typed::One { picked, other }),
        (btree_set(a_key(), 0..5), any::<bool>(), any::<String>()).prop_map(
            |(picked, other_ticked, other)| Typed::Many {
                picked,
                other_ticked,
                other
            }
        ),
        option::of(any::<u8>()).prop_map(Typed::Rating),
        option::of(any::<String>()).prop_map(Typed::Consent),
        (
            any::<String>(),
            a_week(),
            vec((0u16..7, any::<String>()), 0..3)
        )
            .prop_map(|(zone, slots, texts)| {
                let texts: Vec<_> = texts
                    .iter()
                    .map(|(day, text)| (*day, text.as_str()))
                    .collect();
                week(&zone, slots, &texts)
            }),
        (option::of(wish), vec(a_key::<ProjectId>(), 0..4))
            .prop_map(|(wish, ranked)| Typed::Projects { wish, ranked }),
        a_matrix().prop_map(Typed::Matrix),
    ]
}

fn an_answer() -> impl Strategy<Value = Answer> {
    let date = (0u16..9999, 1u8..=12, 1u8..=28)
        .prop_map(|(y, m, d)| Date::new(y, m, d).expect("a day every month has"));
    prop_oneof![
        any::<String>().prop_map(Answer::Text),
        // Parsing makes no -0.
        proptest::num::f64::NORMAL.prop_map(Answer::Number),
        (-1_000_000i32..1_000_000).prop_map(|n| Answer::Number(f64::from(n))),
        date.prop_map(Answer::Date),
        a_key().prop_map(|id| Answer::Choice(Chosen::Choice(id))),
        any::<String>().prop_map(|text| Answer::Choice(Chosen::Other(text))),
        (btree_set(a_key(), 0..5), option::of(any::<String>()))
            .prop_map(|(ids, other)| Answer::Choices(ids, other)),
        any::<u8>().prop_map(Answer::Rating),
        any::<String>().prop_map(Answer::Consent),
        any::<String>().prop_map(Answer::Zone),
        (any::<String>(), a_week()).prop_map(|(zone, slots)| Answer::Availability(zone, slots)),
        vec(a_key(), 0..4).prop_map(Answer::Projects),
        a_matrix().prop_map(Answer::Matrix),
    ]
}

/// The value with a part that a newer version might add.
fn with_more(value: Value) -> Value {
    match value {
        Value::Map(mut parts) => {
            parts.insert("fromTheFuture".to_owned(), Value::Bool(true));
            Value::Map(parts)
        }
        other => other,
    }
}

proptest! {
    #[test]
    fn what_was_typed_is_read_back_as_it_was(typed in a_typed()) {
        let value = typed.to_value();
        prop_assert_eq!(Typed::from_value(&value), Ok(typed.clone()));
        prop_assert_eq!(Typed::from_value(&with_more(value)), Ok(typed));
    }

    #[test]
    fn an_answer_is_read_back_as_it_was(answer in an_answer()) {
        let value = answer.to_value();
        prop_assert_eq!(Answer::from_value(&value), Ok(answer.clone()));
        prop_assert_eq!(Answer::from_value(&with_more(value)), Ok(answer));
    }
}

#[test]
fn a_week_is_stored_as_ranges_people_can_read() {
    let mut slots = monday(18, 7);
    for (day, half_hour) in [(0, 28), (0, 47), (5, 47), (6, 0)] {
        slots.set(Slot::new(day, half_hour).expect("a slot of the test"), true);
    }
    let stored = week("Asia/Kathmandu", slots, &[]).to_value();
    let day = |name| {
        let week = stored.part("week")?;
        week.part(name)?.as_text()
    };
    assert_eq!(day("mon"), Some("09:00-12:30 14:00-14:30 23:30-24:00"));
    assert_eq!(day("tue"), None);
    assert_eq!(day("sat"), Some("23:30-24:00"));
    assert_eq!(day("sun"), Some("00:00-00:30"));
    assert_eq!(stored.part("unread"), None, "as it was always stored");
}

#[test]
fn promise_02_hours_that_can_not_be_read_yet_are_stored_as_typed() {
    let typed = week("UTC", monday(18, 2), &[(4, "evening"), (1, "18:00-20:3")]);
    let stored = typed.to_value();
    let day = |name| stored.part("unread")?.part(name)?.as_text();
    assert_eq!(day("tue"), Some("18:00-20:3"));
    assert_eq!(day("fri"), Some("evening"));
    assert_eq!(day("mon"), None);
    assert_eq!(Typed::from_value(&stored), Ok(typed));
}

#[test]
fn promise_06_what_can_not_be_read_is_said_and_never_becomes_empty() {
    let map = |parts: &[(&str, Value)]| {
        Value::Map(
            parts
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        )
    };
    let week = |ranges: &str| {
        map(&[
            ("zone", Value::from("UTC")),
            ("week", map(&[("mon", Value::from(ranges))])),
        ])
    };
    for value in [
        Value::Null,
        Value::Bool(true),
        Value::List(vec![]),
        map(&[]),
        map(&[("hologram", Value::from("x"))]),
        map(&[("rating", Value::Integer(300))]),
        map(&[("rating", Value::from("3"))]),
        map(&[("matrix", Value::List(vec![]))]),
        map(&[("projects", Value::from("atlas")), ("wish", Value::Null)]),
        map(&[("choice", Value::from("Not A Key"))]),
        map(&[("date", Value::from("2027-02-30"))]),
        week("9-12"),
        week("09:00"),
        week("09:15-10:00"),
        week("09:00-25:00"),
        week(""),
    ] {
        assert_eq!(
            Typed::from_value(&value),
            Err(UnreadableAnswer),
            "{value:?}"
        );
        assert_eq!(
            Answer::from_value(&value),
            Err(UnreadableAnswer),
            "{value:?}"
        );
    }
}

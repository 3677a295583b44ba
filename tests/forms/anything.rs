//! Whatever is typed: properties of parsing and of checking whole drafts.

use groundcrew::domain::answer::{Answer, Typed, TypedAnswers, World, check, parse};
use groundcrew::domain::form::QuestionKind;
use groundcrew::domain::time::Date;
use groundcrew::format::programme;
use proptest::prelude::*;

use super::making::*;
use super::parsing::{every_kind, parsed};
use super::storing::a_typed;

proptest! {
    #[test]
    fn promise_24_whatever_is_typed_nothing_panics_and_nothing_is_cut(typed in any::<String>()) {
        for kind in every_kind() {
            let must = required(question(kind));
            if let Ok(Some(Answer::Text(answer))) = parsed(&must, &Typed::Text(typed.clone())) {
                let kept = typed.contains(&answer) || typed.replace('＠', "@").contains(&answer);
                prop_assert!(kept, "{answer:?}");
            }
        }
    }

    #[test]
    fn a_number_as_rust_writes_it_is_read_back(number in -1.0e12..1.0e12f64) {
        let written = format!("{number:.4}");
        let expected: f64 = written.parse().expect("a number Rust wrote");
        prop_assert_eq!(
            parsed(&question(hours(None, None, false)), &text(&written)),
            Ok(Some(Answer::Number(expected)))
        );
    }

    #[test]
    fn every_day_as_written_is_read_back(days in 0u16..9999, month in 1u8..=12, day in 1u8..=28) {
        let date = Date::new(days, month, day).expect("a day every month has");
        let kind = QuestionKind::Date { min: None, max: None };
        prop_assert_eq!(parsed(&question(kind), &text(&date.to_string())), Ok(Some(Answer::Date(date))));
    }

    #[test]
    fn what_would_be_sent_is_shown_and_valid(
        typed in proptest::collection::vec(proptest::option::of(a_typed()), 34)
    ) {
        let text = include_str!("../../public/programme.json");
        let programme = programme::parse(text).expect("the sample is valid").programme;
        let form = &programme.forms[0];
        let typed: TypedAnswers = form
            .questions()
            .zip(typed)
            .filter_map(|(question, typed)| Some((question.id.clone(), typed?)))
            .collect();
        let (zones, projects) = (zones(), projects());
        let world = World { zones: &zones, projects: &projects };
        let checked = check(form, &typed, &world);
        for question in form.questions() {
            let alone = parse(question, typed.get(&question.id), &world);
            let sent = checked.answers.get(&question.id);
            let wrong = checked.problem(&question.id);
            if checked.is_shown(&question.id) {
                prop_assert_eq!(alone, match wrong {
                    Some(problem) => Err(problem.clone()),
                    None => Ok(sent.cloned()),
                });
            } else {
                prop_assert!(sent.is_none() && wrong.is_none(), "{} is hidden", question.id);
            }
        }
        let counts = checked.sections.iter().map(|s| (s.answered, s.missing + s.wrong));
        let (answered, problems) = counts.fold((0, 0), |(a, p), (b, q)| (a + b, p + q));
        prop_assert_eq!((answered, problems), (checked.answers.len(), checked.problems.len()));
    }
}

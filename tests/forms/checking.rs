//! A whole draft against its form.

use groundcrew::domain::answer::{
    Advice, Answer, Checked, Problem, SectionState, Typed, TypedAnswers, World, check,
};
use groundcrew::domain::form::{Condition, Form, Limit, LimitUnit, Question, QuestionKind};
use groundcrew::domain::id::QuestionId;

use super::making::*;

fn checked(form: &Form, typed: &TypedAnswers) -> Checked {
    let (zones, projects) = (zones(), projects());
    check(
        form,
        typed,
        &World {
            zones: &zones,
            projects: &projects,
        },
    )
}

fn shown(form: &Form, typed: &TypedAnswers) -> Vec<String> {
    let checked = checked(form, typed);
    form.questions()
        .filter(|question| checked.is_shown(&question.id))
        .map(|question| question.id.to_string())
        .collect()
}

fn any_of(id: &str, values: &[&str]) -> Condition {
    Condition::AnyOf(key(id), values.iter().map(|v| (*v).to_owned()).collect())
}

/// First a colour; if it is red, a shade; if there is a shade, a reason.
fn chain() -> Form {
    form(vec![(
        "only",
        vec![
            required(named("colour", colour())),
            required(shown_if(
                named("shade", QuestionKind::ShortText),
                any_of("colour", &["red"]),
            )),
            required(shown_if(
                named("reason", QuestionKind::LongText),
                Condition::Answered(key("shade")),
            )),
        ],
    )])
}

#[test]
fn a_chain_of_conditions_opens_link_by_link() {
    let form = chain();
    for (draft, expected) in [
        (draft(&[]), vec!["colour"]),
        (draft(&[("colour", one("blue"))]), vec!["colour"]),
        (draft(&[("colour", one("red"))]), vec!["colour", "shade"]),
        (
            draft(&[("colour", one("red")), ("shade", text("dark"))]),
            vec!["colour", "shade", "reason"],
        ),
        // Hidden counts as unanswered: the reason hangs on a shade that is not asked.
        (
            draft(&[("colour", one("blue")), ("shade", text("dark"))]),
            vec!["colour"],
        ),
    ] {
        assert_eq!(shown(&form, &draft), expected, "{draft:?}");
    }
}

#[test]
fn promise_08_switching_a_condition_off_and_on_clears_nothing() {
    let form = chain();
    let answers = [
        ("colour", one("red")),
        ("shade", text("dark")),
        ("reason", text("It suits.")),
    ];
    let full = draft(&answers);
    let before = checked(&form, &full);
    assert_eq!(before.answers.len(), 3);

    let mut switched = full.clone();
    switched.insert(key("colour"), one("blue"));
    let off = checked(&form, &switched);
    let sent: Vec<&QuestionId> = off.answers.keys().collect();
    assert_eq!(
        sent,
        [&key::<QuestionId>("colour")],
        "hidden answers are not sent"
    );
    assert!(off.is_complete(), "hidden questions are not required");
    assert_eq!(
        switched.get(&key("reason")),
        Some(&text("It suits.")),
        "the draft keeps them"
    );

    switched.insert(key("colour"), one("red"));
    assert_eq!(checked(&form, &switched), before);
}

#[test]
fn conditions_look_at_what_was_understood() {
    let limit = Limit {
        most: 3,
        unit: LimitUnit::Characters,
    };
    let cases: Vec<(QuestionKind, Condition, Typed, bool)> = vec![
        (colour(), any_of("q", &["red", "blue"]), one("blue"), true),
        (colour(), any_of("q", &["red", "blue"]), one("green"), false),
        (colour(), any_of("q", &["other"]), other("mauve"), true),
        (colour(), any_of("q", &["other"]), other(""), false),
        (
            colours(None),
            any_of("q", &["red"]),
            many(&["red", "blue"], None),
            true,
        ),
        (
            colours(None),
            any_of("q", &["red"]),
            many(&["blue"], None),
            false,
        ),
        (
            colours(None),
            any_of("q", &["other"]),
            many(&["blue"], Some("x")),
            true,
        ),
        (
            rating(),
            any_of("q", &["4", "5"]),
            Typed::Rating(Some(4)),
            true,
        ),
        (
            rating(),
            Condition::AtLeast(key("q"), 4.0),
            Typed::Rating(Some(4)),
            true,
        ),
        (
            rating(),
            Condition::AtLeast(key("q"), 4.0),
            Typed::Rating(Some(3)),
            false,
        ),
        (
            hours(None, None, false),
            any_of("q", &["40"]),
            text("40"),
            true,
        ),
        (
            hours(None, None, false),
            any_of("q", &["40"]),
            text("40.0"),
            true,
        ),
        (
            hours(None, None, false),
            any_of("q", &["40"]),
            text("41"),
            false,
        ),
        (
            hours(None, None, false),
            any_of("q", &["0"]),
            text("0"),
            true,
        ),
        (
            hours(None, None, false),
            Condition::AtLeast(key("q"), 2.5),
            text("2,5"),
            true,
        ),
        (
            hours(None, None, false),
            Condition::AtLeast(key("q"), 2.5),
            text(""),
            false,
        ),
        // Understood, though not to be sent: it is over the most taken.
        (
            hours(None, Some(10.0), false),
            Condition::AtLeast(key("q"), 5.0),
            text("12"),
            true,
        ),
        (
            QuestionKind::ShortText,
            Condition::Answered(key("q")),
            text("too long"),
            true,
        ),
        (
            QuestionKind::ShortText,
            any_of("q", &["yes"]),
            text(" yes "),
            true,
        ),
        (
            QuestionKind::Url,
            Condition::Answered(key("q")),
            text("example"),
            false,
        ),
        (
            consent(),
            any_of("q", &["yes"]),
            Typed::Consent(Some("2".to_owned())),
            true,
        ),
        (
            consent(),
            any_of("q", &["no"]),
            Typed::Consent(Some("2".to_owned())),
            false,
        ),
        (consent(), any_of("q", &["no"]), Typed::Consent(None), true),
        (
            QuestionKind::TimeZone,
            any_of("q", &["UTC"]),
            text("utc"),
            true,
        ),
        (
            matrix(),
            any_of("q", &["git:sure"]),
            cells(&[("git", "sure")]),
            true,
        ),
        (
            matrix(),
            any_of("q", &["git:sure"]),
            cells(&[("git", "new")]),
            false,
        ),
        (
            QuestionKind::Date {
                min: None,
                max: None,
            },
            any_of("q", &["2027-01-02"]),
            text("2027/1/2"),
            true,
        ),
    ];
    for (kind, condition, typed, expected) in cases {
        let describe = format!("{condition:?} {typed:?}");
        let first = Question {
            limit: Some(limit),
            ..question(kind)
        };
        let holds = form(vec![(
            "only",
            vec![
                first.clone(),
                shown_if(named("then", QuestionKind::ShortText), condition.clone()),
            ],
        )]);
        let opposite = form(vec![(
            "only",
            vec![
                first,
                shown_if(
                    named("then", QuestionKind::ShortText),
                    Condition::Not(Box::new(condition)),
                ),
            ],
        )]);
        let answers = draft(&[("q", typed)]);
        let then = key("then");
        assert_eq!(
            checked(&holds, &answers).is_shown(&then),
            expected,
            "{describe}"
        );
        assert_eq!(
            checked(&opposite, &answers).is_shown(&then),
            !expected,
            "not {describe}"
        );
    }
}

#[test]
fn all_and_any_join_conditions() {
    let (a, b) = (Condition::Answered(key("a")), Condition::Answered(key("b")));
    for (condition, neither, one_of_them, both) in [
        (
            Condition::All(vec![a.clone(), b.clone()]),
            false,
            false,
            true,
        ),
        (
            Condition::Any(vec![a.clone(), b.clone()]),
            false,
            true,
            true,
        ),
        (Condition::All(vec![]), true, true, true),
        (Condition::Any(vec![]), false, false, false),
    ] {
        let form = form(vec![(
            "only",
            vec![
                named("a", QuestionKind::ShortText),
                named("b", QuestionKind::ShortText),
                shown_if(named("c", QuestionKind::ShortText), condition.clone()),
            ],
        )]);
        let shown = |answers: &[(&str, Typed)]| checked(&form, &draft(answers)).is_shown(&key("c"));
        assert_eq!(shown(&[]), neither, "{condition:?}");
        assert_eq!(shown(&[("a", text("x"))]), one_of_them, "{condition:?}");
        assert_eq!(shown(&[("b", text("x"))]), one_of_them, "{condition:?}");
        assert_eq!(
            shown(&[("a", text("x")), ("b", text("x"))]),
            both,
            "{condition:?}"
        );
    }
}

fn two_sections() -> Form {
    form(vec![
        (
            "you",
            vec![
                required(named("name", QuestionKind::ShortText)),
                required(named("email", QuestionKind::Email)),
            ],
        ),
        (
            "more",
            vec![
                named("site", QuestionKind::Url),
                named("hours", hours(Some(1.0), None, true)),
            ],
        ),
        (
            "hidden",
            vec![required(shown_if(
                named("detail", QuestionKind::LongText),
                Condition::Answered(key("site")),
            ))],
        ),
    ])
}

#[test]
fn each_section_says_how_it_stands() {
    use SectionState::{Done, NothingToAsk, Optional, Problems, ToDo};
    let form = two_sections();
    for (answers, expected) in [
        (draft(&[]), [ToDo, Optional, NothingToAsk]),
        (
            draft(&[("name", text("Ada"))]),
            [ToDo, Optional, NothingToAsk],
        ),
        (
            draft(&[("name", text("Ada")), ("email", text("ada"))]),
            [Problems, Optional, NothingToAsk],
        ),
        (
            draft(&[("name", text("Ada")), ("email", text("ada@example.org"))]),
            [Done, Optional, NothingToAsk],
        ),
        (
            draft(&[("hours", text("3")), ("site", text("https://example.org"))]),
            [ToDo, Done, ToDo],
        ),
        (
            draft(&[("hours", text("0"))]),
            [ToDo, Problems, NothingToAsk],
        ),
    ] {
        let states: Vec<_> = checked(&form, &answers)
            .sections
            .iter()
            .map(|section| section.state)
            .collect();
        assert_eq!(states, expected, "{answers:?}");
    }
}

#[test]
fn problems_are_listed_in_the_forms_order() {
    let form = two_sections();
    let answers = draft(&[
        ("hours", text("0")),
        ("email", text("ada")),
        ("site", text("https://example.org")),
    ]);
    let checked = checked(&form, &answers);
    let listed: Vec<_> = checked
        .problems
        .iter()
        .map(|found| {
            (
                found.section.as_str(),
                found.question.as_str(),
                found.what.clone(),
            )
        })
        .collect();
    assert_eq!(
        listed,
        [
            ("you", "name", Problem::Required),
            ("you", "email", Problem::NotAnEmail),
            ("more", "hours", Problem::BelowMinimum(1.0)),
            ("hidden", "detail", Problem::Required),
        ]
    );
    assert!(!checked.is_complete());
    assert_eq!(checked.problem(&key("email")), Some(&Problem::NotAnEmail));
    assert_eq!(checked.problem(&key("site")), None);
    let you = checked
        .section(&key("you"))
        .map(|s| (s.shown, s.answered, s.missing, s.wrong));
    assert_eq!(you, Some((2, 0, 1, 1)));
    assert_eq!(
        checked.answers.into_iter().collect::<Vec<_>>(),
        [(key("site"), Answer::Text("https://example.org".to_owned()))]
    );
}

#[test]
fn advice_is_no_obstacle() {
    let form = form(vec![(
        "only",
        vec![
            named("when", availability()),
            named("colours", colours(None)),
            named("kind", consent()),
        ],
    )]);
    let answers = draft(&[
        ("when", week("UTC", monday(18, 7), &[])),
        ("colours", many(&["red", "gone"], None)),
        ("kind", Typed::Consent(Some("1".to_owned()))),
    ]);
    let checked = checked(&form, &answers);
    assert!(checked.is_complete());
    assert_eq!(
        checked.advice(&key("when")),
        Some(&Advice::FewHours {
            half_hours: 7,
            wanted: 4
        })
    );
    assert_eq!(checked.advice(&key("colours")), Some(&Advice::ChoiceGone));
    assert_eq!(checked.advice(&key("kind")), Some(&Advice::ConsentChanged));
    assert_eq!(checked.answers.len(), 2);
}

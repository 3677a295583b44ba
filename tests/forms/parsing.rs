//! One question and what was typed: the answer, or the problem.

use groundcrew::domain::answer::{
    Answer, Chosen, Problem, Typed, Wish, World, parse, without_gone,
};
use groundcrew::domain::form::{Limit, LimitUnit, Question, QuestionKind};
use groundcrew::domain::id::ProjectId;
use groundcrew::domain::time::Date;

use super::making::*;

pub fn parsed(question: &Question, typed: &Typed) -> Result<Option<Answer>, Problem> {
    let (zones, projects) = (zones(), projects());
    let world = World {
        zones: &zones,
        projects: &projects,
    };
    parse(question, Some(typed), &world)
}

#[track_caller]
pub fn check(question: &Question, cases: Vec<(Typed, Result<Option<Answer>, Problem>)>) {
    for (typed, expected) in cases {
        assert_eq!(parsed(question, &typed), expected, "{typed:?}");
    }
}

fn words(text: &str) -> Option<Answer> {
    Some(Answer::Text(text.to_owned()))
}

fn date(text: &str) -> Date {
    text.parse().expect("a date of the test")
}

pub fn every_kind() -> Vec<QuestionKind> {
    vec![
        QuestionKind::ShortText,
        QuestionKind::LongText,
        hours(None, None, false),
        QuestionKind::Date {
            min: None,
            max: None,
        },
        colour(),
        QuestionKind::Dropdown {
            choices: choices(&["red"]),
            other: groundcrew::domain::form::Other::No,
        },
        colours(None),
        QuestionKind::Url,
        QuestionKind::Email,
        rating(),
        consent(),
        QuestionKind::GithubUser,
        QuestionKind::TimeZone,
        availability(),
        QuestionKind::ProjectPreference { at_most: None },
        matrix(),
    ]
}

#[test]
fn nothing_answered_is_fine_where_nothing_is_required() {
    for kind in every_kind() {
        let blank = Typed::blank(&kind);
        let optional = question(kind);
        assert_eq!(parsed(&optional, &blank), Ok(None), "{optional:?}");
        let must = required(optional);
        let missing = parsed(&must, &blank).expect_err("a required question was passed over");
        assert!(missing.is_unanswered(), "{missing:?}");
    }
}

#[test]
fn text_is_trimmed_at_its_ends_and_nowhere_else() {
    check(
        &question(QuestionKind::LongText),
        vec![
            (
                text("  two  words \n\n more\n"),
                Ok(words("two  words \n\n more")),
            ),
            (text("😀"), Ok(words("😀"))),
            (text("שלום"), Ok(words("שלום"))),
            (text("0"), Ok(words("0"))),
            (text(" \n\t "), Ok(None)),
            (text("\u{200b}\u{feff}"), Ok(None)),
        ],
    );
}

#[test]
fn over_the_limit_is_said_and_by_how_much() {
    for (most, unit, typed, expected) in [
        (3, LimitUnit::Characters, "abc", Ok(words("abc"))),
        (3, LimitUnit::Characters, "  abc  ", Ok(words("abc"))),
        (3, LimitUnit::Characters, "abcde", Err(2)),
        (2, LimitUnit::Words, "two words", Ok(words("two words"))),
        (2, LimitUnit::Words, "now three words", Err(1)),
        (2, LimitUnit::Words, "三个字", Err(1)),
    ] {
        let limit = Limit { most, unit };
        let expected = expected.map_err(|by| Problem::TooLong { by, limit });
        let short = Question {
            limit: Some(limit),
            ..question(QuestionKind::ShortText)
        };
        assert_eq!(parsed(&short, &text(typed)), expected, "{typed:?}");
    }
    let limit = Limit {
        most: 3,
        unit: LimitUnit::Characters,
    };
    let choice = Question {
        limit: Some(limit),
        ..question(colour())
    };
    check(
        &choice,
        vec![(other("mauve"), Err(Problem::TooLong { by: 2, limit }))],
    );
}

#[test]
fn zero_is_a_fine_answer() {
    let must = required(question(hours(Some(0.0), Some(40.0), true)));
    for typed in ["0", " 0 ", "-0", "0 hours", "٠", "０"] {
        check(&must, vec![(text(typed), Ok(Some(Answer::Number(0.0))))]);
    }
}

#[test]
fn a_number_is_taken_within_its_bounds() {
    check(
        &question(hours(Some(1.0), Some(40.0), true)),
        vec![
            (text("1"), Ok(Some(Answer::Number(1.0)))),
            (text("40"), Ok(Some(Answer::Number(40.0)))),
            (text("0"), Err(Problem::BelowMinimum(1.0))),
            (text("-3"), Err(Problem::BelowMinimum(1.0))),
            (text("41"), Err(Problem::AboveMaximum(40.0))),
            (text("2.5"), Err(Problem::NotWhole)),
            (text("2,5"), Err(Problem::NotWhole)),
            (text("ten"), Err(Problem::NotANumber)),
            (text("10-12"), Err(Problem::NotANumber)),
            // Only one reading fits between 1 and 40.
            (text("4.000"), Ok(Some(Answer::Number(4.0)))),
            (
                text("1,500"),
                Err(Problem::TwoReadings {
                    thousands: 1500.0,
                    decimal: 1.5,
                }),
            ),
        ],
    );
    check(
        &question(hours(None, None, true)),
        vec![
            (text("1,500"), Ok(Some(Answer::Number(1500.0)))),
            (
                text("1.000"),
                Err(Problem::TwoReadings {
                    thousands: 1000.0,
                    decimal: 1.0,
                }),
            ),
        ],
    );
}

#[test]
fn a_date_is_taken_within_its_bounds() {
    check(
        &question(QuestionKind::Date {
            min: Some(date("2027-01-10")),
            max: Some(date("2027-03-31")),
        }),
        vec![
            (
                text("2027-01-10"),
                Ok(Some(Answer::Date(date("2027-01-10")))),
            ),
            (
                text("2027-03-31"),
                Ok(Some(Answer::Date(date("2027-03-31")))),
            ),
            (
                text("2027-01-09"),
                Err(Problem::TooEarly(date("2027-01-10"))),
            ),
            (
                text("2027-04-01"),
                Err(Problem::TooLate(date("2027-03-31"))),
            ),
            (text("2027-02-30"), Err(Problem::NotADate)),
            (text("soon"), Err(Problem::NotADate)),
        ],
    );
}

#[test]
fn one_choice_or_other_with_text() {
    let chosen = |id: &str| Ok(Some(Answer::Choice(Chosen::Choice(key(id)))));
    let cases = vec![
        (one("red"), chosen("red")),
        (
            other(" mauve "),
            Ok(Some(Answer::Choice(Chosen::Other("mauve".to_owned())))),
        ),
        (other("  "), Err(Problem::OtherIsEmpty)),
        (one("gone"), Ok(None)),
    ];
    check(&question(colour()), cases);
    check(
        &required(question(colour())),
        vec![
            (one("blue"), chosen("blue")),
            (one("gone"), Err(Problem::ChoiceGone)),
        ],
    );
}

#[test]
fn several_choices_and_other_with_text() {
    let chosen = |ids: &[&str], other: Option<&str>| {
        Ok(Some(Answer::Choices(
            ids.iter().map(|id| key(id)).collect(),
            other.map(str::to_owned),
        )))
    };
    check(
        &question(colours(Some(2))),
        vec![
            (many(&["red"], None), chosen(&["red"], None)),
            (many(&["red", "blue"], None), chosen(&["red", "blue"], None)),
            (
                many(&["red"], Some(" mauve ")),
                chosen(&["red"], Some("mauve")),
            ),
            (many(&[], Some("mauve")), chosen(&[], Some("mauve"))),
            (many(&["red"], Some("")), Err(Problem::OtherIsEmpty)),
            (many(&["red", "gone"], None), chosen(&["red"], None)),
            (many(&["gone"], None), Ok(None)),
            (
                many(&["red", "green", "blue"], None),
                Err(Problem::TooManyChosen { by: 1, most: 2 }),
            ),
            (
                many(&["red", "green", "blue"], Some("mauve")),
                Err(Problem::TooManyChosen { by: 2, most: 2 }),
            ),
        ],
    );
    check(
        &required(question(colours(None))),
        vec![
            (many(&["gone"], None), Err(Problem::ChoiceGone)),
            (many(&[], None), Err(Problem::Required)),
        ],
    );
}

#[test]
fn addresses_and_names_are_read_liberally() {
    check(
        &question(QuestionKind::Url),
        vec![
            (
                text(" https://example.org/x "),
                Ok(words("https://example.org/x")),
            ),
            (
                text("example.org"),
                Err(Problem::UrlWithoutScheme {
                    suggestion: "https://example.org".to_owned(),
                }),
            ),
            (
                text("javascript:alert(1)"),
                Err(Problem::UrlNotHttp {
                    scheme: "javascript".to_owned(),
                }),
            ),
            (text("none yet"), Err(Problem::NotAUrl)),
        ],
    );
    check(
        &question(QuestionKind::Email),
        vec![
            (text("Ada <ada@example.org>"), Ok(words("ada@example.org"))),
            (text("ada"), Err(Problem::NotAnEmail)),
        ],
    );
    check(
        &question(QuestionKind::GithubUser),
        vec![
            (text("https://github.com/octo"), Ok(words("octo"))),
            (text("@octo"), Ok(words("octo"))),
            (text("octo--cat"), Err(Problem::NotAGithubUser)),
        ],
    );
    check(
        &question(QuestionKind::TimeZone),
        vec![
            (
                text("asia/kathmandu"),
                Ok(Some(Answer::Zone("Asia/Kathmandu".to_owned()))),
            ),
            (
                text("Kathmandu"),
                Err(Problem::UnknownZone {
                    suggestion: Some("Asia/Kathmandu".to_owned()),
                }),
            ),
            (
                text("Middle-earth"),
                Err(Problem::UnknownZone { suggestion: None }),
            ),
        ],
    );
}

#[test]
fn a_rating_is_a_step_of_its_scale() {
    check(
        &question(rating()),
        vec![
            (Typed::Rating(Some(1)), Ok(Some(Answer::Rating(1)))),
            (Typed::Rating(Some(5)), Ok(Some(Answer::Rating(5)))),
            (Typed::Rating(Some(6)), Ok(None)),
            (Typed::Rating(Some(0)), Ok(None)),
        ],
    );
    check(
        &required(question(rating())),
        vec![
            (Typed::Rating(Some(6)), Err(Problem::ChoiceGone)),
            (Typed::Rating(None), Err(Problem::Required)),
        ],
    );
}

#[test]
fn a_consent_is_to_the_text_as_it_stands() {
    check(
        &required(question(consent())),
        vec![
            (
                Typed::Consent(Some("2".to_owned())),
                Ok(Some(Answer::Consent("2".to_owned()))),
            ),
            (
                Typed::Consent(Some("1".to_owned())),
                Err(Problem::ConsentChanged {
                    agreed: "1".to_owned(),
                    now: "2".to_owned(),
                }),
            ),
            (Typed::Consent(None), Err(Problem::Required)),
        ],
    );
    check(
        &question(consent()),
        vec![
            // Declining takes no more than leaving it.
            (Typed::Consent(Some("1".to_owned())), Ok(None)),
            (
                Typed::Consent(Some("2".to_owned())),
                Ok(Some(Answer::Consent("2".to_owned()))),
            ),
        ],
    );
}

#[test]
fn projects_are_any_or_ranked() {
    let wish = |wish: Wish, ranked: &[&str]| Typed::Projects {
        wish: Some(wish),
        ranked: ranked.iter().map(|id| key(id)).collect(),
    };
    let ranked = |ids: &[&str]| {
        let ids: Vec<ProjectId> = ids.iter().map(|id| key(id)).collect();
        Ok(Some(Answer::Projects(ids)))
    };
    check(
        &required(question(QuestionKind::ProjectPreference {
            at_most: Some(2),
        })),
        vec![
            (wish(Wish::Any, &[]), ranked(&[])),
            (wish(Wish::Any, &["comet"]), ranked(&[])),
            (
                wish(Wish::Ranked, &["comet", "atlas"]),
                ranked(&["comet", "atlas"]),
            ),
            (wish(Wish::Ranked, &["comet", "comet"]), ranked(&["comet"])),
            (wish(Wish::Ranked, &[]), Err(Problem::NothingRanked)),
            (
                wish(Wish::Ranked, &["gone"]),
                Err(Problem::UnknownProject(key("gone"))),
            ),
            (
                wish(Wish::Ranked, &["atlas", "beacon", "comet"]),
                Err(Problem::TooManyChosen { by: 1, most: 2 }),
            ),
        ],
    );
}

#[test]
fn a_required_matrix_wants_every_row() {
    let answer = |pairs: &[(&str, &str)]| {
        Ok(Some(Answer::Matrix(
            pairs
                .iter()
                .map(|(row, column)| (key(row), key(column)))
                .collect(),
        )))
    };
    let full = [("git", "sure"), ("tests", "new")];
    check(
        &required(question(matrix())),
        vec![
            (cells(&full), answer(&full)),
            (
                cells(&[("git", "sure")]),
                Err(Problem::RowsMissing(vec![key("tests")])),
            ),
            (
                cells(&[("git", "sure"), ("tests", "gone")]),
                Err(Problem::RowsMissing(vec![key("tests")])),
            ),
        ],
    );
    check(
        &question(matrix()),
        vec![
            (cells(&[("git", "sure")]), answer(&[("git", "sure")])),
            (
                cells(&[("git", "sure"), ("gone", "new")]),
                answer(&[("git", "sure")]),
            ),
            (cells(&[("gone", "new")]), Ok(None)),
        ],
    );
}

#[test]
fn promise_07_what_was_typed_to_another_kind_of_question_is_kept_and_asked_again() {
    check(
        &question(colour()),
        vec![
            (text("red"), Err(Problem::AskedDifferently)),
            (text(""), Ok(None)),
            (Typed::Rating(Some(3)), Err(Problem::AskedDifferently)),
        ],
    );
}

#[test]
fn what_is_no_longer_offered_can_be_taken_away_and_nothing_else_with_it() {
    let step = |step| Typed::Rating(Some(step));
    let nothing = Typed::blank(&colour());
    for (kind, typed, expected) in [
        (colour(), one("gone"), Some(nothing)),
        (colour(), one("red"), None),
        (colour(), other("mauve"), None),
        (
            colours(None),
            many(&["red", "gone"], Some("mauve")),
            Some(many(&["red"], Some("mauve"))),
        ),
        (colours(None), many(&["red"], None), None),
        (
            matrix(),
            cells(&[("git", "sure"), ("tests", "gone"), ("gone", "new")]),
            Some(cells(&[("git", "sure")])),
        ),
        (matrix(), cells(&[("git", "sure")]), None),
        (rating(), step(6), Some(Typed::Rating(None))),
        (rating(), step(5), None),
        (QuestionKind::ShortText, text("gone"), None),
    ] {
        assert_eq!(without_gone(&kind, &typed), expected, "{typed:?}");
    }
}

//! What is wrong with an answer, and what to do about it.

use crate::domain::answer::{Advice, BadHours, Problem};
use crate::domain::form::{Choice, Limit, LimitUnit, Question, QuestionKind};
use crate::domain::id::ChoiceId;
use crate::ui::when::{date_words, list_words, number_words, weekday_words};
use crate::{plural, t};

/// What is wrong with the answer to a question, and what to do.
pub fn problem(problem: &Problem, question: &Question) -> String {
    match problem {
        Problem::Required => needed(&question.kind).to_owned(),
        Problem::RowsMissing(rows) => rows_missing(rows, &question.kind),
        Problem::ChoiceGone => t!(errors.choice_gone).to_owned(),
        Problem::AskedDifferently => t!(errors.asked_differently).to_owned(),
        Problem::TooLong { by, limit } => too_long(*by, *limit),
        Problem::NotANumber => t!(errors.not_a_number).to_owned(),
        Problem::TwoReadings { thousands, decimal } => t!(
            errors.two_readings,
            thousands = number_words(*thousands),
            decimal = number_words(*decimal)
        ),
        Problem::BelowMinimum(least) => t!(errors.below_minimum, least = number_words(*least)),
        Problem::AboveMaximum(most) => t!(errors.above_maximum, most = number_words(*most)),
        Problem::NotWhole => t!(errors.not_whole).to_owned(),
        Problem::NotADate => t!(errors.not_a_date).to_owned(),
        Problem::TooEarly(date) => t!(errors.too_early, date = date_words(*date)),
        Problem::TooLate(date) => t!(errors.too_late, date = date_words(*date)),
        Problem::NotAUrl => t!(errors.not_a_url).to_owned(),
        Problem::UrlWithoutScheme { suggestion } => {
            t!(errors.url_without_scheme, suggestion = suggestion.clone())
        }
        Problem::UrlNotHttp { scheme } => t!(errors.url_not_http, scheme = scheme.clone()),
        Problem::NotAnEmail => t!(errors.not_an_email).to_owned(),
        Problem::NotAGithubUser => t!(errors.not_a_github_user).to_owned(),
        Problem::UnknownZone { suggestion: None } => t!(errors.unknown_zone).to_owned(),
        Problem::UnknownZone {
            suggestion: Some(zone),
        } => t!(errors.unknown_zone_maybe, suggestion = zone.clone()),
        Problem::UnreadHours { day, why } => {
            let day = weekday_words(false).into_iter().nth(usize::from(*day));
            let day = day.unwrap_or_default();
            t!(errors.unread_hours, day, why = hours(why))
        }
        Problem::ZoneMissing => t!(errors.zone_missing).to_owned(),
        Problem::OtherIsEmpty => t!(errors.other_is_empty).to_owned(),
        Problem::TooManyChosen { by, most } => plural!(
            errors.too_many_chosen,
            *by,
            most = number_words(f64::from(*most))
        ),
        Problem::NothingRanked => t!(errors.nothing_ranked).to_owned(),
        Problem::UnknownProject(_) => t!(errors.unknown_project).to_owned(),
        Problem::ConsentChanged { .. } => t!(errors.consent_changed).to_owned(),
    }
}

/// What is wrong with the times typed for a day, and how to write them.
pub fn hours(bad: &BadHours) -> String {
    match bad.clone() {
        BadHours::NotARange(part) => t!(questions.week.not_a_range, part),
        BadHours::NotAHalfHour(part) => t!(questions.week.not_a_half_hour, part),
        BadHours::Backwards(part) => t!(questions.week.backwards, part),
    }
}

/// What is worth a word about an answer.
pub fn advice(advice: &Advice) -> String {
    match advice {
        Advice::FewHours { half_hours, wanted } => t!(
            errors.few_hours,
            marked = plural!(common.hours, f64::from(*half_hours) / 2.0),
            wanted = plural!(common.hours, *wanted)
        ),
        Advice::ConsentChanged => t!(errors.advice_consent_changed).to_owned(),
        Advice::ChoiceGone => t!(errors.advice_choice_gone).to_owned(),
    }
}

fn needed(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::ShortText | QuestionKind::LongText => t!(errors.needed.write),
        QuestionKind::Number { .. } => t!(errors.needed.number),
        QuestionKind::Date { .. } => t!(errors.needed.date),
        QuestionKind::SingleChoice { .. } => t!(errors.needed.choose),
        QuestionKind::MultipleChoice { .. } => t!(errors.needed.choose_some),
        QuestionKind::Dropdown { .. } => t!(errors.needed.pick),
        QuestionKind::Url => t!(errors.needed.url),
        QuestionKind::Email => t!(errors.needed.email),
        QuestionKind::Rating(_) => t!(errors.needed.rate),
        QuestionKind::Consent { .. } => t!(errors.needed.agree),
        QuestionKind::GithubUser => t!(errors.needed.github),
        QuestionKind::TimeZone => t!(errors.needed.zone),
        QuestionKind::Availability { .. } => t!(errors.needed.week),
        QuestionKind::ProjectPreference { .. } => t!(errors.needed.projects),
        QuestionKind::Matrix { .. } => t!(errors.rows_missing_all),
    }
}

fn rows_missing(missing: &[ChoiceId], kind: &QuestionKind) -> String {
    let rows: &[Choice] = match kind {
        QuestionKind::Matrix { rows, .. } => rows,
        _ => &[],
    };
    let labels = rows.iter().filter(|row| missing.contains(&row.id));
    let labels: Vec<String> = labels.map(|row| row.label.clone()).collect();
    if labels.is_empty() || labels.len() == rows.len() {
        t!(errors.rows_missing_all).to_owned()
    } else {
        t!(errors.rows_missing, rows = list_words(&labels))
    }
}

fn too_long(by: u32, limit: Limit) -> String {
    let most = number_words(f64::from(limit.most));
    match limit.unit {
        LimitUnit::Characters => plural!(errors.too_long_characters, by, limit = most),
        LimitUnit::Words => plural!(errors.too_long_words, by, limit = most),
    }
}

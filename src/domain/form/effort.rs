//! How long a form takes, roughly: for people who ask themselves whether to start tonight.

use super::{Form, QuestionKind};

impl Form {
    /// The minutes it takes to answer every question once, rounded up to the next five. A guess for
    /// someone who writes in a second language: a paragraph takes four minutes, a choice half of one.
    pub fn minutes(&self) -> u32 {
        let halves: u32 = self.questions().map(|q| half_minutes(&q.kind)).sum();
        (halves.div_ceil(2)).next_multiple_of(5)
    }
}

fn half_minutes(kind: &QuestionKind) -> u32 {
    match kind {
        QuestionKind::LongText => 8,
        QuestionKind::Availability { .. } => 4,
        QuestionKind::ProjectPreference { .. } => 4,
        QuestionKind::Matrix { rows, .. } => u32::try_from(rows.len()).unwrap_or(u32::MAX),
        QuestionKind::Consent { .. } => 2,
        QuestionKind::ShortText
        | QuestionKind::Number { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::SingleChoice { .. }
        | QuestionKind::Dropdown { .. }
        | QuestionKind::MultipleChoice { .. }
        | QuestionKind::Url
        | QuestionKind::Email
        | QuestionKind::Rating(_)
        | QuestionKind::GithubUser
        | QuestionKind::TimeZone => 1,
    }
}

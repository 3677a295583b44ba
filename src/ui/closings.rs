//! What people say at the end of a session, read from storage and again when anything changed; and what they are asked.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::messages;
use super::when::number_words;
use super::words::{capitalised, role_word};
use crate::browser::store::LoadError;
use crate::domain::form::{Choice, Scale};
use crate::domain::id::SessionId;
use crate::domain::programme::{
    ClosingKind, ClosingQuestion, ClosingSurvey, UsualClosing, WeekRules,
};
use crate::domain::record::Kind;
use crate::domain::week::closing::{Answer, Answered, Closing, Consent, Interest, Words};
use crate::t;

/// How far reading has come.
#[derive(Clone, PartialEq, Eq)]
pub enum ClosingsReading {
    /// It is under way for the first time.
    UnderWay,
    /// Why, and what to do.
    Failed(String),
    /// What this device has of a session.
    Done(Arc<Vec<Closing>>),
}

/// Reads a session's, and again when anything changed. Of several readings under way the last counts.
pub fn follow_closings(app: App, session: &SessionId) -> RwSignal<ClosingsReading> {
    let reading = RwSignal::new(ClosingsReading::UnderWay);
    let turn = StoredValue::new(0_u32);
    let session = session.clone();
    Effect::new(move || {
        app.changed.track();
        turn.update_value(|turn| *turn += 1);
        let (this, session) = (turn.get_value(), session.clone());
        spawn_local(async move {
            let now = match read(app, &session).await {
                Ok(found) => ClosingsReading::Done(Arc::new(found)),
                Err(error) => ClosingsReading::Failed(messages::load_error(&error)),
            };
            let is_last = turn.try_get_value() == Some(this);
            if is_last && reading.with_untracked(|known| *known != now) {
                reading.set(now);
            }
        });
    });
    reading
}

async fn read(app: App, session: &SessionId) -> Result<Vec<Closing>, LoadError> {
    let mut found = Vec::new();
    app.store()
        .each_of_kind(&Kind::Closing, |records| {
            let read = records.iter().filter_map(Closing::read);
            found.extend(read.filter(|one| one.session == *session));
        })
        .await?;
    Ok(found)
}

/// Whether a session asks anything at its end.
pub fn is_asked(rules: &WeekRules) -> bool {
    rules.closing != ClosingSurvey::Not
}

/// The questions of a session's end.
pub fn questions(rules: &WeekRules) -> Vec<ClosingQuestion> {
    match &rules.closing {
        ClosingSurvey::Usual => UsualClosing::ALL.map(usual).into(),
        ClosingSurvey::Own(questions) => questions.clone(),
        ClosingSurvey::Not => Vec::new(),
    }
}

fn usual(one: UsualClosing) -> ClosingQuestion {
    let scale = |low: &str, high: &str| {
        ClosingKind::Rating(Scale {
            steps: 5,
            low: low.to_owned(),
            high: high.to_owned(),
        })
    };
    let (label, kind) = match one {
        UsualClosing::Overall => (
            t!(closing.usual.overall),
            scale(
                t!(closing.usual.overall_low),
                t!(closing.usual.overall_high),
            ),
        ),
        UsualClosing::Helped => (t!(closing.usual.helped), ClosingKind::Words),
        UsualClosing::Otherwise => (t!(closing.usual.otherwise), ClosingKind::Words),
        UsualClosing::Amount => (
            t!(closing.usual.amount),
            ClosingKind::Choice(vec![
                choice("too-little", t!(closing.usual.too_little)),
                choice("right", t!(closing.usual.right)),
                choice("too-much", t!(closing.usual.too_much)),
            ]),
        ),
        UsualClosing::Recommend => (
            t!(closing.usual.recommend),
            scale(
                t!(closing.usual.recommend_low),
                t!(closing.usual.recommend_high),
            ),
        ),
    };
    ClosingQuestion {
        id: one.id(),
        label: label.to_owned(),
        help: String::new(),
        kind,
    }
}

/// One of a few choices that are the app's own.
pub fn choice(id: &str, label: impl Into<String>) -> Choice {
    Choice {
        id: id.parse().expect("a key of the app's own"),
        label: label.into(),
        help: String::new(),
    }
}

/// What somebody answers to whether it may be shown.
pub fn consent_words(consent: Consent) -> &'static str {
    match consent {
        Consent::NotShown => t!(closing.consents.not_shown),
        Consent::WithoutName => t!(closing.consents.without_name),
        Consent::WithName => t!(closing.consents.with_name),
    }
}

/// How words may be shown, as their writer agreed.
pub fn consented_words(closing: &Closing) -> String {
    match closing.quote().map(|quote| quote.name) {
        _ if closing.unsettled => t!(closing.consented.unsettled).to_owned(),
        None => t!(closing.consented.not_shown).to_owned(),
        Some(None) => t!(closing.consented.without_name).to_owned(),
        Some(Some(name)) => t!(closing.consented.with_name, name = name.to_owned()),
    }
}

/// Whether somebody would take part again.
pub fn interest_words(interest: Interest) -> &'static str {
    match interest {
        Interest::Yes => t!(closing.interests.yes),
        Interest::Maybe => t!(closing.interests.maybe),
        Interest::NotNow => t!(closing.interests.not_now),
    }
}

/// An answer, in words.
pub fn answer_words(one: &Answered<'_>) -> String {
    match one.answer {
        Answer::Words(text) => text.clone(),
        Answer::Rating(step) => {
            let n = number_words(f64::from(*step));
            match one.steps {
                Some(all) => t!(closing.of_steps, n = n, all = number_words(f64::from(all))),
                None => n,
            }
        }
        Answer::Choice { label, .. } => label.clone(),
    }
}

/// All that somebody said, each beside what was asked.
pub fn said(words: &Words, questions: &[ClosingQuestion]) -> Vec<(String, String)> {
    let answers = words.answered(questions).into_iter();
    let answers = answers.map(|one| (one.question.to_owned(), answer_words(&one)));
    let mut said: Vec<(String, String)> = answers.collect();
    if !words.testimonial.trim().is_empty() {
        let mut consent = consent_words(words.consent).to_owned();
        let name = words.shown_as.trim();
        if words.consent == Consent::WithName && !name.is_empty() {
            consent = t!(weeks.cell, week = consent, what = name.to_owned());
        }
        said.push((
            t!(closing.testimonial).to_owned(),
            words.testimonial.clone(),
        ));
        said.push((t!(closing.consent).to_owned(), consent));
    }
    if let Some(interest) = words.interest {
        let interest = interest_words(interest).to_owned();
        said.push((t!(closing.interest).to_owned(), interest));
    }
    if let Some(role) = &words.interest_role {
        let role = capitalised(&role_word(role));
        said.push((t!(closing.interest_role).to_owned(), role));
    }
    if !words.interest_words.trim().is_empty() {
        let label = t!(closing.interest_words).to_owned();
        said.push((label, words.interest_words.clone()));
    }
    said
}

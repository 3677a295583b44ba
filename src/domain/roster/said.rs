//! What someone is as a member of a session: what their record says, and beneath it their application.

use super::crew::{Member, Origin, Wishes};
use crate::domain::answer::{Answer, WeekSlots};
use crate::domain::application::{Application, ApplicationState};
use crate::domain::form::{Form, LevelSaid, Question, QuestionKind, level_of, level_said};
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::person::{Person, person_id};
use crate::domain::record::Value;
use crate::domain::role::Role;

/// What an application says of its writer that forming teams needs. Sensitive answers are not looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// What they are called: the answer to the first short question about who they are.
    pub name: Option<String>,
    /// Their email address.
    pub email: Option<String>,
    /// Their name on GitHub.
    pub github: Option<String>,
    /// Their zone.
    pub zone: Option<String>,
    /// Their zone, and when they are free by its clocks.
    pub week: Option<(String, WeekSlots)>,
    /// The projects they want; none means any.
    pub projects: Option<Vec<ProjectId>>,
    /// How experienced they are, if the form names a question that says so.
    pub level: Option<i64>,
    /// The same as the form has it.
    pub level_said: Option<LevelSaid>,
}

impl Said {
    /// Reads an application by the form that it answers; the first question of each sort counts.
    pub fn of(application: &Application, form: &Form) -> Self {
        let mut said = Self::default();
        let short = |q: &&Question| q.kind == QuestionKind::ShortText && !q.sensitive;
        let naming = form.questions().filter(short).find(|q| q.personal);
        let naming = naming.or_else(|| form.questions().find(short));
        let text = |question: &Question| {
            let text = application.answers.get(&question.id)?.as_text()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        said.name = naming.and_then(text);
        let level = form.level.as_ref().and_then(|id| form.question(id));
        if level.is_some_and(|question| !question.sensitive) {
            said.level = level_of(form, &application.answers);
            said.level_said = level_said(form, &application.answers);
        }
        for question in form.questions().filter(|question| !question.sensitive) {
            let answer = |value: &Value| Answer::from_value(value).ok();
            let answer = || application.answers.get(&question.id).and_then(answer);
            match question.kind {
                QuestionKind::Email if said.email.is_none() => said.email = text(question),
                QuestionKind::GithubUser if said.github.is_none() => said.github = text(question),
                QuestionKind::TimeZone if said.zone.is_none() => {
                    if let Some(Answer::Zone(zone)) = answer() {
                        said.zone = Some(zone);
                    }
                }
                QuestionKind::Availability { .. } if said.week.is_none() => {
                    if let Some(Answer::Availability(zone, slots)) = answer() {
                        said.week = Some((zone, slots));
                    }
                }
                QuestionKind::ProjectPreference { .. } if said.projects.is_none() => {
                    if let Some(Answer::Projects(projects)) = answer() {
                        said.projects = Some(projects);
                    }
                }
                _ => {}
            }
        }
        said
    }
}

/// An application with the form it answers, as far as it is here.
#[derive(Debug, Clone, Copy)]
pub struct Applied<'a> {
    /// The application.
    pub application: &'a Application,
    /// The form version.
    pub form: Option<&'a Form>,
}

impl Member {
    /// Somebody in a role: what their record says counts before what they wrote in their application.
    /// Without a name they are called what `nameless` says.
    pub fn new(
        id: RecordId,
        role: Role,
        person: Option<&Person>,
        applied: Option<Applied<'_>>,
        nameless: impl Fn(Origin) -> String,
    ) -> Self {
        let said = applied
            .and_then(|applied| Some(Said::of(applied.application, applied.form?)))
            .unwrap_or_default();
        let own = person.cloned().unwrap_or_default();
        let application = applied.map(|applied| applied.application);
        let week = own.week.or(said.week);
        let zone = week.as_ref().map(|(zone, _)| zone.clone());
        let wanted = own.projects.or(said.projects);
        let origin = match application
            .map(|application| application.id)
            .or(own.application)
        {
            Some(application) => Origin::Application(application),
            None => Origin::ByHand,
        };
        Self {
            id,
            name: own.name.or(said.name).unwrap_or_else(|| nameless(origin)),
            email: own.email.or(said.email).unwrap_or_default(),
            github: own.github.or(said.github).unwrap_or_default(),
            zone: zone.or(said.zone),
            week: week.map(|(_, slots)| slots),
            wishes: match wanted {
                Some(projects) if !projects.is_empty() => Wishes::These(projects),
                Some(_) | None => Wishes::Any,
            },
            level: own.level.or(said.level),
            // What an organizer corrected is a number of theirs.
            level_said: said.level_said.filter(|_| own.level.is_none()),
            score: 0,
            is_in: application.is_none_or(|application| {
                application.state == ApplicationState::Submitted && !application.deleted
            }),
            sample: own.sample || application.is_some_and(|application| application.sample),
            origin,
            role,
        }
    }

    /// An applicant who was accepted.
    pub fn accepted(
        role: Role,
        person: Option<&Person>,
        applied: Applied<'_>,
        nameless: impl Fn(Origin) -> String,
    ) -> Self {
        let id = person_id(applied.application.id);
        Self::new(id, role, person, Some(applied), nameless)
    }
}

//! The controls of a form's questions: one for each kind, all in the same frame.
//!
//! A control shows a [`Typed`] and sends back a whole new one; it never cuts, corrects or refuses
//! what someone types, and never rewrites a text field under their hands.

mod availability;
mod choice;
mod consent;
mod date;
mod matrix;
mod projects;
mod rating;
mod readers;
mod text;
mod zone;

use std::sync::Arc;

use leptos::prelude::*;

use super::button::{Button, ButtonLook};
use super::error_summary::focus_within;
use super::field::{Frame, Need, Shape, field_id, framed, note};
use super::icon::Icon;
use super::live::{live, present_while};
use crate::domain::answer::{Typed, Zones, without_gone};
use crate::domain::form::{Choice, Other, Question, QuestionKind, Scale};
use crate::domain::id::QuestionId;
use crate::domain::programme::{Project, Words};
use crate::ui::markdown::markdown;
use readers::readers_line;
pub use readers::{read_by, readers_words};

/// What controls need to know beside their own question. Cheap to clone.
#[derive(Clone)]
pub struct Surroundings {
    /// The zones the browser knows.
    pub zones: Arc<Zones>,
    /// The projects that take part, in the programme's order.
    pub projects: Arc<[Project]>,
    /// What the programme calls those who read answers.
    pub words: Arc<Words>,
    /// What is typed at another question; read in a tracking scope.
    pub answer: Callback<QuestionId, Option<Typed>>,
}

/// What every control is given. `Copy` but for its name, so that closures stay small.
#[derive(Clone)]
struct Asked {
    /// A name for the ids of the page.
    name: String,
    required: bool,
    value: Signal<Option<Typed>>,
    set: Callback<Typed>,
    problem: Signal<Option<String>>,
}

/// The name of a question's field on the page: give it to [`super::field::field_id`] to lead there.
pub fn field_name(question: &QuestionId) -> String {
    format!("q-{question}")
}

/// One question with its control.
#[component]
pub fn QuestionField(
    /// The question.
    question: Arc<Question>,
    /// What is typed.
    #[prop(into)]
    value: Signal<Option<Typed>>,
    /// Takes what is typed.
    #[prop(into)]
    set: Callback<Typed>,
    /// What is wrong with it, in a sentence, when it is time to say so.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// What is worth a word about it.
    #[prop(into)]
    advice: Signal<Option<String>>,
    /// What else controls need to know.
    surroundings: Surroundings,
) -> AnyView {
    let asked = Asked {
        name: field_name(&question.id),
        required: question.required,
        value,
        set,
        problem,
    };
    let readers = readers_line(&question, &surroundings.words);
    let control = control(&question, asked.clone(), surroundings);
    let gone = gone_button(&question, &asked);
    let frame = Frame {
        name: asked.name,
        label: question.label.clone(),
        help: help(&question, readers),
        need: if question.required {
            Need::Required
        } else {
            Need::Optional
        },
        shape: shape(&question.kind),
        problem,
    };
    let advised = live(move || {
        let advice = advice.get().map(|words| note(Icon::Info, words));
        advice.into_any()
    });
    let foot = view! {
        {advised}
        {gone}
    };
    framed(frame, control, Some(foot.into_any()))
}

/// How something beyond a form is asked, by the controls of a form's questions.
pub enum Plainly {
    /// By one line of text.
    Line,
    /// By text.
    Long,
    /// By a step of a scale.
    Rating(Scale),
    /// By one of a few choices.
    Choice(Vec<Choice>),
    /// By one of a few choices, of which one is always made.
    Always(Vec<Choice>),
    /// By one of many choices.
    List(Vec<Choice>),
}

/// Something that is asked beyond a form. Nobody has to answer it.
pub struct Plain {
    /// A name, unique on the page.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// What helps to answer it; empty if nothing does.
    pub help: String,
    /// What is typed.
    pub value: Signal<Option<Typed>>,
    /// Takes what is typed.
    pub set: Callback<Typed>,
    /// What is said beneath.
    pub foot: AnyView,
}

/// Asks something beyond a form.
pub fn plain(how: &Plainly, plain: Plain) -> AnyView {
    let problem = Signal::stored(None);
    let (shape, is_kept) = match how {
        Plainly::Line | Plainly::Long | Plainly::List(_) => (Shape::Single, false),
        Plainly::Rating(_) | Plainly::Choice(_) => (Shape::Radios, false),
        Plainly::Always(_) => (Shape::Radios, true),
    };
    let asked = Asked {
        name: plain.name.clone(),
        required: is_kept,
        value: plain.value,
        set: plain.set,
        problem,
    };
    let control = match how {
        Plainly::Line => text::line(asked, text::Line::Text, None),
        Plainly::Long => text::long(asked, None),
        Plainly::Rating(scale) => rating::rating(asked, scale),
        Plainly::Choice(choices) | Plainly::Always(choices) => {
            choice::single(asked, choices, Other::No, None)
        }
        Plainly::List(choices) => choice::dropdown(asked, choices, Other::No, None),
    };
    let frame = Frame {
        name: plain.name,
        label: plain.label,
        help: (!plain.help.is_empty()).then(|| view! { <p>{plain.help}</p> }.into_any()),
        need: Need::Unsaid,
        shape,
        problem,
    };
    framed(frame, control, Some(plain.foot))
}

/// What the form says of a question, and who will read the answer.
fn help(question: &Question, readers: Option<AnyView>) -> Option<AnyView> {
    let said = (!question.help.is_empty()).then(|| markdown(&question.help));
    if said.is_none() && readers.is_none() {
        return None;
    }
    let help = view! {
        {said}
        {readers}
    };
    Some(help.into_any())
}

/// A button that takes away what is no longer offered and so can't be unticked, while there is any.
fn gone_button(question: &Arc<Question>, asked: &Asked) -> AnyView {
    let (value, set, name) = (asked.value, asked.set, asked.name.clone());
    let question = Arc::clone(question);
    let kept = move || {
        value.with(|value| {
            let typed = value.as_ref()?;
            without_gone(&question.kind, typed)
        })
    };
    let offered = kept.clone();
    present_while(
        move || kept().is_some(),
        move || {
            let (offered, name) = (offered.clone(), name.clone());
            let press = move |()| {
                if let Some(offered) = untrack(&offered) {
                    set.run(offered);
                    focus_within(&field_id(&name));
                }
            };
            let label = crate::t!(questions.take_gone);
            view! { <Button label look=ButtonLook::Small mark=Icon::Trash press /> }.into_any()
        },
    )
}

fn shape(kind: &QuestionKind) -> Shape {
    match kind {
        QuestionKind::ShortText
        | QuestionKind::LongText
        | QuestionKind::Number { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Dropdown { .. }
        | QuestionKind::Url
        | QuestionKind::Email
        | QuestionKind::GithubUser
        | QuestionKind::TimeZone => Shape::Single,
        QuestionKind::SingleChoice { .. } | QuestionKind::Rating(_) => Shape::Radios,
        QuestionKind::MultipleChoice { .. }
        | QuestionKind::Consent { .. }
        | QuestionKind::Availability { .. }
        | QuestionKind::ProjectPreference { .. }
        | QuestionKind::Matrix { .. } => Shape::Group,
    }
}

fn control(question: &Question, asked: Asked, surroundings: Surroundings) -> AnyView {
    use text::Line;
    match &question.kind {
        QuestionKind::ShortText => text::line(asked, Line::Text, question.limit),
        QuestionKind::LongText => text::long(asked, question.limit),
        QuestionKind::Number { unit, .. } => text::number(asked, unit),
        QuestionKind::Url => text::line(asked, Line::Url, question.limit),
        QuestionKind::Email => text::line(asked, Line::Email, question.limit),
        QuestionKind::GithubUser => text::github_user(asked),
        QuestionKind::Date { min, max } => date::date(asked, *min, *max),
        QuestionKind::SingleChoice { choices, other } => {
            choice::single(asked, choices, *other, question.limit)
        }
        QuestionKind::Dropdown { choices, other } => {
            choice::dropdown(asked, choices, *other, question.limit)
        }
        QuestionKind::MultipleChoice {
            choices,
            other,
            at_most,
        } => choice::multiple(asked, choices, *other, *at_most, question.limit),
        QuestionKind::Rating(scale) => rating::rating(asked, scale),
        QuestionKind::Consent { text, version } => consent::consent(asked, text, version),
        QuestionKind::TimeZone => zone::time_zone(asked, surroundings.zones),
        QuestionKind::Availability {
            zone_from,
            at_least_hours,
        } => availability::availability(asked, zone_from.clone(), *at_least_hours, surroundings),
        QuestionKind::ProjectPreference { at_most } => {
            projects::preference(asked, *at_most, surroundings.projects)
        }
        QuestionKind::Matrix { rows, columns } => matrix::matrix(asked, rows, columns),
    }
}

impl Asked {
    /// The characters typed, for the kinds that are answered in text.
    fn text(&self) -> Signal<String> {
        let value = self.value;
        Signal::derive(move || match value.get() {
            Some(Typed::Text(text)) => text,
            // What was typed to an older form, in another way, stays in the draft untouched.
            Some(_) | None => String::new(),
        })
    }

    /// Takes the characters typed.
    fn write(&self) -> Callback<String> {
        let set = self.set;
        Callback::new(move |text| set.run(Typed::Text(text)))
    }

    /// Whether something is wrong.
    fn wrong(&self) -> Signal<bool> {
        let problem = self.problem;
        Signal::derive(move || problem.with(Option::is_some))
    }
}

/// A button that takes an answer back, where the question may be left and something is answered.
fn clear_button(asked: &Asked, blank: Typed) -> AnyView {
    let (value, set, name) = (asked.value, asked.set, asked.name.clone());
    if asked.required {
        return ().into_any();
    }
    let answered = move || value.with(|value| value.as_ref().is_some_and(|v| !v.is_blank()));
    present_while(answered, move || {
        let (blank, name) = (blank.clone(), name.clone());
        let press = move |()| {
            set.run(blank.clone());
            // This button goes; what it took back is where one goes on.
            focus_within(&field_id(&name));
        };
        let label = crate::t!(questions.clear);
        view! { <Button label look=ButtonLook::Small mark=Icon::Undo press /> }.into_any()
    })
}

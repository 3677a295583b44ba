//! What is typed about somebody: a little form whose answers are the fields of their record. It saves by
//! itself, and lives as long as the app runs.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::answer::{Answer, Typed, Wish, World, parse};
use crate::domain::decide::Command;
use crate::domain::form::{Question, QuestionKind};
use crate::domain::id::{QuestionId, RecordId, SessionId};
use crate::domain::person::{self, Person};
use crate::domain::record::VersionVector;
use crate::domain::role::Role;
use crate::domain::roster::{Member, Wishes};
use crate::t;
use crate::ui::app::App;
use crate::ui::saving::Saving;

/// What is asked of somebody, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Name,
    Email,
    Github,
    Week,
    Projects,
    Level,
}

impl Part {
    pub(super) const ALL: [Self; 6] = [
        Self::Name,
        Self::Email,
        Self::Github,
        Self::Week,
        Self::Projects,
        Self::Level,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Name => "person-name",
            Self::Email => "person-email",
            Self::Github => "person-github",
            Self::Week => "person-week",
            Self::Projects => "person-projects",
            Self::Level => "person-level",
        }
    }

    /// The field of a person's record that it is kept in.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Name => person::NAME,
            Self::Email => person::EMAIL,
            Self::Github => person::GITHUB,
            Self::Week => person::AVAILABILITY,
            Self::Projects => person::PROJECTS,
            Self::Level => person::LEVEL,
        }
    }

    /// It as a question of a form.
    pub(super) fn question(self, role: &Role) -> Option<Question> {
        let id: QuestionId = self.key().parse().ok()?;
        let (label, help, kind) = match self {
            Self::Name => (t!(teams.name), "", QuestionKind::ShortText),
            Self::Email => (t!(teams.email), "", QuestionKind::Email),
            Self::Github => (t!(teams.github), "", QuestionKind::GithubUser),
            Self::Week => (
                t!(teams.week_question),
                "",
                QuestionKind::Availability {
                    zone_from: None,
                    at_least_hours: None,
                },
            ),
            Self::Projects => {
                let label = if *role == Role::Navigator {
                    t!(teams.projects_question_navigator)
                } else {
                    t!(teams.projects_question)
                };
                (label, "", QuestionKind::ProjectPreference { at_most: None })
            }
            Self::Level => (
                t!(teams.level),
                t!(teams.level_help),
                QuestionKind::Number {
                    min: None,
                    max: None,
                    whole: true,
                    unit: String::new(),
                },
            ),
        };
        Some(Question {
            id,
            label: label.to_owned(),
            help: help.to_owned(),
            required: false,
            kind,
            limit: None,
            show_if: None,
            sensitive: false,
            personal: true,
            readers: Vec::new(),
        })
    }

    /// What is known of somebody by all there is, to be corrected.
    pub(super) fn of_member(self, member: &Member) -> Typed {
        let text = |text: &str| Some(text.to_owned());
        self.typed(&Person {
            name: text(&member.name),
            email: text(&member.email),
            github: text(&member.github),
            week: member
                .zone
                .clone()
                .map(|zone| (zone, member.week.unwrap_or_default())),
            projects: match &member.wishes {
                Wishes::These(projects) => Some(projects.clone()),
                Wishes::Any => Some(Vec::new()),
            },
            level: member.level,
            ..Person::default()
        })
    }

    /// What is shown of what is known.
    pub(super) fn typed(self, person: &Person) -> Typed {
        let text = |text: &Option<String>| Typed::Text(text.clone().unwrap_or_default());
        match self {
            Self::Name => text(&person.name),
            Self::Email => text(&person.email),
            Self::Github => text(&person.github),
            Self::Week => {
                let (zone, slots) = person.week.clone().unwrap_or_default();
                Typed::Week {
                    zone,
                    slots,
                    unread: Default::default(),
                }
            }
            Self::Projects => Typed::Projects {
                wish: person.projects.as_ref().map(|projects| {
                    if projects.is_empty() {
                        Wish::Any
                    } else {
                        Wish::Ranked
                    }
                }),
                ranked: person.projects.clone().unwrap_or_default(),
            },
            Self::Level => {
                let level = person.level.map(|level| level.to_string());
                Typed::Text(level.unwrap_or_default())
            }
        }
    }
}

/// What an answer is kept as: nothing as it can't be read yet, or else the answer, if there is one.
type Read = dyn Fn(Part, &Typed) -> Option<Option<Answer>> + Send + Sync;

/// What is typed about somebody. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct PersonTyping {
    values: StoredValue<BTreeMap<Part, RwSignal<Option<Typed>>>>,
    /// What is stored of them.
    known: StoredValue<Person>,
    /// How it is saved.
    pub saving: Saving<Part, Typed>,
}

thread_local! {
    static ALL: RefCell<HashMap<(SessionId, RecordId), PersonTyping>> = RefCell::default();
}

impl PersonTyping {
    /// What is typed about somebody; one for each person and session, whose projects are asked about. `is_new` if they have no record yet; `read` is what
    /// an answer can be kept as.
    pub(super) fn of(
        app: App,
        session: &SessionId,
        id: RecordId,
        known: &Person,
        is_new: bool,
        read: impl Fn(Part, &Typed) -> Option<Option<Answer>> + Send + Sync + 'static,
    ) -> Self {
        if let Some(typing) = ALL.with_borrow(|all| all.get(&(session.clone(), id)).copied()) {
            return typing;
        }
        let typing = app.rooted(|| Self::new(app, id, known.clone(), is_new, Arc::new(read)));
        ALL.with_borrow_mut(|all| all.insert((session.clone(), id), typing));
        typing
    }

    fn new(app: App, id: RecordId, known: Person, is_new: bool, read: Arc<Read>) -> Self {
        let values: BTreeMap<Part, RwSignal<Option<Typed>>> = Part::ALL
            .into_iter()
            .map(|part| (part, RwSignal::new(Some(part.typed(&known)))))
            .collect();
        let signals = values.clone();
        // Of somebody who has no record yet all is new; their application is named in it.
        let before = if is_new {
            Person::default()
        } else {
            known.clone()
        };
        let (application, sample) = (known.application, known.sample);
        let known = StoredValue::new(before);
        let store = Arc::new(move |batch: BTreeMap<Part, Typed>| {
            let before = known.get_value();
            let mut after = before.clone();
            (after.application, after.sample) = (application, sample);
            for (part, typed) in &batch {
                take(&mut after, *part, typed, &*read);
            }
            Command::EditPerson {
                person: id,
                before: Box::new(before),
                after: Box::new(after),
            }
        });
        let words = Arc::new(move || {
            let texts = signals
                .values()
                .filter_map(|value| match value.get_untracked() {
                    Some(Typed::Text(text)) => Some(text),
                    _ => None,
                });
            texts.collect::<Vec<_>>().join("\n")
        });
        let saving = Saving::new(app, id, store, words);
        // Only what is stored is known: what could not be saved is said again, whole.
        Effect::new(move || {
            let stored = saving.stored.get();
            if let Some(person) = stored.and_then(|record| Person::read(&record)) {
                known.set_value(person);
            }
        });
        Self {
            values: StoredValue::new(values),
            known,
            saving,
        }
    }

    /// What is typed at a part.
    pub(super) fn value(self, part: Part) -> Option<RwSignal<Option<Typed>>> {
        self.values.with_value(|values| values.get(&part).copied())
    }

    /// Takes what was typed at a part.
    pub(super) fn set(self, part: Part, typed: Typed) {
        if let Some(value) = self.value(part) {
            value.set(Some(typed.clone()));
        }
        self.saving.typed(part, typed);
    }

    /// Takes up what a copy of the record says, unless something newer is here.
    pub(super) fn refresh(self, person: &Person, version: &VersionVector) {
        if !self.saving.takes_up(version) {
            return;
        }
        // What is half typed differs from what is stored: only what another copy changed is shown anew.
        let before = self.known.get_value();
        self.known.set_value(person.clone());
        for part in Part::ALL {
            let (was, is) = (part.typed(&before), part.typed(person));
            if let Some(value) = self.value(part)
                && was != is
                && value.with_untracked(|shown| shown.as_ref() != Some(&is))
            {
                value.set(Some(is));
            }
        }
    }
}

/// Takes what was typed into a person. Text is kept as it is typed; of the rest, what can't be read yet
/// changes nothing, which is said at its field.
fn take(person: &mut Person, part: Part, typed: &Typed, read: &Read) {
    let text = || match typed {
        Typed::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    };
    match part {
        Part::Name => person.name = text(),
        Part::Email => person.email = text(),
        Part::Github => person.github = text(),
        Part::Week => match read(part, typed) {
            Some(Some(Answer::Availability(zone, slots))) => person.week = Some((zone, slots)),
            Some(_) => person.week = None,
            None => {}
        },
        Part::Projects => match read(part, typed) {
            Some(Some(Answer::Projects(projects))) => person.projects = Some(projects),
            Some(_) => person.projects = None,
            None => {}
        },
        Part::Level => match read(part, typed) {
            Some(Some(Answer::Number(level))) => person.level = Some(level as i64),
            Some(_) => person.level = None,
            None => {}
        },
    }
}

/// What is wrong with what is typed, or the answer it is.
pub(super) fn read_part(
    app: App,
    session: &crate::domain::programme::Session,
    role: &Role,
    part: Part,
    typed: &Typed,
) -> Result<Option<Answer>, String> {
    let Some(question) = part.question(role) else {
        return Ok(None);
    };
    let zones = app.zones();
    let world = World {
        zones: &zones,
        projects: &session.projects,
    };
    let answer = parse(&question, Some(typed), &world);
    answer.map_err(|problem| crate::ui::messages::problem(&problem, &question))
}

//! What there is of an application on this device, for every page of it; and what is shown when
//! there is none, or it can't be gone on with.

use std::sync::Arc;

use leptos::prelude::*;

use super::apply_orphan::orphan;
use crate::domain::answer::Checked;
use crate::domain::application::{Application, Draft};
use crate::domain::conflict::typed_conflicts;
use crate::domain::form::Form;
use crate::domain::id::{QuestionId, RecordId, SessionId};
use crate::domain::programme::{Apply, Session};
use crate::domain::record::Write;
use crate::domain::time::Stand;
use crate::route::Route;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{LinkButton, Notice, PageHead, Tone, live};
use crate::ui::messages;
use crate::ui::typing::Typing;

/// An application that was begun here and can be gone on with. Cheap to clone.
#[derive(Clone)]
pub(super) struct Begun {
    /// The app.
    pub app: App,
    /// The session applied for.
    pub session: Arc<Session>,
    /// How to apply for it.
    pub apply: Arc<Apply>,
    /// The form.
    pub form: Arc<Form>,
    /// What is typed into it.
    pub typing: Typing,
    /// Where the deadline stands.
    pub stand: Memo<Stand>,
    /// The draft as it is stored; nothing once it is gone.
    pub draft: Memo<Option<Draft>>,
    /// What was sent of it.
    pub sent: Memo<Option<Application>>,
    /// Answers that two devices hold differently.
    pub conflicts: Memo<std::collections::BTreeMap<QuestionId, Vec<Write>>>,
}

/// What there is for a session on this device.
#[derive(Clone, PartialEq)]
enum Place {
    /// The programme has no such session.
    NoSession,
    /// It takes no applications.
    TakesNone,
    /// What is stored can't be read.
    Unreadable(String),
    /// Nothing was begun.
    NotBegun,
    /// Something was begun, and the programme no longer asks for it.
    Orphan(RecordId),
    /// Something was begun.
    Begun(RecordId),
}

fn place(app: App, id: &SessionId) -> Place {
    let draft = match app.draft(id) {
        Ok(draft) => draft,
        Err(unreadable) => return Place::Unreadable(messages::unreadable(&unreadable)),
    };
    app.programme.with(|programme| {
        let session = programme.session(id);
        let apply = session.and_then(|session| session.apply.as_ref());
        match (draft, session, apply) {
            (None, None, _) => Place::NoSession,
            (None, Some(_), None) => Place::TakesNone,
            (None, Some(_), Some(_)) => Place::NotBegun,
            (Some(draft), _, Some(_)) if programme.form(&draft.form).is_some() => {
                Place::Begun(draft.id)
            }
            (Some(draft), _, _) => Place::Orphan(draft.id),
        }
    })
}

/// A page of an application that was begun; or what is shown in its place.
pub(super) fn at_application(
    app: App,
    id: SessionId,
    page: impl Fn(Begun) -> AnyView + Send + 'static,
) -> AnyView {
    let to_start = Route::Apply(id.clone());
    at_place(app, id, page, move |_, _| not_begun(&to_start))
}

/// A page that also has something to show where nothing was begun.
pub(super) fn at_place(
    app: App,
    id: SessionId,
    page: impl Fn(Begun) -> AnyView + Send + 'static,
    not_begun: impl Fn(Session, Apply) -> AnyView + Send + 'static,
) -> AnyView {
    let found = {
        let id = id.clone();
        Memo::new(move |_| place(app, &id))
    };
    let shown = move || match found.get() {
        Place::NoSession => gone(t!(apply.no_session), t!(apply.no_session_help)),
        Place::TakesNone => gone(t!(apply.takes_none), t!(apply.takes_none_help)),
        Place::Unreadable(words) => unreadable(words),
        Place::NotBegun => match app.session(&id) {
            Some(session) => match session.apply.clone() {
                Some(apply) => not_begun(session, apply),
                None => gone(t!(apply.takes_none), t!(apply.takes_none_help)),
            },
            None => gone(t!(apply.no_session), t!(apply.no_session_help)),
        },
        Place::Orphan(draft) => orphan(app, draft),
        Place::Begun(draft) => match begun(app, &id, draft) {
            Some(begun) => page(begun),
            None => orphan(app, draft),
        },
    };
    live(shown)
}

fn begun(app: App, id: &SessionId, record: RecordId) -> Option<Begun> {
    let session = app.session(id)?;
    let apply = session.apply.clone()?;
    let draft = untrack(|| app.draft(id)).ok()??;
    let typing = app.typing(&draft)?;
    let window = apply.window;
    let draft = Memo::new(move |_| {
        app.mine.with(|mine| {
            mine.get(&record)
                .and_then(|r| Draft::read(r).ok().flatten())
        })
    });
    Some(Begun {
        app,
        session: Arc::new(session),
        apply: Arc::new(apply),
        form: typing.form(),
        typing,
        stand: Memo::new(move |_| window.stand(app.now.get())),
        draft,
        sent: Memo::new(move |_| draft.with(|d| d.as_ref().and_then(|d| app.sent(d).ok()?))),
        conflicts: Memo::new(move |_| {
            app.mine
                .with(|mine| mine.get(&record).map(typed_conflicts).unwrap_or_default())
        }),
    })
}

impl Begun {
    /// What the form says of the answers as typed.
    pub fn checked(&self) -> Arc<Checked> {
        self.typing.checked.get()
    }

    /// Where a question is asked.
    pub fn question_route(&self, question: &QuestionId) -> Route {
        let session = self.session.id.clone();
        let section = self
            .form
            .sections
            .iter()
            .find(|section| section.questions.iter().any(|q| q.id == *question));
        match section {
            Some(section) => Route::ApplyQuestion(session, section.id.clone(), question.clone()),
            None => Route::Apply(session),
        }
    }

    /// The session's name and the page's title, for a page of this application.
    pub fn title(&self) -> String {
        title(self.app, &self.session)
    }
}

/// What an application is to; for a call, also as what.
pub(super) fn title(app: App, session: &Session) -> String {
    let as_what = app.programme.with(|programme| {
        let call = session.call.as_ref()?;
        let role = call.role.word(&programme.words)?;
        let session = programme.session(&call.session)?;
        Some((role.one.clone(), session.name.clone()))
    });
    match as_what {
        Some((role, session)) => t!(apply.title_as, session = session, role = role),
        None => t!(apply.title, session = session.name.clone()),
    }
}

fn not_begun(to_start: &Route) -> AnyView {
    let href = to_start.href();
    view! {
        <PageHead title=t!(apply.not_begun) />
        <div class="stack">
            <p>{t!(apply.not_begun_help)}</p>
            <p>
                <LinkButton href=href label=t!(apply.to_start) />
            </p>
        </div>
    }
    .into_any()
}

fn gone(title: &'static str, help: &'static str) -> AnyView {
    view! {
        <PageHead title=title />
        <div class="stack">
            <p>{help}</p>
            <p>
                <LinkButton href=Route::Home.href() label=t!(apply.to_programme) />
            </p>
        </div>
    }
    .into_any()
}

fn unreadable(words: String) -> AnyView {
    view! {
        <PageHead title=t!(apply.unreadable) />
        <div class="stack">
            <Notice tone=Tone::Danger>
                <p>{words}</p>
                <p>{t!(apply.unreadable_help)}</p>
            </Notice>
            <p>
                <LinkButton href=Route::Mine.href() label=t!(apply.mine.title) />
            </p>
        </div>
    }
    .into_any()
}

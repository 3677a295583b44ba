//! An application to a session: what is asked, before it is begun; the map of what is done, after.

use leptos::prelude::*;

use super::apply_begun::{Begun, at_place};
use super::apply_carry::carry;
use super::apply_start::start_page;
use super::apply_window::{passed, window_words};
use super::mine_list::sent_state;
use crate::domain::answer::{CheckedSection, SectionState};
use crate::domain::application::ApplicationState;
use crate::domain::decide::Command;
use crate::domain::id::{RecordId, SessionId};
use crate::route::Route;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, ButtonLook, Icon, LinkButton, Notice, PageHead, SectionMap, SectionStep, Tone,
    announce, live,
};
use crate::ui::deed::{Failed, failure, perform};
use crate::ui::saved::saved;
use crate::ui::when::{moment_brief, number_words};
use crate::{plural, t};

/// An application to a session.
#[component]
pub fn Apply(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    at_place(
        app,
        session,
        |begun| overview(&begun),
        move |session, apply| start_page(app, session, apply),
    )
}

fn overview(begun: &Begun) -> AnyView {
    let back = (t!(apply.to_programme).to_owned(), Route::Home.href());
    let (window, stand, app) = (begun.apply.window, begun.stand, begun.app);
    let (title, typing) = (begun.title(), begun.typing);
    view! {
        <PageHead title=title back=back>
            {move || window_words(&window, stand.get(), app.now.get())} {saved(typing)}
        </PageHead>
        <div class="stack stack-loose">
            {passed(begun)} {sent_notice(begun)} {conflicts_notice(begun)} {onward(begun)}
            <section class="stack" aria-labelledby="sections-title">
                <h2 id="sections-title">{t!(apply.map.sections)}</h2>
                {section_map(begun, None)}
            </section> {carry(begun)} {delete(begun.app, begun.typing.draft, &begun.session.name)}
        </div>
    }
    .into_any()
}

/// How much is answered, and the way to the next thing to do.
fn onward(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let shown = move || {
        let checked = begun.checked();
        let done: usize = checked.sections.iter().map(|s| s.answered).sum();
        let all: usize = checked.sections.iter().map(|s| s.shown).sum();
        let words = t!(
            apply.map.answered,
            done = number_words(done as f64),
            all = number_words(all as f64)
        );
        let (href, label) = next_thing(&begun, &checked.sections);
        let review = (!label.is_empty()).then(|| {
            view! {
                <LinkButton
                    href=Route::ApplyReview(begun.session.id.clone()).href()
                    label=t!(apply.map.review)
                />
            }
        });
        let label = if label.is_empty() {
            t!(apply.map.review).to_owned()
        } else {
            label
        };
        view! {
            <section class="card stack">
                <progress class="answered" max=all.to_string() value=done.to_string() aria-label=words.clone()></progress>
                <p>{words.clone()}</p>
                {checked.is_complete().then(|| view! { <p>{t!(apply.map.all_done)}</p> })}
                <div class="row">
                    <LinkButton href=href label=label look=ButtonLook::Primary />
                    {review}
                </div>
            </section>
        }
        .into_any()
    };
    live(shown)
}

/// The first section that has something to do, with its words; the review, without, if none has.
fn next_thing(begun: &Begun, sections: &[CheckedSection]) -> (String, String) {
    let session = begun.session.id.clone();
    let to_do = |wanted: &dyn Fn(SectionState) -> bool| {
        let found = sections.iter().find(|section| wanted(section.state))?;
        begun.form.section(&found.id)
    };
    let must = to_do(&|state| matches!(state, SectionState::ToDo | SectionState::Problems));
    match must {
        Some(section) => (
            Route::ApplySection(session, section.id.clone()).href(),
            t!(apply.map.go_on, section = section.title.clone()),
        ),
        None => (Route::ApplyReview(session).href(), String::new()),
    }
}

/// The map of the form, with the place where one is.
pub(super) fn section_map(begun: &Begun, here: Option<Route>) -> AnyView {
    let begun = begun.clone();
    let session = begun.session.id.clone();
    let steps = Signal::derive(move || {
        let checked = begun.checked();
        let mut steps: Vec<SectionStep> = begun
            .form
            .sections
            .iter()
            .map(|section| {
                let route = Route::ApplySection(session.clone(), section.id.clone());
                SectionStep {
                    label: section.title.clone(),
                    href: route.href(),
                    state: checked.section(&section.id).map(|section| section.state),
                    current: here.as_ref() == Some(&route),
                }
            })
            .collect();
        let review = Route::ApplyReview(session.clone());
        steps.push(SectionStep {
            label: t!(apply.map.review).to_owned(),
            href: review.href(),
            state: None,
            current: here.as_ref() == Some(&review),
        });
        steps
    });
    view! { <SectionMap label=t!(apply.map.sections) steps=steps /> }.into_any()
}

fn sent_notice(begun: &Begun) -> AnyView {
    let (sent, draft, session) = (begun.sent, begun.draft, begun.session.id.clone());
    let shown = move || {
        sent.get()
            .map(|sent| {
                let when = moment_brief(sent.sent_at);
                let words = match sent.state {
                    ApplicationState::Submitted => t!(apply.map.sent, when = when),
                    ApplicationState::Withdrawn => t!(apply.map.withdrawn, when = when),
                };
                let receipt = draft.get().and_then(|draft| draft.receipt);
                let href = Route::ApplySent(session.clone()).href();
                view! {
                    <Notice tone=Tone::Info title=words>
                        <p>{sent_state(&sent, receipt.as_ref())}</p>
                        <p>
                            <a href=href>{t!(apply.map.sent_link)}</a>
                        </p>
                    </Notice>
                }
            })
            .into_any()
    };
    live(shown)
}

/// Answers that were written apart and wait for a choice, with a way to each.
pub(super) fn conflicts_notice(begun: &Begun) -> AnyView {
    let begun = begun.clone();
    let shown = move || {
        let (conflicts, checked) = (begun.conflicts.get(), begun.checked());
        let asked: Vec<_> = begun
            .form
            .questions()
            // One that does not concern the writer can't be chosen, and is not sent either.
            .filter(|question| checked.is_shown(&question.id))
            .filter(|question| conflicts.contains_key(&question.id))
            .map(|question| {
                let href = begun.question_route(&question.id).href();
                view! { <li><a href=href>{question.label.clone()}</a></li> }
            })
            .collect();
        let count = u32::try_from(asked.len()).unwrap_or(u32::MAX);
        (count > 0)
            .then(|| {
                view! {
                    <Notice tone=Tone::Warning title=plural!(apply.map.conflicts, count)>
                        <p>{t!(apply.map.conflicts_help)}</p>
                        <ul>{asked}</ul>
                    </Notice>
                }
            })
            .into_any()
    };
    live(shown)
}

/// The way to delete an application. `session` is the session's name.
pub(super) fn delete(app: App, draft: RecordId, session: &str) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let label = t!(apply.map.delete_do, session = session.to_owned());
    let deleted = t!(apply.map.deleted, session = session.to_owned());
    let press = move |()| {
        let deleted = deleted.clone();
        perform(app, Command::Delete(vec![draft]), failed, move |_| {
            announce(&deleted);
        });
    };
    view! {
        <details class="more">
            <summary>{t!(apply.map.delete)}</summary>
            <div class="stack">
                <p>{t!(apply.map.delete_help)}</p>
                {failure(failed)}
                <p>
                    <Button label=label mark=Icon::Trash look=ButtonLook::Danger press=press />
                </p>
            </div>
        </details>
    }
    .into_any()
}

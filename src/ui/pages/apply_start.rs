//! Before an application is begun: what is asked, until when, and the way to begin.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::apply_begun::title;
use super::apply_carry::open_progress;
use super::apply_window::{Standing, late, standing, window_words};
use crate::browser::quota;
use crate::domain::application::Draft;
use crate::domain::decide::Command;
use crate::domain::form::Form;
use crate::domain::id::SessionId;
use crate::domain::programme::{Apply, Session};
use crate::route::Route;
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Icon, Notice, PageHead, Tone};
use crate::ui::deed::{Failed, failure, perform};
use crate::ui::markdown::markdown;
use crate::ui::place;
use crate::ui::words::word;
use crate::{plural, t};

/// What is asked, until when, and the way to begin.
pub(super) fn start_page(app: App, session: Session, apply: Apply) -> AnyView {
    let back = (t!(apply.to_programme).to_owned(), Route::Home.href());
    let title = title(app, &session);
    let form = app
        .programme
        .with_untracked(|programme| programme.form(&apply.form).cloned());
    let stand = Memo::new(move |_| apply.window.stand(app.now.get()));
    let window = apply.window;
    let id = session.id.clone();
    let way_in = move || match standing(stand.get(), &apply) {
        Standing::Fine => way_in(app, &id, &form, false),
        Standing::Late => way_in(app, &id, &form, true),
        Standing::Early => shut(t!(apply.window.soon_title), t!(apply.window.soon_help)),
        Standing::Over => shut(t!(apply.window.closed_title), t!(apply.window.closed_help)),
    };
    view! {
        <PageHead title=title back=back>
            {move || window_words(&window, stand.get(), app.now.get())}
        </PageHead>
        <div class="stack stack-loose">
            {deleted(app, session.id.clone())} {way_in} {open_progress(app, session.id)}
        </div>
    }
    .into_any()
}

fn shut(title: &'static str, help: &'static str) -> AnyView {
    view! {
        <Notice tone=Tone::Info title=title>
            <p>{help}</p>
        </Notice>
    }
    .into_any()
}

fn way_in(app: App, session: &SessionId, form: &Option<Form>, is_late: bool) -> AnyView {
    let Some(form) = form else {
        return shut(t!(apply.takes_none), t!(apply.takes_none_help));
    };
    let failed: Failed = RwSignal::new(None);
    let pressed = RwSignal::new(false);
    let blocked = Signal::derive(move || {
        let under_way = pressed.get() && failed.with(Option::is_none);
        under_way.then(|| t!(apply.begin.starting).to_owned())
    });
    let press = {
        let session = session.clone();
        let first = form.sections.first().map(|section| section.id.clone());
        move |()| {
            let next = match &first {
                Some(first) => Route::ApplySection(session.clone(), first.clone()),
                None => Route::Apply(session.clone()),
            };
            pressed.set(true);
            perform(
                app,
                Command::StartDraft(session.clone()),
                failed,
                move |_| {
                    place::go(&next);
                    // From now on there is something to lose. What the browser says is shown in “My data”.
                    spawn_local(async {
                        let answer = quota::ask_to_keep().await;
                        leptos::logging::log!(
                            "asked the browser to keep what is written: {answer:?}"
                        );
                    });
                },
            );
        }
    };
    let minutes = form.minutes();
    let time = if minutes < 60 {
        plural!(apply.begin.minutes, minutes)
    } else {
        // In half hours: nobody plans an evening by the minute.
        plural!(common.hours, f64::from(minutes.div_ceil(30)) / 2.0)
    };
    let sections = form.sections.iter().map(|section| {
        let count = u32::try_from(section.questions.len()).unwrap_or(u32::MAX);
        view! {
            <li>
                <span>{section.title.clone()}</span>
                " "
                <span class="soft">{plural!(apply.begin.questions, count)}</span>
            </li>
        }
    });
    // It may be the one to this session: then it is not that nothing was begun.
    let unread = app.storage_news.with(|news| news.drafts_unread);
    let (label, look) = if unread {
        (t!(apply.begin.start_another), ButtonLook::Plain)
    } else {
        (t!(apply.begin.start), ButtonLook::Primary)
    };
    let unread = unread.then(|| {
        view! {
            <Notice tone=Tone::Warning title=t!(apply.begin.unread)>
                <p>{t!(apply.begin.unread_help, organizers = word(|w| &w.organizer.many))}</p>
            </Notice>
        }
    });
    view! {
        {is_late.then(|| late(None))}
        <div class="prose">{markdown(&form.intro)}</div>
        <section class="stack" aria-labelledby="what-is-asked">
            <h2 id="what-is-asked">{t!(apply.begin.what)}</h2>
            <ol class="asked-sections">{sections.collect_view()}</ol>
            <p>{t!(apply.begin.effort, time = time)}</p>
        </section>
        <section class="stack" aria-labelledby="how-it-works">
            <h2 id="how-it-works">{t!(apply.begin.how)}</h2>
            <ul class="prose">
                <li>{t!(apply.begin.how_saved)}</li>
                <li>{t!(apply.begin.how_order)}</li>
                <li>{t!(apply.begin.how_sent)}</li>
            </ul>
        </section>
        {failure(failed)}
        {unread}
        <p>
            <Button label=label look=look blocked=blocked press=press />
        </p>
    }
    .into_any()
}

/// Applications to this session that were deleted here, each with a way to bring it back (Promise 12).
fn deleted(app: App, session: SessionId) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let drafts = Memo::new(move |_| {
        app.mine.with(|mine| {
            let drafts = mine.values().filter_map(|r| Draft::read(r).ok().flatten());
            drafts
                .filter(|draft| draft.deleted && draft.session == session)
                .map(|draft| (draft.id, draft.typed.len()))
                .collect::<Vec<_>>()
        })
    });
    let shown = move || {
        let notices = drafts.get().into_iter().map(|(draft, answers)| {
            let count = u32::try_from(answers).unwrap_or(u32::MAX);
            let back = move |()| perform(app, Command::Undelete(vec![draft]), failed, |_| ());
            view! {
                <Notice tone=Tone::Info title=t!(apply.begin.deleted)>
                    <p>{plural!(apply.begin.deleted_help, count)}</p>
                    <p>
                        <Button label=t!(apply.begin.bring_back) mark=Icon::Undo press=back />
                    </p>
                </Notice>
            }
        });
        notices.collect_view()
    };
    view! {
        {failure(failed)}
        {shown}
    }
    .into_any()
}

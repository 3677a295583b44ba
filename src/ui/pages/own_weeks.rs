//! One's own weeks in “My data”: what this device holds of them, to look at and to take along. A captain's own notes are on
//! no other device and in no other file, so here is said how long ago they were last taken along.

mod written;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::meeting::not_read;
use super::weeks::{meeting_words, state_words};
use crate::browser::clock;
use crate::browser::files::{self, NotHanded, Sort, TextFile};
use crate::browser::store::LoadError;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::programme::WeekRules;
use crate::domain::time::Instant;
use crate::domain::week::diary::{Counts, Diary, DiaryWeek};
use crate::domain::week::own::{is_by, written_since};
use crate::format::file::{Damage, FileError};
use crate::format::markdown;
use crate::format::weeks::WeeksFile;
use crate::route::Route;
use crate::ui::app::{App, use_app};
use crate::ui::components::{Button, ButtonLook, Icon, LinkButton, announce, icon, live};
use crate::ui::deed::{Failed, failure};
use crate::ui::saving::settle_all;
use crate::ui::when::{list_words, number_words, relative_words};
use crate::ui::words::word;
use crate::ui::{messages, own};
use crate::{plural, t};

/// One's weeks in a session.
#[derive(Debug, Clone, PartialEq)]
struct Own {
    member: RecordId,
    session: SessionId,
    /// What the session is called.
    name: String,
    diary: Diary,
    rules: WeekRules,
    /// When they were last taken along, and how much was written since.
    saved: Option<(Instant, usize)>,
}

/// How far reading has come.
#[derive(Debug, Clone, PartialEq)]
enum Reading {
    UnderWay,
    Failed(String),
    Done(Vec<Arc<Own>>),
}

/// The part of the page.
pub(super) fn own_weeks() -> AnyView {
    let app = use_app();
    let reading = RwSignal::new(Reading::UnderWay);
    let turn = StoredValue::new(0_u32);
    Effect::new(move || {
        app.changed.track();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let now = match read(app).await {
                Ok(all) => Reading::Done(all),
                Err(error) => Reading::Failed(messages::load_error(&error)),
            };
            // The page may have been left meanwhile.
            let is_last = turn.try_get_value() == Some(this);
            if is_last && reading.with_untracked(|known| *known != now) {
                reading.set(now);
            }
        });
    });
    let failed = Failed::new(None);
    let body = live(move || match reading.get() {
        Reading::UnderWay => {
            view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
        }
        Reading::Failed(why) => not_read(app, why),
        Reading::Done(all) => {
            let cards = all.into_iter().map(|own| card(app, &own, failed));
            cards.collect_view().into_any()
        }
    });
    view! {
        <section class="stack" aria-labelledby="mine-weeks">
            <h2 id="mine-weeks">{t!(home.own_weeks)}</h2>
            <p>{t!(weeks.own.help)}</p>
            {failure(failed)}
            {body}
        </section>
    }
    .into_any()
}

async fn read(app: App) -> Result<Vec<Arc<Own>>, LoadError> {
    let store = app.store();
    let held = store.own_parts().await?;
    if held.all().next().is_none() {
        return Ok(Vec::new());
    }
    let records = store.load_weeks().await?;
    let mut all = Vec::new();
    for (member, session) in held.all() {
        let file = WeeksFile::own(&records, session, member);
        let known = app.session(session);
        let saved = own::saved_along(app, member).await?;
        let saved = saved.map(|saved| {
            let own = file.records.iter().filter(|one| is_by(one, member));
            (saved, written_since(own, saved))
        });
        all.push(Arc::new(Own {
            member,
            session: session.clone(),
            name: known
                .as_ref()
                .map_or_else(|| session.to_string(), |session| session.name.clone()),
            diary: Diary::of(&file.records, member),
            rules: known.map(|session| session.weekly).unwrap_or_default(),
            saved,
        }));
    }
    Ok(all)
}

fn card(app: App, own: &Arc<Own>, failed: Failed) -> AnyView {
    let counts = own.diary.counts();
    let notes = (counts.notes > 0).then(|| {
        let words = t!(
            weeks.own.notes_help,
            organizers = word(|w| &w.organizer.many)
        );
        view! { <p class="field-note">{icon(Icon::Warning)} <span>{words}</span></p> }
    });
    let looked_back = own.diary.closing.is_some().then(|| {
        let href = Route::Closing(own.session.clone(), own.member).href();
        view! { <p><a href=href>{t!(closing.title)}</a></p> }
    });
    let saved = own.saved;
    let since = live(move || {
        let words = match saved {
            None => t!(weeks.own.never_saved).to_owned(),
            Some((at, since)) => {
                let ago = relative_words(at, app.now.get());
                match since {
                    0 => t!(weeks.own.saved, ago = ago),
                    since => plural!(weeks.own.saved_since, since as f64, ago = ago),
                }
            }
        };
        view! { <p class="soft">{words}</p> }.into_any()
    });
    let (member, session) = (own.member, own.session.clone());
    let take = move |()| take_along(app, session.clone(), member, failed);
    let text = {
        let own = Arc::clone(own);
        move || markdown::to_text(&written::blocks(&own.name, &own.diary, &own.rules))
    };
    let copy = {
        let text = text.clone();
        move |()| {
            let text = text();
            spawn_local(async move {
                announce(match files::copy(&text).await {
                    Ok(()) => t!(weeks.own.copied),
                    Err(NotHanded) => t!(errors.not_copied),
                });
            });
        }
    };
    let name = file_name(app, &own.session, "md");
    let keep = move |()| {
        let file = TextFile {
            name: name.clone(),
            text: text(),
            sort: Sort::Markdown,
        };
        let handed = files::save(&file);
        failed.set(
            handed
                .err()
                .map(|NotHanded| t!(errors.not_downloaded).to_owned()),
        );
    };
    let href = Route::Weeks(own.session.clone(), own.member).href();
    let heading = format!("mine-weeks-{}", own.member);
    let labelled_by = heading.clone();
    view! {
        <article class="card stack" aria-labelledby=labelled_by>
            <h3 id=heading class="card-title">{own.name.clone()}</h3>
            <p>{count_words(counts)}</p>
            {list(own)}
            {looked_back}
            {notes}
            {since}
            <div class="button-row">
                <Button label=t!(weeks.own.take) mark=Icon::Download press=take about=own.name.clone() />
                <Button label=t!(weeks.own.copy) mark=Icon::Copy press=copy about=own.name.clone() />
                <Button label=t!(weeks.own.keep) mark=Icon::Download press=keep about=own.name.clone() />
                <LinkButton href=href label=t!(weeks.see_weeks) look=ButtonLook::Quiet />
            </div>
            <p class="soft small">{t!(weeks.own.take_help)}</p>
        </article>
    }
    .into_any()
}

/// “Check-ins: 3. Meetings: 2.”
fn count_words(counts: Counts) -> String {
    let said = [
        (counts.check_ins, t!(weeks.own.check_ins)),
        (counts.meetings, t!(weeks.meetings)),
        (counts.one_to_ones, t!(weeks.one_to_one)),
        (counts.notes, t!(weeks.own.notes)),
    ];
    let said = said.into_iter().filter(|(n, _)| *n > 0);
    let said = said.map(|(n, what)| {
        let n = number_words(n as f64);
        t!(weeks.own.count, what = what, n = n)
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        return t!(weeks.own.nothing).to_owned();
    }
    list_words(&said)
}

/// The weeks of which something is here, each with what it is.
fn list(own: &Own) -> Option<AnyView> {
    if own.diary.weeks.is_empty() {
        return None;
    }
    let items = own.diary.weeks.iter().map(|(week, of)| {
        let href = Route::CheckIn(own.session.clone(), own.member, *week).href();
        let label = t!(weeks.week, n = number_words(f64::from(*week)));
        let what = list_words(&week_words(own, of));
        view! {
            <li>
                <a href=href>{label}</a>
                ": "
                <span dir="auto">{what}</span>
            </li>
        }
    });
    Some(
        view! {
            <details>
                <summary>{t!(weeks.wall)}</summary>
                <ul>{items.collect_view()}</ul>
            </details>
        }
        .into_any(),
    )
}

/// What is here of a week, in few words.
fn week_words(own: &Own, week: &DiaryWeek) -> Vec<String> {
    let mut words = Vec::new();
    let said = week.check_ins.iter();
    words.extend(said.map(|one| written::check_in_title(one.readers)));
    words.extend(week.meetings.iter().map(|met| {
        let came = met.came.get(&own.member).copied();
        came.map_or(t!(weeks.own.meeting), meeting_words).to_owned()
    }));
    for (with, pair) in &week.pairs {
        let name = written::name(&own.diary, *with);
        words.push(match pair.state {
            Some(state) => t!(
                weeks.own.one_to_one_went,
                name = name,
                state = state_words(state)
            ),
            None => t!(weeks.own.one_to_one, name = name),
        });
    }
    words.extend(week.blockers.iter().map(|one| one.what.clone()));
    words
}

fn file_name(app: App, session: &SessionId, ending: &str) -> String {
    let programme = app.programme.with_untracked(|p| p.id.to_string());
    format!("{programme}-{session}-my-weeks.{ending}")
}

/// Why one's weeks were not taken along.
enum NotTaken {
    Unread(LoadError),
    /// What was written does not read back: it is not handed out.
    Wrong(FileError),
    NotHanded,
    NotNoted(String),
}

/// Saves what is typed, then makes the file, reads it back, and has the browser save it.
fn take_along(app: App, session: SessionId, member: RecordId, failed: Failed) {
    failed.set(None);
    spawn_local(async move {
        let is_all = settle_all().await;
        let outcome = make(app, &session, member).await;
        let why = match outcome {
            // What storage does not take is not in the file.
            Ok(()) => (!is_all).then(|| t!(weeks.own.unsaved).to_owned()),
            Err(NotTaken::Unread(error)) => Some(messages::load_error(&error)),
            Err(NotTaken::Wrong(error)) => Some(messages::file_error(&error)),
            Err(NotTaken::NotHanded) => Some(t!(errors.not_downloaded).to_owned()),
            Err(NotTaken::NotNoted(why)) => Some(why),
        };
        if why.is_none() {
            announce(t!(weeks.own.taken));
        }
        failed.try_set(why);
        app.changed.update(|n| *n += 1);
    });
}

async fn make(app: App, session: &SessionId, member: RecordId) -> Result<(), NotTaken> {
    let now = clock::now();
    let records = app.store().load_weeks().await.map_err(NotTaken::Unread)?;
    let programme = app.programme.with_untracked(|p| p.id.clone());
    let file = WeeksFile::own(&records, session, member);
    let text = file.to_text(&programme);
    let read = WeeksFile::parse(&text, &programme).map_err(NotTaken::Wrong)?;
    if read != file {
        let (line, damage) = (1, Damage::Contents);
        return Err(NotTaken::Wrong(FileError::Damaged { line, damage }));
    }
    let file = TextFile {
        name: file_name(app, session, "json"),
        text,
        sort: Sort::Json,
    };
    files::save(&file).map_err(|NotHanded| NotTaken::NotHanded)?;
    let noted = own::note_saved_along(app, member, now).await;
    noted.map_err(|error| NotTaken::NotNoted(messages::save_error(&error)))
}

//! What each week of a session is about: written by organizers, with what is usual wherever they wrote nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::check_in::text_words;
use super::meeting::not_read;
use super::roster::read::{follow, page};
use crate::domain::decide::{Command, PlanPart, Weekly};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::Record;
use crate::domain::week::Weeks;
use crate::domain::week::plan::{MESSAGE, THEME, TO_DO, Theme, Written, plan_id};
use crate::route::Route;
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{Button, ButtonLook, Icon, PageHead, live};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::deed::{Failed, failure};
use crate::ui::keeper::Keeper;
use crate::ui::messages;
use crate::ui::plan::{Planned, of_week};
use crate::ui::saving::saved;
use crate::ui::when::{date_brief, number_words};

/// The plan of a session's weeks.
#[component]
pub fn PlanPage(
    /// The session.
    session: SessionId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    page(app, reading, move |known| {
        let (weeks, by_cards, name) = known.with_untracked(|known| {
            let session = known.session();
            (
                Weeks::of_session(session),
                known.by_cards,
                session.name.clone(),
            )
        });
        let back = (
            t!(weeks.wall).to_owned(),
            Route::Wall(session.clone()).href(),
        );
        let session = session.clone();
        let all = weeks.all().map(|week| {
            if by_cards {
                of_week(app, &session, weeks, week)
            } else {
                one(app, &session, weeks, week)
            }
        });
        view! {
            <PageHead title=t!(weeks.plan_title) over=name back=back>
                <p class="roster-counts">{t!(weeks.plan_help)}</p>
            </PageHead>
            <div class="stack stack-loose">{all.collect_view()}</div>
        }
        .into_any()
    })
}

/// The fields of a week's plan. Cheap to copy.
#[derive(Clone, Copy)]
struct Fields {
    theme: Keeper,
    message: Keeper,
    to_do: Keeper,
    reading: RwSignal<Reading>,
}

/// How far reading a week's plan has come. Before it was read nothing is typed over it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reading {
    UnderWay,
    /// Why, and what to do.
    Failed(String),
    Done,
}

thread_local! {
    static ALL: RefCell<HashMap<RecordId, Fields>> = RefCell::default();
}

impl Fields {
    /// Those of a week. They live as long as the app runs.
    fn of(app: App, session: &SessionId, week: u32, theme: Theme) -> Self {
        let id = plan_id(session, week);
        if let Some(fields) = ALL.with_borrow(|all| all.get(&id).copied()) {
            return fields;
        }
        let fields = app.rooted(|| Self::new(app, session, week, theme));
        ALL.with_borrow_mut(|all| all.insert(id, fields));
        fields
    }

    fn new(app: App, session: &SessionId, week: u32, theme: Theme) -> Self {
        let id = plan_id(session, week);
        let usual = Planned::of(&Written::default(), theme);
        let keeper = |part: PlanPart, usual: &str| {
            let (session, usual) = (session.clone(), usual.to_owned());
            let store = Arc::new(move |text: String| {
                Command::Week(Weekly::Plan {
                    session: session.clone(),
                    week,
                    part,
                    // What is usual is not written down: it is as each reader's language has it.
                    text: (text != usual).then_some(text),
                })
            });
            Keeper::new(app, id, store)
        };
        let fields = Self {
            theme: keeper(PlanPart::Theme, &usual.theme),
            message: keeper(PlanPart::Message, &usual.message),
            to_do: keeper(PlanPart::ToDo, &usual.to_do),
            reading: RwSignal::new(Reading::UnderWay),
        };
        fields.show(&usual);
        Effect::new(move || {
            app.changed.track();
            spawn_local(async move {
                let now = match app.store().get(id).await {
                    Ok(found) => {
                        found
                            .iter()
                            .for_each(|record| fields.take_up(record, theme));
                        Reading::Done
                    }
                    Err(_) if fields.reading.get_untracked() == Reading::Done => Reading::Done,
                    Err(error) => Reading::Failed(messages::load_error(&error)),
                };
                if fields.reading.get_untracked() != now {
                    fields.reading.set(now);
                }
            });
        });
        fields
    }

    fn take_up(self, record: &Record, theme: Theme) {
        if let Some((.., written)) = Written::read(record) {
            let planned = Planned::of(&written, theme);
            self.theme.refresh(&planned.theme, &record.version);
            self.message.refresh(&planned.message, &record.version);
            self.to_do.refresh(&planned.to_do, &record.version);
        }
    }

    fn show(self, planned: &Planned) {
        self.theme.text.set(planned.theme.clone());
        self.message.text.set(planned.message.clone());
        self.to_do.text.set(planned.to_do.clone());
    }
}

/// A week's plan, to be written.
fn one(app: App, session: &SessionId, weeks: Weeks, week: u32) -> AnyView {
    let theme = Theme::usual(weeks, week);
    let fields = Fields::of(app, session, week, theme);
    let record = plan_id(session, week);
    live(move || match fields.reading.get() {
        Reading::UnderWay => {
            view! { <p class="quiet" role="status">{t!(weeks.reading)}</p> }.into_any()
        }
        Reading::Failed(why) => not_read(app, why),
        Reading::Done => card(app, fields, record, (weeks, week)),
    })
}

fn card(app: App, fields: Fields, record: RecordId, (weeks, week): (Weeks, u32)) -> AnyView {
    let theme = Theme::usual(weeks, week);
    let failed = Failed::new(None);
    let conflicts = Conflicts::of(Choosing::about(app, failed, record));
    let id = move |part: &str| format!("plan-{week}-{part}");
    let usual = move |()| {
        let planned = Planned::of(&Written::default(), theme);
        fields.theme.set(planned.theme);
        fields.message.set(planned.message);
        fields.to_do.set(planned.to_do);
    };
    let going = vec![
        fields.theme.going(),
        fields.message.going(),
        fields.to_do.going(),
    ];
    let title = t!(weeks.week, n = number_words(f64::from(week)));
    let area = move |part: &'static str, label: &'static str, rows: u32, keeper: Keeper| {
        view! {
            <div class="field">
                <label class="field-label" for=id(part)>
                    {label}
                </label>
                <textarea
                    id=id(part)
                    class="input"
                    rows=rows
                    dir="auto"
                    prop:value=keeper.text
                    on:input=move |event| keeper.set(event_target_value(&event))
                ></textarea>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card note-when check-in" aria-labelledby=id("title")>
            <div class="note-head">
                <h2 id=id("title")>
                    {title.clone()} " "
                    <span class="soft">{weeks.first_day(week).map(date_brief)}</span>
                </h2>
                <Button
                    label=t!(weeks.as_usual)
                    look=ButtonLook::Small
                    mark=Icon::Undo
                    press=usual
                    about=title
                />
            </div>
            <div class="field">
                <label class="field-label" for=id("theme")>
                    {t!(weeks.plan_theme)}
                </label>
                <input
                    id=id("theme")
                    class="input"
                    type="text"
                    autocomplete="off"
                    dir="auto"
                    prop:value=fields.theme.text
                    on:input=move |event| fields.theme.set(event_target_value(&event))
                />
            </div>
            {conflicts.at(THEME, t!(weeks.plan_theme), text_words)}
            {area("message", t!(weeks.plan_message), 3, fields.message)}
            {conflicts.at(MESSAGE, t!(weeks.plan_message), text_words)}
            {area("to-do", t!(weeks.plan_to_do), 3, fields.to_do)}
            {conflicts.at(TO_DO, t!(weeks.plan_to_do), text_words)}
            {failure(failed)}
            {saved(app, going)}
        </section>
    }
    .into_any()
}

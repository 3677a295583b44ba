//! A time that was found, to be acted on: shown in the grid, copied by everyone's own clock, or saved for
//! calendars. It is held once, in the week that is looked at, or else in the session's first.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sittings::span_words;
use super::{Asked, TITLE, grid};
use crate::browser::files::{self, NotHanded, Sort, TextFile};
use crate::browser::{clock, zones};
use crate::domain::overlap::crowd::Crowd;
use crate::domain::overlap::{Event, Frame};
use crate::domain::programme::Session;
use crate::format::ics::{Anchor, Once, once};
use crate::format::naming::file_name;
use crate::t;
use crate::ui::components::{Button, ButtonLook, Icon, announce, live};
use crate::ui::when::{clock_in, moment_in, zone_and_offset};

/// How many days before the session its clocks are looked at for a calendar file, and for how many weeks from then: a
/// year tells summer time from a change for good.
const AROUND: i64 = 28;
const WEEKS: u32 = 56;

/// What a time is taken from the page with.
#[derive(Clone)]
pub(super) struct Taking {
    pub asked: Asked,
    pub crowd: Arc<Crowd>,
    pub session: Arc<Session>,
    /// Who is compared.
    pub on: Memo<Vec<bool>>,
    /// Whose clock the times are by, and the session's weeks by it.
    pub zone: Memo<String>,
    pub frame: Memo<Option<Arc<Frame>>>,
}

impl Taking {
    /// What can be done with a time that is offered.
    pub fn of_offer(&self, start: u16) -> AnyView {
        let asked = self.asked;
        let about = span_words(start, asked.length());
        let show = move |()| {
            asked.picked.set(Some(start));
            grid::go(grid::cell_of(start));
        };
        let show = view! {
            <Button
                label=t!(crew.compare_show)
                look=ButtonLook::Small
                mark=Icon::Search
                press=show
                about=about.clone()
            />
        };
        self.buttons(start, about, show.into_any())
    }

    /// What can be done with the time that is picked; nothing while none is.
    pub fn of_picked(&self) -> AnyView {
        let taking = self.clone();
        let asked = self.asked;
        live(move || {
            let Some(start) = asked.picked.get() else {
                return ().into_any();
            };
            let span = span_words(start, asked.length());
            let back = move |()| {
                asked.picked.set(None);
                grid::go(grid::cell_of(start));
            };
            let back = view! {
                <Button
                    label=t!(crew.compare_unpick)
                    look=ButtonLook::Small
                    mark=Icon::Close
                    press=back
                    about=span.clone()
                />
            };
            view! {
                <div class="compare-picked">
                    <p>
                        <strong>{t!(crew.compare_picked, time = span.clone())}</strong>
                    </p>
                    {taking.buttons(start, span, back.into_any())}
                </div>
            }
            .into_any()
        })
    }

    fn buttons(&self, start: u16, about: String, other: AnyView) -> AnyView {
        let said = RwSignal::new(None::<&'static str>);
        let say = move |words: &'static str| {
            announce(words);
            // The page may have been left meanwhile.
            said.try_set(Some(words));
        };
        let taking = self.clone();
        let copy = move |()| match untrack(|| taking.event(start)) {
            None => say(t!(crew.compare_skipped)),
            Some(event) => {
                let text = untrack(|| taking.text(event));
                spawn_local(async move {
                    match files::copy(&text).await {
                        Ok(()) => say(t!(crew.compare_copied)),
                        Err(NotHanded) => say(t!(errors.not_copied)),
                    }
                });
            }
        };
        let taking = self.clone();
        let save = move |()| match untrack(|| taking.file(start)) {
            None => say(t!(crew.compare_skipped)),
            Some(file) => match files::save(&file) {
                Ok(()) => say(t!(crew.export_done)),
                Err(NotHanded) => say(t!(errors.not_downloaded)),
            },
        };
        let taking = self.clone();
        // In which week it is held is said before it is taken anywhere.
        let held = live(move || {
            let event = taking.event(start);
            let time = event.and_then(|event| moment_words(&taking.zone.get(), event));
            let words = time.map(|time| {
                let words = t!(crew.compare_held, time = time);
                view! { <span class="soft small">{words}</span> }
            });
            words.into_any()
        });
        let said = live(move || {
            let words = said.get();
            let words = words.map(|words| view! { <span class="soft small">{words}</span> });
            words.into_any()
        });
        view! {
            <div class="compare-deeds">
                {other}
                <Button
                    label=t!(crew.compare_copy)
                    look=ButtonLook::Small
                    mark=Icon::Copy
                    press=copy
                    about=about.clone()
                />
                <Button
                    label=t!(roster.add_to_calendar)
                    look=ButtonLook::Small
                    mark=Icon::Calendar
                    press=save
                    about=about
                />
                {said}
                {held}
            </div>
        }
        .into_any()
    }

    /// When it is held; nothing where the clocks skip that.
    fn event(&self, start: u16) -> Option<Event> {
        let week = self.asked.week().unwrap_or_default();
        self.frame.get()?.event(week, start, self.asked.length())
    }

    /// What it is called: as it was typed, or else the opening of the session.
    fn title(&self) -> String {
        let typed = self.asked.title.get().unwrap_or_default();
        if typed.trim().is_empty() {
            self.usual_title()
        } else {
            typed.trim().to_owned()
        }
    }

    fn usual_title(&self) -> String {
        t!(crew.compare_opening, session = self.session.name.clone())
    }

    /// When it is for everyone who is compared, a line each.
    fn text(&self, event: Event) -> String {
        let here = moment_words(&self.zone.get(), event);
        let mut text = format!("{}\n{}\n\n", self.title(), here.unwrap_or_default());
        let on = self.on.get();
        let people = self.crowd.people.iter().zip(on);
        for (person, _) in people.filter(|(_, on)| *on) {
            let theirs = person.zone.as_deref();
            let theirs = theirs.and_then(|zone| moment_words(zone, event));
            let line = t!(
                crew.compare_copy_line,
                name = person.name.clone(),
                time = theirs.unwrap_or_else(|| t!(crew.compare_no_week).to_owned())
            );
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    /// The calendar file; nothing where the clocks skip its beginning.
    fn file(&self, start: u16) -> Option<TextFile> {
        let event = self.event(start)?;
        let (zone, session) = (self.zone.get(), &self.session);
        let from = session.starts.plus_days(-AROUND).unwrap_or(session.starts);
        let clock = zones::clock(&zone, from, session.weeks + WEEKS)?;
        let begins = clock.local(event.begins)?;
        let programme = self.asked.app.programme.with(|p| p.id.clone());
        let minute = event.begins.0.div_euclid(60_000);
        let anchor = Anchor::new(&zone, clock)?;
        let text = once(Once {
            uid: format!("event-{programme}-{}-{minute}@groundcrew", session.id),
            anchor: &anchor,
            begins,
            length: self.asked.length() * 15,
            title: self.title(),
            made: clock::now(),
        })?;
        Some(TextFile {
            name: file_name(&programme, &format!("{}-{}.ics", session.id, begins.day)),
            text,
            sort: Sort::Calendar,
        })
    }
}

/// “Tuesday, 30 March 2027 at 18:00 to 19:00, Europe/Paris UTC+02:00”, by the clocks of a zone; nothing for one that
/// the browser does not know.
fn moment_words(zone: &str, event: Event) -> Option<String> {
    Some(t!(
        crew.compare_moment,
        from = moment_in(zone, event.begins)?,
        to = clock_in(zone, event.ends)?,
        zone = zone_and_offset(zone, zones::offset_minutes(zone, event.begins))
    ))
}

/// What an event is called. It stands in the URL once it was typed.
pub(super) fn title_field(taking: &Taking) -> AnyView {
    let asked = taking.asked;
    let usual = taking.usual_title();
    let now = move || asked.title.get().unwrap_or_else(|| usual.clone());
    view! {
        <div class="field compare-title">
            <label class="field-label" for="compare-title">
                {t!(crew.compare_called)}
            </label>
            <p id="compare-title-help" class="field-help">
                {t!(crew.compare_called_help)}
            </p>
            <input
                id="compare-title"
                class="input"
                type="text"
                autocomplete="off"
                dir="auto"
                aria-describedby="compare-title-help"
                prop:value=now
                on:input=move |event| asked.title.set(Some(event_target_value(&event)))
                on:change=move |event| asked.set(TITLE, &event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

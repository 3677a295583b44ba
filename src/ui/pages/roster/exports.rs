//! The roster as files: for spreadsheets, for Djangonaut Space's site, for contacts, calendars and readers.

use std::collections::BTreeMap;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Desk, Known, written};
use crate::browser::clock;
use crate::browser::files::{self, NotHanded, Sort, TextFile};
use crate::browser::zones;
use crate::domain::membership::Team;
use crate::domain::overlap::Offsets;
use crate::domain::programme::Programme;
use crate::domain::time::Date;
use crate::format::naming::file_name;
use crate::format::sheet::{self, Calendars, Heading};
use crate::format::{markdown, roster_csv};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Icon, announce, icon};
use crate::ui::deed::Failed;
use crate::ui::words::word;

/// How many days before a team begins its clocks are looked at, and for how many weeks after it ends: a year
/// tells summer time from a change for good.
const AROUND: i64 = 28;
const WEEKS: u32 = 52;

/// What sort of file.
#[derive(Clone, Copy)]
enum Shape {
    Csv,
    Site,
    Contacts,
    Calendar,
    Markdown,
}

/// The menu.
pub(super) fn menu(desk: Desk) -> AnyView {
    let row = |label: String, shape: Shape| {
        view! {
            <button
                type="button"
                class="button button-quiet"
                on:click=move |_| save(desk, shape)
            >
                {icon(Icon::Download)}
                <span>{label}</span>
            </button>
        }
        .into_any()
    };
    let close = move |event: KeyboardEvent| {
        let menu = event.current_target().filter(|_| event.key() == "Escape");
        let Some(menu) = menu.and_then(|menu| menu.dyn_into::<Element>().ok()) else {
            return;
        };
        let closed = menu.remove_attribute("open");
        let summary = menu.query_selector("summary").ok().flatten();
        if let Some(summary) = summary.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let focused = summary.focus();
            if closed.and(focused).is_err() {
                leptos::logging::warn!("the menu did not close");
            }
        }
    };
    view! {
        <details class="list-menu" name="list-menu" on:keydown=close>
            <summary class="button">{icon(Icon::Download)} <span>{t!(crew.export)}</span></summary>
            <div class="list-panel list-panel-start list-exports">
                {row(t!(roster.export_csv).to_owned(), Shape::Csv)} {row(t!(roster.export_site).to_owned(), Shape::Site)}
                {row(t!(roster.export_contacts).to_owned(), Shape::Contacts)}
                {row(t!(roster.export_calendar).to_owned(), Shape::Calendar)}
                {row(
                    t!(roster.export_markdown_all, organizers = word(|w| &w.organizer.many)),
                    Shape::Markdown,
                )}
                <p class="quiet">{t!(roster.export_help, public = t!(roster.tab_public))}</p>
            </div>
        </details>
    }
    .into_any()
}

fn save(desk: Desk, shape: Shape) {
    let programme = desk.app.programme.get_untracked();
    let made = desk
        .known
        .with_untracked(|known| made(&programme, known, shape));
    let Some((name, text, sort)) = made else {
        desk.failed.set(Some(t!(roster.no_meetings).to_owned()));
        return;
    };
    let session = desk
        .known
        .with_untracked(|known| known.session().id.to_string());
    hand_over(
        desk.app,
        format!("{session}-{name}"),
        text,
        sort,
        desk.failed,
    );
}

/// The file; nothing for a calendar without meetings.
fn made(programme: &Programme, known: &Known, shape: Shape) -> Option<(String, String, Sort)> {
    let heading = Heading {
        programme,
        session: known.session(),
    };
    let (name, text, sort) = match shape {
        Shape::Csv => ("roster.csv", sheet::csv(&known.sheet), Sort::Csv),
        Shape::Site => {
            let rows = sheet::site_rows(&known.sheet, heading);
            ("roster-site.csv", roster_csv::to_text(&rows), Sort::Csv)
        }
        Shape::Contacts => {
            let cards = sheet::contacts(&known.sheet, None, heading);
            ("contacts.vcf", cards, Sort::Contacts)
        }
        Shape::Calendar => {
            let teams = known.sheet.teams.iter().map(|sheet| &sheet.team);
            ("meetings.ics", calendar(known, teams)?, Sort::Calendar)
        }
        Shape::Markdown => {
            let text = markdown::to_text(&written::roster(known));
            ("roster.md", text, Sort::Markdown)
        }
    };
    Some((name.to_owned(), text, sort))
}

/// The calendar of some teams; nothing if none of them says when it meets.
pub fn calendar<'a>(
    known: &Known,
    teams: impl Iterator<Item = &'a Team> + Clone,
) -> Option<String> {
    let session = known.session();
    // From the first day of those that meet by a zone's clocks to the last.
    let mut spans: BTreeMap<&str, (Date, u32)> = BTreeMap::new();
    for team in teams.clone() {
        if let Some(meeting) = &team.meeting {
            let (begins, lasts) = (team.begins(session), team.lasts(session));
            let span = spans.entry(&meeting.zone).or_insert((begins, lasts));
            let ends = |(from, weeks): (Date, u32)| from.days_since_epoch() + 7 * i64::from(weeks);
            let end = ends(*span).max(ends((begins, lasts)));
            let from = span.0.min(begins);
            let weeks = (end - from.days_since_epoch()).div_euclid(7) + 1;
            *span = (from, u32::try_from(weeks).unwrap_or(lasts));
        }
    }
    let clocks: BTreeMap<String, Offsets> = spans
        .into_iter()
        .filter_map(|(zone, (from, weeks))| {
            let from = from.plus_days(-AROUND).unwrap_or(from);
            let clock = zones::clock(zone, from, weeks + WEEKS)?;
            Some((zone.to_owned(), clock))
        })
        .collect();
    let with = Calendars {
        session,
        clocks: &clocks,
        made: clock::now(),
        remind: None,
    };
    let named = teams.map(|team| {
        let name = t!(roster.event, team = super::teams::team_name(team));
        let project = team
            .project
            .as_ref()
            .map(|project| known.project_name(project));
        (team, name, project)
    });
    sheet::calendar(named, with)
}

/// Has the browser save a file; or says that it did not.
pub fn hand_over(app: App, name: String, text: String, sort: Sort, failed: Failed) {
    let name = app.programme.with_untracked(|p| file_name(&p.id, &name));
    let handed = files::save(&TextFile { name, text, sort });
    failed.set(match handed {
        Ok(()) => {
            announce(t!(crew.export_done));
            None
        }
        Err(NotHanded) => Some(t!(errors.not_downloaded).to_owned()),
    });
}

//! The circles on the wall: whether each met, and who of those in it came. Where it is noted is a link's way further.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::rows::{is_ahead, mark};
use crate::domain::id::RecordId;
use crate::domain::roster::sheet::Line;
use crate::domain::time::Date;
use crate::domain::week::Weeks;
use crate::domain::week::circle::Circle;
use crate::domain::week::glance::{Glances, Met};
use crate::domain::week::meeting::Attendance;
use crate::domain::week::own::OwnParts;
use crate::route::Route;
use crate::t;
use crate::ui::pages::circle::{circle_words, is_open_to};
use crate::ui::pages::meeting::came_words;
use crate::ui::pages::roster::read::Known;
use crate::ui::pages::weeks::WeekWords;
use crate::ui::words::{capitalised, role_word};

/// A group of rows for each circle that has somebody in it, and is for whoever has this device.
pub(super) fn groups(
    known: &Known,
    own: Option<&OwnParts>,
    glances: &Glances,
    today: Option<Date>,
) -> Vec<AnyView> {
    let circles = Circle::ALL.into_iter();
    let mine = circles.filter(|circle| is_open_to(known, own, *circle) == Some(true));
    let groups = mine.filter_map(|circle| group(known, circle, glances, today));
    groups.collect()
}

fn group(known: &Known, circle: Circle, glances: &Glances, today: Option<Date>) -> Option<AnyView> {
    let session = &known.session().id;
    let weeks = Weeks::of_session(known.session());
    let of = circle.id(session);
    let mut held: BTreeMap<u32, Vec<&Met>> = BTreeMap::new();
    for meeting in glances.meetings.iter().filter(|one| one.of == of) {
        held.entry(meeting.week).or_default().push(meeting);
    }
    let noted = held.values().flatten().flat_map(|one| one.came.keys());
    let noted: BTreeSet<RecordId> = noted.copied().collect();
    let lines = known.sheet.lines().map(|(_, line)| line);
    let lines = circle.comers(lines, &noted);
    if lines.is_empty() {
        return None;
    }
    let said = WeekWords::new(weeks.count as usize + 1);
    let of_week = |week: u32| held.get(&week).map_or(&[][..], Vec::as_slice);
    let met = weeks.all().map(|week| {
        let href = Route::CircleMeeting(session.clone(), circle, week).href();
        let all = of_week(week);
        let (mark, words) = if all.iter().any(|one| one.was_held()) {
            ("✓", t!(weeks.met))
        } else if all.iter().any(|one| one.was_called_off()) {
            ("–", t!(weeks.not_held))
        } else if !circle.is_due(week) {
            ("", t!(weeks.not_due))
        } else if is_ahead(weeks, week, today) {
            ("·", t!(weeks.ahead))
        } else {
            ("·", t!(weeks.not_noted))
        };
        view! {
            <td class="wall-cell">
                <a href=href aria-label=said.cell(week, words)>
                    {mark}
                </a>
            </td>
        }
    });
    let rows = lines.into_iter().map(|line| {
        let came = weeks.all().map(|week| {
            let all = of_week(week).iter().filter(|one| one.was_held());
            all.filter_map(|one| one.came.get(&line.member.id).copied())
                .collect()
        });
        row(line, came.collect())
    });
    let href = Route::Circle(session.clone(), circle).href();
    let group = view! {
        <tbody>
            <tr class="wall-team">
                <th scope="rowgroup">
                    <a href=href>{circle_words(circle)}</a>
                </th>
                {met.collect_view()}
            </tr>
            {rows.collect_view()}
        </tbody>
    };
    Some(group.into_any())
}

/// Somebody in a circle, and whether they came to its meetings of each week.
fn row(line: &Line, came: Vec<Vec<Attendance>>) -> AnyView {
    let cells = came.into_iter().map(|came| {
        let marks: String = came.iter().map(|came| mark(*came)).collect();
        let words: Vec<&str> = came.iter().map(|came| came_words(*came)).collect();
        view! {
            <td class="wall-cell">
                <span aria-hidden="true">{marks}</span>
                <span class="unseen">{words.join(", ")}</span>
            </td>
        }
    });
    let link = Route::Weeks(line.member.session.clone(), line.member.id).href();
    view! {
        <tr>
            <th scope="row">
                <a href=link dir="auto">
                    {line.who.name.clone()}
                </a>
                <span class="wall-role">{capitalised(&role_word(&line.member.role))}</span>
            </th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

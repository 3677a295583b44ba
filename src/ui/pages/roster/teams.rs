//! The roster on screen and on paper: each team with who is on it, who is on none, and who left.

use leptos::prelude::*;

use super::{Desk, Known};
use crate::domain::id::RecordId;
use crate::domain::membership::{Meeting, Membership, Standing, Team};
use crate::domain::overlap::QUARTERS_A_DAY;
use crate::domain::role::Role;
use crate::domain::roster::sheet::{Line, TeamSheet};
use crate::route::Route;
use crate::ui::components::{Chip, Icon, Tone, icon};
use crate::ui::conflicts::mark;
use crate::ui::when::{date_brief, number_words, time_of_day, weekday_words, zone_words};
use crate::ui::words::{capital, capitalised, role_word, role_words, word};
use crate::{plural, t};

/// “6 teams”.
pub(super) fn count_words(count: usize) -> String {
    let n = number_words(count as f64);
    let many = if count == 1 {
        word(|w| &w.team.one)
    } else {
        word(|w| &w.team.many)
    };
    t!(roster.count, n = n, what = many)
}

/// “18 mentees”, in the programme's word.
pub(super) fn role_count(role: &Role, count: usize) -> String {
    let what = if count == 1 {
        role_word(role)
    } else {
        role_words(role)
    };
    t!(roster.count, n = number_words(count as f64), what = what)
}

/// “Tuesdays, 18:00 to 19:00 (Europe/Paris)”.
pub fn meeting_words(meeting: &Meeting) -> String {
    let day = usize::from(meeting.quarter / QUARTERS_A_DAY);
    let from = meeting.quarter % QUARTERS_A_DAY * 15;
    t!(
        roster.meets,
        day = weekday_words(false).get(day).cloned().unwrap_or_default(),
        from = time_of_day(from),
        to = time_of_day((from + meeting.minutes) % (24 * 60)),
        zone = zone_words(&meeting.zone)
    )
}

/// How someone stands, where that is worth saying.
pub fn standing_mark(member: &Membership) -> AnyView {
    let (label, tone, mark) = match (member.standing, member.accepted) {
        (Standing::Left, _) => (t!(roster.left), Tone::Warning, Icon::Undo),
        (Standing::Paused, _) => (t!(roster.paused), Tone::Info, Icon::Clock),
        (Standing::Finished, _) => (t!(roster.finished), Tone::Good, Icon::Check),
        (Standing::Active, Some(false)) => (t!(roster.said_no), Tone::Warning, Icon::Close),
        (Standing::Active, None) if member.accept_by.is_some() => {
            let by = member.accept_by.map(date_brief).unwrap_or_default();
            let label = t!(roster.asked_until, date = by);
            return view! { <Chip label tone=Tone::Info mark=Icon::Mail /> }.into_any();
        }
        (Standing::Active, Some(true) | None) => return ().into_any(),
    };
    view! { <Chip label tone mark /> }.into_any()
}

/// The whole roster.
pub(super) fn all(desk: Desk, known: &Known) -> AnyView {
    let teams = known.sheet.teams.iter();
    let teams = teams.map(|sheet| team(desk, known, sheet)).collect_view();
    let alone = (!known.sheet.alone.is_empty()).then(|| {
        view! {
            <section class="roster-rest" aria-labelledby="roster-alone">
                <h2 id="roster-alone">{t!(roster.alone, team = word(|w| &w.team.one))}</h2>
                {by_role(desk, known, &known.sheet.alone)}
            </section>
        }
    });
    let left = (!known.sheet.left.is_empty()).then(|| {
        let lines = known.sheet.left.iter().map(|line| gone(desk, known, line));
        view! {
            <section class="roster-rest unprinted" aria-labelledby="roster-left">
                <h2 id="roster-left">{t!(roster.left_title)}</h2>
                <ul class="roster-people" role="list">
                    {lines.collect_view()}
                </ul>
            </section>
        }
    });
    view! {
        <div class="roster-teams">{teams}</div>
        {alone}
        {left}
    }
    .into_any()
}

/// A team's name; one without any is called so.
pub fn team_name(team: &Team) -> String {
    if team.name.trim().is_empty() {
        capital(|w| &w.team.one)
    } else {
        team.name.clone()
    }
}

fn team(desk: Desk, known: &Known, sheet: &TeamSheet) -> AnyView {
    let team = &sheet.team;
    let id = format!("team-{}", team.id);
    let named_by = id.clone();
    let href = Route::Team(team.session.clone(), team.id).href();
    let project = team.project.as_ref().map(|project| {
        let name = known.project_name(project);
        view! { <p class="roster-project">{name}</p> }
    });
    let meeting = match &team.meeting {
        Some(meeting) => meeting_words(meeting),
        None => t!(roster.no_meeting).to_owned(),
    };
    let place = (!team.meets_at.trim().is_empty()).then(|| {
        view! { <p class="roster-place" dir="auto">{team.meets_at.clone()}</p> }
    });
    let own = (team.starts.is_some() || team.weeks.is_some()).then(|| {
        let session = known.session();
        let from = team.begins(session);
        let weeks = f64::from(team.lasts(session));
        let words = plural!(roster.own_dates, weeks, from = date_brief(from));
        view! { <p class="roster-when">{icon(Icon::Clock)} <span>{words}</span></p> }
    });
    let body = if sheet.lines.is_empty() {
        view! { <p class="soft small">{t!(roster.nobody_on)}</p> }.into_any()
    } else {
        by_role(desk, known, &sheet.lines)
    };
    view! {
        <section class="card roster-team" aria-labelledby=named_by>
            <div class="roster-team-head">
                <h2 id=id class="card-title">
                    <a href=href dir="auto">
                        {team_name(team)}
                    </a>
                </h2>
                {mark(team.conflict).map(|mark| view! { <p>{mark}</p> })}
                {project}
            </div>
            <p class="roster-when">{icon(Icon::Calendar)} <span>{meeting}</span></p>
            {place}
            {own}
            {body}
        </section>
    }
    .into_any()
}

/// People under what they are. Lines come role by role.
fn by_role(desk: Desk, known: &Known, lines: &[Line]) -> AnyView {
    let groups = lines.chunk_by(|one, other| one.member.role == other.member.role);
    let groups = groups.map(|group| {
        let role = group.first().map(|line| &line.member.role);
        let title = match (role, group.len()) {
            (Some(role), 1) => role_word(role),
            (Some(role), _) => role_words(role),
            (None, _) => String::new(),
        };
        let people = group.iter().map(|line| person(desk, known, line));
        view! {
            <div class="roster-role">
                <h3>{capitalised(&title)}</h3>
                <ul class="roster-people" role="list">
                    {people.collect_view()}
                </ul>
            </div>
        }
    });
    groups.collect_view().into_any()
}

/// The element that opens what can be changed about someone.
pub(super) fn part_id(member: RecordId) -> String {
    format!("part-{member}")
}

/// The button that opens what can be changed about someone; where nothing can, the way to their weeks. On paper it is a
/// name.
fn name(desk: Desk, known: &Known, line: &Line) -> AnyView {
    let id = line.member.id;
    if known.by_cards {
        let href = Route::Weeks(line.member.session.clone(), id).href();
        return view! {
            <a class="roster-name" dir="auto" href=href>
                {line.who.name.clone()}
            </a>
        }
        .into_any();
    }
    let open = move |_| {
        desk.member.set(Some(id));
        desk.open.set(true);
    };
    view! {
        <button type="button" id=part_id(id) class="roster-name" dir="auto" on:click=open>
            {line.who.name.clone()}
        </button>
    }
    .into_any()
}

/// Whether copies disagree about someone's part, or about who they are.
fn in_two_versions(known: &Known, line: &Line) -> bool {
    let person = known.read.people.get(&line.member.person);
    line.member.conflict || person.is_some_and(|person| person.conflict)
}

fn person(desk: Desk, known: &Known, line: &Line) -> AnyView {
    let zone = line.who.zone.as_ref();
    let zone = zone.map(|zone| {
        view! { <span class="roster-zone">{zone_words(zone)}</span> }
    });
    let before = (!line.others.is_empty()).then(|| {
        let words = plural!(roster.other_parts, line.others.len() as f64);
        view! { <span class="roster-zone">{words}</span> }
    });
    view! {
        <li class="roster-person">
            {name(desk, known, line)} {mark(in_two_versions(known, line))} {standing_mark(&line.member)}
            {zone} {before}
        </li>
    }
    .into_any()
}

/// Someone who left: as what, since when, and why.
fn gone(desk: Desk, known: &Known, line: &Line) -> AnyView {
    let member = &line.member;
    let team = member.team.and_then(|id| known.sheet.team(id));
    let mut parts = vec![capitalised(&role_word(&member.role))];
    parts.extend(team.map(|sheet| team_name(&sheet.team)));
    parts.extend(
        member
            .since
            .map(|day| t!(roster.since, date = date_brief(day))),
    );
    let reason = (!member.reason.trim().is_empty()).then(|| {
        view! { <p class="roster-reason written unprinted">{member.reason.clone()}</p> }
    });
    view! {
        <li class="roster-person">
            {name(desk, known, line)} {mark(in_two_versions(known, line))} {standing_mark(member)}
            <span class="roster-zone">{parts.join(" · ")}</span> {reason}
        </li>
    }
    .into_any()
}

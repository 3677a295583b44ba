//! What the studio says of people, of rules, and of what moves do.

use leptos::prelude::{With, WithUntracked};

use super::state::Studio;
use crate::browser::zones;
use crate::domain::id::ProjectId;
use crate::domain::overlap::Quarters;
use crate::domain::programme::Session;
use crate::domain::roster::judge::Breach;
use crate::domain::roster::{Member, Wishes};
use crate::domain::time::Instant;
use crate::ui::when::{half_hour_words, list_words, number_words, offset_words, weekday_words};
use crate::ui::words::word;
use crate::{plural, t};

pub(super) fn n(number: u32) -> String {
    number_words(f64::from(number))
}

/// What a team lacks or breaks.
pub(super) fn breach_words(studio: Studio, breach: &Breach) -> String {
    match breach {
        Breach::NoNavigator => t!(teams.no_navigator, navigator = word(|w| &w.navigator.one)),
        Breach::NoCaptain => t!(teams.no_captain, captain = word(|w| &w.captain.one)),
        Breach::TooFew { have, least } => t!(
            teams.too_few,
            have = n(*have),
            least = n(*least),
            mentees = word(|w| &w.mentee.many)
        ),
        Breach::TooMany { have, most } => t!(
            teams.too_many,
            have = n(*have),
            most = n(*most),
            mentees = word(|w| &w.mentee.many)
        ),
        Breach::TeamHours { have, least } => {
            t!(teams.team_hours, have = hours(*have), least = n(*least))
        }
        Breach::CaptainHours {
            mentee,
            have,
            least,
        } => t!(
            teams.captain_hours,
            captain = word(|w| &w.captain.one),
            name = studio.name(*mentee),
            have = hours(*have),
            least = n(*least)
        ),
        Breach::Unwanted(mentee) => t!(teams.unwanted, name = studio.name(*mentee)),
        Breach::Apart(one, other) => t!(
            teams.apart_broken,
            one = studio.name(*one),
            other = studio.name(*other)
        ),
        Breach::LeadsTwice(navigator) => t!(
            teams.leads_twice,
            name = studio.name(*navigator),
            team = word(|w| &w.team.one)
        ),
        Breach::TooManyTeams {
            captain,
            have,
            most,
        } => t!(
            teams.too_many_teams,
            name = studio.name(*captain),
            have = n(*have),
            most = n(*most),
            teams = word(|w| &w.team.many)
        ),
        Breach::NoWeek(person) => t!(teams.no_week, name = studio.name(*person)),
        Breach::Gone(person) => {
            let name = studio.name(*person);
            let is_revoked = studio.read.with(|read| read.revoked.contains(person));
            if is_revoked {
                t!(teams.revoked, name = name)
            } else {
                t!(teams.gone, name = name)
            }
        }
    }
}

/// So many hours.
pub(super) fn hours(hours: u32) -> String {
    plural!(common.hours, hours)
}

/// A zone, and how far its clocks are ahead on the session's first day.
pub(super) fn zone_words(session: &Session, zone: &str) -> String {
    let starts = Instant(session.starts.days_since_epoch() * 86_400_000);
    let name = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    match zones::offset_minutes(zone, starts) {
        Some(offset) if zone != "UTC" => format!("{name} {}", offset_words(offset)),
        Some(_) | None => name,
    }
}

/// How many quarters of an hour a zone's clocks are ahead of another's on the session's first day; nothing where the
/// browser knows one of them not.
pub(super) fn ahead_of(session: &Session, zone: &str, other: &str) -> Option<i32> {
    let starts = Instant(session.starts.days_since_epoch() * 86_400_000);
    let offset = |zone: &str| zones::offset_minutes(zone, starts);
    Some((offset(zone)? - offset(other)?) / 15)
}

/// Which choice of somebody's a project is.
pub(super) fn wish_words(member: &Member, project: Option<&ProjectId>) -> Option<String> {
    match (&member.wishes, project?) {
        (Wishes::Any, _) => Some(t!(teams.any_project).to_owned()),
        (Wishes::These(wanted), project) => {
            let rank = wanted.iter().position(|wish| wish == project)?;
            Some(plural!(teams.choice, (rank + 1) as f64))
        }
    }
}

/// The projects somebody wants, in words.
pub(super) fn wishes_words(studio: Studio, member: &Member) -> String {
    match &member.wishes {
        Wishes::Any => t!(teams.any_project).to_owned(),
        Wishes::These(wanted) => {
            let names: Vec<String> = wanted
                .iter()
                .map(|project| project_words(studio, project))
                .collect();
            list_words(&names)
        }
    }
}

/// What a project is called.
pub(super) fn project_words(studio: Studio, project: &ProjectId) -> String {
    studio.app.programme.with_untracked(|programme| {
        let known = programme.project(project);
        known.map_or_else(|| project.as_str().to_owned(), |known| known.name.clone())
    })
}

/// The times in a set, as spans: “Tuesday 18:00 to 19:30”.
pub(super) fn spans_words(times: &Quarters) -> String {
    let (days, halves) = (weekday_words(false), half_hour_words());
    let time = |quarter: u16| {
        let half = halves.get(usize::from(quarter / 2)).cloned();
        half.unwrap_or_default()
    };
    let spans = times.runs().into_iter().map(|(start, length)| {
        let (day, from) = (start / 96, start % 96);
        let end = from + length;
        // Past midnight it ends on the next day, by its time.
        let to = if end > 96 { end % 96 } else { end };
        // A quarter hour is said by the half hour that it lies in.
        t!(
            crew.compare_span,
            day = days.get(usize::from(day)).cloned().unwrap_or_default(),
            from = time(from),
            to = time(to.next_multiple_of(2))
        )
    });
    let spans: Vec<String> = spans.collect();
    list_words(&spans)
}

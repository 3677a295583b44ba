//! Putting a roster into effect: from then on its people are members of the session, and its teams have
//! pages.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::state::Studio;
use crate::browser::clock;
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::membership::Membership;
use crate::domain::roster::judge::Breach;
use crate::domain::roster::{Settlement, settle};
use crate::domain::time::Date;
use crate::route::{Query, Route};
use crate::ui::components::{Button, ButtonLook, Chip, Dialog, DialogActions, Icon, Tone, live};
use crate::ui::deed::{failure, perform};
use crate::ui::when::{list_words, names_words, number_words};
use crate::ui::words::word;
use crate::{plural, t};

/// What opens the dialog.
pub(super) fn button(studio: Studio) -> AnyView {
    let blocked = Signal::derive(move || {
        studio.stored.with(|roster| {
            if roster.from.is_some() {
                Some(t!(teams.settle_main_only).to_owned())
            } else if roster.teams.is_empty() && studio.read.with(|read| read.teams.is_empty()) {
                Some(t!(teams.no_teams, teams = word(|w| &w.team.many)))
            } else {
                None
            }
        })
    });
    view! {
        <Button
            label=t!(teams.settle)
            mark=Icon::Check
            press=move |()| studio.settling.set(true)
            blocked=blocked
        />
    }
    .into_any()
}

/// Whether what is on screen is what holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It is not told: nothing was put into effect so far, or this is a preview or a branch.
    Untold,
    /// It is in effect as it is.
    InEffect,
    /// It is, but so many people on it do not take part any more.
    WithGone(usize),
    /// It was changed since.
    Changed,
}

/// Whether the session's roster holds as it is on screen, and the way to it.
pub(super) fn standing(studio: Studio) -> AnyView {
    let standing = Memo::new(move |_| {
        let begun = studio.read.with(|read| !read.teams.is_empty());
        let is_own = studio.stored.with(|roster| roster.from.is_none());
        if !begun || !is_own || studio.preview.with(Option::is_some) {
            Standing::Untold
        } else {
            let (settlement, gone) = (settlement(studio), gone(studio));
            match (gone.len(), settlement.is_empty()) {
                (0, true) => Standing::InEffect,
                (0, false) => Standing::Changed,
                (many, _) if is_about(&settlement, &gone) => Standing::WithGone(many),
                (_, _) => Standing::Changed,
            }
        }
    });
    let session = studio.session().id;
    live(move || {
        let words = match standing.get() {
            Standing::Untold => return ().into_any(),
            Standing::InEffect => {
                view! { <Chip label=t!(teams.in_effect) tone=Tone::Good mark=Icon::Check /> }
                    .into_any()
            }
            Standing::WithGone(gone) => {
                let words = plural!(teams.in_effect_gone, gone as f64);
                view! { <Chip label=words tone=Tone::Warning mark=Icon::Warning /> }.into_any()
            }
            Standing::Changed => {
                view! { <Chip label=t!(teams.not_in_effect) mark=Icon::Dots /> }.into_any()
            }
        };
        let roster = Route::Roster(session.clone(), Query::default()).href();
        view! {
            <p class="studio-standing">{words} <a href=roster>{t!(teams.see_roster)}</a></p>
        }
        .into_any()
    })
}

/// Whether all that is to be written takes those off who do not take part any more.
fn is_about(settlement: &Settlement, gone: &BTreeSet<RecordId>) -> bool {
    let others = settlement.teams.len() + settlement.people.len() + settlement.dissolved.len();
    let mut members = settlement.members.iter();
    others == 0 && members.all(|member| gone.contains(&member.person))
}

/// The people on the roster who do not take part any more.
fn gone(studio: Studio) -> BTreeSet<RecordId> {
    let judged = studio.judged.get();
    let breaches = judged.teams.values().flat_map(|team| &team.breaches);
    let gone = breaches.filter_map(|breach| match breach {
        Breach::Gone(person) => Some(*person),
        _ => None,
    });
    gone.collect()
}

/// What is to be written now.
fn settlement(studio: Studio) -> Settlement {
    let (read, roster) = (studio.read.get(), studio.stored.get());
    let members: Vec<Membership> = read.members().cloned().collect();
    let days = clock::now().0.div_euclid(86_400_000);
    let today = Date::from_days_since_epoch(days).unwrap_or(read.session().starts);
    settle(&read.crew, &roster, &members, &read.teams, today)
}

/// The dialog.
pub(super) fn dialog(studio: Studio) -> AnyView {
    view! {
        <Dialog id="studio-settle" title=t!(teams.settle_title) open=studio.settling>
            {inside(studio)}
        </Dialog>
    }
    .into_any()
}

fn inside(studio: Studio) -> AnyView {
    let what = live(move || what(studio));
    let broken = live(move || {
        let judged = studio.judged.get();
        let broken = judged
            .teams
            .values()
            .filter(|team| !team.is_whole())
            .count();
        (broken > 0)
            .then(|| {
                let words = crate::plural!(teams.settle_broken, broken as f64);
                view! { <p class="soft">{words}</p> }
            })
            .into_any()
    });
    let deed = move |()| {
        let command = Command::Settle(Box::new(untrack(|| settlement(studio))));
        perform(studio.app, command, studio.failed, move |_| {
            studio.settling.set(false);
            studio.say(t!(teams.settled).to_owned());
        });
    };
    let nothing = Signal::derive(move || {
        if !settlement(studio).is_empty() {
            return None;
        }
        Some(if studio.stored.with(|roster| roster.teams.is_empty()) {
            t!(teams.no_teams, teams = word(|w| &w.team.many))
        } else {
            t!(teams.settled_already).to_owned()
        })
    });
    view! {
        <p>{t!(teams.settle_help, members = word(|w| &w.team.many))}</p>
        {what}
        {broken}
        {failure(studio.failed)}
        <DialogActions>
            <Button label=t!(common.cancel) press=move |()| studio.settling.set(false) />
            <Button
                label=t!(teams.settle)
                look=ButtonLook::Primary
                mark=Icon::Check
                press=deed
                blocked=nothing
            />
        </DialogActions>
    }
    .into_any()
}

/// How many teams and people, and who.
fn what(studio: Studio) -> AnyView {
    let settlement = settlement(studio);
    // Who looks after two teams is one person with two places.
    let people = |members: &[&Membership]| {
        let people: BTreeSet<RecordId> = members.iter().map(|member| member.person).collect();
        let names = people.iter().map(|person| studio.name(*person));
        let mut names: Vec<String> = names.collect();
        names.sort_by_cached_key(|name| name.to_lowercase());
        names
    };
    let (on, off): (Vec<&Membership>, Vec<&Membership>) = settlement
        .members
        .iter()
        .partition(|member| member.team.is_some());
    let line = |words: String, who: String| {
        view! {
            <li>
                <strong>{words}</strong>
                " "
                <span dir="auto" class="soft">
                    {who}
                </span>
            </li>
        }
    };
    let n = |count: usize| number_words(count as f64);
    let teams: Vec<String> = settlement.teams.iter().map(|t| t.name.clone()).collect();
    let teams = (!teams.is_empty()).then(|| {
        let words = t!(
            teams.settle_teams,
            n = n(teams.len()),
            teams = word(|w| &w.team.many)
        );
        line(words, list_words(&teams))
    });
    let (on, off) = (people(&on), people(&off));
    let on =
        (!on.is_empty()).then(|| line(plural!(teams.settle_on, on.len() as f64), names_words(&on)));
    let off = (!off.is_empty()).then(|| {
        line(
            plural!(teams.settle_off, off.len() as f64),
            names_words(&off),
        )
    });
    let gone = settlement.dissolved.len();
    let gone = (gone > 0).then(|| {
        let words = t!(
            teams.settle_gone,
            n = n(gone),
            teams = word(|w| &w.team.many)
        );
        line(words, String::new())
    });
    view! { <ul class="settle-lines">{teams} {on} {off} {gone}</ul> }.into_any()
}

//! What someone should look at, each with the facts that it rests on, and who sees it. Care, not surveillance: whoever it is
//! about reads it too, in words for them.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;

use super::{Here, viewer};
use crate::domain::decide::{About, Command, Weekly};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::roster::sheet::Line;
use crate::domain::time::Date;
use crate::domain::week::dismissal::Dismissal;
use crate::domain::week::glance::Glances;
use crate::domain::week::history::{History, TeamHistory};
use crate::domain::week::signal::{SeenBy, Signal as Look, What, signals, team_signal};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Icon, announce, hand_on_focus, icon, live};
use crate::ui::deed::perform;
use crate::ui::own;
use crate::ui::pages::check_in::captain_of;
use crate::ui::when::{hours_words, list_words, number_words};
use crate::ui::words::word;

/// The part of somebody's page; nothing where nothing is to be looked at.
pub(super) fn part(
    here: Here,
    line: &Line,
    history: &History,
    team: Option<&TeamHistory>,
    (glances, today): (&Glances, Option<Date>),
) -> AnyView {
    let Some(today) = today else {
        return ().into_any();
    };
    let rules = here.known.with(|known| known.session().weekly.signals);
    let parts = own::parts(here.app);
    let viewer = here
        .known
        .with_untracked(|known| parts.with(|own| viewer(known, own.as_ref(), line)));
    let mut all = signals(history, &rules, today);
    all.retain(|signal| signal.seen_by.includes(viewer));
    all.extend(team.and_then(|team| team_signal(team, &rules, today)));
    if all.is_empty() {
        return ().into_any();
    }
    let name = line.who.name.clone();
    let looked_at = |signal: &Look| {
        let mut all = glances.dismissals.iter();
        all.find(|one| one.signal == signal.id()).cloned()
    };
    let all: Vec<_> = all
        .into_iter()
        .map(|signal| (looked_at(&signal), signal))
        .collect();
    let whom = Whom {
        session: line.member.session.clone(),
        team: line.member.team,
        captain: here
            .known
            .with(|known| captain_of(known, line).map(|c| c.member.id)),
        sample: line.member.sample,
    };
    let mine = here.mine;
    live(move || {
        // What is pressed goes away with its signal.
        hand_on_focus(Some("weeks-signals"));
        let is_mine = mine.get();
        let one = |(looked_at, signal): &(Option<Dismissal>, Look)| {
            item(here, (signal, looked_at.as_ref()), &name, &whom, is_mine)
        };
        let (done, open): (Vec<_>, Vec<_>) = all.iter().partition(|(done, _)| done.is_some());
        let open: Vec<_> = open.into_iter().map(one).collect();
        let done: Vec<_> = done.into_iter().map(one).collect();
        let done = (!done.is_empty()).then(|| {
            view! {
                <h3>{t!(weeks.looked_at)}</h3>
                <ul class="signals" role="list">
                    {done}
                </ul>
            }
        });
        view! {
            <section class="stack" aria-labelledby="weeks-signals">
                <h2 id="weeks-signals" tabindex="-1">{t!(weeks.signals)}</h2>
                <ul class="signals" role="list">
                    {open}
                </ul>
                {done}
            </section>
        }
        .into_any()
    })
}

/// What a dismissal needs to know of the one it is about.
#[derive(Clone)]
struct Whom {
    session: SessionId,
    team: Option<RecordId>,
    captain: Option<RecordId>,
    sample: bool,
}

impl Whom {
    /// The command that dismisses a signal about them.
    fn dismiss(&self, signal: &Look, why: String) -> Command {
        let about = match signal.what {
            What::NotMet { .. } => About::Team(signal.about),
            _ => About::Member(signal.about),
        };
        Command::Week(Weekly::Dismiss {
            session: self.session.clone(),
            signal: signal.id(),
            about,
            audience: signal.audience(self.team, self.captain),
            why: Some(why),
            sample: self.sample,
        })
    }
}

fn item(
    here: Here,
    (signal, looked_at): (&Look, Option<&Dismissal>),
    name: &str,
    whom: &Whom,
    is_mine: bool,
) -> AnyView {
    let facts = facts(&signal.what);
    let is_teams = matches!(signal.what, What::NotMet { .. });
    let seen = seen_words(signal.seen_by, is_mine, is_teams);
    let heading = title(&signal.what, name, is_mine);
    let kind = is_mine.then(|| kind_words(&signal.what)).flatten();
    let deed = match looked_at {
        Some(done) => back(here, done, &heading),
        None => dismissing(here, signal, whom, &heading),
    };
    view! {
        <li class="card signal">
            {icon(Icon::Info)}
            <div>
                <p>
                    <strong dir="auto">{heading}</strong>
                </p>
                <p>{facts}</p>
                {kind.map(|words| view! { <p>{words}</p> })}
                <p class="soft small">{seen}</p>
                {deed}
            </div>
        </li>
    }
    .into_any()
}

thread_local! {
    static REASONS: RefCell<HashMap<RecordId, RwSignal<String>>> = RefCell::default();
}

/// Why a signal need not be looked at, as it is typed: it stays when the page is drawn anew, or left.
fn reason(app: App, signal: RecordId) -> RwSignal<String> {
    if let Some(known) = REASONS.with_borrow(|all| all.get(&signal).copied()) {
        return known;
    }
    let new = app.rooted(|| RwSignal::new(String::new()));
    REASONS.with_borrow_mut(|all| all.insert(signal, new));
    new
}

/// Says why it need not be looked at any more. Whoever sees it reads that.
fn dismissing(here: Here, signal: &Look, whom: &Whom, heading: &str) -> AnyView {
    let (signal, whom) = (signal.clone(), whom.clone());
    let why = reason(here.app, signal.id());
    let id = format!("why-{}", signal.id());
    let about = heading.to_owned();
    let blocked = Signal::derive(move || {
        let none = why.with(|why| why.trim().is_empty());
        none.then(|| t!(weeks.why_first).to_owned())
    });
    let press = move |()| {
        let command = whom.dismiss(&signal, why.get_untracked());
        perform(here.app, command, here.failed, move |_| {
            announce(t!(weeks.dismissed));
            here.app.changed.update(|n| *n += 1);
        });
    };
    view! {
        <details class="signal-why">
            <summary>{t!(weeks.dismiss)}</summary>
            <div class="field">
                <label class="field-label" for=id.clone()>
                    {t!(weeks.why)}
                </label>
                <input
                    id=id
                    class="input"
                    type="text"
                    autocomplete="off"
                    dir="auto"
                    prop:value=why
                    on:input=move |event| why.set(event_target_value(&event))
                />
                <Button
                    label=t!(weeks.dismiss_now)
                    look=ButtonLook::Small
                    mark=Icon::Check
                    press=press
                    about=about
                    blocked=blocked
                />
            </div>
        </details>
    }
    .into_any()
}

/// Why it need not be looked at, and the way back.
fn back(here: Here, done: &Dismissal, heading: &str) -> AnyView {
    let id = done.id;
    let press = move |()| {
        perform(
            here.app,
            Command::Delete(vec![id]),
            here.failed,
            move |_| {
                announce(t!(weeks.looked_again));
                here.app.changed.update(|n| *n += 1);
            },
        );
    };
    view! {
        <p class="said" dir="auto">
            {done.why.clone()}
        </p>
        <p>
            <Button
                label=t!(weeks.look_again)
                look=ButtonLook::Small
                mark=Icon::Undo
                press=press
                about=heading.to_owned()
            />
        </p>
    }
    .into_any()
}

/// What it is, about somebody or, on their own page, to them.
pub fn title(what: &What, name: &str, is_mine: bool) -> String {
    let name = name.to_owned();
    let captain = word(|w| &w.captain.one);
    match (what, is_mine) {
        (What::Quiet { .. }, true) => t!(weeks.signal.quiet_you).to_owned(),
        (What::Quiet { .. }, false) => t!(weeks.signal.quiet, name = name),
        (What::Missed { .. }, true) => t!(weeks.signal.missed_you).to_owned(),
        (What::Missed { .. }, false) => t!(weeks.signal.missed, name = name),
        (What::Blocked { .. }, true) => t!(weeks.signal.blocked_you).to_owned(),
        (What::Blocked { .. }, false) => t!(weeks.signal.blocked, name = name),
        (What::Overworking { .. }, true) => t!(weeks.signal.over_you).to_owned(),
        (What::Overworking { .. }, false) => t!(weeks.signal.over, name = name),
        (What::TooMuch { .. }, true) => t!(weeks.signal.too_much_you).to_owned(),
        (What::TooMuch { .. }, false) => t!(weeks.signal.too_much, name = name),
        (What::NoOneToOne { .. }, true) => t!(weeks.signal.no_one_you, captain = captain),
        (What::NoOneToOne { .. }, false) => {
            t!(weeks.signal.no_one, name = name, captain = captain)
        }
        (What::NotMet { .. }, _) => {
            t!(weeks.signal.not_met, team = word(|w| &w.team.one))
        }
    }
}

/// The weeks, as a list of their numbers.
fn weeks_words(weeks: &[u32]) -> String {
    let numbers: Vec<String> = weeks.iter().map(|n| number_words(f64::from(*n))).collect();
    list_words(&numbers)
}

/// What it rests on.
pub fn facts(what: &What) -> String {
    let last = |last: &Option<u32>| match last {
        Some(week) => t!(weeks.signal.last, n = number_words(f64::from(*week))),
        None => t!(weeks.signal.never).to_owned(),
    };
    match what {
        What::Quiet { weeks, last: week } => t!(
            weeks.signal.quiet_facts,
            weeks = weeks_words(weeks),
            last = last(week)
        ),
        What::Missed { weeks } => t!(weeks.signal.missed_facts, weeks = weeks_words(weeks)),
        What::Blocked { since, .. } => t!(
            weeks.signal.blocked_facts,
            n = number_words(f64::from(*since))
        ),
        What::Overworking { weeks } => {
            let each = weeks.iter().map(|(week, minutes)| {
                t!(
                    weeks.cell,
                    week = t!(weeks.week, n = number_words(f64::from(*week))),
                    what = hours_words(*minutes)
                )
            });
            let each: Vec<String> = each.collect();
            t!(weeks.signal.over_facts, list = list_words(&each))
        }
        What::TooMuch { week } => t!(
            weeks.signal.too_much_facts,
            n = number_words(f64::from(*week))
        ),
        What::NoOneToOne { weeks, last: week } => t!(
            weeks.signal.no_one_facts,
            weeks = weeks_words(weeks),
            last = last(week)
        ),
        What::NotMet { weeks, last: week } => t!(
            weeks.signal.not_met_facts,
            weeks = weeks_words(weeks),
            last = last(week)
        ),
    }
}

/// What helps, said to whoever it is about.
fn kind_words(what: &What) -> Option<String> {
    Some(match what {
        What::Quiet { .. } => t!(weeks.signal.quiet_kind).to_owned(),
        What::Missed { .. } => t!(
            weeks.signal.missed_kind,
            navigator = word(|w| &w.navigator.one)
        ),
        What::Blocked { .. } => t!(
            weeks.signal.blocked_kind,
            navigator = word(|w| &w.navigator.one)
        ),
        What::Overworking { .. } | What::TooMuch { .. } => {
            t!(weeks.signal.over_kind, captain = word(|w| &w.captain.one))
        }
        What::NoOneToOne { .. } => t!(weeks.signal.no_one_kind, captain = word(|w| &w.captain.one)),
        What::NotMet { .. } => return None,
    })
}

/// Who sees it: beside whoever it is about, unless that is a team.
fn seen_words(seen_by: SeenBy, is_mine: bool, is_teams: bool) -> String {
    let (captain, organizers) = (word(|w| &w.captain.one), word(|w| &w.organizer.many));
    let navigator = word(|w| &w.navigator.one);
    let who = match seen_by {
        SeenBy::Team => t!(
            weeks.signal.seen_team,
            team = word(|w| &w.team.one),
            organizers = organizers
        ),
        SeenBy::Care => t!(
            weeks.signal.seen_care,
            captain = captain,
            organizers = organizers
        ),
        SeenBy::Leads => t!(
            weeks.signal.seen_leads,
            navigator = navigator,
            captain = captain
        ),
        SeenBy::Captain => t!(weeks.signal.seen_captain, captain = captain),
    };
    if is_teams {
        t!(weeks.signal.seen_all, who = who)
    } else if is_mine {
        t!(weeks.signal.seen_you, who = who)
    } else {
        t!(weeks.signal.seen, who = who)
    }
}

//! What if: branches of a session's roster, side by side with it.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::beside;
use super::doubt;
use super::naming::{self, Named};
use super::state::Studio;
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::role::Role;
use crate::domain::roster::judge::judge;
use crate::domain::roster::{Roster, roster_id};
use crate::t;
use crate::ui::components::{
    Button, ButtonLook, Dialog, Icon, Notice, Tone, focus_if_lost, focus_within, hand_on_focus,
    live,
};
use crate::ui::deed::{failure, perform};
use crate::ui::when::number_words;
use crate::ui::words::word;

/// The table of rosters, which takes the focus of what goes away in it.
const TABLE: &str = "branch-table";
/// What brings back the branch that was deleted last.
const BACK: &str = "branch-back";
/// What a roster is called.
pub(super) fn name_of(roster: &Roster) -> String {
    if roster.from.is_none() {
        t!(teams.main_roster).to_owned()
    } else if roster.name.is_empty() {
        t!(teams.nameless_branch).to_owned()
    } else {
        roster.name.clone()
    }
}

/// What opens the dialog, with the roster that is looked at.
pub(super) fn button(studio: Studio) -> AnyView {
    let label = move || {
        let stored = studio.stored.get();
        if stored.from.is_none() {
            t!(teams.what_if).to_owned()
        } else {
            t!(teams.what_if_now, name = name_of(&stored))
        }
    };
    view! { <Button label=label mark=Icon::Copy press=move |()| studio.branching.set(true) /> }
        .into_any()
}

/// Says that a branch is on screen, and what that means; with the ways out of it.
pub(super) fn banner(studio: Studio) -> AnyView {
    let branch = Memo::new(move |_| {
        let shown = studio.preview.with(Option::is_none);
        studio
            .stored
            .with(|stored| (shown && stored.from.is_some()).then(|| name_of(stored)))
    });
    live(move || {
        let Some(name) = branch.get() else {
            return ().into_any();
        };
        hand_on_focus(None);
        let own = move |()| studio.look_at(roster_id(&studio.session().id));
        let take = move |()| take_over(studio);
        view! {
            <Notice tone=Tone::Warning title=t!(teams.on_branch, name = name)>
                <div class="notice-row">
                    <p>{t!(teams.on_branch_help)}</p>
                    <Button label=t!(teams.leave_branch) look=ButtonLook::Small press=own />
                    <Button
                        label=t!(teams.make_main)
                        look=ButtonLook::Small
                        mark=Icon::Check
                        press=take
                    />
                </div>
            </Notice>
        }
        .into_any()
    })
}

/// The dialog.
pub(super) fn dialog(studio: Studio) -> AnyView {
    view! {
        <Dialog id="studio-branches" title=t!(teams.what_if) open=studio.branching>
            {inside(studio)}
        </Dialog>
    }
    .into_any()
}

fn inside(studio: Studio) -> AnyView {
    let table = live(move || table(studio));
    let differences = live(move || beside::differences(studio));
    let branch = move |()| {
        let roster = studio.stored.with_untracked(|stored| (**stored).clone());
        let taken: BTreeSet<String> = studio.read.with_untracked(|read| {
            let rosters = read.rosters.iter();
            rosters.map(|roster| roster.name.clone()).collect()
        });
        // The first number that no branch has; several may have been deleted.
        let names = (1_u32..).map(|n| t!(teams.branch_name, n = number_words(f64::from(n))));
        let name = names
            .filter(|name| !taken.contains(name))
            .take(1)
            .collect::<String>();
        let command = Command::Branch {
            roster: Box::new(roster),
            name: name.clone(),
        };
        perform(studio.app, command, studio.failed, move |done| {
            let new = done.records.first().and_then(Roster::read);
            // The page may have been left meanwhile.
            let here = studio.current.try_get_untracked().is_some();
            if let Some(new) = new.filter(|_| here) {
                studio.add_roster(&new);
                studio.look_at(new.id);
                studio.say(t!(teams.branched, name = name));
            }
        });
    };
    // On a branch the next thing is to use it, or not; on the roster it is to branch off.
    let is_branch = Memo::new(move |_| studio.stored.with(|stored| stored.from.is_some()));
    let deeds = live(move || {
        hand_on_focus(Some(TABLE));
        let off = |look: ButtonLook| {
            view! { <Button label=t!(teams.branch) look=look mark=Icon::Plus press=branch /> }
        };
        if !is_branch.get() {
            return off(ButtonLook::Primary).into_any();
        }
        let press = move |()| take_over(studio);
        view! {
            <Button
                label=t!(teams.make_main)
                look=ButtonLook::Primary
                mark=Icon::Check
                press=press
            />
            {off(ButtonLook::Plain)}
        }
        .into_any()
    });
    // Of the branch that is looked at; typing its name must not draw the field anew.
    let on_branch = Memo::new(move |_| {
        let current = studio.current.get();
        studio
            .stored
            .with(|stored| stored.from.is_some())
            .then_some(current)
    });
    let name = live(move || match on_branch.get() {
        Some(branch) => naming::field(
            studio,
            Named::Branch(branch),
            "branch-name",
            t!(teams.branch_called),
        ),
        None => ().into_any(),
    });
    let doubt = live(move || doubt::of_branch(studio));
    let dropped = live(move || dropped(studio));
    view! {
        <p>{t!(teams.what_if_help)}</p>
        {table}
        <div role="status">{dropped}</div>
        {name}
        {doubt}
        {differences}
        {failure(studio.failed)}
        <div class="studio-forming-deeds">{deeds}</div>
    }
    .into_any()
}

/// Every roster of the session in a row of figures, each to be looked at.
fn table(studio: Studio) -> AnyView {
    // It is drawn anew at each change, also of what is read after the focus was brought here.
    hand_on_focus(Some(TABLE));
    focus_if_lost(TABLE.to_owned());
    let read = studio.read.get();
    let now = studio.current.get();
    let crew = studio.crew();
    let own = roster_id(&read.session().id);
    let mut rosters = read.rosters.clone();
    if rosters.iter().all(|roster| roster.id != own) {
        rosters.insert(0, Roster::empty(&read.session().id));
    }
    let all = crew.of_role(Role::Mentee).count();
    let heads = [
        t!(teams.placed, mentees = word(|w| &w.mentee.many)),
        t!(teams.whole, teams = word(|w| &w.team.many)),
        t!(teams.broken).to_owned(),
        t!(teams.points).to_owned(),
    ];
    let rows = rosters.into_iter().map(|roster| {
        // What is stored may be newer than what was read.
        let roster = if roster.id == now {
            (*studio.stored.get()).clone()
        } else {
            roster
        };
        let judged = judge(&crew, &roster);
        let whole = judged.teams.values().filter(|team| team.is_whole()).count();
        let broken: usize = judged.teams.values().map(|t| t.broken().count()).sum();
        let (id, is_now, name) = (roster.id, roster.id == now, name_of(&roster));
        let look = if is_now {
            view! { <span class="soft">{t!(teams.looking_at)}</span> }.into_any()
        } else {
            let about = name.clone();
            view! {
                <Button
                    label=t!(teams.look)
                    look=ButtonLook::Small
                    about=about
                    press=move |()| studio.look_at(id)
                />
            }
            .into_any()
        };
        let drop = (id != own).then(|| {
            let (about, called) = (name.clone(), name.clone());
            view! {
                <Button
                    label=t!(teams.drop_branch)
                    look=ButtonLook::Small
                    mark=Icon::Trash
                    about=about
                    press=move |()| drop_branch(studio, id, called.clone())
                />
            }
        });
        let n = |number: usize| number_words(number as f64);
        let figures = [
            t!(teams.of, n = n(judged.placed), all = n(all)),
            t!(teams.of, n = n(whole), all = n(judged.teams.len())),
            n(broken),
            number_words(judged.points as f64),
        ];
        // On a narrow screen a row is a card, which says beside each figure what it is.
        let figures = heads
            .clone()
            .into_iter()
            .zip(figures)
            .map(|(head, figure)| {
                view! {
                    <td role="cell" data-label=head>
                        {figure}
                    </td>
                }
            });
        let figures = figures.collect_view();
        view! {
            <tr role="row" aria-current=is_now.then_some("true")>
                <th role="rowheader" scope="row" dir="auto">
                    {name}
                </th>
                {figures}
                <td role="cell">
                    <div class="branch-deeds">{look} {drop}</div>
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let head = heads.iter().map(|head| {
        view! {
            <th role="columnheader" scope="col">
                {head.clone()}
            </th>
        }
    });
    view! {
        <div
            id=TABLE
            class="table-scroll branch-scroll"
            tabindex="0"
            role="region"
            aria-label=t!(teams.what_if)
        >
            <table class="branch-table" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">
                            {t!(teams.roster)}
                        </th>
                        {head.collect_view()}
                        <th role="columnheader" scope="col">
                            <span class="unseen">{t!(teams.deeds)}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn drop_branch(studio: Studio, branch: RecordId, name: String) {
    let command = Command::Delete(vec![branch]);
    perform(studio.app, command, studio.failed, move |_| {
        naming::forget(branch);
        // The page may have been left meanwhile.
        let Some(now) = studio.current.try_get_untracked() else {
            return;
        };
        if now == branch {
            studio.look_at(roster_id(&studio.session().id));
        }
        studio
            .dropped
            .update(|dropped| dropped.push((branch, name.clone())));
        studio.say(t!(teams.branch_dropped, name = name));
        soon_focus(BACK);
    });
}

/// The branches that were deleted here, each to be brought back (Promise 12).
fn dropped(studio: Studio) -> AnyView {
    let all = studio.dropped.get();
    let last = all.len().saturating_sub(1);
    if !all.is_empty() {
        // Whatever drew the list anew may have taken the focus along.
        focus_if_lost(BACK.to_owned());
    }
    let lines = all.into_iter().enumerate().map(|(i, (branch, name))| {
        let words = t!(teams.branch_dropped, name = name.clone());
        let about = name.clone();
        let press = move |()| bring_back(studio, branch, name.clone());
        view! {
            <li id=(i == last).then_some(BACK) class="apart-line">
                <span dir="auto">{words}</span>
                <Button
                    label=t!(crew.undo)
                    look=ButtonLook::Small
                    mark=Icon::Undo
                    about=about
                    press=press
                />
            </li>
        }
    });
    view! {
        <ul role="list" class="apart-list">
            {lines.collect_view()}
        </ul>
    }
    .into_any()
}

/// Brings the focus to a part of the dialog, once it is drawn and what went away has handed its focus on.
fn soon_focus(id: &'static str) {
    request_animation_frame(move || request_animation_frame(move || focus_within(id)));
}

fn bring_back(studio: Studio, branch: RecordId, name: String) {
    let command = Command::Undelete(vec![branch]);
    perform(studio.app, command, studio.failed, move |_| {
        if studio.current.try_get_untracked().is_none() {
            return;
        }
        studio
            .dropped
            .update(|dropped| dropped.retain(|(id, _)| *id != branch));
        studio.say(t!(teams.branch_back, name = name));
        soon_focus(TABLE);
    });
}

/// Makes the session's own roster say what the branch says.
fn take_over(studio: Studio) {
    let branch = studio.stored.get_untracked();
    let own = studio
        .read
        .with_untracked(|read| read.roster(roster_id(&branch.session)));
    let Some(own) = own else { return };
    let moves = own.towards(&branch);
    studio.branching.set(false);
    studio.look_at(own.id);
    studio.go(moves, t!(teams.made_main, name = name_of(&branch)), None);
}

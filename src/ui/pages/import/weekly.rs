//! A weeks file among the files: whom it is for, what it brings, and taking it in when someone says so.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::batch::{Batch, Verdict};
use crate::browser::store::{Job, LoadError};
use crate::domain::gather::gather;
use crate::domain::membership::Membership;
use crate::domain::record::{Kind, Record};
use crate::domain::week::card::Card;
use crate::format::weeks::WeeksFile;
use crate::route::Route;
use crate::sync::weeks::{IsFor, NotTaken, Taker, Taking, taking};
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Icon, LinkButton, announce};
use crate::ui::messages;
use crate::ui::words::{capital, word};
use crate::{plural, t};

/// A weeks file, with what taking it in does.
pub(super) struct Weekly {
    pub file: WeeksFile,
    pub taking: Taking,
    /// What the one it is for is called; empty for the organizers.
    pub name: String,
}

/// What a weeks file is to this device.
pub(super) async fn judge(app: App, text: &str) -> Result<Verdict, LoadError> {
    let programme = app
        .programme
        .with_untracked(|programme| programme.id.clone());
    let file = match WeeksFile::parse(text, &programme) {
        Ok(file) => file,
        Err(error) => return Ok(Verdict::Refused(error)),
    };
    Ok(match weigh(app, &file).await? {
        Ok(taking) => Verdict::Weeks(Arc::new(Weekly {
            name: whom(&file, taking.is_for),
            file,
            taking,
        })),
        Err(NotTaken::ForOrganizers) => Verdict::ForOrganizers,
        Err(NotTaken::Refused(error)) => Verdict::Refused(*error),
    })
}

/// What taking a file in does, by what is here now.
async fn weigh(app: App, file: &WeeksFile) -> Result<Result<Taking, NotTaken>, LoadError> {
    let store = app.store();
    let here = store.get_all(file.named()).await?;
    let here = gather(here.into_iter().map(|record| (record.id, record)));
    let mut is_organizers = false;
    store
        .each_of_kind(&Kind::Membership, |records| {
            let mut members = records.iter().filter_map(Membership::read);
            is_organizers |= members.any(|member| member.session == file.session);
        })
        .await?;
    let own = store.own_parts().await?;
    let taker = Taker {
        is_organizers,
        own: &own,
    };
    Ok(taking(file, &here, taker))
}

/// What the one it is for is called, by the cards in it.
fn whom(file: &WeeksFile, is_for: IsFor) -> String {
    let member = match is_for {
        IsFor::Organizers => return String::new(),
        IsFor::Owner(member) | IsFor::Unknown(member) | IsFor::Other(member) => member,
    };
    let mut cards = file.records.iter().filter_map(Card::read);
    let card = cards.find(|card| card.member == member);
    card.map(|card| card.name).unwrap_or_default()
}

/// Whom it is for, in a word.
pub(super) fn whose(weekly: &Weekly) -> String {
    if weekly.taking.is_for == IsFor::Organizers {
        capital(|w| &w.organizer.many)
    } else {
        weekly.name.clone()
    }
}

/// What the one it is for is called; the file may not say.
fn called(weekly: &Weekly) -> String {
    if weekly.name.is_empty() {
        t!(teams.somebody_gone).to_owned()
    } else {
        weekly.name.clone()
    }
}

/// What to know of it.
pub(super) fn why(weekly: &Weekly) -> String {
    let taking = &weekly.taking;
    let mut words = match taking.is_for {
        IsFor::Organizers => {
            t!(
                weeks.file_organizers,
                organizers = word(|w| &w.organizer.many)
            )
        }
        IsFor::Owner(_) => t!(weeks.file_you).to_owned(),
        IsFor::Unknown(_) => t!(weeks.file_unknown, name = called(weekly)),
        IsFor::Other(_) => t!(weeks.file_other, name = called(weekly)),
    };
    let mut add = |more: String| {
        words.push(' ');
        words.push_str(&more);
    };
    if taking.brings() {
        add(t!(
            weeks.file_brings,
            new = crate::ui::when::number_words(taking.new as f64),
            changed = crate::ui::when::number_words(taking.changed as f64)
        ));
    } else {
        add(t!(weeks.file_nothing).to_owned());
    }
    if taking.conflicts > 0 {
        add(plural!(weeks.file_conflicts, taking.conflicts as f64));
    }
    if !taking.marks.is_empty() {
        add(plural!(weeks.file_erases, taking.marks.len() as f64));
    }
    if !taking.dropped.is_empty() {
        add(plural!(weeks.file_dropped, taking.dropped.len() as f64));
    }
    words
}

/// The buttons for it.
pub(super) fn offer(batch: Batch, verdict: &Verdict) -> Option<AnyView> {
    let Verdict::Weeks(weekly) = verdict else {
        return None;
    };
    // It is for somebody else.
    if matches!(weekly.taking.is_for, IsFor::Other(_)) {
        return None;
    }
    let taken = RwSignal::new(!weekly.taking.brings());
    let marks = !weekly.taking.marks.is_empty();
    let weekly = Arc::clone(weekly);
    let shown = move || {
        if taken.get() {
            return after(&weekly).into_any();
        }
        let label = match weekly.taking.is_for {
            IsFor::Unknown(_) => t!(weeks.take_mine),
            IsFor::Organizers | IsFor::Owner(_) | IsFor::Other(_) => t!(weeks.take),
        };
        let (plain, erasing) = (Arc::clone(&weekly), Arc::clone(&weekly));
        let erase = marks.then(|| {
            let press = move |()| take(batch, Arc::clone(&erasing), true, taken);
            view! {
                <Button
                    label=t!(weeks.take_and_erase)
                    mark=Icon::Trash
                    press=press
                    blocked=batch.blocked()
                />
            }
        });
        view! {
            <div class="button-row">
                <Button
                    label=label
                    mark=Icon::Inbox
                    press=move |()| take(batch, Arc::clone(&plain), false, taken)
                    blocked=batch.blocked()
                />
                {erase}
            </div>
        }
        .into_any()
    };
    Some(shown.into_any())
}

/// The way to what was taken in.
fn after(weekly: &Weekly) -> AnyView {
    let session = weekly.file.session.clone();
    let href = match weekly.taking.is_for {
        IsFor::Organizers => Route::Wall(session).href(),
        IsFor::Owner(member) | IsFor::Unknown(member) | IsFor::Other(member) => {
            Route::Weeks(session, member).href()
        }
    };
    view! { <LinkButton href=href label=t!(weeks.see_weeks) look=ButtonLook::Quiet /> }.into_any()
}

/// Takes the file in, all of it or nothing; with what it erases, if someone agreed.
fn take(batch: Batch, weekly: Arc<Weekly>, erasing: bool, taken: RwSignal<bool>) {
    batch.failed.set(None);
    spawn_local(async move {
        match store(batch.app, &weekly, erasing).await {
            Ok(()) => {
                batch.app.changed.update(|n| *n += 1);
                announce(t!(weeks.taken));
                taken.try_set(true);
            }
            Err(why) => {
                batch.failed.try_set(Some(why));
            }
        }
    });
}

/// Weighs it again, as what is here may have changed since it was read, and takes in what someone agreed to.
async fn store(app: App, weekly: &Weekly, erasing: bool) -> Result<(), String> {
    let now = weigh(app, &weekly.file).await;
    let now = now.map_err(|error| messages::load_error(&error))?;
    let is_as_said = |now: &Taking| {
        now.is_for == weekly.taking.is_for && (!erasing || now.marks == weekly.taking.marks)
    };
    let now = now.ok().filter(is_as_said);
    let now = now.ok_or_else(|| t!(weeks.file_otherwise).to_owned())?;
    let marks = now.marks.into_iter().filter(|_| erasing);
    let records: Vec<Record> = now.records.into_iter().chain(marks).collect();
    let store = app.store();
    let merged = store.merge(records.into_iter(), &Job::new(|_| {})).await;
    merged.map_err(|error| messages::save_error(&error))?;
    // Their word made it theirs.
    if let IsFor::Unknown(member) = now.is_for {
        let added = store.add_own_part(member, &weekly.file.session).await;
        added.map_err(|error| messages::save_error(&error))?;
    }
    Ok(())
}

/// A file for the organizers, on a device of none of them.
pub(super) fn for_organizers() -> String {
    t!(
        weeks.file_not_here,
        organizers = word(|w| &w.organizer.many)
    )
}

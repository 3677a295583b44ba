//! “Try it with sample data”: one click makes applications, marked as samples; one click removes them
//! and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::browser::store::{Job, LoadError, SaveError, Store};
use crate::domain::application::SAMPLE;
use crate::domain::decide::Command;
use crate::domain::form::Form;
use crate::domain::person::person_id;
use crate::domain::programme::{Programme, Session};
use crate::domain::record::{FieldName, Kind, Record, Value};
use crate::domain::role::Role;
use crate::domain::roster::Roster;
use crate::domain::sample::Samples;
use crate::format::form::version_record;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, ButtonLook, Dialog, DialogActions, Icon, Notice, Progress, Tone, announce,
    hand_on_focus, live,
};
use crate::ui::deed::{Failed, failure};
use crate::ui::messages;
use crate::ui::words::word;
use crate::{plural, t};

/// How many one click makes of a session, and of a call to it: navigators enough for all projects of the
/// sample, and captains enough for most of their teams.
fn count(session: &Session) -> u32 {
    match session.call.as_ref().map(|call| &call.role) {
        None => 120,
        Some(Role::Navigator) => 10,
        Some(Role::Captain) => 8,
        Some(Role::Mentee | Role::Organizer | Role::Own(_)) => 4,
    }
}

/// The same ones each time.
const SEED: u64 = 2027;

/// A long job on screen: what stops it, and how far it is.
type Running = RwSignal<Option<Job>, LocalStorage>;

/// The button that makes samples, where there is nothing yet.
#[component]
pub fn SampleDoor() -> AnyView {
    let app = use_app();
    let failed = Failed::new(None);
    let running: Running = RwSignal::new_local(None);
    let done = RwSignal::new(0u32);
    let make = move |()| add(app, failed, running, done);
    let either = move || {
        hand_on_focus(None);
        if running.with(Option::is_some) {
            let stop = Callback::new(move |()| {
                running.with_untracked(|job| job.iter().for_each(Job::cancel));
            });
            let figures = Signal::derive(move || Some((done.get(), total(app))));
            view! { <Progress label=t!(crew.samples_making) done=figures cancel=stop /> }.into_any()
        } else {
            view! { <Button label=t!(crew.samples_make) mark=Icon::Star press=make /> }.into_any()
        }
    };
    view! {
        {either}
        <p class="quiet">{move || plural!(crew.samples_help, total(app))}</p>
        {failure(failed)}
    }
    .into_any()
}

/// Says that there are samples, with the button that removes them.
pub fn notice(app: App) -> AnyView {
    let failed = Failed::new(None);
    let running: Running = RwSignal::new_local(None);
    let count = Memo::new(move |_| app.desk.rows.with(|rows| rows.samples));
    // Of what was made of them, as counted when someone would remove them.
    let made = RwSignal::new(0_usize);
    let asking = RwSignal::new(false);
    let remove = move |()| {
        spawn_local(async move {
            match made_of_them(&app.store()).await {
                Ok(0) => remove(app, failed, running),
                Ok(count) => {
                    made.try_set(count);
                    asking.try_set(true);
                }
                Err(error) => {
                    failed.try_set(Some(messages::load_error(&error)));
                }
            }
        });
    };
    let words = move || {
        (count.get() > 0).then(|| {
            hand_on_focus(None);
            view! {
                <Notice tone=Tone::Info title=plural!(crew.samples_here, count.get())>
                    <div class="notice-row">
                        <p>{t!(crew.samples_here_help)}</p>
                        <Button
                            label=t!(crew.samples_remove)
                            mark=Icon::Trash
                            look=ButtonLook::Small
                            press=remove
                        />
                    </div>
                </Notice>
            }
        })
    };
    view! {
        {words}
        {failure(failed)}
        {question(app, failed, running, made, asking)}
    }
    .into_any()
}

/// The question whether what was made of the samples may go with them.
fn question(
    app: App,
    failed: Failed,
    running: Running,
    made: RwSignal<usize>,
    asking: RwSignal<bool>,
) -> AnyView {
    let go = move |()| {
        asking.set(false);
        remove(app, failed, running);
    };
    view! {
        <Dialog id="samples-remove" title=t!(crew.samples_remove) open=asking>
            <p>{live(move || with_words(made.get()).into_any())}</p>
            <p>{t!(crew.samples_with_help)}</p>
            <DialogActions>
                <Button label=t!(common.cancel) press=move |()| asking.set(false) />
                <Button
                    label=t!(crew.samples_remove)
                    look=ButtonLook::Danger
                    mark=Icon::Trash
                    press=go
                />
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

/// How much goes with the samples.
fn with_words(made: usize) -> String {
    plural!(
        crew.samples_with,
        made as f64,
        teams = word(|w| &w.team.many)
    )
}

/// What samples are made for: the session that takes applications first, and the calls to it. Each with
/// its form, and with how many.
fn plan(programme: &Programme) -> Vec<(&Session, &Form, u32)> {
    let takes = |session: &&Session| session.call.is_none() && session.apply.is_some();
    let Some(first) = programme.sessions.iter().find(takes) else {
        return Vec::new();
    };
    let all = std::iter::once(first).chain(programme.calls(&first.id));
    let planned = all.filter_map(|session| {
        let form = programme.form(&session.apply.as_ref()?.form)?;
        Some((session, form, count(session)))
    });
    planned.collect()
}

/// How many one click makes.
fn total(app: App) -> u32 {
    app.programme
        .with(|programme| plan(programme).iter().map(|(.., count)| count).sum())
}

fn add(app: App, failed: Failed, running: Running, done: RwSignal<u32>) {
    if running.with_untracked(Option::is_some) {
        return;
    }
    let all = untrack(|| total(app));
    let job = Job::new(move |n| done.set(u32::try_from(n).unwrap_or(all).min(all)));
    running.set(Some(job.clone()));
    failed.set(None);
    spawn_local(async move {
        let made = make(app, &job).await;
        running.set(None);
        match made {
            Ok(Some(0)) => failed.set(Some(t!(crew.samples_none).to_owned())),
            Ok(Some(made)) => {
                announce(&plural!(crew.samples_made, made));
                app.changed.update(|n| *n += 1);
            }
            Ok(None) => failed.set(Some(t!(
                crew.samples_no_form,
                session = word(|w| &w.session.one)
            ))),
            Err(error) => failed.set(Some(messages::save_error(&error))),
        }
    });
}

/// Makes the samples. Says how many came: one that was erased stays so. Nothing where no session takes
/// applications.
async fn make(app: App, job: &Job) -> Result<Option<u32>, SaveError> {
    let programme = app.programme.get_untracked();
    let plan = plan(&programme);
    if plan.is_empty() {
        return Ok(None);
    }
    let store = app.store();
    let (mut versions, mut samples) = (BTreeMap::new(), Vec::new());
    for (session, form, count) in plan {
        let version = version_record(form);
        let made = Samples::new(form, session, clock::now(), SEED)
            .take(count as usize)
            .map(|sample| sample.to_record(&session.id, version.id));
        samples.extend(made);
        versions.insert(version.id, version);
    }
    let known = store.get_all(versions.keys().copied()).await?;
    let new = versions.len() - known.len();
    let records = versions.into_values().chain(samples);
    let merged = store.merge(records, job).await?;
    Ok(u32::try_from(merged.changed.saturating_sub(new)).ok())
}

/// Takes the samples off the rosters that hold real people too, and so stay.
async fn leave_rosters(app: App) -> Result<(), String> {
    let store = app.store();
    let (mut gone, mut rosters) = (BTreeSet::new(), Vec::new());
    let reading = async {
        let each = |kind: Kind| {
            let store = store.clone();
            async move {
                let mut ids = Vec::new();
                let take = |records: Vec<Record>| {
                    let samples = records.iter().filter(|record| is_sample(record));
                    ids.extend(samples.map(|record| record.id));
                };
                store.each_of_kind(&kind, take).await.map(|()| ids)
            }
        };
        gone.extend(each(Kind::Person).await?);
        gone.extend(each(Kind::Application).await?.into_iter().map(person_id));
        let take = |records: Vec<Record>| {
            let kept = records.iter().filter(|record| !is_sample(record));
            rosters.extend(
                kept.filter_map(Roster::read)
                    .filter(|roster| !roster.deleted),
            );
        };
        store.each_of_kind(&Kind::Roster, take).await
    };
    reading
        .await
        .map_err(|error| messages::load_error(&error))?;
    for roster in rosters {
        let moves = roster.moves_without(&gone);
        // A session that the programme has no more has no studio either.
        let is_known = app.session(&roster.session).is_some();
        if is_known && !moves.is_empty() {
            let command = Command::Arrange {
                session: roster.session,
                roster: roster.id,
                moves,
                sample: false,
            };
            let done = app.dispatch(command).await;
            done.map_err(|undone| messages::undone(&undone))?;
        }
    }
    Ok(())
}

/// The kinds of what is made of samples.
fn kinds_of_them() -> impl Iterator<Item = Kind> {
    let of_people = [
        Kind::Roster,
        Kind::Membership,
        Kind::Team,
        Kind::Person,
        Kind::Decision,
    ];
    Kind::OF_WEEKS.into_iter().chain(of_people)
}

/// How many records were made of samples: decisions, people, teams, rosters, and what was noted of their weeks.
async fn made_of_them(store: &Store) -> Result<usize, LoadError> {
    let mut count = 0;
    for kind in kinds_of_them() {
        let add = |records: Vec<Record>| count += records.iter().filter(|r| is_sample(r)).count();
        store.each_of_kind(&kind, add).await?;
    }
    Ok(count)
}

/// Removes the samples; gives how many applications there were. What was made of them goes first: it is
/// nothing without them.
async fn purge(store: &Store, job: &Job) -> Result<usize, SaveError> {
    for kind in kinds_of_them() {
        store.purge(&kind, is_sample, job).await?;
    }
    store.purge(&Kind::Application, is_sample, job).await
}

fn remove(app: App, failed: Failed, running: Running) {
    if running.with_untracked(Option::is_some) {
        return;
    }
    let job = Job::new(|_| {});
    running.set(Some(job.clone()));
    failed.set(None);
    spawn_local(async move {
        let store = app.store();
        let left = leave_rosters(app).await;
        if let Err(why) = left {
            running.set(None);
            failed.set(Some(why));
            return;
        }
        let purged = purge(&store, &job).await;
        running.set(None);
        match purged {
            Ok(count) => {
                app.forget_reasons();
                announce(&plural!(crew.samples_removed, count as f64));
                app.changed.update(|n| *n += 1);
            }
            Err(error) => failed.set(Some(messages::save_error(&error))),
        }
    });
}

fn is_sample(record: &Record) -> bool {
    record.get(&FieldName::new(SAMPLE)) == Some(&Value::Bool(true))
}

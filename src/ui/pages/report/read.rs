//! What a report counts beyond the roster and the weeks: contributions of all sessions, what was said at the end, and who
//! applied; again when anything changed.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::store::LoadError;
use crate::domain::application::Application;
use crate::domain::decision::{Decision, Outcome};
use crate::domain::id::SessionId;
use crate::domain::record::Kind;
use crate::domain::role::Role;
use crate::domain::week::closing::Closing;
use crate::domain::week::contribution::Contribution;
use crate::domain::week::report::Applied;
use crate::ui::app::App;
use crate::ui::messages;

/// What there is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct More {
    /// Of all sessions.
    pub contributions: Vec<Contribution>,
    /// Of the session.
    pub closings: Vec<Closing>,
    /// To the session and its calls.
    pub applied: Applied,
}

/// How far reading has come.
#[derive(Clone)]
pub(super) enum MoreReading {
    UnderWay,
    Failed(String),
    Done(Arc<More>),
}

/// Reads it, and again when anything changed. Of several readings under way the last counts.
pub(super) fn follow_more(app: App, session: &SessionId) -> RwSignal<MoreReading> {
    let reading = RwSignal::new(MoreReading::UnderWay);
    let turn = StoredValue::new(0_u32);
    let session = session.clone();
    Effect::new(move || {
        app.changed.track();
        app.programme.track();
        turn.update_value(|turn| *turn += 1);
        let (this, session) = (turn.get_value(), session.clone());
        spawn_local(async move {
            let now = match read(app, &session).await {
                Ok(more) => MoreReading::Done(Arc::new(more)),
                Err(error) => MoreReading::Failed(messages::load_error(&error)),
            };
            if turn.try_get_value() == Some(this) {
                reading.set(now);
            }
        });
    });
    reading
}

async fn read(app: App, session: &SessionId) -> Result<More, LoadError> {
    let mut more = More::default();
    let store = app.store();
    store
        .each_of_kind(&Kind::Contribution, |records| {
            let read = records.iter().filter_map(Contribution::read);
            more.contributions.extend(read);
        })
        .await?;
    store
        .each_of_kind(&Kind::Closing, |records| {
            let read = records.iter().filter_map(Closing::read);
            more.closings
                .extend(read.filter(|one| one.session == *session));
        })
        .await?;
    let programme = app.programme.get_untracked();
    let role = |applied: &SessionId| -> Option<Role> {
        let (joined, role) = programme.joins(applied)?;
        (joined.id == *session).then_some(role)
    };
    store
        .each_of_kind(&Kind::Application, |records| {
            // One that can't be read is said on the list of applications.
            let read = records.iter();
            let read = read.filter_map(|record| Application::read(record).ok().flatten());
            for one in read.filter(|one| !one.deleted) {
                if let Some(role) = role(&one.session) {
                    *more.applied.sent.entry(role).or_default() += 1;
                }
            }
        })
        .await?;
    store
        .each_of_kind(&Kind::Decision, |records| {
            let read = records.iter().filter_map(Decision::read);
            let accepted = read.filter(|one| one.outcome == Some(Outcome::Accepted));
            for one in accepted {
                if let Some(role) = one.session.as_ref().and_then(role) {
                    *more.applied.accepted.entry(role).or_default() += 1;
                }
            }
        })
        .await?;
    Ok(more)
}

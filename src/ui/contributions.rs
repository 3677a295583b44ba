//! What people work on and what waits to be revived, read from storage, and again when anything changed.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::messages;
use crate::browser::store::LoadError;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::Kind;
use crate::domain::week::contribution::{Contribution, Stalled};

/// What there is in a session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// What people work on, the removed too.
    pub contributions: Vec<Contribution>,
    /// What waits to be revived, what was put away too.
    pub stalled: Vec<Stalled>,
}

impl Found {
    /// A contribution.
    pub fn one(&self, id: RecordId) -> Option<&Contribution> {
        self.contributions.iter().find(|one| one.id == id)
    }
}

/// How far reading has come.
#[derive(Clone)]
pub enum ContributionsReading {
    /// It is under way for the first time.
    UnderWay,
    /// Why, and what to do.
    Failed(String),
    /// What there is.
    Done(Arc<Found>),
}

impl ContributionsReading {
    /// What there is, once it was read.
    pub fn found(&self) -> Option<&Arc<Found>> {
        match self {
            Self::Done(found) => Some(found),
            Self::UnderWay | Self::Failed(_) => None,
        }
    }
}

/// Reads a session's, and again when anything changed. Of several readings under way the last counts.
pub fn follow_contributions(app: App, session: &SessionId) -> RwSignal<ContributionsReading> {
    let reading = RwSignal::new(ContributionsReading::UnderWay);
    let turn = StoredValue::new(0_u32);
    let session = session.clone();
    Effect::new(move || {
        app.changed.track();
        turn.update_value(|turn| *turn += 1);
        let (this, session) = (turn.get_value(), session.clone());
        spawn_local(async move {
            let now = match read(app, &session).await {
                Ok(found) => ContributionsReading::Done(Arc::new(found)),
                Err(error) => ContributionsReading::Failed(messages::load_error(&error)),
            };
            let is_same = |known: &ContributionsReading| match (known, &now) {
                (ContributionsReading::Done(known), ContributionsReading::Done(now)) => {
                    known == now
                }
                _ => false,
            };
            if turn.try_get_value() == Some(this) && !reading.with_untracked(is_same) {
                reading.set(now);
            }
        });
    });
    reading
}

async fn read(app: App, session: &SessionId) -> Result<Found, LoadError> {
    let mut found = Found::default();
    let store = app.store();
    store
        .each_of_kind(&Kind::Contribution, |records| {
            let read = records.iter().filter_map(Contribution::read);
            let ours = read.filter(|one| one.session == *session);
            found.contributions.extend(ours);
        })
        .await?;
    store
        .each_of_kind(&Kind::Stalled, |records| {
            let read = records.iter().filter_map(Stalled::read);
            found
                .stalled
                .extend(read.filter(|one| one.session == *session));
        })
        .await?;
    Ok(found)
}

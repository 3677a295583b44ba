//! What people wrote of their weeks, read from storage, and again when anything changed.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::messages;
use crate::browser::store::LoadError;
use crate::domain::record::{Kind, Record};
use crate::domain::week::blocker::Blocker;
use crate::domain::week::check_in::{CheckIn, Sign};
use crate::domain::week::dismissal::Dismissal;
use crate::domain::week::history::Written;
use crate::domain::week::meeting::Meeting;
use crate::domain::week::one_to_one::{OneToOne, Told};

/// How far reading has come.
#[derive(Clone)]
pub enum WeeksReading {
    /// It is under way for the first time.
    UnderWay,
    /// Why, and what to do.
    Failed(String),
    /// What there is.
    Done(Arc<Written>),
}

/// Reads all that people wrote of their weeks, and again when anything changed. Of several readings under way the last
/// counts.
pub fn follow_weeks(app: App) -> RwSignal<WeeksReading> {
    let reading = RwSignal::new(WeeksReading::UnderWay);
    let turn = StoredValue::new(0_u32);
    Effect::new(move || {
        app.changed.track();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let now = match read(app).await {
                Ok(written) => WeeksReading::Done(Arc::new(written)),
                Err(error) => WeeksReading::Failed(messages::load_error(&error)),
            };
            // What is as it was is not drawn anew, under whoever types.
            let is_same = |known: &WeeksReading| match (known, &now) {
                (WeeksReading::Done(known), WeeksReading::Done(now)) => known == now,
                _ => false,
            };
            if turn.try_get_value() == Some(this) && !reading.with_untracked(is_same) {
                reading.set(now);
            }
        });
    });
    reading
}

async fn read(app: App) -> Result<Written, LoadError> {
    let mut written = Written::default();
    each(app, Kind::Meeting, |record| {
        let one = Meeting::read(record).filter(|one| !one.deleted);
        written.meetings.extend(one);
    })
    .await?;
    each(app, Kind::CheckIn, |record| {
        written.check_ins.extend(CheckIn::read(record));
    })
    .await?;
    each(app, Kind::Sign, |record| {
        written.signs.extend(Sign::read(record));
    })
    .await?;
    each(app, Kind::OneToOne, |record| {
        let one = OneToOne::read(record).filter(|one| !one.deleted);
        written.one_to_ones.extend(one);
    })
    .await?;
    each(app, Kind::Blocker, |record| {
        written.blockers.extend(Blocker::read(record));
    })
    .await?;
    each(app, Kind::Level, |record| {
        written.levels.extend(Told::read(record));
    })
    .await?;
    each(app, Kind::Dismissal, |record| {
        written.dismissals.extend(Dismissal::read(record));
    })
    .await?;
    Ok(written)
}

async fn each(app: App, kind: Kind, mut take: impl FnMut(&Record)) -> Result<(), LoadError> {
    let store = app.store();
    store
        .each_of_kind(&kind, |records| records.iter().for_each(&mut take))
        .await
}

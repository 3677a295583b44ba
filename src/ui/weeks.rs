//! What counts of everyone's weeks, read from storage, and again when anything changed.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::messages;
use crate::domain::week::glance::Glances;

/// How far reading has come.
#[derive(Clone)]
pub enum WeeksReading {
    /// It is under way for the first time.
    UnderWay,
    /// Why, and what to do.
    Failed(String),
    /// What there is.
    Done(Arc<Glances>),
}

/// Reads what counts of everyone's weeks, and again when anything changed. Of several readings under way the last counts.
pub fn follow_weeks(app: App) -> RwSignal<WeeksReading> {
    let reading = RwSignal::new(WeeksReading::UnderWay);
    let turn = StoredValue::new(0_u32);
    Effect::new(move || {
        app.changed.track();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let now = match app.store().glances().await {
                Ok(glances) => WeeksReading::Done(Arc::new(glances)),
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

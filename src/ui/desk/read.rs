//! Reading the rows, and what is needed to show them.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Desk, Rows, Stage};
use crate::browser::store::LoadError;
use crate::browser::{clock, zones};
use crate::domain::decision::Decision;
use crate::domain::form::Form;
use crate::domain::id::RecordId;
use crate::domain::listing::Columns;
use crate::domain::record::Kind;
use crate::format::form;
use crate::format::summary::{Kept, parse};
use crate::ui::app::App;

impl Desk {
    /// Reads the rows. Of several readings under way only the last one counts; its number is the
    /// edition.
    pub(super) async fn read(self, app: App) {
        let edition = self.reads.get_value() + 1;
        self.reads.set_value(edition);
        let read = self.rows_now(app, edition).await;
        if self.reads.get_value() != edition {
            return;
        }
        match read {
            Ok(rows) => {
                // Most changes are to other things: then nothing is drawn or searched anew.
                if self
                    .rows
                    .with_untracked(|known| !known.says_the_same(&rows))
                {
                    self.hay.set_value(Vec::new());
                    self.picked
                        .update(|picked| picked.retain(|id| rows.of(*id).is_some()));
                    self.rows.set(Arc::new(rows));
                }
                if self.stage.with_untracked(|stage| *stage != Stage::Ready) {
                    self.stage.set(Stage::Ready);
                }
            }
            Err(error) => self.stage.set(Stage::Failed(error)),
        }
    }

    async fn rows_now(self, app: App, edition: u64) -> Result<Rows, LoadError> {
        let store = app.store();
        let mut forms: BTreeMap<RecordId, Form> = BTreeMap::new();
        store
            .each_of_kind(&Kind::FormVersion, |records| {
                forms.extend(
                    records
                        .iter()
                        .filter_map(|record| Some((record.id, form::of_version(record)?))),
                );
            })
            .await?;
        let mut rows = Rows {
            edition,
            ..Rows::default()
        };
        store
            .each_of_kind(&Kind::Decision, |records| {
                let decisions = records.iter().filter_map(Decision::read);
                rows.decisions
                    .extend(decisions.map(|decision| (decision.application, decision)));
            })
            .await?;
        store
            .each_row(&Kind::Application, |id, text| match parse(id, text) {
                Some(Kept::Row(row)) => rows.all.push(row),
                Some(Kept::Unreadable(id)) => rows.unreadable.push(id),
                None => rows.unreadable.push(id),
            })
            .await?;
        let now = clock::now();
        let programme = app.programme.get_untracked();
        for row in &mut rows.all {
            row.late |= programme.is_late(&row.session, row.answers_at);
            rows.samples += u32::from(row.sample);
            if let Some(decision) = rows.decisions.get(&row.id) {
                row.decision = decision.outcome;
                row.conflict |= decision.conflict;
            }
            if let Some(zone) = row.zone.as_deref()
                && !rows.offsets.contains_key(zone)
                && let Some(offset) = zones::offset_minutes(zone, now)
            {
                rows.offsets.insert(zone.to_owned(), offset);
            }
        }
        let first = rows.all.first().map(|row| row.session.clone());
        rows.several_sessions = rows
            .all
            .iter()
            .any(|row| Some(&row.session) != first.as_ref());
        rows.sessions = programme.sessions.iter().map(|s| s.id.clone()).collect();
        // The latest version first, so that its words are the ones shown.
        let mut older: Vec<&Form> = forms.values().collect();
        older.sort_by_key(|form| std::cmp::Reverse(form.version));
        rows.columns = Columns::new(
            programme.forms.iter(),
            older.into_iter(),
            &programme.projects,
        );
        rows.forms = forms;
        Ok(rows)
    }
}

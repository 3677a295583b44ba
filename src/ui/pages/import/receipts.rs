//! Receipts: the organizers' word to each applicant that their application arrived, as files to send
//! back. One click makes all of them, as one archive with a list of whose each is.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::batch::{Batch, Incoming, Row, receipt_name};
use crate::browser::clock;
use crate::browser::files::{self, NotHanded};
use crate::domain::answer::Answer;
use crate::domain::form::QuestionKind;
use crate::domain::id::{ProgrammeId, RecordId};
use crate::domain::record::Record;
use crate::domain::time::Instant;
use crate::format::form::of_version;
use crate::format::receipt::ReceiptFile;
use crate::format::{csv, zip};
use crate::sync::intake::Standing;
use crate::t;
use crate::ui::components::{Button, Icon};
use crate::ui::messages;
use crate::ui::when::number_words;

/// The button that makes them, where there is anyone to send one to.
pub(super) fn button(batch: Batch) -> Option<AnyView> {
    let count = batch.rows.with_untracked(|rows| arrived(rows).count());
    if count == 0 {
        return None;
    }
    let label = t!(crew.receipts, n = number_words(count as f64));
    let save = move |()| {
        spawn_local(async move {
            if let Err(words) = save(batch).await {
                batch.failed.set(Some(words));
            }
        });
    };
    Some(view! { <Button label mark=Icon::Download press=save /> }.into_any())
}

/// Makes them, for what is stored here at this moment and for nothing else (Promise 14).
async fn save(batch: Batch) -> Result<(), String> {
    let incoming: Vec<Arc<Incoming>> = batch
        .rows
        .with_untracked(|rows| arrived(rows).cloned().collect());
    let ids = incoming.iter().map(|incoming| incoming.application.id);
    let stored = batch.app.store().get_all(ids).await;
    let stored = stored.map_err(|error| messages::load_error(&error))?;
    let stored = stored
        .into_iter()
        .map(|record| (record.id, record))
        .collect();
    let programme = batch
        .app
        .programme
        .with_untracked(|programme| programme.id.clone());
    let archive = archive(&incoming, &stored, &programme, clock::now());
    files::save_archive(&format!("{programme}-receipts.zip"), &archive)
        .map_err(|NotHanded| t!(errors.not_downloaded).to_owned())
}

/// The submissions that are here now, the last of each application.
fn arrived(rows: &[Row]) -> impl Iterator<Item = &Arc<Incoming>> {
    rows.iter()
        .enumerate()
        .filter(|(i, row)| {
            let id = row.incoming().map(|incoming| incoming.application.id);
            let again = |row: &Row| row.incoming().map(|later| later.application.id) == id;
            !rows.iter().skip(i + 1).any(again)
        })
        .filter_map(|(_, row)| row.incoming())
        .filter(|incoming| match incoming.standing {
            Standing::New | Standing::Same | Standing::Newer { .. } | Standing::Older => true,
            Standing::Erased => false,
        })
}

fn archive(
    incoming: &[Arc<Incoming>],
    stored: &HashMap<RecordId, Record>,
    programme: &ProgrammeId,
    at: Instant,
) -> Vec<u8> {
    let is_stored = |incoming: &&Arc<Incoming>| {
        let theirs = &incoming.submission.application;
        stored
            .get(&theirs.id)
            .is_some_and(|here| here.live().is_some() && here.version.covers(&theirs.version))
    };
    let mut list = vec![["file", "name", "email", "application"].map(str::to_owned)];
    let mut receipts = Vec::new();
    for incoming in incoming.iter().filter(is_stored) {
        let application = &incoming.application;
        let receipt = ReceiptFile {
            session: application.session.clone(),
            application: application.id,
            seen: incoming.submission.application.version.clone(),
            sent_at: application.sent_at,
            at,
        };
        let file = receipt_name(application.id);
        list.push([
            file.clone(),
            incoming.name.clone(),
            email(incoming).unwrap_or_default(),
            application.id.to_string(),
        ]);
        receipts.push((file, receipt.to_text(programme)));
    }
    let list = csv::to_text(list);
    let files = receipts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .chain([("receipts.csv", list.as_str())]);
    zip::to_bytes(files)
}

/// The first email address that the application gives.
fn email(incoming: &Incoming) -> Option<String> {
    let form = of_version(&incoming.submission.form_version)?;
    let question = form
        .questions()
        .find(|question| question.kind == QuestionKind::Email)?;
    let value = incoming.application.answers.get(&question.id)?;
    match Answer::from_value(value) {
        Ok(Answer::Text(email)) => Some(email),
        Ok(_) | Err(_) => None,
    }
}

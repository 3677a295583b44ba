//! What copies of a record disagree about: the values side by side, with who wrote each and when, until someone
//! chooses (Promise 19). Until then every device shows the same one of them.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app::App;
use super::components::conflict::{self, Kept};
use super::components::{Chip, Icon, Tone, announce, live};
use super::deed::{Failed, perform};
use crate::domain::conflict::conflicts;
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldName, Value, Write};
use crate::t;

/// What a choice among versions is about. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Choosing {
    /// The app.
    pub app: App,
    /// Where it is said that it failed.
    pub failed: Failed,
    /// The record.
    pub record: RecordId,
}

/// The values of a field, each with a button that keeps it; `then` is done once one is kept. `label` says what
/// they are of, where that does not stand above them.
pub fn side_by_side(
    choosing: Choosing,
    label: Option<String>,
    field: &FieldName,
    values: &[Write],
    words: impl Fn(&Value) -> String,
    then: impl Fn() + Clone + Send + Sync + 'static,
) -> AnyView {
    let Choosing {
        app,
        failed,
        record,
    } = choosing;
    let values = values.iter().map(|write| {
        let command = Command::Choose {
            record,
            field: field.clone(),
            value: write.value.clone(),
        };
        let then = then.clone();
        let keep = Callback::new(move |()| {
            let then = then.clone();
            perform(app, command.clone(), failed, move |_| {
                announce(t!(crew.kept));
                then();
            });
        });
        let said = view! {
            <p class="said" dir="auto">
                {words(&write.value)}
            </p>
        };
        Kept {
            write: write.clone(),
            said: said.into_any(),
            about: None,
            keep,
        }
    });
    conflict::side_by_side(label, values.collect())
}

/// What copies of one record disagree about, as it is now. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Conflicts {
    choosing: Choosing,
    fields: RwSignal<BTreeMap<FieldName, Vec<Write>>>,
}

impl Conflicts {
    /// Reads them, and again whenever something changes.
    pub fn of(choosing: Choosing) -> Self {
        let this = Self {
            choosing,
            fields: RwSignal::new(BTreeMap::new()),
        };
        Effect::new(move || {
            choosing.app.changed.track();
            spawn_local(async move {
                // One that can't be read is said where it is listed.
                if let Ok(found) = choosing.app.store().get(choosing.record).await {
                    let found = found.as_ref().map(conflicts).unwrap_or_default();
                    if this
                        .fields
                        .try_get_untracked()
                        .is_some_and(|was| was != found)
                    {
                        this.fields.set(found);
                    }
                }
            });
        });
        this
    }

    /// The values of a field beside its control; nothing while copies agree.
    pub fn at(
        self,
        field: &'static str,
        label: impl Into<String>,
        words: impl Fn(&Value) -> String + Send + Sync + 'static,
    ) -> AnyView {
        let (name, label) = (FieldName::new(field), label.into());
        let values = Memo::new(move |_| self.fields.with(|fields| fields.get(&name).cloned()));
        live(move || match values.get() {
            Some(values) => {
                let name = FieldName::new(field);
                let label = Some(label.clone());
                side_by_side(self.choosing, label, &name, &values, &words, || ())
            }
            None => ().into_any(),
        })
    }
}

/// The mark of something in a list that copies disagree about; nothing if they agree.
pub fn mark(is_conflict: bool) -> Option<AnyView> {
    is_conflict.then(|| {
        view! { <Chip label=t!(crew.mark_conflict) tone=Tone::Warning mark=Icon::Warning /> }
            .into_any()
    })
}

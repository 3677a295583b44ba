//! What copies of a record disagree about: the values side by side, with who wrote each and when, until someone
//! chooses (Promise 19). Until then every device shows the same one of them.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

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

/// The command that keeps one of the values of a field, once it can be told; all of them come with it.
type Keep = Arc<dyn Fn(FieldName, Value, Arc<[Write]>) -> Telling + Send + Sync>;
/// A command that is told in a moment; none where something that must come first failed, which is said there.
pub type Telling = Pin<Box<dyn Future<Output = Option<Command>>>>;

/// What a choice among versions is about. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Choosing {
    app: App,
    failed: Failed,
    record: RecordId,
    command: StoredValue<Keep>,
}

impl Choosing {
    /// About a record. `failed` is where it is said that keeping a value failed.
    pub fn about(app: App, failed: Failed, record: RecordId) -> Self {
        let choose = move |field, value, _| {
            let command = Command::Choose {
                record,
                field,
                value,
            };
            Box::pin(async { Some(command) }) as Telling
        };
        Self::by(app, failed, record, choose)
    }

    /// About a record of which a value is kept by a command of its own.
    pub fn by(
        app: App,
        failed: Failed,
        record: RecordId,
        command: impl Fn(FieldName, Value, Arc<[Write]>) -> Telling + Send + Sync + 'static,
    ) -> Self {
        Self {
            app,
            failed,
            record,
            command: StoredValue::new(Arc::new(command)),
        }
    }
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
    let Choosing { app, failed, .. } = choosing;
    let all: Arc<[Write]> = values.into();
    let values = values.iter().map(|write| {
        let (field, value, all) = (field.clone(), write.value.clone(), all.clone());
        let then = then.clone();
        let keep = Callback::new(move |()| {
            let then = then.clone();
            let command = choosing.command.get_value();
            let command = command(field.clone(), value.clone(), all.clone());
            spawn_local(async move {
                if let Some(command) = command.await {
                    perform(app, command, failed, move |_| {
                        announce(t!(crew.kept));
                        then();
                    });
                }
            });
        });
        let about = words(&write.value);
        let said = view! {
            <p class="said" dir="auto">
                {about.clone()}
            </p>
        };
        Kept {
            write: write.clone(),
            said: said.into_any(),
            about: Some(brief(&about)),
            keep,
        }
    });
    conflict::side_by_side(label, values.collect())
}

/// How much of a value a button says for ears.
const BRIEF: usize = 60;

/// The beginning of a value: enough to tell it from the others.
fn brief(words: &str) -> String {
    let beginning: String = words.chars().take(BRIEF).collect();
    if beginning.len() < words.len() {
        format!("{}…", beginning.trim_end())
    } else {
        beginning
    }
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
        self.of_field(FieldName::new(field), label, words)
    }

    /// [`at`](Self::at) for a field whose name is made of what it is about.
    pub fn of_field(
        self,
        field: FieldName,
        label: impl Into<String>,
        words: impl Fn(&Value) -> String + Send + Sync + 'static,
    ) -> AnyView {
        let (name, label) = (field.clone(), label.into());
        let values = Memo::new(move |_| self.fields.with(|fields| fields.get(&name).cloned()));
        live(move || match values.get() {
            Some(values) => {
                let label = Some(label.clone());
                side_by_side(self.choosing, label, &field, &values, &words, || ())
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

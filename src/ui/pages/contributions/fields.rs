//! What is typed of a contribution or a stalled pull request, saved by itself (Promise 2). It lives as long as the app runs,
//! so that what is typed in the last moment before a page is left is stored too.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::decide::{Command, Contributing, Contributor, Weekly};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{FieldName, Record, Value};
use crate::domain::week::contribution::{
    AUTHOR, AUTHOR_LINK, Detail, LINK, Link, NotALink, PROJECT, Work,
};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::live;
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::deed::Failed;
use crate::ui::keeper::Keeper;
use crate::ui::messages;
use crate::ui::pages::check_in::text_words;
use crate::ui::pages::meeting::not_read;
use crate::ui::saving::saved;

/// What a record is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum For {
    /// Somebody works on it.
    Somebody(Contributor),
    /// It waits to be revived by anyone on teams.
    Everyone(SessionId),
}

impl For {
    /// Says something of it.
    pub fn say(&self, id: RecordId, detail: Detail) -> Command {
        Command::Week(Weekly::Contribute(match self {
            Self::Somebody(whose) => Contributing::Say {
                whose: whose.clone(),
                id,
                detail,
            },
            Self::Everyone(session) => Contributing::Stall {
                session: session.clone(),
                team: None,
                id,
                detail,
            },
        }))
    }
}

/// How far reading has come. Before it was read nothing is typed over it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reading {
    UnderWay,
    /// Why, and what to do.
    Failed(String),
    Done,
}

/// The texts of a record. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Fields {
    link: Keeper,
    project: Keeper,
    author: Keeper,
    author_link: Keeper,
    reading: RwSignal<Reading>,
}

thread_local! {
    static ALL: RefCell<HashMap<RecordId, Fields>> = RefCell::default();
}

impl Fields {
    /// Those of a record.
    pub fn of(app: App, id: RecordId, made_for: &For) -> Self {
        if let Some(fields) = ALL.with_borrow(|all| all.get(&id).copied()) {
            return fields;
        }
        let fields = app.rooted(|| Self::new(app, id, made_for));
        ALL.with_borrow_mut(|all| all.insert(id, fields));
        fields
    }

    fn new(app: App, id: RecordId, made_for: &For) -> Self {
        let keeper = |detail: fn(String) -> Detail| {
            let made_for = made_for.clone();
            let store = Arc::new(move |text: String| made_for.say(id, detail(text)));
            Keeper::new(app, id, store)
        };
        let fields = Self {
            link: keeper(Detail::Link),
            project: keeper(Detail::Project),
            author: keeper(Detail::Author),
            author_link: keeper(Detail::AuthorLink),
            reading: RwSignal::new(Reading::UnderWay),
        };
        Effect::new(move || {
            app.changed.track();
            spawn_local(async move {
                let now = match app.store().get(id).await {
                    Ok(found) => {
                        found.iter().for_each(|record| fields.take_up(record));
                        Reading::Done
                    }
                    Err(_) if fields.reading.get_untracked() == Reading::Done => Reading::Done,
                    Err(error) => Reading::Failed(messages::load_error(&error)),
                };
                if fields.reading.get_untracked() != now {
                    fields.reading.set(now);
                }
            });
        });
        fields
    }

    fn all(self) -> [(Keeper, &'static str); 4] {
        [
            (self.link, LINK),
            (self.project, PROJECT),
            (self.author, AUTHOR),
            (self.author_link, AUTHOR_LINK),
        ]
    }

    fn take_up(self, record: &Record) {
        for (keeper, name) in self.all() {
            let said = record.get(&FieldName::new(name)).and_then(Value::as_text);
            keeper.refresh(said.unwrap_or_default(), &record.version);
        }
    }

    /// Whether anything typed is not durable yet.
    pub fn has_unsaved(self) -> bool {
        self.all().iter().any(|(keeper, _)| keeper.has_unsaved())
    }

    /// Saves what is not saved, and tells whether all is, in the end.
    pub async fn settle(self) -> bool {
        for (keeper, _) in self.all() {
            if !keeper.settle().await {
                return false;
            }
        }
        true
    }

    /// The controls, with what copies disagree about beside each.
    pub fn view(self, app: App, id: RecordId, failed: Failed) -> AnyView {
        live(move || match self.reading.get() {
            Reading::UnderWay => {
                view! { <p class="quiet" role="status">{t!(contributions.reading)}</p> }.into_any()
            }
            Reading::Failed(why) => not_read(app, why),
            Reading::Done => self.controls(app, id, failed),
        })
    }

    fn controls(self, app: App, id: RecordId, failed: Failed) -> AnyView {
        let conflicts = Conflicts::of(Choosing::about(app, failed, id));
        let labels = [
            t!(contributions.link),
            t!(contributions.project),
            t!(contributions.author),
            t!(contributions.author_link),
        ];
        let fields = self.all().into_iter().zip(labels);
        let fields = fields.map(|((keeper, name), label)| {
            let is_link = matches!(name, LINK | AUTHOR_LINK);
            let at = format!("contribution-{id}-{name}");
            let note = format!("{at}-note");
            let said = is_link.then(|| link_note(keeper));
            view! {
                <div class="field">
                    <label class="field-label" for=at.clone()>
                        {label}
                    </label>
                    <input
                        id=at
                        class="input"
                        type="text"
                        inputmode=is_link.then_some("url")
                        autocomplete="off"
                        dir="auto"
                        aria-describedby=note.clone()
                        prop:value=keeper.text
                        on:input=move |event| keeper.set(event_target_value(&event))
                    />
                    <div id=note>{said}</div>
                </div>
                {conflicts.at(name, label, text_words)}
            }
        });
        let going = self.all().map(|(keeper, _)| keeper.going());
        view! {
            {fields.collect_view()}
            {saved(app, going.to_vec())}
        }
        .into_any()
    }
}

/// What a typed link is taken for, or why it leads nowhere. It is kept as it is typed either way.
fn link_note(keeper: Keeper) -> AnyView {
    let words = Memo::new(move |_| {
        let text = keeper.text.get();
        Some(match Link::parse(&text) {
            Ok(Link::Github {
                owner,
                repo,
                what,
                number,
            }) => {
                let (n, of) = (number.to_string(), format!("{owner}/{repo}"));
                match what {
                    Work::Pull => t!(contributions.is_pull, n = n, of = of),
                    Work::Issue => t!(contributions.is_issue, n = n, of = of),
                }
            }
            Ok(Link::Trac { host, number }) => {
                let n = number.to_string();
                t!(contributions.is_ticket, n = n, of = host)
            }
            Ok(Link::Plain { .. }) => t!(contributions.is_page).to_owned(),
            Err(NotALink::Empty) => return None,
            Err(why) => not_a_link(why).to_owned(),
        })
    });
    live(move || {
        let words = words.get();
        words
            .map(|words| view! { <p class="field-note" dir="auto">{words}</p> })
            .into_any()
    })
}

/// Why a text is no link, and what to write instead.
pub fn not_a_link(why: NotALink) -> &'static str {
    match why {
        NotALink::Empty => t!(contributions.link_empty),
        NotALink::Scheme => t!(contributions.link_scheme),
        NotALink::Host => t!(contributions.link_host),
        NotALink::Characters => t!(contributions.link_characters),
        NotALink::TooLong => t!(contributions.link_long),
    }
}

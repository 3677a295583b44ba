//! What is filtered by now, each with a button that takes it back.

use leptos::prelude::*;

use super::answers::answer_filter_words;
use super::{ListView, state_words};
use crate::domain::listing::Filters;
use crate::t;
use crate::ui::components::{Icon, icon};
use crate::ui::when::offset_words;

/// How to take a filter back.
type Without = fn(&mut Filters);

/// What is filtered by now, each with a button that takes it back.
pub fn active(list: ListView) -> AnyView {
    let chip = move |words: String, without: Callback<()>| {
        let label = t!(crew.take_filter, filter = words.clone());
        view! {
            <li>
                <button
                    type="button"
                    class="chip list-active"
                    aria-label=label
                    on:click=move |_| without.run(())
                >
                    <span>{words}</span>
                    {icon(Icon::Close)}
                </button>
            </li>
        }
        .into_any()
    };
    let simple = move |words: String, without: Without| {
        chip(
            words,
            Callback::new(move |()| list.change(|view| without(&mut view.filters))),
        )
    };
    let chips = move || {
        let filters = list.view.with(|view| view.filters.clone());
        if filters.is_empty() {
            return None;
        }
        let mut all: Vec<AnyView> = Vec::new();
        if let Some(id) = &filters.session {
            let name = list.app.session(id).map(|session| session.name);
            let name = name.unwrap_or_else(|| id.to_string());
            all.push(simple(name, |filters| filters.session = None));
        }
        if let Some(state) = filters.state {
            all.push(simple(state_words(state).to_owned(), |f| f.state = None));
        }
        if let Some(late) = filters.late {
            let words = if late {
                t!(crew.late_yes)
            } else {
                t!(crew.late_no)
            };
            all.push(simple(words.to_owned(), |f| f.late = None));
        }
        if let Some(sample) = filters.sample {
            let words = if sample {
                t!(crew.sample_yes)
            } else {
                t!(crew.sample_no)
            };
            all.push(simple(words.to_owned(), |f| f.sample = None));
        }
        if filters.conflict {
            all.push(simple(t!(crew.filter_conflict).to_owned(), |f| {
                f.conflict = false
            }));
        }
        if filters.deleted {
            all.push(simple(t!(crew.filter_deleted).to_owned(), |f| {
                f.deleted = false
            }));
        }
        if let Some((from, to)) = filters.offset {
            let words = t!(
                crew.filter_offset,
                from = offset_words(from),
                to = offset_words(to)
            );
            all.push(simple(words, |f| f.offset = None));
        }
        let rows = list.app.desk.rows.get();
        for (id, values) in &filters.answers {
            let words = answer_filter_words(&rows, id, values);
            let id = id.clone();
            let without = Callback::new(move |()| {
                list.change(|view| drop(view.filters.answers.remove(&id)));
            });
            all.push(chip(words, without));
        }
        let clear = move |_| list.change(|view| view.filters = Filters::default());
        Some(view! {
            <ul class="list-actives" role="list" aria-label=t!(crew.filters)>
                {all}
                <li>
                    <button type="button" class="button button-quiet button-small" on:click=clear>
                        {t!(crew.clear_filters)}
                    </button>
                </li>
            </ul>
        })
    };
    chips.into_any()
}

//! Who will read an answer, said where it is written and not only where it is sent.

use leptos::prelude::*;

use super::super::icon::{Icon, icon};
use crate::domain::form::{Question, Reader};
use crate::domain::programme::Words;
use crate::t;
use crate::ui::when::list_words;

/// One quiet line beneath the question; nothing where the form names no reader.
pub(super) fn readers_line(question: &Question, words: &Words) -> Option<AnyView> {
    let said = readers_words(question, words)?;
    let lock = question.sensitive.then(|| icon(Icon::Lock));
    Some(view! { <p class="field-readers">{lock} <span>{said}</span></p> }.into_any())
}

/// Who will read the answer to a question, and what it means that it is sensitive or personal.
pub fn readers_words(question: &Question, words: &Words) -> Option<String> {
    let read_by = read_by(question, words)?;
    if question.readers.contains(&Reader::Public) {
        return Some(read_by);
    }
    let said = if question.sensitive {
        let readers = named(question, words);
        let (navigators, captains) = (words.navigator.many.clone(), words.captain.many.clone());
        t!(questions.readers.sensitive, readers, navigators, captains)
    } else {
        read_by
    };
    // Only reviewers ever read without names.
    let unnamed = question.personal && question.readers.contains(&Reader::Reviewers);
    Some(match unnamed {
        true => format!("{said} {}", t!(questions.readers.unnamed)),
        false => said,
    })
}

/// Who may read the answer to a question; nothing where the form names no reader.
pub fn read_by(question: &Question, words: &Words) -> Option<String> {
    if question.readers.is_empty() {
        return None;
    }
    Some(if question.readers.contains(&Reader::Public) {
        t!(questions.readers.everyone).to_owned()
    } else {
        t!(questions.readers.some, readers = named(question, words))
    })
}

/// The readers in the programme's own words.
fn named(question: &Question, words: &Words) -> String {
    let named = |reader: &Reader| match reader {
        Reader::Organizers => vec![words.organizer.many.clone()],
        Reader::Reviewers => vec![t!(questions.readers.reviewers).to_owned()],
        Reader::Mentors => vec![words.navigator.many.clone(), words.captain.many.clone()],
        Reader::Team => vec![t!(questions.readers.team, team = words.team.one.clone())],
        Reader::Public => Vec::new(),
    };
    let readers: Vec<String> = question.readers.iter().flat_map(named).collect();
    list_words(&readers)
}

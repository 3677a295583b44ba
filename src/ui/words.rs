//! What the programme calls things, as values for the sentences of the catalogue:
//! `t!(home.takes_none, session = word(|w| &w.session.one))`.
//!
//! Sentences put neither “a” nor “an” before such a word, and no ending behind it, since a word may be any.

use std::cell::RefCell;

use crate::domain::programme::Words;
use crate::domain::role::Role;

thread_local! {
    static CURRENT: RefCell<Words> = RefCell::new(Words::default());
}

/// Calls things as a programme does, from now on.
pub fn call(words: &Words) {
    CURRENT.set(words.clone());
}

/// A word as it stands within a sentence.
pub fn word(pick: fn(&Words) -> &String) -> String {
    CURRENT.with_borrow(|words| pick(words).clone())
}

/// What the programme calls somebody with a role; its key if it has no word for it.
pub fn role_word(role: &Role) -> String {
    CURRENT.with_borrow(|words| match role.word(words) {
        Some(word) => word.one.clone(),
        None => role.as_str().to_owned(),
    })
}

/// What the programme calls several with a role; its key if it has no word for it.
pub fn role_words(role: &Role) -> String {
    CURRENT.with_borrow(|words| match role.word(words) {
        Some(word) => word.many.clone(),
        None => role.as_str().to_owned(),
    })
}

/// A word as it stands at the head of a sentence, or by itself.
pub fn capital(pick: fn(&Words) -> &String) -> String {
    capitalised(&word(pick))
}

/// A word of the programme as it stands at the head of a sentence.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

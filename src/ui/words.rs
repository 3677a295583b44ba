//! What the programme calls things, as values for the sentences of the catalogue:
//! `t!(home.takes_none, session = word(|w| &w.session.one))`.
//!
//! Sentences put neither “a” nor “an” before such a word, and no ending behind it, since a word may be any.

use std::cell::RefCell;

use crate::domain::programme::Words;

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

/// A word as it stands at the head of a sentence, or by itself.
pub fn capital(pick: fn(&Words) -> &String) -> String {
    let word = word(pick);
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

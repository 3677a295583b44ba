//! The message catalogue: `t!(namespace.key, name = value)` is the sentence in the reader's language.
//!
//! The keys come from `locales/` through `build.rs`; a key that is not there does not compile.
//! Why this crate and this way: `docs/decisions/0001-message-catalogue.md`.

use std::cell::Cell;

use leptos::prelude::document;
use wasm_bindgen::JsValue;

use super::words;
use crate::browser::intl;
use crate::domain::programme::{Direction, Programme};

#[allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    reason = "the build script writes it"
)]
mod catalogue {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub use catalogue::i18n::*;

thread_local! {
    static CURRENT: Cell<Locale> = const { Cell::new(Locale::en) };
}

/// The language that messages are shown in.
pub fn locale() -> Locale {
    CURRENT.get()
}

/// A message of the catalogue: `&'static str`, or `String` when it takes values.
///
/// ```ignore
/// t!(common.save)
/// t!(common.hours.other, n = number_words(3.0))
/// ```
#[macro_export]
macro_rules! t {
    ($($key_and_values:tt)*) => {
        ::leptos_i18n::td_string!($crate::ui::i18n::locale(), $($key_and_values)*)
    };
}

/// A message that counts: `plural!(common.hours, 3)` takes the form the language has for 3 from
/// `common.hours.one` or `common.hours.other`, and shows the number as the value `n`.
///
/// A language with more forms adds them here and in every catalogue; see the decision.
#[macro_export]
macro_rules! plural {
    ($namespace:ident $(. $key:ident)+, $n:expr $(, $name:ident = $value:expr)* $(,)?) => {{
        let n: f64 = f64::from($n);
        match $crate::ui::i18n::plural_form(n) {
            $crate::ui::i18n::PluralForm::One => $crate::t!(
                $namespace $(.$key)+ .one, n = $crate::ui::when::number_words(n) $(, $name = $value)*
            ),
            $crate::ui::i18n::PluralForm::Other => $crate::t!(
                $namespace $(.$key)+ .other, n = $crate::ui::when::number_words(n) $(, $name = $value)*
            ),
        }
    }};
}

/// The forms that the languages of the catalogue have for a number of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PluralForm {
    /// As for one.
    One,
    /// As for any other number.
    Other,
}

/// The form of a number in the language of messages, as the browser's plural rules say.
pub fn plural_form(n: f64) -> PluralForm {
    let rules = intl::shared("PluralRules", leptos_i18n::Locale::as_str(locale()));
    let form = rules.map(|rules| intl::text(&rules, "select", &[n.into()]));
    match form {
        Ok(Some(form)) if form == "one" => PluralForm::One,
        Ok(_) => PluralForm::Other,
        // Without plural rules the forms of English still read well.
        Err(_) if n == 1.0 => PluralForm::One,
        Err(_) => PluralForm::Other,
    }
}

/// Turns the page to a programme: its language and direction on `<html>`, and messages in its
/// language, where the catalogue has it, and with its words.
pub fn speak(programme: &Programme) -> Result<(), JsValue> {
    words::call(&programme.words);
    let language = programme.language.as_str();
    let primary = language.split('-').next().unwrap_or(language);
    let spoken = language.parse().or_else(|()| primary.parse());
    CURRENT.set(spoken.unwrap_or(Locale::en));
    let Some(root) = document().document_element() else {
        return Ok(());
    };
    root.set_attribute("lang", language)?;
    root.set_attribute(
        "dir",
        match programme.direction {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        },
    )
}

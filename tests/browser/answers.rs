//! Answers in words, as a draft keeps them.

use std::collections::BTreeSet;

use groundcrew::domain::answer::{Pick, Typed};
use groundcrew::ui::answers::kept_words;
use wasm_bindgen_test::wasm_bindgen_test;

use super::applying::sample;

#[wasm_bindgen_test]
fn promise_08_what_is_kept_while_it_is_not_chosen_is_told() {
    let programme = sample();
    let other = || "a long text".to_owned();
    let one = |picked| Typed::One {
        picked,
        other: other(),
    };
    let many = |ticked: &[&str]| Typed::Many {
        picked: ticked.iter().map(|id| id.parse().expect("a key")).collect(),
        other_ticked: false,
        other: other(),
    };
    let chosen = Some(Pick::Choice("yes".parse().expect("a key")));
    let nothing = Typed::Many {
        picked: BTreeSet::new(),
        other_ticked: false,
        other: String::new(),
    };
    let ranked = Typed::Projects {
        wish: None,
        ranked: vec!["one".parse().expect("a key")],
    };
    for (typed, words) in [
        (one(None), "Other: a long text"),
        (one(chosen), "yes"),
        (many(&[]), "Other: a long text"),
        (many(&["yes"]), "yes"),
        (nothing, ""),
        (ranked, "1. one"),
    ] {
        assert_eq!(kept_words(None, &typed.to_value(), &programme), words);
    }
}

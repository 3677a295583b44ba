//! Values that copies disagree about, side by side, with who wrote each and when, until someone chooses
//! (Promise 19).

use leptos::prelude::*;

use super::button::{Button, ButtonLook};
use super::icon::Icon;
use crate::domain::record::Write;
use crate::t;
use crate::ui::when::moment_words;

/// One of several values of a field.
pub struct Kept {
    /// What was written, by whom and when.
    pub write: Write,
    /// The value as it is shown.
    pub said: AnyView,
    /// The value in few words, for ears: of which one the button is.
    pub about: Option<String>,
    /// Keeps this one.
    pub keep: Callback<()>,
}

/// The values of a field, each with a button that keeps it; the one that every device shows is the last. `label`
/// says what they are of, where that does not stand above them.
pub fn side_by_side(label: Option<String>, values: Vec<Kept>) -> AnyView {
    let last = values.len().saturating_sub(1);
    let cards = values.into_iter().enumerate().map(|(i, value)| {
        let who = if value.write.by.is_empty() {
            t!(crew.someone).to_owned()
        } else {
            value.write.by.to_string()
        };
        let when = moment_words(value.write.at);
        let now = (i == last).then(|| view! { <span class="chip">{t!(crew.shown_now)}</span> });
        view! {
            <li class="card conflict-value">
                <p class="conflict-who">
                    {t!(crew.written_by, who = who, moment = when)} " " {now}
                </p>
                {value.said}
                <Button
                    label=t!(crew.keep_this)
                    mark=Icon::Check
                    look=ButtonLook::Plain
                    press=value.keep
                    nostrip:about=value.about
                />
            </li>
        }
    });
    let cards = cards.collect_view();
    let label = label.map(|label| view! { <p class="small">{label}</p> });
    view! {
        <div class="conflict">
            {label}
            <p class="conflict-title">{t!(crew.conflict_here)}</p>
            <ul class="conflict-values" role="list">
                {cards}
            </ul>
        </div>
    }
    .into_any()
}

//! The programme's accent colour, handed to the style sheet as a custom property.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::domain::programme::Accent;

/// Shows the programme's accent colour, or the app's own. The style sheet keeps it legible.
pub fn show(accent: Option<&Accent>) {
    let root = document().document_element();
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let style = root.style();
    let done = match accent {
        Some(accent) => style.set_property("--accent", accent.as_css()),
        None => style.remove_property("--accent").map(|_| ()),
    };
    if done.is_err() {
        leptos::logging::warn!("the programme's accent colour can't be shown");
    }
}

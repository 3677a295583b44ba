//! Names in the programme file that mean nothing here, for whoever wrote it: a slip would go unseen.

use leptos::prelude::*;

use crate::ui::app::App;
use crate::ui::components::{Notice, Tone};
use crate::ui::messages;
use crate::{plural, t};

/// The names; nothing while all are known.
pub fn slips(app: App) -> AnyView {
    let shown = move || {
        app.programme_news.with(|news| {
            let count = u32::try_from(news.unknown.len()).unwrap_or(u32::MAX);
            let lines = news
                .unknown
                .iter()
                .map(|name| view! { <li dir="auto">{messages::unknown_name(name)}</li> })
                .collect_view();
            (count > 0).then(|| {
                view! {
                    <div class="notices">
                        <Notice tone=Tone::Warning title=plural!(data.slips, count)>
                            <p>{t!(data.slips_help)}</p>
                            <ul class="fault-list">{lines}</ul>
                        </Notice>
                    </div>
                }
            })
        })
    };
    shown.into_any()
}

//! The way of somebody who takes part to their own weeks.

use leptos::prelude::*;

use crate::route::Route;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{ButtonLook, Icon, LinkButton, live};
use crate::ui::own;
use crate::ui::pages::Piece;
use crate::ui::parts::Parts;

/// A way for each part that this device's owner has, and what there is to do now; nothing for everyone else.
pub fn weeks(app: App) -> AnyView {
    view! {
        {own::not_known(app)}
        {ways(app)}
    }
    .into_any()
}

fn ways(app: App) -> AnyView {
    let crew: Parts = expect_context();
    let parts = own::parts(app);
    let all = Memo::new(move |_| {
        let parts = parts.get().unwrap_or_default();
        let all = parts.all().filter_map(|(member, session)| {
            let name = app.session(session)?.name;
            Some((member, session.clone(), name))
        });
        all.collect::<Vec<_>>()
    });
    live(move || {
        let all = all.get();
        if all.is_empty() {
            return ().into_any();
        }
        let ways = all.into_iter().map(|(member, session, name)| {
            let href = Route::Weeks(session, member).href();
            view! {
                <p>
                    <LinkButton
                        href=href
                        label=t!(home.weeks_of, session = name)
                        look=ButtonLook::Primary
                        mark=Icon::Check
                    />
                </p>
            }
        });
        view! {
            <section class="card stack" aria-labelledby="own-weeks">
                <h2 id="own-weeks">{t!(home.own_weeks)}</h2>
                {ways.collect_view()}
                {crew.piece(Piece::Due)}
            </section>
        }
        .into_any()
    })
}

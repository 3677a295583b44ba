//! The way to look back on the session: for whoever the weeks are of from the last week on, and for organizers once
//! something was said.

use leptos::prelude::*;

use super::Here;
use crate::browser::zones;
use crate::domain::id::SessionId;
use crate::domain::week::due::is_near_the_end;
use crate::route::Route;
use crate::t;
use crate::ui::closings::{ClosingsReading, follow_closings, is_asked};
use crate::ui::components::{ButtonLook, Icon, LinkButton, live};
use crate::ui::pages::check_in::weeks_of;
use crate::ui::words::word;

/// What is shown of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    /// Whoever they are of is asked.
    Asked,
    /// They wrote something, and may change it.
    Written,
    /// An organizer may read it.
    Readable,
}

/// The part of somebody's page.
pub(super) fn part(here: Here, session: &SessionId) -> AnyView {
    let closings = follow_closings(here.app, session);
    let shown = Memo::new(move |_| {
        let is_written = closings.with(|reading| match reading {
            ClosingsReading::Done(all) => all
                .iter()
                .any(|one| one.member == here.member && one.is_written()),
            ClosingsReading::UnderWay | ClosingsReading::Failed(_) => false,
        });
        let (is_open, is_organizers) = here.known.with(|known| {
            let weeks = known
                .sheet
                .line(here.member)
                .map(|line| weeks_of(known, line));
            let today = zones::today(here.app.now.get());
            let is_near = weeks.zip(today);
            let is_near = is_near.is_some_and(|(weeks, today)| is_near_the_end(weeks, today));
            (
                is_asked(&known.session().weekly) && is_near,
                !known.by_cards,
            )
        });
        match (here.mine.get(), is_written) {
            (true, true) => Shown::Written,
            (true, false) if is_open => Shown::Asked,
            (false, true) if is_organizers => Shown::Readable,
            (true | false, _) => Shown::Nothing,
        }
    });
    let href = Route::Closing(session.clone(), here.member).href();
    live(move || {
        let help = match shown.get() {
            Shown::Nothing => return ().into_any(),
            Shown::Asked => t!(closing.part_help, organizers = word(|w| &w.organizer.many)),
            Shown::Written => t!(closing.to_change).to_owned(),
            Shown::Readable => String::new(),
        };
        let (label, look) = match shown.get() {
            Shown::Nothing | Shown::Asked => (t!(closing.to_write), ButtonLook::Plain),
            Shown::Written => (t!(closing.yours), ButtonLook::Quiet),
            Shown::Readable => (t!(closing.all.read), ButtonLook::Quiet),
        };
        let help = (!help.is_empty()).then(|| view! { <p>{help}</p> });
        view! {
            <section class="stack unprinted" aria-labelledby="weeks-closing">
                <h2 id="weeks-closing">{t!(closing.title)}</h2>
                {help}
                <p>
                    <LinkButton href=href.clone() label=label look=look mark=Icon::Edit />
                </p>
            </section>
        }
        .into_any()
    })
}

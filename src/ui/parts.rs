//! The part of the app that only organizers need. It is fetched when a place of theirs is first gone to,
//! so that an applicant's first visit is short; the service worker keeps it for offline use like the rest.
//!
//! `xtask/src/split.rs` cuts the compiled app at the function marked here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::components::{Button, ButtonLook, Notice, PageHead, Tone, live};
use super::pages::{self, Piece};
use super::words::word;
use crate::route::Route;
use crate::t;

/// Draws a place, or a piece of one.
type Draw = fn(Piece) -> AnyView;

#[allow(
    unsafe_code,
    reason = "the macro calls into the other module, which is made of the same code"
)]
#[wasm_split(crew, fallible)]
fn crew() -> Result<Draw, SplitLoaderError> {
    Ok(pages::crew)
}

/// The parts that are fetched later. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Parts {
    crew: RwSignal<Part>,
}

/// How far fetching a part has come.
#[derive(Clone, Copy)]
enum Part {
    /// Nobody has asked for it, or it is under way.
    Away,
    Here(Draw),
    /// It could not be fetched.
    Missing,
}

impl Parts {
    /// None of them is here yet.
    pub fn new() -> Self {
        Self {
            crew: RwSignal::new(Part::Away),
        }
    }

    /// A place of the crew, once their part is here.
    pub fn crew(self, place: &Route) -> AnyView {
        match self.crew.get() {
            Part::Away => {
                self.fetch();
                view! { <p class="quiet" role="status">{t!(home.part_coming, organizers = word(|w| &w.organizer.many))}</p> }.into_any()
            }
            Part::Here(draw) => draw(Piece::Place(place.clone())),
            Part::Missing => self.missing(),
        }
    }

    /// A piece of a page that everyone has, once the crew's part is here: for those whom it concerns.
    pub fn piece(self, piece: Piece) -> AnyView {
        live(move || match self.crew.get() {
            Part::Away => {
                self.fetch();
                ().into_any()
            }
            Part::Here(draw) => draw(piece.clone()),
            Part::Missing => {
                let again = move |()| self.crew.set(Part::Away);
                view! {
                    <Notice tone=Tone::Warning title=t!(home.part_missing)>
                        <p>{t!(home.part_missing_help)}</p>
                        <Button label=t!(common.try_again) press=again />
                    </Notice>
                }
                .into_any()
            }
        })
    }

    fn fetch(self) {
        spawn_local(async move {
            let part = match crew().await {
                Ok(draw) => Part::Here(draw),
                // The reason is in the browser's console already.
                Err(SplitLoaderError { .. }) => Part::Missing,
            };
            self.crew.set(part);
        });
    }

    fn missing(self) -> AnyView {
        let again = move |()| self.crew.set(Part::Away);
        let anew = move |()| {
            if let Err(error) = window().location().reload() {
                leptos::logging::error!("the page can't be loaded again: {error:?}");
            }
        };
        view! {
            <PageHead title=t!(home.part_missing)>
                <p>{t!(home.part_missing_help)}</p>
            </PageHead>
            <p>
                <Button label=t!(common.try_again) look=ButtonLook::Primary press=again />
                " "
                <Button label=t!(home.reload) press=anew />
            </p>
        }
        .into_any()
    }
}

impl Default for Parts {
    fn default() -> Self {
        Self::new()
    }
}

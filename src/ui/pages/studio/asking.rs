//! The question about moves that break a rule or take away who is locked in place: which ones, and all that they do.

use std::sync::Arc;

use leptos::prelude::*;

use super::effect::{Telling, effect_lines};
use super::state::Studio;
use super::words::breach_words;
use crate::t;
use crate::ui::components::{Button, ButtonLook, Dialog, DialogActions, Icon, open_about};

/// The dialog that asks.
pub(super) fn dialog(studio: Studio) -> AnyView {
    let open = open_about(studio.asking);
    let title = move || {
        let breaks = studio.asking.with(|proposal| {
            let proposal = proposal.as_ref();
            proposal.is_none_or(|proposal| !proposal.effect.breaks.is_empty())
        });
        if breaks {
            t!(teams.breaks_rule).to_owned()
        } else {
            t!(teams.moves_locked).to_owned()
        }
    };
    let inside = move || {
        let Some(proposal) = studio.asking.get() else {
            return ().into_any();
        };
        let breaks = proposal.effect.breaks.iter().map(|(team, breach)| {
            let words = breach_words(studio, breach);
            view! {
                <li>
                    <span>
                        <strong dir="auto">{studio.team_name(*team)}</strong>
                        ": "
                        {words}
                    </span>
                </li>
            }
        });
        let breaks = breaks.collect_view();
        let locked = proposal.locked.iter().map(|person| {
            let words = t!(teams.is_locked, name = studio.name(*person));
            view! { <li dir="auto">{words}</li> }
        });
        let locked = locked.collect_view();
        let does = effect_lines(studio, &proposal.effect, Telling::Full);
        let does = does
            .into_iter()
            .map(|line| view! { <li dir="auto">{line}</li> });
        let does = does.collect_view();
        let go = move |()| {
            let proposal = Arc::clone(&proposal);
            open.set(false);
            studio.go(
                proposal.moves.clone(),
                proposal.words.clone(),
                proposal.focus,
            );
        };
        view! {
            <ul class="studio-breaches">{locked} {breaks}</ul>
            <ul class="effect-lines soft">{does}</ul>
            <DialogActions>
                <Button label=t!(common.cancel) press=move |()| open.set(false) />
                <Button
                    label=t!(teams.do_anyway)
                    look=ButtonLook::Primary
                    mark=Icon::Warning
                    press=go
                />
            </DialogActions>
        }
        .into_any()
    };
    view! {
        <Dialog id="studio-asking" title=title open=open>
            {inside()}
        </Dialog>
    }
    .into_any()
}

//! Who would take part again, role by role, with the ways to write to them and to ask them back.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{Desk, part_href, read_link};
use crate::domain::role::Role;
use crate::domain::week::closing::{Closing, Interest};
use crate::ui::closings::interest_words;
use crate::ui::components::{Chip, Icon, Tone, live};
use crate::ui::words::{capitalised, role_words};
use crate::{plural, t};

/// Who would, as what; and how many would not for now.
type Groups = (BTreeMap<Option<Role>, Vec<Closing>>, usize);

/// The part of the page.
pub(super) fn part(desk: Desk) -> AnyView {
    let groups = Memo::new(move |_| desk.all.with(|all| grouped(all)));
    let body = live(move || {
        let (groups, not_now) = groups.get();
        if groups.is_empty() && not_now == 0 {
            return view! { <p class="soft">{t!(closing.all.no_interest)}</p> }.into_any();
        }
        // Whoever did not say as what comes last.
        let (any, named): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(role, _)| role.is_none());
        let each = named.into_iter().chain(any);
        let each = each.map(|(role, people)| group(desk, role.as_ref(), &people));
        let not_now = (not_now > 0).then(|| {
            let words = plural!(closing.all.not_now, not_now as f64);
            view! { <p class="soft">{words}</p> }
        });
        view! {
            {each.collect_view()}
            {not_now}
        }
        .into_any()
    });
    view! {
        <section class="stack" aria-labelledby="closings-again">
            <h2 id="closings-again">{t!(closing.all.interest)}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn grouped(all: &[Closing]) -> Groups {
    let mut groups: BTreeMap<Option<Role>, Vec<Closing>> = BTreeMap::new();
    let mut not_now = 0;
    for one in all {
        match one.words.interest {
            Some(Interest::Yes | Interest::Maybe) => {
                let role = one.words.interest_role.clone();
                groups.entry(role).or_default().push(one.clone());
            }
            Some(Interest::NotNow) => not_now += 1,
            None => {}
        }
    }
    // Whoever is sure comes first.
    for people in groups.values_mut() {
        people.sort_by_key(|one| one.words.interest);
    }
    (groups, not_now)
}

fn group(desk: Desk, role: Option<&Role>, people: &[Closing]) -> AnyView {
    let id = format!("closings-again-{}", role.map_or("any", Role::as_str));
    let title = match role {
        Some(role) => capitalised(&role_words(role)),
        None => t!(closing.all.any_role).to_owned(),
    };
    let labelled_by = id.clone();
    let items = people.iter().map(|one| person(desk, one));
    view! {
        <section class="stack stack-tight" aria-labelledby=labelled_by>
            <h3 id=id>{title}</h3>
            <ul class="standing-people" role="list">
                {items.collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

fn person(desk: Desk, closing: &Closing) -> AnyView {
    let name = desk.name(closing.member);
    let interest = closing.words.interest.unwrap_or(Interest::Maybe);
    let (tone, mark) = match interest {
        Interest::Yes => (Tone::Good, Icon::Check),
        Interest::Maybe | Interest::NotNow => (Tone::Info, Icon::Clock),
    };
    let words = closing.words.interest_words.trim().to_owned();
    let words = (!words.is_empty()).then(|| view! { <p class="said" dir="auto">{words}</p> });
    let email = desk.line(closing.member).map(|line| line.who.email);
    let email = email.filter(|email| !email.trim().is_empty());
    let mail = email.map(|email| {
        let href = format!("mailto:{}", js_sys::encode_uri_component(email.trim()));
        let label = t!(closing.all.write_to, name = name.clone());
        view! {
            <a class="button button-small" href=href>
                {label}
            </a>
        }
    });
    let invite = part_href(desk, closing.member).map(|href| {
        let about = t!(
            weeks.cell,
            week = name.clone(),
            what = t!(closing.all.invite)
        );
        view! {
            <a class="button button-small" href=href aria-label=about>
                {t!(closing.all.invite)}
            </a>
        }
    });
    view! {
        <li class="standing-person">
            <p class="roster-person">
                <a class="roster-name" dir="auto" href=read_link(desk, closing.member)>
                    {name.clone()}
                </a>
                <Chip label=interest_words(interest) tone mark />
            </p>
            {words}
            <div class="button-row unprinted">{mail} {invite}</div>
        </li>
    }
    .into_any()
}

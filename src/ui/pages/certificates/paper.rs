//! A certificate as it is printed: a page for each person. On screen the first one is shown.

use leptos::prelude::*;

use super::{Desk, Person};
use crate::domain::membership::Standing;
use crate::domain::programme::{Programme, Signer};
use crate::ui::components::live;
use crate::ui::pages::roster::team_name;
use crate::ui::when::{date_brief, date_words, isolated};
use crate::ui::words::role_word;
use crate::{plural, t};

/// All of them.
pub(super) fn all(desk: Desk, picked: Memo<Vec<Person>>) -> AnyView {
    let is_some = Memo::new(move |_| picked.with(|picked| !picked.is_empty()));
    live(move || {
        if !is_some.get() {
            return ().into_any();
        }
        let more = live(move || {
            let more = picked.with(Vec::len).saturating_sub(1);
            let words = plural!(certificates.preview_more, more as f64);
            (more > 0)
                .then(|| view! { <p class="soft unprinted">{words}</p> })
                .into_any()
        });
        let pages = live(move || {
            let programme = desk.app.programme.get();
            let picked = picked.get();
            let pages = picked.iter().map(|person| page(desk, person, &programme));
            pages.collect_view().into_any()
        });
        view! {
            <section class="certificates stack" aria-labelledby="certificates-preview">
                <h2 id="certificates-preview" class="unprinted">
                    {t!(certificates.preview)}
                </h2>
                {more}
                <div class="certificates-pages">{pages}</div>
            </section>
        }
        .into_any()
    })
}

/// What they did, in their role’s own word.
fn deed(desk: Desk, person: &Person) -> String {
    let session = desk.known.with(|known| known.session().name.clone());
    let (session, role) = (isolated(&session), role_word(&person.line.member.role));
    match person.line.member.standing {
        Standing::Finished => t!(certificates.completed, session = session, role = role),
        Standing::Active | Standing::Paused | Standing::Left => {
            t!(certificates.took_part, session = session, role = role)
        }
    }
}

/// What is known of their part: each fact for itself.
fn facts(desk: Desk, person: &Person) -> Vec<String> {
    let part = person.part;
    let dates = t!(
        roster.dates,
        from = date_brief(part.from),
        to = date_brief(part.to)
    );
    let project = person.line.member.project.as_ref();
    let project = project.or(person.team.as_ref().and_then(|team| team.project.as_ref()));
    let project = project.map(|id| desk.known.with(|known| known.project_name(id)));
    let facts = [
        Some(dates),
        Some(plural!(certificates.weeks, part.weeks)),
        person.team.as_ref().map(|team| isolated(&team_name(team))),
        project.map(|name| isolated(&name)),
        part.meetings.map(|n| plural!(certificates.meetings, n)),
        part.merged.map(|n| plural!(certificates.merged, n)),
    ];
    facts.into_iter().flatten().collect()
}

fn page(desk: Desk, person: &Person, programme: &Programme) -> AnyView {
    let stored = StoredValue::new(person.clone());
    let name = move || stored.with_value(|person| desk.name(person));
    let date = move || desk.date().map(date_words);
    let facts = facts(desk, person);
    let facts = facts.into_iter().map(|fact| view! { <li>{fact}</li> });
    let certificates = &programme.certificates;
    let text = certificates.text.clone().map(|text| {
        view! {
            <p class="certificate-text" dir="auto">
                {text}
            </p>
        }
    });
    let signers = match certificates.signed_by.as_slice() {
        [] => vec![Signer {
            name: programme.name.clone(),
            title: String::new(),
        }],
        signers => signers.to_vec(),
    };
    let lines = signers.into_iter().map(|signer| {
        let title = (!signer.title.trim().is_empty()).then_some(signer.title);
        view! {
            <li class="certificate-signer">
                <bdi>{signer.name}</bdi>
                {title.map(|title| view! { <bdi class="certificate-signs-as">{title}</bdi> })}
            </li>
        }
    });
    view! {
        <article class="certificate">
            <header class="certificate-head">
                <img class="certificate-mark" src="./icons/icon.svg" alt="" />
                <bdi class="certificate-programme">{programme.name.clone()}</bdi>
            </header>
            <div class="certificate-body">
                <p class="certificate-kind">{t!(certificates.certificate)}</p>
                <p class="certificate-name">
                    <bdi>{name}</bdi>
                </p>
                <p class="certificate-deed">{deed(desk, person)}</p>
                <ul class="certificate-facts" role="list">
                    {facts.collect_view()}
                </ul>
                {text}
            </div>
            <footer class="certificate-foot">
                <p class="certificate-date">{date}</p>
                <ul class="certificate-signers" role="list">
                    {lines.collect_view()}
                </ul>
            </footer>
        </article>
    }
    .into_any()
}

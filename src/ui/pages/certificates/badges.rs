//! Badges: the same as certificates, as files for other programs; one, or an archive of several.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::signing::{self, Held, Open, not_signed};
use super::{Desk, Person};
use crate::browser::files::{self, NotHanded, Sort};
use crate::browser::signing::NotSigned;
use crate::browser::{clock, ids, zones};
use crate::domain::programme::{Issuer, Programme};
use crate::domain::time::Instant;
use crate::format::naming::{file_name, person_files};
use crate::format::open_badge::{self, Badge};
use crate::format::zip;
use crate::ui::components::{Button, Icon, Notice, Tone, announce, live};
use crate::ui::pages::roster::hand_over;
use crate::ui::when::{date_brief, names_words};
use crate::ui::words::{capital, role_word};
use crate::{plural, t};

/// What a programme file says of an issuer, to be copied.
const ISSUER: &str = r#""certificate": {
  "issuer": {
    "id": "https://example.org/badges/issuer.json",
    "name": "…",
    "url": "https://example.org/"
  }
}"#;

/// What there is to do with badges.
pub(super) fn section(desk: Desk, picked: Memo<Vec<Person>>) -> AnyView {
    let held: Open = RwSignal::new_local(None);
    let has_issuer =
        Memo::new(move |_| desk.app.programme.with(|p| p.certificates.issuer.is_some()));
    let body = live(move || {
        if has_issuer.get() {
            saving(desk, picked, held)
        } else {
            no_issuer()
        }
    });
    view! {
        <section class="stack certificates-badges" aria-labelledby="certificates-badges">
            <h2 id="certificates-badges">{t!(certificates.badge.title)}</h2>
            <p class="soft">{t!(certificates.badge.help)}</p>
            {body}
        </section>
    }
    .into_any()
}

fn no_issuer() -> AnyView {
    view! {
        <Notice tone=Tone::Warning title=t!(certificates.badge.no_issuer)>
            <p>{t!(certificates.badge.no_issuer_help)}</p>
            <pre class="certificates-sample" dir="ltr" tabindex="0">
                {ISSUER}
            </pre>
        </Notice>
    }
    .into_any()
}

fn has_address(person: &Person) -> bool {
    !person.line.who.email.trim().is_empty()
}

fn saving(desk: Desk, picked: Memo<Vec<Person>>, held: Open) -> AnyView {
    let able = Memo::new(move |_| {
        let picked = picked.get().into_iter();
        picked.filter(has_address).collect::<Vec<Person>>()
    });
    let blocked = Signal::derive(move || {
        let words = match (picked.with(Vec::is_empty), able.with(Vec::is_empty)) {
            (true, _) => t!(certificates.nobody_picked),
            (false, true) => t!(certificates.badge.all_without),
            (false, false) => return None,
        };
        Some(words.to_owned())
    });
    let without = live(move || {
        let names: Vec<String> = picked.with(|picked| {
            let without = picked.iter().filter(|person| !has_address(person));
            without.map(|person| person.line.who.name.clone()).collect()
        });
        if names.is_empty() {
            return ().into_any();
        }
        let words = t!(certificates.badge.no_email, names = names_words(&names));
        view! { <p class="soft">{words}</p> }.into_any()
    });
    let press = move |()| {
        let (people, held) = (able.get_untracked(), held.get_untracked());
        spawn_local(async move {
            if let Err(why) = save(desk, &people, held).await {
                desk.failed.try_set(Some(why.to_owned()));
            }
        });
    };
    let label = move || plural!(certificates.badge.save, able.with(Vec::len) as f64);
    view! {
        {signing::part(desk, held)}
        {without}
        <div class="button-row">
            <Button label=label mark=Icon::Download press=press blocked=blocked />
        </div>
    }
    .into_any()
}

/// The moment from which badges hold: the day on them begins then, unless it is today and did not yet begin in UTC.
fn holds_from(desk: Desk) -> Instant {
    let now = clock::now();
    let today = zones::today(now);
    let Some(day) = desk.day.get_untracked().or(today) else {
        return now;
    };
    let begins = Instant(day.days_since_epoch() * 86_400_000);
    if Some(day) == today {
        begins.min(now)
    } else {
        begins
    }
}

/// Makes the badges and hands them over; or says why not.
async fn save(desk: Desk, people: &[Person], held: Option<Held>) -> Result<(), &'static str> {
    let programme = desk.app.programme.get_untracked();
    let Some(issuer) = programme.certificates.issuer.clone() else {
        return Err(t!(certificates.badge.no_issuer));
    };
    let held = held.zip(programme.certificates.key.clone());
    let from = holds_from(desk);
    let mut texts = Vec::new();
    for person in people {
        let said = Said::of(desk, person, &programme);
        let badge = said.badge(person, &issuer, &programme, from);
        texts.push(match &held {
            None => open_badge::to_text(&badge),
            Some((held, key)) => {
                let what = open_badge::to_sign(&badge, held.key.algorithm(), &key.kid);
                let signature = held.key.sign(&what).await;
                let signature = signature.map_err(|why: NotSigned| not_signed(why))?;
                open_badge::signed(&what, &signature)
            }
        });
    }
    let ending = if held.is_some() { "jwt" } else { "json" };
    let names = people.iter();
    let names = names.map(|person| (person.line.who.name.as_str(), person.id()));
    let names = person_files(names, ending);
    let session = desk
        .known
        .with_untracked(|known| known.session().id.to_string());
    if let ([name], [text]) = (names.as_slice(), texts.as_slice()) {
        let sort = match held {
            Some(_) => Sort::Plain,
            None => Sort::Json,
        };
        let name = format!("{session}-badge-{name}");
        hand_over(desk.app, name, text.clone(), sort, desk.failed);
        return Ok(());
    }
    let pairs = names.iter().map(String::as_str);
    let bytes = zip::to_bytes(pairs.zip(texts.iter().map(String::as_str)));
    let name = file_name(&programme.id, &format!("{session}-badges.zip"));
    files::save_archive(&name, &bytes).map_err(|NotHanded| t!(errors.not_downloaded))?;
    desk.failed.try_set(None);
    announce(t!(crew.export_done));
    Ok(())
}

/// What a badge says in words.
struct Said {
    name: String,
    description: String,
    criteria: String,
}

impl Said {
    fn of(desk: Desk, person: &Person, programme: &Programme) -> Self {
        let role = role_word(&person.line.member.role);
        let (session, starts, weeks) = desk.known.with_untracked(|known| {
            let session = known.session();
            (session.name.clone(), session.starts, session.weeks)
        });
        let last = starts.plus_days(7 * i64::from(weeks) - 1);
        let criteria = t!(
            certificates.badge.criteria,
            organizers = capital(|w| &w.organizer.many),
            session = session.clone(),
            role = role.clone()
        );
        let text = programme.certificates.text.clone();
        let name = t!(
            certificates.badge.name,
            session = session.clone(),
            role = role.clone()
        );
        Self {
            name,
            description: t!(
                certificates.badge.description,
                programme = programme.name.clone(),
                session = session,
                from = date_brief(starts),
                to = last.map(date_brief).unwrap_or_default(),
                role = role
            ),
            criteria: [Some(criteria), text]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("\n\n"),
        }
    }

    fn badge<'a>(
        &'a self,
        person: &'a Person,
        issuer: &'a Issuer,
        programme: &Programme,
        from: Instant,
    ) -> Badge<'a> {
        let member = &person.line.member;
        let [id, subject, achievement] = open_badge::names(
            programme.id.as_str(),
            member.session.as_str(),
            member.role.as_str(),
            member.id,
        );
        Badge {
            issuer,
            id,
            subject,
            achievement,
            email: &person.line.who.email,
            salt: ids::record_id(),
            from,
            name: &self.name,
            description: &self.description,
            criteria: &self.criteria,
        }
    }
}

//! Handing on what was written: a file for each of those who may read something of it, with that and nothing else.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Here;
use crate::browser::files::{self, NotHanded, Sort};
use crate::domain::decide::{Command, Weekly};
use crate::domain::id::SessionId;
use crate::domain::record::Kind;
use crate::domain::roster::sheet::Line;
use crate::domain::week::card::{Card, cards_due};
use crate::domain::week::handing::Recipient;
use crate::domain::week::reader::Part;
use crate::format::naming::file_name;
use crate::format::weeks::{WeeksFile, hand_out};
use crate::format::{csv, zip};
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, Icon, announce, live};
use crate::ui::deed::Failed;
use crate::ui::messages;
use crate::ui::pages::roster::hand_over;
use crate::ui::pages::roster::read::Known;
use crate::ui::words::word;

/// The part of somebody's page: on their own device files for the others, on an organizer's one for them.
pub(super) fn part(here: Here, session: &SessionId) -> AnyView {
    let session = session.clone();
    let others = Memo::new(move |_| others(here));
    let is_organizers = Memo::new(move |_| here.known.with(|known| !known.by_cards));
    live(move || {
        let is_mine = here.mine.get();
        let mut recipients: Vec<(String, Recipient)> = Vec::new();
        if is_mine {
            recipients.extend(others.get().iter().map(to_member));
        }
        if is_organizers.get() {
            let line = here.line().filter(|line| line.member.is_in());
            recipients.extend(line.iter().map(to_member));
        } else if is_mine {
            let organizers = word(|w| &w.organizer.many);
            recipients.push((organizers, Recipient::Organizers));
        }
        if recipients.is_empty() {
            return ().into_any();
        }
        let items = recipients.into_iter().map(|(name, to)| {
            let session = session.clone();
            let label = t!(weeks.hand_to, name = name.clone());
            let press = move |()| hand(here, &session, to.clone(), &name);
            view! {
                <li>
                    <Button label=label mark=Icon::Download press=press />
                </li>
            }
        });
        view! {
            <section class="stack unprinted" aria-labelledby="weeks-hand">
                <h2 id="weeks-hand">{t!(weeks.hand)}</h2>
                <p>{t!(weeks.hand_help)}</p>
                <ul class="button-row" role="list">
                    {items.collect_view()}
                </ul>
            </section>
        }
        .into_any()
    })
}

/// The others on their team who take part.
fn others(here: Here) -> Vec<Line> {
    here.known.with(|known| {
        let line = known.sheet.line(here.member);
        let team = line.and_then(|line| known.sheet.team(line.member.team?));
        let lines = team.into_iter().flat_map(|team| &team.lines);
        let others = lines.filter(|line| line.member.id != here.member && line.member.is_in());
        others.cloned().collect()
    })
}

fn to_member(line: &Line) -> (String, Recipient) {
    let part = Part {
        member: line.member.id,
        role: line.member.role.clone(),
        team: line.member.team,
    };
    (line.who.name.clone(), Recipient::Member(part))
}

/// Makes the file of what somebody may read, and has the browser save it.
fn hand(here: Here, session: &SessionId, to: Recipient, name: &str) {
    let session = session.clone();
    let name = format!("{session}-weeks-{}.json", file_word(name));
    let (app, failed) = (here.app, here.failed);
    let known = here.known.get_untracked();
    spawn_local(async move {
        let made = async {
            keep_cards(app, &known).await?;
            let records = app.store().load_weeks().await;
            records.map_err(|error| messages::load_error(&error))
        };
        match made.await {
            Ok(records) => {
                let programme = app.programme.with_untracked(|p| p.id.clone());
                let file = WeeksFile::of(&records, &session, &to);
                hand_over(app, name, file.to_text(&programme), Sort::Json, failed);
            }
            Err(why) => {
                failed.try_set(Some(why));
            }
        }
    });
}

/// Writes what those on teams know of each other, where that is not what is so by now. Only organizers know that.
pub async fn keep_cards(app: App, known: &Known) -> Result<(), String> {
    if known.by_cards {
        return Ok(());
    }
    let mut cards = Vec::new();
    app.store()
        .each_of_kind(&Kind::Card, |records| {
            cards.extend(records.iter().filter_map(Card::read));
        })
        .await
        .map_err(|error| messages::load_error(&error))?;
    let due = cards_due(&known.read.crew, &known.read.memberships, &cards);
    if due.is_empty() {
        return Ok(());
    }
    let done = app.dispatch(Command::Week(Weekly::Cards(due))).await;
    done.map(drop).map_err(|undone| messages::undone(&undone))
}

/// Makes a file for everyone who takes part, in one archive with a list of them, and has the browser save it.
pub fn hand_to_all(app: App, known: &Arc<Known>, failed: Failed) {
    let known = Arc::clone(known);
    spawn_local(async move {
        let outcome = match archive(app, &known).await {
            Ok(bytes) => {
                let name = format!("{}-weeks.zip", known.session().id);
                let name = app.programme.with_untracked(|p| file_name(&p.id, &name));
                let saved = files::save_archive(&name, &bytes);
                saved.map_err(|NotHanded| t!(errors.not_downloaded).to_owned())
            }
            Err(why) => Err(why),
        };
        if outcome.is_ok() {
            announce(t!(crew.export_done));
        }
        failed.try_set(outcome.err());
    });
}

async fn archive(app: App, known: &Known) -> Result<Vec<u8>, String> {
    keep_cards(app, known).await?;
    let records = app.store().load_weeks().await;
    let records = records.map_err(|error| messages::load_error(&error))?;
    let programme = app.programme.with_untracked(|p| p.id.clone());
    let mut list = vec![["file", "name", "email"].map(str::to_owned)];
    let mut all = Vec::new();
    for (part, file) in hand_out(&records, &known.session().id) {
        let who = known.sheet.line(part.member).map(|line| line.who.clone());
        let who = who.unwrap_or_default();
        // Two of one name are told apart by their place.
        let name = format!("{:03}-{}.json", all.len() + 1, file_word(&who.name));
        list.push([name.clone(), who.name, who.email]);
        all.push((name, file.to_text(&programme)));
    }
    let list = csv::to_text(list);
    let files = all
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Ok(zip::to_bytes(files.chain([("who.csv", list.as_str())])))
}

/// A name as a part of a file's: letters, figures and hyphens.
pub fn file_word(name: &str) -> String {
    let plain = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' });
    let plain: String = plain.collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-").to_lowercase()
}

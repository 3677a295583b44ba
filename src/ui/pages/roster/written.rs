//! A roster in words, to be read as Markdown: the crew's own, and what everyone may see.

use super::Known;
use super::teams::{count_words, meeting_words, role_count, team_name};
use crate::domain::membership::Standing;
use crate::domain::roster::sheet::{Line, Named, PublicSheet, PublicTeam};
use crate::format::markdown::{Block, Piece};
use crate::format::sheet::github_page;
use crate::ui::when::{date_brief, list_words, zone_words};
use crate::ui::words::{capitalised, role_word, word};
use crate::{plural, t};

fn text(text: impl Into<String>) -> Piece {
    Piece::Text(text.into())
}

/// “ (@ana)”, a link where there can be such a page.
fn github(name: &str) -> Vec<Piece> {
    let label = format!("@{}", name.trim().trim_start_matches('@'));
    let page = github_page(name);
    match page {
        Some(href) => vec![text(" ("), Piece::Link { label, href }, text(")")],
        None if name.trim().is_empty() => Vec::new(),
        None => vec![text(format!(" ({label})"))],
    }
}

fn person(line: &Line) -> Vec<Piece> {
    let member = &line.member;
    let mut pieces = vec![
        text(format!("{}: ", capitalised(&role_word(&member.role)))),
        text(line.who.name.clone()),
    ];
    pieces.extend(github(&line.who.github));
    let zone = line.who.zone.as_ref();
    pieces.extend(zone.map(|zone| text(format!(", {}", zone_words(zone)))));
    let standing = match member.standing {
        Standing::Active => None,
        Standing::Paused => Some(t!(roster.paused)),
        Standing::Left => Some(t!(roster.left)),
        Standing::Finished => Some(t!(roster.finished)),
    };
    pieces.extend(standing.map(|standing| text(format!(" · {standing}"))));
    pieces
}

/// The crew's own roster. Why someone left stays here.
pub(super) fn roster(known: &Known) -> Vec<Block> {
    let session = known.session();
    let mut counts = vec![count_words(known.sheet.teams.len())];
    counts.extend(
        known
            .sheet
            .counts()
            .iter()
            .map(|(role, n)| role_count(role, *n)),
    );
    let last = session.starts.plus_days(7 * i64::from(session.weeks) - 1);
    let dates = t!(
        roster.dates,
        from = date_brief(session.starts),
        to = last.map(date_brief).unwrap_or_default()
    );
    let mut blocks = vec![
        Block::Heading(1, session.name.clone()),
        Block::Paragraph(vec![text(format!("{} · {dates}", list_words(&counts)))]),
    ];
    for sheet in &known.sheet.teams {
        let team = &sheet.team;
        blocks.push(Block::Heading(2, team_name(team)));
        let project = team
            .project
            .as_ref()
            .map(|project| known.project_name(project));
        let meeting = team.meeting.as_ref().map(meeting_words);
        let own = team.starts.is_some() || team.weeks.is_some();
        let own = own.then(|| {
            let (from, weeks) = (team.begins(session), i64::from(team.lasts(session)));
            let last = from.plus_days(7 * weeks - 1);
            t!(
                roster.dates,
                from = date_brief(from),
                to = last.map(date_brief).unwrap_or_default()
            )
        });
        let about = project.into_iter().chain(own).chain(meeting);
        let about: Vec<String> = about.collect();
        if !about.is_empty() {
            blocks.push(Block::Paragraph(vec![text(about.join(" · "))]));
        }
        push_items(&mut blocks, sheet.lines.iter().map(person).collect());
    }
    let alone: Vec<Vec<Piece>> = known.sheet.alone.iter().map(person).collect();
    if !alone.is_empty() {
        let title = t!(roster.alone, team = word(|w| &w.team.one));
        blocks.push(Block::Heading(2, title));
        push_items(&mut blocks, alone);
    }
    let left: Vec<Vec<Piece>> = known.sheet.left.iter().map(person).collect();
    if !left.is_empty() {
        blocks.push(Block::Heading(2, t!(roster.left_title).to_owned()));
        push_items(&mut blocks, left);
    }
    blocks
}

fn push_items(blocks: &mut Vec<Block>, items: Vec<Vec<Piece>>) {
    if !items.is_empty() {
        blocks.push(Block::Items(items));
    }
}

/// How many of a team are not named.
pub(super) fn unnamed(team: &PublicTeam) -> Option<String> {
    (team.unnamed > 0).then(|| {
        if team.named.is_empty() {
            plural!(roster.only_unnamed, team.unnamed as f64)
        } else {
            plural!(roster.and_unnamed, team.unnamed as f64)
        }
    })
}

fn named(named: &Named) -> Vec<Piece> {
    match (&named.name, &named.github) {
        (Some(name), Some(on_github)) => {
            let mut pieces = vec![text(name.clone())];
            pieces.extend(github(on_github));
            pieces
        }
        (Some(name), None) => vec![text(name.clone())],
        (None, Some(on_github)) => {
            let label = format!("@{}", on_github.trim().trim_start_matches('@'));
            match github_page(on_github) {
                Some(href) => vec![Piece::Link { label, href }],
                None => vec![text(label)],
            }
        }
        (None, None) => Vec::new(),
    }
}

/// What everyone may see.
pub(super) fn public(known: &Known, sheet: &PublicSheet) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, known.session().name.clone())];
    for team in &sheet.teams {
        blocks.push(Block::Heading(2, public_name(team)));
        let project = team.project.as_ref();
        blocks.extend(
            project.map(|project| Block::Paragraph(vec![text(known.project_name(project))])),
        );
        let people = team.named.iter().map(|(role, who)| {
            let mut pieces = vec![text(format!("{}: ", capitalised(&role_word(role))))];
            pieces.extend(named(who));
            pieces
        });
        push_items(&mut blocks, people.collect());
        blocks.extend(unnamed(team).map(|words| Block::Paragraph(vec![text(words)])));
    }
    if !sheet.others.is_empty() {
        blocks.push(Block::Heading(2, t!(roster.public_others).to_owned()));
        push_items(&mut blocks, sheet.others.iter().map(named).collect());
    }
    if sheet.unnamed > 0 {
        let words = plural!(roster.public_unnamed, sheet.unnamed as f64);
        blocks.push(Block::Paragraph(vec![text(words)]));
    }
    blocks
}

/// What a team is called.
pub(super) fn public_name(team: &PublicTeam) -> String {
    if team.name.trim().is_empty() {
        crate::ui::words::capital(|w| &w.team.one)
    } else {
        team.name.clone()
    }
}

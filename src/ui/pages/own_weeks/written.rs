//! One's weeks in words, to be read as Markdown or as they stand.

use crate::domain::id::RecordId;
use crate::domain::programme::{Usual, WeekRules};
use crate::domain::week::blocker::Blocker;
use crate::domain::week::check_in::{CheckIn, Readers};
use crate::domain::week::diary::{Diary, Pair};
use crate::domain::week::meeting::Meeting;
use crate::domain::week::one_to_one::Told;
use crate::format::markdown::{Block, Piece};
use crate::t;
use crate::ui::closings::{questions, said};
use crate::ui::pages::check_in::{choice_words, label, mood_words, pace_words};
use crate::ui::pages::meeting::came_words;
use crate::ui::pages::weeks::{level_words, state_words};
use crate::ui::when::{date_words, hours_words, list_words, number_words};
use crate::ui::words::word;

/// The whole of it.
pub(super) fn blocks(session: &str, diary: &Diary, rules: &WeekRules) -> Vec<Block> {
    let mut out = vec![Block::Heading(
        1,
        t!(home.weeks_of, session = session.to_owned()),
    )];
    if diary.weeks.is_empty() && diary.told.is_empty() && diary.closing.is_none() {
        out.push(line(t!(weeks.own.nothing)));
    }
    for (week, of) in &diary.weeks {
        let title = t!(weeks.week, n = number_words(f64::from(*week)));
        out.push(Block::Heading(2, title));
        for one in &of.check_ins {
            check_in(&mut out, one, rules);
        }
        for met in &of.meetings {
            meeting(&mut out, met, diary);
        }
        for (with, one) in &of.pairs {
            pair(&mut out, &name(diary, *with), one);
        }
        blockers(&mut out, &of.blockers);
    }
    closing(&mut out, diary, rules);
    told(&mut out, diary);
    out
}

/// What somebody is called.
pub(super) fn name(diary: &Diary, member: RecordId) -> String {
    let known = diary.names.get(&member).filter(|name| !name.is_empty());
    known.map_or_else(|| t!(teams.somebody_gone).to_owned(), Clone::clone)
}

/// “Check-in: my team”.
pub(super) fn check_in_title(readers: Option<Readers>) -> String {
    let readers = readers.map_or_else(|| t!(weeks.for_others).to_owned(), choice_words);
    t!(weeks.own.check_in, readers = readers)
}

fn line(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Piece::Text(text.into())])
}

/// A text as it was typed, a paragraph a line.
fn text(out: &mut Vec<Block>, title: &str, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    out.push(Block::Heading(4, title.to_owned()));
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    out.extend(lines.map(line));
}

fn check_in(out: &mut Vec<Block>, one: &CheckIn, rules: &WeekRules) {
    out.push(Block::Heading(3, check_in_title(one.readers)));
    let words = &one.words;
    let mut said = |usual: Usual, words: &str| text(out, &label(rules, usual), words);
    said(Usual::Did, &words.did);
    said(Usual::Next, &words.next);
    said(Usual::InTheWay, &words.in_the_way);
    let hours = words.minutes.map(hours_words).unwrap_or_default();
    said(Usual::Hours, &hours);
    said(Usual::Pace, words.pace.map_or("", pace_words));
    said(Usual::Mood, words.mood.map_or("", mood_words));
    for answer in words.answered(&rules.questions) {
        text(out, answer.question, answer.text);
    }
    text(out, &label(rules, Usual::Links), &words.links);
}

fn meeting(out: &mut Vec<Block>, met: &Meeting, diary: &Diary) {
    out.push(Block::Heading(3, t!(weeks.own.meeting).to_owned()));
    let held = met.held.map(|held| match held {
        true => t!(weeks.held).to_owned(),
        false => t!(weeks.not_held).to_owned(),
    });
    let when: Vec<String> = held.into_iter().chain(met.day.map(date_words)).collect();
    if !when.is_empty() {
        out.push(line(list_words(&when)));
    }
    let noted = met.came.keys().chain(met.lines.keys());
    let mut noted: Vec<RecordId> = noted.copied().collect();
    noted.sort();
    noted.dedup();
    let each = noted.into_iter().map(|member| {
        let came = met
            .came
            .get(&member)
            .map(|came| came_words(*came).to_owned());
        let words = came.into_iter().chain(met.lines.get(&member).cloned());
        let words: Vec<String> = words.collect();
        let words = format!("{}: {}", name(diary, member), words.join(" · "));
        vec![Piece::Text(words)]
    });
    let each: Vec<Vec<Piece>> = each.collect();
    if !each.is_empty() {
        out.push(Block::Items(each));
    }
    text(out, t!(weeks.note), &met.note);
}

fn pair(out: &mut Vec<Block>, name: &str, one: &Pair) {
    let title = t!(weeks.own.one_to_one, name = name.to_owned());
    out.push(Block::Heading(3, title));
    let state = one.state.map(|state| state_words(state).to_owned());
    let said: Vec<String> = state.into_iter().chain(one.day.map(date_words)).collect();
    if !said.is_empty() {
        out.push(line(list_words(&said)));
    }
    text(out, t!(weeks.one_note), &one.note);
}

fn blockers(out: &mut Vec<Block>, all: &[Blocker]) {
    if all.is_empty() {
        return;
    }
    out.push(Block::Heading(3, t!(weeks.what_is_in_the_way).to_owned()));
    let each = all.iter().map(|one| {
        let until = one
            .resolved
            .map(|week| t!(weeks.own.until_week, n = number_words(f64::from(week))));
        let words = std::iter::once(one.what.clone()).chain(until);
        vec![Piece::Text(words.collect::<Vec<_>>().join(" · "))]
    });
    out.push(Block::Items(each.collect()));
}

/// What they said at the end.
fn closing(out: &mut Vec<Block>, diary: &Diary, rules: &WeekRules) {
    let Some(closing) = &diary.closing else {
        return;
    };
    out.push(Block::Heading(2, t!(closing.title).to_owned()));
    for (title, words) in said(&closing.words, &questions(rules)) {
        text(out, &title, &words);
    }
}

/// How others seem, as the organizers were told.
fn told(out: &mut Vec<Block>, diary: &Diary) {
    if diary.told.is_empty() {
        return;
    }
    let organizers = word(|w| &w.organizer.many);
    let title = t!(weeks.own.told, organizers = organizers);
    out.push(Block::Heading(2, title));
    let each = diary.told.iter().map(|one: &Told| {
        let words = [Some(level_words(one.level).to_owned()), one.words.clone()];
        let words: Vec<String> = words.into_iter().flatten().collect();
        let words = format!("{}: {}", name(diary, one.member), words.join(" · "));
        vec![Piece::Text(words)]
    });
    out.push(Block::Items(each.collect()));
}

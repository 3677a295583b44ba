//! Fills in a form as somebody might. Knows the kinds of question, and no particular form.

use std::collections::BTreeMap;

use super::dice::Dice;
use super::words::{Speaker, speaker, zone};
use crate::domain::answer::{
    DayTexts, Pick, SLOTS_A_DAY, Slot, Typed, TypedAnswers, WeekSlots, Wish,
};
use crate::domain::form::{Choice, Form, Other, Question, QuestionKind};
use crate::domain::gather::gather;
use crate::domain::id::ChoiceId;
use crate::domain::programme::Session;
use crate::domain::time::Date;

/// What somebody typed: everything required, and some of the rest.
pub(super) fn fill_in(
    form: &Form,
    session: &Session,
    number: u64,
    dice: &mut Dice,
) -> TypedAnswers {
    let person = Person {
        speaker: speaker(dice),
        zone: zone(dice),
        // Some pass over whatever they can; some answer nearly everything.
        passes_over: dice.below(100),
        handle: handle(session, number),
        number,
    };
    let mut typed = TypedAnswers::new();
    for question in form.questions() {
        let answered = question.required || dice.below(100) >= person.passes_over;
        if answered {
            typed.insert(question.id.clone(), person.answer(question, session, dice));
        }
    }
    typed
}

struct Person {
    speaker: Speaker,
    zone: String,
    passes_over: u64,
    /// What stands for a name where names are to be unlike any other's.
    handle: String,
    number: u64,
}

/// “sample-7”, or “sample-navigator-7” for a call, so that no two people are taken for one.
fn handle(session: &Session, number: u64) -> String {
    match &session.call {
        Some(call) => {
            let role = call.role.as_str().chars();
            // A user name is 39 letters long at most.
            let role: String = role.filter(char::is_ascii_alphanumeric).take(12).collect();
            format!("sample-{role}-{number}")
        }
        None => format!("sample-{number}"),
    }
}

impl Person {
    fn answer(&self, question: &Question, session: &Session, dice: &mut Dice) -> Typed {
        let text = |text: String| Typed::Text(text);
        match &question.kind {
            QuestionKind::ShortText => text(fitting(question, || {
                if question.personal {
                    self.speaker.name(dice)
                } else {
                    self.speaker.phrase(dice)
                }
            })),
            QuestionKind::LongText => {
                let length = dice.below(100);
                let mut sentences = match length {
                    0..5 => 0,
                    5..35 => 1 + dice.below(2),
                    35..85 => 3 + dice.below(8),
                    _ => 12 + dice.below(28),
                };
                text(fitting(question, || {
                    let said = if sentences == 0 {
                        self.speaker.phrase(dice)
                    } else {
                        self.speaker.sentences(dice, sentences)
                    };
                    sentences /= 2;
                    said
                }))
            }
            QuestionKind::Number {
                min, max, whole, ..
            } => {
                let least = min.unwrap_or(0.0);
                let range = (max.unwrap_or(least + 40.0) - least).max(0.0);
                // Twice a share: small numbers are likelier, and 0 is among them.
                let share = dice.below(1001) as f64 / 1000.0;
                let value = least + range * share * share;
                let half = !whole && dice.one_in(8) && value.trunc() + 0.5 <= least + range;
                let value = value.trunc().max(least.ceil()) + if half { 0.5 } else { 0.0 };
                text(value.to_string())
            }
            QuestionKind::Date { min, max } => text(date(session, *min, *max, dice).to_string()),
            QuestionKind::SingleChoice { choices, other }
            | QuestionKind::Dropdown { choices, other } => {
                let is_other = *other == Other::WithText && dice.one_in(12);
                let picked = if is_other {
                    Some(Pick::Other)
                } else {
                    dice.pick(choices)
                        .map(|choice| Pick::Choice(choice.id.clone()))
                };
                let other = self.other(question, is_other, dice);
                Typed::One { picked, other }
            }
            QuestionKind::MultipleChoice {
                choices,
                other,
                at_most,
            } => {
                let most = at_most.map_or(choices.len(), |most| most as usize);
                let picked: Vec<ChoiceId> = dice.some(&ids(choices), most);
                let room = picked.len() < most || at_most.is_none();
                let other_ticked = *other == Other::WithText && room && dice.one_in(8);
                Typed::Many {
                    picked: gather(picked),
                    other_ticked,
                    other: self.other(question, other_ticked, dice),
                }
            }
            QuestionKind::Url => text(format!("https://example.org/samples/{}", self.number)),
            QuestionKind::Email => text(format!("{}@example.org", self.handle)),
            QuestionKind::Rating(scale) => {
                let step = 1 + dice.below(u64::from(scale.steps));
                Typed::Rating(u8::try_from(step).ok())
            }
            QuestionKind::Consent { version, .. } => Typed::Consent(Some(version.clone())),
            QuestionKind::GithubUser => text(self.handle.clone()),
            QuestionKind::TimeZone => text(self.zone.clone()),
            QuestionKind::Availability { .. } => Typed::Week {
                zone: self.zone.clone(),
                slots: match session.call {
                    Some(_) => helping_week(dice),
                    None => week(dice),
                },
                unread: DayTexts::default(),
            },
            // Whoever helps is there for one project, and each project has someone.
            QuestionKind::ProjectPreference { .. }
                if session.call.is_some() && !session.projects.is_empty() =>
            {
                let project = self.number % session.projects.len() as u64;
                let project = usize::try_from(project).unwrap_or(0);
                Typed::Projects {
                    wish: Some(Wish::Ranked),
                    ranked: session.projects.get(project).cloned().into_iter().collect(),
                }
            }
            QuestionKind::ProjectPreference { at_most } => {
                let most = at_most.map_or(3, |most| most as usize);
                let any = session.projects.is_empty() || dice.one_in(5);
                Typed::Projects {
                    wish: Some(if any { Wish::Any } else { Wish::Ranked }),
                    ranked: if any {
                        Vec::new()
                    } else {
                        dice.some(&session.projects, most)
                    },
                }
            }
            QuestionKind::Matrix { rows, columns } => {
                let cells = rows
                    .iter()
                    .filter_map(|row| Some((row.id.clone(), dice.pick(columns)?.id.clone())));
                let cells: BTreeMap<ChoiceId, ChoiceId> = gather(cells);
                Typed::Matrix(cells)
            }
        }
    }

    fn other(&self, question: &Question, chosen: bool, dice: &mut Dice) -> String {
        if chosen {
            fitting(question, || self.speaker.phrase(dice))
        } else {
            String::new()
        }
    }
}

fn ids(choices: &[Choice]) -> Vec<ChoiceId> {
    choices.iter().map(|choice| choice.id.clone()).collect()
}

/// A text that keeps to the question's limit: another attempt while it doesn't, then a single letter.
fn fitting(question: &Question, mut attempt: impl FnMut() -> String) -> String {
    let fits = |text: &str| {
        question
            .limit
            .is_none_or(|limit| limit.over(text).is_none())
    };
    for _ in 0..8 {
        let text = attempt();
        if fits(&text) {
            return text;
        }
    }
    "—".to_owned()
}

fn date(session: &Session, min: Option<Date>, max: Option<Date>, dice: &mut Dice) -> Date {
    let starts = session.starts;
    let day = 1 + dice.below(28) as u8;
    let date = Date::new(starts.year(), starts.month(), day).unwrap_or(starts);
    let date = min.map_or(date, |min| date.max(min));
    max.map_or(date, |max| date.min(max))
}

/// A week of somebody with a habit: mornings, evenings, nights across the week's seam, weekends,
/// or whenever.
fn week(dice: &mut Dice) -> WeekSlots {
    let (days, first, count) = match dice.below(5) {
        0 => (0..5, 12 + dice.below(6), 4 + dice.below(6)),
        1 => (0..5, 36 + dice.below(4), 4 + dice.below(4)),
        2 => (0..7, 44, 4),
        3 => (5..7, 18 + dice.below(8), 8 + dice.below(16)),
        _ => (0..7, dice.below(48), 2 + dice.below(20)),
    };
    let mut week = WeekSlots::default();
    for day in days {
        let skipped = dice.one_in(4) && !week.is_empty();
        if !skipped {
            for half_hour in first..first + count {
                let half_hour = u16::try_from(half_hour).unwrap_or(0) % SLOTS_A_DAY;
                if let Some(slot) = Slot::new(day, half_hour) {
                    week.set(slot, true);
                }
            }
        }
    }
    week
}

/// A week of somebody who makes room for others: most evenings, and long stretches at the weekend.
fn helping_week(dice: &mut Dice) -> WeekSlots {
    let mut week = WeekSlots::default();
    let mut mark = |day: u16, first: u64, count: u64| {
        for half_hour in first..(first + count).min(u64::from(SLOTS_A_DAY)) {
            let half_hour = u16::try_from(half_hour).unwrap_or(0);
            if let Some(slot) = Slot::new(day, half_hour) {
                week.set(slot, true);
            }
        }
    };
    let evening = 34 + dice.below(5);
    for day in 0..7 {
        if !dice.one_in(6) {
            mark(day, evening, 8 + dice.below(3));
        }
        let morning = if day < 5 { dice.one_in(4) } else { true };
        if morning {
            mark(day, 16 + dice.below(5), 6 + dice.below(10));
        }
    }
    week
}

//! Applications made up to try things out: any number, the same ones for the same seed.
//!
//! Nobody's words: names and sentences are put together from short lists in ten languages. What varies
//! is what software stumbles over: length, script, direction, combining marks, emoji, zones, gaps.
//! Every one could have been sent: it is typed, then checked, as a person's would be.

mod dice;
mod record;
mod typing;
mod words;

use std::collections::BTreeMap;

use self::dice::Dice;
use crate::domain::answer::{Answer, World, Zones, check};
use crate::domain::application::ApplicationState;
use crate::domain::form::Form;
use crate::domain::id::{QuestionId, RecordId, SessionId};
use crate::domain::programme::Session;
use crate::domain::time::Instant;

/// An application nobody wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The id of its record, out of the seed.
    pub id: RecordId,
    /// Its answers: valid ones, to the questions that are asked as they stand.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// When it was sent: since the session opened, more of them towards the end.
    pub sent_at: Instant,
    /// Whether that was after the deadline.
    pub late: bool,
    /// Whether it was withdrawn since.
    pub state: ApplicationState,
}

/// Makes samples, one after the other, so that any number takes little room.
#[derive(Debug, Clone)]
pub struct Samples<'a> {
    form: &'a Form,
    session: &'a Session,
    zones: Zones,
    opens: Instant,
    closes: Instant,
    until: Instant,
    seed: u64,
    next: u64,
}

impl<'a> Samples<'a> {
    /// Samples of applications for a session that were sent up to a moment, usually now.
    /// There is no end to them: take as many as you like. The first ones are the same however many.
    ///
    /// For a call they are those of people who help: with hours that teams can meet in, one project each,
    /// all projects in turn, and nobody has withdrawn. One seed makes other people for each call.
    pub fn new(form: &'a Form, session: &'a Session, until: Instant, seed: u64) -> Self {
        let window = session.apply.as_ref().map(|apply| apply.window);
        let opens = window.map_or(until, |window| window.opens.begins_anywhere());
        let closes = window.map_or(until, |window| window.closes.ended_everywhere());
        Self {
            form,
            session,
            // Whatever the browser may call zones, samples use names of their own list.
            zones: Zones::default(),
            opens,
            closes,
            until: Instant(until.0.max(opens.0)),
            seed: seed ^ session.call.as_ref().map_or(0, |_| number_of(&session.id)),
            next: 0,
        }
    }

    /// The id of the sample of this number, from 0.
    pub fn id(&self, number: u64) -> RecordId {
        id_of(&mut Dice::new(self.seed, number))
    }

    /// The sample of this number, from 0.
    pub fn sample(&self, number: u64) -> Sample {
        let mut dice = Dice::new(self.seed, number);
        let id = id_of(&mut dice);
        let typed = typing::fill_in(self.form, self.session, number, &mut dice);
        let world = World {
            zones: &self.zones,
            projects: &self.session.projects,
        };
        let answers = check(self.form, &typed, &world).answers;
        let late = self.until > self.closes && dice.one_in(40);
        let (from, to) = if late {
            (self.closes, self.until)
        } else {
            (self.opens, Instant(self.until.0.min(self.closes.0)))
        };
        let span = u64::try_from(to.0 - from.0).unwrap_or(0).max(1);
        // The later of two throws: most people send towards the deadline.
        let offset = dice.below(span).max(dice.below(span));
        Sample {
            id,
            answers,
            sent_at: Instant(from.0 + i64::try_from(offset).unwrap_or(0)),
            late,
            state: if self.session.call.is_none() && dice.one_in(30) {
                ApplicationState::Withdrawn
            } else {
                ApplicationState::Submitted
            },
        }
    }
}

/// A number of a session's own (FNV-1a, Fowler, Noll and Vo).
fn number_of(session: &SessionId) -> u64 {
    session
        .as_str()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}

/// The first throw of each sample's dice.
fn id_of(dice: &mut Dice) -> RecordId {
    RecordId::from_bits(u128::from(dice.next()) << 64 | u128::from(dice.next()))
}

impl Iterator for Samples<'_> {
    type Item = Sample;

    fn next(&mut self) -> Option<Sample> {
        let sample = self.sample(self.next);
        self.next += 1;
        Some(sample)
    }
}

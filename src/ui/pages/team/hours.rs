//! When those who meet can, over the team's own weeks, by one clock: the times to choose from, and what
//! changes on the way (Promise 28).

use leptos::prelude::With;

use super::Here;
use crate::browser::zones;
use crate::domain::overlap::{
    Availability, Choice, Common, Frame, QUARTERS, QUARTERS_A_DAY, Quarters,
};
use crate::domain::time::Date;
use crate::t;
use crate::ui::when::{
    date_brief, list_words, names_words, number_words, time_of_day, weekday_words, zone_words,
};

/// How many stretches of time are named at once.
const NAMED: usize = 4;

/// When those who meet can.
pub(super) struct Hours {
    frame: Frame,
    zone: String,
    people: Vec<(String, Availability)>,
    pub common: Common,
    /// Those who did not say when they are free.
    pub silent: Vec<String>,
}

/// “Tuesday 18:00 to 19:00”.
pub(super) fn span_words(start: u16, quarters: u16) -> String {
    let day = usize::from(start / QUARTERS_A_DAY);
    let from = start % QUARTERS_A_DAY * 15;
    t!(
        crew.compare_span,
        day = weekday_words(false).get(day).cloned().unwrap_or_default(),
        from = time_of_day(from),
        to = time_of_day((from + quarters * 15) % (24 * 60))
    )
}

fn spans(free: &Quarters) -> String {
    let runs = free.runs();
    let mut words: Vec<String> = runs
        .iter()
        .take(NAMED)
        .map(|(start, length)| span_words(*start, *length))
        .collect();
    if runs.len() > NAMED {
        let more = number_words((runs.len() - NAMED) as f64);
        words.push(t!(crew.compare_more, n = more));
    }
    list_words(&words)
}

impl Hours {
    /// By the clocks of a zone; nothing for one that the browser does not know. Call it where changes are
    /// followed.
    pub fn new(here: Here, zone: &str) -> Option<Self> {
        let team = here.team()?;
        let lines = here.meets();
        here.known.with(|known| {
            let session = known.session();
            let (starts, weeks) = (team.begins(session), team.lasts(session));
            let frame = Frame::new(zones::clock(zone, starts, weeks)?, starts, weeks);
            let (mut people, mut silent) = (Vec::new(), Vec::new());
            for line in lines {
                let member = known.read.crew.get(line.member.person);
                let free = member.and_then(|member| {
                    let clock = zones::clock(member.zone.as_ref()?, starts, weeks)?;
                    let slots = member.week?;
                    Some(Availability { clock, slots })
                });
                match free {
                    Some(free) => people.push((line.who.name, free)),
                    None => silent.push(line.who.name),
                }
            }
            let common = frame.common(people.iter().map(|(_, free)| free));
            Some(Self {
                frame,
                zone: zone.to_owned(),
                people,
                common,
                silent,
            })
        })
    }

    /// Whether anybody said when they are free.
    pub fn is_known(&self) -> bool {
        !self.people.is_empty()
    }

    /// The first day of a week.
    fn begins(&self, week: usize) -> Option<Date> {
        let days = i64::try_from(7 * week).ok()?;
        self.frame.starts().plus_days(days)
    }

    /// Times to choose from, the best first.
    pub fn choices(&self, minutes: u16, most: usize) -> Vec<Choice> {
        self.common.choices(minutes.div_ceil(15), most)
    }

    /// “Every week”, or the weeks that break a time.
    pub fn holds(&self, choice: &Choice) -> String {
        if choice.breaks.is_empty() {
            return t!(roster.every_week).to_owned();
        }
        let weeks = choice.breaks.iter().map(|week| {
            let n = number_words((week + 1) as f64);
            let date = self.begins(*week).map(date_brief).unwrap_or_default();
            t!(roster.week_from, n = n, date = date)
        });
        t!(
            roster.not_in,
            weeks = list_words(&weeks.collect::<Vec<_>>())
        )
    }

    /// Who can't in which week, for a time: a line for each week that breaks it.
    pub fn broken(&self, start: u16, minutes: u16) -> Vec<String> {
        let quarters = minutes.div_ceil(15);
        let fits = |free: &Quarters| {
            (start..start + quarters).all(|quarter| free.contains(quarter % QUARTERS))
        };
        let weeks = 0..self.frame.weeks();
        let lines = weeks.filter_map(|week| {
            let out = self.people.iter();
            let out = out.filter(|(_, who)| !fits(&self.frame.free(week, who)));
            let names: Vec<String> = out.map(|(name, _)| name.clone()).collect();
            (!names.is_empty()).then(|| {
                t!(
                    roster.breaks,
                    n = number_words((week + 1) as f64),
                    date = self.begins(week).map(date_brief).unwrap_or_default(),
                    names = names_words(&names)
                )
            })
        });
        lines.collect()
    }

    /// What changes on the way.
    pub fn turns(&self) -> Vec<String> {
        turns_words(&self.common, self.frame.starts(), &self.zone)
    }
}

/// What the change of clocks does to those who meet from a session's first day on, by the clocks of a zone: “From
/// 26 March they lose Tuesday 18:00 to 19:00 (Berlin).”
pub fn turns_words(common: &Common, starts: Date, zone: &str) -> Vec<String> {
    let turns = common.turns().into_iter();
    let lines = turns.flat_map(|turn| {
        let days = i64::try_from(7 * turn.week).ok();
        let begins = days.and_then(|days| starts.plus_days(days));
        let date = begins.map(date_brief).unwrap_or_default();
        let said = |times: &Quarters| (date.clone(), spans(times), zone_words(zone));
        let lost = (!turn.lost.is_empty()).then(|| {
            let (date, times, zone) = said(&turn.lost);
            t!(roster.turn_lost, date = date, times = times, zone = zone)
        });
        let gained = (!turn.gained.is_empty()).then(|| {
            let (date, times, zone) = said(&turn.gained);
            t!(roster.turn_gained, date = date, times = times, zone = zone)
        });
        lost.into_iter().chain(gained)
    });
    lines.collect()
}

//! The one-to-ones of a captain: one every second week with each mentee on their team.

use std::collections::{BTreeMap, BTreeSet};

use super::{Gap, Known, Span, Tally, is_there};
use crate::domain::id::RecordId;
use crate::domain::membership::Membership;
use crate::domain::role::Role;
use crate::domain::week::one_to_one::State;

/// How long there is for one, in weeks.
const EVERY: u32 = 2;

/// What a captain noted of their one-to-ones, by whom with and week.
type Noted = BTreeMap<(RecordId, u32), State>;

impl Known<'_> {
    /// The one-to-ones that a captain offered, of those that were due. One that was declined was offered.
    pub(super) fn one_to_ones(&self, captain: &Membership) -> Tally {
        let of_theirs = self.glances.one_to_ones.iter();
        let of_theirs = of_theirs.filter(|one| one.captain == captain.id);
        let noted: Noted = of_theirs
            .filter_map(|one| Some(((one.member, one.week), one.state?)))
            .collect();
        let is_theirs = |one: &&Membership| {
            one.role == Role::Mentee && one.team.is_some() && one.team == captain.team
        };
        let theirs = self.members.iter().filter(is_there).filter(is_theirs);
        let mut tally = Tally::default();
        let mut counted: BTreeSet<(RecordId, u32)> = BTreeSet::new();
        for mentee in theirs {
            let span = both(self.span(captain), self.span(mentee));
            let last = self.weeks(captain).count;
            count(&mut tally, mentee.id, (span, last), &noted, &mut counted);
        }
        // What they offered to those who are elsewhere by now, or before it was due, is theirs all the same.
        let others = noted
            .iter()
            .filter(|(key, state)| is_offered(**state) && !counted.contains(key));
        let others: BTreeSet<(RecordId, u32)> = others
            .map(|((member, week), _)| (*member, week.div_ceil(EVERY)))
            .collect();
        let others = u32::try_from(others.len()).unwrap_or(u32::MAX);
        tally.count += others;
        tally.of += others;
        tally.gaps.sort_unstable_by_key(|gap| match gap {
            Gap::OneToOne { with, week } => (*week, *with),
            Gap::Meeting { week } | Gap::Came { week } => (*week, RecordId::from_bits(0)),
        });
        tally
    }
}

/// The weeks of a captain and a mentee together.
fn both(captain: Span, mentee: Span) -> Span {
    Span {
        from: captain.from.max(mentee.from),
        until: captain.until.min(mentee.until),
        over: captain.over,
        goes_on: captain.goes_on && mentee.goes_on,
    }
}

fn is_offered(state: State) -> bool {
    match state {
        State::Held | State::Declined => true,
        State::Moved => false,
    }
}

/// Counts those with one mentee, two weeks at a time.
fn count(
    tally: &mut Tally,
    with: RecordId,
    (span, last): (Span, u32),
    noted: &Noted,
    counted: &mut BTreeSet<(RecordId, u32)>,
) {
    let mut week = span.from;
    while week < last {
        let both = [week, week + 1];
        let said = both.map(|week| noted.get(&(with, week)).copied());
        counted.extend(both.map(|week| (with, week)));
        // Once the second of the two weeks is over, and was theirs.
        let is_due = week < span.until && week < span.over;
        let is_put_off = said.iter().all(|state| *state == Some(State::Moved));
        if said.into_iter().flatten().any(is_offered) {
            tally.count += 1;
            tally.of += 1;
        } else if is_due && is_put_off {
            tally.of += 1;
        } else if is_due {
            tally.gaps.push(Gap::OneToOne { with, week });
        } else if span.goes_on && week >= span.over {
            tally.ahead += 1;
        }
        week += EVERY;
    }
}

//! The dearest team of a navigator at given prices, or all teams above a threshold.
//!
//! A *price* (a multiplier of the linear programme's dual) is what it costs to use a mentee, a
//! captain or a seat. What a team is worth beyond the prices of its people is its reduced cost. The search runs through the
//! candidates in the order of their own worth beyond their price, and leaves a branch as soon as
//! nothing in it can reach the threshold: spare hours, captains and (if it counts against a team)
//! spread only get worse as a team grows.

use std::cmp::Reverse;
use std::mem;

use crate::captains::CaptainSet;
use crate::field::{APART, Field};
use crate::packing::Packing;
use crate::week::Common;

/// What it costs to use a person or a seat, in grains; never negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prices {
    pub(crate) mentee: Vec<i64>,
    pub(crate) captain: Vec<i64>,
    pub(crate) seat: i64,
    /// Of each cut, for each team it counts.
    pub(crate) cuts: Vec<i64>,
}

/// A team as it is found: places in the list of candidates, and the reduced cost.
pub(crate) struct Found<'a> {
    pub(crate) members: &'a [usize],
    pub(crate) reduced_cost: i64,
}

/// Who may be used at all.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    /// For each mentee; none means everyone.
    pub(crate) mentees: Option<&'a [bool]>,
    /// None means everyone.
    pub(crate) captains: Option<&'a CaptainSet>,
}

impl Within<'_> {
    /// Everyone may be used.
    pub(crate) const ALL: Self = Self {
        mentees: None,
        captains: None,
    };
}

/// What a search may do, and from which reduced cost on a team is of interest.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Teams up to this reduced cost are of no interest.
    pub(crate) threshold: i64,
    /// After so many steps the search gives up.
    pub(crate) steps: u64,
}

/// What a search came to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Priced {
    /// No team's reduced cost is above this. None if there is no team above the threshold.
    pub(crate) most: Option<i64>,
    pub(crate) work: u64,
}

/// A step of the search takes so many units of work.
const WORK_OF_A_STEP: u64 = 4;

/// Memory that searches use again and again.
#[derive(Debug)]
pub(crate) struct Memory {
    levels: Vec<Level>,
    members: Vec<usize>,
    /// The captains, the cheapest first.
    cheapest: Vec<usize>,
}

/// A team of so many members on the way, and who may still join.
#[derive(Debug)]
struct Level {
    week: Common,
    captains: CaptainSet,
    open: Vec<Open>,
}

/// A candidate who may still join.
#[derive(Debug, Clone, Copy)]
struct Open {
    candidate: usize,
    profit: i64,
    /// The spare hours with any one of the members, at most.
    spare: u8,
}

/// What is known of a team on the way, apart from its level.
#[derive(Clone, Copy)]
struct Partial {
    profit: i64,
    spare: u8,
    lowest: i64,
    highest: i64,
    captain_price: i64,
}

impl Memory {
    pub(crate) fn new(packing: &Packing) -> Self {
        let most = packing.fields.iter().map(|field| field.size.1).max();
        let level = || Level {
            week: Common::ALWAYS,
            captains: CaptainSet::of(packing.captain_places.len(), [].into_iter()),
            open: Vec::new(),
        };
        Self {
            levels: (0..=most.unwrap_or(0)).map(|_| level()).collect(),
            members: Vec::new(),
            cheapest: Vec::new(),
        }
    }
}

/// Shows `visit` every team of a navigator whose reduced cost is above the threshold; `visit`
/// gives the threshold from then on.
pub(crate) fn price(
    memory: &mut Memory,
    packing: &Packing,
    navigator: usize,
    prices: &Prices,
    within: Within<'_>,
    limits: Limits,
    visit: &mut impl FnMut(&Found<'_>) -> i64,
) -> Priced {
    memory.cheapest.clear();
    memory.cheapest.extend(0..prices.captain.len());
    memory
        .cheapest
        .sort_unstable_by_key(|&captain| prices.captain[captain]);
    memory.members.clear();
    let field = &packing.fields[navigator];
    let mut search = Search {
        memory,
        packing,
        field,
        captain_prices: &prices.captain,
        threshold: limits.threshold,
        most: None,
        complete: true,
        steps: 0,
        most_steps: limits.steps,
        visit,
    };
    search.run(prices, within);
    Priced {
        most: search.most,
        work: WORK_OF_A_STEP * search.steps,
    }
}

struct Search<'a, F> {
    memory: &'a mut Memory,
    packing: &'a Packing,
    field: &'a Field,
    captain_prices: &'a [i64],
    threshold: i64,
    most: Option<i64>,
    complete: bool,
    steps: u64,
    most_steps: u64,
    visit: &'a mut F,
}

impl<F: FnMut(&Found<'_>) -> i64> Search<'_, F> {
    fn run(&mut self, prices: &Prices, within: Within<'_>) {
        let (packing, field) = (self.packing, self.field);
        let allowed = |&i: &usize| {
            let mentee = field.candidates[i].mentee;
            within.mentees.is_none_or(|free| free[mentee])
        };
        let profit = |i: usize| {
            let candidate = &field.candidates[i];
            packing.grain * (packing.seat + candidate.gain)
                - prices.seat
                - prices.mentee[candidate.mentee]
        };
        let level = &mut self.memory.levels[0];
        level
            .captains
            .become_and(&field.captains, within.captains.unwrap_or(&field.captains));
        level.week = Common::ALWAYS;
        level.open.clear();
        let everyone = (0..field.candidates.len()).filter(allowed);
        level.open.extend(everyone.map(|candidate| Open {
            candidate,
            profit: profit(candidate),
            spare: packing.most_spare(),
        }));
        level
            .open
            .sort_unstable_by_key(|open| (Reverse(open.profit), open.candidate));
        let Some(captain_price) = self.cheapest_captain(0) else {
            return;
        };
        let mut team = Partial {
            profit: packing.grain * packing.team,
            spare: packing.most_spare(),
            lowest: i64::MAX,
            highest: i64::MIN,
            captain_price,
        };
        if field.required.len() > field.size.1 {
            return;
        }
        for &required in &field.required {
            let size = self.memory.members.len();
            let open = mem::take(&mut self.memory.levels[size].open);
            let member = open.iter().find(|open| open.candidate == required);
            let larger = member.and_then(|&member| self.join(team, member));
            self.open_next(&open, required);
            self.memory.levels[size].open = open;
            let Some(larger) = larger else {
                return;
            };
            team = larger;
        }
        let size = self.memory.members.len();
        if size > 0 && size >= field.size.0 {
            self.show(team);
        }
        self.grow(team);
    }

    /// Tries every way to add members to the team on the way.
    fn grow(&mut self, team: Partial) {
        let size = self.memory.members.len();
        if size == self.field.size.1 {
            return;
        }
        let at_root = size == self.field.required.len();
        let base = team.profit - team.captain_price + self.most_for_spread(team);
        let hour = self.for_hours(1);
        let open = mem::take(&mut self.memory.levels[size].open);
        for (at, &member) in open.iter().enumerate() {
            self.steps += 1;
            let Some(others) = self.most_of_others(&open[at + 1..], size + 1) else {
                break;
            };
            let most = base + member.profit + others;
            let with_hours = |spare: u8| most + hour * i64::from(spare);
            if with_hours(team.spare) <= self.threshold {
                break;
            }
            if at_root && self.steps > self.most_steps {
                self.complete = false;
            }
            if !self.complete {
                if at_root {
                    self.most = self.most.max(Some(with_hours(team.spare)));
                }
                break;
            }
            if with_hours(member.spare) <= self.threshold {
                continue;
            }
            let Some(larger) = self.join(team, member) else {
                continue;
            };
            if size + 1 >= self.field.size.0 {
                self.show(larger);
            }
            if size + 1 < self.field.size.1 {
                self.open_next(&open[at + 1..], member.candidate);
                self.grow(larger);
                if at_root && !self.complete {
                    self.most = self.most.max(Some(with_hours(team.spare)));
                }
            }
            self.memory.members.pop();
        }
        self.memory.levels[size].open = open;
    }

    /// The team with one more member; none if they do not fit together.
    fn join(&mut self, team: Partial, member: Open) -> Option<Partial> {
        let size = self.memory.members.len();
        let candidate = &self.field.candidates[member.candidate];
        let (before, after) = self.memory.levels.split_at_mut(size + 1);
        let (before, after) = (&before[size], &mut after[0]);
        let grain = self.field.grain;
        after.week.become_and(&before.week, &candidate.week, grain);
        after
            .captains
            .become_and(&before.captains, &candidate.captains);
        self.steps += 4;
        let spare = self.packing.spare(&after.week, grain)?;
        let captain_price = self.cheapest_captain(size + 1)?;
        self.memory.members.push(member.candidate);
        Some(Partial {
            profit: team.profit + member.profit,
            spare,
            lowest: team.lowest.min(candidate.level),
            highest: team.highest.max(candidate.level),
            captain_price,
        })
    }

    /// Who may still join once this candidate has: those who fit together with them.
    fn open_next(&mut self, open: &[Open], candidate: usize) {
        let size = self.memory.members.len();
        let next = &mut self.memory.levels[size].open;
        next.clear();
        for other in open {
            let spare = self.field.pair(candidate, other.candidate);
            if spare != APART {
                let spare = spare.min(other.spare);
                next.push(Open { spare, ..*other });
            }
        }
        self.steps += open.len() as u64 / 4;
    }

    /// The most that others can add to a team of so many; none if there are not enough of them.
    fn most_of_others(&self, others: &[Open], size: usize) -> Option<i64> {
        let (min, max) = self.field.size;
        let needed = min.saturating_sub(size);
        let mut sum = 0;
        for place in 0..max - size {
            match others.get(place) {
                Some(other) if place < needed => sum += other.profit,
                Some(other) => sum += other.profit.max(0),
                None if place < needed => return None,
                None => break,
            }
        }
        Some(sum)
    }

    fn for_hours(&self, spare: u8) -> i64 {
        self.packing.grain * self.packing.overlap * i64::from(spare)
    }

    fn for_spread(&self, levels: i64) -> i64 {
        self.packing.grain * self.packing.spread * levels
    }

    /// The most that levels can bring to a team once it has grown.
    fn most_for_spread(&self, team: Partial) -> i64 {
        if self.packing.spread > 0 {
            self.for_spread(self.packing.most_levels)
        } else if team.lowest <= team.highest {
            self.for_spread(team.highest - team.lowest)
        } else {
            0
        }
    }

    /// The price of the cheapest captain for the members so far.
    fn cheapest_captain(&self, size: usize) -> Option<i64> {
        let captains = &self.memory.levels[size].captains;
        let mut cheapest = self.memory.cheapest.iter();
        let captain = cheapest.find(|&&captain| captains.has(captain))?;
        Some(self.captain_prices[*captain])
    }

    /// Shows the team as it is, if it is of interest.
    fn show(&mut self, team: Partial) {
        let reduced_cost = team.profit - team.captain_price
            + self.for_hours(team.spare)
            + self.for_spread(team.highest - team.lowest);
        if reduced_cost > self.threshold {
            self.most = self.most.max(Some(reduced_cost));
            self.threshold = (self.visit)(&Found {
                members: &self.memory.members,
                reduced_cost,
            });
        }
    }
}

//! The problem as a packing: each navigator takes at most one team, each mentee is in at most one.
//!
//! All amounts are whole numbers of *grains*, a small part of a point, so that every bound is exact.
//! A seat is worth more than all points together, which makes the packing's one number say what the
//! problem says of two: first as many mentees as possible, then as many points.

use crate::captains::CaptainSet;
use crate::field::{APART, Field, Ground};
use crate::problem::{Lock, Problem};
use crate::roster::Team;
use crate::state::Picked;
use crate::week::{Common, Grain, Seam};

/// What is packed, and what it is worth.
#[derive(Debug)]
pub(crate) struct Packing {
    pub(crate) fields: Vec<Field>,
    /// How many teams each captain may have.
    pub(crate) captain_places: Vec<usize>,
    /// How many mentees there are.
    pub(crate) mentees: usize,
    /// Grains to a point.
    pub(crate) grain: i64,
    /// The points of a team, and those of a seat.
    pub(crate) team: i64,
    pub(crate) seat: i64,
    /// No choice of teams has fewer points, apart from those of the seats.
    pub(crate) fewest_points: i64,
    /// The points of a spare common hour, and of a level between mentees.
    pub(crate) overlap: i64,
    pub(crate) spread: i64,
    /// The levels there can be between mentees, at most.
    pub(crate) most_levels: i64,
    measure: Measure,
}

/// How common hours are counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    least: u32,
    cap: u32,
    seam: Seam,
}

impl Measure {
    pub(crate) fn new(problem: &Problem) -> Self {
        Self {
            least: problem.rules.min_team_hours,
            cap: problem.weights.overlap_cap,
            seam: problem.seam,
        }
    }

    /// The hours above the least that count; none if there are too few.
    #[inline]
    pub(crate) fn spare(self, week: &Common, grain: Grain) -> Option<u8> {
        let spare = week.hours(grain, self.seam).checked_sub(self.least)?;
        Some(spare.min(self.cap).to_le_bytes()[0])
    }

    /// The most hours above the least that can count.
    pub(crate) fn most(self) -> u8 {
        let hours_of_a_week = 168;
        let spare = u32::saturating_sub(hours_of_a_week, self.least);
        spare.min(self.cap).to_le_bytes()[0]
    }
}

/// How many times all points together a seat is worth. By how much a bound may miss a whole number
/// of seats, and still tell that there are no more.
const SEAT_FACTOR: i64 = 64;

/// No sum of grains comes near it.
const LARGEST_SUM: i128 = 1 << 56;

/// The finest grain: this many to a point.
const FINEST: i128 = 1 << 12;

impl Packing {
    /// The packing of a problem, in which some of the navigators who must lead a team are left without
    /// one; none if its numbers are too large.
    pub(crate) fn new(problem: &Problem, left: &[usize]) -> Option<Self> {
        let ground = Ground::new(problem, &problem.locks, left);
        let fields: Vec<Field> = (0..problem.navigators.len())
            .map(|navigator| ground.field(navigator))
            .collect();
        let mut packing = Self {
            captain_places: captain_places(problem),
            mentees: problem.mentees.len(),
            grain: 1,
            team: 0,
            seat: 0,
            fewest_points: 0,
            overlap: problem.weights.overlap,
            spread: problem.weights.spread,
            most_levels: most_levels(problem),
            measure: Measure::new(problem),
            fields,
        };
        let (fewest, most) = packing.points();
        packing.fewest_points = fewest;
        packing.seat = most
            .checked_sub(fewest)?
            .checked_add(1)?
            .checked_mul(SEAT_FACTOR)?;
        let seats = i128::try_from(packing.most_seats()).ok()?;
        let grain = LARGEST_SUM / (i128::from(packing.seat) * (seats + 1));
        packing.grain = i64::try_from(grain.min(FINEST))
            .ok()
            .filter(|&grain| grain > 0)?;
        Some(packing)
    }

    /// The packing that asks only whether locks can hold together: of the navigators that someone
    /// is locked to, as many as possible lead a team, whatever it is worth.
    pub(crate) fn of_locks(problem: &Problem, locks: &[Lock]) -> Self {
        let ground = Ground::new(problem, locks, &[]);
        let as_good_as_any = |&navigator: &usize| {
            let mut field = ground.field(navigator);
            field.forced = false;
            for candidate in &mut field.candidates {
                candidate.gain = 0;
            }
            field
        };
        Self {
            fields: problem.forced(locks).iter().map(as_good_as_any).collect(),
            captain_places: captain_places(problem),
            mentees: problem.mentees.len(),
            grain: 1 << 12,
            team: 1,
            seat: 0,
            fewest_points: 0,
            overlap: 0,
            spread: 0,
            most_levels: 0,
            measure: Measure::new(problem),
        }
    }

    /// The fewest and the most points that a choice of teams can have.
    pub(crate) fn points(&self) -> (i64, i64) {
        let gains = || {
            self.fields
                .iter()
                .flat_map(|field| &field.candidates)
                .map(|c| c.gain)
        };
        let seats = i64::try_from(self.most_seats()).unwrap_or(i64::MAX);
        let teams = i64::try_from(self.fields.len()).unwrap_or(i64::MAX);
        let spread = self.spread.saturating_mul(self.most_levels);
        let overlap = self.overlap * i64::from(self.measure.most());
        let fewest = gains().min().unwrap_or(0).min(0).saturating_mul(seats);
        let most = gains().max().unwrap_or(0).max(0).saturating_mul(seats);
        let fewest = fewest.saturating_add(teams.saturating_mul(spread.min(0)));
        let most = most.saturating_add(teams.saturating_mul(overlap.saturating_add(spread.max(0))));
        (fewest, most)
    }

    /// What a seat may be worth less, if it is still to be worth some times what a mentee brings.
    pub(crate) fn discount(&self) -> i64 {
        let (fewest, most) = self.points();
        let seats = i64::try_from(self.most_seats().max(1)).unwrap_or(i64::MAX);
        (self.seat - 4 * ((most - fewest) / seats + 1)).max(0)
    }

    /// No choice of teams places more mentees.
    pub(crate) fn most_seats(&self) -> usize {
        let mut wanted = vec![false; self.mentees];
        for candidate in self.fields.iter().flat_map(|field| &field.candidates) {
            wanted[candidate.mentee] = true;
        }
        let mentees = wanted.into_iter().filter(|&wanted| wanted).count();
        let seats = self
            .fields
            .iter()
            .map(|field| field.size.1.min(field.candidates.len()));
        seats.sum::<usize>().min(mentees)
    }

    /// The counted hours above the least of what a team has in common; none if there are too few.
    #[inline]
    pub(crate) fn spare(&self, week: &Common, grain: Grain) -> Option<u8> {
        self.measure.spare(week, grain)
    }

    /// A team as places among the candidates; none if it breaks a rule or a lock.
    pub(crate) fn picked(&self, team: &Team) -> Option<Picked> {
        let field = self.fields.get(team.navigator)?;
        let place = |mentee: &usize| field.candidates.iter().position(|c| c.mentee == *mentee);
        let members: Vec<usize> = team.mentees.iter().map(place).collect::<Option<_>>()?;
        let weeks = members.iter().map(|&i| &field.candidates[i].week);
        let week = Common::all(weeks, field.grain);
        let pairs = || {
            members
                .iter()
                .enumerate()
                .flat_map(|(i, &a)| members[..i].iter().map(move |&b| (a, b)))
        };
        let good = (field.size.0..=field.size.1).contains(&members.len())
            && field
                .required
                .iter()
                .all(|required| members.contains(required))
            && pairs().all(|(a, b)| field.pair(a, b) != APART)
            && self.spare(&week, field.grain).is_some()
            && !self.captains(team.navigator, &members).is_empty();
        good.then_some(Picked {
            navigator: team.navigator,
            members,
        })
    }

    /// What a team of these candidates is worth, in points.
    pub(crate) fn worth(&self, navigator: usize, members: &[usize]) -> i64 {
        let field = &self.fields[navigator];
        let members = || members.iter().map(|&member| &field.candidates[member]);
        let week = Common::all(members().map(|member| &member.week), field.grain);
        let levels = || members().map(|member| member.level);
        let spread = levels().max().unwrap_or(0) - levels().min().unwrap_or(0);
        let seats: i64 = members().map(|member| self.seat + member.gain).sum();
        let hours = i64::from(self.spare(&week, field.grain).unwrap_or(0));
        self.team + seats + self.overlap * hours + self.spread * spread
    }

    /// The mentees that these candidates are, in ascending order.
    pub(crate) fn mentees(&self, navigator: usize, members: &[usize]) -> Vec<u32> {
        let candidates = &self.fields[navigator].candidates;
        let mentees = members
            .iter()
            .map(|&member| candidates[member].mentee as u32);
        let mut mentees: Vec<u32> = mentees.collect();
        mentees.sort_unstable();
        mentees
    }

    /// The captains who may look after a team of these candidates.
    pub(crate) fn captains(&self, navigator: usize, members: &[usize]) -> CaptainSet {
        let field = &self.fields[navigator];
        let captains = members
            .iter()
            .map(|&member| &field.candidates[member].captains);
        captains.fold(field.captains.clone(), |all, some| all.and(some))
    }

    pub(crate) fn most_spare(&self) -> u8 {
        self.measure.most()
    }
}

/// How many teams each captain may have, no more than there can be.
fn captain_places(problem: &Problem) -> Vec<usize> {
    let captains = problem.captains.iter();
    captains
        .map(|captain| captain.max_teams.min(problem.navigators.len()))
        .collect()
}

fn most_levels(problem: &Problem) -> i64 {
    let levels = || problem.mentees.iter().map(|mentee| mentee.level);
    levels().max().unwrap_or(0) - levels().min().unwrap_or(0)
}

//! Why someone is on no team, and the smallest changes that would put them on one.

mod hardship;
mod unplaced;

use super::difference::was_there;
use super::judge::{Breach, Judged, Places, TeamJudged, judge, judge_plan};
pub use super::stand_ins::{StandIn, stand_ins};
use super::{Crew, Member, Move, Roster, TeamPlan, Wishes};
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::overlap::{QUARTERS, Quarters};
use crate::domain::role::Role;
pub use hardship::{Hardship, hardship};
pub use unplaced::{Hindrance, Unplaced, hindrance, unplaced};

/// What stands between a mentee and a team.
#[derive(Debug, Clone, PartialEq)]
pub struct Obstacle {
    /// The team.
    pub team: RecordId,
    /// What would break a rule if they joined it as it is.
    pub breaks: Vec<Breach>,
}

/// What has to happen for a mentee to be on a team.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Nothing but that they join it.
    Join,
    /// Somebody goes to another team for them.
    MovesOn {
        /// Who.
        mentee: RecordId,
        /// Where to.
        to: RecordId,
    },
    /// Somebody gives up the place.
    GivesUp(RecordId),
    /// Somebody else looks after the team.
    Captain(RecordId),
    /// They are free at these times too, by the clocks of the team's zone.
    FreeToo {
        /// When.
        when: Quarters,
        /// By whose clocks.
        zone: String,
    },
    /// They would work on the team's project too, which they did not ask for: that is for them to say.
    Wants(ProjectId),
}

impl Change {
    /// How much it asks of people: nothing of anybody, then of some, then of someone to lose a place.
    fn weight(&self) -> u32 {
        match self {
            Self::Join => 0,
            Self::Captain(_) => 1,
            Self::MovesOn { .. } => 2,
            Self::FreeToo { when, .. } => 3 + when.len() / 4,
            Self::Wants(_) => 19,
            Self::GivesUp(_) => 20,
        }
    }
}

/// A way to put a mentee on a team.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The team.
    pub team: RecordId,
    /// What has to happen.
    pub change: Change,
    /// The moves that do it; none where it is for the mentee to do.
    pub moves: Vec<Move>,
    /// The points gained or, below zero, lost.
    pub points: i64,
}

/// A project that a mentee wants and no team works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unled {
    /// The project.
    pub project: ProjectId,
    /// Who would lead it and leads no team yet.
    pub navigators: Vec<RecordId>,
}

/// Why a mentee is on no team.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyNot {
    /// What stands in the way, team by team, in the order shown.
    pub obstacles: Vec<Obstacle>,
    /// Ways to a team, the smallest change first, and those last that are too much to ask.
    pub ways: Vec<Way>,
    /// What they want, in their order, where no team works on any of it.
    pub unled: Vec<Unled>,
}

/// Tells why a mentee is on no team. Who is locked is not moved.
pub fn why_not(crew: &Crew, roster: &Roster, mentee: RecordId) -> WhyNot {
    let before = judge(crew, roster);
    let search = Search::new(crew, roster, &before, mentee);
    let (mut obstacles, mut ways) = (Vec::new(), Vec::new());
    for (team, plan) in roster.in_order() {
        let look = Look {
            search: &search,
            team,
            plan,
        };
        let join = search.judge(plan, &look.with_them(None));
        let breaks = look.new_breaks(&join);
        look.ways(&breaks, &join, &mut ways);
        obstacles.push(Obstacle { team, breaks });
    }
    let is_hard = |way: &Way| hardship(crew, mentee, &way.change).is_some();
    ways.sort_by_key(|way| (is_hard(way), way.change.weight(), -way.points));
    let unwanted = Breach::Unwanted(mentee);
    let wants_none = |obstacle: &Obstacle| obstacle.breaks.contains(&unwanted);
    let unled = if obstacles.iter().all(wants_none) {
        unled(crew, roster, mentee)
    } else {
        Vec::new()
    };
    WhyNot {
        obstacles,
        ways,
        unled,
    }
}

/// What a mentee wants, each with who could lead it.
fn unled(crew: &Crew, roster: &Roster, mentee: RecordId) -> Vec<Unled> {
    let Some(Wishes::These(wanted)) = crew.get(mentee).map(|member| &member.wishes) else {
        return Vec::new();
    };
    let free = |member: &&Member| roster.teams_of(member.id).is_empty();
    let free: Vec<&Member> = crew.of_role(Role::Navigator).filter(free).collect();
    let unled = wanted.iter().map(|project| {
        let would = |member: &&&Member| match &member.wishes {
            Wishes::Any => true,
            Wishes::These(leads) => leads.contains(project),
        };
        Unled {
            project: project.clone(),
            navigators: free.iter().filter(would).map(|member| member.id).collect(),
        }
    });
    unled.collect()
}

/// What is looked up once for all teams.
struct Search<'a> {
    crew: &'a Crew,
    roster: &'a Roster,
    before: &'a Judged,
    mentee: RecordId,
    places: Places,
    /// The team that the mentee is on, if they are on one.
    leaves: Option<RecordId>,
    /// The teams that have room for one more, in the order of their ids.
    roomy: Vec<(RecordId, &'a TeamPlan)>,
    /// The captains who share enough hours with the mentee and may look after one more team.
    captains: Vec<RecordId>,
}

impl<'a> Search<'a> {
    fn new(crew: &'a Crew, roster: &'a Roster, before: &'a Judged, mentee: RecordId) -> Self {
        let places = Places::of(roster);
        let rules = crew.rules();
        let leaves = roster.seats.get(&mentee).copied();
        let has_room = |(id, _): &(&RecordId, &TeamPlan)| {
            // Where they leave somebody may come, however many there are.
            let seated = places.mentees(**id).iter();
            let have = seated
                .filter(|one| crew.taking_part(**one).is_some())
                .count() as u32;
            have < rules.mentees.1 || leaves == Some(**id)
        };
        let roomy = roster.teams.iter().filter(has_room);
        let roomy = roomy.map(|(id, plan)| (*id, plan)).collect();
        let suits = |captain: &&Member| {
            let shared = captain.zone.as_deref().and_then(|zone| {
                let free = crew.free(zone, captain.id)?;
                Some(free.and(crew.free(zone, mentee)?).hours())
            });
            let few = shared.is_some_and(|hours| hours < rules.captain_hours);
            !few && places.looks_after(captain.id) < rules.captain_teams
        };
        let captains = crew.of_role(Role::Captain).filter(suits);
        let captains = captains.map(|captain| captain.id).collect();
        Self {
            crew,
            roster,
            before,
            mentee,
            leaves,
            roomy,
            captains,
            places,
        }
    }

    /// The points gained where these teams are judged so, and the mentee leaves the one they are on.
    fn points(&self, judged: &[(RecordId, &TeamJudged)]) -> i64 {
        let was = |team: &RecordId| self.before.teams.get(team).map_or(0, |team| team.points);
        let gains = judged.iter().map(|(team, is)| is.points - was(team));
        let left = self
            .leaves
            .filter(|left| judged.iter().all(|(team, _)| team != left));
        let left = left.and_then(|left| Some((left, self.roster.teams.get(&left)?)));
        let left = left.map_or(0, |(left, plan)| {
            let rest = self.without(left, self.mentee);
            self.judge(plan, &rest).points - was(&left)
        });
        gains.sum::<i64>() + left
    }

    /// How a team does with these mentees.
    fn judge(&self, plan: &TeamPlan, mentees: &[RecordId]) -> TeamJudged {
        let with = (plan, self.places.of_captain(plan));
        judge_plan(self.crew, self.roster, &self.places, with, mentees)
    }

    /// Whether a team has hours enough with somebody, or as many as it had: else that is a breach, and nothing
    /// else need be judged.
    fn can_meet(&self, team: RecordId, one: RecordId) -> bool {
        let hours = self.before.teams.get(&team).and_then(|team| {
            let (zone, common) = (team.zone.as_deref()?, team.common?);
            let free = self.crew.free(zone, one)?;
            Some((team.hours?, common.and(free).hours()))
        });
        // Where the mentee leaves, there may be more than there were.
        self.leaves == Some(team)
            || hours.is_none_or(|(was, is)| is >= self.crew.rules().team_hours || is >= was)
    }

    /// The mentees of a team but for one.
    fn without(&self, team: RecordId, one: RecordId) -> Vec<RecordId> {
        let mentees = self.places.mentees(team).iter().copied();
        mentees.filter(|mentee| *mentee != one).collect()
    }

    /// What breaks a rule on a team and did not before.
    fn new_breaks(&self, team: RecordId, judged: &TeamJudged) -> Vec<Breach> {
        let was = self.before.teams.get(&team);
        let new = judged
            .broken()
            .filter(|breach| was.is_none_or(|was| !was_there(breach, &was.breaches)));
        new.cloned().collect()
    }
}

/// Adds somebody to some mentees, in the order of their ids.
fn with(mut mentees: Vec<RecordId>, one: RecordId) -> Vec<RecordId> {
    if let Err(at) = mentees.binary_search(&one) {
        mentees.insert(at, one);
    }
    mentees
}

/// A mentee before a team.
struct Look<'a> {
    search: &'a Search<'a>,
    team: RecordId,
    plan: &'a TeamPlan,
}

impl Look<'_> {
    fn seat(&self) -> Move {
        Move::Seat {
            mentee: self.search.mentee,
            team: Some(self.team),
        }
    }

    /// The team's mentees with the one it is about, but for someone who goes for them.
    fn with_them(&self, without: Option<RecordId>) -> Vec<RecordId> {
        let mentees = self.search.places.mentees(self.team).iter().copied();
        let mentees = mentees.filter(|mentee| Some(*mentee) != without).collect();
        with(mentees, self.search.mentee)
    }

    fn new_breaks(&self, judged: &TeamJudged) -> Vec<Breach> {
        self.search.new_breaks(self.team, judged)
    }

    fn way(&self, change: Change, moves: Vec<Move>, judged: &[(RecordId, &TeamJudged)]) -> Way {
        Way {
            team: self.team,
            change,
            points: self.search.points(judged),
            moves,
        }
    }

    fn ways(&self, breaks: &[Breach], join: &TeamJudged, ways: &mut Vec<Way>) {
        if breaks.is_empty() {
            ways.push(self.way(Change::Join, vec![self.seat()], &[(self.team, join)]));
            return;
        }
        // No change but another wish of theirs helps against this.
        if *breaks == [Breach::Unwanted(self.search.mentee)] {
            ways.extend(self.wants());
        }
        if breaks
            .iter()
            .any(|breach| matches!(breach, Breach::Unwanted(_) | Breach::NoWeek(_)))
        {
            return;
        }
        if breaks
            .iter()
            .all(|breach| matches!(breach, Breach::CaptainHours { .. }))
        {
            ways.extend(self.other_captain());
        }
        if breaks.iter().all(|breach| {
            matches!(
                breach,
                Breach::TeamHours { .. } | Breach::CaptainHours { .. }
            )
        }) {
            ways.extend(self.free_too());
        }
        ways.extend(self.instead_of_another());
    }

    /// They would work on this too.
    fn wants(&self) -> Option<Way> {
        Some(Way {
            team: self.team,
            change: Change::Wants(self.plan.project.clone()?),
            moves: Vec::new(),
            points: 0,
        })
    }

    /// Another captain, who has room and shares enough hours with all.
    fn other_captain(&self) -> Option<Way> {
        let now = self.plan.captain?;
        if self.search.roster.locked.contains(&now) {
            return None;
        }
        let (search, mentees) = (self.search, self.with_them(None));
        let others = search.captains.iter().filter(|other| **other != now);
        let ways = others.filter_map(|captain| {
            let mut plan = self.plan.clone();
            plan.captain = Some(*captain);
            let with = (&plan, search.places.looks_after(*captain) + 1);
            let places = &search.places;
            let judged = judge_plan(search.crew, search.roster, places, with, &mentees);
            if !self.new_breaks(&judged).is_empty() {
                return None;
            }
            let other = Move::LookAfter {
                team: self.team,
                captain: Some(*captain),
            };
            let moves = vec![other, self.seat()];
            Some(self.way(Change::Captain(*captain), moves, &[(self.team, &judged)]))
        });
        ways.max_by_key(|way| way.points)
    }

    /// In the place of someone who finds another team, or else of the one whose going costs least.
    fn instead_of_another(&self) -> Option<Way> {
        let search = self.search;
        let others = search.places.mentees(self.team).iter().copied();
        let others = others.filter(|other| !search.roster.locked.contains(other));
        let mut best: Option<Way> = None;
        let mut offer = |way: Way| {
            let rank = |way: &Way| (way.change.weight(), -way.points);
            if best.as_ref().is_none_or(|known| rank(&way) < rank(known)) {
                best = Some(way);
            }
        };
        for other in others.filter(|other| *other != search.mentee) {
            // Wherever the other one goes, the team is the same.
            let here = search.judge(self.plan, &self.with_them(Some(other)));
            if !self.new_breaks(&here).is_empty() {
                continue;
            }
            let goes = |to: Option<RecordId>| {
                let on = Move::Seat {
                    mentee: other,
                    team: to,
                };
                vec![on, self.seat()]
            };
            for (to, there) in self.takers(other) {
                let change = Change::MovesOn { mentee: other, to };
                let judged = [(self.team, &here), (to, &there)];
                offer(self.way(change, goes(Some(to)), &judged));
            }
            let off = [(self.team, &here)];
            offer(self.way(Change::GivesUp(other), goes(None), &off));
        }
        best
    }

    /// The other teams that someone could go to, as each is with them.
    fn takers(&self, other: RecordId) -> Vec<(RecordId, TeamJudged)> {
        let search = self.search;
        let Some(member) = search.crew.get(other) else {
            return Vec::new();
        };
        let roomy = search.roomy.iter().filter(|(to, plan)| {
            // What they did not ask for, or where there is no room, need not be judged.
            *to != self.team && search.crew.gain(member, plan.project.as_ref()).is_some()
        });
        let takers = roomy.filter_map(|(to, plan)| {
            if !search.can_meet(*to, other) {
                return None;
            }
            let mentees = with(search.without(*to, search.mentee), other);
            let judged = search.judge(plan, &mentees);
            let takes = search.new_breaks(*to, &judged).is_empty();
            takes.then_some((*to, judged))
        });
        takers.collect()
    }

    /// The fewest quarter hours more at which the mentee would have to be free, each hour where the others
    /// are free already.
    fn free_too(&self) -> Option<Way> {
        let (crew, mentee) = (self.search.crew, self.search.mentee);
        let judged = self.search.before.teams.get(&self.team)?;
        let (zone, others) = (judged.zone.as_deref()?, judged.common?);
        let theirs = *crew.free(zone, mentee)?;
        let rules = crew.rules();
        let mut when = more(&others, &theirs, rules.team_hours)?;
        if let Some(captain) = self.plan.captain {
            let member = crew.get(captain)?;
            // The same quarter hours may do for both, where both keep time by the same clocks.
            if member.zone.as_deref() == Some(zone) {
                let free = crew.free(zone, captain)?;
                let with = theirs.or(&when);
                when = when.or(&more(free, &with, rules.captain_hours)?);
            } else {
                let own = member.zone.as_deref()?;
                let free = crew.free(own, captain)?;
                let have = free.and(crew.free(own, mentee)?).hours();
                if have < rules.captain_hours {
                    return None;
                }
            }
        }
        let change = Change::FreeToo {
            when,
            zone: zone.to_owned(),
        };
        Some(Way {
            team: self.team,
            change,
            moves: Vec::new(),
            points: 0,
        })
    }
}

/// What has to be added to `theirs` so that it shares `least` hours with `others`; nothing if the others
/// have not as many. Each step adds the hour that costs the fewest quarter hours.
fn more(others: &Quarters, theirs: &Quarters, least: u32) -> Option<Quarters> {
    let mut added = Quarters::NONE;
    loop {
        let have = theirs.or(&added).and(others);
        let hours = have.hours();
        if hours >= least {
            return Some(added);
        }
        let mut best: Option<(u32, Quarters)> = None;
        for start in others.starts().iter() {
            let hour: Quarters = (0..4).map(|i| (start + i) % QUARTERS).collect();
            let step = hour.without(&have);
            let cost = step.len();
            // Counting hours is what takes time: only what would be better is counted.
            let is_less = cost > 0 && best.as_ref().is_none_or(|(known, _)| cost < *known);
            if is_less && have.or(&step).hours() > hours {
                best = Some((cost, step));
            }
        }
        added = added.or(&best?.1);
    }
}

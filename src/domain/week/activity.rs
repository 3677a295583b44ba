//! Who counts as active, by the programme's own rules, and how that comes about.
//!
//! A device knows what it was given. So what is not noted here is told apart from what did not take place: whoever might
//! have done enough elsewhere is not said to have done too little ([`Verdict::NotKnown`]).
//!
//! Nothing that somebody came to is taken from them: it counts whenever it was. Only what took place in their own weeks
//! counts against them.

mod one_to_ones;

use std::collections::BTreeMap;

use super::circle::Circle;
use super::glance::{Glances, Met};
use super::history::first_week;
use super::meeting::Attendance;
use super::{Place, Weeks};
use crate::domain::id::RecordId;
use crate::domain::membership::{Membership, Standing, Team};
use crate::domain::programme::{ActiveRule, Counted, Least, Session};
use crate::domain::role::Role;
use crate::domain::time::Date;

/// How somebody does by the rule of their role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Who.
    pub member: RecordId,
    /// The rule.
    pub rule: ActiveRule,
    /// How many there were of what is counted.
    pub count: u32,
    /// Of how many that are known of.
    pub of: u32,
    /// What this device does not know, in order: of each it may be that it counts.
    pub gaps: Vec<Gap>,
    /// How many more can come.
    pub ahead: u32,
}

/// Something that may count, and of which this device does not know whether it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Nothing is noted of a meeting of this week: neither that it took place, nor that it did not.
    Meeting {
        /// The week.
        week: u32,
    },
    /// A meeting of this week took place, and whether they came is not noted.
    Came {
        /// The week.
        week: u32,
    },
    /// Nothing is noted of a one-to-one.
    OneToOne {
        /// With whom, a membership.
        with: RecordId,
        /// The first of the two weeks.
        week: u32,
    },
}

/// What follows from how somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They did what is asked, whatever is not known here.
    Active,
    /// They did less so far, and can still do what is asked.
    NotYet,
    /// It depends on what is not known here.
    NotKnown,
    /// They did less, whatever is not known here, and can't make up for it.
    NotActive,
}

impl Verdict {
    /// All there are, in the order shown.
    pub const ALL: [Self; 4] = [Self::Active, Self::NotYet, Self::NotKnown, Self::NotActive];

    /// The name in URLs and in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::NotYet => "not-yet",
            Self::NotKnown => "not-known",
            Self::NotActive => "not-active",
        }
    }

    /// The verdict of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

impl Activity {
    /// How many they need of those known of; nothing where a share is asked of what is not known, or of nothing.
    pub fn asked(&self) -> Option<u32> {
        match self.rule.least {
            Least::Count(least) => Some(least),
            Least::Percent(_) if self.of == 0 || !self.gaps.is_empty() => None,
            Least::Percent(percent) => Some((self.of * percent).div_ceil(100)),
        }
    }

    /// Whether they count as active by now.
    pub fn verdict(&self) -> Verdict {
        let gaps = u32::try_from(self.gaps.len()).unwrap_or(u32::MAX);
        let all = self.of + gaps;
        if self.is_enough(self.count, all) {
            return Verdict::Active;
        }
        if gaps > 0 && self.is_enough(self.count + gaps, all) {
            return Verdict::NotKnown;
        }
        let (count, of) = (self.count + gaps + self.ahead, all + self.ahead);
        if self.ahead > 0 && self.is_enough(count, of) {
            return Verdict::NotYet;
        }
        // There was nothing of which a share could be taken.
        match self.rule.least {
            Least::Percent(_) if all == 0 => Verdict::NotKnown,
            Least::Percent(_) | Least::Count(_) => Verdict::NotActive,
        }
    }

    fn is_enough(&self, count: u32, of: u32) -> bool {
        match self.rule.least {
            Least::Count(least) => count >= least,
            Least::Percent(percent) => percent == 0 || (of > 0 && 100 * count >= percent * of),
        }
    }
}

/// How everyone whose role has a rule does, on a day, in their order. Who was deleted, or did not take the place, is not among
/// them.
pub fn activities(
    session: &Session,
    members: &[Membership],
    teams: &[Team],
    glances: &Glances,
    day: Date,
) -> Vec<Activity> {
    let known = Known::of(session, members, teams, glances, day);
    let one = |member: &Membership| {
        let mut rules = session.weekly.active.iter();
        let rule = rules.find(|rule| rule.role == member.role)?;
        let tally = match rule.of {
            Counted::Meetings => known.meetings(member),
            Counted::OneToOnes => known.one_to_ones(member),
        };
        Some(Activity {
            member: member.id,
            rule: rule.clone(),
            count: tally.count,
            of: tally.of,
            gaps: tally.gaps,
            ahead: tally.ahead,
        })
    };
    members.iter().filter(is_there).filter_map(one).collect()
}

fn is_there(member: &&Membership) -> bool {
    !member.deleted && member.accepted != Some(false)
}

/// What is counted of somebody.
#[derive(Debug, Default)]
struct Tally {
    count: u32,
    of: u32,
    gaps: Vec<Gap>,
    ahead: u32,
}

/// All that is counted from, found by whom it is about.
struct Known<'a> {
    day: Date,
    all_weeks: Weeks,
    weeks_of: BTreeMap<RecordId, Weeks>,
    /// The circles of the session.
    organizers: RecordId,
    officers: RecordId,
    /// The meetings of each team and circle.
    held_by: BTreeMap<RecordId, Vec<&'a Met>>,
    /// The meetings that took place and that somebody came to.
    came: BTreeMap<RecordId, Vec<&'a Met>>,
    members: &'a [Membership],
    glances: &'a Glances,
}

/// The weeks that count against somebody.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// The first.
    from: u32,
    /// The last, which may be before the first.
    until: u32,
    /// How many of all weeks are over.
    over: u32,
    /// Whether more can come.
    goes_on: bool,
}

impl<'a> Known<'a> {
    fn of(
        session: &Session,
        members: &'a [Membership],
        teams: &[Team],
        glances: &'a Glances,
        day: Date,
    ) -> Self {
        let mut held_by: BTreeMap<RecordId, Vec<&Met>> = BTreeMap::new();
        let mut came: BTreeMap<RecordId, Vec<&Met>> = BTreeMap::new();
        for meeting in &glances.meetings {
            held_by.entry(meeting.of).or_default().push(meeting);
            let there = meeting.came.iter();
            let there = there.filter(|(_, came)| **came == Attendance::There);
            for (member, _) in there.filter(|_| meeting.was_held()) {
                came.entry(*member).or_default().push(meeting);
            }
        }
        let weeks_of = teams
            .iter()
            .map(|team| (team.id, Weeks::of_team(team, session)));
        Self {
            day,
            all_weeks: Weeks::of_session(session),
            weeks_of: weeks_of.collect(),
            organizers: Circle::Organizers.id(&session.id),
            officers: Circle::Officers.id(&session.id),
            held_by,
            came,
            members,
            glances,
        }
    }

    /// The weeks by which somebody counts.
    fn weeks(&self, member: &Membership) -> Weeks {
        let own = match member.role {
            Role::Organizer => None,
            Role::Mentee | Role::Navigator | Role::Captain | Role::Own(_) => member.team,
        };
        let own = own.and_then(|team| self.weeks_of.get(&team).copied());
        own.unwrap_or(self.all_weeks)
    }

    fn span(&self, member: &Membership) -> Span {
        let weeks = self.weeks(member);
        let ended = match member.standing {
            Standing::Active => None,
            Standing::Paused | Standing::Left | Standing::Finished => member.since,
        };
        let until = match ended.map(|day| weeks.place(day)) {
            Some(Place::In(week)) => week,
            Some(Place::Before) => 0,
            Some(Place::After) | None => weeks.count,
        };
        Span {
            from: first_week(member, weeks),
            until,
            over: weeks.over(self.day),
            goes_on: matches!(member.standing, Standing::Active | Standing::Paused),
        }
    }

    /// The meetings they were at, of those that were theirs to come to.
    fn meetings(&self, member: &Membership) -> Tally {
        let (host, circle) = match member.role {
            Role::Organizer => (Some(self.organizers), Some(Circle::Organizers)),
            Role::Mentee | Role::Navigator | Role::Captain | Role::Own(_) => (member.team, None),
        };
        let span = self.span(member);
        let mut tally = Tally::default();
        // Those of a team they were on before are theirs as well.
        let came = self.came.get(&member.id).into_iter().flatten();
        let came = came.filter(|one| match circle {
            Some(_) => one.of == self.organizers,
            None => one.of != self.organizers && one.of != self.officers,
        });
        tally.count = u32::try_from(came.count()).unwrap_or(u32::MAX);
        tally.of = tally.count;
        let held = host.and_then(|host| self.held_by.get(&host));
        let held = held.map_or(&[][..], Vec::as_slice);
        for meeting in held.iter().filter(|one| one.was_held()) {
            let is_theirs = (span.from..=span.until).contains(&meeting.week);
            match meeting.came.get(&member.id) {
                Some(Attendance::There) => {}
                Some(Attendance::Excused | Attendance::Missed) if is_theirs => tally.of += 1,
                None if is_theirs => tally.gaps.push(Gap::Came { week: meeting.week }),
                Some(Attendance::Excused | Attendance::Missed) | None => {}
            }
        }
        let is_noted = |week: u32| {
            let mut noted = held.iter().filter(|one| one.week == week);
            noted.any(|one| one.was_held() || one.was_called_off())
        };
        let is_due = |week: &u32| circle.is_none_or(|circle| circle.is_due(*week));
        // Who is on no team has none to come to so far.
        let open = (span.from..=span.until).filter(is_due);
        let open = open.filter(|week| *week <= span.over && !is_noted(*week));
        let open = open.filter(|_| host.is_some());
        tally.gaps.extend(open.map(|week| Gap::Meeting { week }));
        tally.gaps.sort_unstable_by_key(|gap| match gap {
            Gap::Meeting { week } | Gap::Came { week } | Gap::OneToOne { week, .. } => *week,
        });
        let count = self.weeks(member).count;
        let coming = (span.from.max(span.over + 1)..=count).filter(is_due);
        let coming = coming.filter(|week| span.goes_on && !is_noted(*week));
        tally.ahead = u32::try_from(coming.count()).unwrap_or(u32::MAX);
        tally
    }
}

//! Made-up weeks, put together a line at a time, and what is told of them.

use groundcrew::domain::membership::{Membership, Team};
use groundcrew::domain::programme::{Session, SignalRules};
use groundcrew::domain::record::Audience;
use groundcrew::domain::role::Role;
use groundcrew::domain::week::blocker::Blocker;
use groundcrew::domain::week::check_in::{CheckIn, Pace, Readers, Sign, Words, check_in_id};
use groundcrew::domain::week::glance::Glances;
use groundcrew::domain::week::history::{Written, histories};
use groundcrew::domain::week::meeting::{Attendance, Meeting, meeting_id};
use groundcrew::domain::week::one_to_one::{OneToOne, State, one_to_one_id};
use groundcrew::domain::week::signal::{Signal, What, signals, team_signal};

use super::kit::{CAPTAIN, MENTEE, TEAM, day, id, programme, weeks};

pub const NAVIGATOR: u128 = 8;

pub fn session() -> Session {
    let session = programme().sessions.remove(0);
    Session {
        starts: weeks().starts,
        weeks: weeks().count,
        ..session
    }
}

pub fn member(n: u128, role: Role) -> Membership {
    let session = session().id;
    Membership {
        id: id(n),
        team: Some(id(TEAM)),
        ..Membership::new(&session, id(100 + n), 0, role)
    }
}

pub fn team() -> Team {
    Team {
        id: id(TEAM),
        session: session().id,
        name: "Quill".to_owned(),
        project: None,
        starts: None,
        weeks: None,
        meeting: None,
        meets_at: String::new(),
        sample: false,
        deleted: false,
        conflict: false,
    }
}

/// What was written, put together a line at a time.
#[derive(Default, Clone)]
pub struct Story {
    pub written: Written,
    pub mentee: Option<Membership>,
    pub navigator: Option<Membership>,
    pub team: Option<Team>,
}

impl Story {
    /// Somebody was, or was not, at the team's meeting.
    pub fn came(mut self, week: u32, who: u128, came: Attendance) -> Self {
        let found = self.written.meetings.iter_mut();
        let found = found.into_iter().find(|one| one.week == week);
        if let Some(meeting) = found {
            meeting.came.insert(id(who), came);
            return self;
        }
        self.written.meetings.push(Meeting {
            id: meeting_id(id(TEAM), week, 0),
            of: id(TEAM),
            week,
            held: Some(true),
            day: None,
            note: String::new(),
            came: [(id(who), came)].into(),
            lines: [].into(),
            sample: false,
            deleted: false,
            conflicts: Vec::new(),
        });
        self
    }

    pub fn signed(mut self, week: u32) -> Self {
        let member = id(MENTEE);
        self.written.signs.push(Sign { member, week });
        self
    }

    pub fn said(mut self, week: u32, readers: Readers, words: Words) -> Self {
        self.written.check_ins.push(CheckIn {
            id: check_in_id(id(MENTEE), week, &Audience::Team(id(TEAM))),
            member: id(MENTEE),
            week,
            audience: Audience::Team(id(TEAM)),
            readers: Some(readers),
            words,
            sample: false,
            deleted: false,
            conflict: false,
        });
        self
    }

    pub fn saw(mut self, week: u32, state: State) -> Self {
        self.written.one_to_ones.push(OneToOne {
            id: one_to_one_id(id(CAPTAIN), id(MENTEE), week),
            captain: id(CAPTAIN),
            member: id(MENTEE),
            week,
            state: Some(state),
            day: None,
            sample: false,
            deleted: false,
            conflict: false,
        });
        self
    }

    pub fn blocked(mut self, n: u128, week: u32, resolved: Option<u32>) -> Self {
        self.written.blockers.push(Blocker {
            id: id(n),
            member: id(MENTEE),
            week,
            what: "No review".to_owned(),
            resolved,
            sample: false,
            conflict: false,
        });
        self
    }

    pub fn mentee(mut self, change: impl FnOnce(&mut Membership)) -> Self {
        let mut mentee = member(MENTEE, Role::Mentee);
        change(&mut mentee);
        self.mentee = Some(mentee);
        self
    }

    /// The signals about somebody on a day.
    pub fn about(&self, who: u128, on: &str) -> Vec<What> {
        self.signals(who, on)
            .into_iter()
            .map(|signal| signal.what)
            .collect()
    }

    pub fn signals(&self, who: u128, on: &str) -> Vec<Signal> {
        let mentee = self.mentee.clone();
        let navigator = self.navigator.clone();
        let members = [
            mentee.unwrap_or_else(|| member(MENTEE, Role::Mentee)),
            navigator.unwrap_or_else(|| member(NAVIGATOR, Role::Navigator)),
            member(CAPTAIN, Role::Captain),
        ];
        let team = self.team.clone().unwrap_or_else(team);
        let (people, teams) = histories(&session(), &members, &[team], &Glances::of(&self.written));
        let rules = SignalRules::default();
        if who == TEAM {
            return team_signal(&teams[0], &rules, day(on))
                .into_iter()
                .collect();
        }
        let history = people.iter().find(|one| one.member == id(who));
        signals(history.expect("a member"), &rules, day(on))
    }
}

/// A mentee who has one-to-ones, so that nothing is said of these.
pub fn story() -> Story {
    Story::default().saw(1, State::Held).saw(5, State::Held)
}

pub fn hours(hours: u32) -> Words {
    Words {
        did: "Much".to_owned(),
        minutes: Some(60 * hours),
        ..Words::default()
    }
}

pub fn pace(pace: Pace) -> Words {
    Words {
        pace: Some(pace),
        ..Words::default()
    }
}

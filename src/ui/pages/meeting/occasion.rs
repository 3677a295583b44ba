//! Whose meeting it is, a team's or a circle's, and what that changes: who may come, who reads what is noted, the ways
//! from there.

use std::collections::BTreeSet;

use crate::domain::decide::Which;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::Team;
use crate::domain::record::Audience;
use crate::domain::roster::sheet::Line;
use crate::domain::week::Weeks;
use crate::domain::week::circle::Circle;
use crate::route::Route;
use crate::t;
use crate::ui::pages::circle::circle_words;
use crate::ui::pages::roster::read::Known;
use crate::ui::pages::roster::team_name;
use crate::ui::words::word;

/// Whose meeting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// A team's.
    Team(RecordId),
    /// A circle's.
    Circle(Circle),
}

/// A meeting of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// The session.
    pub session: SessionId,
    /// Whose.
    pub host: Host,
    /// Their weeks.
    pub weeks: Weeks,
    /// The week.
    pub week: u32,
    /// Whether those who meet were made up.
    pub sample: bool,
}

impl Occasion {
    /// A team's.
    pub fn of_team(team: &Team, weeks: Weeks, week: u32) -> Self {
        Self {
            session: team.session.clone(),
            host: Host::Team(team.id),
            weeks,
            week,
            sample: team.sample,
        }
    }

    /// A circle's.
    pub fn of_circle(known: &Known, circle: Circle, week: u32) -> Self {
        let session = known.session();
        let lines = known.sheet.lines().map(|(_, line)| line);
        let comers = circle.comers(lines, &BTreeSet::new());
        Self {
            session: session.id.clone(),
            host: Host::Circle(circle),
            weeks: Weeks::of_session(session),
            week,
            sample: !comers.is_empty() && comers.iter().all(|line| line.member.sample),
        }
    }

    /// Which it is.
    pub fn which(&self) -> Which {
        let (of, audience) = match self.host {
            Host::Team(team) => (team, Audience::Team(team)),
            Host::Circle(circle) => (circle.id(&self.session), circle.audience(&self.session)),
        };
        Which {
            session: self.session.clone(),
            of,
            audience,
            week: self.week,
            nth: 0,
            sample: self.sample,
        }
    }

    /// What those who meet are called.
    pub fn name(&self, known: &Known) -> String {
        match self.host {
            Host::Team(team) => {
                let sheet = known.sheet.team(team);
                sheet
                    .map(|sheet| team_name(&sheet.team))
                    .unwrap_or_default()
            }
            Host::Circle(circle) => circle_words(circle),
        }
    }

    /// Where all meetings of theirs are.
    pub fn back(&self) -> (String, String) {
        let session = self.session.clone();
        match self.host {
            Host::Team(team) => (
                t!(weeks.to_team).to_owned(),
                Route::Team(session, team).href(),
            ),
            Host::Circle(circle) => (
                t!(weeks.to_circle).to_owned(),
                Route::Circle(session, circle).href(),
            ),
        }
    }

    /// The way to the meeting of another week.
    pub fn href(&self, week: u32) -> String {
        let session = self.session.clone();
        match self.host {
            Host::Team(team) => Route::Meeting(session, team, week),
            Host::Circle(circle) => Route::CircleMeeting(session, circle, week),
        }
        .href()
    }

    /// Who may come; and who finished, left or is elsewhere by now, where something was noted of them.
    pub fn comers(&self, known: &Known, noted: &BTreeSet<RecordId>) -> Vec<Line> {
        let lines = known.sheet.lines().map(|(_, line)| line);
        match self.host {
            Host::Team(team) => {
                let comes = |line: &&Line| {
                    let is_here = line.member.team == Some(team) && line.member.is_in();
                    is_here || noted.contains(&line.member.id)
                };
                lines.filter(comes).cloned().collect()
            }
            Host::Circle(circle) => {
                let comers = circle.comers(lines, noted).into_iter();
                comers.cloned().collect()
            }
        }
    }

    /// The team that reads what is in somebody's way. Said in a circle it is for them and the organizers: it may be about
    /// their team.
    pub fn team_of(&self, line: &Line) -> Option<RecordId> {
        match self.host {
            Host::Team(_) => line.member.team,
            Host::Circle(_) => None,
        }
    }

    /// Who reads what is noted.
    pub fn note_help(&self) -> String {
        let organizers = word(|w| &w.organizer.many);
        match self.host {
            Host::Team(_) => t!(weeks.note_help, organizers = organizers),
            Host::Circle(Circle::Organizers) => {
                t!(weeks.note_help_organizers, organizers = organizers)
            }
            Host::Circle(Circle::Officers) => t!(
                weeks.note_help_officers,
                navigators = word(|w| &w.navigator.many),
                captains = word(|w| &w.captain.many),
                organizers = organizers
            ),
        }
    }
}

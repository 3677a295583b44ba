//! What may be carried from one device to another in a weeks file, and to whom.
//!
//! Nobody signs a record. So a file brings no more than its sort is for: records of a session's weeks, each under the id
//! that follows from what it says and for an audience that its kind can have; to organizers nothing that only they
//! write, and nothing that was confided to others.

use super::check_in::{MEMBER, WEEK, check_in_id, sign_id, whole};
use super::circle::Circle;
use super::closing::closing_id;
use super::contribution::{REVIVES, revival_id};
use super::dismissal::{SIGNAL, dismissal_id};
use super::meeting::{OF, is_meeting_id};
use super::one_to_one::{CAPTAIN, level_id, note_id, one_to_one_id};
use super::{card::card_id, plan::plan_id};
use crate::domain::application::{SAMPLE, SESSION};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::record::{Audience, FieldName, Kind, Live, Record, Value};
use crate::domain::roster::roster_id;

/// The most weeks that a plan is looked for.
const MOST_WEEKS: u32 = 104;

/// Whom a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addressee {
    /// Whoever runs the programme.
    Organizers,
    /// Somebody, by their membership.
    Member(RecordId),
}

/// Whether a record may be in a file of a session for somebody. What was erased may be in any: nothing tells what it was.
pub fn may_carry(record: &Record, session: &SessionId, to: Addressee) -> bool {
    let Some(live) = record.live() else {
        return true;
    };
    let about = About::of(live);
    let is_right = is_of_session(live, session)
        && about.id(record.id, live, session) == Some(record.id)
        && about.is_for(live, session);
    let is_for_them = match to {
        Addressee::Organizers => {
            let is_told = matches!(live.kind, Kind::Level | Kind::Closing)
                || live.audience != Audience::Organizers;
            !is_organizers(&live.kind)
                && is_told
                && !live.audience.is_confided()
                && !is_sample(live)
        }
        // What somebody says at the end goes to organizers as such, and along with whoever wrote it: nobody brings
        // another's, nor is given it.
        Addressee::Member(to) if live.kind == Kind::Closing => about.member == Some(to),
        // What is for a captain alone goes to that captain, and back to whoever wrote it.
        Addressee::Member(to) => match live.audience {
            Audience::Care(captain) => {
                let is_own = live.kind == Kind::CheckIn && about.member == Some(to);
                captain == to || is_own
            }
            _ => true,
        },
    };
    is_right && is_for_them
}

/// Whether only organizers write records of a kind, of those that a file may hold.
pub fn is_organizers(kind: &Kind) -> bool {
    matches!(kind, Kind::Card | Kind::Plan | Kind::Team)
}

/// The memberships that a record of somebody's weeks goes with when they are erased: whom it is about, and of a note the
/// captain who wrote it.
pub fn of_whom(record: &Record) -> impl Iterator<Item = RecordId> {
    let of = record.live().map(|live| {
        let about = About::of(live);
        let writer = about.captain.filter(|_| live.kind == Kind::Note);
        [about.member, writer]
    });
    of.into_iter().flatten().flatten()
}

/// What of a record its id is made of.
struct About {
    member: Option<RecordId>,
    captain: Option<RecordId>,
    of: Option<RecordId>,
    week: Option<u32>,
    signal: Option<RecordId>,
    revives: Option<RecordId>,
}

impl About {
    fn of(live: &Live) -> Self {
        let id = |field: &str| said(live, field)?.as_text()?.parse().ok();
        Self {
            member: id(MEMBER),
            captain: id(CAPTAIN),
            of: id(OF),
            week: whole(said(live, WEEK)),
            signal: id(SIGNAL),
            revives: id(REVIVES),
        }
    }

    /// The id that a record which says this has; nothing if it is no record of a week. An id that is drawn may be any but
    /// another record's.
    fn id(&self, id: RecordId, live: &Live, session: &SessionId) -> Option<RecordId> {
        let (audience, week) = (&live.audience, self.week);
        match live.kind {
            Kind::Plan => Some(plan_id(session, week?)),
            Kind::Team => is_drawn(id, session).then_some(id),
            Kind::Card => Some(card_id(self.member?, audience)),
            Kind::CheckIn => Some(check_in_id(self.member?, week?, audience)),
            Kind::Sign => Some(sign_id(self.member?, week?, audience)),
            Kind::Meeting => is_meeting_id(id, self.of?, week?).then_some(id),
            Kind::Blocker => {
                let is_whole = self.member.is_some() && week.is_some();
                (is_whole && is_drawn(id, session)).then_some(id)
            }
            Kind::OneToOne => Some(one_to_one_id(self.captain?, self.member?, week?)),
            Kind::Note => Some(note_id(self.captain?, self.member?, week?)),
            Kind::Level => Some(level_id(self.captain?, self.member?)),
            Kind::Dismissal => Some(dismissal_id(self.signal?, audience)),
            Kind::Contribution => match self.revives {
                Some(stalled) => Some(revival_id(stalled, self.member?)),
                None => (self.member.is_some() && is_drawn(id, session)).then_some(id),
            },
            Kind::Stalled => is_drawn(id, session).then_some(id),
            Kind::Closing => Some(closing_id(self.member?)),
            Kind::Draft
            | Kind::Application
            | Kind::FormVersion
            | Kind::Decision
            | Kind::Person
            | Kind::Membership
            | Kind::Roster
            | Kind::Unknown(_) => None,
        }
    }

    /// Whether its kind can be for its audience.
    fn is_for(&self, live: &Live, session: &SessionId) -> bool {
        let audience = &live.audience;
        let is_team = matches!(audience, Audience::Team(_));
        let is_members = self.member.map(Audience::Member).as_ref() == Some(audience);
        match live.kind {
            Kind::Plan => *audience == Audience::Public,
            Kind::Team | Kind::Level | Kind::Closing => *audience == Audience::Organizers,
            Kind::Card | Kind::Sign | Kind::Blocker | Kind::Contribution => is_team || is_members,
            Kind::Stalled => is_team || *audience == Audience::Organizers,
            // Of a team that has not met, it is for that team.
            Kind::Dismissal if self.member.is_none() => {
                self.of.map(Audience::Team).as_ref() == Some(audience)
            }
            Kind::CheckIn | Kind::Dismissal => {
                let is_confided = matches!(audience, Audience::Leads(_) | Audience::Care(_));
                is_team || is_members || is_confided
            }
            Kind::Meeting => {
                let mut circles = Circle::ALL.into_iter();
                let circle = circles.find(|circle| self.of == Some(circle.id(session)));
                let for_whom = match circle {
                    Some(circle) => Some(circle.audience(session)),
                    None => self.of.map(Audience::Team),
                };
                for_whom.as_ref() == Some(audience)
            }
            Kind::OneToOne => is_members,
            Kind::Note => self.captain.map(Audience::Care).as_ref() == Some(audience),
            Kind::Draft
            | Kind::Application
            | Kind::FormVersion
            | Kind::Decision
            | Kind::Person
            | Kind::Membership
            | Kind::Roster
            | Kind::Unknown(_) => false,
        }
    }
}

/// What a field says, if all copies agree.
fn said<'a>(live: &'a Live, field: &str) -> Option<&'a Value> {
    let register = live.fields.get(&FieldName::new(field))?;
    (!register.is_conflict()).then(|| &register.shown().value)
}

/// Whether a record is of a session. What a captain writes about somebody does not say: their memberships do.
fn is_of_session(live: &Live, session: &SessionId) -> bool {
    let is_pairs = matches!(live.kind, Kind::OneToOne | Kind::Note | Kind::Level);
    let is_silent = !live.fields.contains_key(&FieldName::new(SESSION));
    let of = said(live, SESSION).and_then(Value::as_text);
    of == Some(session.as_str()) || (is_pairs && is_silent)
}

/// Whether a record was made up, by anyone's word.
fn is_sample(live: &Live) -> bool {
    let said = live.fields.get(&FieldName::new(SAMPLE)).into_iter();
    let mut said = said.flat_map(|register| register.writes());
    said.any(|(_, write)| write.value == Value::Bool(true))
}

/// Whether an id is none that follows from a session.
fn is_drawn(id: RecordId, session: &SessionId) -> bool {
    let circles = Circle::ALL.map(|circle| circle.id(session));
    let mut plans = (0..=MOST_WEEKS).map(|week| plan_id(session, week));
    id != roster_id(session) && !circles.contains(&id) && !plans.any(|plan| plan == id)
}

//! What those on a team know of each other: a name, a role, and how to reach them in the project. Nothing else of what
//! organizers know of people.

use std::collections::BTreeMap;

use super::check_in::MEMBER;
use super::reader::Part;
use crate::domain::application::{SAMPLE, SESSION};
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{JOINED, Membership, NAME, ROLE, SINCE, STANDING, Standing, TEAM};
use crate::domain::person::GITHUB;
use crate::domain::record::{Audience, FieldName, Kind, Record, Value};
use crate::domain::role::Role;
use crate::domain::roster::{Crew, Member};
use crate::domain::time::Date;

/// Field: their time zone.
pub const ZONE: &str = "zone";

/// The id of the card of a membership, for an audience: whoever goes to another team has another there.
pub fn card_id(member: RecordId, audience: &Audience) -> RecordId {
    RecordId::derived(&["card", &member.to_string(), &audience.name()])
}

/// Somebody, as their team knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The membership.
    pub member: RecordId,
    /// The session.
    pub session: SessionId,
    /// The team they are on.
    pub team: Option<RecordId>,
    /// As what.
    pub role: Role,
    /// What they are called.
    pub name: String,
    /// Their name on GitHub.
    pub github: String,
    /// Their time zone.
    pub zone: String,
    /// How they stand.
    pub standing: Standing,
    /// Since when they are there.
    pub joined: Option<Date>,
    /// Since when they stand so.
    pub since: Option<Date>,
    /// Whether they were made up.
    pub sample: bool,
}

impl Card {
    /// Reads a card; nothing if the record is of another kind, was erased or deleted, or is nobody's.
    pub fn read(record: &Record) -> Option<Self> {
        record.live().filter(|live| live.kind == Kind::Card)?;
        if record.is_deleted() {
            return None;
        }
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| get(field).and_then(Value::as_text).unwrap_or_default();
        let day = |field: &str| text(field).parse().ok();
        Some(Self {
            member: text(MEMBER).parse().ok()?,
            session: text(SESSION).parse().ok()?,
            team: text(TEAM).parse().ok(),
            role: Role::from_name(text(ROLE)),
            name: text(NAME).to_owned(),
            github: text(GITHUB).to_owned(),
            zone: text(ZONE).to_owned(),
            standing: Standing::from_name(text(STANDING)).unwrap_or_default(),
            joined: day(JOINED),
            since: day(SINCE),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
        })
    }

    /// The fields that say this.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let team = self.team.map(|team| team.to_string()).unwrap_or_default();
        let texts = [
            (MEMBER, self.member.to_string()),
            (SESSION, self.session.to_string()),
            (TEAM, team),
            (ROLE, self.role.to_string()),
            (NAME, self.name.clone()),
            (GITHUB, self.github.clone()),
            (ZONE, self.zone.clone()),
            (STANDING, self.standing.as_str().to_owned()),
            (JOINED, day(self.joined)),
            (SINCE, day(self.since)),
        ];
        let texts = texts.map(|(name, text)| (FieldName::new(name), Value::from(text)));
        let sample = (FieldName::new(SAMPLE), Value::Bool(self.sample));
        texts.into_iter().chain([sample]).collect()
    }

    /// Who is given it: their team, or, for someone on none, themselves and those who look after them.
    pub fn audience(&self) -> Audience {
        match self.team {
            Some(team) => Audience::Team(team),
            None => Audience::Member(self.member),
        }
    }

    /// Their part, as far as it says what they may read.
    pub fn part(&self) -> Part {
        Part {
            member: self.member,
            role: self.role.clone(),
            team: self.team,
        }
    }
}

/// The card that says how each stands by now. Whoever went to another team has a card there and one on the team before,
/// which says that they left.
pub fn current(cards: impl IntoIterator<Item = Card>) -> BTreeMap<RecordId, Card> {
    let order = |card: &Card| {
        let is_here = card.standing != Standing::Left;
        (is_here, card.joined, card.since, card.team)
    };
    let mut all: BTreeMap<RecordId, Card> = BTreeMap::new();
    for card in cards {
        let is_later = |held: &Card| order(held) < order(&card);
        if all.get(&card.member).is_none_or(is_later) {
            all.insert(card.member, card);
        }
    }
    all
}

/// The cards that are missing or do not say any more what is so, given those that there are: what organizers write before
/// they hand anything to the members of a session ([`Weekly::Cards`](crate::domain::decide::Weekly::Cards)).
pub fn cards_due(crew: &Crew, members: &[Membership], cards: &[Card]) -> Vec<Card> {
    let session = &crew.session.id;
    let here = members.iter().filter(|one| one.session == *session);
    here.flat_map(|member| due(crew, member, cards)).collect()
}

fn due(crew: &Crew, member: &Membership, cards: &[Card]) -> Vec<Card> {
    let is_there = !member.deleted && member.accepted != Some(false);
    let person = crew.get(member.person).filter(|_| is_there);
    let now = person.map(|person| card_of(member, person));
    let held = cards.iter().filter(|card| card.member == member.id);
    let is_now = |card: &&Card| {
        let now = now.as_ref();
        now.is_some_and(|now| now.audience() == card.audience())
    };
    // Where they are no more it is said that they left.
    let before = held.clone().filter(|card| !is_now(card));
    let before = before.filter(|card| card.standing != Standing::Left);
    let left = before.map(|card| Card {
        standing: Standing::Left,
        ..card.clone()
    });
    let mut due: Vec<Card> = left.collect();
    let known = held.clone().find(is_now);
    // Nobody has to know of someone who never was among them.
    let is_wanted = known.is_some() || member.is_in();
    due.extend(now.clone().filter(|now| is_wanted && known != Some(now)));
    due
}

/// What a team knows of somebody.
fn card_of(member: &Membership, person: &Member) -> Card {
    Card {
        member: member.id,
        session: member.session.clone(),
        team: member.team,
        role: member.role.clone(),
        name: person.name.clone(),
        github: person.github.clone(),
        zone: person.zone.clone().unwrap_or_default(),
        standing: member.standing,
        joined: member.joined,
        since: member.since,
        sample: member.sample || person.sample,
    }
}

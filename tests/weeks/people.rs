//! A session's people with a device each, who hand each other files.

use std::collections::BTreeMap;

use groundcrew::domain::decide::{Pair, PlanPart, Weekly, Which, Whose};
use groundcrew::domain::id::{ProgrammeId, RecordId, SessionId};
use groundcrew::domain::membership::Membership;
use groundcrew::domain::record::{Audience, Kind, Record};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::{Crew, Member, Origin, Wishes};
use groundcrew::domain::week::card::{Card, cards_due};
use groundcrew::domain::week::check_in::{Readers, Words};
use groundcrew::domain::week::handing::{Handing, Recipient};
use groundcrew::domain::week::meeting::{Attendance, Noted};
use groundcrew::domain::week::one_to_one::{Level, State, Went};
use groundcrew::domain::week::own::OwnParts;
use groundcrew::format::weeks::WeeksFile;
use groundcrew::sync::weeks::{IsFor, Taker, Taking, taking};

use super::kit::{CAPTAIN, Device, MENTEE, TEAM, id, programme, whose};
use super::story::{self, NAVIGATOR, team};

pub const MATE: u128 = 2;
pub const ELSEWHERE: u128 = 17;
pub const OTHER_CAPTAIN: u128 = 19;
pub const OTHER_TEAM: u128 = 77;

pub fn session() -> SessionId {
    whose(1).session
}

pub fn programme_id() -> ProgrammeId {
    programme().id
}

pub fn member(n: u128, role: Role, team: u128) -> Membership {
    Membership {
        team: Some(id(team)),
        ..story::member(n, role)
    }
}

/// Two teams.
pub fn members() -> Vec<Membership> {
    vec![
        member(MENTEE, Role::Mentee, TEAM),
        member(MATE, Role::Mentee, TEAM),
        member(NAVIGATOR, Role::Navigator, TEAM),
        member(CAPTAIN, Role::Captain, TEAM),
        member(ELSEWHERE, Role::Mentee, OTHER_TEAM),
        member(OTHER_CAPTAIN, Role::Captain, OTHER_TEAM),
    ]
}

/// What organizers know of the people with these memberships.
pub fn crew(members: &[Membership]) -> Crew {
    let known = members.iter().map(|member| Member {
        id: member.person,
        origin: Origin::ByHand,
        name: format!("Person {}", member.id.bits()),
        email: "private@example.org".to_owned(),
        github: format!("gh-{}", member.id.bits()),
        role: member.role.clone(),
        zone: Some("Europe/Warsaw".to_owned()),
        week: None,
        wishes: Wishes::Any,
        level: None,
        level_said: None,
        score: 0,
        is_in: member.is_in(),
        sample: false,
    });
    Crew::new(story::session(), known, BTreeMap::new())
}

/// Somebody with a device.
#[derive(Debug, Clone)]
pub struct Someone {
    pub device: Device,
    pub own: OwnParts,
    pub is_organizers: bool,
}

impl Someone {
    /// A device on which nothing is yet.
    pub fn newcomer(replica: u128) -> Self {
        Self {
            device: Device::new(replica),
            own: OwnParts::default(),
            is_organizers: false,
        }
    }

    /// An organizers' device with two teams, their cards and a plan.
    pub fn organizers() -> Self {
        let mut one = Self::newcomer(1000);
        one.is_organizers = true;
        for member in members() {
            one.keep(&member);
        }
        for n in [TEAM, OTHER_TEAM] {
            let fields = team().fields();
            let of = Audience::Organizers;
            one.device.write(id(n), Kind::Team, of, fields);
        }
        one.give_cards(&members());
        one.device.do_it(Weekly::Plan {
            session: session(),
            week: 1,
            part: PlanPart::Theme,
            text: Some("Welcome".to_owned()),
        });
        one
    }

    /// Keeps a membership as it is.
    pub fn keep(&mut self, member: &Membership) {
        let of = Audience::Organizers;
        let fields = member.fields();
        self.device.write(member.id, Kind::Membership, of, fields);
    }

    /// Writes the cards that are due.
    pub fn give_cards(&mut self, members: &[Membership]) -> Vec<Card> {
        let held = self.device.read(Card::read);
        let due = cards_due(&crew(members), members, &held);
        self.device.do_it(Weekly::Cards(due.clone()));
        due
    }

    /// The part of somebody, as this device knows it.
    pub fn part_of(&self, member: u128) -> Recipient {
        let session = session();
        let handing = Handing::of(&self.device.records, &session);
        let mut everyone = handing.everyone().iter();
        let part = everyone.find(|part| part.member == id(member));
        Recipient::Member(part.expect("a member whom the device knows").clone())
    }

    /// The file that this device has for somebody; for the organizers if it is nobody.
    pub fn file_for(&self, member: Option<u128>) -> WeeksFile {
        let to = member.map_or(Recipient::Organizers, |member| self.part_of(member));
        WeeksFile::of(&self.device.records, &session(), &to)
    }

    /// What taking a file in would do.
    pub fn weigh(&self, file: &WeeksFile) -> Taking {
        let taker = Taker {
            is_organizers: self.is_organizers,
            own: &self.own,
        };
        let here = self.here(file);
        taking(file, &here, taker).expect("it may be taken in")
    }

    /// The copies here of all that a file names.
    pub fn here(&self, file: &WeeksFile) -> BTreeMap<RecordId, Record> {
        let named = file.named();
        let copies = named
            .iter()
            .filter_map(|id| Some((*id, self.device.records.get(id)?.clone())));
        copies.collect()
    }

    /// Takes a file in, with all that it erases.
    pub fn open(&mut self, file: &WeeksFile) -> Taking {
        let text = file.to_text(&programme_id());
        let read = WeeksFile::parse(&text, &programme_id()).expect("a whole file");
        let taking = self.weigh(&read);
        if let IsFor::Unknown(member) = taking.is_for {
            self.own.add(member, read.session.clone());
        }
        let records = taking.records.iter().chain(&taking.marks);
        self.device.take_all(records);
        taking
    }

    /// Somebody who opened what the organizers have for them.
    pub fn invited(replica: u128, member: u128, by: &Self) -> Self {
        let mut one = Self::newcomer(replica);
        one.open(&by.file_for(Some(member)));
        one
    }

    /// Writes how a mentee's week went.
    pub fn checks_in(&mut self, member: u128, week: u32, readers: Readers, did: &str) {
        let whose = Whose {
            member: id(member),
            ..whose(week)
        };
        let words = Words {
            did: did.to_owned(),
            ..Words::default()
        };
        self.device.do_it(Weekly::CheckIn {
            whose,
            readers,
            held_in: Vec::new(),
            before: Box::default(),
            after: Box::new(words),
        });
    }

    /// Notes something of the team's meeting of a week.
    pub fn notes(&mut self, week: u32, noted: Noted) {
        self.device.do_it(Weekly::Meeting {
            which: Which {
                session: session(),
                of: id(TEAM),
                audience: Audience::Team(id(TEAM)),
                week,
                nth: 0,
                sample: false,
            },
            noted: vec![noted],
        });
    }

    /// Notes something as a captain, for themselves.
    pub fn notes_privately(&mut self, member: u128, week: u32, text: &str) {
        let text = text.to_owned();
        let pair = pair(member, week);
        self.device.do_it(Weekly::Private { pair, text });
    }
}

pub fn pair(member: u128, week: u32) -> Pair {
    Pair {
        captain: id(CAPTAIN),
        member: id(member),
        week,
        sample: false,
    }
}

/// A captain to whom everything was handed that there is, with something erased.
pub fn a_captain() -> Someone {
    let headquarters = Someone::organizers();
    let mut mentee = Someone::invited(1, MENTEE, &headquarters);
    let mut captain = Someone::invited(3, CAPTAIN, &headquarters);
    mentee.checks_in(MENTEE, 1, Readers::Team, "A test");
    mentee.checks_in(MENTEE, 2, Readers::Captain, "In confidence");
    captain.open(&mentee.file_for(Some(CAPTAIN)));
    captain.notes(1, Noted::Came(id(MENTEE), Some(Attendance::There)));
    captain.notes_privately(MENTEE, 2, "Tired");
    for (n, what) in [(50, "No review"), (51, "Nothing any more")] {
        captain.device.do_it(Weekly::Block {
            whose: whose(1),
            id: id(n),
            what: what.to_owned(),
        });
    }
    captain.device.erase_one(id(51));
    captain.device.do_it(Weekly::OneToOne {
        pair: pair(MENTEE, 2),
        went: vec![Went::State(Some(State::Held)), Went::Day(None)],
    });
    captain.device.do_it(Weekly::Tell {
        pair: pair(MENTEE, 2),
        level: Level::Watch,
        agreed: None,
    });
    captain
}

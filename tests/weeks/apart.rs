//! People erased here while others write of them there, by five devices whose messages come late, twice or never: in
//! the end all hold the same, nothing of who is erased is left, and nothing of anyone else is lost.

use std::collections::{BTreeMap, BTreeSet};

use groundcrew::domain::application::{APPLICATION, SESSION};
use groundcrew::domain::decision::decision_id;
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::{PERSON, membership_id};
use groundcrew::domain::person::person_id;
use groundcrew::domain::record::{Audience, Change, FieldName, Kind, Record, Register, Value};
use groundcrew::domain::week::check_in::MEMBER;
use groundcrew::domain::week::meeting::{came_field, line_field};
use groundcrew::domain::week::one_to_one::CAPTAIN;
use proptest::prelude::*;
use proptest::sample::Index;

use super::kit::{Device, id};

const DEVICES: usize = 5;
/// Two who applied, and one who was added by hand.
const PEOPLE: usize = 3;
/// Each may have so many parts.
const SEATS: usize = 2;
const MEETING: u128 = 81;
const ROSTER: u128 = 82;

/// What is written of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Application,
    Decision,
    Person,
    Member,
    /// Of these kinds, with the part of another as captain.
    OfWeek(usize, usize),
    Came,
    Line,
    Seat,
    Lock,
    Captain,
}

const OF_WEEK: [Kind; 9] = [
    Kind::Card,
    Kind::CheckIn,
    Kind::Sign,
    Kind::Blocker,
    Kind::OneToOne,
    Kind::Note,
    Kind::Level,
    Kind::Contribution,
    Kind::Closing,
];

#[derive(Debug, Clone)]
enum Act {
    Say {
        device: usize,
        who: usize,
        seat: usize,
        said: Said,
    },
    Erase {
        device: usize,
        who: usize,
    },
    /// A copy of one record, or of all.
    Send {
        device: usize,
        one: Option<Index>,
    },
    Receive {
        device: usize,
        message: Index,
    },
}

fn application(who: usize) -> Option<RecordId> {
    (who + 1 < PEOPLE).then(|| id(300 + who as u128))
}

fn person(who: usize) -> RecordId {
    application(who).map_or(id(400), person_id)
}

fn part(who: usize, seat: usize) -> RecordId {
    let session = "orbit-4".parse().expect("a key");
    membership_id(&session, person(who), seat as u32)
}

/// The record in which something is said of somebody, its kind, and in which fields.
fn change(who: usize, seat: usize, said: Said, text: &str) -> Option<Change> {
    let member = part(who, seat);
    let field = |name: &str, value: &str| (FieldName::new(name), Value::from(value));
    let names = |name: &str, id: RecordId| field(name, &id.to_string());
    let words = field("words", text);
    let team = |part: &str| format!("team/{}/{part}", id(500));
    let (record, kind, fields) = match said {
        Said::Application => (
            application(who)?,
            Kind::Application,
            vec![field(SESSION, "s"), words],
        ),
        Said::Decision => {
            let of = application(who)?;
            let fields = vec![names(APPLICATION, of), words];
            (decision_id(of), Kind::Decision, fields)
        }
        Said::Person => {
            let of = application(who).map(|of| names(APPLICATION, of));
            (
                person(who),
                Kind::Person,
                of.into_iter().chain([words]).collect(),
            )
        }
        Said::Member => (
            member,
            Kind::Membership,
            vec![names(PERSON, person(who)), words],
        ),
        Said::OfWeek(kind, other) => {
            let kind = OF_WEEK[kind].clone();
            let mut fields = vec![names(MEMBER, member), words];
            if has_captain(&kind) {
                fields.push(names(CAPTAIN, part(other, 0)));
            }
            let id = [kind.as_str(), &member.to_string(), &other.to_string()].map(str::to_owned);
            let id = RecordId::derived(&[&id[0], &id[1], &id[2]]);
            (id, kind, fields)
        }
        Said::Came => (
            id(MEETING),
            Kind::Meeting,
            vec![(came_field(member), "there".into())],
        ),
        Said::Line => (
            id(MEETING),
            Kind::Meeting,
            vec![(line_field(member), text.into())],
        ),
        Said::Seat => {
            let seat = names(&format!("seat/{}", person(who)), id(500));
            (id(ROSTER), Kind::Roster, vec![seat])
        }
        Said::Lock => {
            let lock = FieldName::new(format!("locked/{}", person(who)));
            (id(ROSTER), Kind::Roster, vec![(lock, Value::Bool(true))])
        }
        Said::Captain => (
            id(ROSTER),
            Kind::Roster,
            vec![names(&team("captain"), person(who))],
        ),
    };
    Some(Change::Write {
        record,
        kind,
        audience: Audience::Organizers,
        fields,
    })
}

fn has_captain(kind: &Kind) -> bool {
    matches!(kind, Kind::OneToOne | Kind::Note | Kind::Level)
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let (device, who) = (0..DEVICES, 0..PEOPLE);
    let said = prop_oneof![
        2 => Just(Said::Application),
        1 => Just(Said::Decision),
        2 => Just(Said::Person),
        3 => Just(Said::Member),
        5 => (0..OF_WEEK.len(), 0..PEOPLE).prop_map(|(kind, other)| Said::OfWeek(kind, other)),
        1 => Just(Said::Came),
        2 => Just(Said::Line),
        1 => Just(Said::Seat),
        1 => Just(Said::Lock),
        1 => Just(Said::Captain),
    ];
    let act = prop_oneof![
        6 => (device.clone(), who.clone(), 0..SEATS, said)
            .prop_map(|(device, who, seat, said)| Act::Say { device, who, seat, said }),
        1 => (device.clone(), who).prop_map(|(device, who)| Act::Erase { device, who }),
        3 => (device.clone(), prop::option::weighted(0.7, any::<Index>()))
            .prop_map(|(device, one)| Act::Send { device, one }),
        4 => (device, any::<Index>())
            .prop_map(|(device, message)| Act::Receive { device, message }),
    ];
    prop::collection::vec(act, 0..70)
}

/// What was said of somebody, and of which part of theirs.
type Word = (usize, usize, Said);

/// Who and which parts are gone.
struct Gone {
    people: BTreeSet<usize>,
    parts: BTreeSet<(usize, usize)>,
}

impl Gone {
    /// In the end. A part that nobody ever made has no mark, and who names it names nobody.
    fn after(said: &BTreeSet<Word>, erased: &BTreeSet<usize>) -> Self {
        let made = said.iter().filter(|word| word.2 == Said::Member);
        let gone = made.filter(|(who, ..)| erased.contains(who));
        Self {
            people: erased.clone(),
            parts: gone.map(|(who, seat, _)| (*who, *seat)).collect(),
        }
    }

    /// As far as a device knows.
    fn known_to(device: &Device) -> Self {
        let is_mark = |id: RecordId| {
            let held = device.records.get(&id);
            held.is_some_and(|held| held.live().is_none())
        };
        let is_gone = |who: &usize| is_mark(person(*who)) || application(*who).is_some_and(is_mark);
        let parts = (0..PEOPLE).flat_map(|who| (0..SEATS).map(move |seat| (who, seat)));
        Self {
            people: (0..PEOPLE).filter(is_gone).collect(),
            parts: parts
                .filter(|(who, seat)| is_mark(part(*who, *seat)))
                .collect(),
        }
    }

    /// Whether what was said is to be left.
    fn leaves(&self, (who, seat, said): Word) -> bool {
        let is_of_part = !self.parts.contains(&(who, seat));
        match said {
            Said::OfWeek(kind, captain) => {
                let is_captains = OF_WEEK[kind] == Kind::Note;
                is_of_part && !(is_captains && self.parts.contains(&(captain, 0)))
            }
            Said::Came | Said::Line => is_of_part,
            Said::Application
            | Said::Decision
            | Said::Person
            | Said::Member
            | Said::Seat
            | Said::Lock
            | Said::Captain => !self.people.contains(&who),
        }
    }
}

/// Whether a device still holds anything of what was said: be it one of the values that someone would have to choose from.
fn holds(device: &Device, (who, seat, said): Word) -> bool {
    let Some(Change::Write { record, fields, .. }) = change(who, seat, said, "x") else {
        return false;
    };
    let Some(live) = device.records.get(&record).and_then(Record::live) else {
        return false;
    };
    let field = live.fields.get(&fields[0].0);
    let mut values = field.into_iter().flat_map(Register::writes);
    match said {
        Said::Captain => values.any(|(_, write)| write.value == fields[0].1),
        Said::Came | Said::Line | Said::Seat | Said::Lock => {
            values.any(|(_, write)| ![Value::from(""), Value::Bool(false)].contains(&write.value))
        }
        _ => true,
    }
}

/// Everyone tells everyone all they have, until nobody has anything new.
fn meet_everyone(devices: &mut [Device]) {
    for _ in 0..4 {
        for one in 0..devices.len() {
            for other in 0..devices.len() {
                let told = devices[other].clone();
                devices[one].take(&told);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn promise_12_who_is_erased_is_gone_everywhere_however_the_word_of_it_spreads(acts in acts()) {
        let mut devices: Vec<Device> = (1..=DEVICES).map(|name| Device::new(name as u128)).collect();
        let mut sent: Vec<BTreeMap<RecordId, Record>> = Vec::new();
        let (mut words, mut erased) = (BTreeSet::new(), BTreeSet::new());
        for (number, act) in acts.into_iter().enumerate() {
            match act {
                Act::Say { device, who, seat, said } => {
                    let word = (who, seat, said);
                    // Nobody writes of whom they know to be erased.
                    let change = change(who, seat, said, &format!("said {number}"));
                    let change = change.filter(|_| Gone::known_to(&devices[device]).leaves(word));
                    if let Some(change) = change {
                        devices[device].apply(change);
                        words.insert(word);
                    }
                }
                Act::Erase { device, who } => {
                    let known = application(who).into_iter().chain([person(who)]);
                    let records = &devices[device].records;
                    let known = known.filter(|id| records.get(id).is_some_and(|held| held.live().is_some()));
                    // What the app offers: an application, or somebody who was added by hand.
                    let named: Vec<RecordId> = known.take(1).collect();
                    if !named.is_empty() {
                        devices[device].erase(named);
                        erased.insert(who);
                    }
                }
                Act::Send { device, one } => {
                    let mut copies = devices[device].records.clone();
                    if let Some(one) = one.filter(|_| !copies.is_empty()) {
                        let id = *one.get(&copies.keys().copied().collect::<Vec<_>>());
                        copies.retain(|other, _| *other == id);
                    }
                    sent.push(copies);
                }
                Act::Receive { device, message } => {
                    if !sent.is_empty() {
                        devices[device].take_all(message.get(&sent).values());
                        // From then on, and not only in the end.
                        let gone = Gone::known_to(&devices[device]);
                        let mut not_left = words.iter().filter(|word| !gone.leaves(**word));
                        prop_assert!(not_left.all(|word| !holds(&devices[device], *word)));
                    }
                }
            }
        }
        meet_everyone(&mut devices);
        let gone = Gone::after(&words, &erased);
        for device in &devices {
            prop_assert_eq!(&device.records, &devices[0].records);
            for word in &words {
                // Another may be in a captain's place by now.
                if word.2 != Said::Captain || !gone.leaves(*word) {
                    prop_assert_eq!(holds(device, *word), gone.leaves(*word), "{:?}", word);
                }
            }
        }
    }
}

//! Who is erased is gone from every session and every roster (Promise 21).

use groundcrew::domain::decide::{self, Close, Command, Verdict, Weekly, Which, Whose};
use groundcrew::domain::decision::{Outcome, decision_id};
use groundcrew::domain::id::{RecordId, SessionId};
use groundcrew::domain::membership::{Membership, membership_id};
use groundcrew::domain::person::{Person, person_id};
use groundcrew::domain::record::{Audience, Change, Kind, Record};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::{Move, Pair, Roster, roster_id};
use groundcrew::domain::week::check_in::{Readers, Words};
use groundcrew::domain::week::closing;
use groundcrew::domain::week::meeting::{Attendance, Meeting, Noted};
use groundcrew::domain::week::one_to_one::{Level, State, Went};
use groundcrew::format::record;

use super::browser::{Browser, programme, session};

fn other_session() -> SessionId {
    let all = programme().sessions;
    let other = all.iter().find(|other| other.id != session());
    other.expect("there are several").id.clone()
}

fn member(browser: &mut Browser, session: &SessionId, person: RecordId, seat: u32) -> RecordId {
    let member = Membership::new(session, person, seat, Role::Mentee);
    browser
        .run(Command::AddMember(Box::new(member)))
        .expect("added");
    membership_id(session, person, seat)
}

fn found(team: RecordId, place: u32) -> Move {
    Move::Found {
        team,
        name: "Venus".to_owned(),
        project: None,
        place,
    }
}

/// Puts somebody wherever a roster has a place.
fn everywhere(browser: &mut Browser, roster: RecordId, who: RecordId) {
    let other = RecordId::from_bits(77);
    let (one, two) = (RecordId::from_bits(500), RecordId::from_bits(501));
    let moves = vec![
        found(one, 0),
        found(two, 1),
        Move::Seat {
            mentee: who,
            team: Some(one),
        },
        Move::Seat {
            mentee: other,
            team: Some(two),
        },
        Move::Lead {
            team: one,
            place: 1,
            navigator: Some(who),
        },
        Move::LookAfter {
            team: two,
            captain: Some(who),
        },
        Move::Lock {
            person: who,
            locked: true,
        },
        Move::Apart {
            pair: Pair::new(who, other).expect("two"),
            apart: true,
        },
    ];
    let command = Command::Arrange {
        session: session(),
        roster,
        moves,
        sample: false,
    };
    browser.run(command).expect("arranged");
}

fn is_erased(browser: &Browser, id: RecordId) -> bool {
    browser.records[&id].live().is_none()
}

/// What of the records says an id as a value.
fn says(browser: &Browser, id: RecordId) -> Vec<String> {
    let live = browser
        .records
        .values()
        .filter(|held| held.live().is_some());
    let texts = live.map(record::to_text);
    texts
        .filter(|text| text.contains(&format!("\"{id}\"")))
        .collect()
}

#[test]
fn promise_21_who_is_erased_has_no_part_left_in_any_session_nor_on_any_roster() {
    let mut away = Browser::new(1);
    away.begin();
    away.write("name", "Ada");
    away.send().expect("ready");
    let sent = away.sent();
    let mut desk = Browser::new(2);
    desk.apply(Change::Merge(away.records[&sent.id].clone()));
    let verdict = Verdict {
        application: sent.id,
        outcome: Some(Outcome::Accepted),
        reason: String::new(),
    };
    desk.run(Command::Decide(vec![verdict])).expect("decided");
    let ada = person_id(sent.id);
    let command = Command::EditPerson {
        person: ada,
        before: Box::default(),
        after: Box::new(Person {
            application: Some(sent.id),
            ..Person::default()
        }),
    };
    desk.run(command).expect("known");
    let mut parts = Vec::new();
    for seat in [0, 6] {
        parts.push(member(&mut desk, &session(), ada, seat));
        parts.push(member(&mut desk, &other_session(), ada, seat));
    }
    // One that was deleted is not forgotten.
    desk.run(Command::Delete(vec![parts[1]])).expect("deleted");
    let stays = member(&mut desk, &session(), RecordId::from_bits(77), 0);
    let own = roster_id(&session());
    everywhere(&mut desk, own, ada);
    let roster = Roster::read(&desk.records[&own]).expect("a roster");
    let known: Vec<RecordId> = desk.records.keys().copied().collect();
    desk.run(Command::Branch {
        roster: Box::new(roster),
        name: "What if".to_owned(),
    })
    .expect("branched");
    let mut made = desk.records.keys().filter(|id| !known.contains(id));
    let branch = *made.next().expect("a branch");
    assert!(!says(&desk, ada).is_empty());
    let before = desk.records.clone();

    desk.run(Command::Erase(vec![sent.id])).expect("erased");
    for id in [sent.id, decision_id(sent.id), ada]
        .into_iter()
        .chain(parts)
    {
        assert!(is_erased(&desk, id), "{id}");
    }
    assert!(!is_erased(&desk, stays));
    assert_eq!(says(&desk, ada), [""; 0]);
    for id in [own, branch] {
        let roster = Roster::read(&desk.records[&id]).expect("a roster");
        assert!(roster.teams_of(ada).is_empty() && roster.locked.is_empty());
        assert!(roster.apart.is_empty());
        assert_eq!(roster.seats.len(), 1, "others stay where they are");
    }

    // A device that was away brings nothing back.
    let all: Vec<Record> = before.into_values().collect();
    all.into_iter()
        .for_each(|copy| desk.apply(Change::Merge(copy)));
    assert_eq!(says(&desk, ada), [""; 0]);
    assert!(is_erased(&desk, ada));
}

#[test]
fn promise_21_someone_added_by_hand_can_be_erased_too() {
    let mut desk = Browser::new(1);
    desk.run(Command::AddPerson {
        session: session(),
        role: Role::Captain,
        person: Box::new(Person {
            name: Some("Bea".to_owned()),
            ..Person::default()
        }),
    })
    .expect("added");
    let people = desk.records.values();
    let mut people = people.filter(|record| Person::read(record).is_some());
    let bea = people.next().expect("Bea").id;
    let elsewhere = member(&mut desk, &other_session(), bea, 0);
    everywhere(&mut desk, roster_id(&session()), bea);
    desk.run(Command::Erase(vec![bea])).expect("erased");
    for id in [bea, elsewhere, membership_id(&session(), bea, 0)] {
        assert!(is_erased(&desk, id), "{id}");
    }
    assert_eq!(says(&desk, bea), [""; 0]);
}

#[test]
fn promise_21_what_was_written_of_their_weeks_goes_with_them_and_what_is_of_others_stays() {
    let mut desk = Browser::new(1);
    let (gone, stays) = (RecordId::from_bits(71), RecordId::from_bits(72));
    for person in [gone, stays] {
        let known = Person {
            name: Some("Ada".to_owned()),
            ..Person::default()
        };
        desk.run(Command::EditPerson {
            person,
            before: Box::default(),
            after: Box::new(known),
        })
        .expect("added");
        member(&mut desk, &session(), person, 0);
    }
    let (theirs, others) = (
        membership_id(&session(), gone, 0),
        membership_id(&session(), stays, 0),
    );
    let captain = membership_id(&session(), stays, 1);
    let words = Words {
        did: "Words of the week".to_owned(),
        ..Words::default()
    };
    for part in [theirs, others] {
        let whose = Whose {
            session: session(),
            member: part,
            team: None,
            captain: Some(captain),
            week: 1,
            closes: None,
            sample: false,
        };
        let pair = decide::Pair {
            captain,
            member: part,
            week: 1,
            sample: false,
        };
        let all = [
            Weekly::CheckIn {
                whose: whose.clone(),
                readers: Readers::Team,
                held_in: Vec::new(),
                before: Box::default(),
                after: Box::new(words.clone()),
            },
            Weekly::Block {
                whose,
                id: RecordId::from_bits(80 + u128::from(part == theirs)),
                what: "Something".to_owned(),
            },
            Weekly::OneToOne {
                pair,
                went: vec![Went::State(Some(State::Held)), Went::Day(None)],
            },
            Weekly::Private {
                pair,
                text: "Private words".to_owned(),
            },
            Weekly::Tell {
                pair,
                level: Level::Help,
                agreed: Some("Agreed words".to_owned()),
            },
            Weekly::Close(Box::new(Close {
                session: session(),
                member: part,
                sample: false,
                before: closing::Words::default(),
                after: closing::Words {
                    testimonial: "Closing words".to_owned(),
                    ..closing::Words::default()
                },
            })),
            Weekly::Meeting {
                which: Which {
                    session: session(),
                    of: RecordId::from_bits(7),
                    audience: Audience::Organizers,
                    week: 1,
                    nth: 0,
                    sample: false,
                },
                noted: vec![
                    Noted::Came(part, Some(Attendance::There)),
                    Noted::Line(part, format!("A line about {part}")),
                ],
            },
        ];
        for weekly in all {
            desk.run(Command::Week(weekly)).expect("not refused");
        }
    }
    let of_weeks = |desk: &Browser| {
        let live = desk.records.values().filter_map(Record::live);
        live.filter(|live| Kind::OF_WEEKS.contains(&live.kind))
            .count()
    };
    assert_eq!(of_weeks(&desk), 15, "seven of each and one meeting");
    for kind in Kind::OF_WEEKS {
        let erase = Command::Erase(Vec::new());
        assert!(erase.reaches().contains(&kind), "{kind:?}");
    }
    desk.run(Command::Erase(vec![gone])).expect("erased");
    assert_eq!(of_weeks(&desk), 8);
    let kept = format!("{:?}", desk.records);
    assert!(!kept.contains(&format!("A line about {theirs}")));
    assert!(kept.contains(&format!("A line about {others}")));
    let meeting = desk.records.values().find_map(Meeting::read);
    let came = meeting.expect("it is of others too").came;
    assert_eq!(came.into_keys().collect::<Vec<_>>(), [others]);
}

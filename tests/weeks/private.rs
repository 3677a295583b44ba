//! One-to-ones: what of them is for whom.

use groundcrew::domain::decide::{Pair, Weekly};
use groundcrew::domain::record::{Audience, Kind, Record};
use groundcrew::domain::week::one_to_one::{Level, OneToOne, State, Told, Went};

use super::kit::{CAPTAIN, Device, MENTEE, day, id};

fn pair(week: u32) -> Pair {
    Pair {
        captain: id(CAPTAIN),
        member: id(MENTEE),
        week,
        sample: false,
    }
}

/// The audience and the whole content of the one record of a kind.
fn of_kind(device: &Device, kind: &Kind) -> (Audience, String) {
    let mut all = device.records.values().filter_map(|record| {
        let live = record.live().filter(|live| live.kind == *kind)?;
        Some((live.audience.clone(), format!("{record:?}")))
    });
    let found = all.next().expect("a record of the kind");
    assert_eq!(all.next(), None, "one of them");
    found
}

fn a_captains_device() -> Device {
    let mut device = Device::new(1);
    device.do_it(Weekly::OneToOne {
        pair: pair(2),
        went: vec![
            Went::State(Some(State::Held)),
            Went::Day(Some(day("2028-02-16"))),
        ],
    });
    device.do_it(Weekly::Private {
        pair: pair(2),
        text: "Tired; a move is coming".to_owned(),
    });
    device.do_it(Weekly::Tell {
        pair: pair(2),
        level: Level::Watch,
        agreed: None,
    });
    device
}

#[test]
fn promise_23_a_captains_note_is_in_the_captains_own_audience_and_nowhere_else() {
    let device = a_captains_device();
    let (audience, kept) = of_kind(&device, &Kind::Note);
    assert_eq!(audience, Audience::Care(id(CAPTAIN)));
    assert!(kept.contains("Tired; a move is coming"));
    for record in device.records.values() {
        let is_note = record.live().is_some_and(|live| live.kind == Kind::Note);
        assert_eq!(format!("{record:?}").contains("Tired"), is_note);
    }
}

#[test]
fn that_they_met_is_for_the_two_and_the_organizers() {
    let device = a_captains_device();
    let (audience, _) = of_kind(&device, &Kind::OneToOne);
    assert_eq!(audience, Audience::Member(id(MENTEE)));
    let held = device.read(OneToOne::read).remove(0);
    assert_eq!((held.captain, held.member), (id(CAPTAIN), id(MENTEE)));
    assert_eq!((held.week, held.state), (2, Some(State::Held)));
    assert_eq!(held.day, Some(day("2028-02-16")));
}

#[test]
fn promise_23_organizers_get_words_only_with_the_agreement_of_the_one_they_are_about() {
    let mut device = a_captains_device();
    let told = |device: &Device| device.read(Told::read).remove(0);
    let (audience, _) = of_kind(&device, &Kind::Level);
    assert_eq!(audience, Audience::Organizers);
    assert_eq!(
        (told(&device).level, told(&device).words),
        (Level::Watch, None)
    );
    let agree = |words: Option<&str>| Weekly::Tell {
        pair: pair(2),
        level: Level::Help,
        agreed: words.map(ToOwned::to_owned),
    };
    device.do_it(agree(Some("Needs a pause")));
    let words = Some("Needs a pause".to_owned());
    assert_eq!(
        (told(&device).level, told(&device).words),
        (Level::Help, words)
    );
    // Whoever takes the agreement back takes the words with it.
    device.do_it(agree(None));
    assert_eq!(told(&device).words, None);
    let (_, kept) = of_kind(&device, &Kind::Level);
    assert!(!kept.contains("Needs a pause"), "{kept}");
}

#[test]
fn how_it_went_can_be_changed_and_taken_back() {
    let mut device = a_captains_device();
    for state in [Some(State::Moved), Some(State::Declined), None] {
        device.do_it(Weekly::OneToOne {
            pair: pair(2),
            went: vec![Went::State(state), Went::Day(None)],
        });
        let held = device.read(OneToOne::read).remove(0);
        assert_eq!((held.state, held.day), (state, None));
    }
}

#[test]
fn nothing_of_a_one_to_one_is_for_a_team() {
    let device = a_captains_device();
    let is_teams = |audience: &Audience| matches!(audience, Audience::Team(_) | Audience::Leads(_));
    assert!(!device.audiences().iter().any(is_teams));
    assert!(
        device
            .records
            .values()
            .all(|record| Record::live(record).is_some())
    );
}

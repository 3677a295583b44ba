//! A team's meeting: noted by one or by several, apart, with nothing lost; and what is in the way, from week to week.

use groundcrew::domain::decide::{Refused, Weekly, Which, Whose};
use groundcrew::domain::record::Audience;
use groundcrew::domain::week::blocker::Blocker;
use groundcrew::domain::week::meeting::{Attendance, Meeting, Noted, came_field, line_field};
use proptest::prelude::*;

use super::kit::{Device, TEAM, day, id, whose};

fn which(week: u32) -> Which {
    Which {
        session: "orbit-4".parse().expect("a key"),
        of: id(TEAM),
        audience: Audience::Team(id(TEAM)),
        week,
        nth: 0,
        sample: false,
    }
}

fn note(week: u32, noted: Vec<Noted>) -> Weekly {
    Weekly::Meeting {
        which: which(week),
        noted,
    }
}

fn meeting(device: &Device) -> Meeting {
    let mut all = device.read(Meeting::read);
    assert_eq!(all.len(), 1, "one meeting");
    all.remove(0)
}

#[test]
fn who_came_when_it_was_and_a_line_about_each_are_kept() {
    let mut device = Device::new(1);
    device.do_it(note(
        3,
        vec![
            Noted::Day(Some(day("2028-02-24"))),
            Noted::Came(id(1), Some(Attendance::There)),
            Noted::Came(id(2), Some(Attendance::Excused)),
            Noted::Came(id(3), Some(Attendance::Missed)),
            Noted::Line(id(1), "Found the bug".to_owned()),
            Noted::Note("We paired".to_owned()),
        ],
    ));
    let held = meeting(&device);
    assert!(held.was_held());
    assert_eq!((held.of, held.week), (id(TEAM), 3));
    assert_eq!(held.day, Some(day("2028-02-24")));
    let came = [
        (id(1), Attendance::There),
        (id(2), Attendance::Excused),
        (id(3), Attendance::Missed),
    ];
    assert_eq!(held.came, came.into());
    assert_eq!(held.lines, [(id(1), "Found the bug".to_owned())].into());
    assert_eq!(held.note, "We paired");
    device.do_it(note(3, vec![Noted::Came(id(3), None)]));
    assert_eq!(meeting(&device).came.len(), 2, "taken back");
}

#[test]
fn a_meeting_was_held_if_it_is_noted_who_came_unless_it_is_said_that_it_was_not() {
    for (noted, was_held) in [
        (vec![Noted::Note("Moved".to_owned())], false),
        (vec![Noted::Came(id(1), Some(Attendance::Missed))], true),
        (vec![Noted::Came(id(1), Some(Attendance::There))], true),
        (vec![Noted::Held(Some(true))], true),
        (
            vec![
                Noted::Came(id(1), Some(Attendance::There)),
                Noted::Held(Some(false)),
            ],
            false,
        ),
    ] {
        let mut device = Device::new(1);
        device.do_it(note(1, noted.clone()));
        assert_eq!(meeting(&device).was_held(), was_held, "{noted:?}");
    }
}

#[test]
fn promise_19_two_who_note_one_meeting_apart_lose_nothing() {
    let (mut one, mut other) = (Device::new(1), Device::new(2));
    one.do_it(note(
        1,
        vec![
            Noted::Came(id(1), Some(Attendance::There)),
            Noted::Line(id(1), "Slow start".to_owned()),
            Noted::Came(id(2), Some(Attendance::Missed)),
        ],
    ));
    other.do_it(note(
        1,
        vec![
            Noted::Line(id(1), "Good questions".to_owned()),
            Noted::Came(id(2), Some(Attendance::Excused)),
            Noted::Came(id(3), Some(Attendance::There)),
        ],
    ));
    one.take(&other);
    other.take(&one);
    assert_eq!(one.records, other.records);
    let held = meeting(&one);
    assert_eq!(held.conflicts, [came_field(id(2)), line_field(id(1))]);
    let kept = format!("{:?}", one.records);
    for line in ["Slow start", "Good questions", "missed", "excused"] {
        assert!(kept.contains(line), "{line}");
    }
    assert_eq!(held.came[&id(3)], Attendance::There);
}

#[test]
fn what_is_in_the_way_is_carried_over_until_it_is_not() {
    let mut device = Device::new(1);
    device.do_it(Weekly::Block {
        whose: whose(2),
        id: id(50),
        what: "No review yet".to_owned(),
    });
    let blocker = device.read(Blocker::read).remove(0);
    assert_eq!(blocker.id, id(50));
    let open = |device: &Device| {
        let blocker = device.read(Blocker::read).remove(0);
        let weeks = 0..=8;
        let open = weeks.filter(|week| blocker.is_open_in(*week));
        open.collect::<Vec<u32>>()
    };
    assert_eq!(open(&device), [2, 3, 4, 5, 6, 7, 8]);
    let out = |week| Weekly::Unblock {
        blocker: blocker.id,
        week,
    };
    device.do_it(out(Some(5)));
    assert_eq!(open(&device), [2, 3, 4]);
    device.do_it(out(None));
    assert_eq!(open(&device), [2, 3, 4, 5, 6, 7, 8]);
    // Whoever types it and takes it back leaves nothing behind.
    let type_another = |what: &str| Weekly::Block {
        whose: whose(2),
        id: id(51),
        what: what.to_owned(),
    };
    assert_eq!(device.run(type_another("")), Ok(1));
    device.do_it(type_another("No se"));
    assert_eq!(device.read(Blocker::read).len(), 2);
    device.do_it(type_another(" "));
    assert_eq!(device.read(Blocker::read).len(), 1);
    let unknown = Weekly::Unblock {
        blocker: id(404),
        week: None,
    };
    assert_eq!(device.run(unknown), Err(Refused::NotHere(id(404))));
}

#[test]
fn what_is_in_the_way_can_be_put_in_other_words_and_stays_what_it_was() {
    let mut device = Device::new(1);
    let block = |whose, what: &str| Weekly::Block {
        whose,
        id: id(50),
        what: what.to_owned(),
    };
    device.do_it(block(whose(1), "No review"));
    device.do_it(Weekly::Unblock {
        blocker: id(50),
        week: Some(3),
    });
    let before = device.audiences();
    // In a later week, and by one who knows them on another team.
    let elsewhere = Whose {
        team: Some(id(TEAM + 1)),
        ..whose(4)
    };
    device.do_it(block(elsewhere.clone(), "No review since Monday"));
    let now = device.read(Blocker::read).remove(0);
    assert_eq!(now.what, "No review since Monday");
    assert_eq!((now.week, now.resolved), (1, Some(3)));
    assert_eq!(device.audiences(), before);
    assert_eq!(
        device.run(block(elsewhere, "No review since Monday")),
        Ok(0)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn promise_18_however_a_meeting_is_noted_and_passed_on_all_come_to_the_same(
        acts in prop::collection::vec((0..3_usize, 0..3_u128, 0..3_usize, any::<bool>()), 1..25),
        passes in prop::collection::vec((0..3_usize, 0..3_usize), 0..12),
    ) {
        let mut devices = [Device::new(1), Device::new(2), Device::new(3)];
        for (round, (device, member, which, as_line)) in acts.into_iter().enumerate() {
            let noted = if as_line {
                Noted::Line(id(member), format!("line {round}"))
            } else {
                Noted::Came(id(member), Some(Attendance::ALL[which]))
            };
            devices[device].do_it(note(1, vec![noted]));
            if let Some((from, to)) = passes.get(round) {
                let from = devices[*from].clone();
                devices[*to].take(&from);
            }
        }
        let all = devices.clone();
        for device in &mut devices {
            for other in &all {
                device.take(other);
            }
        }
        prop_assert_eq!(&devices[0].records, &devices[1].records);
        prop_assert_eq!(&devices[1].records, &devices[2].records);
    }
}

/// Anything that can be noted of somebody or of all.
fn noted() -> impl Strategy<Value = Noted> {
    let member = || (0..3_u128).prop_map(id);
    let text = || prop_oneof![Just(String::new()), "[a-z]{1,6}"];
    prop_oneof![
        prop::option::of(any::<bool>()).prop_map(Noted::Held),
        prop::option::of(0..50_i64).prop_map(|days| {
            Noted::Day(days.and_then(|days| day("2028-02-07").plus_days(days)))
        }),
        text().prop_map(Noted::Note),
        (
            member(),
            prop::option::of(prop::sample::select(&Attendance::ALL[..]))
        )
            .prop_map(|(member, came)| Noted::Came(member, came)),
        (member(), text()).prop_map(|(member, line)| Noted::Line(member, line)),
    ]
}

proptest! {
    #[test]
    fn what_is_shown_while_it_is_noted_is_what_is_read_once_it_is_stored(
        acts in prop::collection::vec(prop::collection::vec(noted(), 1..4), 1..8),
    ) {
        let mut device = Device::new(1);
        let mut shown = Meeting::unnoted(which(1).id(), id(TEAM), 1);
        for batch in acts {
            batch.iter().for_each(|noted| shown.note(noted));
            device.do_it(note(1, batch));
            prop_assert_eq!(&meeting(&device), &shown);
        }
    }
}

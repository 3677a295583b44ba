//! Signals that someone looked at: for whoever sees them, and for nobody else.

use groundcrew::domain::decide::{About, Weekly};
use groundcrew::domain::record::{Audience, Record};
use groundcrew::domain::week::carried::{Addressee, may_carry};
use groundcrew::domain::week::dismissal::Dismissal;
use groundcrew::domain::week::signal::{SeenBy, Signal, Viewer, What};
use groundcrew::format::record;

use super::kit::{CAPTAIN, Device, MENTEE, TEAM, id, whose};

fn signal(seen_by: SeenBy) -> Signal {
    Signal {
        about: id(MENTEE),
        what: What::Missed { weeks: vec![2, 3] },
        seen_by,
        again_after: 2,
    }
}

fn dismiss(signal: &Signal, why: Option<&str>) -> Weekly {
    let about = match signal.what {
        What::NotMet { .. } => About::Team(signal.about),
        _ => About::Member(signal.about),
    };
    Weekly::Dismiss {
        session: whose(1).session,
        signal: signal.id(),
        about,
        audience: signal.audience(Some(id(TEAM)), Some(id(CAPTAIN))),
        why: why.map(str::to_owned),
        sample: false,
    }
}

fn only(device: &Device) -> &Record {
    let mut all = device.records.values();
    let one = all.next().expect("a record");
    assert_eq!(all.next(), None);
    one
}

#[test]
fn what_is_dismissed_says_why_and_comes_back_when_that_is_taken_back() {
    let mut device = Device::new(1);
    let missed = signal(SeenBy::Team);
    device.do_it(dismiss(&missed, Some("Was ill")));
    let read = Dismissal::read(only(&device)).expect("a dismissal");
    assert_eq!((read.signal, read.about), (missed.id(), id(MENTEE)));
    assert_eq!(read.why, "Was ill");
    device.do_it(dismiss(&missed, None));
    assert_eq!(Dismissal::read(only(&device)), None);
    // Why it was dismissed is not lost.
    assert!(record::to_text(only(&device)).contains("Was ill"));
    device.do_it(dismiss(&missed, Some("")));
    assert!(Dismissal::read(only(&device)).is_some());
}

#[test]
fn promise_23_that_a_signal_was_dismissed_is_told_to_nobody_who_does_not_see_it() {
    let none = [(None, None), (Some(id(TEAM)), None)];
    for (seen_by, audience) in [
        (SeenBy::Team, Audience::Team(id(TEAM))),
        (SeenBy::Care, Audience::Member(id(MENTEE))),
        (SeenBy::Leads, Audience::Leads(id(TEAM))),
        (SeenBy::Captain, Audience::Care(id(CAPTAIN))),
    ] {
        let signal = signal(seen_by);
        let told = signal.audience(Some(id(TEAM)), Some(id(CAPTAIN)));
        assert_eq!(told, audience);
        // Whoever is on no team, or has no captain.
        for (team, captain) in none {
            let told = signal.audience(team, captain);
            let wider = matches!(told, Audience::Team(_)) && seen_by != SeenBy::Team;
            assert!(!wider, "{seen_by:?} {told:?}");
        }
        let mut device = Device::new(1);
        device.do_it(dismiss(&signal, Some("Was ill")));
        let session = whose(1).session;
        let carried = may_carry(only(&device), &session, Addressee::Organizers);
        assert_eq!(carried, !audience.is_confided(), "{seen_by:?}");
        let member = Addressee::Member(id(CAPTAIN));
        assert!(may_carry(only(&device), &session, member));
        assert_eq!(device.journal.is_empty(), audience.is_confided());
    }
}

#[test]
fn a_team_that_has_not_met_is_dismissed_for_that_team() {
    let signal = Signal {
        about: id(TEAM),
        what: What::NotMet {
            weeks: vec![1, 2],
            last: None,
        },
        seen_by: SeenBy::Team,
        again_after: 2,
    };
    let mut device = Device::new(1);
    device.do_it(dismiss(&signal, Some("Holidays")));
    let read = Dismissal::read(only(&device)).expect("a dismissal");
    assert_eq!(read.about, id(TEAM));
    let session = whose(1).session;
    assert!(may_carry(only(&device), &session, Addressee::Organizers));
}

#[test]
fn promise_06_a_dismissal_is_read_and_written_as_it_was_at_first() {
    let mut device = Device::new(1);
    device.do_it(dismiss(&signal(SeenBy::Team), Some("Was ill")));
    let text = record::to_text(only(&device));
    assert_eq!(
        text,
        include_str!("../fixtures/records/dismissal-v1.json").trim_end()
    );
    let read = record::parse(&text).expect("a record");
    assert_eq!(record::to_text(&read), text);
}

#[test]
fn promise_23_a_signal_is_for_nobody_who_was_not_given_what_it_rests_on() {
    for (viewer, seen) in [
        (Viewer::Themselves, [true, true, true, true]),
        (Viewer::Captain, [true, true, true, true]),
        (Viewer::Organizer, [true, true, false, false]),
        (Viewer::Navigator, [true, false, true, false]),
        (Viewer::Other, [false, false, false, false]),
    ] {
        let all = [SeenBy::Team, SeenBy::Care, SeenBy::Leads, SeenBy::Captain];
        assert_eq!(all.map(|one| one.includes(viewer)), seen, "{viewer:?}");
    }
}

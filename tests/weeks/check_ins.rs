//! Check-ins: kept as they are typed, for those whom their writer chose.

use groundcrew::domain::decide::{Refused, Weekly, Whose};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{Audience, Record};
use groundcrew::domain::time::Instant;
use groundcrew::domain::week::check_in::{CheckIn, Pace, Readers, Sign, Words};

use super::kit::{CAPTAIN, Device, MENTEE, TEAM, id, whose};

fn words(did: &str) -> Words {
    Words {
        did: did.to_owned(),
        next: "The second test".to_owned(),
        in_the_way: "Sleep".to_owned(),
        minutes: Some(150),
        pace: Some(Pace::Right),
        mood: Some(4),
        links: "https://example.org/1".to_owned(),
        answers: [("proud-of".parse().expect("a key"), "The test".to_owned())].into(),
        ..Words::default()
    }
}

/// Says it to these readers, wherever it was said before.
fn say(week: u32, readers: Readers, before: &Words, after: &Words) -> Weekly {
    Weekly::CheckIn {
        whose: whose(week),
        readers,
        held_in: Readers::ALL.map(|one| whose(week).check_in(one)).into(),
        before: Box::new(before.clone()),
        after: Box::new(after.clone()),
    }
}

/// What is said, and to whom.
fn said(device: &Device) -> Vec<(u32, Option<Readers>, Words)> {
    let all = device.read(CheckIn::read).into_iter();
    let here = all.filter(|one| !one.deleted);
    here.map(|one| (one.week, one.readers, one.words)).collect()
}

fn signs(device: &Device) -> Vec<Sign> {
    device.read(Sign::read)
}

#[test]
fn promise_02_all_that_is_typed_in_a_check_in_is_kept() {
    let mut device = Device::new(1);
    let nothing = Words::default();
    device.do_it(say(1, Readers::Team, &nothing, &words("A test")));
    assert_eq!(said(&device), [(1, Some(Readers::Team), words("A test"))]);
    // As it was typed, letter by letter; what stays is not written again.
    let counted = device.run(say(1, Readers::Team, &words("A test"), &words("A test!")));
    assert_eq!(counted, Ok(1));
    assert_eq!(said(&device), [(1, Some(Readers::Team), words("A test!"))]);
    let again = device.run(say(1, Readers::Team, &words("A test!"), &words("A test!")));
    assert_eq!(again, Ok(0));
}

#[test]
fn a_check_in_may_be_as_short_as_one_word_and_zero_hours_are_an_answer() {
    let mut device = Device::new(1);
    let zero = Words {
        minutes: Some(0),
        ..Words::default()
    };
    device.do_it(say(0, Readers::Team, &Words::default(), &zero));
    assert_eq!(said(&device), [(0, Some(Readers::Team), zero)]);
    assert_eq!(signs(&device).len(), 1);
}

#[test]
fn nothing_is_made_for_nothing() {
    let mut device = Device::new(1);
    let blank = Words {
        did: " \n".to_owned(),
        ..Words::default()
    };
    for words in [Words::default(), blank] {
        let counted = device.run(say(1, Readers::Leads, &Words::default(), &words));
        assert_eq!(counted, Ok(0));
    }
    assert!(device.records.is_empty());
}

#[test]
fn promise_10_what_another_tab_wrote_meanwhile_stays() {
    let mut device = Device::new(1);
    let begun = words("A test");
    device.do_it(say(1, Readers::Team, &Words::default(), &begun));
    let one = Words {
        did: "Two tests".to_owned(),
        ..begun.clone()
    };
    let other = Words {
        next: "A rest".to_owned(),
        ..begun.clone()
    };
    device.do_it(say(1, Readers::Team, &begun, &one));
    device.do_it(say(1, Readers::Team, &begun, &other));
    let both = Words {
        did: one.did,
        ..other
    };
    assert_eq!(said(&device), [(1, Some(Readers::Team), both)]);
}

#[test]
fn promise_23_the_words_are_for_those_who_were_chosen_and_the_team_knows_that_there_are_some() {
    for (readers, audience) in [
        (Readers::Team, Audience::Team(id(TEAM))),
        (Readers::Leads, Audience::Leads(id(TEAM))),
        (Readers::Captain, Audience::Care(id(CAPTAIN))),
    ] {
        let mut device = Device::new(1);
        device.do_it(say(2, readers, &Words::default(), &words("A test")));
        let audience_of = |record| {
            let live = device.records.get(&record).and_then(Record::live);
            live.map(|live| &live.audience)
        };
        assert_eq!(audience_of(whose(2).check_in(readers)), Some(&audience));
        let sign = whose(2).sign();
        assert_eq!(audience_of(sign), Some(&Audience::Team(id(TEAM))));
        let kept = format!("{:?}", device.records[&sign]);
        assert!(
            !kept.contains("A test") && !kept.contains("Sleep"),
            "{kept}"
        );
    }
}

#[test]
fn promise_23_who_chooses_other_readers_takes_every_word_along() {
    let mut device = Device::new(1);
    let (first, then) = (words("A test"), words("Two tests"));
    device.do_it(say(1, Readers::Team, &Words::default(), &first));
    device.do_it(say(1, Readers::Captain, &first, &then));
    assert_eq!(said(&device), [(1, Some(Readers::Captain), then.clone())]);
    let open = &device.records[&whose(1).check_in(Readers::Team)];
    let kept = format!("{open:?}");
    for word in ["A test", "Two tests", "Sleep", "The test", "150"] {
        assert!(!kept.contains(word), "{word}: {kept}");
    }
    // And back: what was given up before is taken up again.
    device.do_it(say(1, Readers::Team, &then, &then));
    assert_eq!(said(&device), [(1, Some(Readers::Team), then)]);
    assert_eq!(signs(&device).len(), 1);
}

#[test]
fn a_check_in_that_is_emptied_is_no_sign_any_more() {
    let mut device = Device::new(1);
    let first = words("A test");
    device.do_it(say(1, Readers::Team, &Words::default(), &first));
    device.do_it(say(1, Readers::Team, &first, &Words::default()));
    assert_eq!(signs(&device), []);
    device.do_it(say(1, Readers::Team, &Words::default(), &first));
    assert_eq!(signs(&device).len(), 1);
    assert_eq!(said(&device), [(1, Some(Readers::Team), first)]);
}

#[test]
fn late_is_fine_until_the_week_is_closed() {
    let mut device = Device::new(1);
    let closes = whose(1).closes.expect("it closes");
    device.now = Instant(closes.0 - 1);
    let first = words("A test");
    device.do_it(say(1, Readers::Team, &Words::default(), &first));
    device.now = closes;
    let refused = device.run(say(1, Readers::Team, &first, &words("More")));
    assert_eq!(refused, Err(Refused::WeekClosed(closes)));
    assert_eq!(said(&device), [(1, Some(Readers::Team), first)]);
}

#[test]
fn who_has_no_captain_or_no_team_writes_to_those_there_are() {
    let mut alone = whose(1);
    alone.captain = None;
    assert_eq!(alone.audience(Readers::Captain), Audience::Leads(id(TEAM)));
    alone.team = None;
    for readers in Readers::ALL {
        let expected = Audience::Member(id(MENTEE));
        assert_eq!(alone.audience(readers), expected, "{readers:?}");
    }
    let mut looked_after = whose(1);
    looked_after.team = None;
    let expected = Audience::Care(id(CAPTAIN));
    assert_eq!(looked_after.audience(Readers::Captain), expected);
}

#[test]
fn promise_19_the_same_check_in_on_two_devices_keeps_both() {
    let mut phone = Device::new(1);
    let begun = words("A test");
    phone.do_it(say(1, Readers::Team, &Words::default(), &begun));
    let mut laptop = Device::new(2);
    laptop.take(&phone);
    let rested = Words {
        next: "A rest".to_owned(),
        ..begun.clone()
    };
    phone.do_it(say(1, Readers::Team, &begun, &rested));
    let longer = Words {
        minutes: Some(300),
        ..begun.clone()
    };
    laptop.do_it(say(1, Readers::Team, &begun, &longer));
    phone.take(&laptop);
    laptop.take(&phone);
    assert_eq!(phone.records, laptop.records);
    let both = Words {
        minutes: Some(300),
        ..rested
    };
    assert_eq!(said(&phone), [(1, Some(Readers::Team), both)]);
}

#[test]
fn promise_23_what_was_said_before_there_was_a_captain_does_not_stay_with_those_who_lead() {
    let mut device = Device::new(1);
    let mut alone = whose(1);
    alone.captain = None;
    let first = words("A test");
    let say =
        |whose: &Whose, held_in: Vec<RecordId>, before: &Words, after: &Words| Weekly::CheckIn {
            whose: whose.clone(),
            readers: Readers::Captain,
            held_in,
            before: Box::new(before.clone()),
            after: Box::new(after.clone()),
        };
    device.do_it(say(&alone, Vec::new(), &Words::default(), &first));
    let held = alone.check_in(Readers::Captain);
    let then = words("For you alone");
    device.do_it(say(&whose(1), vec![held], &first, &then));
    assert_eq!(said(&device), [(1, Some(Readers::Captain), then)]);
    let leads = format!("{:?}", device.records[&held]);
    assert!(
        leads.contains("leads/") || leads.contains("Leads"),
        "{leads}"
    );
    assert!(
        !leads.contains("A test") && !leads.contains("For you"),
        "{leads}"
    );
}

#[test]
fn promise_23_words_that_were_taken_along_do_not_stay_where_another_device_wrote_them() {
    let mut phone = Device::new(1);
    let first = words("A test");
    phone.do_it(say(1, Readers::Team, &Words::default(), &first));
    let mut laptop = Device::new(2);
    laptop.take(&phone);
    phone.do_it(say(1, Readers::Captain, &first, &first));
    let more = Words {
        did: "A test and a secret".to_owned(),
        ..first.clone()
    };
    laptop.do_it(say(1, Readers::Team, &first, &more));
    phone.take(&laptop);
    let open = |device: &Device| format!("{:?}", device.records[&whose(1).check_in(Readers::Team)]);
    assert!(
        open(&phone).contains("A test and a secret"),
        "both are kept at first"
    );
    // Whatever is shown of the two, with the next word that is typed the other readers have none.
    phone.do_it(say(1, Readers::Captain, &first, &words("A test, done")));
    assert!(
        !open(&phone).contains("A test and a secret"),
        "{}",
        open(&phone)
    );
}

#[test]
fn promise_23_what_is_confided_leaves_no_line_in_the_journal_and_a_sign_does() {
    for readers in Readers::ALL {
        let mut device = Device::new(1);
        device.do_it(say(1, readers, &Words::default(), &words("A test")));
        let records: Vec<RecordId> = device.journal.iter().map(|line| line.record).collect();
        assert_eq!(records, [whose(1).sign()], "{readers:?}");
    }
}

//! A check-in as it is being written, and the roster as those on it know it.

use groundcrew::domain::decide::{Weekly, Whose};
use groundcrew::domain::membership::Standing;
use groundcrew::domain::record::Audience;
use groundcrew::domain::role::Role;
use groundcrew::domain::week::card::Card;
use groundcrew::domain::week::check_in::{CheckIn, Pace, Readers, Words};
use groundcrew::domain::week::known::known_by_cards;
use groundcrew::domain::week::saying::{Kept, Saying};

use super::kit::{Device, MENTEE, TEAM, id, whose};

fn did(text: &str) -> Words {
    Words {
        did: text.to_owned(),
        ..Words::default()
    }
}

/// Says it to these readers; `from` is where it was before.
fn say(readers: Readers, from: &[Readers], before: &Words, after: &Words) -> Weekly {
    Weekly::CheckIn {
        whose: whose(1),
        readers,
        held_in: from.iter().map(|one| whose(1).check_in(*one)).collect(),
        before: Box::new(before.clone()),
        after: Box::new(after.clone()),
    }
}

fn kept(device: &Device) -> Kept {
    Kept::of(device.read(CheckIn::read), id(MENTEE), 1)
}

#[test]
fn piece_by_piece_everything_can_be_said_and_taken_back() {
    let question: groundcrew::domain::id::QuestionId = "proud-of".parse().expect("a key");
    let all = [
        Saying::Did("a".into()),
        Saying::Next("b".into()),
        Saying::InTheWay("c".into()),
        Saying::Minutes(Some(90)),
        Saying::Pace(Some(Pace::TooSlow)),
        Saying::Mood(Some(5)),
        Saying::Links("d".into()),
        Saying::Answer {
            question: question.clone(),
            asked: "What are you proud of?".into(),
            text: "e".into(),
        },
    ];
    let mut words = Words::default();
    all.iter().for_each(|saying| words.say(saying));
    let whole = Words {
        did: "a".into(),
        next: "b".into(),
        in_the_way: "c".into(),
        minutes: Some(90),
        pace: Some(Pace::TooSlow),
        mood: Some(5),
        links: "d".into(),
        answers: [(question.clone(), "e".to_owned())].into(),
        asked: [(question.clone(), "What are you proud of?".to_owned())].into(),
    };
    assert_eq!(words, whole);
    let none = [
        Saying::Did(String::new()),
        Saying::Next(String::new()),
        Saying::InTheWay(String::new()),
        Saying::Minutes(None),
        Saying::Pace(None),
        Saying::Mood(None),
        Saying::Links(String::new()),
        Saying::Answer {
            question,
            asked: "What are you proud of?".into(),
            text: String::new(),
        },
    ];
    none.iter().for_each(|saying| words.say(saying));
    assert!(words.is_empty());
}

#[test]
fn what_is_kept_of_a_week_is_the_one_check_in_of_it() {
    let mut device = Device::new(1);
    assert_eq!(kept(&device), Kept::default());
    device.do_it(say(Readers::Team, &[], &Words::default(), &did("A test")));
    assert_eq!(kept(&device).words(), did("A test"));
    assert_eq!(kept(&device).readers(), Some(Readers::Team));
    let (was, is) = (did("A test"), did("A test, for you alone"));
    device.do_it(say(Readers::Captain, &[Readers::Team], &was, &is));
    assert_eq!(kept(&device).words(), is);
    assert_eq!(kept(&device).readers(), Some(Readers::Captain));
    assert_eq!(kept(&device).others, []);
}

#[test]
fn promise_19_readers_chosen_apart_leave_both_in_sight_and_the_fewest_are_written_to() {
    let (mut phone, mut laptop) = (Device::new(1), Device::new(2));
    let nothing = Words::default();
    phone.do_it(say(Readers::Captain, &[], &nothing, &did("Alone")));
    laptop.do_it(say(Readers::Team, &[], &nothing, &did("For all")));
    phone.take(&laptop);
    let kept = kept(&phone);
    assert_eq!(kept.words(), did("Alone"));
    let others: Vec<_> = kept.others.iter().map(|one| one.readers).collect();
    assert_eq!(others, [Some(Readers::Team)]);
}

#[test]
fn promise_19_what_was_typed_while_another_device_took_the_words_elsewhere_stays_in_sight() {
    let (mut phone, mut laptop) = (Device::new(1), Device::new(2));
    phone.do_it(say(Readers::Team, &[], &Words::default(), &did("A")));
    laptop.take(&phone);
    phone.do_it(say(Readers::Leads, &[Readers::Team], &did("A"), &did("A")));
    laptop.do_it(say(
        Readers::Team,
        &[Readers::Team],
        &did("A"),
        &did("A, B"),
    ));
    phone.take(&laptop);
    let kept = kept(&phone);
    assert_eq!(kept.readers(), Some(Readers::Leads));
    let others: Vec<_> = kept.others.iter().map(|one| one.readers).collect();
    assert_eq!(others, [Some(Readers::Team)]);
}

#[test]
fn those_on_a_team_know_each_other_by_their_cards() {
    let card = |since: &str, standing: Standing| Card {
        member: id(MENTEE),
        session: whose(1).session,
        team: Some(id(TEAM)),
        role: Role::Mentee,
        name: "Ada".to_owned(),
        github: "ada".to_owned(),
        zone: "Asia/Kathmandu".to_owned(),
        standing,
        joined: Some(super::kit::day("2028-02-07")),
        since: since.parse().ok(),
        sample: false,
    };
    let other = Card {
        member: id(5),
        name: "Bea".to_owned(),
        zone: String::new(),
        ..card("", Standing::Active)
    };
    let old = card("", Standing::Active);
    let new = card("2028-02-20", Standing::Paused);
    for cards in [[old.clone(), new.clone(), other.clone()], [new, other, old]] {
        let (members, contacts) = known_by_cards(&cards);
        assert_eq!(members.len(), 2);
        let ada = members.iter().find(|member| member.id == id(MENTEE));
        let ada = ada.expect("she is known");
        assert_eq!(ada.standing, Standing::Paused);
        assert_eq!(ada.team, Some(id(TEAM)));
        assert_eq!(contacts[&ada.person].name, "Ada");
        assert_eq!(
            contacts[&ada.person].zone.as_deref(),
            Some("Asia/Kathmandu")
        );
        assert_eq!(contacts[&id(5)].zone, None);
    }
}

#[test]
fn promise_23_what_is_saved_late_follows_the_words_to_the_readers_they_are_for_by_then() {
    let mut device = Device::new(1);
    device.do_it(say(Readers::Team, &[], &Words::default(), &did("A")));
    // One tab takes the words to the captain; another still shows them as the team's.
    let (was, is) = (did("A"), did("A, tired"));
    device.do_it(say(Readers::Captain, &[Readers::Team], &was, &is));
    let late = Words {
        next: "B".to_owned(),
        ..did("A")
    };
    device.do_it(say(Readers::Team, &[Readers::Team], &did("A"), &late));
    let kept = kept(&device);
    assert_eq!(kept.readers(), Some(Readers::Captain));
    assert_eq!(kept.words().did, "A, tired");
    assert_eq!(kept.words().next, "B");
    assert_eq!(kept.others, []);
    // Whoever chooses the team again on purpose takes all of it there.
    let (was, is) = (kept.words(), kept.words());
    device.do_it(say(Readers::Team, &[Readers::Captain], &was, &is));
    let kept = self::kept(&device);
    assert_eq!(kept.readers(), Some(Readers::Team));
    assert_eq!((kept.words(), kept.others), (is, Vec::new()));
}

#[test]
fn promise_23_what_is_changed_of_old_words_stays_for_whom_they_were_written() {
    let mut device = Device::new(1);
    device.do_it(say(Readers::Captain, &[], &Words::default(), &did("A")));
    let audience = kept(&device).audience().cloned().expect("somebody's");
    // Somebody else looks after them by now.
    let now = Whose {
        captain: Some(id(77)),
        ..whose(1)
    };
    assert_ne!(now.audience(Readers::Captain), audience);
    let then = now.written_for(&audience);
    assert_eq!(then.audience(Readers::Captain), audience);
    device.do_it(Weekly::CheckIn {
        whose: then,
        readers: Readers::Captain,
        held_in: vec![whose(1).check_in(Readers::Captain)],
        before: Box::new(did("A")),
        after: Box::new(did("A, B")),
    });
    assert_eq!(kept(&device).audience(), Some(&audience));
    assert_eq!(kept(&device).words(), did("A, B"));
    for audience in [
        Audience::Team(id(70)),
        Audience::Leads(id(70)),
        Audience::Member(id(MENTEE)),
    ] {
        let readers = Readers::of(&audience).unwrap_or(Readers::Team);
        let whose = whose(1).written_for(&audience);
        assert_eq!(whose.audience(readers), audience);
    }
}

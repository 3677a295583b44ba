//! What people work on: noted apart with nothing lost, counted by weeks, picked once, gone with whoever it is of, and
//! given to those who may read it.

use groundcrew::domain::decide::{Contributing, Contributor, Refused, Weekly};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{Audience, Kind, Record};
use groundcrew::domain::week::contribution::{
    Contribution, Detail, Link, Sort, Stalled, State, Step, numbers, revival_id,
};
use groundcrew::format::record;
use proptest::prelude::*;

use super::kit::{CAPTAIN, Device, MENTEE, TEAM, day, id, weeks};
use super::people::{ELSEWHERE, MATE, Someone, session};
use super::story::NAVIGATOR;

const FIRST: &str = include_str!("../fixtures/records/contributions-v1.jsonl");

pub fn who() -> Contributor {
    Contributor {
        session: session(),
        member: id(MENTEE),
        team: Some(id(TEAM)),
        sample: false,
    }
}

fn contribute(what: Contributing) -> Weekly {
    Weekly::Contribute(what)
}

pub fn say(n: u128, detail: Detail) -> Weekly {
    contribute(Contributing::Say {
        whose: who(),
        id: id(n),
        detail,
    })
}

pub fn link(n: u128, number: u32) -> Weekly {
    say(
        n,
        Detail::Link(format!("https://github.com/django/django/pull/{number}")),
    )
}

pub fn to(n: u128, state: State, on: &str) -> Weekly {
    contribute(Contributing::Move(vec![(id(n), state, day(on))]))
}

fn stall(n: u128, team: Option<RecordId>, detail: Detail) -> Weekly {
    contribute(Contributing::Stall {
        session: session(),
        team,
        id: id(n),
        detail,
    })
}

fn pick(n: u128) -> Weekly {
    contribute(Contributing::Pick {
        stalled: id(n),
        whose: who(),
        day: day("2028-02-16"),
    })
}

fn stalled(device: &mut Device, team: Option<RecordId>) {
    let details = [
        Detail::Link("https://github.com/django/django/pull/9".to_owned()),
        Detail::Author("<b>A. Author</b>".to_owned()),
        Detail::AuthorLink("https://github.com/author".to_owned()),
    ];
    for detail in details {
        device.do_it(stall(60, team, detail));
    }
}

fn one(device: &Device) -> Contribution {
    let mut all = device.read(Contribution::read);
    assert_eq!(all.len(), 1, "one contribution");
    all.remove(0)
}

#[test]
fn promise_06_contributions_of_the_first_shape_are_read_and_written_as_they_were() {
    let mut device = Device::new(1);
    device.do_it(link(50, 12));
    device.do_it(say(50, Detail::Project("Django".to_owned())));
    device.do_it(say(50, Detail::Sort(Some(Sort::Docs))));
    device.do_it(to(50, State::Working, "2028-02-08"));
    device.do_it(to(50, State::Review, "2028-02-15"));
    stalled(&mut device, None);
    device.do_it(pick(60));
    let texts: Vec<String> = device.records.values().map(record::to_text).collect();
    let expected: Vec<&str> = FIRST.lines().collect();
    assert_eq!(texts, expected, "{}", texts.join("\n"));
    for text in expected {
        let read = record::parse(text).expect("a record");
        assert_eq!(record::to_text(&read), text);
    }
}

#[test]
fn a_contribution_says_what_it_is_where_it_stands_and_when_it_last_moved() {
    let mut device = Device::new(1);
    device.do_it(link(50, 12));
    assert_eq!(one(&device).state(), State::Looking);
    assert_eq!(one(&device).last_moved(), None);
    device.do_it(to(50, State::Working, "2028-02-08"));
    device.do_it(to(50, State::Review, "2028-02-15"));
    let now = one(&device);
    assert_eq!(
        (now.state(), now.last_moved()),
        (State::Review, Some(day("2028-02-15")))
    );
    assert_eq!(now.said.name(), "django/django#12");
    assert_eq!(now.said.project(), "django/django");
    assert_eq!(now.audience, Audience::Team(id(TEAM)));
    // Back to work on the same day: the last move holds, and what was before stays known.
    device.do_it(to(50, State::Working, "2028-02-15"));
    let now = one(&device);
    assert_eq!((now.state(), now.moves.len()), (State::Working, 3));
    device.do_it(contribute(Contributing::Unmove(
        id(50),
        State::Working,
        day("2028-02-15"),
    )));
    assert_eq!(one(&device).state(), State::Review);
}

#[test]
fn promise_02_what_is_typed_is_kept_as_it_is_typed_and_nothing_is_made_for_nothing() {
    let mut device = Device::new(1);
    assert_eq!(device.run(say(50, Detail::Link(" ".to_owned()))), Ok(0));
    assert_eq!(device.run(say(50, Detail::Sort(None))), Ok(0));
    device.do_it(say(50, Detail::Link(" github.c".to_owned())));
    assert_eq!(one(&device).said.link, " github.c");
    assert!(one(&device).said.link().is_err());
    device.do_it(say(50, Detail::Link(String::new())));
    assert_eq!(one(&device).said.link, "");
}

#[test]
fn moves_of_what_is_not_here_change_nothing_of_the_others() {
    let mut device = Device::new(1);
    device.do_it(link(50, 12));
    let both = vec![
        (id(50), State::Merged, day("2028-02-15")),
        (id(51), State::Merged, day("2028-02-15")),
    ];
    let refused = device.run(contribute(Contributing::Move(both)));
    assert_eq!(refused, Err(Refused::NotHere(id(51))));
    assert_eq!(one(&device).state(), State::Looking);
}

#[test]
fn removed_and_brought_back_it_says_what_it_said() {
    let mut device = Device::new(1);
    device.do_it(link(50, 12));
    let before = one(&device);
    device.do_it(contribute(Contributing::Remove(id(50), true)));
    assert!(one(&device).deleted);
    device.do_it(contribute(Contributing::Remove(id(50), false)));
    assert_eq!(one(&device), before);
}

#[test]
fn who_changed_teams_goes_on_with_what_their_first_team_reads() {
    let mut device = Device::new(1);
    device.do_it(link(50, 12));
    let whose = Contributor {
        team: Some(id(8)),
        ..who()
    };
    device.do_it(contribute(Contributing::Say {
        whose,
        id: id(50),
        detail: Detail::Project("Django".to_owned()),
    }));
    assert_eq!(device.audiences(), [Audience::Team(id(TEAM))]);
    assert_eq!(one(&device).said.project, "Django");
}

#[test]
fn promise_19_moves_and_words_of_two_devices_apart_are_all_kept() {
    let mut ana = Device::new(1);
    ana.do_it(link(50, 12));
    let mut nia = Device::new(2);
    nia.take(&ana);
    ana.do_it(to(50, State::Working, "2028-02-08"));
    ana.do_it(to(50, State::Review, "2028-02-15"));
    nia.do_it(to(50, State::Working, "2028-02-09"));
    nia.do_it(say(50, Detail::Sort(Some(Sort::Tests))));
    let before = ana.clone();
    ana.take(&nia);
    nia.take(&before);
    assert_eq!(one(&ana), one(&nia));
    let now = one(&ana);
    assert_eq!((now.state(), now.moves.len()), (State::Review, 3));
    assert_eq!((now.sort, now.conflict), (Some(Sort::Tests), false));
    assert_eq!(now.first(&[State::Working]), Some(day("2028-02-08")));
}

#[test]
fn a_stalled_one_is_picked_once_and_its_first_author_is_named() {
    let mut device = Device::new(1);
    stalled(&mut device, None);
    device.do_it(pick(60));
    assert_eq!(device.run(pick(60)), Ok(0));
    let picked = one(&device);
    assert_eq!(picked.id, revival_id(id(60), id(MENTEE)));
    assert_eq!(
        (picked.revives, picked.sort),
        (Some(id(60)), Some(Sort::Revived))
    );
    assert_eq!(picked.said.author, "<b>A. Author</b>");
    assert_eq!(picked.said.author_link, "https://github.com/author");
    assert_eq!(picked.state(), State::Working);
    assert_eq!(picked.audience, Audience::Team(id(TEAM)));
    device.do_it(contribute(Contributing::Remove(picked.id, true)));
    device.do_it(pick(60));
    assert!(!one(&device).deleted);
    assert_eq!(device.run(pick(61)), Err(Refused::NotHere(id(61))));
}

/// The contributions and stalled ones that somebody is handed.
fn given(from: &Someone, whom: Option<u128>) -> Vec<u128> {
    let file = from.file_for(whom);
    let is_ours = |record: &&Record| {
        record
            .live()
            .is_some_and(|live| matches!(live.kind, Kind::Contribution | Kind::Stalled))
    };
    let ours = file.records.iter().filter(is_ours);
    ours.map(|record| record.id.bits()).collect()
}

#[test]
fn promise_23_contributions_go_to_the_team_and_the_organizers_and_stalled_ones_to_everyone_on_teams()
 {
    let mut desk = Someone::organizers();
    desk.device.do_it(link(500, 12));
    stalled(&mut desk.device, None);
    let team = stall(600, Some(id(TEAM)), Detail::Project("Django".to_owned()));
    desk.device.do_it(team);
    for whom in [MENTEE, MATE, NAVIGATOR, CAPTAIN] {
        assert_eq!(given(&desk, Some(whom)), [60, 500, 600], "{whom}");
    }
    assert_eq!(given(&desk, Some(ELSEWHERE)), [60]);
    // What organizers offer everyone they take from nobody.
    assert_eq!(given(&desk, None), [500, 600]);
}

#[test]
fn promise_21_who_is_erased_takes_their_contributions_along() {
    let mut device = Device::new(1);
    device.do_it(link(50, 12));
    stalled(&mut device, None);
    device.do_it(pick(60));
    let mut away = Device::new(2);
    away.take(&device);
    away.do_it(say(50, Detail::Project("Late words".to_owned())));
    device.erase(vec![id(MENTEE)]);
    let mark = record::parse(&format!(
        "{{\"erased\":1798761600000,\"id\":\"{}\",\"seen\":[[\"{}\",1]],\"v\":1}}",
        id(MENTEE),
        id(77)
    ))
    .expect("a mark");
    for one in [&mut device, &mut away] {
        one.take_all([&mark]);
        assert_eq!(one.read(Contribution::read), []);
        assert_eq!(one.read(Stalled::read).len(), 1, "it waits for others");
    }
}

#[test]
fn the_numbers_of_a_week_say_what_came_first_in_it() {
    let mut device = Device::new(1);
    for n in 50..54 {
        device.do_it(link(n, n as u32));
    }
    device.do_it(say(50, Detail::Sort(Some(Sort::Docs))));
    device.do_it(to(50, State::Working, "2028-02-08"));
    device.do_it(to(50, State::Review, "2028-02-14"));
    device.do_it(to(50, State::Working, "2028-02-15"));
    device.do_it(to(50, State::Review, "2028-02-22"));
    device.do_it(to(50, State::Merged, "2028-02-22"));
    device.do_it(to(51, State::Merged, "2028-02-09"));
    device.do_it(to(52, State::SetAside, "2028-02-09"));
    device.do_it(to(53, State::Working, "2028-02-09"));
    device.do_it(contribute(Contributing::Remove(id(53), true)));
    let all = device.read(Contribution::read);
    let count = |week: Option<u32>| {
        let numbers = numbers(&all, weeks(), week);
        Step::ALL.map(|step| numbers.of(step))
    };
    assert_eq!(count(Some(0)), [0, 0, 0]);
    assert_eq!(count(Some(1)), [2, 0, 1]);
    assert_eq!(count(Some(2)), [0, 1, 0]);
    assert_eq!(count(Some(3)), [0, 0, 1]);
    assert_eq!(count(None), [2, 1, 2]);
    let whole = numbers(&all, weeks(), None);
    assert_eq!(whole.of_sort(Step::Merged, Some(Sort::Docs)), 1);
    assert_eq!(whole.of_sort(Step::Merged, None), 1);
    assert!(numbers(&all, weeks(), Some(8)).is_empty());
}

fn state() -> impl Strategy<Value = State> {
    prop::sample::select(State::ALL.to_vec())
}

proptest! {
    #[test]
    fn promise_18_whatever_is_noted_apart_every_device_shows_the_same(
        moves in prop::collection::vec((any::<bool>(), state(), 0..20_i64, any::<bool>()), 0..12)
    ) {
        let mut ana = Device::new(1);
        ana.do_it(link(50, 12));
        let mut nia = Device::new(2);
        nia.take(&ana);
        let mut noted = std::collections::BTreeSet::new();
        for (is_ana, state, days, meets) in moves {
            let on = weeks().starts.plus_days(days).expect("a day");
            let one = if is_ana { &mut ana } else { &mut nia };
            one.do_it(contribute(Contributing::Move(vec![(id(50), state, on)])));
            noted.insert((on, state));
            if meets {
                nia.take(&ana);
                ana.take(&nia);
            }
        }
        nia.take(&ana);
        ana.take(&nia);
        let (ana, nia) = (one(&ana), one(&nia));
        prop_assert_eq!(&ana.moves, &nia.moves);
        let kept = ana.moves.iter().map(|one| (one.day, one.to));
        prop_assert_eq!(kept.collect::<std::collections::BTreeSet<_>>(), noted.clone());
        let last = noted.iter().map(|(on, _)| *on).max();
        prop_assert_eq!(ana.last_moved(), last);
        // Every contribution begins, goes to review and is merged in one week at most.
        let all = [ana];
        for step in Step::ALL {
            let by_week: u32 = weeks().all().map(|week| numbers(&all, weeks(), Some(week)).of(step)).sum();
            prop_assert_eq!(by_week, numbers(&all, weeks(), None).of(step));
        }
    }
}

#[test]
fn promise_24_a_link_in_a_record_opens_only_pages() {
    let mut device = Device::new(1);
    device.do_it(say(50, Detail::Link("javascript:alert(1)".to_owned())));
    let said = one(&device).said;
    assert!(said.link().is_err());
    assert_eq!(said.name(), "javascript:alert(1)");
    assert!(Link::parse(&said.author_link).is_err());
}

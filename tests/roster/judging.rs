//! What of a roster holds and what breaks a rule.

use groundcrew::domain::answer::WeekSlots;
use groundcrew::domain::programme::TeamRules;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::explain::stand_ins;
use groundcrew::domain::roster::judge::{Breach, Wish, Wished, difference, difference_of, judge};
use groundcrew::domain::roster::{Member, Move, Pair, Roster};

use proptest::prelude::*;

use super::kit::{crew, easy, evenings, id, led, member, seat, week};

fn breaches(roster: &Roster, team: &str) -> Vec<Breach> {
    judge(&easy(), roster).teams[&id(team)].breaches.clone()
}

#[test]
fn a_team_that_can_meet_and_is_wanted_is_whole() {
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let judged = judge(&easy(), &roster);
    let team = &judged.teams[&id("t1")];
    assert_eq!(team.breaches, []);
    assert_eq!(team.hours, Some(10));
    assert_eq!(team.captain_hours[&id("m1")], 10);
    // Twice the first choice, and five spare hours that count.
    assert_eq!(team.points, 50 + 50 + 5 * 6);
    assert_eq!(judged.placed, 2);
    assert_eq!(judged.unplaced.len(), 4);
}

#[test]
fn what_is_still_to_come_breaks_no_rule() {
    let roster = led().after(&[
        Move::Lead {
            team: id("t1"),
            place: 0,
            navigator: None,
        },
        Move::LookAfter {
            team: id("t1"),
            captain: None,
        },
    ]);
    let found = breaches(&roster, "t1");
    let lacks = [
        Breach::NoNavigator,
        Breach::NoCaptain,
        Breach::TooFew { have: 0, least: 2 },
    ];
    assert_eq!(found, lacks);
    assert!(found.iter().all(Breach::is_open));
}

#[test]
fn each_rule_that_is_broken_is_named() {
    let four = ["m1", "m2", "m3", "m5"].map(|who| seat(who, Some("t1")));
    let too_many = Breach::TooMany { have: 4, most: 3 };
    assert_eq!(breaches(&led().after(&four), "t1"), [too_many]);

    let wrong = led().after(&[seat("m6", Some("t1")), seat("m1", Some("t1"))]);
    assert_eq!(breaches(&wrong, "t1"), [Breach::Unwanted(id("m6"))]);

    let pair = Pair::new(id("m1"), id("m2")).expect("two");
    let apart = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        Move::Apart { pair, apart: true },
    ]);
    let [one, other] = pair.both();
    assert_eq!(breaches(&apart, "t1"), [Breach::Apart(one, other)]);

    let twice = led().after(&[
        seat("m3", Some("t2")),
        seat("m4", Some("t2")),
        Move::Lead {
            team: id("t2"),
            place: 0,
            navigator: Some(id("nav-a")),
        },
        Move::LookAfter {
            team: id("t2"),
            captain: Some(id("cap-1")),
        },
    ]);
    let found = breaches(&twice, "t2");
    assert!(found.contains(&Breach::LeadsTwice(id("nav-a"))));
    assert!(found.contains(&Breach::TooManyTeams {
        captain: id("cap-1"),
        have: 2,
        most: 1
    }));

    let stranger = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        seat("who", Some("t1")),
    ]);
    assert_eq!(breaches(&stranger, "t1"), [Breach::Gone(id("who"))]);
}

#[test]
fn too_few_hours_are_said_with_how_many_there_are() {
    let one_evening = week(&[0, 1], 18, 1);
    let members = vec![
        member("nav-a", Role::Navigator, &["a"], evenings()),
        member("cap-1", Role::Captain, &[], evenings()),
        member("m1", Role::Mentee, &["a"], evenings()),
        member("m2", Role::Mentee, &["a"], one_evening),
        member("m3", Role::Mentee, &["a"], WeekSlots::default()),
    ];
    let crew = crew(members, TeamRules::default());
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let judged = judge(&crew, &roster);
    assert_eq!(
        judged.teams[&id("t1")].breaches,
        [
            Breach::TeamHours { have: 2, least: 5 },
            Breach::CaptainHours {
                mentee: id("m2"),
                have: 2,
                least: 3
            }
        ]
    );
}

#[test]
fn someone_who_did_not_say_when_is_said() {
    let mut silent = member("m1", Role::Mentee, &["a"], evenings());
    silent.week = None;
    let members = vec![
        member("nav-a", Role::Navigator, &["a"], evenings()),
        member("cap-1", Role::Captain, &[], evenings()),
        silent,
        member("m2", Role::Mentee, &["a"], evenings()),
    ];
    let crew = crew(members, TeamRules::default());
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let found = &judge(&crew, &roster).teams[&id("t1")].breaches;
    assert_eq!(*found, [Breach::NoWeek(id("m1"))]);
}

#[test]
fn promise_28_the_hours_are_those_of_the_navigators_clock_in_every_week() {
    let days = [0, 1, 2, 3, 4];
    let mut navigator = member("nav-a", Role::Navigator, &["a"], week(&days, 18, 3));
    navigator.zone = Some("Europe/Berlin".to_owned());
    // 23:00 to 01:00 in Kathmandu is 18:15 to 20:15 in Berlin, and an hour later from 28 March on: of the
    // three hours of each evening 19:15 to 20:15 is there in every week.
    let mut nights = week(&days, 23, 1);
    for slot in week(&[1, 2, 3, 4, 5], 0, 1).iter() {
        nights.set(slot, true);
    }
    let mut far = member("m1", Role::Mentee, &["a"], nights);
    far.zone = Some("Asia/Kathmandu".to_owned());
    // The same evenings by the same clock.
    let mut near = member("m2", Role::Mentee, &["a"], week(&days, 18, 3));
    near.zone = Some("Europe/Berlin".to_owned());
    let crew = crew(vec![navigator, far, near], TeamRules::default());
    let with = |who: &str| {
        let judged = judge(&crew, &led().after(&[seat(who, Some("t1"))]));
        judged.teams[&id("t1")].clone()
    };
    assert_eq!(with("m2").zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(with("m2").hours, Some(15));
    assert_eq!(with("m1").hours, Some(5));
}

#[test]
fn what_a_move_does_is_said_for_the_teams_it_changes() {
    let crew = easy();
    let before = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        seat("m3", Some("t2")),
        seat("m4", Some("t2")),
    ]);
    let after = before.after(&[seat("m2", Some("t2"))]);
    let effect = difference(&judge(&crew, &before), &judge(&crew, &after));
    assert_eq!(effect.teams.len(), 2);
    // Whom the move leaves behind are too few for a team, and no team is worth nothing: that is no gain.
    assert_eq!(effect.points, 30 - (50 + 50 + 5 * 6));
    assert_eq!(
        effect.lacks,
        [(id("t1"), Breach::TooFew { have: 1, least: 2 })]
    );
    assert_eq!(effect.placed, 0);
    assert_eq!(effect.breaks, []);
    let back = difference(&judge(&crew, &after), &judge(&crew, &before));
    assert_eq!((back.points, back.lacks), (-effect.points, Vec::new()));
    let worse = before.after(&[seat("m6", Some("t2"))]);
    let effect = groundcrew::domain::roster::judge::difference(
        &judge(&crew, &before),
        &judge(&crew, &worse),
    );
    assert_eq!(effect.breaks, [(id("t2"), Breach::Unwanted(id("m6")))]);
    assert_eq!(effect.placed, 1);
}

#[test]
fn what_a_move_does_to_wishes_balance_and_places_is_said() {
    let mut members: Vec<_> = easy().all().cloned().collect();
    for who in &mut members {
        if who.name == "m3" {
            who.level = Some(5);
        }
    }
    let crew = crew(members, TeamRules::default());
    let before = led().after(&[
        seat("m1", Some("t1")),
        seat("m2", Some("t1")),
        seat("m4", Some("t2")),
    ]);
    let judged = judge(&crew, &before);
    let wish = |who: &str, was: Option<Wished>, is: Option<Wished>| Wish {
        mentee: id(who),
        was,
        is,
    };
    // From nowhere to the second choice.
    let joins = difference_of(&crew, &before, &judged, &[seat("m3", Some("t1"))]);
    assert_eq!(joins.wishes, [wish("m3", None, Some(Wished::Choice(2)))]);
    let (_, was, is) = &joins.teams[0];
    assert_eq!((was.spread, is.spread), (0, 2));
    assert_eq!(is.captain_hours[&id("m3")], 10);
    assert_eq!(joins.displaced, []);
    // From the first choice to what they did not ask for.
    let moved = difference_of(&crew, &before, &judged, &[seat("m1", Some("t2"))]);
    let (first, not) = (Some(Wished::Choice(1)), Some(Wished::Not));
    assert_eq!(moved.wishes, [wish("m1", first, not)]);
    assert_eq!(moved.displaced, []);
    // A captain who takes a team over puts its captain off, and leaves their own.
    let moves = before.put(&crew, id("cap-1"), Some(id("t2")));
    let taken = difference_of(&crew, &before, &judged, &moves);
    assert_eq!(taken.displaced, [(id("cap-2"), id("t2"))]);
    // A project that is another one changes what it is to everyone on the team.
    let moves = [Move::Project {
        team: id("t1"),
        project: Some(super::kit::project("b")),
    }];
    let other = difference_of(&crew, &before, &judged, &moves);
    let second = Some(Wished::Choice(2));
    let mut told = [wish("m1", first, not), wish("m2", first, second)];
    told.sort_unstable();
    let mut wishes = other.wishes;
    wishes.sort_unstable();
    assert_eq!(wishes, told);
    let off = difference_of(&crew, &before, &judged, &[seat("m4", None)]);
    assert_eq!(off.displaced, [(id("m4"), id("t2"))]);
    assert_eq!(off.placed, -1);
}

#[test]
fn who_left_is_not_counted_among_those_who_are_placed() {
    let mut members: Vec<_> = easy().all().cloned().collect();
    for who in &mut members {
        who.is_in = who.name != "m2";
    }
    let crew = crew(members, TeamRules::default());
    let roster = led().after(&[seat("m1", Some("t1")), seat("m2", Some("t1"))]);
    let judged = judge(&crew, &roster);
    assert_eq!(judged.placed, 1);
    let all = crew.of_role(Role::Mentee).count();
    assert_eq!(judged.placed + judged.unplaced.len(), all);
    let off = difference_of(&crew, &roster, &judged, &[seat("m2", None)]);
    assert_eq!(off.placed, 0);
}

#[test]
fn an_improvement_breaks_nothing_anew() {
    let crew = easy();
    let before = led().after(&["m1", "m2", "m3", "m5", "m6"].map(|who| seat(who, Some("t1"))));
    let judged = judge(&crew, &before);
    // Five on a team of at most three: four are too many too, but no new breach.
    let fewer = difference_of(&crew, &before, &judged, &[seat("m3", None)]);
    assert_eq!(fewer.breaks, []);
    let more = difference_of(&crew, &before, &judged, &[seat("m4", Some("t1"))]);
    let worse = Breach::TooMany { have: 6, most: 3 };
    assert!(
        more.breaks.contains(&(id("t1"), worse)),
        "{:?}",
        more.breaks
    );
}

/// Moves among the people and teams of the easy crew.
fn named_move() -> impl Strategy<Value = Move> {
    let team = || (1_u32..3).prop_map(|n| id(&format!("t{n}")));
    let mentee = || (1_u32..7).prop_map(|n| id(&format!("m{n}")));
    let navigator = || proptest::sample::select(vec![id("nav-a"), id("nav-b")]);
    let captain = || proptest::sample::select(vec![id("cap-1"), id("cap-2")]);
    prop_oneof![
        4 => (mentee(), proptest::option::of(team()))
            .prop_map(|(mentee, team)| Move::Seat { mentee, team }),
        1 => (team(), 0_usize..2, proptest::option::of(navigator())).prop_map(
            |(team, place, navigator)| Move::Lead { team, place, navigator }
        ),
        1 => (team(), proptest::option::of(captain()))
            .prop_map(|(team, captain)| Move::LookAfter { team, captain }),
        1 => (mentee(), mentee(), any::<bool>()).prop_filter_map("two", |(one, other, apart)| {
            Some(Move::Apart { pair: Pair::new(one, other)?, apart })
        }),
        1 => team().prop_map(Move::Dissolve),
    ]
}

proptest! {
    #[test]
    fn judging_only_what_is_touched_finds_all_that_changes(
        first in proptest::collection::vec(named_move(), 0..12),
        second in proptest::collection::vec(named_move(), 0..4),
    ) {
        let crew = easy();
        let before = led().after(&first);
        let judged = judge(&crew, &before);
        let whole = difference(&judged, &judge(&crew, &before.after(&second)));
        prop_assert_eq!(difference_of(&crew, &before, &judged, &second), whole);
    }
}

#[test]
fn who_left_is_told_and_counts_for_nothing_else() {
    // Somebody who is free in the mornings only, on a team of evenings.
    let with = |is_in: bool| {
        let mut members: Vec<Member> = easy().all().cloned().collect();
        let mut odd = member("m9", Role::Mentee, &[], week(&[0, 1, 2, 3, 4], 6, 2));
        odd.is_in = is_in;
        members.push(odd);
        crew(members, TeamRules::default())
    };
    let two = [seat("m1", Some("t1")), seat("m2", Some("t1"))];
    let three = led().after(&two).after(&[seat("m9", Some("t1"))]);
    let of = |is_in, roster: &Roster| judge(&with(is_in), roster).teams[&id("t1")].clone();
    assert_eq!(of(true, &three).hours, Some(0));
    let left = of(false, &three);
    assert_eq!(left.hours, Some(10));
    assert_eq!(left.breaches, [Breach::Gone(id("m9"))]);
    let without = of(false, &led().after(&two));
    assert_eq!((left.points, left.spread), (without.points, without.spread));
    assert_eq!(left.captain_hours, without.captain_hours);
    // So whoever could step in is reckoned with those who are there, and the seat is free.
    let ins = stand_ins(
        &with(false),
        &three,
        (id("t1"), Role::Mentee),
        &std::collections::BTreeSet::new(),
    );
    let m3 = ins.iter().find(|one| one.person == id("m3"));
    assert_eq!(m3.map(|one| one.effect.breaks.clone()), Some(Vec::new()));
}

#[test]
fn what_a_move_mends_is_told_as_what_it_breaks_is() {
    let four = ["m1", "m2", "m3", "m5"].map(|who| seat(who, Some("t1")));
    let crowded = led().after(&four);
    let does = |before: &Roster, moves: &[Move]| {
        difference_of(&easy(), before, &judge(&easy(), before), moves)
    };
    let five = [seat("m4", Some("t1"))];
    // Still crowded: nothing is mended, and what got worse is new.
    let worse = does(&crowded, &five);
    assert_eq!(worse.mended, []);
    assert!(!worse.breaks.is_empty());
    let less = does(&crowded.after(&five), &[seat("m4", None)]);
    assert_eq!(less.mended, [(id("t1"), Breach::Unwanted(id("m4")))]);
    let off = does(&crowded, &[seat("m5", None)]);
    assert_eq!(
        off.mended,
        [(id("t1"), Breach::TooMany { have: 4, most: 3 })]
    );
    assert_eq!(off.breaks, []);
}

//! A session's roster as a calendar and as contacts: every meeting of every week is where the database of
//! zones has it, and nobody's address is in a calendar.

use std::collections::{BTreeMap, BTreeSet};

use calcard::icalendar::{ICalendarComponentType, ICalendarProperty};
use calcard::vcard::VCardProperty;
use calcard::{Entry, Parser};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::{Meeting, Membership, Standing, Team};
use groundcrew::domain::person::Shown;
use groundcrew::domain::programme::Programme;
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::sheet::{Contact, Contacts, Sheet, Source, sheet};
use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::programme::parse;
use groundcrew::format::sheet::{Calendars, Heading, calendar, contacts};
use jiff::ToSpan;
use jiff::civil::DateTime;
use proptest::prelude::*;

use super::kit::{
    Rules, a_day, a_zone, anchor, components, date, occurrences, offset, read, shown, text, value,
    zone,
};
use super::texts::hostile;

fn programme() -> Programme {
    let text = include_str!("../../public/programme.json");
    parse(text).expect("the sample is good").programme
}

fn team(bits: u128, name: &str, meeting: Option<(&str, u16)>) -> Team {
    Team {
        id: RecordId::from_bits(bits),
        session: "orbit-4".parse().expect("a key"),
        name: name.to_owned(),
        project: None,
        starts: None,
        weeks: None,
        meeting: meeting.map(|(zone, quarter)| Meeting {
            zone: zone.to_owned(),
            quarter,
            minutes: 60,
        }),
        meets_at: String::new(),
        sample: false,
        deleted: false,
        conflict: false,
    }
}

/// The calendar of some teams, whose zones' clocks are those of the database around a day.
fn file(teams: &[Team], around: Date) -> Option<String> {
    let programme = programme();
    let zones = teams.iter().filter_map(|team| team.meeting.as_ref());
    let clocks = zones
        .map(|meeting| {
            let clock = anchor(&meeting.zone, around).clock().clone();
            (meeting.zone.clone(), clock)
        })
        .collect();
    let with = Calendars {
        session: &programme.sessions[0],
        clocks: &clocks,
        made: Instant(1_798_761_600_000),
        remind: None,
    };
    let named = teams
        .iter()
        .map(|team| (team, format!("Team {}", team.name), None));
    calendar(named, with)
}

/// When somebody's own calendar has a team's meetings, by the database alone, in seconds.
fn expected(team: &Team, weeks: u32) -> Vec<i64> {
    let meeting = team.meeting.as_ref().expect("it meets");
    let zone = zone(&meeting.zone);
    let begins = team.starts.expect("a rolling team");
    let first = DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
        .checked_add(begins.days_since_epoch().days())
        .expect("in range");
    // The first day of the week's day, day by day as one would on paper.
    let weekday = i8::try_from(meeting.quarter / 96).expect("a day of the week");
    let day = (0..7)
        .map(|ahead| first.checked_add(ahead.days()).expect("in range"))
        .find(|day| day.weekday().to_monday_zero_offset() == weekday)
        .expect("one of seven days");
    let minutes = i64::from(meeting.quarter % 96) * 15;
    let day = day.checked_add(minutes.minutes()).expect("in range");
    let moments = (0..i64::from(weeks)).map(|week| {
        let shown = day.checked_add((7 * week).days()).expect("in range");
        let at = zone.to_ambiguous_timestamp(shown).compatible();
        at.expect("in range").as_second()
    });
    moments.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn promise_28_a_teams_calendar_has_each_week_where_the_zones_say(
        name in a_zone(),
        starts in a_day(),
        quarter in 0..672_u16,
        weeks in 1..20_u32,
    ) {
        let mut team = team(7, "Venus", Some((&name, quarter)));
        team.starts = Some(starts);
        team.weeks = Some(weeks);
        let text = file(std::slice::from_ref(&team), starts).expect("it meets");
        let calendar = read(&text);
        let events = components(&calendar, ICalendarComponentType::VEvent);
        prop_assert_eq!(events.len(), 1);
        let found = occurrences(&Rules::of(&calendar), events[0]);
        prop_assert_eq!(found, expected(&team, weeks));
    }
}

#[test]
fn promise_28_teams_in_three_zones_keep_their_hours_across_the_change_of_clocks() {
    let starts = date("2028-03-06");
    let mut teams = [
        team(1, "Venus", Some(("Europe/Paris", 96 + 72))),
        team(2, "Mars", Some(("America/New_York", 3 * 96 + 68))),
        team(3, "Luna", Some(("Asia/Kathmandu", 5 * 96 + 40))),
        team(4, "Silent", None),
    ];
    for team in &mut teams {
        team.starts = Some(starts);
        team.weeks = Some(5);
        team.meets_at = "https://meet.example/room".to_owned();
    }
    let text = file(&teams, starts).expect("they meet");
    let calendar = read(&text);
    // What the clocks of each zone do, as another library reads it.
    let mut rules: BTreeMap<String, Vec<(i64, i64, i64)>> = BTreeMap::new();
    for zone in components(&calendar, ICalendarComponentType::VTimezone) {
        let id = zone.property(&ICalendarProperty::Tzid).expect("a name");
        let name = id.values[0].as_text().expect("a text").to_owned();
        for part in &zone.component_ids {
            let part = &calendar.components[*part as usize];
            let from = offset(value(part, &ICalendarProperty::Tzoffsetfrom));
            let to = offset(value(part, &ICalendarProperty::Tzoffsetto));
            let at = shown(value(part, &ICalendarProperty::Dtstart)) - from;
            rules.entry(name.clone()).or_default().push((at, from, to));
        }
    }
    assert_eq!(
        rules.keys().collect::<Vec<_>>(),
        ["America/New_York", "Asia/Kathmandu", "Europe/Paris"]
    );
    let events = components(&calendar, ICalendarComponentType::VEvent);
    assert_eq!(events.len(), 3);
    let mut moved = 0;
    for (event, team) in events.iter().zip(&teams) {
        let uid = format!("team-{}@groundcrew", team.id);
        assert_eq!(text_of(event, &ICalendarProperty::Uid), Some(uid.as_str()));
        let meeting = team.meeting.as_ref().expect("it meets");
        let first = shown(value(event, &ICalendarProperty::Dtstart));
        let found: Vec<i64> = (0..5)
            .map(|week| {
                let wall = first + week * 7 * 86_400;
                let rules = &rules[&meeting.zone];
                let holds = rules.iter().rev().find(|(at, _, to)| *at <= wall - to);
                wall - holds.expect("a rule from before").2
            })
            .collect();
        assert_eq!(found, expected(team, 5), "{}", team.name);
        moved += found
            .windows(2)
            .filter(|pair| pair[1] - pair[0] != 7 * 86_400)
            .count();
    }
    // New York changes on 12 March, Paris on 26 March, Kathmandu never.
    assert_eq!(moved, 2);
    assert_eq!(file(&teams[3..], starts), None);
}

fn text_of<'c>(
    event: &'c calcard::icalendar::ICalendarComponent,
    name: &ICalendarProperty,
) -> Option<&'c str> {
    text(event, name)
}

fn people(names: &[String]) -> (Contacts, Vec<Membership>) {
    let session = "orbit-4".parse().expect("a key");
    let mut contacts = Contacts::new();
    let mut members = Vec::new();
    for (name, n) in names.iter().zip(1..) {
        let id = RecordId::from_bits(n);
        contacts.insert(
            id,
            Contact {
                name: name.clone(),
                email: format!("p{n}@space.example"),
                github: format!("p{n}"),
                zone: Some("Europe/Paris".to_owned()),
                shown: BTreeSet::from([Shown::Name]),
            },
        );
        let mut member = Membership::new(&session, id, 0, Role::Mentee);
        member.team = Some(RecordId::from_bits(100));
        members.push(member);
    }
    (contacts, members)
}

fn roster(contacts: &Contacts, members: &[Membership], teams: &[Team]) -> Sheet {
    sheet(Source {
        session: &"orbit-4".parse().expect("a key"),
        memberships: members,
        teams,
        places: &BTreeMap::new(),
        contacts,
    })
}

/// The cards of a file as another library reads them: names and roles.
fn cards(text: &str) -> Vec<(String, String)> {
    let mut parser = Parser::new(text);
    let mut cards = Vec::new();
    loop {
        match parser.entry() {
            Entry::VCard(card) => {
                let text = |name: VCardProperty| {
                    let value = card.property(&name).and_then(|p| p.values.first());
                    let text = value.and_then(|value| value.as_text());
                    text.unwrap_or_default().to_owned()
                };
                cards.push((text(VCardProperty::Fn), text(VCardProperty::Role)));
            }
            Entry::Eof => return cards,
            other => panic!("{other:?} in {text}"),
        }
    }
}

#[test]
fn contacts_hold_each_once_with_all_their_parts_and_nobody_who_left() {
    let names = ["Ana", "Bo", "Cy"].map(str::to_owned);
    let (contacts_of, mut members) = people(&names);
    members[2].standing = Standing::Left;
    let mut second = members[0].clone();
    second.id = RecordId::from_bits(500);
    second.role = Role::Own("host".into());
    second.team = None;
    members.push(second);
    let teams = [team(100, "Venus", None), team(101, "Mars", None)];
    let sheet = roster(&contacts_of, &members, &teams);
    let programme = programme();
    let heading = Heading {
        programme: &programme,
        session: &programme.sessions[0],
    };
    let all = contacts(&sheet, None, heading);
    let card = |name: &str, role: &str| (name.to_owned(), role.to_owned());
    assert_eq!(
        cards(&all),
        [card("Ana", "orbiter, mission host"), card("Bo", "orbiter")]
    );
    assert!(all.contains("CATEGORIES:Orbit 4,Venus\r\n"), "{all}");
    assert!(all.contains("URL:https://github.com/p1\r\n"), "{all}");
    let of_team = contacts(&sheet, Some(RecordId::from_bits(100)), heading);
    assert_eq!(
        cards(&of_team),
        [card("Ana", "orbiter"), card("Bo", "orbiter")]
    );
    assert_eq!(
        contacts(&sheet, Some(RecordId::from_bits(101)), heading),
        ""
    );
}

proptest! {
    #[test]
    fn promise_24_hostile_teams_and_people_do_nothing_but_show(
        name in hostile(), place in hostile(), people_named in prop::collection::vec(hostile(), 1..4),
    ) {
        let mut venus = team(100, &name, Some(("Europe/Paris", 100)));
        venus.meets_at = place;
        let text = file(std::slice::from_ref(&venus), date("2028-02-07")).expect("it meets");
        let calendar = read(&text);
        let events = components(&calendar, ICalendarComponentType::VEvent);
        prop_assert_eq!(events.len(), 1);
        prop_assert!(!text.contains("ATTENDEE:") && !text.contains("\nATTENDEE"));
        prop_assert!(!text.contains("space.example"));
        let (contacts_of, members) = people(&people_named);
        let sheet = roster(&contacts_of, &members, std::slice::from_ref(&venus));
        let programme = programme();
        let heading = Heading { programme: &programme, session: &programme.sessions[0] };
        prop_assert_eq!(cards(&contacts(&sheet, None, heading)).len(), people_named.len());
    }
}

//! Made-up applications: the same for the same seed, valid, and as varied as people are.

use std::collections::{BTreeMap, BTreeSet};

use groundcrew::domain::answer::{Answer, Slot, WeekSlots};
use groundcrew::domain::application::{ApplicationState, SAMPLE};
use groundcrew::domain::id::{ProjectId, ReplicaId};
use groundcrew::domain::listing::Summary;
use groundcrew::domain::programme::{Programme, Session};
use groundcrew::domain::record::{Applied, Audience, DELETED, FieldName, Kind, Value, Writer};
use groundcrew::domain::sample::{Sample, Samples};
use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::file::{Damage, FileError};
use groundcrew::format::form::version_record;
use groundcrew::format::programme::parse;
use groundcrew::format::record;
use groundcrew::format::submission::Submission;
use jiff::tz::TimeZone;

const PROGRAMME: &str = include_str!("../public/programme.json");

fn programme() -> Programme {
    parse(PROGRAMME)
        .expect("the sample programme is valid")
        .programme
}

fn begins(date: &str) -> Instant {
    date.parse::<Date>().expect("a date").begins_anywhere()
}

fn samples(
    programme: &Programme,
    session: &str,
    until: &str,
    seed: u64,
    count: usize,
) -> Vec<Sample> {
    let session = find(programme, session);
    Samples::new(&programme.forms[0], session, begins(until), seed)
        .take(count)
        .collect()
}

fn find<'p>(programme: &'p Programme, id: &str) -> &'p Session {
    let id = id.parse().expect("a key");
    programme
        .session(&id)
        .expect("a session of the sample programme")
}

fn texts(sample: &Sample) -> impl Iterator<Item = &str> {
    sample.answers.values().filter_map(|answer| match answer {
        Answer::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

#[test]
fn the_same_seed_makes_the_same_samples_however_many() {
    let programme = programme();
    let few = samples(&programme, "orbit-4", "2026-11-22", 7, 20);
    let many = samples(&programme, "orbit-4", "2026-11-22", 7, 200);
    assert_eq!(few[..], many[..20]);
    let others = samples(&programme, "orbit-4", "2026-11-22", 8, 20);
    assert!(few.iter().zip(&others).all(|(a, b)| a != b));
    let ids: BTreeSet<_> = many.iter().chain(&others).map(|sample| sample.id).collect();
    assert_eq!(ids.len(), 220);
}

#[test]
fn a_hundred_thousand_are_each_their_own_and_any_of_them_is_made_alone() {
    let programme = programme();
    let session = find(&programme, "orbit-4");
    let make = || Samples::new(&programme.forms[0], session, begins("2026-11-22"), 7);
    let ids: BTreeSet<_> = (0..100_000).map(|number| make().id(number)).collect();
    assert_eq!(ids.len(), 100_000);
    for number in (0..100_000).step_by(4_999) {
        let sample = make().sample(number);
        assert_eq!(sample.id, make().id(number));
        assert_eq!(sample, make().sample(number));
    }
}

#[test]
fn every_sample_could_have_been_sent() {
    let programme = programme();
    let form = &programme.forms[0];
    let (session, version) = (find(&programme, "orbit-4"), version_record(form).id);
    let mut bytes = 0;
    for sample in samples(&programme, "orbit-4", "2026-11-22", 1, 10_000) {
        let record = sample.to_record(&session.id, version);
        assert_eq!(Summary::of(&record).map(|row| row.is_some()), Ok(true));
        bytes += record::to_text(&record).len();
        for question in form
            .questions()
            .filter(|q| q.required && q.show_if.is_none())
        {
            assert!(sample.answers.contains_key(&question.id), "{}", question.id);
        }
        for (id, answer) in &sample.answers {
            let question = form.question(id).expect("only questions of the form");
            if let (Some(limit), Answer::Text(text)) = (question.limit, answer) {
                assert_eq!(limit.over(text), None, "{id}");
            }
        }
    }
    // About what real ones take.
    assert!((3_000..5_000).contains(&(bytes / 10_000)), "{bytes}");
}

#[test]
fn a_file_that_calls_itself_a_sample_or_deleted_is_refused() {
    let programme = programme();
    let session = find(&programme, "orbit-4");
    let form_version = version_record(&programme.forms[0]);
    let sample = &samples(&programme, "orbit-4", "2026-11-22", 1, 1)[0];
    let made = sample.to_record(&session.id, form_version.id);
    for (field, value, taken) in [
        (SAMPLE, true, false),
        (SAMPLE, false, true),
        (DELETED, true, false),
        (DELETED, false, true),
    ] {
        let mut writer = Writer {
            replica: ReplicaId::from_bits(5),
            counter: 0,
            at: Instant(0),
            by: "".into(),
        };
        let fields: BTreeMap<&str, bool> = [(SAMPLE, false), (field, value)].into_iter().collect();
        let fields = fields
            .into_iter()
            .map(|(name, yes)| (FieldName::new(name), Value::Bool(yes)))
            .collect();
        let inbox = Audience::Inbox(session.id.clone());
        let written = writer.write(
            Some(made.clone()),
            made.id,
            Kind::Application,
            inbox,
            fields,
        );
        let Applied::Changed(application, _) = written else {
            unreachable!("nothing was erased");
        };
        let submission = Submission {
            application,
            form_version: form_version.clone(),
        };
        let read = Submission::parse(&submission.to_text(&programme.id), &programme.id);
        let refused = FileError::Damaged {
            line: 3,
            damage: Damage::Contents,
        };
        let expected = if taken { Ok(()) } else { Err(refused) };
        assert_eq!(read.map(drop), expected, "{field} {value}");
    }
}

#[test]
fn hidden_questions_are_not_answered_and_shown_ones_are() {
    let programme = programme();
    let many = samples(&programme, "orbit-4", "2026-11-22", 1, 500);
    let answers =
        |sample: &Sample, id: &str| sample.answers.contains_key(&id.parse().expect("a key"));
    let hours = |sample: &Sample| match sample.answers.get(&"hours".parse().expect("a key")) {
        Some(Answer::Number(hours)) => *hours,
        _ => 0.0,
    };
    for sample in &many {
        assert_eq!(answers(sample, "hours-care"), hours(sample) >= 10.0);
    }
    let with = |id| many.iter().filter(|sample| answers(sample, id)).count();
    for id in [
        "hours-care",
        "contribution-story",
        "away-plan",
        "access-more",
        "project-why",
    ] {
        assert!((20..480).contains(&with(id)), "{id}: {}", with(id));
    }
}

#[test]
fn samples_are_as_varied_as_people() {
    let programme = programme();
    let many = samples(&programme, "orbit-4", "2026-11-22", 1, 120);
    let all: String = many.iter().flat_map(texts).collect();
    let has = |what: &str, from: char, to: char| {
        assert!(
            all.chars().any(|c| (from..=to).contains(&c)),
            "nothing {what}"
        );
    };
    has("Arabic", '\u{620}', '\u{64a}');
    has("Hebrew", '\u{5d0}', '\u{5ea}');
    has("Chinese", '\u{4e00}', '\u{9fff}');
    has("Japanese", '\u{3041}', '\u{3096}');
    has("Devanagari", '\u{904}', '\u{939}');
    has("Cyrillic", '\u{410}', '\u{44f}');
    has("Greek", '\u{3b1}', '\u{3c9}');
    has("Korean", '\u{ac00}', '\u{d7a3}');
    has("combining", '\u{300}', '\u{323}');
    has("with emoji", '\u{1f300}', '\u{1faff}');
    has("with a joiner", '\u{200d}', '\u{200d}');
    assert!(all.contains("=SUM("), "nothing a spreadsheet would run");

    let lengths: Vec<usize> = many.iter().flat_map(texts).map(str::len).collect();
    assert!(lengths.iter().any(|length| *length < 10));
    assert!(
        lengths.iter().any(|length| *length > 1500),
        "{:?}",
        lengths.iter().max()
    );
    let counts: BTreeSet<usize> = many.iter().map(|sample| sample.answers.len()).collect();
    assert!(counts.len() > 8, "{counts:?}");

    let zones: BTreeSet<&str> = many
        .iter()
        .flat_map(|sample| sample.answers.values())
        .filter_map(|answer| match answer {
            Answer::Zone(zone) => Some(zone.as_str()),
            _ => None,
        })
        .collect();
    let continents: BTreeSet<&str> = zones
        .iter()
        .filter_map(|zone| zone.split('/').next())
        .collect();
    assert_eq!(continents.len(), 8, "{continents:?}");
    assert!(zones.contains("Asia/Kathmandu"));

    let weeks: BTreeSet<WeekSlots> = many
        .iter()
        .flat_map(|sample| sample.answers.values())
        .filter_map(|answer| match answer {
            Answer::Availability(_, slots) => Some(*slots),
            _ => None,
        })
        .collect();
    assert!(weeks.len() > 60, "{}", weeks.len());
}

#[test]
fn samples_are_sent_in_the_window_and_late_ones_after_it() {
    let programme = programme();
    for (session, until) in [("orbit-4", "2026-11-22"), ("orbit-3", "2026-05-01")] {
        let window = find(&programme, session)
            .apply
            .as_ref()
            .expect("it can be applied for")
            .window;
        let (opens, closes) = (
            window.opens.begins_anywhere(),
            window.closes.ended_everywhere(),
        );
        let many = samples(&programme, session, until, 3, 1000);
        for sample in &many {
            assert!(sample.sent_at >= opens && sample.sent_at <= begins(until));
            assert_eq!(sample.late, sample.sent_at >= closes);
        }
        let late = many.iter().filter(|sample| sample.late).count();
        let expected = if begins(until) > closes { 5..60 } else { 0..1 };
        assert!(expected.contains(&late), "{late}");
        let withdrawn = many
            .iter()
            .filter(|s| s.state == ApplicationState::Withdrawn)
            .count();
        assert!((10..70).contains(&withdrawn), "{withdrawn}");
    }
}

#[test]
fn names_and_addresses_are_nobodys() {
    let programme = programme();
    for (number, sample) in samples(&programme, "orbit-4", "2026-11-22", 5, 100)
        .iter()
        .enumerate()
    {
        let text = |id: &str| match sample.answers.get(&id.parse().expect("a key")) {
            Some(Answer::Text(text)) => text.clone(),
            _ => String::new(),
        };
        assert_eq!(text("email"), format!("sample-{number}@example.org"));
        assert_eq!(text("github"), format!("sample-{number}"));
        assert!(!text("name").is_empty());
    }
}

fn officers(programme: &Programme, call: &str, count: usize) -> Vec<Sample> {
    let call = find(programme, call);
    let apply = call.apply.as_ref().expect("a call can be applied to");
    let form = programme.form(&apply.form).expect("it is there");
    Samples::new(form, call, begins("2026-11-22"), 2027)
        .take(count)
        .collect()
}

fn week(sample: &Sample) -> Option<(&str, &WeekSlots)> {
    sample.answers.values().find_map(|answer| match answer {
        Answer::Availability(zone, slots) => Some((zone.as_str(), slots)),
        _ => None,
    })
}

#[test]
fn those_who_help_have_hours_and_a_project_each_and_none_has_withdrawn() {
    let programme = programme();
    let projects = &find(&programme, "orbit-4").projects;
    let navigators = officers(&programme, "orbit-4-navigators", 10);
    let leads: Vec<_> = navigators.iter().map(projects_of).collect();
    let in_turn = projects.iter().cycle().take(10);
    let expected: Vec<_> = in_turn.map(|id| vec![id.clone()]).collect();
    assert_eq!(leads, expected);

    let captains = officers(&programme, "orbit-4-captains", 8);
    let mut ids = BTreeSet::new();
    let mut emails = BTreeSet::new();
    let mentees = samples(&programme, "orbit-4", "2026-11-22", 2027, 120);
    for (sample, helps) in [(&mentees, false), (&navigators, true), (&captains, true)]
        .into_iter()
        .flat_map(|(samples, helps)| samples.iter().map(move |sample| (sample, helps)))
    {
        assert!(ids.insert(sample.id));
        let email = sample.answers.get(&"email".parse().expect("a key"));
        assert!(emails.insert(format!("{email:?}")));
        if helps {
            assert_eq!(sample.state, ApplicationState::Submitted);
            let (_, slots) = week(sample).expect("hours are asked for");
            assert!(
                (40..200).contains(&slots.len()),
                "{} half hours",
                slots.len()
            );
        }
    }
}

/// Which half hours of the session's first week, by UTC, somebody has whole.
fn first_week(sample: &Sample, session: &Session) -> Vec<bool> {
    let (zone, slots) = week(sample).expect("hours are asked for");
    let zone = TimeZone::get(zone).expect("a zone of the database");
    let begins = session.starts.days_since_epoch() * 86_400;
    let is_free = |second: i64| {
        let at = jiff::Timestamp::from_second(begins + second).expect("in range");
        let wall = second + i64::from(zone.to_offset(at).seconds());
        let slot = u16::try_from(wall.rem_euclid(7 * 86_400) / 1800).expect("in a week");
        Slot::from_index(slot).is_some_and(|slot| slots.contains(slot))
    };
    let half_hours = (0..7 * 86_400).step_by(1800);
    half_hours
        .map(|second| is_free(second) && is_free(second + 900))
        .collect()
}

/// How many hours these have in common.
fn shared(weeks: &[&Vec<bool>]) -> u32 {
    let half_hours = (0..336).filter(|at| weeks.iter().all(|week| week[*at]));
    u32::try_from(half_hours.count()).expect("few") / 2
}

fn projects_of(sample: &Sample) -> Vec<ProjectId> {
    let answers = sample.answers.values();
    let mut projects = answers.filter_map(|answer| match answer {
        Answer::Projects(ranked) => Some(ranked.clone()),
        _ => None,
    });
    projects.next().unwrap_or_default()
}

#[test]
fn for_every_navigator_there_is_a_team_that_keeps_the_rules() {
    let programme = programme();
    let session = find(&programme, "orbit-4");
    let rules = &session.teams;
    let with_week = |samples: Vec<Sample>| -> Vec<(Vec<ProjectId>, Vec<bool>)> {
        let samples = samples.into_iter();
        let sent = samples.filter(|sample| sample.state == ApplicationState::Submitted);
        sent.map(|sample| (projects_of(&sample), first_week(&sample, session)))
            .collect()
    };
    let mentees = with_week(samples(&programme, "orbit-4", "2026-11-22", 2027, 120));
    let captains = with_week(officers(&programme, "orbit-4-captains", 8));
    for (leads, theirs) in with_week(officers(&programme, "orbit-4-navigators", 10)) {
        let wanted = |projects: &[ProjectId]| projects.is_empty() || projects.contains(&leads[0]);
        let able: Vec<&Vec<bool>> = mentees
            .iter()
            .filter(|(projects, week)| {
                wanted(projects) && shared(&[&theirs, week]) >= rules.team_hours
            })
            .map(|(_, week)| week)
            .collect();
        let looked_after = |one, other| {
            let enough = |captain, mentee| shared(&[captain, mentee]) >= rules.captain_hours;
            let mut captains = captains.iter();
            captains.any(|(_, captain)| enough(captain, one) && enough(captain, other))
        };
        let pairs = (0..able.len()).flat_map(|at| (0..at).map(move |before| (before, at)));
        let teams = pairs
            .map(|(one, other)| (able[one], able[other]))
            .filter(|(one, other)| shared(&[&theirs, one, other]) >= rules.team_hours)
            .filter(|(one, other)| looked_after(one, other));
        let count = teams.count();
        assert!(count >= 10, "{leads:?}: {count}");
    }
}

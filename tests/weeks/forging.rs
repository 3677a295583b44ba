//! What anybody could put into a weeks file, and whether it is taken for what it says.

use groundcrew::domain::application::{SAMPLE, SESSION};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::record::{Audience, FieldName, Kind, Record, Value};
use groundcrew::domain::roster::roster_id;
use groundcrew::domain::week::carried::{Addressee, is_organizers};
use groundcrew::domain::week::check_in::{check_in_id, sign_id};
use groundcrew::domain::week::circle::Circle;
use groundcrew::domain::week::meeting::{OF, meeting_id};
use groundcrew::domain::week::one_to_one::{CAPTAIN as BY, level_id, note_id, one_to_one_id};
use groundcrew::domain::week::plan::plan_id;
use groundcrew::format::file::{Damage, FileError};
use groundcrew::format::weeks::WeeksFile;

use super::kit::{CAPTAIN, Device, MENTEE, TEAM, id};
use super::people::{MATE, Someone, a_captain, programme_id, session};

pub type Fields = Vec<(&'static str, Value)>;

/// A record that somebody made up.
pub fn made_up(id: RecordId, kind: &Kind, audience: &Audience, fields: Fields) -> Record {
    let mut device = Device::new(666);
    let fields = fields.into_iter();
    let fields = fields.map(|(name, value)| (FieldName::new(name), value));
    device.write(id, kind.clone(), audience.clone(), fields.collect());
    device.records.into_values().next().expect("it was made")
}

/// Whether a record may be in a file for somebody, as reading one finds; refused it is at its line.
fn is_read(record: Record, to: Addressee) -> bool {
    let mut records = a_captain().file_for(None).records;
    records.truncate(1);
    records.push(record);
    let (session, line) = (session(), 4);
    let file = WeeksFile {
        session,
        to,
        records,
    };
    let read = WeeksFile::parse(&file.to_text(&programme_id()), &programme_id());
    let damage = Damage::Contents;
    match read {
        Ok(read) => {
            assert_eq!(read, file);
            true
        }
        Err(error) => {
            assert_eq!(error, FileError::Damaged { line, damage });
            false
        }
    }
}

pub fn text(n: u128) -> Value {
    Value::from(id(n).to_string())
}

/// What a record says of whose week it is.
fn about(member: u128) -> Fields {
    vec![
        ("member", text(member)),
        ("week", Value::Integer(1)),
        (SESSION, Value::from("orbit-4")),
    ]
}

/// What a captain's record says.
fn between(captain: u128, member: u128) -> Fields {
    vec![
        (BY, text(captain)),
        ("member", text(member)),
        ("week", Value::Integer(1)),
    ]
}

fn of_team(of: u128) -> Fields {
    vec![
        (OF, text(of)),
        ("week", Value::Integer(1)),
        (SESSION, Value::from("orbit-4")),
    ]
}

const CREW: Addressee = Addressee::Organizers;

fn member(n: u128) -> Addressee {
    Addressee::Member(id(n))
}

#[test]
fn what_people_write_is_read_by_whom_it_is_for() {
    let team = Audience::Team(id(TEAM));
    let (leads, care) = (Audience::Leads(id(TEAM)), Audience::Care(id(CAPTAIN)));
    let own = Audience::Member(id(MENTEE));
    let words = |audience: &Audience| {
        let at = check_in_id(id(MENTEE), 1, audience);
        made_up(at, &Kind::CheckIn, audience, about(MENTEE))
    };
    let note = note_id(id(CAPTAIN), id(MENTEE), 1);
    let seen = one_to_one_id(id(CAPTAIN), id(MENTEE), 1);
    let told = level_id(id(CAPTAIN), id(MENTEE));
    let sign = sign_id(id(MENTEE), 1, &team);
    let ours = Audience::Organizers;
    let note = made_up(note, &Kind::Note, &care, between(CAPTAIN, MENTEE));
    let meeting = meeting_id(id(TEAM), 1, 2);
    for (record, to) in [
        (
            words(&team),
            vec![CREW, member(MENTEE), member(MATE), member(CAPTAIN)],
        ),
        (
            words(&leads),
            vec![member(MENTEE), member(MATE), member(CAPTAIN)],
        ),
        (words(&care), vec![member(MENTEE), member(CAPTAIN)]),
        (
            words(&own),
            vec![CREW, member(MENTEE), member(MATE), member(CAPTAIN)],
        ),
        (note, vec![member(CAPTAIN)]),
        (
            made_up(seen, &Kind::OneToOne, &own, between(CAPTAIN, MENTEE)),
            vec![CREW, member(MENTEE), member(MATE), member(CAPTAIN)],
        ),
        (
            made_up(told, &Kind::Level, &ours, between(CAPTAIN, MENTEE)),
            vec![CREW, member(MENTEE), member(MATE), member(CAPTAIN)],
        ),
        (
            made_up(sign, &Kind::Sign, &team, about(MENTEE)),
            vec![CREW, member(MENTEE), member(MATE), member(CAPTAIN)],
        ),
        (
            made_up(meeting, &Kind::Meeting, &team, of_team(TEAM)),
            vec![CREW, member(MENTEE), member(MATE), member(CAPTAIN)],
        ),
        (
            made_up(id(60), &Kind::Blocker, &team, about(MENTEE)),
            vec![CREW, member(MENTEE), member(MATE), member(CAPTAIN)],
        ),
    ] {
        for one in [CREW, member(MENTEE), member(MATE), member(CAPTAIN)] {
            assert_eq!(
                is_read(record.clone(), one),
                to.contains(&one),
                "{record:?} {one:?}"
            );
        }
    }
}

#[test]
fn promise_24_nobody_brings_organizers_what_they_alone_write() {
    let headquarters = Someone::organizers();
    for record in headquarters.device.records.values() {
        assert!(!is_read(record.clone(), CREW), "{record:?}");
        let live = record.live().expect("nothing was erased");
        assert_eq!(
            is_read(record.clone(), member(CAPTAIN)),
            is_organizers(&live.kind)
        );
    }
    let circle = Circle::Organizers.id(&session());
    let meeting = meeting_id(circle, 1, 0);
    let ours = Audience::Organizers;
    let met = made_up(meeting, &Kind::Meeting, &ours, of_team(circle.bits()));
    assert!(!is_read(met.clone(), CREW));
    assert!(
        is_read(met, member(CAPTAIN)),
        "one of the organizers has a part as well"
    );
    // What came in as made up would leave with the samples.
    let team = Audience::Team(id(TEAM));
    let mut fields = about(MENTEE);
    fields.push((SAMPLE, Value::Bool(true)));
    let at = check_in_id(id(MENTEE), 1, &team);
    let sample = made_up(at, &Kind::CheckIn, &team, fields);
    assert!(!is_read(sample.clone(), CREW));
    assert!(is_read(sample, member(MENTEE)));
}

#[test]
fn promise_24_a_record_is_what_its_id_says_and_of_no_other_sort() {
    let team = Audience::Team(id(TEAM));
    let at = check_in_id(id(MENTEE), 1, &team);
    let mut elsewhere = about(MENTEE);
    elsewhere[2].1 = Value::from("orbit-5");
    let mut ours = of_team(TEAM);
    ours.remove(0);
    let plan = plan_id(&session(), 3);
    let (public, organizers) = (Audience::Public, Audience::Organizers);
    let unknown = Audience::Unknown("reviewers/x".into());
    let mut pairs = between(CAPTAIN, MENTEE);
    pairs.push((SESSION, Value::from("orbit-5")));
    let seen = one_to_one_id(id(CAPTAIN), id(MENTEE), 1);
    let own = Audience::Member(id(MENTEE));
    for (record, why) in [
        (
            made_up(at, &Kind::CheckIn, &team, about(MATE)),
            "under another's id",
        ),
        (
            made_up(id(4), &Kind::CheckIn, &team, about(MENTEE)),
            "under any id",
        ),
        (
            made_up(at, &Kind::CheckIn, &team, elsewhere),
            "of another session",
        ),
        (
            made_up(at, &Kind::CheckIn, &public, about(MENTEE)),
            "for everyone",
        ),
        (
            made_up(at, &Kind::CheckIn, &unknown, about(MENTEE)),
            "for nobody known",
        ),
        (
            made_up(at, &Kind::CheckIn, &team, Vec::new()),
            "of nobody's week",
        ),
        (
            made_up(seen, &Kind::OneToOne, &own, pairs),
            "a pair of another session",
        ),
        (
            made_up(roster_id(&session()), &Kind::Blocker, &team, about(MENTEE)),
            "a roster's id",
        ),
        (
            made_up(plan, &Kind::Blocker, &team, about(MENTEE)),
            "a plan's id",
        ),
        (
            made_up(plan, &Kind::Plan, &public, ours.clone()),
            "of another week",
        ),
        (
            made_up(plan_id(&session(), 1), &Kind::Plan, &team, ours),
            "a plan for a team",
        ),
        (
            made_up(roster_id(&session()), &Kind::Team, &organizers, about(1)),
            "a roster's id",
        ),
        (
            made_up(id(4), &Kind::Unknown("review".into()), &team, about(1)),
            "not known",
        ),
        (
            made_up(id(4), &Kind::Application, &organizers, about(1)),
            "an application",
        ),
        (
            made_up(id(4), &Kind::Draft, &Audience::Device, about(1)),
            "a draft",
        ),
        (
            made_up(id(4), &Kind::Roster, &organizers, about(1)),
            "a roster",
        ),
        (
            made_up(id(4), &Kind::Decision, &organizers, about(1)),
            "a decision",
        ),
    ] {
        for to in [CREW, member(CAPTAIN), member(MENTEE)] {
            assert!(!is_read(record.clone(), to), "{why}");
        }
    }
}

#[test]
fn what_copies_disagree_about_makes_no_id() {
    let team = Audience::Team(id(TEAM));
    let at = check_in_id(id(MENTEE), 1, &team);
    let mut ours = Device::new(1);
    let mut theirs = Device::new(2);
    for (device, who) in [(&mut ours, MATE), (&mut theirs, MENTEE)] {
        let fields = about(who).into_iter();
        let fields = fields.map(|(name, value)| (FieldName::new(name), value));
        device.write(at, Kind::CheckIn, team.clone(), fields.collect());
    }
    ours.take(&theirs);
    assert!(!is_read(ours.records.remove(&at).expect("here"), CREW));
}

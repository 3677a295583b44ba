//! Prints an export of a session with a thousand people, every team of which met every week and everyone of which checked
//! in: what `cargo xtask bench wall` opens.
//!
//! `cargo run --release --example bench_weeks -- public/programme.json [PEOPLE]`

use std::io::Write;

use groundcrew::domain::application::SESSION;
use groundcrew::domain::id::{ProgrammeId, RecordId, ReplicaId, SessionId};
use groundcrew::domain::membership::{Membership, Team};
use groundcrew::domain::person::Person;
use groundcrew::domain::record::{Applied, Audience, Collection, FieldName, Kind, Value, Writer};
use groundcrew::domain::role::Role;
use groundcrew::domain::time::Instant;
use groundcrew::domain::week::check_in::{MEMBER, WEEK, Words, check_in_id, sign_id};
use groundcrew::domain::week::meeting::{Attendance, Noted, OF, meeting_id};
use groundcrew::format::export::to_text;
use groundcrew::format::programme::parse;

/// People of the session, four to a team: a navigator, a captain and two mentees.
const PEOPLE: u128 = 1_000;
const ON_A_TEAM: u128 = 4;
const WEEKS: u32 = 8;

fn main() {
    let path = std::env::args().nth(1).expect("the programme file");
    let text = std::fs::read_to_string(path).expect("the programme file is there");
    let read = parse(&text).expect("the programme file is right");
    let session = read.programme.sessions.first().expect("it has a session");
    let people = std::env::args().nth(2);
    let people = people.map_or(PEOPLE, |people| people.parse().expect("a number of people"));
    let text = everyone(&read.programme.id, &session.id, people);
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).expect("it is printed");
}

struct Writing {
    writer: Writer,
    all: Collection,
}

impl Writing {
    fn add(
        &mut self,
        id: RecordId,
        kind: Kind,
        audience: Audience,
        fields: Vec<(FieldName, Value)>,
    ) {
        match self.writer.write(None, id, kind, audience, fields) {
            Applied::Changed(record, _) => self.all.records.insert(id, record),
            Applied::DroppedErased => unreachable!("nothing was erased"),
        };
    }
}

/// An export with everyone: every team met every week, and everyone checked in for it.
fn everyone(programme: &ProgrammeId, session: &SessionId, people: u128) -> String {
    let mut writing = Writing {
        writer: Writer {
            replica: ReplicaId::from_bits(77),
            counter: 0,
            at: Instant(1_795_000_000_000),
            by: "".into(),
        },
        all: Collection::default(),
    };
    let organizers = || Audience::Organizers;
    for place in 0..people / ON_A_TEAM {
        let team = RecordId::from_bits(1_000_000 + place);
        let known = Team {
            id: team,
            session: session.clone(),
            name: format!("Team {place}"),
            project: None,
            starts: None,
            weeks: None,
            meeting: None,
            meets_at: String::new(),
            sample: false,
            deleted: false,
            conflict: false,
        };
        writing.add(team, Kind::Team, organizers(), known.fields());
        let mut members = Vec::new();
        for seat in 0..ON_A_TEAM {
            let person = RecordId::from_bits(place * ON_A_TEAM + seat + 1);
            let known = Person {
                name: Some(format!("Person {place} {seat}")),
                email: Some(format!("person-{place}-{seat}@space.example")),
                ..Person::default()
            };
            writing.add(person, Kind::Person, organizers(), known.fields());
            let role = match seat {
                0 => Role::Navigator,
                1 => Role::Captain,
                _ => Role::Mentee,
            };
            let mut member = Membership::new(session, person, 0, role);
            member.team = Some(team);
            writing.add(member.id, Kind::Membership, organizers(), member.fields());
            members.push(member.id);
        }
        weeks(&mut writing, session, team, &members);
    }
    to_text(programme, &writing.all)
}

fn weeks(writing: &mut Writing, session: &SessionId, team: RecordId, members: &[RecordId]) {
    let text = |name: &str, text: &str| (FieldName::new(name), Value::from(text));
    let audience = || Audience::Team(team);
    for week in 1..=WEEKS {
        let number = (FieldName::new(WEEK), Value::Integer(week.into()));
        let session = text(SESSION, session.as_str());
        let mut fields = vec![
            session.clone(),
            number.clone(),
            text(OF, &team.to_string()),
            Noted::Held(Some(true)).field(),
        ];
        let came = members
            .iter()
            .map(|member| Noted::Came(*member, Some(Attendance::There)).field());
        fields.extend(came);
        writing.add(meeting_id(team, week, 0), Kind::Meeting, audience(), fields);
        for member in members {
            let about = vec![
                session.clone(),
                number.clone(),
                text(MEMBER, &member.to_string()),
            ];
            let words = Words {
                did: "Read the ticket, wrote a test, and asked for a review".to_owned(),
                minutes: Some(60 * (week % 5)),
                ..Words::default()
            };
            let said = words.fields().into_iter();
            let said = about.iter().cloned().chain(said).collect();
            let id = check_in_id(*member, week, &audience());
            writing.add(id, Kind::CheckIn, audience(), said);
            let id = sign_id(*member, week, &audience());
            writing.add(id, Kind::Sign, audience(), about);
        }
    }
}

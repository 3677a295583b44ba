//! A session's people and teams as another organizer's export brings them, written by the app's own code.

use std::fs;
use std::path::PathBuf;

use e2e::{Result, Visit, anyhow};
use groundcrew::domain::answer::{Slot, WeekSlots};
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::membership::{Membership, Standing, Team, membership_id};
use groundcrew::domain::person::{Person, Shown};
use groundcrew::domain::programme::Programme;
use groundcrew::domain::record::{Applied, Audience, Collection, FieldName, Kind, Value, Writer};
use groundcrew::domain::role::Role;
use groundcrew::domain::time::Instant;
use groundcrew::format::export::{Export, to_text};
use groundcrew::format::programme::parse;

/// The team that is on the roster.
pub const TEAM: RecordId = RecordId::from_bits(100);

/// Somebody: what they are called, as what, on the team or not, their zone, and what they agreed to show.
type Part = (
    &'static str,
    &'static str,
    bool,
    &'static str,
    &'static [Shown],
);

const PEOPLE: [Part; 6] = [
    (
        "Nia Navarro",
        "navigator",
        true,
        "Europe/Paris",
        &Shown::ALL,
    ),
    (
        "Cap Okafor",
        "captain",
        true,
        "Africa/Lagos",
        &[Shown::Name],
    ),
    ("Ana Łuczak", "mentee", true, "Europe/Warsaw", &Shown::ALL),
    (
        "Bo =1+1",
        "mentee",
        true,
        "America/New_York",
        &[Shown::Team],
    ),
    (
        "Cy <b>Quill</b>",
        "mentee",
        true,
        "Asia/Kathmandu",
        &[Shown::Github, Shown::Team],
    ),
    ("Di Alone", "host", false, "Europe/Paris", &[]),
];

/// Their email addresses: the first word of their names.
pub fn email(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default();
    format!("{}@space.example", first.to_lowercase())
}

/// The programme as the site has it.
pub fn programme(visit: &Visit) -> Result<Programme> {
    let bytes = visit.site.read("programme.json")?;
    let read = parse(std::str::from_utf8(&bytes)?).map_err(|faults| anyhow!("{faults:?}"))?;
    Ok(read.programme)
}

struct Writing {
    writer: Writer,
    all: Collection,
}

impl Writing {
    fn add(&mut self, id: RecordId, kind: Kind, fields: Vec<(FieldName, Value)>) {
        match self
            .writer
            .write(None, id, kind, Audience::Organizers, fields)
        {
            Applied::Changed(record, _) => self.all.records.insert(id, record),
            Applied::DroppedErased => unreachable!("nothing was erased"),
        };
    }
}

/// Brings a roster of Orbit 4: one team of five, one more person, and somebody who left; Ana was in Orbit 3.
pub async fn bring_roster(visit: &Visit) -> Result<()> {
    let file = roster_file(visit)?;
    visit.open("#/data").await?;
    visit.labelled("Take in a backup").upload(&[&file]).await?;
    visit.text_of(e2e::Name::begins("Taken in: ")).see().await
}

fn roster_file(visit: &Visit) -> Result<PathBuf> {
    let programme = programme(visit)?;
    let key = |key: &str| key.parse().map_err(|error| anyhow!("{error:?}"));
    let (session, earlier) = (key("orbit-4")?, key("orbit-3")?);
    let mut writing = Writing {
        writer: Writer {
            replica: ReplicaId::from_bits(77),
            counter: 0,
            at: Instant(1_795_000_000_000),
            by: "Ada".into(),
        },
        all: Collection::default(),
    };
    // Weekday evenings by their own clocks; in New York the mornings.
    let evenings = |zone: &str| -> WeekSlots {
        let hours = if zone == "America/New_York" {
            20..30
        } else {
            30..46
        };
        let slots = (0..5).flat_map(|day| hours.clone().map(move |half| day * 48 + half));
        slots.filter_map(Slot::from_index).collect()
    };
    let mut seat = |n: u128, name: &str, role: &str, zone: &str, shown: &[Shown]| {
        let person = Person {
            name: Some(name.to_owned()),
            email: Some(email(name)),
            github: Some(email(name).replace("@space.example", "")),
            week: Some((zone.to_owned(), evenings(zone))),
            shown: shown.iter().copied().collect(),
            ..Person::default()
        };
        let id = RecordId::from_bits(n);
        writing.add(id, Kind::Person, person.fields());
        Membership::new(&session, id, 0, Role::from_name(role))
    };
    let mut members = Vec::new();
    for ((name, role, on_team, zone, shown), n) in PEOPLE.into_iter().zip(1..) {
        let mut member = seat(n, name, role, zone, shown);
        member.team = on_team.then_some(TEAM);
        members.push(member);
    }
    let mut left = seat(9, "Ed Gone", "mentee", "Europe/Paris", &Shown::ALL);
    left.standing = Standing::Left;
    left.reason = "A new job".to_owned();
    members.push(left);
    let mut before = Membership::new(&earlier, RecordId::from_bits(3), 0, Role::Mentee);
    before.standing = Standing::Finished;
    members.push(before);
    for member in members {
        writing.add(member.id, Kind::Membership, member.fields());
    }
    let team = Team {
        id: TEAM,
        session,
        name: "Venus".to_owned(),
        project: Some(
            "lanternfish"
                .parse()
                .map_err(|error| anyhow!("{error:?}"))?,
        ),
        starts: None,
        weeks: None,
        meeting: None,
        meets_at: String::new(),
        sample: false,
        deleted: false,
        conflict: false,
    };
    writing.add(TEAM, Kind::Team, team.fields());
    let file = visit.folder().join("roster.json");
    fs::write(&file, to_text(&programme.id, &writing.all))?;
    Ok(file)
}

/// Brings what two organizers wrote apart about that roster: of Ana two names and two roles, of the team two
/// places to meet.
pub async fn bring_two_versions(visit: &Visit) -> Result<()> {
    let base = fs::read_to_string(roster_file(visit)?)?;
    let programme = programme(visit)?;
    let session = "orbit-4".parse().map_err(|error| anyhow!("{error:?}"))?;
    let ana = RecordId::from_bits(3);
    let part = membership_id(&session, ana, 0);
    for (device, by, name, role, place) in [
        (
            78,
            "Bea",
            "Ana of Bea",
            "captain",
            "https://meet.example/bea",
        ),
        (
            79,
            "Cleo",
            "Ana of Cleo",
            "host",
            "https://meet.example/cleo",
        ),
    ] {
        let read = Export::open(&base, Some(&programme.id));
        let mut all = read.map_err(|error| anyhow!("{error:?}"))?.collection();
        let mut writer = Writer {
            replica: ReplicaId::from_bits(device),
            counter: 0,
            at: Instant(1_795_100_000_000),
            by: by.into(),
        };
        for (id, field, text) in [
            (ana, "name", name),
            (part, "role", role),
            (TEAM, "meets-at", place),
        ] {
            let held = all.records.remove(&id);
            let live = held.as_ref().and_then(|record| record.live());
            let kind = live.map_or(Kind::Person, |live| live.kind.clone());
            let fields = vec![(FieldName::new(field), Value::from(text))];
            match writer.write(held, id, kind, Audience::Organizers, fields) {
                Applied::Changed(record, _) => all.records.insert(id, record),
                Applied::DroppedErased => unreachable!("nothing was erased"),
            };
        }
        let file = visit.folder().join(format!("{by}.json"));
        fs::write(&file, to_text(&programme.id, &all))?;
        visit.open("#/data").await?;
        visit.labelled("Take in a backup").upload(&[&file]).await?;
        visit.text_of(e2e::Name::begins("Taken in: ")).see().await?;
        visit.open("#/people/orbit-4").await?;
        visit.heading("People of Orbit 4").see().await?;
    }
    Ok(())
}

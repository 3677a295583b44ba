//! Someone who takes part, or may. What they wrote in an application is read from there; a record of
//! their own holds what organizers know beside it, or all of it for someone added by hand.

use std::collections::BTreeSet;

use super::answer::{Answer, WeekSlots};
use super::application::{APPLICATION, SAMPLE};
use super::id::{ProjectId, RecordId};
use super::record::{FieldName, Kind, Record, Register, Value};

/// Field: what they are called.
pub const NAME: &str = "name";
/// Field: their email address.
pub const EMAIL: &str = "email";
/// Field: their name on GitHub.
pub const GITHUB: &str = "github";
/// Field: when they are free, as an answer to an availability question is stored.
pub const AVAILABILITY: &str = "availability";
/// Field: the projects they want, as an answer to a project preference is stored.
pub const PROJECTS: &str = "projects";
/// Field: how experienced they are, a whole number.
pub const LEVEL: &str = "level";

/// The beginning of the names of the fields that say what they agreed to show to everyone.
const SHOWN: &str = "shown/";

/// What tells the id of an applicant as a person from that of the application: 128 bits drawn once.
const OF_PERSON: u128 = 0x31c5_09be_6f2d_4e7a_a8d0_7714_5be2_c09f;

/// The id of the person who sent an application: the same on every device.
pub fn person_id(application: RecordId) -> RecordId {
    RecordId::from_bits(application.bits() ^ OF_PERSON)
}

/// What of someone may be shown to everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// Their name.
    Name,
    /// Their name on GitHub.
    Github,
    /// Their team, its project, and what they are on it.
    Team,
}

impl Shown {
    /// All there is, in the order shown.
    pub const ALL: [Self; 3] = [Self::Name, Self::Github, Self::Team];

    /// The name in stored JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Github => "github",
            Self::Team => "team",
        }
    }

    /// The field that says whether they agreed.
    pub fn field(self) -> FieldName {
        FieldName::new(format!("{SHOWN}{}", self.as_str()))
    }
}

/// What a person's record says. What it does not say, their application may.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// The application they sent; none for someone added by hand.
    pub application: Option<RecordId>,
    /// What they are called.
    pub name: Option<String>,
    /// Their email address.
    pub email: Option<String>,
    /// Their name on GitHub.
    pub github: Option<String>,
    /// Their zone, and when they are free by its clocks.
    pub week: Option<(String, WeekSlots)>,
    /// The projects they want, the first choice first; none means any.
    pub projects: Option<Vec<ProjectId>>,
    /// How experienced they are.
    pub level: Option<i64>,
    /// What they agreed to show to everyone.
    pub shown: BTreeSet<Shown>,
    /// Whether they were made up.
    pub sample: bool,
    /// Whether someone deleted them.
    pub deleted: bool,
    /// Whether copies disagree about them.
    pub conflict: bool,
}

impl Person {
    /// Reads a person; nothing if the record is of another kind or was erased. Text that was emptied is
    /// said no more.
    pub fn read(record: &Record) -> Option<Self> {
        let live = record.live().filter(|live| live.kind == Kind::Person)?;
        let get = |field: &str| record.get(&FieldName::new(field));
        let text = |field: &str| {
            let text = get(field).and_then(Value::as_text)?;
            (!text.is_empty()).then(|| text.to_owned())
        };
        let answer = |field: &str| Answer::from_value(get(field)?).ok();
        let week = match answer(AVAILABILITY) {
            Some(Answer::Availability(zone, slots)) => Some((zone, slots)),
            Some(_) | None => None,
        };
        let projects = match answer(PROJECTS) {
            Some(Answer::Projects(projects)) => Some(projects),
            Some(_) | None => None,
        };
        let level = match get(LEVEL) {
            Some(Value::Integer(level)) => i64::try_from(*level).ok(),
            Some(_) | None => None,
        };
        let agreed = |shown: &Shown| record.get(&shown.field()) == Some(&Value::Bool(true));
        Some(Self {
            application: text(APPLICATION).and_then(|id| id.parse().ok()),
            name: text(NAME),
            email: text(EMAIL),
            github: text(GITHUB),
            week,
            projects,
            level,
            shown: Shown::ALL.into_iter().filter(agreed).collect(),
            sample: get(SAMPLE) == Some(&Value::Bool(true)),
            deleted: record.is_deleted(),
            conflict: live.fields.values().any(Register::is_conflict),
        })
    }

    /// The fields that say this of someone, all of them: what is not known is emptied.
    pub fn fields(&self) -> Vec<(FieldName, Value)> {
        let text = |text: &Option<String>| Value::from(text.as_deref().unwrap_or_default());
        let week = self.week.clone();
        let week = week.map(|(zone, slots)| Answer::Availability(zone, slots).to_value());
        let projects = self.projects.clone();
        let projects = projects.map(|projects| Answer::Projects(projects).to_value());
        let application = self.application.map(|id| id.to_string());
        let said = [
            (APPLICATION, text(&application)),
            (NAME, text(&self.name)),
            (EMAIL, text(&self.email)),
            (GITHUB, text(&self.github)),
            (AVAILABILITY, week.unwrap_or(Value::Null)),
            (PROJECTS, projects.unwrap_or(Value::Null)),
            (
                LEVEL,
                self.level
                    .map_or(Value::Null, |level| Value::Integer(i128::from(level))),
            ),
            (SAMPLE, Value::Bool(self.sample)),
        ];
        let said = said.map(|(name, value)| (FieldName::new(name), value));
        let shown = Shown::ALL.map(|what| (what.field(), Value::Bool(self.shown.contains(&what))));
        said.into_iter().chain(shown).collect()
    }
}

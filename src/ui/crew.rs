//! Everyone of a session, read from storage: who takes part as what, the teams there are, and the rosters
//! being formed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::GetUntracked;

use super::app::App;
use super::desk::short_id;
use crate::browser::store::LoadError;
use crate::browser::zones;
use crate::domain::application::Application;
use crate::domain::decision::Decision;
use crate::domain::form::Form;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{Membership, Team};
use crate::domain::person::{Person, person_id};

use crate::domain::programme::Session;
use crate::domain::record::{Kind, Record};
use crate::domain::role::Role;
use crate::domain::roster::{Applied, Crew, Decided, Member, Origin, Parts, Roster, roster_id};
use crate::format::form::of_version;
use crate::t;

/// Everyone of a session.
#[derive(Debug, Clone)]
pub struct CrewRead {
    /// Who may be on teams, and when they are free.
    pub crew: Arc<Crew>,
    /// What is known of people beside their applications, of every session.
    pub people: BTreeMap<RecordId, Person>,
    /// Who is in a session, of every session, but for what was deleted.
    pub memberships: Vec<Membership>,
    /// The session's teams, but for those that were deleted.
    pub teams: Vec<Team>,
    /// The session's rosters being formed, its own first, then the branches by name.
    pub rosters: Vec<Roster>,
    /// Those whose application was decided otherwise since they got a place.
    pub revoked: BTreeSet<RecordId>,
    /// Those on the waiting list who are not among the people, with what they would be.
    pub waiting: Vec<(RecordId, Role)>,
    /// Accepted applications that can't be read.
    pub unreadable: Vec<RecordId>,
}

impl CrewRead {
    /// The session.
    pub fn session(&self) -> &Session {
        &self.crew.session
    }

    /// The memberships of the session.
    pub fn members(&self) -> impl Iterator<Item = &Membership> {
        let session = &self.crew.session.id;
        let memberships = self.memberships.iter();
        memberships.filter(move |member| member.session == *session)
    }

    /// The same but for the rosters.
    pub fn with_rosters(&self, rosters: Vec<Roster>) -> Self {
        Self {
            rosters,
            ..self.clone()
        }
    }

    /// The roster of this id; the session's own where nothing is in it yet.
    pub fn roster(&self, id: RecordId) -> Option<Roster> {
        let known = self.rosters.iter().find(|roster| roster.id == id);
        let session = &self.crew.session.id;
        known
            .cloned()
            .or_else(|| (id == roster_id(session)).then(|| Roster::empty(session)))
    }
}

/// Reads everyone of a session; nothing if the programme has no such session. What was read before is
/// used where nobody changed.
pub async fn read(
    app: App,
    session: &SessionId,
    before: Option<Arc<Crew>>,
) -> Result<Option<CrewRead>, LoadError> {
    let Some(session) = app.session(session) else {
        return Ok(None);
    };
    let programme = app.programme.get_untracked();
    let mut decided = BTreeMap::new();
    each(app, Kind::Decision, |record| {
        // Those who answered one of the session's calls are accepted for the role that it calls for.
        let of_here = Decision::read(record).and_then(|decision| {
            let (joined, role) = programme.joins(decision.session.as_ref()?)?;
            let of = Decided::of(&decision, role);
            (joined.id == session.id).then_some((decision.application, of))
        });
        decided.extend(of_here);
    })
    .await?;
    let mut people = BTreeMap::new();
    each(app, Kind::Person, |record| {
        people.extend(Person::read(record).map(|person| (record.id, person)));
    })
    .await?;
    let mut memberships = Vec::new();
    each(app, Kind::Membership, |record| {
        memberships.extend(Membership::read(record).filter(|member| !member.deleted));
    })
    .await?;
    let mut teams = Vec::new();
    each(app, Kind::Team, |record| {
        let team = Team::read(record);
        teams.extend(team.filter(|team| !team.deleted && team.session == session.id));
    })
    .await?;
    let mut rosters = Vec::new();
    each(app, Kind::Roster, |record| {
        let roster = Roster::read(record);
        rosters.extend(roster.filter(|roster| !roster.deleted && roster.session == session.id));
    })
    .await?;
    let own = roster_id(&session.id);
    rosters.sort_by_cached_key(|roster| (roster.id != own, roster.name.to_lowercase(), roster.id));
    let parts = Parts {
        session: &session.id,
        decided: &decided,
        people: &people,
        memberships: &memberships,
        rosters: &rosters,
    };
    let sent = Sent::read(app, parts.applications()).await?;
    let members = parts.members(|id| sent.of(id), nameless);
    let revoked = parts.revoked();
    let waiting = parts.waiting();
    let same =
        before.filter(|before| before.session == session && before.all().eq(members.values()));
    let crew = same.unwrap_or_else(|| Arc::new(crew_of(session, members.into_values().collect())));
    let unreadable = sent.unreadable;
    Ok(Some(CrewRead {
        crew,
        people,
        memberships,
        teams,
        rosters,
        revoked,
        waiting,
        unreadable,
    }))
}

/// Everyone with those on the waiting list too, as if they were accepted; and who these are.
pub async fn with_waiting(
    app: App,
    read: &CrewRead,
    role: &Role,
) -> Result<(Crew, BTreeSet<RecordId>), LoadError> {
    let waiting = read.waiting.iter().filter(|(_, theirs)| theirs == role);
    let waiting: Vec<RecordId> = waiting.map(|(application, _)| *application).collect();
    let sent = Sent::read(app, waiting.iter().copied().collect()).await?;
    let members = waiting.iter().filter_map(|application| {
        let person = read.people.get(&person_id(*application));
        let applied = sent.of(*application)?;
        Some(Member::accepted(role.clone(), person, applied, nameless))
    });
    let members: Vec<Member> = members.filter(|member| member.is_in).collect();
    let ids = members.iter().map(|member| member.id).collect();
    let all = read.crew.all().cloned().chain(members);
    Ok((crew_of(read.session().clone(), all.collect()), ids))
}

/// Applications that were sent, with the forms they answer.
struct Sent {
    applications: BTreeMap<RecordId, Application>,
    forms: BTreeMap<RecordId, Form>,
    unreadable: Vec<RecordId>,
}

impl Sent {
    async fn read(app: App, wanted: BTreeSet<RecordId>) -> Result<Self, LoadError> {
        let store = app.store();
        let mut unreadable = Vec::new();
        let mut applications: BTreeMap<RecordId, Application> = BTreeMap::new();
        for record in store.get_all(wanted).await? {
            match Application::read(&record) {
                Ok(found) => applications.extend(found.map(|found| (record.id, found))),
                Err(_) => unreadable.push(record.id),
            }
        }
        let versions = applications.values().map(|found| found.form_version);
        let versions: BTreeSet<RecordId> = versions.collect();
        let forms = store.get_all(versions).await?;
        let forms = forms
            .iter()
            .filter_map(|record| Some((record.id, of_version(record)?)));
        Ok(Self {
            applications,
            forms: forms.collect(),
            unreadable,
        })
    }

    fn of(&self, id: RecordId) -> Option<Applied<'_>> {
        let application = self.applications.get(&id)?;
        Some(Applied {
            application,
            form: self.forms.get(&application.form_version),
        })
    }
}

/// What somebody without a name is called.
fn nameless(origin: Origin) -> String {
    match origin {
        Origin::Application(id) => t!(crew.one_of_id, id = short_id(id)),
        Origin::ByHand => t!(teams.new_person).to_owned(),
    }
}

/// These people, with their zones' clocks.
fn crew_of(session: Session, members: Vec<Member>) -> Crew {
    let zones = members.iter().filter_map(|member| member.zone.clone());
    let clocks = zones.filter_map(|zone| {
        let clock = zones::clock(&zone, session.starts, session.weeks)?;
        Some((zone, clock))
    });
    let clocks = clocks.collect();
    Crew::new(session, members, clocks)
}

/// What somebody is called where several people are named at once: where another has the same name, with what
/// tells them apart.
pub fn called(crew: &Crew, member: &Member) -> String {
    if !crew.shares_name(member) {
        return member.name.clone();
    }
    marked(&member.name, member.zone.as_deref(), member.id)
}

/// A name with what tells its bearer from others: the city of their zone, or else the beginning of an id.
fn marked(name: &str, zone: Option<&str>, id: RecordId) -> String {
    let city = zone.and_then(|zone| zone.rsplit('/').next());
    let mark = city.map_or_else(|| short_id(id), |city| city.replace('_', " "));
    t!(crew.called, name = name.to_owned(), mark = mark)
}

/// What people are called who are named one beside the other: each with their zone and an id of theirs. Those who
/// share a name get their city; those who share that too, the beginning of the id.
pub fn told_apart(people: &[(RecordId, String, Option<String>)]) -> Vec<String> {
    let once = |names: &[String], name: &String| {
        let same = |other: &&String| other.to_lowercase() == name.to_lowercase();
        names.iter().filter(same).count() == 1
    };
    let names: Vec<String> = people.iter().map(|(_, name, _)| name.clone()).collect();
    let by_city = people.iter().map(|(id, name, zone)| {
        if once(&names, name) {
            name.clone()
        } else {
            marked(name, zone.as_deref(), *id)
        }
    });
    let by_city: Vec<String> = by_city.collect();
    let all = people.iter().zip(&by_city);
    all.map(|((id, name, _), called)| {
        if once(&by_city, called) {
            called.clone()
        } else {
            marked(name, None, *id)
        }
    })
    .collect()
}

async fn each(app: App, kind: Kind, mut take: impl FnMut(&Record)) -> Result<(), LoadError> {
    let store = app.store();
    store
        .each_of_kind(&kind, |records| records.iter().for_each(&mut take))
        .await
}

//! A session's roster as it is read and handed on: who is on which team as what, who is on none, who left;
//! and what of it everyone may see.
//!
//! Knows no clock and no words: callers bring what people are called, and say things in theirs.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::id::{ProjectId, RecordId, SessionId};
use crate::domain::membership::{Membership, Standing, Team};
use crate::domain::person::Shown;
use crate::domain::role::Role;

/// What is known of somebody, from their record or their application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// What they are called.
    pub name: String,
    /// Their email address; empty if it is not known.
    pub email: String,
    /// Their name on GitHub; empty if it is not known.
    pub github: String,
    /// Their zone.
    pub zone: Option<String>,
    /// What they agreed to show to everyone.
    pub shown: BTreeSet<Shown>,
}

impl Contact {
    /// The address by which two people are one, whatever its capitals; nothing if it is not known.
    fn address(&self) -> Option<String> {
        let email = self.email.trim();
        (!email.is_empty()).then(|| email.to_lowercase())
    }
}

/// What is known of people, by their ids.
pub type Contacts = BTreeMap<RecordId, Contact>;

/// Somebody on a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Their part in the session.
    pub member: Membership,
    /// Who they are.
    pub who: Contact,
    /// Their other parts, in this session and in others, the latest first.
    pub others: Vec<Membership>,
}

/// A team with everyone on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamSheet {
    /// The team.
    pub team: Team,
    /// Who is on it, role by role; those who left are not among them.
    pub lines: Vec<Line>,
}

impl TeamSheet {
    /// Those with a role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &Line> {
        let lines = self.lines.iter();
        lines.filter(move |line| line.member.role == role)
    }
}

/// A session's roster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its teams, in the order shown.
    pub teams: Vec<TeamSheet>,
    /// Who is on no team.
    pub alone: Vec<Line>,
    /// Who left before the end, whatever team they were on. Who was there to the end stays where they were.
    pub left: Vec<Line>,
}

/// What a roster is made of.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The session.
    pub session: &'a SessionId,
    /// Memberships, of every session; those of others are told as what somebody did before.
    pub memberships: &'a [Membership],
    /// The session's teams.
    pub teams: &'a [Team],
    /// Where each team stands among the others; those without a place come last, by their names.
    pub places: &'a BTreeMap<RecordId, u32>,
    /// Who people are.
    pub contacts: &'a Contacts,
}

/// Where a role stands among the others: who leads comes first.
fn rank(role: &Role) -> u8 {
    match role {
        Role::Navigator => 0,
        Role::Captain => 1,
        Role::Mentee => 2,
        Role::Organizer => 3,
        Role::Own(_) => 4,
    }
}

/// A session's roster.
pub fn sheet(source: Source<'_>) -> Sheet {
    let mut teams: Vec<TeamSheet> = source
        .teams
        .iter()
        .filter(|team| team.session == *source.session && !team.deleted)
        .map(|team| TeamSheet {
            team: team.clone(),
            lines: Vec::new(),
        })
        .collect();
    teams.sort_by_cached_key(|sheet| {
        let place = source.places.get(&sheet.team.id).copied();
        let name = sheet.team.name.to_lowercase();
        (place.unwrap_or(u32::MAX), name, sheet.team.id)
    });
    let mut sheet = Sheet {
        teams,
        ..Sheet::default()
    };
    let parts = Parts::of(source);
    let places = sheet.teams.iter().map(|sheet| sheet.team.id);
    let places: BTreeMap<RecordId, usize> = places.zip(0..).collect();
    let here = source
        .memberships
        .iter()
        .filter(|member| member.session == *source.session && !member.deleted);
    for member in here {
        let line = Line {
            member: member.clone(),
            who: source
                .contacts
                .get(&member.person)
                .cloned()
                .unwrap_or_default(),
            others: parts.others(source.contacts.get(&member.person), member),
        };
        let place = member.team.and_then(|team| places.get(&team));
        let team = place.and_then(|place| sheet.teams.get_mut(*place));
        match (member.standing, team) {
            (Standing::Left, _) => sheet.left.push(line),
            (Standing::Active | Standing::Paused | Standing::Finished, Some(team)) => {
                team.lines.push(line);
            }
            (Standing::Active | Standing::Paused | Standing::Finished, None) => {
                sheet.alone.push(line);
            }
        }
    }
    let order = |line: &Line| {
        let role = &line.member.role;
        let name = line.who.name.to_lowercase();
        (rank(role), role.clone(), name, line.member.id)
    };
    for team in &mut sheet.teams {
        team.lines.sort_by_cached_key(order);
    }
    sheet.alone.sort_by_cached_key(order);
    sheet.left.sort_by_cached_key(order);
    sheet
}

/// Everybody's parts by who has them, so that a thousand people are not each compared with all others.
struct Parts<'a> {
    of_person: BTreeMap<RecordId, Vec<&'a Membership>>,
    of_address: BTreeMap<String, Vec<&'a Membership>>,
}

impl<'a> Parts<'a> {
    fn of(source: Source<'a>) -> Self {
        let mut parts = Self {
            of_person: BTreeMap::new(),
            of_address: BTreeMap::new(),
        };
        for member in source.memberships.iter().filter(|member| !member.deleted) {
            let of_person = parts.of_person.entry(member.person);
            of_person.or_default().push(member);
            let contact = source.contacts.get(&member.person);
            if let Some(address) = contact.and_then(Contact::address) {
                parts.of_address.entry(address).or_default().push(member);
            }
        }
        parts
    }

    /// The other parts of whoever has this one: of the same person, or of one with the same email address.
    fn others(&self, contact: Option<&Contact>, member: &Membership) -> Vec<Membership> {
        let of_person = self.of_person.get(&member.person);
        let address = contact.and_then(Contact::address);
        let of_address = address.and_then(|address| self.of_address.get(&address));
        let all = of_person.into_iter().chain(of_address).flatten();
        let others = all.filter(|other| other.id != member.id);
        let others: BTreeMap<RecordId, &Membership> =
            others.map(|other| (other.id, *other)).collect();
        let mut others: Vec<Membership> = others.into_values().cloned().collect();
        others.sort_by_key(|other| {
            let day = other.joined.or(other.since);
            (std::cmp::Reverse(day), other.session.clone(), other.id)
        });
        others
    }
}

impl Sheet {
    /// Everyone on it, in the order shown, each with their team.
    pub fn lines(&self) -> impl Iterator<Item = (Option<&Team>, &Line)> {
        let on_teams = self.teams.iter().flat_map(|sheet| {
            let lines = sheet.lines.iter();
            lines.map(|line| (Some(&sheet.team), line))
        });
        let alone = self.alone.iter().map(|line| (None, line));
        // Of those who left it is told where they were.
        let left = self.left.iter().map(|line| {
            let team = line.member.team.and_then(|id| self.team(id));
            (team.map(|sheet| &sheet.team), line)
        });
        on_teams.chain(alone).chain(left)
    }

    /// The line of a membership.
    pub fn line(&self, member: RecordId) -> Option<&Line> {
        let mut lines = self.lines().map(|(_, line)| line);
        lines.find(|line| line.member.id == member)
    }

    /// A team with everyone on it.
    pub fn team(&self, id: RecordId) -> Option<&TeamSheet> {
        self.teams.iter().find(|sheet| sheet.team.id == id)
    }

    /// Whether nobody is on it and it has no teams.
    pub fn is_empty(&self) -> bool {
        self.teams.is_empty() && self.alone.is_empty() && self.left.is_empty()
    }

    /// How many people there are of each role who did not leave, each counted once for each role.
    pub fn counts(&self) -> Vec<(Role, usize)> {
        let mut people: BTreeMap<(u8, Role), BTreeSet<RecordId>> = BTreeMap::new();
        let lines = self.lines().map(|(_, line)| &line.member);
        for member in lines.filter(|member| member.standing != Standing::Left) {
            let role = member.role.clone();
            let people = people.entry((rank(&role), role)).or_default();
            people.insert(member.person);
        }
        let counts = people.into_iter();
        counts
            .map(|((_, role), people)| (role, people.len()))
            .collect()
    }
}

/// What of somebody everyone may see: at least one of the two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// What they are called.
    pub name: Option<String>,
    /// Their name on GitHub.
    pub github: Option<String>,
}

/// What of a team everyone may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicTeam {
    /// What it is called.
    pub name: String,
    /// What it works on.
    pub project: Option<ProjectId>,
    /// Those on it who agreed that it is told, and are named.
    pub named: Vec<(Role, Named)>,
    /// How many more agreed to that, but not to be named.
    pub unnamed: usize,
}

/// What of a roster everyone may see: of each person what they agreed to show. A team holds nobody who did
/// not agree that it is told, not even in a count: where all but one are named, a count names the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicSheet {
    /// The teams that somebody is told to be on.
    pub teams: Vec<PublicTeam>,
    /// Those who are named, and whose team is not told or who are on none.
    pub others: Vec<Named>,
    /// How many more take part.
    pub unnamed: usize,
}

/// Whether somebody takes part or did to the end: who left, said no, or has not answered yet is nobody's
/// business.
fn is_public(member: &Membership) -> bool {
    let is_asked = member.accept_by.is_some() && member.accepted.is_none();
    member.standing != Standing::Left && member.accepted != Some(false) && !is_asked
}

fn named(who: &Contact) -> Option<Named> {
    let agreed = |shown: Shown, text: &String| {
        (who.shown.contains(&shown) && !text.trim().is_empty()).then(|| text.clone())
    };
    let named = Named {
        name: agreed(Shown::Name, &who.name),
        github: agreed(Shown::Github, &who.github),
    };
    (named.name.is_some() || named.github.is_some()).then_some(named)
}

/// What of a roster everyone may see.
pub fn public(sheet: &Sheet) -> PublicSheet {
    let mut public = PublicSheet::default();
    // Who is told of somewhere is not told of again; nobody is counted twice.
    let mut told: BTreeSet<RecordId> = BTreeSet::new();
    for TeamSheet { team, lines } in &sheet.teams {
        let mut shown = PublicTeam {
            name: team.name.clone(),
            project: team.project.clone(),
            named: Vec::new(),
            unnamed: 0,
        };
        let agreed = lines
            .iter()
            .filter(|line| is_public(&line.member) && line.who.shown.contains(&Shown::Team));
        for line in agreed {
            told.insert(line.member.person);
            match named(&line.who) {
                Some(named) => shown.named.push((line.member.role.clone(), named)),
                None => shown.unnamed += 1,
            }
        }
        if !shown.named.is_empty() || shown.unnamed > 0 {
            public.teams.push(shown);
        }
    }
    let rest = sheet.lines().map(|(_, line)| line);
    for line in rest.filter(|line| is_public(&line.member)) {
        if told.insert(line.member.person) {
            match named(&line.who) {
                Some(named) => public.others.push(named),
                None => public.unnamed += 1,
            }
        }
    }
    public.others.sort();
    public
}

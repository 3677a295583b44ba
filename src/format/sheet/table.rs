//! A roster as a table: a row for each membership, in our own columns, or in those of Djangonaut Space's
//! site, which are read too.

use super::Heading;
use crate::domain::membership::{Standing, Team};
use crate::domain::role::Role;
use crate::domain::roster::sheet::{Line, Sheet};
use crate::domain::roster::taking::Entry;
use crate::domain::time::Date;
use crate::format::csv::{self, TableWriter};
use crate::format::moment;
use crate::format::roster_csv::{Roster, RosterRow};

/// Our own columns. New ones come at the end: spreadsheets of others count on their places.
pub const COLUMNS: [&str; 18] = [
    "membership",
    "person",
    "name",
    "email",
    "github",
    "time_zone",
    "session",
    "role",
    "team",
    "project",
    "joined",
    "standing",
    "since",
    "reason",
    "accepted",
    "accept_by",
    "accepted_at",
    "shown",
];

/// Whether a text is a table in our own columns, by its head: it is for reading, and is not taken in.
pub fn is_in_our_columns(text: &str) -> bool {
    let rows = csv::parse(text).unwrap_or_default();
    let head = rows.first();
    head.is_some_and(|head| head.iter().map(String::as_str).eq(COLUMNS))
}

/// The roster in our own columns, who left among them. Names of roles, projects and sessions are those of
/// the programme file.
pub fn csv(sheet: &Sheet) -> String {
    let mut table = TableWriter::new();
    table.row(COLUMNS);
    for (team, line) in sheet.lines() {
        let (member, who) = (&line.member, &line.who);
        let own = member.project.as_ref();
        let project = own.or_else(|| team.and_then(|team| team.project.as_ref()));
        let shown: Vec<&str> = who.shown.iter().map(|shown| shown.as_str()).collect();
        table.row([
            member.id.to_string(),
            member.person.to_string(),
            who.name.clone(),
            who.email.clone(),
            who.github.clone(),
            who.zone.clone().unwrap_or_default(),
            member.session.to_string(),
            member.role.to_string(),
            team.map(|team| team.name.clone()).unwrap_or_default(),
            project.map(ToString::to_string).unwrap_or_default(),
            day(member.joined),
            member.standing.as_str().to_owned(),
            day(member.since),
            member.reason.clone(),
            member
                .accepted
                .map(|yes| yes.to_string())
                .unwrap_or_default(),
            day(member.accept_by),
            member.accepted_at.map(moment::to_text).unwrap_or_default(),
            shown.join(" "),
        ]);
    }
    table.finish()
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The roster as that site has it. Who left is not in it, since it has no column that says so; a name is
/// not cut, so the family's part is empty.
pub fn site_rows(sheet: &Sheet, heading: Heading<'_>) -> Vec<RosterRow> {
    let addresses = |team: Option<&Team>, role: Role| {
        let sheet = team.and_then(|team| sheet.team(team.id));
        let lines = sheet
            .into_iter()
            .flat_map(|sheet| sheet.of_role(role.clone()));
        let known = lines.filter(|line| line.member.is_in());
        let emails: Vec<&str> = known.map(|line| line.who.email.as_str()).collect();
        let emails: Vec<&str> = emails
            .into_iter()
            .filter(|email| !email.is_empty())
            .collect();
        emails.join(", ")
    };
    let row = |team: Option<&Team>, line: &Line| RosterRow {
        id: line.member.id.to_string(),
        user_email: line.who.email.clone(),
        user_first_name: line.who.name.clone(),
        user_last_name: String::new(),
        session_title: heading.session.name.clone(),
        role: heading.role(&line.member.role),
        team_name: team.map(|team| team.name.clone()).unwrap_or_default(),
        github_username: line.who.github.clone(),
        navigator: addresses(team, Role::Navigator),
        captain: addresses(team, Role::Captain),
        accepted: line.member.accepted,
        acceptance_deadline: line.member.accept_by,
        accepted_at: line.member.accepted_at,
    };
    let stay = sheet
        .lines()
        .filter(|(_, line)| line.member.standing != Standing::Left);
    stay.map(|(team, line)| row(team, line)).collect()
}

/// What the rows of that site say, as it can be taken in.
pub fn entries(roster: &Roster, heading: Heading<'_>) -> Vec<Entry> {
    let session = heading.session;
    let rows = roster.rows.iter().zip(&roster.lines);
    let entry = |(row, line): (&RosterRow, &usize)| {
        let title = row.session_title.trim();
        let is_title = |text: &str| title.to_lowercase() == text.to_lowercase();
        let name = format!(
            "{} {}",
            row.user_first_name.trim(),
            row.user_last_name.trim()
        );
        Entry {
            line: *line,
            id: row.id.trim().parse().ok(),
            email: row.user_email.trim().to_owned(),
            name: name.trim().to_owned(),
            github: row.github_username.trim().to_owned(),
            role: heading.role_of(&row.role),
            is_here: title.is_empty() || is_title(&session.name) || is_title(session.id.as_str()),
            team: row.team_name.trim().to_owned(),
            accepted: row.accepted,
            accept_by: row.acceptance_deadline,
            accepted_at: row.accepted_at,
        }
    };
    rows.map(entry).collect()
}

//! Who counts as active as a table, for those who pay out aid or write certificates: a row for each membership, with the
//! figures that it rests on.

use crate::domain::membership::Team;
use crate::domain::programme::{Counted, Least};
use crate::domain::roster::sheet::Line;
use crate::domain::week::activity::Activity;
use crate::format::csv::TableWriter;

/// The columns. New ones come at the end: spreadsheets of others count on their places.
pub const STANDING_COLUMNS: [&str; 18] = [
    "membership",
    "person",
    "name",
    "email",
    "github",
    "session",
    "role",
    "team",
    "standing",
    "since",
    "active",
    "counted",
    "count",
    "of",
    "least",
    "not_noted",
    "ahead",
    "why",
];

/// How somebody stands.
#[derive(Debug, Clone, Copy)]
pub struct Stand<'a> {
    /// Their part, and who they are.
    pub line: &'a Line,
    /// The team they are on.
    pub team: Option<&'a Team>,
    /// What is counted of them.
    pub activity: &'a Activity,
    /// How that comes about, in words.
    pub why: &'a str,
}

/// The table. `active` is `active`, `not-yet`, `not-known` or `not-active`; `least` is a number, or a share such as `50%`;
/// `not_noted` is how much of what was due this device does not know.
pub fn standing_csv<'a>(stands: impl IntoIterator<Item = Stand<'a>>) -> String {
    let mut table = TableWriter::new();
    table.row(STANDING_COLUMNS);
    for stand in stands {
        let (member, who, activity) = (&stand.line.member, &stand.line.who, stand.activity);
        let counted = match activity.rule.of {
            Counted::Meetings => "meetings",
            Counted::OneToOnes => "oneToOnes",
        };
        let least = match activity.rule.least {
            Least::Count(least) => least.to_string(),
            Least::Percent(percent) => format!("{percent}%"),
        };
        table.row([
            member.id.to_string(),
            member.person.to_string(),
            who.name.clone(),
            who.email.clone(),
            who.github.clone(),
            member.session.to_string(),
            member.role.to_string(),
            stand.team.map(|team| team.name.clone()).unwrap_or_default(),
            member.standing.as_str().to_owned(),
            member.since.map(|day| day.to_string()).unwrap_or_default(),
            activity.verdict().as_str().to_owned(),
            counted.to_owned(),
            activity.count.to_string(),
            activity.of.to_string(),
            least,
            activity.gaps.len().to_string(),
            activity.ahead.to_string(),
            stand.why.to_owned(),
        ]);
    }
    table.finish()
}

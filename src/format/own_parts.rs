//! How a device keeps which memberships its owner holds: a line for each, `<membership> <session>`. Lines that a newer
//! version wrote stay as they are.

use crate::domain::id::{RecordId, SessionId};
use crate::domain::week::own::OwnParts;

/// Those that the lines name.
pub fn parse(text: &str) -> OwnParts {
    let mut own = OwnParts::default();
    for (member, session) in text.lines().filter_map(line) {
        own.add(member, session);
    }
    own
}

/// The text with a membership added to it.
pub fn with(text: &str, member: RecordId, session: &SessionId) -> String {
    let mut lines = without(text, member);
    lines.push_str(&format!("{member} {session}\n"));
    lines
}

/// The text without a membership.
pub fn without(text: &str, member: RecordId) -> String {
    let is_other = |of: &&str| line(of).is_none_or(|(held, _)| held != member);
    let others = text.lines().filter(is_other);
    others.flat_map(|line| [line, "\n"]).collect()
}

fn line(text: &str) -> Option<(RecordId, SessionId)> {
    let (member, session) = text.split_once(' ')?;
    Some((member.parse().ok()?, session.parse().ok()?))
}

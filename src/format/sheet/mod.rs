//! A session's roster as files: a table of our own columns, the table of Djangonaut Space's site, contacts,
//! a calendar; a table of who counts as active, and one of what people said at the end; and somebody's reminders as a calendar of their own.
//!
//! Holds what organizers know. What everyone may see is another roster
//! ([`public`](crate::domain::roster::sheet::public)).

mod calendar;
mod closings;
mod contacts;
mod reminders;
mod standing;
mod table;

pub use calendar::{Calendars, calendar};
pub use closings::{CLOSING_COLUMNS, Told, closings_csv};
pub use contacts::contacts;
pub use reminders::{Reminded, Reminder, Reminding, reminders};
pub use standing::{STANDING_COLUMNS, Stand, standing_csv};
pub use table::{COLUMNS, csv, entries, is_in_our_columns, site_rows};

use crate::domain::programme::{Programme, Session};
use crate::domain::role::Role;

/// What the roster is of, and what things are called there.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The session.
    pub session: &'a Session,
}

/// What the programme whose site's table is read calls those who are mentored.
const SITE_MENTEE: &str = "djangonaut";

impl Heading<'_> {
    /// What the programme calls a role.
    fn role(&self, role: &Role) -> String {
        let word = role.word(&self.programme.words);
        word.map_or_else(|| role.as_str().to_owned(), |word| word.one.clone())
    }

    /// The role that a table means, by the programme's word for it or by its name here; of the site's own
    /// table, by the word of its programme too.
    fn role_of(&self, text: &str) -> Option<Role> {
        let text = text.trim().to_lowercase();
        let own = self.programme.words.more.keys();
        let own = own.map(|key| Role::Own(key.as_str().into()));
        let mut roles = Role::USUAL.into_iter().chain(own);
        roles.find(|role| {
            let word = role.word(&self.programme.words);
            let is_word = word.is_some_and(|word| {
                text == word.one.to_lowercase() || text == word.many.to_lowercase()
            });
            let is_sites = *role == Role::Mentee && text == SITE_MENTEE;
            is_word || is_sites || text == role.as_str().to_lowercase()
        })
    }
}

/// The page of somebody on GitHub; nothing if no one there can be called so.
pub fn github_page(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('@');
    let is_name = (1..=39).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    is_name.then(|| format!("https://github.com/{name}"))
}

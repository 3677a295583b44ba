//! What somebody is in a session. Screens show the programme's own words for it.

use std::fmt;

use super::programme::{Word, Words};

/// A role in a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Someone who is mentored.
    Mentee,
    /// A technical mentor.
    Navigator,
    /// Someone who gives pastoral support.
    Captain,
    /// Someone who runs it.
    Organizer,
    /// A role of the programme's own: its key among the programme's words. One that is in them no more
    /// is kept, and called by its key.
    Own(Box<str>),
}

impl Role {
    /// The usual four, in the order shown.
    pub const USUAL: [Self; 4] = [
        Self::Mentee,
        Self::Navigator,
        Self::Captain,
        Self::Organizer,
    ];

    /// The name in stored JSON, in the programme file and in URLs.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Mentee => "mentee",
            Self::Navigator => "navigator",
            Self::Captain => "captain",
            Self::Organizer => "organizer",
            Self::Own(key) => key,
        }
    }

    /// The role of this name.
    pub fn from_name(name: &str) -> Self {
        let usual = Self::USUAL.into_iter().find(|role| role.as_str() == name);
        usual.unwrap_or_else(|| Self::Own(name.into()))
    }

    /// What the programme calls it; nothing for a role that is not among its words.
    pub fn word<'w>(&self, words: &'w Words) -> Option<&'w Word> {
        match self {
            Self::Mentee => Some(&words.mentee),
            Self::Navigator => Some(&words.navigator),
            Self::Captain => Some(&words.captain),
            Self::Organizer => Some(&words.organizer),
            Self::Own(key) => words.more.get(&**key),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_known_by_its_name() {
        for role in Role::USUAL {
            assert_eq!(Role::from_name(role.as_str()), role);
        }
        assert_eq!(Role::from_name("host"), Role::Own("host".into()));
        assert_eq!(Role::from_name("host").as_str(), "host");
    }
}

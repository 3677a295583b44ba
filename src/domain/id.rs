//! Names of things: random 128-bit ids made on a device, and the short keys a programme file gives.

use std::fmt;
use std::str::FromStr;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadId {
    /// Not 32 lower-case hexadecimal digits.
    #[error("“{0}” is not an id: 32 digits 0-9 and a-f are needed")]
    NotHex(String),
    /// Not a key as a programme file may use.
    #[error("“{0}” is not a key: use 1 to 64 lower-case letters, digits, “-” and “_”")]
    NotAKey(String),
}

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// The id made of these 128 bits, which the caller takes from a source of randomness.
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }

            /// The 128 bits.
            pub const fn bits(self) -> u128 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:032x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:032x})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                let hex = text.len() == 32
                    && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                match u128::from_str_radix(text, 16) {
                    Ok(bits) if hex => Ok(Self(bits)),
                    Ok(_) | Err(_) => Err(BadId::NotHex(text.to_owned())),
                }
            }
        }
    };
}

random_id! {
    /// Names a record. 128 random bits made on the device, before anything is sent.
    RecordId
}
random_id! {
    /// Names one installation of the app in one browser. New at every install, restore and import,
    /// so that two copies of a database never write under the same name.
    ReplicaId
}

impl RecordId {
    /// The id that these words lead to: the same on every device, so that two who make the same thing
    /// apart make one record. 128-bit FNV-1a; each word counts with its length.
    pub fn derived(words: &[&str]) -> Self {
        const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let mix = |hash: u128, byte: u8| (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        let bits = words.iter().fold(BASIS, |hash, word| {
            let length = (word.len() as u64).to_le_bytes();
            length.into_iter().chain(word.bytes()).fold(hash, mix)
        });
        Self(bits)
    }
}

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The key as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                if is_key(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(BadId::NotAKey(text.to_owned()))
                }
            }
        }
    };
}

fn is_key(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

key! {
    /// Names a programme; also part of its database's name, so it never changes.
    ProgrammeId
}
key! {
    /// Names a session (a cohort) within a programme.
    SessionId
}
key! {
    /// Names a form within a programme; its versions share it.
    FormId
}
key! {
    /// Names a section within a form.
    SectionId
}
key! {
    /// Names a question within a form. Answers are kept under it, so it never changes its meaning.
    QuestionId
}
key! {
    /// Names a choice of a question, or a row or column of a matrix.
    ChoiceId
}
key! {
    /// Names a project within a programme.
    ProjectId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_was_written() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef] {
            let id = RecordId::from_bits(bits);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn the_same_words_lead_to_the_same_id_and_others_to_others() {
        let id = RecordId::derived(&["roster", "spring"]);
        assert_eq!(id, RecordId::derived(&["roster", "spring"]));
        for others in [
            &["roster", "autumn"][..],
            &["rosters", "pring"],
            &["rosterspring"],
            &["roster", "spring", ""],
            &["spring", "roster"],
        ] {
            assert_ne!(id, RecordId::derived(others), "{others:?}");
        }
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in [
            "",
            "12",
            "+0000000000000000000000000000001",
            "0000000000000000000000000000000G",
        ] {
            assert_eq!(
                text.parse::<RecordId>(),
                Err(BadId::NotHex(text.to_owned()))
            );
        }
    }

    #[test]
    fn a_key_is_short_plain_and_lower_case() {
        assert_eq!(
            "spring-2027".parse::<SessionId>().map(|k| k.to_string()),
            Ok("spring-2027".to_owned())
        );
        for text in ["", "Spring", "a b", "é", &"x".repeat(65)] {
            assert_eq!(
                text.parse::<SessionId>(),
                Err(BadId::NotAKey(text.to_owned()))
            );
        }
    }
}

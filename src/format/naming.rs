//! What a file is called that is handed over.

use std::collections::BTreeSet;

use crate::domain::id::{ProgrammeId, RecordId};

/// The programme's id, then what the file holds: `orbit-receipts.zip`. Where that begins with the
/// programme's id already, as the ids of its sessions often do, it is said once: `orbit-4-roster.csv`.
pub fn file_name(programme: &ProgrammeId, what: &str) -> String {
    let programme = programme.as_str();
    let rest = what.strip_prefix(programme);
    if rest.is_some_and(|rest| rest.starts_with('-')) {
        what.to_owned()
    } else {
        format!("{programme}-{what}")
    }
}

/// A name for a file of each of some people, all different: `ada-lovelace.json`. Of a name only letters and digits are kept,
/// of any script; whoever shares what is left with another, or has nothing left, is told by their id.
pub fn person_files<'a>(
    people: impl Iterator<Item = (&'a str, RecordId)>,
    ending: &str,
) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let plain = |name: &str| {
        let kept = name.chars().flat_map(char::to_lowercase);
        let kept: String = kept
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        kept.split_whitespace().collect::<Vec<_>>().join("-")
    };
    let mut file = |(name, id): (&str, RecordId)| {
        let name: String = plain(name).chars().take(60).collect();
        let is_free = !name.is_empty() && !taken.contains(&name);
        let name = if is_free { name } else { id.to_string() };
        taken.insert(name.clone());
        format!("{name}.{ending}")
    };
    people.map(&mut file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promise_24_files_of_people_have_names_that_lead_nowhere_else() {
        let names = [
            "Ada Lovelace",
            "ada  lovelace",
            "../..\\x",
            "יעל",
            "🙂",
            "Bo =1+1",
        ];
        let people = names.into_iter().zip((1..).map(RecordId::from_bits));
        let expected = [
            "ada-lovelace.json",
            "00000000000000000000000000000002.json",
            "x.json",
            "יעל.json",
            "00000000000000000000000000000005.json",
            "bo-1-1.json",
        ];
        assert_eq!(person_files(people, "json"), expected);
    }

    #[test]
    fn a_file_says_the_programme_once() {
        for (programme, what, name) in [
            ("orbit", "orbit-4-roster.csv", "orbit-4-roster.csv"),
            (
                "orbit",
                "spring-2027-roster.csv",
                "orbit-spring-2027-roster.csv",
            ),
            ("orbit", "orbiters.csv", "orbit-orbiters.csv"),
            ("orbit", "orbit.csv", "orbit-orbit.csv"),
            ("orbit", "applications.csv", "orbit-applications.csv"),
        ] {
            let programme = programme.parse().expect("a key");
            assert_eq!(file_name(&programme, what), name);
        }
    }
}

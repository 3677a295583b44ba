//! What a file is called that is handed over.

use crate::domain::id::ProgrammeId;

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

#[cfg(test)]
mod tests {
    use super::*;

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

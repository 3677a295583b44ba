//! Those whose weeks are compared: among whom is chosen, and who of them, as a link says it and as ticks.

use super::Availability;
use crate::domain::id::RecordId;
use crate::domain::programme::Session;
use crate::domain::role::Role;

/// What a link says where nobody is ticked.
const NONE: &str = "none";
/// What a link says for everyone who is on a team.
pub const ON_TEAMS: &str = "teams";

/// Somebody who may be compared.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Of their application, or as a person.
    pub id: RecordId,
    /// What they are called.
    pub name: String,
    /// What they are in the session; nothing of an application.
    pub role: Option<Role>,
    /// The zone of their week.
    pub zone: Option<String>,
    /// When they are free; nothing if they did not say, or in a zone that the browser does not know.
    pub week: Option<Availability>,
}

/// A team whose people can be chosen at once.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its id.
    pub id: RecordId,
    /// What it is called.
    pub name: String,
    /// Who is on it.
    pub people: Vec<RecordId>,
}

/// Those among whom is chosen, and the session that it is for.
#[derive(Debug, Clone)]
pub struct Crowd {
    /// They.
    pub people: Vec<Compared>,
    /// The teams they are on.
    pub teams: Vec<Group>,
    /// The session, if it is known.
    pub session: Option<Session>,
}

/// Ids as a link has them.
pub fn write_ids(ids: impl Iterator<Item = RecordId>) -> String {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    ids.join(",")
}

/// The ids that stand in a part of a link; what is none is passed over.
pub fn read_ids(text: &str) -> Vec<RecordId> {
    text.split(',').filter_map(|id| id.parse().ok()).collect()
}

impl Crowd {
    /// Who is in, place by place: the people, the teams and the roles that a link names, separated by
    /// commas, or all teams at once; everyone where it names none.
    pub fn chosen(&self, who: &str) -> Vec<bool> {
        if who.is_empty() {
            return vec![true; self.people.len()];
        }
        let names: Vec<&str> = who.split(',').collect();
        let ids = read_ids(who);
        let all = names.contains(&ON_TEAMS);
        let teams = self.teams.iter();
        let teams = teams.filter(|team| all || ids.contains(&team.id));
        let on_them: Vec<RecordId> = teams.flat_map(|team| team.people.iter().copied()).collect();
        let is_in = |person: &Compared| {
            let role = person.role.as_ref().map(Role::as_str);
            ids.contains(&person.id)
                || on_them.contains(&person.id)
                || role.is_some_and(|role| names.contains(&role))
        };
        self.people.iter().map(is_in).collect()
    }

    /// How a link names those who are in.
    pub fn named(&self, on: &[bool]) -> String {
        let people = self.people.iter().zip(on);
        let mut chosen = people
            .clone()
            .filter_map(|(person, on)| on.then_some(person.id))
            .peekable();
        if chosen.peek().is_none() {
            return NONE.to_owned();
        }
        // Of those who did not say when they are free there is nothing to choose.
        let mut able = people.filter(|(person, _)| person.week.is_some());
        if able.all(|(_, on)| *on) {
            return String::new();
        }
        write_ids(chosen)
    }

    /// The roles that people of the crowd have, in their order.
    pub fn roles(&self) -> Vec<&Role> {
        let mut roles: Vec<&Role> = self.people.iter().filter_map(|p| p.role.as_ref()).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u128, role: Role) -> Compared {
        Compared {
            id: RecordId::from_bits(n),
            name: String::new(),
            role: Some(role),
            zone: None,
            week: None,
        }
    }

    fn crowd() -> Crowd {
        Crowd {
            people: vec![
                person(1, Role::Mentee),
                person(2, Role::Navigator),
                person(3, Role::Mentee),
                person(4, Role::Own("host".into())),
            ],
            teams: vec![Group {
                id: RecordId::from_bits(9),
                name: String::new(),
                people: vec![RecordId::from_bits(2), RecordId::from_bits(3)],
            }],
            session: None,
        }
    }

    #[test]
    fn people_teams_and_roles_are_chosen_together() {
        let crowd = crowd();
        let id = |n: u128| RecordId::from_bits(n).to_string();
        for (who, on) in [
            (String::new(), [true, true, true, true]),
            (id(1), [true, false, false, false]),
            (id(9), [false, true, true, false]),
            ("mentee".to_owned(), [true, false, true, false]),
            ("host,navigator".to_owned(), [false, true, false, true]),
            (format!("{},mentee", id(9)), [true, true, true, false]),
            (ON_TEAMS.to_owned(), [false, true, true, false]),
            (NONE.to_owned(), [false, false, false, false]),
            ("nonsense".to_owned(), [false, false, false, false]),
        ] {
            assert_eq!(crowd.chosen(&who), on, "{who}");
        }
    }

    #[test]
    fn ticks_are_named_so_that_they_are_read_back() {
        let mut crowd = crowd();
        let clock = crate::domain::overlap::Offsets::fixed(0);
        for person in &mut crowd.people[..3] {
            person.week = Some(Availability {
                clock: clock.clone(),
                slots: crate::domain::answer::WeekSlots::default(),
            });
        }
        for ticks in 0..8_u32 {
            let on: Vec<bool> = (0..4).map(|at| ticks & (1 << at) != 0).collect();
            let read = crowd.chosen(&crowd.named(&on));
            assert_eq!(read[..3], on[..3], "{ticks}");
        }
    }
}

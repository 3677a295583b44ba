//! People who are there no more, as moves: the samples, once they are removed.

use std::collections::BTreeSet;

use super::{Move, Roster};
use crate::domain::id::RecordId;

impl Roster {
    /// The moves after which none of these people is on it in any way. A team that has nobody left goes with
    /// them; one that nobody was on stays.
    pub fn moves_without(&self, gone: &BTreeSet<RecordId>) -> Vec<Move> {
        let mut moves = Vec::new();
        for (team, plan) in self.in_order() {
            let everyone = self.everyone(team);
            if !everyone.is_empty() && everyone.iter().all(|person| gone.contains(person)) {
                moves.push(Move::Dissolve(team));
                continue;
            }
            let is_gone = |person: &Option<RecordId>| person.is_some_and(|id| gone.contains(&id));
            let leads = plan.leads.iter().enumerate();
            let leads = leads.filter(|(_, lead)| is_gone(lead));
            moves.extend(leads.map(|(place, _)| Move::Lead {
                team,
                place,
                navigator: None,
            }));
            if is_gone(&plan.captain) {
                moves.push(Move::LookAfter {
                    team,
                    captain: None,
                });
            }
            let mentees = self.mentees(team).filter(|mentee| gone.contains(mentee));
            moves.extend(mentees.map(|mentee| Move::Seat { mentee, team: None }));
        }
        let locked = self.locked.intersection(gone);
        moves.extend(locked.map(|person| Move::Lock {
            person: *person,
            locked: false,
        }));
        let apart = self.apart.iter();
        let apart = apart.filter(|pair| pair.both().iter().any(|person| gone.contains(person)));
        moves.extend(apart.map(|pair| Move::Apart {
            pair: *pair,
            apart: false,
        }));
        moves
    }
}

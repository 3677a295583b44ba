//! Which teams are left as they are when others are formed, and why.

use super::state::Studio;
use super::words::breach_words;
use crate::domain::id::RecordId;
use crate::domain::roster::{Roster, WhyLeft, why_left};
use crate::t;
use crate::ui::when::{list_words, number_words};
use crate::ui::words::word;
use leptos::prelude::untrack;

/// A team that is left as it was before others were formed, and why.
pub(super) fn left_words(
    studio: Studio,
    before: &Roster,
    after: &Roster,
    team: RecordId,
) -> String {
    untrack(|| {
        let crew = studio.crew();
        let why = match why_left(&crew, before, after, team) {
            WhyLeft::Broken(breach) => {
                t!(teams.left_broken, breach = breach_words(studio, &breach))
            }
            WhyLeft::Unled { could } if could.is_empty() => t!(teams.left_unled).to_owned(),
            WhyLeft::Unled { could } => {
                let names = could.iter().map(|id| studio.name(*id));
                t!(
                    teams.left_could_lead,
                    names = list_words(&names.collect::<Vec<_>>())
                )
            }
            WhyLeft::OtherRole(person) => t!(teams.left_other_role, name = studio.name(person)),
            WhyLeft::NoCaptain => {
                t!(teams.left_no_captain, captain = word(|w| &w.captain.one))
            }
            WhyLeft::TooFew { could, needs } => t!(
                teams.left_too_few,
                needs = number_words(f64::from(needs)),
                could = number_words(f64::from(could)),
                mentees = word(|w| &w.mentee.many)
            ),
            WhyLeft::Together => t!(teams.left_together, team = word(|w| &w.team.one)),
        };
        t!(teams.left_line, team = studio.team_name(team), why = why)
    })
}

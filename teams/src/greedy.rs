//! Answers at once: one navigator after another takes the dearest team that is left, at given prices.

use crate::captains::Matching;
use crate::packing::Packing;
use crate::price::{Limits, Memory, Prices, Within, price};
use crate::state::{Picked, State};

/// At least so many navigators choose again at a time.
const FEWEST_ANEW: usize = 5;

/// Lets some navigators, by chance, give up their teams and choose again; keeps what is better.
pub(crate) fn improve(state: &mut State, prices: &Prices) -> u64 {
    let mut order: Vec<usize> = (0..state.packing.fields.len()).collect();
    state.chance.shuffle(&mut order);
    order.truncate(FEWEST_ANEW + state.chance.below(FEWEST_ANEW));
    let teams = state.best.iter();
    let kept: Vec<Picked> = teams
        .filter(|team| !order.contains(&team.navigator))
        .cloned()
        .collect();
    let (teams, work) = choose(&state.packing, &mut state.memory, prices, &order, &kept);
    state.offer(teams);
    work
}

/// Lets navigators choose in this order; gives their teams and the work it took.
///
/// A navigator who finds no team goes without. Captains are passed on as needed, so that a team is
/// refused only if no captain can be freed for it.
pub(crate) fn choose(
    packing: &Packing,
    memory: &mut Memory,
    prices: &Prices,
    order: &[usize],
    kept: &[Picked],
) -> (Vec<Picked>, u64) {
    let mut matching = Matching::new(&packing.captain_places);
    let mut free = vec![true; packing.mentees];
    let mut teams: Vec<Picked> = Vec::with_capacity(order.len() + kept.len());
    let mut work = 0;
    let mentee =
        |navigator: usize, member: usize| packing.fields[navigator].candidates[member].mentee;
    for team in kept {
        if matching.add(packing.captains(team.navigator, &team.members)) {
            for &member in &team.members {
                free[mentee(team.navigator, member)] = false;
            }
            teams.push(team.clone());
        }
    }
    for &navigator in order {
        let reachable = matching.reachable();
        let within = Within {
            mentees: Some(&free),
            captains: Some(&reachable),
        };
        let limits = Limits {
            threshold: i64::MIN / 4,
            steps: 100_000,
        };
        let mut members = Vec::new();
        let mut dearest = |found: &crate::price::Found<'_>| {
            members.clear();
            members.extend_from_slice(found.members);
            found.reduced_cost
        };
        work += price(
            memory,
            packing,
            navigator,
            prices,
            within,
            limits,
            &mut dearest,
        )
        .work;
        if !members.is_empty() && matching.add(packing.captains(navigator, &members)) {
            for &member in &members {
                free[mentee(navigator, member)] = false;
            }
            teams.push(Picked { navigator, members });
        }
    }
    (teams, work)
}

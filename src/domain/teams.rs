//! Forming teams: who is led by whom. A crate of its own, so that it can be compiled for speed.

pub use groundcrew_teams::*;

use super::overlap::Quarters;

/// When somebody is free in every week by one clock, as those who form teams want it. The week is a circle,
/// so that it may begin on any day.
pub fn week(free: &Quarters) -> Week {
    let mut week = Week::default();
    for quarter in free.iter().map(usize::from) {
        week.add(quarter, quarter + 1);
    }
    week
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_holds_as_many_hours_here_as_there() {
        for runs in [
            &[(0, 4)][..],
            &[(671, 672), (0, 3)],
            &[(3, 8), (9, 16)],
            &[(0, 672)],
            &[],
        ] {
            let quarters = runs.iter().flat_map(|&(from, to)| from..to);
            let free: Quarters = quarters.collect();
            assert_eq!(week(&free).hours(Seam::Closed), free.hours(), "{runs:?}");
        }
    }
}

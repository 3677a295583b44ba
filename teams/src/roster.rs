//! What is found: teams, and what they are worth together.

/// Teams that keep all rules, at most one for each navigator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// The teams, by navigator.
    pub teams: Vec<Team>,
}

/// Who works together, by places in the lists of the problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Who leads the team.
    pub navigator: usize,
    /// Who looks after it.
    pub captain: usize,
    /// Who is on it, in ascending order.
    pub mentees: Vec<usize>,
}

/// What a roster is worth: first how many it places, then how well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Objective {
    /// How many mentees are on a team.
    pub placed: usize,
    /// The points of all teams.
    pub quality: i64,
}

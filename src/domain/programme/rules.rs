//! The rules by which a session's teams are formed.

/// What a team must keep, and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRules {
    /// The fewest and the most mentees of a team.
    pub mentees: (u32, u32),
    /// How many navigators may lead one team together: 1 or 2.
    pub navigators: u32,
    /// How many teams one captain may look after.
    pub captain_teams: u32,
    /// Hours a week that the navigator and all mentees share, at least.
    pub team_hours: u32,
    /// Hours a week that the captain shares with each mentee, at least.
    pub captain_hours: u32,
    /// What a team is worth.
    pub weights: TeamWeights,
}

/// What a team is worth, in points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamWeights {
    /// Of a mentee on a project of the first choice, the second, and so on.
    pub choices: Vec<i64>,
    /// Of a mentee who named no project.
    pub any: i64,
    /// Of each common hour above the least.
    pub hour: i64,
    /// How many hours above the least count.
    pub hours_counted: u32,
    /// For each level of experience between the most and the least experienced mentee of a team.
    pub level: i64,
}

impl Default for TeamRules {
    fn default() -> Self {
        Self {
            mentees: (2, 3),
            navigators: 1,
            captain_teams: 1,
            team_hours: 5,
            captain_hours: 3,
            weights: TeamWeights::default(),
        }
    }
}

impl Default for TeamWeights {
    fn default() -> Self {
        Self {
            choices: vec![50, 30, 15],
            any: 30,
            hour: 6,
            hours_counted: 5,
            level: -8,
        }
    }
}

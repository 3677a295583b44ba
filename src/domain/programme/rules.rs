//! What a session asks of its teams: how large they are, which hours they share, what they are worth.
//!
//! It is written as people say it; forming teams has numbers of its own, made of these.

/// What the teams of a session must keep, and what they are worth.
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

/// What a team is worth, in points: they tell which of two rosters is the better one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamWeights {
    /// Points of a mentee on a project of the first choice, the second, and so on. At least one.
    pub choices: Vec<i64>,
    /// Points of a mentee who named no project.
    pub any: i64,
    /// Points of each common hour above the least; never negative.
    pub hour: i64,
    /// Hours above the least that count.
    pub hours_counted: u32,
    /// Points for each level of experience between the most and the least experienced of a team;
    /// negative where teams of equals are wanted.
    pub level: i64,
}

/// Teams of two or three who share five hours, and three with their captain.
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

//! What keeps a table from being a roster: where it is, and what to write instead.

use crate::format::csv::NotATable;

/// Why a text is not a roster.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// It is not even a table.
    #[error(transparent)]
    NotATable(#[from] NotATable),
    /// Its head lacks columns.
    #[error("line {line}: write the names of all columns; there is no {}", .columns.join(", no "))]
    NoColumns {
        /// The line of the head.
        line: usize,
        /// The columns that are not there.
        columns: Vec<&'static str>,
    },
    /// Its head names a column twice.
    #[error("line {line}: write {column} once; leave the other column out")]
    ColumnTwice {
        /// The line of the head.
        line: usize,
        /// The column.
        column: &'static str,
    },
    /// Rows in it can't be read.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Rows(Vec<Fault>),
}

/// What can't be read in a row, and what to write instead. Lines count from 1; a row is on the line on
/// which it begins.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A cell holds something else.
    #[error("line {line}, column {column}: write {}, not “{text}”", .kind.what_to_write())]
    Cell {
        /// The line.
        line: usize,
        /// The name of the column.
        column: &'static str,
        /// What the column holds.
        kind: Kind,
        /// What is there.
        text: String,
    },
    /// The row is longer or shorter than the head.
    #[error("line {line}: write {columns} cells, as many as the head has, not {cells}")]
    Length {
        /// The line.
        line: usize,
        /// How many cells the head has.
        columns: usize,
        /// How many the row has.
        cells: usize,
    },
}

/// What a column holds that does not hold any text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    YesOrNo,
    /// A day.
    Day,
    /// A moment.
    Moment,
}

impl Kind {
    fn what_to_write(self) -> &'static str {
        match self {
            Self::YesOrNo => "true, false or nothing",
            Self::Day => "a date as 2027-03-31, or nothing",
            Self::Moment => "a time as 2027-03-31T18:00:00Z, or nothing",
        }
    }
}

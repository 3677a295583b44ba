//! What is asked and what is found as bytes, for those who search in another thread.
//!
//! Both sides are of one version of the app; the first byte says which form this is, so that a page and a
//! worker of two versions find out. Damaged bytes are an error, whatever they are.

use crate::clash::Clash;
use crate::problem::{Captain, Lock, Mentee, Navigator, Person, Problem, Rules, Weights, Wish};
use crate::roster::{Objective, Roster, Team};
use crate::week::{Seam, Week};

/// The form that is written here, and the only one that is read.
const FORM: u8 = 2;

/// What to search for, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is asked.
    pub problem: Problem,
    /// For the same seed a search always goes the same way.
    pub seed: u64,
    /// A roster to begin from, as after someone was moved by hand.
    pub begin_from: Option<Roster>,
    /// After so many seconds the search stops; none means that it goes on to the end.
    pub seconds: Option<u32>,
}

/// How far a search has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether it goes on, and if not, why.
    pub standing: Standing,
    /// The best roster so far.
    pub roster: Option<Roster>,
    /// What that roster is worth.
    pub objective: Option<Objective>,
    /// What no roster exceeds.
    pub bound: Option<Objective>,
}

/// Whether a search goes on, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It goes on.
    Searching,
    /// It is over: there is no better roster.
    Proved,
    /// It is over: the locks can not hold together. These clash, if that is known by now.
    Infeasible(Option<Clash>),
    /// It has been stopped, or time is up; there may be a better roster.
    Stopped,
}

/// Why bytes say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damaged {
    /// They are of another version.
    #[error("these bytes are of another version ({0})")]
    Form(u8),
    /// They end too early or too late, or hold what can not be.
    #[error("these bytes are damaged")]
    Nonsense,
}

impl Request {
    /// The request as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// The request that bytes say.
    ///
    /// # Errors
    /// If they say none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        from_bytes(bytes)
    }
}

impl Report {
    /// Whether the search is over, so that nothing comes after it.
    pub fn is_last(&self) -> bool {
        match self.standing {
            Standing::Searching => false,
            Standing::Proved | Standing::Infeasible(_) | Standing::Stopped => true,
        }
    }

    /// The report as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// The report that bytes say.
    ///
    /// # Errors
    /// If they say none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        from_bytes(bytes)
    }
}

fn to_bytes(what: &impl Wire) -> Vec<u8> {
    let mut bytes = vec![FORM];
    what.write(&mut bytes);
    bytes
}

fn from_bytes<T: Wire>(bytes: &[u8]) -> Result<T, Damaged> {
    let (&form, mut rest) = bytes.split_first().ok_or(Damaged::Nonsense)?;
    if form != FORM {
        return Err(Damaged::Form(form));
    }
    let read = T::read(&mut rest)?;
    rest.is_empty().then_some(read).ok_or(Damaged::Nonsense)
}

/// What can be written as bytes and read again; each value takes at least one byte.
trait Wire: Sized {
    fn write(&self, to: &mut Vec<u8>);
    fn read(from: &mut &[u8]) -> Result<Self, Damaged>;
}

fn take<'a>(from: &mut &'a [u8], count: usize) -> Result<&'a [u8], Damaged> {
    let (taken, rest) = from.split_at_checked(count).ok_or(Damaged::Nonsense)?;
    *from = rest;
    Ok(taken)
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
impl Wire for u64 {
    fn write(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 128 {
            to.push(rest.to_le_bytes()[0] | 128);
            rest >>= 7;
        }
        to.push(rest.to_le_bytes()[0]);
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = take(from, 1)?[0];
            let bits = Self::from(byte & 127);
            if bits << shift >> shift != bits {
                return Err(Damaged::Nonsense);
            }
            number |= bits << shift;
            if byte < 128 {
                return Ok(number);
            }
        }
        Err(Damaged::Nonsense)
    }
}

/// Numbers near zero are short, whatever their sign.
impl Wire for i64 {
    fn write(&self, to: &mut Vec<u8>) {
        (self.cast_unsigned() << 1 ^ (self >> 63).cast_unsigned()).write(to);
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        let folded = u64::read(from)?;
        Ok((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
    }
}

impl Wire for usize {
    fn write(&self, to: &mut Vec<u8>) {
        (*self as u64).write(to);
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        Self::try_from(u64::read(from)?).map_err(|_| Damaged::Nonsense)
    }
}

impl Wire for u32 {
    fn write(&self, to: &mut Vec<u8>) {
        u64::from(*self).write(to);
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        Self::try_from(u64::read(from)?).map_err(|_| Damaged::Nonsense)
    }
}

impl Wire for bool {
    fn write(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        match take(from, 1)?[0] {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Damaged::Nonsense),
        }
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, to: &mut Vec<u8>) {
        self.is_some().write(to);
        if let Some(inner) = self {
            inner.write(to);
        }
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        bool::read(from)?.then(|| T::read(from)).transpose()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, to: &mut Vec<u8>) {
        self.len().write(to);
        for item in self {
            item.write(to);
        }
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        let count = usize::read(from)?;
        // What is longer than all that follows is not even begun.
        if count > from.len() {
            return Err(Damaged::Nonsense);
        }
        (0..count).map(|_| T::read(from)).collect()
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        Ok((A::read(from)?, B::read(from)?))
    }
}

impl Wire for Week {
    fn write(&self, to: &mut Vec<u8>) {
        for word in self.words() {
            to.extend_from_slice(&word.to_le_bytes());
        }
    }

    fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
        let mut words = *Self::default().words();
        for word in &mut words {
            let bytes = take(from, 8)?.first_chunk().ok_or(Damaged::Nonsense)?;
            *word = u64::from_le_bytes(*bytes);
        }
        Self::of_words(words).ok_or(Damaged::Nonsense)
    }
}

/// A struct, field by field.
macro_rules! fields {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Wire for $name {
            fn write(&self, to: &mut Vec<u8>) {
                $(self.$field.write(to);)+
            }

            fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
                Ok(Self { $($field: Wire::read(from)?),+ })
            }
        }
    )+};
}

fields! {
    Request { problem, seed, begin_from, seconds }
    Report { standing, roster, objective, bound }
    Problem { rules, weights, seam, navigators, captains, mentees, locks, lenient, forbidden }
    Rules { min_team_hours, min_captain_hours }
    Weights { choice, any, overlap, overlap_cap, spread }
    Navigator { project, size, clock, week }
    Captain { max_teams, clock, week }
    Mentee { score, level, wishes, weeks }
    Wish { project, rank }
    Roster { teams }
    Team { navigator, captain, mentees }
    Objective { placed, quality }
    Clash { locks, smallest }
}

/// An enum: a byte for the variant, then what it holds.
macro_rules! variants {
    ($($name:ident { $($tag:literal => $variant:ident $(($($part:ident),+))?),+ })+) => {$(
        impl Wire for $name {
            fn write(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($($part),+))? => {
                        to.push($tag);
                        $($($part.write(to);)+)?
                    })+
                }
            }

            fn read(from: &mut &[u8]) -> Result<Self, Damaged> {
                match take(from, 1)?[0] {
                    $($tag => {
                        $($(let $part = Wire::read(from)?;)+)?
                        Ok(Self::$variant $(($($part),+))?)
                    })+
                    _ => Err(Damaged::Nonsense),
                }
            }
        }
    )+};
}

variants! {
    Seam { 0 => Open, 1 => Closed }
    Person { 0 => Navigator(place), 1 => Captain(place), 2 => Mentee(place) }
    Lock { 0 => Mentee(mentee, navigator), 1 => Captain(captain, navigator) }
    Standing { 0 => Searching, 1 => Proved, 2 => Infeasible(clash), 3 => Stopped }
}

//! Reads JSON values part by part, minding the path, and gathers everything that is wrong.
//!
//! Readers hand back what they could make out; a fault is noted as they go, and whoever began
//! looks at the end whether there was any. So one reading finds all faults.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::fault::{Fault, Place, ProgrammeError, Shape, UnknownName};
use crate::domain::id::BadId;
use crate::domain::record::Value;
use crate::domain::time::Date;

/// What was found on the way.
#[derive(Default)]
pub(in crate::format) struct Reader {
    path: String,
    pub(in crate::format) errors: Vec<ProgrammeError>,
    pub(in crate::format) unknown: Vec<UnknownName>,
}

/// Named parts, and which of them were asked for.
pub(in crate::format) struct Parts<'v> {
    parts: &'v BTreeMap<String, Value>,
    asked: Vec<&'static str>,
}

/// The shape of a value.
fn shape(value: &Value) -> Shape {
    match value {
        Value::Null => Shape::Nothing,
        Value::Bool(_) => Shape::YesOrNo,
        Value::Integer(_) => Shape::Whole,
        Value::Float(_) => Shape::Number,
        Value::Text(_) => Shape::Text,
        Value::List(_) => Shape::List,
        Value::Map(_) => Shape::Parts,
    }
}

impl<'v> Parts<'v> {
    /// A part; `null` is as good as none.
    pub(in crate::format) fn get(&mut self, name: &'static str) -> Option<&'v Value> {
        self.asked.push(name);
        self.parts.get(name).filter(|value| **value != Value::Null)
    }

    /// The names that nobody has asked for.
    pub(in crate::format) fn rest(&self) -> Vec<(&'v str, &'v Value)> {
        self.parts
            .iter()
            .filter(|(name, _)| !self.asked.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value))
            .collect()
    }
}

impl Reader {
    /// Where it stands.
    pub(in crate::format) fn place(&self) -> Place {
        Place(self.path.clone())
    }

    /// Notes a fault where it stands.
    pub(in crate::format) fn fault(&mut self, fault: Fault) {
        let place = self.place();
        self.errors.push(ProgrammeError { place, fault });
    }

    /// Steps into a part, and out again.
    pub(in crate::format) fn within<T>(&mut self, name: &str, f: impl FnOnce(&mut Self) -> T) -> T {
        let back = self.path.len();
        if back > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        let result = f(self);
        self.path.truncate(back);
        result
    }

    /// Notes a fault at a part.
    pub(in crate::format) fn fault_at(&mut self, name: &str, fault: Fault) {
        self.within(name, |r| r.fault(fault));
    }

    /// Notes that another shape is wanted where it stands.
    pub(in crate::format) fn wrong_shape(&mut self, wanted: Shape, value: &Value) {
        let found = shape(value);
        self.fault(Fault::WrongShape { wanted, found });
    }

    /// Named parts.
    pub(in crate::format) fn parts<'v>(&mut self, value: &'v Value) -> Option<Parts<'v>> {
        if let Value::Map(parts) = value {
            Some(Parts {
                parts,
                asked: Vec::new(),
            })
        } else {
            self.wrong_shape(Shape::Parts, value);
            None
        }
    }

    /// Notes the names that nobody asked for. Those that begin with `$` or `x-` are the writer's own.
    pub(in crate::format) fn finish(&mut self, parts: &Parts<'_>) {
        for (name, _) in parts.rest() {
            if !name.starts_with('$') && !name.starts_with("x-") {
                let meant = parts.asked.iter().copied().find(|known| alike(known, name));
                let place = self.within(name, |r| r.place());
                self.unknown.push(UnknownName { place, meant });
            }
        }
    }

    /// A part that must be there.
    pub(in crate::format) fn required<'v>(
        &mut self,
        parts: &mut Parts<'v>,
        name: &'static str,
    ) -> Option<&'v Value> {
        let value = parts.get(name);
        if value.is_none() {
            self.fault_at(name, Fault::Missing);
        }
        value
    }

    fn as_text<'v>(&mut self, value: &'v Value) -> Option<&'v str> {
        let text = value.as_text();
        if text.is_none() {
            self.wrong_shape(Shape::Text, value);
        }
        text
    }

    /// A text that must be there, and not be blank.
    pub(in crate::format) fn text(&mut self, parts: &mut Parts<'_>, name: &'static str) -> String {
        let Some(value) = self.required(parts, name) else {
            return String::new();
        };
        self.within(name, |r| {
            let text = r.as_text(value);
            if text.is_some_and(|text| text.trim().is_empty()) {
                r.fault(Fault::Blank);
            }
            text.unwrap_or("").to_owned()
        })
    }

    /// A text that may be missing.
    pub(in crate::format) fn optional_text(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
    ) -> Option<String> {
        let value = parts.get(name)?;
        self.within(name, |r| r.as_text(value).map(str::to_owned))
    }

    /// Yes or no; no if missing.
    pub(in crate::format) fn flag(&mut self, parts: &mut Parts<'_>, name: &'static str) -> bool {
        match parts.get(name) {
            Some(Value::Bool(yes)) => *yes,
            Some(other) => {
                self.within(name, |r| r.wrong_shape(Shape::YesOrNo, other));
                false
            }
            None => false,
        }
    }

    /// A number that may be missing.
    pub(in crate::format) fn number(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
    ) -> Option<f64> {
        match parts.get(name)? {
            Value::Integer(number) => Some(*number as f64),
            Value::Float(number) => Some(*number),
            other => {
                self.within(name, |r| r.wrong_shape(Shape::Number, other));
                None
            }
        }
    }

    /// A whole number that may be missing.
    pub(in crate::format) fn whole(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
        (least, most): (u32, u32),
    ) -> Option<u32> {
        let bounds = (i64::from(least), i64::from(most));
        let found = self.integer(parts, name, bounds)?;
        u32::try_from(found).ok()
    }

    /// A whole number of either sign that may be missing.
    pub(in crate::format) fn integer(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
        bounds: (i64, i64),
    ) -> Option<i64> {
        let value = parts.get(name)?;
        self.within(name, |r| r.integer_here(value, bounds))
    }

    /// A whole number of either sign, where the reader stands.
    pub(in crate::format) fn integer_here(
        &mut self,
        value: &Value,
        (least, most): (i64, i64),
    ) -> Option<i64> {
        let Value::Integer(found) = value else {
            self.wrong_shape(Shape::Whole, value);
            return None;
        };
        match i64::try_from(*found) {
            Ok(found) if (least..=most).contains(&found) => Some(found),
            Ok(_) | Err(_) => {
                self.fault(Fault::OutOfBounds {
                    found: *found as f64,
                    least: least as f64,
                    most: most as f64,
                });
                None
            }
        }
    }

    /// A whole number that must be there.
    pub(in crate::format) fn required_whole(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
        bounds: (u32, u32),
    ) -> Option<u32> {
        self.required(parts, name)?;
        self.whole(parts, name, bounds)
    }

    /// A key, where the reader stands.
    pub(in crate::format) fn key<T: FromStr<Err = BadId>>(&mut self, value: &Value) -> Option<T> {
        let text = self.as_text(value)?;
        let key = text.parse().ok();
        if key.is_none() {
            self.fault(Fault::NotAKey(text.to_owned()));
        }
        key
    }

    /// A key that must be there.
    pub(in crate::format) fn required_key<T: FromStr<Err = BadId>>(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
    ) -> Option<T> {
        let value = self.required(parts, name)?;
        self.within(name, |r| r.key(value))
    }

    /// A day that may be missing.
    pub(in crate::format) fn date(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
    ) -> Option<Date> {
        let value = parts.get(name)?;
        self.within(name, |r| {
            let text = r.as_text(value)?;
            let date = text.parse().ok();
            if date.is_none() {
                r.fault(Fault::NotADate(text.to_owned()));
            }
            date
        })
    }

    /// A day that must be there.
    pub(in crate::format) fn required_date(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
    ) -> Option<Date> {
        self.required(parts, name)?;
        self.date(parts, name)
    }

    /// One of a few words, where the reader stands.
    pub(in crate::format) fn word<T: Copy>(
        &mut self,
        value: &Value,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.as_text(value)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            self.fault(Fault::UnknownWord {
                found: text.to_owned(),
                expected: words.iter().map(|(word, _)| *word).collect(),
            });
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// One of a few words, that must be there.
    pub(in crate::format) fn required_word<T: Copy>(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let value = self.required(parts, name)?;
        self.within(name, |r| r.word(value, words))
    }

    /// The items of a list; of none if it is missing.
    pub(in crate::format) fn list<T>(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
        mut each: impl FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = parts.get(name) else {
            return Vec::new();
        };
        let Value::List(items) = value else {
            self.within(name, |r| r.wrong_shape(Shape::List, value));
            return Vec::new();
        };
        let mut read = Vec::with_capacity(items.len());
        for (i, item) in items.iter().enumerate() {
            read.extend(self.within(&format!("{name}[{i}]"), |r| each(r, item)));
        }
        read
    }

    /// The items of a list that must be there, with something in it.
    pub(in crate::format) fn required_list<T>(
        &mut self,
        parts: &mut Parts<'_>,
        name: &'static str,
        each: impl FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Vec<T> {
        match self.required(parts, name) {
            Some(Value::List(items)) if items.is_empty() => {
                self.fault_at(name, Fault::NoneListed);
                Vec::new()
            }
            Some(_) => self.list(parts, name, each),
            None => Vec::new(),
        }
    }
}

/// Keys given so far, and where.
#[derive(Default)]
pub(in crate::format) struct Taken(BTreeMap<String, Place>);

impl Taken {
    /// Takes a key; a fault at the part `id` if it was taken before.
    pub(in crate::format) fn take(&mut self, reader: &mut Reader, key: &str) {
        self.take_from(reader, "id", key);
    }

    /// Takes a key that another part than `id` gives.
    pub(in crate::format) fn take_from(
        &mut self,
        reader: &mut Reader,
        part: &'static str,
        key: &str,
    ) {
        match self.0.get(key) {
            Some(first) => {
                let (key, first) = (key.to_owned(), first.clone());
                reader.fault_at(part, Fault::Twice { key, first });
            }
            None => {
                self.0.insert(key.to_owned(), reader.place());
            }
        }
    }
}

/// Whether one name may be a slip of the other: the same but for case, or two letters at most.
fn alike(known: &str, found: &str) -> bool {
    if known.eq_ignore_ascii_case(found) {
        return true;
    }
    // Levenshtein's distance, row by row.
    let known: Vec<char> = known.chars().collect();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    for (i, a) in found.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (above, b) in row.iter_mut().skip(1).zip(&known) {
            let best = (diagonal + usize::from(a != *b))
                .min(*above + 1)
                .min(left + 1);
            diagonal = *above;
            *above = best;
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().is_some_and(|distance| *distance <= 2) && known.len() > 3
}

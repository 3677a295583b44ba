//! Maps and sets made entry by entry.
//!
//! The standard library's `collect` into a `BTreeMap` or `BTreeSet` sorts all entries first. Its
//! sort is about four kilobytes of code for each type it is used with, in an app that is downloaded;
//! here it took more than a hundred in all. Ours are small, or come in order anyhow.

/// The entries as a map or a set. Of several with one key the last stays, as with `collect`
/// into a map.
pub fn gather<C: Default + Extend<T>, T>(entries: impl IntoIterator<Item = T>) -> C {
    let mut gathered = C::default();
    gathered.extend(entries);
    gathered
}

/// The entries as a map or a set, or the first error among them.
pub fn try_gather<C: Default + Extend<T>, T, E>(
    entries: impl IntoIterator<Item = Result<T, E>>,
) -> Result<C, E> {
    let mut gathered = C::default();
    for entry in entries {
        gathered.extend(Some(entry?));
    }
    Ok(gathered)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_is_gathered_is_what_collect_would_make() {
        let entries = [(3, 'c'), (1, 'a'), (3, 'd'), (2, 'b')];
        let collected: BTreeMap<_, _> = entries.into_iter().collect();
        assert_eq!(gather::<BTreeMap<_, _>, _>(entries), collected);
        let fine = entries.map(Ok::<_, ()>);
        assert_eq!(try_gather(fine), Ok(collected));
        let bad: Result<BTreeMap<i32, i32>, &str> = try_gather([Ok((1, 1)), Err("no"), Err("2")]);
        assert_eq!(bad, Err("no"));
    }
}

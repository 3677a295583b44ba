//! When to save what someone types: soon after a pause, at the latest a moment after the first
//! key, and again and again when a save fails. Decides, does no I/O; the shell brings the time.
//!
//! Invariant: what was typed leaves the queue only when a save that held it succeeded and
//! nothing newer was typed meanwhile. So a failed save keeps the text (Promise 3), and
//! “saved” is never said before it is true (Promise 1).
//!
//! Waits are measured in time since the page was opened, which nobody sets: a clock put back an
//! hour must not hold the last words back for one. An [`Instant`] is only ever shown.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::time::Instant;

/// How long after the last key a save begins.
const PAUSE: Duration = Duration::from_millis(250);
/// How long after the first unsaved key a save begins at the latest.
/// With the save itself, this keeps a crash from costing more than a second (Promise 4).
const LATEST: Duration = Duration::from_millis(600);
/// How long a choice has to rest before it is saved, so that those passed over on the way to it are not.
const REST: Duration = Duration::from_millis(800);
/// How long to wait after a failed save; doubled each time, up to [`LONGEST`].
const RETRY: Duration = Duration::from_millis(500);
/// The longest wait between two tries.
const LONGEST: Duration = Duration::from_secs(30);

/// What waits to be saved, and how the last save went. `K` names a place, `V` is what it holds.
#[derive(Debug, Clone)]
pub struct Autosave<K, V> {
    waiting: BTreeMap<K, V>,
    saving: Option<BTreeMap<K, V>>,
    first_key: Option<Duration>,
    last_key: Option<Duration>,
    last_saved: Option<Instant>,
    failures: u32,
    retry_at: Option<Duration>,
    /// Whether choices wait and not words.
    rests: bool,
}

/// What to tell the person who types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was typed yet.
    Untouched,
    /// All is saved, since this moment.
    Saved(Instant),
    /// Something typed is not saved yet, and no save has failed.
    Saving,
    /// The last save failed. It is tried again; the text is kept.
    Failed,
}

impl<K: Ord + Clone, V: Clone> Default for Autosave<K, V> {
    fn default() -> Self {
        Self {
            waiting: BTreeMap::new(),
            saving: None,
            first_key: None,
            last_key: None,
            last_saved: None,
            failures: 0,
            retry_at: None,
            rests: false,
        }
    }
}

impl<K: Ord + Clone, V: Clone> Autosave<K, V> {
    /// A queue of choices, which are saved once they rest: whoever goes through a list with the arrow keys
    /// chooses one of it, and not all that come before. Nobody's words wait in it for as long.
    pub fn of_choices() -> Self {
        Self {
            rests: true,
            ..Self::default()
        }
    }

    /// Something was typed. Here and below `now` is the time since the page was opened.
    pub fn typed(&mut self, place: K, content: V, now: Duration) {
        self.waiting.insert(place, content);
        self.first_key.get_or_insert(now);
        self.last_key = Some(now);
    }

    /// When to ask [`due`](Self::due) next; nothing while a save is under way or nothing waits.
    pub fn next_at(&self) -> Option<Duration> {
        if self.saving.is_some() || self.waiting.is_empty() {
            return None;
        }
        let (first, last) = (self.first_key?, self.last_key?);
        let at = if self.rests {
            last + REST
        } else {
            (last + PAUSE).min(first + LATEST)
        };
        Some(self.retry_at.map_or(at, |retry| retry.max(at)))
    }

    /// What to save now, if it is time; one save at a time.
    pub fn due(&mut self, now: Duration) -> Option<BTreeMap<K, V>> {
        match self.next_at() {
            Some(at) if at <= now => self.flush(),
            Some(_) | None => None,
        }
    }

    /// What to save at once (the page is being left, something is being sent); nothing if a save
    /// is under way or nothing waits.
    pub fn flush(&mut self) -> Option<BTreeMap<K, V>> {
        if self.saving.is_some() || self.waiting.is_empty() {
            return None;
        }
        let batch = std::mem::take(&mut self.waiting);
        self.first_key = None;
        self.last_key = None;
        self.retry_at = None;
        self.saving = Some(batch.clone());
        Some(batch)
    }

    /// The save under way is durable, since this moment.
    pub fn succeeded(&mut self, at: Instant) {
        self.saving = None;
        self.failures = 0;
        self.last_saved = Some(at);
    }

    /// The save under way failed: all of it waits again, beneath what was typed since.
    pub fn failed(&mut self, now: Duration) {
        if self.saving.as_ref().is_none_or(BTreeMap::is_empty) {
            // Of what was let go of; nothing else was tried yet.
            self.saving = None;
            return;
        }
        for (place, content) in self.saving.take().into_iter().flatten() {
            self.waiting.entry(place).or_insert(content);
        }
        self.failures = self.failures.saturating_add(1);
        let wait = RETRY * (1 << self.failures.saturating_sub(1).min(10));
        self.retry_at = Some(now + wait.min(LONGEST));
        self.first_key.get_or_insert(now);
        self.last_key.get_or_insert(now);
    }

    /// Lets go of all that waits: what it was about is there no more. A save under way goes on, and what is
    /// typed from now on waits for its end.
    pub fn forget(&mut self) {
        *self = Self {
            rests: self.rests,
            saving: self.saving.as_ref().map(|_| BTreeMap::new()),
            ..Self::default()
        };
    }

    /// Tries again without waiting: the person asked, or the cause has gone.
    pub fn retry_now(&mut self) {
        self.retry_at = None;
    }

    /// What to tell the person who types.
    pub fn state(&self) -> SaveState {
        if self.failures > 0 {
            SaveState::Failed
        } else if self.has_unsaved() {
            SaveState::Saving
        } else {
            self.last_saved
                .map_or(SaveState::Untouched, SaveState::Saved)
        }
    }

    /// Whether anything typed is not durable yet.
    pub fn has_unsaved(&self) -> bool {
        !self.waiting.is_empty() || self.saving.is_some()
    }

    /// Whether what this place holds is newer here than in storage.
    pub fn is_unsaved(&self, place: &K) -> bool {
        self.waiting.contains_key(place)
            || self.saving.as_ref().is_some_and(|b| b.contains_key(place))
    }

    /// Everything that is not durable yet, newest content of each place.
    pub fn unsaved(&self) -> BTreeMap<K, V> {
        let mut all = self.saving.clone().unwrap_or_default();
        all.extend(self.waiting.clone());
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    const TICK: Duration = Duration::from_millis(1);

    #[test]
    fn a_save_begins_soon_after_a_pause() {
        let mut queue = Autosave::default();
        queue.typed("name", "A", at(0));
        assert_eq!(queue.due(PAUSE - TICK), None);
        assert_eq!(queue.due(PAUSE), Some(BTreeMap::from([("name", "A")])));
    }

    #[test]
    fn choices_passed_over_on_the_way_to_another_are_not_saved() {
        let mut queue = Autosave::of_choices();
        for (n, standing) in ["paused", "left", "finished"].into_iter().enumerate() {
            let now = at(700 * n as u64);
            assert_eq!(queue.due(now), None);
            queue.typed("standing", standing, now);
        }
        let rests = at(1_400) + REST;
        assert_eq!(queue.due(rests - TICK), None);
        let saved = BTreeMap::from([("standing", "finished")]);
        assert_eq!(queue.due(rests), Some(saved.clone()));
        // Whoever goes away at once loses it no more than words.
        queue.succeeded(Instant(0));
        queue.typed("standing", "finished", rests);
        assert_eq!(queue.flush(), Some(saved));
    }

    #[test]
    fn promise_04_steady_typing_does_not_put_a_save_off_for_long() {
        let mut queue = Autosave::default();
        for ms in 0..=600 {
            if ms % 100 == 0 {
                queue.typed("essay", ms, at(ms));
            }
            let due = queue.due(at(ms));
            assert_eq!(due.is_some(), at(ms) == LATEST, "at {ms} ms");
        }
    }

    #[test]
    fn promise_01_saved_is_said_only_once_the_save_is_durable() {
        let mut queue = Autosave::default();
        assert_eq!(queue.state(), SaveState::Untouched);
        queue.typed("name", "A", at(0));
        assert_eq!(queue.state(), SaveState::Saving);
        assert!(queue.flush().is_some());
        assert_eq!(queue.state(), SaveState::Saving);
        queue.typed("name", "Ab", at(1));
        queue.succeeded(Instant(2));
        assert_eq!(queue.state(), SaveState::Saving, "“Ab” is not saved yet");
        assert!(queue.flush().is_some());
        queue.succeeded(Instant(9));
        assert_eq!(queue.state(), SaveState::Saved(Instant(9)));
    }

    #[test]
    fn promise_03_a_failed_save_keeps_the_text_and_is_tried_again() {
        let mut queue = Autosave::default();
        queue.typed("name", "A", at(0));
        queue.typed("essay", "B", at(0));
        assert!(queue.flush().is_some());
        queue.typed("name", "Ab", at(1));
        queue.failed(at(2));
        assert_eq!(queue.state(), SaveState::Failed);
        let all = BTreeMap::from([("name", "Ab"), ("essay", "B")]);
        assert_eq!(queue.unsaved(), all);
        assert_eq!(queue.due(at(2) + RETRY - TICK), None);
        assert_eq!(queue.due(at(2) + RETRY), Some(all));
        assert_eq!(queue.state(), SaveState::Failed, "until a save succeeds");
        queue.succeeded(Instant(600));
        assert_eq!(queue.state(), SaveState::Saved(Instant(600)));
    }

    #[test]
    fn a_save_that_ends_after_its_text_was_let_go_of_ends_no_other() {
        let mut queue = Autosave::default();
        queue.typed("name", "A", at(0));
        assert!(queue.flush().is_some());
        queue.forget();
        assert_eq!(queue.unsaved(), BTreeMap::new());
        queue.typed("name", "B", at(1));
        assert_eq!(queue.flush(), None, "one save at a time");
        queue.failed(at(2));
        assert_eq!(queue.state(), SaveState::Saving);
        assert_eq!(queue.unsaved(), BTreeMap::from([("name", "B")]));
        assert!(queue.flush().is_some());
        assert!(queue.has_unsaved());
        queue.succeeded(Instant(3));
        assert!(!queue.has_unsaved());
    }

    #[test]
    fn promise_20_a_clock_set_back_puts_no_save_off() {
        let mut queue = Autosave::default();
        queue.typed("name", "A", at(0));
        assert!(queue.flush().is_some());
        // The device says 2040, and 1970 a moment later.
        queue.succeeded(Instant(2_208_988_800_000));
        queue.typed("name", "Ab", at(10));
        assert_eq!(queue.next_at(), Some(at(10) + PAUSE));
        assert!(queue.due(at(10) + PAUSE).is_some());
        queue.succeeded(Instant(0));
        assert_eq!(queue.state(), SaveState::Saved(Instant(0)));
        queue.typed("name", "Abc", at(300));
        assert_eq!(queue.next_at(), Some(at(300) + PAUSE));
    }

    #[test]
    fn tries_grow_rarer_but_never_stop() {
        let mut queue = Autosave::default();
        queue.typed("name", "A", at(0));
        let mut now = at(0);
        for try_number in 0..40 {
            let next = queue.next_at().expect("text waits, so there is a next try");
            assert!(next - now <= LONGEST, "try {try_number}");
            now = next;
            assert!(queue.due(now).is_some(), "try {try_number}");
            queue.failed(now);
        }
    }

    proptest! {
        /// Whatever happens, the newest text of every place is durable or still in the queue, unless it was let go of.
        #[test]
        fn nothing_typed_is_lost(steps in prop::collection::vec((0u8..5, 0u8..3), 0..200)) {
            let mut queue = Autosave::default();
            let mut typed = BTreeMap::new();
            let mut durable = BTreeMap::new();
            let mut under_way = None;
            for (now, (step, place)) in steps.into_iter().enumerate() {
                let time = at(now as u64 * 100);
                match step {
                    0 => {
                        queue.typed(place, now, time);
                        typed.insert(place, now);
                    }
                    1 => if let Some(batch) = queue.due(time) { under_way = Some(batch); },
                    2 => if let Some(batch) = under_way.take() {
                        durable.extend(batch);
                        queue.succeeded(Instant(now as i64));
                    },
                    3 => if under_way.take().is_some() { queue.failed(time); },
                    // Rarely: what was typed before is nobody's any more.
                    _ => if place == 0 {
                        queue.forget();
                        typed.clear();
                    },
                }
                let mut known = durable.clone();
                known.extend(queue.unsaved());
                known.retain(|place, _| typed.contains_key(place));
                prop_assert_eq!(&known, &typed);
            }
        }
    }
}

//! What goes with what is erased, once a merge brought the mark of it or words about it (Promise 12): in the merge's own
//! transaction, so that nobody ever reads them.

use super::Batch;
use crate::browser::store::SaveError;
use crate::browser::store::read::CHUNK;
use crate::domain::erasure::{OF_PEOPLE, follow};
use crate::domain::id::RecordId;

impl Batch<'_> {
    /// Makes what follows from what was merged so far; most merges ask for nothing. What was merged is stored by now, or
    /// still at hand.
    pub async fn follow(&mut self) -> Result<(), SaveError> {
        let near = std::mem::take(&mut self.near);
        if near.is_empty() {
            return Ok(());
        }
        self.follow_in(near.into_iter().collect()).await?;
        for kind in &OF_PEOPLE {
            let ids = self.blocks.ids(self.tx, kind).await?;
            self.follow_in(ids).await?;
        }
        Ok(())
    }

    /// Makes it among these records, a chunk at a time: of weeks there may be many.
    async fn follow_in(&mut self, ids: Vec<RecordId>) -> Result<(), SaveError> {
        for chunk in ids.chunks(CHUNK as usize) {
            let is_at_hand = |id: &RecordId| self.held.contains_key(id);
            let asked = chunk.iter().copied().filter(|id| !is_at_hand(id));
            let asked: Vec<RecordId> = asked.collect();
            self.load(asked.into_iter()).await?;
            let records = self.held.values().filter_map(|held| held.now.as_ref());
            for change in follow(records, &mut self.erased) {
                self.make(change)?;
            }
            self.held.retain(|_, held| held.touched);
        }
        Ok(())
    }
}

//! Fresh ids, of the browser's own randomness.

use wasm_bindgen::prelude::*;

use crate::domain::id::{RecordId, ReplicaId};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill(bytes: &mut [u8]);
}

/// 128 random bits.
fn bits() -> u128 {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    u128::from_be_bytes(bytes)
}

/// A name for a new record.
pub fn record_id() -> RecordId {
    RecordId::from_bits(bits())
}

/// A name for this installation.
pub fn replica_id() -> ReplicaId {
    ReplicaId::from_bits(bits())
}

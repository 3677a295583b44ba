//! The team solver as a module of its own, for a thread beside the page: `worker.js` lets it work in turns.

pub mod work;

#[cfg(target_arch = "wasm32")]
mod exports;

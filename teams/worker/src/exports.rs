//! What `worker.js` calls.

use wasm_bindgen::prelude::*;

use crate::work;

/// A request on the way to its answer.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Work(work::Work);

#[wasm_bindgen]
impl Work {
    /// Begins what bytes ask for.
    #[wasm_bindgen(constructor)]
    pub fn new(request: &[u8]) -> Result<Work, JsError> {
        // A panic is thrown with its words, as nothing else tells the page of it.
        std::panic::set_hook(Box::new(|panic| {
            wasm_bindgen::throw_str(&panic.to_string());
        }));
        let work = work::Work::begin(request);
        work.map(Self)
            .map_err(|refused| JsError::new(&refused.to_string()))
    }

    /// After how many seconds to stop; infinite if never.
    pub fn seconds(&self) -> f64 {
        self.0.seconds().map_or(f64::INFINITY, f64::from)
    }

    /// Works for about so many units; says whether all is done.
    pub fn step(&mut self, work: u32) -> bool {
        self.0.step(u64::from(work))
    }

    /// How far it has come, `over` if nobody will work on, as bytes.
    pub fn report(&self, over: bool) -> Vec<u8> {
        self.0.report(over).to_bytes()
    }
}

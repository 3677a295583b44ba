//! The store and the controls in real browsers: `cargo xtask test browser`.
#![cfg(target_arch = "wasm32")]

mod browser {
    mod along;
    mod answers;
    mod applying;
    mod asking;
    mod bulk;
    mod clock;
    mod controls;
    mod desk;
    mod erased;
    mod failures;
    mod following;
    mod kit;
    mod messages;
    mod quarantine;
    mod rows;
    mod schema;
    mod stalls;
    mod store;
    mod tabs;
    mod teams;
    mod week;
    mod when;
}

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

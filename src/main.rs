//! The program: mounts the app in the page. Everything else is in the library.

#[cfg(target_arch = "wasm32")]
fn main() {
    groundcrew::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Groundcrew runs in a browser. Start it with: cargo xtask serve");
    std::process::exit(2);
}

//! Browsers that one journey after another uses: to start one takes about as long as a short journey.
//!
//! A journey still finds nothing of those before it: its site has an origin of its own
//! ([`listen_anew`](crate::process::listen_anew)), and all that a page here can keep (there are no cookies, which all ports
//! would share) a browser keeps by origin. What is the browser's own, its windows, sizes, keys held and downloads, is put back here. One that is closed,
//! killed, or set up otherwise, or with which anything was amiss, is never used again.

use std::fs;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::session::handle::SessionHandle;

use crate::browser::Home;
use crate::driver::Driver;
use crate::engine::Engine;
use crate::webkit;

/// How many journeys use one browser before it ends: what it kept for their sites takes room.
const USES: u32 = 20;

static IDLE: Mutex<Vec<Idle>> = Mutex::new(Vec::new());

struct Idle {
    engine: Engine,
    driver: Driver,
    home: Arc<Home>,
}

/// A browser of this engine that was used before, as good as new.
pub(crate) async fn take(engine: Engine) -> Option<(Driver, Arc<Home>)> {
    loop {
        let Idle {
            mut driver, home, ..
        } = {
            let mut idle = idle();
            let place = idle.iter().position(|one| one.engine == engine)?;
            idle.swap_remove(place)
        };
        match tidy(engine, &driver, &home).await {
            Ok(()) => {
                driver.uses += 1;
                return Some((driver, home));
            }
            Err(error) => {
                eprintln!("a {engine} is not used again: {error:#}");
                driver.kill();
            }
        }
    }
}

/// Keeps a browser for the next who wants one.
pub(crate) fn put(engine: Engine, driver: Driver, home: Arc<Home>) {
    if driver.uses < USES {
        idle().push(Idle {
            engine,
            driver,
            home,
        });
    } else {
        driver.kill();
    }
}

/// Ends all that are kept.
pub(crate) fn close() {
    let kept = std::mem::take(&mut *idle());
    for one in kept {
        one.driver.kill();
    }
}

fn idle() -> MutexGuard<'static, Vec<Idle>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts everything back to how it was when the browser had just started.
pub(crate) async fn tidy(engine: Engine, driver: &Driver, home: &Home) -> Result<()> {
    ensure!(
        !driver.process.output().contains(webkit::ENDED),
        "it has ended"
    );
    let session: &Arc<SessionHandle> = &driver.session;
    let windows = session.windows().await?;
    let (first, others) = windows.split_first().context("it has no window")?;
    // Its one window would keep the bar with the tabs, and leave its pages less room.
    ensure!(
        engine != Engine::WebKit || others.is_empty(),
        "it had several tabs"
    );
    // A bar for each file that it saved would stay, over the page of who comes next, and leave it less room.
    let saved = fs::read_dir(&home.folders.downloads)?.next().is_some();
    let saved = saved || home.has_saved.load(Ordering::Relaxed);
    ensure!(engine != Engine::WebKit || !saved, "it saved files");
    for window in others {
        session.switch_to_window(window.clone()).await?;
        session.close_window().await?;
    }
    session.switch_to_window(first.clone()).await?;
    session.action_chain().reset_actions().await?;
    session.goto("about:blank").await?;
    match engine {
        Engine::Chromium => {
            let cdp = driver.session.cdp();
            cdp.send_raw("Emulation.clearDeviceMetricsOverride", json!({}))
                .await?;
        }
        Engine::Firefox => {
            let bidi = driver.bidi.as_ref().context("Firefox has a web socket")?;
            let viewport = json!({ "context": first.to_string(), "viewport": Value::Null });
            bidi.command("browsingContext.setViewport", &viewport)?;
        }
        Engine::WebKit => {
            let (width, height) = driver.size;
            session.set_window_rect(0, 0, width, height).await?;
        }
    }
    driver.forget_errors(engine).await?;
    home.outside.forget();
    fs::remove_dir_all(&home.folders.downloads)?;
    fs::create_dir(&home.folders.downloads)?;
    Ok(())
}

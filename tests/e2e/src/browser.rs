//! A browser someone uses: it can be closed, crash, and be opened again on the same profile.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use tempfile::TempDir;
use thirtyfour::WebDriver;

use crate::driver::{Driver, Folders};
use crate::engine::Engine;
use crate::outside::Outside;
use crate::pool;
use crate::webkit;
use crate::world::World;

/// What a reader has set in their browser. Changes are taken up at its next start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Prefers dark colours.
    pub dark: bool,
    /// Prefers that nothing moves.
    pub still: bool,
    /// Uses colours of their own instead of any page's. WebKit offers no such thing.
    pub own_colours: bool,
    /// The preferred language. WebKit follows the system's instead.
    pub language: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dark: false,
            still: false,
            own_colours: false,
            language: "en-GB".to_owned(),
        }
    }
}

/// A browser with its profile. When it is dropped, it ends, or goes to the pool (`pool.rs`).
#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    /// What its user has set.
    pub settings: Settings,
    home: Arc<Home>,
    driver: Option<Driver>,
    errors: Vec<String>,
    /// Whether it was neither closed nor killed since it was started.
    is_first: bool,
    /// Whether the journey that used it came to a good end.
    is_done_with: bool,
}

/// What is a browser's own, besides its processes.
#[derive(Debug)]
pub(crate) struct Home {
    pub(crate) folders: Folders,
    pub(crate) outside: Outside,
    /// Whether a journey took a file that the browser saved.
    pub(crate) has_saved: AtomicBool,
    _root: TempDir,
}

impl Home {
    fn new() -> Result<Self> {
        let root = TempDir::with_prefix("groundcrew-e2e-")?;
        Ok(Self {
            folders: Folders::inside(root.path())?,
            outside: Outside::watch()?,
            has_saved: AtomicBool::new(false),
            _root: root,
        })
    }
}

impl Browser {
    /// A browser for someone new: started on a profile of its own, or, with the default settings, one that was used
    /// before, for sites at other origins.
    pub async fn start(engine: Engine, settings: Settings) -> Result<Self> {
        if settings == Settings::default()
            && let Some((driver, home)) = pool::take(engine).await
        {
            return Ok(Self::new(engine, settings, home, Some(driver)));
        }
        let mut browser = Self::new(engine, settings, Arc::new(Home::new()?), None);
        browser.open().await?;
        browser.is_first = true;
        Ok(browser)
    }

    fn new(engine: Engine, settings: Settings, home: Arc<Home>, driver: Option<Driver>) -> Self {
        Self {
            engine,
            settings,
            home,
            is_first: driver.is_some(),
            driver,
            errors: Vec::new(),
            is_done_with: false,
        }
    }

    /// Starts it again, on the profile it had.
    pub async fn open(&mut self) -> Result<()> {
        let proxy = self.home.outside.address();
        let folders = &self.home.folders;
        let driver = Driver::start(self.engine, folders, &self.settings, &proxy).await?;
        self.is_first = false;
        self.driver = Some(driver);
        Ok(())
    }

    /// Makes it as good as new, as it is for the next who uses it.
    pub async fn tidy(&self) -> Result<()> {
        let driver = self.driver.as_ref().context("the browser is closed")?;
        pool::tidy(self.engine, driver, &self.home).await
    }

    /// Leaves the page, which would go on working beside other journeys.
    pub(crate) async fn leave(&self) -> Result<()> {
        match &self.driver {
            Some(driver) => Ok(driver.session.goto("about:blank").await?),
            None => Ok(()),
        }
    }

    /// Says whether all was well with it at the end of a journey. One with which something was not is not used again.
    pub(crate) fn done_with(&mut self, well: bool) {
        self.is_done_with = well;
    }

    /// Ends it at once, with no warning to any page: `kill -9` for the browser and all its processes.
    pub async fn kill(&mut self) -> Result<()> {
        self.collect_errors().await?;
        if let Some(driver) = self.driver.take() {
            driver.kill();
        }
        Ok(())
    }

    /// Ends it as someone does who closes it.
    pub async fn quit(&mut self) -> Result<()> {
        self.collect_errors().await?;
        if let Some(driver) = self.driver.take() {
            driver.quit().await?;
        }
        Ok(())
    }

    /// The WebDriver session.
    pub fn session(&self) -> Result<&WebDriver> {
        let driver = self.driver.as_ref().context("the browser is closed")?;
        Ok(&driver.session)
    }

    /// Its way to run scripts.
    pub(crate) fn world(&self) -> Result<World> {
        let driver = self.driver.as_ref().context("the browser is closed")?;
        Ok(World::new(&driver.session, driver.bidi.clone()))
    }

    /// Where it saves downloads.
    pub fn downloads(&self) -> &PathBuf {
        self.home.has_saved.store(true, Ordering::Relaxed);
        &self.home.folders.downloads
    }

    /// What it asked of other hosts than this machine.
    pub fn asked_outside(&self) -> Vec<String> {
        self.home.outside.asked()
    }

    /// Forgets what it asked of other hosts: it was what a journey expected.
    pub fn forget_asked_outside(&self) {
        self.home.outside.forget();
    }

    /// The errors in its console since the last call.
    pub async fn take_errors(&mut self) -> Result<Vec<String>> {
        self.collect_errors().await?;
        Ok(std::mem::take(&mut self.errors))
    }

    /// What the driver and the browser said, for a failed test's report.
    pub fn output(&self) -> String {
        let driver = self.driver.as_ref();
        driver.map_or_else(String::new, |driver| driver.process.output())
    }

    /// Keeps a picture of what it shows, for a failed test's report.
    pub(crate) async fn keep_picture(&self, file: &Path) -> Result<PathBuf> {
        let driver = self.driver.as_ref().context("the browser is closed")?;
        driver.keep_picture(file).await
    }

    /// Whether it ended by itself while it was in use. Only WebKit's wrapper tells.
    pub fn has_crashed(&self) -> bool {
        self.driver.is_some() && self.output().contains(webkit::CRASHED)
    }

    /// Makes it break down, as it does of itself at times.
    pub fn crash(&self) -> Result<()> {
        let driver = self.driver.as_ref().context("the browser is closed")?;
        driver.process.crash("MiniBrowser")
    }

    async fn collect_errors(&mut self) -> Result<()> {
        if let Some(driver) = &self.driver {
            self.errors.extend(driver.take_errors(self.engine).await?);
        }
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let Some(driver) = self.driver.take() else {
            return;
        };
        if self.is_first && self.is_done_with && self.settings == Settings::default() {
            pool::put(self.engine, driver, Arc::clone(&self.home));
        } else {
            driver.kill();
        }
    }
}

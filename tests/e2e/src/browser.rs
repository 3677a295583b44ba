//! A browser someone uses: it can be closed, crash, and be opened again on the same profile.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use thirtyfour::WebDriver;

use crate::console::chromium_errors;
use crate::driver::{Driver, Folders};
use crate::engine::Engine;
use crate::outside::Outside;
use crate::webkit;
use crate::world::World;

/// What a reader has set in their browser. Changes are taken up at its next start.
#[derive(Debug, Clone)]
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

/// A browser with its profile. Dropping it ends it.
#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    /// What its user has set.
    pub settings: Settings,
    folders: Folders,
    outside: Outside,
    driver: Option<Driver>,
    errors: Vec<String>,
}

impl Browser {
    /// Starts a browser on a new profile inside a folder.
    pub async fn start(engine: Engine, folder: &Path, settings: Settings) -> Result<Self> {
        let mut browser = Self {
            engine,
            settings,
            folders: Folders::inside(folder)?,
            outside: Outside::watch()?,
            driver: None,
            errors: Vec::new(),
        };
        browser.open().await?;
        Ok(browser)
    }

    /// Starts it again, on the profile it had.
    pub async fn open(&mut self) -> Result<()> {
        let proxy = self.outside.address();
        let driver = Driver::start(self.engine, &self.folders, &self.settings, &proxy).await?;
        self.driver = Some(driver);
        Ok(())
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
        &self.folders.downloads
    }

    /// What it asked of other hosts than this machine.
    pub fn asked_outside(&self) -> Vec<String> {
        self.outside.asked()
    }

    /// Forgets what it asked of other hosts: it was what a journey expected.
    pub fn forget_asked_outside(&self) {
        self.outside.forget();
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
        let Some(driver) = &self.driver else {
            return Ok(());
        };
        match self.engine {
            Engine::Chromium => self.errors.extend(chromium_errors(&driver.session).await?),
            Engine::Firefox => {
                let heard = driver.bidi.iter().flat_map(|bidi| bidi.take_errors());
                self.errors.extend(heard);
            }
            // It tells nothing; the site hears it from the page.
            Engine::WebKit => {}
        }
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            driver.kill();
        }
    }
}

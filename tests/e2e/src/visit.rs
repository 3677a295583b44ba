//! One person's visit to the site: their browser, the server, and what must hold at the end.

use std::cell::Cell;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{WebDriver, WindowHandle};

use crate::browser::{Browser, Settings};
use crate::engine::Engine;
use crate::find::Found;
use crate::site::Site;
use crate::wait::{Seen, until};

thread_local! {
    /// How many visits of this thread's journey were over before anyone had checked their end.
    static UNCHECKED: Cell<u32> = const { Cell::new(0) };
}

/// How many visits were over unchecked since this was asked last.
pub(crate) fn take_unchecked() -> u32 {
    UNCHECKED.take()
}

/// A browser at a site. Ends with everything it started when dropped.
#[derive(Debug)]
pub struct Visit {
    /// Which engine.
    pub engine: Engine,
    /// The web server. It can be stopped, started, and told to serve something else.
    pub site: Site,
    /// The browser. It can be killed, closed and opened again.
    pub browser: Browser,
    folder: TempDir,
    page: Found,
    expected: Vec<String>,
    is_checked: bool,
}

impl Drop for Visit {
    fn drop(&mut self) {
        if !self.is_checked {
            UNCHECKED.set(UNCHECKED.get() + 1);
        }
    }
}

/// A visit finds things on the whole page: `visit.button("Send")`.
impl Deref for Visit {
    type Target = Found;

    fn deref(&self) -> &Found {
        &self.page
    }
}

impl Visit {
    /// Opens a browser of this engine, which keeps nothing of this site yet, and a site that serves a folder.
    pub async fn begin(engine: Engine, folder: &Path) -> Result<Self> {
        Self::begin_with(engine, Site::serve(folder)?, Settings::default()).await
    }

    /// Opens a browser with these settings at a site.
    pub async fn begin_with(engine: Engine, site: Site, settings: Settings) -> Result<Self> {
        if engine == Engine::WebKit {
            site.note_errors();
        }
        let folder = TempDir::with_prefix("groundcrew-e2e-")?;
        let browser = Browser::start(engine, settings).await?;
        let page = Found::page(browser.world()?);
        Ok(Self {
            engine,
            site,
            browser,
            folder,
            page,
            expected: Vec::new(),
            is_checked: false,
        })
    }

    /// The WebDriver session.
    ///
    /// # Panics
    /// When the browser is closed: a journey's own mistake.
    pub fn session(&self) -> &WebDriver {
        self.browser
            .session()
            .expect("the journey has opened the browser again")
    }

    /// The whole page, to find things on.
    pub fn page(&self) -> &Found {
        &self.page
    }

    /// A folder of this visit's own, for files to hand in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Loads a place in the site, given relative to its base. A place in the same document
    /// (`#/mine`) is gone to without loading, as a link does.
    pub async fn open(&self, place: &str) -> Result<()> {
        self.goto(&self.site.url(place)).await
    }

    /// Goes to an address, in this site or out of it, as someone does who types it.
    pub async fn goto(&self, address: &str) -> Result<()> {
        self.browser.world()?.goto(address).await
    }

    /// Loads the page again, as its reader does. (Firefox's own command for it passes by service
    /// workers, which the button in its toolbar does not.)
    pub async fn reload(&self) -> Result<()> {
        self.run("window.isBeforeReload = true; location.reload();", &[])
            .await?;
        until("the page to be loaded again", async || {
            let script =
                "return window.isBeforeReload !== true && document.readyState === 'complete';";
            // While one page goes and the next comes there may be none to ask.
            Ok(match self.run(script, &[]).await {
                Ok(value) => Seen::when(value == true, value),
                Err(error) => Seen::not_yet(error),
            })
        })
        .await
    }

    /// `kill -9` for the browser, and its next start on the same profile.
    pub async fn kill_and_restart(&mut self) -> Result<()> {
        ensure!(
            self.engine.keeps_its_profile(),
            "{} keeps no profile",
            self.engine
        );
        self.browser.kill().await?;
        self.reopen().await
    }

    /// Closes the browser as people do, and opens it again on the same profile.
    pub async fn close_and_restart(&mut self) -> Result<()> {
        ensure!(
            self.engine.keeps_its_profile(),
            "{} keeps no profile",
            self.engine
        );
        self.browser.quit().await?;
        self.reopen().await
    }

    /// Closes the browser and opens it again with its settings as they are now; on a new profile
    /// where the engine keeps none.
    pub async fn restart(&mut self) -> Result<()> {
        self.browser.quit().await?;
        self.reopen().await
    }

    /// Opens the browser again, on the profile it had.
    pub async fn reopen(&mut self) -> Result<()> {
        self.browser.open().await?;
        self.page = Found::page(self.browser.world()?);
        Ok(())
    }

    /// Opens another tab and goes there; the handles of the old and the new one.
    pub async fn open_tab(&self, place: &str) -> Result<(WindowHandle, WindowHandle)> {
        let session: &Arc<SessionHandle> = self.session();
        let old = session.window().await?;
        let new = session.new_tab().await?;
        session.switch_to_window(new.clone()).await?;
        self.open(place).await?;
        Ok((old, new))
    }

    /// Goes to a tab.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Result<()> {
        self.session().switch_to_window(tab.clone()).await?;
        Ok(())
    }

    /// Waits until so many breaches of the policy have been reported.
    pub async fn until_reports(&self, count: usize) -> Result<()> {
        until(
            format_args!("{count} reports of policy breaches"),
            async || {
                let reports = self.site.policy_reports();
                Ok(Seen::when(
                    reports.len() >= count,
                    format_args!("{reports:?}"),
                ))
            },
        )
        .await
    }

    /// Waits until the console has an error with these words, which are then expected.
    pub async fn until_console_has(&mut self, words: &str) -> Result<()> {
        self.expect_error(words);
        let mut all = Vec::new();
        until(format_args!("{words:?} in the console"), async || {
            all.extend(self.take_errors().await?);
            let there = all.iter().any(|error| error.contains(words));
            Ok(Seen::when(there, format_args!("{all:?}")))
        })
        .await
    }

    /// Makes the page 320 CSS pixels wide: the narrowest that is promised to work.
    pub async fn narrow(&self) -> Result<()> {
        self.resize(320, 640).await
    }

    /// Fails when the page is wider than its window, so that reading needs scrolling sideways.
    pub async fn fits_its_width(&self) -> Result<()> {
        let script = "const root = document.documentElement;
            const fits = () => root.scrollWidth <= root.clientWidth;
            if (fits()) return null;
            const wide = [...document.body.querySelectorAll('*')]
              .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 || e.getBoundingClientRect().left < -1)
              .slice(0, 8).map((e) => e.outerHTML.slice(0, 120));
            // No box but a part of one, such as a word or a mark: the innermost element it goes away with.
            let inside = document.body;
            for (let next = inside; next; ) {
              inside = next;
              next = [...inside.children].find((e) => {
                const display = e.style.display;
                e.style.display = 'none';
                const goes = fits();
                e.style.display = display;
                return goes;
              });
            }
            return [root.scrollWidth, root.clientWidth, wide, inside.outerHTML.slice(0, 200)];";
        let wide = self.run(script, &[]).await?;
        ensure!(wide.is_null(), "the page scrolls sideways: {wide}");
        Ok(())
    }

    /// Makes the page this wide and high, in CSS pixels.
    async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let session = self.session();
        match self.engine {
            // Their windows are never narrower than about 500 pixels; their pages can be.
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                session
                    .cdp()
                    .send_raw("Emulation.setDeviceMetricsOverride", metrics)
                    .await?;
            }
            Engine::Firefox => {
                let bidi = self
                    .browser
                    .world()?
                    .bidi
                    .context("Firefox has a web socket")?;
                let viewport = json!({ "context": session.window().await?.to_string(),
                                       "viewport": { "width": width, "height": height } });
                bidi.command("browsingContext.setViewport", &viewport)?;
            }
            Engine::WebKit => self.resize_window(width, height).await?,
        }
        Ok(())
    }

    async fn resize_window(&self, width: u32, height: u32) -> Result<()> {
        self.session().set_window_rect(0, 0, width, height).await?;
        // A window has a frame, and some engines a least width: what counts is the page's own.
        let inner = self
            .run(
                "return [outerWidth - innerWidth, outerHeight - innerHeight];",
                &[],
            )
            .await?;
        let frame = |index: usize| {
            let pixels = inner[index].as_f64().unwrap_or(0.0).max(0.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a window's frame in pixels"
            )]
            let pixels = pixels as u32;
            pixels
        };
        let (width, height) = (width + frame(0), height + frame(1));
        self.session().set_window_rect(0, 0, width, height).await?;
        Ok(())
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.browser.world()?.call(script, arguments).await
    }

    /// Runs a script as if the page had loaded it: what it defines or replaces, the page sees.
    pub async fn define(&self, script: &str) -> Result<()> {
        self.browser.world()?.define(script).await
    }

    /// Waits until a script's value is true.
    pub async fn until_true(&self, what: &str, script: &str) -> Result<()> {
        until(what, async || {
            let value = self.run(script, &[]).await?;
            Ok(Seen::when(value == true, value))
        })
        .await
    }

    /// Waits for the one download whose name ends like this, complete; its path.
    pub async fn download(&self, ending: &str) -> Result<PathBuf> {
        let folder = self.browser.downloads();
        let mut before = None;
        until(format_args!("a download named …{ending}"), async || {
            let names: Vec<PathBuf> = fs::read_dir(folder)?
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<_, _>>()?;
            let partial = names.iter().any(|name| {
                let ending = name.extension().and_then(|ending| ending.to_str());
                matches!(ending, Some("crdownload" | "part" | "wkdownload"))
            });
            let mut wanted = names
                .iter()
                .filter(|name| name.to_string_lossy().ends_with(ending));
            let (Some(file), None, false) = (wanted.next(), wanted.next(), partial) else {
                return Ok(Seen::not_yet(format_args!("{names:?}")));
            };
            // Some engines write in place: complete is what no longer grows.
            let length = fs::metadata(file)?.len();
            let settled = length > 0 && before == Some((file.clone(), length));
            before = Some((file.clone(), length));
            Ok(if settled {
                Seen::Yes(file.clone())
            } else {
                Seen::not_yet("still growing")
            })
        })
        .await
    }

    /// Waits for the one download whose name ends like this, reads it, and clears it away, so that
    /// the next one of its name is told from it.
    pub async fn take_download(&self, ending: &str) -> Result<Vec<u8>> {
        let file = self.download(ending).await?;
        let bytes = fs::read(&file)?;
        fs::remove_file(&file)?;
        Ok(bytes)
    }

    /// [`Visit::take_download`] for text.
    pub async fn take_text(&self, ending: &str) -> Result<String> {
        Ok(String::from_utf8(self.take_download(ending).await?)?)
    }

    /// Everything the browser keeps for the site in IndexedDB, as text: for what must be in it, or
    /// must not.
    pub async fn stored(&self) -> Result<String> {
        let script = "const done = arguments[0];
            const asked = (request) => new Promise((yes, no) => {
              request.onsuccess = () => yes(request.result);
              request.onerror = () => no(request.error);
            });
            (async () => {
              const kept = [];
              for (const { name } of await indexedDB.databases()) {
                const database = await asked(indexedDB.open(name));
                for (const store of database.objectStoreNames) {
                  kept.push(store, await asked(database.transaction(store).objectStore(store).getAll()));
                }
                database.close();
              }
              return JSON.stringify(kept);
            })().then(done, (error) => done({ error: String(error) }));";
        let kept = self.session().execute_async(script, []).await?;
        let text = kept.json().as_str().map(ToOwned::to_owned);
        text.with_context(|| format!("storage can't be read: {}", kept.json()))
    }

    /// Says that errors with these words in the console are what this journey provokes.
    pub fn expect_error(&mut self, words: &str) {
        self.expected.push(words.to_owned());
    }

    /// The console's errors since the last call, however the engine tells them.
    async fn take_errors(&mut self) -> Result<Vec<String>> {
        let mut errors = self.browser.take_errors().await?;
        errors.extend(self.site.take_errors());
        if self.engine == Engine::WebKit {
            let unsent = self
                .run("return (window.unsentErrors ?? []).splice(0);", &[])
                .await?;
            let unsent: Vec<String> = serde_json::from_value(unsent)?;
            errors.extend(unsent);
        }
        // Firefox says this of a request under way when its page is left. A worker that fails to
        // answer is told in other words: that its promise was rejected.
        if self.engine == Engine::Firefox {
            errors.retain(|error| {
                !error.ends_with(
                    "A ServiceWorker intercepted the request and encountered an unexpected error.",
                )
            });
        }
        Ok(errors)
    }

    /// What holds at the end of every journey, in every browser of it.
    pub async fn check_end(&mut self) -> Result<()> {
        self.is_checked = true;
        let reports = self.site.policy_reports();
        ensure!(
            reports.is_empty(),
            "the content security policy was breached: {reports:?}"
        );
        let errors = self.take_errors().await?;
        let unexpected: Vec<&String> = errors
            .iter()
            .filter(|error| !self.expected.iter().any(|words| error.contains(words)))
            .collect();
        ensure!(
            unexpected.is_empty(),
            "errors in the console: {unexpected:#?}"
        );
        let asked = self.browser.asked_outside();
        ensure!(asked.is_empty(), "other hosts were asked: {asked:#?}");
        self.browser.done_with(true);
        Ok(())
    }

    /// Where the page is and the first of what it says, or why that can't be told.
    pub async fn what_it_shows(&self) -> String {
        let script = "return [location.href, document.readyState, document.body?.innerText ?? ''];";
        match self.run(script, &[]).await {
            Ok(shown) => {
                let part = |place: usize| shown[place].as_str().unwrap_or_default();
                let said: String = part(2).chars().take(600).collect();
                format!("the page at {} ({}) says {said:?}", part(0), part(1))
            }
            Err(error) => format!("the page can't be asked what it shows: {error:#}"),
        }
    }

    /// Keeps what there is to see of a failed journey, in `target/e2e/`; where.
    pub async fn keep_evidence(&mut self, name: &str) -> Result<PathBuf> {
        let folder = crate::engine::target().join("e2e");
        fs::create_dir_all(&folder)?;
        let file = |ending: &str| folder.join(format!("{name}.{ending}"));
        let errors = self.take_errors().await.context("console");
        let report = format!(
            "console: {errors:#?}\n\nrequests: {:#?}\n\ndriver: {}",
            self.site
                .requests()
                .iter()
                .map(|r| format!("{} {}", r.method, r.path))
                .collect::<Vec<_>>(),
            self.browser.output()
        );
        fs::write(file("txt"), report)?;
        let session = self.browser.session()?;
        fs::write(file("html"), session.source().await?)?;
        self.browser.keep_picture(&file("png")).await
    }
}

//! One WebDriver program with the one browser it runs, and what each engine wants to be told.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use futures_util::future::{Either, select};
use serde_json::{Value, json};
use thirtyfour::error::WebDriverError;
use thirtyfour::{Capabilities, WebDriver};

use crate::bidi::Bidi;
use crate::browser::Settings;
use crate::console::chromium_errors;
use crate::engine::{Engine, x_server_program};
use crate::process::{Process, free_port};
use crate::wait::{Seen, until, until_blocking, until_within};
use crate::webkit;

/// What the console says last of a page that is left.
const FENCE: &str = "e2e: the page is left";

/// How long a browser may take to start on a busy machine.
const START: Duration = Duration::from_secs(90);

/// A browser under control. Dropping it kills it.
#[derive(Debug)]
pub(crate) struct Driver {
    pub(crate) session: WebDriver,
    pub(crate) process: Process,
    pub(crate) bidi: Option<Arc<Bidi>>,
    /// How wide and high its window was at first, in pixels.
    pub(crate) size: (u32, u32),
    /// How many journeys have used it, or do now.
    pub(crate) uses: u32,
    screen: Option<Screen>,
}

/// The folders one browser uses, all in one test's own folder.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    pub(crate) profile: PathBuf,
    pub(crate) downloads: PathBuf,
    pub(crate) output: PathBuf,
    pub(crate) config: PathBuf,
}

impl Folders {
    pub(crate) fn inside(root: &Path) -> Result<Self> {
        let folders = Self {
            profile: root.join("profile"),
            downloads: root.join("downloads"),
            output: root.join("driver-output"),
            config: root.join("config"),
        };
        fs::create_dir_all(&folders.profile)?;
        fs::create_dir_all(&folders.downloads)?;
        fs::create_dir_all(&folders.config)?;
        Ok(folders)
    }
}

impl Driver {
    /// Starts a driver and its browser on the profile that is in the folders.
    pub(crate) async fn start(
        engine: Engine,
        folders: &Folders,
        settings: &Settings,
        proxy: &str,
    ) -> Result<Self> {
        let mut attempts = match engine {
            // A port that was found free may be another test's by the time the driver takes it.
            Engine::Chromium | Engine::Firefox => 3,
            // About one start in thirty of MiniBrowser 2.50 ends in a crash of its own.
            Engine::WebKit => 5,
        };
        loop {
            attempts -= 1;
            match Self::start_once(engine, folders, settings, proxy).await {
                Err(error) if attempts > 0 => eprintln!("once more: {error:#}"),
                outcome => return outcome,
            }
        }
    }

    async fn start_once(
        engine: Engine,
        folders: &Folders,
        settings: &Settings,
        proxy: &str,
    ) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(engine.driver_program()?);
        let mut screen = None;
        match engine {
            Engine::Chromium => {
                command.arg(format!("--port={port}"));
            }
            Engine::Firefox => {
                command.args(["--host", "127.0.0.1", "--port", &port.to_string()]);
                command.args(["--websocket-port", &free_port()?.to_string()]);
                command.env("MOZ_HEADLESS", "1");
            }
            Engine::WebKit => {
                command.args(["--host=127.0.0.1", &format!("--port={port}")]);
                let started = Screen::start(folders)?;
                command.env("DISPLAY", &started.display);
                screen = Some(started);
                webkit::furnish(&mut command, folders, settings)?;
            }
        }
        File::create(&folders.output)?;
        let mut process = Process::start(&command, &folders.output)?;
        process.wait_for_port(port)?;
        let wanted = capabilities(engine, folders, settings, proxy)?;
        let ended = async || {
            let said = process.output();
            Ok(if said.contains(webkit::ENDED) {
                Seen::Yes(said)
            } else {
                Seen::not_yet("it runs")
            })
        };
        let starting = pin!(async {
            let session = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await?;
            let window = session.get_window_rect().await?;
            Ok::<_, WebDriverError>((session, window))
        });
        let (session, window) =
            match select(starting, pin!(until_within(START, "its end", ended))).await {
                Either::Left((session, _)) => session
                    .with_context(|| format!("{engine} did not start: {}", process.output()))?,
                Either::Right((said, _)) => {
                    return Err(anyhow!("{engine} did not start: {said:?}"));
                }
            };
        let bidi = match engine {
            Engine::Firefox => Some(Arc::new(Bidi::connect(session.capabilities())?)),
            Engine::Chromium | Engine::WebKit => None,
        };
        Ok(Self {
            session,
            process,
            bidi,
            size: (u32::try_from(window.width)?, u32::try_from(window.height)?),
            uses: 1,
            screen,
        })
    }

    /// The errors in its console since the last call, as far as it tells them.
    pub(crate) async fn take_errors(&self, engine: Engine) -> Result<Vec<String>> {
        Ok(match engine {
            Engine::Chromium => chromium_errors(&self.session).await?,
            Engine::Firefox => {
                let heard = self.bidi.iter();
                heard.flat_map(|bidi| bidi.take_errors()).collect()
            }
            // It tells nothing; the site hears it from the page.
            Engine::WebKit => Vec::new(),
        })
    }

    /// Waits until the errors of the page before this one are heard, and forgets them. Firefox tells them on a way
    /// of their own, later than the page is gone.
    pub(crate) async fn forget_errors(&self, engine: Engine) -> Result<()> {
        if let Some(bidi) = &self.bidi {
            let context = self.session.window().await?.to_string();
            let fence = json!({ "expression": format!("console.error('{FENCE}')"), "awaitPromise": false,
                                "target": { "context": context } });
            bidi.command("script.evaluate", &fence)?;
            return until("the console to be heard to its end", async || {
                let errors = bidi.take_errors();
                let over = errors.iter().any(|error| error.contains(FENCE));
                Ok(Seen::when(over, format_args!("{errors:?}")))
            })
            .await;
        }
        self.take_errors(engine).await.map(drop)
    }

    /// Keeps a picture of what it shows in a file, whose name gets the picture's ending; that file.
    pub(crate) async fn keep_picture(&self, file: &Path) -> Result<PathBuf> {
        // Where there is a screen, the driver has no pictures: it would need the renderer that is turned off.
        if let Some(screen) = &self.screen {
            let file = file.with_extension("xwd");
            fs::copy(&screen.picture, &file)?;
            return Ok(file);
        }
        let file = file.with_extension("png");
        fs::write(&file, self.session.screenshot_as_png().await?)?;
        Ok(file)
    }

    /// Ends it at once, as `kill -9` does.
    pub(crate) fn kill(mut self) {
        self.process.kill();
        // Nothing is left to say goodbye to.
        match self.session.leak() {
            Ok(()) | Err(_) => {}
        }
    }

    /// Ends it as someone does who closes the window.
    pub(crate) async fn quit(self) -> Result<()> {
        self.session.quit().await?;
        Ok(())
    }
}

fn capabilities(
    engine: Engine,
    folders: &Folders,
    settings: &Settings,
    proxy: &str,
) -> Result<Capabilities> {
    let program = engine.browser_program()?;
    let mut wanted = match engine {
        Engine::Chromium => chromium(&program, folders, settings),
        Engine::Firefox => firefox(&program, folders, settings),
        Engine::WebKit => webkit::capabilities(folders),
    };
    wanted["proxy"] = json!({ "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy,
                              "noProxy": ["127.0.0.1"] });
    wanted["unhandledPromptBehavior"] = json!("accept");
    let Value::Object(wanted) = wanted else {
        unreachable!("capabilities are made as objects above");
    };
    Ok(wanted.into())
}

fn chromium(program: &Path, folders: &Folders, settings: &Settings) -> Value {
    let mut arguments = vec![
        "--headless=new".to_owned(),
        format!("--user-data-dir={}", folders.profile.display()),
        // Containers run tests as root and with a small /dev/shm.
        "--no-sandbox".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-component-extensions-with-background-pages".to_owned(),
        "--disable-features=AutofillServerCommunication,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints"
            .to_owned(),
        "--no-first-run".to_owned(),
        "--window-size=1280,900".to_owned(),
        format!("--lang={}", settings.language),
    ];
    if settings.dark {
        arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
    }
    if settings.still {
        arguments.push("--force-prefers-reduced-motion".to_owned());
    }
    if settings.own_colours {
        arguments.push("--force-high-contrast".to_owned());
    }
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "SEVERE" },
        "goog:chromeOptions": {
            "binary": program,
            "args": arguments,
            "prefs": {
                "download.default_directory": folders.downloads,
                "download.prompt_for_download": false,
                "intl.accept_languages": settings.language,
                "profile.default_content_setting_values.automatic_downloads": 1,
            },
        },
    })
}

fn firefox(program: &Path, folders: &Folders, settings: &Settings) -> Value {
    json!({
        "browserName": "firefox",
        // Its console can be read in no other way.
        "webSocketUrl": true,
        "moz:firefoxOptions": {
            "binary": program,
            "args": ["-headless", "-profile", folders.profile, "--width=1280", "--height=900"],
            "prefs": {
                "browser.download.folderList": 2,
                "browser.download.dir": folders.downloads,
                "browser.download.useDownloadDir": true,
                "browser.download.alwaysOpenPanel": false,
                "browser.helperApps.neverAsk.saveToDisk":
                    "application/json,application/octet-stream,text/csv,text/plain",
                "intl.accept_languages": settings.language,
                "layout.css.prefers-color-scheme.content-override": i32::from(!settings.dark),
                "ui.prefersReducedMotion": i32::from(settings.still),
                // 2 is always; 0 is when the system says so.
                "browser.display.document_color_use": 2 * i32::from(settings.own_colours),
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
                "services.settings.server": "data:,",
                "app.normandy.enabled": false,
                "browser.safebrowsing.provider.google4.updateURL": "",
                "extensions.systemAddon.update.enabled": false,
            },
        },
    })
}

/// An X server that draws to memory.
#[derive(Debug)]
struct Screen {
    display: String,
    /// What it shows, as an X window dump.
    picture: PathBuf,
    _process: Process,
}

impl Screen {
    fn start(folders: &Folders) -> Result<Self> {
        let mut command = Command::new(x_server_program()?);
        // It picks a free display and writes its number, on a line of its own, to its output.
        command.args([
            "-displayfd",
            "1",
            "-nolisten",
            "tcp",
            "-screen",
            "0",
            "1280x900x24",
            "-fbdir",
        ]);
        command.arg(&folders.config);
        let output = folders.output.with_extension("screen");
        // What an earlier one wrote there is not this one's number.
        File::create(&output)?;
        let process = Process::start(&command, &output)?;
        let number = until_blocking("the X server's display number", || {
            let said = process.output();
            let number = said
                .lines()
                .find_map(|line| line.trim().parse::<u32>().ok());
            Ok(number
                .filter(|_| said.ends_with('\n'))
                .map_or(Seen::NotYet(said), Seen::Yes))
        })?;
        Ok(Self {
            display: format!(":{number}"),
            picture: folders.config.join("Xvfb_screen0"),
            _process: process,
        })
    }
}

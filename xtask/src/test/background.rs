//! Programs that run beside the tests, and end with them: a screen, a browser's driver.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a program may take to be ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program in the background; dropping it ends the program.
pub struct Background {
    child: Child,
    /// The screen's number or the driver's port.
    number: u16,
}

impl Background {
    /// A screen without a monitor, for a browser that can't do without one.
    pub fn screen(xvfb: &Path) -> Result<Self> {
        // It picks a free number itself, and prints it once it can be used.
        let mut child = Command::new(xvfb)
            .args(["-displayfd", "1", "-screen", "0", "1280x1024x24"])
            .args(["-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start Xvfb")?;
        let output = child.stdout.take().expect("its output is piped");
        let mut screen = Self { child, number: 0 };
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .context("Xvfb said nothing")?;
        screen.number = line
            .trim()
            .parse()
            .with_context(|| format!("Xvfb did not start (it printed {line:?})"))?;
        Ok(screen)
    }

    /// The value of `DISPLAY` for programs that are to use this screen.
    pub fn display(&self) -> String {
        format!(":{}", self.number)
    }

    /// A driver that listens on a port of its own, with its windows on a screen.
    pub fn driver(program: &Path, screen: &Self) -> Result<Self> {
        let port = free_port()?;
        let child = Command::new(program)
            .arg(format!("--port={port}"))
            .env("DISPLAY", screen.display())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start {}", program.display()))?;
        let driver = Self {
            child,
            number: port,
        };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if started.elapsed() > PATIENCE {
                bail!("{} does not answer on port {port}", program.display());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(driver)
    }

    /// The address of a driver.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.number)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // It may have ended by itself; either way there is nothing left to do about it here.
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}

fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on this machine")?;
    Ok(listener
        .local_addr()
        .context("a socket without an address")?
        .port())
}

//! The plainest host there is: `python3 -m http.server` in a folder.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use tempfile::TempDir;

use crate::process::{Process, free_port};

/// A running `python3 -m http.server`. It ends when dropped.
#[derive(Debug)]
pub struct PythonServer {
    url: String,
    process: Process,
    _root: TempDir,
}

impl PythonServer {
    /// Serves a folder under a path that begins and ends with a slash.
    pub fn serve_under(base: &str, folder: &Path) -> Result<Self> {
        let root = TempDir::new()?;
        let public = root.path().join("public");
        let place = public.join(base.trim_matches('/'));
        if base == "/" {
            symlink(folder.canonicalize()?, &public)?;
        } else {
            std::fs::create_dir_all(place.parent().unwrap_or(&public))?;
            symlink(folder.canonicalize()?, &place)?;
        }
        let port = free_port()?;
        let mut command = Command::new("python3");
        command
            .args([
                "-u",
                "-m",
                "http.server",
                "--bind",
                "127.0.0.1",
                "--directory",
            ])
            .arg(&public)
            .arg(port.to_string());
        let mut process = Process::start(&command, &root.path().join("output"))?;
        process.wait_for_port(port)?;
        Ok(Self {
            url: format!("http://127.0.0.1:{port}{base}"),
            process,
            _root: root,
        })
    }

    /// The URL of a place in the site.
    pub fn url(&self, place: &str) -> String {
        format!("{}{place}", self.url)
    }

    /// Its log: one line per request.
    pub fn log(&self) -> String {
        self.process.output()
    }
}

//! What WebKitGTK's MiniBrowser needs to be told, all of it in files and variables.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};

use crate::browser::Settings;
use crate::driver::Folders;
use crate::engine::Engine;

/// What the wrapper writes when the browser has ended: the driver would wait for it for ever.
pub(crate) const ENDED: &str = "MiniBrowser has ended";

/// And this where it was a fault of its own: the shell's number for a segmentation fault.
pub(crate) const CRASHED: &str = "MiniBrowser has ended: 139";

/// The driver throws away what the browser says; this keeps it for a failed test's report.
const WRAPPER: &str = r#"#!/bin/sh
"$E2E_BROWSER" "$@" >>"$E2E_OUTPUT" 2>&1
echo "MiniBrowser has ended: $?" >>"$E2E_OUTPUT"
"#;

/// The toolbar, shrunk: as it comes, it keeps windows at 447 pixels or wider.
const TOOLBAR: &str = "headerbar, headerbar *, toolbar, toolbar *, box, box * {
  min-width: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; -gtk-icon-transform: scale(0.1);
}
";

/// Writes the browser's files and sets the variables of the driver that starts it.
pub(crate) fn furnish(command: &mut Command, folders: &Folders, settings: &Settings) -> Result<()> {
    // Downloads go where the desktop says they go.
    let downloads = folders.downloads.display();
    let places = format!("XDG_DOWNLOAD_DIR=\"{downloads}\"\n");
    fs::write(folders.config.join("user-dirs.dirs"), places)?;
    fs::create_dir_all(folders.config.join("gtk-3.0"))?;
    fs::write(folders.config.join("gtk-3.0/gtk.css"), TOOLBAR)?;
    let moves = format!(
        "[Settings]\ngtk-enable-animations={}\n",
        u8::from(!settings.still)
    );
    fs::write(folders.config.join("gtk-3.0/settings.ini"), moves)?;
    fs::write(wrapper(folders), WRAPPER)?;
    fs::set_permissions(wrapper(folders), Permissions::from_mode(0o755))?;
    let theme = if settings.dark {
        "Adwaita:dark"
    } else {
        "Adwaita"
    };
    command
        .env("XDG_CONFIG_HOME", &folders.config)
        .env("E2E_BROWSER", Engine::WebKit.browser_program()?)
        .env("E2E_OUTPUT", &folders.output)
        .env("GTK_THEME", theme)
        // Without a graphics card each frame would go through another copy, which takes most of the time.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("NO_AT_BRIDGE", "1");
    Ok(())
}

/// What a session asks for.
pub(crate) fn capabilities(folders: &Folders) -> Value {
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": { "binary": wrapper(folders), "args": ["--automation"] },
    })
}

fn wrapper(folders: &Folders) -> PathBuf {
    folders.config.join("mini-browser")
}

//! What pages say to the browser's console: errors, failed loads, panics. Each engine tells it in
//! its own way: Chromium through its driver's log, Firefox through BiDi, WebKit not at all, so that
//! its pages are given a script that notes them.

use anyhow::Result;
use thirtyfour::WebDriver;

/// The errors in Chromium's console since the last call.
pub(crate) async fn chromium_errors(session: &WebDriver) -> Result<Vec<String>> {
    let entries = session.browser_log().await?;
    Ok(entries.into_iter().map(|entry| entry.message).collect())
}

/// The name of the script that WebKit's pages are given.
pub(crate) const SCRIPT: &str = "e2e-console.js";

/// Where it sends what it notes.
pub(crate) const REPORTS: &str = "e2e-console-reports";

/// The script: errors go to the server, or wait in the page for as long as it is away.
pub(crate) const NOTE_ERRORS: &str = r#"
window.unsentErrors = [];
{
  const address = new URL("e2e-console-reports", document.currentScript.src);
  const note = (words) => fetch(address, { method: "POST", body: words, keepalive: true })
    .catch(() => window.unsentErrors.push(words));
  const error = console.error;
  console.error = (...parts) => { note(parts.join(" ")); error.apply(console, parts); };
  addEventListener("error", (event) => note(`${event.message ?? event.target?.src}`), true);
  addEventListener("unhandledrejection", (event) => note(`${event.reason}`));
}
"#;

/// A page with the script before every other.
pub(crate) fn noting(html: &str) -> String {
    let script = format!("<script src=\"./{SCRIPT}\"></script>");
    let at = html
        .find("<title")
        .or_else(|| html.find("<script"))
        .unwrap_or(0);
    format!("{}{script}{}", &html[..at], &html[at..])
}

//! Tells an open page when the server has another edition than the page's own.

use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// The name of the script under the base, and of the address it asks.
pub const SCRIPT: &str = "__reload.js";
pub const QUESTION: &str = "__reload";

/// How long a question is left open before it's answered with the same edition.
const HELD: Duration = Duration::from_secs(25);

/// The edition that is served now: it changes with any file, the programme included.
pub struct CurrentEdition {
    edition: Mutex<String>,
    changed: Condvar,
}

impl CurrentEdition {
    /// Begins with the edition of the first build.
    pub fn new(edition: String) -> Self {
        Self {
            edition: Mutex::new(edition),
            changed: Condvar::new(),
        }
    }

    /// Replaces the edition and answers every page that waits for it.
    pub fn set(&self, edition: String) {
        *self.lock() = edition;
        self.changed.notify_all();
    }

    /// The edition as soon as it's not `known`, or the same one after a while.
    pub fn other_than(&self, known: &str) -> String {
        self.changed
            .wait_timeout_while(self.lock(), HELD, |edition| edition == known)
            .expect("no thread panics while it holds the edition")
            .0
            .clone()
    }

    fn lock(&self) -> MutexGuard<'_, String> {
        self.edition
            .lock()
            .expect("no thread panics while it holds the edition")
    }
}

/// The page with the script that waits for a newer version.
pub fn inject(page: &str) -> String {
    let script = format!("<script type=\"module\" src=\"./{SCRIPT}\"></script>\n</head>");
    page.replacen("</head>", &script, 1)
}

/// The script. It goes through the service worker's own update, so that the worker never
/// shows the old version after a reload.
pub const SOURCE: &str = r"// Reloads the page when `cargo xtask serve` has built a new version.
const own = document.querySelector('meta[name=version]').content;

async function update() {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration) {
    try {
      await registration.update();
      const worker = registration.installing ?? registration.waiting;
      if (worker) await activated(worker);
    } catch (error) {
      console.warn('The service worker could not be updated and is removed:', error);
      await registration.unregister();
    }
  }
  location.reload();
}

function activated(worker) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'installed') worker.postMessage({ type: 'activate' });
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('it did not install'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

// Another version, or the same one with another programme.
let known = '';
for (;;) {
  try {
    const response = await fetch(`./__reload?known=${known}`, { cache: 'no-store' });
    // Another server may have taken the port.
    if (!response.ok) throw new Error(`answered ${response.status}`);
    const now = await response.text();
    if (now && (!now.startsWith(`${own}.`) || (known && now !== known))) {
      await update();
      break;
    }
    known = now;
  } catch {
    // The server was stopped: ask again in a while, it may be started again.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
";

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_page_that_waits_is_told_of_the_next_edition() {
        let edition = Arc::new(CurrentEdition::new("1".to_owned()));
        let waiting = {
            let edition = Arc::clone(&edition);
            std::thread::spawn(move || edition.other_than("1"))
        };
        edition.set("2".to_owned());
        assert_eq!(waiting.join().expect("waiting does not panic"), "2");
        assert_eq!(edition.other_than("1"), "2");
    }

    #[test]
    fn the_script_is_loaded_from_its_own_file_as_the_content_policy_asks() {
        let page = inject("<head><title>x</title></head><body></head>");
        assert_eq!(
            page,
            "<head><title>x</title><script type=\"module\" src=\"./__reload.js\"></script>\n\
             </head><body></head>"
        );
    }
}

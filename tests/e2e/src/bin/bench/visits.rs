//! How much a first visit costs, and how soon a visitor can do something.

use e2e::{Context, Engine, Name, Reply, Result, Seen, Settings, Site, Visit, dist, ensure, until};
use serde_json::json;

use crate::table::{Budget, Row, median};

/// A processor four times slower than this machine's: a phone of some years ago.
pub const SLOWDOWN: u32 = 4;

/// The service worker's script.
const WORKER: &str = "sw.js";

const ROUNDS: usize = 3;

/// What is looked for to tell that a page can be used: the button that begins an application.
const START: &str = "[...document.querySelectorAll('main button')].some((b) => b.textContent.includes('Start the application'))";

/// The first field of the form.
const FIELD: &str = "!!document.querySelector('main .question input[type=text]')";

pub async fn measure() -> Result<Vec<Row>> {
    let (mut form, mut kept, mut cold, mut warm) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let site = Site::serve(&dist()?)?;
        site.send_compressed();
        // The service worker begins once the form can be used; what it fetches counts apart.
        site.replace(WORKER, Reply::Held);
        let mut visit = Visit::begin_with(Engine::Chromium, site, Settings::default()).await?;
        cold.push(interactive(&visit, "#/apply/orbit-4", START).await?);
        form.push(transferred(&visit)?);
        visit.site.restore(WORKER);
        begin(&visit).await?;
        kept.push(transferred(&visit)?);
        visit.site.stop();
        visit.close_and_restart().await?;
        warm.push(interactive(&visit, "#/apply/orbit-4/section/about-you", FIELD).await?);
    }
    let slow = format!("median of {ROUNDS}, {SLOWDOWN}x CPU slowdown");
    Ok(vec![
        Row {
            what: "first visit to the form, transferred".to_owned(),
            figure: median(&form) / 1000.0,
            unit: "kB",
            budget: Budget::AtMost(350.0),
            how: "brotli, headers included, until it can be used".to_owned(),
        },
        Row {
            what: "  and with all that is kept for offline use".to_owned(),
            figure: median(&kept) / 1000.0,
            unit: "kB",
            budget: Budget::None,
            how: "what the service worker fetches afterwards: the organizers' part".to_owned(),
        },
        Row {
            what: "first visit: time until it can be used".to_owned(),
            figure: median(&cold),
            unit: "ms",
            budget: Budget::None,
            how: slow.clone(),
        },
        Row {
            what: "second visit, offline: time until the form can be used".to_owned(),
            figure: median(&warm),
            unit: "ms",
            budget: Budget::AtMost(1000.0),
            how: format!("{slow}, browser and server restarted and stopped"),
        },
    ])
}

/// Slows the page's processor down.
pub async fn slow_down(visit: &Visit, rate: u32) -> Result<()> {
    let cdp = visit.session().cdp();
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": rate }))
        .await?;
    Ok(())
}

/// Loads a place, slowed down; how many milliseconds until what is looked for has been painted and
/// the page is free to take an event.
async fn interactive(visit: &Visit, place: &str, looked_for: &str) -> Result<f64> {
    let watch = format!(
        "{{
          const look = () => {{
            if (window.usableAt !== undefined || !document.body || !({looked_for})) return;
            watcher.disconnect();
            requestAnimationFrame(() => {{
              const {{ port1, port2 }} = new MessageChannel();
              port1.onmessage = () => {{ window.usableAt = performance.now(); }};
              port2.postMessage(0);
            }});
          }};
          const watcher = new MutationObserver(look);
          watcher.observe(document, {{ childList: true, subtree: true }});
        }}"
    );
    let cdp = visit.session().cdp();
    let source = json!({ "source": watch });
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", source)
        .await?;
    slow_down(visit, SLOWDOWN).await?;
    visit.open(place).await?;
    let at = until("the page to be usable", async || {
        let at = visit.run("return window.usableAt ?? null;", &[]).await?;
        Ok(at.as_f64().map_or(Seen::not_yet("it is not"), Seen::Yes))
    })
    .await?;
    slow_down(visit, 1).await?;
    Ok(at)
}

/// Goes on to the form, and waits until the app is kept for offline use.
async fn begin(visit: &Visit) -> Result<()> {
    visit.button("Start the application").click().await?;
    let name = visit.textbox(Name::begins("What should we call you?"));
    name.type_text("A name").await?;
    visit
        .text_of(Name::begins("Saved on this device at"))
        .see()
        .await?;
    visit
        .until_true(
            "the service worker in charge",
            "return !!navigator.serviceWorker.controller;",
        )
        .await
}

/// The bytes the site has sent.
fn transferred(visit: &Visit) -> Result<f64> {
    let requests = visit.site.requests();
    let module = requests
        .iter()
        .find(|request| request.path.ends_with(".wasm"));
    let takes = module.and_then(|request| request.headers.get("accept-encoding"));
    ensure!(
        takes.is_some_and(|takes| takes.contains("br")),
        "the browser takes brotli: {takes:?}"
    );
    let sum: usize = requests.iter().map(|request| request.answered).sum();
    let sum = u32::try_from(sum).context("less than 4 GB")?;
    Ok(f64::from(sum))
}

//! The page's own world of scripts: what is defined here, the page's code sees, and the other way round.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::session::handle::SessionHandle;

use crate::bidi::Bidi;
use crate::wait::{Seen, until};

/// A session's way to run scripts. None of them is bound by the page's policy.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) session: Arc<SessionHandle>,
    pub(crate) bidi: Option<Arc<Bidi>>,
}

impl World {
    pub(crate) fn new(session: &WebDriver, bidi: Option<Arc<Bidi>>) -> Self {
        let session = Arc::clone(session);
        Self { session, bidi }
    }

    /// Runs a function's body, with `arguments`, as WebDriver does; its value.
    pub(crate) async fn call(&self, body: &str, arguments: &[Value]) -> Result<Value> {
        let result = self.session.execute(body, arguments.to_vec()).await?;
        Ok(result.json().clone())
    }

    /// Runs a script as if the page had loaded it, so that the globals it makes are the page's.
    pub(crate) async fn define(&self, script: &str) -> Result<()> {
        let Some(bidi) = &self.bidi else {
            self.session.execute(script, []).await?;
            return Ok(());
        };
        let context = self.session.window().await?.to_string();
        let parameters = json!({ "expression": format!("{script}\n;undefined"), "awaitPromise": false,
                                 "target": { "context": context } });
        let result = bidi.command("script.evaluate", &parameters)?;
        if result["type"] == "success" {
            Ok(())
        } else {
            Err(anyhow!("a script failed: {result}"))
        }
    }

    /// Goes to an address, as someone does who types it, and waits until its page is loaded.
    ///
    /// In Firefox we look at the page ourselves: now and then its WebDriver waits for ever for the end of a load that
    /// is complete.
    pub(crate) async fn goto(&self, address: &str) -> Result<()> {
        let Some(bidi) = &self.bidi else {
            self.session.goto(address).await?;
            return Ok(());
        };
        // A document that is left takes its mark with it. A place within it keeps the document.
        let mark = "window.e2eLeft = true; return location.href.split('#')[0];";
        let here = self.call(mark, &[]).await?;
        let stays = address
            .split_once('#')
            .is_some_and(|(document, _)| here == document);
        let context = self.session.window().await?.to_string();
        let parameters = json!({ "context": context, "url": address, "wait": "none" });
        bidi.command("browsingContext.navigate", &parameters)?;
        let script = "return [window.e2eLeft === true, document.readyState, location.href];";
        until(format_args!("{address} to be loaded"), async || {
            // While one page goes and the next comes there may be none to ask.
            let seen = match self.call(script, &[]).await {
                Ok(seen) => seen,
                Err(error) => return Ok(Seen::not_yet(error)),
            };
            let there = if stays {
                seen[0] == true && seen[2] == address
            } else {
                seen[0] == false && seen[1] == "complete"
            };
            Ok(Seen::when(there, seen))
        })
        .await
    }
}

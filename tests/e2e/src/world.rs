//! The page's own world of scripts: what is defined here, the page's code sees, and the other way round.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::session::handle::SessionHandle;

use crate::bidi::Bidi;

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
}

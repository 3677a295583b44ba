//! axe-core on the page as it is: its rules for roles, names, contrast and structure.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::Visit;
use crate::engine::page_script;

impl Visit {
    /// Fails unless axe finds nothing wrong on the page.
    pub async fn axe(&self) -> Result<()> {
        let found = self.axe_violations().await?;
        ensure!(
            found.is_empty(),
            "axe on {}:\n{}",
            self.session().current_url().await?,
            found.join("\n")
        );
        Ok(())
    }

    /// What axe finds: one line per rule, with the elements it is about.
    pub async fn axe_violations(&self) -> Result<Vec<String>> {
        if self.run("return window.axe === undefined;", &[]).await? == true {
            let axe = page_script("GROUNDCREW_AXE", "axe-core/axe.min.js")?;
            self.browser.world()?.define(&axe).await?;
        }
        // Colours mid-transition are no one's final colours.
        let script = "const done = arguments[arguments.length - 1];
            for (const animation of document.getAnimations()) {
              if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
            }
            window.axe.run(document, { resultTypes: ['violations'] }).then(
              (result) => done(result.violations.map((v) => `${v.id}: ${v.help}: `
                + v.nodes.map((n) => `${n.target.join(' ')} ${n.html.slice(0, 160)} (${n.failureSummary})`).join('; '))),
              (error) => done([`axe itself failed: ${error}`]));";
        let result = self.session().execute_async(script, []).await?;
        Ok(match result.json() {
            Value::Array(lines) => lines
                .iter()
                .map(|line| line.as_str().unwrap_or("").to_owned())
                .collect(),
            other => vec![format!("axe answered {other}")],
        })
    }
}

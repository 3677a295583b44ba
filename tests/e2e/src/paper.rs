//! The page as it would be printed. Only one engine can be told to show that, but every engine lets
//! the rules of a style sheet be changed: those for print are made to hold, those for screens not.

use anyhow::{Result, ensure};

use crate::Visit;

const ON_PAPER: &str = "
    let changed = 0;
    const change = (rules) => {
      for (const rule of rules) {
        const media = rule.media?.mediaText;
        if (media === 'print') { rule.media.mediaText = 'all'; changed += 1; }
        if (media === 'screen') { rule.media.mediaText = 'not all'; changed += 1; }
        if (rule.cssRules) change(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) change(sheet.cssRules);
    return changed;";

impl Visit {
    /// Shows the page as its print sheet has it, until it is loaded again.
    pub async fn on_paper(&self) -> Result<()> {
        let changed = self.run(ON_PAPER, &[]).await?;
        ensure!(
            changed.as_f64().is_some_and(|changed| changed > 0.0),
            "no style sheet has rules for print"
        );
        Ok(())
    }
}

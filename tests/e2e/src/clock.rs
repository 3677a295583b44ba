//! The page's clock, moved: deadlines come within a test's reach.

use anyhow::Result;

use crate::Visit;

impl Visit {
    /// Makes the page, until it is left or loaded again, believe that now is this moment
    /// (milliseconds since 1970), and that time goes on from there.
    pub async fn set_clock(&self, milliseconds: i64) -> Result<()> {
        // As text, so that the class is made in the page's own world.
        let script = format!(
            "{{
              const RealDate = window.RealDate ??= window.Date;
              const shift = {milliseconds} - RealDate.now();
              window.Date = class Date extends RealDate {{
                constructor(...parts) {{ if (parts.length) super(...parts); else super(RealDate.now() + shift); }}
                static now() {{ return RealDate.now() + shift; }}
              }};
            }}"
        );
        self.browser.world()?.define(&script).await
    }
}

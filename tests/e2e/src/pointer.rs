//! The pointer, where a click is not enough: something is taken up, carried and let go.

use anyhow::Result;

use crate::{Found, Visit};

impl Visit {
    /// Drags a thing to another one by the driver's pointer, as a mouse does. Both must fit into the window together.
    pub async fn drag(&self, what: &Found, to: &Found) -> Result<()> {
        let (from, onto) = (what.element().await?, to.element().await?);
        let both = [from.to_json()?, onto.to_json()?];
        self.run(
            "const [one, other] = [...arguments].map((e) => e.getBoundingClientRect());
            const middle = (one.top + other.top + Math.min(one.bottom, other.bottom)) / 3;
            window.scrollBy({ top: middle - innerHeight / 2, behavior: 'instant' });",
            &both,
        )
        .await?;
        // It takes a few steps before a browser takes a pressed pointer for one that carries.
        self.session()
            .action_chain()
            .move_to_element_center(&from)
            .click_and_hold()
            .move_by_offset(4, 4)
            .move_by_offset(8, 8)
            .move_to_element_center(&onto)
            .move_by_offset(2, 2)
            .release()
            .perform()
            .await?;
        Ok(())
    }
}

//! The keyboard without a pointer: keys go wherever the focus is.

use std::time::Duration;

use anyhow::Result;
use serde_json::Value;
use thirtyfour::Key;
use tokio::time::MissedTickBehavior;

use crate::{Found, Visit};

impl Visit {
    /// Presses one key.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.session()
            .action_chain()
            .send_keys(key)
            .perform()
            .await?;
        Ok(())
    }

    /// Presses one key while others are held.
    pub async fn press_with(&self, held: &[Key], key: char) -> Result<()> {
        let mut chain = self.session().action_chain();
        for key in held {
            chain = chain.key_down(key.clone());
        }
        chain = chain.key_down(key).key_up(key);
        for key in held {
            chain = chain.key_up(key.clone());
        }
        chain.perform().await?;
        Ok(())
    }

    /// Types text, key by key.
    pub async fn type_keys(&self, text: &str) -> Result<()> {
        self.session()
            .action_chain()
            .send_keys(text)
            .perform()
            .await?;
        Ok(())
    }

    /// Types text, one key in each such span of time: for measuring, where a driver's own speed, several
    /// keys to a frame, is nobody's.
    pub async fn type_at_pace(&self, text: &str, pace: Duration) -> Result<()> {
        let mut beat = tokio::time::interval(pace);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for letter in text.chars() {
            beat.tick().await;
            self.type_keys(letter.encode_utf8(&mut [0; 4])).await?;
        }
        Ok(())
    }

    /// Presses Tab until a thing has the focus; fails when it cannot be reached.
    pub async fn tab_to(&self, wanted: &Found) -> Result<()> {
        wanted.see().await?;
        let mut passed = Vec::new();
        for _ in 0..400 {
            if wanted.has_focus().await? {
                return Ok(());
            }
            self.press(Key::Tab).await?;
            passed.push(self.focused().await?);
        }
        Err(anyhow::anyhow!(
            "Tab never reaches {wanted}; it passes {passed:?}"
        ))
    }

    /// What has the focus, in a few words: for messages.
    pub async fn focused(&self) -> Result<String> {
        let script = "const e = document.activeElement; return e ? \
            `${e.tagName.toLowerCase()} ${e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || ''}`.slice(0, 60) : '';";
        match self.run(script, &[]).await? {
            Value::String(words) => Ok(words),
            other => Ok(other.to_string()),
        }
    }
}

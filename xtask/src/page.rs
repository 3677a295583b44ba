//! Writes the real names of built files into the pages and scripts of `public/`.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Replaces every mention of one name by another. A name that is not mentioned is an error:
/// it means that the page no longer loads a file that the build makes for it.
pub fn refer(text: &str, place: &str, from: &str, to: &str) -> Result<String> {
    if !text.contains(from) {
        bail!("{place} does not mention {from}");
    }
    Ok(text.replace(from, to))
}

/// The manifest with its addresses made absolute, for a site whose path is known.
pub fn manifest_under(base: &str, manifest: &str) -> Result<String> {
    let mut manifest: Value =
        serde_json::from_str(manifest).context("public/manifest.webmanifest is not JSON")?;
    for name in ["id", "start_url", "scope"] {
        manifest[name] = Value::from(base);
    }
    serde_json::to_string_pretty(&manifest).context("could not write the manifest")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mention_is_replaced() -> Result<()> {
        let text = refer("a ./x.js b './x.js'", "page", "./x.js", "./assets/x-1.js")?;
        assert_eq!(text, "a ./assets/x-1.js b './assets/x-1.js'");
        Ok(())
    }

    #[test]
    fn a_name_the_page_forgot_is_an_error_that_says_where() {
        let error = refer("nothing", "public/index.html", "./x.js", "y").expect_err("no mention");
        assert_eq!(
            error.to_string(),
            "public/index.html does not mention ./x.js"
        );
    }

    #[test]
    fn a_manifest_under_a_base_keeps_its_other_members() -> Result<()> {
        let manifest = manifest_under("/sub/", r#"{"name":"G","start_url":"./"}"#)?;
        let manifest: Value = serde_json::from_str(&manifest)?;
        assert_eq!(
            manifest,
            serde_json::json!({"name": "G", "id": "/sub/", "start_url": "/sub/", "scope": "/sub/"})
        );
        Ok(())
    }
}

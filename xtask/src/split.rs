//! Splits the compiled app into the part that everybody downloads and those that are fetched when a
//! place first needs them, at the functions marked `wasm_split` (`src/ui/parts.rs`).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::content::{Site, read_tree};

/// The script that fetches parts; the main module imports it under this name.
pub const LOADER: &str = "parts.js";

/// A module, split.
pub struct Split {
    /// The part that everybody downloads, for wasm-bindgen.
    pub main: Vec<u8>,
    /// The others, and the script that fetches them.
    pub parts: Site,
}

/// Splits a module that was linked with `--emit-relocs`. `glue` is the name of the script that
/// wasm-bindgen will make; `folder` is for the work and is emptied. Without `debug`, names are left out.
pub fn split(wasm: &[u8], glue: &str, folder: &Path, debug: bool) -> Result<Split> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("could not remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    let (loader, glue) = (format!("./{LOADER}"), format!("./{glue}"));
    let main = folder.join("main.wasm");
    let mut options = Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = &glue;
    transform(options).map_err(|error| anyhow!("the app can't be split: {error:#}"))?;
    let mut parts = read_tree(folder)?;
    let main = parts
        .remove("main.wasm")
        .context("splitting left no main module")?;
    if !debug {
        for (path, contents) in &mut parts {
            if path.ends_with(".wasm") {
                *contents = without_custom_sections(contents)
                    .with_context(|| format!("{path} is no module"))?;
            }
        }
    }
    Ok(Split { main, parts })
}

/// A module without what only debuggers read: every section with the number 0.
fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    let (head, mut rest) = module.split_at_checked(8).context("it has no header")?;
    let mut kept = head.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let (length, size) = leb128(after).context("a section has no length")?;
        let end = 1 + size + length;
        let Some((section, next)) = rest.split_at_checked(end) else {
            bail!("section {id} is cut off");
        };
        if id != 0 {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    Ok(kept)
}

/// A number in LEB128, and how many bytes it takes.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0_usize;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn sections_for_debuggers_are_left_out_and_no_other() -> Result<()> {
        let long = [vec![0, 0x81, 0x01], vec![7; 129]].concat();
        let module = [HEAD, &[1, 2, 8, 9], &long, &[3, 0], &[0, 1, 5]].concat();
        let kept = without_custom_sections(&module)?;
        assert_eq!(kept, [HEAD, &[1, 2, 8, 9], &[3, 0]].concat());
        Ok(())
    }

    #[test]
    fn a_module_that_is_cut_off_is_an_error() {
        for module in [
            &HEAD[..5],
            &[HEAD, &[1, 9, 0]].concat(),
            &[HEAD, &[1, 0x80]].concat(),
        ] {
            assert!(without_custom_sections(module).is_err(), "{module:?}");
        }
    }
}

//! Compresses files for hosts that can send `name.br` or `name.gz` in place of `name`.
//!
//! What was compressed once is kept under `target/` by its digest, so that a rebuild after
//! a small change takes no time.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::content::{Site, full_digest};

/// How many files are compressed at a time.
const THREADS: usize = 2;

/// A file's size as it is and as it is sent, in bytes.
pub struct Sizes {
    pub path: String,
    pub plain: usize,
    pub brotli: Option<usize>,
    pub gzip: Option<usize>,
}

/// Adds a `.br` and a `.gz` beside each file that gets smaller by it, and returns all sizes.
///
/// The programme is left out: whoever hosts the app edits it in place, and a host would go on
/// sending the compressed copy of the old one.
pub fn add_compressed(site: &mut Site, cache: &Path) -> Result<Vec<Sizes>> {
    fs::create_dir_all(cache).with_context(|| format!("could not create {}", cache.display()))?;
    let waiting = Mutex::new(site.iter().rev().collect::<Vec<_>>());
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    loop {
                        let next = waiting.lock().expect("no thread panics here").pop();
                        let Some((path, contents)) = next else {
                            return Ok(());
                        };
                        let both = if is_compressible(path) {
                            (kept(cache, "br", contents)?, kept(cache, "gz", contents)?)
                        } else {
                            (None, None)
                        };
                        done.lock().expect("no thread panics here").push((
                            path.clone(),
                            contents.len(),
                            both,
                        ));
                    }
                })
            })
            .collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().expect("compressing does not panic"))
    })?;
    let mut sizes = Vec::new();
    for (path, plain, (brotli, gzip)) in done.into_inner().expect("no thread panicked") {
        sizes.push(Sizes {
            plain,
            brotli: brotli.as_ref().map(Vec::len),
            gzip: gzip.as_ref().map(Vec::len),
            path: path.clone(),
        });
        for (extension, bytes) in [("br", brotli), ("gz", gzip)] {
            if let Some(bytes) = bytes {
                site.insert(format!("{path}.{extension}"), bytes);
            }
        }
    }
    sizes.sort_by(|a, b| b.plain.cmp(&a.plain).then_with(|| a.path.cmp(&b.path)));
    Ok(sizes)
}

/// Whether a file is of a kind that compresses, and is not edited where it is hosted.
fn is_compressible(path: &str) -> bool {
    let kinds = [
        "css",
        "html",
        "js",
        "json",
        "svg",
        "txt",
        "wasm",
        "webmanifest",
    ];
    path != "programme.json"
        && path
            .rsplit_once('.')
            .is_some_and(|(_, kind)| kinds.contains(&kind))
}

/// The compressed form, from the cache when it's there; `None` when it isn't smaller.
fn kept(cache: &Path, extension: &str, contents: &[u8]) -> Result<Option<Vec<u8>>> {
    let path = cache.join(format!("{}.{extension}", full_digest(contents)));
    if let Ok(mut file) = fs::File::open(&path) {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)
            .with_context(|| format!("could not read {}", path.display()))?;
        return Ok(Some(bytes).filter(|bytes| bytes.len() < contents.len()));
    }
    let bytes = match extension {
        "br" => brotli_of(contents),
        _ => gzip_of(contents),
    }
    .context("could not compress")?;
    // Written aside and renamed: a build that is stopped half-way leaves no short file here.
    let aside = path.with_extension(format!("{extension}.{}", std::process::id()));
    fs::write(&aside, &bytes)
        .and_then(|()| fs::rename(&aside, &path))
        .with_context(|| format!("could not write {}", path.display()))?;
    Ok(Some(bytes).filter(|bytes| bytes.len() < contents.len()))
}

fn brotli_of(contents: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: contents.len(),
        ..Default::default()
    };
    let mut bytes = Vec::new();
    brotli::BrotliCompress(&mut &contents[..], &mut bytes, &parameters)?;
    Ok(bytes)
}

fn gzip_of(contents: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(contents)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_copies_unpack_to_the_file_itself() -> Result<()> {
        let cache = std::env::temp_dir().join(format!("groundcrew-{}", std::process::id()));
        let text = "the same again and again. ".repeat(200).into_bytes();
        let mut site = Site::from([
            ("a.js".to_owned(), text.clone()),
            ("tiny.js".to_owned(), b"x".to_vec()),
            ("icon.png".to_owned(), text.clone()),
            ("programme.json".to_owned(), text.clone()),
        ]);
        for turn in ["computed", "from the cache"] {
            let sizes = add_compressed(&mut site, &cache)?;
            let names: Vec<_> = site.keys().map(String::as_str).collect();
            assert_eq!(
                names,
                [
                    "a.js",
                    "a.js.br",
                    "a.js.gz",
                    "icon.png",
                    "programme.json",
                    "tiny.js"
                ],
                "{turn}"
            );
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut &site["a.js.br"][..], &mut unpacked)?;
            assert_eq!(unpacked, text);
            unpacked.clear();
            flate2::read::GzDecoder::new(&site["a.js.gz"][..]).read_to_end(&mut unpacked)?;
            assert_eq!(unpacked, text);
            let sent = sizes.iter().find(|sizes| sizes.path == "a.js");
            assert_eq!(
                sent.and_then(|sizes| sizes.brotli),
                Some(site["a.js.br"].len())
            );
            site.retain(|path, _| !path.ends_with(".br") && !path.ends_with(".gz"));
        }
        fs::remove_dir_all(&cache)?;
        Ok(())
    }
}

//! Puts the parts of the app together into the files of a static site.
//!
//! Every address in the page is relative, so that the folder works at any path. Only what a
//! host shows in place of a missing page needs to know the path (`404.html`).

use anyhow::Result;

use crate::content::{Site, digest, hashed_name, take_text};
use crate::page::{manifest_under, refer};
use crate::worker;

/// The script that loads the app.
const GLUE: &str = "groundcrew.js";
/// The app's module.
const MODULE: &str = "groundcrew_bg.wasm";

/// The folder of the team solver, beside the app's module, and the script that runs it.
pub const TEAMS: &str = "teams";
const WORKER: &str = "teams/worker.js";

/// What goes into a site.
pub struct Parts {
    /// The files of `public/`.
    pub public: Site,
    /// All style sheets as one.
    pub css: String,
    /// The app's modules and the scripts that load them. They name each other as files beside each other.
    pub app: Site,
}

/// The finished site, its version, and what changes with any of its files.
pub struct Assembled {
    pub site: Site,
    pub version: String,
    pub edition: String,
}

/// Puts the parts together. `base` is the path the site will live under, when it is known.
pub fn assemble(parts: Parts, base: Option<&str>) -> Result<Assembled> {
    let mut site = parts.public;
    let mut index = take_text(&mut site, "index.html")?;
    let mut not_found = take_text(&mut site, "404.html")?;
    let home = take_text(&mut site, "home.js")?;
    let mut bootstrap = take_text(&mut site, "bootstrap.js")?;

    let folder = add_app(&mut site, parts.app);
    let css_name = add_hashed(&mut site, "app.css", parts.css.into_bytes());
    let beside = format!("./{folder}/");
    for name in [GLUE, MODULE] {
        let to = format!("{beside}{name}");
        bootstrap = refer(&bootstrap, "public/bootstrap.js", &format!("./{name}"), &to)?;
    }
    let bootstrap_name = add_hashed(&mut site, "bootstrap.js", bootstrap.into_bytes());
    let home_name = add_hashed(&mut site, "home.js", home.into_bytes());

    for (plain, name) in [
        ("app.css", &css_name),
        ("bootstrap.js", &bootstrap_name),
        (GLUE, &format!("assets/{folder}/{GLUE}")),
        (WORKER, &format!("assets/{folder}/{WORKER}")),
    ] {
        let relative = format!("./{name}");
        index = refer(
            &index,
            "public/index.html",
            &format!("./{plain}"),
            &relative,
        )?;
    }
    let root = base.unwrap_or("/");
    for (plain, name) in [("@BASE@home.js", &home_name), ("@BASE@app.css", &css_name)] {
        let absolute = format!("{root}{name}");
        not_found = refer(&not_found, "public/404.html", plain, &absolute)?;
    }
    not_found = refer(&not_found, "public/404.html", "@BASE@", root)?;
    if let Some(base) = base {
        let manifest = take_text(&mut site, "manifest.webmanifest")?;
        let manifest = manifest_under(base, &manifest)?;
        site.insert("manifest.webmanifest".to_owned(), manifest.into_bytes());
    }

    site.insert("404.html".to_owned(), not_found.into_bytes());
    site.insert("index.html".to_owned(), index.clone().into_bytes());
    let version = worker::version(&site);
    index = refer(&index, "public/index.html", "@VERSION@", &version)?;
    site.insert("index.html".to_owned(), index.into_bytes());
    let source = take_text(&mut site, "sw.js")?;
    let source = worker::inject(&source, &version, &worker::files(&site))?;
    site.insert("sw.js".to_owned(), source.into_bytes());
    let edition = worker::edition(&version, &site);
    Ok(Assembled {
        site,
        version,
        edition,
    })
}

/// Adds a file under a name made from its contents, and returns the name.
fn add_hashed(site: &mut Site, name: &str, contents: Vec<u8>) -> String {
    let hashed = hashed_name(name, &contents);
    site.insert(hashed.clone(), contents);
    hashed
}

/// Adds the app's files, in a folder named after all of their contents, and returns its name.
/// They import each other in circles, so that none could be named after its own.
fn add_app(site: &mut Site, app: Site) -> String {
    let mut all = Vec::new();
    for (path, contents) in &app {
        all.extend_from_slice(path.as_bytes());
        all.extend_from_slice(contents);
    }
    let folder = format!("app-{}", digest(&all));
    for (path, contents) in app {
        site.insert(format!("assets/{folder}/{path}"), contents);
    }
    folder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(wasm: &[u8]) -> Parts {
        let public = [
            (
                "index.html",
                "@VERSION@ ./app.css ./bootstrap.js ./groundcrew.js ./teams/worker.js",
            ),
            ("404.html", "@BASE@ @BASE@home.js @BASE@app.css"),
            ("home.js", "home"),
            ("bootstrap.js", "./groundcrew.js ./groundcrew_bg.wasm"),
            ("manifest.webmanifest", r#"{"start_url":"./"}"#),
            ("programme.json", "{}"),
            ("sw.js", "'@VERSION@' {'@FILES@': ''}"),
        ];
        Parts {
            public: public
                .iter()
                .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
                .collect(),
            css: "a {}".to_owned(),
            app: Site::from([
                (GLUE.to_owned(), b"import './parts.js'".to_vec()),
                ("parts.js".to_owned(), b"import './groundcrew.js'".to_vec()),
                (MODULE.to_owned(), wasm.to_vec()),
                (WORKER.to_owned(), b"import './solver.js'".to_vec()),
                ("teams/solver.js".to_owned(), b"solver".to_vec()),
            ]),
        }
    }

    fn text<'a>(assembled: &'a Assembled, path: &str) -> &'a str {
        std::str::from_utf8(&assembled.site[path]).expect("the test's files are text")
    }

    #[test]
    fn every_file_that_the_page_and_its_scripts_name_is_in_the_site() -> Result<()> {
        let assembled = assemble(parts(b"app"), None)?;
        for name in text(&assembled, "index.html").split(' ').skip(1) {
            let path = name.trim_start_matches("./");
            assert!(assembled.site.contains_key(path), "{path}");
        }
        for path in assembled.site.keys().filter(|path| path.ends_with(".js")) {
            for name in text(&assembled, path).split([' ', '\'']) {
                if let Some(beside) = name.strip_prefix("./") {
                    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                    let path = format!("{folder}/{beside}");
                    assert!(assembled.site.contains_key(&path), "{path}");
                }
            }
        }
        Ok(())
    }

    #[test]
    fn a_new_app_gets_new_names_and_a_new_version_everywhere() -> Result<()> {
        let (old, new) = (assemble(parts(b"1"), None)?, assemble(parts(b"2"), None)?);
        assert_ne!(old.version, new.version);
        for path in ["index.html", "sw.js"] {
            assert_ne!(text(&old, path), text(&new, path));
            assert!(text(&new, path).contains(&new.version));
        }
        assert_eq!(text(&old, "404.html"), text(&new, "404.html"));
        Ok(())
    }

    #[test]
    fn the_same_parts_make_the_same_bytes() -> Result<()> {
        assert_eq!(
            assemble(parts(b"1"), None)?.site,
            assemble(parts(b"1"), None)?.site
        );
        Ok(())
    }

    #[test]
    fn only_the_page_for_missing_pages_and_the_manifest_know_the_base() -> Result<()> {
        let (root, sub) = (
            assemble(parts(b"1"), None)?,
            assemble(parts(b"1"), Some("/sub/"))?,
        );
        assert!(text(&sub, "404.html").starts_with("/sub/ /sub/assets/home-"));
        assert!(text(&root, "404.html").starts_with("/ /assets/home-"));
        assert!(text(&sub, "manifest.webmanifest").contains(r#""start_url": "/sub/""#));
        assert_eq!(text(&root, "manifest.webmanifest"), r#"{"start_url":"./"}"#);
        assert!(!text(&sub, "index.html").contains("/sub/"));
        Ok(())
    }
}

//! `cargo xtask build`: compiles the app and writes the site that a static host serves.
//!
//! The finished folder takes the old one's place in one step: a build that fails leaves the
//! last good one standing.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::arguments::Arguments;
use crate::compressed::{Sizes, add_compressed};
use crate::content::{Site, full_digest, read_tree};
use crate::programme;
use crate::site::{Parts, TEAMS, assemble};
use crate::solver;
use crate::split::{Split, split};
use crate::style::concatenate;
use crate::tools;
use crate::workspace::{Workspace, run as run_program};

/// Runs `cargo xtask build`.
pub fn run(arguments: Arguments) -> Result<()> {
    if arguments.port.is_some() {
        bail!("--port is an option of `cargo xtask serve`");
    }
    let workspace = Workspace::load()?;
    let mut builder = Builder::new(workspace, &arguments)?;
    programme::check(builder.workspace()).context("nothing was built")?;
    let built = builder.build()?;
    println!("{}", built.dist.display());
    Ok(())
}

/// Builds the site, again and again if asked, and remembers what did not change.
pub struct Builder {
    workspace: Workspace,
    dist: PathBuf,
    base: Option<String>,
    dev: bool,
    /// What wasm-bindgen last made, with the digest of what it was made from.
    packaged: Option<(String, Site)>,
}

/// What a build left behind.
pub struct Built {
    /// The folder with the site.
    pub dist: PathBuf,
    /// What changes with any of its files; it begins with the version that its page and its
    /// service worker name.
    pub edition: String,
}

/// A module as wasm-bindgen makes it for the web.
pub struct Packaged {
    /// The script that loads the module.
    pub glue: String,
    /// Scripts that the loader imports, by path.
    pub snippets: Site,
    /// The module.
    pub wasm: Vec<u8>,
}

impl Builder {
    /// Sets up what building needs, and checks that the output folder is ours to replace.
    pub fn new(workspace: Workspace, arguments: &Arguments) -> Result<Self> {
        tools::wasm_target()?;
        let dist = match &arguments.dist {
            Some(dist) => std::path::absolute(dist)
                .with_context(|| format!("--dist {}: not a path", dist.display()))?,
            None => workspace.path("dist"),
        };
        refuse_foreign(&dist)?;
        Ok(Self {
            workspace,
            dist,
            base: arguments.base.clone(),
            dev: arguments.dev,
            packaged: None,
        })
    }

    /// Builds for tests and measurements, and leaves the folder alone that someone is about to copy.
    pub fn beside(workspace: Workspace, dev: bool) -> Result<Self> {
        let mut arguments = Arguments::parse(Vec::new())?;
        let folder = format!("xtask/dist-{}", tools::wasm_profile(dev));
        arguments.dist = Some(workspace.target.join(folder));
        arguments.dev = dev;
        Self::new(workspace, &arguments)
    }

    /// The project whose app this builds.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Compiles the app, puts the site together and writes it to the output folder.
    pub fn build(&mut self) -> Result<Built> {
        let started = Instant::now();
        let packaged = self.package()?;
        let parts = Parts {
            public: read_tree(&self.workspace.path("public"))?,
            css: concatenate(&read_tree(&self.workspace.path("style"))?)?,
            app: packaged,
        };
        let assembled = assemble(parts, self.base.as_deref())?;
        let mut site = assembled.site;
        if self.dev {
            eprintln!("built version {} (dev)", assembled.version);
        } else {
            let cache = self.workspace.target.join("xtask/compressed");
            let sizes = add_compressed(&mut site, &cache)?;
            eprintln!("{}", table(&sizes));
            eprintln!(
                "built version {} in {:.1} s",
                assembled.version,
                started.elapsed().as_secs_f64()
            );
        }
        replace_folder(&self.dist, &site)?;
        Ok(Built {
            dist: self.dist.clone(),
            edition: assembled.edition,
        })
    }

    /// The app's scripts and modules, compiled and packaged; wasm-bindgen runs only when the
    /// compiler made a new file.
    fn package(&mut self) -> Result<Site> {
        let path = self.compile()?;
        let wasm = fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
        let solver = solver::compile(&self.workspace, self.dev, &self.settings())?;
        let script = solver::script(&self.workspace.root)?;
        let digest = [&wasm, &solver, &script]
            .map(|part| full_digest(part))
            .concat();
        if let Some((made_from, packaged)) = &self.packaged
            && *made_from == digest
        {
            return Ok(packaged.clone());
        }
        let folder = self.workspace.target.join("xtask/split");
        let Split { main, parts } = split(&wasm, "groundcrew.js", &folder, self.dev)?;
        let mut app = bindgen("groundcrew", main, self.dev)?.files("groundcrew");
        app.extend(parts);
        let solver = solver::package(&self.workspace, solver, self.dev)?;
        app.extend(
            solver
                .into_iter()
                .map(|(path, contents)| (format!("{TEAMS}/{path}"), contents)),
        );
        self.packaged = Some((digest, app.clone()));
        Ok(app)
    }

    /// Compiles the app and returns the path of the compiler's .wasm file.
    fn compile(&self) -> Result<PathBuf> {
        let mut cargo = self.workspace.cargo();
        cargo.args(["rustc", "--package", "groundcrew", "--bin", "groundcrew"]);
        cargo.args(["--target", tools::WASM]);
        let profile = tools::wasm_profile(self.dev);
        cargo.args(["--profile", profile]);
        for setting in self.settings() {
            cargo.arg("--config").arg(setting);
        }
        // What splitting reads.
        cargo.args(["--", "-Clink-arg=--emit-relocs"]);
        run_program(&mut cargo).context("the app does not compile")?;
        let folder = self.workspace.target.join(tools::WASM).join(profile);
        Ok(folder.join("groundcrew.wasm"))
    }

    /// Settings of cargo for what is published.
    fn settings(&self) -> Vec<OsString> {
        if self.dev {
            Vec::new()
        } else {
            vec![remap_paths(&self.workspace)]
        }
    }
}

/// Compiler flags, as a setting of cargo, that leave this machine's paths out of what is published: they
/// have no place there, and would make the same source give different bytes elsewhere.
pub fn remap_paths(workspace: &Workspace) -> OsString {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let folders = home
        .into_iter()
        .map(|home| (home.join("registry/src"), "crates"))
        .chain([(workspace.root.clone(), "groundcrew")]);
    let flags: Vec<String> = folders
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .map(|flag| serde_json::Value::from(flag).to_string())
        .collect();
    format!("target.{}.rustflags=[{}]", tools::WASM, flags.join(",")).into()
}

impl Packaged {
    /// Its files by their names beside each other; `stem` is the module's name.
    pub fn files(self, stem: &str) -> Site {
        let snippets = self.snippets.into_iter();
        snippets
            .map(|(path, script)| (format!("snippets/{path}"), script))
            .chain([
                (format!("{stem}.js"), self.glue.into_bytes()),
                (format!("{stem}_bg.wasm"), self.wasm),
            ])
            .collect()
    }
}

/// Runs wasm-bindgen over the compiler's output, for browsers that load scripts as modules.
pub fn bindgen(name: &str, wasm: Vec<u8>, dev: bool) -> Result<Packaged> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(name, wasm)
        .web(true)
        .context("wasm-bindgen")?
        .typescript(false)
        .omit_default_module_path(true)
        .debug(dev)
        .keep_debug(dev)
        // The parts of a split module find each other by what the linker exports.
        .keep_lld_exports(true)
        .remove_name_section(!dev)
        .remove_producers_section(!dev);
    let mut output = bindgen
        .generate_output()
        .context("wasm-bindgen could not read what the compiler made")?;
    let mut snippets = Site::new();
    for (identifier, scripts) in output.snippets() {
        for (at, script) in scripts.iter().enumerate() {
            let path = format!("{identifier}/inline{at}.js");
            snippets.insert(path, script.clone().into_bytes());
        }
    }
    for (path, script) in output.local_modules() {
        snippets.insert(path.clone(), script.clone().into_bytes());
    }
    Ok(Packaged {
        glue: output.js().to_owned(),
        snippets,
        wasm: output.wasm_mut().emit_wasm(),
    })
}

/// Refuses an output folder that holds something that is not a site built here.
fn refuse_foreign(dist: &Path) -> Result<()> {
    let ours = |name: &str| dist.join(name).is_file();
    if dist.exists() && !(ours("sw.js") && ours("index.html")) {
        let empty = dist.is_dir()
            && fs::read_dir(dist)
                .with_context(|| format!("could not list {}", dist.display()))?
                .next()
                .is_none();
        if !empty {
            bail!(
                "{} holds something that was not built here, and building would delete it; \
                 name an empty folder with --dist",
                dist.display()
            );
        }
    }
    Ok(())
}

/// Writes the site beside the folder, then puts it in the folder's place.
fn replace_folder(dist: &Path, site: &Site) -> Result<()> {
    let beside = |ending: &str| {
        let mut name = dist.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    // Names that nobody gives a folder of their own.
    let (new, old) = (beside(".groundcrew-new"), beside(".groundcrew-old"));
    for folder in [&new, &old] {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .with_context(|| format!("could not remove {}", folder.display()))?;
        }
    }
    for (path, contents) in site {
        let path = new.join(path);
        let folder = path.parent().expect("a file in a folder has a parent");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, contents))
            .with_context(|| format!("could not write {}", path.display()))?;
    }
    if dist.exists() {
        fs::rename(dist, &old).with_context(|| format!("could not move {}", dist.display()))?;
    }
    fs::rename(&new, dist).with_context(|| format!("could not write {}", dist.display()))?;
    if old.exists() {
        fs::remove_dir_all(&old).with_context(|| format!("could not remove {}", old.display()))?;
    }
    Ok(())
}

/// The sizes as a table: each file of a first visit, and the sum.
fn table(sizes: &[Sizes]) -> String {
    let mut lines = vec![format!("{:>9} {:>9} {:>9}", "bytes", "gzip", "brotli")];
    let mut sum = [0; 3];
    for file in sizes {
        let row = [
            file.plain,
            file.gzip.unwrap_or(file.plain),
            file.brotli.unwrap_or(file.plain),
        ];
        lines.push(format!(
            "{:>9} {:>9} {:>9}  {}",
            row[0], row[1], row[2], file.path
        ));
        for (sum, part) in sum.iter_mut().zip(row) {
            *sum += part;
        }
    }
    lines.push(format!(
        "{:>9} {:>9} {:>9}  all files",
        sum[0], sum[1], sum[2]
    ));
    lines.join("\n")
}

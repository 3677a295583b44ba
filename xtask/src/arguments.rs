//! The options that `build` and `serve` take, read from the command line.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// What `build` and `serve` were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arguments {
    /// The path the app will live under; begins and ends with `/`. `None` when not said.
    pub base: Option<String>,
    /// Where the built site goes; `dist/` when not said.
    pub dist: Option<PathBuf>,
    /// A quick build with debug information, not compressed.
    pub dev: bool,
    /// The port to serve on; 8080 or the next free one when not said.
    pub port: Option<u16>,
}

impl Arguments {
    /// Reads the words after the command's name, as `--name value` or `--name=value`.
    pub fn parse(words: Vec<String>) -> Result<Self> {
        let mut arguments = Self {
            base: None,
            dist: None,
            dev: false,
            port: None,
        };
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (word, None),
            };
            let mut value = || {
                inline
                    .clone()
                    .or_else(|| words.next())
                    .with_context(|| format!("{name} needs a value after it"))
            };
            match name.as_str() {
                "--base" => arguments.base = Some(base_path(&value()?)?),
                "--dist" => arguments.dist = Some(PathBuf::from(value()?)),
                "--port" => {
                    let port = value()?;
                    let port = port
                        .parse()
                        .with_context(|| format!("--port {port}: not a port number"))?;
                    arguments.port = Some(port);
                }
                "--dev" => arguments.dev = true,
                _ => bail!("unknown option {name}; `cargo xtask help` lists them"),
            }
        }
        Ok(arguments)
    }
}

/// The base as a path that begins and ends with `/`, from what was typed (`sub`, `/sub`, `/sub/`).
fn base_path(typed: &str) -> Result<String> {
    let inner = typed.trim_matches('/');
    if inner.contains(['?', '#', '"', '<', '>', ' ', '\\', ':']) {
        bail!("--base {typed}: only the path of the address, such as /groundcrew/");
    }
    Ok(if inner.is_empty() {
        "/".to_owned()
    } else {
        format!("/{inner}/")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments> {
        Arguments::parse(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn options_take_their_value_after_a_space_or_an_equals_sign() -> Result<()> {
        assert_eq!(
            parse("--base sub --port=9000 --dev --dist out")?,
            Arguments {
                base: Some("/sub/".to_owned()),
                dist: Some(PathBuf::from("out")),
                dev: true,
                port: Some(9000),
            }
        );
        Ok(())
    }

    #[test]
    fn a_base_always_begins_and_ends_with_a_slash() -> Result<()> {
        for (typed, expected) in [("/", "/"), ("a", "/a/"), ("/a/b", "/a/b/"), ("a/", "/a/")] {
            assert_eq!(base_path(typed)?, expected);
        }
        Ok(())
    }

    #[test]
    fn a_wrong_option_is_refused_and_named() {
        for (line, named) in [
            ("--prot 1", "--prot"),
            ("--port many", "many"),
            ("--base", "--base"),
            ("--base https://example.org/", "https://example.org/"),
        ] {
            let error = format!("{:#}", parse(line).expect_err(line));
            assert!(error.contains(named), "{line}: {error}");
        }
    }
}

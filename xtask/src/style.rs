//! Puts the style sheets of `style/` in their one fixed order.
//!
//! Cascade layers decide what wins; the order of the files only has to declare the layers
//! first, and to be the same on every machine.

use anyhow::{Context, Result, bail};

use crate::content::Site;

/// The sheets that stand in `style/` itself. `components/` is put in between these two lists.
const BEFORE_COMPONENTS: [&str; 6] = [
    "layers.css",
    "reset.css",
    "tokens.css",
    "base.css",
    "layout.css",
    "boot.css",
];
const AFTER_COMPONENTS: [&str; 2] = ["utilities.css", "print.css"];

/// The paths of the sheets in the order in which they are read.
///
/// A sheet that has no place in the order is an error, as otherwise it would silently not apply.
pub fn order<'a>(paths: impl IntoIterator<Item = &'a str>) -> Result<Vec<&'a str>> {
    let mut placed = Vec::new();
    for path in paths {
        let place = if let Some(at) = position(&BEFORE_COMPONENTS, path) {
            (0, at)
        } else if path.starts_with("components/") && path.ends_with(".css") {
            (1, 0)
        } else if let Some(at) = position(&AFTER_COMPONENTS, path) {
            (2, at)
        } else {
            bail!(
                "style/{path} has no place in the order of the style sheets: put it in \
                 style/components/, or name it in xtask/src/style.rs"
            );
        };
        placed.push((place, path));
    }
    placed.sort_unstable();
    Ok(placed.into_iter().map(|(_, path)| path).collect())
}

fn position(names: &[&str], path: &str) -> Option<usize> {
    names.iter().position(|name| *name == path)
}

/// All sheets of `style/` as one.
pub fn concatenate(sheets: &Site) -> Result<String> {
    let mut all = String::new();
    for path in order(sheets.keys().map(String::as_str))? {
        let sheet = std::str::from_utf8(&sheets[path])
            .with_context(|| format!("style/{path} is not UTF-8"))?;
        for line in without_comments(sheet).lines().map(str::trim) {
            if !line.is_empty() {
                all.push_str(line);
                all.push('\n');
            }
        }
    }
    Ok(all)
}

/// The sheet without its comments, which are written for us and would be sent to everyone.
fn without_comments(sheet: &str) -> String {
    let mut kept = String::new();
    let mut quote = None;
    let mut rest = sheet;
    while let Some(character) = rest.chars().next() {
        if quote.is_none()
            && let Some(comment) = rest.strip_prefix("/*")
        {
            // A comment parts two words, as a space does.
            kept.push(' ');
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        let mut length = character.len_utf8();
        match character {
            '\\' => length += rest[length..].chars().next().map_or(0, char::len_utf8),
            '"' | '\'' if quote.is_none() => quote = Some(character),
            _ if quote == Some(character) => quote = None,
            _ => {}
        }
        kept.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_come_first_then_components_by_name_and_print_last() -> Result<()> {
        let found = [
            "base.css",
            "components/table.css",
            "components/button.css",
            "layers.css",
            "print.css",
            "tokens.css",
            "utilities.css",
        ];
        assert_eq!(
            order(found)?,
            [
                "layers.css",
                "tokens.css",
                "base.css",
                "components/button.css",
                "components/table.css",
                "utilities.css",
                "print.css",
            ]
        );
        Ok(())
    }

    #[test]
    fn a_sheet_without_a_place_is_refused_by_name() {
        let error = order(["stray.css"]).expect_err("stray.css has no place");
        assert!(error.to_string().contains("style/stray.css"), "{error}");
    }

    #[test]
    fn comments_are_left_out_and_what_only_looks_like_one_is_not() {
        for (sheet, expected) in [
            ("a/* b */c", "a c"),
            ("/* a *//* b */", "  "),
            (r#"a { content: "/* b */" }"#, r#"a { content: "/* b */" }"#),
            (
                r#"a { content: "\"/* b */" }"#,
                r#"a { content: "\"/* b */" }"#,
            ),
            ("a { content: '\"' } /* b */", "a { content: '\"' }  "),
            ("a /* never ends", "a  "),
        ] {
            assert_eq!(without_comments(sheet), expected, "{sheet}");
        }
    }

    #[test]
    fn a_sheet_without_a_last_newline_does_not_run_into_the_next() -> Result<()> {
        let sheets = Site::from([
            ("layers.css".to_owned(), b"@layer a;".to_vec()),
            ("base.css".to_owned(), b"b {}".to_vec()),
        ]);
        assert_eq!(concatenate(&sheets)?, "@layer a;\nb {}\n");
        Ok(())
    }
}

//! Texts of people as Markdown that holds nothing but what is meant: headings, paragraphs, lists and links,
//! in which no name is ever markup (Promise 24).
//!
//! Every character that some reader of Markdown may take for a mark is escaped, whether it would be one in
//! its place or not (CommonMark 2.4 allows it for all ASCII punctuation).

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of a level, 1 to 6.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// A list.
    Items(Vec<Vec<Piece>>),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A link to a web address.
    Link {
        /// What it is called.
        label: String,
        /// Where it leads. Of anything but https and http only the label is written.
        href: String,
    },
}

/// The document.
pub fn to_text(blocks: &[Block]) -> String {
    let blocks: Vec<String> = blocks.iter().map(block).collect();
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => {
            let marks = "#".repeat(usize::from((*level).clamp(1, 6)));
            format!("{marks} {}", escaped(text).trim_matches(' '))
        }
        Block::Paragraph(pieces) => line(pieces),
        Block::Items(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| format!("- {}", line(item)))
                .collect();
            items.join("\n")
        }
    }
}

/// One line. Spaces at either end would be marks of their own.
fn line(pieces: &[Piece]) -> String {
    let pieces: Vec<String> = pieces.iter().map(piece).collect();
    pieces.concat().trim_matches(' ').to_owned()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => escaped(text),
        Piece::Link { label, href } => match address(href) {
            Some(href) => format!("[{}]({href})", escaped(label)),
            None => escaped(label),
        },
    }
}

/// A text on one line, in which nothing is a mark.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii_punctuation() && !matches!(c, ',' | '\'' | '"' | '/') => {
                out.extend(['\\', c]);
            }
            // A line or a tab would begin something else; so would a run of spaces.
            c if c.is_control() || c.is_whitespace() => {
                if c == '\u{a0}' {
                    out.push(c);
                } else if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// A web address as it can stand between brackets; nothing if it is none.
fn address(href: &str) -> Option<String> {
    let (scheme, rest) = href.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    if !is_web || rest.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(href.len());
    for byte in href.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(out.replace('&', "&amp;"))
}

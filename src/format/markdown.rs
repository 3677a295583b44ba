//! Texts of people as Markdown that holds nothing but what is meant: headings, paragraphs, lists and links,
//! in which no name is ever markup (Promise 24).
//!
//! Every character that some reader of Markdown may take for a mark is escaped (CommonMark 2.4 allows it for
//! all ASCII punctuation), but for the few places where none does, and where people meet them all the time:
//! the hyphen of a double name, the colon before a space, the time of day.

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of a level, 1 to 6.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// A list.
    Items(Vec<Vec<Piece>>),
    /// What somebody said, in their own words.
    Quote(Vec<Block>),
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
        Block::Quote(blocks) => {
            let text = to_text(blocks);
            let lines = text.trim_end().lines();
            let quoted = lines.map(|line| match line {
                "" => ">".to_owned(),
                line => format!("> {line}"),
            });
            quoted.collect::<Vec<_>>().join("\n")
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
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            c if c.is_ascii_punctuation() && !is_plain(before, c, rest.peek().copied()) => {
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
        before = Some(c);
    }
    out
}

/// Whether punctuation is no mark to any reader, between these characters. Of a line's beginning and end, and
/// of what stands in another piece beside it, nothing is known.
fn is_plain(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is = |c: Option<char>, test: fn(char) -> bool| c.is_some_and(test);
    match c {
        ',' | '\'' | '"' | '/' | '?' | ';' | '%' => true,
        // “Kofi-Ana”, “UTC+2”: a list begins with a space after its mark, a rule has several.
        '-' | '+' => is(before, char::is_alphanumeric) && is(after, char::is_alphanumeric),
        // “Navigator: ”, “18:00”: an address has a letter or a slash after it, a smiley's name a letter.
        ':' => {
            (is(before, char::is_alphanumeric) && is(after, |c| c == ' '))
                || (is(before, |c| c.is_ascii_digit()) && is(after, |c| c.is_ascii_digit()))
        }
        // “Dr. ”: an address has no space after it, a numbered item no letter before it.
        '.' => is(before, char::is_alphabetic) && is(after, |c| c == ' '),
        // No link's label ends before it: its bracket is always escaped.
        '(' => is(before, |c| c == ' '),
        ')' => is(before, char::is_alphabetic),
        _ => false,
    }
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

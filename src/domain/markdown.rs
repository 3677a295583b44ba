//! A small, safe subset of Markdown, as a tree that screens draw node by node.
//!
//! Paragraphs, line breaks, `**strong**`, `*emphasis*`, `` `code` ``, `[links](https://example.org)` to
//! https, http and mailto, lists with `-` and `1.`, and `\` before a mark to mean the mark itself.
//! There is no HTML: what looks like it is text, as is every mark that doesn't fit (Promise 24).
//! Takes time in proportion to the text, whatever the text.

/// A paragraph or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list with bullets.
    Bullets(Vec<Vec<Inline>>),
    /// A list with numbers.
    Numbers {
        /// The number of the first item.
        first: u32,
        /// The items.
        items: Vec<Vec<Inline>>,
    },
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text as it stands.
    Text(String),
    /// A new line.
    Break,
    /// Of strong importance.
    Strong(Vec<Inline>),
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Code, as it stands.
    Code(String),
    /// A link.
    Link {
        /// Where it leads: https, http or mailto.
        href: String,
        /// What it is called.
        label: Vec<Inline>,
    },
}

/// How deep marks are looked for within marks.
const DEPTH: u8 = 6;

/// The blocks of a text.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Unread<'_>> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let content = line.trim();
        if content.is_empty() {
            open = false;
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        match (marker(content), blocks.last_mut()) {
            (Some((mark, rest)), Some(Unread::List(last, items))) if mark.continues(*last) => {
                items.push(vec![rest]);
            }
            (Some((mark, rest)), last) if !open || mark.interrupts() || last.is_none() => {
                blocks.push(Unread::List(mark, vec![vec![rest]]));
            }
            (_, Some(Unread::List(_, items))) if open || indented => match items.last_mut() {
                Some(item) => item.push(content),
                None => items.push(vec![content]),
            },
            (_, Some(Unread::Paragraph(lines))) if open => lines.push(content),
            (_, Some(_) | None) => blocks.push(Unread::Paragraph(vec![content])),
        }
        open = true;
    }
    blocks.into_iter().map(Unread::read).collect()
}

/// The text alone, on one line: for places that can't show marks, such as a title or a table cell.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for block in parse(text) {
        let items = match block {
            Block::Paragraph(line) => vec![line],
            Block::Bullets(items) | Block::Numbers { items, .. } => items,
        };
        for item in items {
            if !out.is_empty() {
                out.push(' ');
            }
            add_plain(&mut out, &item);
        }
    }
    out
}

fn add_plain(out: &mut String, line: &[Inline]) {
    for inline in line {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Break => out.push(' '),
            Inline::Strong(inner) | Inline::Emphasis(inner) => add_plain(out, inner),
            Inline::Link { label, .. } => add_plain(out, label),
        }
    }
}

/// A block whose lines are still to be read.
enum Unread<'a> {
    Paragraph(Vec<&'a str>),
    List(Mark, Vec<Vec<&'a str>>),
}

#[derive(Clone, Copy)]
enum Mark {
    Bullet,
    Number(u32),
}

impl Mark {
    /// Whether an item with this mark belongs to a list that began with that one.
    fn continues(self, first: Self) -> bool {
        matches!(
            (self, first),
            (Self::Bullet, Self::Bullet) | (Self::Number(_), Self::Number(_))
        )
    }

    /// Whether it begins a list in the midst of a paragraph. A number other than 1 doesn't:
    /// a line may well begin with a year.
    fn interrupts(self) -> bool {
        matches!(self, Self::Bullet | Self::Number(1))
    }
}

fn marker(line: &str) -> Option<(Mark, &str)> {
    if let Some(rest) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((Mark::Bullet, rest.trim_start()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits)?;
    let rest = rest.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((Mark::Number(number.parse().ok()?), rest.trim_start()))
}

impl Unread<'_> {
    fn read(self) -> Block {
        let read = |lines: Vec<&str>| inlines(&lines.join("\n"), DEPTH);
        match self {
            Self::Paragraph(lines) => Block::Paragraph(read(lines)),
            Self::List(Mark::Bullet, items) => {
                Block::Bullets(items.into_iter().map(read).collect())
            }
            Self::List(Mark::Number(first), items) => Block::Numbers {
                first,
                items: items.into_iter().map(read).collect(),
            },
        }
    }
}

/// Reads the marks within lines. `depth` says how many levels of marks may still be entered.
fn inlines(text: &str, depth: u8) -> Vec<Inline> {
    let mut line = Line {
        text,
        at: 0,
        depth,
        out: Vec::new(),
        plain: String::new(),
        unclosed: Vec::new(),
        link: LinkAhead::Unsought,
    };
    while let Some(c) = line.rest().chars().next() {
        if !line.mark(c) {
            line.plain.push(c);
            line.at += c.len_utf8();
        }
    }
    line.flush();
    line.out
}

struct Line<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
    out: Vec<Inline>,
    plain: String,
    /// Marks that nothing further on closes, so that it is not looked for again.
    unclosed: Vec<&'static str>,
    link: LinkAhead,
}

/// The next `](` and the `[` before it.
#[derive(Clone, Copy)]
enum LinkAhead {
    Unsought,
    At { open: usize, middle: usize },
    None,
}

impl<'a> Line<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.out.push(Inline::Text(std::mem::take(&mut self.plain)));
        }
    }

    fn push(&mut self, inline: Inline, end: usize) -> bool {
        self.flush();
        self.out.push(inline);
        self.at = end;
        true
    }

    /// Reads the mark that begins here; no if there is none.
    fn mark(&mut self, c: char) -> bool {
        let rest = self.rest();
        match c {
            '\n' => self.push(Inline::Break, self.at + 1),
            '\\' => match rest.chars().nth(1) {
                Some(next) if next.is_ascii_punctuation() => {
                    self.plain.push(next);
                    self.at += 2;
                    true
                }
                Some(_) | None => false,
            },
            '`' => match self.close("`") {
                Some(end) => {
                    let code = self.text.get(self.at + 1..end).unwrap_or("");
                    self.push(Inline::Code(code.to_owned()), end + 1)
                }
                None => false,
            },
            '*' if rest.starts_with("**") => self.wrap("**", Inline::Strong),
            '*' => self.wrap("*", Inline::Emphasis),
            '_' => {
                let after_word = self.text.get(..self.at).is_some_and(ends_in_word);
                !after_word && self.wrap("_", Inline::Emphasis)
            }
            '[' => self.link(),
            _ => false,
        }
    }

    fn wrap(&mut self, mark: &'static str, wrapped: fn(Vec<Inline>) -> Inline) -> bool {
        if self.depth == 0 {
            return false;
        }
        let Some(end) = self.close(mark) else {
            return false;
        };
        let inner = self.text.get(self.at + mark.len()..end).unwrap_or("");
        let inner = inlines(inner, self.depth - 1);
        self.push(wrapped(inner), end + mark.len())
    }

    /// Where the mark that begins here closes: something other than white space on either side within.
    fn close(&mut self, mark: &'static str) -> Option<usize> {
        let start = self.at + mark.len();
        let inside = self.text.get(start..)?;
        if self.unclosed.contains(&mark) || inside.starts_with(char::is_whitespace) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut found = None;
        while let Some(offset) = self.text.get(at..).and_then(|rest| rest.find(mark)) {
            let end = at + offset;
            let run = bytes
                .iter()
                .skip(end)
                .take_while(|b| **b == bytes[end])
                .count();
            let before = self.text.get(..end).unwrap_or("");
            let after = self.text.get(end + mark.len()..).unwrap_or("");
            let space = before.ends_with(char::is_whitespace);
            let escaped = mark != "`" && before.ends_with('\\');
            let fits = match mark {
                // Of `***`, the first closes what is within.
                "**" => !space && !escaped,
                "*" => !space && !escaped && run != 2,
                "_" => !space && !escaped && !after.starts_with(char::is_alphanumeric),
                _ => true,
            };
            if fits && end > start {
                found = Some(if mark == "**" { end + run - 2 } else { end });
                break;
            }
            at = end + run.max(1);
        }
        if found.is_none() {
            self.unclosed.push(mark);
        }
        found
    }

    fn link(&mut self) -> bool {
        let stale = match self.link {
            LinkAhead::Unsought => true,
            LinkAhead::At { middle, .. } => middle < self.at,
            LinkAhead::None => false,
        };
        if stale {
            let middle = self.rest().find("](").map(|offset| self.at + offset);
            let open = middle.and_then(|m| self.text.get(..m)?.rfind('['));
            let closed = middle.and_then(|m| self.text.get(m..)?.find(')'));
            let open = open.filter(|_| closed.is_some());
            self.link = match (open, middle) {
                (Some(open), Some(middle)) => LinkAhead::At { open, middle },
                (_, Some(_) | None) => LinkAhead::None,
            };
        }
        let LinkAhead::At { open, middle } = self.link else {
            return false;
        };
        if open != self.at || middle == open + 1 || self.depth == 0 {
            return false;
        }
        let target = self.text.get(middle + 2..).unwrap_or("");
        let Some(length) = target_length(target) else {
            return false;
        };
        let href = target.get(..length).unwrap_or("");
        if !is_safe(href) {
            return false;
        }
        let label = self.text.get(open + 1..middle).unwrap_or("");
        if label.replace("\\]", "").contains(']') {
            return false;
        }
        let link = Inline::Link {
            href: href.to_owned(),
            label: inlines(label, self.depth - 1),
        };
        self.push(link, middle + 2 + length + 1)
    }
}

/// How long the target of a link is: up to the `)` that closes it.
fn target_length(target: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in target.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(i),
            ')' => depth -= 1,
            // No address is that long; without an end, looking on would cost too much.
            _ if c.is_whitespace() || c.is_control() || i > 2000 => return None,
            _ => {}
        }
    }
    None
}

/// Whether a link may lead there: https, http or mailto, and nothing else.
pub fn is_safe(href: &str) -> bool {
    let begins = |scheme: &str| {
        href.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme) && href.len() > scheme.len())
    };
    (begins("https://") || begins("http://") || begins("mailto:"))
        && !href.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn ends_in_word(text: &str) -> bool {
    text.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;

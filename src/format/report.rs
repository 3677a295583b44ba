//! A report in words: parts with facts, tables and quotes, which a page draws and which Markdown writes.
//!
//! What is for organizers alone is a part of its own, and is left out of Markdown unless it is asked for.

use super::markdown::{self, Block, Piece};

/// A report in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is about.
    pub title: String,
    /// What has to be known to read it.
    pub about: Vec<String>,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Its name for machines.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// Whether it is for organizers alone.
    pub private: bool,
    /// What it says.
    pub lines: Vec<Line>,
}

/// A line of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A sentence.
    Text(String),
    /// Something with its number.
    Fact {
        /// What.
        label: String,
        /// How much.
        value: String,
    },
    /// Several things with their numbers.
    Table {
        /// What it is of.
        caption: String,
        /// What the columns say; the first one names the rows.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// Somebody's own words.
    Quote {
        /// The words.
        words: String,
        /// Their name, if they agreed to it.
        name: Option<String>,
    },
}

/// The report as Markdown; with what is for organizers alone only if that is asked for.
pub fn to_markdown(document: &Document, with_private: bool) -> String {
    let mut blocks = vec![Block::Heading(1, document.title.clone())];
    blocks.extend(document.about.iter().map(|text| paragraph(text)));
    let parts = document.parts.iter();
    for part in parts.filter(|part| with_private || !part.private) {
        blocks.push(Block::Heading(2, part.title.clone()));
        let mut items: Vec<Vec<Piece>> = Vec::new();
        for line in &part.lines {
            if let Line::Fact { label, value } = line {
                items.push(vec![Piece::Text(format!("{label}: {value}"))]);
                continue;
            }
            if !items.is_empty() {
                blocks.push(Block::Items(std::mem::take(&mut items)));
            }
            blocks.extend(written(line));
        }
        if !items.is_empty() {
            blocks.push(Block::Items(items));
        }
    }
    markdown::to_text(&blocks)
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Piece::Text(text.to_owned())])
}

fn written(line: &Line) -> Vec<Block> {
    match line {
        Line::Text(text) => vec![paragraph(text)],
        Line::Fact { label, value } => vec![paragraph(&format!("{label}: {value}"))],
        Line::Table {
            caption,
            head,
            rows,
        } => {
            let row = |row: &Vec<String>| {
                let cells = head.iter().zip(row).skip(1);
                let cells: Vec<String> =
                    cells.map(|(head, cell)| format!("{head} {cell}")).collect();
                let name = row.first().cloned().unwrap_or_default();
                vec![Piece::Text(format!("{name}: {}", cells.join(", ")))]
            };
            vec![
                Block::Heading(3, caption.clone()),
                Block::Items(rows.iter().map(row).collect()),
            ]
        }
        Line::Quote { words, name } => {
            let name = name.as_ref().map(|name| paragraph(&format!("— {name}")));
            let said = [paragraph(words.trim())].into_iter().chain(name);
            vec![Block::Quote(said.collect())]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        text.to_owned()
    }

    fn fact(label: &str, value: &str) -> Line {
        Line::Fact {
            label: text(label),
            value: text(value),
        }
    }

    fn document() -> Document {
        Document {
            title: text("Orbit 4: report"),
            about: vec![text("On 4 April 2028.")],
            parts: vec![
                Part {
                    id: "weeks",
                    title: text("Weeks"),
                    private: false,
                    lines: vec![
                        fact("One-to-ones", "not noted"),
                        fact("Hours", "4"),
                        Line::Table {
                            caption: text("Meetings"),
                            head: vec![text("Team"), text("held"), text("there")],
                            rows: vec![
                                vec![text("Team *1*"), text("3"), text("8 of 9")],
                                vec![text("Team 2"), text("1"), text("not noted")],
                            ],
                        },
                        Line::Quote {
                            words: text("It was <b>kind</b>."),
                            name: Some(text("Ana")),
                        },
                        Line::Quote {
                            words: text("Thanks"),
                            name: None,
                        },
                    ],
                },
                Part {
                    id: "names",
                    title: text("Who"),
                    private: true,
                    lines: vec![fact("Ana", "mentee in Orbit 5")],
                },
            ],
        }
    }

    const SHARED: &str = "# Orbit 4: report

On 4 April 2028\\.

## Weeks

- One-to-ones: not noted
- Hours: 4

### Meetings

- Team \\*1\\*\\: held 3, there 8 of 9
- Team 2: held 1, there not noted

> It was \\<b\\>kind\\</b\\>\\.
>
> — Ana

> Thanks
";

    #[test]
    fn promise_24_a_report_is_markdown_in_which_nothing_of_people_is_markup() {
        assert_eq!(to_markdown(&document(), false), SHARED);
    }

    #[test]
    fn names_are_left_out_unless_they_are_asked_for() {
        let whole = format!("{SHARED}\n## Who\n\n- Ana: mentee in Orbit 5\n");
        assert_eq!(to_markdown(&document(), true), whole);
    }
}

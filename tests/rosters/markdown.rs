//! No name is markup, to our own reader of Markdown and to somebody else's.

use groundcrew::domain::markdown::{self, Inline};
use groundcrew::format::markdown::{Block, Piece, to_text};
use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What a reader finds: elements, each with its text.
fn read(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut say = |what: &str, text: &str| match found.last_mut() {
        Some((known, said)) if known == what && what == "text" => said.push_str(text),
        _ => found.push((what.to_owned(), text.to_owned())),
    };
    // Typographic quotes are no marks.
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) => say("text", &text),
            Event::Start(Tag::Link { dest_url, .. }) => say("link", &dest_url),
            Event::Start(Tag::Heading { level, .. }) => {
                say("heading", if level == HeadingLevel::H2 { "2" } else { "?" });
            }
            Event::Start(Tag::List(None)) => say("list", ""),
            Event::Start(Tag::Item) => say("item", ""),
            Event::Start(Tag::Paragraph) => say("paragraph", ""),
            Event::End(
                TagEnd::Link
                | TagEnd::Heading(_)
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Paragraph,
            ) => say("end", ""),
            other => say("other", &format!("{other:?}")),
        }
    }
    found
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "# ",
        "- ",
        "1. ",
        "1) ",
        "+ ",
        "* ",
        "> ",
        "    ",
        "\t",
        "\n\n",
        "\n",
        "\r\n",
        "```",
        "~~~",
        "`",
        "**",
        "__",
        "_",
        "*",
        "[a](https://x.example)",
        "![",
        "](",
        "[^1]",
        "[x]",
        "[ ]",
        "<b>",
        "</b>",
        "<!--",
        "<https://x.example>",
        "https://x.example",
        "www.x.example",
        "&lt;",
        "&#60;",
        "|",
        "---",
        "===",
        ":---:",
        "\\",
        "\\\\",
        "~",
        "~~",
        "$x$",
        "{#id}",
        "^",
        "@everyone",
        "#1",
        "é",
        "名前",
        " ",
        "a",
        "\u{2028}",
        "\u{202e}",
    ]);
    let any = prop_oneof![5 => piece.prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(any, 1..9).prop_map(|pieces| pieces.concat())
}

/// What is left of a text on one line.
fn settled(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| {
            if c.is_control() || (c.is_whitespace() && c != '\u{a0}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[test]
fn a_document_is_written_as_it_is_read() {
    let link = Piece::Link {
        label: "@ana".to_owned(),
        href: "https://github.com/ana".to_owned(),
    };
    let script = Piece::Link {
        label: "no".to_owned(),
        href: "javascript:alert(1)".to_owned(),
    };
    let text = to_text(&[
        Block::Heading(1, "Orbit 4".to_owned()),
        Block::Paragraph(vec![Piece::Text("3 orbiters, 1 * 2".to_owned())]),
        Block::Items(vec![
            vec![Piece::Text("Ana_Bo [x] ".to_owned()), link],
            vec![Piece::Text("Navigator: ".to_owned()), script],
        ]),
    ]);
    assert_eq!(
        text,
        "# Orbit 4\n\n3 orbiters, 1 \\* 2\n\n\
         - Ana\\_Bo \\[x\\] [\\@ana](https://github.com/ana)\n- Navigator: no\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn promise_24_no_name_is_markup(name in hostile(), other in hostile(), end in "[^\n]{0,12}") {
        let plain = |text: &str| Piece::Text(text.to_owned());
        let href = format!("https://x.example/{end}");
        let link = Piece::Link { label: format!("x{name}"), href: href.clone() };
        let text = to_text(&[
            Block::Heading(2, format!("x{name}")),
            Block::Paragraph(vec![plain(&name), plain("z")]),
            Block::Items(vec![vec![plain("x"), plain(&other)], vec![link]]),
        ]);
        let found = read(&text);
        let whats: Vec<&str> = found.iter().map(|(what, _)| what.as_str()).collect();
        prop_assert_eq!(
            &whats,
            &["heading", "text", "end", "paragraph", "text", "end", "list", "item", "text", "end", "item",
              "link", "text", "end", "end", "end"],
            "{}", text
        );
        let texts: Vec<&String> =
            found.iter().filter(|(what, _)| what == "text").map(|(_, text)| text).collect();
        let named = settled(&format!("x{name}"));
        prop_assert_eq!(&settled(texts[0]), &named);
        prop_assert_eq!(&settled(texts[3]), &named);
        // Our own reader, which draws what organizers write.
        let items = markdown::parse(&to_text(&[Block::Items(vec![vec![plain("x"), plain(&other)]])]));
        let [markdown::Block::Bullets(items)] = &items[..] else {
            panic!("{items:?}")
        };
        let [item] = &items[..] else { panic!("{items:?}") };
        prop_assert!(item.iter().all(|piece| matches!(piece, Inline::Text(_))), "{item:?}");
    }
}

#[test]
fn names_and_times_stand_as_people_write_them() {
    for (text, written) in [
        ("Kofi-Ana Müller (captain)", "Kofi-Ana Müller (captain)"),
        (
            "Navigator: Dr. Ana, UTC+2, 18:00",
            "Navigator: Dr. Ana, UTC+2, 18:00",
        ),
        ("- not a list", "\\- not a list"),
        ("1) nor this", "1\\) nor this"),
        ("a@b.example", "a\\@b\\.example"),
        ("https://x.example", "https\\://x\\.example"),
        ("snake_case *bold* #1", "snake\\_case \\*bold\\* \\#1"),
    ] {
        let line = to_text(&[Block::Paragraph(vec![Piece::Text(text.to_owned())])]);
        assert_eq!(line.trim_end(), written);
    }
}

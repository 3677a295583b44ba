//! What small Markdown makes of texts, friendly and hostile.

use super::*;
use proptest::prelude::*;

/// The tree in few characters: `S` strong, `E` emphasis, `C` code, `L` link, `/` a line break.
fn show(blocks: &[Block]) -> String {
    let items = |items: &[Vec<Inline>]| {
        let items: Vec<String> = items.iter().map(|item| show_line(item)).collect();
        items.join("; ")
    };
    let blocks: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(line) => show_line(line),
            Block::Bullets(list) => format!("ul({})", items(list)),
            Block::Numbers { first, items: list } => format!("ol{first}({})", items(list)),
        })
        .collect();
    blocks.join(" | ")
}

fn show_line(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Break => "/".to_owned(),
            Inline::Strong(inner) => format!("S({})", show_line(inner)),
            Inline::Emphasis(inner) => format!("E({})", show_line(inner)),
            Inline::Code(code) => format!("C({code})"),
            Inline::Link { href, label } => format!("L({} {href})", show_line(label)),
        })
        .collect()
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(show(&parse(text)), *expected, "{text:?}");
    }
}

#[test]
fn blocks_are_paragraphs_and_lists() {
    check(&[
        ("", ""),
        (" \n\n\t\n", ""),
        ("one", "one"),
        ("one\ntwo", "one/two"),
        ("one\r\ntwo", "one/two"),
        ("one\n\ntwo\n\n\n three", "one | two | three"),
        ("- one\n- two", "ul(one; two)"),
        ("* one\n* two", "ul(one; two)"),
        ("- one\n\n- two", "ul(one; two)"),
        ("- one\n  more\n- two", "ul(one/more; two)"),
        ("1. one\n2. two", "ol1(one; two)"),
        ("3) three\n4) four", "ol3(three; four)"),
        ("- one\n1. two", "ul(one) | ol1(two)"),
        (
            "Bring:\n- tea\n- cups\n\nThen come.",
            "Bring: | ul(tea; cups) | Then come.",
        ),
        (
            "It began in\n2019. Since then",
            "It began in/2019. Since then",
        ),
        ("-none", "-none"),
        ("1.none", "1.none"),
        ("99999999999. x", "99999999999. x"),
        ("# no heading", "# no heading"),
    ]);
}

#[test]
fn marks_within_a_line() {
    check(&[
        (
            "**strong** and *soft* and `code`",
            "S(strong) and E(soft) and C(code)",
        ),
        ("_soft_ and snake_case_name", "E(soft) and snake_case_name"),
        ("***both***", "S(E(both))"),
        ("**a *b* c**", "S(a E(b) c)"),
        ("*a **b** c*", "E(a S(b) c)"),
        ("`**raw**`", "C(**raw**)"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a ** b ** c", "a ** b ** c"),
        ("**open", "**open"),
        ("*open", "*open"),
        ("`open", "`open"),
        ("****", "****"),
        ("``", "``"),
        (r"\*not\* \[x\](y) \\", r"*not* [x](y) \"),
        (r"C:\Users", r"C:\Users"),
        ("**two\nlines**", "S(two/lines)"),
        ("*é*", "E(é)"),
        ("**שלום**", "S(שלום)"),
    ]);
}

#[test]
fn links_lead_to_the_web_or_to_mail() {
    check(&[
        ("[home](https://example.org)", "L(home https://example.org)"),
        (
            "[a *b*](http://example.org/x_(y))!",
            "L(a E(b) http://example.org/x_(y))!",
        ),
        (
            "[mail](mailto:a@example.org)",
            "L(mail mailto:a@example.org)",
        ),
        (
            "[a](https://a.example) [b](HTTPS://b.example)",
            "L(a https://a.example) L(b HTTPS://b.example)",
        ),
        ("[[x]](https://example.org)", "[[x]](https://example.org)"),
        ("[x] (https://example.org)", "[x] (https://example.org)"),
        ("[](https://example.org)", "[](https://example.org)"),
        ("[x](https://)", "[x](https://)"),
        ("[x](https://example.org", "[x](https://example.org"),
        ("[x](/local)", "[x](/local)"),
    ]);
}

#[test]
fn promise_24_nothing_but_safe_links_and_text_comes_out() {
    for text in [
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](\u{1}https://example.org)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](//example.org)",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;b&gt;",
    ] {
        assert_eq!(
            parse(text),
            [Block::Paragraph(vec![Inline::Text(text.to_owned())])],
            "{text:?}"
        );
    }
}

#[test]
fn plain_text_is_what_is_left_without_the_marks() {
    assert_eq!(
        plain("**Hello**, [you](https://example.org)\nthere\n\n- `a`\n- b"),
        "Hello, you there a b"
    );
}

#[test]
fn a_hostile_text_is_read_in_no_time() {
    for piece in [
        "*",
        "**a ",
        "*a ",
        "[",
        "[a](",
        "](",
        "`",
        "_a ",
        "\\",
        "[x](https://",
        "- ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        assert!(!parse(&text).is_empty(), "{piece:?}");
    }
}

/// Letters, in order; links with their targets, since those stand in the source too.
fn letters(line: &[Inline], out: &mut String) {
    for inline in line {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Break => {}
            Inline::Strong(inner) | Inline::Emphasis(inner) => letters(inner, out),
            Inline::Link { href, label } => {
                letters(label, out);
                out.push_str(href);
            }
        }
    }
}

fn only_letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

proptest! {
    #[test]
    fn no_letter_is_ever_lost(
        text in prop_oneof![
            any::<String>(),
            "([*_`\\[\\]()\\\\\n -]|\\*\\*|\\]\\(|https://|mailto:|[a-cé]|1\\. ){0,40}",
        ]
    ) {
        let mut kept = String::new();
        for block in parse(&text) {
            match block {
                Block::Paragraph(line) => letters(&line, &mut kept),
                Block::Bullets(items) | Block::Numbers { items, .. } => {
                    items.iter().for_each(|item| letters(item, &mut kept));
                }
            }
        }
        prop_assert_eq!(only_letters(&kept), only_letters(&text));
    }
}

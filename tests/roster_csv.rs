//! The roster as Djangonaut Space's site exports it: what is written is read back, and what can't be
//! read is said with its place and what to write there.
#![cfg(not(target_arch = "wasm32"))]

use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::roster_csv::{
    COLUMNS, Fault, Kind, Roster, RosterError, RosterRow, parse, to_text,
};
use proptest::prelude::*;

/// As the site's administration writes it, with its own truths, times and line ends.
const EXPORTED: &str = "\
id,user_email,user_first_name,user_last_name,session_title,role,team_name,github_username,navigator,captain,accepted,acceptance_deadline,accepted_at\r
41,ana@space.example,Ana,Łuczak,Session 7,Djangonaut,Venus,ana,\"nav@space.example, second@space.example\",cap@space.example,1,2027-01-31,2027-01-20 18:05:09\r
42,bo@space.example,Bo,,Session 7,Captain,Venus,,nav@space.example,cap@space.example,,2027-01-31,\r
43,cy@space.example,Cy,\"O\"\"Neil\",Session 7,Djangonaut,,cy,,,0,,\r
";

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// What `parse` says of a text that it refuses.
fn refused(text: &str) -> String {
    parse(text).expect_err("it is no roster").to_string()
}

#[test]
fn an_export_of_the_site_is_read() {
    let marked = format!("\u{feff}{EXPORTED}");
    let unix = EXPORTED.replace("\r\n", "\n");
    for text in [EXPORTED, marked.as_str(), unix.as_str()] {
        let Roster {
            rows,
            lines,
            other_columns,
        } = parse(text).expect("a roster");
        assert_eq!(lines, [2, 3, 4]);
        assert_eq!(other_columns, Vec::<String>::new());
        let [ana, bo, cy] = &rows[..] else {
            panic!("{rows:?}")
        };
        assert_eq!(
            *ana,
            RosterRow {
                id: "41".to_owned(),
                user_email: "ana@space.example".to_owned(),
                user_first_name: "Ana".to_owned(),
                user_last_name: "Łuczak".to_owned(),
                session_title: "Session 7".to_owned(),
                role: "Djangonaut".to_owned(),
                team_name: "Venus".to_owned(),
                github_username: "ana".to_owned(),
                navigator: "nav@space.example, second@space.example".to_owned(),
                captain: "cap@space.example".to_owned(),
                accepted: Some(true),
                acceptance_deadline: Some(date("2027-01-31")),
                accepted_at: Some(Instant(1_800_468_309_000)),
            }
        );
        assert_eq!((bo.accepted, bo.accepted_at), (None, None));
        assert_eq!((cy.accepted, cy.acceptance_deadline), (Some(false), None));
        assert_eq!(cy.user_last_name, "O\"Neil");
    }
}

#[test]
fn columns_may_stand_in_any_order_and_others_are_said() {
    let (head, rest) = EXPORTED.split_once("\r\n").expect("a head");
    let plain = parse(EXPORTED).expect("a roster");
    let mut rows = String::new();
    for line in std::iter::once(head).chain(rest.lines()) {
        // Ahead of all, and behind all.
        rows.push_str(&format!(
            "{},{line},more\r\n",
            if line == head { "Notes" } else { "x" }
        ));
    }
    let found = parse(&rows).expect("a roster");
    assert_eq!(found.rows, plain.rows);
    assert_eq!(found.other_columns, ["Notes", "more"]);
    let mut backwards = COLUMNS;
    backwards.reverse();
    let text = format!(
        "{}\n2027-01-20T18:05Z,,TRUE,c,n,g,t,r,s,l,f,e,1\n",
        backwards.join(" , ")
    );
    let found = parse(&text).expect("a roster");
    assert_eq!(found.rows[0].accepted, Some(true));
    assert_eq!(
        (found.rows[0].id.as_str(), found.rows[0].user_email.as_str()),
        ("1", "e")
    );
}

#[test]
fn what_can_not_be_read_is_said_with_its_place_and_what_to_write() {
    let text = EXPORTED
        .replace(
            ",1,2027-01-31,2027-01-20 18:05:09",
            ",perhaps,31.1.2027,yesterday",
        )
        .replace("\"O\"\"Neil\"", "\"O\r\nNeil\"")
        .replace(",,,0,,", ",,,no,,");
    let Err(RosterError::Rows(faults)) = parse(&text) else {
        panic!("it is refused, by its rows")
    };
    assert_eq!(
        faults[0],
        Fault::Cell {
            line: 2,
            column: "accepted",
            kind: Kind::YesOrNo,
            text: "perhaps".to_owned()
        }
    );
    assert_eq!(
        refused(&text),
        "line 2, column accepted: write true, false or nothing, not “perhaps”\n\
         line 2, column acceptance_deadline: write a date as 2027-03-31, or nothing, not “31.1.2027”\n\
         line 2, column accepted_at: write a time as 2027-03-31T18:00:00Z, or nothing, not “yesterday”\n\
         line 4, column accepted: write true, false or nothing, not “no”"
    );
    for (text, said) in [
        (
            EXPORTED.replace("42,", ""),
            "line 3: write 13 cells, as many as the head has, not 12",
        ),
        (
            EXPORTED.replace(",captain,", ",,"),
            "line 1: write the names of all columns; there is no captain",
        ),
        (
            EXPORTED
                .replace(",captain,", ",Role,")
                .replace(",navigator,", ",,"),
            "line 1: write role once; leave the other column out",
        ),
        (
            "id,role\n1,x".to_owned(),
            "line 1: write the names of all columns; there is no user_email, no user_first_name, \
             no user_last_name, no session_title, no team_name, no github_username, no navigator, \
             no captain, no accepted, no acceptance_deadline, no accepted_at",
        ),
    ] {
        assert_eq!(refused(&text), said);
    }
    assert!(refused("").starts_with("line 1: write the names of all columns; there is no id"));
}

fn cell() -> impl Strategy<Value = String> {
    let begins = prop::sample::select(vec![
        "", "=", "+", "-", "@", "\t", "\r", "\n", "'", "''", "\"", ";",
    ]);
    (begins, any::<String>()).prop_map(|(begins, rest)| format!("{begins}{rest}"))
}

fn row() -> impl Strategy<Value = RosterRow> {
    let day = (0..=9999_u16, 1..=12_u8, 1..=28_u8);
    let day =
        day.prop_map(|(year, month, day)| Date::new(year, month, day).expect("every month has it"));
    let at = (-62_167_219_200_000..253_402_300_800_000_i64).prop_map(Instant);
    let values = (
        any::<Option<bool>>(),
        prop::option::of(day),
        prop::option::of(at),
    );
    (prop::array::uniform10(cell()), values).prop_map(|(texts, values)| {
        let [
            id,
            user_email,
            user_first_name,
            user_last_name,
            session_title,
            role,
            team_name,
            github_username,
            navigator,
            captain,
        ] = texts;
        let (accepted, acceptance_deadline, accepted_at) = values;
        RosterRow {
            id,
            user_email,
            user_first_name,
            user_last_name,
            session_title,
            role,
            team_name,
            github_username,
            navigator,
            captain,
            accepted,
            acceptance_deadline,
            accepted_at,
        }
    })
}

proptest! {
    #[test]
    fn promise_26_a_roster_reads_back_as_it_was(rows in prop::collection::vec(row(), 0..6)) {
        let text = to_text(&rows);
        let found = parse(&text).expect("a roster of ours");
        prop_assert_eq!(&found.rows, &rows);
        prop_assert!(found.other_columns.is_empty());
        prop_assert_eq!(to_text(&found.rows), text);
    }
}

#[test]
fn promise_26_no_cell_of_a_roster_is_run_by_a_spreadsheet() {
    for begins in ["=", "+", "-", "@", "\t", "\r"] {
        let row = RosterRow {
            user_first_name: format!("{begins}cmd|' /C calc'!A0"),
            ..RosterRow::default()
        };
        let text = to_text(std::slice::from_ref(&row));
        let (_, written) = text.split_once("\r\n").expect("a head");
        assert!(written.contains(&format!("'{begins}cmd")), "{written:?}");
        assert_eq!(parse(&text).expect("a roster of ours").rows, [row]);
    }
}

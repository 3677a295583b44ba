//! A roster as a table: in our own columns, which stay where they are, and as Djangonaut Space's site has
//! it, there and back.

use groundcrew::domain::membership::{Membership, Standing};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::sheet::Sheet;
use groundcrew::domain::time::Instant;
use groundcrew::format::csv;
use groundcrew::format::roster_csv;
use groundcrew::format::sheet::{COLUMNS, Heading, entries, github_page, site_rows};

use super::kit::{date, member, people, programme, roster, team};

fn a_sheet() -> Sheet {
    let mut people = people(&["Ana", "=Bo", "Cy", "Di"]);
    people.get_mut(&super::kit::id(4)).expect("Di").email = String::new();
    let mut venus = team(100, "Venus");
    venus.project = Some("lanternfish".parse().expect("a key"));
    let mut bo = member(2, Role::Mentee, Some(100));
    bo.joined = Some(date("2028-02-07"));
    bo.accepted = Some(true);
    bo.accept_by = Some(date("2028-01-31"));
    bo.accepted_at = Some(Instant(1_800_468_309_000));
    let mut cy = member(3, Role::Own("host".into()), None);
    cy.standing = Standing::Left;
    cy.since = Some(date("2028-03-01"));
    cy.reason = "a new job,\nfar away".to_owned();
    let members = [
        member(1, Role::Navigator, Some(100)),
        bo,
        cy,
        member(4, Role::Captain, Some(100)),
    ];
    roster(&members, &[venus], &people)
}

#[test]
fn a_table_in_our_own_columns_is_known_by_its_head() {
    use groundcrew::format::sheet::is_in_our_columns;
    let sheet = a_sheet();
    assert!(is_in_our_columns(&groundcrew::format::sheet::csv(&sheet)));
    let programme = programme();
    let heading = Heading {
        programme: &programme,
        session: &programme.sessions[0],
    };
    let site = roster_csv::to_text(&site_rows(&sheet, heading));
    assert!(!is_in_our_columns(&site));
    assert!(!is_in_our_columns(""));
    assert!(!is_in_our_columns("\"unclosed"));
}

#[test]
fn our_own_columns_are_these_and_stay_where_they_are() {
    let text = groundcrew::format::sheet::csv(&a_sheet());
    let rows = csv::parse(&text).expect("a table");
    assert_eq!(rows[0], COLUMNS);
    let cells =
        |row: usize| -> Vec<&str> { rows[row].iter().map(String::as_str).skip(2).collect() };
    assert_eq!(
        cells(3),
        [
            "=Bo",
            "=bo@space.example",
            "=bo",
            "Europe/Paris",
            "orbit-4",
            "mentee",
            "Venus",
            "lanternfish",
            "2028-02-07",
            "active",
            "",
            "",
            "true",
            "2028-01-31",
            "2027-01-20T18:05:09Z",
            "name github team"
        ]
    );
    assert!(text.contains(",'=Bo,"), "neutralised: {text}");
    assert_eq!(
        cells(4)[5..12],
        [
            "host",
            "",
            "",
            "",
            "left",
            "2028-03-01",
            "a new job,\nfar away"
        ]
    );
}

#[test]
fn the_sites_table_reads_back_as_the_same_memberships() {
    let sheet = a_sheet();
    let programme = programme();
    let heading = Heading {
        programme: &programme,
        session: &programme.sessions[0],
    };
    let rows = site_rows(&sheet, heading);
    // Who left is not in it.
    assert_eq!(rows.len(), 3);
    let bo = &rows[2];
    assert_eq!(
        (bo.role.as_str(), bo.session_title.as_str()),
        ("orbiter", "Orbit 4")
    );
    assert_eq!(
        (bo.navigator.as_str(), bo.captain.as_str()),
        ("ana@space.example", "")
    );
    let text = roster_csv::to_text(&rows);
    assert!(
        text.starts_with(
            "\u{feff}id,user_email,user_first_name,user_last_name,session_title,role,team_name,\
             github_username,navigator,captain,accepted,acceptance_deadline,accepted_at\r\n"
        ),
        "{text}"
    );
    let read = entries(
        &roster_csv::parse(&text).expect("a roster of ours"),
        heading,
    );
    for (entry, (team, line)) in read.iter().zip(sheet.lines()) {
        let member: &Membership = &line.member;
        assert_eq!(entry.id, Some(member.id));
        assert_eq!(entry.role.as_ref(), Some(&member.role));
        assert!(entry.is_here);
        assert_eq!(Some(&entry.team), team.map(|team| &team.name));
        assert_eq!(
            (entry.accepted, entry.accept_by, entry.accepted_at),
            (member.accepted, member.accept_by, member.accepted_at)
        );
        assert_eq!(
            (&entry.name, &entry.email),
            (&line.who.name, &line.who.email)
        );
    }
}

#[test]
fn roles_are_known_by_the_programmes_words_and_by_their_names() {
    let programme = programme();
    let heading = Heading {
        programme: &programme,
        session: &programme.sessions[0],
    };
    let role = |word: &str, title: &str| {
        let head = roster_csv::COLUMNS.join(",");
        let text = format!("{head}\n7,a@b.example,A,B,{title},{word},,,,,,,\n");
        let read = entries(&roster_csv::parse(&text).expect("a roster"), heading);
        (
            read[0].role.clone(),
            read[0].is_here,
            read[0].name.clone(),
            read[0].line,
        )
    };
    for (word, found) in [
        ("Orbiter", Some(Role::Mentee)),
        ("mentee", Some(Role::Mentee)),
        ("Captain", Some(Role::Captain)),
        ("Mission Host", Some(Role::Own("host".into()))),
        ("host", Some(Role::Own("host".into()))),
        ("Djangonaut", Some(Role::Mentee)),
        ("Astronaut", None),
        ("", None),
    ] {
        assert_eq!(
            role(word, "orbit 4"),
            (found, true, "A B".to_owned(), 2),
            "{word}"
        );
    }
    assert!(!role("captain", "Orbit 5").1);
    assert!(role("captain", "").1);
}

#[test]
fn only_names_on_github_lead_there() {
    for (name, page) in [
        ("ana", Some("https://github.com/ana")),
        (" @Ana-1 ", Some("https://github.com/Ana-1")),
        ("", None),
        ("a/b", None),
        ("a b", None),
        ("https://github.com/ana", None),
    ] {
        assert_eq!(github_page(name).as_deref(), page, "{name:?}");
    }
}

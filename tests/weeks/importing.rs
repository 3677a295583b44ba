//! States that come in bulk: read or refused whole with the place, matched by link, and shown before they are noted.

use groundcrew::domain::decide::{Contributing, Weekly};
use groundcrew::domain::week::contribution::{
    Contribution, Detail, Row, State, Verdict, importing,
};
use groundcrew::format::contributions::{ContributionsError, parse};

use super::contributing::{link, say, to};
use super::kit::{Device, day, id};

/// The line, the key of the link, the state and the day.
fn read(text: &str) -> Vec<(usize, String, State, Option<String>)> {
    let rows = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let one = |row: &Row| {
        let moved = row.moved.map(|day| day.to_string());
        (row.line, row.link.key(), row.state, moved)
    };
    rows.iter().map(one).collect()
}

fn refused(text: &str) -> String {
    parse(text).expect_err("refused").to_string()
}

#[test]
fn a_table_and_an_array_say_the_same() {
    let csv = "\u{feff}link,title,state,moved\r\n\
        https://github.com/django/django/pull/12,\"a\nb\",Merged,2028-02-15\r\n\
        https://code.djangoproject.com/ticket/7,,set aside,\r\n";
    let json = "[{\"link\":\"https://github.com/django/django/pull/12\",\"state\":\"merged\",\n\
        \"moved\":\"2028-02-15\",\"more\":[{},[1,\"],[\\\"\"]]},\n\
        {\"link\":\"https://code.djangoproject.com/ticket/7\",\"state\":\"set-aside\",\"moved\":null}]";
    let pull = "github.com/django/django#12".to_owned();
    let ticket = "code.djangoproject.com/ticket/7".to_owned();
    let rows = |first, second| {
        vec![
            (
                first,
                pull.clone(),
                State::Merged,
                Some("2028-02-15".to_owned()),
            ),
            (second, ticket.clone(), State::SetAside, None),
        ]
    };
    assert_eq!(read(csv), rows(2, 4));
    assert_eq!(read(json), rows(1, 3));
}

#[test]
fn what_github_s_own_program_lists_is_read_as_it_is() {
    let json = r#"[
  {"state": "OPEN", "updatedAt": "2028-02-15T09:30:00Z", "url": "https://github.com/a/b/pull/1"},
  {"state": "MERGED", "updatedAt": "2028-02-16T09:30:00Z", "url": "https://github.com/a/b/pull/2"},
  {"state": "CLOSED", "updatedAt": "2028-02-17T09:30:00Z", "url": "https://github.com/a/b/pull/3"}
]"#;
    let states: Vec<_> = read(json).into_iter().map(|row| (row.0, row.2)).collect();
    let expected = [(2, State::Review), (3, State::Merged), (4, State::SetAside)];
    assert_eq!(states, expected);
}

#[test]
fn nothing_is_in_an_empty_array_or_under_a_head_alone() {
    assert_eq!(read("[]"), []);
    assert_eq!(read("link,state\n"), []);
}

#[test]
fn promise_11_what_can_t_be_read_is_said_with_its_line_and_column() {
    let bad = "link,state,moved\nnone,merged,2028-02-15\nhttps://a.example/1,done,tomorrow\nhttps://a.example/2,merged\n";
    assert_eq!(
        refused(bad),
        "line 2, column link: a link begins with https:// or http://\n\
         line 3, column state: write looking, working, review, merged or set-aside\n\
         line 3, column moved: write a date as 2027-03-31, or nothing\n\
         line 4, column link: write as many cells as the head has"
    );
    let bad = "[\n{\"link\":\"https://a.example/1\",\"state\":7},\n\"x\",\n{\"state\":\"merged\"}]";
    assert_eq!(
        refused(bad),
        "line 2, column state: write a text\n\
         line 3, column link: write a text\n\
         line 4, column link: there is no link"
    );
    assert_eq!(
        refused("state,moved\nmerged,\n"),
        "line 1: write the names of all columns; there is no link"
    );
    assert_eq!(
        refused("link,url,state\n"),
        "line 1: write link once; leave the other column out"
    );
    assert!(refused("[{\"link\":\n,}]").starts_with("line 2, column 1: "));
    let error = parse("{\"link\":\"https://a.example/1\"}");
    assert!(matches!(error, Err(ContributionsError::NotAnArray)));
    assert!(parse("").is_err());
}

#[test]
fn rows_find_what_they_are_about_by_the_link_however_it_is_written() {
    let mut device = Device::new(1);
    for n in 50..56 {
        device.do_it(link(n, n as u32));
    }
    device.do_it(say(
        55,
        Detail::Link("github.com/Django/Django/issues/50#a".to_owned()),
    ));
    device.do_it(to(51, State::Merged, "2028-02-10"));
    device.do_it(to(52, State::Working, "2028-02-20"));
    device.do_it(Weekly::Contribute(Contributing::Remove(id(53), true)));
    let pull = |n: u32| format!("https://www.github.com/django/DJANGO/pull/{n}/files");
    let table = format!(
        "link,state,moved\n{},review,2028-02-15\n{},merged,\n{},review,2028-02-15\n{},merged,\n{},merged,\n{},merged,2028-02-15\n{},review,2028-02-15\n{},looking,\n",
        pull(50),
        pull(51),
        pull(52),
        pull(53),
        pull(999),
        pull(50),
        pull(50),
        pull(54),
    );
    let rows = parse(&table).expect("a table");
    let all = device.read(Contribution::read);
    let today = day("2028-02-21");
    let found = importing(&rows, &all, today);
    let expected = [
        Verdict::Moves(2),
        Verdict::Same,
        Verdict::Older,
        Verdict::Unmatched,
        Verdict::Unmatched,
        Verdict::Twice,
        Verdict::Same,
        Verdict::Moves(1),
    ];
    assert_eq!(found.verdicts, expected);
    device.do_it(Weekly::Contribute(Contributing::Move(found.moves)));
    let now = |n: u128, device: &Device| {
        let all = device.read(Contribution::read);
        let one = all.iter().find(|one| one.id == id(n)).expect("it is there");
        (one.state(), one.last_moved())
    };
    let moved = (State::Review, Some(day("2028-02-15")));
    assert_eq!((now(50, &device), now(55, &device)), (moved, moved));
    assert_eq!(now(54, &device), (State::Looking, Some(today)));
    // Taken in again it changes nothing more.
    let again = importing(&rows, &device.read(Contribution::read), today);
    assert_eq!(again.moves, []);
}

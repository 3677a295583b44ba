//! The list of applications as an organizer uses it: what a search finds, what filters keep, in
//! which order.

use std::collections::BTreeMap;

use groundcrew::domain::answer::{Answer, Chosen, Slot, WeekSlots};
use groundcrew::domain::application::{
    FORM_VERSION, LATE, SAMPLE, SENT_AT, SESSION, STATE, answer_field, from_instant,
};
use groundcrew::domain::conflict::conflicts;
use groundcrew::domain::form::{Choice, Form, Other, Question, QuestionKind, Section};
use groundcrew::domain::id::{RecordId, ReplicaId};
use groundcrew::domain::listing::{
    Around, BRIEF, Cell, Columns, Hay, Summary, View, arrange, hay_of_answers,
};
use groundcrew::domain::programme::Project;
use groundcrew::domain::record::{Applied, Audience, FieldName, Kind, Record, Value, Writer};
use groundcrew::domain::time::Instant;
use groundcrew::format::csv;
use groundcrew::format::summary::{Kept, parse, to_text};
use groundcrew::format::table::{ApplicationsJson, ApplicationsTable};
use groundcrew::sync::merge::merge;

#[path = "listing/places.rs"]
mod places;
#[path = "listing/tables.rs"]
mod tables;

fn key<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().expect("a key of the test")
}

fn choice(id: &str, label: &str) -> Choice {
    Choice {
        id: key(id),
        label: label.to_owned(),
        help: String::new(),
    }
}

fn question(id: &str, kind: QuestionKind) -> Question {
    Question {
        id: key(id),
        label: id.to_owned(),
        help: String::new(),
        required: false,
        kind,
        limit: None,
        show_if: None,
        sensitive: id == "health",
        personal: id == "name",
        readers: Vec::new(),
    }
}

fn form(questions: Vec<Question>) -> Form {
    Form {
        id: key("apply"),
        version: 1,
        title: "Apply".to_owned(),
        intro: String::new(),
        level: None,
        sections: vec![Section {
            id: key("all"),
            title: "All".to_owned(),
            help: String::new(),
            questions,
        }],
    }
}

fn level(choices: Vec<Choice>) -> QuestionKind {
    QuestionKind::SingleChoice {
        choices,
        other: Other::WithText,
    }
}

fn columns() -> Columns {
    let present = form(vec![
        question("nickname", QuestionKind::ShortText),
        question("name", QuestionKind::ShortText),
        question("health", QuestionKind::GithubUser),
        question("zone", QuestionKind::TimeZone),
        question("why", QuestionKind::LongText),
        question(
            "level",
            level(vec![
                choice("none", "None yet"),
                choice("some", "Some, a bit"),
            ]),
        ),
        question(
            "week",
            QuestionKind::Availability {
                zone_from: None,
                at_least_hours: None,
            },
        ),
        question("wish", QuestionKind::ProjectPreference { at_most: None }),
        question(
            "hours",
            QuestionKind::Number {
                min: None,
                max: None,
                whole: true,
                unit: String::new(),
            },
        ),
    ]);
    let older = form(vec![
        question("fax", QuestionKind::ShortText),
        question("level", level(vec![choice("lots", "Lots")])),
    ]);
    let projects = [Project {
        id: key("wagtail"),
        name: "Wagtail CMS".to_owned(),
        about: String::new(),
        url: None,
    }];
    Columns::new([present].iter(), [older].iter(), &projects)
}

struct Sent {
    id: u128,
    fields: Vec<(FieldName, Value)>,
}

fn sent(id: u128, at: i64) -> Sent {
    let named = |name: &str, value| (FieldName::new(name), value);
    Sent {
        id,
        fields: vec![
            named(SESSION, Value::from("spring-2027")),
            named(
                FORM_VERSION,
                Value::from(RecordId::from_bits(9).to_string()),
            ),
            named(STATE, Value::from("submitted")),
            named(SENT_AT, from_instant(Instant(at))),
        ],
    }
}

impl Sent {
    fn field(mut self, name: &str, value: Value) -> Self {
        let name = FieldName::new(name);
        self.fields.retain(|(known, _)| *known != name);
        self.fields.push((name, value));
        self
    }

    fn says(mut self, question: &str, answer: Answer) -> Self {
        let name = answer_field(&key(question));
        self.fields.push((name, answer.to_value()));
        self
    }

    fn text(self, question: &str, text: &str) -> Self {
        self.says(question, Answer::Text(text.to_owned()))
    }

    fn record(self) -> Record {
        let mut writer = Writer {
            replica: ReplicaId::from_bits(self.id),
            counter: 0,
            at: Instant(0),
            by: "".into(),
        };
        let written = writer.write(
            None,
            RecordId::from_bits(self.id),
            Kind::Application,
            Audience::Inbox(key("spring-2027")),
            self.fields,
        );
        match written {
            Applied::Changed(record, _) => record,
            Applied::DroppedErased => unreachable!("the record is new"),
        }
    }

    /// The row as the list gets it: through what the database keeps.
    fn row(self) -> Summary {
        let record = self.record();
        match parse(record.id, &to_text(&record)) {
            Some(Kept::Row(row)) => {
                assert_eq!(Summary::of(&record), Ok(Some(row.clone())));
                row
            }
            other => panic!("not a row: {other:?}"),
        }
    }
}

fn rows() -> Vec<Summary> {
    let picked = |id: &str| Answer::Choice(Chosen::Choice(key(id)));
    vec![
        sent(0, 50)
            .text("name", "José Ñandú")
            .says("zone", Answer::Zone("America/Sao_Paulo".to_owned()))
            .says("level", picked("some"))
            .says("hours", Answer::Number(4.0))
            .says("wish", Answer::Projects(vec![key("wagtail")]))
            .row(),
        sent(1, 30)
            .text("name", "zoë")
            .says("zone", Answer::Zone("Asia/Kathmandu".to_owned()))
            .says(
                "level",
                Answer::Choice(Chosen::Other("all of it".to_owned())),
            )
            .says("hours", Answer::Number(0.0))
            .says("wish", Answer::Projects(Vec::new()))
            .field(LATE, Value::Bool(true))
            .row(),
        sent(2, 40)
            .text("name", "Ángel")
            .text("why", "Because\n\nI like <b>Django</b>")
            .says("level", picked("none"))
            .says("hours", Answer::Number(10.0))
            .field(SESSION, Value::from("autumn-2027"))
            .field(SAMPLE, Value::Bool(true))
            .row(),
        sent(3, 40)
            .says("zone", Answer::Zone("Mars/Base".to_owned()))
            .says("level", picked("lots"))
            .field(STATE, Value::from("withdrawn"))
            .row(),
        sent(4, 60)
            .text("name", "Gone")
            .field("deleted", Value::Bool(true))
            .row(),
    ]
}

fn shown(pairs: &[(&str, &str)]) -> Vec<u32> {
    let (rows, columns) = (rows(), columns());
    let hay: Vec<Hay> = rows.iter().map(|row| Hay::of_row(row, &columns)).collect();
    let offsets = BTreeMap::from([
        ("America/Sao_Paulo".to_owned(), -180),
        ("Asia/Kathmandu".to_owned(), 345),
    ]);
    let around = Around {
        columns: &columns,
        sessions: &[key("spring-2027"), key("autumn-2027")],
        offsets: &offsets,
    };
    arrange(&rows, &hay, &View::read(pairs.iter().copied()), around)
}

type Pairs<'a> = &'a [(&'a str, &'a str)];

fn check(cases: &[(Pairs, &[u32])]) {
    for (pairs, expected) in cases {
        assert_eq!(shown(pairs), *expected, "{pairs:?}");
    }
}

#[test]
fn the_latest_come_first_and_what_was_deleted_does_not_come() {
    check(&[
        (&[], &[0, 2, 3, 1]),
        (&[("sort", "sent")], &[1, 2, 3, 0]),
        (&[("deleted", "yes")], &[4]),
    ]);
}

#[test]
fn a_search_finds_names_choices_projects_and_places_whatever_their_case_and_accents() {
    check(&[
        (&[("q", "nandu")], &[0]),
        (&[("q", "JOSÉ wagtail")], &[0]),
        (&[("q", "angel kathmandu")], &[]),
        (&[("q", "sao paulo")], &[0]),
        (&[("q", "none yet")], &[2]),
        (&[("q", "\"a bit\"")], &[0]),
        (&[("q", "all of it")], &[1]),
        (&[("q", "lots")], &[3]),
        (&[("q", "<b>")], &[2]),
        (&[("q", "00000000000000000000000000000003")], &[3]),
        (&[("q", "gone")], &[]),
        (&[("q", "gone"), ("deleted", "yes")], &[4]),
    ]);
}

#[test]
fn filters_keep_what_they_say_and_hold_together() {
    check(&[
        (&[("session", "autumn-2027")], &[2]),
        (&[("session", "never")], &[]),
        (&[("state", "withdrawn")], &[3]),
        (&[("late", "yes")], &[1]),
        (&[("late", "no")], &[0, 2, 3]),
        (&[("sample", "yes")], &[2]),
        (&[("sample", "no"), ("late", "no")], &[0, 3]),
        (&[("conflict", "yes")], &[]),
        (&[("offset", "-180..0")], &[0]),
        (&[("offset", "-720..840")], &[0, 1]),
        (&[("a.level", "some")], &[0]),
        (&[("a.level", "some,lots")], &[0, 3]),
        (&[("a.level", "other")], &[1]),
        (&[("a.wish", "any")], &[1]),
        (&[("a.wish", "wagtail")], &[0]),
        (&[("a.wish", ".")], &[2, 3]),
        (&[("a.level", "none,."), ("a.wish", ".")], &[2]),
        (&[("a.zone", "Mars/Base")], &[3]),
    ]);
}

#[test]
fn orders_go_by_what_the_column_means_and_blanks_come_last_both_ways() {
    check(&[
        (&[("sort", "a.name")], &[2, 0, 1, 3]),
        (&[("sort", "-a.name")], &[1, 0, 2, 3]),
        (&[("sort", "a.hours")], &[1, 0, 2, 3]),
        (&[("sort", "-a.hours")], &[2, 0, 1, 3]),
        // As the form lists the choices, older ones after, then “other”.
        (&[("sort", "a.level")], &[2, 0, 3, 1]),
        (&[("sort", "a.zone")], &[0, 1, 2, 3]),
        (&[("sort", "-a.zone")], &[1, 0, 2, 3]),
        (&[("sort", "session")], &[0, 3, 1, 2]),
        (&[("sort", "-state")], &[3, 0, 2, 1]),
        (&[("sort", "a.nothing-like-it")], &[0, 2, 3, 1]),
    ]);
}

#[test]
fn a_row_keeps_the_beginning_of_a_long_answer_and_a_full_search_finds_the_rest() {
    let words = format!("{} the needle", "hay ".repeat(40));
    let record = sent(7, 1).text("why", &words).record();
    let columns = columns();
    let row = Summary::of(&record)
        .expect("it is whole")
        .expect("it is an application");
    let Some(Cell::Text(brief, more)) = row.cells.get(&key("why")) else {
        panic!("the answer is a text");
    };
    assert!(more && brief.chars().count() <= BRIEF && brief.starts_with("hay hay"));
    assert!(!Hay::of_row(&row, &columns).text.contains("needle"));
    let application = groundcrew::domain::application::Application::read(&record)
        .expect("it is whole")
        .expect("it is an application");
    assert!(hay_of_answers(&application, &columns).contains("the needle"));
}

#[test]
fn an_application_that_cant_be_read_keeps_a_row_that_says_so() {
    let mut broken = sent(8, 1);
    broken.fields.retain(|(name, _)| name.as_str() != STATE);
    let id = RecordId::from_bits(8);
    assert_eq!(
        parse(id, &to_text(&broken.record())),
        Some(Kept::Unreadable(id))
    );
    for text in ["", "x", "!x", "\u{1d}\u{1d}\u{1d}\u{1d}\u{1d}"] {
        assert_eq!(parse(id, text), None, "{text:?}");
    }
}

#[test]
fn columns_are_those_of_every_version_and_the_suggested_ones_tell_people_apart() {
    let columns = columns();
    let names = |ids: Vec<&str>| ids.into_iter().map(key).collect::<Vec<_>>();
    let asked: Vec<&str> = columns.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(
        asked,
        [
            "nickname", "name", "health", "zone", "why", "fax", "level", "week", "wish", "hours"
        ]
    );
    assert!(columns.is_asked(&key("hours")) && !columns.is_asked(&key("fax")));
    assert_eq!(columns.naming(), Some(&key("name")));
    assert_eq!(
        columns.suggested(),
        names(vec!["zone", "level", "week", "wish"])
    );
    assert_eq!(columns.choice_label(&key("level"), &key("lots")), "Lots");
    let gone = key("gone");
    assert_eq!(columns.choice_label(&key("level"), &gone), "gone");
}

#[test]
fn a_week_is_kept_as_its_zone_and_size() {
    let slots: WeekSlots = (0..3).filter_map(Slot::from_index).collect();
    let row = sent(1, 1)
        .says(
            "week",
            Answer::Availability("Europe/Paris".to_owned(), slots),
        )
        .row();
    let expected = Cell::Week("Europe/Paris".to_owned(), 3);
    assert_eq!(row.cells.get(&key("week")), Some(expected));
}

#[test]
fn only_different_values_are_two_versions() {
    let first = sent(1, 0).record();
    let again = |device: u128, text: &str| {
        let mut writer = Writer {
            replica: ReplicaId::from_bits(device),
            counter: 5,
            at: Instant(0),
            by: "".into(),
        };
        let inbox = Audience::Inbox(key("spring-2027"));
        let fields = vec![(answer_field(&key("why")), Value::from(text))];
        match writer.write(
            Some(first.clone()),
            first.id,
            Kind::Application,
            inbox,
            fields,
        ) {
            Applied::Changed(record, _) => record,
            Applied::DroppedErased => unreachable!("nothing was erased"),
        }
    };
    for (mine, theirs, expected) in [("a", "b", true), ("a", "a", false)] {
        let merged = merge(&again(21, mine), &again(22, theirs)).expect("copies of one");
        let row = Summary::of(&merged).expect("it is whole");
        assert_eq!(row.map(|row| row.conflict), Some(expected));
        assert_eq!(!conflicts(&merged).is_empty(), expected);
    }
}

//! Applications as tables: the columns of every version of a form, in CSV and JSON.

use super::*;

#[test]
fn a_table_has_the_same_columns_whatever_the_version_and_json_keeps_answers_as_they_are() {
    let slots: WeekSlots = [18, 19, 20, 47, 48]
        .into_iter()
        .filter_map(Slot::from_index)
        .collect();
    let record = sent(5, 1_801_396_799_000)
        .text("name", "=José")
        .text("fax", "1,2")
        .says("level", Answer::Choice(Chosen::Choice(key("some"))))
        .says(
            "week",
            Answer::Availability("Europe/Paris".to_owned(), slots),
        )
        .says("wish", Answer::Projects(Vec::new()))
        .says("hours", Answer::Number(0.0))
        .record();
    let application = groundcrew::domain::application::Application::read(&record)
        .expect("it is whole")
        .expect("it is an application");
    let columns = columns();
    let row = Summary::of(&record).expect("it is whole");
    let mut table = ApplicationsTable::new(&columns, row.as_slice());
    table.add(&application);
    let rows = csv::parse(&table.finish()).expect("a table of ours");
    assert_eq!(
        rows,
        [
            [
                "id", "session", "state", "sent", "late", "sample", "nickname", "name", "health",
                "zone", "why", "fax", "level", "week", "wish", "hours"
            ],
            [
                "00000000000000000000000000000005",
                "spring-2027",
                "submitted",
                "2027-01-31T11:59:59Z",
                "no",
                "no",
                "",
                "=José",
                "",
                "",
                "",
                "1,2",
                "Some, a bit",
                "Europe/Paris; Mon 09:00-10:30, 23:30-24:00; Tue 00:00-00:30",
                "any",
                "0"
            ]
        ]
    );
    let mut list = ApplicationsJson::new();
    list.add(&application);
    list.add(&application);
    let list = groundcrew::format::json::parse(&list.finish()).expect("JSON of ours");
    let Value::List(items) = list else {
        panic!("a list");
    };
    let answers = items[1].part("answers").expect("answers");
    assert_eq!(items[0], items[1]);
    assert_eq!(answers.part("name"), Some(&Value::from("=José")));
    assert_eq!(answers.part("hours"), Some(&Value::Integer(0)));
}

fn matrix(rows: &[&str], columns: &[&str]) -> QuestionKind {
    let choices = |ids: &[&str]| {
        let ids = ids.iter();
        ids.map(|id| choice(id, &id.to_uppercase())).collect()
    };
    QuestionKind::Matrix {
        rows: choices(rows),
        columns: choices(columns),
    }
}

#[test]
fn promise_07_a_table_has_every_answer_whatever_the_form_asks_now() {
    let present = form(vec![
        question("name", QuestionKind::ShortText),
        question("skills", matrix(&["git"], &["often"])),
        question("tools", matrix(&["vim"], &["daily"])),
    ]);
    let older = form(vec![
        question("skills", matrix(&["sql", "git"], &["never"])),
        question("tools", QuestionKind::ShortText),
        question("last", QuestionKind::ShortText),
    ]);
    let columns = Columns::new([present].iter(), [older].iter(), &[]);
    let cells = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        Answer::Matrix(pairs.map(|(row, column)| (key(row), key(column))).collect())
    };
    let records = [
        sent(1, 0)
            .says("skills", cells(&[("sql", "never"), ("git", "often")]))
            .text("tools", "a hammer")
            .text("last", "bye")
            .record(),
        // To questions, and to a row, of no form that is here.
        sent(2, 0)
            .says("skills", cells(&[("css", "often"), ("git", "often")]))
            .says("tools", cells(&[("vim", "daily")]))
            .text("lost", "found")
            .record(),
    ];
    let rows: Vec<Summary> = records
        .iter()
        .filter_map(|record| Summary::of(record).expect("it is whole"))
        .collect();
    let mut table = ApplicationsTable::new(&columns, &rows);
    for record in &records {
        let application = groundcrew::domain::application::Application::read(record);
        table.add(&application.expect("whole").expect("an application"));
    }
    let table = csv::parse(&table.finish()).expect("a table of ours");
    let answers: Vec<&[String]> = table.iter().map(|row| &row[6..]).collect();
    assert_eq!(
        answers,
        [
            [
                "name",
                "skills/git",
                "skills/sql",
                "tools/vim",
                "last",
                "lost",
                "skills",
                "tools"
            ],
            ["", "OFTEN", "NEVER", "", "bye", "", "", "a hammer"],
            ["", "OFTEN", "", "DAILY", "", "found", "css: often", ""],
        ]
    );
}

#[test]
fn columns_of_a_changed_form_stand_where_they_were_asked() {
    let asks = |ids: &[&str]| {
        let ids = ids.iter();
        form(
            ids.map(|id| question(id, QuestionKind::ShortText))
                .collect(),
        )
    };
    for (present, older, expected) in [
        (&["a", "c"][..], &["a", "b", "c"][..], &["a", "b", "c"][..]),
        (&["b", "c"], &["a", "b"], &["a", "b", "c"]),
        (&["a"], &["a", "b", "c"], &["a", "b", "c"]),
        (&["a", "new"], &["a", "old"], &["a", "old", "new"]),
        (&["a"], &["x", "y"], &["a", "x", "y"]),
        (&["b", "a"], &["a", "x", "b"], &["b", "a", "x"]),
    ] {
        let columns = Columns::new([asks(present)].iter(), [asks(older)].iter(), &[]);
        let ids: Vec<&str> = columns.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(ids, expected, "{older:?} became {present:?}");
        for (place, id) in expected.iter().enumerate() {
            assert_eq!(columns.place(&key(id)), Some(place), "{id}");
            assert_eq!(columns.is_asked(&key(id)), present.contains(id), "{id}");
        }
    }
}

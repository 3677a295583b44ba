//! What everyone said at the end of a session, side by side and as a table; and when somebody is asked to say it.

use groundcrew::domain::form::{Choice, Scale};
use groundcrew::domain::membership::Standing;
use groundcrew::domain::programme::{ClosingKind, ClosingQuestion};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::closing::{
    Answer, Closing, Consent, Interest, Said, Tally, Words, closing_id, tallies,
};
use groundcrew::domain::week::due::{Due, Looking, due};
use groundcrew::domain::week::glance::Glances;
use groundcrew::domain::week::history::histories;
use groundcrew::format::csv;
use groundcrew::format::markdown::{Block, Piece, to_text};
use groundcrew::format::sheet::{CLOSING_COLUMNS, Told, closings_csv};

use super::kit::{MENTEE, day, id};
use super::people::session;
use super::story::{Story, member, session as planned, team};

fn closing(n: u128, words: Words) -> Closing {
    Closing {
        id: closing_id(id(n)),
        member: id(n),
        session: session(),
        words,
        sample: false,
        deleted: false,
        conflict: false,
        unsettled: false,
    }
}

fn question(name: &str, label: &str, kind: ClosingKind) -> ClosingQuestion {
    ClosingQuestion {
        id: name.parse().expect("a key"),
        label: label.to_owned(),
        help: String::new(),
        kind,
    }
}

fn scale() -> Scale {
    Scale {
        steps: 5,
        low: "Bad".to_owned(),
        high: "Good".to_owned(),
    }
}

fn choices() -> Vec<Choice> {
    let choice = |id: &str, label: &str| Choice {
        id: id.parse().expect("a key"),
        label: label.to_owned(),
        help: String::new(),
    };
    vec![choice("less", "Too little"), choice("right", "Just right")]
}

fn chosen(name: &str, label: &str) -> Answer {
    Answer::Choice {
        id: name.parse().expect("a key"),
        label: label.to_owned(),
    }
}

fn said(answers: &[(&str, Answer)]) -> Words {
    let key = |name: &str| name.parse().expect("a key");
    let answers = answers.iter();
    Words {
        asked: answers
            .clone()
            .map(|(name, _)| (key(name), format!("{name}, once?")))
            .collect(),
        answers: answers
            .map(|(name, one)| (key(name), one.clone()))
            .collect(),
        ..Words::default()
    }
}

fn everyone() -> Vec<Closing> {
    let words = |text: &str| Answer::Words(text.to_owned());
    vec![
        closing(
            1,
            said(&[
                ("overall", Answer::Rating(5)),
                ("helped", words(" Pairing ")),
                ("amount", chosen("right", "About right")),
            ]),
        ),
        closing(
            2,
            said(&[
                ("overall", Answer::Rating(2)),
                ("helped", words("  ")),
                ("amount", chosen("more", "Too much")),
                ("gone", words("=1+1")),
            ]),
        ),
        closing(
            3,
            said(&[
                // Of a longer scale, before.
                ("overall", Answer::Rating(7)),
                ("amount", chosen("right", "Just right")),
            ]),
        ),
    ]
}

fn questions() -> Vec<ClosingQuestion> {
    vec![
        question("overall", "How was it?", ClosingKind::Rating(scale())),
        question("helped", "What helped?", ClosingKind::Words),
        question("amount", "Too much?", ClosingKind::Choice(choices())),
        question("new", "Anything else?", ClosingKind::Words),
    ]
}

#[test]
fn answers_are_counted_question_by_question_and_none_is_left_out() {
    let found = tallies(&questions(), &everyone());
    let tally = |name: &str, question: &str| Tally {
        id: name.parse().expect("a key"),
        question: question.to_owned(),
        is_asked: true,
        scale: None,
        ratings: Vec::new(),
        choices: Vec::new(),
        words: Vec::new(),
        answered: 0,
    };
    let words = |n: u128, text: &str| Said {
        member: id(n),
        text: text.to_owned(),
    };
    let expected = [
        Tally {
            scale: Some(scale()),
            ratings: vec![0, 1, 0, 0, 1, 0, 1],
            answered: 3,
            ..tally("overall", "How was it?")
        },
        Tally {
            words: vec![words(1, "Pairing")],
            answered: 1,
            ..tally("helped", "What helped?")
        },
        Tally {
            choices: vec![
                ("Too little".to_owned(), 0),
                ("Just right".to_owned(), 2),
                ("Too much".to_owned(), 1),
            ],
            answered: 3,
            ..tally("amount", "Too much?")
        },
        tally("new", "Anything else?"),
        Tally {
            is_asked: false,
            words: vec![words(2, "=1+1")],
            answered: 1,
            ..tally("gone", "gone, once?")
        },
    ];
    assert_eq!(found, expected);
    let means: Vec<Option<f64>> = found.iter().map(Tally::mean).collect();
    assert_eq!(means, [Some(14.0 / 3.0), None, None, None, None]);
    assert_eq!(tallies(&[], &[]), []);
}

#[test]
fn promise_26_what_people_said_is_a_table_that_runs_nothing_and_names_whom_it_may() {
    let mut all = everyone();
    all[0].words.testimonial = "+1 for it".to_owned();
    all[0].words.consent = Consent::WithName;
    all[0].words.shown_as = "=Ana".to_owned();
    all[0].words.interest = Some(Interest::Yes);
    all[0].words.interest_role = Some(Role::Captain);
    all[1].words.testimonial = "Not for others".to_owned();
    all[1].words.shown_as = "Bo".to_owned();
    all[2].words.testimonial = "Fine".to_owned();
    all[2].words.consent = Consent::WithoutName;
    let told = all.iter().map(|closing| Told {
        line: None,
        closing,
    });
    let text = closings_csv(&questions(), told);
    let rows = csv::parse(&text).expect("a table");
    let answers = ["overall", "helped", "amount", "new", "gone"].map(|id| format!("answer_{id}"));
    let heads: Vec<String> = CLOSING_COLUMNS
        .map(str::to_owned)
        .into_iter()
        .chain(answers)
        .collect();
    assert_eq!(rows[0], heads);
    let cells = |row: usize| -> Vec<&str> { rows[row][6..].iter().map(String::as_str).collect() };
    assert_eq!(
        cells(1),
        [
            "+1 for it",
            "with-name",
            "=Ana",
            "yes",
            "captain",
            "",
            "5",
            " Pairing ",
            "About right",
            "",
            ""
        ]
    );
    // Of whoever agreed to no name none is given.
    assert_eq!(cells(2)[..3], ["Not for others", "no", ""]);
    assert_eq!(cells(2)[6..], ["2", "  ", "Too much", "", "=1+1"]);
    assert_eq!(cells(3)[..3], ["Fine", "without-name", ""]);
    for neutralised in ["'+1 for it", "'=Ana", "'=1+1"] {
        assert!(text.contains(neutralised), "{neutralised} in {text}");
    }
}

#[test]
fn promise_24_a_quote_in_markdown_is_text() {
    let line = |text: &str| Block::Paragraph(vec![Piece::Text(text.to_owned())]);
    let quote = Block::Quote(vec![line("# Best <b>ever</b>"), line("— Ana")]);
    let after = line("After");
    assert_eq!(
        to_text(&[quote, after]),
        "> \\# Best \\<b\\>ever\\</b\\>\n>\n> — Ana\n\nAfter\n"
    );
}

/// Whether somebody is asked on a day how it was, with this role and standing.
fn is_asked(role: Role, standing: Standing, asks_closing: bool, on: &str) -> bool {
    let mut one = member(MENTEE, role);
    one.standing = standing;
    let written = Story::default().written;
    let (people, teams) = histories(&planned(), &[one], &[team()], &Glances::of(&written));
    let looking = Looking {
        history: &people[0],
        team: teams.first(),
        meets: None,
        others: &people,
        open_days: 14,
        asks_closing,
    };
    let noon =
        groundcrew::domain::time::Instant((day(on).days_since_epoch() * 24 + 12) * 3_600_000);
    due(looking, day(on), noon).contains(&Due::Closing)
}

#[test]
fn whoever_takes_part_is_asked_in_the_last_week_and_after_it_until_they_said_it() {
    // Week 8 begins on 27 March and ends on 2 April; 60 days after that is 1 June.
    for (on, expected) in [
        ("2028-03-26", false),
        ("2028-03-27", true),
        ("2028-04-02", true),
        ("2028-06-01", true),
        ("2028-06-02", false),
    ] {
        for role in Role::USUAL {
            let found = is_asked(role.clone(), Standing::Active, true, on);
            assert_eq!(found, expected, "{role} {on}");
            assert!(!is_asked(role, Standing::Active, false, on));
        }
    }
    let on = "2028-04-03";
    assert!(is_asked(Role::Mentee, Standing::Finished, true, on));
    assert!(!is_asked(Role::Mentee, Standing::Left, true, on));
    assert!(!is_asked(Role::Mentee, Standing::Paused, true, on));
    let own = Role::Own("host".into());
    assert!(is_asked(own, Standing::Active, true, on));
}

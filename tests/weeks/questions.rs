//! Questions of the programme's own in a check-in.

use groundcrew::domain::decide::Weekly;
use groundcrew::domain::id::QuestionId;
use groundcrew::domain::programme::WeekQuestion;
use groundcrew::domain::week::check_in::{ASKED, CheckIn, Readers, Words};
use groundcrew::domain::week::diary::Diary;
use groundcrew::domain::week::saying::Saying;

use super::kit::{Device, MENTEE, id, whose};

fn key(text: &str) -> QuestionId {
    text.parse().expect("a key")
}

fn question(id: &str, label: &str) -> WeekQuestion {
    WeekQuestion {
        id: key(id),
        label: label.to_owned(),
        help: String::new(),
    }
}

fn answer(words: &mut Words, question: &str, asked: &str, text: &str) {
    words.say(&Saying::Answer {
        question: key(question),
        asked: asked.to_owned(),
        text: text.to_owned(),
    });
}

fn keep(device: &mut Device, readers: Readers, before: &Words, after: &Words) {
    device.do_it(Weekly::CheckIn {
        whose: whose(1),
        readers,
        held_in: Readers::ALL.map(|one| whose(1).check_in(one)).into(),
        before: Box::new(before.clone()),
        after: Box::new(after.clone()),
    });
}

fn said(device: &Device) -> Words {
    let all = device.read(CheckIn::read).into_iter();
    let mut here = all.filter(|one| !one.deleted);
    here.next().expect("a check-in").words
}

/// Each answer beside its question.
fn read(words: &Words, questions: &[WeekQuestion]) -> Vec<(String, String)> {
    let answered = words.answered(questions).into_iter();
    let pairs = answered.map(|one| (one.question.to_owned(), one.text.to_owned()));
    pairs.collect()
}

fn pair(question: &str, text: &str) -> (String, String) {
    (question.to_owned(), text.to_owned())
}

#[test]
fn promise_07_an_answer_stays_readable_beside_its_question_as_it_was_asked() {
    let mut device = Device::new(1);
    let (nothing, mut words) = (Words::default(), Words::default());
    answer(&mut words, "thanks", "Whom would you like to thank?", "Ana");
    answer(&mut words, "joke", "A joke?", "None");
    keep(&mut device, Readers::Team, &nothing, &words);
    let words = said(&device);
    // As long as both are asked, in the programme's order.
    let both = [
        question("thanks", "Whom would you like to thank?"),
        question("joke", "A joke?"),
    ];
    let expected = [
        pair("Whom would you like to thank?", "Ana"),
        pair("A joke?", "None"),
    ];
    assert_eq!(read(&words, &both), expected);
    // Asked in other words since, or not any more.
    let one = [question("thanks", "Who helped you?")];
    assert_eq!(read(&words, &one), expected);
    let swapped = [pair("A joke?", "None"), expected[0].clone()];
    assert_eq!(read(&words, &[]), swapped);
}

#[test]
fn an_answer_that_was_kept_without_its_question_is_read_beside_what_is_asked_now() {
    let words = Words {
        answers: [(key("thanks"), "Ana".to_owned())].into(),
        ..Words::default()
    };
    let asked = [question("thanks", "Who helped you?")];
    assert_eq!(read(&words, &asked), [pair("Who helped you?", "Ana")]);
    assert_eq!(read(&words, &[]), [pair("thanks", "Ana")]);
}

#[test]
fn a_blank_answer_is_none() {
    let mut words = Words::default();
    answer(&mut words, "thanks", "Whom would you like to thank?", " ");
    assert!(words.is_empty());
    assert_eq!(read(&words, &[]), []);
}

#[test]
fn promise_23_answers_go_to_the_readers_that_were_chosen_and_stay_with_nobody_before() {
    let mut device = Device::new(1);
    let (nothing, mut words) = (Words::default(), Words::default());
    answer(&mut words, "thanks", "Whom would you like to thank?", "Ana");
    keep(&mut device, Readers::Team, &nothing, &words);
    keep(&mut device, Readers::Captain, &words, &words);
    assert_eq!(said(&device), words);
    let before = device.read(CheckIn::read).into_iter();
    let mut emptied = before.filter(|one| one.deleted);
    let emptied = emptied.next().expect("what was for the team").words;
    assert!(emptied.answers.values().all(String::is_empty));
    assert!(emptied.asked.values().all(String::is_empty));
}

#[test]
fn what_stays_is_not_written_again_and_an_answer_writes_its_question() {
    let mut device = Device::new(1);
    let (nothing, mut words) = (Words::default(), Words::default());
    answer(&mut words, "thanks", "Whom would you like to thank?", "Ana");
    keep(&mut device, Readers::Team, &nothing, &words);
    let stored: Vec<String> = device
        .records
        .values()
        .filter_map(|record| record.live())
        .flat_map(|live| live.fields.keys())
        .filter(|name| name.as_str().starts_with(ASKED))
        .map(|name| name.as_str().to_owned())
        .collect();
    assert_eq!(stored, ["asked/thanks"]);
    let records = device.records.clone();
    keep(&mut device, Readers::Team, &words, &words);
    assert_eq!(device.records, records);
    // They are in what is taken along.
    let diary = Diary::of(device.records.values(), id(MENTEE));
    assert_eq!(diary.weeks[&1].check_ins[0].words, words);
}

//! What somebody says at the end of a session: kept as it is typed, and quoted as they agreed.

use groundcrew::domain::decide::{Close, Weekly};
use groundcrew::domain::form::{Choice, Scale};
use groundcrew::domain::id::{ChoiceId, QuestionId};
use groundcrew::domain::programme::{ClosingKind, ClosingQuestion};
use groundcrew::domain::record::{Audience, FieldName, Kind, Value};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::closing::{
    Answer, CONSENT, Closing, Consent, Interest, Quote, Saying, Words, closing_id,
};
use groundcrew::format::record;

use super::kit::{Device, MENTEE, id};
use super::people::session;

const FIRST: &str = include_str!("../fixtures/records/closing-v1.jsonl");

fn key(text: &str) -> QuestionId {
    text.parse().expect("a key")
}

fn answer(question: &str, asked: &str, answer: Option<Answer>) -> Saying {
    Saying::Answer {
        question: key(question),
        asked: asked.to_owned(),
        answer,
    }
}

fn choice(name: &str, label: &str) -> Answer {
    let id: ChoiceId = name.parse().expect("a key");
    let label = label.to_owned();
    Answer::Choice { id, label }
}

/// Everything that can be said.
pub fn all_of_it() -> Words {
    let mut words = Words::default();
    for saying in [
        answer("overall", "How was it?", Some(Answer::Rating(5))),
        answer(
            "helped",
            "What helped?",
            Some(Answer::Words("My captain".to_owned())),
        ),
        answer(
            "amount",
            "Was it too much?",
            Some(choice("right", "About right")),
        ),
        Saying::Testimonial("I merged my first pull request.".to_owned()),
        Saying::Consent(Consent::WithName),
        Saying::ShownAs("Ana".to_owned()),
        Saying::Interest(Some(Interest::Yes)),
        Saying::InterestRole(Some(Role::Captain)),
        Saying::InterestWords("From autumn on".to_owned()),
    ] {
        words.say(&saying);
    }
    words
}

pub fn close(member: u128, before: &Words, after: &Words) -> Weekly {
    Weekly::Close(Box::new(Close {
        session: session(),
        member: id(member),
        sample: false,
        before: before.clone(),
        after: after.clone(),
    }))
}

/// Says something more, as the page does.
pub fn says(device: &mut Device, member: u128, saying: &[Saying]) {
    let record = device.records.get(&closing_id(id(member)));
    let before = record.and_then(Closing::read).map(|one| one.words);
    let before = before.unwrap_or_default();
    let mut after = before.clone();
    saying.iter().for_each(|one| after.say(one));
    device.do_it(close(member, &before, &after));
}

pub fn of(device: &Device, member: u128) -> Closing {
    let record = &device.records[&closing_id(id(member))];
    Closing::read(record).expect("a closing")
}

#[test]
fn promise_06_the_first_shape_is_read_and_written_as_it_was() {
    let mut device = Device::new(1);
    device.do_it(close(MENTEE, &Words::default(), &all_of_it()));
    let texts: Vec<String> = device.records.values().map(record::to_text).collect();
    let expected: Vec<&str> = FIRST.lines().collect();
    assert_eq!(texts, expected);
    let read = record::parse(expected[0]).expect("a record");
    assert_eq!(record::to_text(&read), expected[0]);
    let closing = Closing::read(&read).expect("a closing");
    assert_eq!((closing.member, closing.session), (id(MENTEE), session()));
    assert_eq!(closing.words, all_of_it());
    assert_eq!(read.live().expect("live").audience, Audience::Organizers);
    assert!(!closing.sample && !closing.deleted && !closing.conflict && !closing.unsettled);
}

#[test]
fn promise_02_all_that_is_said_is_kept_piece_by_piece_and_nothing_is_made_for_nothing() {
    let mut device = Device::new(1);
    assert_eq!(
        device.run(close(MENTEE, &Words::default(), &Words::default())),
        Ok(0)
    );
    let blank = Words {
        testimonial: "  ".to_owned(),
        ..Words::default()
    };
    assert_eq!(device.run(close(MENTEE, &Words::default(), &blank)), Ok(0));
    // What is agreed to before there are words stays agreed to, and is not yet a closing.
    says(
        &mut device,
        MENTEE,
        &[Saying::Consent(Consent::WithoutName)],
    );
    assert!(!of(&device, MENTEE).is_written());
    says(
        &mut device,
        MENTEE,
        &[Saying::Testimonial("Good".to_owned())],
    );
    assert!(of(&device, MENTEE).is_written());
    assert_eq!(of(&device, MENTEE).words.consent, Consent::WithoutName);
    let rated = answer("overall", "How was it?", Some(Answer::Rating(2)));
    says(&mut device, MENTEE, &[rated]);
    assert_eq!(
        of(&device, MENTEE).words.answers[&key("overall")],
        Answer::Rating(2)
    );
    // Taken back it is gone, and the rest stays.
    says(
        &mut device,
        MENTEE,
        &[answer("overall", "How was it?", None)],
    );
    assert_eq!(of(&device, MENTEE).words.answers, [].into());
    assert_eq!(of(&device, MENTEE).words.testimonial, "Good");
    says(&mut device, MENTEE, &[Saying::Testimonial(String::new())]);
    assert!(!of(&device, MENTEE).is_written());
}

#[test]
fn promise_10_two_tabs_that_say_different_things_lose_neither() {
    let mut device = Device::new(1);
    let nothing = Words::default();
    let mut one = nothing.clone();
    one.say(&Saying::Testimonial("Good".to_owned()));
    let mut other = nothing.clone();
    other.say(&Saying::Interest(Some(Interest::Maybe)));
    device.do_it(close(MENTEE, &nothing, &one));
    device.do_it(close(MENTEE, &nothing, &other));
    let words = of(&device, MENTEE).words;
    assert_eq!(words.testimonial, "Good");
    assert_eq!(words.interest, Some(Interest::Maybe));
}

#[test]
fn nothing_is_quoted_that_its_writer_did_not_agree_to() {
    let mut device = Device::new(1);
    says(
        &mut device,
        MENTEE,
        &[Saying::Testimonial(" It changed me. ".to_owned())],
    );
    assert_eq!(of(&device, MENTEE).quote(), None);
    let words = "It changed me.";
    for (consent, name, expected) in [
        (Consent::WithoutName, "Ana", Some((words, None))),
        (Consent::WithName, "Ana", Some((words, Some("Ana")))),
        (Consent::WithName, "  ", Some((words, None))),
        // Whoever takes it back is quoted no more.
        (Consent::NotShown, "Ana", None),
    ] {
        let name = Saying::ShownAs(name.to_owned());
        says(&mut device, MENTEE, &[Saying::Consent(consent), name]);
        let expected = expected.map(|(words, name)| Quote { words, name });
        assert_eq!(of(&device, MENTEE).quote(), expected, "{consent:?}");
    }
    says(&mut device, MENTEE, &[Saying::Consent(Consent::WithName)]);
    says(&mut device, MENTEE, &[Saying::Testimonial(" ".to_owned())]);
    assert_eq!(of(&device, MENTEE).quote(), None, "no words, no quote");
    // What only a newer version knows was agreed to by nobody here.
    says(
        &mut device,
        MENTEE,
        &[Saying::Testimonial(words.to_owned())],
    );
    let newer = vec![(FieldName::new(CONSENT), Value::from("in-a-film"))];
    let at = closing_id(id(MENTEE));
    device.write(at, Kind::Closing, Audience::Organizers, newer);
    assert_eq!(of(&device, MENTEE).quote(), None);
}

#[test]
fn promise_19_where_two_devices_disagree_both_are_kept_and_nothing_is_quoted_until_one_is_chosen() {
    let mut phone = Device::new(1);
    says(
        &mut phone,
        MENTEE,
        &[
            Saying::Testimonial("Good".to_owned()),
            Saying::Consent(Consent::WithoutName),
        ],
    );
    let mut laptop = Device::new(2);
    laptop.take(&phone);
    says(&mut phone, MENTEE, &[Saying::Consent(Consent::WithName)]);
    says(&mut laptop, MENTEE, &[Saying::Consent(Consent::NotShown)]);
    phone.take(&laptop);
    laptop.take(&phone);
    assert_eq!(of(&phone, MENTEE), of(&laptop, MENTEE));
    let closing = of(&phone, MENTEE);
    assert!(closing.conflict && closing.unsettled);
    assert_eq!(closing.quote(), None);
    let shown = closing.words.consent;
    says(&mut phone, MENTEE, &[Saying::Consent(Consent::WithoutName)]);
    assert_ne!(shown, Consent::WithoutName);
    let name = None;
    let words = "Good";
    assert_eq!(of(&phone, MENTEE).quote(), Some(Quote { words, name }));
    // About something else they may disagree.
    laptop.take(&phone);
    says(&mut phone, MENTEE, &[Saying::Interest(Some(Interest::Yes))]);
    says(
        &mut laptop,
        MENTEE,
        &[
            Saying::Interest(None),
            Saying::InterestWords("No".to_owned()),
        ],
    );
    says(
        &mut laptop,
        MENTEE,
        &[Saying::Interest(Some(Interest::NotNow))],
    );
    phone.take(&laptop);
    let closing = of(&phone, MENTEE);
    assert!(closing.conflict && !closing.unsettled);
    assert!(closing.quote().is_some());
}

#[test]
fn promise_07_an_answer_stays_readable_beside_its_question_as_it_was_asked() {
    let words = all_of_it();
    let read = |questions: &[ClosingQuestion]| {
        let answered = words.answered(questions).into_iter();
        let one = answered.map(|one| (one.question.to_owned(), one.answer.clone(), one.steps));
        one.collect::<Vec<_>>()
    };
    let (rating, right) = (Answer::Rating(5), choice("right", "About right"));
    let helped = Answer::Words("My captain".to_owned());
    let asked =
        |question: &str, answer: &Answer, steps| (question.to_owned(), answer.clone(), steps);
    assert_eq!(
        read(&[]),
        [
            asked("Was it too much?", &right, None),
            asked("What helped?", &helped, None),
            asked("How was it?", &rating, None),
        ]
    );
    let question = |id: &str, label: &str, kind| ClosingQuestion {
        id: key(id),
        label: label.to_owned(),
        help: String::new(),
        kind,
    };
    let scale = Scale {
        steps: 7,
        low: String::new(),
        high: String::new(),
    };
    let right_choice = Choice {
        id: "right".parse().expect("a key"),
        label: "Just right".to_owned(),
        help: String::new(),
    };
    let now = [
        question("helped", "Other words now", ClosingKind::Words),
        question("overall", "Other words too", ClosingKind::Rating(scale)),
        question(
            "amount",
            "These as well",
            ClosingKind::Choice(vec![right_choice]),
        ),
        question("new", "Nobody answered this", ClosingKind::Words),
    ];
    assert_eq!(
        read(&now),
        [
            asked("What helped?", &helped, None),
            asked("How was it?", &rating, Some(7)),
            asked("Was it too much?", &right, None),
        ]
    );
}

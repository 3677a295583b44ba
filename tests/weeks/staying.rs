//! The report's end: what was said, of which only what its writer agreed to is quoted, and who is still there.

use std::collections::BTreeMap;

use groundcrew::domain::membership::Membership;
use groundcrew::domain::programme::{ClosingSurvey, Session};
use groundcrew::domain::role::Role;
use groundcrew::domain::roster::sheet::{Contact, Contacts};
use groundcrew::domain::week::closing::{Answer, Closing, Consent, Interest, Words, closing_id};
use groundcrew::domain::week::contribution::State;
use groundcrew::domain::week::report::{Again, Asked, Stayed, Still, Survey, stayed, survey};

use super::kit::{day, id};
use super::report::contribution;
use super::story::session;

fn said(member: u128, words: Words) -> Closing {
    Closing {
        id: closing_id(id(member)),
        member: id(member),
        session: session().id,
        words,
        sample: false,
        deleted: false,
        conflict: false,
        unsettled: false,
    }
}

#[test]
fn promise_23_only_words_whose_writer_agreed_are_quoted() {
    let quoted = |words: &str, consent, name: &str| Words {
        testimonial: words.to_owned(),
        consent,
        shown_as: name.to_owned(),
        ..Words::default()
    };
    let unsettled = Closing {
        unsettled: true,
        ..said(6, quoted("Disputed", Consent::WithName, "Eve"))
    };
    let deleted = Closing {
        deleted: true,
        ..said(7, quoted("Deleted", Consent::WithName, "Fay"))
    };
    let closings = [
        said(1, quoted("With a name", Consent::WithName, "Ana")),
        said(2, quoted("Without one", Consent::WithoutName, "Bo")),
        said(3, quoted("In confidence", Consent::NotShown, "Cy")),
        unsettled,
        deleted,
    ];
    let found = survey(&ClosingSurvey::Usual, &closings).expect("a survey");
    assert_eq!(found.answered, 4);
    assert_eq!(
        found.quotes,
        [
            ("With a name".to_owned(), Some("Ana".to_owned())),
            ("Without one".to_owned(), None),
        ]
    );
}

#[test]
fn what_was_said_at_the_end_is_counted() {
    let key = |text: &str| text.parse().expect("a key");
    let answers = |step, words: &str| {
        BTreeMap::from([
            (key("overall"), Answer::Rating(step)),
            (key("joke"), Answer::Words(words.to_owned())),
        ])
    };
    let asked = BTreeMap::from([
        (key("overall"), "How was it?".to_owned()),
        (key("joke"), "A joke?".to_owned()),
    ]);
    let words = |step, joke, interest, role| Words {
        answers: answers(step, joke),
        asked: asked.clone(),
        interest: Some(interest),
        interest_role: role,
        ..Words::default()
    };
    let closings = [
        said(1, words(4, "Knock", Interest::Yes, Some(Role::Navigator))),
        said(2, words(5, " ", Interest::NotNow, Some(Role::Captain))),
        said(3, Words::default()),
    ];
    assert_eq!(
        survey(&ClosingSurvey::Usual, &closings),
        Some(Survey {
            answered: 2,
            asked: vec![
                Asked {
                    question: "How was it?".to_owned(),
                    steps: [(4, 1), (5, 1)].into(),
                    choices: BTreeMap::new(),
                    words: 0,
                },
                Asked {
                    question: "A joke?".to_owned(),
                    steps: BTreeMap::new(),
                    choices: BTreeMap::new(),
                    words: 1,
                },
            ],
            interest: [(Interest::Yes, 1), (Interest::NotNow, 1)].into(),
            roles: [(Role::Navigator, 1)].into(),
            quotes: Vec::new(),
        })
    );
    assert_eq!(survey(&ClosingSurvey::Usual, &[]), None);
}

/// A session before the usual one, and one after it.
fn sessions() -> [Session; 3] {
    let named = |name: &str, starts: &str| Session {
        id: name.parse().expect("a key"),
        starts: day(starts),
        ..session()
    };
    [
        named("orbit-3", "2027-02-01"),
        session(),
        named("orbit-5", "2028-07-03"),
    ]
}

fn took(n: u128, person: u128, session: &Session, role: Role) -> Membership {
    Membership {
        id: id(n),
        ..Membership::new(&session.id, id(person), 0, role)
    }
}

fn contact(email: &str) -> Contact {
    Contact {
        email: email.to_owned(),
        ..Contact::default()
    }
}

#[test]
fn who_stayed_is_told_session_by_session() {
    let [before, now, next] = sessions();
    let refused = Membership {
        accepted: Some(false),
        ..took(16, 104, &now, Role::Captain)
    };
    let memberships = [
        took(11, 101, &before, Role::Mentee),
        took(12, 102, &before, Role::Mentee),
        took(13, 103, &before, Role::Mentee),
        took(14, 104, &before, Role::Mentee),
        // The first came back under another id, by the same address.
        took(15, 201, &now, Role::Navigator),
        refused,
        took(17, 101, &next, Role::Captain),
        took(18, 105, &now, Role::Mentee),
    ];
    let contacts: Contacts = [
        (id(101), contact("Ada@example.org")),
        (id(201), contact(" ada@example.org")),
        (id(102), contact("")),
        (id(103), contact("")),
    ]
    .into();
    // The session ended on 28 March 2027: what moved until then is no sign of staying.
    let works = [
        contribution(601, 12, "quill", &[(State::Merged, "2027-03-28")]),
        contribution(602, 13, "quill", &[(State::Merged, "2027-03-29")]),
        contribution(603, 13, "quill", &[(State::Review, "2027-06-01")]),
    ];
    let all = [&before, &now, &next];
    let again = |session: &Session, role| Again {
        session: session.id.clone(),
        role,
    };
    let found = stayed(&all, &memberships, &works, &contacts, day("2028-03-01"));
    assert_eq!(
        found,
        [Stayed {
            session: before.id.clone(),
            people: 4,
            again: 1,
            roles: [(Role::Navigator, 1), (Role::Captain, 1)].into(),
            moved: 1,
            still: vec![
                Still {
                    person: id(101),
                    again: vec![again(&now, Role::Navigator), again(&next, Role::Captain)],
                    moved: 0,
                    last: None,
                },
                Still {
                    person: id(103),
                    again: vec![],
                    moved: 2,
                    last: Some(day("2027-06-01")),
                },
            ],
        }]
    );
    // The latest first, once it is over; a session of which nobody is known is left out.
    let later = stayed(&all, &memberships, &works, &contacts, day("2029-01-01"));
    let ids: Vec<_> = later
        .iter()
        .map(|one| (one.session.as_str().to_owned(), one.people, one.again))
        .collect();
    assert_eq!(
        ids,
        [
            ("orbit-5".to_owned(), 1, 0),
            (now.id.to_string(), 2, 1),
            ("orbit-3".to_owned(), 4, 1),
        ]
    );
}

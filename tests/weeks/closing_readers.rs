//! Who is given what somebody says at the end of a session, and what a file may bring of it.

use groundcrew::domain::record::{Audience, Kind, Record, Value};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::carried::Addressee;
use groundcrew::domain::week::closing::{CONSENT, Consent, Saying, TESTIMONIAL, Words, closing_id};
use groundcrew::domain::week::diary::Diary;
use groundcrew::domain::week::handing::{Handing, Recipient};
use groundcrew::domain::week::own::is_by;
use groundcrew::domain::week::reader::Part;
use groundcrew::format::weeks::{WeeksFile, hand_out};
use groundcrew::sync::weeks::IsFor;

use super::closing::{all_of_it, close, of, says};
use super::forging::{made_up, text};
use super::kit::{CAPTAIN, MENTEE, id};
use super::people::{ELSEWHERE, MATE, OTHER_CAPTAIN, Someone, programme_id, session};
use super::story::NAVIGATOR;

/// A mentee with a device, who wrote their closing.
fn a_mentee(headquarters: &Someone) -> Someone {
    let mut mentee = Someone::invited(1, MENTEE, headquarters);
    mentee
        .device
        .do_it(close(MENTEE, &Words::default(), &all_of_it()));
    mentee
}

const SAID: &str = "I merged my first pull request.";

fn holds(file: &WeeksFile) -> bool {
    let text = file.to_text(&programme_id());
    text.contains(SAID) || text.contains("\"closing\"")
}

#[test]
fn promise_23_closing_words_are_handed_to_organizers_and_along_and_to_nobody_else() {
    let headquarters = Someone::organizers();
    let mentee = a_mentee(&headquarters);
    for to in [MATE, NAVIGATOR, CAPTAIN] {
        assert!(!holds(&mentee.file_for(Some(to))), "{to}");
    }
    assert!(holds(&mentee.file_for(None)));
    let own = WeeksFile::own(&mentee.device.records, &session(), id(MENTEE));
    assert!(holds(&own));
    // Organizers who took them in hand them to their writer and to no one else.
    let mut headquarters = headquarters;
    headquarters.open(&mentee.file_for(None));
    assert_eq!(of(&headquarters.device, MENTEE), of(&mentee.device, MENTEE));
    for (part, file) in hand_out(&headquarters.device.records, &session()) {
        assert_eq!(holds(&file), part.member == id(MENTEE), "{part:?}");
    }
    // Even where they came into wrong hands no file takes them on.
    let mut careless = Someone::invited(3, CAPTAIN, &headquarters);
    careless.device.take(&mentee.device);
    for to in [MATE, NAVIGATOR, CAPTAIN] {
        assert!(!holds(&careless.file_for(Some(to))), "{to}");
    }
    for to in [CAPTAIN, NAVIGATOR, MATE, ELSEWHERE, OTHER_CAPTAIN] {
        let along = WeeksFile::own(&headquarters.device.records, &session(), id(to));
        assert!(!holds(&along), "{to}");
        let along = WeeksFile::own(&careless.device.records, &session(), id(to));
        assert!(!holds(&along), "{to}");
    }
}

#[test]
fn an_organizer_who_takes_part_reads_closings_as_an_organizer_and_not_by_their_part() {
    let mut headquarters = Someone::organizers();
    let mentee = a_mentee(&headquarters);
    headquarters.open(&mentee.file_for(None));
    let part = Part {
        member: id(30),
        role: Role::Organizer,
        team: None,
    };
    let session = session();
    let given =
        Handing::of(&headquarters.device.records, &session).given_to(&Recipient::Member(part));
    assert!(!format!("{given:?}").contains(SAID));
}

#[test]
fn promise_02_a_closing_is_taken_along_to_another_device_and_goes_on_there() {
    let headquarters = Someone::organizers();
    let mut phone = a_mentee(&headquarters);
    let file = WeeksFile::own(&phone.device.records, &session(), id(MENTEE));
    let mut laptop = Someone::newcomer(40);
    assert_eq!(laptop.open(&file).is_for, IsFor::Unknown(id(MENTEE)));
    says(
        &mut laptop.device,
        MENTEE,
        &[Saying::Consent(Consent::NotShown)],
    );
    let back = WeeksFile::own(&laptop.device.records, &session(), id(MENTEE));
    phone.open(&back);
    assert!(!of(&phone.device, MENTEE).conflict);
    assert_eq!(of(&phone.device, MENTEE).quote(), None);
    let record = &phone.device.records[&closing_id(id(MENTEE))];
    assert!(is_by(record, id(MENTEE)) && !is_by(record, id(CAPTAIN)));
    // What is read back of one's weeks has it, and nobody else's.
    let of_own = Diary::of(phone.device.records.values(), id(MENTEE));
    assert_eq!(of_own.closing, Some(of(&phone.device, MENTEE)));
    let of_other = Diary::of(phone.device.records.values(), id(MATE));
    assert_eq!(of_other.closing, None);
}

#[test]
fn promise_24_no_file_for_somebody_writes_what_another_said() {
    let headquarters = Someone::organizers();
    let captain = Someone::invited(3, CAPTAIN, &headquarters);
    let organizers = Audience::Organizers;
    let said = |member: u128, audience: &Audience, at: u128| {
        let fields = vec![
            ("member", text(member)),
            ("session", Value::from(session().as_str())),
            (TESTIMONIAL, Value::from("Forged")),
            (CONSENT, Value::from("with-name")),
        ];
        made_up(closing_id(id(at)), &Kind::Closing, audience, fields)
    };
    let is_read = |record: Record, to: Option<u128>| {
        let mut file = captain.file_for(to);
        file.records = vec![record];
        WeeksFile::parse(&file.to_text(&programme_id()), &programme_id()).is_ok()
    };
    for (record, to, expected) in [
        // To organizers come closings of anyone: one organizer hands them to another.
        (said(MENTEE, &organizers, MENTEE), None, true),
        (said(MENTEE, &organizers, MENTEE), Some(MENTEE), true),
        (said(MENTEE, &organizers, MENTEE), Some(CAPTAIN), false),
        (said(MENTEE, &organizers, MENTEE), Some(MATE), false),
        (said(MENTEE, &organizers, MATE), None, false),
        (said(MENTEE, &organizers, MATE), Some(MENTEE), false),
        (said(MENTEE, &Audience::Public, MENTEE), None, false),
        (
            said(MENTEE, &Audience::Member(id(MENTEE)), MENTEE),
            None,
            false,
        ),
        (
            said(MENTEE, &Audience::Member(id(MENTEE)), MENTEE),
            Some(MENTEE),
            false,
        ),
        (
            said(MENTEE, &Audience::Care(id(CAPTAIN)), MENTEE),
            Some(CAPTAIN),
            false,
        ),
    ] {
        let shown = format!("{record:?}");
        assert_eq!(is_read(record, to), expected, "{to:?} {shown}");
    }
    // What is made up is no organizers'.
    let mut fields = vec![("member", text(MENTEE)), ("sample", Value::Bool(true))];
    fields.push(("session", Value::from(session().as_str())));
    let at = closing_id(id(MENTEE));
    let sample = made_up(at, &Kind::Closing, &organizers, fields);
    assert!(!is_read(sample, None));
}

#[test]
fn promise_24_a_forged_closing_stands_beside_what_was_said_and_quotes_nobody() {
    let mut headquarters = Someone::organizers();
    let mentee = a_mentee(&headquarters);
    headquarters.open(&mentee.file_for(None));
    let mut forger = Someone::invited(3, CAPTAIN, &headquarters);
    forger.device.do_it(close(
        MENTEE,
        &Words::default(),
        &Words {
            testimonial: "The best captain there is.".to_owned(),
            consent: Consent::WithName,
            shown_as: "Ana".to_owned(),
            ..Words::default()
        },
    ));
    let taken = headquarters.open(&forger.file_for(None));
    assert_eq!(taken.conflicts, 1);
    let closing = of(&headquarters.device, MENTEE);
    assert!(closing.unsettled);
    assert_eq!(closing.quote(), None);
    let kept = format!("{:?}", headquarters.device.records);
    assert!(kept.contains(SAID));
}

#[test]
fn promise_21_what_was_said_goes_with_whoever_said_it() {
    let mut headquarters = Someone::organizers();
    let mut mentee = a_mentee(&headquarters);
    headquarters.open(&mentee.file_for(None));
    headquarters.device.erase(vec![id(MENTEE)]);
    assert!(!format!("{:?}", headquarters.device.records).contains(SAID));
    // Another's file does not bring it back, nor does theirs.
    let taken = headquarters.open(&mentee.file_for(None));
    assert!(taken.dropped.contains(&closing_id(id(MENTEE))));
    // On their own device their words go by nobody's hand but theirs.
    let file = headquarters.file_for(Some(MATE));
    let file = WeeksFile {
        to: Addressee::Member(id(MENTEE)),
        ..file
    };
    let taken = mentee.open(&file);
    assert!(taken.left_out.contains(&closing_id(id(MENTEE))));
    assert!(of(&mentee.device, MENTEE).is_written());
}

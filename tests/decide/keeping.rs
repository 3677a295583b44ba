//! What is kept of an application beside its answers: when they were sent, and how they were asked.

use groundcrew::domain::application::{ANSWERS_AT, ApplicationState};
use groundcrew::domain::decide::Command;
use groundcrew::domain::record::{Change, FieldName, Kind, Value};
use groundcrew::domain::time::Instant;
use groundcrew::sync::intake::remarks;

use super::browser::*;

#[test]
fn promise_09_taking_it_back_after_the_deadline_makes_nothing_late() {
    let mut browser = Browser::new(1);
    browser.begin();
    browser.write("name", "Ada");
    browser.send().expect("ready");
    let sent = browser.sent();
    // As an earlier version wrote it.
    browser.apply(Change::Write {
        record: sent.id,
        kind: Kind::Application,
        audience: browser.records[&sent.id].live().expect("sent").audience.clone(),
        fields: vec![(FieldName::new(ANSWERS_AT), Value::Null)],
    });
    let is_late = |browser: &Browser| {
        let record = &browser.records[&sent.id];
        let remarks = remarks(&programme(), record).expect("readable");
        remarks.expect("an application").late
    };
    let after = window().closes.ended_everywhere();
    let deeds = [
        (Command::Withdraw(sent.id), ApplicationState::Withdrawn),
        (Command::Unwithdraw(sent.id), ApplicationState::Submitted),
    ];
    for (n, (deed, state)) in (0..).zip(deeds) {
        browser.now = Instant(after.0 + n);
        browser.run(deed).expect("it may be done");
        let now = browser.sent();
        // The file is a new one, with a receipt of its own.
        assert_eq!((now.state, now.sent_at), (state, browser.now));
        assert_eq!(now.answers_at, sent.sent_at);
        assert!(!is_late(&browser), "{state:?}");
    }
    browser.write("name", "Ada L.");
    browser.send().expect("late ones are taken");
    assert!(browser.sent().late && is_late(&browser));
}

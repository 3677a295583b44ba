//! How a draft stands towards what was sent of it: what changed since, and whether it arrived.

use std::collections::BTreeMap;

use super::answer::Answer;
use super::application::{Application, Receipt};
use super::id::QuestionId;
use super::time::Instant;
use crate::domain::gather::gather;

/// Whether what was sent last has arrived. Only a receipt says so (Promise 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// No receipt came.
    Waiting,
    /// What was sent last arrived, at this moment by the receiver's clock.
    Arrived(Instant),
    /// Something sent earlier arrived, at this moment; what was sent since has no receipt.
    EarlierArrived(Instant),
}

/// Whether what was sent last has arrived.
pub fn arrival(sent: &Application, receipt: Option<&Receipt>) -> Arrival {
    match receipt {
        None => Arrival::Waiting,
        Some(receipt) if receipt.for_sent_at == sent.sent_at => Arrival::Arrived(receipt.at),
        Some(receipt) => Arrival::EarlierArrived(receipt.at),
    }
}

/// The questions whose answers are not the ones that were sent: changed, new, taken away, or not
/// valid any more. `answers` are the ones that would be sent now.
pub fn changed(sent: &Application, answers: &BTreeMap<QuestionId, Answer>) -> Vec<QuestionId> {
    let differs = |question: &&QuestionId| {
        let before = sent.answers.get(*question).map(Answer::from_value);
        match (before, answers.get(*question)) {
            (None, None) => false,
            (Some(Ok(before)), Some(now)) => before != *now,
            // What this version can't read, it can't call the same.
            (Some(_), _) | (None, Some(_)) => true,
        }
    };
    let all: std::collections::BTreeSet<_> = gather(sent.answers.keys().chain(answers.keys()));
    all.into_iter().filter(differs).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::Chosen;
    use crate::domain::application::ApplicationState;
    use crate::domain::id::RecordId;

    fn question(name: &str) -> QuestionId {
        name.parse().expect("a key of the test")
    }

    fn text(text: &str) -> Answer {
        Answer::Text(text.to_owned())
    }

    fn sent(answers: &[(&str, Answer)]) -> Application {
        Application {
            id: RecordId::from_bits(1),
            session: "spring".parse().expect("a key of the test"),
            form_version: RecordId::from_bits(2),
            state: ApplicationState::Submitted,
            sent_at: Instant(1000),
            answers_at: Instant(1000),
            late: false,
            sample: false,
            deleted: false,
            answers: answers
                .iter()
                .map(|(name, answer)| (question(name), answer.to_value()))
                .collect(),
        }
    }

    #[test]
    fn promise_14_only_a_receipt_for_the_last_sending_says_that_it_arrived() {
        let sent = sent(&[]);
        let receipt = |for_sent_at| Receipt {
            at: Instant(5000),
            for_sent_at: Instant(for_sent_at),
        };
        assert_eq!(arrival(&sent, None), Arrival::Waiting);
        assert_eq!(
            arrival(&sent, Some(&receipt(1000))),
            Arrival::Arrived(Instant(5000))
        );
        assert_eq!(
            arrival(&sent, Some(&receipt(999))),
            Arrival::EarlierArrived(Instant(5000))
        );
    }

    #[test]
    fn what_was_edited_since_sending_is_told() {
        let choice = Answer::Choice(Chosen::Choice("yes".parse().expect("a key")));
        let before = [
            ("same", text("a")),
            ("number", Answer::Number(0.0)),
            ("edited", text("b")),
            ("taken-away", choice.clone()),
        ];
        let now = [
            ("same", text("a")),
            ("number", Answer::Number(0.0)),
            ("edited", text("b!")),
            ("new", choice),
        ];
        let now = now.into_iter().map(|(name, a)| (question(name), a));
        assert_eq!(
            changed(&sent(&before), &now.collect()),
            ["edited", "new", "taken-away"].map(question)
        );
    }
}

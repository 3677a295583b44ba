//! Why something was not done.

use super::{load_error, save_error};
use crate::domain::application::Unreadable;
use crate::domain::decide::Refused;
use crate::ui::app::Undone;
use crate::ui::typing::Trouble;
use crate::ui::when::moment_words;
use crate::ui::words::word;
use crate::{plural, t};

/// Why the rules refuse it, and what to do.
pub fn refused(refused: &Refused) -> String {
    match refused {
        Refused::NoSession(session) => {
            t!(
                errors.no_session,
                called = word(|w| &w.session.one),
                session = session.as_str().to_owned()
            )
        }
        Refused::TakesNone(_) => t!(errors.takes_none, session = word(|w| &w.session.one)),
        Refused::NoForm(_) => t!(errors.no_form).to_owned(),
        Refused::NotOpenYet(opens) => t!(errors.not_open_yet, moment = moment_words(*opens)),
        Refused::Closed(closed) => t!(errors.closed, moment = moment_words(*closed)),
        Refused::WeekClosed(closed) => t!(errors.week_closed, moment = moment_words(*closed)),
        Refused::HasOne(_) => t!(errors.has_one, session = word(|w| &w.session.one)),
        Refused::NotReady(problems) => {
            plural!(
                errors.not_ready,
                u32::try_from(problems.len()).unwrap_or(u32::MAX)
            )
        }
        Refused::NotHere(_) => t!(errors.not_here).to_owned(),
        Refused::Deleted(_) => t!(errors.roster_deleted).to_owned(),
        Refused::Unreadable(what) => unreadable(what),
        Refused::BothSent(_) => t!(
            errors.both_sent,
            session = word(|w| &w.session.one),
            organizers = word(|w| &w.organizer.many)
        ),
        Refused::WrongState(_) => t!(errors.wrong_state).to_owned(),
    }
}

/// What can't be read of a record.
pub fn unreadable(what: &Unreadable) -> String {
    t!(errors.unreadable, part = what.field.to_owned())
}

/// Why something was not done, and what to do.
pub fn undone(undone: &Undone) -> String {
    match undone {
        Undone::Refused(why) => refused(why),
        Undone::Unread(why) => load_error(why),
        Undone::Unsaved(why) => save_error(why),
    }
}

/// Why what is typed is not saved, and what to do about the text.
pub fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Storage(why) => format!("{} {}", save_error(why), t!(errors.keep_text)),
        Trouble::Gone(why) => refused(why),
    }
}

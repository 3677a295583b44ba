//! What a command changes, and when it is refused: the one place that decides.
//!
//! Knows no clock and no randomness: the [`Context`] carries now and fresh ids.

mod apply;
mod carry;
mod crew;
mod organize;
mod weekly;

pub use apply::{apart, typed_answer};
pub use weekly::{About, Close, Contributing, Contributor, Pair, PlanPart, Weekly, Which, Whose};

use std::collections::BTreeMap;

use super::answer::{Found, Problem, Typed, Zones};
use super::application::applications_of;
use super::decision::{Outcome, decision_id};
use super::erasure::OF_PEOPLE;
use super::id::{FormId, QuestionId, RecordId, SessionId};
use super::membership::{Membership, Team};
use super::person::Person;
use super::programme::Programme;
use super::record::{Change, FieldName, JournalEntry, Kind, Record, Value};
use super::role::Role;
use super::roster::taking::Taking;
use super::roster::{Move, Roster, Settlement, roster_id};
use super::time::Instant;

/// What someone wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin an application to a session.
    StartDraft(SessionId),
    /// Keep the form that a draft is typed into, as it is asked (Promise 7).
    KeepForm {
        /// The draft.
        draft: RecordId,
        /// The form version's record.
        asked: Record,
    },
    /// Keep what was typed. Never refused for what it says: only sending asks for valid answers.
    Type {
        /// The draft.
        draft: RecordId,
        /// The record of the form version that is on the screen: another tab may keep a newer one.
        asked: RecordId,
        /// What was typed, by question.
        typed: Vec<(QuestionId, Typed)>,
    },
    /// Send the draft's answers as they stand.
    Submit {
        /// The draft.
        draft: RecordId,
        /// The record of the form version that was asked.
        asked: Record,
    },
    /// Take a sent application back.
    Withdraw(RecordId),
    /// Let a withdrawn application stand again.
    Unwithdraw(RecordId),
    /// Note the organizers' receipt.
    TakeReceipt {
        /// The application it is for.
        application: RecordId,
        /// The sending it is for: the application's `sent-at`.
        for_sent_at: Instant,
        /// When it arrived, by the receiver's clock.
        at: Instant,
    },
    /// Delete records; they can be brought back.
    Delete(Vec<RecordId>),
    /// Bring deleted records back.
    Undelete(Vec<RecordId>),
    /// Erase records for good.
    Erase(Vec<RecordId>),
    /// Erase what a device holds of its owner for good.
    EraseMine {
        /// The records. Of those that can't be read, what is stored is removed.
        records: Vec<RecordId>,
        /// What could not be read and was set aside, by the keys it is stored under.
        aside: Vec<String>,
    },
    /// Make one of two drafts of a session, as an import may have brought them.
    JoinDrafts,
    /// Decide about applications.
    Decide(Vec<Verdict>),
    /// Say why something was decided about an application, or is going to be.
    Reason {
        /// The application.
        application: RecordId,
        /// Why.
        reason: String,
    },
    /// Add someone by hand, with a role in a session.
    AddPerson {
        /// The session.
        session: SessionId,
        /// The role.
        role: Role,
        /// What is known of them.
        person: Box<Person>,
    },
    /// Give someone a role in a session.
    AddMember(Box<Membership>),
    /// Say otherwise what is known of someone: what differs is written, and nothing else.
    EditPerson {
        /// Who.
        person: RecordId,
        /// As it was shown.
        before: Box<Person>,
        /// As it is to be.
        after: Box<Person>,
    },
    /// Say otherwise how someone takes part: what differs is written, and nothing else.
    EditMember {
        /// As it was shown.
        before: Box<Membership>,
        /// As it is to be.
        after: Box<Membership>,
        /// What the session's roster being formed has to know of it ([`follow`](super::roster::follow)).
        moves: Vec<Move>,
    },
    /// Say otherwise what is known of a team: what differs is written, and nothing else.
    EditTeam {
        /// As it was shown.
        before: Box<Team>,
        /// As it is to be.
        after: Box<Team>,
    },
    /// Keep a text about a membership or a team, as it is typed.
    Note {
        /// The membership or the team.
        record: RecordId,
        /// What the text says of it.
        what: Noted,
        /// The text.
        text: String,
    },
    /// Take in a table of who is in a session.
    TakeRoster {
        /// The session.
        session: SessionId,
        /// What the table does, as it was shown.
        taking: Box<Taking>,
    },
    /// Make moves on a roster.
    Arrange {
        /// The session.
        session: SessionId,
        /// The roster.
        roster: RecordId,
        /// The moves, in order.
        moves: Vec<Move>,
        /// Whether everyone who may be on it was made up.
        sample: bool,
    },
    /// Branch off a roster, to try something out.
    Branch {
        /// The roster, as it is shown.
        roster: Box<Roster>,
        /// What the branch is called.
        name: String,
    },
    /// Call a branch otherwise.
    NameRoster {
        /// The branch.
        roster: RecordId,
        /// What it is called.
        name: String,
    },
    /// Put a roster into effect.
    Settle(Box<Settlement>),
    /// Write something about somebody's week.
    Week(Weekly),
    /// Keep one of the values that copies disagree about (Promise 19).
    Choose {
        /// The record.
        record: RecordId,
        /// The field.
        field: FieldName,
        /// The value to keep: one of those the field holds now.
        value: Value,
    },
    /// [`Command::Choose`] for somebody's part in a session, which the roster being formed follows.
    ChoosePart {
        /// The part, as it was shown.
        part: Box<Membership>,
        /// The field.
        field: FieldName,
        /// The value to keep: one of those the field holds now.
        value: Value,
        /// What the session's roster being formed has to know of it
        /// ([`follow_choice`](super::roster::follow_choice)).
        moves: Vec<Move>,
    },
    /// Take in a draft that was carried here from another browser of the same person.
    TakeProgress {
        /// The draft.
        draft: Record,
        /// Its application if one was sent, and the form versions that either names.
        with: Vec<Record>,
    },
    /// Take in records and journal lines from a file.
    TakeIn {
        /// The records.
        records: Vec<Record>,
        /// The journal lines.
        journal: Vec<JournalEntry>,
    },
}

/// A text about a membership or a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Noted {
    /// Why someone stands as they do.
    Reason,
    /// Where a team meets.
    MeetsAt,
}

/// What is to be decided about an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The application.
    pub application: RecordId,
    /// The outcome; nothing takes a decision back.
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: String,
}

impl Command {
    /// The records it is about. `mine` are this device's owner's.
    pub fn named(&self, mine: &BTreeMap<RecordId, Record>) -> Vec<RecordId> {
        match self {
            Self::StartDraft(_) | Self::TakeIn { .. } | Self::JoinDrafts => Vec::new(),
            Self::TakeProgress { draft, with } => {
                let mut ids = applications_of(draft);
                ids.extend(with.iter().chain([draft]).map(|record| record.id));
                ids
            }
            Self::KeepForm { draft, .. } | Self::Type { draft, .. } => vec![*draft],
            Self::Submit { draft, .. } => {
                let mut ids = mine.get(draft).map(applications_of).unwrap_or_default();
                ids.push(*draft);
                ids
            }
            Self::Withdraw(id) | Self::Unwithdraw(id) => vec![*id],
            Self::TakeReceipt { application, .. } => vec![*application],
            Self::Choose { record, .. } => vec![*record],
            Self::Reason { application, .. } => vec![*application, decision_id(*application)],
            Self::AddPerson { .. } | Self::Branch { .. } => Vec::new(),
            Self::AddMember(member) => vec![member.id],
            Self::EditPerson { person, .. } => vec![*person],
            Self::ChoosePart { part, .. } => vec![part.id, roster_id(&part.session)],
            Self::EditMember { before, .. } => vec![before.id, roster_id(&before.session)],
            Self::EditTeam { before, .. } => vec![before.id],
            Self::Note { record, .. } => vec![*record],
            Self::TakeRoster { session, taking } => {
                let members = taking.members.iter();
                let people = taking.people.iter().map(|(person, ..)| *person);
                let ids = members.map(|(_, member)| member.id).chain(people);
                ids.chain([roster_id(session)]).collect()
            }
            Self::Arrange {
                session, roster, ..
            } => vec![*roster, roster_id(session)],
            Self::NameRoster { roster, .. } => vec![*roster],
            Self::Settle(settlement) => settlement.named(),
            Self::Week(weekly) => weekly.named(),
            Self::Decide(verdicts) => {
                let about = verdicts.iter().map(|verdict| verdict.application);
                about.flat_map(|id| [id, decision_id(id)]).collect()
            }
            Self::Delete(ids)
            | Self::Undelete(ids)
            | Self::Erase(ids)
            | Self::EraseMine { records: ids, .. } => ids.clone(),
        }
    }
}

impl Command {
    /// The kinds of records that it may reach without naming them: it is given all of these.
    pub fn reaches(&self) -> &'static [Kind] {
        match self {
            Self::Erase(_) | Self::EraseMine { .. } => &OF_PEOPLE,
            _ => &[],
        }
    }
}

/// What a command may look at beside the programme.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Now, by this device's clock.
    pub now: Instant,
    /// Two ids nobody has used.
    pub fresh: [RecordId; 2],
    /// The records that the command names and those of the kinds that it reaches, and this device's owner's
    /// drafts with their applications.
    pub records: &'a BTreeMap<RecordId, Record>,
    /// The time zones that may be named.
    pub zones: &'a Zones,
}

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refused {
    /// The programme has no such session.
    #[error("the programme has no session “{0}”")]
    NoSession(SessionId),
    /// The session takes no applications.
    #[error("the session “{0}” takes no applications")]
    TakesNone(SessionId),
    /// The programme has no such form.
    #[error("the programme has no form “{0}”")]
    NoForm(FormId),
    /// It opens later.
    #[error("applications are not open yet")]
    NotOpenYet(Instant),
    /// It closed, and late ones are not taken.
    #[error("applications have closed")]
    Closed(Instant),
    /// There is an application by this person to this session already: this draft.
    #[error("there is an application to this session on this device already")]
    HasOne(RecordId),
    /// The answers are not ready to be sent.
    #[error("{} answers are not ready", .0.len())]
    NotReady(Vec<Found<Problem>>),
    /// There is no such record here, or it is of another kind, or was erased.
    #[error("there is no such record here")]
    NotHere(RecordId),
    /// The roster was deleted; it can be brought back.
    #[error("the roster was deleted")]
    Deleted(RecordId),
    /// A record that is needed can't be read.
    #[error(transparent)]
    Unreadable(#[from] super::application::Unreadable),
    /// The week is closed since then: nothing about it is written any more.
    #[error("the week is closed")]
    WeekClosed(Instant),
    /// Applications to the session were sent from two browsers of the same person.
    #[error("applications to “{0}” were sent from both browsers")]
    BothSent(SessionId),
    /// What is asked does not fit the application's state.
    #[error("the application is not in a state for that")]
    WrongState(RecordId),
}

/// What the command changes, or why it is refused. Nothing is changed here.
pub fn decide(
    programme: &Programme,
    command: Command,
    context: Context<'_>,
) -> Result<Vec<Change>, Refused> {
    match command {
        Command::StartDraft(session) => apply::start(programme, session, context),
        Command::KeepForm { draft, asked } => apply::keep_form(draft, asked, context),
        Command::Type {
            draft,
            asked,
            typed,
        } => apply::keep_typed(draft, asked, typed, context),
        Command::Submit { draft, asked } => apply::submit(programme, draft, asked, context),
        Command::Withdraw(application) => apply::withdraw(programme, application, context),
        Command::Unwithdraw(application) => apply::unwithdraw(programme, application, context),
        Command::TakeReceipt {
            application,
            for_sent_at,
            at,
        } => apply::take_receipt(application, for_sent_at, at, context),
        Command::Delete(records) => organize::set_deleted(records, true, context.records),
        Command::Undelete(records) => organize::set_deleted(records, false, context.records),
        Command::Erase(records) => Ok(organize::erase(records, context.records)),
        Command::EraseMine { records, aside } => {
            let is_read = |id: &RecordId| context.records.contains_key(id);
            let (read, unread): (Vec<_>, Vec<_>) = records.into_iter().partition(is_read);
            let unread = unread.iter().map(RecordId::to_string);
            let mut changes = organize::erase(read, context.records);
            changes.extend(aside.into_iter().chain(unread).map(Change::Discard));
            Ok(changes)
        }
        Command::JoinDrafts => carry::join_drafts(context),
        Command::TakeProgress { draft, with } => {
            carry::take_progress(programme, draft, with, context)
        }
        Command::Decide(verdicts) => organize::decide_about(verdicts, context.records),
        Command::Reason {
            application,
            reason,
        } => organize::give_reason(application, reason, context.records),
        Command::AddPerson {
            session,
            role,
            person,
        } => crew::add_person(programme, session, role, &person, context),
        Command::AddMember(member) => crew::add_member(programme, &member),
        Command::EditPerson {
            person,
            before,
            after,
        } => Ok(crew::edit_person(person, &before, &after)),
        Command::EditMember {
            before,
            after,
            moves,
        } => crew::edit_part(programme, &before, &after, &moves, context.records),
        Command::EditTeam { before, after } => crew::edit_team(&before, &after, context.records),
        Command::Note { record, what, text } => crew::note(record, what, text, context.records),
        Command::TakeRoster { session, taking } => {
            crew::take_roster(programme, session, *taking, context.records)
        }
        Command::Arrange {
            session,
            roster,
            moves,
            sample,
        } => {
            let made_up = crew::MadeUp(sample);
            crew::arrange(programme, session, roster, &moves, made_up, context.records)
        }
        Command::Branch { roster, name } => Ok(crew::branch(&roster, name, context)),
        Command::NameRoster { roster, name } => crew::name_roster(roster, &name, context.records),
        Command::Week(weekly) => weekly::decide(weekly, context),
        Command::Settle(settlement) => Ok(crew::settle(*settlement, context.records)),
        Command::Choose {
            record,
            field,
            value,
        } => organize::choose(record, field, value, context.records),
        Command::ChoosePart {
            part,
            field,
            value,
            moves,
        } => crew::choose_part(programme, &part, (field, value), &moves, context.records),
        Command::TakeIn { records, journal } => Ok(organize::take_in(records, journal)),
    }
}

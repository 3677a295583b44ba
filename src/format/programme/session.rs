//! Sessions, and calls to them: JSON to [`Session`]s.
//!
//! A call takes what it shares with its session from there, wherever in the list that is.

use super::{Fault, Parts, Reader, References, Referred, Taken, teams, weekly};
use crate::domain::id::{FormId, ProjectId, SessionId};
use crate::domain::programme::{Apply, Call, Late, Session};
use crate::domain::record::Value;
use crate::domain::role::Role;
use crate::domain::time::Window;

/// What a call has from the session that it is for.
const OF_THE_SESSION: [&str; 5] = ["starts", "weeks", "projects", "teams", "weekly"];

/// A session, or a call whose session is still to be found.
enum Entry {
    Session(Box<Session>),
    Call(Called),
}

/// A call, as far as it says itself.
struct Called {
    id: SessionId,
    name: String,
    places: Option<u32>,
    apply: Apply,
    call: Call,
}

impl Called {
    /// The call as a session, with what it has from the one that it is for.
    fn to(self, session: &Session) -> Session {
        Session {
            id: self.id,
            name: self.name,
            places: self.places,
            apply: Some(self.apply),
            call: Some(self.call),
            ..session.clone()
        }
    }
}

/// Reads all sessions, in their order.
pub(super) fn all(
    r: &mut Reader,
    parts: &mut Parts<'_>,
    references: &References<'_>,
) -> Vec<Session> {
    let mut taken = Taken::default();
    let entries = r.list(parts, "sessions", |r, value| {
        entry(r, value, references, &mut taken)
    });
    let (mut sessions, mut calls) = (Vec::new(), Vec::new());
    for (place, entry) in entries.into_iter().enumerate() {
        match entry {
            Entry::Session(session) => sessions.push((place, *session)),
            Entry::Call(call) => calls.push((place, call)),
        }
    }
    // One whose session could not be read is left out: that was said there.
    let calls: Vec<(usize, Session)> = calls
        .into_iter()
        .filter_map(|(place, called)| {
            let of = |(_, session): &&(usize, Session)| session.id == called.call.session;
            let (_, session) = sessions.iter().find(of)?;
            Some((place, called.to(session)))
        })
        .collect();
    sessions.extend(calls);
    sessions.sort_by_key(|(place, _)| *place);
    sessions.into_iter().map(|(_, session)| session).collect()
}

fn entry(
    r: &mut Reader,
    value: &Value,
    references: &References<'_>,
    taken: &mut Taken,
) -> Option<Entry> {
    let mut parts = r.parts(value)?;
    let id: Option<SessionId> = r.required_key(&mut parts, "id");
    if let Some(id) = &id {
        taken.take(r, id.as_str());
    }
    let name = r.text(&mut parts, "name");
    let places = r.whole(&mut parts, "places", (0, 100_000));
    let call = parts.get("call");
    if let Some(call) = call {
        let call = r.within("call", |r| self::call(r, call, references));
        for shared in OF_THE_SESSION {
            if parts.get(shared).is_some() {
                r.fault_at(shared, Fault::OfTheSession);
            }
        }
        let value = r.required(&mut parts, "apply");
        let apply = value.and_then(|value| r.within("apply", |r| apply(r, value, references)));
        r.finish(&parts);
        return Some(Entry::Call(Called {
            id: id?,
            name,
            places,
            apply: apply?,
            call: call?,
        }));
    }
    let starts = r.required_date(&mut parts, "starts");
    let weeks = r.required_whole(&mut parts, "weeks", (1, 104));
    let projects = r.list(&mut parts, "projects", |r, value| {
        let id: ProjectId = r.key(value)?;
        if !references.projects.contains(&id.as_str()) {
            let key = id.to_string();
            let what = Referred::Project;
            r.fault(Fault::NoSuch { what, key });
        }
        Some(id)
    });
    let apply = parts
        .get("apply")
        .and_then(|value| r.within("apply", |r| apply(r, value, references)));
    let teams = teams::read(r, &mut parts);
    let weekly = weekly::read(r, &mut parts, references);
    r.finish(&parts);
    Some(Entry::Session(Box::new(Session {
        id: id?,
        name,
        starts: starts?,
        weeks: weeks?,
        places,
        apply,
        projects,
        teams,
        weekly,
        call: None,
    })))
}

/// What a call is for.
fn call(r: &mut Reader, value: &Value, references: &References<'_>) -> Option<Call> {
    let mut parts = r.parts(value)?;
    let session: Option<SessionId> = r.required_key(&mut parts, "for");
    if let Some(session) = &session {
        let key = session.to_string();
        if references.calls.contains(&session.as_str()) {
            r.fault_at("for", Fault::ForACall(key));
        } else if !references.sessions.contains(&session.as_str()) {
            let what = Referred::Session;
            r.fault_at("for", Fault::NoSuch { what, key });
        }
    }
    let role = role(r, &mut parts, references);
    r.finish(&parts);
    Some(Call {
        session: session?,
        role,
    })
}

/// A role that must be there: a usual one, or one of the programme's own.
pub(super) fn role(r: &mut Reader, parts: &mut Parts<'_>, references: &References<'_>) -> Role {
    let role = Role::from_name(&r.text(parts, "role"));
    if let Role::Own(key) = &role
        && !key.trim().is_empty()
        && !references.roles.contains(&&**key)
    {
        let (what, key) = (Referred::Role, key.to_string());
        r.fault_at("role", Fault::NoSuch { what, key });
    }
    role
}

fn apply(r: &mut Reader, value: &Value, references: &References<'_>) -> Option<Apply> {
    let mut parts = r.parts(value)?;
    let form: Option<FormId> = r.required_key(&mut parts, "form");
    if let Some(form) = &form
        && !references.forms.contains(&form.as_str())
    {
        let key = form.to_string();
        let what = Referred::Form;
        r.fault_at("form", Fault::NoSuch { what, key });
    }
    let opens = r.required_date(&mut parts, "opens");
    let closes = r.required_date(&mut parts, "closes");
    if let (Some(opens), Some(closes)) = (opens, closes)
        && closes < opens
    {
        r.fault_at("closes", Fault::ClosesBeforeOpening { opens });
    }
    let late = match parts.get("late") {
        Some(value) => r.within("late", |r| {
            r.word(
                value,
                &[("accepted", Late::Accepted), ("refused", Late::Refused)],
            )
        }),
        None => None,
    };
    r.finish(&parts);
    Some(Apply {
        form: form?,
        window: Window {
            opens: opens?,
            closes: closes?,
        },
        late: late.unwrap_or(Late::Refused),
    })
}

//! Who is known by an application alone, whatever was decided about it: a table that is taken in may name
//! them before they are accepted, and makes nobody a second time.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::read::Known;
use crate::browser::store::LoadError;
use crate::domain::application::{Application, ApplicationState};
use crate::domain::form::Form;
use crate::domain::id::RecordId;
use crate::domain::person::person_id;
use crate::domain::record::{Kind, Record};
use crate::domain::roster::Said;
use crate::domain::roster::sheet::{Contact, Contacts};
use crate::format::form::of_version;
use crate::ui::app::App;

/// Everyone who is known, those who applied among them.
pub struct Applicants {
    /// Who they are.
    pub contacts: Contacts,
    /// The applications of those who sent one.
    pub applications: BTreeMap<RecordId, RecordId>,
    /// Who applied to the session, and whether they were accepted.
    pub applied: BTreeMap<RecordId, bool>,
}

/// Reads who applied, to whatever session. One that can't be read is said on the list of applications.
pub async fn applicants(app: App, known: &Known) -> Result<Applicants, LoadError> {
    let store = app.store();
    let mut sent: Vec<Application> = Vec::new();
    // Who took theirs back takes no part by it.
    let stands = |sent: &Application| !sent.deleted && sent.state == ApplicationState::Submitted;
    let take = |records: Vec<Record>| {
        let found = records.iter();
        let found = found.filter_map(|record| Application::read(record).ok()?);
        sent.extend(found.filter(stands));
    };
    store.each_of_kind(&Kind::Application, take).await?;
    let versions: BTreeSet<RecordId> = sent.iter().map(|sent| sent.form_version).collect();
    let forms = store.get_all(versions).await?;
    let forms: BTreeMap<RecordId, Form> = forms
        .iter()
        .filter_map(|record| Some((record.id, of_version(record)?)))
        .collect();
    let programme = app.programme.get_untracked();
    let mut all = Applicants {
        contacts: known.contacts.clone(),
        applications: known.applications.clone(),
        applied: BTreeMap::new(),
    };
    for application in sent {
        let person = person_id(application.id);
        let joined = programme.joins(&application.session);
        if joined.is_some_and(|(session, _)| session.id == known.session().id) {
            let accepted = known.read.crew.get(person).is_some();
            all.applied.insert(person, accepted);
        }
        all.applications.insert(person, application.id);
        let Some(form) = forms.get(&application.form_version) else {
            continue;
        };
        let said = Said::of(&application, form);
        all.contacts.entry(person).or_insert_with(|| Contact {
            name: said.name.unwrap_or_default(),
            email: said.email.unwrap_or_default(),
            github: said.github.unwrap_or_default(),
            zone: said.zone,
            ..Contact::default()
        });
    }
    Ok(all)
}

//! Handing an application over where there is no endpoint: the file, the way to the organizers,
//! and their receipt.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::browser::files::{self, Shared, Sort, TextFile};
use crate::domain::application::Application;
use crate::domain::decide::Command;
use crate::domain::id::RecordId;
use crate::format::receipt::ReceiptFile;
use crate::format::submission::Submission;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, ButtonLook, Icon, Tone, announce, icon, live};
use crate::ui::deed::{Failed, failure, news, perform};
use crate::ui::file_input::FileInput;
use crate::ui::messages;
use crate::ui::words::word;

/// The three steps from “made” to “arrived”. `session` is the session's name.
pub(super) fn hand_over(app: App, session: &str, sent: &Application) -> AnyView {
    let failed: Failed = RwSignal::new(None);
    let file = RwSignal::new(None);
    {
        let sent = sent.clone();
        Effect::new(move || {
            // Should it not be read at first, it is when storage is followed again.
            app.changed.track();
            if file.with_untracked(|file| matches!(file, Some(Ok(_)))) {
                return;
            }
            let sent = sent.clone();
            spawn_local(async move {
                let made = submission_file(app, sent).await;
                // The page may have been left meanwhile.
                file.try_set(Some(made));
            });
        });
    }
    let ready = live(move || match file.get() {
        None => ().into_any(),
        Some(Ok(file)) => take_file(file),
        Some(Err(words)) => news(Tone::Danger, words),
    });
    let step_send = t!(
        apply.sent.step_send,
        organizers = word(|w| &w.organizer.many)
    );
    let id = sent.id;
    let take = Callback::new(move |given| take_receipt(app, id, given, failed));
    view! {
        <ol class="steps" role="list">
            <li class="card stack">
                <h2 class="card-title">{t!(apply.sent.step_file)}</h2>
                <p>{t!(apply.sent.step_file_help)}</p>
                {ready}
            </li>
            <li class="card stack">
                <h2 class="card-title">{step_send}</h2>
                <p>{t!(apply.sent.step_send_help)}</p>
                {mail(app, session, sent)}
            </li>
            <li class="card stack">
                <h2 class="card-title">{t!(apply.sent.step_receipt)}</h2>
                <p>{t!(apply.sent.step_receipt_help)}</p>
                {failure(failed)}
                <p>
                    <FileInput id="receipt-file" label=t!(apply.sent.receipt_open) take=take />
                </p>
            </li>
        </ol>
    }
    .into_any()
}

/// The name of the file of an application.
fn file_name(sent: &Application) -> String {
    let id = sent.id.to_string();
    format!("{}-application-{}.json", sent.session, &id[..8])
}

/// The file with what was sent and the questions as they were asked.
pub(super) async fn submission_file(app: App, sent: Application) -> Result<TextFile, String> {
    let record = app
        .mine
        .with_untracked(|mine| mine.get(&sent.id).cloned())
        .ok_or_else(|| t!(errors.not_here).to_owned())?;
    let form_version = app
        .store()
        .get(sent.form_version)
        .await
        .map_err(|e| messages::load_error(&e))?
        .ok_or_else(|| t!(apply.sent.unloaded).to_owned())?;
    let submission = Submission {
        application: record,
        form_version,
    };
    Ok(TextFile {
        name: file_name(&sent),
        text: submission.to_text(app.store().programme()),
        sort: Sort::Json,
    })
}

/// The buttons that share and save the file. Sharing comes first where the browser can.
fn take_file(file: TextFile) -> AnyView {
    let said = RwSignal::new(None::<(Tone, String)>);
    let shares = files::can_share(&file);
    let file = StoredValue::new(file);
    let share = move |()| {
        spawn_local(async move {
            let file = file.get_value();
            match files::share(&file).await {
                Ok(Shared::Handed) => {
                    said.set(Some((Tone::Info, t!(apply.sent.shared).to_owned())));
                }
                Ok(Shared::Cancelled) => said.set(None),
                Err(_) => said.set(Some((Tone::Danger, t!(errors.not_shared).to_owned()))),
            }
        });
    };
    let save = move |()| {
        let outcome = file.with_value(|file| match files::save(file) {
            Ok(()) => (Tone::Info, t!(apply.sent.saved, name = file.name.clone())),
            Err(_) => (Tone::Danger, t!(errors.not_downloaded).to_owned()),
        });
        said.set(Some(outcome));
    };
    let look = if shares {
        ButtonLook::Plain
    } else {
        ButtonLook::Primary
    };
    let share = shares.then(|| {
        view! {
            <Button
                label=t!(apply.sent.share)
                mark=Icon::Share
                look=ButtonLook::Primary
                press=share
            />
        }
    });
    let outcome = live(move || match said.get() {
        Some((tone, words)) => news(tone, words),
        None => ().into_any(),
    });
    view! {
        <div class="row">{share} <Button label=t!(apply.sent.save) mark=Icon::Download look=look press=save /></div>
        {outcome}
    }
    .into_any()
}

/// A letter to the organizers, begun: the file has to be attached by hand.
fn mail(app: App, session: &str, sent: &Application) -> AnyView {
    let email = app
        .programme
        .with_untracked(|programme| programme.contact.email.clone());
    let id = sent.id.to_string();
    let subject = t!(
        apply.sent.mail_subject,
        session = session.to_owned(),
        id = id[..8].to_owned()
    );
    let body = t!(
        apply.sent.mail_body,
        session = session.to_owned(),
        name = file_name(sent)
    );
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let href = format!(
        "mailto:{email}?subject={}&body={}",
        encoded(&subject),
        encoded(&body.replace('\n', "\r\n"))
    );
    view! {
        <p>
            <a class="button" href=href>
                {icon(Icon::Mail)}
                <span>{t!(apply.sent.mail, email = email)}</span>
            </a>
        </p>
    }
    .into_any()
}

fn take_receipt(app: App, application: RecordId, given: Vec<File>, failed: Failed) {
    failed.set(None);
    spawn_local(async move {
        let Some(file) = given.first() else {
            return;
        };
        let text = match files::read(file).await {
            Ok(text) => text,
            Err(error) => return failed.set(Some(messages::not_read(&error))),
        };
        let receipt = match ReceiptFile::parse(&text, app.store().programme()) {
            Ok(receipt) => receipt,
            Err(error) => return failed.set(Some(messages::file_error(&error))),
        };
        if receipt.application != application {
            return failed.set(Some(t!(errors.other_application).to_owned()));
        }
        let command = Command::TakeReceipt {
            application,
            for_sent_at: receipt.sent_at,
            at: receipt.at,
        };
        perform(app, command, failed, |_| {
            announce(t!(apply.sent.receipt_taken));
        });
    });
}

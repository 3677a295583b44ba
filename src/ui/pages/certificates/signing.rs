//! The key that badges are signed with: a file that an organizer opens. It is kept in memory until the page is left, and is
//! written nowhere (docs/decisions/0018).

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::Desk;
use crate::browser::files::{self, Sort};
use crate::browser::signing::{NotSigned, SigningKey};
use crate::domain::programme::Key;
use crate::format::open_badge::jwk::{Algorithm, NotAKey, PrivateKey};
use crate::t;
use crate::ui::components::{Button, Icon, Notice, Tone, announce, live};
use crate::ui::deed::{Failed, failure};
use crate::ui::file_input::FileInput;
use crate::ui::pages::roster::hand_over;
use crate::ui::when::isolated;

/// A key that is open.
#[derive(Clone)]
pub(super) struct Held {
    pub key: SigningKey,
    /// Its public half, as JSON.
    public: String,
}

/// The key that is open, if one is. What a browser keeps of it belongs to this page alone.
pub(super) type Open = RwSignal<Option<Held>, LocalStorage>;

/// Whether badges are signed, what that means, and how it is changed.
pub(super) fn part(desk: Desk, held: Open) -> AnyView {
    let failed = Failed::new(None);
    let key = Memo::new(move |_| desk.app.programme.with(|p| p.certificates.key.clone()));
    let body = live(move || match (key.get(), held.get()) {
        (Some(key), Some(open)) => signed(desk, &key, open, held),
        (key, _) => unsigned(key.as_ref(), held, failed),
    });
    view! {
        {body}
        {failure(failed)}
    }
    .into_any()
}

fn unsigned(key: Option<&Key>, held: Open, failed: Failed) -> AnyView {
    let way = match key {
        None => view! { <p>{t!(certificates.badge.no_key)}</p> }.into_any(),
        Some(key) => {
            let take = move |files: Vec<File>| {
                if let Some(file) = files.into_iter().next() {
                    open(file, held, failed);
                }
            };
            view! {
                <p>{t!(certificates.badge.open_key_help, kid = isolated(&key.kid))}</p>
                <FileInput id="badge-key" label=t!(certificates.badge.open_key) take=take />
            }
            .into_any()
        }
    };
    view! {
        <Notice tone=Tone::Info title=t!(certificates.badge.unsigned)>
            <p>{t!(certificates.badge.unsigned_help)}</p>
            {way}
        </Notice>
    }
    .into_any()
}

fn signed(desk: Desk, key: &Key, open: Held, held: Open) -> AnyView {
    let algorithm = open.key.algorithm();
    let help = t!(
        certificates.badge.signed_help,
        algorithm = algorithm.as_str(),
        kid = isolated(&key.kid)
    );
    let elsewhere = match algorithm {
        Algorithm::Rs256 => None,
        Algorithm::Es256 | Algorithm::EdDsa => Some(t!(certificates.badge.not_everywhere)),
    };
    let public = open.public;
    let save = move |()| {
        let name = "badge-key.json".to_owned();
        hand_over(desk.app, name, public.clone(), Sort::Json, desk.failed);
    };
    let put_away = move |()| {
        held.set(None);
        announce(t!(certificates.badge.put_away_done));
    };
    view! {
        <Notice tone=Tone::Good title=t!(certificates.badge.signed)>
            <p>{help}</p>
            {elsewhere.map(|words| view! { <p>{words}</p> })}
            <div class="button-row">
                <Button
                    label=t!(certificates.badge.public)
                    mark=Icon::Download
                    press=save
                />
                <Button label=t!(certificates.badge.put_away) mark=Icon::Close press=put_away />
            </div>
        </Notice>
    }
    .into_any()
}

fn open(file: File, held: Open, failed: Failed) {
    failed.set(None);
    spawn_local(async move {
        let Ok(text) = files::read(&file).await else {
            failed.try_set(Some(t!(certificates.badge.unread).to_owned()));
            return;
        };
        let key = match PrivateKey::parse(&text) {
            Ok(key) => key,
            Err(why) => {
                failed.try_set(Some(not_a_key(&why).to_owned()));
                return;
            }
        };
        match SigningKey::of(&key).await {
            Ok(taken) => {
                held.try_set(Some(Held {
                    key: taken,
                    public: key.public,
                }));
                announce(t!(certificates.badge.taken));
            }
            Err(why) => {
                failed.try_set(Some(not_signed(why).to_owned()));
            }
        }
    });
}

fn not_a_key(why: &NotAKey) -> &'static str {
    match why {
        NotAKey::Other => t!(certificates.badge.not_jwk),
        NotAKey::Set => t!(certificates.badge.set),
        NotAKey::Public => t!(certificates.badge.only_public),
        NotAKey::Unknown => t!(certificates.badge.unknown),
        NotAKey::Short => t!(certificates.badge.short),
        NotAKey::Partial => t!(certificates.badge.partial),
    }
}

/// Why nothing is signed, and what to do.
pub(super) fn not_signed(why: NotSigned) -> &'static str {
    match why {
        NotSigned::Insecure => t!(certificates.badge.insecure),
        NotSigned::Unknown => t!(certificates.badge.not_here),
        NotSigned::Refused => t!(certificates.badge.refused),
    }
}

//! Backups: a file of everything, checked before it counts; and a gentle word where there is
//! something to lose and none was made for a while.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::browser::files::{self, NotHanded, Sort, TextFile};
use crate::browser::store::{Job, LoadError, SaveError, Scope};
use crate::domain::record::Kind;
use crate::domain::time::Instant;
use crate::format::export::Export;
use crate::format::file::FileError;
use crate::format::table::utc;
use crate::route::Route;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{LinkButton, Notice, Tone};
use crate::ui::desk::Stage;
use crate::ui::messages;
use crate::ui::when::relative_words;

/// How long a backup is good for before a word is said: browsers that throw data away do so after
/// seven days without a visit.
const GOOD_FOR_MS: i64 = 7 * 86_400_000;

/// Why a backup was not made.
enum NotMade {
    /// The data could not be read, or someone stopped it.
    Unread(SaveError),
    /// What was written does not read back: it is not handed out.
    Wrong(FileError),
    /// The browser did not save the file.
    NotHanded,
    /// The file was made, and that could not be noted.
    NotNoted(SaveError),
}

/// Makes a backup, reads it back, and has the browser save it. Says what went wrong, if anything did.
pub(super) async fn make(app: App, job: &Job) -> Option<String> {
    match try_to_make(app, job).await {
        Ok(()) => None,
        Err(NotMade::Unread(error) | NotMade::NotNoted(error)) => {
            Some(messages::save_error(&error))
        }
        Err(NotMade::Wrong(error)) => Some(messages::file_error(&error)),
        Err(NotMade::NotHanded) => Some(t!(errors.not_downloaded).to_owned()),
    }
}

async fn try_to_make(app: App, job: &Job) -> Result<(), NotMade> {
    let store = app.store();
    let text = store
        .export(Scope::Programme, job)
        .await
        .map_err(NotMade::Unread)?;
    let programme = app
        .programme
        .with_untracked(|programme| programme.id.clone());
    // A backup that does not read back is none.
    Export::open(&text, Some(&programme)).map_err(NotMade::Wrong)?;
    let now = clock::now();
    let day: String = utc(now).chars().take(10).collect();
    let file = TextFile {
        name: format!("{programme}-backup-{day}.json"),
        text,
        sort: Sort::Json,
    };
    files::save(&file).map_err(|NotHanded| NotMade::NotHanded)?;
    store.note_backup(now).await.map_err(NotMade::NotNoted)?;
    app.changed.update(|n| *n += 1);
    Ok(())
}

/// What there is to lose, and since when it is safe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Health {
    /// Whether anyone's application is here.
    pub something: bool,
    /// When the last backup was made.
    pub last: Option<Instant>,
}

/// Reads it.
pub(super) async fn health(app: App) -> Result<Health, LoadError> {
    let store = app.store();
    let last = store.last_backup().await?;
    let all = store.ids_of_kind(&Kind::Application).await?;
    let mine = app
        .mine
        .with_untracked(|mine| all.iter().filter(|id| mine.contains_key(id)).count());
    let samples = app.desk.rows.with_untracked(|rows| rows.samples);
    let others = all.len().saturating_sub(mine);
    Ok(Health {
        something: u32::try_from(others).is_ok_and(|others| others > samples),
        last,
    })
}

/// The gentle word, on the crew's pages.
pub fn backup_reminder(app: App) -> AnyView {
    let stale = RwSignal::new(None::<Health>);
    Effect::new(move || {
        app.changed.track();
        app.desk.rows.track();
        spawn_local(async move {
            match health(app).await {
                Ok(health) => stale.set(Some(health)),
                // Where reading fails the page itself says so.
                Err(error) => leptos::logging::warn!("the age of the backup: {error}"),
            }
        });
    });
    let shown = move || {
        // Before the rows are read, samples count as something to lose.
        let health = stale
            .get()
            .filter(|_| app.desk.stage.get() == Stage::Ready)?;
        let now = app.now.get();
        let old = health.last.is_none_or(|last| now.0 - last.0 > GOOD_FOR_MS);
        (health.something && old).then(|| {
            let words = match health.last {
                Some(last) => t!(data.backup_old, ago = relative_words(last, now)),
                None => t!(data.backup_none).to_owned(),
            };
            view! {
                <div class="notices">
                    <Notice tone=Tone::Info title=t!(data.backup_title)>
                        <div class="notice-row">
                            <p>{words}</p>
                            <LinkButton href=Route::Data.href() label=t!(data.backup_go) />
                        </div>
                    </Notice>
                </div>
            }
        })
    };
    shown.into_any()
}

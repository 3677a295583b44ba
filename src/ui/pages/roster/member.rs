//! What can be changed about somebody on the roster: how they stand, since when and why, as what, and what
//! they agreed to show. Each change is kept at once; the reason saves as it is typed (Promise 2).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::day::day_field;
use super::invite::{invite, others};
use super::{Desk, mail_to};
use crate::browser::clock;
use crate::browser::zones;
use crate::domain::decide::{Command, Noted};
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::membership::{Membership, Standing};
use crate::domain::person::Shown;
use crate::domain::record::Record;
use crate::domain::role::Role;
use crate::domain::roster::sheet::Line;
use crate::domain::time::{Date, Instant};
use crate::format::sheet::github_page;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{Button, Dialog, DialogActions, Summary, SummaryRow, announce, live};
use crate::ui::deed::{failure, perform};
use crate::ui::keeper::Keeper;
use crate::ui::words::{capitalised, role_word};

/// What every part of the dialog is given. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct About {
    pub desk: Desk,
    pub id: RecordId,
    /// Who it is about, as last known.
    pub line: Memo<Option<Line>>,
}

/// The dialog.
pub(super) fn dialog(desk: Desk) -> AnyView {
    let title = move || {
        let id = desk.member.get();
        let line = desk.known.with(|known| known.sheet.line(id?).cloned());
        line.map(|line| line.who.name).unwrap_or_default()
    };
    view! {
        <Dialog id="member" title=title open=desk.open>
            {move || desk.member.get_untracked().map(|id| about(desk, id))}
        </Dialog>
    }
    .into_any()
}

fn about(desk: Desk, id: RecordId) -> AnyView {
    desk.failed.set(None);
    let line = Memo::new(move |_| desk.known.with(|known| known.sheet.line(id).cloned()));
    let about = About { desk, id, line };
    view! {
        {live(move || about.line.with(|line| line.as_ref().map(contact)).into_any())}
        {failure(desk.failed)}
        {standing(about)}
        {reason(about)}
        {part(about)}
        {place(about)}
        {shown(about)}
        {others(about)}
        {invite(about)}
        <DialogActions>
            <Button label=t!(common.close) press=move |()| desk.open.set(false) />
        </DialogActions>
    }
    .into_any()
}

/// Today, as this device has it.
pub(super) fn today() -> Option<Date> {
    let now = clock::now();
    let ahead = zones::device().and_then(|zone| zones::offset_minutes(&zone, now));
    let here = Instant(now.0 + i64::from(ahead.unwrap_or(0)) * 60_000);
    Date::from_days_since_epoch(here.0.div_euclid(86_400_000))
}

impl About {
    /// Says otherwise how they take part.
    pub fn change(self, change: impl FnOnce(&mut Membership)) {
        let Some(before) = self.member() else { return };
        let mut after = before.clone();
        change(&mut after);
        let command = Command::EditMember {
            before: Box::new(before),
            after: Box::new(after),
        };
        perform(self.desk.app, command, self.desk.failed, |_| {
            announce(t!(roster.kept));
        });
    }

    pub fn member(self) -> Option<Membership> {
        self.line
            .with_untracked(|line| line.as_ref().map(|line| line.member.clone()))
    }

    fn of<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        pick: fn(&Membership) -> T,
    ) -> Signal<Option<T>> {
        Signal::derive(move || {
            self.line
                .with(|line| line.as_ref().map(|line| pick(&line.member)))
        })
    }
}

fn link(href: String, words: String) -> AnyView {
    view! { <a href=href>{words}</a> }.into_any()
}

fn contact(line: &Line) -> AnyView {
    let who = &line.who;
    let email = mail_to(std::iter::once(who.email.as_str())).map(|_| {
        let href = format!("mailto:{}", js_sys::encode_uri_component(&who.email));
        let shown = link(href, who.email.clone());
        view! { <SummaryRow label=t!(roster.email)>{shown}</SummaryRow> }
    });
    let github = (!who.github.trim().is_empty()).then(|| {
        let name = who.github.clone();
        let shown = match github_page(&name) {
            Some(href) => link(href, name),
            None => view! { <span dir="auto">{name}</span> }.into_any(),
        };
        view! { <SummaryRow label=t!(roster.github)>{shown}</SummaryRow> }
    });
    let zone = who.zone.as_ref().map(|zone| {
        let now = crate::ui::when::clock_in(zone, clock::now()).unwrap_or_default();
        let words = t!(roster.zone_now, zone = zone.replace('_', " "), time = now);
        view! { <SummaryRow label=t!(roster.zone)>{words}</SummaryRow> }
    });
    view! { <Summary>{email} {github} {zone}</Summary> }.into_any()
}

/// What a standing is called.
pub(super) fn standing_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => t!(roster.active),
        Standing::Paused => t!(roster.paused),
        Standing::Left => t!(roster.left),
        Standing::Finished => t!(roster.finished),
    }
}

fn standing(about: About) -> AnyView {
    let now = about.of(|member| member.standing);
    let choices = Standing::ALL.map(|standing| {
        let choose = move |_| {
            about.change(|member| {
                member.standing = standing;
                member.since = today();
            });
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="member-standing"
                    prop:checked=move || now.get() == Some(standing)
                    on:change=choose
                />
                <span>{standing_words(standing)}</span>
            </label>
        }
    });
    let since = about.of(|member| member.since);
    let since = Signal::derive(move || since.get().flatten());
    let write = Callback::new(move |day| about.change(|member| member.since = day));
    view! {
        <fieldset class="decision-choices">
            <legend>{t!(roster.standing)}</legend>
            {choices.collect_view()}
        </fieldset>
        {day_field("member-since", t!(roster.standing_since), since, write)}
    }
    .into_any()
}

/// Has a text say what the record does, and again when that changed; tells whether it did once. Before that
/// nothing is to be typed, since it would be written over what was not seen.
pub fn take_up(
    app: App,
    id: RecordId,
    keeper: Keeper,
    changed: Memo<Option<String>>,
    said: fn(&Record) -> Option<String>,
) -> RwSignal<bool> {
    let ready = RwSignal::new(false);
    Effect::new(move || {
        changed.track();
        spawn_local(async move {
            if let Ok(Some(record)) = app.store().get(id).await
                && let Some(text) = said(&record)
            {
                keeper.refresh(&text, &record.version);
                ready.try_set(true);
            }
        });
    });
    ready
}

fn reason(about: About) -> AnyView {
    let keeper = about.desk.app.note(about.id, Noted::Reason);
    let read = Memo::new(move |_| {
        let line = about.line.get();
        line.map(|line| line.member.reason)
    });
    let reason = |record: &Record| Membership::read(record).map(|member| member.reason);
    let ready = take_up(about.desk.app, about.id, keeper, read, reason);
    view! {
        <div class="field">
            <label class="field-label" for="member-reason">
                {t!(roster.reason)}
            </label>
            <p id="member-reason-help" class="field-help">
                {t!(roster.reason_help)}
            </p>
            <textarea
                id="member-reason"
                class="input"
                rows="2"
                dir="auto"
                aria-describedby="member-reason-help"
                prop:readOnly=move || !ready.get()
                prop:value=move || keeper.text.get()
                on:input=move |event| keeper.set(event_target_value(&event))
            ></textarea>
            {keeper.saved()}
        </div>
    }
    .into_any()
}

/// One of several, as a list to choose from.
pub fn choice(
    id: &'static str,
    label: String,
    offers: Vec<(String, String)>,
    now: Signal<String>,
    choose: Callback<String>,
) -> AnyView {
    let options = offers.into_iter().map(|(value, words)| {
        let this = value.clone();
        view! {
            <option value=value selected=move || now.with(|now| *now == this)>
                {words}
            </option>
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <select
                id=id
                class="input"
                prop:value=now
                on:change=move |event| choose.run(event_target_value(&event))
            >
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// The roles there are in the programme, and the one someone has, as offers.
pub(super) fn role_offers(about: About, also: Option<&Role>) -> Vec<(String, String)> {
    let programme = about.desk.app.programme.get_untracked();
    let own = programme.words.more.keys();
    let own = own.map(|key| Role::Own(key.as_str().into()));
    let mut roles: Vec<Role> = Role::USUAL.into_iter().chain(own).collect();
    if let Some(also) = also
        && !roles.contains(also)
    {
        roles.push(also.clone());
    }
    let offer = |role: &Role| (role.to_string(), capitalised(&role_word(role)));
    roles.iter().map(offer).collect()
}

/// As what they take part, on what, and since when.
fn part(about: About) -> AnyView {
    let member = about.member();
    let role = about.of(|member| member.role.to_string());
    let role = Signal::derive(move || role.get().unwrap_or_default());
    let roles = role_offers(about, member.as_ref().map(|member| &member.role));
    let choose = Callback::new(move |name: String| {
        about.change(|member| member.role = Role::from_name(&name));
    });
    let project = about.of(|member| member.project.as_ref().map(ToString::to_string));
    let project = Signal::derive(move || project.get().flatten().unwrap_or_default());
    let projects = about.desk.known.with_untracked(|known| {
        let projects = known.session().projects.iter();
        let projects = projects.map(|id| (id.to_string(), known.project_name(id)));
        let none = (String::new(), t!(roster.project_of_team).to_owned());
        std::iter::once(none).chain(projects).collect()
    });
    let work_on = Callback::new(move |id: String| {
        let project: Option<ProjectId> = id.parse().ok();
        about.change(|member| member.project = project);
    });
    let joined = about.of(|member| member.joined);
    let joined = Signal::derive(move || joined.get().flatten());
    let join = Callback::new(move |day| about.change(|member| member.joined = day));
    view! {
        <div class="roster-pair">
            {choice("member-role", t!(roster.role).to_owned(), roles, role, choose)}
            {choice("member-project", t!(roster.project).to_owned(), projects, project, work_on)}
        </div>
        {day_field("member-joined", t!(roster.joined), joined, join)}
    }
    .into_any()
}

/// Whether they took the place they were offered.
fn place(about: About) -> AnyView {
    let took = |took: Option<bool>| match took {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    };
    let now = about.of(|member| member.accepted);
    let now = Signal::derive(move || took(now.get().flatten()).to_owned());
    let offers = [
        ("", t!(roster.not_answered)),
        ("yes", t!(roster.said_yes)),
        ("no", t!(roster.said_no)),
    ];
    let offers = offers.map(|(value, words)| (value.to_owned(), words.to_owned()));
    let choose = Callback::new(move |answer: String| {
        about.change(|member| {
            member.accepted = match answer.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            member.accepted_at = member.accepted.map(|_| clock::now());
        });
    });
    let by = about.of(|member| member.accept_by);
    let by = Signal::derive(move || by.get().flatten());
    let write = Callback::new(move |day| about.change(|member| member.accept_by = day));
    view! {
        <div class="roster-pair">
            {choice("member-accepted", t!(roster.accepted).to_owned(), offers.into(), now, choose)}
            {day_field("member-accept-by", t!(roster.accept_by), by, write)}
        </div>
    }
    .into_any()
}

fn shown_words(shown: Shown) -> &'static str {
    match shown {
        Shown::Name => t!(roster.shown_name),
        Shown::Github => t!(roster.shown_github),
        Shown::Team => t!(roster.shown_team),
    }
}

/// What they agreed to show to everyone.
fn shown(about: About) -> AnyView {
    let ticks = Shown::ALL.map(|what| {
        let is_on = move || {
            about.line.with(|line| {
                let line = line.as_ref();
                line.is_some_and(|line| line.who.shown.contains(&what))
            })
        };
        let toggle = move |event| agree(about, what, event_target_checked(&event));
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=is_on on:change=toggle />
                <span>{shown_words(what)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="decision-choices">
            <legend>{t!(roster.shown)}</legend>
            {ticks.collect_view()}
        </fieldset>
    }
    .into_any()
}

fn agree(about: About, what: Shown, agreed: bool) {
    let Some(member) = about.member() else { return };
    let before = about.desk.known.with_untracked(|known| {
        known
            .read
            .people
            .get(&member.person)
            .cloned()
            .unwrap_or_default()
    });
    let mut after = before.clone();
    if agreed {
        after.shown.insert(what);
    } else {
        after.shown.remove(&what);
    }
    // Someone known by their application alone gets a record that names it.
    let application = about
        .desk
        .known
        .with_untracked(|known| known.applications.get(&member.person).copied());
    after.application = after.application.or(application);
    let command = Command::EditPerson {
        person: member.person,
        before: Box::new(before),
        after: Box::new(after),
    };
    perform(about.desk.app, command, about.desk.failed, |_| {
        announce(t!(roster.kept));
    });
}

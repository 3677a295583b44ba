//! What can be changed about somebody on the roster: how they stand, since when and why, as what, and what
//! they agreed to show. All of it saves by itself (Promise 2).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::agreeing::{Agreeing, agreeing, shown};
use super::day::{Day, day_field};
use super::disputed::{part_label, part_value};
use super::invite::{invite, others};
use super::keeping::{Fact, Keeping};
use super::teams::{part_id, team_name};
use super::{Desk, mail_to};
use crate::browser::clock;
use crate::browser::zones;
use crate::domain::decide::Noted;
use crate::domain::id::{ProjectId, RecordId};
use crate::domain::membership::{
    ACCEPT_BY, ACCEPTED, JOINED, Membership, PROJECT, REASON, ROLE, SINCE, STANDING, Standing, TEAM,
};
use crate::domain::record::Record;
use crate::domain::role::Role;
use crate::domain::roster::sheet::Line;
use crate::domain::time::Date;
use crate::format::sheet::github_page;
use crate::t;
use crate::ui::app::App;
use crate::ui::components::{
    Button, Dialog, DialogActions, Select, Summary, SummaryRow, focus_if_lost, live, present_while,
};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::deed::failure;
use crate::ui::keeper::Keeper;
use crate::ui::pages::studio::step_in_link;
use crate::ui::saving::saved;
use crate::ui::words::{capital, capitalised, role_word, word};

/// What every part of the dialog is given. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct About {
    pub desk: Desk,
    pub id: RecordId,
    /// Who it is about, as last known.
    pub line: Memo<Option<Line>>,
    /// What is said of their part.
    pub keeping: Keeping,
    /// What they agreed to show.
    pub agreeing: Agreeing,
    conflicts: Conflicts,
}

/// The dialog.
pub(super) fn dialog(desk: Desk) -> AnyView {
    let title = move || {
        let id = desk.member.get();
        let line = desk.known.with(|known| known.sheet.line(id?).cloned());
        line.map(|line| line.who.name).unwrap_or_default()
    };
    // What opened it may have been drawn anew meanwhile, or elsewhere: on another team, under another role.
    Effect::new(move |was: Option<bool>| {
        let is_open = desk.open.get();
        if let Some(member) = desk.member.get_untracked()
            && was == Some(true)
            && !is_open
        {
            focus_if_lost(part_id(member));
        }
        is_open
    });
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
    let Some(member) = line.with_untracked(|line| line.as_ref().map(|line| line.member.clone()))
    else {
        return ().into_any();
    };
    let keeping = Keeping::of(desk.app, &member, desk.known.get_untracked());
    Effect::new(move || keeping.refresh(desk.app, desk.known.get()));
    // Whoever closes the dialog has chosen.
    on_cleanup(move || keeping.saving.flush());
    let conflicts = Conflicts::of(Choosing::by(
        desk.app,
        desk.failed,
        id,
        move |field, value, values| {
            Box::pin(async move {
                let (app, failed) = (desk.app, desk.failed);
                keeping.choice(app, failed, &field, &value, &values).await
            })
        },
    ));
    let about = About {
        desk,
        id,
        line,
        keeping,
        agreeing: agreeing(desk, member.person),
        conflicts,
    };
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
    zones::today(clock::now())
}

impl About {
    fn say(self, fact: Fact) {
        self.keeping.say(fact);
    }

    /// Their part as it is said now.
    pub fn member(self) -> Membership {
        self.keeping.shown.get_untracked()
    }

    fn of<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        pick: fn(&Membership) -> T,
    ) -> Signal<T> {
        Signal::derive(move || self.keeping.shown.with(pick))
    }

    /// What copies disagree about, beside its control.
    fn disputed(self, field: &'static str) -> AnyView {
        let known = self.desk.known;
        let words = move |value: &_| known.with_untracked(|known| part_value(known, field, value));
        self.conflicts.at(field, part_label(field), words)
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
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="member-standing"
                    prop:checked=move || now.get() == standing
                    on:change=move |_| about.say(Fact::Standing(standing))
                />
                <span>{standing_words(standing)}</span>
            </label>
        }
    });
    let since = Day {
        id: "member-since",
        label: t!(roster.standing_since),
        text: about.keeping.since,
    };
    let write = Callback::new(move |day| about.say(Fact::Since(day)));
    view! {
        <fieldset class="decision-choices">
            <legend>{t!(roster.standing)}</legend>
            {choices.collect_view()}
        </fieldset>
        {about.disputed(STANDING)}
        {day_field(since, about.of(|member| member.since), write)}
        {about.disputed(SINCE)}
        {live(move || step_in(&about.keeping.shown.get()))}
    }
    .into_any()
}

/// The way to who could take the place of somebody who is not there any more, or not for now.
fn step_in(member: &Membership) -> AnyView {
    let is_away = matches!(member.standing, Standing::Left | Standing::Paused);
    match (is_away, member.team) {
        (true, Some(team)) => {
            let href = step_in_link(&member.session, team, &member.role).href();
            view! { <p><a href=href>{t!(weeks.active.step_in)}</a></p> }.into_any()
        }
        (true | false, _) => ().into_any(),
    }
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
    let (keeping, agreeing) = (about.keeping.saving, about.agreeing.saving);
    view! {
        <div class="field">
            <label class="field-label" for="member-reason">
                {t!(roster.reason)}
            </label>
            <p id="member-reason-help" class="field-help">
                {t!(roster.reason_help, organizers = word(|w| &w.organizer.many))}
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
            {saved(about.desk.app, vec![keeper.going(), keeping.going(), agreeing.going()])}
            {about.disputed(REASON)}
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
    let roles = role_offers(about, Some(&about.member().role));
    let choose = move |name: String| about.say(Fact::Role(Role::from_name(&name)));
    let project = about.of(|member| {
        let project = member.project.as_ref();
        project.map(ToString::to_string).unwrap_or_default()
    });
    let projects: Vec<(String, String)> = about.desk.known.with_untracked(|known| {
        let projects = known.session().projects.iter();
        let projects = projects.map(|id| (id.to_string(), known.project_name(id)));
        let none = (String::new(), t!(roster.project_of_team).to_owned());
        std::iter::once(none).chain(projects).collect()
    });
    let work_on = move |id: String| {
        let project: Option<ProjectId> = id.parse().ok();
        about.say(Fact::Project(project));
    };
    let joined = Day {
        id: "member-joined",
        label: t!(roster.joined),
        text: about.keeping.joined,
    };
    let join = Callback::new(move |day| about.say(Fact::Joined(day)));
    view! {
        <div class="roster-pair">
            <Select
                id="member-role"
                label=t!(roster.role)
                offers=roles
                now=about.of(|member| member.role.to_string())
                choose=choose
            />
            <Select
                id="member-project"
                label=t!(roster.project)
                offers=projects
                now=project
                choose=work_on
            />
        </div>
        {about.disputed(ROLE)}
        {about.disputed(PROJECT)}
        {team(about)}
        {about.disputed(TEAM)}
        {day_field(joined, about.of(|member| member.joined), join)}
        {about.disputed(JOINED)}
    }
    .into_any()
}

/// On which team, for roles that have no place where teams are formed.
fn team(about: About) -> AnyView {
    let is_free = about.of(|member| matches!(member.role, Role::Organizer | Role::Own(_)));
    let choice = move || {
        let teams: Vec<(String, String)> = about.desk.known.with_untracked(|known| {
            let teams = known.sheet.teams.iter();
            let teams = teams.map(|sheet| (sheet.team.id.to_string(), team_name(&sheet.team)));
            let none = t!(roster.alone, team = word(|w| &w.team.one));
            std::iter::once((String::new(), none))
                .chain(teams)
                .collect()
        });
        let now = about.of(|member| member.team.map(|id| id.to_string()).unwrap_or_default());
        let join = move |id: String| about.say(Fact::Team(id.parse().ok()));
        view! {
            <Select
                id="member-team"
                label=capital(|w| &w.team.one)
                offers=teams
                now=now
                choose=join
            />
        }
        .into_any()
    };
    present_while(move || is_free.get(), choice).into_any()
}

/// Whether they took the place they were offered.
fn place(about: About) -> AnyView {
    let now = about.of(|member| {
        let took = match member.accepted {
            None => "",
            Some(true) => "yes",
            Some(false) => "no",
        };
        took.to_owned()
    });
    let offers = [
        ("", t!(roster.not_answered)),
        ("yes", t!(roster.said_yes)),
        ("no", t!(roster.said_no)),
    ];
    let offers = offers.map(|(value, words)| (value.to_owned(), words.to_owned()));
    let choose = move |answer: String| {
        let accepted = match answer.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        about.say(Fact::Accepted(accepted, accepted.map(|_| clock::now())));
    };
    let by = Day {
        id: "member-accept-by",
        label: t!(roster.accept_by),
        text: about.keeping.accept_by,
    };
    let write = Callback::new(move |day| about.say(Fact::AcceptBy(day)));
    view! {
        <div class="roster-pair">
            <Select
                id="member-accepted"
                label=t!(roster.accepted)
                offers=Vec::from(offers)
                now=now
                choose=choose
            />
            {day_field(by, about.of(|member| member.accept_by), write)}
        </div>
        {about.disputed(ACCEPTED)}
        {about.disputed(ACCEPT_BY)}
    }
    .into_any()
}

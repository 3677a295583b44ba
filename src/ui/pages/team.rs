//! One team, for those on it: who they are, when and where they meet, the next meeting by everyone's own
//! clock, and all of it for their calendars.

mod hours;
mod meeting;
mod next;
mod people;
mod weeks;

pub use hours::turns_words;

use std::sync::Arc;

use leptos::prelude::*;

use super::roster::read::{Known, follow, page};
use super::roster::{
    calendar, hand_over, mail_to, meeting_words, print, team_label, team_name, team_value,
};
use crate::browser::files::Sort;
use crate::browser::zones;
use crate::domain::decide::Command;
use crate::domain::id::{RecordId, SessionId};
use crate::domain::membership::{NAME, PROJECT, Team};
use crate::domain::role::Role;
use crate::domain::roster::sheet::{Line, TeamSheet};
use crate::domain::roster::{meetings, next_meeting};
use crate::domain::time::Instant;
use crate::format::sheet::{Heading, contacts};
use crate::route::{Query, Route};
use crate::t;
use crate::ui::app::{App, use_app};
use crate::ui::components::{
    Button, ButtonLook, Icon, LinkButton, Notice, PageHead, Tone, announce, live,
};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::deed::{Failed, failure, perform};
use crate::ui::pages::compare;

/// What every part of the page is given. Cheap to copy.
#[derive(Clone, Copy)]
struct Here {
    app: App,
    known: Signal<Arc<Known>>,
    /// The team with everyone on it; nothing once it was dissolved.
    sheet: Memo<Option<TeamSheet>>,
    /// The team as it was last said here, until it is read again.
    said: StoredValue<Option<Team>>,
    conflicts: Conflicts,
    failed: Failed,
}

/// One team of a session.
#[component]
pub fn TeamPage(
    /// The session.
    session: SessionId,
    /// The team.
    team: RecordId,
) -> AnyView {
    let app = use_app();
    let reading = follow(app, session.clone());
    page(app, reading, move |known| {
        let failed = Failed::new(None);
        let here = Here {
            app,
            known,
            sheet: Memo::new(move |_| known.with(|known| known.sheet.team(team).cloned())),
            said: StoredValue::new(None),
            conflicts: Conflicts::of(Choosing::about(app, failed, team)),
            failed,
        };
        Effect::new(move || {
            here.sheet.track();
            here.said.set_value(None);
        });
        let there = Memo::new(move |_| here.sheet.with(Option::is_some));
        let session = session.clone();
        live(move || {
            if there.get() {
                whole(here, &session)
            } else {
                gone(&session)
            }
        })
    })
}

fn back(session: &SessionId) -> (String, String) {
    let roster = Route::Roster(session.clone(), Query::default());
    (t!(roster.title).to_owned(), roster.href())
}

pub fn gone(session: &SessionId) -> AnyView {
    let (back, roster) = (back(session), back(session).1);
    view! {
        <PageHead title=t!(roster.team_gone) back=back />
        <Notice tone=Tone::Warning>
            <p>{t!(roster.team_gone_help)}</p>
            <LinkButton href=roster label=t!(roster.see) />
        </Notice>
    }
    .into_any()
}

impl Here {
    /// The team as it is now; nothing once it was dissolved.
    fn team(self) -> Option<Team> {
        self.sheet
            .with(|sheet| sheet.as_ref().map(|sheet| sheet.team.clone()))
    }

    /// Says otherwise what is known of the team.
    fn change(self, change: impl FnOnce(&mut Team)) {
        // What was said a moment ago is not read yet, and may be taken back.
        if self.failed.with_untracked(Option::is_some) {
            // What could not be stored was not said.
            self.said.set_value(None);
        }
        let said = self.said.get_value();
        let Some(before) = said.or_else(|| untrack(|| self.team())) else {
            return;
        };
        let mut after = before.clone();
        change(&mut after);
        self.said.set_value(Some(after.clone()));
        let command = Command::EditTeam {
            before: Box::new(before),
            after: Box::new(after),
        };
        perform(self.app, command, self.failed, |_| {
            announce(t!(roster.kept));
        });
    }

    /// What copies disagree about, beside its control.
    fn disputed(self, field: &'static str) -> AnyView {
        let known = self.known;
        let words = move |value: &_| known.with_untracked(|known| team_value(known, field, value));
        self.conflicts.at(field, team_label(field), words)
    }

    /// Those on it who take part.
    fn lines(self) -> Vec<Line> {
        self.sheet.with(|sheet| {
            let lines = sheet.iter().flat_map(|sheet| &sheet.lines);
            lines.filter(|line| line.member.is_in()).cloned().collect()
        })
    }

    /// Those who come to its meetings: who leads it, and who is mentored.
    fn meets(self) -> Vec<Line> {
        let mut lines = self.lines();
        lines.retain(|line| matches!(line.member.role, Role::Navigator | Role::Mentee));
        lines
    }

    /// Every meeting, in order; none where it is not said when, or by a clock the browser does not know.
    fn meetings(self) -> Vec<Instant> {
        let Some(team) = self.team() else {
            return Vec::new();
        };
        self.known.with(|known| {
            let session = known.session();
            let zone = team.meeting.as_ref().map(|meeting| meeting.zone.as_str());
            let (begins, lasts) = (team.begins(session), team.lasts(session));
            let clock = zone.and_then(|zone| zones::clock(zone, begins, lasts + 1));
            clock.map_or_else(Vec::new, |clock| meetings(&team, session, &clock))
        })
    }

    /// The meeting that is under way or comes next, with its week from 0.
    fn next(self) -> Option<(usize, Instant)> {
        let team = self.team()?;
        next_meeting(&self.meetings(), team.meeting?.minutes, self.app.now.get())
    }
}

fn whole(here: Here, session: &SessionId) -> AnyView {
    let name = move || here.team().as_ref().map(team_name).unwrap_or_default();
    let over = move || here.known.with(|known| known.session().name.clone());
    let about = live(move || {
        let team = here.team();
        let project = team.as_ref().and_then(|team| team.project.as_ref());
        let project = project.map(|project| here.known.with(|known| known.project_name(project)));
        let meeting = team.as_ref().and_then(|team| team.meeting.as_ref());
        let meeting = match meeting {
            Some(meeting) => meeting_words(meeting),
            None => t!(roster.no_meeting).to_owned(),
        };
        let words: Vec<String> = project.into_iter().chain([meeting]).collect();
        view! { <p class="roster-counts">{words.join(" · ")}</p> }.into_any()
    });
    let back = back(session);
    // When it meets is for those who run it to change.
    let by_cards = Memo::new(move |_| here.known.with(|known| known.by_cards));
    view! {
        <PageHead title=name over=over back=back>
            {about}
        </PageHead>
        {tools(here, session)}
        {failure(here.failed)}
        {here.disputed(NAME)}
        {here.disputed(PROJECT)}
        <div class="stack stack-loose">
            {next::next(here)} {weeks::weeks(here)} {people::people(here)}
            {live(move || if by_cards.get() { ().into_any() } else { meeting::meeting(here) })}
        </div>
    }
    .into_any()
}

/// What the team can take along.
fn tools(here: Here, session: &SessionId) -> AnyView {
    let team = untrack(|| here.team()).map(|team| team.id);
    let comparing = compare::crew_link(session, team.into_iter()).href();
    let save_calendar = move |()| {
        let made = here.sheet.with_untracked(|sheet| {
            let team = sheet.as_ref().map(|sheet| &sheet.team);
            here.known
                .with_untracked(|known| calendar(known, team.into_iter()))
        });
        if let Some(text) = made {
            hand_over(
                here.app,
                file_name(here, "ics"),
                text,
                Sort::Calendar,
                here.failed,
            );
        }
    };
    let no_meeting = Signal::derive(move || {
        let is_said = here.team().is_some_and(|team| team.meeting.is_some());
        (!is_said).then(|| t!(roster.calendar_needs).to_owned())
    });
    let save_contacts = move |()| {
        let programme = here.app.programme.get_untracked();
        let team = here
            .sheet
            .with_untracked(|sheet| sheet.as_ref().map(|s| s.team.id));
        let text = here.known.with_untracked(|known| {
            let heading = Heading {
                programme: &programme,
                session: known.session(),
            };
            contacts(&known.sheet, team, heading)
        });
        hand_over(
            here.app,
            file_name(here, "vcf"),
            text,
            Sort::Contacts,
            here.failed,
        );
    };
    let mail = live(move || {
        let lines = here.lines();
        let href = mail_to(lines.iter().map(|line| line.who.email.as_str()));
        let button = href.map(|href| {
            view! { <LinkButton href label=t!(roster.mail_all) mark=Icon::Mail /> }
        });
        button.into_any()
    });
    view! {
        <div class="roster-tools unprinted">
            <Button
                label=t!(roster.add_to_calendar)
                look=ButtonLook::Primary
                mark=Icon::Calendar
                press=save_calendar
                blocked=no_meeting
            />
            <Button label=t!(roster.export_contacts) mark=Icon::Download press=save_contacts />
            {mail}
            {print(here.failed)}
            <LinkButton href=comparing label=t!(crew.compare) mark=Icon::Calendar />
        </div>
    }
    .into_any()
}

/// What a file of the team is called: its name as far as any file system takes it.
fn file_name(here: Here, ending: &str) -> String {
    let team = untrack(|| here.team());
    let name = team.as_ref().map(team_name).unwrap_or_default();
    let letters = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' });
    let name: String = letters.take(40).collect::<String>().to_lowercase();
    let session = here
        .known
        .with_untracked(|known| known.session().id.to_string());
    format!("{session}-{}.{ending}", name.trim_matches('-'))
}

//! One file for each place of the app.

mod application;
mod applications;
mod apply;
mod apply_begun;
mod apply_carry;
mod apply_conflict;
mod apply_copy;
mod apply_hand;
mod apply_kept;
mod apply_orphan;
mod apply_question;
mod apply_review;
mod apply_section;
mod apply_send;
mod apply_sent;
mod apply_start;
mod apply_takeaway;
mod apply_window;
mod apply_withdraw;
mod backup;
mod broken;
mod certificates;
mod check_in;
mod choose;
mod circle;
mod closing;
mod closings;
mod compare;
mod contributions;
mod data;
mod due;
mod earlier;
mod home;
mod import;
mod meeting;
mod mine;
mod mine_aside;
mod mine_device;
mod mine_erase;
mod mine_list;
mod mine_take;
mod not_found;
mod own_weeks;
mod people;
mod plan;
mod preview;
mod report;
mod roster;
mod standing;
mod studio;
mod team;
mod wall;
mod weeks;

use application::ApplicationPage;
use applications::Applications;
pub use apply::Apply;
pub use apply_review::ApplyReview;
pub use apply_section::ApplySection;
pub use apply_sent::ApplySent;
pub use broken::{Broken, Trouble, fault_list};
use certificates::CertificatesPage;
use check_in::CheckInPage;
pub use choose::Choose;
use circle::CirclePage;
use closing::ClosingPage;
use closings::ClosingsPage;
use compare::Compare;
use contributions::ContributionsPage;
use data::Data;
pub use earlier::other_programme;
pub use home::Home;
use import::Import;
use meeting::{CircleMeetingPage, MeetingPage};
pub use mine::Mine;
pub use not_found::NotFound;
use people::{PeoplePage, PersonPage};
use plan::PlanPage;
use report::ReportPage;
use roster::RosterPage;
use standing::StandingPage;
use studio::StudioPage;
use team::{TeamPage, gone as team_gone};
use wall::WallPage;
use weeks::WeeksPage;

use leptos::prelude::*;

use crate::route::Route;

/// What is drawn by the crew's part.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A place of the crew.
    Place(Route),
    /// On the front door: what there is to do now, for whoever takes part.
    Due,
    /// In “My data”: one's own weeks.
    OwnWeeks,
}

/// What the crew's part draws. Only [`parts`](super::parts) may name it: what it reaches, and nothing else does,
/// is fetched apart from the rest of the app.
pub fn crew(piece: Piece) -> AnyView {
    match piece {
        Piece::Place(place) => crew_place(place),
        Piece::Due => due::due(),
        Piece::OwnWeeks => own_weeks::own_weeks(),
    }
}

fn crew_place(place: Route) -> AnyView {
    match place {
        Route::Applications(_) => view! { <Applications /> }.into_any(),
        Route::Application(id, query) => view! { <ApplicationPage id query /> }.into_any(),
        Route::Compare(_) => view! { <Compare /> }.into_any(),
        Route::Studio(session, _) => view! { <StudioPage session /> }.into_any(),
        Route::People(session) => view! { <PeoplePage session /> }.into_any(),
        Route::Person(session, person) => view! { <PersonPage session person /> }.into_any(),
        Route::Roster(session, query) => view! { <RosterPage session query /> }.into_any(),
        Route::Team(session, team) => view! { <TeamPage session team /> }.into_any(),
        Route::Meeting(session, team, week) => {
            view! { <MeetingPage session team week /> }.into_any()
        }
        Route::Circle(session, circle) => view! { <CirclePage session circle /> }.into_any(),
        Route::CircleMeeting(session, circle, week) => {
            view! { <CircleMeetingPage session circle week /> }.into_any()
        }
        Route::Standing(session, _) => view! { <StandingPage session /> }.into_any(),
        Route::Certificates(session) => view! { <CertificatesPage session /> }.into_any(),
        Route::Report(session) => view! { <ReportPage session /> }.into_any(),
        Route::Wall(session) => view! { <WallPage session /> }.into_any(),
        Route::Plan(session) => view! { <PlanPage session /> }.into_any(),
        Route::Contributions(session, _) => view! { <ContributionsPage session /> }.into_any(),
        Route::Closing(session, member) => view! { <ClosingPage session member /> }.into_any(),
        Route::Closings(session) => view! { <ClosingsPage session /> }.into_any(),
        Route::Weeks(session, member) => view! { <WeeksPage session member /> }.into_any(),
        Route::CheckIn(session, member, week) => {
            view! { <CheckInPage session member week /> }.into_any()
        }
        Route::Import => view! { <Import /> }.into_any(),
        Route::Data => view! { <Data /> }.into_any(),
        Route::Home
        | Route::Apply(_)
        | Route::ApplySection(..)
        | Route::ApplyQuestion(..)
        | Route::ApplyReview(_)
        | Route::ApplySent(_)
        | Route::Mine
        | Route::Choose(_)
        | Route::NotFound(_) => view! { <NotFound /> }.into_any(),
    }
}

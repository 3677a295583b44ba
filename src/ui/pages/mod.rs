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
mod check_in;
mod choose;
mod compare;
mod data;
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
mod people;
mod plan;
mod roster;
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
use check_in::CheckInPage;
pub use choose::Choose;
use compare::Compare;
use data::Data;
pub use earlier::other_programme;
pub use home::Home;
use import::Import;
use meeting::MeetingPage;
pub use mine::Mine;
pub use not_found::NotFound;
use people::{PeoplePage, PersonPage};
use plan::PlanPage;
use roster::RosterPage;
use studio::StudioPage;
use team::{TeamPage, gone as team_gone};
use wall::WallPage;
use weeks::WeeksPage;

use leptos::prelude::*;

use crate::route::Route;

/// A place of the crew. Only [`parts`](super::parts) may name it: what it reaches, and nothing else does,
/// is fetched apart from the rest of the app.
pub fn crew(place: Route) -> AnyView {
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
        Route::Wall(session) => view! { <WallPage session /> }.into_any(),
        Route::Plan(session) => view! { <PlanPage session /> }.into_any(),
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

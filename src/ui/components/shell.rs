//! The frame of every page: skip link, header, navigation, the main part, footer; and where the
//! focus goes when one page gives way to another.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use super::announcer::{self, Announcer};
use super::error_summary::{focus, focus_within};
use super::icon::{Icon, icon};
use super::live::{live, one_of, words};
use crate::t;

/// A link of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavLink {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether this is where one is.
    pub current: bool,
    /// How many things are there, to show beside the label.
    pub count: Option<u32>,
}

/// The frame around a page.
#[component]
pub fn Page(
    /// The programme's name.
    #[prop(into)]
    name: Signal<String>,
    /// Where the programme's name leads: home.
    home: String,
    /// The main places.
    #[prop(into)]
    links: Signal<Vec<NavLink>>,
    /// Places to read more, in the footer.
    #[prop(into)]
    more: Signal<Vec<NavLink>>,
    /// Whether the page wants all the width there is, for tables.
    #[prop(into)]
    wide: Signal<bool>,
    /// What stands in the header beside the navigation: whether all is saved, for one.
    #[prop(optional)]
    aside: Option<AnyView>,
    /// The page itself.
    children: Children,
) -> AnyView {
    let skip = move |event: leptos::ev::MouseEvent| {
        // The fragment of the address is the app's own, so the jump is made here.
        event.prevent_default();
        if let Some(main) = element("main") {
            main.scroll_into_view();
            focus(&main);
        }
    };
    let main_class = one_of(move || Some(if wide.get() { "main main-wide" } else { "main" }));
    view! {
        <div class="page">
            <header class="site-header">
                <a class="skip-link" href="#main" on:click=skip>
                    {t!(common.skip)}
                </a>
                <a class="site-name" href=home>
                    <img class="site-mark" src="./icons/icon.svg" alt="" width="36" height="36" />
                    <span>{words(name)}</span>
                </a>
                <div class="site-side">
                    {aside} <nav class="site-nav" aria-label=t!(common.main_navigation)>
                        {nav_list(links)}
                    </nav>
                </div>
            </header>
            <main id="main" class=main_class tabindex="-1">
                {children()}
            </main>
            <footer class="site-footer">
                <div class="site-footer-inner">
                    {live(move || more.get().into_iter().map(footer_link).collect_view().into_any())}
                </div>
            </footer>
            <Announcer />
        </div>
    }
    .into_any()
}

/// Links as a list; the current one says so.
pub(super) fn nav_list(links: Signal<Vec<NavLink>>) -> AnyView {
    let items = live(move || {
        links
            .get()
            .into_iter()
            .map(nav_item)
            .collect_view()
            .into_any()
    });
    view! { <ul role="list">{items}</ul> }.into_any()
}

fn footer_link(link: NavLink) -> AnyView {
    view! { <a href=link.href>{link.label}</a> }.into_any()
}

fn nav_item(link: NavLink) -> AnyView {
    let count = link.count.map(|count| {
        let count = crate::ui::when::number_words(f64::from(count));
        view! { <span class="tab-count">{count}</span> }
    });
    view! {
        <li>
            <a class="nav-link" href=link.href aria-current=link.current.then_some("page")>
                {link.label}
                {count}
            </a>
        </li>
    }
    .into_any()
}

/// The head of a page: its title, which also becomes the document's, and a way back. When a page
/// takes the place of another, its title takes the focus, so that reading starts there.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: TextProp,
    /// What the page is part of, over the title.
    #[prop(optional, into)]
    over: Option<TextProp>,
    /// Where one comes from: words and address.
    #[prop(optional)]
    back: Option<(String, String)>,
    /// What stands under the title.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let (of_document, of_heading) = (title.clone(), title);
    let whole = over.clone();
    Effect::new(move |_| {
        let title = of_document.get();
        document().set_title(&match &whole {
            Some(over) => format!("{title} · {}", over.get()),
            None => title.to_string(),
        });
    });
    arrive();
    let back = back.map(|(label, href)| {
        view! {
            <a class="back-link" href=href>
                {icon(Icon::Back)}
                {label}
            </a>
        }
    });
    view! {
        <div class="page-head">
            {back} {over.map(|over| view! { <p class="page-over">{words(over)}</p> })}
            <h1 tabindex="-1">{words(of_heading)}</h1> {children.map(|children| children())}
        </div>
    }
    .into_any()
}

thread_local! {
    /// The place of the page that was shown last, without its query.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The first page leaves the focus where the browser put it; each later one takes it. A page that is
/// drawn anew where it was, as its programme changed, takes it only if it was in what was replaced.
fn arrive() {
    let hash = window().location().hash().unwrap_or_default();
    let place = hash.split('?').next().unwrap_or_default().to_owned();
    match PLACE.replace(Some(place.clone())) {
        None => {}
        Some(before) if before == place => keep_focus(None),
        Some(_) => {
            announcer::moved_on();
            focus_heading();
        }
    }
}

/// For a part of a page that goes away with what was pressed in it: where the focus is in it by then,
/// it goes to the element of this id, or else to the title of the page. Call it where the part is made.
pub fn hand_on_focus(to: Option<&'static str>) {
    on_cleanup(move || keep_focus(to));
}

fn keep_focus(to: Option<&'static str>) {
    let Some(focused) = document().active_element() else {
        return;
    };
    let id = focused.id();
    request_animation_frame(move || {
        // Whoever made the part may have said already where the focus goes.
        let taken = document().active_element();
        let taken = taken.is_some_and(|element| element.tag_name() != "BODY");
        if focused.is_connected() || taken {
            return;
        }
        // What is drawn anew under the same id is what had it.
        let again = Some(id).filter(|id| !id.is_empty());
        let again = again.and_then(|id| element(&id));
        match again.or_else(|| to.and_then(element)) {
            Some(next) => focus(&next),
            None => focus_heading(),
        }
    });
}

/// Brings the focus to the title of the page, and the page to its top: for a page that changes what
/// it shows without giving way to another.
pub fn focus_heading() {
    request_animation_frame(|| {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        // The selector is a constant, so that it can't be refused.
        let heading = document().query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            focus(&heading);
        }
    });
}

/// Brings the focus to an element, or what can be pressed in it, once what was pressed is gone, if the focus is nowhere by then: for what gives way
/// after something was stored, or behind a dialog that closes.
pub fn focus_if_lost(id: String) {
    // What is drawn now is there in the next frame. What gives way may do so later, once something is stored.
    request_animation_frame(move || look_for_lost_focus(id, LOST_WITHIN));
}

/// For so many frames it is looked whether the focus is lost.
const LOST_WITHIN: u32 = 60;

fn look_for_lost_focus(id: String, frames: u32) {
    request_animation_frame(move || {
        let lost = document()
            .active_element()
            .is_none_or(|element| matches!(element.tag_name().as_str(), "BODY" | "DIALOG"));
        if lost {
            focus_within(&id);
        } else if frames > 0 {
            look_for_lost_focus(id, frames - 1);
        }
    });
}

fn element(id: &str) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

//! Teams formed beside the page: a search goes on to its end, stops when it is told to, and says what
//! keeps it from working.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use groundcrew::browser::teams::{Failure, Forming, News, NotStarted, Options};
use groundcrew::domain::teams::{
    Captain, Clash, Flaw, Lock, Mentee, Navigator, Objective, Problem, Report, Roster, Rules, Seam,
    Standing, Team, Week, Weights,
};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, BlobPropertyBag, Url};

/// Where `cargo xtask test` serves the solver.
const SOLVER: &str = "/teams/worker.js";

/// The page's word on where the solver is, while this lives.
struct Named(web_sys::Element);

impl Named {
    fn as_being_at(address: &str) -> Self {
        let named = document().create_element("meta").expect("an element");
        for (name, value) in [("name", "teams-worker"), ("content", address)] {
            named.set_attribute(name, value).expect("an attribute");
        }
        let head = document().head().expect("a page has a head");
        head.append_child(&named).expect("a head takes more");
        Self(named)
    }
}

impl Drop for Named {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// What was told, for one who waits for it.
#[derive(Default, Clone)]
struct Told(Rc<RefCell<(Vec<News>, Option<Waker>)>>);

impl Told {
    fn listener(&self) -> impl Fn(News) + 'static {
        let told = self.clone();
        move |news| {
            let mut told = told.0.borrow_mut();
            told.0.push(news);
            if let Some(waker) = told.1.take() {
                waker.wake();
            }
        }
    }

    /// The first of the news that is wanted; all others are dropped.
    async fn until(&self, wanted: impl Fn(&News) -> bool) -> News {
        poll_fn(|context| {
            let mut told = self.0.borrow_mut();
            let found = told.0.drain(..).find(&wanted);
            told.1 = Some(context.waker().clone());
            found.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }

    async fn last(&self) -> News {
        self.until(|news| match news {
            News::Report(report) => report.is_last(),
            News::Failed(_) => true,
        })
        .await
    }
}

/// Everybody has the same evening; each navigator takes two or three, and has a captain.
fn problem(navigators: usize, mentees: usize) -> Problem {
    let mut week = Week::default();
    week.add(0, 40);
    let clock = 0;
    let navigator = Navigator {
        project: 0,
        size: (2, 3),
        clock,
        week,
    };
    let captain = Captain {
        max_teams: 1,
        clock,
        week,
    };
    Problem {
        rules: Rules {
            min_team_hours: 5,
            min_captain_hours: 3,
        },
        weights: Weights {
            choice: vec![50],
            any: 30,
            overlap: 6,
            overlap_cap: 5,
            spread: -8,
        },
        seam: Seam::Closed,
        navigators: vec![navigator; navigators],
        captains: vec![captain; navigators],
        mentees: vec![
            Mentee {
                score: 50,
                level: 1,
                wishes: vec![],
                weeks: vec![week],
            };
            mentees
        ],
        locks: vec![],
        lenient: false,
        forbidden: vec![],
    }
}

/// A problem that takes long: people who are all a little different.
fn long_problem() -> Problem {
    let mut problem = problem(40, 150);
    let mut number = 7_u64;
    let mut any = |below: usize| {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (number >> 33) as usize % below
    };
    for navigator in &mut problem.navigators {
        navigator.size = (2, 6);
    }
    for mentee in &mut problem.mentees {
        let mut week = Week::default();
        for _ in 0..3 {
            let start = any(30);
            week.add(start, start + 12 + any(30));
        }
        mentee.weeks = vec![week];
        mentee.score = any(100) as i64;
        mentee.level = any(5) as i64;
    }
    problem
}

#[wasm_bindgen_test]
async fn teams_are_formed_beside_the_page() {
    let _named = Named::as_being_at(SOLVER);
    let told = Told::default();
    let forming = Forming::start(&problem(3, 9), Options::default(), told.listener());
    let forming = forming.expect("a search");
    let best = Objective {
        placed: 9,
        quality: 9 * 80 + 3 * 30,
    };
    let News::Report(report) = told.last().await else {
        panic!("no report");
    };
    assert_eq!(report.standing, Standing::Proved);
    assert_eq!((report.objective, report.bound), (Some(best), Some(best)));
    assert_eq!(report.roster.expect("a roster").teams.len(), 3);
    drop(forming);
}

/// Calls a function while every message to a worker is noted; those messages.
async fn noting_messages(what: impl AsyncFnOnce()) -> js_sys::Array {
    let noted = js_sys::Array::new();
    let wrap = js_sys::Function::new_with_args(
        "noted",
        "const post = Worker.prototype.postMessage;
         Worker.prototype.postMessage = function (...all) { noted.push(all[0]); return post.apply(this, all); };
         return () => { Worker.prototype.postMessage = post; };",
    );
    let undo = wrap.call1(&JsValue::NULL, &noted).expect("wrapped");
    what().await;
    let undo: js_sys::Function = undo.unchecked_into();
    undo.call0(&JsValue::NULL).expect("undone");
    noted
}

#[wasm_bindgen_test]
async fn a_later_search_gets_the_module_that_an_earlier_one_compiled() {
    let _named = Named::as_being_at(SOLVER);
    let search = async || {
        let told = Told::default();
        let forming = Forming::start(&problem(3, 9), Options::default(), told.listener());
        let forming = forming.expect("a search");
        let News::Report(report) = told.last().await else {
            panic!("no report");
        };
        assert_eq!(report.standing, Standing::Proved);
        drop(forming);
    };
    search().await;
    let messages = noting_messages(search).await;
    let given = js_sys::Reflect::get(&messages.get(0), &"module".into()).expect("an object");
    assert!(given.is_instance_of::<js_sys::WebAssembly::Module>());
}

#[wasm_bindgen_test]
async fn a_search_begins_from_a_roster_and_says_how_it_comes_along() {
    let _named = Named::as_being_at(SOLVER);
    let told = Told::default();
    let team = Team {
        navigator: 1,
        captain: 1,
        mentees: vec![0, 1],
    };
    let mut begun = problem(2, 4);
    begun.locks = vec![Lock::Mentee(3, 0)];
    let options = Options {
        begin_from: Some(Roster { teams: vec![team] }),
        ..Options::default()
    };
    let _forming = Forming::start(&begun, options, told.listener()).expect("a search");
    let News::Report(report) = told.last().await else {
        panic!("no report");
    };
    assert_eq!(report.standing, Standing::Proved);
    assert_eq!(report.objective.map(|objective| objective.placed), Some(4));
}

#[wasm_bindgen_test]
async fn a_search_that_is_cancelled_stops_at_once_with_what_there_is() {
    let _named = Named::as_being_at(SOLVER);
    let told = Told::default();
    let forming = Forming::start(&long_problem(), Options::default(), told.listener());
    let forming = forming.expect("a search");
    told.until(|news| {
        matches!(
            news,
            News::Report(Report {
                roster: Some(_),
                ..
            })
        )
    })
    .await;
    let before = js_sys::Date::now();
    forming.cancel();
    let News::Report(report) = told.last().await else {
        panic!("no report");
    };
    let took = js_sys::Date::now() - before;
    assert_eq!(report.standing, Standing::Stopped);
    assert!(report.roster.is_some());
    // A tenth of a second, and what a busy machine adds.
    assert!(took < 1_000.0, "{took} ms");
}

#[wasm_bindgen_test]
async fn a_search_that_is_cancelled_before_it_began_stops_too() {
    let _named = Named::as_being_at(SOLVER);
    let told = Told::default();
    let forming = Forming::start(&long_problem(), Options::default(), told.listener());
    let forming = forming.expect("a search");
    forming.cancel();
    let News::Report(report) = told.last().await else {
        panic!("no report");
    };
    assert_eq!(report.standing, Standing::Stopped);
}

#[wasm_bindgen_test]
async fn a_search_stops_when_its_time_is_up() {
    let _named = Named::as_being_at(SOLVER);
    let told = Told::default();
    let options = Options {
        seconds: Some(0),
        ..Options::default()
    };
    let _forming = Forming::start(&long_problem(), options, told.listener()).expect("a search");
    let News::Report(report) = told.last().await else {
        panic!("no report");
    };
    assert_eq!(report.standing, Standing::Stopped);
}

#[wasm_bindgen_test]
async fn locks_that_clash_are_told() {
    let _named = Named::as_being_at(SOLVER);
    let told = Told::default();
    let mut clashing = problem(2, 6);
    clashing.locks = (0..4).map(|mentee| Lock::Mentee(mentee, 0)).collect();
    let _forming = Forming::start(&clashing, Options::default(), told.listener()).expect("begun");
    let clash = Clash {
        locks: clashing.locks,
        smallest: true,
    };
    let News::Report(report) = told.last().await else {
        panic!("no report");
    };
    assert_eq!(report.standing, Standing::Infeasible(Some(clash)));
}

#[wasm_bindgen_test]
async fn a_problem_that_is_none_breaks_off_with_the_reason() {
    let _named = Named::as_being_at(SOLVER);
    let told = Told::default();
    let mut none = problem(1, 3);
    none.navigators[0].clock = 7;
    let _forming = Forming::start(&none, Options::default(), told.listener()).expect("begun");
    let broke = Failure::Broke(Flaw::Unlisted.to_string());
    assert_eq!(told.last().await, News::Failed(broke));
}

/// The address of a script that says this and no more. (The tests' server wraps the scripts of workers, and
/// WebKit does not tell that a wrapped one is missing: that has a journey of its own.)
fn saying(script: &str) -> String {
    let (parts, kind) = (js_sys::Array::of1(&script.into()), BlobPropertyBag::new());
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).expect("text");
    Url::create_object_url_with_blob(&blob).expect("an address")
}

#[wasm_bindgen_test]
async fn a_solver_that_is_not_there_is_told() {
    assert_eq!(
        Forming::start(&problem(1, 3), Options::default(), |_| ()).err(),
        Some(NotStarted::NoAddress)
    );
    let failed = "self.postMessage({ failed: 'what was said' });";
    let ready = "self.postMessage({ ready: true });";
    let broke = Failure::Broke("what was said".to_owned());
    for (script, failure) in [
        (failed.to_owned(), Failure::NotFetched),
        (format!("{ready}{failed}"), broke),
    ] {
        let _named = Named::as_being_at(&saying(&script));
        let told = Told::default();
        let _forming = Forming::start(&problem(1, 3), Options::default(), told.listener());
        assert_eq!(told.last().await, News::Failed(failure));
    }
}

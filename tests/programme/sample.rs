//! The sample programme: valid, and using everything there is.

use std::collections::BTreeSet;

use groundcrew::domain::answer::{Checked, TypedAnswers, World, Zones, check};
use groundcrew::domain::form::{Condition, LimitUnit, Other, QuestionKind};
use groundcrew::domain::programme::{Direction, Programme, TeamRules};
use groundcrew::domain::role::Role;
use groundcrew::domain::time::{Date, Stand};
use groundcrew::format::programme::parse;

const SAMPLE: &str = include_str!("../../public/programme.json");

fn sample() -> Programme {
    let parsed = parse(SAMPLE).expect("the sample is valid");
    assert_eq!(parsed.unknown, [], "the sample has no slips");
    parsed.programme
}

#[test]
fn the_sample_shows_a_session_before_during_and_after_its_window() {
    let today: Date = "2026-11-22".parse().expect("a date");
    let now = today.begins_anywhere();
    let stands: Vec<_> = sample()
        .sessions
        .iter()
        .filter(|session| session.call.is_none())
        .map(|session| {
            let apply = session
                .apply
                .as_ref()
                .expect("every sample session can be applied for");
            match apply.window.stand(now) {
                Stand::NotYet(_) => "not yet",
                Stand::Open(_) => "open",
                Stand::Closed(_) => "closed",
            }
        })
        .collect();
    assert_eq!(stands, ["open", "not yet", "closed"]);
    assert!(sample().sessions.iter().all(|session| session.weeks == 8));
}

#[test]
fn the_sample_form_uses_every_type_and_every_feature() {
    let programme = sample();
    let form = &programme.forms[0];
    let questions: Vec<_> = form.questions().collect();
    assert!((28..=34).contains(&questions.len()), "{}", questions.len());
    assert!((6..=7).contains(&form.sections.len()));
    let kinds: BTreeSet<String> = questions
        .iter()
        .map(|q| {
            let debug = format!("{:?}", q.kind);
            debug.split([' ', '(', '{']).next().unwrap_or("").to_owned()
        })
        .collect();
    assert_eq!(kinds.len(), 16, "{kinds:?}");
    let has = |what: &str, found: bool| assert!(found, "no question with {what}");
    has(
        "words",
        questions
            .iter()
            .any(|q| q.limit.is_some_and(|l| l.unit == LimitUnit::Words)),
    );
    has(
        "characters",
        questions
            .iter()
            .any(|q| q.limit.is_some_and(|l| l.unit == LimitUnit::Characters)),
    );
    has("sensitive", questions.iter().any(|q| q.sensitive));
    has("personal", questions.iter().any(|q| q.personal));
    has("readers", questions.iter().any(|q| q.readers.len() > 1));
    has(
        "a comma in a choice and other",
        questions.iter().any(|q| match &q.kind {
            QuestionKind::MultipleChoice { choices, other, .. } => {
                *other == Other::WithText && choices.iter().any(|c| c.label.contains(','))
            }
            _ => false,
        }),
    );
    // A chain: a condition on a question that itself has one.
    let chained = questions.iter().any(|q| {
        let looked_at = q.show_if.iter().flat_map(Condition::questions);
        looked_at
            .filter_map(|id| form.question(id))
            .any(|earlier| earlier.show_if.is_some())
    });
    has("a chain of conditions", chained);
}

#[test]
fn the_sample_has_words_and_projects_of_its_own() {
    let programme = sample();
    assert_eq!(programme.words.mentee.many, "orbiters");
    assert_eq!(
        programme.words.captain.one, "captain",
        "left out, so the default"
    );
    assert_eq!(programme.words.more["host"].one, "mission host");
    assert_eq!(programme.direction, Direction::LeftToRight);
    assert!(programme.projects.len() >= 6);
}

#[test]
fn the_sample_calls_for_navigators_and_captains_by_forms_of_their_own() {
    let programme = sample();
    let session = &programme.sessions[0];
    let calls: Vec<_> = programme.calls(&session.id).collect();
    let roles: Vec<_> = calls
        .iter()
        .filter_map(|call| programme.joins(&call.id))
        .collect();
    assert_eq!(
        roles,
        [(session, Role::Navigator), (session, Role::Captain)]
    );
    for call in calls {
        let apply = call.apply.as_ref().expect("a call can be applied to");
        let form = programme.form(&apply.form).expect("it is there");
        let questions: Vec<_> = form.questions().collect();
        assert!((8..=12).contains(&questions.len()), "{}", questions.len());
        let needs = |kind: fn(&QuestionKind) -> bool| {
            let mut of_the_kind = questions.iter().filter(|question| kind(&question.kind));
            of_the_kind.any(|question| question.required)
        };
        assert!(needs(|kind| matches!(kind, QuestionKind::TimeZone)));
        assert!(needs(|kind| matches!(
            kind,
            QuestionKind::Availability { .. }
        )));
        assert!(needs(|kind| matches!(kind, QuestionKind::Consent { .. })));
        let leads = needs(|kind| matches!(kind, QuestionKind::ProjectPreference { .. }));
        let (_, role) = programme.joins(&call.id).expect("it is for a session");
        assert_eq!(leads, role == Role::Navigator);
    }
}

#[test]
fn the_sample_says_what_teams_keep_and_who_is_how_experienced() {
    let programme = sample();
    assert_eq!(programme.sessions[0].teams, TeamRules::default());
    let level = programme.forms[0].level.as_ref();
    let level = level.and_then(|id| programme.forms[0].question(id));
    assert!(level.is_some_and(|question| question.required && question.show_if.is_none()));
}

#[test]
fn an_untouched_sample_form_says_what_is_to_do() {
    let programme = sample();
    let zones = Zones::default();
    let world = World {
        zones: &zones,
        projects: &programme.sessions[0].projects,
    };
    let checked: Checked = check(&programme.forms[0], &TypedAnswers::new(), &world);
    assert!(
        checked
            .problems
            .iter()
            .all(|found| found.what.is_unanswered())
    );
    assert_eq!(checked.problems.len(), 18);
}

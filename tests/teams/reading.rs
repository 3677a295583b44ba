//! What is wrong with an instance's file is said with its place, and answers are the benchmark's JSON.

use groundcrew::domain::teams::{Objective, Roster, Team};
use groundcrew::format::teams::{BadInstance, infeasible, parse, solution};

use super::instances::instance;

const INSTANCE: &str = r#"{
  "schema": "teams-bench/1", "name": "été",
  "rules": {"min_team_hours": 1, "min_captain_hours": 0},
  "weights": {"pref": [5, 3, 1], "any": 3, "overlap": 0, "overlap_cap": 0, "spread": 0},
  "projects": ["p"],
  "navigators": [{"id": "ν", "project": "p", "size": [1, 2], "slots": [[0, 4]]}],
  "captains": [{"id": "c", "max_teams": 1, "slots": []}],
  "mentees": [{"id": "m \"1\"", "score": 1, "level": 1, "prefs": [["p", 1]], "slots": [[0, 2]]}],
  "locks": [], "forbidden": []
}"#;

#[test]
fn a_mistake_is_said_with_its_place() {
    assert!(parse(INSTANCE).is_ok());
    for (from, to, said) in [
        (
            "teams-bench/1",
            "teams-bench/2",
            "schema: “teams-bench/2” is not “teams-bench/1”",
        ),
        (
            r#""id": "c""#,
            r#""id": "ν""#,
            "captains[0]: there is another “ν”",
        ),
        (
            r#"[["p", 1]]"#,
            r#"[["q", 1]]"#,
            "mentees[0]: there is no “q” here",
        ),
        (
            r#"[["p", 1]]"#,
            r#"[["p", 0]]"#,
            "mentees[0]: ranks begin with 1",
        ),
        (
            r#"[["p", 1]]"#,
            r#"[["p", 4]]"#,
            "something is named that is in no list",
        ),
        (
            "[1, 2]",
            "[3, 2]",
            "navigators[0]: the least size is above the most",
        ),
        (
            "[[0, 4]]",
            "[[4, 4]]",
            "navigators[0]: slots go from an earlier to a later half-hour of the week",
        ),
        (
            "[[0, 4]]",
            "[[4, 337]]",
            "navigators[0]: slots go from an earlier to a later half-hour of the week",
        ),
        (
            r#""locks": []"#,
            r#""locks": [["ν", "ν"]]"#,
            "locks[0]: a lock is of a mentee or a captain, to a navigator",
        ),
        (
            r#""overlap": 0"#,
            r#""overlap": -1"#,
            "common hours may not count against a team",
        ),
        (
            r#""any": 3"#,
            r#""any": 3000000000"#,
            "scores and weights are too large to be added up",
        ),
    ] {
        let text = INSTANCE.replacen(from, to, 1);
        assert_ne!(text, INSTANCE, "{from}");
        let error = parse(&text).expect_err(to);
        assert_eq!(error.to_string(), said);
    }
}

#[test]
fn what_is_not_json_is_said_with_line_and_column() {
    let error = parse(&INSTANCE.replacen("\"projects\"", "projects", 1)).expect_err("no JSON");
    assert!(
        matches!(
            error,
            BadInstance::NotJson {
                line: 5,
                column: 3,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn an_answer_is_the_benchmarks_json() {
    let small = parse(INSTANCE).expect("an instance");
    let roster = Roster {
        teams: vec![Team {
            navigator: 0,
            captain: 0,
            mentees: vec![0],
        }],
    };
    let objective = Objective {
        placed: 1,
        quality: 6,
    };
    assert_eq!(
        solution(&small, &roster, objective, Some(objective), 100),
        r#"{"schema":"teams-solution/1","instance":"été","status":"ok","teams":[{"navigator":"ν","captain":"c","mentees":["m \"1\""]}],"objective":1000006,"bound":1000006}"#,
    );
    assert_eq!(
        infeasible(&instance("x-lock-forbidden")),
        r#"{"schema":"teams-solution/1","instance":"x-lock-forbidden","status":"infeasible","teams":[]}"#,
    );
}

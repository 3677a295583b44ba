//! Who counts as active as a table: the figures beside the verdict, and nothing that a spreadsheet would run.

use groundcrew::domain::membership::Standing;
use groundcrew::domain::programme::{ActiveRule, Counted, Least};
use groundcrew::domain::role::Role;
use groundcrew::domain::week::activity::{Activity, Gap};
use groundcrew::format::csv;
use groundcrew::format::sheet::{STANDING_COLUMNS, Stand, standing_csv};

use super::kit::{date, member, people, roster, team};

#[test]
fn promise_26_who_is_active_is_a_table_with_its_figures_and_no_formulas() {
    let mut left = member(2, Role::Mentee, Some(100));
    left.standing = Standing::Left;
    left.since = Some(date("2028-03-01"));
    let members = [member(1, Role::Captain, Some(100)), left];
    let sheet = roster(&members, &[team(100, "@Venus")], &people(&["Ana", "=Bo"]));
    let rule = |role, of, least| ActiveRule { role, of, least };
    let activity = |n: usize, rule, gaps, (count, of, ahead)| Activity {
        member: members[n].id,
        rule,
        count,
        of,
        gaps,
        ahead,
    };
    let half = rule(Role::Captain, Counted::OneToOnes, Least::Percent(50));
    let three = rule(Role::Mentee, Counted::Meetings, Least::Count(3));
    let all = [
        activity(0, half, vec![Gap::Meeting { week: 2 }], (3, 4, 2)),
        activity(1, three, Vec::new(), (1, 4, 0)),
    ];
    let whys = [
        "+Offered 3 of 4, half is asked",
        "Came to 1 of 4; \"3\" are asked",
    ];
    let lines: Vec<_> = sheet.lines().collect();
    let stands = all.iter().zip(whys).map(|(activity, why)| {
        let found = lines
            .iter()
            .find(|(_, line)| line.member.id == activity.member);
        let (team, line) = found.expect("on the roster");
        Stand {
            line,
            team: *team,
            activity,
            why,
        }
    });
    let text = standing_csv(stands);
    let rows = csv::parse(&text).expect("a table");
    assert_eq!(rows[0], STANDING_COLUMNS);
    let cells = |row: usize| -> Vec<&str> { rows[row].iter().map(String::as_str).collect() };
    assert_eq!(
        cells(1)[6..],
        [
            "captain",
            "@Venus",
            "active",
            "",
            "active",
            "oneToOnes",
            "3",
            "4",
            "50%",
            "1",
            "2",
            "+Offered 3 of 4, half is asked"
        ]
    );
    assert_eq!(
        cells(2)[2..],
        [
            "=Bo",
            "=bo@space.example",
            "=bo",
            "orbit-4",
            "mentee",
            "@Venus",
            "left",
            "2028-03-01",
            "not-active",
            "meetings",
            "1",
            "4",
            "3",
            "0",
            "0",
            "Came to 1 of 4; \"3\" are asked"
        ]
    );
    for neutralised in [",'=Bo,", ",'@Venus,", "'+Offered"] {
        assert!(text.contains(neutralised), "{neutralised} in {text}");
    }
}

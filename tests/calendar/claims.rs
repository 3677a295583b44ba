//! What is called daylight saving time is that, in every zone of the database; what is that is called so,
//! unless the offsets don't tell or the law has it the other way round.

use groundcrew::domain::overlap::Offsets;
use groundcrew::domain::time::{Date, Instant};
use groundcrew::format::ics::Anchor;
use jiff::Timestamp;
use jiff::tz::Dst;

use super::kit::{DAY_MS, Rules, anchor, date, file, meeting, read, zone, zones};

/// Zones whose exception is the time behind, by law. Of the two forms of the tz database, the one that
/// is used here has it the other way round, for readers that know of no such zone.
const AHEAD_BY_LAW: [&str; 4] = [
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Eire",
    "Europe/Dublin",
];

#[test]
fn no_time_is_called_daylight_saving_that_is_none() {
    let mut told = 0;
    for name in zones() {
        let database = zone(&name);
        for (year, month) in (2024..2030).flat_map(|year| [(year, 1), (year, 7)]) {
            let first = Date::new(year, month, 5).expect("every month has it");
            let anchor = anchor(&name, first);
            let text = file(vec![meeting(&anchor, first, 18 * 60, 26)]).expect("meetings are held");
            let rules = Rules::of(&read(&text)).0;
            for rule in rules {
                let at = Timestamp::from_second(rule.at).expect("in range");
                let is_daylight = database.to_offset_info(at).dst() == Dst::Yes;
                let context = format!("{name} {at}: {rule:?}");
                // A zone that keeps its summer time for good has but one change in the year.
                let is_told = anchor.clock().changes().len() > 1;
                if AHEAD_BY_LAW.contains(&name.as_str()) {
                    assert!(!rule.is_daylight, "{context}");
                } else if is_told || rule.is_daylight {
                    assert_eq!(rule.is_daylight, is_daylight, "{context}");
                    told += usize::from(is_daylight);
                }
            }
        }
    }
    assert!(told > 1000, "{told}");
}

#[test]
fn a_change_for_good_is_no_daylight_saving() {
    let first = date("2027-03-09");
    let day = |day: i64| Instant((first.days_since_epoch() + day) * DAY_MS);
    for (offsets, called) in [
        ([300, 300, 300], vec![false]),
        ([300, 360, 360], vec![false, false]),
        ([360, 300, 300], vec![false, false]),
        ([240, 300, 360], vec![false, false, false]),
        ([300, 360, 300], vec![false, true, false]),
        ([360, 300, 360], vec![true, false, true]),
    ] {
        let offset = |at| match at {
            at if at < day(10) => offsets[0],
            at if at < day(20) => offsets[1],
            _ => offsets[2],
        };
        let clock = Offsets::found(day(-31), day(300), DAY_MS, offset);
        let anchor = Anchor::new("Asia/Almaty", clock).expect("a name");
        let text = file(vec![meeting(&anchor, first, 18 * 60, 5)]).expect("meetings are held");
        let rules = Rules::of(&read(&text)).0.into_iter();
        let found: Vec<bool> = rules.map(|rule| rule.is_daylight).collect();
        assert_eq!(found, called, "{offsets:?}");
    }
}

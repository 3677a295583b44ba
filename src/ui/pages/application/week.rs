//! An availability at a glance: seven days, each a bar of 24 hours. The words beside it say the same.

use leptos::prelude::*;

use crate::domain::answer::{SLOTS_A_DAY, WeekSlots};
use crate::ui::when::weekday_words;

/// How high a day is, in half hours' widths.
const DAY: u16 = 3;
/// Where the bars begin, behind the days' names.
const NAME: u16 = 8;

/// The drawing.
pub(super) fn drawing(slots: &WeekSlots) -> AnyView {
    let days = (0u16..)
        .zip(weekday_words(true))
        .map(|(day, name)| {
            let top = day * (DAY + 1);
            let bars = slots
                .ranges(day)
                .into_iter()
                .map(|(from, to)| {
                    view! {
                        <rect
                            class="week-drawing-on"
                            x=NAME + from
                            y=top
                            width=to - from
                            height=DAY
                            rx="0.5"
                        />
                    }
                })
                .collect_view();
            view! {
                <text class="week-drawing-name" x=NAME - 1 y=top + DAY - 1 text-anchor="end">
                    {name}
                </text>
                <rect class="week-drawing-off" x=NAME y=top width=SLOTS_A_DAY height=DAY rx="0.5" />
                {bars}
            }
        })
        .collect_view();
    let height = 7 * (DAY + 1) + 2;
    let hours = [0u16, 6, 12, 18, 24]
        .map(|hour| {
            view! {
                <text
                    class="week-drawing-name"
                    x=NAME + hour * 2
                    y=height
                    text-anchor="middle"
                >
                    {hour}
                </text>
            }
        })
        .into_iter()
        .collect_view();
    let frame = format!("0 0 {} {}", NAME + SLOTS_A_DAY + 2, height + 1);
    view! {
        <svg class="week-drawing" viewBox=frame aria-hidden="true">
            {days}
            {hours}
        </svg>
    }
    .into_any()
}

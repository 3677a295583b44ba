//! Time zones, which the browser knows: their names, their offsets, and the one of this device.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::intl;
use crate::domain::answer::Zones;
use crate::domain::overlap::Offsets;
use crate::domain::time::{Date, Instant};

/// Names of zones that replaced others in the IANA database (its file `backward`), and which people
/// look for.
const NAMES_IN_USE: [&str; 22] = [
    "Africa/Asmara",
    "America/Argentina/Buenos_Aires",
    "America/Argentina/Catamarca",
    "America/Argentina/Cordoba",
    "America/Argentina/Jujuy",
    "America/Argentina/Mendoza",
    "America/Atikokan",
    "America/Indiana/Indianapolis",
    "America/Kentucky/Louisville",
    "America/Nuuk",
    "Asia/Ho_Chi_Minh",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Thimphu",
    "Asia/Ulaanbaatar",
    "Asia/Urumqi",
    "Asia/Yangon",
    "Atlantic/Faroe",
    "Europe/Kyiv",
    "Pacific/Chuuk",
    "Pacific/Kanton",
    "Pacific/Pohnpei",
];

/// Every zone the browser lists, this device's, and UTC. Empty in a browser that can't list them.
pub fn known() -> Zones {
    let listed = intl::call(&namespace(), "supportedValuesOf", &["timeZone".into()])
        .ok()
        .and_then(|list| list.dyn_into::<Array>().ok());
    let Some(listed) = listed else {
        return Zones::default();
    };
    let mut zones = Zones::new(listed.iter().filter_map(|name| name.as_string()));
    // Some browsers list a zone by an older name only, though they take the one in use.
    for name in ["UTC"].into_iter().chain(NAMES_IN_USE) {
        if exists(name) {
            zones.add(name);
        }
    }
    if let Some(own) = device() {
        zones.add(&own);
    }
    zones
}

/// The zone this device is set to; nothing where the browser keeps it to itself.
pub fn device() -> Option<String> {
    let format = intl::construct("DateTimeFormat", "", &[]).ok()?;
    let options = intl::call(&format, "resolvedOptions", &[]).ok()?;
    let zone = js_sys::Reflect::get(&options, &"timeZone".into()).ok()?;
    zone.as_string()
}

/// The day that it is at a moment, by this device's clock; nothing beyond the calendar.
pub fn today(now: Instant) -> Option<Date> {
    let ahead = device().and_then(|zone| offset_minutes(&zone, now));
    let here = now.0 + i64::from(ahead.unwrap_or(0)) * 60_000;
    Date::from_days_since_epoch(here.div_euclid(86_400_000))
}

/// Whether the browser knows a zone of this name.
pub fn exists(zone: &str) -> bool {
    intl::construct("DateTimeFormat", "en-US", &[("timeZone", zone)]).is_ok()
}

thread_local! {
    /// Making a formatter costs a browser up to a millisecond, so each zone's is kept.
    static FORMATS: RefCell<HashMap<String, Option<JsValue>>> = RefCell::default();
}

/// How many minutes a zone's clocks are ahead of UTC at a moment; nothing for a zone the browser
/// does not know.
pub fn offset_minutes(zone: &str, at: Instant) -> Option<i32> {
    let format = FORMATS.with_borrow_mut(|formats| {
        formats
            .entry(zone.to_owned())
            .or_insert_with(|| {
                let options = [("timeZone", zone), ("timeZoneName", "longOffset")];
                intl::construct("DateTimeFormat", "en-US", &options).ok()
            })
            .clone()
    })?;
    // Such as “4/1/2027, GMT+05:45”; plain “GMT” for no offset.
    let written = intl::text(&format, "format", &[(at.0 as f64).into()])?;
    let (_, offset) = written.rsplit_once("GMT")?;
    read_offset(offset)
}

/// Milliseconds in a day.
const DAY_MS: i64 = 86_400_000;
/// How many days before and after a session its clocks are looked at: someone else's first day may
/// begin a day earlier, and a change of the clocks just outside is none of its weeks'.
const AROUND: i64 = 3;

/// A zone over some weeks: its name, their first day, and how many they are.
type Stretch = (String, Date, u32);

thread_local! {
    /// Looking at a zone day by day takes a hundred questions, so that the answers are kept.
    static CLOCKS: RefCell<HashMap<Stretch, Option<Offsets>>> = RefCell::default();
}

/// What a zone's clocks do around some weeks; nothing for a zone the browser does not know.
pub fn clock(zone: &str, starts: Date, weeks: u32) -> Option<Offsets> {
    let stretch = (zone.to_owned(), starts, weeks);
    if let Some(known) = CLOCKS.with_borrow(|clocks| clocks.get(&stretch).cloned()) {
        return known;
    }
    let first = starts.days_since_epoch() - AROUND;
    let last = starts.days_since_epoch() + 7 * i64::from(weeks) + AROUND;
    let from = Instant(first * DAY_MS);
    let clock = offset_minutes(zone, from).map(|known| {
        let offset = |at| offset_minutes(zone, at).unwrap_or(known);
        Offsets::found(from, Instant(last * DAY_MS), DAY_MS, offset)
    });
    CLOCKS.with_borrow_mut(|clocks| clocks.insert(stretch, clock.clone()));
    clock
}

fn read_offset(written: &str) -> Option<i32> {
    if written.is_empty() {
        return Some(0);
    }
    let (sign, digits) = match written.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, written.strip_prefix(['-', '\u{2212}'])?),
    };
    let mut parts = digits.split(':');
    let hours: i32 = parts.next()?.parse().ok()?;
    let minutes: i32 = parts.next().map_or(Some(0), |m| m.parse().ok())?;
    Some(sign * (hours * 60 + minutes))
}

/// The namespace `Intl`; undefined where there is none, which every call then refuses.
fn namespace() -> JsValue {
    js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or(JsValue::UNDEFINED)
}

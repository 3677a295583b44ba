//! The browser's `Intl`: what it is asked for by name, and every refusal as a value.
//!
//! The bindings of js-sys do not catch, and `Intl` throws at a zone or locale it does not know;
//! so its objects are made through `Reflect`, which does.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Options of an `Intl` object, as names and values.
pub type Options<'a> = &'a [(&'static str, &'a str)];

/// A new `Intl` object of a class such as `DateTimeFormat`. `locale` is a BCP 47 tag, or empty for
/// the browser's own. The error is the browser's `RangeError`, `TypeError` for a class it lacks.
pub fn construct(class: &str, locale: &str, options: Options<'_>) -> Result<JsValue, JsValue> {
    let namespace = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let class: Function = Reflect::get(&namespace, &class.into())?.dyn_into()?;
    let wanted = Object::new();
    for (name, value) in options {
        Reflect::set(&wanted, &(*name).into(), &(*value).into())?;
    }
    let locale = if locale.is_empty() {
        JsValue::UNDEFINED
    } else {
        locale.into()
    };
    Reflect::construct(&class, &Array::of2(&locale, &wanted))
}

thread_local! {
    /// Making one costs a phone half a millisecond, and numbers are written at every key.
    static SHARED: RefCell<Vec<(&'static str, String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// An `Intl` object without options, made once for each class and locale.
pub fn shared(class: &'static str, locale: &str) -> Result<JsValue, JsValue> {
    SHARED.with_borrow_mut(|made| {
        let found = made.iter().find(|(c, l, _)| *c == class && l == locale);
        if let Some((_, _, object)) = found {
            return Ok(object.clone());
        }
        let object = construct(class, locale, &[])?;
        made.push((class, locale.to_owned(), object.clone()));
        Ok(object)
    })
}

/// What a method of an `Intl` object answers.
pub fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    Reflect::apply(&method, object, &arguments.iter().collect::<Array>())
}

/// What a method answers as text; nothing when the browser refuses.
pub fn text(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<String> {
    call(object, method, arguments)
        .ok()
        .and_then(|answer| answer.as_string())
}

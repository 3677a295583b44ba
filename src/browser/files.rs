//! Files and words in and out of the browser: save, share, copy, read. Nothing is sent anywhere by itself.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, Url};

/// How long a file that is being saved is kept for the browser, in milliseconds. Some fetch it late,
/// after the person has said where to.
const KEPT_MS: i32 = 120_000;

/// Files above this many bytes are refused unread: they would fill a phone's memory.
const LARGEST: f64 = 512.0 * 1024.0 * 1024.0;

/// A file of text to hand over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// Its name, with its ending.
    pub name: String,
    /// What it holds.
    pub text: String,
    /// What sort of text it is.
    pub sort: Sort,
}

/// What sort of text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// For people to read.
    Plain,
    /// For this app to read.
    Json,
    /// For spreadsheets to read.
    Csv,
    /// For people and sites that read Markdown.
    Markdown,
    /// For calendars.
    Calendar,
    /// For lists of contacts.
    Contacts,
}

impl Sort {
    fn mime(self) -> &'static str {
        match self {
            Self::Plain => "text/plain",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Markdown => "text/markdown",
            Self::Calendar => "text/calendar",
            Self::Contacts => "text/vcard",
        }
    }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotRead {
    /// The browser could not: moved, deleted, or not permitted.
    #[error("the browser could not read the file")]
    Failed,
    /// It is too big to be one of ours: this many bytes.
    #[error("the file has {0} bytes")]
    TooBig(f64),
}

/// The browser refused to hand something over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the browser refused")]
pub struct NotHanded;

/// What became of a wish to share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// It was handed to another app. Whether that app sent it, nobody tells.
    Handed,
    /// The person closed the sheet.
    Cancelled,
}

/// Has the browser save a file: where, is up to it and the person.
pub fn save(file: &TextFile) -> Result<(), NotHanded> {
    save_blob(&file.name, &blob(&file.text, file.sort.mime())?)
}

/// Has the browser save a file of parts, for files too long to be one text.
pub fn save_parts(name: &str, sort: Sort, parts: &[String]) -> Result<(), NotHanded> {
    let texts: Array = parts.iter().map(JsValue::from).collect();
    save_blob(name, &blob_of(&texts, sort.mime())?)
}

/// Has the browser save a ZIP archive.
pub fn save_archive(name: &str, bytes: &[u8]) -> Result<(), NotHanded> {
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes).into());
    save_blob(name, &blob_of(&parts, "application/zip")?)
}

/// A link to a file that works as long as the page is open: for a link that has to work alone.
pub fn link(file: &TextFile) -> Result<String, NotHanded> {
    let blob = blob(&file.text, file.sort.mime())?;
    Url::create_object_url_with_blob(&blob).map_err(|_| NotHanded)
}

/// Whether this browser can share such a file. JSON is not among what browsers share, so it goes
/// as plain text, under a name that ends in `.txt`; reading looks at the content, not at the name.
pub fn can_share(file: &TextFile) -> bool {
    share_data(file).is_some_and(|data| {
        let navigator = JsValue::from(leptos::prelude::window().navigator());
        method(&navigator, "canShare")
            .and_then(|can| can.call1(&navigator, &data).ok())
            .is_some_and(|yes| yes.is_truthy())
    })
}

/// Opens the share sheet with a file.
pub async fn share(file: &TextFile) -> Result<Shared, NotHanded> {
    let navigator = JsValue::from(leptos::prelude::window().navigator());
    let share = method(&navigator, "share").ok_or(NotHanded)?;
    let data = share_data(file).ok_or(NotHanded)?;
    let promise = share.call1(&navigator, &data).map_err(|_| NotHanded)?;
    match JsFuture::from(Promise::from(promise)).await {
        Ok(_) => Ok(Shared::Handed),
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).ok();
            if name.and_then(|name| name.as_string()).as_deref() == Some("AbortError") {
                Ok(Shared::Cancelled)
            } else {
                Err(NotHanded)
            }
        }
    }
}

/// Copies a text, to be pasted elsewhere.
pub async fn copy(text: &str) -> Result<(), NotHanded> {
    let navigator = leptos::prelude::window().navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).map_err(|_| NotHanded)?;
    let write = method(&clipboard, "writeText").ok_or(NotHanded)?;
    let promise = write.call1(&clipboard, &text.into());
    let promise = Promise::from(promise.map_err(|_| NotHanded)?);
    JsFuture::from(promise).await.map_err(|_| NotHanded)?;
    Ok(())
}

/// Opens the browser's print sheet.
pub fn print() -> Result<(), NotHanded> {
    leptos::prelude::window().print().map_err(|_| NotHanded)
}

/// Reads a file as text.
pub async fn read(file: &File) -> Result<String, NotRead> {
    if file.size() > LARGEST {
        return Err(NotRead::TooBig(file.size()));
    }
    let text = JsFuture::from(file.text()).await;
    text.ok().and_then(|t| t.as_string()).ok_or(NotRead::Failed)
}

/// Reads a file as it is, if it has no more than so many bytes.
pub async fn bytes(file: &File, most: usize) -> Result<Vec<u8>, NotRead> {
    if file.size() > most as f64 {
        return Err(NotRead::TooBig(file.size()));
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|_| NotRead::Failed)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The files of a list that a file control or a drop gives.
pub fn listed(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|i| list.get(i)).collect()
}

fn blob(text: &str, mime: &str) -> Result<Blob, NotHanded> {
    blob_of(&Array::of1(&text.into()), mime)
}

fn blob_of(parts: &Array, mime: &str) -> Result<Blob, NotHanded> {
    let options = BlobPropertyBag::new();
    options.set_type(&format!("{mime};charset=utf-8"));
    Blob::new_with_str_sequence_and_options(parts, &options).map_err(|_| NotHanded)
}

fn save_blob(name: &str, blob: &Blob) -> Result<(), NotHanded> {
    let url = Url::create_object_url_with_blob(blob).map_err(|_| NotHanded)?;
    let document = leptos::prelude::document();
    let link = document.create_element("a").map_err(|_| NotHanded)?;
    let link: HtmlAnchorElement = link.dyn_into().map_err(|_| NotHanded)?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    let forget = Closure::once_into_js(move || {
        // A link that is gone already needs no forgetting.
        if Url::revoke_object_url(&url).is_err() {
            leptos::logging::warn!("a saved file's link was gone already");
        }
    });
    leptos::prelude::window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(forget.unchecked_ref(), KEPT_MS)
        .map_err(|_| NotHanded)?;
    Ok(())
}

fn share_data(file: &TextFile) -> Option<Object> {
    let (name, mime) = match file.sort {
        Sort::Plain | Sort::Csv | Sort::Markdown | Sort::Calendar | Sort::Contacts => {
            (file.name.clone(), file.sort.mime())
        }
        Sort::Json => (format!("{}.txt", file.name), Sort::Plain.mime()),
    };
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &mime.into()).ok()?;
    let parts = Array::of1(&file.text.as_str().into());
    let arguments = Array::of3(&parts, &name.into(), &options);
    let class = Reflect::get(&js_sys::global(), &"File".into()).ok()?;
    let shared = Reflect::construct(class.dyn_ref::<Function>()?, &arguments).ok()?;
    let data = Object::new();
    Reflect::set(&data, &"files".into(), &Array::of1(&shared)).ok()?;
    Reflect::set(&data, &"title".into(), &file.name.as_str().into()).ok()?;
    Some(data)
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

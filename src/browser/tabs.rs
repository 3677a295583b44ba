//! Tabs of the same programme, kept in step: who changed what, and who may do a thing alone.

use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::domain::id::RecordId;

/// What another tab changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// These records: read them again.
    Records(Vec<RecordId>),
    /// Too many to name: read everything again.
    Everything,
}

/// What another tab says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// It changed something.
    Changed(Changed),
    /// It is at long work, which goes on.
    Busy,
}

/// More records than this are not named one by one.
const NAMED_AT_MOST: usize = 200;

impl Changed {
    /// These records, or everything if they are many.
    pub fn of(ids: impl ExactSizeIterator<Item = RecordId>) -> Self {
        if ids.len() > NAMED_AT_MOST {
            Self::Everything
        } else {
            Self::Records(ids.collect())
        }
    }

    fn to_text(&self) -> String {
        match self {
            Self::Everything => "*".to_owned(),
            Self::Records(ids) => ids
                .iter()
                .map(RecordId::to_string)
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

/// The message of a tab that is at long work.
const BUSY: &str = "busy";

impl News {
    /// What a message says. One that can't be read means that something changed.
    fn from_text(text: Option<&str>) -> Self {
        if text == Some(BUSY) {
            return Self::Busy;
        }
        let ids = text.map(|text| text.split(' ').map(str::parse).collect::<Result<_, _>>());
        Self::Changed(match ids {
            Some(Ok(ids)) => Changed::Records(ids),
            Some(Err(_)) | None => Changed::Everything,
        })
    }
}

/// The line between the tabs of a programme.
pub struct Channel {
    channel: Option<BroadcastChannel>,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Joins the line. A browser without one is a browser whose tabs see each other's changes
    /// when they next read.
    pub fn join(name: &str, mut on_news: impl FnMut(News) + 'static) -> Self {
        let listener = Closure::wrap(Box::new(move |message: MessageEvent| {
            on_news(News::from_text(message.data().as_string().as_deref()));
        }) as Box<dyn FnMut(MessageEvent)>);
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        Self {
            channel,
            _listener: listener,
        }
    }

    /// Tells the other tabs that something changed.
    pub fn tell(&self, changed: &Changed) {
        self.post(&changed.to_text());
    }

    /// Tells the other tabs that long work goes on here, for which they may have to wait.
    pub fn tell_busy(&self) {
        self.post(BUSY);
    }

    fn post(&self, text: &str) {
        if let Some(channel) = &self.channel
            && let Err(error) = channel.post_message(&text.into())
        {
            // Only a closed channel refuses a text, and it is closed nowhere but in `drop`.
            wasm_bindgen::throw_val(error);
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}

/// Why a thing that is to be done alone was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAlone {
    /// Another tab is at it.
    #[error("another tab is doing this already")]
    Busy,
    /// The browser has no locks: the page is not in a secure context, or the browser is old.
    #[error("the browser can't keep tabs apart")]
    NoLocks,
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, options: &Object, held: &Function) -> Result<Promise, JsValue>;
}

/// The right to do a thing alone; whoever drops it lets go of it.
pub struct Alone {
    held: oneshot::Sender<()>,
    request: JsFuture,
}

impl Alone {
    /// Lets go of it, and waits until another tab may take it up.
    pub async fn let_go(self) {
        drop(self.held);
        // What is let go of was granted, so that its request does not fail.
        drop(self.request.await);
    }
}

/// Takes the right to do what this names, unless another tab has it.
pub async fn alone(name: &str) -> Result<Alone, NotAlone> {
    let options = Object::new();
    if Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).is_err() {
        return Err(NotAlone::NoLocks);
    }
    let (held, let_go) = oneshot::channel();
    let (tell, told) = oneshot::channel();
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        // Whoever asked may be gone: then the lock is let go of at once.
        if tell.send(!lock.is_null()).is_err() || lock.is_null() {
            return JsValue::UNDEFINED;
        }
        // The lock is held until this promise is kept.
        let promise = future_to_promise(async move {
            let (Ok(()) | Err(oneshot::Canceled)) = let_go.await;
            Ok(JsValue::UNDEFINED)
        });
        promise.into()
    });
    let request = request_lock(name, &options, granted.unchecked_ref());
    let request = JsFuture::from(request.map_err(|_| NotAlone::NoLocks)?);
    match select(told, request).await {
        Either::Left((Ok(true), request)) => Ok(Alone { held, request }),
        Either::Left((Ok(false), _)) | Either::Right((Ok(_), _)) => Err(NotAlone::Busy),
        Either::Left((Err(oneshot::Canceled), _)) | Either::Right((Err(_), _)) => {
            Err(NotAlone::NoLocks)
        }
    }
}

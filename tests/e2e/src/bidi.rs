//! WebDriver BiDi, as far as Firefox needs it: its console is heard in no other way, and its classic
//! WebDriver runs scripts beside the page's own world rather than in it.

use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use thirtyfour::Capabilities;
use tungstenite::{Message, WebSocket};

/// A session's two sockets: one to ask, one to listen.
#[derive(Debug)]
pub(crate) struct Bidi {
    asking: Mutex<Socket>,
    errors: Arc<Mutex<Vec<String>>>,
}

type Socket = WebSocket<TcpStream>;

impl Bidi {
    /// Connects to a session, and hears its console until its browser ends.
    pub(crate) fn connect(capabilities: &Capabilities) -> Result<Self> {
        let url = capabilities
            .get("webSocketUrl")
            .and_then(Value::as_str)
            .context("the browser offers no web socket")?;
        let mut listening = open(url)?;
        let events = json!({ "events": ["log.entryAdded"] });
        ask(&mut listening, "session.subscribe", &events)?;
        let errors = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&errors);
        std::thread::spawn(move || {
            // The browser's end closes the socket, and so ends this thread.
            while let Ok(message) = listening.read() {
                if let Some(error) = message.to_text().ok().and_then(error_in) {
                    lock(&heard).push(error);
                }
            }
        });
        Ok(Self {
            asking: Mutex::new(open(url)?),
            errors,
        })
    }

    /// The console's errors since the last call.
    pub(crate) fn take_errors(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.errors))
    }

    /// Runs a command; its result.
    pub(crate) fn command(&self, method: &str, parameters: &Value) -> Result<Value> {
        ask(&mut lock(&self.asking), method, parameters)
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn open(url: &str) -> Result<Socket> {
    let address = url
        .strip_prefix("ws://")
        .and_then(|rest| rest.split('/').next())
        .context("the web socket is not a plain one")?;
    let stream = TcpStream::connect(address)?;
    let (socket, _) = tungstenite::client(url, stream).map_err(|error| anyhow!("{error}"))?;
    Ok(socket)
}

fn ask(socket: &mut Socket, method: &str, parameters: &Value) -> Result<Value> {
    let command = json!({ "id": 1, "method": method, "params": parameters });
    socket.send(Message::text(command.to_string()))?;
    loop {
        let reply: Value = serde_json::from_str(socket.read()?.to_text()?)?;
        // Everything else is an event.
        if reply["id"] == 1 {
            return match reply["type"].as_str() {
                Some("success") => Ok(reply["result"].clone()),
                _ => Err(anyhow!("{method}: {reply}")),
            };
        }
    }
}

/// The words of a `log.entryAdded` event of level `error`.
fn error_in(message: &str) -> Option<String> {
    let event: Value = serde_json::from_str(message).ok()?;
    let entry = &event["params"];
    (event["method"] == "log.entryAdded" && entry["level"] == "error")
        .then(|| entry["text"].as_str().unwrap_or("(no words)").to_owned())
}

//! Things on a page, found as people and screen readers find them: by role and name, inside one
//! another. A `Found` is a description; it is looked up anew at every use, until it is there.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use thirtyfour::{Key, WebElement};

use crate::wait::{Seen, until};
use crate::world::World;

/// How a name is compared with what was looked for.
#[derive(Debug, Clone)]
pub enum Name {
    /// The whole name.
    Is(String),
    /// A part of the name.
    Has(String),
    /// The beginning of the name.
    Begins(String),
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self::Is(name.to_owned())
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self::Is(name)
    }
}

impl Name {
    /// A name with this in it.
    pub fn has(part: impl Into<String>) -> Self {
        Self::Has(part.into())
    }

    /// A name that begins with this.
    pub fn begins(part: impl Into<String>) -> Self {
        Self::Begins(part.into())
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Is(text) => json!({ "is": text }),
            Self::Has(text) => json!({ "has": text }),
            Self::Begins(text) => json!({ "begins": text }),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(text) => write!(f, "{text:?}"),
            Self::Has(text) => write!(f, "with {text:?}"),
            Self::Begins(text) => write!(f, "beginning {text:?}"),
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Role(String, Option<Name>),
    Label(Name),
    Text(Name),
    Nth(usize),
}

impl Step {
    fn to_json(&self) -> Value {
        match self {
            Self::Role(role, name) => {
                json!({ "role": role, "name": name.as_ref().map(Name::to_json) })
            }
            Self::Label(name) => json!({ "label": name.to_json() }),
            Self::Text(name) => json!({ "text": name.to_json() }),
            Self::Nth(place) => json!({ "nth": place }),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(role, Some(name)) => write!(f, "{role} {name}"),
            Self::Role(role, None) => write!(f, "{role}"),
            Self::Label(name) => write!(f, "what is labelled {name}"),
            Self::Text(name) => write!(f, "text {name}"),
            Self::Nth(place) => write!(f, "number {}", place + 1),
        }
    }
}

/// A thing on a page, described by role and name, possibly inside others.
#[derive(Debug, Clone)]
pub struct Found {
    pub(crate) world: World,
    steps: Vec<Step>,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().rev().enumerate() {
            let joint = if index == 0 { "" } else { " in " };
            write!(f, "{joint}{step}")?;
        }
        Ok(())
    }
}

/// Describing: everything here is also on [`crate::Visit`], for the whole page.
impl Found {
    pub(crate) fn page(world: World) -> Self {
        let steps = Vec::new();
        Self { world, steps }
    }

    fn then(&self, step: Step) -> Self {
        let mut deeper = self.clone();
        deeper.steps.push(step);
        deeper
    }

    /// Something with this ARIA role, whatever its name.
    pub fn any(&self, role: &str) -> Self {
        self.then(Step::Role(role.to_owned(), None))
    }

    /// Something with this ARIA role and name.
    pub fn role(&self, role: &str, name: impl Into<Name>) -> Self {
        self.then(Step::Role(role.to_owned(), Some(name.into())))
    }

    /// A button.
    pub fn button(&self, name: impl Into<Name>) -> Self {
        self.role("button", name)
    }

    /// A link.
    pub fn link(&self, name: impl Into<Name>) -> Self {
        self.role("link", name)
    }

    /// A heading of any level.
    pub fn heading(&self, name: impl Into<Name>) -> Self {
        self.role("heading", name)
    }

    /// A field for text.
    pub fn textbox(&self, name: impl Into<Name>) -> Self {
        self.role("textbox", name)
    }

    /// A control with this label, for those with no role of their own, such as file fields.
    pub fn labelled(&self, name: impl Into<Name>) -> Self {
        self.then(Step::Label(name.into()))
    }

    /// An element with exactly this text.
    pub fn text_of(&self, text: impl Into<Name>) -> Self {
        self.then(Step::Text(text.into()))
    }

    /// Of several that are there, the one at this place, from 0, in the order of the page.
    pub fn nth(&self, place: usize) -> Self {
        self.then(Step::Nth(place))
    }
}

/// Looking and acting. Each waits until the thing is there, alone, and can be acted on.
impl Found {
    /// Waits until it is there.
    pub async fn see(&self) -> Result<()> {
        self.element().await.map(drop)
    }

    /// Waits until none is there.
    pub async fn gone(&self) -> Result<()> {
        until(format_args!("{self} to be gone"), async || {
            let count = self.count().await?;
            Ok(Seen::when(count == 0, format_args!("{count} of them")))
        })
        .await
    }

    /// How many are there now.
    pub async fn count(&self) -> Result<usize> {
        let found = look(&self.world, &self.steps, false).await?;
        let elements = found["elements"].as_array();
        elements.map(Vec::len).context("the lookup gave no list")
    }

    /// Whether any is there now.
    pub async fn is_there(&self) -> Result<bool> {
        Ok(self.count().await? > 0)
    }

    /// Whether one is there within a short while; for what may or may not come.
    pub async fn all_texts(&self) -> Result<Vec<String>> {
        let found = look(&self.world, &self.steps, false).await?;
        let texts = found["texts"].clone();
        serde_json::from_value(texts).context("the lookup gave no texts")
    }

    /// Waits for the one element.
    pub async fn element(&self) -> Result<WebElement> {
        until(self, async || {
            let found = look(&self.world, &self.steps, true).await?;
            let elements = found["elements"].as_array().map_or(&[][..], Vec::as_slice);
            Ok(match elements {
                [only] => Seen::Yes(WebElement::from_json(
                    only.clone(),
                    Arc::clone(&self.world.session),
                )?),
                [] => Seen::not_yet(format_args!("none; there is {}", found["instead"])),
                several => Seen::not_yet(format_args!("{} of them", several.len())),
            })
        })
        .await
    }

    /// Types into it with real keys, after what is there.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        // Drivers differ in what a line feed means to them; the key is the same everywhere.
        let keys = text.replace('\n', &Key::Enter.value().to_string());
        self.act("typed into", async |element| element.send_keys(&keys).await)
            .await
    }

    /// Replaces what is in it, with real keys.
    pub async fn fill(&self, text: &str) -> Result<()> {
        self.act("filled", async |element| {
            element.send_keys(Key::Control + "a").await?;
            element.send_keys(Key::Delete).await?;
            element.send_keys(text).await
        })
        .await
    }

    /// Puts text in at once, as pasting does: for text no keyboard has.
    pub async fn paste(&self, text: &str) -> Result<()> {
        self.run(
            "arguments[0].focus(); document.execCommand('insertText', false, arguments[1]);",
            json!(text),
        )
        .await
        .map(drop)
    }

    /// Hands files to a file field.
    pub async fn upload(&self, files: &[&Path]) -> Result<()> {
        let files: Vec<String> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        let element = self.element().await?;
        element.send_keys(files.join("\n")).await?;
        Ok(())
    }

    /// Chooses an option of a select by its words.
    pub async fn choose(&self, option: impl Into<Name>) -> Result<()> {
        // Some engines choose only what is in sight.
        self.run(
            "arguments[0].scrollIntoView({ block: 'center' });",
            Value::Null,
        )
        .await?;
        let option = self.role("option", option);
        option
            .act("chosen", async |element| element.click().await)
            .await
    }

    /// Gives it the focus.
    pub async fn focus(&self) -> Result<()> {
        self.run("arguments[0].focus();", Value::Null)
            .await
            .map(drop)
    }

    /// What is in a field.
    pub async fn value(&self) -> Result<String> {
        let value = self.run("return arguments[0].value;", Value::Null).await?;
        Ok(value.as_str().unwrap_or("").to_owned())
    }

    /// Its text as shown.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .run("return arguments[0].innerText;", Value::Null)
            .await?;
        Ok(text.as_str().unwrap_or("").to_owned())
    }

    /// An attribute of it.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>> {
        let script = "return arguments[0].getAttribute(arguments[1]);";
        let value = self.run(script, json!(name)).await?;
        Ok(value.as_str().map(ToOwned::to_owned))
    }

    /// Whether a checkbox or radio button is on.
    pub async fn is_checked(&self) -> Result<bool> {
        Ok(self
            .run("return arguments[0].checked;", Value::Null)
            .await?
            == true)
    }

    /// Whether it has the focus.
    pub async fn has_focus(&self) -> Result<bool> {
        let script = "return document.activeElement === arguments[0];";
        Ok(self.run(script, Value::Null).await? == true)
    }

    /// Waits until a field holds exactly this.
    pub async fn holds(&self, value: &str) -> Result<()> {
        until(format_args!("{self} to hold {value:?}"), async || {
            let now = self.value().await?;
            Ok(Seen::when(now == value, format_args!("{now:?}")))
        })
        .await
    }

    /// Waits until its text has this in it.
    pub async fn says(&self, part: &str) -> Result<()> {
        until(format_args!("{self} to say {part:?}"), async || {
            let now = self.text().await?;
            Ok(Seen::when(now.contains(part), format_args!("{now:?}")))
        })
        .await
    }

    /// Waits until it has the focus.
    pub async fn gets_focus(&self) -> Result<()> {
        until(format_args!("{self} to have the focus"), async || {
            Ok(Seen::when(self.has_focus().await?, "it has not"))
        })
        .await
    }

    /// Runs a script with the element and one more argument.
    pub async fn run(&self, script: &str, argument: Value) -> Result<Value> {
        until(self, async || {
            let element = self.element().await?;
            let arguments = [element.to_json()?, argument.clone()];
            seen_or_retry(
                self.world
                    .session
                    .execute(script, arguments)
                    .await
                    .map(|r| r.json().clone()),
            )
        })
        .await
    }

    async fn act(
        &self,
        what: &str,
        action: impl AsyncFn(WebElement) -> Result<(), WebDriverError>,
    ) -> Result<()> {
        until(format_args!("{self} to be {what}"), async || {
            seen_or_retry(action(self.element().await?).await)
        })
        .await
    }
}

/// A page may redraw between looking and acting; then the answer is to look again.
pub(crate) fn seen_or_retry<T>(result: Result<T, WebDriverError>) -> Result<Seen<T>> {
    match result {
        Ok(value) => Ok(Seen::Yes(value)),
        Err(error) => match &*error {
            WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
            | WebDriverErrorInner::NoSuchElement(_) => {
                // Drivers append their own stack.
                let words = error.to_string();
                Ok(Seen::not_yet(words.lines().next().unwrap_or("")))
            }
            _ => Err(error.into()),
        },
    }
}

async fn look(world: &World, steps: &[Step], explain: bool) -> Result<Value> {
    until("the page to hold still for a look", async || {
        // What was found may be gone before the driver has handed it over.
        match look_once(world, steps, explain).await {
            Ok(found) => Ok(Seen::Yes(found)),
            Err(error) => match error.downcast::<WebDriverError>() {
                Ok(error) => seen_or_retry(Err(error)),
                Err(error) => Err(error),
            },
        }
    })
    .await
}

async fn look_once(world: &World, steps: &[Step], explain: bool) -> Result<Value> {
    let steps: Vec<Value> = steps.iter().map(Step::to_json).collect();
    let arguments = [json!(steps), json!(explain)];
    let look = "return window.look ? window.look(...arguments) : null;";
    let found = world.call(look, &arguments).await?;
    if !found.is_null() {
        return Ok(found);
    }
    let library = crate::engine::page_script(
        "GROUNDCREW_TESTING_LIBRARY",
        "@testing-library/dom/dist/@testing-library/dom.umd.js",
    )?;
    world
        .define(&format!("{library}\n{}", include_str!("find.js")))
        .await?;
    world.call(look, &arguments).await
}

//! Filling in a form as someone does who reads it: question by question, with what each kind asks for.
//! The form is read from the programme file, so that the sample may change without these tests.

use std::collections::BTreeMap;

use e2e::{Context, Found, Name, Result, Visit, anyhow, ensure};
use serde_json::Value;
use thirtyfour::Key;

/// A form of the programme file.
pub struct Form {
    sections: Vec<Value>,
}

/// What someone put down for a question, as words that appear again wherever the answer is shown.
pub type Said = BTreeMap<String, Vec<String>>;

/// What to choose where the first choice would leave questions unasked, by question.
const CHOICES: &[(&str, &str)] = &[
    ("contributed", "Yes, several times"),
    ("away", "Yes, more than three days in a row"),
];

impl Form {
    /// The form by which people apply to the sample programme's sessions.
    pub fn sample(visit: &Visit) -> Result<Self> {
        Self::named(visit, "application")
    }

    /// A form of the sample programme.
    pub fn named(visit: &Visit, id: &str) -> Result<Self> {
        let programme: Value = serde_json::from_slice(&visit.site.read("programme.json")?)?;
        let mut forms = programme["forms"].as_array().into_iter().flatten();
        let form = forms.find(|form| form["id"] == id);
        let sections = form.and_then(|form| form["sections"].as_array());
        let sections =
            sections.with_context(|| format!("the sample programme has no form {id:?}"))?;
        let sections = sections.clone();
        Ok(Self { sections })
    }

    /// The titles of the sections, in order.
    pub fn titles(&self) -> Vec<&str> {
        let titles = self
            .sections
            .iter()
            .map(|section| section["title"].as_str());
        titles.flatten().collect()
    }

    /// Every kind of question the form has.
    pub fn kinds(&self) -> Vec<&str> {
        let questions = self.sections.iter().flat_map(questions);
        let mut kinds: Vec<&str> = questions.filter_map(|q| q["type"].as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Where a question is answered, on the page that asks it; by the question's label.
    pub fn field(&self, visit: &Visit, label: &str) -> Result<Found> {
        let all = self.sections.iter().flat_map(questions);
        let question = all
            .into_iter()
            .find(|question| question["label"] == label)
            .with_context(|| format!("nothing asks {label:?}"))?;
        Ok(field(visit, question))
    }

    /// The label of the question that a line of words begins with.
    pub fn asked_by(&self, line: &str) -> Result<&str> {
        let labels = self.sections.iter().flat_map(questions);
        let labels = labels.map(|question| text(question, "label"));
        let longest = labels
            .filter(|label| line.starts_with(label))
            .max_by_key(|label| label.len());
        longest.with_context(|| format!("{line:?} names no question"))
    }

    /// Fills in the section that is shown, every question that is asked; what was said.
    pub async fn fill_section(&self, visit: &Visit, title: &str) -> Result<Said> {
        let section = self
            .sections
            .iter()
            .find(|section| section["title"] == title);
        let section = section.with_context(|| format!("there is no section {title:?}"))?;
        visit.heading(title).gets_focus().await?;
        let mut said = Said::new();
        for question in questions(section) {
            let (id, label) = (text(question, "id"), text(question, "label"));
            let field = field(visit, question);
            if !question["showIf"].is_null() && !field.is_there().await? {
                continue;
            }
            let words = answer(visit, &field, question)
                .await
                .with_context(|| format!("at {label:?}"))?;
            said.insert(id.to_owned(), words);
        }
        Ok(said)
    }
}

fn questions(section: &Value) -> impl Iterator<Item = &Value> {
    section["questions"].as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

/// Where a question is answered. Its name goes on with whether it is required.
fn field(visit: &Visit, question: &Value) -> Found {
    let role = match text(question, "type") {
        "dropdown" | "timeZone" => "combobox",
        "singleChoice" | "rating" => "radiogroup",
        "multipleChoice" | "consent" | "availability" | "projectPreference" | "matrix" => "group",
        _ => "textbox",
    };
    visit.role(role, Name::begins(text(question, "label")))
}

fn first_choice<'a>(question: &'a Value, key: &str) -> &'a str {
    let id = text(question, "id");
    let chosen = CHOICES.iter().find(|(question, _)| *question == id);
    chosen.map_or_else(|| text(&question[key][0], "label"), |(_, choice)| choice)
}

async fn answer(visit: &Visit, field: &Found, question: &Value) -> Result<Vec<String>> {
    let id = text(question, "id");
    let words = match text(question, "type") {
        "shortText" => format!("Zoë of {id}, ünïcode"),
        "longText" => format!("About {id}: a line.\nAnd a second line, “quoted”."),
        "email" => "zoe@example.org".to_owned(),
        "githubUser" => "zoe-example".to_owned(),
        "url" => "https://example.org/made".to_owned(),
        "number" => "12".to_owned(),
        "date" => "2028-02-29".to_owned(),
        "timeZone" => return time_zone(field).await,
        "dropdown" => {
            let choice = first_choice(question, "choices");
            field.choose(choice).await?;
            return Ok(vec![choice.to_owned()]);
        }
        "singleChoice" => {
            let choice = first_choice(question, "choices");
            field.role("radio", Name::begins(choice)).click().await?;
            return Ok(vec![choice.to_owned()]);
        }
        "multipleChoice" => return several(field, question).await,
        "rating" => {
            field.role("radio", "3").click().await?;
            return Ok(vec!["3".to_owned()]);
        }
        "consent" => {
            field
                .role("checkbox", Name::begins("I agree"))
                .click()
                .await?;
            return Ok(Vec::new());
        }
        "availability" => return week(field).await,
        "projectPreference" => return projects(field, question).await,
        "matrix" => return matrix(field, question).await,
        other => return Err(anyhow!("a kind of question unknown here: {other}")),
    };
    ensure!(field.value().await?.is_empty(), "a question starts blank");
    field.type_text(&words).await?;
    field.holds(&words).await?;
    // Leaving the field, as everyone does.
    visit.press(Key::Tab).await?;
    if text(question, "type") == "date" {
        // It is shown in words, in the order that the reader's language has.
        return Ok(vec![
            "29".to_owned(),
            "February".to_owned(),
            "2028".to_owned(),
        ]);
    }
    Ok(words.lines().map(ToOwned::to_owned).collect())
}

async fn time_zone(field: &Found) -> Result<Vec<String>> {
    field.type_text("Kathm").await?;
    field.element().await?.send_keys(Key::Down).await?;
    field.element().await?.send_keys(Key::Enter).await?;
    let zone = field.value().await?;
    // Browsers differ in which of its two names they know.
    ensure!(
        matches!(zone.as_str(), "Asia/Kathmandu" | "Asia/Katmandu"),
        "{zone}"
    );
    Ok(vec![zone])
}

async fn several(field: &Found, question: &Value) -> Result<Vec<String>> {
    let mut said = Vec::new();
    for choice in [0, 1] {
        let label = text(&question["choices"][choice], "label");
        field.role("checkbox", Name::begins(label)).click().await?;
        said.push(label.to_owned());
    }
    if question["other"] == true {
        field.role("checkbox", "Other").click().await?;
        let words = "Something else, with a comma";
        field
            .textbox("What is it, in your own words?")
            .type_text(words)
            .await?;
        said.push(words.to_owned());
    }
    Ok(said)
}

async fn week(field: &Found) -> Result<Vec<String>> {
    field.button("Type times").click().await?;
    field.textbox("Monday").type_text("18:00-20:30").await?;
    field
        .textbox("Saturday")
        .type_text("9:00-11:00, 15:00-16:00")
        .await?;
    field.button("Paint the week").click().await?;
    Ok(vec!["18:00".to_owned(), "20:30".to_owned()])
}

async fn projects(field: &Found, question: &Value) -> Result<Vec<String>> {
    field.role("radio", "These, in my order").click().await?;
    if question["atMost"] == 1 {
        field.button("Add Quillwork").click().await?;
        field.text_of("1 chosen, 1 at most").see().await?;
        return Ok(vec!["Quillwork".to_owned()]);
    }
    let names = ["Quillwork", "Lanternfish"];
    for name in ["Lanternfish", "Quillwork"] {
        field.button(format!("Add {name}")).click().await?;
    }
    field.button("Move up: Quillwork").click().await?;
    // It keeps the focus, at its new place.
    field.button("Move up: Quillwork").gets_focus().await?;
    let order = field
        .role("list", "Your order")
        .any("listitem")
        .all_texts()
        .await?;
    ensure!(
        order.len() == 2 && order[0].contains("Quillwork"),
        "{order:?}"
    );
    Ok(names.map(ToOwned::to_owned).to_vec())
}

async fn matrix(field: &Found, question: &Value) -> Result<Vec<String>> {
    let columns = question["columns"].as_array().map_or(1, Vec::len);
    let mut said = Vec::new();
    for (at, row) in question["rows"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let column = text(&question["columns"][at % columns], "label");
        let row = field.role("radiogroup", Name::begins(text(row, "label")));
        row.role("radio", column).click().await?;
        said.push(column.to_owned());
    }
    Ok(said)
}

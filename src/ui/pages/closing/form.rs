//! The form at the end of a session. Nothing of it has to be answered.

use leptos::prelude::*;

use super::Here;
use crate::domain::answer::{Pick, Typed};
use crate::domain::form::Choice;
use crate::domain::programme::{ClosingKind, ClosingQuestion};
use crate::domain::record::{FieldName, Value};
use crate::domain::role::Role;
use crate::domain::week::check_in::{ANSWER, ASKED};
use crate::domain::week::closing::{
    Answer, CONSENT, Consent, INTEREST, INTEREST_ROLE, INTEREST_WORDS, Interest, SHOWN_AS, Saying,
    TESTIMONIAL, Words,
};
use crate::t;
use crate::ui::closings::{answer_words, choice, consent_words, interest_words};
use crate::ui::components::question::{Plain, Plainly, plain};
use crate::ui::components::{
    ButtonLook, Icon, LinkButton, Notice, Summary, SummaryRow, Tone, live, present_while,
};
use crate::ui::conflicts::{Choosing, Conflicts};
use crate::ui::pages::check_in::text_words;
use crate::ui::when::number_words;
use crate::ui::words::{capitalised, role_word, word};

/// The whole of it; `weeks` is the way to where it is handed on.
pub(super) fn form(here: Here, weeks: &str) -> AnyView {
    let questions = here.questions.get_value();
    let asked = (!questions.is_empty()).then(|| {
        let fields = questions.into_iter().map(|one| question(here, one));
        let fields = fields.collect_view();
        part("closing-how", t!(closing.how_it_was), fields.into_any())
    });
    let again = view! {
        {interest(here)}
        {coming_back(here)}
    };
    view! {
        <div class="stack stack-loose check-in">
            {readers(weeks)}
            {asked}
            {answered_before(here)}
            {part("closing-quote", t!(closing.quoting), quoting(here))}
            {part("closing-again", t!(closing.again), again.into_any())}
            <p class="soft small">{t!(closing.late_is_fine)}</p>
            <div class="note-saved">{here.keeping.saving.saved()}</div>
        </div>
    }
    .into_any()
}

fn part(id: &'static str, title: &'static str, body: AnyView) -> AnyView {
    view! {
        <section class="stack stack-loose" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Who reads it, and how it comes to them.
fn readers(weeks: &str) -> AnyView {
    let organizers = word(|w| &w.organizer.many);
    let title = t!(closing.readers_title, organizers = organizers.clone());
    let words = t!(
        closing.readers,
        organizers = organizers.clone(),
        navigators = word(|w| &w.navigator.many),
        captains = word(|w| &w.captain.many),
        team = word(|w| &w.team.one)
    );
    let label = t!(closing.to_hand, organizers = organizers);
    let href = weeks.to_owned();
    view! {
        <Notice tone=Tone::Info title=title>
            <p>{words}</p>
            <LinkButton href=href label=label look=ButtonLook::Small mark=Icon::Forward />
        </Notice>
    }
    .into_any()
}

/// What copies disagree about; nothing while there is no record of it.
fn conflict(
    here: Here,
    field: FieldName,
    label: String,
    said: impl Fn(&Value) -> String + Clone + Send + Sync + 'static,
) -> AnyView {
    live(move || match here.keeping.record.get() {
        Some(id) => {
            let conflicts = Conflicts::of(Choosing::about(here.app, here.failed, id));
            conflicts.of_field(field.clone(), label.clone(), said.clone())
        }
        None => ().into_any(),
    })
}

/// Something of the words as it is typed.
fn typed(
    here: Here,
    read: impl Fn(&Words) -> Option<Typed> + Send + Sync + 'static,
) -> Signal<Option<Typed>> {
    Memo::new(move |_| here.keeping.words.with(&read)).into()
}

fn picked(id: &str) -> Option<Typed> {
    let picked = id.parse().ok().map(Pick::Choice);
    let other = String::new();
    Some(Typed::One { picked, other })
}

/// The key of the choice that is made.
fn made(typed: &Typed) -> Option<String> {
    match typed {
        Typed::One {
            picked: Some(Pick::Choice(id)),
            ..
        } => Some(id.to_string()),
        _ => None,
    }
}

fn text_of(typed: Typed) -> String {
    match typed {
        Typed::Text(text) => text,
        _ => String::new(),
    }
}

fn question(here: Here, question: ClosingQuestion) -> AnyView {
    let ClosingQuestion {
        id,
        label,
        help,
        kind,
    } = question;
    let of = id.clone();
    let value = typed(here, move |words| {
        Some(match words.answers.get(&of)? {
            Answer::Words(text) => Typed::Text(text.clone()),
            Answer::Rating(step) => Typed::Rating(Some(*step)),
            Answer::Choice { id, .. } => picked(id.as_str())?,
        })
    });
    let (how, choices) = match kind {
        ClosingKind::Words => (Plainly::Long, Vec::new()),
        ClosingKind::Rating(scale) => (Plainly::Rating(scale), Vec::new()),
        ClosingKind::Choice(choices) => (Plainly::Choice(choices.clone()), choices),
    };
    let (of, asked) = (id.clone(), label.clone());
    let set = Callback::new(move |typed: Typed| {
        let answer = match &typed {
            Typed::Text(text) => Some(Answer::Words(text.clone())),
            Typed::Rating(step) => step.map(Answer::Rating),
            other => made(other).and_then(|id| {
                let choice = choices.iter().find(|one| one.id.as_str() == id)?;
                let (id, label) = (choice.id.clone(), choice.label.clone());
                Some(Answer::Choice { id, label })
            }),
        };
        here.keeping.say(Saying::Answer {
            question: of.clone(),
            asked: asked.clone(),
            answer,
        });
    });
    let field = |prefix: &str| FieldName::new(format!("{prefix}{id}"));
    let foot = view! {
        {conflict(here, field(ANSWER), label.clone(), value_words)}
        {conflict(here, field(ASKED), t!(weeks.asked_as).to_owned(), text_words)}
    };
    plain(
        &how,
        Plain {
            name: format!("closing-{id}"),
            label,
            help,
            value,
            set,
            foot: foot.into_any(),
        },
    )
}

/// An answer among those that copies say.
fn value_words(value: &Value) -> String {
    match value {
        Value::Integer(step) => number_words(*step as f64),
        Value::List(parts) => parts.last().map_or_else(String::new, text_words),
        other => text_words(other),
    }
}

/// Answers to questions that are not asked any more: they stay, and are read beside their questions.
fn answered_before(here: Here) -> AnyView {
    let before = Memo::new(move |_| {
        here.keeping.words.with(|words| {
            here.questions.with_value(|questions| {
                let all = words.answered(questions).into_iter();
                let gone = all.filter(|one| !questions.iter().any(|asked| asked.id == *one.id));
                let pairs = gone.map(|one| (one.question.to_owned(), answer_words(&one)));
                pairs.collect::<Vec<_>>()
            })
        })
    });
    live(move || {
        let before = before.get();
        if before.is_empty() {
            return ().into_any();
        }
        let rows = before.into_iter().map(|(question, text)| {
            view! {
                <SummaryRow label=question>
                    <p class="said" dir="auto">
                        {text}
                    </p>
                </SummaryRow>
            }
        });
        let rows = rows.collect_view();
        part(
            "closing-before",
            t!(closing.asked_before),
            view! { <Summary>{rows}</Summary> }.into_any(),
        )
    })
}

/// Words that others may read, and to what their writer agrees.
fn quoting(here: Here) -> AnyView {
    let keeping = here.keeping;
    let words = plain(
        &Plainly::Long,
        Plain {
            name: "closing-testimonial".to_owned(),
            label: t!(closing.testimonial).to_owned(),
            help: t!(
                closing.testimonial_help,
                organizers = word(|w| &w.organizer.many)
            ),
            value: typed(here, |words| Some(Typed::Text(words.testimonial.clone()))),
            set: Callback::new(move |typed| keeping.say(Saying::Testimonial(text_of(typed)))),
            foot: conflict(
                here,
                FieldName::new(TESTIMONIAL),
                t!(closing.testimonial).to_owned(),
                text_words,
            ),
        },
    );
    let choices = Consent::ALL.map(|one| choice(one.as_str(), consent_words(one)));
    let said = |value: &Value| {
        let consent = value.as_text().and_then(Consent::from_name);
        consent_words(consent.unwrap_or_default()).to_owned()
    };
    let consent = plain(
        &Plainly::Always(choices.into()),
        Plain {
            name: "closing-consent".to_owned(),
            label: t!(closing.consent).to_owned(),
            help: t!(closing.consent_help).to_owned(),
            value: typed(here, |words| picked(words.consent.as_str())),
            set: Callback::new(move |typed| {
                let consent = made(&typed).and_then(|name| Consent::from_name(&name));
                keeping.say(Saying::Consent(consent.unwrap_or_default()));
            }),
            foot: conflict(
                here,
                FieldName::new(CONSENT),
                t!(closing.consent).to_owned(),
                said,
            ),
        },
    );
    let is_named = Memo::new(move |_| {
        keeping
            .words
            .with(|words| words.consent == Consent::WithName)
    });
    let name = present_while(
        move || is_named.get(),
        move || {
            plain(
                &Plainly::Line,
                Plain {
                    name: "closing-shown-as".to_owned(),
                    label: t!(closing.shown_as).to_owned(),
                    help: t!(closing.shown_as_help).to_owned(),
                    value: typed(here, |words| Some(Typed::Text(words.shown_as.clone()))),
                    set: Callback::new(move |typed| keeping.say(Saying::ShownAs(text_of(typed)))),
                    foot: conflict(
                        here,
                        FieldName::new(SHOWN_AS),
                        t!(closing.shown_as).to_owned(),
                        text_words,
                    ),
                },
            )
        },
    );
    view! {
        {words}
        {consent}
        {name}
        {preview(here)}
    }
    .into_any()
}

/// How the words may be shown, as they are typed.
fn preview(here: Here) -> AnyView {
    let shown = Memo::new(move |_| {
        here.keeping.words.with(|words| {
            let text = words.testimonial.trim();
            let name = match words.consent {
                Consent::NotShown => return None,
                Consent::WithoutName => "",
                Consent::WithName => words.shown_as.trim(),
            };
            (!text.is_empty()).then(|| (text.to_owned(), name.to_owned()))
        })
    });
    live(move || match shown.get() {
        Some((text, name)) => view! {
            <div class="stack stack-tight">
                <p class="field-note">{t!(closing.preview)}</p>
                {quoted(text, name)}
            </div>
        }
        .into_any(),
        None => ().into_any(),
    })
}

/// Words with the name beneath; without one if it is empty.
pub fn quoted(text: String, name: String) -> AnyView {
    let name = (!name.is_empty()).then(|| view! { <figcaption dir="auto">{name}</figcaption> });
    view! {
        <figure class="closing-quote">
            <blockquote class="said" dir="auto">
                {text}
            </blockquote>
            {name}
        </figure>
    }
    .into_any()
}

/// Whether they would take part again.
fn interest(here: Here) -> AnyView {
    let keeping = here.keeping;
    let choices = Interest::ALL.map(|one| choice(one.as_str(), interest_words(one)));
    let said = |value: &Value| {
        let interest = value.as_text().and_then(Interest::from_name);
        interest
            .map_or(t!(weeks.not_said), interest_words)
            .to_owned()
    };
    plain(
        &Plainly::Choice(choices.into()),
        Plain {
            name: "closing-interest".to_owned(),
            label: t!(closing.interest).to_owned(),
            help: String::new(),
            value: typed(here, |words| picked(words.interest?.as_str())),
            set: Callback::new(move |typed| {
                let interest = made(&typed).and_then(|name| Interest::from_name(&name));
                keeping.say(Saying::Interest(interest));
            }),
            foot: conflict(
                here,
                FieldName::new(INTEREST),
                t!(closing.interest).to_owned(),
                said,
            ),
        },
    )
}

/// As what they would, and what else they say of that: once they would, and while something of it is said.
fn coming_back(here: Here) -> AnyView {
    let keeping = here.keeping;
    let is_asked = Memo::new(move |_| {
        keeping.words.with(|words| {
            let would = matches!(words.interest, Some(Interest::Yes | Interest::Maybe));
            would || words.interest_role.is_some() || !words.interest_words.is_empty()
        })
    });
    let roles = here.app.programme.with_untracked(|programme| {
        let own = programme.words.more.keys();
        let own = own.map(|key| Role::Own(key.as_str().into()));
        Role::USUAL.into_iter().chain(own).collect::<Vec<Role>>()
    });
    present_while(
        move || is_asked.get(),
        move || {
            let offers = roles.iter().filter_map(|role| {
                Some(Choice {
                    id: role.as_str().parse().ok()?,
                    label: capitalised(&role_word(role)),
                    help: String::new(),
                })
            });
            let role = plain(
                &Plainly::List(offers.collect()),
                Plain {
                    name: "closing-role".to_owned(),
                    label: t!(closing.interest_role).to_owned(),
                    help: String::new(),
                    value: typed(here, |words| picked(words.interest_role.as_ref()?.as_str())),
                    set: Callback::new(move |typed| {
                        let role = made(&typed).map(|name| Role::from_name(&name));
                        keeping.say(Saying::InterestRole(role));
                    }),
                    foot: conflict(
                        here,
                        FieldName::new(INTEREST_ROLE),
                        t!(closing.interest_role).to_owned(),
                        |value| match value.as_text() {
                            Some(role) => capitalised(&role_word(&Role::from_name(role))),
                            None => t!(weeks.not_said).to_owned(),
                        },
                    ),
                },
            );
            let more = plain(
                &Plainly::Long,
                Plain {
                    name: "closing-more".to_owned(),
                    label: t!(closing.interest_words).to_owned(),
                    help: String::new(),
                    value: typed(here, |words| {
                        Some(Typed::Text(words.interest_words.clone()))
                    }),
                    set: Callback::new(move |typed| {
                        keeping.say(Saying::InterestWords(text_of(typed)));
                    }),
                    foot: conflict(
                        here,
                        FieldName::new(INTEREST_WORDS),
                        t!(closing.interest_words).to_owned(),
                        text_words,
                    ),
                },
            );
            view! {
                {role}
                {more}
            }
            .into_any()
        },
    )
}

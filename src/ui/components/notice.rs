//! Words that stand out from the page, with an icon and a word for their kind, never colour alone.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::words;
use crate::t;

/// What kind of news something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    Info,
    /// It went well.
    Good,
    /// To be careful about.
    Warning,
    /// Wrong, failed, or about to destroy something.
    Danger,
}

impl Tone {
    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "tone-info",
            Self::Good => "tone-good",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
        }
    }

    /// The icon that stands for it.
    pub fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Good => Icon::Check,
            Self::Warning => Icon::Warning,
            Self::Danger => Icon::Stop,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Info => t!(common.tone.info),
            Self::Good => t!(common.tone.good),
            Self::Warning => t!(common.tone.warning),
            Self::Danger => t!(common.tone.danger),
        }
    }
}

/// A notice. `live` ones are read out when they appear: for news that comes while someone works.
#[component]
pub fn Notice(
    /// What kind of news it is.
    tone: Tone,
    /// The news in a few words; its kind, when left out.
    #[prop(optional, into)]
    title: Option<TextProp>,
    /// Whether it is read out when it appears.
    #[prop(optional)]
    live: bool,
    /// The rest of it.
    children: Children,
) -> AnyView {
    let role = live.then_some(match tone {
        Tone::Info | Tone::Good | Tone::Warning => "status",
        Tone::Danger => "alert",
    });
    let title = match title {
        Some(title) => view! {
            <span class="unseen">{tone.word()} ": "</span>
            {words(title)}
        }
        .into_any(),
        None => tone.word().into_any(),
    };
    view! {
        <div class=format!("notice {}", tone.class()) role=role>
            {icon(tone.icon())}
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                {children()}
            </div>
        </div>
    }
    .into_any()
}

//! The few icons: strokes in the colour of the text, always beside a word.

use leptos::prelude::*;

/// An icon. It only repeats what words beside it say, so it is hidden from screen readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Done, saved, agreed.
    Check,
    /// Worth knowing.
    Info,
    /// To be careful about.
    Warning,
    /// Wrong, or failed.
    Stop,
    /// Close, take out.
    Close,
    /// Add.
    Plus,
    /// Move up.
    Up,
    /// Move down.
    Down,
    /// On to the next; points where reading goes.
    Forward,
    /// Back to the last; points where reading comes from.
    Back,
    /// Save as a file.
    Download,
    /// Take in a file.
    Upload,
    /// Hand over to another app.
    Share,
    /// Find.
    Search,
    /// A moment, or waiting.
    Clock,
    /// Under way.
    Dots,
    /// A place on Earth, a time zone.
    Globe,
    /// Take back.
    Undo,
    /// Do again.
    Redo,
    /// Erase.
    Trash,
    /// Copy.
    Copy,
    /// Change.
    Edit,
    /// A day.
    Calendar,
    /// A file.
    File,
    /// Where applications arrive.
    Inbox,
    /// Print.
    Print,
    /// A message.
    Mail,
    /// Only for few.
    Lock,
    /// Narrow down.
    Filter,
    /// Columns of a table.
    Columns,
    /// A table that can be sorted.
    Sort,
    /// Something new, or a sample.
    Star,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Check => "M5 12.5 9.5 17 19 7.5",
            Self::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8h.01",
            Self::Warning => "M12 4 2.8 20h18.4zM12 10v4M12 17h.01",
            Self::Stop => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 8v5M12 16h.01",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Up => "M12 19V5M6 11l6-6 6 6",
            Self::Down => "M12 5v14M6 13l6 6 6-6",
            Self::Forward => "M9 5l7 7-7 7",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Download => "M12 4v11M7 10l5 5 5-5M4 20h16",
            Self::Upload => "M12 16V5M7 10l5-5 5 5M4 20h16",
            Self::Share => "M12 15V3M8 7l4-4 4 4M8 10H5v11h14V10h-3",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
            Self::Dots => "M5 12h.01M12 12h.01M19 12h.01",
            Self::Globe => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c2.6 2.6 3.6 5.8 3.6 9s-1 6.4-3.6 9c-2.6-2.6-3.6-5.8-3.6-9s1-6.4 3.6-9z"
            }
            Self::Undo => "M8 5 4 9l4 4M4 9h10.5a5.5 5.5 0 0 1 0 11H11",
            Self::Redo => "M16 5l4 4-4 4M20 9H9.5a5.5 5.5 0 0 0 0 11H13",
            Self::Trash => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            Self::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Edit => "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
            Self::Calendar => "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4",
            Self::File => "M6 3h8l5 5v13H6zM14 3v5h5",
            Self::Inbox => "M4 13l3-8h10l3 8v6H4zM4 13h5l1.5 3h3l1.5-3h5",
            Self::Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Self::Mail => "M4 6h16v12H4zM4 7l8 6 8-6",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Filter => "M4 6h16M7 12h10M10 18h4",
            Self::Columns => "M4 5h16v14H4zM10 5v14M15 5v14",
            Self::Sort => "M8 9l4-4 4 4M8 15l4 4 4-4",
            Self::Star => "M12 3.5l2.6 5.6 6 .7-4.5 4.2 1.2 6L12 17l-5.3 3 1.2-6-4.5-4.2 6-.7z",
        }
    }

    /// Whether it points along the line, and so turns round where text runs from right to left.
    fn is_directional(self) -> bool {
        matches!(self, Self::Forward | Self::Back | Self::Undo | Self::Redo)
    }
}

/// The drawing of an icon, as high as a line of text.
pub fn icon(icon: Icon) -> AnyView {
    let class = if icon.is_directional() {
        "icon icon-directional"
    } else {
        "icon"
    };
    view! {
        <svg
            class=class
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}

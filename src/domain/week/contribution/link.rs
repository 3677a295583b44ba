//! Where a link leads, as far as that can be told from the link alone: a pull request or an issue on GitHub, a ticket of a
//! Trac, or some other page. Only `http` and `https` lead anywhere.

use std::fmt;

/// The most characters a link may have.
const MOST: usize = 2000;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// On GitHub.
    Github {
        /// Whose the repository is, as typed.
        owner: String,
        /// The repository, as typed.
        repo: String,
        /// A pull request or an issue.
        what: Work,
        /// Its number.
        number: u64,
    },
    /// A ticket of a Trac.
    Trac {
        /// The host, in small letters, with its port if it names one.
        host: String,
        /// The number.
        number: u64,
    },
    /// Another page.
    Plain {
        /// Whether it is given by `https`.
        secure: bool,
        /// The host, in small letters, with its port if it names one.
        host: String,
        /// What comes after it, as typed.
        rest: String,
    },
}

/// What is on GitHub under a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A pull request.
    Pull,
    /// An issue.
    Issue,
}

/// Why a text is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotALink {
    /// There is nothing.
    #[error("there is no link")]
    Empty,
    /// It begins with neither `https://` nor `http://`.
    #[error("a link begins with https:// or http://")]
    Scheme,
    /// It names no host, or one that it would hide behind a name before an `@`.
    #[error("a link names a host, and nobody before it")]
    Host,
    /// It has spaces or characters that don't show.
    #[error("a link has no spaces and nothing invisible in it")]
    Characters,
    /// It is too long.
    #[error("a link has at most {MOST} characters")]
    TooLong,
}

impl Link {
    /// Reads a link. Spaces around it do not matter; `github.com/…` and `code.djangoproject.com/…` need no scheme.
    pub fn parse(text: &str) -> Result<Self, NotALink> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NotALink::Empty);
        }
        if text.chars().count() > MOST {
            return Err(NotALink::TooLong);
        }
        if text.chars().any(is_hidden) {
            return Err(NotALink::Characters);
        }
        let (secure, rest) = scheme(text)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, rest) = rest.split_at(end);
        if !is_host(host) {
            return Err(NotALink::Host);
        }
        let host = host.to_ascii_lowercase();
        let path = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Ok(github(&host, &parts)
            .or_else(|| trac(&host, &parts))
            .unwrap_or(Self::Plain {
                secure,
                host,
                rest: rest.to_owned(),
            }))
    }

    /// What is the same for every way to write the link: matching goes by it. GitHub gives issues and pull requests
    /// numbers from one row and takes its names in any letters.
    pub fn key(&self) -> String {
        match self {
            Self::Github {
                owner,
                repo,
                number,
                ..
            } => format!("github.com/{owner}/{repo}#{number}").to_ascii_lowercase(),
            Self::Trac { host, number } => format!("{host}/ticket/{number}"),
            Self::Plain { host, rest, .. } => {
                let rest = rest.split('#').next().unwrap_or_default();
                format!("{host}{}", rest.trim_end_matches('/'))
            }
        }
    }

    /// The link in a few characters: `django/django#123`, `code.djangoproject.com #123`, or without its scheme.
    pub fn short(&self) -> String {
        match self {
            Self::Github {
                owner,
                repo,
                number,
                ..
            } => format!("{owner}/{repo}#{number}"),
            Self::Trac { host, number } => format!("{host} #{number}"),
            Self::Plain { host, rest, .. } => format!("{host}{}", rest.trim_end_matches('/')),
        }
    }

    /// The project that it is of: the repository, or the host.
    pub fn project(&self) -> String {
        match self {
            Self::Github { owner, repo, .. } => format!("{owner}/{repo}"),
            Self::Trac { host, .. } | Self::Plain { host, .. } => host.clone(),
        }
    }

    /// Whether it is known to be a pull request.
    pub fn is_pull(&self) -> bool {
        matches!(
            self,
            Self::Github {
                what: Work::Pull,
                ..
            }
        )
    }
}

/// The address to open.
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Github {
                owner,
                repo,
                what,
                number,
            } => {
                let what = match what {
                    Work::Pull => "pull",
                    Work::Issue => "issues",
                };
                write!(f, "https://github.com/{owner}/{repo}/{what}/{number}")
            }
            Self::Trac { host, number } => write!(f, "https://{host}/ticket/{number}"),
            Self::Plain { secure, host, rest } => {
                let scheme = if *secure { "https" } else { "http" };
                write!(f, "{scheme}://{host}{rest}")
            }
        }
    }
}

fn scheme(text: &str) -> Result<(bool, &str), NotALink> {
    let after = |scheme: &str| {
        let (first, rest) = text.split_at_checked(scheme.len())?;
        first.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    if let Some(rest) = after("https://") {
        return Ok((true, rest));
    }
    if let Some(rest) = after("http://") {
        return Ok((false, rest));
    }
    let known = ["github.com/", "www.github.com/", "code.djangoproject.com/"];
    if known.into_iter().any(|host| after(host).is_some()) {
        return Ok((true, text));
    }
    Err(NotALink::Scheme)
}

/// Characters that would let a link look like another, or that no link has.
fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    c.is_whitespace() || c.is_control() || turns || matches!(c, '"' | '<' | '>' | '\\' | '`')
}

/// Whether this is a host, perhaps with a port.
fn is_host(host: &str) -> bool {
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "0"));
    let is_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    let is_port = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    is_port && is_name && name.chars().any(char::is_alphanumeric)
}

fn github(host: &str, parts: &[&str]) -> Option<Link> {
    let (true, [owner, repo, what, number, ..]) =
        (matches!(host, "github.com" | "www.github.com"), parts)
    else {
        return None;
    };
    let what = match *what {
        "pull" => Work::Pull,
        "issues" => Work::Issue,
        _ => return None,
    };
    let is_name = |name: &str, more: &[u8]| {
        name.bytes()
            .all(|b| b.is_ascii_alphanumeric() || more.contains(&b))
    };
    (is_name(owner, b"-_") && is_name(repo, b"-_.")).then_some(())?;
    Some(Link::Github {
        owner: (*owner).to_owned(),
        repo: (*repo).to_owned(),
        what,
        number: numbered(number)?,
    })
}

fn trac(host: &str, parts: &[&str]) -> Option<Link> {
    let ["ticket", number, ..] = parts else {
        return None;
    };
    Some(Link::Trac {
        host: host.to_owned(),
        number: numbered(number)?,
    })
}

fn numbered(text: &str) -> Option<u64> {
    let is_digits = text.bytes().all(|b| b.is_ascii_digit());
    let number = is_digits.then(|| text.parse().ok()).flatten()?;
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The address to open, the key, and the name in short.
    fn read(text: &str) -> (String, String, String) {
        let link = Link::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        (link.to_string(), link.key(), link.short())
    }

    #[test]
    fn every_way_to_write_a_link_to_github_is_one_link() {
        for text in [
            "https://github.com/Django/django/pull/123",
            "  https://github.com/Django/django/pull/123/ ",
            "http://www.GitHub.com/Django/django/pull/123/files?w=1#diff-1",
            "HTTPS://github.com/Django/django/pull/123#issuecomment-1",
            "github.com/Django/django/pull/123/commits/abc",
        ] {
            let expected = (
                "https://github.com/Django/django/pull/123".to_owned(),
                "github.com/django/django#123".to_owned(),
                "Django/django#123".to_owned(),
            );
            assert_eq!(read(text), expected, "{text}");
        }
        let (issue, key, _) = read("https://github.com/django/django/issues/123?a=b");
        assert_eq!(issue, "https://github.com/django/django/issues/123");
        assert_eq!(key, "github.com/django/django#123");
    }

    #[test]
    fn a_ticket_of_a_trac_is_known_on_any_host() {
        for (text, url) in [
            (
                "https://code.djangoproject.com/ticket/35000#comment:3",
                "https://code.djangoproject.com/ticket/35000",
            ),
            (
                "code.djangoproject.com/ticket/35000",
                "https://code.djangoproject.com/ticket/35000",
            ),
            (
                "http://trac.example.org:8080/ticket/7/?x=1",
                "https://trac.example.org:8080/ticket/7",
            ),
        ] {
            assert_eq!(read(text).0, url, "{text}");
        }
    }

    #[test]
    fn another_page_stays_as_it_is() {
        for (text, url, key) in [
            (
                "https://example.org/a/b?c=d#e",
                "https://example.org/a/b?c=d#e",
                "example.org/a/b?c=d",
            ),
            ("http://Example.org/", "http://example.org/", "example.org"),
            (
                "https://github.com/django/django",
                "https://github.com/django/django",
                "github.com/django/django",
            ),
            (
                "https://github.com/django/django/pull/new",
                "https://github.com/django/django/pull/new",
                "github.com/django/django/pull/new",
            ),
            (
                "https://github.com.evil.example/a/b/pull/1",
                "https://github.com.evil.example/a/b/pull/1",
                "github.com.evil.example/a/b/pull/1",
            ),
            (
                "https://example.org/ticket/0",
                "https://example.org/ticket/0",
                "example.org/ticket/0",
            ),
        ] {
            let (found, found_key, _) = read(text);
            assert_eq!((found.as_str(), found_key.as_str()), (url, key), "{text}");
        }
    }

    #[test]
    fn promise_24_what_is_no_link_leads_nowhere() {
        for (text, why) in [
            ("", NotALink::Empty),
            ("  ", NotALink::Empty),
            ("javascript:alert(1)", NotALink::Scheme),
            ("JavaScript://github.com/a/b/pull/1", NotALink::Scheme),
            ("data:text/html,x", NotALink::Scheme),
            ("ftp://example.org/", NotALink::Scheme),
            ("//github.com/a/b/pull/1", NotALink::Scheme),
            ("ticket 12", NotALink::Characters),
            ("https://", NotALink::Host),
            ("https:///a", NotALink::Host),
            ("https://github.com@evil.example/a", NotALink::Host),
            ("https://example.org:/a", NotALink::Host),
            ("https://example.org/a b", NotALink::Characters),
            ("java\nscript:x", NotALink::Characters),
            ("https://example.org/\u{202e}a", NotALink::Characters),
            ("https://example.org/<b>", NotALink::Characters),
        ] {
            assert_eq!(Link::parse(text), Err(why), "{text}");
        }
        let long = format!("https://example.org/{}", "a".repeat(2000));
        assert_eq!(Link::parse(&long), Err(NotALink::TooLong));
    }

    proptest! {
        #[test]
        fn promise_24_whatever_is_typed_what_opens_is_http(text in "\\PC{0,40}", scheme in prop::sample::select(vec!["", "https://", "http://", "javascript:", "github.com/"])) {
            if let Ok(link) = Link::parse(&format!("{scheme}{text}")) {
                let url = link.to_string();
                prop_assert!(url.starts_with("https://") || url.starts_with("http://"));
                let again = Link::parse(&url).expect("a link of ours");
                prop_assert_eq!(again.key(), link.key());
                prop_assert_eq!(again.to_string(), url);
            }
        }

        #[test]
        fn what_comes_after_a_number_changes_nothing(number in 1_u64..1_000_000, rest in "(/[a-z0-9]{0,6})?([?][a-z=]{0,6})?(#[a-z0-9-]{0,6})?") {
            let plain = format!("https://github.com/a/b/pull/{number}");
            let one = Link::parse(&plain).expect("a link");
            let other = Link::parse(&format!("{plain}{rest}")).expect("a link");
            prop_assert_eq!(one, other);
        }
    }
}

//! Addresses as people paste them: web addresses, email addresses, GitHub user names.

use super::Problem;

/// Reads a web address: http or https, a host that can be on the web, no user name, nothing unseen.
/// Kept as typed, without the space around it.
pub(super) fn read_url(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.chars().any(unfit) {
        return Err(Problem::NotAUrl);
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        return Err(match text.split_once(':') {
            Some((scheme, rest))
                if is_scheme(scheme) && !scheme.contains('.') && !is_port_and_path(rest) =>
            {
                Problem::UrlNotHttp {
                    scheme: scheme.to_owned(),
                }
            }
            Some(_) | None if is_authority_and_path(text) => Problem::UrlWithoutScheme {
                suggestion: format!("https://{text}"),
            },
            Some(_) | None => Problem::NotAUrl,
        });
    };
    let http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if http && is_authority_and_path(rest) {
        Ok(text.to_owned())
    } else if !http && is_scheme(scheme) {
        Err(Problem::UrlNotHttp {
            scheme: scheme.to_owned(),
        })
    } else {
        Err(Problem::NotAUrl)
    }
}

/// Characters that no address holds: white space, controls, and marks that turn the direction of text
/// and so could make an address look like another one.
fn unfit(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '\\' | '`' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

fn is_port_and_path(text: &str) -> bool {
    let port = text.split(['/', '?', '#']).next().unwrap_or(text);
    port.parse::<u16>().is_ok()
}

fn is_authority_and_path(text: &str) -> bool {
    let authority = text.split(['/', '?', '#']).next().unwrap_or(text);
    if let Some(literal) = authority.strip_prefix('[') {
        let Some((address, port)) = literal.split_once(']') else {
            return false;
        };
        let port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port_and_path);
        return port && address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    match authority.split_once(':') {
        Some((host, port)) => is_host(host) && is_port_and_path(port),
        None => is_host(authority),
    }
}

/// Whether this can be a host on the web: two labels or more, in any script; or four numbers.
fn is_host(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let label = |label: &str| {
        (1..=63).contains(&label.chars().count())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c == '-' || c == '_' || c.is_alphanumeric() || is_mark(c))
    };
    let top = text.rsplit('.').next().unwrap_or(text);
    if top.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse::<std::net::Ipv4Addr>().is_ok();
    }
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

/// Vowel signs and other marks of Indic and Arabic scripts, which host names in them need.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

/// Reads an email address, also out of `mailto:` and `Name <address>`. A practical check: one `@`,
/// something before it, a host behind it. Whether mail arrives, only mail can tell.
pub(super) fn read_email(text: &str) -> Result<String, Problem> {
    let text = text.trim().replace('＠', "@");
    let inner = match text.split_once('<') {
        Some((_, rest)) => rest.strip_suffix('>').ok_or(Problem::NotAnEmail)?,
        None => &text,
    };
    let inner = inner.trim();
    let address = match inner.get(..7) {
        Some(start) if start.eq_ignore_ascii_case("mailto:") => inner.get(7..).unwrap_or(""),
        Some(_) | None => inner,
    };
    let (local, host) = address.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
    let local_fits = (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && !local
            .chars()
            .any(|c| unfit(c) || matches!(c, '@' | ',' | ';' | ':' | '(' | ')' | '[' | ']'));
    if local_fits && !host.ends_with('.') && !host.contains('_') && is_host(host) {
        Ok(address.to_owned())
    } else {
        Err(Problem::NotAnEmail)
    }
}

/// Whether this is an email address, just so.
pub fn is_email(text: &str) -> bool {
    read_email(text).is_ok_and(|address| address == text)
}

/// Reads a GitHub user name, also out of `@name` and of the address of a page of theirs.
/// GitHub's rule: 1 to 39 letters, digits and single hyphens, no hyphen at either end.
pub(super) fn read_github_user(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let mut start = 0;
    for prefix in ["https://", "http://", "www.", "github.com/"] {
        if lower
            .get(start..)
            .is_some_and(|rest| rest.starts_with(prefix))
        {
            start += prefix.len();
        }
    }
    let from_page = lower
        .get(..start)
        .is_some_and(|p| p.ends_with("github.com/"));
    let name = match text.get(start..) {
        Some(path) if from_page => path.split(['/', '?', '#']).next().unwrap_or(path),
        Some(_) | None => text,
    };
    let name = name.strip_prefix('@').unwrap_or(name);
    let fits = (1..=39).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--");
    if fits {
        Ok(name.to_owned())
    } else {
        Err(Problem::NotAGithubUser)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_taken_as_typed() {
        for text in [
            "https://example.org",
            "http://example.org/",
            "HTTPS://Example.ORG/Path?q=a,b#c",
            "https://example.org:8443/x",
            "https://sub.example.co.uk/~me/(1)",
            "https://例え.jp/パス",
            "https://उदाहरण.भारत/",
            "https://مثال.إختبار/صفحة",
            "https://xn--r8jz45g.jp",
            "https://192.0.2.7/",
            "https://[2001:db8::1]:8080/x",
            "https://example.org./",
            "https://example.org/@someone",
            "https://under_score.example.org",
        ] {
            assert_eq!(read_url(text), Ok(text.to_owned()), "{text:?}");
            assert_eq!(read_url(&format!("  {text}\n")), Ok(text.to_owned()));
        }
    }

    #[test]
    fn an_address_without_its_beginning_gets_a_suggestion() {
        for text in [
            "example.org",
            "www.example.org/a?b",
            "example.org:8080/x",
            "例え.jp",
        ] {
            assert_eq!(
                read_url(text),
                Err(Problem::UrlWithoutScheme {
                    suggestion: format!("https://{text}")
                }),
                "{text:?}"
            );
        }
    }

    #[test]
    fn other_sorts_of_address_are_named() {
        for (text, scheme) in [
            ("ftp://example.org", "ftp"),
            ("htps://example.org", "htps"),
            ("javascript:alert(1)", "javascript"),
            ("JavaScript://example.org/%0aalert(1)", "JavaScript"),
            ("data:text/html,x", "data"),
            ("mailto:a@example.org", "mailto"),
            ("file:///etc/passwd", "file"),
        ] {
            assert_eq!(
                read_url(text),
                Err(Problem::UrlNotHttp {
                    scheme: scheme.to_owned()
                }),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        for text in [
            "",
            "none",
            "my site",
            "https://",
            "https:///path",
            "https://example",
            "https://localhost",
            "https://exa mple.org",
            "https://example..org",
            "https://-example.org",
            "https://example-.org",
            "https://example.org:99999",
            "https://example.org:x",
            "https://1.2.3",
            "https://999.1.1.1",
            "https://[::1",
            "https://[zz]",
            "https://github.com@example.org/",
            "https://example.org/\u{202e}gro",
            "https:\\\\example.org",
            "https://example.org/<script>",
            "://example.org",
            "1http://example.org",
        ] {
            assert_eq!(read_url(text), Err(Problem::NotAUrl), "{text:?}");
        }
    }

    #[test]
    fn email_addresses_are_read_out_of_what_is_pasted() {
        for (text, expected) in [
            ("ada@example.org", "ada@example.org"),
            (" ada@example.org ", "ada@example.org"),
            (
                "Ada.L+apply@mail.example.org",
                "Ada.L+apply@mail.example.org",
            ),
            ("o'neil_x@example.org", "o'neil_x@example.org"),
            ("用户@例え.jp", "用户@例え.jp"),
            ("अदा@उदाहरण.भारत", "अदा@उदाहरण.भारत"),
            ("ada＠example.org", "ada@example.org"),
            ("mailto:ada@example.org", "ada@example.org"),
            ("Ada <ada@example.org>", "ada@example.org"),
            ("<ada@example.org>", "ada@example.org"),
        ] {
            assert_eq!(read_email(text), Ok(expected.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_email_address_is_refused() {
        for text in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada@example",
            "ada@example.",
            "ada@example.org.",
            "ada@@example.org",
            "ada@exa mple.org",
            "a da@example.org",
            "ada@example..org",
            ".ada@example.org",
            "ada.@example.org",
            "a..da@example.org",
            "ada@example.org, eve@example.org",
            "ada@example.org; eve@example.org",
            "Ada <ada@example.org",
            "ada@exam_ple.org",
            "ada@example.123",
            "ada at example.org",
            "ada\u{202e}@example.org",
            &format!("{}@example.org", "x".repeat(65)),
        ] {
            assert_eq!(read_email(text), Err(Problem::NotAnEmail), "{text:?}");
        }
    }

    #[test]
    fn github_users_are_read_out_of_what_is_pasted() {
        for (text, expected) in [
            ("octo", "octo"),
            ("Octo-Cat9", "Octo-Cat9"),
            ("@octo", "octo"),
            (" octo ", "octo"),
            ("github.com/octo", "octo"),
            ("https://github.com/octo", "octo"),
            ("http://www.github.com/octo/", "octo"),
            ("HTTPS://GitHub.com/Octo?tab=repositories", "Octo"),
            ("https://github.com/octo/project/pull/3", "octo"),
            ("a", "a"),
            ("0", "0"),
        ] {
            assert_eq!(read_github_user(text), Ok(expected.to_owned()), "{text:?}");
        }
        let longest = "x".repeat(39);
        assert_eq!(read_github_user(&longest), Ok(longest));
    }

    #[test]
    fn what_is_no_github_user_is_refused() {
        for text in [
            "",
            "@",
            "-octo",
            "octo-",
            "oc--to",
            "oc to",
            "oc_to",
            "océto",
            "octo.cat",
            "octo@example.org",
            "https://gitlab.com/octo",
            "https://github.com/",
            "https://octo",
            "https://github.com.example.org/octo",
            &"x".repeat(40),
        ] {
            assert_eq!(
                read_github_user(text),
                Err(Problem::NotAGithubUser),
                "{text:?}"
            );
        }
    }
}

//! What a programme says of its certificates: their text, who signs them, who stands behind badges, and by which key.

/// What a programme says of its certificates and badges. All of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificates {
    /// A sentence or two that stand on each, in the programme's own words.
    pub text: Option<String>,
    /// Who signs on paper, in this order.
    pub signed_by: Vec<Signer>,
    /// Who awards badges; without one there are none.
    pub issuer: Option<Issuer>,
    /// The key that badges are signed with.
    pub key: Option<Key>,
}

/// Someone who signs certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Their name.
    pub name: String,
    /// As what they sign.
    pub title: String,
}

/// Who awards badges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// What identifies them on the web: an address that begins with `https://`, or a DID.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Their page, if they have one.
    pub url: Option<String>,
    /// Where to write to them.
    pub email: Option<String>,
}

/// The key that badges are signed with. Its private half is never in the programme's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Where its public half can be read: an address that begins with `https://`, or one of a DID.
    pub kid: String,
}

/// Whether this identifies somebody or something on the web: an `https` address with a host, or a DID.
pub fn is_identifier(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    let https = text.strip_prefix("https://").is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.chars().any(|c| c.is_ascii_alphanumeric()) && !host.contains('@')
    });
    let did = text.strip_prefix("did:").is_some_and(|rest| {
        let (method, id) = rest.split_once(':').unwrap_or((rest, ""));
        let is_method = !method.is_empty()
            && method
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        is_method && !id.is_empty()
    });
    (https || did) && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_an_https_address_or_a_did() {
        for text in [
            "https://example.org",
            "https://example.org/badges/issuer.json",
            "https://example.org/keys#key-1",
            "did:web:example.org",
            "did:key:z6Mkhe",
            "did:web:example.org#key-1",
        ] {
            assert!(is_identifier(text), "{text}");
        }
        for text in [
            "",
            "example.org",
            "http://example.org",
            "https://",
            "https:///keys",
            "https://user@example.org",
            "https://example.org/a b",
            "did:web",
            "did:web:",
            "did::x",
            "mailto:hello@example.org",
            "javascript:alert(1)",
        ] {
            assert!(!is_identifier(text), "{text}");
        }
    }
}

//! Private keys as files: a JSON Web Key (RFC 7517) to what can be signed with it, and its public half.

use crate::domain::record::Value;
use crate::format::json;

/// How something is signed (RFC 7518, RFC 8037).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA with SHA-256, which every reader of Open Badges knows.
    Rs256,
    /// The curve P-256 with SHA-256.
    Es256,
    /// The curve Ed25519.
    EdDsa,
}

/// A private key.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKey {
    /// How it signs.
    pub algorithm: Algorithm,
    /// The key alone, as JSON: what a browser is given.
    pub private: String,
    /// Its public half, as JSON.
    pub public: String,
}

/// A key is never shown, not even in a log.
impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PrivateKey({:?})", self.algorithm)
    }
}

/// Why a file can't be used to sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// It is no JSON Web Key.
    #[error("this is no JSON Web Key")]
    Other,
    /// It is a set of several keys.
    #[error("this is a set of keys")]
    Set,
    /// It is the public half.
    #[error("this is a public key")]
    Public,
    /// It is for something that is not signed with here.
    #[error("keys of this sort sign nothing here")]
    Unknown,
    /// It is an RSA key that is too short to be trusted.
    #[error("an RSA key has at least 2048 bits")]
    Short,
    /// Parts of it are missing.
    #[error("parts of the key are missing")]
    Partial,
}

impl Algorithm {
    /// The name in a token's header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The parts of its public half, but what they are of; and of a key, what is private.
    fn parts(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Rs256 => (&["n", "e"], &["d", "p", "q", "dp", "dq", "qi"]),
            Self::Es256 => (&["crv", "x", "y"], &["d"]),
            Self::EdDsa => (&["crv", "x"], &["d"]),
        }
    }
}

/// The least length of the modulus of an RSA key, in bytes (RFC 7518, 3.3).
const SHORTEST: usize = 256;

impl PrivateKey {
    /// Reads a private key. What it says beside the key itself (its name, its use) is left behind.
    pub fn parse(file: &str) -> Result<Self, NotAKey> {
        let value = json::parse(file.trim_start_matches('\u{feff}')).map_err(|_| NotAKey::Other)?;
        let Value::Map(_) = value else {
            return Err(NotAKey::Other);
        };
        if let Some(Value::List(_)) = value.part("keys") {
            return Err(NotAKey::Set);
        }
        let get = |name: &str| {
            let text = value.part(name)?.as_text()?;
            (!text.is_empty()).then_some(text)
        };
        let kind = get("kty").ok_or(NotAKey::Other)?;
        let algorithm = match (kind, get("crv")) {
            ("RSA", _) => Algorithm::Rs256,
            ("EC", Some("P-256")) => Algorithm::Es256,
            ("OKP", Some("Ed25519")) => Algorithm::EdDsa,
            _ => return Err(NotAKey::Unknown),
        };
        if get("d").is_none() {
            return Err(NotAKey::Public);
        }
        let (public, private) = algorithm.parts();
        let named = |names: &[&str]| {
            let known = names
                .iter()
                .map(|name| Some(((*name).to_owned(), Value::from(get(name)?))));
            let mut parts: Vec<(String, Value)> = known.collect::<Option<_>>()?;
            parts.push(("kty".to_owned(), Value::from(kind)));
            Some(json::to_text(&Value::Map(parts.into_iter().collect())))
        };
        let all: Vec<&str> = public.iter().chain(private).copied().collect();
        let found = named(&all).zip(named(public));
        let (private, public) = found.ok_or(NotAKey::Partial)?;
        // Base64 has four letters for three bytes.
        let modulus = get("n").map_or(0, |n| n.len() * 3 / 4);
        if algorithm == Algorithm::Rs256 && modulus < SHORTEST {
            return Err(NotAKey::Short);
        }
        Ok(Self {
            algorithm,
            private,
            public,
        })
    }
}

/// Bytes in the letters of base64 that addresses may have, without anything at the end (RFC 4648, 5).
pub fn encode(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..=three.len() {
            let six = bits >> (18 - 6 * at) & 63;
            out.push(char::from(LETTERS[six as usize]));
        }
    }
    out
}

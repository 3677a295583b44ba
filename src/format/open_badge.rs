//! Open Badges 3.0: what somebody did in a session, as a credential of their own that other programs read.
//!
//! By the book: 1EdTech's *Open Badges Specification* 3.0, “OpenBadgeCredential” (its data model, B.1.2 and on) and
//! “JSON Web Token Proof Format” (8.2), over the W3C's *Verifiable Credentials Data Model* 2.0. A badge says whose it is by a
//! salted hash of their address, never by the address or the name.

pub mod jwk;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{json, moment};
use crate::domain::id::RecordId;
use crate::domain::programme::Issuer;
use crate::domain::record::Value;
use crate::domain::time::Instant;

/// The contexts, in the order that the book asks for.
const CONTEXTS: [&str; 2] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];

/// A badge to be written.
#[derive(Debug, Clone, Copy)]
pub struct Badge<'a> {
    /// Who awards it.
    pub issuer: &'a Issuer,
    /// What names this badge: of somebody's part in a session, the same however often it is made.
    pub id: RecordId,
    /// What names its bearer in it.
    pub subject: RecordId,
    /// What names what it is for: the same for everyone who did the same.
    pub achievement: RecordId,
    /// Their address. It is not written.
    pub email: &'a str,
    /// 128 random bits that are mixed into the hash of the address.
    pub salt: RecordId,
    /// From when it holds.
    pub from: Instant,
    /// What it is called.
    pub name: &'a str,
    /// What it is for.
    pub description: &'a str,
    /// What has to be done for it.
    pub criteria: &'a str,
}

/// The names of a badge for somebody's part in a session: of the badge, of its bearer, and of what it is for.
pub fn names(programme: &str, session: &str, role: &str, member: RecordId) -> [RecordId; 3] {
    let member = member.to_string();
    [
        RecordId::derived(&["badge", programme, session, &member]),
        // Who has badges of two sessions is not told by them to be one person.
        RecordId::derived(&["badge-bearer", programme, session, &member]),
        RecordId::derived(&["badge-achievement", programme, session, role]),
    ]
}

/// The credential, unsigned.
pub fn to_text(badge: &Badge<'_>) -> String {
    json::to_text(&Value::Map(credential(badge)))
}

/// What is signed: the header and the claims, as a JSON Web Token has them (8.2.4). The claims are the credential's own
/// properties beside those that every token has.
pub fn to_sign(badge: &Badge<'_>, algorithm: jwk::Algorithm, kid: &str) -> String {
    let header = map([
        ("alg", text(algorithm.as_str())),
        ("kid", text(kid)),
        ("typ", text("JWT")),
    ]);
    let mut claims = credential(badge);
    claims.extend(parts([
        ("iss", text(&badge.issuer.id)),
        ("jti", text(&urn(badge.id))),
        ("nbf", Value::Integer(i128::from(seconds(badge.from)))),
        ("sub", text(&urn(badge.subject))),
    ]));
    let encoded = |value: &Value| jwk::encode(json::to_text(value).as_bytes());
    format!("{}.{}", encoded(&header), encoded(&Value::Map(claims)))
}

/// The token, of what was signed and the signature.
pub fn signed(what: &str, signature: &[u8]) -> String {
    format!("{what}.{}", jwk::encode(signature))
}

fn credential(badge: &Badge<'_>) -> BTreeMap<String, Value> {
    let achievement = map([
        ("id", text(&urn(badge.achievement))),
        ("type", list(&["Achievement"])),
        ("achievementType", text("Certificate")),
        ("name", text(badge.name)),
        ("description", text(badge.description)),
        ("criteria", map([("narrative", text(badge.criteria))])),
    ]);
    let bearer = map([
        ("type", text("IdentityObject")),
        ("hashed", Value::Bool(true)),
        ("identityHash", text(&hash(badge.email, badge.salt))),
        ("identityType", text("emailAddress")),
        ("salt", text(&badge.salt.to_string())),
    ]);
    let subject = map([
        ("id", text(&urn(badge.subject))),
        ("type", list(&["AchievementSubject"])),
        ("identifier", Value::List(vec![bearer])),
        ("achievement", achievement),
    ]);
    parts([
        ("@context", list(&CONTEXTS)),
        ("id", text(&urn(badge.id))),
        (
            "type",
            list(&["VerifiableCredential", "OpenBadgeCredential"]),
        ),
        ("name", text(badge.name)),
        ("issuer", issuer(badge.issuer)),
        // A token counts in seconds, and the two have to be the same.
        (
            "validFrom",
            text(&moment::to_text(Instant(seconds(badge.from) * 1000))),
        ),
        ("credentialSubject", subject),
    ])
}

fn issuer(issuer: &Issuer) -> Value {
    let mut profile = parts([
        ("id", text(&issuer.id)),
        ("type", list(&["Profile"])),
        ("name", text(&issuer.name)),
    ]);
    let more = [("url", &issuer.url), ("email", &issuer.email)];
    let more = more.into_iter().filter_map(|(name, said)| {
        let said = said.as_ref()?;
        Some((name.to_owned(), text(said)))
    });
    profile.extend(more);
    Value::Map(profile)
}

/// A name made of 128 bits, as a URN: a UUID of the version that says nothing of how it came about (RFC 9562, 5.8).
fn urn(id: RecordId) -> String {
    const VERSION: u128 = 0xf << 76;
    const VARIANT: u128 = 0b11 << 62;
    let bits = id.bits() & !(VERSION | VARIANT) | 0x8 << 76 | 0b10 << 62;
    let id = RecordId::from_bits(bits).to_string();
    let (a, b, c, d, e) = (&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]);
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}

/// `sha256$` and the hash of the address with the salt behind it (“IdentityHash”). Capitals do not tell addresses apart.
fn hash(email: &str, salt: RecordId) -> String {
    let mixed = format!("{}{salt}", email.trim().to_lowercase());
    let digest = Sha256::digest(mixed.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256${hex}")
}

fn seconds(at: Instant) -> i64 {
    at.0.div_euclid(1000)
}

fn text(text: &str) -> Value {
    Value::from(text)
}

fn list(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|one| text(one)).collect())
}

fn parts<const N: usize>(parts: [(&str, Value); N]) -> BTreeMap<String, Value> {
    let parts = parts.into_iter();
    parts
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn map<const N: usize>(these: [(&str, Value); N]) -> Value {
    Value::Map(parts(these))
}

#[cfg(test)]
mod tests;

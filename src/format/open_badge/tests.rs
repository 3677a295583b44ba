//! Badges to the last character, and which files are keys.

use super::jwk::{Algorithm, NotAKey, PrivateKey, encode};
use super::*;

const EMAIL: &str = "Ada@Example.org ";

fn issuer() -> Issuer {
    Issuer {
        id: "https://example.org/badges/issuer.json".to_owned(),
        name: "Orbit Mentoring".to_owned(),
        url: Some("https://example.org/".to_owned()),
        email: None,
    }
}

fn badge(issuer: &Issuer) -> Badge<'_> {
    let [id, subject, achievement] = [1, u128::MAX, 3].map(RecordId::from_bits);
    Badge {
        issuer,
        id,
        subject,
        achievement,
        email: EMAIL,
        salt: RecordId::from_bits(0xabc),
        // What is less than a second is dropped: a token counts in seconds.
        from: Instant(1_805_068_800_250),
        name: "Orbit 4: orbiter",
        description: "Took part in “Orbit 4” as orbiter.",
        criteria: "Was there.",
    }
}

/// The hash that another program makes of the address in small letters and the salt: `printf %s … | sha256sum`.
const HASH: &str = "bec6b7ee64d0826532aee68657fb8f6732a4268357722fc56dc7634848294eee";

#[test]
fn a_badge_says_whose_it_is_by_a_hash_alone() {
    let issuer = issuer();
    let text = to_text(&badge(&issuer));
    let expected = concat!(
        r#"{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"#,
        r#""credentialSubject":{"achievement":{"achievementType":"Certificate","criteria":{"narrative":"Was there."},"#,
        r#""description":"Took part in “Orbit 4” as orbiter.","id":"urn:uuid:00000000-0000-8000-8000-000000000003","#,
        r#""name":"Orbit 4: orbiter","type":["Achievement"]},"id":"urn:uuid:ffffffff-ffff-8fff-bfff-ffffffffffff","#,
        r#""identifier":[{"hashed":true,"identityHash":"sha256$HASH","identityType":"emailAddress","#,
        r#""salt":"00000000000000000000000000000abc","type":"IdentityObject"}],"type":["AchievementSubject"]},"#,
        r#""id":"urn:uuid:00000000-0000-8000-8000-000000000001","issuer":{"id":"https://example.org/badges/issuer.json","#,
        r#""name":"Orbit Mentoring","type":["Profile"],"url":"https://example.org/"},"name":"Orbit 4: orbiter","#,
        r#""type":["VerifiableCredential","OpenBadgeCredential"],"validFrom":"2027-03-15T00:00:00Z"}"#,
    );
    assert_eq!(text, expected.replace("HASH", HASH));
    for word in ["ada@", "Ada", "proof", "verif", "signature"] {
        let said = text.replace("VerifiableCredential", "");
        assert!(!said.contains(word), "{word}: {text}");
    }
}

/// What the JSON Schema of the class AchievementCredential (and of those within it) lists as required, in 1EdTech's
/// “ob_v3p0_achievementcredential_schema.json”.
#[test]
fn a_badge_has_all_that_the_book_asks_for() {
    let issuer = issuer();
    let value = json::parse(&to_text(&badge(&issuer))).expect("JSON");
    let at = |path: &[&str]| {
        let step = |value: &Value, name: &&str| match value {
            Value::List(items) => items.first()?.part(name).cloned(),
            other => other.part(name).cloned(),
        };
        path.iter()
            .try_fold(value.clone(), |value, name| step(&value, name))
            .unwrap_or_else(|| panic!("{path:?} is missing"))
    };
    for (within, required) in [
        (
            &[][..],
            &[
                "@context",
                "id",
                "type",
                "credentialSubject",
                "issuer",
                "validFrom",
            ][..],
        ),
        (&["issuer"], &["id", "type"]),
        (&["credentialSubject"], &["type", "achievement"]),
        (
            &["credentialSubject", "achievement"],
            &["id", "type", "criteria", "description", "name"],
        ),
        (
            &["credentialSubject", "identifier"],
            &["type", "identityHash", "identityType", "hashed"],
        ),
    ] {
        for name in required {
            let path: Vec<&str> = within.iter().chain([name]).copied().collect();
            assert_ne!(at(&path), Value::Null, "{path:?}");
        }
    }
    // `type` of an IdentityObject is one text, of all others a list.
    assert_eq!(
        at(&["credentialSubject", "identifier", "type"]).as_text(),
        Some("IdentityObject")
    );
    let contexts = list(&CONTEXTS);
    assert_eq!(at(&["@context"]), contexts);
}

#[test]
fn the_same_part_makes_the_same_badge_and_two_sessions_do_not_tell_on_anyone() {
    let member = RecordId::from_bits(7);
    let first = names("orbit", "orbit-4", "mentee", member);
    assert_eq!(first, names("orbit", "orbit-4", "mentee", member));
    let other = names("orbit", "orbit-4", "mentee", RecordId::from_bits(8));
    assert_ne!(first[0], other[0]);
    assert_ne!(first[1], other[1]);
    assert_eq!(first[2], other[2]);
    let later = names("orbit", "orbit-5", "mentee", member);
    assert!(first.iter().zip(later).all(|(one, other)| *one != other));
}

#[test]
fn what_is_signed_is_a_token_of_the_same_badge() {
    let issuer = issuer();
    let badge = badge(&issuer);
    let signing = to_sign(&badge, Algorithm::Rs256, "https://example.org/key.json");
    let (header, claims) = signing.split_once('.').expect("two parts");
    let header = decode(header);
    assert_eq!(
        header,
        r#"{"alg":"RS256","kid":"https://example.org/key.json","typ":"JWT"}"#
    );
    let Ok(Value::Map(mut claims)) = json::parse(&decode(claims)) else {
        panic!("claims are named");
    };
    for (name, value) in [
        ("iss", text(&issuer.id)),
        ("jti", text("urn:uuid:00000000-0000-8000-8000-000000000001")),
        ("nbf", Value::Integer(1_805_068_800)),
        ("sub", text("urn:uuid:ffffffff-ffff-8fff-bfff-ffffffffffff")),
    ] {
        assert_eq!(claims.remove(name), Some(value), "{name}");
    }
    assert_eq!(json::to_text(&Value::Map(claims)), to_text(&badge));
    assert_eq!(signed("a.b", &[251, 255]), "a.b.-_8");
}

#[test]
fn bytes_become_letters_as_the_book_says() {
    for (bytes, letters) in [
        ("", ""),
        ("f", "Zg"),
        ("fo", "Zm8"),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(encode(bytes.as_bytes()), letters);
    }
}

/// From the letters back to text, slowly.
fn decode(letters: &str) -> String {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits = letters.chars().flat_map(|letter| {
        let six = LETTERS.find(letter).expect("a letter of base64");
        (0..6).rev().map(move |at| six >> at & 1 == 1)
    });
    let bits: Vec<bool> = bits.collect();
    let byte = |eight: &[bool]| eight.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    let bytes = bits.chunks_exact(8).map(byte).collect();
    String::from_utf8(bytes).expect("text")
}

fn rsa(n: usize) -> String {
    let n = "n".repeat(n);
    let rest = r#""p":"p","q":"q","dp":"dp","dq":"dq","qi":"qi","kid":"key-1","use":"sig","key_ops":["sign"]"#;
    format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB","d":"d",{rest}}}"#)
}

#[test]
fn of_a_key_only_the_public_half_is_handed_on() {
    let n = "n".repeat(342);
    let ed = r#"{"kty":"OKP","crv":"Ed25519","x":"x","d":"d","alg":"EdDSA"}"#;
    for (file, algorithm, public) in [
        (
            rsa(342),
            "RS256",
            format!(r#"{{"e":"AQAB","kty":"RSA","n":"{n}"}}"#),
        ),
        (
            r#"{"kty":"EC","crv":"P-256","x":"x","y":"y","d":"d","kid":"k"}"#.to_owned(),
            "ES256",
            r#"{"crv":"P-256","kty":"EC","x":"x","y":"y"}"#.to_owned(),
        ),
        (
            ed.to_owned(),
            "EdDSA",
            r#"{"crv":"Ed25519","kty":"OKP","x":"x"}"#.to_owned(),
        ),
    ] {
        let key = PrivateKey::parse(&file).expect("a key");
        assert_eq!(key.algorithm.as_str(), algorithm);
        assert_eq!(key.public, public);
        let shown = format!("{key:?}");
        assert!(!shown.contains("\"d\""), "{shown}");
    }
    let key = PrivateKey::parse(ed).expect("a key");
    assert_eq!(
        key.private,
        r#"{"crv":"Ed25519","d":"d","kty":"OKP","x":"x"}"#
    );
}

#[test]
fn a_file_that_signs_nothing_is_told_apart() {
    for (file, why) in [
        ("", NotAKey::Other),
        ("-----BEGIN PRIVATE KEY-----", NotAKey::Other),
        ("[]", NotAKey::Other),
        ("{}", NotAKey::Other),
        (r#"{"keys":[]}"#, NotAKey::Set),
        (r#"{"kty":"oct","k":"x"}"#, NotAKey::Unknown),
        (r#"{"kty":"EC","crv":"P-384","d":"d"}"#, NotAKey::Unknown),
        (
            r#"{"kty":"EC","crv":"P-256","x":"x","y":"y"}"#,
            NotAKey::Public,
        ),
        (
            r#"{"kty":"EC","crv":"P-256","x":"x","d":"d"}"#,
            NotAKey::Partial,
        ),
        (&rsa(171), NotAKey::Short),
    ] {
        assert_eq!(PrivateKey::parse(file), Err(why), "{file}");
    }
}

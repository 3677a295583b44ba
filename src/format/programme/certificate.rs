//! What the programme file says of certificates and badges.

use super::{Fault, Parts, Reader, check_link};
use crate::domain::answer::is_email;
use crate::domain::programme::{Certificates, Issuer, Key, Signer, is_identifier};
use crate::domain::record::Value;

/// Reads what there is; all of it may be left out.
pub(super) fn read(r: &mut Reader, parts: &mut Parts<'_>) -> Certificates {
    let Some(value) = parts.get("certificate") else {
        return Certificates::default();
    };
    let read = r.within("certificate", |r| {
        let mut parts = r.parts(value)?;
        let text = r.optional_text(&mut parts, "text");
        let signed_by = r.list(&mut parts, "signedBy", signer);
        let issuer = parts.get("issuer");
        let issuer = issuer.and_then(|value| r.within("issuer", |r| self::issuer(r, value)));
        let key = parts.get("key");
        let key = key.and_then(|value| r.within("key", |r| self::key(r, value)));
        r.finish(&parts);
        Some(Certificates {
            text: text.filter(|text| !text.trim().is_empty()),
            signed_by,
            issuer,
            key,
        })
    });
    read.unwrap_or_default()
}

fn signer(r: &mut Reader, value: &Value) -> Option<Signer> {
    let mut parts = r.parts(value)?;
    let name = r.text(&mut parts, "name");
    let title = r.optional_text(&mut parts, "title");
    r.finish(&parts);
    Some(Signer {
        name,
        title: title.unwrap_or_default(),
    })
}

fn issuer(r: &mut Reader, value: &Value) -> Option<Issuer> {
    let mut parts = r.parts(value)?;
    let id = identifier(r, &mut parts, "id");
    let name = r.text(&mut parts, "name");
    let url = r.optional_text(&mut parts, "url");
    if let Some(url) = &url {
        check_link(r, "url", url);
    }
    let email = r.optional_text(&mut parts, "email");
    if let Some(email) = &email
        && !is_email(email)
    {
        r.fault_at("email", Fault::NotAnEmail(email.clone()));
    }
    r.finish(&parts);
    Some(Issuer {
        id,
        name,
        url,
        email,
    })
}

fn key(r: &mut Reader, value: &Value) -> Option<Key> {
    let mut parts = r.parts(value)?;
    let kid = identifier(r, &mut parts, "kid");
    r.finish(&parts);
    Some(Key { kid })
}

/// Something that must be there and identify somebody or something on the web.
fn identifier(r: &mut Reader, parts: &mut Parts<'_>, name: &'static str) -> String {
    let text = r.text(parts, name);
    if !text.trim().is_empty() && !is_identifier(&text) {
        r.fault_at(name, Fault::NotAnIdentifier(text.clone()));
    }
    text
}

//! Signing with a private key, by the browser's own WebCrypto. The key is kept by the browser, and can't be read again.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::format::open_badge::jwk::{Algorithm, PrivateKey};

/// A key that signs as long as this is kept.
#[derive(Clone)]
pub struct SigningKey {
    key: JsValue,
    algorithm: Algorithm,
}

/// Why nothing is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// The page came over a connection on which browsers sign nothing.
    #[error("browsers sign only on https pages")]
    Insecure,
    /// This browser does not sign with keys of this sort.
    #[error("this browser knows no such keys")]
    Unknown,
    /// It does not take this key.
    #[error("the browser refused the key")]
    Refused,
}

impl SigningKey {
    /// Hands a key to the browser.
    pub async fn of(key: &PrivateKey) -> Result<Self, NotSigned> {
        let refused = |_| NotSigned::Refused;
        let parts = js_sys::JSON::parse(&key.private).map_err(refused)?;
        let uses = Array::of1(&"sign".into());
        let arguments = Array::of5(
            &"jwk".into(),
            &parts,
            &sort(key.algorithm),
            &false.into(),
            &uses,
        );
        let taken = call("importKey", &arguments).await?;
        let taken = Self {
            key: taken,
            algorithm: key.algorithm,
        };
        // Some browsers take a key that they then can't sign with.
        taken.sign("").await?;
        Ok(taken)
    }

    /// How it signs.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The signature of a text.
    pub async fn sign(&self, text: &str) -> Result<Vec<u8>, NotSigned> {
        let bytes = Uint8Array::from(text.as_bytes());
        let arguments = Array::of3(&sort(self.algorithm), &self.key, &bytes);
        let signature = call("sign", &arguments).await?;
        Ok(Uint8Array::new(&signature).to_vec())
    }
}

/// How WebCrypto calls what is signed with, for taking a key and for signing alike.
fn sort(algorithm: Algorithm) -> JsValue {
    let parts: &[(&str, &str)] = match algorithm {
        Algorithm::Rs256 => &[("name", "RSASSA-PKCS1-v1_5"), ("hash", "SHA-256")],
        Algorithm::Es256 => &[
            ("name", "ECDSA"),
            ("namedCurve", "P-256"),
            ("hash", "SHA-256"),
        ],
        Algorithm::EdDsa => &[("name", "Ed25519")],
    };
    let object = Object::new();
    for (name, value) in parts {
        Reflect::set(&object, &(*name).into(), &(*value).into())
            .expect("an object of ours takes any part");
    }
    object.into()
}

async fn call(name: &str, arguments: &Array) -> Result<JsValue, NotSigned> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into());
    let subtle = crypto.and_then(|crypto| Reflect::get(&crypto, &"subtle".into()));
    let subtle = subtle.map_err(|_| NotSigned::Insecure)?;
    let method = Reflect::get(&subtle, &name.into()).ok();
    let method = method.and_then(|method| method.dyn_into::<Function>().ok());
    let method = method.ok_or(NotSigned::Insecure)?;
    let promise = method.apply(&subtle, arguments).map_err(why)?;
    JsFuture::from(Promise::from(promise)).await.map_err(why)
}

fn why(error: JsValue) -> NotSigned {
    let name = Reflect::get(&error, &"name".into()).ok();
    match name.and_then(|name| name.as_string()).as_deref() {
        Some("NotSupportedError") => NotSigned::Unknown,
        _ => NotSigned::Refused,
    }
}

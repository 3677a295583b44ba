//! The end of a session: certificates on paper and as badges that are signed, and the report.

use std::fs;

use e2e::{Name, Result, Visit, ensure, once};
use groundcrew::domain::id::RecordId;
use groundcrew::domain::membership::membership_id;
use serde_json::Value;
use thirtyfour::Key;

use crate::checking::{ANA, began};
use crate::crewing::{TEAM, bring_roster};
use crate::hosting::saved;

once!(
    certificates_are_picked_printed_and_saved_as_badges_that_verify,
    a_report_counts_what_is_noted_and_names_nobody_unless_asked,
);

/// A new key, as a file holds it.
const NEW_KEY: &str = "
    const sort = { name: 'ECDSA', namedCurve: 'P-256' };
    return crypto.subtle.generateKey(sort, true, ['sign'])
        .then((pair) => crypto.subtle.exportKey('jwk', pair.privateKey))
        .then((key) => JSON.stringify(key));";

/// Whether a token is signed by a key, and what it says.
const VERIFY: &str = "
    const [token, text] = arguments;
    const [head, claims, signature] = token.split('.');
    const bytes = (part) => Uint8Array.from(
        atob(part.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const sort = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    return crypto.subtle.importKey('jwk', JSON.parse(text), sort, false, ['verify'])
        .then((key) => crypto.subtle.verify(
            sort, key, bytes(signature), new TextEncoder().encode(head + '.' + claims)))
        .then((holds) => JSON.stringify({
            holds,
            head: JSON.parse(atob(head.replace(/-/g, '+').replace(/_/g, '/'))),
            claims: JSON.parse(new TextDecoder().decode(bytes(claims))),
        }));";

async fn certificates_are_picked_printed_and_saved_as_badges_that_verify(
    visit: &mut Visit,
) -> Result<()> {
    began(visit, 60)?;
    bring_roster(visit).await?;
    let session = "orbit-4"
        .parse()
        .map_err(|error| e2e::anyhow!("{error:?}"))?;
    let ana = membership_id(&session, RecordId::from_bits(ANA), 0);
    visit
        .open(&format!("#/roster/orbit-4?member={ana}"))
        .await?;
    let about = visit.role("dialog", "Ana Łuczak");
    about.labelled("Finished").click().await?;
    saved(visit).await?;
    visit.press(Key::Escape).await?;
    about.gone().await?;

    visit.open("#/roster/orbit-4").await?;
    visit.link("Certificates").click().await?;
    visit.heading("Certificates").see().await?;
    let finished = visit.role("region", "Marked as finished: 1");
    finished.says("Ana Łuczak").await?;
    let others = visit.role("region", "Everyone else: 6");
    others.says("Not marked as finished.").await?;
    others.says("Left before the end.").await?;
    others
        .role("checkbox", Name::begins("Cy <b>Quill</b>"))
        .click()
        .await?;
    let name = visit.textbox("Name on paper: Ana Łuczak");
    name.fill("Ana Maria Łuczak").await?;
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;

    // Unsigned, and it says so.
    visit.text_of("They are unsigned").see().await?;
    visit.button("Save 2 badges").click().await?;
    let archive = visit.take_download(".zip").await?;
    let archive = String::from_utf8_lossy(&archive).into_owned();
    for part in ["ana-łuczak.json", "cy-b-quill-b.json", "sha256$"] {
        ensure!(archive.contains(part), "{part}: {archive}");
    }
    for part in ["space.example", "Łuczak", "proof"] {
        ensure!(!archive.contains(part), "{part}: {archive}");
    }

    // Signed, with a key that is only opened.
    let public = |key: &str| -> Result<String> {
        let mut key: Value = serde_json::from_str(key)?;
        if let Some(parts) = key.as_object_mut() {
            parts.remove("d");
            parts.remove("key_ops");
        }
        Ok(key.to_string())
    };
    let key = visit.run(NEW_KEY, &[]).await?;
    let key = key.as_str().unwrap_or_default().to_owned();
    let file = visit.folder().join("key.jwk");
    let open = visit.labelled("Open the private key");
    fs::write(&file, public(&key)?)?;
    open.upload(&[&file]).await?;
    visit
        .text_of(Name::begins("This is the public half."))
        .see()
        .await?;
    fs::write(&file, &key)?;
    open.upload(&[&file]).await?;
    visit.text_of("They are signed").see().await?;
    visit.axe().await?;
    others
        .role("checkbox", Name::begins("Cy <b>Quill</b>"))
        .click()
        .await?;
    visit.button("Save 1 badge").click().await?;
    let token = visit.take_text(".jwt").await?;
    let verified = visit
        .run(VERIFY, &[token.into(), public(&key)?.into()])
        .await?;
    let verified: Value = serde_json::from_str(verified.as_str().unwrap_or_default())?;
    ensure!(verified["holds"] == true, "{verified}");
    let kid = "https://example.org/badges/key.json";
    ensure!(verified["head"]["kid"] == kid, "{verified}");
    ensure!(verified["head"]["alg"] == "ES256", "{verified}");
    let claims = &verified["claims"];
    ensure!(claims["iss"] == claims["issuer"]["id"], "{verified}");
    ensure!(
        claims["sub"] == claims["credentialSubject"]["id"],
        "{verified}"
    );
    // Nothing of the key is kept.
    let secret: Value = serde_json::from_str(&key)?;
    let secret = secret["d"].as_str().unwrap_or_default().to_owned();
    ensure!(!visit.stored().await?.contains(&secret), "the key is kept");

    visit.on_paper().await?;
    let paper = visit.any("main").text().await?;
    ensure!(paper.contains("Ana Maria Łuczak"), "{paper}");
    ensure!(paper.contains("completed"), "{paper}");
    ensure!(!paper.contains("Everyone else"), "{paper}");
    ensure!(!paper.contains("Quill"), "{paper}");
    visit.reload().await?;
    visit.text_of("They are unsigned").see().await
}

async fn a_report_counts_what_is_noted_and_names_nobody_unless_asked(
    visit: &mut Visit,
) -> Result<()> {
    began(visit, 16)?;
    bring_roster(visit).await?;
    visit.open("#/report/orbit-4").await?;
    visit
        .heading("Nothing of its weeks is noted here yet")
        .see()
        .await?;
    visit.axe().await?;
    let meeting = format!("#/roster/orbit-4/team/{TEAM}/week/1");
    visit.open(&meeting).await?;
    visit.heading("Week 1").see().await?;
    let bo = visit.role("group", "Bo =1+1");
    bo.button("Missed").click().await?;
    visit.button("Everyone else was there").click().await?;
    saved(visit).await?;

    visit.open("#/weeks/orbit-4").await?;
    visit.link("Report").click().await?;
    visit.heading("Report").see().await?;
    let met = visit
        .role("region", "Meetings")
        .role("row", Name::begins("Venus"));
    met.says("4 of 5").await?;
    visit.role("region", "Attendance").says("not noted").await?;
    let stayed = visit.role("region", "Who is still there");
    stayed.says("Orbit 3").await?;
    visit.axe().await?;
    visit.narrow().await?;
    visit.fits_its_width().await?;

    visit.button("Save as Markdown").click().await?;
    let text = visit.take_text(".md").await?;
    ensure!(text.contains("came 4 of 5"), "{text}");
    ensure!(!text.contains("Ana"), "{text}");
    visit
        .labelled(Name::begins("With the part for"))
        .click()
        .await?;
    visit.button("Save as Markdown").click().await?;
    let text = visit.take_text(".md").await?;
    ensure!(text.contains("Ana Łuczak"), "{text}");
    Ok(())
}

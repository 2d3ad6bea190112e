//! Turns the messy answer of a CA into the chain to serve, and says what happened to every certificate.
//!
//! `cargo run -p certcore --example repair_chain --features vendored`
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use certcore::{
    chain::{Anchors, Cross, Leaf, Question, Root, repair},
    key::PrivateKey,
    x509::Certificate,
};
use chrono::{TimeZone as _, Utc};

fn main() -> Result<(), Box<dyn Error>> {
    let key = PrivateKey::read(include_bytes!("../../../fixtures/pki/mail.key"), None)?;
    let mut pile = Vec::new();
    for answer in [
        &include_bytes!("../../../fixtures/pki/root.pem")[..],
        include_bytes!("../../../fixtures/pki/issuing.pem"),
        include_bytes!("../../../fixtures/pki/mail.pem"),
        include_bytes!("../../../fixtures/pki/issuing.pem"),
        include_bytes!("../../../fixtures/pki/old-root.pem"),
    ] {
        pile.push(Certificate::read(answer)?);
    }

    let question = Question {
        leaf: Leaf::WithKey(key.public()),
        anchors: Anchors::AnyRoot { known: &[] },
        root: Root::Drop,
        cross: Cross::Keep,
        time: Utc
            .with_ymd_and_hms(2026, 12, 1, 0, 0, 0)
            .single()
            .ok_or("no such day")?,
    };
    let repaired = repair(&pile, &question)?;

    for served in repaired.served() {
        println!("kept     {}", served.certificate.subject());
    }
    for removed in repaired.removed() {
        println!("removed  {} ({})", removed.certificate.subject(), removed.reason);
    }
    println!("complete: {}", repaired.is_complete());
    Ok(())
}

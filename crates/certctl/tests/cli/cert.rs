//! `certctl cert self-sign`

use certcore::x509::Certificate;

use crate::{redacted::redacted, stage::Stage};

#[test]
fn a_certificate_shows_its_facts() {
    let stage = Stage::with_key();
    let outcome = stage
        .run("cert self-sign --key mail.key --cn mail.example.com --days 180 --for inbound --out mail.crt")
        .done();
    insta::assert_snapshot!(outcome.seen());
    let certificate = Certificate::read(&stage.read("mail.crt")).unwrap();
    assert!(certificate.is_self_signed() && !certificate.is_authority());
    assert_eq!(certificate.validity().length().num_days(), 180);
}

#[test]
fn the_start_can_be_given() {
    let stage = Stage::with_key();
    let line = "cert self-sign --key mail.key --cn mail.example.com --days 2 --not-before 2026-03-15";
    let document = stage.json(line);
    assert_eq!(document["certificate"]["not_before"], "2026-03-15T00:00:00Z");
    assert_eq!(document["certificate"]["not_after"], "2026-03-16T23:59:59Z");
    insta::assert_snapshot!(redacted(&format!("{document:#}")));
}

#[test]
fn impossible_periods_are_refused() {
    let stage = Stage::with_key();
    stage
        .run("cert self-sign --key mail.key --cn a.example --days 0")
        .fails(3, "validity-without-days");
    stage
        .run("cert self-sign --key mail.key --cn a.example --days 4000000")
        .fails(3, "validity-too-long");
    let outcome = stage.run("cert self-sign --key mail.key --cn a.example --not-before tomorrow");
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.stderr.contains("2026-03-15"), "{outcome:?}");
}

#[test]
fn two_certificates_have_two_serial_numbers() {
    let stage = Stage::with_key();
    let serial = || {
        let document = stage.json("cert self-sign --key mail.key --cn a.example");
        document["certificate"]["serial"].as_str().unwrap().to_owned()
    };
    assert_ne!(serial(), serial());
}

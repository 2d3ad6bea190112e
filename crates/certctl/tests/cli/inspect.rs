//! `certctl inspect`

use std::fmt::Write as _;

use crate::{authority::full_stage, redacted::redacted, stage::Stage};

#[test]
fn a_certificate_is_shown_in_full() {
    insta::assert_snapshot!(full_stage().run("inspect mail.crt").done().seen());
}

#[test]
fn a_certificate_has_its_stable_shape() {
    let document = full_stage().json("inspect mail.crt");
    insta::assert_snapshot!(redacted(&format!("{document:#}")));
    for field in [
        "/kind",
        "/source",
        "/subject",
        "/issuer",
        "/serial",
        "/not_before",
        "/not_after",
        "/names/dns",
        "/names/ip",
        "/key/algorithm",
        "/key/bits",
        "/signature_algorithm",
        "/purposes",
        "/fingerprints/sha256",
        "/spki_sha256",
        "/self_signed",
    ] {
        assert!(document["objects"][0].pointer(field).is_some(), "{field}");
    }
    for field in ["/serial", "/fingerprints/sha256", "/spki_sha256"] {
        let text = document["objects"][0].pointer(field).unwrap().as_str().unwrap();
        assert!(
            text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
            "{text}"
        );
    }
}

#[test]
fn many_objects_are_a_table_and_every_fact_is_at_hand() {
    let stage = full_stage();
    insta::assert_snapshot!(stage.run("inspect answer.txt").done().seen());
    let full = stage.run("inspect answer.txt --full").done();
    assert_eq!(full.stdout.matches("spki sha256").count(), 4);
}

#[test]
fn every_kind_of_object_is_shown_with_its_place() {
    let stage = full_stage();
    let mut all = Vec::new();
    for name in ["mail.key", "mail.csr", "encrypted.key", "mail.crt"] {
        all.extend(stage.read(name));
    }
    stage.write("all.pem", &all);
    let document = stage.json("inspect all.pem mail.p12");
    let kinds: Vec<_> = document["objects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|object| object["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["key", "request", "encrypted-key", "certificate", "pkcs12"]
    );
    for (object, source) in document["objects"].as_array().unwrap().iter().zip([
        "all.pem:1",
        "all.pem:6",
        "all.pem:15",
        "all.pem:",
        "mail.p12@0",
    ]) {
        assert!(object["source"].as_str().unwrap().starts_with(source), "{object}");
    }
    insta::assert_snapshot!(stage.run("inspect mail.csr mail.key encrypted.key").done().seen());
}

#[test]
fn a_password_opens_what_is_closed() {
    let stage = full_stage();
    let closed = stage.json("inspect mail.p12 encrypted.key");
    let names: Vec<_> = closed["unreadable"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| &part["error"]["name"])
        .collect();
    assert_eq!(names, ["pkcs12-password-missing", "key-password-missing"]);
    let open = stage.json("inspect mail.p12 encrypted.key --password-file password.txt");
    let kinds: Vec<_> = open["objects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|object| &object["kind"])
        .collect();
    assert_eq!(kinds, ["key", "certificate", "certificate", "key"]);
    assert_eq!(open["unreadable"].as_array().unwrap().len(), 0);
}

#[test]
fn a_wrong_password_and_a_damaged_block_end_with_3_and_do_not_lose_the_rest() {
    let stage = full_stage();
    stage.write("wrong.txt", "wrong");
    let outcome = stage.run("inspect mail.p12 mail.csr --password-file wrong.txt");
    assert_eq!(outcome.code, 3);
    insta::assert_snapshot!(outcome.seen());

    let text = String::from_utf8(stage.read("chain.crt")).unwrap();
    let damaged = text.replacen("MII", "!!!", 1);
    stage.write("damaged.pem", damaged);
    let outcome = stage.run("inspect damaged.pem --json");
    assert_eq!(outcome.code, 3);
    let document = outcome.document();
    assert_eq!(document["objects"].as_array().unwrap().len(), 1);
    assert_eq!(document["unreadable"][0]["source"], "damaged.pem:1");
}

#[test]
fn standard_input_is_a_source() {
    let stage = full_stage();
    let bytes = stage.read("mail.crt");
    let outcome = stage.run_with_input("inspect - --json", &bytes).done();
    assert_eq!(outcome.document()["objects"][0]["source"], "stdin:1");
}

#[test]
fn a_hostile_name_cannot_forge_a_line_or_drive_the_terminal() {
    let stage = Stage::with_key();
    // A name that a CA would hardly sign, but anyone can sign for himself; made here by another way than certctl.
    let mut pem = String::new();
    writeln!(
        pem,
        "-----BEGIN \u{1b}[2JCERTIFICATE-----\nAAAA\n-----END \u{1b}[2JCERTIFICATE-----"
    )
    .unwrap();
    stage.write("hostile\n\u{1b}[31m.pem", &pem);
    let outcome = stage.run_words(&["inspect", "hostile\n\u{1b}[31m.pem"]);
    assert_eq!(outcome.code, 3);
    assert!(
        !outcome.stdout.contains('\u{1b}') && !outcome.stderr.contains('\u{1b}'),
        "{outcome:?}"
    );
    let document = stage.run_words(&["inspect", "--json", "hostile\n\u{1b}[31m.pem"]);
    assert!(!document.stdout.contains('\u{1b}'), "{document:?}");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let stage = Stage::new();
    let outcome = stage.run("inspect no-such-file").fails(3, "input-not-found");
    assert!(outcome.stderr.contains("no-such-file"));
    stage.run("inspect .").fails(3, "input-is-directory");
    stage.run("inspect - -").fails(2, "stdin-used-twice");
    stage.run("inspect /dev/zero").fails(3, "input-too-large");
}

#[test]
fn thousands_of_signatures_that_take_long_are_refused_at_once() {
    let one = include_str!("../../../../fixtures/cases/29-large-exponent/input/large.pem");
    let stage = Stage::new();
    stage.write("many.pem", one.repeat(2000));
    for command in ["inspect many.pem", "lint many.pem"] {
        let outcome = stage.run(command);
        assert_eq!(outcome.code, 3, "{command}: {}", outcome.stderr);
        assert!(
            outcome.stderr.contains("work-limit"),
            "{command}: {}",
            outcome.stderr
        );
    }
}

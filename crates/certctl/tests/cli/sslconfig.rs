//! `sslconfig`

use crate::{
    committed::{STORE, with_store},
    stage::{Outcome, Stage},
};

fn run(stage: &Stage, line: &str) -> Outcome {
    stage.run(&format!("{line} {STORE}"))
}

#[test]
fn the_settings_of_all_services_are_shown() {
    insta::assert_snapshot!(run(&with_store(), "sslconfig show").seen());
}

#[test]
fn settings_are_staged_with_their_warnings() {
    let stage = with_store();
    let line = "sslconfig set inbound --methods 1.1-1.2 --ciphers AES128-SHA --renegotiation on";
    insta::assert_snapshot!(run(&stage, line).seen());
    insta::assert_snapshot!(run(&stage, "sslconfig preset asyncos-15.5").seen());
    let back = run(&stage, "sslconfig preset modern").done();
    assert!(back.stdout.contains("change tls inbound"), "{back:?}");
}

#[test]
fn a_cipher_string_is_expanded_without_a_store() {
    let outcome = Stage::new().run("sslconfig verify ECDHE+AESGCM:!aNUL");
    insta::assert_snapshot!(outcome.seen());
}

#[test]
fn suites_that_no_service_offers_are_told_apart() {
    let stage = Stage::new();
    let shown = stage.run("sslconfig verify HIGH").done().stdout;
    let anonymous = |line: &&str| line.contains("  None  ");
    assert!(shown.lines().any(|line| anonymous(&line)), "{shown}");
    for line in shown.lines().filter(|line| line.contains("TLS")) {
        let marked = line.ends_with("not offered");
        assert_eq!(anonymous(&line) && !line.contains("fixed"), marked, "{shown}");
    }
    let document = stage.json("sslconfig verify HIGH");
    let suites = document["suites"].as_array().unwrap();
    assert!(
        suites
            .iter()
            .all(|suite| suite["offered"] == (suite["authentication"] != "None"))
    );
    let plain = stage.run("sslconfig verify ECDHE+AESGCM").done().stdout;
    assert!(!plain.contains("offered"), "{plain}");
}

#[test]
fn what_cannot_be_set_is_refused_with_the_rule() {
    let stage = with_store();
    let gap = run(&stage, "sslconfig set gui --methods 1.0,1.2").fails(3, "protocol-gap");
    assert!(gap.stderr.contains("unbroken sequence"), "{}", gap.stderr);
    run(&stage, "sslconfig set gui --ciphers NONSENSE").fails(3, "cipher-string-selects-nothing");
    run(&stage, "sslconfig set gui --methods 1.0").fails(3, "ciphers-not-for-versions");
    run(&stage, "sslconfig set gui --peer-fqdn on").fails(3, "peer-checks-not-for-service");
    run(&stage, "sslconfig set other --renegotiation on").fails(3, "renegotiation-not-for-service");
    run(&stage, "sslconfig preset asyncos-15.5").done();
    run(&stage, "sslconfig set other --methods 1.2-1.3").fails(3, "tls13-not-for-service");
    stage
        .run("sslconfig verify NONSENSE")
        .fails(3, "cipher-string-selects-nothing");
}

/// A file of the stage's configuration in which the inbound service has a cipher string that no OpenSSL knows, loaded.
fn with_an_unknown_string() -> Stage {
    let stage = with_store();
    run(&stage, "config save saved.toml --keys plain --yes").done();
    let saved = String::from_utf8(stage.read("saved.toml")).unwrap();
    let (before, inbound) = saved.split_once("[tls.inbound]").unwrap();
    let inbound = inbound.replacen("ECDHE+AESGCM:ECDHE+CHACHA20", "NOSUCHWORD", 1);
    stage.write("foreign.toml", format!("{before}[tls.inbound]{inbound}"));
    let loaded = run(&stage, "config load foreign.toml").done();
    assert!(loaded.stderr.contains("[ciphers-not-for-versions]"), "{loaded:?}");
    stage
}

#[test]
fn a_stored_string_that_openssl_does_not_know_fails_no_verb_and_is_repaired() {
    let stage = with_an_unknown_string();
    let shown = run(&stage, "sslconfig show inbound").done();
    assert!(shown.stdout.contains("NOSUCHWORD"), "{shown:?}");
    assert!(
        shown
            .stdout
            .contains("this OpenSSL selects no suite from the cipher string"),
        "{shown:?}"
    );
    assert!(
        shown.stderr.contains("inbound: this OpenSSL has no suite"),
        "{shown:?}"
    );
    run(&stage, "changes").done();
    run(&stage, "sslconfig set inbound --renegotiation on").done();
    let refused = run(&stage, "commit --accept cipher-word-unknown");
    let refused = refused.fails(3, "ciphers-not-for-versions");
    assert!(refused.stderr.contains("'NOSUCHWORD'"), "{refused:?}");
    run(&stage, "sslconfig set inbound --ciphers HIGH").done();
    let shown = run(&stage, "sslconfig show inbound").done();
    assert!(!shown.stdout.contains("selects no suite"), "{shown:?}");

    let stage = with_an_unknown_string();
    let console = stage.run_with_input(&format!("console {STORE}"), b"sslconfig\n\n");
    assert!(
        console.stdout.contains("Inbound SMTP ciphers: NOSUCHWORD"),
        "{console:?}"
    );
    run(&stage, "sslconfig preset modern").done();
    run(&stage, "config save repaired.toml --keys plain --yes").done();
    let text = |name| String::from_utf8(stage.read(name)).unwrap();
    assert!(!text("repaired.toml").contains("NOSUCHWORD"));
}

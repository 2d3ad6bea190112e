//! `certctl verify`

use crate::{authority::full_stage, redacted::redacted};

#[test]
fn a_good_chain_is_told_step_by_step() {
    let stage = full_stage();
    insta::assert_snapshot!(
        stage
            .run("verify chain.crt --host mail.example.com --ca root.crt")
            .done()
            .seen()
    );
}

#[test]
fn the_answer_has_its_stable_shape() {
    let document = full_stage().json("verify chain.crt --host mail.example.com --ca root.crt");
    assert_eq!(document["ok"], true);
    assert_eq!(document["matched_name"], "mail.example.com");
    insta::assert_snapshot!(redacted(&format!("{document:#}")));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let stage = full_stage();
    stage
        .run("verify root.crt intermediate.crt mail.crt --host mail.example.com --ca root.crt")
        .done();
}

#[test]
fn another_host_is_a_no_with_the_names_that_are_there() {
    let stage = full_stage();
    let outcome = stage.run("verify chain.crt --host www.example.com --ca root.crt");
    assert_eq!(outcome.code, 1);
    assert!(outcome.stdout.starts_with("not good: "), "{outcome:?}");
    let document = stage.run("verify chain.crt --host www.example.com --ca root.crt --json");
    assert_eq!(document.code, 1);
    let document = document.document();
    assert_eq!(document["ok"], false);
    assert_eq!(document["error"]["name"], "verify-name-mismatch");
    assert_eq!(document["matched_name"], serde_json::Value::Null);
}

#[test]
fn time_purpose_and_trust_change_the_answer() {
    let stage = full_stage();
    for (line, name) in [
        ("--ca root.crt --at 2099-01-01", "verify-expired"),
        ("--ca root.crt --at 2001-01-01T00:00:00Z", "verify-not-yet-valid"),
        ("--ca self-signed.crt", "verify-issuer-missing"),
    ] {
        let outcome = stage.run(&format!("verify chain.crt --host mail.example.com {line} --json"));
        assert_eq!(outcome.code, 1, "{line}");
        assert_eq!(outcome.document()["error"]["name"], name, "{line}");
    }
    stage
        .run("verify chain.crt --purpose client --ca root.crt")
        .done();
    stage
        .run("cert self-sign --key mail.key --cn a.example --for inbound --out server.crt")
        .done();
    let outcome = stage.run("verify server.crt --purpose client --ca server.crt --json");
    assert_eq!(outcome.document()["error"]["name"], "verify-purpose");
}

#[test]
fn the_common_name_counts_only_when_asked_for() {
    let stage = full_stage();
    stage.write("old.crt", include_str!("data/common-name-only.crt"));
    let line = "verify old.crt --host mail.example.com --ca old.crt --at 2030-01-01 --json";
    let refused = stage.run(line);
    assert_eq!(refused.code, 1);
    assert_eq!(refused.document()["error"]["name"], "verify-name-mismatch");
    let legacy = stage.run(&format!("{line} --legacy-common-name")).done();
    assert_eq!(legacy.document()["matched_by"], "common-name");
}

#[test]
fn a_server_needs_a_host_and_a_question_needs_anchors() {
    let stage = full_stage();
    stage
        .run("verify chain.crt --ca root.crt")
        .fails(2, "verify-without-host");
    let outcome = stage
        .run("verify chain.crt --host mail.example.com")
        .fails(3, "verify-without-anchors");
    assert!(outcome.stderr.contains("--ca FILE"), "{outcome:?}");
}

#[test]
fn the_anchors_of_this_machine_are_used() {
    let stage = full_stage();
    let mut command = stage.command(&["verify", "chain.crt", "--host", "mail.example.com", "--json"]);
    let outcome = crate::stage::Outcome::of(command.env("SSL_CERT_FILE", "root.crt")).done();
    assert_eq!(outcome.document()["anchors"][0], "root.crt");
}

#[test]
fn an_address_is_a_name_too() {
    let stage = full_stage();
    stage
        .run("cert self-sign --key mail.key --cn a.example --ip 192.0.2.25 --out ip.crt")
        .done();
    stage.run("verify ip.crt --host 192.0.2.25 --ca ip.crt").done();
    assert_eq!(stage.run("verify ip.crt --host 192.0.2.26 --ca ip.crt").code, 1);
}

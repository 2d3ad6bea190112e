//! `certctl profile`

use certcore::{
    key::PrivateKey,
    pkcs12::Pkcs12,
    secret::Password,
    x509::{Certificate, CertificateRequest},
};
use chrono::{Duration, Utc};

use crate::{
    authority::{PASSWORD, TestAuthority, full_stage},
    committed::{STORE, commit, with_store},
    redacted::redacted,
    stage::{Outcome, Stage},
};

fn profile(stage: &Stage, line: &str) -> Outcome {
    stage.run(&format!("profile {line} {STORE}"))
}

fn json(stage: &Stage, line: &str) -> serde_json::Value {
    stage.json(&format!("profile {line} {STORE}"))
}

/// A store with a committed profile `mail`, its request in `mail.csr`.
fn awaiting() -> Stage {
    let stage = with_store();
    profile(&stage, "create mail --cn mail.example.com").done();
    commit(&stage);
    profile(&stage, "csr mail --out mail.csr").done();
    stage
}

/// The same, with the answer of the CA committed.
fn signed(authority: &TestAuthority) -> Stage {
    let stage = awaiting();
    let leaf = authority.sign(&stage.read("mail.csr"));
    stage.write("answer.txt", authority.answer(&leaf));
    profile(&stage, "upload mail answer.txt").done();
    commit(&stage);
    stage
}

#[test]
fn a_new_profile_says_what_it_asks_for_and_what_comes_next() {
    let stage = with_store();
    let outcome = profile(
        &stage,
        "create --cn mail.example.com --dns mx2.example.com --for inbound,outbound",
    );
    insta::assert_snapshot!(outcome.done().seen());
    let again = profile(&stage, "create --cn mail.example.com").fails(3, "profile-exists");
    insta::assert_snapshot!("taken_name", again.seen());
    let document = json(&stage, "create gateway --cn gw.example.com --algorithm rsa-2048");
    insta::assert_snapshot!("create_json", redacted(&format!("{document:#}")));
}

#[test]
fn a_request_is_fetched_only_once_it_is_committed() {
    let stage = with_store();
    profile(&stage, "create mail --cn mail.example.com").done();
    let refused = profile(&stage, "csr mail").fails(3, "csr-not-committed");
    insta::assert_snapshot!("csr_not_committed", refused.seen());
    commit(&stage);
    let outcome = profile(&stage, "csr mail --out mail.csr").done();
    insta::assert_snapshot!(outcome.seen());
    CertificateRequest::read(&stage.read("mail.csr"))
        .unwrap()
        .check()
        .unwrap();
    let piped = profile(&stage, "csr mail").done();
    assert_eq!(piped.stdout.as_bytes(), stage.read("mail.csr"));
    profile(&stage, "csr mail --out mail.csr").fails(3, "output-exists");
    profile(&stage, "csr Demo").fails(3, "csr-none");
    let document = json(&stage, "csr mail");
    assert_eq!(
        document["pem"].as_str().unwrap().as_bytes(),
        stage.read("mail.csr")
    );
}

#[test]
fn a_request_is_changed_before_the_answer() {
    let stage = awaiting();
    let outcome = profile(&stage, "edit mail --cn mail.example.com --dns mx3.example.com").done();
    insta::assert_snapshot!(outcome.seen());
    profile(&stage, "csr mail").fails(3, "csr-not-committed");
    profile(&stage, "edit nowhere --cn mail.example.com").fails(3, "profile-missing");
}

#[test]
fn what_is_not_given_stays_in_the_request() {
    let stage = with_store();
    let created = "create mail --cn mail.example.com --org Org --dns mx1.example.com --for inbound --days 30";
    profile(&stage, created).done();
    commit(&stage);
    let outcome = profile(&stage, "edit mail --dns mx2.example.com").done();
    insta::assert_snapshot!(outcome.seen());
    assert_eq!(json(&stage, "show mail")["remaining_days"], 29);
    let renamed = json(&stage, "edit mail --cn gw.example.com --org= --days 90");
    let request = &renamed["request"];
    assert_eq!(request["subject"], "CN=gw.example.com");
    let names = serde_json::json!(["gw.example.com", "mx2.example.com"]);
    assert_eq!(request["names"]["dns"], names);
    assert_eq!(json(&stage, "show mail")["remaining_days"], 89);
}

#[test]
fn an_answer_is_shown_put_in_order_and_staged() {
    let stage = awaiting();
    let authority = TestAuthority::new();
    let leaf = authority.sign(&stage.read("mail.csr"));
    stage.write("answer.txt", authority.answer(&leaf));
    let dry = profile(&stage, "upload mail answer.txt --dry-run").done();
    insta::assert_snapshot!("upload_dry_run", dry.seen());
    assert_eq!(json(&stage, "show mail")["state"], "awaiting-answer");
    let outcome = profile(&stage, "upload mail answer.txt").done();
    insta::assert_snapshot!(outcome.seen());
    let shown = json(&stage, "show mail");
    assert_eq!(
        (&shown["state"], &shown["standing"]),
        (&"signed".into(), &"changed".into())
    );
    assert_eq!(shown["chain"].as_array().unwrap().len(), 2);
    let before = profile(&stage, "export mail --pem").done();
    assert!(before.stderr.contains("[export-without-staged]"), "{before:?}");
    assert_ne!(Certificate::read(before.stdout.as_bytes()).unwrap(), leaf);
    commit(&stage);
    let pem = profile(&stage, "export mail --pem").done().stdout;
    assert_eq!(pem, leaf.write_pem() + &authority.intermediate().write_pem());
}

#[test]
fn an_answer_that_is_served_already_is_not_staged_again() {
    let authority = TestAuthority::new();
    let stage = signed(&authority);
    let outcome = profile(&stage, "upload mail answer.txt").done();
    insta::assert_snapshot!(outcome.seen());
    assert_eq!(json(&stage, "upload mail answer.txt")["staged"], false);
    assert_eq!(
        stage.json(&format!("changes {STORE}"))["changes"],
        serde_json::json!([])
    );
    profile(&stage, "renew mail").done();
    commit(&stage);
    profile(&stage, "upload mail answer.txt").fails(3, "answer-already-served");
    profile(&stage, "csr mail").done();
}

#[test]
fn the_answer_to_a_replaced_request_leads_back_to_it() {
    let stage = awaiting();
    let authority = TestAuthority::new();
    profile(&stage, "rekey mail --yes").done();
    commit(&stage);
    profile(&stage, "csr mail --out new.csr").done();
    let key = json(&stage, "versions mail")["versions"][0]["request"]["key_sha256"].clone();
    stage.write("answer.crt", authority.sign(&stage.read("new.csr")).write_pem());
    profile(&stage, "rekey mail --yes").done();
    commit(&stage);
    let refused = profile(&stage, "upload mail answer.crt").fails(3, "answer-for-earlier-request");
    insta::assert_snapshot!(refused.seen());
    let shown = profile(&stage, "versions mail").done().stdout;
    let lines: Vec<&str> = shown
        .lines()
        .filter(|line| line.contains(&key.as_str().unwrap()[..16]))
        .collect();
    assert!(
        matches!(lines.as_slice(), [line] if line.trim_start().starts_with('3')),
        "{shown}"
    );
    profile(&stage, "restore mail 3").done();
    commit(&stage);
    profile(&stage, "upload mail answer.crt").done();
}

#[test]
fn an_answer_without_intermediates_takes_those_that_the_store_holds() {
    let authority = TestAuthority::new();
    let stage = signed(&authority);
    profile(&stage, "rekey mail").done();
    commit(&stage);
    profile(&stage, "csr mail --out new.csr").done();
    stage.write("alone.crt", authority.sign(&stage.read("new.csr")).write_pem());
    let outcome = profile(&stage, "upload mail alone.crt").done();
    insta::assert_snapshot!(outcome.seen());
    let chain = json(&stage, "upload mail alone.crt --dry-run");
    assert_eq!(chain["chain"]["served"][1]["source"], "the store");
    assert_eq!(json(&stage, "show mail")["chain"].as_array().unwrap().len(), 2);
}

#[test]
fn an_answer_is_read_from_several_files_and_a_pipe() {
    let stage = awaiting();
    let authority = TestAuthority::new();
    let leaf = authority.sign(&stage.read("mail.csr"));
    stage.write("intermediate.crt", authority.intermediate().der());
    let line = format!("profile upload mail - intermediate.crt {STORE}");
    stage.run_with_input(&line, leaf.write_pem().as_bytes()).done();
    assert_eq!(json(&stage, "show mail")["chain"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_no_answer_for_the_profile_is_refused_by_name() {
    let stage = awaiting();
    let authority = TestAuthority::new();
    profile(&stage, "create other --cn other.example.com").done();
    commit(&stage);
    profile(&stage, "csr other --out other.csr").done();
    stage.write("theirs.crt", authority.sign(&stage.read("other.csr")).write_pem());
    let refused = profile(&stage, "upload mail theirs.crt").fails(3, "answer-for-another-profile");
    insta::assert_snapshot!("answer_for_another_profile", refused.seen());
    stage.run("key generate --algorithm ec-p256 --out new.key").done();
    stage
        .run("csr create --key new.key --cn a.example --out new.csr")
        .done();
    stage.write("strange.crt", authority.sign(&stage.read("new.csr")).write_pem());
    let refused = profile(&stage, "upload mail strange.crt").fails(3, "answer-fits-no-request");
    insta::assert_snapshot!("answer_fits_no_request", refused.seen());
    stage.write("garbage.txt", "<html>not a certificate</html>");
    assert_eq!(profile(&stage, "upload mail garbage.txt").code, 3);
    let old = authority.sign_from(&stage.read("mail.csr"), Utc::now() - Duration::days(100));
    stage.write("old.crt", old.write_pem());
    profile(&stage, "upload mail old.crt").fails(3, "certificate-expired");
    profile(&stage, "create third --cn third.example.com").done();
    profile(&stage, "upload third theirs.crt").fails(3, "answer-for-another-profile");
    profile(&stage, "upload nowhere theirs.crt").fails(3, "profile-missing");
}

#[test]
fn changed_names_and_an_unknown_issuer_are_warned_of() {
    let stage = awaiting();
    let authority = TestAuthority::new();
    profile(&stage, "export mail --pem --key --out mail.pem").done();
    stage
        .run("csr create --key mail.pem --cn www.example.com --out www.csr")
        .done();
    stage.write("answer.crt", authority.sign(&stage.read("www.csr")).write_pem());
    let outcome = profile(&stage, "upload mail answer.crt").done();
    insta::assert_snapshot!(outcome.seen());
}

#[test]
fn an_import_asks_before_it_replaces_a_profile() {
    let stage = full_stage();
    let import = "import mail.p12 --password-file password.txt --name imported";
    let outcome = profile(&stage, import).done();
    insta::assert_snapshot!(outcome.seen());
    let refused = profile(&stage, import).fails(2, "confirmation-missing");
    insta::assert_snapshot!("confirmation_missing", refused.seen());
    let document = json(&stage, "import mail.key chain.crt root.crt --name Demo --yes");
    insta::assert_snapshot!("import_json", redacted(&format!("{document:#}")));
    profile(&stage, "import mail.crt --name new").fails(3, "import-without-key");
    profile(&stage, "import mail.p12 --password-file mail.crt --name new")
        .fails(3, "password-file-several-lines");
    stage.write("wrong.txt", "wrong");
    profile(&stage, "import mail.p12 --password-file wrong.txt --name new").fails(3, "pkcs12-wrong-password");
    profile(&stage, "import mail.p12 --name new").fails(3, "pkcs12-password-missing");
}

#[test]
fn renewing_keeps_the_key_and_rekeying_does_not() {
    let authority = TestAuthority::new();
    let stage = signed(&authority);
    let renewed = profile(&stage, "renew mail").done();
    insta::assert_snapshot!("renew", renewed.seen());
    let refused = profile(&stage, "rekey mail").fails(2, "confirmation-missing");
    insta::assert_snapshot!("request_pending", refused.seen());
    let rekeyed = profile(
        &stage,
        "rekey mail --yes --algorithm rsa-2048 --cn mail.example.com",
    )
    .done();
    insta::assert_snapshot!("rekey", rekeyed.seen());
    commit(&stage);
    profile(&stage, "csr mail --out new.csr").done();
    stage.write("new.crt", authority.sign(&stage.read("new.csr")).write_pem());
    profile(&stage, "upload mail new.crt").done();
    let shown = json(&stage, "show mail");
    assert_eq!(shown["chain"][0]["key"]["algorithm"], "rsa");
    assert_eq!(shown["request"], serde_json::Value::Null);
}

#[test]
fn an_export_opens_again_and_its_secrets_are_for_their_owner_only() {
    let authority = TestAuthority::new();
    let stage = signed(&authority);
    stage.write("password.txt", PASSWORD);
    profile(
        &stage,
        "export mail --pkcs12 --password-file password.txt --out mail.p12",
    )
    .done();
    let password = Password::new(PASSWORD).unwrap();
    let file = Pkcs12::read(&stage.read("mail.p12"), &password).unwrap();
    assert_eq!(file.certificates().len(), 2);
    assert_eq!(stage.mode("mail.p12"), 0o600);
    profile(
        &stage,
        "export mail --pkcs12=legacy --password-file password.txt --out mail.p12",
    )
    .fails(3, "output-exists");
    let forced = profile(
        &stage,
        "export mail --pkcs12=legacy --password-file password.txt --out mail.p12 --force",
    );
    insta::assert_snapshot!(forced.done().seen());
    profile(&stage, "export mail --pem --key --out mail.pem").done();
    assert_eq!(stage.mode("mail.pem"), 0o600);
    let pem = stage.read("mail.pem");
    let key = PrivateKey::read(&pem, None).unwrap();
    assert_eq!(Certificate::read(&pem).unwrap().public_key(), key.public());
    profile(
        &stage,
        "export mail --pem --key --password-file password.txt --out closed.pem",
    )
    .done();
    PrivateKey::read(&stage.read("closed.pem"), Some(&password)).unwrap();
    let shown = profile(&stage, "export mail --pem --key --json");
    assert_eq!(shown.code, 2);
    assert!(!shown.stdout.contains("PRIVATE KEY-----"), "{shown:?}");
    assert!(shown.stdout.contains("secret-in-json"), "{shown:?}");
    let chain = profile(&stage, "export mail").done();
    assert!(
        chain.stdout.starts_with("-----BEGIN CERTIFICATE-----"),
        "{chain:?}"
    );
    assert!(!chain.stdout.contains("PRIVATE KEY-----"), "{chain:?}");
}

#[test]
fn what_is_only_staged_is_not_exported() {
    let stage = awaiting();
    profile(&stage, "create other --cn other.example.com").done();
    for form in ["--pem", "--pem --key"] {
        let refused = profile(&stage, &format!("export other {form}"));
        insta::assert_snapshot!(
            "profile_not_committed",
            refused.fails(3, "profile-not-committed").seen()
        );
    }
    profile(&stage, "renew mail --yes").done();
    let served = profile(&stage, "export mail --pem").done();
    assert_eq!(served.stderr, "", "the chain does not change");
    profile(&stage, "delete mail").done();
    let deleted = profile(&stage, "export mail --pem").done();
    assert_eq!(deleted.stdout, served.stdout);
    assert!(deleted.stderr.contains("[export-without-staged]"), "{deleted:?}");
}

#[test]
fn what_is_used_is_not_deleted_and_what_was_deleted_comes_back() {
    let authority = TestAuthority::new();
    let stage = signed(&authority);
    let refused = profile(&stage, "delete Demo").fails(3, "entry-in-use");
    insta::assert_snapshot!("delete_in_use", refused.seen());
    let deleted = profile(&stage, "delete mail").done();
    insta::assert_snapshot!("delete", deleted.seen());
    commit(&stage);
    profile(&stage, "show mail").fails(3, "profile-missing");
    let versions = profile(&stage, "versions mail").done();
    insta::assert_snapshot!("versions", versions.seen());
    profile(&stage, "restore mail 4").fails(3, "profile-version-missing");
    let restored = profile(&stage, "restore mail 3").done();
    insta::assert_snapshot!("restore", restored.seen());
    assert_eq!(json(&stage, "show mail")["state"], "signed");
    let document = json(&stage, "versions mail");
    insta::assert_snapshot!("versions_json", redacted(&format!("{document:#}")));
}

#[test]
fn the_list_names_state_and_users() {
    let authority = TestAuthority::new();
    let stage = signed(&authority);
    profile(&stage, "create waiting --cn waiting.example.com --days 20").done();
    let outcome = profile(&stage, "list").done();
    insta::assert_snapshot!(outcome.seen());
    let document = json(&stage, "list --expiring 30");
    insta::assert_snapshot!("list_json", redacted(&format!("{document:#}")));
    let none = profile(&stage, "list --expiring 5").done();
    assert_eq!(none.stdout, "no profile ends within 5 days\n");
}

#[test]
fn a_profile_is_shown_with_its_chain_its_request_and_its_users() {
    let authority = TestAuthority::new();
    let stage = signed(&authority);
    profile(&stage, "renew mail").done();
    let outcome = profile(&stage, "show mail").done();
    insta::assert_snapshot!(outcome.seen());
    let demo = profile(&stage, "show Demo").done();
    insta::assert_snapshot!("show_demo", demo.seen());
}

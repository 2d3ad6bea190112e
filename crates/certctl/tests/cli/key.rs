//! `certctl key generate`

use certcore::key::{KeyAlgorithm, KeyReadError, PrivateKey};

use crate::stage::Stage;

#[test]
fn a_key_is_readable_by_its_owner_only() {
    let stage = Stage::new();
    let outcome = stage
        .run("key generate --algorithm ec-p256 --out mail.key")
        .done();
    insta::assert_snapshot!(outcome.seen());
    assert_eq!(stage.mode("mail.key"), 0o600);
    PrivateKey::read(&stage.read("mail.key"), None).unwrap();
}

#[test]
fn every_algorithm_gives_its_key() {
    let stage = Stage::new();
    for algorithm in KeyAlgorithm::ALL {
        let document = stage.json(&format!(
            "key generate --algorithm {algorithm} --out {algorithm}.key"
        ));
        assert_eq!(document["key"]["kind"], "key");
        assert_eq!(document["written"][0]["path"], format!("{algorithm}.key"));
        let key = PrivateKey::read(&stage.read(&format!("{algorithm}.key")), None).unwrap();
        assert_eq!(document["key"]["spki_sha256"], key.public().sha256().to_string());
    }
}

#[test]
fn the_default_is_what_everyone_accepts() {
    let stage = Stage::new();
    let document = stage.json("key generate --out mail.key");
    insta::assert_snapshot!(crate::redacted::redacted(&format!("{document:#}")));
}

#[test]
fn a_password_encrypts_the_key() {
    let stage = Stage::new();
    stage.write("password.txt", "secret\n");
    let document = stage.json("key generate --algorithm ec-p256 --password-file password.txt --out mail.key");
    assert_eq!(document["key"]["encrypted"], true);
    assert_eq!(
        PrivateKey::read(&stage.read("mail.key"), None).unwrap_err(),
        KeyReadError::PasswordMissing
    );
}

#[test]
fn a_password_comes_from_standard_input_or_the_environment() {
    let stage = Stage::new();
    stage
        .run_with_input(
            "key generate --algorithm ec-p256 --password-file - --out a.key",
            b"secret\n",
        )
        .done();
    let mut command = stage.command(&[
        "csr",
        "create",
        "--key",
        "a.key",
        "--cn",
        "a.example",
        "--key-password-env",
        "CERTCTL_TEST_PASSWORD",
    ]);
    crate::stage::Outcome::of(command.env("CERTCTL_TEST_PASSWORD", "secret")).done();
}

#[test]
fn encryption_without_a_source_and_a_terminal_is_refused_and_does_not_wait() {
    let stage = Stage::new();
    stage
        .run("key generate --encrypt --out mail.key")
        .fails(2, "password-source-missing");
    assert!(stage.files().is_empty());
}

#[test]
fn a_key_that_exists_is_not_touched() {
    let stage = Stage::with_key();
    let before = stage.read("mail.key");
    stage
        .run("key generate --algorithm ec-p256 --out mail.key")
        .fails(3, "output-exists");
    assert_eq!(stage.read("mail.key"), before);
    stage
        .run("key generate --algorithm ec-p256 --out mail.key --force")
        .done();
    assert_ne!(stage.read("mail.key"), before);
    assert_eq!(stage.files(), ["mail.key"]);
}

#[test]
fn a_key_goes_into_a_pipe_but_not_into_a_document() {
    let stage = Stage::new();
    let piped = stage.run("key generate --algorithm ec-p256 --out -").done();
    PrivateKey::read(piped.stdout.as_bytes(), None).unwrap();
    let refused = stage.run("key generate --algorithm ec-p256 --out - --json");
    assert_eq!(
        (refused.code, refused.document()["error"]["name"].as_str()),
        (2, Some("secret-in-json"))
    );
}

#[test]
fn an_empty_password_is_refused() {
    let stage = Stage::new();
    stage.write("password.txt", "\n");
    stage
        .run("key generate --algorithm ec-p256 --password-file password.txt --out mail.key")
        .fails(3, "key-password-empty");
    assert_eq!(stage.files(), ["password.txt"]);
}

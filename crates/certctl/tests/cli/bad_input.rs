//! Bad input: each gets one clear error with name, place and what to do, ends with 3, and leaves no file behind.

use std::{fs, process::Command};

use chrono::{Duration, Utc};

use crate::{
    authority::{TestAuthority, full_stage},
    stage::{Outcome, Stage},
};

/// Runs a command that has to fail, and sees that it writes nothing.
fn refused(stage: &Stage, line: &str, name: &str, words: &[&str]) {
    let before = stage.files();
    let outcome = stage.run(line).fails(3, name);
    assert_eq!(stage.files(), before, "{line}");
    assert_eq!(outcome.stderr.matches("error: ").count(), 1, "{outcome:?}");
    for word in words {
        assert!(outcome.stderr.contains(word), "{word}: {outcome:?}");
    }
    let document = stage.run(&format!("{line} --json"));
    assert_eq!(document.code, 3, "{line}");
    let document = document.document();
    assert_eq!(document["error"]["name"], name, "{line}");
    assert_eq!(document.as_object().unwrap().len(), 1, "{line}");
}

#[test]
fn certificate_for_another_key() {
    let stage = full_stage();
    stage
        .run("key generate --algorithm ec-p256 --out other.key")
        .done();
    let words = ["other.key: ", "CN=mail.example.com", "certctl inspect"];
    refused(
        &stage,
        "chain repair answer.txt --key other.key --out x.crt",
        "key-does-not-match",
        &words,
    );
    refused(
        &stage,
        "p12 create --key other.key --cert chain.crt --password-file password.txt --out x.p12",
        "key-does-not-match",
        &words,
    );
}

#[test]
fn expired_or_not_yet_valid() {
    let stage = full_stage();
    let authority = TestAuthority::new();
    let request = stage.read("mail.csr");
    let old = authority.sign_from(&request, Utc::now() - Duration::days(200));
    let new = authority.sign_from(&request, Utc::now() + Duration::days(2));
    stage.write("old.crt", old.write_pem());
    stage.write("new.crt", new.write_pem());
    for (file, name) in [
        ("old.crt", "certificate-expired"),
        ("new.crt", "certificate-not-yet-valid"),
    ] {
        for line in [
            format!("chain repair {file} --out x.crt"),
            format!("p12 create --key mail.key --cert {file} --password-file password.txt --out x.p12"),
        ] {
            refused(
                &stage,
                &line,
                name,
                &[&format!("{file}:1: "), "CN=mail.example.com", "--at TIME"],
            );
        }
    }
    let line = "p12 create --key mail.key --cert old.crt --password-file password.txt --out old.p12";
    let time = (Utc::now() - Duration::days(190)).format("%Y-%m-%d");
    stage.run(&format!("{line} --at {time}")).done();
}

#[test]
fn certificate_of_an_authority_as_leaf() {
    let stage = full_stage();
    refused(
        &stage,
        "chain repair root.crt --out x.crt",
        "leaf-is-ca",
        &["root.crt:1: ", "CA:TRUE"],
    );
    refused(
        &stage,
        "verify intermediate.crt --host a.example --ca root.crt",
        "leaf-is-ca",
        &["intermediate.crt:1: "],
    );
}

#[test]
fn request_with_a_broken_signature() {
    let stage = full_stage();
    let text = String::from_utf8(stage.read("mail.csr")).unwrap();
    let mut request = certcore::x509::CertificateRequest::read(text.as_bytes())
        .unwrap()
        .der()
        .to_vec();
    *request.last_mut().unwrap() ^= 1;
    stage.write("broken.csr", &request);
    refused(
        &stage,
        "chain repair answer.txt --csr broken.csr --out x.crt",
        "request-signature-invalid",
        &["broken.csr@0: ", "make it again"],
    );
    refused(
        &stage,
        "names check broken.csr --interface a.example --mx a.example",
        "request-signature-invalid",
        &["broken.csr@0: "],
    );
}

#[test]
fn truncated_pem() {
    let stage = full_stage();
    let bytes = stage.read("mail.crt");
    stage.write("truncated.crt", &bytes[..bytes.len() / 2]);
    for line in [
        "chain repair truncated.crt --out x.crt",
        "verify truncated.crt --host a.example --ca root.crt",
        "lint truncated.crt",
        "p12 create --key mail.key --cert truncated.crt --password-file password.txt --out x.p12",
    ] {
        refused(&stage, line, "pem-end-missing", &["truncated.crt:1: ", "cut off"]);
    }
}

#[test]
fn truncated_key() {
    let stage = full_stage();
    let bytes = stage.read("mail.key");
    stage.write("truncated.key", &bytes[..bytes.len() / 2]);
    let outcome = stage.run("csr create --key truncated.key --cn a.example --out x.csr");
    assert!(outcome.stderr.contains("truncated.key:1: "), "{outcome:?}");
    outcome.fails(3, "pem-end-missing");
    assert!(!stage.path("x.csr").exists());
}

#[test]
fn pkcs12_with_a_wrong_password() {
    let stage = full_stage();
    stage.write("wrong.txt", "wrong");
    for line in [
        "p12 inspect mail.p12 --password-file wrong.txt",
        "p12 extract mail.p12 --password-file wrong.txt --out-dir x",
        "chain repair mail.p12 --password-file wrong.txt --out x.crt",
    ] {
        refused(&stage, line, "pkcs12-wrong-password", &["mail.p12"]);
    }
}

#[test]
fn something_else_than_pkcs12() {
    let stage = full_stage();
    refused(
        &stage,
        "p12 inspect mail.crt --password-file password.txt",
        "pkcs12-malformed",
        &["mail.crt: "],
    );
}

#[test]
fn output_that_exists() {
    let stage = full_stage();
    let before = stage.read("mail.crt");
    for line in [
        "key generate --out mail.crt",
        "csr create --key mail.key --cn a.example --out mail.crt",
        "cert self-sign --key mail.key --cn a.example --out mail.crt",
        "chain repair answer.txt --out mail.crt",
        "p12 create --key mail.key --cert chain.crt --password-file password.txt --out mail.crt",
    ] {
        refused(&stage, line, "output-exists", &["mail.crt: ", "--force"]);
    }
    assert_eq!(stage.read("mail.crt"), before);
}

#[test]
fn output_in_a_folder_that_does_not_exist() {
    let stage = full_stage();
    refused(
        &stage,
        "key generate --out no/such/mail.key",
        "output-folder-missing",
        &["no/such"],
    );
}

#[test]
fn output_that_is_a_device() {
    let stage = full_stage();
    refused(
        &stage,
        "chain repair answer.txt --out /dev/null --force",
        "output-not-a-file",
        &["/dev/null"],
    );
}

#[test]
fn input_that_is_missing_or_a_folder() {
    let stage = full_stage();
    for line in [
        "csr create --cn a.example --key",
        "chain repair",
        "verify --host a.example --ca root.crt",
        "verify chain.crt --host a.example --ca",
        "lint",
        "names check --mx a.example --interface a.example",
        "p12 inspect --password-file password.txt",
        "p12 inspect mail.p12 --password-file",
    ] {
        refused(
            &stage,
            &format!("{line} no-such-file"),
            "input-not-found",
            &["no-such-file"],
        );
        refused(&stage, &format!("{line} ."), "input-is-directory", &[".: "]);
    }
}

#[test]
fn input_without_a_certificate() {
    let stage = full_stage();
    refused(
        &stage,
        "chain repair mail.key --out x.crt",
        "certificate-not-found",
        &[],
    );
    refused(&stage, "lint mail.key", "certificate-not-found", &[]);
    refused(
        &stage,
        "chain repair answer.txt --csr mail.crt",
        "request-not-found",
        &["mail.crt"],
    );
}

#[test]
fn a_file_that_memory_does_not_hold_is_told() {
    let stage = Stage::new();
    let file = fs::File::create(stage.path("large")).unwrap();
    file.set_len(250 * 1024 * 1024).unwrap();
    let limited = "ulimit -v 260000; exec \"$0\" inspect large";
    let mut command = Command::new("sh");
    command.args(["-c", limited, env!("CARGO_BIN_EXE_certctl")]);
    command.current_dir(stage.path("."));
    let outcome = Outcome::of(&mut command).fails(3, "input-unreadable");
    assert!(
        outcome.stderr.contains("there is not enough memory for it"),
        "{}",
        outcome.stderr
    );
}

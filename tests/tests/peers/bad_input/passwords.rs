//! Passwords that are wrong, empty or not there, and keys that others can read.

use tests::{
    certctl::{certctl, json, refused, refused_with},
    folder::Folder,
    material::material,
};

fn folder() -> Folder {
    material("ec-p256").folder()
}

#[test]
fn a_wrong_password_for_pkcs12_is_refused() {
    let folder = folder();
    certctl(
        &folder,
        "p12 create --key mail.key --cert chain.pem --password-file password --out mail.p12",
    )
    .ok();
    for verb in ["inspect mail.p12", "extract mail.p12 --out-dir out"] {
        let line = format!("p12 {verb} --password-file unicode");
        refused(&folder, &line, "pkcs12-wrong-password", &["mail.p12", "password"]);
    }
}

#[test]
fn an_empty_password_for_pkcs12_is_refused() {
    let folder = folder();
    for empty in ["", "\n"] {
        folder.write("empty", empty);
        refused(
            &folder,
            "p12 create --key mail.key --cert chain.pem --password-file empty --out mail.p12",
            "pkcs12-password-empty",
            &["password"],
        );
    }
}

#[test]
fn a_key_that_others_can_read_is_used_with_a_warning() {
    let folder = folder();
    for mode in [0o644, 0o640, 0o604] {
        folder.allow("mail.key", mode);
        let line = "csr create --key mail.key --cn mail.example.com --out new.csr --force";
        let run = certctl(&folder, line).ok();
        for expected in [
            "warning: ",
            "mail.key",
            "chmod 600",
            "[key-file-readable-by-others]",
        ] {
            assert!(run.err().contains(expected), "{expected}: {run}");
        }
        let document = json(&folder, line).exits(0);
        assert_eq!(
            document["warnings"][0]["name"], "key-file-readable-by-others",
            "{document:#}"
        );
    }
    folder.allow("mail.key", 0o600);
    let run = certctl(
        &folder,
        "csr create --key mail.key --cn mail.example.com --out newer.csr",
    )
    .ok();
    assert!(!run.err().contains("warning"), "{run}");
}

#[test]
fn a_password_without_a_source_does_not_hang() {
    let folder = folder();
    let line = "p12 create --key mail.key --cert chain.pem --out mail.p12";
    refused_with(
        2,
        &folder,
        line,
        b"",
        "password-source-missing",
        &["--password-file"],
    );
    certctl(
        &folder,
        "key generate --algorithm ec-p256 --password-file password --out locked.key",
    )
    .ok();
    let line = "csr create --key locked.key --cn mail.example.com --out new.csr";
    refused_with(2, &folder, line, b"", "password-source-missing", &["locked.key"]);
}

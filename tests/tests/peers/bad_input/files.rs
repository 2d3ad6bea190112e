//! Files that are there, that are not there, and that are something else.

use tests::{
    certctl::{certctl, refused},
    folder::Folder,
    material::material,
};

fn folder() -> Folder {
    material("ec-p256").folder()
}

#[test]
fn an_output_that_exists_is_not_touched() {
    let folder = folder();
    folder.write("there", "mine\n");
    folder.allow("there", 0o644);
    for line in [
        "key generate --algorithm ec-p256 --out there",
        "csr create --key mail.key --cn mail.example.com --out there",
        "cert self-sign --key mail.key --cn mail.example.com --days 1 --out there",
        "chain repair chain.pem root.pem --out there",
        "p12 create --key mail.key --cert chain.pem --password-file password --out there",
    ] {
        refused(&folder, line, "output-exists", &["there", "--force"]);
        assert_eq!(folder.text("there"), "mine\n", "{line}");
        assert_eq!(folder.mode("there"), 0o644, "{line}");
    }
    certctl(&folder, "key generate --algorithm ec-p256 --out there --force").ok();
    assert!(folder.text("there").starts_with("-----BEGIN PRIVATE KEY-----"));
    assert_eq!(
        folder.mode("there"),
        0o600,
        "a key is private whatever was there before"
    );
}

#[test]
fn an_extraction_does_not_overwrite() {
    let folder = folder();
    certctl(
        &folder,
        "p12 create --key mail.key --cert chain.pem --password-file password --out mail.p12",
    )
    .ok();
    certctl(
        &folder,
        "p12 extract mail.p12 --password-file password --out-dir out",
    )
    .ok();
    let files = folder.names("out");
    for file in &files {
        folder.write(&format!("out/{file}"), "mine\n");
    }
    refused(
        &folder,
        "p12 extract mail.p12 --password-file password --out-dir out",
        "output-exists",
        &["out/"],
    );
    for file in &files {
        assert_eq!(folder.text(&format!("out/{file}")), "mine\n");
    }
}

#[test]
fn a_folder_that_is_missing_or_closed_is_named() {
    let folder = folder();
    for line in [
        "key generate --algorithm ec-p256 --out missing/new.key",
        "csr create --key mail.key --cn mail.example.com --out missing/new.csr",
    ] {
        refused(
            &folder,
            line,
            "output-folder-missing",
            &["missing/new", "missing"],
        );
    }
    // Nobody can write there, not even the superuser.
    refused(
        &folder,
        "key generate --algorithm ec-p256 --out /proc/new.key",
        "output-failed",
        &["/proc/new.key"],
    );
}

#[test]
fn an_input_that_is_not_there_is_named() {
    let folder = folder();
    for line in [
        "key generate --algorithm ec-p256 --password-file missing --out new.key",
        "csr create --key missing --cn mail.example.com --out new.csr",
        "inspect missing",
        "chain repair chain.pem missing",
        "p12 create --key mail.key --cert missing --password-file password --out mail.p12",
    ] {
        refused(&folder, line, "input-not-found", &["missing"]);
    }
}

#[test]
fn a_directory_is_no_input() {
    let folder = folder();
    folder.make_folder("directory");
    for line in [
        "inspect directory",
        "csr create --key directory --cn mail.example.com --out new.csr",
        "chain repair directory",
        "key generate --algorithm ec-p256 --password-file directory --out new.key",
    ] {
        refused(&folder, line, "input-is-directory", &["directory"]);
    }
}

//! Private keys of certctl, opened by other programs.

use tests::{
    certctl::{certctl, json},
    gnutls::{CERTTOOL, password_template},
    material::{ALGORITHMS, PASSWORD, UNICODE_PASSWORD, material},
    openssl::{self, OPENSSL},
    run::Run,
};

#[test]
fn openssl_and_gnutls_open_every_key() {
    for algorithm in ALGORITHMS {
        let folder = material(algorithm).folder();
        let spki = public_key_digest(&folder, "mail.csr");
        let openssl = OPENSSL.run(&folder, "pkey -in mail.key -check -noout");
        let gnutls = CERTTOOL.run(&folder, "--key-info --infile mail.key");
        if algorithm.starts_with("ml-dsa") {
            OPENSSL.able("open an ML-DSA key", openssl, Run::done);
            let shown = |run: Run| run.done().filter(|run| run.out().contains(&spki));
            CERTTOOL.able("open an ML-DSA key", gnutls, shown);
        } else {
            openssl.ok();
            let gnutls = gnutls.ok();
            assert!(gnutls.out().contains(&spki), "{gnutls}");
        }
    }
}

#[test]
fn openssl_and_gnutls_open_encrypted_keys() {
    for (algorithm, password_file, password) in [
        ("rsa-2048", "password", PASSWORD),
        ("ec-p256", "unicode", UNICODE_PASSWORD),
        ("ed25519", "password", PASSWORD),
    ] {
        let folder = material(algorithm).folder();
        let line =
            format!("key generate --algorithm {algorithm} --password-file {password_file} --out new.key");
        let made = json(&folder, &line).exits(0);
        assert_eq!(folder.mode("new.key"), 0o600);
        assert!(
            folder
                .text("new.key")
                .starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
        );
        let spki = made["key"]["spki_sha256"].as_str().expect("a digest");

        let line = format!("pkey -in new.key -passin file:{password_file} -pubout -outform DER -out new.pub");
        OPENSSL.run(&folder, &line).ok();
        let digest = OPENSSL.run(&folder, "dgst -sha256 -r new.pub").ok();
        assert!(digest.out().starts_with(spki), "{digest}");

        folder.write("template", password_template(password));
        let gnutls = CERTTOOL
            .run(&folder, "--key-info --infile new.key --template template")
            .ok();
        assert!(gnutls.out().contains(spki), "{gnutls}");
    }
}

#[test]
fn a_password_of_an_encrypted_key_is_needed_to_use_it() {
    let folder = material("ec-p256").folder();
    certctl(
        &folder,
        "key generate --algorithm ec-p256 --password-file password --out new.key",
    )
    .ok();
    let line = "csr create --key new.key --key-password-file password --cn mail.example.com --out new.csr";
    certctl(&folder, line).ok();
    openssl::AUTHORITY.sign(&folder.text("new.csr")).ok();
    let run = OPENSSL.run(&folder, "pkey -in new.key -passin file:unicode -noout");
    assert!(!run.status.success(), "{run}");
}

/// The SHA-256 of the public key of a request, as certctl tells it.
fn public_key_digest(folder: &tests::folder::Folder, request: &str) -> String {
    let document = json(folder, &format!("inspect {request}")).exits(0);
    let digest = document["objects"][0]["spki_sha256"].as_str();
    digest
        .unwrap_or_else(|| panic!("no digest in {document:#}"))
        .to_owned()
}

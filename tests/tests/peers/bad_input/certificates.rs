//! Certificates and requests that must not be used.

use tests::{
    certctl::{certctl, json, refused},
    cfssl,
    folder::Folder,
    material::{material, sha256},
};

/// A folder with everything that belongs to an EC key, and `other.key`.
fn folder() -> Folder {
    let folder = material("ec-p256").folder();
    folder.write("other.key", &material("rsa-2048").key);
    folder
}

#[test]
fn a_certificate_for_another_key_is_refused() {
    let folder = folder();
    let of_leaf = sha256(&material("ec-p256").leaf);
    refused(
        &folder,
        "chain repair chain.pem root.pem --key other.key --out served.pem",
        "key-does-not-match",
        &["mail.example.com", &of_leaf],
    );
    folder.write("other.csr", &material("rsa-2048").request);
    refused(
        &folder,
        "chain repair chain.pem root.pem --csr other.csr --out served.pem",
        "key-does-not-match",
        &["mail.example.com"],
    );
    refused(
        &folder,
        "p12 create --key other.key --cert chain.pem --password-file password --out mail.p12",
        "key-does-not-match",
        &["key"],
    );
}

#[test]
fn an_expired_certificate_is_refused() {
    let folder = folder();
    folder.write(
        "old.pem",
        cfssl::AUTHORITY.certificate_as("expired", &material("ec-p256").request),
    );
    refused(
        &folder,
        "chain repair old.pem issuer.pem root.pem --key mail.key --out served.pem",
        "certificate-expired",
        &["mail.example.com", "2020-03-31"],
    );
    let verify = json(
        &folder,
        "verify old.pem issuer.pem --host mail.example.com --ca root.pem",
    )
    .exits(1);
    assert_eq!(verify["ok"], false, "{verify:#}");
    assert!(
        verify["error"].to_string().contains("verify-expired"),
        "{verify:#}"
    );
    json(
        &folder,
        "verify old.pem issuer.pem --host mail.example.com --ca root.pem --at 2020-02-01T00:00:00Z",
    )
    .exits(1);
}

#[test]
fn a_certificate_that_is_not_valid_yet_is_refused() {
    let folder = folder();
    folder.write(
        "new.pem",
        cfssl::AUTHORITY.certificate_as("future", &material("ec-p256").request),
    );
    refused(
        &folder,
        "chain repair new.pem issuer.pem root.pem --key mail.key --out served.pem",
        "certificate-not-yet-valid",
        &["mail.example.com", "2120-01-01"],
    );
    let verify = json(
        &folder,
        "verify new.pem issuer.pem --host mail.example.com --ca root.pem",
    )
    .exits(1);
    assert!(
        verify["error"].to_string().contains("verify-not-yet-valid"),
        "{verify:#}"
    );
}

#[test]
fn a_ca_certificate_is_no_leaf() {
    let folder = folder();
    folder.write("issuer.key", cfssl::AUTHORITY.key());
    for options in ["", "--key issuer.key"] {
        let line = format!("chain repair issuer.pem root.pem {options} --out served.pem");
        refused(&folder, &line, "leaf-is-ca", &["Test Issuer"]);
    }
}

#[test]
fn a_request_with_a_broken_signature_is_refused() {
    let folder = folder();
    let mut der = pem::parse(&material("ec-p256").request)
        .expect("a request")
        .into_contents();
    let last = der.len() - 1;
    der[last] ^= 1;
    folder.write(
        "broken.csr",
        pem::encode(&pem::Pem::new("CERTIFICATE REQUEST", der)),
    );
    for line in [
        "chain repair chain.pem root.pem --csr broken.csr --out served.pem",
        "names check broken.csr --interface mail.example.com --mx mail.example.com",
    ] {
        refused(&folder, line, "request-signature-invalid", &["broken.csr"]);
    }
}

#[test]
fn a_truncated_pem_block_is_named_by_its_line() {
    let folder = folder();
    let leaf = &material("ec-p256").leaf;
    let cut = leaf.lines().take(5).collect::<Vec<_>>().join("\n");
    folder.write("cut.pem", format!("Your certificate:\n\n{cut}"));
    for line in [
        "chain repair cut.pem --key mail.key --out served.pem",
        "verify cut.pem --host mail.example.com --ca root.pem",
        "lint cut.pem",
        "names check cut.pem --interface mail.example.com --mx mail.example.com",
        "p12 create --key mail.key --cert cut.pem --password-file password --out mail.p12",
    ] {
        refused(&folder, line, "pem-end-missing", &["cut.pem:3", "get it again"]);
    }
    let run = certctl(&folder, "inspect cut.pem").exits(3);
    assert!(run.said().contains("cut.pem:3"), "{run}");
    let cut = material("ec-p256")
        .key
        .lines()
        .take(2)
        .collect::<Vec<_>>()
        .join("\n");
    folder.write("cut.key", cut);
    let line = "csr create --key cut.key --cn mail.example.com --out new.csr";
    let run = certctl(&folder, line).exits(3);
    assert!(run.err().contains("cut.key"), "{run}");
    assert!(!folder.holds("new.csr"), "{run}");
}

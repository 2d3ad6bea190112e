//! The demonstration, beside programs that accept what it leaves.

use tests::{
    certctl::{certctl, json},
    folder::Folder,
    gnutls::CERTTOOL,
    material::certificates,
    openssl::OPENSSL,
};

#[test]
fn others_accept_what_the_demonstration_leaves() {
    let folder = Folder::new();
    certctl(&folder, "demo --keep demo").ok();
    let line = "verify -x509_strict -purpose sslserver -verify_hostname mail.example.com -CAfile demo/root.crt -untrusted demo/mail-chain.crt demo/mail-chain.crt";
    OPENSSL.run(&folder, line).ok();
    let line = "--verify --verify-hostname mail.example.com --load-ca-certificate demo/root.crt --infile demo/mail-chain.crt";
    CERTTOOL.run(&folder, line).ok();
    let line = "pkcs12 -in demo/mail.p12 -passin file:demo/password.txt -noenc";
    let backup = OPENSSL.run(&folder, line).ok();
    let served = folder.bytes("demo/mail-chain.crt");
    assert_eq!(certificates(backup.stdout), certificates(served));
}

#[test]
fn the_demonstration_leaves_nothing_unless_it_is_asked_to() {
    let folder = Folder::new();
    let document = json(&folder, "demo").exits(0);
    assert_eq!(document["ok"], true, "{document:#}");
    assert!(folder.names(".").is_empty(), "{:?}", folder.names("."));
}

//! IMPORT

use certcore::{
    issue::{Authority, Description},
    key::{KeyAlgorithm, PrivateKey},
    x509::CertificateRequest,
};
use chrono::{Duration, Utc};

use super::CERTIFICATE;
use crate::{
    authority::{PASSWORD, terms},
    committed::STORE,
    console::desk::Desk,
};

#[test]
fn pkcs12_file_becomes_a_profile() {
    let desk = Desk::full();
    let lines = format!("import\nimported\nmail.p12\n{PASSWORD}\ny\n");
    let seen = desk.steady(&format!("{CERTIFICATE}{lines}\n\n"));
    assert!(!seen.contains(PASSWORD), "{seen}");
    insta::assert_snapshot!(seen);
    assert_eq!(desk.staged(), ["add profile imported"]);
}

#[test]
fn profile_is_overwritten_after_a_question() {
    let desk = Desk::full();
    let lines = "import\nsigned\n\nimport\nsigned\ny\nmail.p12\n";
    let seen = desk.transcript(&format!("{CERTIFICATE}{lines}{PASSWORD}\n\n\n\n"));
    let question =
        "Certificate profile \"signed\" already exists. Do you want to overwrite with this new one? [N]> ";
    assert_eq!(seen.matches(question).count(), 2, "{seen}");
    assert_eq!(desk.staged(), ["change profile signed"]);
}

#[test]
fn file_without_a_key_is_refused() {
    let desk = Desk::full();
    let outcome = desk.console(&format!("{CERTIFICATE}import\nimported\nchain.crt\n\n"));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[import-without-key]"), "{outcome:?}");
}

#[test]
fn short_name_is_refused_where_full_ones_are_wanted() {
    let desk = Desk::full();
    desk.stage()
        .run("cert self-sign --key mail.key --cn Gateway --dns mail.example.com --out short.crt")
        .done();
    let [key, certificate] = ["mail.key", "short.crt"].map(|name| desk.stage().read(name));
    desk.stage().write("short.pem", [key, certificate].concat());
    let outcome = desk.console(&format!("{CERTIFICATE}import\nshort\nshort.pem\ny\n"));
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stdout.contains("[name-not-qualified]"), "{outcome:?}");
    assert_eq!(desk.staged(), [""; 0]);
    desk.transcript(&format!("{CERTIFICATE}import\nshort\nshort.pem\nn\n\n\n"));
    assert_eq!(desk.staged(), ["add profile short"]);
}

#[test]
fn cross_certificates_are_kept_or_left_out_as_answered() {
    let desk = Desk::full();
    let key = || PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let subject = |name: &str| Description::builder().common_name(name).build().unwrap();
    let start = Utc::now() - Duration::days(2);
    let older = Authority::root(&subject("Root X1"), key(), &terms(start, 1, 3650)).unwrap();
    let key = key();
    let cross = older
        .sign_authority(&subject("Root X2"), key.public(), &terms(start, 2, 1825))
        .unwrap();
    let newer = Authority::root(&subject("Root X2"), key, &terms(start, 3, 3650)).unwrap();
    desk.stage()
        .run("csr create --key mail.key --cn mail.example.com --out crossed.csr")
        .done();
    let request = CertificateRequest::read(&desk.stage().read("crossed.csr")).unwrap();
    let leaf = newer.sign(&request, &terms(start, 4, 90)).unwrap();
    let roots = older.certificate().write_pem() + &newer.certificate().write_pem();
    desk.stage().write("roots.crt", roots);
    desk.run("ca add roots.crt");
    let bundle = [
        desk.stage().read("mail.key"),
        (leaf.write_pem() + &cross.write_pem()).into(),
    ]
    .concat();
    desk.stage().write("crossed.pem", bundle);
    for (answer, existing, served) in [("y", "", 2), ("n", "y\n", 1)] {
        let lines = format!("import\ncrossed\n{existing}crossed.pem\ny\n{answer}\n\n\n");
        let seen = desk.transcript(&format!("{CERTIFICATE}{lines}"));
        assert!(
            seen.contains("Do you want to keep the cross-certificates"),
            "{seen}"
        );
        let shown = desk.stage().json(&format!("profile show crossed {STORE}"));
        assert_eq!(shown["chain"].as_array().map(Vec::len), Some(served), "{shown:#}");
    }
}

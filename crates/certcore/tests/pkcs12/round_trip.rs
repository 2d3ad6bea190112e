//! What is written reads back the same.

use std::sync::LazyLock;

use certcore::{
    diagnostic::Diagnostic as _,
    key::PrivateKey,
    pkcs12::{Export, KeyChoice, Pkcs12, Profile, WriteError},
    secret::Password,
    x509::Certificate,
};
use proptest::prelude::*;

use super::captured::one;

struct Material {
    key: PrivateKey,
    leaf: Certificate,
    chain: Vec<Certificate>,
}

static MATERIAL: LazyLock<Material> = LazyLock::new(|| {
    let file = one("openssl-default-p256.p12");
    let file = Pkcs12::read(&file.bytes, &file.password).unwrap();
    let identity = file.identity(KeyChoice::Only).unwrap();
    let others = identity.others.iter();
    Material {
        key: identity.key.key.clone(),
        leaf: identity.leaf.unwrap().certificate.clone(),
        chain: others.map(|entry| entry.certificate.clone()).collect(),
    }
});

fn export(friendly_name: Option<&str>) -> Export<'_> {
    Export {
        key: &MATERIAL.key,
        leaf: &MATERIAL.leaf,
        chain: &MATERIAL.chain,
        friendly_name,
    }
}

fn password(text: &str) -> Password {
    Password::new(text).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_name_and_password_read_back(
        name in proptest::option::of("[^\\p{Cc}]{1,40}"),
        text in "[^\0]{1,40}",
        length in 0_usize..=2,
    ) {
        let password = password(&text);
        let mut export = export(name.as_deref());
        export.chain = &export.chain[..length];
        let der = export.write(Profile::Legacy, &password).unwrap();
        let file = Pkcs12::read(&der, &password).unwrap();
        let identity = file.identity(KeyChoice::Only).unwrap();
        prop_assert_eq!(identity.key.friendly_name.as_deref(), name.as_deref());
        prop_assert_eq!(identity.key.key.write_der().unwrap(), MATERIAL.key.write_der().unwrap());
        prop_assert_eq!(&identity.leaf.unwrap().certificate, &MATERIAL.leaf);
        let others: Vec<_> = identity.others.iter().map(|entry| &entry.certificate).collect();
        prop_assert_eq!(others, export.chain.iter().collect::<Vec<_>>());
    }

    #[test]
    fn random_bytes_are_no_file(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Pkcs12::read(&bytes, &password("x")).is_err());
    }
}

#[test]
fn each_profile_has_its_algorithms() {
    let expected = [
        (Profile::Modern, "HMAC-SHA-256", 300_000, "AES-256-CBC"),
        (
            Profile::Pbmac1,
            "PBMAC1-HMAC-SHA-256-PBKDF2-HMAC-SHA-256",
            300_000,
            "AES-256-CBC",
        ),
        (Profile::Legacy, "HMAC-SHA-1", 2048, "3DES-CBC"),
    ];
    for (profile, algorithm, iterations, cipher) in expected {
        let der = export(Some("mail"))
            .write(profile, &password("lösen€📧"))
            .unwrap();
        let protection = Pkcs12::protection_of(&der).unwrap();
        let mac = protection.mac.as_ref().unwrap();
        assert_eq!((mac.algorithm.as_str(), mac.iterations), (algorithm, iterations));
        for part in &protection.encryption {
            let encryption = part.encryption.as_ref().unwrap();
            assert_eq!((encryption.cipher, encryption.iterations), (cipher, iterations));
        }
        assert_eq!(protection.is_weak(), profile == Profile::Legacy);
    }
}

#[test]
fn the_openssl_in_use_reads_every_profile() {
    for profile in Profile::ALL {
        let der = export(Some("mail"))
            .write(profile, &password("lösen€📧"))
            .unwrap();
        let parsed = openssl::pkcs12::Pkcs12::from_der(&der)
            .unwrap()
            .parse2("lösen€📧");
        // OpenSSL knows PBMAC1 since 3.4.
        if profile == Profile::Pbmac1 && openssl::version::number() < 0x3040_0000 {
            assert!(parsed.is_err());
            continue;
        }
        let parsed = parsed.unwrap();
        assert_eq!(parsed.cert.unwrap().to_der().unwrap(), MATERIAL.leaf.der());
        assert_eq!(parsed.ca.unwrap().len(), MATERIAL.chain.len());
        assert!(parsed.pkey.is_some());
    }
}

#[test]
fn two_exports_share_no_salt() {
    let write = || export(None).write(Profile::Legacy, &password("x")).unwrap();
    assert_ne!(write(), write());
}

#[test]
fn an_empty_password_is_refused() {
    for profile in Profile::ALL {
        let error = export(None).write(profile, &password("")).unwrap_err();
        assert_eq!(error.name(), "pkcs12-password-empty");
    }
}

#[test]
fn the_certificate_of_another_key_is_refused() {
    let mut export = export(None);
    export.leaf = &MATERIAL.chain[0];
    let error = export.write(Profile::Modern, &password("x")).unwrap_err();
    assert_eq!(error, WriteError::KeyDoesNotMatch);
}

#[test]
fn a_name_that_cannot_be_shown_is_refused() {
    for name in ["", "mail\n", "\0"] {
        let error = export(Some(name))
            .write(Profile::Modern, &password("x"))
            .unwrap_err();
        assert_eq!(error, WriteError::UnusableName, "{name:?}");
    }
}

#[test]
fn a_changed_octet_in_the_ciphertext_is_told_from_a_wrong_password() {
    let mut der = export(None).write(Profile::Legacy, &password("x")).unwrap();
    let middle = der.len() / 2;
    der[middle] ^= 1;
    let name = |password: &Password| Pkcs12::read(&der, password).unwrap_err().name();
    assert_eq!(name(&password("x")), "pkcs12-altered");
    assert_eq!(name(&password("y")), "pkcs12-wrong-password");
}

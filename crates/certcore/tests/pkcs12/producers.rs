//! What OpenSSL, NSS, Java and GnuTLS write is read.

use certcore::{
    diagnostic::Diagnostic as _,
    key::KeyKind,
    pkcs12::{IdentityError, KeyChoice, Part, Pkcs12, Protection, ReadError, Skipped},
    secret::Password,
};

use super::captured::{Captured, all, one};

fn read(name: &str) -> Pkcs12 {
    let file = one(name);
    Pkcs12::read(&file.bytes, &file.password).unwrap()
}

fn described(protection: &Protection) -> Vec<String> {
    let mac = protection
        .mac
        .iter()
        .map(|mac| format!("{} {}", mac.algorithm, mac.iterations));
    let parts = protection.encryption.iter().map(|part| {
        let how = part
            .encryption
            .as_ref()
            .map_or_else(|| "nothing".to_owned(), ToString::to_string);
        match part.part {
            Part::Key => format!("key: {how}"),
            Part::Contents => format!("contents: {how}"),
        }
    });
    mac.chain(parts).collect()
}

/// The OpenSSL that is built from source has no Camellia; one of a distribution may have it.
fn may_be_without_its_cipher(file: &Captured) -> bool {
    file.name.contains("camellia")
}

/// NSS and GnuTLS hash the password 600,000 times for every part; one file of each is enough to try again.
fn is_slow(file: &Captured) -> bool {
    Pkcs12::protection_of(&file.bytes)
        .unwrap()
        .mac
        .is_some_and(|mac| mac.iterations > 100_000)
        && !file.name.ends_with("-default.p12")
}

/// OpenSSL knows ML-DSA since 3.5.
fn is_without_its_key(file: &Captured) -> bool {
    file.name.contains("ml-dsa") && openssl::version::number() < 0x3050_0000
}

#[test]
fn every_captured_file_is_read_and_every_key_has_its_certificate() {
    for file in all() {
        let found = match Pkcs12::read(&file.bytes, &file.password) {
            Err(ReadError::NotAvailable { algorithm }) if may_be_without_its_cipher(&file) => {
                assert_eq!(algorithm, "Camellia-256-CBC");
                continue;
            }
            other => other.unwrap_or_else(|error| panic!("{}: {error}", file.name)),
        };
        assert_eq!(found.certificates().len(), file.certificates, "{}", file.name);
        if is_without_its_key(&file) {
            assert!(matches!(found.skipped(), [Skipped::Key(_)]));
            continue;
        }
        assert_eq!(found.keys().len(), file.keys, "{}", file.name);
        for name in found.key_names() {
            let identity = found.identity(KeyChoice::Named(&name)).unwrap();
            let expected = (file.certificates > 0).then(|| identity.key.key.public());
            let leaf = identity.leaf.map(|leaf| leaf.certificate.public_key());
            assert_eq!(leaf, expected, "{} {name}", file.name);
        }
    }
}

#[test]
fn a_wrong_password_is_called_wrong_whatever_the_program() {
    let wrong = Password::new("not the password").unwrap();
    for file in all().into_iter().filter(|file| !is_slow(file)) {
        match Pkcs12::read(&file.bytes, &wrong) {
            // Nothing in these depends on the password.
            Ok(_) => assert!(file.name.ends_with("-not-protected.p12"), "{}", file.name),
            Err(ReadError::NotAvailable { .. }) if may_be_without_its_cipher(&file) => {}
            Err(error) => assert_eq!(error.name(), "pkcs12-wrong-password", "{}", file.name),
        }
    }
}

#[test]
fn names_are_kept_in_every_script() {
    assert_eq!(read("openssl-name-not-ascii.p12").key_names(), ["Größe € 邮件"]);
    assert_eq!(read("java-alias-not-ascii.p12").key_names(), ["größe"]);
}

#[test]
fn names_of_authorities_are_kept() {
    let file = read("openssl-names-of-authorities.p12");
    let names: Vec<_> = file
        .certificates()
        .iter()
        .map(|entry| entry.friendly_name.as_deref())
        .collect();
    assert_eq!(names, [Some("mail"), Some("Intermediate CA"), Some("Root CA")]);
}

#[test]
fn several_keys_are_listed_and_one_is_chosen_by_name() {
    let file = read("java-two-keys.p12");
    assert_eq!(
        file.identity(KeyChoice::Only).unwrap_err(),
        IdentityError::SeveralKeys {
            names: vec!["mail".to_owned(), "backup".to_owned()],
        }
    );
    let mail = file.identity(KeyChoice::Named("mail")).unwrap();
    assert_eq!(*mail.key.key.public().kind(), KeyKind::Rsa);
    let backup = file.identity(KeyChoice::Named("backup")).unwrap();
    assert_eq!(*backup.key.key.public().kind(), KeyKind::EcP256);
    assert!(matches!(
        file.identity(KeyChoice::Named("spare")),
        Err(IdentityError::NoSuchKey { .. })
    ));
}

#[test]
fn keys_that_share_a_name_are_numbered() {
    assert_eq!(read("nss-two-keys.p12").key_names(), ["#1", "#2"]);
}

#[test]
fn a_file_without_a_key_says_so() {
    assert_eq!(
        read("openssl-certificates-only.p12")
            .identity(KeyChoice::Only)
            .unwrap_err(),
        IdentityError::NoKey { certificates: 2 }
    );
}

#[test]
fn a_key_without_a_certificate_is_still_a_key() {
    let file = read("openssl-key-only.p12");
    assert!(file.identity(KeyChoice::Only).unwrap().leaf.is_none());
}

#[test]
fn a_secret_key_of_java_is_left_out_and_named() {
    assert_eq!(read("java-secret-key.p12").skipped(), [Skipped::Secret]);
}

#[test]
fn what_protects_a_file_is_told() {
    assert_eq!(
        described(read("openssl-default-p256.p12").protection()),
        [
            "HMAC-SHA-256 2048",
            "contents: AES-256-CBC, PBKDF2-HMAC-SHA-256, 2048 iterations",
            "key: AES-256-CBC, PBKDF2-HMAC-SHA-256, 2048 iterations",
        ]
    );
    assert_eq!(
        described(read("openssl-pbmac1-sha512.p12").protection()),
        [
            "PBMAC1-HMAC-SHA-512-PBKDF2-HMAC-SHA-512 10000",
            "contents: AES-256-CBC, PBKDF2-HMAC-SHA-256, 10000 iterations",
            "key: AES-256-CBC, PBKDF2-HMAC-SHA-256, 10000 iterations",
        ]
    );
    assert_eq!(
        described(read("openssl-not-protected.p12").protection()),
        ["contents: nothing", "key: nothing"]
    );
}

#[test]
fn what_protects_a_file_is_told_without_its_password() {
    let protection = Pkcs12::protection_of(&one("java-two-keys-legacy.p12").bytes).unwrap();
    assert_eq!(
        described(&protection),
        [
            "HMAC-SHA-1 100000",
            "contents: RC2-40-CBC, PKCS12-SHA-1, 50000 iterations",
            "key: 3DES-CBC, PKCS12-SHA-1, 50000 iterations",
        ]
    );
}

#[test]
fn old_algorithms_are_weak_and_new_ones_are_not() {
    let weak = |name: &str| Pkcs12::protection_of(&one(name).bytes).unwrap().is_weak();
    assert!(!weak("openssl-default-p256.p12"));
    assert!(!weak("nss-default.p12"));
    assert!(!weak("openssl-pbmac1.p12"));
    assert!(weak("openssl-legacy.p12"));
    assert!(weak("openssl-no-mac.p12"));
    assert!(weak("openssl-iterations-1.p12"));
    assert!(weak("nss-certificates-not-encrypted.p12"));
}

#[test]
fn old_ciphers_do_not_reach_the_rest_of_the_process() {
    read("openssl-legacy.p12");
    assert!(openssl::cipher::Cipher::fetch(None, "RC2-40-CBC", None).is_err());
}

//! Many inputs together do not cause more work than one command may do.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use certcore::{
    diagnostic::Diagnostic as _,
    import::{self, Input},
    key::{KeyAlgorithm, KeyEncryption, PrivateKey},
    secret::Password,
    work::{Budget, WORK_LIMIT},
};
use openssl::{pkey::PKey, rsa::Rsa};

fn password() -> Password {
    Password::new("correct horse").unwrap()
}

/// The names of the errors, and how many objects of a kind there are.
fn read(bytes: &[u8], kind: &str) -> (Vec<&'static str>, usize) {
    let input = Input { name: "in", bytes };
    let pile = import::read(&[input], |_| Some(password()));
    let names = pile.unreadable.iter().map(|part| part.error.name()).collect();
    let count = pile
        .objects
        .iter()
        .filter(|found| found.object.kind() == kind)
        .count();
    (names, count)
}

#[test]
fn a_thousand_encrypted_keys_are_not_all_decrypted() {
    let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    // 600,000 rounds for each.
    let one = key.write_encrypted_pem(&password()).unwrap();
    let (names, keys) = read(&[one.as_slice(); 3].concat(), "key");
    assert_eq!(
        (names, keys),
        (Vec::new(), 3),
        "a few are read, and the same one is decrypted once"
    );

    // An iteration count of nearly the most that is allowed, under a wrong password at that.
    let mut forged = pem::parse(&one).unwrap().into_contents();
    let count = forged
        .windows(5)
        .position(|octets| octets == [2, 3, 0x09, 0x27, 0xc0])
        .unwrap();
    forged.splice(count..count + 5, [2, 3, 0x7f, 0xff, 0xff]);
    let mut text = Vec::new();
    for salt in 0..1000_u32 {
        let place = count - 4;
        let mut der = forged.clone();
        der.splice(place..count, salt.to_be_bytes());
        text.extend(pem::encode(&pem::Pem::new("ENCRYPTED PRIVATE KEY", der)).into_bytes());
    }
    let (names, _) = read(&text, "key");
    let tried = usize::try_from(WORK_LIMIT / 0x7f_ffff).unwrap();
    assert_eq!(
        names.iter().filter(|name| **name == "key-wrong-password").count(),
        tried
    );
    assert_eq!(
        names.iter().filter(|name| **name == "work-limit").count(),
        1000 - tried
    );
}

#[test]
fn keys_that_were_encrypted_together_are_decrypted_together() {
    let password = password();
    let mut encryption = KeyEncryption::new(&password).unwrap();
    let keys: Vec<_> = (0..100)
        .map(|_| PrivateKey::generate(KeyAlgorithm::EcP256).unwrap())
        .collect();
    let written: Vec<_> = keys
        .iter()
        .map(|key| encryption.write_pem(key).unwrap())
        .collect();
    let mut budget = Budget::new();
    // 100 keys of 600,000 rounds each are three times the budget.
    for (key, pem) in keys.iter().zip(&written) {
        let read = PrivateKey::read_within(pem, Some(&password), &mut budget).unwrap();
        assert_eq!(read.public(), key.public());
    }
    assert_ne!(written.first(), written.last());
}

#[test]
fn a_spent_budget_opens_nothing_and_asks_for_nothing() {
    let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let text = key.write_encrypted_pem(&password()).unwrap();
    let mut budget = Budget::new();
    budget.take(u64::MAX).unwrap_err();
    let bytes = text.as_slice();
    let input = Input { name: "in", bytes };
    let pile = import::read_within(&[input], |_| unreachable!("nobody is asked"), &mut budget);
    assert_eq!(pile.unreadable.first().unwrap().error.name(), "work-limit");
    let error = PrivateKey::read_within(bytes, Some(&password()), &mut budget).unwrap_err();
    assert_eq!(error.name(), "work-limit");
}

#[test]
fn a_signature_under_a_large_exponent_is_dear() {
    let small = PrivateKey::generate(KeyAlgorithm::Rsa3072).unwrap();
    let rsa = Rsa::generate(3072).unwrap();
    let mut exponent = rsa.n().to_owned().unwrap();
    exponent.sub_word(2).unwrap();
    let large = Rsa::from_public_components(rsa.n().to_owned().unwrap(), exponent).unwrap();
    let large = PKey::from_rsa(large).unwrap().public_key_to_der().unwrap();
    let large = certcore::key::PublicKey::read(&large).unwrap();
    assert!(large.verification_work() > 50 * small.public().verification_work());
    // A few thousand signatures under usual keys are no work to speak of.
    assert!(10_000 * small.public().verification_work() < WORK_LIMIT / 2);
}

//! Encrypted private keys of real programs, old and new (PKCS#8).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot be set up has failed"
)]

use std::{fs, path::PathBuf};

use certcore::{
    diagnostic::Diagnostic as _,
    key::{KeyReadError, PrivateKey},
    secret::Password,
};
use toml::Table;

/// SHA-256 of the public key, as `openssl pkey -pubout -outform DER | sha256sum` says.
const PUBLIC_KEY: &str = "0203e08d0b16fc31c6a060979a3481f62493f98ffae8999b32f87ca6d1012767";

fn captured() -> Vec<(String, Password, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pkcs8");
    let manifest: Table = fs::read_to_string(folder.join("MANIFEST.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let files = manifest["file"].as_array().unwrap();
    files
        .iter()
        .map(|file| {
            let text = |field: &str| file[field].as_str().unwrap();
            (
                text("name").to_owned(),
                Password::new(text("password")).unwrap(),
                fs::read(folder.join(text("name"))).unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_encryption_is_read() {
    for (name, password, bytes) in captured() {
        let key = PrivateKey::read(&bytes, Some(&password)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(key.public().sha256().to_string(), PUBLIC_KEY, "{name}");
    }
}

#[test]
fn a_wrong_password_is_called_wrong() {
    let wrong = Password::new("wrong").unwrap();
    for (name, _, bytes) in captured() {
        let error = PrivateKey::read(&bytes, Some(&wrong)).unwrap_err();
        assert_eq!(error.name(), "key-wrong-password", "{name}");
    }
}

#[test]
fn a_key_that_asks_for_two_to_the_thirty_first_iterations_is_refused() {
    let (_, password, bytes) = captured().remove(0);
    let mut der = pem::parse(bytes).unwrap().into_contents();
    // Two octets of the salt make room: 04 08 salt 02 02 08 00 becomes 04 06 salt 02 04 7f ff ff ff.
    let count = der
        .windows(4)
        .position(|window| window == [0x02, 2, 8, 0])
        .unwrap();
    let forged = [[0x04, 6].as_slice(), &[1; 6], &[0x02, 4, 0x7f, 0xff, 0xff, 0xff]].concat();
    der[count - 10..count + 4].copy_from_slice(&forged);
    let error = PrivateKey::read_der(&der, Some(&password)).unwrap_err();
    assert!(
        matches!(error, KeyReadError::TooManyIterations { asked, .. } if asked == (1 << 31) - 1),
        "{error}"
    );
}

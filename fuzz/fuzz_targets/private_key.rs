//! A private key in every form, with a password: what was read is written and read again.
#![no_main]

use certcore::{key::PrivateKey, secret::Password};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let password = Password::new("correct horse").expect("no NUL");
    if let Ok(key) = PrivateKey::read(bytes, Some(&password))
        && let Ok(der) = key.write_der()
    {
        let again = PrivateKey::read_der(&der, None).expect("it was read before");
        assert_eq!(key.public(), again.public());
    }
});

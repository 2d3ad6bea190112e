//! A public key and a revocation list in DER: what was read is said in the same octets.
#![no_main]

use certcore::{key::PublicKey, x509::RevocationList};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(key) = PublicKey::read(bytes) {
        assert_eq!(key.der(), bytes);
        let _ = (key.identifier(), key.kind().to_string(), key.bits());
    }
    let _ = RevocationList::read_der(bytes);
});

//! A certificate, in DER or PEM: what was read is written and read again.
#![no_main]

use certcore::x509::Certificate;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(certificate) = Certificate::read(bytes) {
        let again = Certificate::read(certificate.write_pem().as_bytes()).expect("it was read before");
        assert_eq!(certificate.der(), again.der());
        let _ = certificate.is_self_signed();
    }
});

//! A certification request, in DER or PEM: what was read is checked, written and read again.
#![no_main]

use certcore::x509::CertificateRequest;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = CertificateRequest::read(bytes) {
        let again = CertificateRequest::read(request.write_pem().as_bytes()).expect("it was read before");
        assert_eq!(request.der(), again.der());
        let _ = request.check();
    }
});

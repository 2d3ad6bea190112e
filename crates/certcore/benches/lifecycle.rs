//! What making requests and reading keys costs, compared with the cryptography alone.
//!
//! `cargo bench -p certcore --features vendored --bench lifecycle`
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has failed")]

mod ratio;

use certcore::{
    issue::Description,
    key::{KeyAlgorithm, PrivateKey},
    x509::{Serial, Service, Validity},
};
use chrono::DateTime;
use openssl::{hash::MessageDigest, pkey::PKey, sign::Signer};

fn main() {
    let validity = Validity::for_days(DateTime::from_timestamp(1_800_000_000, 0).unwrap(), 90).unwrap();
    let serial = Serial::from_random([7; 16]);
    ratio::compare(
        "P-256 key, request and self-signed certificate",
        2001,
        ("certcore", || {
            let description = Description::builder()
                .common_name("mail.example.com")
                .dns("mx2.example.com")
                .organization("Example")
                .country("SE")
                .service(Service::Inbound)
                .build()
                .unwrap();
            let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
            let request = description.request(&key).unwrap();
            (request, description.self_signed(&key, validity, &serial).unwrap())
        }),
        ("OpenSSL key and two signatures", || {
            let key = PKey::ec_gen("prime256v1").unwrap();
            let sign = || {
                let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
                signer.sign_oneshot_to_vec(&[0; 400]).unwrap()
            };
            (sign(), sign())
        }),
        1.3,
    );
    let pem = PrivateKey::generate(KeyAlgorithm::Rsa2048)
        .unwrap()
        .write_pem()
        .unwrap();
    ratio::compare(
        "reading an RSA 2048 key and checking that its parts fit",
        2001,
        ("certcore", || PrivateKey::read(&pem, None).unwrap()),
        ("OpenSSL, without a check", || {
            PKey::private_key_from_pem(&pem).unwrap()
        }),
        1.0,
    );
}

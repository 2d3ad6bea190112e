//! A CA for keys that no CA among Debian's programs can sign for: certcore's own, with ML-DSA keys.

use std::sync::LazyLock;

use certcore::{
    issue::{Authority as Signer, Description, Terms},
    key::{KeyAlgorithm, PrivateKey},
    x509::{CertificateRequest, Purpose, Serial, Validity},
};
use chrono::{TimeDelta, Utc};

use crate::cfssl::ISSUER_URL;

/// A CA of two tiers, each part in PEM.
pub struct Authority {
    /// The certificate that its own key signed.
    pub root: String,
    /// The certificate that signs.
    pub intermediate: String,
    signer: Signer<PrivateKey>,
}

/// The CA of all tests; it is made once.
pub static AUTHORITY: LazyLock<Authority> = LazyLock::new(Authority::new);

impl Authority {
    fn new() -> Self {
        let key = || PrivateKey::generate(KeyAlgorithm::MlDsa65).expect("a key");
        let root = Signer::root(&subject("ML-DSA Root"), key(), &terms(1, 3650)).expect("a root");
        let key = key();
        let intermediate = root
            .sign_authority(&subject("ML-DSA Issuer"), key.public(), &terms(2, 1825))
            .expect("an intermediate");
        Self {
            root: root.certificate().write_pem(),
            intermediate: intermediate.write_pem(),
            signer: Signer::new(intermediate, key).expect("an authority"),
        }
    }

    /// The certificate for a request, in PEM.
    ///
    /// # Panics
    ///
    /// If it does not sign.
    #[track_caller]
    pub fn certificate(&self, request: &str) -> String {
        let request = CertificateRequest::read(request.as_bytes()).expect("a request");
        let certificate = self.signer.sign(&request, &terms(3, 90)).expect("a certificate");
        certificate.write_pem()
    }
}

fn subject(name: &str) -> Description {
    let description = Description::builder().common_name(name).organization("Tests");
    description.build().expect("a subject")
}

fn terms(serial: u8, days: u32) -> Terms {
    let begin = Utc::now() - TimeDelta::minutes(5);
    Terms {
        validity: Validity::for_days(begin, days).expect("dates"),
        serial: Serial::from_random([serial; 16]),
        purposes: vec![Purpose::ServerAuth, Purpose::ClientAuth],
        ca_issuers: Some(ISSUER_URL.to_owned()),
    }
}

//! Requests and certificates made here, read back and checked.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use certcore::{
    diagnostic::Diagnostic as _,
    issue::{Authority, Description, Terms},
    key::{KeyAlgorithm, PrivateKey, PublicKey, SignError, SigningKey},
    secret::Password,
    x509::{Certificate, CertificateRequest, Purpose, Serial, Service, Validity},
};
use chrono::{DateTime, Utc};
use openssl::x509::{X509, X509Req};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

/// The algorithms that the OpenSSL in use has: ML-DSA came with 3.5.
fn available() -> impl Iterator<Item = KeyAlgorithm> {
    KeyAlgorithm::ALL
        .into_iter()
        .filter(|algorithm| cfg!(openssl_3_5) || !algorithm.as_str().starts_with("ml-dsa"))
}

fn terms(serial: u8) -> Terms {
    Terms {
        validity: Validity::for_days(now(), 90).unwrap(),
        serial: Serial::from_random([serial; 16]),
        purposes: vec![Purpose::ServerAuth],
        ca_issuers: Some("http://ca.example/issuer.der".to_owned()),
    }
}

fn mail() -> Description {
    Description::builder()
        .common_name("mail.example.com")
        .dns("*.müller.example")
        .ip("192.0.2.25".parse().unwrap())
        .email_name("postmaster@example.com")
        .organization("Bob's Söhne")
        .country("se")
        .email("postmaster@example.com")
        .service(Service::Inbound)
        .service(Service::Outbound)
        .build()
        .unwrap()
}

/// A key in another place: only its public half and its answer are known here.
struct Elsewhere(PrivateKey);

impl SigningKey for Elsewhere {
    fn public_key(&self) -> &PublicKey {
        self.0.public()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.0.sign(message)
    }
}

struct Broken(PrivateKey);

impl SigningKey for Broken {
    fn public_key(&self) -> &PublicKey {
        self.0.public()
    }

    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, SignError> {
        Err(SignError::new("the token was removed"))
    }
}

#[test]
fn every_kind_of_key_makes_a_request_and_a_certificate_that_openssl_accepts() {
    for algorithm in available() {
        let key = PrivateKey::generate(algorithm).unwrap();
        let request = mail().request(&key).unwrap();
        request.check().unwrap();
        let raw = X509Req::from_der(request.der()).unwrap();
        assert!(raw.verify(&raw.public_key().unwrap()).unwrap(), "{algorithm}");

        let validity = Validity::for_days(now(), 90).unwrap();
        let certificate = mail()
            .self_signed(&key, validity, &Serial::from_random([7; 16]))
            .unwrap();
        assert!(
            certificate.is_self_signed() && !certificate.is_authority(),
            "{algorithm}"
        );
        assert_eq!(certificate.validity(), validity);
        let raw = X509::from_der(certificate.der()).unwrap();
        assert!(raw.verify(&raw.public_key().unwrap()).unwrap(), "{algorithm}");
    }
}

#[test]
fn the_request_carries_what_was_described() {
    let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let request = CertificateRequest::read(mail().request(&key).unwrap().write_pem().as_bytes()).unwrap();
    assert_eq!(
        request.subject().to_string(),
        "emailAddress=postmaster@example.com,CN=mail.example.com,O=Bob's Söhne,C=SE"
    );
    let names = request.alternative_names().unwrap();
    assert_eq!(names.dns, ["mail.example.com", "*.xn--mller-kva.example"]);
    assert_eq!(names.ip, ["192.0.2.25".parse::<std::net::IpAddr>().unwrap()]);
    assert_eq!(names.email, ["postmaster@example.com"]);
    let purposes = request.extensions().extended_key_usage.clone().unwrap();
    assert_eq!(purposes, [Purpose::ServerAuth, Purpose::ClientAuth]);
}

#[test]
fn a_key_that_lives_elsewhere_signs_a_request_and_a_certificate() {
    for algorithm in available() {
        let key = Elsewhere(PrivateKey::generate(algorithm).unwrap());
        mail().request(&key).unwrap().check().unwrap();
        let validity = Validity::for_days(now(), 1).unwrap();
        let certificate = mail()
            .self_signed(&key, validity, &Serial::from_random([1; 16]))
            .unwrap();
        assert!(certificate.is_self_signed());
    }
}

#[test]
fn what_the_holder_of_a_key_said_is_passed_on() {
    let key = Broken(PrivateKey::generate(KeyAlgorithm::EcP256).unwrap());
    let error = mail().request(&key).unwrap_err();
    assert_eq!(error.name(), "sign-failed");
    assert!(error.to_string().contains("the token was removed"), "{error}");
}

#[test]
fn two_tiers_sign_a_request_and_every_signature_holds() {
    let root_key = PrivateKey::generate(KeyAlgorithm::EcP384).unwrap();
    let name = |cn| Description::builder().common_name(cn).build().unwrap();
    let root = Authority::root(&name("Example Root"), root_key, &terms(1)).unwrap();
    let issuing_key = PrivateKey::generate(available().last().unwrap()).unwrap();
    let issuing = root
        .sign_authority(&name("Example Issuing"), issuing_key.public(), &terms(2))
        .unwrap();
    let issuing = Authority::new(issuing, issuing_key).unwrap();

    let key = PrivateKey::generate(KeyAlgorithm::Rsa2048).unwrap();
    let leaf = issuing.sign(&mail().request(&key).unwrap(), &terms(3)).unwrap();
    assert!(
        leaf.is_signed_by(issuing.certificate()) && issuing.certificate().is_signed_by(root.certificate())
    );
    assert!(root.certificate().is_self_signed() && !leaf.is_signed_by(root.certificate()));
    assert_eq!(leaf.extensions().ca_issuers, ["http://ca.example/issuer.der"]);
    assert_eq!(
        leaf.extensions().authority_key_identifier,
        issuing.certificate().extensions().subject_key_identifier
    );
    // The authority decides what the certificate may be used for.
    assert_eq!(leaf.purposes(), Some(&[Purpose::ServerAuth][..]));
    assert_eq!(Certificate::read(leaf.write_pem().as_bytes()).unwrap(), leaf);
}

#[test]
fn a_changed_request_is_not_signed() {
    let key = PrivateKey::generate(KeyAlgorithm::EcP256).unwrap();
    let mut der = mail().request(&key).unwrap().der().to_vec();
    let position = der.windows(4).position(|window| window == b"mail").unwrap();
    der[position] = b'M';
    let request = CertificateRequest::read(&der).unwrap();
    assert_eq!(request.check().unwrap_err().name(), "request-signature-invalid");
}

#[test]
fn every_kind_of_key_is_written_and_read_back() {
    let password = Password::new("lösenord").unwrap();
    for algorithm in available() {
        let key = PrivateKey::generate(algorithm).unwrap();
        let plain = PrivateKey::read(&key.write_pem().unwrap(), None).unwrap();
        assert_eq!(plain.public(), key.public());
        assert_eq!(
            PrivateKey::read(&key.write_der().unwrap(), None)
                .unwrap()
                .public(),
            key.public()
        );

        let encrypted = key.write_encrypted_pem(&password).unwrap();
        assert_eq!(
            PrivateKey::read(&encrypted, Some(&password)).unwrap().public(),
            key.public()
        );
        assert_eq!(
            PrivateKey::read(&encrypted, None).unwrap_err().name(),
            "key-password-missing"
        );
        let wrong = Password::new("losenord").unwrap();
        assert_eq!(
            PrivateKey::read(&encrypted, Some(&wrong)).unwrap_err().name(),
            "key-wrong-password"
        );
    }
}

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

fn root_key() -> PrivateKey {
    PrivateKey::generate(KeyAlgorithm::EcP256).unwrap()
}

fn words(name: &str) -> Description {
    Description::builder().common_name(name).build().unwrap()
}

/// Valid from `start` to `end`, in days from now.
fn between(start: i64, end: i64) -> Terms {
    let day = |days| now() + chrono::Duration::days(days);
    Terms {
        validity: Validity::new(day(start), day(end)).unwrap(),
        ..terms(5)
    }
}

#[test]
fn an_authority_signs_within_its_own_validity_only() {
    let root = Authority::root(&words("Example Root"), root_key(), &between(-10, 30)).unwrap();
    let request = mail().request(&root_key()).unwrap();
    let own = root.certificate().validity();
    let leaf = root.sign(&request, &between(-20, 90)).unwrap();
    assert_eq!(leaf.validity(), own);
    let below = root.sign_authority(&words("Issuing"), root_key().public(), &between(0, 90));
    assert_eq!(below.unwrap().validity().not_after(), own.not_after());
    for terms in [between(31, 90), between(-90, -11)] {
        assert_eq!(
            root.sign(&request, &terms).unwrap_err().name(),
            "authority-not-valid"
        );
    }
}

#[test]
fn an_authority_refuses_names_that_it_does_not_check_and_takes_over_the_others() {
    let root = Authority::root(&words("Example Root"), root_key(), &terms(1)).unwrap();
    let ask = |names: &[u8]| {
        let key = openssl::pkey::PKey::ec_gen("prime256v1").unwrap();
        let mut builder = X509Req::builder().unwrap();
        builder.set_pubkey(&key).unwrap();
        let oid = openssl::asn1::Asn1Object::from_str("2.5.29.17").unwrap();
        let content = openssl::asn1::Asn1OctetString::new_from_bytes(names).unwrap();
        let mut extensions = openssl::stack::Stack::new().unwrap();
        extensions
            .push(openssl::x509::X509Extension::new_from_der(&oid, true, &content).unwrap())
            .unwrap();
        builder.add_extensions(&extensions).unwrap();
        builder
            .sign(&key, openssl::hash::MessageDigest::sha256())
            .unwrap();
        CertificateRequest::read_der(&builder.build().to_der().unwrap()).unwrap()
    };
    let leaf = root
        .sign(&ask(b"\x30\x10\x82\x09a.example\x86\x03u:v"), &terms(2))
        .unwrap();
    let names = leaf.alternative_names().unwrap();
    assert_eq!(
        (names.dns.as_slice(), names.uri.as_slice()),
        (&["a.example".to_owned()][..], &["u:v".to_owned()][..])
    );
    // An empty subject makes them critical (RFC 5280 section 4.2.1.6).
    let critical = b"\x06\x03\x55\x1d\x11\x01\x01\xff";
    assert!(leaf.subject().is_empty());
    assert!(leaf.der().windows(critical.len()).any(|part| part == critical));
    let refused = root
        .sign(&ask(b"\x30\x10\x82\x09a.example\x88\x03\x2a\x03\x04"), &terms(2))
        .unwrap_err();
    assert_eq!(refused.name(), "request-name-kind");
    assert!(refused.to_string().contains("registeredID 1.2.3.4"), "{refused}");
}

#[test]
fn a_certificate_that_may_not_sign_makes_no_authority() {
    let certificate = |usage: &[&str], path_length: Option<u32>| {
        use openssl::x509::extension::{BasicConstraints, KeyUsage};
        let key = openssl::pkey::PKey::ec_gen("prime256v1").unwrap();
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        builder.set_pubkey(&key).unwrap();
        let time = |seconds| openssl::asn1::Asn1Time::from_unix(seconds).unwrap();
        builder.set_not_before(&time(1_700_000_000)).unwrap();
        builder.set_not_after(&time(1_900_000_000)).unwrap();
        let mut constraints = BasicConstraints::new();
        constraints.ca();
        if let Some(length) = path_length {
            constraints.pathlen(length);
        }
        builder.append_extension(constraints.build().unwrap()).unwrap();
        let mut bits = KeyUsage::new();
        for bit in usage {
            match *bit {
                "keyCertSign" => bits.key_cert_sign(),
                _ => bits.crl_sign(),
            };
        }
        builder.append_extension(bits.build().unwrap()).unwrap();
        builder
            .sign(&key, openssl::hash::MessageDigest::sha256())
            .unwrap();
        let der = builder.build().to_der().unwrap();
        let key = PrivateKey::read(&key.private_key_to_pem_pkcs8().unwrap(), None).unwrap();
        (Certificate::read_der(&der).unwrap(), key)
    };
    let (certificate_only_for_lists, key) = certificate(&["cRLSign"], None);
    let refused = Authority::new(certificate_only_for_lists, key).unwrap_err();
    assert_eq!(refused.name(), "authority-may-not-sign");
    let (lowest, key) = certificate(&["keyCertSign"], Some(0));
    let lowest = Authority::new(lowest, key).unwrap();
    let refused = lowest
        .sign_authority(&words("Below"), root_key().public(), &terms(2))
        .unwrap_err();
    assert_eq!(refused.name(), "authority-path-length");
    assert!(
        lowest
            .sign(&mail().request(&root_key()).unwrap(), &terms(2))
            .is_ok()
    );
}

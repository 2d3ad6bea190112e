//! Certificates and requests for tests: sound ones, and every way in which they can be broken.

use chrono::{DateTime, Utc};
use openssl::{
    asn1::{Asn1Object, Asn1OctetString, Asn1Time},
    bn::BigNum,
    ec::EcKey,
    hash::MessageDigest,
    nid::Nid,
    pkey::{HasPublic, Id, PKey, Private, Public},
    stack::Stack,
    x509::{
        X509, X509Builder, X509Extension, X509Name, X509ReqBuilder,
        extension::{
            AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
            SubjectKeyIdentifier,
        },
    },
};

use crate::x509::{Certificate, CertificateRequest};

/// The instant at which specimens are looked at; leaves began a month before and end two months later.
pub(crate) const NOW: &str = "2026-06-01T00:00:00Z";

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A description of a certificate; every method changes one thing.
pub(crate) struct Specimen {
    common_name: Option<String>,
    key: PKey<Private>,
    public: Option<PKey<Public>>,
    serial: BigNum,
    validity: (DateTime<Utc>, DateTime<Utc>),
    digest: MessageDigest,
    authority: (Kind, Option<u32>),
    dns: Vec<String>,
    addresses: Vec<String>,
    key_usage: Vec<&'static str>,
    purposes: Option<Vec<&'static str>>,
    identifiers: Vec<Nid>,
    raw: Vec<(&'static str, Criticality, Vec<u8>)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Authority,
    EndEntity,
}

/// Whether an extension is critical.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Criticality {
    Critical,
    NotCritical,
}

/// A certificate with its key, which can sign others.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) certificate: Certificate,
    pub(crate) key: PKey<Private>,
    x509: X509,
}

impl Specimen {
    /// A sound certificate of a mail server with both TLS purposes.
    pub(crate) fn leaf(host: &str) -> Self {
        Self {
            common_name: Some(host.to_owned()),
            key: ec_key(Nid::X9_62_PRIME256V1),
            public: None,
            serial: BigNum::from_slice(&[0x4d; 16]).unwrap(),
            validity: (at("2026-05-01T00:00:00Z"), at("2026-07-31T23:59:59Z")),
            digest: MessageDigest::sha256(),
            authority: (Kind::EndEntity, None),
            dns: vec![host.to_owned()],
            addresses: Vec::new(),
            key_usage: vec!["digitalSignature"],
            purposes: Some(vec!["serverAuth", "clientAuth"]),
            identifiers: vec![Nid::SUBJECT_KEY_IDENTIFIER, Nid::AUTHORITY_KEY_IDENTIFIER],
            raw: Vec::new(),
        }
    }

    /// A sound certification authority of ten years.
    pub(crate) fn authority(name: &str) -> Self {
        Self {
            validity: (at("2020-01-01T00:00:00Z"), at("2029-12-31T23:59:59Z")),
            authority: (Kind::Authority, None),
            dns: Vec::new(),
            key_usage: vec!["keyCertSign", "cRLSign"],
            purposes: None,
            ..Self::leaf(name)
        }
    }

    pub(crate) fn common_name(mut self, name: Option<&str>) -> Self {
        self.common_name = name.map(str::to_owned);
        self
    }

    pub(crate) fn dns(mut self, names: &[&str]) -> Self {
        self.dns = names.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    pub(crate) fn addresses(mut self, addresses: &[&str]) -> Self {
        self.addresses = addresses.iter().map(|address| (*address).to_owned()).collect();
        self
    }

    pub(crate) fn key(mut self, key: PKey<Private>) -> Self {
        self.key = key;
        self
    }

    /// A public key whose private half nobody needs.
    pub(crate) fn public_key(mut self, key: PKey<Public>) -> Self {
        self.public = Some(key);
        self
    }

    pub(crate) fn serial(mut self, serial: BigNum) -> Self {
        self.serial = serial;
        self
    }

    pub(crate) fn validity(mut self, not_before: &str, not_after: &str) -> Self {
        self.validity = (at(not_before), at(not_after));
        self
    }

    pub(crate) fn digest(mut self, digest: MessageDigest) -> Self {
        self.digest = digest;
        self
    }

    pub(crate) fn path_length(mut self, length: u32) -> Self {
        self.authority = (Kind::Authority, Some(length));
        self
    }

    pub(crate) fn with_ca_flag(mut self) -> Self {
        self.authority = (Kind::Authority, None);
        self
    }

    /// No key usage extension when `bits` is empty.
    pub(crate) fn key_usage(mut self, bits: &[&'static str]) -> Self {
        self.key_usage = bits.to_vec();
        self
    }

    pub(crate) fn purposes(mut self, purposes: &[&'static str]) -> Self {
        self.purposes = Some(purposes.to_vec());
        self
    }

    pub(crate) fn without_purposes(mut self) -> Self {
        self.purposes = None;
        self
    }

    pub(crate) fn without(mut self, identifier: Nid) -> Self {
        self.identifiers.retain(|kept| *kept != identifier);
        self
    }

    /// One more extension, whatever its content.
    pub(crate) fn extension(mut self, oid: &'static str, criticality: Criticality, value: &[u8]) -> Self {
        self.raw.push((oid, criticality, value.to_vec()));
        self
    }

    pub(crate) fn self_signed(self) -> Made {
        let key = self.key.clone();
        self.sign(None, &key)
    }

    pub(crate) fn signed_by(self, issuer: &Made) -> Made {
        self.sign(Some(&issuer.x509), &issuer.key)
    }

    fn sign(self, issuer: Option<&X509>, signer: &PKey<Private>) -> Made {
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        builder
            .set_serial_number(&self.serial.to_asn1_integer().unwrap())
            .unwrap();
        let subject = self.name();
        builder.set_subject_name(&subject).unwrap();
        builder
            .set_issuer_name(issuer.map_or(&subject, |issuer| issuer.subject_name()))
            .unwrap();
        builder
            .set_not_before(&Asn1Time::from_unix(self.validity.0.timestamp()).unwrap())
            .unwrap();
        builder
            .set_not_after(&Asn1Time::from_unix(self.validity.1.timestamp()).unwrap())
            .unwrap();
        match &self.public {
            Some(public) => builder.set_pubkey(public).unwrap(),
            None => builder.set_pubkey(&self.key).unwrap(),
        }
        for extension in self.extensions(&builder, issuer) {
            builder.append_extension(extension).unwrap();
        }
        builder.sign(signer, digest_for(signer, self.digest)).unwrap();
        let x509 = builder.build();
        Made {
            certificate: Certificate::read(&x509.to_der().unwrap()).unwrap(),
            key: self.key,
            x509,
        }
    }

    /// A request with the same subject, names and usages.
    pub(crate) fn request(self) -> CertificateRequest {
        let mut builder = X509ReqBuilder::new().unwrap();
        builder.set_subject_name(&self.name()).unwrap();
        match &self.public {
            Some(public) => builder.set_pubkey(public).unwrap(),
            None => builder.set_pubkey(&self.key).unwrap(),
        }
        let mut extensions = Stack::new().unwrap();
        let context = X509::builder().unwrap();
        for extension in self.request_extensions(&context) {
            extensions.push(extension).unwrap();
        }
        if !extensions.is_empty() {
            builder.add_extensions(&extensions).unwrap();
        }
        builder
            .sign(&self.key, digest_for(&self.key, self.digest))
            .unwrap();
        CertificateRequest::read(&builder.build().to_der().unwrap()).unwrap()
    }

    fn name(&self) -> X509Name {
        let mut name = X509Name::builder().unwrap();
        name.append_entry_by_text("O", "Example AB").unwrap();
        if let Some(common_name) = &self.common_name {
            name.append_entry_by_text("CN", common_name).unwrap();
        }
        name.build()
    }

    fn extensions(&self, builder: &X509Builder, issuer: Option<&X509>) -> Vec<X509Extension> {
        let mut extensions = self.request_extensions(builder);
        let own = builder.x509v3_context(None, None);
        if self.identifiers.contains(&Nid::SUBJECT_KEY_IDENTIFIER) {
            extensions.push(SubjectKeyIdentifier::new().build(&own).unwrap());
        }
        if let Some(issuer) = issuer
            && self.identifiers.contains(&Nid::AUTHORITY_KEY_IDENTIFIER)
            && issuer.subject_key_id().is_some()
        {
            let context = builder.x509v3_context(Some(issuer), None);
            extensions.push(AuthorityKeyIdentifier::new().keyid(true).build(&context).unwrap());
        }
        extensions
    }

    fn request_extensions(&self, builder: &X509Builder) -> Vec<X509Extension> {
        let mut extensions = Vec::new();
        let (kind, length) = self.authority;
        let mut constraints = BasicConstraints::new();
        constraints.critical();
        if kind == Kind::Authority {
            constraints.ca();
        }
        if let Some(length) = length {
            constraints.pathlen(length);
        }
        extensions.push(constraints.build().unwrap());
        extensions.extend(self.key_usage_extension());
        extensions.extend(self.purposes.as_deref().map(purposes_extension));
        if !self.dns.is_empty() || !self.addresses.is_empty() {
            let mut names = SubjectAlternativeName::new();
            self.dns.iter().for_each(|name| {
                names.dns(name);
            });
            self.addresses.iter().for_each(|address| {
                names.ip(address);
            });
            extensions.push(names.build(&builder.x509v3_context(None, None)).unwrap());
        }
        for (oid, criticality, value) in &self.raw {
            extensions.push(raw_extension(oid, *criticality, value));
        }
        extensions
    }

    fn key_usage_extension(&self) -> Option<X509Extension> {
        let mut usage = KeyUsage::new();
        usage.critical();
        for bit in &self.key_usage {
            match *bit {
                "digitalSignature" => usage.digital_signature(),
                "keyEncipherment" => usage.key_encipherment(),
                "keyCertSign" => usage.key_cert_sign(),
                "cRLSign" => usage.crl_sign(),
                other => panic!("no key usage {other}"),
            };
        }
        (!self.key_usage.is_empty()).then(|| usage.build().unwrap())
    }
}

fn purposes_extension(purposes: &[&'static str]) -> X509Extension {
    let mut usage = ExtendedKeyUsage::new();
    for purpose in purposes {
        match *purpose {
            "serverAuth" => usage.server_auth(),
            "clientAuth" => usage.client_auth(),
            "codeSigning" => usage.code_signing(),
            other => usage.other(other),
        };
    }
    usage.build().unwrap()
}

fn raw_extension(oid: &str, criticality: Criticality, value: &[u8]) -> X509Extension {
    let oid = Asn1Object::from_str(oid).unwrap();
    let value = Asn1OctetString::new_from_bytes(value).unwrap();
    X509Extension::new_from_der(&oid, criticality == Criticality::Critical, &value).unwrap()
}

/// Ed25519 and ML-DSA sign without a digest of their own.
fn digest_for(key: &PKey<Private>, digest: MessageDigest) -> MessageDigest {
    match key.id() {
        Id::RSA | Id::EC | Id::DSA => digest,
        _ => MessageDigest::null(),
    }
}

pub(crate) fn ec_key(curve: Nid) -> PKey<Private> {
    let group = openssl::ec::EcGroup::from_curve_name(curve).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

/// The public half of a key.
pub(crate) fn public_half(key: &PKey<impl HasPublic>) -> PKey<Public> {
    PKey::public_key_from_der(&key.public_key_to_der().unwrap()).unwrap()
}

/// A root, an intermediate, and a leaf for `mail.example.com`.
pub(crate) struct ThreeTiers {
    pub(crate) root: Made,
    pub(crate) intermediate: Made,
    pub(crate) leaf: Made,
}

impl ThreeTiers {
    pub(crate) fn new() -> Self {
        Self::with(
            Specimen::authority("Example Root"),
            Specimen::authority("Example Issuing CA"),
            Specimen::leaf("mail.example.com"),
        )
    }

    pub(crate) fn with(root: Specimen, intermediate: Specimen, leaf: Specimen) -> Self {
        let root = root.self_signed();
        let intermediate = intermediate.signed_by(&root);
        Self {
            leaf: leaf.signed_by(&intermediate),
            intermediate,
            root,
        }
    }
}

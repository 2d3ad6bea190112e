//! Certificates.

use certcore::x509::{Certificate, Fingerprint, Purpose, Validity};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{dates, key::KeyView, names::NamesView};
use crate::{
    clock::rfc3339,
    terminal::{Style, Text},
};

/// A certificate.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct CertificateView {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    subject: String,
    issuer: String,
    serial: String,
    not_before: String,
    not_after: String,
    /// Whether it ends before it starts.
    never_valid: bool,
    names: NamesView,
    key: KeyView,
    signature_algorithm: String,
    purposes: Option<Vec<String>>,
    key_usage: Option<Vec<&'static str>>,
    ca: bool,
    self_signed: bool,
    subject_key_identifier: Option<String>,
    authority_key_identifier: Option<String>,
    ca_issuers: Vec<String>,
    unreadable_extensions: Vec<String>,
    repeated_extensions: Vec<String>,
    fingerprints: FingerprintsView,
    spki_sha256: String,
    #[serde(skip)]
    name: String,
    #[serde(skip)]
    key_line: String,
    #[serde(skip)]
    validity: Validity,
}

/// Digests of the DER.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct FingerprintsView {
    /// SHA-256
    pub sha256: String,
}

impl FingerprintsView {
    /// The digests in lower-case hexadecimal.
    pub(crate) fn new(sha256: Fingerprint) -> Self {
        Self {
            sha256: sha256.to_string(),
        }
    }
}

impl CertificateView {
    /// The facts of a certificate.
    pub(crate) fn new(certificate: &Certificate, source: Option<String>) -> Self {
        let extensions = certificate.extensions();
        Self {
            kind: "certificate",
            source,
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            serial: certificate.serial().to_string(),
            not_before: rfc3339(certificate.validity().not_before()),
            not_after: rfc3339(certificate.validity().not_after()),
            never_valid: certificate.validity().check().is_err(),
            names: NamesView::new(certificate.alternative_names()),
            key: KeyView::new(certificate.public_key()),
            signature_algorithm: certificate.signature_algorithm().to_string(),
            purposes: purposes(certificate.purposes()),
            key_usage: certificate.key_usage().map(|usage| usage.names().collect()),
            ca: certificate.is_authority(),
            self_signed: certificate.is_self_signed(),
            subject_key_identifier: extensions.subject_key_identifier.as_deref().map(hex),
            authority_key_identifier: extensions.authority_key_identifier.as_deref().map(hex),
            ca_issuers: extensions.ca_issuers.clone(),
            unreadable_extensions: extensions.unreadable.clone(),
            repeated_extensions: extensions.repeated.clone(),
            fingerprints: FingerprintsView::new(certificate.sha256()),
            spki_sha256: certificate.public_key().sha256().to_string(),
            name: certificate.display_name(),
            key_line: KeyView::line(certificate.public_key()),
            validity: certificate.validity(),
        }
    }

    /// The facts for people.
    pub(crate) fn text(&self, heading: &str, now: DateTime<Utc>) -> Text {
        let mut text = Text::new();
        text.styled(Style::Heading, heading);
        let mut facts = vec![
            ("subject", vec![or_none(&self.subject)]),
            ("issuer", vec![self.issuer_line()]),
            ("valid", vec![dates::line(self.validity, now)]),
        ];
        facts.extend(self.names.facts());
        let purposes = self
            .purposes
            .as_ref()
            .map_or_else(|| "any".to_owned(), |all| all.join(", "));
        facts.extend([
            ("purposes", vec![purposes]),
            ("ca", vec![if self.ca { "yes" } else { "no" }.to_owned()]),
            ("key", vec![self.key_line.clone()]),
            ("signature", vec![self.signature_algorithm.clone()]),
            ("serial", vec![self.serial.clone()]),
            ("sha256", vec![self.fingerprints.sha256.clone()]),
            ("spki sha256", vec![self.spki_sha256.clone()]),
            ("issuer at", self.ca_issuers.clone()),
            ("unreadable", extensions(&self.unreadable_extensions)),
            ("repeated", extensions(&self.repeated_extensions)),
        ]);
        text.facts(facts);
        text
    }

    /// Name and end, in one line.
    pub(crate) fn line(&self) -> String {
        format!("{}, until {}", self.name, self.not_after)
    }

    fn issuer_line(&self) -> String {
        if self.self_signed {
            "itself (self-signed)".to_owned()
        } else {
            self.issuer.clone()
        }
    }
}

fn extensions(oids: &[String]) -> Vec<String> {
    oids.iter().map(|oid| format!("the extension {oid}")).collect()
}

/// A subject, which may be empty (RFC 5280 §4.1.2.6).
pub(crate) fn or_none(subject: &str) -> String {
    if subject.is_empty() { "none" } else { subject }.to_owned()
}

/// The names of extended key usages; none where the extension is absent.
pub(crate) fn purposes(purposes: Option<&[Purpose]>) -> Option<Vec<String>> {
    purposes.map(|all| all.iter().map(ToString::to_string).collect())
}

/// Lower-case hexadecimal digits without separators.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String does not fail.
        let _never = write!(text, "{byte:02x}");
    }
    text
}

//! Certificate signing requests.

use certcore::x509::{CertificateRequest, RequestError};
use serde::Serialize;

use super::{
    certificate::{FingerprintsView, or_none, purposes},
    key::KeyView,
    names::NamesView,
};
use crate::terminal::{Style, Text};

/// A request.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct RequestView {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    subject: String,
    names: NamesView,
    key: KeyView,
    signature_algorithm: String,
    version: u32,
    /// Nothing is known of it when the version is not one that OpenSSL verifies.
    signature_valid: Option<bool>,
    other_extension_lists: Vec<String>,
    purposes: Option<Vec<String>>,
    fingerprints: FingerprintsView,
    spki_sha256: String,
    #[serde(skip)]
    key_line: String,
}

impl RequestView {
    /// The facts of a request.
    pub(crate) fn new(request: &CertificateRequest, source: Option<String>) -> Self {
        Self {
            kind: "request",
            source,
            subject: request.subject().to_string(),
            names: NamesView::new(request.alternative_names()),
            key: KeyView::new(request.public_key()),
            signature_algorithm: request.signature_algorithm().to_string(),
            version: request.version(),
            signature_valid: match request.check() {
                Err(RequestError::Version { .. }) => None,
                outcome => Some(outcome != Err(RequestError::Signature)),
            },
            other_extension_lists: request.other_extension_lists().to_vec(),
            purposes: purposes(request.extensions().extended_key_usage.as_deref()),
            fingerprints: FingerprintsView::new(request.sha256()),
            spki_sha256: request.public_key().sha256().to_string(),
            key_line: KeyView::line(request.public_key()),
        }
    }

    /// The facts for people.
    pub(crate) fn text(&self, heading: &str) -> Text {
        let mut text = Text::new();
        text.styled(Style::Heading, heading);
        let other_lists = self
            .other_extension_lists
            .iter()
            .map(|oid| format!("another list of extensions ({oid}); a CA may read that one"));
        let mut facts = vec![("subject", vec![or_none(&self.subject)])];
        facts.extend(self.names.facts());
        facts.extend([
            ("purposes", vec![purposes_line(self.purposes.as_deref())]),
            ("key", vec![self.key_line.clone()]),
            ("signature", vec![self.signature_line()]),
            ("not read", other_lists.collect()),
            ("sha256", vec![self.fingerprints.sha256.clone()]),
            ("spki sha256", vec![self.spki_sha256.clone()]),
        ]);
        text.facts(facts);
        text
    }

    fn signature_line(&self) -> String {
        let algorithm = &self.signature_algorithm;
        match self.signature_valid {
            Some(true) => algorithm.clone(),
            Some(false) => format!("{algorithm}, NOT by the key in the request"),
            None => format!(
                "{algorithm}, not checked: the request has version {}, and PKCS#10 has only 0 (RFC 2986 section 4.1)",
                self.version
            ),
        }
    }
}

/// What a certificate may be used for, as a request asks.
pub(super) fn purposes_line(purposes: Option<&[String]>) -> String {
    purposes.map_or_else(|| "left to the CA".to_owned(), |all| all.join(", "))
}

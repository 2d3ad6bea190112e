//! Certificate profiles.

use certcore::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};

use super::text;

/// A named holder of a private key, its current certificate with intermediates, and a request that waits for its answer.
///
/// It names its parts by their SHA-256 fingerprints: certificates and requests by their DER, keys by the DER of their
/// `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7). The parts themselves never change, so an earlier version of a profile is
/// an earlier row.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Where the current certificate came from.
    pub origin: ProfileOrigin,
    /// The key of the current certificate.
    #[serde(with = "text")]
    pub key: Fingerprint,
    /// The certificate that is served.
    #[serde(with = "text")]
    pub certificate: Fingerprint,
    /// What is served after it, in the order of issuance.
    #[serde(with = "text::list", default, skip_serializing_if = "Vec::is_empty")]
    pub intermediates: Vec<Fingerprint>,
    /// The request that waits for the CA's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<PendingRequest>,
}

/// A request that waits for its answer, and the key that signed it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PendingRequest {
    /// The request.
    #[serde(with = "text")]
    pub request: Fingerprint,
    /// Its key: the profile's own, or the one that is to replace it.
    #[serde(with = "text")]
    pub key: Fingerprint,
}

/// Where a profile's current certificate came from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileOrigin {
    /// Made with the store. It encrypts, and nobody can verify it.
    Demo,
    /// Signed by its own key.
    SelfSigned,
    /// A CA's answer to the profile's request.
    Signed,
    /// Imported together with its key.
    Imported,
}

impl Profile {
    /// The certificates that are served, the profile's own first.
    pub fn served(&self) -> impl Iterator<Item = Fingerprint> + '_ {
        std::iter::once(self.certificate).chain(self.intermediates.iter().copied())
    }

    /// The profile's keys: the current one, and the one that is to replace it.
    pub fn keys(&self) -> impl Iterator<Item = Fingerprint> + '_ {
        let next = self
            .request
            .map(|request| request.key)
            .filter(|key| *key != self.key);
        std::iter::once(self.key).chain(next)
    }
}

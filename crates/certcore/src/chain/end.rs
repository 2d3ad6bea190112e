//! Where a chain ends.

use crate::{dn::DistinguishedName, fingerprint::Fingerprint, x509::Certificate};

/// What stands above the last certificate of a path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ChainEnd {
    /// A trust anchor that was given issued the last certificate.
    Anchor(Certificate),
    /// A root from the pile issued the last certificate, and any root will do.
    Root(Certificate),
    /// The leaf signs itself, so there is nothing above it.
    SelfSigned,
    /// A root from the pile issued the last certificate, and it is not among the trust anchors.
    UntrustedRoot(Certificate),
    /// The leaf signs itself and is not among the trust anchors.
    UntrustedLeaf(Certificate),
    /// The issuer of the last certificate is not there.
    Missing(Missing),
}

impl ChainEnd {
    /// Whether a peer that has the trust anchor can follow the chain up to it.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Anchor(_) | Self::Root(_) | Self::SelfSigned)
    }

    /// The lower, the better the end.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Anchor(_) | Self::Root(_) | Self::SelfSigned => 0,
            Self::UntrustedRoot(_) | Self::UntrustedLeaf(_) => 1,
            Self::Missing(_) => 2,
        }
    }

    /// The certificate above the last one, where there is one.
    pub(super) fn root(&self) -> Option<&Certificate> {
        match self {
            Self::Anchor(root) | Self::Root(root) | Self::UntrustedRoot(root) => Some(root),
            Self::SelfSigned | Self::UntrustedLeaf(_) | Self::Missing(_) => None,
        }
    }

    pub(super) fn fingerprint(&self) -> Option<Fingerprint> {
        self.root().map(Certificate::sha256)
    }
}

/// The certificate that a chain lacks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Missing {
    /// Its subject.
    pub issuer: DistinguishedName,
    /// Its subject key identifier, where the certificate below names it.
    pub key_identifier: Option<Vec<u8>>,
    /// Where it can be fetched, where the certificate below names a place (RFC 5280 §4.2.2.1).
    pub urls: Vec<String>,
}

impl Missing {
    pub(super) fn above(certificate: &Certificate) -> Self {
        Self {
            issuer: certificate.issuer().clone(),
            key_identifier: certificate.extensions().authority_key_identifier.clone(),
            urls: certificate.extensions().ca_issuers.clone(),
        }
    }
}

//! Where a chain ends.

use crate::{dn::DistinguishedName, x509::Certificate};

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
    /// This certificate issued the last one, and is not allowed to: it lacks CA:TRUE or keyCertSign, or there are more
    /// intermediates below it than it allows.
    MayNotSign(Certificate),
    /// The issuer of the last certificate is not there.
    Missing(Missing),
}

impl ChainEnd {
    /// Whether the chain reaches a trusted root.
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Anchor(_) | Self::Root(_) | Self::SelfSigned)
    }

    /// The certificate above the last one, where there is one.
    pub(super) fn root(&self) -> Option<&Certificate> {
        match self {
            Self::Anchor(root) | Self::Root(root) | Self::UntrustedRoot(root) => Some(root),
            Self::SelfSigned | Self::UntrustedLeaf(_) | Self::MayNotSign(_) | Self::Missing(_) => None,
        }
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

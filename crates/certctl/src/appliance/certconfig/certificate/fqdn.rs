//! The question whether the names of a certificate are full host names.

use certcore::{key::PrivateKey, x509::Certificate};
use certops::profile::fqdn::{NameNotQualified, check};

use crate::console::{Decision, Dialogue, Left};

/// Whether the names have to be full host names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Names {
    /// They have to be.
    FullyQualified,
    /// Any will do.
    Any,
}

/// Asks whether they have to be.
pub(super) fn ask(dialogue: &mut Dialogue<'_>) -> Result<Names, Left> {
    let question = "Do you want to check if Common Name or SAN:dNSName or both are in Fully Qualified Domain Name(FQDN) format ?";
    Ok(match dialogue.confirm(question, Decision::No)? {
        Decision::Yes => Names::FullyQualified,
        Decision::No => Names::Any,
    })
}

impl Names {
    /// Looks at the certificates of these keys.
    ///
    /// # Errors
    ///
    /// [`NameNotQualified`] for the first one with another name.
    pub(super) fn check(
        self,
        keys: &[PrivateKey],
        certificates: &[Certificate],
    ) -> Result<(), NameNotQualified> {
        if self == Self::Any {
            return Ok(());
        }
        certificates
            .iter()
            .filter(|certificate| keys.iter().any(|key| key.public() == certificate.public_key()))
            .try_for_each(check)
    }
}

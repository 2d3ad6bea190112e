//! What a mail flow policy may not say.

use certcore::error_names;
use certstore::entry::{EntryId, MailFlowPolicy, PolicyTls};
use thiserror::Error;

/// Refuses to verify the certificate of a client that is not offered TLS.
pub(crate) fn check(id: &EntryId, policy: MailFlowPolicy) -> Result<(), VerifyWithoutTls> {
    if policy.tls == PolicyTls::Off && policy.verify_client.is_on() {
        return Err(VerifyWithoutTls { id: id.clone() });
    }
    Ok(())
}

/// A policy verifies client certificates without TLS.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{id} would verify client certificates while its TLS is off, and without TLS no client shows one; choose preferred or required TLS, or verify none"
)]
pub struct VerifyWithoutTls {
    /// The policy.
    pub id: EntryId,
}

error_names!(VerifyWithoutTls {
    _ => "policy-verify-without-tls", "A mail flow policy was to verify client certificates without TLS.";
});

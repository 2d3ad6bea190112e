//! Making a certification request (RFC 2986).

use super::{assemble, assemble::IssueError, description::Description, parameters};
use crate::{key::SigningKey, x509::CertificateRequest};

impl Description {
    /// A request for this subject, signed by its key.
    ///
    /// # Errors
    ///
    /// [`IssueError`] when the key does not sign or is of a kind that cannot.
    pub fn request(&self, key: &(impl SigningKey + ?Sized)) -> Result<CertificateRequest, IssueError> {
        assemble::request(&parameters::for_request(self, key.public_key())?, key)
    }
}

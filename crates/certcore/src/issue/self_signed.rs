//! Making a self-signed certificate (RFC 5280 §3.2).

use rcgen::IsCa;

use super::{
    assemble::{self, IssueError, Names},
    description::Description,
    parameters,
};
use crate::{
    key::SigningKey,
    x509::{Certificate, Serial, Validity},
};

impl Description {
    /// A certificate for this subject that its own key signs; it says CA:FALSE.
    ///
    /// # Errors
    ///
    /// [`IssueError`] when the key does not sign or is of a kind that cannot.
    pub fn self_signed(
        &self,
        key: &(impl SigningKey + ?Sized),
        validity: Validity,
        serial: &Serial,
    ) -> Result<Certificate, IssueError> {
        let public = key.public_key();
        let mut params = parameters::dated(parameters::for_request(self, public)?, validity, serial, public)?;
        params.is_ca = IsCa::ExplicitNoCa;
        let names = Names {
            issuer: None,
            subject: None,
            issuer_key_identifier: public.identifier().to_vec(),
        };
        assemble::certificate(&params, &names, public, key)
    }
}

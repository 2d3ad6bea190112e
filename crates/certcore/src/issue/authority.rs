//! A small certification authority: enough to sign requests in tests, demonstrations and closed networks.

use rcgen::{BasicConstraints, CertificateParams, CustomExtension, IsCa};
use thiserror::Error;

use super::{
    assemble::{self, IssueError, Names},
    description::Description,
    parameters,
};
use crate::{
    diagnostic::error_names,
    key::{PublicKey, SigningKey},
    x509::{Certificate, CertificateRequest, Purpose, RequestError, Serial, Validity},
};

/// id-pe-authorityInfoAccess (RFC 5280 §4.2.2.1).
const AUTHORITY_INFO_ACCESS: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 1, 1];

/// A CA certificate with its key.
#[derive(Clone, Debug)]
pub struct Authority<K> {
    certificate: Certificate,
    key: K,
}

/// What the authority decides for a certificate, whatever the request says.
#[derive(Clone, Debug)]
pub struct Terms {
    /// From when until when.
    pub validity: Validity,
    /// The serial number.
    pub serial: Serial,
    /// The extended key usages of a leaf; none writes no extension.
    pub purposes: Vec<Purpose>,
    /// Where the authority's own certificate can be fetched.
    pub ca_issuers: Option<String>,
}

impl<K: SigningKey> Authority<K> {
    /// A new root: `subject` signed by its own key.
    ///
    /// # Errors
    ///
    /// [`IssueError`] when the key does not sign.
    pub fn root(subject: &Description, key: K, terms: &Terms) -> Result<Self, IssueError> {
        let public = key.public_key();
        let params = authority_parameters(subject, public, terms)?;
        let names = Names {
            issuer: None,
            subject: None,
            issuer_key_identifier: public.identifier().to_vec(),
        };
        let certificate = assemble::certificate(&params, &names, public, &key)?;
        Ok(Self { certificate, key })
    }

    /// An authority from a CA certificate and its key.
    ///
    /// # Errors
    ///
    /// [`AuthorityError::NotAnAuthority`], [`AuthorityError::KeyDoesNotMatch`].
    pub fn new(certificate: Certificate, key: K) -> Result<Self, AuthorityError> {
        if !certificate.is_authority() {
            return Err(AuthorityError::NotAnAuthority {
                subject: certificate.subject().to_string(),
            });
        }
        if certificate.public_key() != key.public_key() {
            return Err(AuthorityError::KeyDoesNotMatch {
                subject: certificate.subject().to_string(),
            });
        }
        Ok(Self { certificate, key })
    }

    /// The CA certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Signs a certificate for what `request` asks for; its names are taken over, its usages are not.
    ///
    /// # Errors
    ///
    /// [`AuthorityError::Request`] when the request does not hold, [`AuthorityError::Issue`] when the key does not sign.
    pub fn sign(&self, request: &CertificateRequest, terms: &Terms) -> Result<Certificate, AuthorityError> {
        request.check()?;
        let mut params = CertificateParams::default();
        if let Some(names) = request.alternative_names() {
            params.subject_alt_names = parameters::copied_names(names)?;
        }
        parameters::leaf_usages(&mut params, request.public_key(), &terms.purposes)?;
        params.is_ca = IsCa::ExplicitNoCa;
        params
            .custom_extensions
            .extend(terms.ca_issuers.as_deref().map(authority_info_access));
        let params = parameters::dated(params, terms.validity, &terms.serial, request.public_key())?;
        Ok(assemble::certificate(
            &params,
            &self.names(Some(request.subject().der())),
            request.public_key(),
            &self.key,
        )?)
    }

    /// Signs a certificate for another authority, which may then sign.
    ///
    /// # Errors
    ///
    /// [`IssueError`] when the key does not sign.
    pub fn sign_authority(
        &self,
        subject: &Description,
        key: &PublicKey,
        terms: &Terms,
    ) -> Result<Certificate, IssueError> {
        let params = authority_parameters(subject, key, terms)?;
        assemble::certificate(&params, &self.names(None), key, &self.key)
    }

    fn names<'a>(&'a self, subject: Option<&'a [u8]>) -> Names<'a> {
        let own = &self.certificate;
        let identifier = own.extensions().subject_key_identifier.clone();
        Names {
            issuer: Some(own.subject().der()),
            subject,
            issuer_key_identifier: identifier.unwrap_or_else(|| own.public_key().identifier().to_vec()),
        }
    }
}

/// Why an authority cannot be used.
#[derive(Debug, Error)]
pub enum AuthorityError {
    /// The certificate does not say CA:TRUE.
    #[error("the certificate of '{subject}' is not a CA certificate: it does not say CA:TRUE")]
    NotAnAuthority {
        /// The subject.
        subject: String,
    },
    /// Certificate and key do not belong together.
    #[error("the key does not belong to the CA certificate of '{subject}'")]
    KeyDoesNotMatch {
        /// The subject.
        subject: String,
    },
    /// The request does not hold.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The certificate was not made.
    #[error(transparent)]
    Issue(#[from] IssueError),
}

error_names!(AuthorityError {
    Self::NotAnAuthority { .. } => "authority-not-a-ca", "A certificate that is to sign others does not say CA:TRUE.";
    Self::KeyDoesNotMatch { .. } => "authority-key-does-not-match", "A CA certificate and its key do not belong together.";
    @via Self::Request(error) => error;
    @via Self::Issue(error) => error;
});

fn authority_parameters(
    subject: &Description,
    key: &PublicKey,
    terms: &Terms,
) -> Result<CertificateParams, IssueError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = parameters::subject(subject)?;
    parameters::authority(&mut params, BasicConstraints::Unconstrained);
    params
        .custom_extensions
        .extend(terms.ca_issuers.as_deref().map(authority_info_access));
    parameters::dated(params, terms.validity, &terms.serial, key)
}

/// The extension that says where the issuer's certificate is.
fn authority_info_access(url: &str) -> CustomExtension {
    let location = assemble::element(0x86, &[url.as_bytes()]);
    // id-ad-caIssuers (RFC 5280 §4.2.2.1)
    let description = assemble::element(0x30, &[b"\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02", &location]);
    let content = assemble::element(0x30, &[&description]);
    CustomExtension::from_oid_content(AUTHORITY_INFO_ACCESS, content)
}

//! A small certification authority: enough to sign requests in tests, demonstrations and closed networks.

use rcgen::{BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, IsCa};
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
    /// [`AuthorityError::NotAnAuthority`], [`AuthorityError::MayNotSign`], [`AuthorityError::KeyDoesNotMatch`].
    pub fn new(certificate: Certificate, key: K) -> Result<Self, AuthorityError> {
        if !certificate.is_authority() {
            return Err(AuthorityError::NotAnAuthority {
                subject: certificate.display_name(),
            });
        }
        // A key usage that cannot be read allows nothing (RFC 5280 §4.2.1.3 and §4.2).
        let usage = certificate.key_usage();
        if usage.is_some_and(|usage| !usage.allows_certificate_signing())
            || !certificate.extensions().unreadable.is_empty()
        {
            return Err(AuthorityError::MayNotSign {
                subject: certificate.display_name(),
            });
        }
        if certificate.public_key() != key.public_key() {
            return Err(AuthorityError::KeyDoesNotMatch {
                subject: certificate.display_name(),
            });
        }
        Ok(Self { certificate, key })
    }

    /// The CA certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Signs a certificate for what `request` asks for; its names are taken over, its usages are not. It is valid within the
    /// terms and within the authority's own validity.
    ///
    /// # Errors
    ///
    /// [`AuthorityError::Request`] when the request does not hold, [`AuthorityError::Names`] when it has a name that is not
    /// looked at here, [`AuthorityError::OutsideValidity`], and [`AuthorityError::Issue`] when the key does not sign.
    pub fn sign(&self, request: &CertificateRequest, terms: &Terms) -> Result<Certificate, AuthorityError> {
        request.check()?;
        let mut params = CertificateParams::default();
        if request.subject().is_empty() {
            // Then the alternative names are critical (RFC 5280 §4.2.1.6).
            params.distinguished_name = DistinguishedName::new();
        }
        if let Some(names) = request.alternative_names() {
            if !names.other.is_empty() {
                return Err(AuthorityError::Names {
                    names: names.other.iter().map(ToString::to_string).collect(),
                });
            }
            params.subject_alt_names = parameters::copied_names(names)?;
        }
        parameters::leaf_usages(&mut params, request.public_key(), &terms.purposes)?;
        params.is_ca = IsCa::ExplicitNoCa;
        params
            .custom_extensions
            .extend(terms.ca_issuers.as_deref().map(authority_info_access));
        let validity = self.within_own(terms.validity)?;
        let params = parameters::dated(params, validity, &terms.serial, request.public_key())?;
        Ok(assemble::certificate(
            &params,
            &self.names(Some(request.subject().der())),
            request.public_key(),
            &self.key,
        )?)
    }

    /// Signs a certificate for another authority, which may then sign. It is valid within the terms and within the
    /// authority's own validity.
    ///
    /// # Errors
    ///
    /// [`AuthorityError::PathLength`] when no other authority may stand below this one,
    /// [`AuthorityError::OutsideValidity`], and [`AuthorityError::Issue`] when the key does not sign.
    pub fn sign_authority(
        &self,
        subject: &Description,
        key: &PublicKey,
        terms: &Terms,
    ) -> Result<Certificate, AuthorityError> {
        let own = self.certificate.extensions().basic_constraints;
        if own.is_some_and(|own| own.path_length == Some(0)) {
            return Err(AuthorityError::PathLength {
                subject: self.certificate.display_name(),
            });
        }
        let terms = Terms {
            validity: self.within_own(terms.validity)?,
            ..terms.clone()
        };
        let params = authority_parameters(subject, key, &terms)?;
        Ok(assemble::certificate(&params, &self.names(None), key, &self.key)?)
    }

    /// The part of `validity` in which the authority's own certificate is valid.
    fn within_own(&self, validity: Validity) -> Result<Validity, AuthorityError> {
        let own = self.certificate.validity();
        let not_before = validity.not_before().max(own.not_before());
        let not_after = validity.not_after().min(own.not_after());
        Validity::new(not_before, not_after).map_err(|_| AuthorityError::OutsideValidity {
            subject: self.certificate.display_name(),
            own,
            wanted: validity,
        })
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
    /// The key usage of the certificate does not allow it to sign others, or it has an extension that cannot be read.
    #[error(
        "the certificate of '{subject}' may not sign others: its key usage has no keyCertSign, or an extension is damaged (RFC 5280 section 4.2.1.3)"
    )]
    MayNotSign {
        /// The subject.
        subject: String,
    },
    /// The path length forbids another authority below this one.
    #[error("'{subject}' may not sign for another CA: its path length is 0 (RFC 5280 section 4.2.1.9)")]
    PathLength {
        /// The subject.
        subject: String,
    },
    /// The authority is not valid at any time at which the certificate would be.
    #[error("'{subject}' is valid from {own}, so it cannot sign for {wanted}")]
    OutsideValidity {
        /// The subject.
        subject: String,
        /// When the authority is valid.
        own: Validity,
        /// When the certificate would be.
        wanted: Validity,
    },
    /// The request asks for names that are not looked at here.
    #[error("the request asks for alternative names that are not checked here and so not signed: {}; make it again without them", .names.join(", "))]
    Names {
        /// Each name, with its kind.
        names: Vec<String>,
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
    Self::MayNotSign { .. } => "authority-may-not-sign", "A CA certificate does not allow its key to sign certificates.";
    Self::PathLength { .. } => "authority-path-length", "A CA certificate allows no other CA below it.";
    Self::OutsideValidity { .. } => "authority-not-valid", "A CA is not valid at the time for which it should sign.";
    Self::Names { .. } => "request-name-kind", "A request asks for names of a kind that is not signed here.";
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

//! What carries names: a certificate or a request.

use std::fmt;

use crate::x509::{AlternativeNames, Certificate, CertificateRequest};

/// A certificate or a request, of which only the names matter here.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A certificate.
    Certificate(&'a Certificate),
    /// A request: the names are those that it asks for.
    Request(&'a CertificateRequest),
}

impl<'a> Subject<'a> {
    /// The subject alternative names (RFC 5280 §4.2.1.6).
    pub fn alternative_names(self) -> Option<&'a AlternativeNames> {
        match self {
            Self::Certificate(certificate) => certificate.alternative_names(),
            Self::Request(request) => request.alternative_names(),
        }
    }

    /// The most specific common name.
    pub fn common_name(self) -> Option<&'a str> {
        match self {
            Self::Certificate(certificate) => certificate.subject().common_name(),
            Self::Request(request) => request.subject().common_name(),
        }
    }
}

/// `certificate` or `request`.
impl fmt::Display for Subject<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Certificate(_) => "certificate",
            Self::Request(_) => "request",
        })
    }
}

impl<'a> From<&'a Certificate> for Subject<'a> {
    fn from(certificate: &'a Certificate) -> Self {
        Self::Certificate(certificate)
    }
}

impl<'a> From<&'a CertificateRequest> for Subject<'a> {
    fn from(request: &'a CertificateRequest) -> Self {
        Self::Request(request)
    }
}

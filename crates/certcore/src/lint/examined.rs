//! The certificate or the request that is looked at.

use x509_parser::asn1_rs::{Oid, oid};

use super::{context::Context, encoded::Encoded};
use crate::{
    dn::DistinguishedName,
    key::PublicKey,
    x509::{AlternativeNames, Certificate, CertificateRequest, Extensions, Purpose, Service},
};

/// Embedded signed certificate timestamps (RFC 6962 §3.3), which only public CAs have a use for.
const TIMESTAMPS: Oid<'static> = oid!(1.3.6.1.4.1.11129.2.4.2);
/// Under this identifier the CA/Browser Forum has its policies.
const FORUM: Oid<'static> = oid!(2.23.140.1);

/// A certificate or a request, its place, and what stands around it.
pub(super) struct Examined<'a> {
    pub(super) object: Object<'a>,
    pub(super) place: Place,
    /// The position in the chain.
    pub(super) position: usize,
    /// How messages begin.
    pub(super) who: String,
    /// What only the encoding shows.
    pub(super) encoded: Encoded<'a>,
    pub(super) context: &'a Context,
    /// Whether the chain shows that its CA keeps the rules of the CA/Browser Forum.
    pub(super) is_public: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Object<'a> {
    Certificate(&'a Certificate),
    Request(&'a CertificateRequest),
}

/// What the certificate does in the chain.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// It is the one that a service uses, or a request for it.
    Leaf,
    /// A leaf that signed itself.
    SelfSignedLeaf,
    /// It signs others, and another signed it.
    Intermediate,
    /// It signed itself and signs others.
    Root,
}

impl Place {
    /// Whether a service uses the certificate, and whether it signed itself.
    pub(super) fn of(is_leaf: bool, is_self_signed: bool) -> Self {
        match (is_leaf, is_self_signed) {
            (true, false) => Self::Leaf,
            (true, true) => Self::SelfSignedLeaf,
            (false, false) => Self::Intermediate,
            (false, true) => Self::Root,
        }
    }
}

impl<'a> Examined<'a> {
    pub(super) fn certificate(
        certificate: &'a Certificate,
        position: usize,
        place: Place,
        context: &'a Context,
    ) -> Self {
        let who = match place {
            Place::Leaf | Place::SelfSignedLeaf => "the certificate".to_owned(),
            Place::Intermediate => format!("the intermediate {}", certificate.display_name()),
            Place::Root => format!("the root {}", certificate.display_name()),
        };
        let encoded = Encoded::certificate(certificate.der());
        Self {
            object: Object::Certificate(certificate),
            place,
            position,
            who,
            is_public: shows_public_authority(&encoded),
            encoded,
            context,
        }
    }

    pub(super) fn request(request: &'a CertificateRequest, context: &'a Context) -> Self {
        Self {
            object: Object::Request(request),
            place: Place::Leaf,
            position: 0,
            who: "the request".to_owned(),
            encoded: Encoded::request(request.der()),
            context,
            is_public: false,
        }
    }

    /// The certificate, unless it is a request.
    pub(super) fn as_certificate(&self) -> Option<&'a Certificate> {
        match self.object {
            Object::Certificate(certificate) => Some(certificate),
            Object::Request(_) => None,
        }
    }

    /// The request, unless it is a certificate.
    pub(super) fn as_request(&self) -> Option<&'a CertificateRequest> {
        match self.object {
            Object::Request(request) => Some(request),
            Object::Certificate(_) => None,
        }
    }

    /// Whether it says CA:TRUE; a request does not count.
    pub(super) fn is_authority(&self) -> bool {
        self.as_certificate().is_some_and(Certificate::is_authority)
    }

    pub(super) fn is_leaf(&self) -> bool {
        matches!(self.place, Place::Leaf | Place::SelfSignedLeaf)
    }

    /// Whether another key signed the certificate.
    pub(super) fn is_issued(&self) -> bool {
        self.as_certificate().is_some() && matches!(self.place, Place::Leaf | Place::Intermediate)
    }

    /// Whether it is a server's certificate of a CA that keeps the rules of the CA/Browser Forum.
    pub(super) fn is_public_leaf(&self) -> bool {
        let serves = |certificate: &Certificate| certificate.allows(&Purpose::ServerAuth);
        self.is_public && self.place == Place::Leaf && self.as_certificate().is_some_and(serves)
    }

    pub(super) fn public_key(&self) -> &'a PublicKey {
        match self.object {
            Object::Certificate(certificate) => certificate.public_key(),
            Object::Request(request) => request.public_key(),
        }
    }

    pub(super) fn extensions(&self) -> &'a Extensions {
        match self.object {
            Object::Certificate(certificate) => certificate.extensions(),
            Object::Request(request) => request.extensions(),
        }
    }

    pub(super) fn names(&self) -> Option<&'a AlternativeNames> {
        self.extensions().alternative_names.as_ref()
    }

    pub(super) fn subject(&self) -> &'a DistinguishedName {
        match self.object {
            Object::Certificate(certificate) => certificate.subject(),
            Object::Request(request) => request.subject(),
        }
    }

    /// The names of the services that use it and need `purpose`, joined; empty when there is none.
    pub(super) fn services_that_need(&self, purpose: &Purpose) -> String {
        let services = Service::ALL
            .into_iter()
            .filter(|service| self.context.services.contains(service));
        let names: Vec<_> = services
            .filter(|service| service.purpose() == *purpose)
            .map(Service::as_str)
            .collect();
        names.join(" and ")
    }
}

/// Timestamps of public logs, or a policy of the CA/Browser Forum (TLS BR §7.1.6.1).
fn shows_public_authority(encoded: &Encoded<'_>) -> bool {
    encoded.extension(&TIMESTAMPS).is_some()
        || encoded
            .policies()
            .iter()
            .any(|oid| oid.starts_with(FORUM.as_bytes()))
}

/// A text from outside, without what could drive a terminal.
pub(super) fn shown(text: &str) -> String {
    format!("'{}'", text.escape_debug())
}

//! The certificate or the request that is looked at.

use crate::{
    dn::DistinguishedName,
    key::PublicKey,
    x509::{AlternativeNames, Certificate, CertificateRequest, Extensions},
};

/// A certificate or a request, and its place.
pub(super) struct Examined<'a> {
    pub(super) object: Object<'a>,
    pub(super) place: Place,
    /// The position in the chain.
    pub(super) position: usize,
    /// How messages begin.
    pub(super) who: String,
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

impl<'a> Examined<'a> {
    pub(super) fn certificate(certificate: &'a Certificate, position: usize) -> Self {
        let (place, who) = match (position, certificate.is_self_signed()) {
            (0, false) => (Place::Leaf, "the certificate".to_owned()),
            (0, true) => (Place::SelfSignedLeaf, "the certificate".to_owned()),
            (_, false) => (
                Place::Intermediate,
                format!("the intermediate {}", certificate.subject()),
            ),
            (_, true) => (Place::Root, format!("the root {}", certificate.subject())),
        };
        Self {
            object: Object::Certificate(certificate),
            place,
            position,
            who,
        }
    }

    pub(super) fn request(request: &'a CertificateRequest) -> Self {
        Self {
            object: Object::Request(request),
            place: Place::Leaf,
            position: 0,
            who: "the request".to_owned(),
        }
    }

    /// The certificate, unless it is a request.
    pub(super) fn as_certificate(&self) -> Option<&'a Certificate> {
        match self.object {
            Object::Certificate(certificate) => Some(certificate),
            Object::Request(_) => None,
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
}

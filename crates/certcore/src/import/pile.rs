//! All that was found in the inputs, and all that could not be read.

use super::{object::Object, source::Source, unreadable::Unreadable};
use crate::{
    key::PrivateKey,
    x509::{Certificate, CertificateRequest, RevocationList},
};

/// The objects of all inputs in the order in which they stand there, duplicates included.
#[derive(Clone, Debug, Default)]
pub struct Pile {
    /// What was found.
    pub objects: Vec<Found>,
    /// What was not read, in the order in which it stands in the inputs.
    pub unreadable: Vec<Unreadable>,
}

/// An object and where it came from.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it came from.
    pub source: Source,
    /// The object.
    pub object: Object,
}

impl Pile {
    /// The certificates, with their sources.
    pub fn certificates(&self) -> impl Iterator<Item = (&Source, &Certificate)> {
        self.objects.iter().filter_map(|found| match &found.object {
            Object::Certificate(certificate) => Some((&found.source, certificate.as_ref())),
            _ => None,
        })
    }

    /// The certification requests, with their sources.
    pub fn requests(&self) -> impl Iterator<Item = (&Source, &CertificateRequest)> {
        self.objects.iter().filter_map(|found| match &found.object {
            Object::Request(request) => Some((&found.source, request.as_ref())),
            _ => None,
        })
    }

    /// The private keys that could be opened, with their sources.
    pub fn private_keys(&self) -> impl Iterator<Item = (&Source, &PrivateKey)> {
        self.objects.iter().filter_map(|found| match &found.object {
            Object::PrivateKey(key) => Some((&found.source, key)),
            _ => None,
        })
    }

    /// The revocation lists, with their sources.
    pub fn revocation_lists(&self) -> impl Iterator<Item = (&Source, &RevocationList)> {
        self.objects.iter().filter_map(|found| match &found.object {
            Object::RevocationList(list) => Some((&found.source, list)),
            _ => None,
        })
    }
}

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
    /// What was not read, in the order in which it stands in the inputs: the first 1,000 parts, and one entry for all
    /// others.
    pub unreadable: Vec<Unreadable>,
}

/// An object and where it came from.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it came from.
    pub source: Source,
    /// The object.
    pub object: Object,
    /// The name that it has in a PKCS#12 file (RFC 2985 §5.5.1).
    pub friendly_name: Option<String>,
}

impl Pile {
    /// The certificates, with their sources.
    pub fn certificates(&self) -> impl Iterator<Item = (&Source, &Certificate)> {
        self.objects.iter().filter_map(|found| match &found.object {
            Object::Certificate(certificate) => Some((&found.source, certificate.as_ref())),
            _ => None,
        })
    }

    /// Takes the certificates out of the pile; the second list has their sources in the same order.
    pub fn take_certificates(&mut self) -> (Vec<Certificate>, Vec<Source>) {
        let mut taken = (Vec::new(), Vec::new());
        let mut others = Vec::new();
        for found in self.objects.drain(..) {
            match found.object {
                Object::Certificate(certificate) => {
                    taken.0.push(*certificate);
                    taken.1.push(found.source);
                }
                object => others.push(Found { object, ..found }),
            }
        }
        self.objects = others;
        taken
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

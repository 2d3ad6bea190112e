//! Choosing a key in a PKCS#12 file, with its certificate.

use std::collections::HashMap;

use thiserror::Error;

use super::{
    entry::{CertificateEntry, KeyEntry},
    file::Pkcs12,
};
use crate::diagnostic::error_names;

/// Which key of a file is meant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyChoice<'a> {
    /// The only one there is.
    Only,
    /// The one with this name, as [`Pkcs12::key_names`] gives it.
    Named(&'a str),
}

/// A private key with its certificate and what else the file holds.
#[derive(Clone, Debug)]
pub struct Identity<'a> {
    /// The key.
    pub key: &'a KeyEntry,
    /// The certificate of that key; of several, the one with the same local key identifier, then the one that is
    /// valid longest.
    pub leaf: Option<&'a CertificateEntry>,
    /// All other certificates, in the order of the file.
    pub others: Vec<&'a CertificateEntry>,
}

impl Pkcs12 {
    /// A name for each key, by which it can be chosen.
    ///
    /// This is its friendly name, or that of its certificate. A key without either, one that shares its name and one
    /// whose name begins with `#` are called `#1`, `#2` by their place among the keys, so that no two are the same.
    pub fn key_names(&self) -> Vec<String> {
        let mut by_identifier = HashMap::new();
        for certificate in &self.certificates {
            if let (Some(identifier), Some(name)) = (&certificate.local_key_id, &certificate.friendly_name) {
                by_identifier.entry(identifier).or_insert(name);
            }
        }
        let names: Vec<Option<&String>> = self
            .keys
            .iter()
            .map(|key| {
                let of_certificate = || by_identifier.get(key.local_key_id.as_ref()?).copied();
                key.friendly_name.as_ref().or_else(of_certificate)
            })
            .collect();
        let mut uses = HashMap::new();
        for name in names.iter().flatten() {
            *uses.entry(*name).or_insert(0) += 1;
        }
        names
            .iter()
            .enumerate()
            .map(|(index, name)| match name {
                Some(name) if uses.get(name) == Some(&1) && !name.starts_with('#') => (*name).clone(),
                _ => format!("#{}", index + 1),
            })
            .collect()
    }

    /// The key with this name, as [`Pkcs12::key_names`] gives it.
    pub fn key_named(&self, name: &str) -> Option<&KeyEntry> {
        let index = self.key_names().iter().position(|one| one == name)?;
        self.keys.get(index)
    }

    /// A key with its certificate.
    ///
    /// # Errors
    ///
    /// [`IdentityError`]: there is no key, several, or none of that name.
    pub fn identity(&self, choice: KeyChoice<'_>) -> Result<Identity<'_>, IdentityError> {
        let key = match (choice, self.keys.as_slice()) {
            (_, []) => {
                return Err(IdentityError::NoKey {
                    certificates: self.certificates.len(),
                });
            }
            (KeyChoice::Only, [key]) => key,
            (KeyChoice::Only, _) => {
                return Err(IdentityError::SeveralKeys {
                    names: self.key_names(),
                });
            }
            (KeyChoice::Named(name), _) => self.key_named(name).ok_or_else(|| IdentityError::NoSuchKey {
                name: name.to_owned(),
                names: self.key_names(),
            })?,
        };
        let leaf = self
            .certificates
            .iter()
            .filter(|entry| entry.certificate.public_key() == key.key.public())
            .max_by_key(|entry| {
                let linked = entry.local_key_id.is_some() && entry.local_key_id == key.local_key_id;
                (linked, entry.certificate.validity().not_after())
            });
        let others = self
            .certificates
            .iter()
            .filter(|entry| leaf.is_none_or(|leaf| entry.certificate != leaf.certificate))
            .collect();
        Ok(Identity { key, leaf, others })
    }
}

/// Why a file gives no key with its certificate.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum IdentityError {
    /// There is no private key.
    #[error(
        "the PKCS#12 file holds no private key that can be used, only certificates ({certificates}); export it again with its key"
    )]
    NoKey {
        /// How many certificates there are.
        certificates: usize,
    },
    /// There is more than one.
    #[error("the PKCS#12 file holds several private keys; choose one by its name: {}", listed(.names))]
    SeveralKeys {
        /// Their names, in the order of the file.
        names: Vec<String>,
    },
    /// None has that name.
    #[error("the PKCS#12 file holds no private key named '{}'; it has {}", .name.escape_debug(), listed(.names))]
    NoSuchKey {
        /// The name that was asked for.
        name: String,
        /// The names there are, in the order of the file.
        names: Vec<String>,
    },
}

error_names!(IdentityError {
    Self::NoKey { .. } => "pkcs12-no-key", "A PKCS#12 file holds no private key.";
    Self::SeveralKeys { .. } => "pkcs12-several-keys", "A PKCS#12 file holds several private keys and none was chosen.";
    Self::NoSuchKey { .. } => "pkcs12-no-such-key", "A PKCS#12 file holds no private key of the name that was asked for.";
});

fn listed(names: &[String]) -> String {
    let quoted: Vec<_> = names
        .iter()
        .map(|name| format!("'{}'", name.escape_debug()))
        .collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        key::PrivateKey,
        specimen::{Made, Specimen},
    };

    fn key_entry(made: &Made, name: Option<&str>, local_key_id: Option<u8>) -> KeyEntry {
        KeyEntry {
            key: PrivateKey::from_openssl(made.key.clone()).unwrap(),
            friendly_name: name.map(str::to_owned),
            local_key_id: local_key_id.map(|octet| vec![octet]),
        }
    }

    fn certificate_entry(made: &Made, name: Option<&str>, local_key_id: Option<u8>) -> CertificateEntry {
        CertificateEntry {
            certificate: made.certificate.clone(),
            friendly_name: name.map(str::to_owned),
            local_key_id: local_key_id.map(|octet| vec![octet]),
        }
    }

    /// Two certificates for one key: the first, and its renewal.
    fn renewed() -> [Made; 2] {
        let first = Specimen::leaf("mail.example.com").self_signed();
        let renewal = Specimen::leaf("mail.example.com")
            .key(first.key.clone())
            .validity("2026-07-01T00:00:00Z", "2026-09-30T23:59:59Z")
            .self_signed();
        [first, renewal]
    }

    #[test]
    fn of_two_certificates_for_a_key_the_one_valid_longest_is_the_leaf() {
        let [first, renewal] = renewed();
        for order in [[&first, &renewal], [&renewal, &first]] {
            let file = Pkcs12 {
                keys: vec![key_entry(&first, None, None)],
                certificates: order.map(|made| certificate_entry(made, None, None)).to_vec(),
                ..Pkcs12::default()
            };
            let identity = file.identity(KeyChoice::Only).unwrap();
            assert_eq!(identity.leaf.unwrap().certificate, renewal.certificate);
            assert_eq!(identity.others.len(), 1);
        }
    }

    #[test]
    fn the_local_key_identifier_decides_before_the_dates() {
        let [first, renewal] = renewed();
        let file = Pkcs12 {
            keys: vec![key_entry(&first, None, Some(1))],
            certificates: vec![
                certificate_entry(&renewal, None, Some(2)),
                certificate_entry(&first, None, Some(1)),
            ],
            ..Pkcs12::default()
        };
        let identity = file.identity(KeyChoice::Only).unwrap();
        assert_eq!(identity.leaf.unwrap().certificate, first.certificate);
    }

    #[test]
    fn a_key_without_a_name_has_that_of_its_certificate_or_its_number() {
        let [first, renewal] = renewed();
        let file = Pkcs12 {
            keys: vec![key_entry(&first, None, Some(1)), key_entry(&renewal, None, None)],
            certificates: vec![certificate_entry(&first, Some("mail"), Some(1))],
            ..Pkcs12::default()
        };
        assert_eq!(file.key_names(), ["mail", "#2"]);
        assert!(file.identity(KeyChoice::Named("#2")).is_ok());
    }

    #[test]
    fn a_name_that_looks_like_a_number_takes_none_from_another_key() {
        let [first, renewal] = renewed();
        let file = Pkcs12 {
            keys: vec![
                key_entry(&first, Some("#2"), None),
                key_entry(&renewal, None, None),
            ],
            ..Pkcs12::default()
        };
        assert_eq!(file.key_names(), ["#1", "#2"]);
    }
}

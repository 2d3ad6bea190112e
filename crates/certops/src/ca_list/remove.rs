//! Removing authorities from the custom list.

use std::{fmt, str::FromStr};

use certcore::{error_names, fingerprint::Fingerprint, x509::Certificate};
use certstore::{
    entry::CaList,
    repository::Change,
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::{
    check::{CaProblem, CaProblems, check},
    names::CUSTOM,
};
use crate::edit::{EditError, changed, present, stage};

/// How few digits can name an authority.
const SHORTEST: usize = 8;

/// The beginning of a SHA-256 fingerprint, of 8 digits or more.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FingerprintPrefix(String);

impl FingerprintPrefix {
    fn begins(&self, fingerprint: Fingerprint) -> bool {
        fingerprint.to_string().starts_with(&self.0)
    }
}

impl fmt::Display for FingerprintPrefix {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for FingerprintPrefix {
    type Err = FingerprintPrefixError;

    /// Reads hexadecimal digits of either case, with or without colons.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.replace(':', "").to_ascii_lowercase();
        if (SHORTEST..=64).contains(&digits.len()) && digits.bytes().all(|octet| octet.is_ascii_hexdigit()) {
            Ok(Self(digits))
        } else {
            Err(FingerprintPrefixError {
                text: text.chars().take(100).collect(),
            })
        }
    }
}

/// A text is no beginning of a fingerprint.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no SHA-256 fingerprint; write its 64 hexadecimal digits, or the first {SHORTEST} of them or more", .text.escape_debug())]
pub struct FingerprintPrefixError {
    /// The text as it was given, at most a hundred characters of it.
    pub text: String,
}

error_names!(FingerprintPrefixError {
    _ => "fingerprint-prefix-malformed", "A text is not the beginning of a SHA-256 fingerprint.";
});

/// Stages the custom list without these authorities, and says which they are.
///
/// # Errors
///
/// [`RemoveCaError`].
pub async fn remove(
    store: &Store,
    actor: &Actor,
    prefixes: &[FingerprintPrefix],
) -> Result<(Change, Vec<Certificate>), RemoveCaError> {
    let mut writing = store.write(actor).await?;
    let (id, before) = present::<CaList>(&mut writing, CUSTOM).await?;
    for prefix in prefixes {
        let meant = before
            .certificates
            .iter()
            .filter(|fingerprint| prefix.begins(**fingerprint));
        match meant.count() {
            0 => {
                return Err(RemoveCaError::Missing {
                    prefix: prefix.clone(),
                });
            }
            1 => {}
            count => {
                let prefix = prefix.clone();
                return Err(RemoveCaError::Ambiguous { prefix, count });
            }
        }
    }
    let listed = writing.certificates(before.certificates.iter().copied()).await?;
    let (removed, left): (Vec<_>, Vec<_>) = listed.into_iter().partition(|authority| {
        let fingerprint = authority.sha256();
        prefixes.iter().any(|prefix| prefix.begins(fingerprint))
    });
    let left = match check(left, Vec::new(), actor.at) {
        Ok(left) => left,
        Err(CaProblems { first: problem, .. }) => return Err(RemoveCaError::Refused { problem }),
    };
    let after = CaList {
        enabled: before.enabled,
        certificates: left.iter().map(Certificate::sha256).collect(),
    };
    let change = changed(id, Some(before), Some(after));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    writing.commit().await?;
    Ok((change, removed))
}

/// Why an authority cannot be removed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RemoveCaError {
    /// No listed authority has such a fingerprint.
    #[error("no authority in the custom list has a fingerprint that begins with {prefix}")]
    Missing {
        /// What was given.
        prefix: FingerprintPrefix,
    },
    /// Several have.
    #[error("{count} authorities have a fingerprint that begins with {prefix}; write more of it")]
    Ambiguous {
        /// What was given.
        prefix: FingerprintPrefix,
        /// How many there are.
        count: usize,
    },
    /// An intermediate would be left without its root.
    #[error("the list stays as it is, because {problem}; or remove the intermediate too")]
    Refused {
        /// What would be wrong.
        problem: CaProblem,
    },
    /// See there.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<StoreError> for RemoveCaError {
    fn from(error: StoreError) -> Self {
        Self::Edit(error.into())
    }
}

error_names!(RemoveCaError {
    Self::Missing { .. } => "ca-missing", "No authority of the custom list has the fingerprint that was given.";
    Self::Ambiguous { .. } => "ca-ambiguous", "The beginning of a fingerprint fits several authorities.";
    @via Self::Refused { problem } => problem;
    @via Self::Edit(error) => error;
});

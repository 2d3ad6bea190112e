//! Whose answer a pile of certificates is: which request or which key of which profile it fits.

use std::collections::BTreeSet;

use certcore::{error_names, fingerprint::Fingerprint, x509::Certificate};
use certstore::{
    entry::{Entry, EntryId, Kind, PendingRequest, Profile},
    store::{Reading, StoreError},
};
use thiserror::Error;

use super::{
    earlier::{self, EarlierHolder},
    lookup::{self, LookupError},
    pending::RequestNotCommitted,
};

/// What an answer fits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fit {
    /// The committed request that waits.
    Request(PendingRequest),
    /// The current key: the CA signed the certificate again.
    Key(Fingerprint),
}

impl Fit {
    /// The stable name: `request` or `key`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Key(_) => "key",
        }
    }

    /// The key that the answer is for.
    pub const fn key(self) -> Fingerprint {
        match self {
            Self::Request(pending) => pending.key,
            Self::Key(key) => key,
        }
    }
}

/// Finds what of the profile the certificates fit.
///
/// # Errors
///
/// [`FitError`] with the profile that they fit instead, where there is one.
pub(super) async fn fit(
    reading: &mut Reading<'_>,
    id: &EntryId,
    profile: &Profile,
    certificates: &[Certificate],
) -> Result<Fit, FitError> {
    let keys: BTreeSet<Fingerprint> = certificates
        .iter()
        .map(|certificate| certificate.public_key().identity())
        .collect();
    let in_force = lookup::in_force(reading, id).await?;
    let committed = in_force.as_ref().and_then(|profile| profile.request);
    if let Some(pending) = committed.filter(|pending| keys.contains(&pending.key)) {
        return Ok(Fit::Request(pending));
    }
    if profile.request.is_some_and(|pending| keys.contains(&pending.key)) {
        return Err(RequestNotCommitted {
            name: id.name().to_owned(),
        }
        .into());
    }
    if keys.contains(&profile.key) {
        return Ok(Fit::Key(profile.key));
    }
    if let Some(other) = other(reading, id, &keys).await? {
        return Err(FitError::Another {
            name: id.name().to_owned(),
            other,
        });
    }
    if let Some(earlier) = earlier::find(reading, id, &keys).await? {
        return Err(earlier.into());
    }
    Err(FitError::None {
        name: id.name().to_owned(),
        subjects: subjects(certificates),
    })
}

/// The profile that one of the keys belongs to.
async fn other(
    reading: &mut Reading<'_>,
    id: &EntryId,
    keys: &BTreeSet<Fingerprint>,
) -> Result<Option<String>, StoreError> {
    let entries = reading.entries(Some(Kind::Profile)).await?;
    let found = entries.into_iter().find(|effective| match &effective.entry {
        Entry::Profile(profile) => effective.id != *id && profile.keys().any(|key| keys.contains(&key)),
        _ => false,
    });
    Ok(found.map(|effective| effective.id.name().to_owned()))
}

/// The subjects of what could be an answer, at most five.
fn subjects(certificates: &[Certificate]) -> String {
    let leaves: BTreeSet<String> = certificates
        .iter()
        .filter(|certificate| !certificate.is_authority())
        .map(|certificate| format!("'{}'", certificate.display_name()))
        .collect();
    let shown: Vec<String> = leaves.into_iter().take(5).collect();
    if shown.is_empty() {
        return "only CA certificates".to_owned();
    }
    format!("the certificate of {}", shown.join(", "))
}

/// Why certificates are no answer for a profile.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum FitError {
    /// They are another profile's.
    #[error("this is the answer for the profile '{other}', not for '{name}'")]
    Another {
        /// The profile that was named.
        name: String,
        /// The profile that they fit.
        other: String,
    },
    /// They fit what a profile held in an earlier revision.
    #[error(transparent)]
    Earlier(#[from] EarlierHolder),
    /// They fit no key that any profile ever had.
    #[error(
        "the answer holds {subjects}, and neither the profile '{name}' nor another one has or had a committed request or a key that it fits"
    )]
    None {
        /// The profile that was named.
        name: String,
        /// What was given.
        subjects: String,
    },
    /// They fit a request that is staged only.
    #[error(transparent)]
    NotCommitted(#[from] RequestNotCommitted),
    /// The profile.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(FitError {
    Self::Another { .. } => "answer-for-another-profile", "A CA's answer belongs to another profile than the one that was named.";
    Self::None { .. } => "answer-fits-no-request", "A CA's answer fits no committed request and no key.";
    @via Self::Earlier(holder) => holder;
    @via Self::NotCommitted(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});

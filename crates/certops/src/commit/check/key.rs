//! A profile's key is there, and it is the key of its certificate and of its request.

use certcore::error_names;
use certstore::{
    entry::EntryId,
    store::{Reading, StoreError},
};
use thiserror::Error;

use crate::commit::{
    finding::Findings,
    proposal::Proposal,
    scope::{ProfileInScope, Scope},
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    for (id, known) in &scope.profiles {
        if proposal.touches(id)
            && let Some(problem) = problem(proposal.reading(), id, known).await?
        {
            findings.refuse(id, crate::commit::finding::Cause::ThisCommit, &problem);
        }
    }
    Ok(())
}

async fn problem(
    reading: &mut Reading<'_>,
    id: &EntryId,
    known: &ProfileInScope,
) -> Result<Option<KeyProblem>, StoreError> {
    let profile = id.name().to_owned();
    for fingerprint in known.profile.keys() {
        if reading.repository().sealed_key(fingerprint).await?.is_none() {
            return Ok(Some(KeyProblem::Absent { profile }));
        }
        match reading.private_key(fingerprint).await {
            Ok(_) => {}
            Err(StoreError::KeyDamaged { reason, .. }) => {
                return Ok(Some(KeyProblem::Damaged { profile, reason }));
            }
            Err(error) => return Err(error),
        }
    }
    let leaf = known.leaf().map(|leaf| leaf.public_key().identity());
    if leaf != Some(known.profile.key) {
        return Ok(Some(KeyProblem::CertificateOfAnother { profile }));
    }
    if let Some(pending) = known.profile.request {
        let request = reading.request(pending.request).await?;
        if request.public_key().identity() != pending.key {
            return Ok(Some(KeyProblem::RequestOfAnother { profile }));
        }
    }
    Ok(None)
}

/// A profile whose parts do not belong together.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum KeyProblem {
    /// The key is not in the store.
    #[error(
        "the private key of profile {profile} is not in the store; import the certificate together with its key"
    )]
    Absent {
        /// The profile.
        profile: String,
    },
    /// The key is there and no key of its public half.
    #[error(
        "the private key of profile {profile} is damaged in the store: {reason}; import it again from its file, with its certificate"
    )]
    Damaged {
        /// The profile.
        profile: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The certificate was issued for another key.
    #[error(
        "the certificate of profile {profile} belongs to another private key than the profile's; upload the answer to this profile's request, or import the certificate with its key"
    )]
    CertificateOfAnother {
        /// The profile.
        profile: String,
    },
    /// The request was signed by another key.
    #[error(
        "the request of profile {profile} was signed by another private key than the one kept for it; make the request again"
    )]
    RequestOfAnother {
        /// The profile.
        profile: String,
    },
}

error_names!(KeyProblem {
    Self::Absent { .. } => "profile-key-missing", "The private key of a profile is not in the store.";
    Self::Damaged { .. } => "profile-key-damaged", "The private key of a profile is damaged in the store.";
    Self::CertificateOfAnother { .. } => "profile-key-of-another-certificate",
        "The certificate of a profile belongs to another private key.";
    Self::RequestOfAnother { .. } => "profile-key-of-another-request",
        "The request of a profile was signed by another private key.";
});

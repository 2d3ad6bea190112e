//! The request of a profile that waits for the CA's answer.

use certcore::error_names;
use certstore::entry::{PendingRequest, Profile};
use thiserror::Error;

/// What happens to a request that waits already.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pending {
    /// Nothing: the operation is refused.
    Keep,
    /// The new one takes its place.
    Replace,
}

/// The request that waits.
pub(super) fn waiting(name: &str, profile: &Profile) -> Result<PendingRequest, NoPendingRequest> {
    profile.request.ok_or_else(|| NoPendingRequest {
        name: name.to_owned(),
    })
}

/// Refuses to take the place of a request that waits, unless that is wanted.
pub(super) fn make_room(name: &str, profile: &Profile, pending: Pending) -> Result<(), RequestPending> {
    match (profile.request, pending) {
        (Some(_), Pending::Keep) => Err(RequestPending {
            name: name.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// A profile has no request that waits.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "the profile '{name}' has no request that waits for an answer; renew it to get one with the same key, or rekey it"
)]
pub struct NoPendingRequest {
    /// The profile.
    pub name: String,
}

error_names!(NoPendingRequest {
    _ => "csr-none", "A profile has no request that waits for the CA's answer.";
});

/// A profile has a request that waits already.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "the profile '{name}' has a request already that waits for its answer; a new one would take its place, and an answer to the old one would not fit any more"
)]
pub struct RequestPending {
    /// The profile.
    pub name: String,
}

error_names!(RequestPending {
    _ => "csr-pending", "A profile has a request already that waits for the CA's answer.";
});

/// The request of a profile is staged only.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "the request of the profile '{name}' is staged and not committed, so it may still change and no answer fits it; commit first"
)]
pub struct RequestNotCommitted {
    /// The profile.
    pub name: String,
}

error_names!(RequestNotCommitted {
    _ => "csr-not-committed", "A request is staged and not yet committed.";
});

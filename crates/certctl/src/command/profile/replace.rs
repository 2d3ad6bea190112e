//! The question before a request that waits is replaced.

use crate::{cli::yes::Yes, confirm::confirm, failure::Failure};

/// Goes on when the request of the profile may be replaced.
///
/// # Errors
///
/// As [`confirm`].
pub(super) fn confirm_replacement(name: &str, yes: Yes) -> Result<(), Failure> {
    let act = format!(
        "replace the request of the profile {name} that waits for its answer, and an answer to it may not fit any more"
    );
    confirm(&act, yes)
}

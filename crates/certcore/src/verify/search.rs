//! The search for a path that is good.
//!
//! OpenSSL follows one issuer at each step and does not come back. Where two certificates could be the issuer (a
//! cross-signed or a renewed CA) it may take the one that leads nowhere. So, when a run fails because of an issuer, the
//! search runs again without that issuer. The first run is what is reported when none is good.

use super::{
    engine::{Given, Run, VerifyError, run},
    question::Question,
    reason::Reason,
};
use crate::x509::Fingerprint;

/// How often the search runs again; each run leaves one more issuer out.
const MOST_RUNS: usize = 32;

/// Looks for a good path.
pub(super) fn search(given: &Given<'_>, question: &Question) -> Result<Run, VerifyError> {
    let mut left_out = Vec::new();
    let first = run(given, &left_out, question)?;
    let mut suspect = culprit(&first);
    while let Some(issuer) = suspect
        && left_out.len() < MOST_RUNS
    {
        left_out.push(issuer);
        let next = run(given, &left_out, question)?;
        if next.failure.is_none() {
            return Ok(next);
        }
        suspect = culprit(&next);
    }
    Ok(first)
}

/// The issuer without which another path might be found.
fn culprit(run: &Run) -> Option<Fingerprint> {
    let failure = run.failure?;
    let position = match Reason::of(failure) {
        // The certificate is sound, but the issuer is not the one whose key made the signature.
        Reason::Signature => failure.position + 1,
        _ => failure.position,
    };
    (position > 0).then(|| run.path.get(position).copied()).flatten()
}

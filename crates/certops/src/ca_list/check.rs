//! What keeps a certificate out of a list of authorities.

use certcore::{error_names, fingerprint::Fingerprint, x509::Certificate};
use chrono::{DateTime, Utc};
use thiserror::Error;

use super::order::ordered;

/// How many authorities a list holds at most; the largest public lists have fewer than 500.
pub const MOST: usize = 2_000;

/// What keeps a certificate out of a list of authorities.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CaProblem {
    /// It is no longer valid.
    #[error("{subject} ({fingerprint}) expired on {}", .not_after.format("%Y-%m-%d"))]
    Expired {
        /// Its subject.
        subject: String,
        /// Its fingerprint.
        fingerprint: Fingerprint,
        /// The last second of its validity.
        not_after: DateTime<Utc>,
    },
    /// It is no certificate of an authority.
    #[error(
        "{subject} ({fingerprint}) is not the certificate of an authority: its basic constraints do not say CA:TRUE"
    )]
    FlagMissing {
        /// Its subject.
        subject: String,
        /// Its fingerprint.
        fingerprint: Fingerprint,
    },
    /// Its issuer is not in the list.
    #[error(
        "{subject} ({fingerprint}) is an intermediate, and its root '{issuer}' is not in the list; add the root with it"
    )]
    RootMissing {
        /// Its subject.
        subject: String,
        /// Its fingerprint.
        fingerprint: Fingerprint,
        /// Its issuer.
        issuer: String,
    },
}

error_names!(CaProblem {
    Self::Expired { .. } => "ca-expired", "A certificate for a list of authorities is expired.";
    Self::FlagMissing { .. } => "ca-flag-missing",
        "A certificate for a list of authorities does not say that it is one (RFC 5280 §4.2.1.9).";
    Self::RootMissing { .. } => "ca-root-missing",
        "An intermediate certificate is in a list of authorities, and its root is not.";
});

/// All that keeps certificates out of a list; at least one thing.
#[derive(Debug)]
pub(super) struct CaProblems {
    /// The first.
    pub(super) first: CaProblem,
    /// The others.
    pub(super) others: Vec<CaProblem>,
}

/// The list in order, or what keeps certificates out of it. Only those of `news` can be expired: what is in the list
/// already expires where it is, and the expiry notices tell of it.
pub(super) fn check(
    present: Vec<Certificate>,
    news: Vec<Certificate>,
    now: DateTime<Utc>,
) -> Result<Vec<Certificate>, CaProblems> {
    let mut problems: Vec<CaProblem> = news
        .iter()
        .filter_map(|authority| {
            let (subject, fingerprint) = (authority.display_name(), authority.sha256());
            let not_after = authority.validity().not_after();
            if !authority.is_authority() {
                Some(CaProblem::FlagMissing { subject, fingerprint })
            } else if not_after < now {
                Some(CaProblem::Expired {
                    subject,
                    fingerprint,
                    not_after,
                })
            } else {
                None
            }
        })
        .collect();
    let found = ordered(present.into_iter().chain(news).collect());
    problems.extend(
        found
            .without_root
            .iter()
            .filter(|authority| authority.is_authority())
            .map(|authority| CaProblem::RootMissing {
                subject: authority.display_name(),
                fingerprint: authority.sha256(),
                issuer: authority.issuer().to_string(),
            }),
    );
    let mut problems = problems.into_iter();
    match problems.next() {
        None => Ok(found.listed),
        Some(first) => Err(CaProblems {
            first,
            others: problems.collect(),
        }),
    }
}

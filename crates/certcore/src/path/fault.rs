//! Why a certificate does not fit into a path, as far as it can be seen without OpenSSL.

use chrono::{DateTime, Utc};

use super::graph::can_sign;
use crate::x509::{Certificate, Purpose};

/// What a path should be good for.
#[derive(Clone, Debug)]
pub(crate) struct Conditions {
    /// When it should be valid.
    pub(crate) time: DateTime<Utc>,
    /// What its certificates should be for.
    pub(crate) purpose: Purpose,
}

/// Why a certificate does not fit into its place in a path, as far as it can be seen without OpenSSL.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// It is not valid at the time.
    NotValid,
    /// It may not sign certificates.
    MayNotSign,
    /// It allows fewer intermediates below it.
    PathLength,
    /// It is not for the purpose, or one of its extensions is not understood.
    Usage,
}

/// Why a certificate does not fit at `position`, above `counted` intermediates that are not self-issued.
pub(super) fn faults(
    certificate: &Certificate,
    position: usize,
    counted: usize,
    conditions: &Conditions,
) -> impl Iterator<Item = Fault> {
    let extensions = certificate.extensions();
    let longest = extensions.basic_constraints.and_then(|known| known.path_length);
    let is_issuer = position > 0;
    let is_too_long = longest.is_some_and(|most| counted > usize::try_from(most).unwrap_or(usize::MAX));
    [
        (is_issuer && !can_sign(certificate), Fault::MayNotSign),
        (is_issuer && is_too_long, Fault::PathLength),
        (!certificate.validity().contains(conditions.time), Fault::NotValid),
        (
            !certificate.allows(&conditions.purpose)
                || !extensions.unreadable.is_empty()
                || !extensions.unknown_critical.is_empty(),
            Fault::Usage,
        ),
    ]
    .into_iter()
    .filter_map(|(is_so, fault)| is_so.then_some(fault))
}

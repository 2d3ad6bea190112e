//! Which certificate of a pile a question is about.

use certcore::{
    chain::{Candidate, LeafError, Repair},
    identity::{CommonName, PresentedIdentifiers, Reference},
    import::Unreadable,
    x509::Certificate,
};

use crate::{failure::Failure, notice::Notice, session::Session};

/// How the leaf is told from others.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Choice<'a> {
    /// It names this peer.
    Names(&'a Reference),
    /// It is the only one that is no CA.
    OnlyOne,
}

/// The position of the leaf: the only certificate that is no CA's. Of several, the one that names the peer; of several
/// for one key, the youngest.
///
/// # Errors
///
/// [`LeafError::NoLeaf`], [`LeafError::LeafIsAuthority`], [`LeafError::SeveralLeaves`].
pub(crate) fn leaf(certificates: &[Certificate], choice: Choice<'_>) -> Result<usize, LeafError> {
    let first = certificates.first().ok_or(LeafError::NoLeaf)?;
    let leaves: Vec<(usize, &Certificate)> = certificates
        .iter()
        .enumerate()
        .filter(|(_, certificate)| !certificate.is_authority())
        .collect();
    let named: Vec<_> = leaves
        .iter()
        .copied()
        .filter(|(_, certificate)| is_chosen(certificate, choice))
        .collect();
    let candidates = if named.is_empty() { leaves } else { named };
    let youngest = candidates
        .iter()
        .max_by_key(|(_, certificate)| (certificate.validity().not_before(), certificate.sha256()));
    let Some((position, leaf)) = youngest else {
        return Err(LeafError::LeafIsAuthority {
            leaf: candidate(first),
        });
    };
    if candidates
        .iter()
        .any(|(_, other)| other.public_key() != leaf.public_key())
    {
        return Err(LeafError::SeveralLeaves {
            candidates: candidates.iter().map(|(_, other)| candidate(other)).collect(),
        });
    }
    Ok(*position)
}

/// A failure to find the leaf, with the place of the certificate that it is about. Where a part of the files could not be
/// read, the leaf may well be in it, so its reason is the answer.
pub(crate) fn located(
    error: &LeafError,
    certificates: &[Certificate],
    sources: &[String],
    unreadable: &[Unreadable],
) -> Failure {
    let is_lost = match error {
        LeafError::NoLeaf | LeafError::LeafIsAuthority { .. } => true,
        LeafError::KeyDoesNotMatch { others, .. } => others.is_empty(),
        _ => false,
    };
    if let Some(part) = unreadable.first().filter(|_| is_lost) {
        return Failure::new(&part.error).in_source(&part.source);
    }
    let about = match error {
        LeafError::LeafIsAuthority { leaf }
        | LeafError::Expired { leaf, .. }
        | LeafError::NotYetValid { leaf, .. } => Some(leaf.sha256),
        LeafError::Unservable(unservable) => Some(unservable.sha256()),
        _ => None,
    };
    let place = certificates
        .iter()
        .position(|certificate| Some(certificate.sha256()) == about)
        .and_then(|position| sources.get(position));
    match place {
        Some(source) => Failure::new(error).in_source(source),
        None => Failure::new(error),
    }
}

/// Warns of what peers refuse in a chain, and of certificates that no TLS server can serve.
pub(crate) fn warn_of_chain(repaired: &Repair<'_>, sources: &[String], session: &mut Session) {
    // The hints are those of a verification, one of which is to repair the chain.
    let refusal = repaired.refusal().map(|refusal| Notice {
        hints: Vec::new(),
        ..Notice::new(refusal)
    });
    session.warnings.extend(refusal);
    for (position, error) in repaired.unservable() {
        let notice = Notice::new(&error);
        session.warnings.push(match sources.get(position) {
            Some(source) => notice.in_source(source),
            None => notice,
        });
    }
}

fn is_chosen(certificate: &Certificate, choice: Choice<'_>) -> bool {
    match choice {
        Choice::Names(peer) => PresentedIdentifiers::of(certificate)
            .find(peer, CommonName::Ignore)
            .is_some(),
        Choice::OnlyOne => true,
    }
}

fn candidate(certificate: &Certificate) -> Candidate {
    Candidate {
        subject: certificate.display_name(),
        sha256: certificate.sha256(),
    }
}

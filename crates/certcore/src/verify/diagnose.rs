//! From OpenSSL's reason and the certificates to the refusal that a person reads.

use super::{
    engine::{Failure, Given},
    question::Question,
    reason::Reason,
    refusal::{NearMiss, Refusal},
};
use crate::x509::Certificate;

/// The refusal, from the path as far as it was built and all certificates that were given.
pub(super) fn diagnose(
    failure: Failure,
    path: &[&Certificate],
    given: &Given<'_>,
    question: &Question,
) -> Refusal {
    let certificate = path
        .get(failure.position)
        .or(path.last())
        .copied()
        .unwrap_or(given.leaf.certificate);
    let subject = name(certificate);
    match Reason::of(failure) {
        Reason::IssuerMissing => issuer_missing(certificate, given),
        Reason::SelfSignedLeaf => Refusal::SelfSigned { subject },
        Reason::UntrustedRoot => Refusal::UntrustedRoot { subject },
        Reason::TooLong => Refusal::TooLong,
        Reason::Signature => Refusal::Signature {
            subject,
            issuer: certificate.issuer().to_string(),
        },
        Reason::NotYetValid => Refusal::NotYetValid {
            subject,
            not_before: certificate.validity().not_before(),
            time: question.time,
        },
        Reason::Expired => Refusal::Expired {
            subject,
            not_after: certificate.validity().not_after(),
            time: question.time,
        },
        Reason::UnknownCritical => Refusal::UnknownCritical {
            subject,
            oids: list(&certificate.extensions().unknown_critical),
        },
        Reason::BrokenExtension => Refusal::BrokenExtension {
            subject,
            oids: list(&certificate.extensions().unreadable),
        },
        Reason::NotAuthority => Refusal::NotAuthority { subject },
        Reason::Purpose => Refusal::Purpose {
            subject,
            purpose: question.role.purpose(),
            usage: usage(certificate),
        },
        Reason::PathLength => Refusal::PathLength {
            subject,
            allowed: path_length(certificate).unwrap_or_default(),
        },
        // OpenSSL calls a key too small that it cannot read.
        Reason::WeakKey if certificate.public_key().to_openssl().is_err() => Refusal::UnusableKey {
            subject,
            kind: certificate.public_key().kind().to_string(),
        },
        Reason::WeakKey => Refusal::Weak {
            subject,
            what: format!(
                "its key is {} of {} bits",
                certificate.public_key().kind(),
                certificate.public_key().bits()
            ),
        },
        Reason::WeakDigest => Refusal::Weak {
            subject,
            what: format!("it is signed with {}", certificate.signature_algorithm()),
        },
        Reason::NameConstraints => Refusal::NameConstraints { subject },
        Reason::Other => Refusal::Other {
            subject,
            reason: failure.words,
            code: failure.code,
        },
    }
}

/// The subject, or the serial number where the subject is empty.
pub(super) fn name(certificate: &Certificate) -> String {
    if certificate.subject().is_empty() {
        format!("the certificate with the serial number {}", certificate.serial())
    } else {
        certificate.subject().to_string()
    }
}

/// How many intermediates a CA allows below it.
pub(super) fn path_length(certificate: &Certificate) -> Option<u32> {
    certificate.extensions().basic_constraints?.path_length
}

/// The usages that a certificate has, in words.
pub(super) fn usage(certificate: &Certificate) -> String {
    let extended = certificate.purposes().map(|purposes| {
        let purposes: Vec<_> = purposes.iter().map(ToString::to_string).collect();
        format!("extended key usage {}", purposes.join(", "))
    });
    let usage = certificate
        .key_usage()
        .map(|usage| format!("key usage {}", usage.names().collect::<Vec<_>>().join(", ")));
    let all: Vec<_> = extended.into_iter().chain(usage).collect();
    if all.is_empty() {
        "no usage is set".to_owned()
    } else {
        all.join("; ")
    }
}

/// Object identifiers; OpenSSL does not say which it means.
fn list(oids: &[String]) -> String {
    if oids.is_empty() {
        "OpenSSL does not say which".to_owned()
    } else {
        oids.join(", ")
    }
}

/// Nobody issued `last`, as far as OpenSSL can see.
fn issuer_missing(last: &Certificate, given: &Given<'_>) -> Refusal {
    let signer = given.certificates().find(|other| last.is_signed_by(other));
    // OpenSSL takes no certificate for an issuer, or for issued, when one of its extensions is damaged.
    let damaged = [Some(last), signer]
        .into_iter()
        .flatten()
        .find(|certificate| !certificate.extensions().unreadable.is_empty());
    if let Some(damaged) = damaged {
        return Refusal::BrokenExtension {
            subject: name(damaged),
            oids: list(&damaged.extensions().unreadable),
        };
    }
    let has_namesake = || given.certificates().any(|other| other.subject() == last.issuer());
    Refusal::IssuerMissing {
        subject: name(last),
        issuer: last.issuer().to_string(),
        near: if given.has_anchor(last) {
            NearMiss::AnchorIsNoRoot
        } else if signer.is_some() {
            NearMiss::OtherIdentifier
        } else if has_namesake() {
            NearMiss::OtherKey
        } else {
            NearMiss::None
        },
        address: last.extensions().ca_issuers.first().cloned(),
    }
}

//! From OpenSSL's reason and the certificates to the refusal that a person reads.

use openssl_sys as ffi;

use super::{
    engine::Failure,
    question::Question,
    reason::Reason,
    refusal::{NearMiss, Refusal},
};
use crate::{path::Search, x509::Certificate};

/// The object identifier of the key usage.
const KEY_USAGE: &str = "2.5.29.15";

/// The refusal, from the path as far as it was built and all certificates that were given.
pub(crate) fn diagnose(
    failure: Failure,
    path: &[&Certificate],
    search: &Search<'_>,
    question: &Question,
) -> Refusal {
    let Some(certificate) = path.get(failure.position).or(path.last()).copied() else {
        return Refusal::Other {
            subject: String::new(),
            reason: failure.words,
            code: failure.code,
        };
    };
    let subject = certificate.display_name();
    match Reason::of(failure) {
        Reason::IssuerMissing => issuer_missing(certificate, search),
        Reason::SelfSignedLeaf if !certificate.is_self_signed() => Refusal::SelfIssued { subject },
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
        Reason::UnknownCritical if certificate.is_precertificate() => Refusal::Precertificate { subject },
        Reason::UnknownCritical => Refusal::UnknownCritical {
            subject,
            oids: list(&certificate.extensions().unknown_critical),
        },
        Reason::BrokenExtension => broken_extension(certificate),
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
        // OpenSSL gives no reason where it could not read an extension, which it notices late.
        Reason::Other
            if failure.code == ffi::X509_V_ERR_UNSPECIFIED && !broken_extensions(certificate).is_empty() =>
        {
            broken_extension(certificate)
        }
        Reason::Other => Refusal::Other {
            subject,
            reason: failure.words,
            code: failure.code,
        },
    }
}

/// How many intermediates a CA allows below it.
pub(crate) fn path_length(certificate: &Certificate) -> Option<u32> {
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
    let netscape = certificate.extensions().netscape_type.as_ref();
    let netscape = netscape.map(|uses| {
        format!(
            "Netscape certificate type (nsCertType, 2.16.840.1.113730.1.1) {}",
            uses.join(", ")
        )
    });
    let all: Vec<_> = extended.into_iter().chain(usage).chain(netscape).collect();
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

/// An extension that OpenSSL cannot use.
fn broken_extension(certificate: &Certificate) -> Refusal {
    Refusal::BrokenExtension {
        subject: certificate.display_name(),
        oids: list(&broken_extensions(certificate)),
    }
}

/// The extensions that are damaged, that stand there more than once (RFC 5280 §4.2), and a key usage without any bit
/// (§4.2.1.3).
fn broken_extensions(certificate: &Certificate) -> Vec<String> {
    let extensions = certificate.extensions();
    let empty = certificate
        .key_usage()
        .filter(|usage| usage.names().next().is_none());
    extensions
        .unreadable
        .iter()
        .chain(&extensions.repeated)
        .cloned()
        .chain(empty.map(|_| KEY_USAGE.to_owned()))
        .collect()
}

/// Nobody issued `last`, as far as OpenSSL can see.
fn issuer_missing(last: &Certificate, search: &Search<'_>) -> Refusal {
    let namesakes: Vec<usize> = search
        .graph()
        .find(last.sha256())
        .map_or_else(Vec::new, |node| search.graph().namesakes_of_issuer(node));
    let certificates = || {
        namesakes
            .iter()
            .filter_map(|node| search.graph().certificate(*node))
    };
    let signer = certificates().find(|other| last.is_signed_by(other));
    let objection = signer.and_then(|signer| objection(signer, last));
    // OpenSSL takes no certificate for an issuer, or for issued, when one of its extensions is damaged.
    let damaged = [Some(last), signer]
        .into_iter()
        .flatten()
        .find(|certificate| !broken_extensions(certificate).is_empty());
    match (objection, damaged) {
        (_, Some(damaged)) => return broken_extension(damaged),
        (Some(ffi::X509_V_ERR_UNSPECIFIED), None) => return broken_extension(last),
        (Some(ffi::X509_V_ERR_KEYUSAGE_NO_CERTSIGN), None) => {
            return Refusal::NotAuthority {
                subject: signer.map(Certificate::display_name).unwrap_or_default(),
            };
        }
        _ => {}
    }
    let is_anchor = |certificate: &Certificate| {
        let node = search.graph().find(certificate.sha256());
        node.is_some_and(|node| search.anchors().contains(&node))
    };
    Refusal::IssuerMissing {
        subject: last.display_name(),
        issuer: last.issuer().to_string(),
        near: if is_anchor(last) {
            NearMiss::AnchorIsNoRoot
        } else if objection == Some(ffi::X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH) {
            NearMiss::OtherSerial
        } else if signer.is_some() {
            NearMiss::OtherIdentifier
        } else if !namesakes.is_empty() {
            NearMiss::OtherKey
        } else {
            NearMiss::None
        },
        address: last.extensions().ca_issuers.first().cloned(),
    }
}

/// What OpenSSL has against `issuer` as the issuer of `certificate`, before it looks at the signature.
fn objection(issuer: &Certificate, certificate: &Certificate) -> Option<i32> {
    let (issuer, certificate) = (issuer.to_openssl().ok()?, certificate.to_openssl().ok()?);
    Some(issuer.issued(&certificate).as_raw())
}

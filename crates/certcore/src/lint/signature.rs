//! Rules for signatures.

use super::{
    examined::{Examined, Place},
    finding::Findings,
    rule::rules,
};

rules! {
    BROKEN: Error, "signature-digest-broken", "CA/B Forum TLS BR section 7.1.3.2, RFC 9155",
        "A certificate is signed with MD5 or SHA-1, for which forgeries can be made.";
}

pub(super) fn check(examined: &Examined<'_>, findings: &mut Findings) {
    let Some(certificate) = examined.as_certificate() else {
        return;
    };
    // Nobody relies on the signature of a root: it is trusted because it is there.
    if certificate.signature_algorithm().is_broken() && examined.place != Place::Root {
        findings.add(
            &BROKEN,
            examined,
            format!(
                "is signed with {}; have it signed again, with SHA-256 or better",
                certificate.signature_algorithm()
            ),
        );
    }
}

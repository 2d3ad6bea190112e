//! Rules for what is sent together.

use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    examined::{Examined, Place},
    finding::Findings,
    rule::rules,
};
use crate::x509::Certificate;

rules! {
    OUT_OF_ORDER: Warning, "chain-out-of-order", "RFC 8446 section 4.4.2",
        "A certificate of the chain did not sign the one before it.";
    INCLUDES_ROOT: Notice, "chain-includes-root", "RFC 8446 section 4.4.2",
        "The chain includes its root, which peers have or do not trust anyway.";
    ENDS_BEFORE_LEAF: Warning, "issuer-ends-before-leaf", "RFC 5280 section 6.1.3",
        "An issuer's certificate ends before the leaf's, and the chain with it.";
}

pub(super) fn check(chain: &[Examined<'_>], findings: &mut Findings) {
    let certificates = || {
        chain
            .iter()
            .filter_map(|examined| Some((examined, examined.as_certificate()?)))
    };
    let Some((_, leaf)) = certificates().next() else {
        return;
    };
    let mut gap = None;
    for ((_, certificate), (examined, next)) in certificates().zip(certificates().skip(1)) {
        if !certificate.is_signed_by(next) {
            gap = Some(examined.position);
            findings.add(
                &OUT_OF_ORDER,
                examined,
                format!(
                    "did not sign the certificate before it, {}; repair the chain",
                    certificate.subject()
                ),
            );
        }
        // What stands behind a gap is nobody's issuer here.
        if gap.is_none() {
            issuer(examined, next, leaf, findings);
        }
    }
}

fn issuer(examined: &Examined<'_>, issuer: &Certificate, leaf: &Certificate, findings: &mut Findings) {
    let (end, leaf_end) = (issuer.validity().not_after(), leaf.validity().not_after());
    if end < leaf_end {
        findings.add(
            &ENDS_BEFORE_LEAF,
            examined,
            format!(
                "ends at {}, before the certificate does ({}); get a newer one from the CA",
                text(end),
                text(leaf_end)
            ),
        );
    }
    if examined.place == Place::Root {
        findings.add(&INCLUDES_ROOT, examined, "need not be sent; leave it out");
    }
}

fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

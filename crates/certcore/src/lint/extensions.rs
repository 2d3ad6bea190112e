//! Rules for extensions as such.

use super::{examined::Examined, finding::Findings, rule::rules};

rules! {
    UNKNOWN_CRITICAL: Error, "extension-unknown-critical", "RFC 5280 section 4.2",
        "A critical extension is not understood, so peers must refuse the certificate.";
    MALFORMED: Error, "extension-malformed", "RFC 5280 section 4.2",
        "An extension cannot be read.";
    REPEATED: Error, "extension-repeated", "RFC 5280 section 4.2",
        "An extension stands there more than once.";
}

pub(super) fn check(examined: &Examined<'_>, findings: &mut Findings) {
    let extensions = examined.extensions();
    for oid in &extensions.unknown_critical {
        findings.add(
            &UNKNOWN_CRITICAL,
            examined,
            format!("has the critical extension {oid}, which is not understood; peers refuse it"),
        );
    }
    for oid in &extensions.unreadable {
        findings.add(
            &MALFORMED,
            examined,
            format!("has the extension {oid}, which cannot be read; have it issued again"),
        );
    }
    for oid in &extensions.repeated {
        findings.add(
            &REPEATED,
            examined,
            format!("has the extension {oid} more than once; have it issued again"),
        );
    }
}

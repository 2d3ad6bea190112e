//! Rules for key identifiers, by which chains are put together.

use super::{examined::Examined, finding::Findings, rule::rules};

rules! {
    SUBJECT_MISSING: Notice, "subject-key-identifier-missing", "RFC 5280 section 4.2.1.2",
        "A certificate does not name its own key.";
    AUTHORITY_MISSING: Warning, "authority-key-identifier-missing", "RFC 5280 section 4.2.1.1",
        "A certificate does not name the key that signed it.";
}

pub(super) fn check(examined: &Examined<'_>, findings: &mut Findings) {
    if examined.as_certificate().is_none() {
        return;
    }
    let extensions = examined.extensions();
    if extensions.subject_key_identifier.is_none() {
        findings.add(
            &SUBJECT_MISSING,
            examined,
            "has no subject key identifier; a chain through it may be put together wrongly",
        );
    }
    if extensions.authority_key_identifier.is_none() && examined.is_issued() {
        findings.add(
            &AUTHORITY_MISSING,
            examined,
            "has no authority key identifier; when its CA has several keys, its issuer can only be guessed",
        );
    }
}

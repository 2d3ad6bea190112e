//! Rules for extensions: their form, the key identifiers, and those that change what a peer does.

use x509_parser::asn1_rs::{Oid, Tag, oid};

use super::{
    examined::{Examined, Place},
    group::rules,
};
use crate::{
    ber::{DerRule, Element, Reader, check_element},
    x509::{Authority, PRECERTIFICATE_POISON, Purpose},
};

rules! {
    UNKNOWN_CRITICAL: Error, "extension-unknown-critical", "RFC 5280 section 4.2",
        "A critical extension is not understood, so peers must refuse the certificate." => unknown_critical;
    MALFORMED: Error, "extension-malformed", "RFC 5280 section 4.2",
        "An extension cannot be read." => malformed;
    NOT_DER: Error, "encoding-not-der", "RFC 5280 section 4.1, X.690 section 10",
        "The signed part or an extension is not in DER; some peers, those that use GnuTLS among them, refuse it." => not_der;
    REPEATED: Error, "extension-repeated", "RFC 5280 section 4.2",
        "An extension appears more than once." => repeated;
    CRITICALITY: Error, "extension-criticality", "RFC 5280 sections 4.2.1.1, 4.2.1.2, 4.2.2.1",
        "An extension is critical that must not be, such as a key identifier." => critical_that_must_not_be;
    PRECERTIFICATE: Error, "precertificate", "RFC 6962 section 3.1",
        "It is a precertificate, which exists for the logs of Certificate Transparency only; every peer refuses it." => precertificate;
    SUBJECT_MISSING: Notice, "subject-key-identifier-missing", "RFC 5280 section 4.2.1.2",
        "A certificate does not name its own key." => subject_identifier_missing;
    AUTHORITY_MISSING: Warning, "authority-key-identifier-missing", "RFC 5280 section 4.2.1.1",
        "A certificate does not name the key that signed it." => authority_identifier_missing;
    SELF_ISSUED: Warning, "issuer-name-is-own-name", "RFC 5280 section 3.2",
        "Issuer and subject have the same name, but another key signed, and no authority key identifier says so: peers that use OpenSSL take the certificate for self-signed." => self_issued;
    PATH_LENGTH: Error, "path-length-without-ca", "RFC 5280 section 4.2.1.9",
        "The basic constraints limit the path below a certificate that is not one of a CA." => path_length;
    CONSTRAINTS: Warning, "basic-constraints-not-critical", "RFC 5280 section 4.2.1.9",
        "The basic constraints of a CA are not critical, which strict peers refuse." => constraints_not_critical;
    NAMES_NOT_CRITICAL: Error, "names-not-critical", "RFC 5280 section 4.2.1.6",
        "The subject is empty, and the subject alternative name is not critical." => names_not_critical;
    MUST_STAPLE: Warning, "must-staple", "RFC 7633 section 4",
        "The certificate says that its server staples OCSP answers, which mail gateways do not do; peers that check it refuse them." => must_staple;
    NETSCAPE_TYPE: Error, "netscape-type-unfit", "Netscape Certificate Extensions (netscape-cert-type)",
        "The Netscape certificate type does not allow what the certificate is for; peers that use OpenSSL refuse it." => netscape_type;
}

const AUTHORITY_KEY_IDENTIFIER: Oid<'static> = oid!(2.5.29.35);
const SUBJECT_KEY_IDENTIFIER: Oid<'static> = oid!(2.5.29.14);
/// Extensions that RFC 5280 says must not be critical.
const NEVER_CRITICAL: &[(Oid<'static>, &str)] = &[
    (AUTHORITY_KEY_IDENTIFIER, "authority key identifier"),
    (SUBJECT_KEY_IDENTIFIER, "subject key identifier"),
    (oid!(1.3.6.1.5.5.7.1.1), "authority information access"),
    (oid!(1.3.6.1.5.5.7.1.11), "subject information access"),
];

fn unknown_critical(examined: &Examined<'_>) -> Vec<String> {
    let unknown = examined.extensions().unknown_critical.iter();
    // A precertificate is told about as such.
    let others = unknown.filter(|oid| *oid != PRECERTIFICATE_POISON);
    others
        .map(|oid| format!("has the critical extension {oid}, which is not understood; peers refuse it"))
        .collect()
}

fn malformed(examined: &Examined<'_>) -> Vec<String> {
    let unreadable = examined.extensions().unreadable.iter();
    unreadable
        .map(|oid| format!("has the extension {oid}, which cannot be read; have it issued again"))
        .collect()
}

fn not_der(examined: &Examined<'_>) -> Option<String> {
    let encoded = &examined.encoded;
    let parts = std::iter::once(("", encoded.signed)).chain(
        encoded
            .standard_values()
            .map(|value| (" in the value of an extension", value)),
    );
    let (place, error) = parts
        .filter(|(_, bytes)| !bytes.is_empty())
        .find_map(|(place, bytes)| Some((place, check_element(bytes).err()?)))
        // The serial number, which has a rule of its own.
        .filter(|(place, error)| !place.is_empty() || error.rule != DerRule::Integer)?;
    Some(format!(
        "is not in DER{place} (octet {} begins {}); peers that use GnuTLS refuse it, so have it issued again",
        error.offset, error.rule
    ))
}

fn repeated(examined: &Examined<'_>) -> Vec<String> {
    let repeated = examined.extensions().repeated.iter();
    repeated
        .map(|oid| format!("has the extension {oid} more than once; have it issued again"))
        .collect()
}

fn critical_that_must_not_be(examined: &Examined<'_>) -> Vec<String> {
    let critical = |oid: &Oid<'_>| {
        examined
            .encoded
            .extension(oid)
            .is_some_and(|extension| extension.critical)
    };
    let found = NEVER_CRITICAL.iter().filter(|(oid, _)| critical(oid));
    found
        .map(|(_, name)| format!("has a critical {name}, which must not be critical; have it issued again"))
        .collect()
}

fn precertificate(examined: &Examined<'_>) -> Option<&'static str> {
    let found = examined.as_certificate()?.is_precertificate();
    found.then_some(
        "is a precertificate and not a certificate; ask the CA for the certificate that it issued in its place",
    )
}

fn subject_identifier_missing(examined: &Examined<'_>) -> Option<&'static str> {
    examined.as_certificate()?;
    let missing = examined.encoded.extension(&SUBJECT_KEY_IDENTIFIER).is_none();
    missing.then_some("has no subject key identifier; a chain through it may be put together wrongly")
}

fn authority_identifier_missing(examined: &Examined<'_>) -> Option<&'static str> {
    let missing = examined.extensions().authority_key_identifier.is_none() && examined.is_issued();
    missing.then_some(
        "has no authority key identifier; when its CA has several keys, its issuer can only be guessed",
    )
}

fn self_issued(examined: &Examined<'_>) -> Option<String> {
    let certificate = examined.as_certificate()?;
    let looks_self_signed = certificate.is_self_issued()
        && examined.is_issued()
        && examined.encoded.extension(&AUTHORITY_KEY_IDENTIFIER).is_none();
    looks_self_signed.then(|| {
        format!(
            "has the same name as its issuer, {}, and no authority key identifier; peers that use OpenSSL take it for self-signed, so give the CA another name",
            certificate.issuer()
        )
    })
}

fn path_length(examined: &Examined<'_>) -> Option<String> {
    let constraints = examined.extensions().basic_constraints?;
    let length = constraints.path_length?;
    (constraints.authority == Authority::No)
        .then(|| format!("has the path length {length} and is not that of a CA; have it issued again"))
}

fn constraints_not_critical(examined: &Examined<'_>) -> Option<&'static str> {
    let extension = examined.encoded.extension(&oid!(2.5.29.19))?;
    (examined.place == Place::Intermediate && examined.is_authority() && !extension.critical)
        .then_some("has basic constraints that are not critical; have it issued again")
}

fn names_not_critical(examined: &Examined<'_>) -> Option<&'static str> {
    examined.as_certificate()?;
    let extension = examined.encoded.extension(&oid!(2.5.29.17))?;
    (examined.subject().is_empty() && !extension.critical).then_some(
        "has an empty subject and a subject alternative name that is not critical; have it issued again with one or the other",
    )
}

fn must_staple(examined: &Examined<'_>) -> Option<&'static str> {
    // status_request and status_request_v2 (RFC 7633 §4.3.1).
    let staples = |feature: &Element<'_>| feature.is(Tag::Integer) && matches!(feature.content, [5 | 17]);
    let features = examined.encoded.elements(&oid!(1.3.6.1.5.5.7.1.24));
    features.iter().any(staples).then_some(
        "says that its server staples OCSP answers (must-staple), and a mail gateway does not; get one without the extension TLS feature",
    )
}

fn netscape_type(examined: &Examined<'_>) -> Vec<String> {
    let Some(extension) = examined.encoded.extension(&oid!(2.16.840.1.113730.1.1)) else {
        return Vec::new();
    };
    let bits = match Reader::new(extension.value, "the extension").next() {
        Ok(Some(element)) if element.is(Tag::BitString) => {
            element.content.get(1).copied().unwrap_or_default()
        }
        _ => return Vec::new(),
    };
    let asked = |purpose: &Purpose| match examined.context.services.as_slice() {
        [] => examined
            .extensions()
            .extended_key_usage
            .as_ref()
            .is_some_and(|purposes| purposes.contains(purpose)),
        _ => !examined.services_that_need(purpose).is_empty(),
    };
    let unfit = [
        (Purpose::ServerAuth, "SSL server", 0x40),
        (Purpose::ClientAuth, "SSL client", 0x80),
    ]
    .into_iter()
    .filter(|(purpose, _, bit)| examined.is_leaf() && asked(purpose) && bits & bit == 0);
    unfit
        .map(|(purpose, name, _)| {
            format!(
                "has a Netscape certificate type (2.16.840.1.113730.1.1) without \"{name}\", so OpenSSL does not take it for {purpose}; have it issued without this extension"
            )
        })
        .collect()
}

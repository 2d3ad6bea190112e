//! Rules for the basic fields: version, serial number, algorithms, signature, times (RFC 5280 §4.1, RFC 2986 §4).

use x509_parser::asn1_rs::Tag;

use super::{
    examined::{Examined, Object, Place, shown},
    group::rules,
};
use crate::ber::Element;

rules! {
    VERSION: Error, "version-invalid", "RFC 5280 section 4.1.2.1",
        "The version of a certificate does not exist, or does not allow the extensions that it has." => version;
    REQUEST_VERSION: Error, "request-version", "RFC 2986 section 4.1",
        "The version of a request is not 0, the only one there is." => request_version;
    REQUEST_EXTENSIONS: Error, "request-extensions-ambiguous", "RFC 2985 section 5.4.2",
        "A request has several lists of extensions that differ, and CAs take different ones." => request_extensions;
    UNIQUE_IDENTIFIER: Warning, "unique-identifier-present", "RFC 5280 section 4.1.2.8",
        "A certificate has an issuerUniqueID or subjectUniqueID, which no CA may give." => unique_identifier;
    NOT_POSITIVE: Error, "serial-not-positive", "RFC 5280 section 4.1.2.2",
        "A serial number is zero or negative." => serial_not_positive;
    LONG: Error, "serial-long", "RFC 5280 section 4.1.2.2",
        "A serial number has more than 20 octets." => serial_long;
    PADDED: Error, "serial-padded", "X.690 section 8.3.2",
        "A serial number is not encoded in as few octets as it needs, so that peers refuse the certificate as not DER." => serial_padded;
    SHORT: Warning, "serial-short", "CA/B Forum TLS BR section 7.1.2.7",
        "A serial number has fewer than the 8 octets that 64 random bits need." => serial_short;
    ALGORITHMS_DIFFER: Error, "signature-algorithms-differ", "RFC 5280 section 4.1.1.2",
        "The signature algorithm inside the signed part is not the one beside the signature, so peers refuse the certificate." => algorithms_differ;
    BROKEN: Error, "signature-digest-broken", "CA/B Forum TLS BR section 7.1.3.2, RFC 9155",
        "A certificate is signed with MD5 or SHA-1, for which forgeries can be made." => digest_broken;
    REQUEST_BROKEN: Warning, "request-digest-broken", "NIST SP 800-131A revision 2 section 3",
        "A request is signed with MD5 or SHA-1, which some CAs refuse." => request_digest_broken;
    UNUSUAL_PSS: Warning, "signature-parameters-unusual", "RFC 8446 section 4.2.3, CA/B Forum TLS BR section 7.1.3.2",
        "An RSASSA-PSS signature has a mask or a salt that does not fit its digest, which TLS does not have." => unusual_pss;
    REQUEST_SIGNATURE: Error, "request-signature-invalid", "RFC 2986 section 3, CA/B Forum TLS BR section 3.2.1",
        "A request was not signed by the key in it, so every CA refuses it." => request_signature;
    TIME_FORM: Error, "time-form-invalid", "RFC 5280 section 4.1.2.5",
        "A time is not written as YYMMDDHHMMSSZ until 2049 and as YYYYMMDDHHMMSSZ from 2050 on; peers refuse most other forms." => time_form;
}

/// 64 random bits.
const FEWEST_OCTETS: usize = 8;
const MOST_OCTETS: usize = 20;
/// Version 3, as it is encoded.
const V3: u64 = 2;

fn version(examined: &Examined<'_>) -> Option<String> {
    examined.as_certificate()?;
    let encoded = &examined.encoded;
    // People count from 1, the encoding from 0.
    let version = encoded.version.saturating_add(1);
    if encoded.version > V3 {
        Some(format!(
            "has version {version}, which does not exist; have it issued again, as version 3"
        ))
    } else if encoded.version < V3 && encoded.has_extensions() {
        Some(format!(
            "has version {version} and extensions, which only version 3 has; have it issued again"
        ))
    } else {
        None
    }
}

fn request_version(examined: &Examined<'_>) -> Option<String> {
    examined.as_request()?;
    let version = examined.encoded.version;
    (version != 0).then(|| {
        format!(
            "has version {version}, and PKCS#10 has only version 0; make the request with another program"
        )
    })
}

fn request_extensions(examined: &Examined<'_>) -> Option<String> {
    let others = examined.as_request()?.other_extension_lists();
    (!others.is_empty()).then(|| {
        format!(
            "has more than one list of extensions, and they differ (in {}); CAs take different ones, so make the request again \
             with one list",
            others.join(" and ")
        )
    })
}

fn unique_identifier(examined: &Examined<'_>) -> Option<&'static str> {
    let found = examined.encoded.has_unique_identifier;
    found.then_some("has an issuerUniqueID or subjectUniqueID, which CAs must not give; have it issued again")
}

fn serial_not_positive(examined: &Examined<'_>) -> Option<String> {
    let serial = examined.as_certificate()?.serial();
    (!serial.is_positive() && !is_root(examined))
        .then(|| format!("has the serial number {serial}, which is zero or negative; have it issued again"))
}

fn serial_long(examined: &Examined<'_>) -> Option<String> {
    let serial = examined.as_certificate()?.serial();
    let octets = serial.encoded_length();
    (serial.is_positive() && octets > MOST_OCTETS)
        .then(|| format!("has a serial number of {octets} octets; at most {MOST_OCTETS} are allowed"))
}

fn serial_padded(examined: &Examined<'_>) -> Option<&'static str> {
    // The first nine bits of an INTEGER are neither all zero nor all one.
    let padded = matches!(
        examined.encoded.serial,
        [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..]
    );
    padded
        .then_some("has a serial number with needless leading octets, which is not DER; have it issued again")
}

fn serial_short(examined: &Examined<'_>) -> Option<String> {
    let serial = examined.as_certificate()?.serial();
    let short = serial.is_positive() && serial.as_bytes().len() < FEWEST_OCTETS && examined.is_issued();
    short.then(|| {
        format!(
            "has the serial number {serial}, too short for 64 random bits; a CA that counts can be made to sign forgeries"
        )
    })
}

fn algorithms_differ(examined: &Examined<'_>) -> Option<&'static str> {
    let encoded = &examined.encoded;
    (encoded.inner_algorithm != encoded.outer_algorithm).then_some(
        "names one signature algorithm in the signed part and another beside the signature; have it issued again",
    )
}

fn digest_broken(examined: &Examined<'_>) -> Option<String> {
    let algorithm = examined.as_certificate()?.signature_algorithm();
    (algorithm.is_broken() && !is_root(examined))
        .then(|| format!("is signed with {algorithm}; have it signed again, with SHA-256 or better"))
}

fn request_digest_broken(examined: &Examined<'_>) -> Option<String> {
    let algorithm = examined.as_request()?.signature_algorithm();
    algorithm
        .is_broken()
        .then(|| format!("is signed with {algorithm}, which some CAs refuse; make it again, with SHA-256"))
}

fn unusual_pss(examined: &Examined<'_>) -> Option<String> {
    let algorithm = match examined.object {
        Object::Certificate(certificate) => certificate.signature_algorithm(),
        Object::Request(request) => request.signature_algorithm(),
    };
    algorithm.has_unusual_parameters().then(|| {
        format!("is signed with {algorithm}, with a mask or a salt that TLS does not have; use one digest for both, and a salt of its length")
    })
}

fn request_signature(examined: &Examined<'_>) -> Option<&'static str> {
    let request = examined.as_request()?;
    // Of another version OpenSSL checks nothing, and the version is a finding of its own.
    (examined.encoded.version == 0 && !request.is_signed_by_its_key()).then_some(
        "was not signed by the key in it, or was changed after that; every CA refuses it, so make it again",
    )
}

fn time_form(examined: &Examined<'_>) -> Vec<String> {
    let times = examined.encoded.times.iter().zip(["notBefore", "notAfter"]);
    let wrong = times.filter(|(time, _)| !is_regular(time) && !is_root(examined));
    wrong
        .map(|(time, name)| {
            let text = shown(&String::from_utf8_lossy(time.content));
            format!("has the {name} {text}, in a form that peers may refuse; have it issued again")
        })
        .collect()
}

/// Whether a time has the form that RFC 5280 asks for; `UTCTime` ends with 2049, where `GeneralizedTime` begins.
fn is_regular(time: &Element<'_>) -> bool {
    let digits = match time.content {
        [digits @ .., b'Z'] if digits.iter().all(u8::is_ascii_digit) => digits,
        _ => return false,
    };
    match digits.len() {
        12 => time.is(Tag::UtcTime),
        14 => time.is(Tag::GeneralizedTime) && digits >= b"20500000000000".as_slice(),
        _ => false,
    }
}

/// Nobody relies on the signature, the number and the form of a root: it is trusted because it is there.
fn is_root(examined: &Examined<'_>) -> bool {
    examined.place == Place::Root
}

//! Rules for the names of subject and issuer (RFC 5280 §4.1.2.4, §4.1.2.6).

use x509_parser::asn1_rs::{Oid, Tag, oid};

use super::{
    encoded::Value,
    examined::{Examined, shown},
    group::rules,
};
use crate::{dn::AttributeType, x509::Certificate};

rules! {
    ISSUER_EMPTY: Error, "issuer-empty", "RFC 5280 section 4.1.2.4",
        "A certificate does not name its issuer, so no peer finds the issuer's certificate." => issuer_empty;
    SUBJECT_EMPTY: Error, "authority-without-name", "RFC 5280 section 4.1.2.6",
        "The certificate of a CA has no subject, so no peer finds it." => authority_without_name;
    LONG: Warning, "name-attribute-long", "RFC 5280 appendix A.1",
        "A value of the subject is longer than the standard allows: 64 characters for a common name." => long;
    COUNTRY: Warning, "country-invalid", "RFC 5280 appendix A.1, ISO 3166-1",
        "A country is not two letters." => country;
    CHARACTERS: Error, "name-attribute-invalid", "RFC 5280 section 4.1.2.4, X.680 section 41",
        "A value of a name is not what its string type says, such as UTF-8, so peers refuse the certificate." => characters;
    CONTROL: Warning, "name-attribute-control-character", "RFC 5280 section 4.1.2.4, CA/B Forum TLS BR section 7.1.4.2",
        "A value of a name is empty or contains a control character." => control_characters;
    SEVERAL: Warning, "common-name-repeated", "CA/B Forum TLS BR section 7.1.4.3",
        "The subject has several common names; peers look at different ones, and no public CA signs them." => several;
}

/// Upper bounds of RFC 5280 appendix A.1, in characters.
const BOUNDS: &[(Oid<'static>, &str, usize)] = &[
    (oid!(2.5.4.3), "common name", 64),
    (oid!(2.5.4.10), "organization", 64),
    (oid!(2.5.4.11), "organizational unit", 64),
    (oid!(2.5.4.7), "locality", 128),
    (oid!(2.5.4.8), "state or province", 128),
    (oid!(2.5.4.5), "serial number", 64),
    (oid!(1.2.840.113549.1.9.1), "e-mail address", 255),
];
const COUNTRY_NAME: Oid<'static> = oid!(2.5.4.6);

fn issuer_empty(examined: &Examined<'_>) -> Option<&'static str> {
    let certificate = examined.as_certificate()?;
    certificate
        .issuer()
        .is_empty()
        .then_some("does not name its issuer; have it issued again by a CA with a name")
}

fn authority_without_name(examined: &Examined<'_>) -> Option<&'static str> {
    (examined.is_authority() && examined.subject().is_empty())
        .then_some("is that of a CA and has no name; have it issued again with one")
}

fn long(examined: &Examined<'_>) -> Vec<String> {
    let long = |value: &Value<'_>| {
        let (_, name, bound) = BOUNDS.iter().find(|(oid, ..)| oid.as_bytes() == value.kind)?;
        let length = length(value);
        (length > *bound).then(|| format!("has a {name} of {length} characters; at most {bound} are allowed"))
    };
    examined.encoded.subject.iter().filter_map(long).collect()
}

fn country(examined: &Examined<'_>) -> Vec<String> {
    let countries = examined.encoded.subject.iter();
    let wrong = countries.filter(|value| {
        value.kind == COUNTRY_NAME.as_bytes()
            && !matches!(value.text, [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
    });
    wrong
        .map(|value| {
            let text = shown(&String::from_utf8_lossy(value.text));
            format!("has the country {text}, which is not a code of two letters, such as SE")
        })
        .collect()
}

fn characters(examined: &Examined<'_>) -> Vec<String> {
    let wrong = both_names(examined).filter(|(_, value)| text(value).is_none());
    wrong
        .map(|(whose, value)| {
            format!(
                "has a value in its {whose} that is no {}: {}; have it issued again",
                value.tag,
                shown(&String::from_utf8_lossy(value.text))
            )
        })
        .collect()
}

fn control_characters(examined: &Examined<'_>) -> Vec<String> {
    let odd = both_names(examined).filter(|(_, value)| {
        text(value).is_some_and(|text| text.is_empty() || text.chars().any(char::is_control))
    });
    odd.map(|(whose, value)| {
        let text = shown(&String::from_utf8_lossy(value.text));
        format!("has a value in its {whose} that is empty or contains a control character: {text}")
    })
    .collect()
}

fn several(examined: &Examined<'_>) -> Option<String> {
    let names: Vec<_> = examined
        .subject()
        .values(&AttributeType::CommonName)
        .map(shown)
        .collect();
    (examined.is_leaf() && names.len() > 1)
        .then(|| format!("has the common names {}; leave one, or none", names.join(" and ")))
}

/// The values of the issuer's and the subject's name, and whose they are; of a self-issued certificate the subject's.
fn both_names<'e>(examined: &'e Examined<'_>) -> impl Iterator<Item = (&'static str, &'e Value<'e>)> {
    let encoded = &examined.encoded;
    let own = examined.as_certificate().is_some_and(Certificate::is_self_issued);
    let issuer = encoded.issuer.iter().filter(move |_| !own);
    issuer
        .map(|value| ("issuer", value))
        .chain(encoded.subject.iter().map(|value| ("subject", value)))
}

/// How many characters it has, as far as its type tells.
fn length(value: &Value<'_>) -> usize {
    match value.tag {
        Tag::BmpString => value.text.len() / 2,
        Tag::UniversalString => value.text.len() / 4,
        Tag::Utf8String => String::from_utf8_lossy(value.text).chars().count(),
        _ => value.text.len(),
    }
}

/// The value as text; `None` when it is not what its string type says. Other types are no text and count as right.
fn text(value: &Value<'_>) -> Option<String> {
    let bytes = value.text;
    let ascii = |allowed: fn(u8) -> bool| {
        bytes
            .iter()
            .all(|octet| allowed(*octet))
            .then(|| String::from_utf8_lossy(bytes).into_owned())
    };
    match value.tag {
        Tag::Utf8String => String::from_utf8(bytes.to_vec()).ok(),
        Tag::PrintableString => ascii(is_printable),
        Tag::NumericString => ascii(|octet| octet.is_ascii_digit() || octet == b' '),
        Tag::Ia5String => ascii(|octet| octet.is_ascii()),
        Tag::VisibleString => ascii(|octet| matches!(octet, 0x20..=0x7e)),
        Tag::BmpString => {
            let (units, []) = bytes.as_chunks::<2>() else {
                return None;
            };
            let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        Tag::UniversalString => {
            let (units, []) = bytes.as_chunks::<4>() else {
                return None;
            };
            let units = units.iter().map(|unit| char::from_u32(u32::from_be_bytes(*unit)));
            units.collect()
        }
        Tag::T61String => Some(bytes.iter().map(|octet| char::from(*octet)).collect()),
        _ => Some("other".to_owned()),
    }
}

/// `PrintableString` (X.680 §41.4), with `*` and `&`, which many certificates have there and every peer accepts.
fn is_printable(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b" '()+,-./:=?*&".contains(&octet)
}

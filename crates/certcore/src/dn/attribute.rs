//! Attributes of distinguished names: their types (RFC 5280 appendix A.1) and their values.

use std::fmt;

use x509_parser::{
    asn1_rs::{Any, Oid, Tag, oid},
    x509::AttributeTypeAndValue,
};

/// An attribute type and its value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attribute {
    /// The type.
    pub kind: AttributeType,
    /// The value as text; `#` and the DER in hexadecimal where it is no text (RFC 4514 §2.4).
    pub value: String,
}

impl Attribute {
    pub(super) fn from_parsed(parsed: &AttributeTypeAndValue<'_>) -> Self {
        let kind = AttributeType::from_oid(parsed.attr_type());
        Self {
            kind,
            value: value_of(parsed),
        }
    }
}

/// The type of an attribute.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum AttributeType {
    /// CN
    CommonName,
    /// O
    Organization,
    /// OU
    OrganizationalUnit,
    /// L
    Locality,
    /// ST
    StateOrProvince,
    /// C
    Country,
    /// emailAddress (PKCS#9)
    EmailAddress,
    /// DC
    DomainComponent,
    /// serialNumber
    SerialNumber,
    /// Any other type, by its dotted object identifier.
    Other(String),
}

impl AttributeType {
    const KNOWN: &[(Self, Oid<'static>, &'static str)] = &[
        (Self::CommonName, oid!(2.5.4.3), "CN"),
        (Self::Organization, oid!(2.5.4.10), "O"),
        (Self::OrganizationalUnit, oid!(2.5.4.11), "OU"),
        (Self::Locality, oid!(2.5.4.7), "L"),
        (Self::StateOrProvince, oid!(2.5.4.8), "ST"),
        (Self::Country, oid!(2.5.4.6), "C"),
        (Self::EmailAddress, oid!(1.2.840.113549.1.9.1), "emailAddress"),
        (Self::DomainComponent, oid!(0.9.2342.19200300.100.1.25), "DC"),
        (Self::SerialNumber, oid!(2.5.4.5), "serialNumber"),
    ];

    fn from_oid(oid: &Oid<'_>) -> Self {
        // Octets are compared before anything is written as text: a pile holds many names.
        Self::KNOWN
            .iter()
            .find(|(_, known, _)| known.as_bytes() == oid.as_bytes())
            .map_or_else(|| Self::Other(oid.to_id_string()), |(kind, _, _)| kind.clone())
    }

    /// The short name of RFC 4514 §3, or the dotted object identifier.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Other(oid) => oid,
            known => Self::KNOWN
                .iter()
                .find(|(kind, _, _)| kind == known)
                .map_or("", |(_, _, short)| short),
        }
    }
}

/// The short name of RFC 4514 §3, or the dotted object identifier.
impl fmt::Display for AttributeType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

fn value_of(parsed: &AttributeTypeAndValue<'_>) -> String {
    let any = parsed.attr_value();
    text_of(any).unwrap_or_else(|| format!("#{}", hex::encode(any.data)))
}

/// The text of a string of any type; `None` when it is not a string, or its encoding is damaged.
pub(crate) fn text_of(any: &Any<'_>) -> Option<String> {
    match any.tag() {
        Tag::BmpString => utf16(any.data),
        Tag::UniversalString => utf32(any.data),
        // T.61 is read as Latin-1, as every other program does.
        Tag::T61String => Some(any.data.iter().map(|byte| char::from(*byte)).collect()),
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString | Tag::VisibleString => {
            str::from_utf8(any.data).ok().map(str::to_owned)
        }
        _ => None,
    }
}

fn utf16(data: &[u8]) -> Option<String> {
    let (units, []) = data.as_chunks::<2>() else {
        return None;
    };
    char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit)))
        .collect::<Result<_, _>>()
        .ok()
}

fn utf32(data: &[u8]) -> Option<String> {
    let (units, []) = data.as_chunks::<4>() else {
        return None;
    };
    units
        .iter()
        .map(|unit| char::from_u32(u32::from_be_bytes(*unit)))
        .collect()
}

//! A distinguished name: what it says, and when two of them are the same (RFC 5280 §7.1).

use std::fmt;

use x509_parser::x509::X509Name;

use super::attribute::{Attribute, AttributeType};

/// The name of a subject or an issuer.
///
/// Two names are equal when they match by RFC 5280 §7.1: case and repeated spaces do not count.
#[derive(Clone, Debug)]
pub struct DistinguishedName {
    der: Vec<u8>,
    attributes: Vec<Attribute>,
    /// The positions of attributes that belong to the same relative name as the one before.
    joined: Vec<usize>,
    canonical: String,
}

impl DistinguishedName {
    pub(crate) fn from_parsed(parsed: &X509Name<'_>) -> Self {
        let mut attributes = Vec::new();
        let mut joined = Vec::new();
        let mut canonical = String::new();
        for rdn in parsed.iter_rdn() {
            let start = attributes.len();
            attributes.extend(rdn.iter().map(Attribute::from_parsed));
            joined.extend(start + 1..attributes.len());
            let rdn: &[Attribute] = attributes.get(start..).unwrap_or_default();
            if let [single] = rdn {
                write_canonical(single, &mut canonical);
            } else {
                let mut parts: Vec<String> = rdn.iter().map(canonical_part).collect();
                parts.sort_unstable();
                canonical.push_str(&parts.join("+"));
            }
            canonical.push('\n');
        }
        Self {
            der: parsed.as_raw().to_vec(),
            attributes,
            joined,
            canonical,
        }
    }

    /// The name in DER, as it stands in the certificate.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The attributes in the order of the encoding.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The values of one type, in the order of the encoding.
    pub fn values(&self, kind: &AttributeType) -> impl Iterator<Item = &str> {
        self.attributes
            .iter()
            .filter(move |a| a.kind == *kind)
            .map(|a| a.value.as_str())
    }

    /// The most specific common name, which is the last one of the encoding.
    pub fn common_name(&self) -> Option<&str> {
        self.values(&AttributeType::CommonName).last()
    }

    /// Whether the name has no attribute.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// A text that two names share exactly when they match.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }
}

impl PartialEq for DistinguishedName {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for DistinguishedName {}

/// The string form of RFC 4514: the last relative name of the encoding first, the attributes of one joined by `+`, special
/// characters escaped.
///
/// Control characters are written as `\` and two hexadecimal digits, so a hostile name cannot drive a terminal.
impl fmt::Display for DistinguishedName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut end = self.attributes.len();
        while let Some(last) = end.checked_sub(1) {
            let start = (0..=last)
                .rfind(|at| self.joined.binary_search(at).is_err())
                .unwrap_or_default();
            if end < self.attributes.len() {
                formatter.write_str(",")?;
            }
            let relative = self.attributes.get(start..end).unwrap_or_default();
            for (index, attribute) in relative.iter().enumerate() {
                let separator = if index > 0 { "+" } else { "" };
                write!(formatter, "{separator}{}=", attribute.kind)?;
                escape(&attribute.value, formatter)?;
            }
            end = start;
        }
        Ok(())
    }
}

fn canonical_part(attribute: &Attribute) -> String {
    let mut part = String::new();
    write_canonical(attribute, &mut part);
    part
}

fn write_canonical(attribute: &Attribute, text: &mut String) {
    text.push_str(attribute.kind.as_str());
    text.push('=');
    for (index, word) in attribute.value.split_whitespace().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        // Separators of this text are doubled, so that no value can imitate another name.
        for character in word.chars() {
            match character {
                '+' | '\\' => text.extend(['\\', character]),
                _ if character.is_ascii() => text.push(character.to_ascii_lowercase()),
                _ => text.extend(character.to_lowercase()),
            }
        }
    }
}

fn escape(value: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    use fmt::Write as _;
    let last = value.chars().count().saturating_sub(1);
    for (index, character) in value.chars().enumerate() {
        match character {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(formatter, "\\{character}")?,
            ' ' if index == 0 || index == last => formatter.write_str("\\ ")?,
            '#' if index == 0 && last > 0 && !is_hex_value(value) => formatter.write_str("\\#")?,
            c if c.is_control() || is_directional(c) => {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    write!(formatter, "\\{byte:02x}")?;
                }
            }
            c => formatter.write_char(c)?,
        }
    }
    Ok(())
}

fn is_hex_value(value: &str) -> bool {
    value
        .strip_prefix('#')
        .is_some_and(|hex| !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Characters that turn the direction of text around and so make one name look like another.
fn is_directional(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use x509_parser::asn1_rs::FromDer as _;

    use super::*;

    fn name(attributes: &[(AttributeType, &str)]) -> DistinguishedName {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|(kind, value)| Attribute {
                kind: kind.clone(),
                value: (*value).into(),
            })
            .collect();
        let canonical = attributes.iter().map(|a| canonical_part(a) + "\n").collect();
        DistinguishedName {
            der: Vec::new(),
            attributes,
            joined: Vec::new(),
            canonical,
        }
    }

    #[test]
    fn case_and_spaces_do_not_make_another_name() {
        let left = name(&[(AttributeType::CommonName, "Example  Root CA")]);
        let right = name(&[(AttributeType::CommonName, " example root ca ")]);
        assert_eq!(left, right);
    }

    #[test]
    fn control_and_special_characters_are_escaped() {
        let name = name(&[(AttributeType::Organization, "A, \"B\"\u{1b}[2J")]);
        assert_eq!(name.to_string(), "O=A\\, \\\"B\\\"\\1b[2J");
    }

    #[test]
    fn attributes_of_one_relative_name_are_joined_by_a_plus() {
        let der = hex::decode(concat!(
            "303d310b3009060355040613025345",
            "311f300d060355040a0c0645782b616d70300e06035504030c076578616d706c65",
            "310d300b060355040b0c044d61696c",
        ))
        .unwrap();
        let (_, parsed) = X509Name::from_der(&der).unwrap();
        let name = DistinguishedName::from_parsed(&parsed);
        assert_eq!(name.to_string(), "OU=Mail,O=Ex\\+amp+CN=example,C=SE");
    }

    #[test]
    fn values_cannot_imitate_another_name() {
        let one = name(&[(AttributeType::CommonName, "a+O=b")]);
        let two = name(&[
            (AttributeType::CommonName, "a"),
            (AttributeType::Organization, "b"),
        ]);
        assert_ne!(one.canonical(), two.canonical());
    }
}

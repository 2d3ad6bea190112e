//! What only the encoding shows: reading a certificate or a request drops it, or makes it uniform.

use x509_parser::asn1_rs::{Oid, Tag, oid};

use crate::{
    ber::{BerError, Element, Reader},
    x509::extension_lists,
};

/// id-ce and id-pe, under which RFC 5280 defines extensions.
const STANDARD: [Oid<'static>; 2] = [oid!(2.5.29), oid!(1.3.6.1.5.5.7.1)];

/// The parts of an encoding that rules ask for; empty where something else stands there.
#[derive(Debug, Default)]
pub(super) struct Encoded<'a> {
    /// The part that is signed.
    pub(super) signed: &'a [u8],
    /// The version as a number, which is one less than people say; 0 when it is left out.
    pub(super) version: u64,
    /// The content octets of the serial number.
    pub(super) serial: &'a [u8],
    /// The algorithm of the signature as the signed part names it.
    pub(super) inner_algorithm: &'a [u8],
    /// The algorithm of the signature as it stands beside the signature.
    pub(super) outer_algorithm: &'a [u8],
    /// The attributes of the issuer's name.
    pub(super) issuer: Vec<Value<'a>>,
    /// The attributes of the subject's name.
    pub(super) subject: Vec<Value<'a>>,
    /// The start and the end of the validity period.
    pub(super) times: Vec<Element<'a>>,
    /// Whether issuerUniqueID or subjectUniqueID is there.
    pub(super) has_unique_identifier: bool,
    /// The extensions, or those that a request asks for.
    extensions: Vec<Extension<'a>>,
}

/// An attribute of a name.
#[derive(Debug)]
pub(super) struct Value<'a> {
    /// The content octets of its type.
    pub(super) kind: &'a [u8],
    /// The type of the string.
    pub(super) tag: Tag,
    /// The octets of the string.
    pub(super) text: &'a [u8],
}

/// An extension.
#[derive(Debug)]
pub(super) struct Extension<'a> {
    oid: &'a [u8],
    /// Whether it is critical.
    pub(super) critical: bool,
    /// The octets inside its OCTET STRING.
    pub(super) value: &'a [u8],
}

impl<'a> Encoded<'a> {
    /// Of a certificate in DER.
    pub(super) fn certificate(der: &'a [u8]) -> Self {
        read_certificate(der).unwrap_or_default()
    }

    /// Of a request in DER.
    pub(super) fn request(der: &'a [u8]) -> Self {
        read_request(der).unwrap_or_default()
    }

    /// The first extension of this kind.
    pub(super) fn extension(&self, oid: &Oid<'_>) -> Option<&Extension<'a>> {
        self.extensions
            .iter()
            .find(|extension| extension.oid == oid.as_bytes())
    }

    /// The elements of the SEQUENCE that is the value of this extension; none when it is not there or is no SEQUENCE.
    pub(super) fn elements(&self, oid: &Oid<'_>) -> Vec<Element<'a>> {
        let value = self.extension(oid).map(|extension| extension.value);
        value.and_then(|value| sequence(value).ok()).unwrap_or_default()
    }

    /// The names of the subject alternative name, as they are encoded.
    pub(super) fn alternative_names(&self) -> Vec<Element<'a>> {
        self.elements(&oid!(2.5.29.17))
    }

    /// The object identifiers of the certificate policies, as content octets.
    pub(super) fn policies(&self) -> Vec<&'a [u8]> {
        let first = |policy: &Element<'a>| Some(Reader::inside(policy).next().ok()??.content);
        self.elements(&oid!(2.5.29.32)).iter().filter_map(first).collect()
    }

    /// The values of the extensions that the standards define (id-ce and id-pe of RFC 5280 §4.2), whose form is DER.
    pub(super) fn standard_values(&self) -> impl Iterator<Item = &'a [u8]> {
        let standard = |extension: &&Extension<'a>| {
            STANDARD
                .iter()
                .any(|arc| extension.oid.starts_with(arc.as_bytes()))
        };
        self.extensions
            .iter()
            .filter(standard)
            .map(|extension| extension.value)
    }

    /// Whether there are extensions.
    pub(super) fn has_extensions(&self) -> bool {
        !self.extensions.is_empty()
    }
}

/// The elements of the one SEQUENCE that `bytes` hold.
pub(super) fn sequence(bytes: &[u8]) -> Result<Vec<Element<'_>>, BerError> {
    all(Reader::new(bytes, "the extension").sequence("a SEQUENCE")?)
}

fn read_certificate(der: &[u8]) -> Result<Encoded<'_>, BerError> {
    let mut certificate = Reader::new(der, "the certificate").sequence("a certificate")?;
    let signed = certificate.element("the part that is signed")?;
    let mut tbs = Reader::inside(&signed);
    let version = match tbs.next_if(|element| element.is_context(0))? {
        Some(element) => Reader::inside(&element).integer("the version")?,
        None => 0,
    };
    let serial = tbs.element("the serial number")?.content;
    let inner_algorithm = tbs.element("the signature algorithm")?.encoded;
    let issuer = values(&tbs.element("the issuer")?)?;
    let times = all(tbs.sequence("the validity period")?)?;
    let subject = values(&tbs.element("the subject")?)?;
    tbs.element("the public key")?;
    let mut has_unique_identifier = false;
    for number in [1, 2] {
        has_unique_identifier |= tbs.next_if(|element| element.is_context(number))?.is_some();
    }
    let extensions = match tbs.next_if(|element| element.is_context(3))? {
        Some(element) => extensions(Reader::inside(&element).sequence("the extensions")?)?,
        None => Vec::new(),
    };
    Ok(Encoded {
        signed: signed.encoded,
        version,
        serial,
        inner_algorithm,
        outer_algorithm: certificate.element("the signature algorithm")?.encoded,
        issuer,
        subject,
        times,
        has_unique_identifier,
        extensions,
    })
}

fn read_request(der: &[u8]) -> Result<Encoded<'_>, BerError> {
    let signed = Reader::new(der, "the request")
        .sequence("a request")?
        .element("the part that is signed")?;
    let mut info = Reader::inside(&signed);
    let version = info.integer("the version")?;
    let subject = values(&info.element("the subject")?)?;
    info.element("the public key")?;
    // The list that the reader takes; a rule of its own asks for others.
    let requested = match extension_lists(signed.encoded)?.first() {
        Some(list) => extensions(Reader::new(list.der, "the request").sequence("extensions")?)?,
        None => Vec::new(),
    };
    Ok(Encoded {
        signed: signed.encoded,
        version,
        subject,
        extensions: requested,
        ..Encoded::default()
    })
}

fn all(mut reader: Reader<'_>) -> Result<Vec<Element<'_>>, BerError> {
    let mut elements = Vec::new();
    while let Some(element) = reader.next()? {
        elements.push(element);
    }
    Ok(elements)
}

fn values<'a>(name: &Element<'a>) -> Result<Vec<Value<'a>>, BerError> {
    let mut values = Vec::new();
    for rdn in all(Reader::inside(name))? {
        for attribute in all(Reader::inside(&rdn))? {
            let mut attribute = Reader::inside(&attribute);
            let kind = attribute.element("the type of an attribute")?.content;
            let value = attribute.element("the value of an attribute")?;
            values.push(Value {
                kind,
                tag: value.tag,
                text: value.content,
            });
        }
    }
    Ok(values)
}

fn extensions(reader: Reader<'_>) -> Result<Vec<Extension<'_>>, BerError> {
    let mut extensions = Vec::new();
    for extension in all(reader)? {
        let mut parts = Reader::inside(&extension);
        let oid = parts.element("the identifier of an extension")?.content;
        let critical = parts.next_if(|element| element.is(Tag::Boolean))?;
        extensions.push(Extension {
            oid,
            critical: critical.is_some_and(|element| element.content != [0]),
            value: parts.element("the value of an extension")?.content,
        });
    }
    Ok(extensions)
}

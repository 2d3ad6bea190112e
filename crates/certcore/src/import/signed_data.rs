//! Certificates and revocation lists in PKCS #7 and CMS (RFC 2315 §9.1, RFC 5652 §5.1).

use thiserror::Error;
use x509_parser::asn1_rs::{Oid, Tag};

use super::{collector::Collector, element::Element, object::Object, source::Source};
use crate::{
    diagnostic::error_names,
    x509::{Certificate, RevocationList},
};

/// No certificate and no revocation list is shorter, in octets.
const SHORTEST: usize = 32;

/// Puts every certificate and revocation list of a container, in its order. Signatures are not looked at.
///
/// Lengths may be indefinite (BER). The content that was signed is not looked into, so nothing nests.
pub(super) fn read(collector: &mut Collector<'_>, source: &Source, encoded: &[u8]) {
    if let Err(error) = read_members(collector, source, encoded) {
        collector.unreadable(source.clone(), error);
    }
}

fn read_members(
    collector: &mut Collector<'_>,
    source: &Source,
    encoded: &[u8],
) -> Result<(), SignedDataError> {
    let mut number = 0;
    let mut others = 0;
    for field in fields_of(encoded)? {
        let mut rest = field.octets;
        while !rest.is_empty() {
            let (member, behind) = Element::read(rest).map_err(|_| SignedDataError::Malformed)?;
            rest = behind;
            number += 1;
            // Attribute certificates and the like have other tags.
            if !member.is(Tag::Sequence) || member.encoded.len() < SHORTEST {
                others += 1;
                continue;
            }
            let source = source.with_element(number);
            match field.kind {
                Kind::Certificates => {
                    let certificate = Certificate::read_der(member.encoded);
                    collector.put(source, certificate.map(Box::new).map(Object::Certificate));
                }
                Kind::RevocationLists => {
                    let list = RevocationList::read_der(member.encoded);
                    collector.put(source, list.map(Object::RevocationList));
                }
            }
        }
    }
    match (number, others) {
        (0, _) => Err(SignedDataError::NoCertificates),
        (_, 0) => Ok(()),
        (_, count) => Err(SignedDataError::OtherElements { count }),
    }
}

/// One of the two fields that are of interest.
struct Field<'a> {
    kind: Kind,
    octets: &'a [u8],
}

#[derive(Clone, Copy)]
enum Kind {
    Certificates,
    RevocationLists,
}

/// The fields `certificates` and `crls` of `SignedData`.
fn fields_of(encoded: &[u8]) -> Result<Vec<Field<'_>>, SignedDataError> {
    let malformed = SignedDataError::Malformed;
    let (info, _) = Element::read(encoded).map_err(|_| malformed.clone())?;
    let mut parts = info.elements();
    let kind = parts
        .next()
        .filter(|part| part.is(Tag::Oid))
        .ok_or(malformed.clone())?;
    match Oid::new(kind.content.into()).to_id_string().as_str() {
        "1.2.840.113549.1.7.2" => {}
        "1.2.840.113549.1.7.3" | "1.2.840.113549.1.7.6" | "1.2.840.113549.1.9.16.1.23" => {
            return Err(SignedDataError::Encrypted);
        }
        oid => return Err(SignedDataError::OtherContent { oid: oid.to_owned() }),
    }
    let content = parts
        .next()
        .filter(|part| part.is_context(0))
        .ok_or(malformed.clone())?;
    let signed = content
        .elements()
        .next()
        .filter(|part| part.is(Tag::Sequence))
        .ok_or(malformed)?;
    // version, digestAlgorithms and encapContentInfo come first and are universal.
    let fields = signed.elements().filter_map(|field| {
        let kind = if field.is_context(0) {
            Kind::Certificates
        } else if field.is_context(1) {
            Kind::RevocationLists
        } else {
            return None;
        };
        Some(Field {
            kind,
            octets: field.content,
        })
    });
    // A set of signers may follow; more than one field of a kind is not to be had.
    Ok(fields.take(2).collect())
}

/// Why a PKCS #7 container gave no certificate, or not everything.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SignedDataError {
    /// The container is damaged.
    #[error("this PKCS #7 or CMS container is damaged or cut off (RFC 5652 section 5.1); get it again")]
    Malformed,
    /// The container is encrypted for somebody.
    #[error(
        "this PKCS #7 or CMS container is encrypted; decrypt it with openssl cms -decrypt and the private key of its recipient"
    )]
    Encrypted,
    /// The container holds something else than signed data.
    #[error("this PKCS #7 or CMS container has content of the type {oid}, which carries no certificates")]
    OtherContent {
        /// The dotted object identifier of the content type.
        oid: String,
    },
    /// The container holds neither certificates nor revocation lists.
    #[error("this PKCS #7 or CMS container holds no certificate; its maker left them out, so ask for them")]
    NoCertificates,
    /// Some elements are of other kinds.
    #[error(
        "{count} elements of this PKCS #7 or CMS container are neither certificates nor revocation lists; they were left out"
    )]
    OtherElements {
        /// How many.
        count: usize,
    },
}

error_names!(SignedDataError {
    Self::Malformed => "pkcs7-malformed", "A PKCS #7 container is damaged.";
    Self::Encrypted => "pkcs7-encrypted", "A PKCS #7 container is encrypted.";
    Self::OtherContent { .. } => "pkcs7-other-content", "A PKCS #7 container holds no signed data.";
    Self::NoCertificates => "pkcs7-without-certificates", "A PKCS #7 container holds no certificate.";
    Self::OtherElements { .. } => "pkcs7-other-elements", "A PKCS #7 container holds elements that are no certificates.";
});

//! Certificates and revocation lists in PKCS#7 and CMS (RFC 2315 §9.1, RFC 5652 §5.1).

use x509_parser::asn1_rs::Tag;

use super::{collector::Collector, object::Object, signed_data_error::SignedDataError, source::Source};
use crate::{
    ber::Reader,
    x509::{Certificate, RevocationList},
};

/// No certificate and no revocation list is shorter, in octets.
const SHORTEST: usize = 32;

/// id-signedData (RFC 5652 §5.1)
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
/// id-envelopedData (RFC 5652 §6.1)
const ENVELOPED_DATA: &str = "1.2.840.113549.1.7.3";
/// id-encryptedData (RFC 5652 §8)
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
/// id-ct-authEnvelopedData (RFC 5083 §2.1)
const AUTH_ENVELOPED_DATA: &str = "1.2.840.113549.1.9.16.1.23";

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
    for (kind, mut members) in fields_of(encoded)? {
        while let Some(member) = members.next()? {
            number += 1;
            // Attribute certificates and the like have other tags.
            if !member.is(Tag::Sequence) || member.encoded.len() < SHORTEST {
                others += 1;
                continue;
            }
            let source = source.with_element(number);
            match kind {
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

/// What a field holds.
#[derive(Clone, Copy)]
enum Kind {
    Certificates,
    RevocationLists,
}

/// The fields `certificates` and `crls` of `SignedData`, where they are present.
fn fields_of(encoded: &[u8]) -> Result<Vec<(Kind, Reader<'_>)>, SignedDataError> {
    let mut info = Reader::new(encoded, "the container").sequence("a ContentInfo")?;
    match info.oid("a content type")?.to_id_string().as_str() {
        SIGNED_DATA => {}
        ENVELOPED_DATA | ENCRYPTED_DATA | AUTH_ENVELOPED_DATA => return Err(SignedDataError::Encrypted),
        oid => return Err(SignedDataError::OtherContent { oid: oid.to_owned() }),
    }
    let mut signed = info.context(0, "the content")?.sequence("SignedData")?;
    signed.element("a version")?;
    signed.element("digest algorithms")?;
    signed.element("the content that was signed")?;
    let mut fields = Vec::with_capacity(2);
    for (number, kind) in [(0, Kind::Certificates), (1, Kind::RevocationLists)] {
        if let Some(field) = signed.next_if(|element| element.is_context(number))? {
            fields.push((kind, Reader::inside(&field)));
        }
    }
    Ok(fields)
}

//! The bags in a PKCS#12 file: keys, certificates and what else there is (RFC 7292 §4.2).

use thiserror::Error;
use x509_parser::asn1_rs::{Oid, Tag};

use super::{
    oid::{
        CERTIFICATE_BAG, CRL_BAG, FRIENDLY_NAME, KEY_BAG, LOCAL_KEY_ID, SAFE_CONTENTS_BAG, SECRET_BAG,
        SHROUDED_KEY_BAG, X509_CERTIFICATE,
    },
    read_error::ReadError,
};
use crate::{
    ber::{BerError, Element, Octets, Reader},
    key::KeyReadError,
    pbe::{EncryptedPrivateKey, Scheme, name_of},
    x509::CertificateError,
};

/// How deep bags may hold bags. No producer is known that nests them at all.
const NESTING_LIMIT: usize = 8;

/// The most keys, certificates and other objects that are read from one file.
pub const OBJECT_LIMIT: usize = 100_000;

/// One object with the attributes that are kept (RFC 2985 §5.5).
#[derive(Debug)]
pub(super) struct Bag<'a> {
    pub(super) content: Content<'a>,
    pub(super) friendly_name: Option<String>,
    pub(super) local_key_id: Option<Vec<u8>>,
}

impl Bag<'_> {
    /// How the key in it is encrypted, and the octets.
    pub(super) fn shrouded_key(&self) -> Option<(&Scheme, &[u8])> {
        match &self.content {
            Content::ShroudedKey(key) => Some((&key.scheme, &key.ciphertext)),
            _ => None,
        }
    }

    /// Reads the attributes after the value. One of a wrong type is passed over: it is only a label.
    fn read_attributes(&mut self, fields: &mut Reader<'_>) -> Result<(), BerError> {
        let Some(set) = fields.next_if(|element| element.is(Tag::Set))? else {
            return Ok(());
        };
        let mut set = Reader::inside(&set);
        while let Some(attribute) = set.next()? {
            if !attribute.is(Tag::Sequence) {
                return Err(attribute.is_not("an attribute"));
            }
            let mut attribute = Reader::inside(&attribute);
            let kind = attribute.oid("the object identifier of an attribute")?;
            let values = attribute.element("the values of an attribute")?;
            let Some(value) = Reader::inside(&values).next()? else {
                continue;
            };
            if kind == FRIENDLY_NAME {
                self.friendly_name = text_of(&value);
            } else if kind == LOCAL_KEY_ID && value.is(Tag::OctetString) && !value.constructed {
                self.local_key_id = Some(value.content.to_vec());
            }
        }
        Ok(())
    }
}

/// What a bag holds.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// A `PrivateKeyInfo`.
    Key(&'a [u8]),
    /// An `EncryptedPrivateKeyInfo`.
    ShroudedKey(EncryptedPrivateKey<'a>),
    /// An X.509 certificate in DER.
    Certificate(Octets<'a>),
    /// Something that is not read.
    Other(Skipped),
}

/// An object in a PKCS#12 file that was left out, and why.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Skipped {
    /// A revocation list.
    #[error("a revocation list, which is not read from PKCS#12")]
    RevocationList,
    /// A secret that is neither a private key nor a certificate; Java keeps symmetric keys so.
    #[error("a secret, which is not read from PKCS#12")]
    Secret,
    /// Contents that are encrypted for the holder of a key.
    #[error("contents that only the holder of another private key can decrypt")]
    EnvelopedData,
    /// A certificate that is not X.509.
    #[error("a certificate of the kind {kind}, which is not X.509")]
    OtherCertificate {
        /// Its object identifier, with the name if it has one.
        kind: String,
    },
    /// Another kind of object.
    #[error("an object of the unknown kind {kind}")]
    Unknown {
        /// Its object identifier, with the name if it has one.
        kind: String,
    },
    /// A private key that cannot be used.
    #[error("a private key that cannot be used: {0}")]
    Key(#[source] KeyReadError),
    /// A certificate that cannot be read.
    #[error("a certificate that cannot be read: {0}")]
    Certificate(#[source] CertificateError),
}

/// Adds the bags of a `SafeContents` to `bags`.
pub(super) fn read_bags<'a>(contents: Reader<'a>, bags: &mut Vec<Bag<'a>>) -> Result<(), ReadError> {
    read_nested(contents, NESTING_LIMIT, bags)
}

fn read_nested<'a>(
    mut contents: Reader<'a>,
    levels: usize,
    bags: &mut Vec<Bag<'a>>,
) -> Result<(), ReadError> {
    let mut contents = contents.sequence("a SafeContents")?;
    while let Some(element) = contents.next()? {
        if !element.is(Tag::Sequence) {
            return Err(element.is_not("a SafeBag").into());
        }
        let mut fields = Reader::inside(&element);
        let kind = fields.oid("the object identifier of a bag")?;
        let value = fields.context(0, "the value of a bag")?;
        if kind == SAFE_CONTENTS_BAG {
            let levels = levels
                .checked_sub(1)
                .ok_or_else(|| element.is_not("a bag that is not nested as deep as this one"))?;
            read_nested(value, levels, bags)?;
            continue;
        }
        if bags.len() == OBJECT_LIMIT {
            return Err(ReadError::TooManyObjects { limit: OBJECT_LIMIT });
        }
        let mut bag = Bag {
            content: read_content(&kind, value)?,
            friendly_name: None,
            local_key_id: None,
        };
        bag.read_attributes(&mut fields)?;
        bags.push(bag);
    }
    Ok(())
}

fn read_content<'a>(kind: &Oid<'_>, mut value: Reader<'a>) -> Result<Content<'a>, ReadError> {
    Ok(if *kind == KEY_BAG {
        let element = value.element("a private key")?;
        if !element.is(Tag::Sequence) {
            return Err(element.is_not("a private key").into());
        }
        Content::Key(element.encoded)
    } else if *kind == SHROUDED_KEY_BAG {
        Content::ShroudedKey(EncryptedPrivateKey::read(&mut value)?)
    } else if *kind == CERTIFICATE_BAG {
        let mut certificate = value.sequence("a certificate bag")?;
        let kind = certificate.oid("the object identifier of a certificate bag")?;
        if kind == X509_CERTIFICATE {
            let mut explicit = certificate.context(0, "a certificate")?;
            Content::Certificate(Octets::read(&mut explicit, "the certificate", "a certificate")?)
        } else {
            Content::Other(Skipped::OtherCertificate { kind: name_of(&kind) })
        }
    } else {
        Content::Other(if *kind == CRL_BAG {
            Skipped::RevocationList
        } else if *kind == SECRET_BAG {
            Skipped::Secret
        } else {
            Skipped::Unknown { kind: name_of(kind) }
        })
    })
}

/// The text of a `BMPString` (RFC 2985 §5.5.1) or of the `UTF8String` that some write instead.
fn text_of(value: &Element<'_>) -> Option<String> {
    if value.constructed {
        None
    } else if value.is(Tag::BmpString) {
        let units: Vec<u16> = value
            .content
            .chunks_exact(2)
            .filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)))
            .collect();
        Some(String::from_utf16_lossy(&units))
    } else if value.is(Tag::Utf8String) {
        String::from_utf8(value.content.to_vec()).ok()
    } else {
        None
    }
}

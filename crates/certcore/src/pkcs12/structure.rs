//! The outer structure of a PKCS#12 file (RFC 7292 §4, §4.1).

use x509_parser::asn1_rs::Tag;

use super::{
    bag::OBJECT_LIMIT,
    mac::Mac,
    oid::{DATA, ENCRYPTED_DATA, ENVELOPED_DATA, SIGNED_DATA},
    read_error::ReadError,
};
use crate::{
    ber::{BerError, BerProblem, Octets, Reader},
    pbe::Scheme,
};

const CONTENT_TYPE: &str = "the object identifier of a content type";

/// A `PFX`: what the MAC is made over, and the MAC.
#[derive(Debug)]
pub(super) struct Pfx<'a> {
    pub(super) content: Octets<'a>,
    pub(super) mac: Option<Mac>,
    /// What follows it.
    pub(super) rest: &'a [u8],
}

/// One of the contents.
#[derive(Debug)]
pub(super) enum Safe<'a> {
    /// Not encrypted; its keys may be.
    Plain(Octets<'a>),
    /// Encrypted under a password.
    Encrypted { scheme: Scheme, ciphertext: Octets<'a> },
    /// Encrypted for the holder of a key.
    Enveloped,
}

impl<'a> Pfx<'a> {
    /// Reads the outermost structure; what follows it is no error, as with OpenSSL.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let mut file = Reader::new(bytes, "the file");
        let mut pfx = file.sequence("a PFX")?;
        let rest = file.rest();
        let place = pfx.place();
        if pfx.integer("the version of the PFX")? != 3 {
            return Err(BerError::new(place, BerProblem::Expected("version 3 of the PFX")).into());
        }
        let mut info = pfx.sequence("the authenticated safe")?;
        let place = info.place();
        let content_type = info.oid(CONTENT_TYPE)?;
        if content_type == SIGNED_DATA {
            return Err(ReadError::PublicKeyMode);
        }
        if content_type != DATA {
            return Err(BerError::new(place, BerProblem::Expected("the content type data")).into());
        }
        let mut explicit = info.context(0, "the content of the authenticated safe")?;
        let content = Octets::read(
            &mut explicit,
            "the authenticated safe",
            "the octets of the authenticated safe",
        )?;
        let mac = match pfx.next_if(|element| element.is(Tag::Sequence))? {
            Some(element) => Some(Mac::read(&mut Reader::inside(&element))?),
            None => None,
        };
        Ok(Self { content, mac, rest })
    }

    /// The contents in their order.
    pub(super) fn safes(&self) -> Result<Vec<Safe<'_>>, ReadError> {
        let mut infos = self.content.reader().sequence("an AuthenticatedSafe")?;
        let mut safes = Vec::new();
        while let Some(element) = infos.next()? {
            if !element.is(Tag::Sequence) {
                return Err(element.is_not("a ContentInfo").into());
            }
            if safes.len() == OBJECT_LIMIT {
                return Err(ReadError::TooManyObjects { limit: OBJECT_LIMIT });
            }
            safes.push(Safe::read(Reader::inside(&element))?);
        }
        Ok(safes)
    }
}

impl<'a> Safe<'a> {
    /// How it is encrypted under a password, and the octets.
    pub(super) fn encrypted(&self) -> Option<(&Scheme, &[u8])> {
        match self {
            Self::Encrypted { scheme, ciphertext } => Some((scheme, ciphertext)),
            Self::Plain(_) | Self::Enveloped => None,
        }
    }

    fn read(mut info: Reader<'a>) -> Result<Self, ReadError> {
        let place = info.place();
        let content_type = info.oid(CONTENT_TYPE)?;
        if content_type == ENVELOPED_DATA {
            return Ok(Self::Enveloped);
        }
        let mut content = info.context(0, "the content of a ContentInfo")?;
        if content_type == DATA {
            let octets = Octets::read(&mut content, "the contents", "the octets of the contents")?;
            return Ok(Self::Plain(octets));
        }
        if content_type != ENCRYPTED_DATA {
            let expected = "the content type data, encrypted data or enveloped data";
            return Err(BerError::new(place, BerProblem::Expected(expected)).into());
        }
        let mut data = content.sequence("encrypted data")?;
        data.integer("the version of the encrypted data")?;
        let mut inner = data.sequence("encrypted content")?;
        inner.oid(CONTENT_TYPE)?;
        let scheme = Scheme::read(&mut inner)?;
        let expected = "the octets of the encrypted content";
        let element = inner.element(expected)?;
        if !element.is_context(0) {
            return Err(element.is_not(expected).into());
        }
        Ok(Self::Encrypted {
            scheme,
            ciphertext: Octets::of(&element, "the encrypted contents", expected)?,
        })
    }
}

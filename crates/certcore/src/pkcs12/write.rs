//! The DER of a PKCS#12 file (RFC 7292 §4).

use x509_parser::asn1_rs::Oid;
use yasna::{DERWriter, Tag, construct_der};

use super::{
    new_mac::new_mac,
    oid::{
        CERTIFICATE_BAG, DATA, ENCRYPTED_DATA, FRIENDLY_NAME, LOCAL_KEY_ID, SHROUDED_KEY_BAG,
        X509_CERTIFICATE,
    },
    profile::Profile,
};
use crate::{
    ber::write_oid,
    pbe::{EncodedPassword, Encrypted, PbeError, new_pbes2, new_pkcs12_triple_des},
    x509::Certificate,
};

/// What goes into the file.
#[derive(Clone, Copy)]
pub(super) struct Plain<'a> {
    /// A `PrivateKeyInfo` in DER.
    pub(super) key: &'a [u8],
    pub(super) leaf: &'a Certificate,
    pub(super) chain: &'a [Certificate],
    pub(super) friendly_name: Option<&'a str>,
    /// The same on the key and on its certificate, so that readers find the one by the other.
    pub(super) local_key_id: &'a [u8],
}

impl Plain<'_> {
    /// A whole file: the certificates in an encrypted safe, the key encrypted in a safe that is not.
    pub(super) fn protect(
        &self,
        profile: Profile,
        iterations: u64,
        password: &EncodedPassword<'_>,
    ) -> Result<Vec<u8>, PbeError> {
        let encrypt = |plaintext: &[u8]| {
            let identifier = match profile {
                Profile::Modern | Profile::Pbmac1 => new_pbes2(iterations)?,
                Profile::Legacy => new_pkcs12_triple_des(iterations)?,
            };
            Encrypted::new(identifier, password, plaintext)
        };
        let certificates = encrypt(&self.certificate_bags())?;
        let key = self.key_bag(&encrypt(self.key)?);
        let content = authenticated_safe(&certificates, &key);
        let mac = new_mac(profile, iterations, password, &content)?;
        Ok(construct_der(|writer| {
            writer.write_sequence(|pfx| {
                pfx.next().write_u8(3);
                write_data(pfx.next(), &content);
                pfx.next().write_der(&mac);
            });
        }))
    }

    fn certificate_bags(&self) -> Vec<u8> {
        construct_der(|writer| {
            writer.write_sequence(|bags| {
                self.write_certificate(bags.next(), self.leaf, Labels::Written);
                for certificate in self.chain {
                    self.write_certificate(bags.next(), certificate, Labels::None);
                }
            });
        })
    }

    fn key_bag(&self, encrypted: &Encrypted) -> Vec<u8> {
        construct_der(|writer| {
            writer.write_sequence(|bags| {
                self.write_bag(bags.next(), &SHROUDED_KEY_BAG, Labels::Written, |value| {
                    value.write_sequence(|info| {
                        info.next().write_der(&encrypted.identifier);
                        info.next().write_bytes(&encrypted.ciphertext);
                    });
                });
            });
        })
    }

    fn write_certificate(&self, writer: DERWriter<'_>, certificate: &Certificate, labels: Labels) {
        self.write_bag(writer, &CERTIFICATE_BAG, labels, |value| {
            value.write_sequence(|bag| {
                write_oid(bag.next(), &X509_CERTIFICATE);
                bag.next()
                    .write_tagged(Tag::context(0), |octets| octets.write_bytes(certificate.der()));
            });
        });
    }

    fn write_bag(
        &self,
        writer: DERWriter<'_>,
        kind: &Oid<'_>,
        labels: Labels,
        value: impl FnOnce(DERWriter<'_>),
    ) {
        writer.write_sequence(|bag| {
            write_oid(bag.next(), kind);
            bag.next().write_tagged(Tag::context(0), value);
            if labels == Labels::None {
                return;
            }
            bag.next().write_set_of(|attributes| {
                if let Some(name) = self.friendly_name {
                    write_attribute(attributes.next(), &FRIENDLY_NAME, |value| {
                        value.write_bmp_string(name);
                    });
                }
                write_attribute(attributes.next(), &LOCAL_KEY_ID, |value| {
                    value.write_bytes(self.local_key_id);
                });
            });
        });
    }
}

/// Whether a bag carries the name and the local key identifier.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Labels {
    Written,
    None,
}

fn write_attribute(writer: DERWriter<'_>, kind: &Oid<'_>, value: impl FnOnce(DERWriter<'_>)) {
    writer.write_sequence(|attribute| {
        write_oid(attribute.next(), kind);
        attribute.next().write_set_of(|values| value(values.next()));
    });
}

fn authenticated_safe(certificates: &Encrypted, key_bags: &[u8]) -> Vec<u8> {
    construct_der(|writer| {
        writer.write_sequence(|safes| {
            write_encrypted_data(safes.next(), certificates);
            write_data(safes.next(), key_bags);
        });
    })
}

/// A `ContentInfo` of the type data (RFC 2315 §8).
fn write_data(writer: DERWriter<'_>, octets: &[u8]) {
    writer.write_sequence(|info| {
        write_oid(info.next(), &DATA);
        info.next()
            .write_tagged(Tag::context(0), |content| content.write_bytes(octets));
    });
}

/// A `ContentInfo` of the type encrypted data (RFC 2315 §13).
fn write_encrypted_data(writer: DERWriter<'_>, encrypted: &Encrypted) {
    writer.write_sequence(|info| {
        write_oid(info.next(), &ENCRYPTED_DATA);
        info.next().write_tagged(Tag::context(0), |content| {
            content.write_sequence(|data| {
                data.next().write_u8(0);
                data.next().write_sequence(|inner| {
                    write_oid(inner.next(), &DATA);
                    inner.next().write_der(&encrypted.identifier);
                    inner.next().write_tagged_implicit(Tag::context(0), |octets| {
                        octets.write_bytes(&encrypted.ciphertext);
                    });
                });
            });
        });
    });
}

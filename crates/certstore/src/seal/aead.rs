//! One sealed value: AES-256-GCM (NIST SP 800-38D) with its format in the first octet.
//!
//! Octet 0 is the format, 1; then follow the nonce of 12 octets, the ciphertext, and the tag of 16 octets. The
//! associated data are a domain, one zero octet, and the label of what is sealed, so that no value can be taken for
//! another. The domain contains no zero octet.

use certcore::error_names;
use openssl::{
    error::ErrorStack,
    symm::{Cipher, Crypter, Mode},
};
use thiserror::Error;
use zeroize::Zeroizing;

/// The format that is written, and the only one that is read.
const FORMAT: u8 = 1;
/// The length of a nonce, in octets.
const NONCE: usize = 12;
/// The length of a tag, in octets.
const TAG: usize = 16;

/// Twelve random octets that serve for one sealing: there is no way to use them again.
///
/// With random nonces one key may seal 2^32 values (NIST SP 800-38D §8.3).
#[derive(Debug)]
pub struct Nonce([u8; NONCE]);

impl Nonce {
    /// A nonce of random octets, which must not have been used before.
    pub const fn from_random(random: [u8; NONCE]) -> Self {
        Self(random)
    }
}

/// Seals `plain` for this domain and label.
pub(super) fn seal(
    key: &[u8; 32],
    domain: &str,
    label: &str,
    plain: &[u8],
    nonce: &Nonce,
) -> Result<Vec<u8>, SealError> {
    encrypt(key, domain, label, plain, nonce).map_err(|error| SealError {
        label: label.to_owned(),
        reason: error.to_string(),
    })
}

/// Opens what was sealed for this domain and label.
pub(super) fn open(
    key: &[u8; 32],
    domain: &str,
    label: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let damaged = || OpenError::Damaged {
        label: label.to_owned(),
    };
    match sealed.first() {
        None => return Err(damaged()),
        Some(&FORMAT) => {}
        Some(&format) => {
            return Err(OpenError::UnknownFormat {
                label: label.to_owned(),
                format,
            });
        }
    }
    let (nonce, rest) = sealed
        .get(1..)
        .and_then(|rest| rest.split_at_checked(NONCE))
        .ok_or_else(damaged)?;
    let length = rest.len().checked_sub(TAG).ok_or_else(damaged)?;
    let (ciphertext, tag) = rest.split_at_checked(length).ok_or_else(damaged)?;
    // OpenSSL does not say whether the tag was wrong or something else failed; either way there is no plaintext.
    decrypt(key, domain, label, nonce, ciphertext, tag).map_err(|_| damaged())
}

fn encrypt(
    key: &[u8; 32],
    domain: &str,
    label: &str,
    plain: &[u8],
    nonce: &Nonce,
) -> Result<Vec<u8>, ErrorStack> {
    let mut crypter = Crypter::new(Cipher::aes_256_gcm(), Mode::Encrypt, key, Some(&nonce.0))?;
    crypter.aad_update(&associated(domain, label))?;
    // One octet more than the text, because the binding counts GCM's block size of one on top.
    let mut ciphertext = vec![0; plain.len() + 1];
    let written = crypter.update(plain, &mut ciphertext)?;
    crypter.finalize(&mut [0; 1])?;
    ciphertext.truncate(written);
    let mut tag = [0; TAG];
    crypter.get_tag(&mut tag)?;
    Ok([&[FORMAT][..], &nonce.0, &ciphertext, &tag].concat())
}

/// Not `openssl::symm::decrypt_aead`, because that leaves the plaintext in memory when the tag is wrong.
fn decrypt(
    key: &[u8; 32],
    domain: &str,
    label: &str,
    nonce: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
    let mut crypter = Crypter::new(Cipher::aes_256_gcm(), Mode::Decrypt, key, Some(nonce))?;
    crypter.aad_update(&associated(domain, label))?;
    let mut plain = Zeroizing::new(vec![0; ciphertext.len() + 1]);
    let written = crypter.update(ciphertext, &mut plain)?;
    crypter.set_tag(tag)?;
    crypter.finalize(&mut [0; 1])?;
    plain.truncate(written);
    Ok(plain)
}

fn associated(domain: &str, label: &str) -> Vec<u8> {
    [domain.as_bytes(), &[0], label.as_bytes()].concat()
}

/// A value could not be sealed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{label}: OpenSSL cannot seal it, so it was not stored: {reason}")]
pub struct SealError {
    /// What was to be sealed.
    pub label: String,
    /// What OpenSSL said.
    pub reason: String,
}

error_names!(SealError {
    _ => "key-not-sealed", "OpenSSL could not seal a private key, so it was not stored.";
});

/// Why a sealed value does not open.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum OpenError {
    /// It was written by a newer release, or its first octet was changed.
    #[error(
        "{label}: it is sealed in format {format}, and this release reads format 1; use the release that wrote it"
    )]
    UnknownFormat {
        /// What was sealed.
        label: String,
        /// The format's number.
        format: u8,
    },
    /// It was changed, cut, put in another's place, or sealed under another key.
    #[error(
        "{label}: what is sealed for it was changed, or belongs to something else; import the key again, \
         restore it from a backup of the store, or make a new one"
    )]
    Damaged {
        /// What was sealed.
        label: String,
    },
}

error_names!(OpenError {
    Self::UnknownFormat { .. } => "sealed-key-format-unknown", "A private key is sealed in a format of a newer release.";
    Self::Damaged { .. } => "sealed-key-damaged", "A sealed private key was changed, or put in another's place.";
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn sealed(plain: &[u8]) -> Vec<u8> {
        seal(&KEY, "test", "profile mail", plain, &Nonce::from_random([9; 12])).unwrap()
    }

    #[test]
    fn the_form_on_disk_does_not_change() {
        // From Python: AESGCM(b"\x07" * 32).encrypt(b"\x09" * 12, b"secret", b"test\0profile mail").
        let ciphertext_and_tag = "54e0e7e6db845fea78efdfdb8ffe9166161e176b7ab8";
        let expected = format!("01{}{ciphertext_and_tag}", "09".repeat(12));
        assert_eq!(hex::encode(sealed(b"secret")), expected);
    }

    #[test]
    fn an_unknown_format_is_named() {
        let mut sealed = sealed(b"secret");
        sealed[0] = 2;
        let error = open(&KEY, "test", "profile mail", &sealed).unwrap_err();
        assert!(matches!(error, OpenError::UnknownFormat { format: 2, .. }));
        assert!(error.to_string().starts_with("profile mail: "));
    }

    #[test]
    fn a_value_in_another_place_does_not_open() {
        let sealed = sealed(b"secret");
        assert!(open(&KEY, "test", "profile web", &sealed).is_err());
        assert!(open(&KEY, "other", "profile mail", &sealed).is_err());
        assert!(open(&[8; 32], "test", "profile mail", &sealed).is_err());
    }

    #[test]
    fn a_cut_value_does_not_open() {
        let sealed = sealed(b"secret");
        for length in 0..sealed.len() {
            let error = open(&KEY, "test", "profile mail", &sealed[..length]).unwrap_err();
            assert!(matches!(error, OpenError::Damaged { .. }), "{length}");
        }
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens(plain in prop::collection::vec(any::<u8>(), 0..5000), label in ".*", nonce: [u8; 12]) {
            let sealed = seal(&KEY, "test", &label, &plain, &Nonce::from_random(nonce)).unwrap();
            prop_assert_eq!(sealed.len(), 1 + 12 + plain.len() + 16);
            prop_assert_eq!(&*open(&KEY, "test", &label, &sealed).unwrap(), &plain);
        }

        #[test]
        fn a_changed_bit_is_found(plain in prop::collection::vec(any::<u8>(), 0..60), place: prop::sample::Index, bit in 0..8) {
            let mut sealed = sealed(&plain);
            let place = place.index(sealed.len());
            sealed[place] ^= 1_u8 << bit;
            prop_assert!(open(&KEY, "test", "profile mail", &sealed).is_err());
        }

        #[test]
        fn any_octets_are_refused_and_not_more(octets in prop::collection::vec(any::<u8>(), 0..100)) {
            prop_assert!(open(&KEY, "test", "profile mail", &octets).is_err());
        }
    }
}

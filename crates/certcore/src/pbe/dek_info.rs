//! Private keys that the headers of their PEM block say to be encrypted (RFC 1421 §4.6.1.3), as OpenSSL writes those in
//! the traditional forms.

use zeroize::Zeroizing;

use super::{
    cipher::Cipher,
    digest::{Digest, Hasher},
    error::PbeError,
};
use crate::{ber::is_one_sequence, secret::Password};

/// The octets of the initialization vector that are the salt too.
const SALT: usize = 8;

/// The names that OpenSSL gives to ciphers here.
const CIPHERS: [(&str, Cipher); 21] = [
    ("AES-128-CBC", Cipher::AES_128),
    ("AES-192-CBC", Cipher::AES_192),
    ("AES-256-CBC", Cipher::AES_256),
    ("ARIA-128-CBC", Cipher::ARIA_128),
    ("ARIA-192-CBC", Cipher::ARIA_192),
    ("ARIA-256-CBC", Cipher::ARIA_256),
    ("BF-CBC", Cipher::BLOWFISH),
    ("CAMELLIA-128-CBC", Cipher::CAMELLIA_128),
    ("CAMELLIA-192-CBC", Cipher::CAMELLIA_192),
    ("CAMELLIA-256-CBC", Cipher::CAMELLIA_256),
    ("CAST5-CBC", Cipher::CAST5),
    ("DES-CBC", Cipher::DES),
    ("DES-EDE-CBC", Cipher::TWO_KEY_TRIPLE_DES),
    ("DES-EDE3-CBC", Cipher::TRIPLE_DES),
    ("DESX-CBC", Cipher::DESX),
    ("IDEA-CBC", Cipher::IDEA),
    ("RC2-40-CBC", Cipher::RC2_40),
    ("RC2-64-CBC", Cipher::RC2_64),
    ("RC2-CBC", Cipher::RC2_128),
    ("SEED-CBC", Cipher::SEED),
    ("SM4-CBC", Cipher::SM4),
];

/// Why the value of the header is of no use.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum DekInfoError {
    /// It is not the name of a cipher, a comma, and a vector of the right length.
    Malformed,
    /// A cipher that is not known here.
    UnknownCipher {
        /// Its name.
        name: String,
    },
}

/// What the header `DEK-Info` says: a cipher and its initialization vector.
#[derive(Debug)]
pub(crate) struct DekInfo {
    cipher: Cipher,
    vector: Vec<u8>,
}

impl DekInfo {
    /// Reads the value of the header.
    ///
    /// # Errors
    ///
    /// [`DekInfoError`].
    pub(crate) fn read(value: &str) -> Result<Self, DekInfoError> {
        let (name, vector) = value.split_once(',').unwrap_or((value, ""));
        let name = name.trim();
        if name.is_empty() {
            return Err(DekInfoError::Malformed);
        }
        let (_, cipher) = CIPHERS
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .ok_or_else(|| DekInfoError::UnknownCipher {
                name: name.escape_debug().take(40).collect(),
            })?;
        let vector = hex::decode(vector.trim()).map_err(|_| DekInfoError::Malformed)?;
        if vector.len() != cipher.iv_length {
            return Err(DekInfoError::Malformed);
        }
        Ok(Self { cipher, vector })
    }

    /// Decrypts what is one SEQUENCE in the clear, as every private key is.
    ///
    /// # Errors
    ///
    /// [`PbeError::WrongPassword`], [`PbeError::NotAvailable`], [`PbeError::Failed`].
    pub(crate) fn decrypt(
        &self,
        password: &Password,
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        let key = self.key(password)?;
        let plaintext = self.cipher.decrypt(&key, &self.vector, ciphertext)?;
        if is_one_sequence(&plaintext) {
            Ok(plaintext)
        } else {
            Err(PbeError::WrongPassword)
        }
    }

    /// MD5 over the last hash, the password and the salt, until there is enough (`EVP_BytesToKey`, one iteration).
    fn key(&self, password: &Password) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        let salt = self.vector.get(..SALT).ok_or(PbeError::WrongPassword)?;
        let length = self.cipher.key_length;
        let mut hasher = Hasher::new(Digest::MD5)?;
        let mut key = Zeroizing::new(Vec::with_capacity(length + Digest::MD5.size));
        let mut last = Zeroizing::<Vec<u8>>::default();
        while key.len() < length {
            last = hasher.iterate(&[&last, password.as_str().as_bytes(), salt], 1)?;
            key.extend_from_slice(&last);
        }
        key.truncate(length);
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_read_with_blanks_and_in_either_case() {
        for value in [
            "AES-128-CBC,000102030405060708090A0B0C0D0E0F",
            "aes-128-cbc , 000102030405060708090a0b0c0d0e0f ",
        ] {
            let info = DekInfo::read(value).unwrap();
            assert_eq!(info.cipher, Cipher::AES_128);
            assert_eq!(info.vector, (0..16).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_wrong_with_the_header_is_told_apart() {
        for value in [
            "",
            ",00",
            "AES-128-CBC",
            "AES-128-CBC,",
            "AES-128-CBC,0001",
            "DES-CBC,zz",
        ] {
            assert_eq!(
                DekInfo::read(value).unwrap_err(),
                DekInfoError::Malformed,
                "{value}"
            );
        }
        let error = DekInfo::read("FOO-CBC,0001020304050607").unwrap_err();
        assert!(matches!(error, DekInfoError::UnknownCipher { name } if name == "FOO-CBC"));
    }

    #[test]
    fn a_key_is_made_as_openssl_makes_it() {
        let password = Password::new("secret").unwrap();
        for (name, cipher) in [
            ("AES-256-CBC", openssl::symm::Cipher::aes_256_cbc()),
            ("DES-EDE3-CBC", openssl::symm::Cipher::des_ede3_cbc()),
        ] {
            let info = DekInfo::read(&format!("{name},{}", "07".repeat(cipher.iv_len().unwrap()))).unwrap();
            let expected = openssl::pkcs5::bytes_to_key(
                cipher,
                openssl::hash::MessageDigest::md5(),
                b"secret",
                Some(&[7; 8]),
                1,
            );
            assert_eq!(*info.key(&password).unwrap(), expected.unwrap().key, "{name}");
        }
    }
}

//! The ciphers that password-based schemes use.

use openssl::{cipher::Cipher as OpensslCipher, cipher_ctx::CipherCtx, error::ErrorStack};
use zeroize::Zeroizing;

use super::{error::PbeError, legacy};

/// A cipher with a fixed length of key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Cipher {
    /// Its name for people.
    pub(super) name: &'static str,
    openssl: &'static str,
    provider: Provider,
    /// Octets of key.
    pub(super) key_length: usize,
    /// Octets of initialization vector, 0 for a stream cipher.
    pub(super) iv_length: usize,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Provider {
    Default,
    Legacy,
}

impl Cipher {
    pub(super) const AES_128: Self = Self::modern("AES-128-CBC", "AES-128-CBC", 16, 16);
    pub(super) const AES_192: Self = Self::modern("AES-192-CBC", "AES-192-CBC", 24, 16);
    pub(super) const AES_256: Self = Self::modern("AES-256-CBC", "AES-256-CBC", 32, 16);
    pub(super) const ARIA_128: Self = Self::modern("ARIA-128-CBC", "ARIA-128-CBC", 16, 16);
    pub(super) const ARIA_192: Self = Self::modern("ARIA-192-CBC", "ARIA-192-CBC", 24, 16);
    pub(super) const ARIA_256: Self = Self::modern("ARIA-256-CBC", "ARIA-256-CBC", 32, 16);
    pub(super) const CAMELLIA_128: Self = Self::modern("Camellia-128-CBC", "CAMELLIA-128-CBC", 16, 16);
    pub(super) const CAMELLIA_192: Self = Self::modern("Camellia-192-CBC", "CAMELLIA-192-CBC", 24, 16);
    pub(super) const CAMELLIA_256: Self = Self::modern("Camellia-256-CBC", "CAMELLIA-256-CBC", 32, 16);
    pub(super) const SM4: Self = Self::modern("SM4-CBC", "SM4-CBC", 16, 16);
    pub(super) const TRIPLE_DES: Self = Self::modern("3DES-CBC", "DES-EDE3-CBC", 24, 8);
    pub(super) const TWO_KEY_TRIPLE_DES: Self = Self::modern("2-key-3DES-CBC", "DES-EDE-CBC", 16, 8);
    pub(super) const DES: Self = Self::old("DES-CBC", "DES-CBC", 8, 8);
    pub(super) const DESX: Self = Self::old("DESX-CBC", "DESX-CBC", 24, 8);
    pub(super) const BLOWFISH: Self = Self::old("BF-CBC", "BF-CBC", 16, 8);
    pub(super) const CAST5: Self = Self::old("CAST5-CBC", "CAST5-CBC", 16, 8);
    pub(super) const IDEA: Self = Self::old("IDEA-CBC", "IDEA-CBC", 16, 8);
    pub(super) const SEED: Self = Self::old("SEED-CBC", "SEED-CBC", 16, 16);
    pub(super) const RC2_40: Self = Self::old("RC2-40-CBC", "RC2-40-CBC", 5, 8);
    pub(super) const RC2_64: Self = Self::old("RC2-64-CBC", "RC2-64-CBC", 8, 8);
    pub(super) const RC2_128: Self = Self::old("RC2-128-CBC", "RC2-CBC", 16, 8);
    pub(super) const RC4_40: Self = Self::old("RC4-40", "RC4-40", 5, 0);
    pub(super) const RC4_128: Self = Self::old("RC4-128", "RC4", 16, 0);

    const fn modern(name: &'static str, openssl: &'static str, key_length: usize, iv_length: usize) -> Self {
        Self {
            name,
            openssl,
            provider: Provider::Default,
            key_length,
            iv_length,
        }
    }

    const fn old(name: &'static str, openssl: &'static str, key_length: usize, iv_length: usize) -> Self {
        Self {
            provider: Provider::Legacy,
            ..Self::modern(name, openssl, key_length, iv_length)
        }
    }

    /// Whether nobody should choose it today: a block of 64 bits, or a stream cipher that is broken.
    pub(super) fn is_weak(&self) -> bool {
        self.iv_length < 16
    }

    /// Decrypts; the padding tells a wrong key from the right one, except by chance (1 in 256) or with RC4.
    pub(super) fn decrypt(
        &self,
        key: &[u8],
        iv: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        let cipher = self.fetch()?;
        let mut context = CipherCtx::new()?;
        context.decrypt_init(Some(&cipher), Some(key), self.iv(iv))?;
        let mut plaintext = Zeroizing::new(vec![0; ciphertext.len() + cipher.block_size()]);
        let written = context.cipher_update(ciphertext, Some(&mut plaintext))?;
        let last = plaintext.get_mut(written..).unwrap_or_default();
        let last = context.cipher_final(last).map_err(|_| PbeError::WrongPassword)?;
        plaintext.truncate(written + last);
        Ok(plaintext)
    }

    /// Encrypts, with padding.
    pub(super) fn encrypt(&self, key: &[u8], iv: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, PbeError> {
        let cipher = self.fetch()?;
        let mut context = CipherCtx::new()?;
        context.encrypt_init(Some(&cipher), Some(key), self.iv(iv))?;
        let mut ciphertext = Vec::with_capacity(plaintext.len() + 2 * cipher.block_size());
        context.cipher_update_vec(plaintext, &mut ciphertext)?;
        context.cipher_final_vec(&mut ciphertext)?;
        Ok(ciphertext)
    }

    fn iv<'a>(&self, iv: &'a [u8]) -> Option<&'a [u8]> {
        (self.iv_length > 0).then_some(iv)
    }

    fn fetch(&self) -> Result<OpensslCipher, PbeError> {
        let cipher = match self.provider {
            Provider::Default => OpensslCipher::fetch(None, self.openssl, None),
            Provider::Legacy => legacy::context()
                .ok_or_else(ErrorStack::get)
                .and_then(|context| OpensslCipher::fetch(Some(context), self.openssl, None)),
        };
        cipher.map_err(|_| PbeError::NotAvailable { algorithm: self.name })
    }
}

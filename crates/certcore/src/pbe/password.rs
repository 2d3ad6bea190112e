//! A password in the encodings that key derivation functions take.

use zeroize::Zeroizing;

use crate::secret::Password;

/// A password as octets.
#[derive(Debug)]
pub(crate) struct EncodedPassword<'p> {
    /// UTF-8, for PBES1, PBES2 and PBMAC1 (RFC 8018 §3).
    pub(super) utf8: &'p [u8],
    /// UTF-16, most significant octet first, for the PKCS#12 derivation (RFC 7292 §B.1).
    pub(super) utf16: Zeroizing<Vec<u8>>,
}

impl<'p> EncodedPassword<'p> {
    /// The password with the two zero octets that RFC 7292 §B.1 puts at its end.
    pub(crate) fn new(password: &'p Password) -> Self {
        let text = password.as_str();
        // Two octets for each UTF-16 unit, of which there are no more than UTF-8 octets, and two for the end.
        let mut utf16 = Zeroizing::new(Vec::with_capacity(text.len() * 2 + 2));
        utf16.extend(text.encode_utf16().chain([0]).flat_map(u16::to_be_bytes));
        Self {
            utf8: text.as_bytes(),
            utf16,
        }
    }

    /// The encodings that a file may have been made with, the likeliest first.
    ///
    /// For an empty password some programs leave out the two zero octets, as if there were no password at all.
    pub(crate) fn candidates(password: &'p Password) -> Vec<Self> {
        let mut all = vec![Self::new(password)];
        if password.is_empty() {
            all.push(Self {
                utf8: &[],
                utf16: Zeroizing::default(),
            });
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_of(text: &str) -> Vec<u8> {
        EncodedPassword::new(&Password::new(text).unwrap()).utf16.to_vec()
    }

    #[test]
    fn characters_beyond_the_basic_plane_become_surrogate_pairs() {
        assert_eq!(utf16_of("å€"), [0x00, 0xe5, 0x20, 0xac, 0, 0]);
        assert_eq!(utf16_of("📧"), [0xd8, 0x3d, 0xdc, 0xe7, 0, 0]);
    }

    #[test]
    fn an_empty_password_has_two_encodings() {
        let empty = Password::new("").unwrap();
        let candidates = EncodedPassword::candidates(&empty);
        let lengths: Vec<_> = candidates.iter().map(|one| one.utf16.len()).collect();
        assert_eq!(lengths, [2, 0]);
    }
}

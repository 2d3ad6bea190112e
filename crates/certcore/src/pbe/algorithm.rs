//! How something is encrypted, for people to read.

use std::fmt;

/// The least number of iterations that RFC 8018 §4.2 recommends.
const FEWEST_ITERATIONS: u64 = 1000;

/// How something is encrypted under a password.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Encryption {
    /// The cipher: `AES-256-CBC`, `RC2-40-CBC`.
    pub cipher: &'static str,
    /// What makes the key from the password: `PBKDF2-HMAC-SHA-256`, `PKCS12-SHA-1`, `scrypt`.
    pub derivation: String,
    /// How often the password is hashed; N for scrypt.
    pub iterations: u64,
    pub(super) weak_cipher: bool,
}

impl Encryption {
    /// Whether it should not be chosen today: a cipher older than AES, or fewer than 1000 iterations.
    pub fn is_weak(&self) -> bool {
        self.weak_cipher || self.iterations < FEWEST_ITERATIONS
    }
}

impl fmt::Display for Encryption {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}, {}, {} iterations",
            self.cipher, self.derivation, self.iterations
        )
    }
}

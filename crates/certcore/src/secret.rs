//! Passwords that do not print and do not stay in memory.

use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::diagnostic::error_names;

/// A password for a private key or a PKCS#12 file.
///
/// Its memory is overwritten when it is dropped, and neither `Debug` nor an error shows it. The default one is empty.
#[derive(Clone, Default)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// A password from its text; an empty one is a password too.
    ///
    /// # Errors
    ///
    /// [`PasswordError::ContainsNul`] for a text with a NUL character, which PKCS#12 (RFC 7292 §B.1) and
    /// OpenSSL take for the end of the password.
    pub fn new(text: impl Into<String>) -> Result<Self, PasswordError> {
        let text = Zeroizing::new(text.into());
        if text.contains('\0') {
            return Err(PasswordError::ContainsNul);
        }
        Ok(Self(text))
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the password has no character.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(…)")
    }
}

/// Why a text is no password.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum PasswordError {
    /// It contains a NUL character.
    #[error("the password contains a NUL character; choose one without")]
    ContainsNul,
}

error_names!(PasswordError {
    Self::ContainsNul => "password-contains-nul", "A password contains a NUL character.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_the_password() {
        let password = Password::new("hunter2").unwrap();
        assert!(!format!("{password:?}").contains("hunter2"));
    }

    #[test]
    fn nul_is_refused() {
        assert_eq!(Password::new("a\0b").unwrap_err(), PasswordError::ContainsNul);
    }
}

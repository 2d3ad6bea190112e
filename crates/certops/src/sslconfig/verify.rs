//! What a cipher string selects.

use certnet::tls::{CipherString, CipherStringError, CipherSuite};

/// What a cipher string selects.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VerifiedCiphers {
    /// The string.
    pub ciphers: CipherString,
    /// Its suites with TLS 1.0 to 1.2, in OpenSSL's order.
    pub suites: Vec<CipherSuite>,
    /// The suites of TLS 1.3, which it does not touch.
    pub tls13: Vec<CipherSuite>,
    /// Words in it that mean nothing to OpenSSL.
    pub unknown_words: Vec<String>,
}

/// Checks a cipher string with OpenSSL and expands it.
///
/// # Errors
///
/// [`CipherStringError`].
pub fn verify(text: &str) -> Result<VerifiedCiphers, CipherStringError> {
    let ciphers = CipherString::new(text)?;
    Ok(VerifiedCiphers {
        suites: ciphers.expand(),
        tls13: CipherSuite::tls13(),
        unknown_words: ciphers.unknown_words().into_iter().map(str::to_owned).collect(),
        ciphers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_expanded_and_a_mistyped_word_is_named() {
        let verified = verify("ECDHE+AESGCM:!aNUL").unwrap();
        assert!(
            verified
                .suites
                .iter()
                .all(|suite| suite.name.starts_with("ECDHE-"))
        );
        assert_eq!(verified.unknown_words, ["aNUL"]);
        assert_eq!(verified.tls13.len(), 3);
        assert_eq!(verify("NONSENSE"), Err(CipherStringError::SelectsNothing));
    }
}

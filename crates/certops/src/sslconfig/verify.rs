//! What a cipher string selects.

use certnet::tls::{CipherString, CipherStringError, CipherSuite, Protocol, ProtocolRange};

/// What a cipher string selects.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VerifiedCiphers {
    /// The string.
    pub ciphers: CipherString,
    /// Its suites with TLS 1.0 to 1.2, in OpenSSL's order.
    pub suites: Vec<CipherSuite>,
    /// Those of them that a service without TLS 1.0 and 1.1 does not offer: they are below OpenSSL's security level 2.
    pub not_offered: Vec<CipherSuite>,
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
    let suites = ciphers.expand();
    let offered = ciphers.expand_within(ProtocolRange::between(Protocol::Tls12, Protocol::Tls12));
    let not_offered = suites.iter().filter(|suite| !offered.contains(suite));
    Ok(VerifiedCiphers {
        not_offered: not_offered.cloned().collect(),
        suites,
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
        assert_eq!(verified.not_offered, []);
        assert_eq!(verify("NONSENSE"), Err(CipherStringError::SelectsNothing));
    }

    #[test]
    fn what_openssl_selects_and_no_service_offers_is_named() {
        let verified = verify("HIGH").unwrap();
        assert!(!verified.not_offered.is_empty());
        for suite in &verified.suites {
            let anonymous = suite.authentication == "None";
            assert_eq!(verified.not_offered.contains(suite), anonymous, "{suite:?}");
        }
        assert_eq!(verify("HIGH:@SECLEVEL=0").unwrap().not_offered, []);
    }
}

//! Cipher strings in OpenSSL's language: what is stored, of which the form is known, and what OpenSSL has checked.

use std::{fmt, ops::Deref, str::FromStr};

use certcore::error_names;
use openssl::error::ErrorStack;
use openssl::ssl::{SslContext, SslContextBuilder, SslMethod};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::offer::offered;
use super::protocol::Protocol;
use super::range::ProtocolRange;
use super::suite::CipherSuite;
use super::version_limit::limit;

/// OpenSSL's reason `SSL_R_NO_CIPHER_MATCH`.
const NO_CIPHER_MATCH: i32 = 185;

/// A cipher string whose form alone is known: it has the characters and the length of one.
///
/// This is what is stored. What it selects depends on the OpenSSL at hand, which can be newer than the one with which the
/// string was stored: it may select nothing any more. Words that OpenSSL does not know select nothing and are no error, as
/// in OpenSSL: strings of old products name `SSLv2`, RC4 or export suites that are gone. `TlsFinding` reports them where
/// they are not such words.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct UncheckedCiphers(String);

impl UncheckedCiphers {
    /// The longest string, in octets.
    pub const MAX_LENGTH: usize = 2_000;

    /// Looks at the form of `text`, without spaces around it.
    ///
    /// # Errors
    ///
    /// [`CipherStringError::Invalid`] if it is too long or has a character that no cipher string has;
    /// [`CipherStringError::SelectsNothing`] if it is empty.
    pub fn new(text: &str) -> Result<Self, CipherStringError> {
        let text = text.trim();
        check_characters(text)?;
        if text.is_empty() {
            return Err(CipherStringError::SelectsNothing);
        }
        Ok(Self(text.to_owned()))
    }

    /// The string as it was given, without spaces around it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The suites it selects with TLS 1.0 to 1.2, in OpenSSL's order; none if OpenSSL cannot read it.
    ///
    /// Suites of TLS 1.3 are not among them, see [`TLS13_SUITES`](super::TLS13_SUITES); nor are those that need a secret
    /// shared beforehand (PSK, SRP), which no service has.
    pub fn expand(&self) -> Vec<CipherSuite> {
        self.expand_within(ProtocolRange::between(Protocol::Tls10, Protocol::Tls12))
    }

    /// The suites a service with these versions offers, in OpenSSL's order, without those of TLS 1.3.
    ///
    /// A range without TLS 1.0 and 1.1 is at OpenSSL's security level 2, where suites without authentication and
    /// encryption are not offered, whatever the string says (unless it says `@SECLEVEL=0`).
    pub fn expand_within(&self, range: ProtocolRange) -> Vec<CipherSuite> {
        let suites = || {
            let Some(range) = range.below_tls13() else {
                return Ok(Vec::new());
            };
            let mut context = context_for(range)?;
            context.set_cipher_list(&self.0)?;
            offered(context)
        };
        suites().unwrap_or_else(|_: ErrorStack| Vec::new())
    }

    /// The words that OpenSSL does not know, and that are not the name of something it has dropped.
    ///
    /// `!aNUL` is such a word: it forbids nothing.
    pub fn unknown_words(&self) -> Vec<&str> {
        let Ok(mut context) = context() else {
            return Vec::new();
        };
        let mut unknown = Vec::new();
        for element in self.0.split([':', ',', ';', ' ']) {
            let element = element.trim_start_matches(['!', '-', '+']);
            let element = element.split('@').next().unwrap_or_default();
            for word in element.split('+').filter(|word| !word.is_empty()) {
                let known = DROPPED_WORDS.contains(&word)
                    || is_dropped_suite(word)
                    || context.set_cipher_list(word).is_ok();
                if !known && !unknown.contains(&word) {
                    unknown.push(word);
                }
            }
        }
        unknown
    }
}

impl fmt::Display for UncheckedCiphers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for UncheckedCiphers {
    type Error = CipherStringError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<UncheckedCiphers> for String {
    fn from(string: UncheckedCiphers) -> Self {
        string.0
    }
}

/// A cipher string that selects at least one suite of TLS 1.2 or older that a handshake can use, with the OpenSSL at hand.
///
/// It cannot be read from a store or a file: what is there is [`UncheckedCiphers`].
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CipherString(UncheckedCiphers);

impl CipherString {
    /// Checks `text` with OpenSSL.
    ///
    /// # Errors
    ///
    /// [`CipherStringError::Invalid`] if it is too long, has a character that no cipher string has, or OpenSSL does not
    /// understand it; [`CipherStringError::SelectsNothing`] if no suite of TLS 1.2 or older is left.
    pub fn new(text: &str) -> Result<Self, CipherStringError> {
        let unchecked = UncheckedCiphers::new(text)?;
        let range = ProtocolRange::between(Protocol::Tls10, Protocol::Tls12);
        let mut context = context_for(range).map_err(|error| invalid(&error))?;
        context.set_cipher_list(unchecked.as_str()).map_err(|error| {
            let nothing = |error: &openssl::error::Error| error.reason_code() == NO_CIPHER_MATCH;
            if error.errors().iter().any(nothing) {
                CipherStringError::SelectsNothing
            } else {
                invalid(&error)
            }
        })?;
        if offered(context).map_err(|error| invalid(&error))?.is_empty() {
            return Err(CipherStringError::SelectsNothing);
        }
        Ok(Self(unchecked))
    }
}

impl Deref for CipherString {
    type Target = UncheckedCiphers;

    fn deref(&self) -> &UncheckedCiphers {
        &self.0
    }
}

impl fmt::Display for CipherString {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for CipherString {
    type Err = CipherStringError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl From<CipherString> for UncheckedCiphers {
    fn from(string: CipherString) -> Self {
        string.0
    }
}

/// Why a text is no cipher string.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CipherStringError {
    /// It cannot be read.
    #[error(
        "the cipher string cannot be read: {reason}; write it in the language of OpenSSL, for example ECDHE+AESGCM"
    )]
    Invalid {
        /// What is wrong with it.
        reason: String,
    },
    /// No suite is left.
    #[error(
        "the cipher string selects no suite of TLS 1.2 or older; check its words and their case. The suites of \
         TLS 1.3 are fixed and do not belong into it"
    )]
    SelectsNothing,
}

error_names!(CipherStringError {
    Self::Invalid { .. } => "cipher-string-invalid", "OpenSSL cannot read a cipher string.";
    Self::SelectsNothing => "cipher-string-selects-nothing",
        "A cipher string leaves no suite for TLS 1.2 and older.";
});

/// Words for what OpenSSL 3 no longer has, or is often built without, and those that stand for a whole string.
const DROPPED_WORDS: [&str; 45] = [
    "SUITEB128",
    "SUITEB128ONLY",
    "SUITEB192",
    "COMPLEMENTOFALL",
    "COMPLEMENTOFDEFAULT",
    "SSLv2",
    "SSLv3",
    "EXP",
    "EXPORT",
    "EXPORT40",
    "EXPORT56",
    "LOW",
    "MEDIUM",
    "DES",
    "3DES",
    "RC2",
    "RC4",
    "MD5",
    "IDEA",
    "SEED",
    "CAMELLIA",
    "CAMELLIA128",
    "CAMELLIA256",
    "ARIA",
    "ARIA128",
    "ARIA256",
    "ARIAGCM",
    "GOST",
    "GOST89",
    "GOST89MAC",
    "GOST94",
    "kGOST",
    "aGOST",
    "aGOST01",
    "aGOST12",
    "kGOST18",
    "MAGMA",
    "GRASSHOPPER",
    "FZA",
    "kFZA",
    "aFZA",
    "eFZA",
    "KRB5",
    "kDHr",
    "kDHd",
];

fn is_dropped_suite(word: &str) -> bool {
    let dropped = ["EXP-", "EXP1024-", "KRB5-", "DH-", "ECDH-", "FZA-"];
    let parts = [
        "RC4",
        "RC2",
        "DES",
        "IDEA",
        "SEED",
        "CAMELLIA128",
        "CAMELLIA256",
        "CBC3",
    ];
    dropped.iter().any(|prefix| word.starts_with(prefix))
        || ["DH", "kDH", "aDH", "kECDHr", "kECDHe", "aECDH", "kKRB5", "aKRB5"].contains(&word)
        || (word.contains('-') && word.split('-').any(|part| parts.contains(&part)))
}

fn context() -> Result<SslContextBuilder, ErrorStack> {
    SslContext::builder(SslMethod::tls_client())
}

fn context_for(range: ProtocolRange) -> Result<SslContextBuilder, ErrorStack> {
    let mut context = context()?;
    limit(&mut context, range)?;
    Ok(context)
}

fn check_characters(text: &str) -> Result<(), CipherStringError> {
    if text.len() > UncheckedCiphers::MAX_LENGTH {
        return Err(CipherStringError::Invalid {
            reason: format!(
                "it has {} octets and may have {}",
                text.len(),
                UncheckedCiphers::MAX_LENGTH
            ),
        });
    }
    let strange = |character: char| !character.is_ascii_alphanumeric() && !"-_+!@=:,; .".contains(character);
    match text
        .chars()
        .enumerate()
        .find(|(_, character)| strange(*character))
    {
        Some((index, character)) => Err(CipherStringError::Invalid {
            reason: format!("character {} is '{}'", index + 1, character.escape_debug()),
        }),
        None => Ok(()),
    }
}

fn invalid(error: &ErrorStack) -> CipherStringError {
    let reason = error.errors().first().and_then(openssl::error::Error::reason);
    CipherStringError::Invalid {
        reason: format!("OpenSSL says \"{}\"", reason.unwrap_or("error")),
    }
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic;

    use super::*;

    fn names(suites: &[CipherSuite]) -> Vec<&str> {
        suites.iter().map(|suite| suite.name.as_str()).collect()
    }

    #[test]
    fn a_string_is_expanded_in_its_order_with_what_each_suite_is_made_of() {
        let string = CipherString::new("AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256").expect("valid");
        let suites = string.expand();
        assert_eq!(names(&suites), ["AES256-SHA", "ECDHE-RSA-AES128-GCM-SHA256"]);
        assert_eq!(
            suites[1],
            CipherSuite {
                name: "ECDHE-RSA-AES128-GCM-SHA256".to_owned(),
                standard_name: Some("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256".to_owned()),
                protocol: "TLSv1.2".to_owned(),
                key_exchange: "ECDH".to_owned(),
                authentication: "RSA".to_owned(),
                encryption: "AESGCM(128)".to_owned(),
                mac: "AEAD".to_owned(),
                strength_bits: 128,
            }
        );
        assert_eq!(suites[0].protocol, "SSLv3");
    }

    #[test]
    fn strings_that_select_nothing_are_refused() {
        for text in [
            "",
            "   ",
            "NOSUCHWORD",
            "HIGH:!ALL",
            "TLS_AES_128_GCM_SHA256",
            "PSK",
            "aNULL@SECLEVEL=2",
            "EXPORT",
            "aNULL:@SECLEVEL=2",
        ] {
            let error = CipherString::new(text).expect_err(text);
            assert_eq!(error.name(), "cipher-string-selects-nothing", "{text}: {error}");
        }
    }

    #[test]
    fn strings_that_cannot_be_read_are_refused_with_the_place() {
        let long = "HIGH:".repeat(1_000);
        for (text, reason) in [
            ("HIGH\0LOW", "character 5 is '\\0'"),
            ("HIGH:größe", "character 8 is 'ö'"),
            ("HIGH:@NOSUCH", "invalid command"),
            ("HIGH:@SECLEVEL=9", "invalid command"),
            (long.as_str(), "it has 5000 octets and may have 2000"),
        ] {
            let error = CipherString::new(text).expect_err(reason);
            assert_eq!(error.name(), "cipher-string-invalid", "{error}");
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn tls_1_3_suites_are_never_in_the_expansion() {
        let suites = CipherString::new("ALL:COMPLEMENTOFALL").expect("valid").expand();
        assert!(suites.iter().all(|suite| suite.protocol != "TLSv1.3"));
        assert!(suites.iter().any(CipherSuite::is_null));
        assert!(suites.iter().any(CipherSuite::is_anonymous));
    }

    #[test]
    fn the_range_decides_what_is_offered() {
        let string = CipherString::new("ALL").expect("valid");
        let modern = string.expand_within(ProtocolRange::only(Protocol::Tls12));
        assert!(!modern.is_empty());
        assert!(!modern.iter().any(CipherSuite::is_anonymous));
        let old = string.expand_within(ProtocolRange::only(Protocol::Tls10));
        assert!(old.iter().any(CipherSuite::is_anonymous));
        assert!(old.iter().all(|suite| suite.protocol != "TLSv1.2"));
        assert!(
            string
                .expand_within(ProtocolRange::only(Protocol::Tls13))
                .is_empty()
        );
    }

    #[test]
    fn a_stored_string_is_judged_by_its_form_only() {
        for text in ["HIGH:!aNULL", "NOSUCHWORD", "HIGH:@NOSUCH", "HIGH:!ALL"] {
            let json = format!("\"{text}\"");
            let stored: UncheckedCiphers = serde_json::from_str(&json).expect(text);
            assert_eq!(serde_json::to_string(&stored).expect("serialises"), json);
            assert_eq!(
                stored.expand().is_empty(),
                CipherString::new(text).is_err(),
                "{text}"
            );
        }
        for text in ["", "  ", "HIGH|LOW", "größe"] {
            assert!(serde_json::from_str::<UncheckedCiphers>(&format!("\"{text}\"")).is_err());
        }
    }

    #[test]
    fn a_mistyped_word_is_unknown_and_a_dropped_one_is_not() {
        let unknown = |text| {
            let string = CipherString::new(text).expect("valid");
            string.unknown_words().join(" ")
        };
        assert_eq!(unknown("HIGH:!aNUL:ECDHE+AESGMC"), "aNUL AESGMC");
        assert_eq!(unknown("SUITEB128:ALL@SECLEVEL=0"), "");
        assert_eq!(unknown("RC4-SHA:RC4-MD5:ALL"), "");
        assert_eq!(unknown("MEDIUM:HIGH:-SSLv2:-aNULL:!RC4:@STRENGTH:-EXPORT"), "");
        assert_eq!(
            unknown("HIGH:!DES:!3DES:!IDEA:!SRP:!PSK:!kRSA:!DSS:@SECLEVEL=1"),
            ""
        );
    }
}

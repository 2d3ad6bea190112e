//! What is weak in the TLS settings of a service.

use certcore::error_names;
use thiserror::Error;

use super::protocol::Protocol;
use super::service::TlsService;
use super::settings::TlsSettings;
use super::suite::CipherSuite;

/// A warning about settings that are valid.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum TlsFinding {
    /// TLS 1.0 or 1.1 is spoken.
    #[error(
        "{service} speaks TLS {}, which RFC 8996 deprecates; it also lowers what is asked of keys and signatures with \
         newer versions",
        versions_of(.versions)
    )]
    VersionDeprecated {
        /// Whose settings.
        service: TlsService,
        /// The deprecated versions, oldest first.
        versions: Vec<Protocol>,
    },
    /// A version is chosen for which the cipher string has no suite.
    #[error(
        "{service} is set to speak TLS {}, but no suite of its cipher string works with it, so it never will",
        versions_of(.versions)
    )]
    VersionWithoutSuite {
        /// Whose settings.
        service: TlsService,
        /// The versions without a suite, oldest first.
        versions: Vec<Protocol>,
    },
    /// Suites without authentication are offered.
    #[error("{service} offers suites that do not authenticate the server: {}", .suites.join(", "))]
    Anonymous {
        /// Whose settings.
        service: TlsService,
        /// OpenSSL's names of the suites.
        suites: Vec<String>,
    },
    /// Suites without encryption are offered.
    #[error("{service} offers suites that do not encrypt: {}", .suites.join(", "))]
    Null {
        /// Whose settings.
        service: TlsService,
        /// OpenSSL's names of the suites.
        suites: Vec<String>,
    },
    /// Suites with weak encryption are offered.
    #[error(
        "{service} offers suites with weak encryption (RC4, 3DES, export grade, less than 112 bits of strength): {}",
        .suites.join(", ")
    )]
    Weak {
        /// Whose settings.
        service: TlsService,
        /// OpenSSL's names of the suites.
        suites: Vec<String>,
    },
    /// Suites without forward secrecy are offered.
    #[error(
        "{service} offers suites with a static key exchange, so that who gets its key later can read recorded connections \
         (RFC 9325 section 4.1); add :!kRSA to the cipher string: {}",
        .suites.join(", ")
    )]
    StaticKeyExchange {
        /// Whose settings.
        service: TlsService,
        /// OpenSSL's names of the suites.
        suites: Vec<String>,
    },
    /// The cipher string has words that mean nothing.
    #[error(
        "the cipher string of {service} has words that OpenSSL does not know, so they select and forbid nothing: {}",
        .words.join(", ")
    )]
    UnknownWords {
        /// Whose settings.
        service: TlsService,
        /// The words.
        words: Vec<String>,
    },
}

error_names!(TlsFinding {
    Self::VersionDeprecated { .. } => "tls-version-deprecated", "A service speaks TLS 1.0 or 1.1 (RFC 8996).";
    Self::VersionWithoutSuite { .. } => "tls-version-without-suite",
        "No suite of a service's cipher string works with one of its TLS versions.";
    Self::Anonymous { .. } => "cipher-anonymous", "A service offers cipher suites without authentication.";
    Self::Null { .. } => "cipher-null", "A service offers cipher suites without encryption.";
    Self::Weak { .. } => "cipher-weak", "A service offers cipher suites with weak encryption.";
    Self::StaticKeyExchange { .. } => "cipher-static-key-exchange",
        "A service offers cipher suites without forward secrecy: RSA key transport, static DH or ECDH (RFC 9325 §4.1).";
    Self::UnknownWords { .. } => "cipher-word-unknown", "A cipher string has words that mean nothing.";
});

/// What is weak in `settings`; that no suite is left at all is told by [`TlsSettings::usable`]. Suites are judged as they are offered with these versions, not as they are written.
pub fn findings(settings: &TlsSettings) -> Vec<TlsFinding> {
    let service = settings.service();
    let suites = settings.suites();
    let mut findings = Vec::new();

    let (deprecated, unspoken): (Vec<_>, Vec<_>) = (
        settings
            .protocols()
            .versions()
            .filter(|version| version.is_deprecated())
            .collect(),
        settings.versions_without_suite(),
    );
    if !deprecated.is_empty() {
        findings.push(TlsFinding::VersionDeprecated {
            service,
            versions: deprecated,
        });
    }
    if !unspoken.is_empty() && settings.usable().is_ok() {
        findings.push(TlsFinding::VersionWithoutSuite {
            service,
            versions: unspoken,
        });
    }
    findings.extend(
        named(&suites, CipherSuite::is_anonymous).map(|suites| TlsFinding::Anonymous { service, suites }),
    );
    findings.extend(named(&suites, CipherSuite::is_null).map(|suites| TlsFinding::Null { service, suites }));
    findings.extend(named(&suites, CipherSuite::is_weak).map(|suites| TlsFinding::Weak { service, suites }));
    findings.extend(
        named(&suites, CipherSuite::has_static_key_exchange)
            .map(|suites| TlsFinding::StaticKeyExchange { service, suites }),
    );
    let words = settings.ciphers().unknown_words();
    if !words.is_empty() {
        findings.push(TlsFinding::UnknownWords {
            service,
            words: words.into_iter().map(str::to_owned).collect(),
        });
    }
    findings
}

/// The names of the suites for which `holds`, if there are any.
fn named(suites: &[CipherSuite], holds: impl Fn(&CipherSuite) -> bool) -> Option<Vec<String>> {
    let names: Vec<_> = suites
        .iter()
        .filter(|suite| holds(suite))
        .map(|suite| suite.name.clone())
        .collect();
    (!names.is_empty()).then_some(names)
}

fn versions_of(versions: &[Protocol]) -> String {
    let versions: Vec<_> = versions.iter().map(|version| version.as_str()).collect();
    versions.join(" and ")
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic;

    use super::super::preset::Preset;
    use super::*;

    fn names(protocols: &str, ciphers: &str) -> Vec<&'static str> {
        let settings = TlsSettings::new(
            TlsService::Inbound,
            protocols.parse().expect("a range"),
            ciphers.parse().expect("a cipher string"),
        )
        .expect("valid");
        findings(&settings).iter().map(Diagnostic::name).collect()
    }

    #[test]
    fn the_modern_preset_has_no_finding() {
        for service in TlsService::ALL {
            let settings = Preset::Modern.settings(service).expect("settings");
            assert_eq!(findings(&settings), []);
        }
    }

    #[test]
    fn the_appliance_speaks_a_deprecated_version_and_offers_short_integrity_tags() {
        let settings = Preset::Asyncos15_5.settings(TlsService::Gui).expect("settings");
        let findings = findings(&settings);
        let names: Vec<_> = findings.iter().map(Diagnostic::name).collect();
        assert_eq!(
            names,
            [
                "tls-version-deprecated",
                "tls-version-without-suite",
                "cipher-weak",
                "cipher-static-key-exchange"
            ]
        );
        let TlsFinding::Weak { suites, .. } = &findings[2] else {
            panic!("{findings:?}");
        };
        assert!(suites.iter().all(|suite| suite.ends_with("-CCM8")), "{suites:?}");
    }

    #[test]
    fn suites_without_authentication_or_encryption_are_named() {
        let settings = TlsSettings::new(
            TlsService::Outbound,
            "1.1-1.2".parse().expect("a range"),
            "AECDH-NULL-SHA:AES128-SHA:ADH-AES128-SHA:NULL-SHA256"
                .parse()
                .expect("a cipher string"),
        )
        .expect("valid");
        let findings = findings(&settings);
        assert!(findings.contains(&TlsFinding::Anonymous {
            service: TlsService::Outbound,
            suites: vec!["AECDH-NULL-SHA".to_owned(), "ADH-AES128-SHA".to_owned()],
        }));
        assert!(findings.contains(&TlsFinding::Null {
            service: TlsService::Outbound,
            suites: vec!["AECDH-NULL-SHA".to_owned(), "NULL-SHA256".to_owned()],
        }));
        let text = findings.iter().map(ToString::to_string).collect::<String>();
        assert!(text.contains("ADH-AES128-SHA"), "{text}");
    }

    #[test]
    fn what_the_security_level_keeps_out_is_no_finding() {
        assert_eq!(names("1.2-1.3", "ALL:!kRSA"), Vec::<&str>::new());
        assert_eq!(
            names("1.2", "ALL:!kRSA:@SECLEVEL=0"),
            ["cipher-anonymous", "cipher-weak"]
        );
    }

    #[test]
    fn a_version_that_no_suite_serves_is_named() {
        assert_eq!(
            names("1.1-1.2", "AESGCM:!aNULL:!kRSA"),
            ["tls-version-deprecated", "tls-version-without-suite"]
        );
    }

    #[test]
    fn a_mistyped_word_is_a_finding() {
        assert_eq!(names("1.2", "HIGH:!kRSA:!aNUL"), ["cipher-word-unknown"]);
    }

    #[test]
    fn suites_whose_keys_hang_on_the_certificate_are_a_finding() {
        let found = |ciphers: &str| {
            let settings = TlsSettings::new(
                TlsService::Inbound,
                "1.2-1.3".parse().expect("a range"),
                ciphers.parse().expect("a cipher string"),
            );
            findings(&settings.expect("valid"))
        };
        assert_eq!(
            found("ECDHE+AESGCM:AES128-SHA:AES256-GCM-SHA384"),
            [TlsFinding::StaticKeyExchange {
                service: TlsService::Inbound,
                suites: vec!["AES128-SHA".to_owned(), "AES256-GCM-SHA384".to_owned()],
            }]
        );
        assert_eq!(found("ECDHE+AESGCM:DHE+AESGCM"), []);
    }
}

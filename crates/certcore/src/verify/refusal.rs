//! Why a chain is not good.

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use thiserror::Error;

use super::engine::MOST_INTERMEDIATES;
use crate::{diagnostic::error_names, identity::Reference, x509::Purpose};

/// The answer no, with its reason. It is not an error of the program: the question was answered.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Refusal {
    /// The time lies after the validity period.
    #[error(
        "{subject} expired at {}, and the time asked about is {}; renew or replace it",
        text(.not_after), text(.time)
    )]
    Expired {
        /// The certificate's subject.
        subject: String,
        /// Its last second.
        not_after: DateTime<Utc>,
        /// The time that was asked about.
        time: DateTime<Utc>,
    },
    /// The time lies before the validity period.
    #[error(
        "{subject} is valid from {} on, and the time asked about is {}; wait, or correct the clock",
        text(.not_before), text(.time)
    )]
    NotYetValid {
        /// The certificate's subject.
        subject: String,
        /// Its first second.
        not_before: DateTime<Utc>,
        /// The time that was asked about.
        time: DateTime<Utc>,
    },
    /// The path ends before it reaches an anchor.
    #[error("{subject} was issued by {issuer}, {near}{}", fetch_from(.address.as_deref()))]
    IssuerMissing {
        /// The subject of the last certificate of the path.
        subject: String,
        /// The issuer that was looked for.
        issuer: String,
        /// The certificate that comes nearest.
        near: NearMiss,
        /// Where the issuer's certificate can be fetched, as the certificate itself says (RFC 5280 §4.2.2.1).
        address: Option<String>,
    },
    /// The path ends at a root that is not trusted.
    #[error(
        "the path ends at the root {subject}, which is not among the trust anchors; add it if it is to be trusted"
    )]
    UntrustedRoot {
        /// The root's subject.
        subject: String,
    },
    /// The leaf signed itself.
    #[error(
        "{subject} signed itself and is not among the trust anchors; have a CA sign it, or give it as an anchor"
    )]
    SelfSigned {
        /// The leaf's subject.
        subject: String,
    },
    /// The leaf bears the name of its issuer, and nothing else tells them apart.
    #[error(
        "{subject} has the same subject as its issuer and no authority key identifier, so TLS clients based on OpenSSL take it for self-signed (RFC 5280 section 3.2); have the CA issue it with an authority key identifier, or give the CA another name"
    )]
    SelfIssued {
        /// The leaf's subject.
        subject: String,
    },
    /// It is a precertificate.
    #[error(
        "{subject} is a precertificate, which every TLS client refuses (RFC 6962 section 3.1); use the certificate that the CA issued after it"
    )]
    Precertificate {
        /// The certificate's subject.
        subject: String,
    },
    /// A signature is not by the issuer's key.
    #[error(
        "the signature of {subject} was not made by the key of {issuer}; one of the two is not the right certificate"
    )]
    Signature {
        /// The subject of the certificate that bears the signature.
        subject: String,
        /// The issuer's subject.
        issuer: String,
    },
    /// An issuer is no certification authority.
    #[error(
        "{subject} issued a certificate and is not allowed to: it lacks CA:TRUE or keyCertSign (RFC 5280 section 6.1.4)"
    )]
    NotAuthority {
        /// The issuer's subject.
        subject: String,
    },
    /// There are more intermediates than an issuer allows.
    #[error(
        "{subject} allows {allowed} intermediates below it, and the path has more (RFC 5280 section 4.2.1.9)"
    )]
    PathLength {
        /// The issuer's subject.
        subject: String,
        /// How many intermediates it allows.
        allowed: u32,
    },
    /// The path is longer than is ever looked at.
    #[error("the path has more than {MOST_INTERMEDIATES} intermediates")]
    TooLong,
    /// A certificate is not for this side of TLS.
    #[error(
        "{subject} is not for {purpose}: {usage}; a certificate with that usage is needed (RFC 5280 section 4.2.1.12)"
    )]
    Purpose {
        /// The certificate's subject.
        subject: String,
        /// The usage that was asked for.
        purpose: Purpose,
        /// The usages it has.
        usage: String,
    },
    /// A critical extension is not understood.
    #[error(
        "{subject} has a critical extension that is not understood ({oids}), so it must be refused (RFC 5280 section 4.2)"
    )]
    UnknownCritical {
        /// The certificate's subject.
        subject: String,
        /// The extensions' object identifiers.
        oids: String,
    },
    /// An extension is damaged.
    #[error(
        "{subject} has an extension that is malformed or there more than once ({oids}); have the CA issue it again (RFC 5280 section 4.2)"
    )]
    BrokenExtension {
        /// The certificate's subject.
        subject: String,
        /// The extensions' object identifiers.
        oids: String,
    },
    /// A key or a signature is too weak.
    #[error("{subject} is too weak: {what}; at least 112 bits of security are needed")]
    Weak {
        /// The certificate's subject.
        subject: String,
        /// The key or the signature.
        what: String,
    },
    /// A key cannot be used at all.
    #[error(
        "the key of {subject} cannot be used: it is damaged, or its kind ({kind}) is not supported; get a certificate for an RSA, P-256 or P-384 key"
    )]
    UnusableKey {
        /// The certificate's subject.
        subject: String,
        /// The kind of key.
        kind: String,
    },
    /// A name lies outside of what an issuer may sign.
    #[error(
        "a name of {subject} lies outside of what one of its issuers may sign (RFC 5280 section 4.2.1.10)"
    )]
    NameConstraints {
        /// The certificate's subject.
        subject: String,
    },
    /// The leaf does not name the peer.
    #[error("the certificate does not name {reference}; it names {presented} (RFC 9525 section 6)")]
    NameMismatch {
        /// The name that was asked for.
        reference: Reference,
        /// The names of the certificate.
        presented: String,
    },
    /// OpenSSL has another reason.
    #[error("OpenSSL refuses {subject} {} (code {code} of X509_verify_cert)", in_words(.reason, *.code))]
    Other {
        /// The certificate's subject.
        subject: String,
        /// OpenSSL's words.
        reason: &'static str,
        /// OpenSSL's number.
        code: i32,
    },
}

error_names!(Refusal {
    Self::Expired { .. } => "verify-expired", "A certificate of the path has expired.";
    Self::NotYetValid { .. } => "verify-not-yet-valid", "A certificate of the path is not valid yet.";
    Self::IssuerMissing { .. } => "verify-issuer-missing", "The path ends before it reaches a trust anchor.";
    Self::UntrustedRoot { .. } => "verify-untrusted-root", "The path ends at a root that is not trusted.";
    Self::SelfSigned { .. } => "verify-self-signed", "The leaf signed itself and is not a trust anchor.";
    Self::SelfIssued { .. } => "verify-self-issued", "The leaf has the same subject as its issuer and no authority key identifier.";
    Self::Precertificate { .. } => "verify-precertificate", "A certificate of the path is a precertificate.";
    Self::Signature { .. } => "verify-signature", "A signature was not made by the issuer's key.";
    Self::NotAuthority { .. } => "verify-ca-flag", "An issuer is not allowed to sign certificates.";
    Self::PathLength { .. } => "verify-path-length", "The path has more intermediates than an issuer allows.";
    Self::TooLong => "verify-path-too-long", "The path has more intermediates than are ever looked at.";
    Self::Purpose { .. } => "verify-purpose", "A certificate is not for this side of TLS.";
    Self::UnknownCritical { .. } => "verify-unknown-critical-extension", "A critical extension is not understood.";
    Self::BrokenExtension { .. } => "verify-extension-malformed", "An extension cannot be read.";
    Self::Weak { .. } => "verify-weak", "A key or a signature is too weak.";
    Self::UnusableKey { .. } => "verify-key-unusable", "A key of the path is damaged or of a kind that is not supported.";
    Self::NameConstraints { .. } => "verify-name-constraints", "A name lies outside of what an issuer may sign.";
    Self::NameMismatch { .. } => "verify-name-mismatch", "The leaf does not name the peer.";
    Self::Other { .. } => "verify-refused", "OpenSSL refuses the path for a reason without a name of its own.";
});

/// The certificate that bears the name of a missing issuer and still is not the issuer.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum NearMiss {
    /// No certificate has the name.
    None,
    /// It has another key.
    OtherKey,
    /// It does not have the key identifier that the certificate names (RFC 5280 §4.2.1.1).
    OtherIdentifier,
    /// It has the key, and the certificate names another serial number or issuer (RFC 5280 §4.2.1.1).
    OtherSerial,
    /// It was given as an anchor and is not a root.
    AnchorIsNoRoot,
}

impl fmt::Display for NearMiss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::None => "which is not among the certificates that were given; add its certificate",
            Self::OtherKey => "and the certificate of that name that was given has another key; add the right one",
            Self::OtherIdentifier => {
                "and the certificate of that name that was given has another key identifier; add the right one"
            }
            Self::OtherSerial => {
                "and its authority key identifier names the serial number or the issuer of another certificate than the one that was given, so TLS clients based on OpenSSL do not find the issuer (RFC 5280 section 4.2.1.1); have the CA issue it again, or add the certificate that it names"
            }
            Self::AnchorIsNoRoot => {
                "and an anchor that is not a root does not end a path; give the root, or ask that any anchor ends a path"
            }
        })
    }
}

/// OpenSSL's words; it has none for an error that it does not specify.
fn in_words(reason: &str, code: i32) -> String {
    if code == openssl_sys::X509_V_ERR_UNSPECIFIED {
        "and gives no reason; the certificate, or one of its issuers, has more names or constraints than OpenSSL compares, or a malformed extension".to_owned()
    } else {
        format!("because: {reason}")
    }
}

fn fetch_from(address: Option<&str>) -> String {
    address.map_or_else(String::new, |address| {
        format!(
            "; the certificate says that it can be fetched from {}",
            address.escape_debug()
        )
    })
}

fn text(time: &DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

//! What OpenSSL's reasons mean, and in which order it looks.

use openssl_sys as ffi;

use super::{engine::Failure, step::Check};

/// Certificates that need X.509 version 3 and are not, in OpenSSL's own numbering (not in its Rust bindings).
const EXTENSIONS_REQUIRE_VERSION_3: i32 = 93;

/// The kind of a failure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Reason {
    IssuerMissing,
    SelfSignedLeaf,
    UntrustedRoot,
    TooLong,
    Signature,
    NotYetValid,
    Expired,
    UnknownCritical,
    BrokenExtension,
    NotAuthority,
    Purpose,
    PathLength,
    WeakKey,
    WeakDigest,
    NameConstraints,
    Other,
}

impl Reason {
    pub(super) fn of(failure: Failure) -> Self {
        match failure.code {
            ffi::X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT
            | ffi::X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
            | ffi::X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
            | ffi::X509_V_ERR_SUBJECT_ISSUER_MISMATCH
            | ffi::X509_V_ERR_AKID_SKID_MISMATCH
            | ffi::X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH
            | ffi::X509_V_ERR_CERT_UNTRUSTED => Self::IssuerMissing,
            ffi::X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT => Self::SelfSignedLeaf,
            ffi::X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN => Self::UntrustedRoot,
            ffi::X509_V_ERR_CERT_CHAIN_TOO_LONG => Self::TooLong,
            ffi::X509_V_ERR_CERT_SIGNATURE_FAILURE | ffi::X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE => {
                Self::Signature
            }
            ffi::X509_V_ERR_CERT_NOT_YET_VALID => Self::NotYetValid,
            ffi::X509_V_ERR_CERT_HAS_EXPIRED => Self::Expired,
            ffi::X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION => Self::UnknownCritical,
            ffi::X509_V_ERR_INVALID_EXTENSION
            | ffi::X509_V_ERR_INVALID_POLICY_EXTENSION
            | ffi::X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE
            | EXTENSIONS_REQUIRE_VERSION_3 => Self::BrokenExtension,
            ffi::X509_V_ERR_INVALID_CA
            | ffi::X509_V_ERR_INVALID_NON_CA
            | ffi::X509_V_ERR_KEYUSAGE_NO_CERTSIGN => Self::NotAuthority,
            ffi::X509_V_ERR_INVALID_PURPOSE | ffi::X509_V_ERR_CERT_REJECTED => Self::Purpose,
            ffi::X509_V_ERR_PATH_LENGTH_EXCEEDED => Self::PathLength,
            ffi::X509_V_ERR_EE_KEY_TOO_SMALL | ffi::X509_V_ERR_CA_KEY_TOO_SMALL => Self::WeakKey,
            ffi::X509_V_ERR_CA_MD_TOO_WEAK => Self::WeakDigest,
            ffi::X509_V_ERR_PERMITTED_VIOLATION
            | ffi::X509_V_ERR_EXCLUDED_VIOLATION
            | ffi::X509_V_ERR_SUBTREE_MINMAX
            | ffi::X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE
            | ffi::X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX
            | ffi::X509_V_ERR_UNSUPPORTED_NAME_SYNTAX => Self::NameConstraints,
            _ => Self::Other,
        }
    }

    /// The step that shows it.
    pub(super) fn check(self) -> Check {
        match self {
            Self::IssuerMissing
            | Self::SelfSignedLeaf
            | Self::UntrustedRoot
            | Self::TooLong
            | Self::Other => Check::Path,
            Self::Signature => Check::Signature,
            Self::NotYetValid | Self::Expired => Check::Validity,
            Self::UnknownCritical | Self::BrokenExtension => Check::Extensions,
            Self::NotAuthority => Check::Authority,
            Self::Purpose => Check::Purpose,
            Self::PathLength => Check::PathLength,
            Self::WeakKey | Self::WeakDigest => Check::Strength,
            Self::NameConstraints => Check::NameConstraints,
        }
    }
}

/// When OpenSSL comes to a check: the stage, then the position in the path, then the order within a certificate.
///
/// It builds the path, looks at the extensions of one certificate after the other, at the strength, at signatures and
/// times, and at name constraints; it stops at the first failure.
pub(super) fn rank(check: Check, position: usize) -> (u8, usize, u8) {
    match check {
        Check::Path => (0, 0, 0),
        Check::Extensions => (1, position, 0),
        Check::Authority => (1, position, 1),
        Check::Purpose => (1, position, 2),
        Check::PathLength => (1, position, 3),
        Check::Strength => (2, position, 0),
        Check::Signature | Check::Validity => (3, 0, 0),
        Check::NameConstraints => (4, 0, 0),
        Check::Name => (5, 0, 0),
    }
}

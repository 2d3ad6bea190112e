//! One run of OpenSSL's path validation.

use openssl::{
    error::ErrorStack,
    stack::Stack,
    x509::{
        X509, X509PurposeId, X509Ref, X509StoreContext,
        store::{X509Store, X509StoreBuilder},
        verify::{X509VerifyFlags, X509VerifyParam},
    },
};
use thiserror::Error;

use super::question::{AnchorRule, Question, Role};
use crate::{
    diagnostic::error_names,
    x509::{Certificate, Fingerprint},
};

/// How many intermediates a path may have; public chains have one or two.
pub(super) const MOST_INTERMEDIATES: u16 = 10;
/// OpenSSL's security level: keys and digests of at least 112 bits of security, as its TLS asks for since 3.2.
pub(super) const SECURITY_LEVEL: i32 = 2;

/// A certificate in both forms.
pub(super) struct Parsed<'a> {
    pub(super) certificate: &'a Certificate,
    x509: X509,
}

impl<'a> Parsed<'a> {
    /// Each certificate once, in an order that does not depend on that of the input.
    fn all(certificates: &'a [Certificate]) -> Result<Vec<Self>, VerifyError> {
        let mut sorted: Vec<_> = certificates.iter().collect();
        sorted.sort_by_key(|certificate| certificate.sha256());
        sorted.dedup();
        sorted.into_iter().map(Self::new).collect()
    }

    fn new(certificate: &'a Certificate) -> Result<Self, VerifyError> {
        match certificate.to_openssl() {
            Ok(x509) => Ok(Self { certificate, x509 }),
            Err(_) => Err(VerifyError::Unusable {
                subject: certificate.subject().to_string(),
                sha256: certificate.sha256(),
            }),
        }
    }
}

/// Everything that a path can be made of.
pub(super) struct Given<'a> {
    pub(super) leaf: Parsed<'a>,
    pub(super) intermediates: Vec<Parsed<'a>>,
    pub(super) anchors: Vec<Parsed<'a>>,
}

impl<'a> Given<'a> {
    pub(super) fn new(
        leaf: &'a Certificate,
        intermediates: &'a [Certificate],
        anchors: &'a [Certificate],
    ) -> Result<Self, VerifyError> {
        if anchors.is_empty() {
            return Err(VerifyError::NoAnchors);
        }
        Ok(Self {
            leaf: Parsed::new(leaf)?,
            intermediates: Parsed::all(intermediates)?,
            anchors: Parsed::all(anchors)?,
        })
    }

    /// Every certificate, the leaf first.
    pub(super) fn certificates(&self) -> impl Iterator<Item = &'a Certificate> {
        [&self.leaf]
            .into_iter()
            .chain(&self.intermediates)
            .chain(&self.anchors)
            .map(|parsed| parsed.certificate)
    }

    /// The certificates with these fingerprints.
    pub(super) fn find_all(&self, path: &[Fingerprint]) -> Result<Vec<&'a Certificate>, VerifyError> {
        path.iter()
            .map(|sha256| {
                self.certificates()
                    .find(|certificate| certificate.sha256() == *sha256)
                    .ok_or_else(|| VerifyError::Engine {
                        reason: format!(
                            "it put a certificate into the path that nobody gave (SHA-256 {sha256})"
                        ),
                    })
            })
            .collect()
    }

    /// Whether `certificate` is one of the anchors.
    pub(super) fn has_anchor(&self, certificate: &Certificate) -> bool {
        self.anchors
            .iter()
            .any(|anchor| anchor.certificate == certificate)
    }
}

/// What one run found.
pub(super) struct Run {
    /// The path as far as it was built, the leaf first, by fingerprint.
    pub(super) path: Vec<Fingerprint>,
    /// Where and why it failed.
    pub(super) failure: Option<Failure>,
}

/// OpenSSL's reason and the position in the path.
#[derive(Clone, Copy, Debug)]
pub(super) struct Failure {
    pub(super) code: i32,
    pub(super) words: &'static str,
    pub(super) position: usize,
}

/// Runs OpenSSL once, without the issuers in `left_out`.
pub(super) fn run(
    given: &Given<'_>,
    left_out: &[Fingerprint],
    question: &Question,
) -> Result<Run, VerifyError> {
    attempt(given, left_out, question).map_err(|source| VerifyError::Engine {
        reason: source.to_string(),
    })
}

fn attempt(given: &Given<'_>, left_out: &[Fingerprint], question: &Question) -> Result<Run, ErrorStack> {
    let stays = |parsed: &&Parsed<'_>| !left_out.contains(&parsed.certificate.sha256());
    let store = store(given.anchors.iter().filter(stays), question)?;
    let mut untrusted = Stack::new()?;
    for intermediate in given.intermediates.iter().filter(stays) {
        untrusted.push(intermediate.x509.clone())?;
    }
    X509StoreContext::new()?.init(&store, &given.leaf.x509, &untrusted, |context| {
        let good = context.verify_cert()?;
        let path = context
            .chain()
            .map(|chain| chain.iter().map(fingerprint).collect());
        Ok(Run {
            path: path.transpose()?.unwrap_or_default(),
            failure: (!good).then(|| Failure {
                code: context.error().as_raw(),
                words: context.error().error_string(),
                position: usize::try_from(context.error_depth()).unwrap_or_default(),
            }),
        })
    })
}

fn store<'a>(
    anchors: impl Iterator<Item = &'a Parsed<'a>>,
    question: &Question,
) -> Result<X509Store, ErrorStack> {
    let mut parameters = X509VerifyParam::new()?;
    parameters.set_time(question.time.timestamp());
    parameters.set_purpose(match question.role {
        Role::Server => X509PurposeId::SSL_SERVER,
        Role::Client => X509PurposeId::SSL_CLIENT,
    })?;
    parameters.set_depth(i32::from(MOST_INTERMEDIATES));
    parameters.set_auth_level(SECURITY_LEVEL);
    let mut flags = X509VerifyFlags::TRUSTED_FIRST;
    if question.anchors == AnchorRule::AnyCertificate {
        flags |= X509VerifyFlags::PARTIAL_CHAIN;
    }
    parameters.set_flags(flags)?;
    let mut builder = X509StoreBuilder::new()?;
    builder.set_param(&parameters)?;
    for anchor in anchors {
        builder.add_cert(anchor.x509.clone())?;
    }
    Ok(builder.build())
}

fn fingerprint(certificate: &X509Ref) -> Result<Fingerprint, ErrorStack> {
    Ok(Fingerprint::of(&certificate.to_der()?))
}

/// Why a chain could not be verified at all, which is not the same as a chain that is not good.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum VerifyError {
    /// Nobody is trusted.
    #[error(
        "no trust anchor was given, so no chain can be good; give the certificates of the CAs that are trusted"
    )]
    NoAnchors,
    /// OpenSSL is stricter than the reader of certificates.
    #[error(
        "OpenSSL cannot read the certificate {subject} (SHA-256 {sha256}); leave it out or get a sound copy"
    )]
    Unusable {
        /// The subject of the certificate.
        subject: String,
        /// The fingerprint of the certificate.
        sha256: Fingerprint,
    },
    /// OpenSSL gave up.
    #[error("OpenSSL could not carry out the verification: {reason}")]
    Engine {
        /// What it said.
        reason: String,
    },
}

error_names!(VerifyError {
    Self::NoAnchors => "verify-without-anchors", "A chain was to be verified without a trust anchor.";
    Self::Unusable { .. } => "verify-certificate-unusable", "OpenSSL cannot read one of the certificates.";
    Self::Engine { .. } => "verify-engine-failed", "OpenSSL could not carry out a verification.";
});

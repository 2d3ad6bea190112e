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
    path::{BudgetSpent, Graph},
    x509::{Fingerprint, Unservable},
};

/// How many intermediates a path may have; public chains have one or two.
pub(super) const MOST_INTERMEDIATES: u16 = 10;
/// OpenSSL's security level: keys and digests of at least 112 bits of security, as its TLS asks for since 3.2.
pub(super) const SECURITY_LEVEL: i32 = 2;

/// What one run found.
pub(crate) struct Run {
    /// The path as far as it was built, the leaf first, by fingerprint.
    pub(crate) path: Vec<Fingerprint>,
    /// Where and why it failed.
    pub(crate) failure: Option<Failure>,
}

impl Run {
    /// The path as far as it was built, the leaf first.
    pub(crate) fn nodes(&self, graph: &Graph<'_>) -> Result<Vec<usize>, VerifyError> {
        let found = self.path.iter().map(|sha256| {
            graph.find(*sha256).ok_or_else(|| VerifyError::Engine {
                reason: format!("it put an unknown certificate into the path (SHA-256 {sha256})"),
            })
        });
        found.collect()
    }
}

/// OpenSSL's reason and the position in the path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    pub(super) code: i32,
    pub(super) words: &'static str,
    pub(super) position: usize,
}

/// What one run is given.
pub(super) struct Given {
    pub(super) leaf: X509,
    pub(super) intermediates: Vec<X509>,
    pub(super) anchors: Vec<X509>,
}

/// Runs OpenSSL once.
pub(super) fn run(given: &Given, question: &Question) -> Result<Run, VerifyError> {
    attempt(given, question).map_err(|source| VerifyError::Engine {
        reason: source.to_string(),
    })
}

fn attempt(given: &Given, question: &Question) -> Result<Run, ErrorStack> {
    let store = store(&given.anchors, question)?;
    let mut untrusted = Stack::new()?;
    for intermediate in &given.intermediates {
        untrusted.push(intermediate.clone())?;
    }
    X509StoreContext::new()?.init(&store, &given.leaf, &untrusted, |context| {
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

fn store(anchors: &[X509], question: &Question) -> Result<X509Store, ErrorStack> {
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
        builder.add_cert(anchor.clone())?;
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
    /// OpenSSL cannot load the leaf, or the certificate of an issuer that is needed.
    #[error(transparent)]
    Unservable(#[from] Unservable),
    /// There are more paths than are ever tried.
    #[error(transparent)]
    TooComplex(#[from] BudgetSpent),
    /// OpenSSL gave up.
    #[error("OpenSSL could not carry out the verification: {reason}")]
    Engine {
        /// What it said.
        reason: String,
    },
}

error_names!(VerifyError {
    Self::NoAnchors => "verify-without-anchors", "A chain was to be verified without a trust anchor.";
    Self::Engine { .. } => "verify-engine-failed", "OpenSSL could not carry out a verification.";
    @via Self::Unservable(error) => error;
    @via Self::TooComplex(error) => error;
});

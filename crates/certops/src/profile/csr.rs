//! Giving out the request of a profile, once it is committed.

use certcore::{
    error_names,
    lint::{Context, Finding, lint_request},
    x509::CertificateRequest,
};
use certstore::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{
    lookup::{self, LookupError},
    pending::{self, NoPendingRequest, RequestNotCommitted},
};

/// A request for the CA.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Csr {
    /// The profile's name.
    pub name: String,
    /// The request.
    pub request: CertificateRequest,
    /// What is odd about it.
    pub findings: Vec<Finding>,
}

/// The request that waits for the CA's answer.
///
/// Before it is committed it may still change, and the CA's answer to it would fit nothing; so it is not given out.
///
/// # Errors
///
/// [`CsrError`].
pub async fn csr(store: &Store, name: &str, now: DateTime<Utc>) -> Result<Csr, CsrError> {
    let mut reading = store.read().await?;
    let (id, profile) = lookup::existing(&mut reading, name).await?;
    let pending = pending::waiting(name, &profile)?;
    let in_force = lookup::in_force(&mut reading, &id).await?;
    if in_force.and_then(|profile| profile.request) != Some(pending) {
        return Err(RequestNotCommitted {
            name: name.to_owned(),
        }
        .into());
    }
    let request = reading.request(pending.request).await?;
    let findings = lint_request(&request, &Context::at(now));
    Ok(Csr {
        name: name.to_owned(),
        request,
        findings,
    })
}

/// Why a request was not given out.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CsrError {
    /// It is staged only.
    #[error(transparent)]
    NotCommitted(#[from] RequestNotCommitted),
    /// There is none.
    #[error(transparent)]
    NoRequest(#[from] NoPendingRequest),
    /// The profile.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(CsrError {
    @via Self::NotCommitted(error) => error;
    @via Self::NoRequest(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});

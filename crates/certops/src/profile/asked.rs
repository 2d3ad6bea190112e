//! A new request of a profile that has a certificate: what renewal and rekeying have in common.

use certcore::{
    error_names,
    issue::{Description, DescriptionError, IssueError},
    key::PrivateKey,
    x509::CertificateRequest,
};
use certstore::{
    entry::{PendingRequest, Profile},
    store::{StoreError, Writing},
};
use thiserror::Error;

use super::{
    lookup::{self, LookupError},
    names,
    pending::{self, Pending, RequestPending},
};

/// A new request that was staged. The profile's current key and certificate serve on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Asked {
    /// The profile's name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// The request.
    pub request: CertificateRequest,
    /// What deserves a look.
    pub findings: Vec<RequestFinding>,
}

/// Stages a request of `key`; without a description it asks for what the current certificate says.
pub(super) async fn ask(
    writing: &mut Writing<'_>,
    name: &str,
    key: &PrivateKey,
    description: Option<&Description>,
    pending: Pending,
) -> Result<Asked, AskError> {
    let (id, mut profile) = lookup::existing(writing, name).await?;
    pending::make_room(name, &profile, pending)?;
    let mut findings = Vec::new();
    let request = if let Some(description) = description {
        description.request(key)?
    } else {
        let current = writing.certificate(profile.certificate).await?;
        let left_out = names::left_out(&current);
        if !left_out.is_empty() {
            findings.push(RequestFinding::LeftOut { left_out });
        }
        names::description_of(&current)?.request(key)?
    };
    writing.add_request(&request).await?;
    profile.request = Some(PendingRequest {
        request: request.sha256(),
        key: key.public().identity(),
    });
    writing.stage(&id, Some(profile.clone().into())).await?;
    Ok(Asked {
        name: id.name().to_owned(),
        profile,
        request,
        findings,
    })
}

/// What deserves a look in a new request.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RequestFinding {
    /// It asks for less than the certificate has.
    #[error("the current certificate also has {}, which the request does not ask for; if it is needed, tell the CA", .left_out.join(", "))]
    LeftOut {
        /// What it does not ask for.
        left_out: Vec<String>,
    },
}

error_names!(RequestFinding {
    Self::LeftOut { .. } => "request-attributes-left-out", "A new request asks for less than the current certificate has.";
});

/// Why a profile got no new request.
#[derive(Debug, Error)]
pub enum AskError {
    /// A request waits already.
    #[error(transparent)]
    Pending(#[from] RequestPending),
    /// The names of the current certificate cannot stand in a new one.
    #[error(transparent)]
    Description(#[from] DescriptionError),
    /// The request.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The profile.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(AskError {
    @via Self::Pending(error) => error;
    @via Self::Description(error) => error;
    @via Self::Issue(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});

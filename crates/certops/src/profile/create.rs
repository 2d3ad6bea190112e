//! Making a profile: key, self-signed certificate and request in one step.

use certcore::{
    error_names,
    issue::{Description, IssueError},
    key::{KeyAlgorithm, KeyGenerationError, PrivateKey},
    x509::{Certificate, CertificateRequest, Serial, Validity, ValidityError},
};
use certstore::{
    entry::{EntryId, EntryIdError, PendingRequest, Profile, ProfileOrigin},
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::lookup::{self, ProfileExists};

/// For how many days a self-signed certificate is valid, unless told otherwise: the longest that Apple's programs accept
/// of any authority, long enough to wait for a CA, and short of the ten years after which nobody remembers it.
pub const SELF_SIGNED_DAYS: u32 = 825;

/// The kind of key of a new profile, unless told otherwise: every mail server of today takes it, and it costs a
/// handshake least.
pub const ALGORITHM: KeyAlgorithm = KeyAlgorithm::EcP256;

/// What a new profile is made of.
#[derive(Clone, Copy, Debug)]
pub struct Create<'a> {
    /// Its name; without one, the common name or the first DNS name. The star of a wildcard becomes `wildcard`.
    pub name: Option<&'a str>,
    /// Who the certificate is for.
    pub description: &'a Description,
    /// The kind of key.
    pub algorithm: KeyAlgorithm,
    /// For how many days the self-signed certificate is valid.
    pub days: u32,
    /// Its serial number.
    pub serial: &'a Serial,
}

/// A profile that was staged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Created {
    /// Its name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// The certificate that serves until the CA answers.
    pub certificate: Certificate,
    /// The request for the CA.
    pub request: CertificateRequest,
}

/// Makes a key, a certificate that it signs itself, and a request, and stages them as a profile.
///
/// # Errors
///
/// [`CreateError`]; nothing is staged then.
pub async fn create(store: &Store, actor: &Actor, request: &Create<'_>) -> Result<Created, CreateError> {
    let key = PrivateKey::generate(request.algorithm)?;
    let validity = Validity::for_days(actor.at, request.days)?;
    let certificate = request.description.self_signed(&key, validity, request.serial)?;
    let csr = request.description.request(&key)?;
    let id = EntryId::profile(&name_for(request.name, &certificate))?;

    let mut writing = store.write(actor).await?;
    if let Some(exists) = lookup::vacant(&mut writing, &id).await? {
        return Err(exists.into());
    }
    writing.add_key(&key).await?;
    writing.add_certificate(&certificate).await?;
    writing.add_request(&csr).await?;
    let profile = Profile {
        origin: ProfileOrigin::SelfSigned,
        key: key.public().identity(),
        certificate: certificate.sha256(),
        intermediates: Vec::new(),
        request: Some(PendingRequest {
            request: csr.sha256(),
            key: key.public().identity(),
        }),
    };
    writing.stage(&id, Some(profile.clone().into())).await?;
    writing.commit().await?;
    Ok(Created {
        name: id.name().to_owned(),
        profile,
        certificate,
        request: csr,
    })
}

/// The name that was given, or the one that the certificate suggests.
pub(super) fn name_for(given: Option<&str>, certificate: &Certificate) -> String {
    if let Some(name) = given {
        return name.to_owned();
    }
    let dns = || certificate.alternative_names()?.dns.first().map(String::as_str);
    let name = certificate
        .subject()
        .common_name()
        .or_else(dns)
        .unwrap_or_default();
    match name.strip_prefix('*') {
        Some(rest) => format!("wildcard{rest}"),
        None => name.to_owned(),
    }
}

/// Why a profile was not made.
#[derive(Debug, Error)]
pub enum CreateError {
    /// The name is taken.
    #[error(transparent)]
    Exists(#[from] ProfileExists),
    /// No profile can have this name.
    #[error(transparent)]
    Id(#[from] EntryIdError),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyGenerationError),
    /// The validity of the self-signed certificate.
    #[error(transparent)]
    Validity(#[from] ValidityError),
    /// The certificate or the request.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(CreateError {
    @via Self::Exists(error) => error;
    @via Self::Id(error) => error;
    @via Self::Key(error) => error;
    @via Self::Validity(error) => error;
    @via Self::Issue(error) => error;
    @via Self::Store(error) => error;
});

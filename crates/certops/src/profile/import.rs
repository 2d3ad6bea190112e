//! Importing a key with its certificates, as a new profile or in place of one.

use certcore::{
    chain::{Anchors, Cross, Leaf, LeafError, Question, Repair, RepairError, Root, repair},
    error_names,
    fingerprint::Fingerprint,
    key::{PrivateKey, PublicKey},
    x509::Certificate,
};
use certstore::{
    entry::{EntryId, EntryIdError, Profile, ProfileOrigin},
    store::{Actor, KeptKey, Store, StoreError},
};
use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{
    complement::complement,
    create::name_for,
    lookup::{self, ProfileExists},
    trust,
    upload::{AnswerFinding, keep_root, of_chain},
};

/// What happens to a profile of the same name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Existing {
    /// Nothing: the import is refused.
    Keep,
    /// The import takes its place; all that is bound to the name stays bound.
    Overwrite,
}

/// What is imported.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// The name; without one, the common name or the first DNS name. The star of a wildcard becomes `wildcard`.
    pub name: Option<&'a str>,
    /// The private keys that were found; one of them must belong to a certificate.
    pub keys: &'a [PrivateKey],
    /// The certificates that were found, in any order.
    pub certificates: &'a [Certificate],
    /// The roots that the operating system trusts.
    pub system: &'a [Certificate],
    /// Whether cross-certificates for peers that know only an older root are served.
    pub cross: Cross,
    /// What happens to a profile of the same name.
    pub existing: Existing,
}

/// An import that was taken in.
#[derive(Clone, Debug)]
pub struct Imported<'a> {
    /// The profile's name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// The profile that it took the place of.
    pub replaced: Option<Profile>,
    /// Whether that is a change of what is in force. An import of what the profile has already is none.
    pub staged: bool,
    /// What came of the private key.
    pub key: KeptKey,
    /// What uses the profile.
    pub users: Vec<EntryId>,
    /// What is served, what is left out and why, and where the chain ends.
    pub repair: Repair<'a>,
    /// What deserves a look.
    pub findings: Vec<AnswerFinding>,
}

/// The certificates of the store that belong above those that are imported, where their chain would lack them.
///
/// [`import`] takes in what it is given; whoever calls it puts these behind the certificates of the request.
///
/// # Errors
///
/// [`ImportError`].
pub async fn held_above(
    store: &Store,
    request: &Import<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Certificate>, ImportError> {
    let key = key_of(request.keys, request.certificates)?;
    let mut reading = store.read().await?;
    let anchors = trust::anchors(&mut reading, request.system).await?;
    complement(
        &mut reading,
        request.certificates,
        &question(key.public(), &anchors, request.cross, now),
    )
    .await
}

/// Stages a key with its certificates as a profile. A request that the replaced profile had is given up.
///
/// # Errors
///
/// [`ImportError`]; nothing is staged then.
pub async fn import<'a>(
    store: &Store,
    actor: &Actor,
    request: &Import<'a>,
) -> Result<Imported<'a>, ImportError> {
    let key = key_of(request.keys, request.certificates)?;
    let mut writing = store.write(actor).await?;
    let anchors = trust::anchors(&mut writing, request.system).await?;
    let repair = repair(
        request.certificates,
        &question(key.public(), &anchors, request.cross, actor.at),
    )?;
    let (leaf, above) = repair.served().split_first().ok_or(LeafError::NoLeaf)?;
    let id = EntryId::profile(&name_for(request.name, leaf.certificate))?;
    if request.existing == Existing::Keep
        && let Some(exists) = lookup::vacant(&mut writing, &id).await?
    {
        return Err(exists.into());
    }
    let replaced = writing.profile(&id).await?;
    let users = writing.referrers(&id).await?;
    let profile = Profile {
        origin: if leaf.certificate.is_self_signed() {
            ProfileOrigin::SelfSigned
        } else {
            ProfileOrigin::Imported
        },
        key: key.public().identity(),
        certificate: leaf.certificate.sha256(),
        intermediates: above.iter().map(|served| served.certificate.sha256()).collect(),
        request: None,
    };
    let kept = writing.add_key(key).await?;
    for served in repair.served() {
        writing.add_certificate(served.certificate).await?;
    }
    keep_root(&mut writing, &repair).await?;
    let staged = lookup::in_force(&mut writing, &id).await?.as_ref() != Some(&profile);
    writing.stage(&id, Some(profile.clone().into())).await?;
    writing.commit().await?;
    let mut findings = Vec::new();
    if kept == KeptKey::Repaired {
        findings.push(AnswerFinding::KeyRepaired);
    }
    findings.extend(of_chain(&repair));
    Ok(Imported {
        name: id.name().to_owned(),
        profile,
        replaced,
        staged,
        key: kept,
        users,
        repair,
        findings,
    })
}

const fn question<'q>(
    key: &'q PublicKey,
    anchors: &'q [Certificate],
    cross: Cross,
    time: DateTime<Utc>,
) -> Question<'q> {
    Question {
        leaf: Leaf::WithKey(key),
        anchors: Anchors::AnyRoot { known: anchors },
        root: Root::Drop,
        cross,
        time,
    }
}

/// The only key, or of several the only one that a certificate is for.
fn key_of<'a>(keys: &'a [PrivateKey], certificates: &[Certificate]) -> Result<&'a PrivateKey, ImportError> {
    let mut distinct: Vec<&PrivateKey> = Vec::new();
    for key in keys {
        if distinct.iter().all(|known| known.public() != key.public()) {
            distinct.push(key);
        }
    }
    let (first, rest) = distinct.split_first().ok_or(ImportError::NoKey)?;
    if rest.is_empty() {
        return Ok(first);
    }
    let certified: Vec<Fingerprint> = certificates
        .iter()
        .map(|certificate| certificate.public_key().identity())
        .collect();
    let count = distinct.len();
    distinct.retain(|key| certified.contains(&key.public().identity()));
    match distinct.as_slice() {
        [key] => Ok(key),
        _ => Err(ImportError::SeveralKeys { count }),
    }
}

/// Why nothing was imported.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ImportError {
    /// There is no private key.
    #[error(
        "there is no private key in what was given; give the PKCS#12 file, or the key beside the certificates"
    )]
    NoKey,
    /// There are several private keys.
    #[error(
        "there are {count} private keys in what was given, and not exactly one of them has a certificate; give one key with its certificates"
    )]
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// The name is taken.
    #[error(transparent)]
    Exists(#[from] ProfileExists),
    /// No profile can have this name.
    #[error(transparent)]
    Id(#[from] EntryIdError),
    /// The certificates give no chain for the key.
    #[error(transparent)]
    Repair(#[from] RepairError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<LeafError> for ImportError {
    fn from(error: LeafError) -> Self {
        Self::Repair(error.into())
    }
}

error_names!(ImportError {
    Self::NoKey => "import-without-key", "There is no private key in what was to be imported.";
    Self::SeveralKeys { .. } => "import-several-keys", "There are several private keys in what was to be imported.";
    @via Self::Exists(error) => error;
    @via Self::Id(error) => error;
    @via Self::Repair(error) => error;
    @via Self::Store(error) => error;
});

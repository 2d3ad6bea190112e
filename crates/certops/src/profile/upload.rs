//! Taking in the CA's answer: first what would be staged, then the same staged.

use certcore::{
    chain::{Anchors, ChainEnd, Cross, Leaf, LeafError, Question, Repair, RepairError, Root, repair},
    error_names,
    key::PublicKey,
    verify::Refusal as ChainRefusal,
    x509::{Certificate, Unservable},
};
use certstore::{
    entry::{EntryId, Profile, ProfileOrigin},
    store::{Actor, Reading, Store, StoreError, Writing},
};
use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{
    answer,
    complement::complement,
    lookup::{self, LookupError},
    names, trust,
};

pub use super::answer::{Fit, FitError};

/// A CA's answer.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The profile.
    pub name: &'a str,
    /// The certificate and its intermediates, in any order, with whatever else the CA sent.
    pub certificates: &'a [Certificate],
    /// The roots that the operating system trusts.
    pub system: &'a [Certificate],
    /// Whether cross-certificates for peers that know only an older root are served.
    pub cross: Cross,
}

/// What an answer does to a profile.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The profile's name.
    pub name: String,
    /// What the answer fits.
    pub fit: Fit,
    /// What is served of it, what is left out and why, and where the chain ends; positions are those in the answer.
    pub repair: Repair<'a>,
    /// The profile as it is.
    pub before: Profile,
    /// The profile as it will be; as it is, when it serves just that already.
    pub profile: Profile,
    /// What deserves a look.
    pub findings: Vec<AnswerFinding>,
}

/// The certificates of the store that belong above those of the answer, where its chain would lack them.
///
/// [`plan`] and [`upload`] take in what they are given; whoever calls them puts these behind the certificates of the
/// answer.
///
/// # Errors
///
/// [`UploadError`].
pub async fn held_above(
    store: &Store,
    answer: &Answer<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Certificate>, UploadError> {
    let mut reading = store.read().await?;
    let ground = ground(&mut reading, answer).await?;
    complement(&mut reading, answer.certificates, &ground.question(now)).await
}

/// What an answer would do, at `now`. Nothing is staged.
///
/// # Errors
///
/// [`UploadError`].
pub async fn plan<'a>(
    store: &Store,
    answer: &Answer<'a>,
    now: DateTime<Utc>,
) -> Result<Plan<'a>, UploadError> {
    let mut reading = store.read().await?;
    let (_, plan) = planned(&mut reading, answer, now).await?;
    Ok(plan)
}

/// Stages what [`plan`] shows.
///
/// # Errors
///
/// [`UploadError`]; nothing is staged then.
pub async fn upload<'a>(store: &Store, actor: &Actor, answer: &Answer<'a>) -> Result<Plan<'a>, UploadError> {
    let mut writing = store.write(actor).await?;
    let (id, plan) = planned(&mut writing, answer, actor.at).await?;
    for served in plan.repair.served() {
        writing.add_certificate(served.certificate).await?;
    }
    keep_root(&mut writing, &plan.repair).await?;
    writing.stage(&id, Some(plan.profile.clone().into())).await?;
    writing.commit().await?;
    Ok(plan)
}

/// What is known of an answer before its chain is.
struct Ground<'a> {
    id: EntryId,
    before: Profile,
    fit: Fit,
    leaf_key: &'a PublicKey,
    anchors: Vec<Certificate>,
    cross: Cross,
}

impl Ground<'_> {
    fn question(&self, now: DateTime<Utc>) -> Question<'_> {
        Question {
            leaf: Leaf::WithKey(self.leaf_key),
            anchors: Anchors::AnyRoot { known: &self.anchors },
            root: Root::Drop,
            cross: self.cross,
            time: now,
        }
    }
}

async fn ground<'a>(reading: &mut Reading<'_>, answer: &Answer<'a>) -> Result<Ground<'a>, UploadError> {
    let (id, before) = lookup::existing(reading, answer.name).await?;
    let fit = answer::fit(reading, &id, &before, answer.certificates).await?;
    let anchors = trust::anchors(reading, answer.system).await?;
    let leaf_key = answer
        .certificates
        .iter()
        .map(Certificate::public_key)
        .find(|key| key.identity() == fit.key())
        .ok_or(LeafError::NoLeaf)?;
    Ok(Ground {
        id,
        before,
        fit,
        leaf_key,
        anchors,
        cross: answer.cross,
    })
}

async fn planned<'a>(
    reading: &mut Reading<'_>,
    answer: &Answer<'a>,
    now: DateTime<Utc>,
) -> Result<(EntryId, Plan<'a>), UploadError> {
    let ground = ground(reading, answer).await?;
    let repair = repair(answer.certificates, &ground.question(now))?;
    let Ground { id, before, .. } = ground;
    let (leaf, above) = repair.served().split_first().ok_or(LeafError::NoLeaf)?;
    if leaf.certificate.is_self_signed() {
        return Err(UploadError::SelfSigned {
            subject: leaf.certificate.display_name(),
        });
    }
    let current = signed(reading, &before).await?;
    let fit = match ground.fit {
        // Of one key, only a certificate that was made after the one in use can be the answer to the request.
        Fit::Request(pending)
            if pending.key == before.key
                && current
                    .as_ref()
                    .is_some_and(|current| !is_newer(leaf.certificate, current)) =>
        {
            Fit::Key(pending.key)
        }
        fit => fit,
    };
    let same = leaf.certificate.sha256() == before.certificate;
    let profile = Profile {
        origin: if same {
            before.origin
        } else {
            ProfileOrigin::Signed
        },
        key: fit.key(),
        certificate: leaf.certificate.sha256(),
        intermediates: above.iter().map(|served| served.certificate.sha256()).collect(),
        // A request that somebody staged in the meantime still waits.
        request: before.request.filter(|pending| fit != Fit::Request(*pending)),
    };
    if profile == before && waits_for(&before, fit) {
        return Err(UploadError::AlreadyServed {
            name: id.name().to_owned(),
        });
    }
    let findings = findings(reading, &before, current.as_ref(), fit, &repair, leaf.certificate).await?;
    let plan = Plan {
        name: id.name().to_owned(),
        fit,
        repair,
        before,
        profile,
        findings,
    };
    Ok((id, plan))
}

/// The certificate that a CA gave the profile; `None` while its own key signed it.
async fn signed(reading: &mut Reading<'_>, profile: &Profile) -> Result<Option<Certificate>, StoreError> {
    Ok(match profile.origin {
        ProfileOrigin::Demo | ProfileOrigin::SelfSigned => None,
        ProfileOrigin::Signed | ProfileOrigin::Imported => {
            Some(reading.certificate(profile.certificate).await?)
        }
    })
}

fn is_newer(one: &Certificate, current: &Certificate) -> bool {
    one != current && one.validity().not_before() >= current.validity().not_before()
}

/// Whether a request for the key still waits, because the answer is none to it.
fn waits_for(before: &Profile, fit: Fit) -> bool {
    matches!(fit, Fit::Key(key) if before.request.is_some_and(|pending| pending.key == key))
}

async fn findings(
    reading: &mut Reading<'_>,
    before: &Profile,
    current: Option<&Certificate>,
    fit: Fit,
    repair: &Repair<'_>,
    leaf: &Certificate,
) -> Result<Vec<AnswerFinding>, StoreError> {
    let mut findings = Vec::new();
    if let Fit::Request(pending) = fit {
        let request = reading.request(pending.request).await?;
        let names::NameDifference { missing, added } = names::difference(&request, leaf);
        if !missing.is_empty() || !added.is_empty() {
            findings.push(AnswerFinding::Names { missing, added });
        }
    }
    if waits_for(before, fit) {
        findings.push(AnswerFinding::RequestWaits);
    }
    if let Some(current) = current {
        let (ends, current) = (leaf.validity().not_after(), current.validity().not_after());
        if ends < current {
            findings.push(AnswerFinding::EndsEarlier { ends, current });
        }
    }
    findings.extend(of_chain(repair));
    Ok(findings)
}

/// What deserves a look in a chain.
pub(super) fn of_chain(repair: &Repair<'_>) -> Vec<AnswerFinding> {
    let mut findings = Vec::new();
    if let ChainEnd::Missing(missing) = repair.end() {
        findings.push(AnswerFinding::IssuerMissing {
            issuer: missing.issuer.to_string(),
        });
    }
    if let Some(reason) = repair.refusal() {
        findings.push(AnswerFinding::Refused(reason.clone()));
    }
    findings.extend(
        repair
            .unservable()
            .map(|(_, reason)| AnswerFinding::NotServed(reason)),
    );
    findings
}

/// Keeps the root that came with a chain, so that the commit knows that nothing is missing above it.
pub(super) async fn keep_root(writing: &mut Writing<'_>, repair: &Repair<'_>) -> Result<(), StoreError> {
    if let ChainEnd::Root(root) = repair.end() {
        writing.add_certificate(root).await?;
    }
    Ok(())
}

/// What deserves a look in an answer.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum AnswerFinding {
    /// The CA changed the names.
    #[error("the names differ from those of the request{}{}", list("; not in the certificate: ", .missing), list("; only in the certificate: ", .added))]
    Names {
        /// Asked for, and not in the certificate.
        missing: Vec<String>,
        /// In the certificate, and not asked for.
        added: Vec<String>,
    },
    /// The new certificate ends before the one that is served.
    #[error("the certificate ends at {}, before the one that the profile has, which ends at {}; is it an old answer?", time(.ends), time(.current))]
    EndsEarlier {
        /// The end of the new one.
        ends: DateTime<Utc>,
        /// The end of the current one.
        current: DateTime<Utc>,
    },
    /// The certificate is not newer than the one that is served, so it is no answer to the request for the same key.
    #[error(
        "the certificate is not newer than the one that the profile has, so the request still waits for its answer"
    )]
    RequestWaits,
    /// The store had a damaged key, and has the one that was given.
    #[error(
        "the private key that the store had for this certificate was damaged; the one that was given has taken its place, at once and in every version that uses it"
    )]
    KeyRepaired,
    /// An intermediate is missing, or the root is unknown.
    #[error(
        "the chain is incomplete: '{issuer}' is neither among the certificates that were given nor among the roots that this machine or the custom CA list trusts; add its certificate, or the root to the custom list"
    )]
    IssuerMissing {
        /// The subject of what is missing.
        issuer: String,
    },
    /// Peers refuse the chain, as when an issuer has expired.
    #[error("TLS peers refuse the chain: {0}")]
    Refused(ChainRefusal),
    /// A certificate was left out because no TLS server can serve it.
    #[error(transparent)]
    NotServed(Unservable),
}

error_names!(AnswerFinding {
    Self::Names { .. } => "answer-names-differ", "The certificate of a CA's answer has other names than the request.";
    Self::EndsEarlier { .. } => "answer-ends-earlier", "The certificate of a CA's answer ends before the one that is served.";
    Self::RequestWaits => "answer-request-waits", "The certificate of a CA's answer is not newer than the one that is served, so a request for the same key still waits.";
    Self::KeyRepaired => "import-key-repaired", "An imported private key took the place of a damaged one in the store.";
    Self::IssuerMissing { .. } => "answer-chain-incomplete", "An issuer above the certificate of a CA's answer is missing.";
    @via Self::Refused(reason) => reason;
    @via Self::NotServed(reason) => reason;
});

fn list(introduction: &str, names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!("{introduction}{}", names.join(", "))
}

fn time(time: &DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Why an answer was not taken.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum UploadError {
    /// It is no CA's answer.
    #[error(
        "the certificate of '{subject}' was signed by its own key and not by a CA; upload what the CA sent"
    )]
    SelfSigned {
        /// Its subject.
        subject: String,
    },
    /// The profile has all of it, and its request waits for another.
    #[error(
        "this is the certificate that the profile '{name}' has already; its request still waits for the answer"
    )]
    AlreadyServed {
        /// The profile.
        name: String,
    },
    /// It fits no request of the profile.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// It gives no chain.
    #[error(transparent)]
    Repair(#[from] RepairError),
    /// The profile.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<LeafError> for UploadError {
    fn from(error: LeafError) -> Self {
        Self::Repair(error.into())
    }
}

error_names!(UploadError {
    Self::SelfSigned { .. } => "answer-self-signed", "A certificate that its own key signed was uploaded as a CA's answer.";
    Self::AlreadyServed { .. } => "answer-already-served", "The certificate that a profile has was uploaded once more while its request waits for another.";
    @via Self::Fit(error) => error;
    @via Self::Repair(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});

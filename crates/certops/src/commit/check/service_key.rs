//! Every service can shake hands with the keys that it is bound to, under the TLS settings that the commit makes.

use std::collections::{BTreeSet, HashMap};

use certcore::{error_names, key::KeyKind, x509::Certificate};
use certnet::tls::{Protocol, TlsService, TlsSettings, Trial};
use certstore::{
    entry::{Entry, EntryId, Kind},
    store::StoreError,
};
use thiserror::Error;

use crate::{
    commit::{
        finding::{Cause, Findings},
        proposal::Proposal,
        scope::Scope,
    },
    place::Place,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let mut trials = Trials::default();
    for user in users(proposal, scope).await? {
        let Some(place) = Place::of(&user) else { continue };
        let settings = proposal.entry(&EntryId::tls(place.tls())).await?;
        let (Some(Entry::Tls(settings)), Some(entry)) = (settings, proposal.entry(&user).await?) else {
            continue;
        };
        if let Err(problem) = settings.usable() {
            findings.refuse(&EntryId::tls(place.tls()), Cause::ThisCommit, &problem);
            continue;
        }
        let mut keys = Vec::new();
        for profile in entry.references(&user) {
            if profile.kind() == Kind::Profile {
                keys.extend(trials.of(proposal, &profile, &settings).await?);
            }
        }
        judge(&user, &place, &settings, &keys, findings);
    }
    Ok(())
}

/// The services whose keys or TLS settings the commit changes.
async fn users(proposal: &mut Proposal<'_, '_>, scope: &Scope) -> Result<BTreeSet<EntryId>, StoreError> {
    let bound_anew = scope
        .bindings
        .iter()
        .filter(|binding| binding.cause == Cause::ThisCommit);
    let mut users: BTreeSet<EntryId> = bound_anew.map(|binding| binding.user.clone()).collect();
    for service in TlsService::ALL {
        if !changes_what_is_spoken(proposal, service).await? {
            continue;
        }
        for kind in [
            Kind::Listener,
            Kind::Interface,
            Kind::DestinationSettings,
            Kind::LdapSettings,
            Kind::UrlFiltering,
        ] {
            let entries = proposal.entries(kind).await?.into_keys();
            users.extend(entries.filter(|user| Place::of(user).is_some_and(|place| place.tls() == service)));
        }
    }
    Ok(users)
}

async fn changes_what_is_spoken(
    proposal: &mut Proposal<'_, '_>,
    service: TlsService,
) -> Result<bool, StoreError> {
    let id = EntryId::tls(service);
    if !proposal.touches(&id) {
        return Ok(false);
    }
    let spoken = |entry: Option<Entry>| match entry {
        Some(Entry::Tls(settings)) => Some((settings.protocols(), settings.ciphers().clone())),
        _ => None,
    };
    Ok(spoken(proposal.in_force(&id).await?) != spoken(proposal.entry(&id).await?))
}

/// What OpenSSL needs to know of a certificate to decide: many keys are alike.
type Likeness = (TlsService, Vec<(KeyKind, usize, String)>);

/// A bound profile with the handshakes that were made with its key.
struct Tried {
    profile: String,
    kind: KeyKind,
    trials: Vec<Trial>,
}

#[derive(Default)]
struct Trials(HashMap<Likeness, Vec<Trial>>);

impl Trials {
    /// `None` where the key check of the commit refuses the profile.
    async fn of(
        &mut self,
        proposal: &mut Proposal<'_, '_>,
        id: &EntryId,
        settings: &TlsSettings,
    ) -> Result<Option<Tried>, StoreError> {
        let Some(Entry::Profile(profile)) = proposal.entry(id).await? else {
            return Ok(None);
        };
        let chain = proposal.reading().certificates(profile.served()).await?;
        let Some(leaf) = chain.first() else {
            return Ok(None);
        };
        let like = |one: &Certificate| {
            let key = one.public_key();
            let rest = format!("{} {:?}", one.signature_algorithm().oid(), one.key_usage());
            (key.kind().clone(), key.bits(), rest)
        };
        let likeness = (settings.service(), chain.iter().map(like).collect());
        let trials = if let Some(trials) = self.0.get(&likeness) {
            trials.clone()
        } else {
            let sealed = proposal.reading().repository().sealed_key(profile.key).await?;
            if sealed.is_none() || leaf.public_key().identity() != profile.key {
                return Ok(None);
            }
            let key = proposal.reading().private_key(profile.key).await?;
            let trials = settings.try_with(&chain, &key);
            self.0.insert(likeness, trials.clone());
            trials
        };
        Ok(Some(Tried {
            profile: id.name().to_owned(),
            kind: leaf.public_key().kind().clone(),
            trials,
        }))
    }
}

fn judge(user: &EntryId, place: &Place, settings: &TlsSettings, keys: &[Tried], findings: &mut Findings) {
    let service = settings.service();
    let (usable, unusable): (Vec<&Tried>, Vec<&Tried>) = keys
        .iter()
        .partition(|tried| tried.trials.iter().any(|trial| trial.outcome.is_ok()));
    for tried in unusable {
        let problem = ServiceKeyUnusable {
            place: place.clone(),
            service,
            profile: tried.profile.clone(),
            kind: tried.kind.clone(),
            reasons: tried.trials.clone(),
        };
        findings.refuse(user, Cause::ThisCommit, &problem);
    }
    if usable.is_empty() {
        return;
    }
    let without_suite = settings.versions_without_suite();
    let lost: Vec<Protocol> = settings
        .protocols()
        .versions()
        .filter(|version| !without_suite.contains(version))
        .filter(|version| {
            let mut trials = usable.iter().flat_map(|tried| &tried.trials);
            !trials.any(|trial| trial.version == *version && trial.outcome.is_ok())
        })
        .collect();
    let kinds = || usable.iter().map(|tried| tried.kind.clone()).collect();
    if !lost.is_empty() {
        let problem = VersionWithoutKey {
            place: place.clone(),
            service,
            versions: lost,
            kinds: kinds(),
        };
        findings.ask(user, Cause::ThisCommit, &problem);
    }
    if usable.iter().all(|tried| !is_common(&tried.kind)) {
        let problem = ServiceKeyUncommon {
            place: place.clone(),
            kinds: kinds(),
        };
        findings.tell(user, Cause::ThisCommit, &problem);
    }
}

/// Whether common mail servers can use such a key: their TLS libraries, and the lists of signature algorithms and curves that
/// they offer, all have RSA, P-256 and P-384.
const fn is_common(kind: &KeyKind) -> bool {
    matches!(kind, KeyKind::Rsa | KeyKind::EcP256 | KeyKind::EcP384)
}

/// No handshake succeeds with a key.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{place}: no handshake can succeed with the {kind} key of profile {profile} under the TLS settings of {service} ({}); \
     bind a profile with another kind of key, or change the versions or the cipher string of {service}{}",
    listed(reasons),
    remedy(reasons)
)]
pub struct ServiceKeyUnusable {
    /// Where the profile is bound.
    pub place: Place,
    /// Whose TLS settings count there.
    pub service: TlsService,
    /// The profile.
    pub profile: String,
    /// The kind of its key.
    pub kind: KeyKind,
    /// The versions, with what OpenSSL says of each.
    pub reasons: Vec<Trial>,
}

/// None of the keys of a service can be used with a version.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{place}: no handshake can succeed with TLS {}, which {service} is set to speak, because the bound key is {}; bind a \
     profile with another kind of key too, or take the version out",
    versions.iter().map(|version| version.as_str()).collect::<Vec<_>>().join(" and "),
    named(kinds)
)]
pub struct VersionWithoutKey {
    /// Where the keys are bound.
    pub place: Place,
    /// Whose TLS settings count there.
    pub service: TlsService,
    /// The versions, oldest first.
    pub versions: Vec<Protocol>,
    /// The kinds of the keys.
    pub kinds: Vec<KeyKind>,
}

/// Many peers cannot use any of the keys of a service.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{place}: many mail servers cannot use a key of the kind {}; bind a profile with an RSA, P-256 or P-384 key",
    named(kinds)
)]
pub struct ServiceKeyUncommon {
    /// Where the keys are bound.
    pub place: Place,
    /// Their kinds.
    pub kinds: Vec<KeyKind>,
}

error_names!(ServiceKeyUnusable {
    _ => "service-key-unusable", "No TLS handshake can succeed with the key that is bound to a service, under its TLS settings.";
});

error_names!(VersionWithoutKey {
    _ => "tls-version-without-key", "A service is set to speak a TLS version that none of its keys can be used with.";
});

error_names!(ServiceKeyUncommon {
    _ => "service-key-uncommon", "A service has only keys of a kind that many mail servers cannot use.";
});

fn listed(reasons: &[Trial]) -> String {
    let reasons: Vec<String> = reasons
        .iter()
        .filter_map(|trial| {
            let reason = trial.outcome.as_ref().err()?;
            Some(format!("TLS {}: {reason}", trial.version))
        })
        .collect();
    reasons.join(", ")
}

/// OpenSSL's security level refuses keys and signatures that are too weak; the cipher string can lower it.
fn remedy(reasons: &[Trial]) -> &'static str {
    let is_weak = |trial: &Trial| trial.outcome.as_ref().is_err_and(|fault| fault.is_too_weak);
    if reasons.iter().any(is_weak) {
        "; a cipher string that ends in :@SECLEVEL=0 takes weak keys"
    } else {
        ""
    }
}

fn named(kinds: &[KeyKind]) -> String {
    let kinds: BTreeSet<String> = kinds.iter().map(ToString::to_string).collect();
    kinds.into_iter().collect::<Vec<_>>().join(" and ")
}

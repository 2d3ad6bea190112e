//! Weak TLS settings have to be accepted, those of a preset at once. Settings for which this OpenSSL has no suite are refused.

use certnet::tls::{Preset, TlsService, TlsSettings, findings as weaknesses};
use certstore::{
    entry::{Entry, EntryId, Kind},
    store::StoreError,
};

use crate::{
    commit::{
        finding::{Cause, Findings},
        proposal::Proposal,
    },
    sslconfig::{WeakPreset, followed},
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    if let Some((id, preset, services)) = preset(proposal).await? {
        if let Some(weak) = WeakPreset::of(preset, &services) {
            findings.ask(&id, Cause::ThisCommit, &weak);
        }
        return Ok(());
    }
    for id in proposal.touched() {
        if id.kind() != Kind::Tls {
            continue;
        }
        let Some(Entry::Tls(settings)) = proposal.entry(&id).await? else {
            continue;
        };
        let in_force = self::settings(proposal.in_force(&id).await?);
        if let Err(problem) = settings.usable() {
            let before = in_force.as_ref().and_then(|before| before.usable().err());
            let cause = if before.as_ref() == Some(&problem) {
                Cause::Earlier
            } else {
                Cause::ThisCommit
            };
            findings.refuse(&id, cause, &problem);
        }
        let before = in_force.as_ref().map(weaknesses).unwrap_or_default();
        for weakness in weaknesses(&settings) {
            let cause = if before.contains(&weakness) {
                Cause::Earlier
            } else {
                Cause::ThisCommit
            };
            findings.ask(&id, cause, &weakness);
        }
    }
    Ok(())
}

/// The preset that all services have with this commit and had not before; with the first entry that the commit touches.
async fn preset(
    proposal: &mut Proposal<'_, '_>,
) -> Result<Option<(EntryId, Preset, Vec<TlsSettings>)>, StoreError> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for service in TlsService::ALL {
        let id = EntryId::tls(service);
        before.extend(settings(proposal.in_force(&id).await?));
        after.extend(settings(proposal.entry(&id).await?));
    }
    let touched = proposal.touched().into_iter().find(|id| id.kind() == Kind::Tls);
    let (Some(id), Some(preset)) = (touched, followed(&after)) else {
        return Ok(None);
    };
    Ok((followed(&before) != Some(preset)).then_some((id, preset, after)))
}

fn settings(entry: Option<Entry>) -> Option<TlsSettings> {
    match entry {
        Some(Entry::Tls(settings)) => Some(settings),
        _ => None,
    }
}

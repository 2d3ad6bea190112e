//! Weak TLS settings have to be accepted. A cipher string that selects nothing cannot be staged at all.

use certnet::tls::findings as weaknesses;
use certstore::{
    entry::{Entry, Kind},
    store::StoreError,
};

use crate::commit::{
    finding::{Cause, Findings},
    proposal::Proposal,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    for id in proposal.touched() {
        if id.kind() != Kind::Tls {
            continue;
        }
        let Some(Entry::Tls(settings)) = proposal.entry(&id).await? else {
            continue;
        };
        let before = match proposal.in_force(&id).await? {
            Some(Entry::Tls(settings)) => weaknesses(&settings),
            _ => Vec::new(),
        };
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

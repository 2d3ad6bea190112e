//! A signed certificate is served with the intermediates that lead to a root.

use certcore::{error_names, x509::Certificate};
use certstore::{
    entry::{Entry, EntryId, Kind},
    store::StoreError,
};
use thiserror::Error;

use crate::commit::{finding::Findings, proposal::Proposal, scope::Scope};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    for (id, known) in &scope.profiles {
        let [leaf] = known.chain.as_slice() else {
            continue;
        };
        if leaf.is_self_signed() || is_of_custom_authority(proposal, leaf).await? {
            continue;
        }
        let problem = ChainIncomplete {
            profile: id.name().to_owned(),
            issuer: leaf.issuer().to_string(),
        };
        findings.ask(id, known.cause, &problem);
    }
    Ok(())
}

/// Whether an authority that was imported signed it.
async fn is_of_custom_authority(
    proposal: &mut Proposal<'_, '_>,
    leaf: &Certificate,
) -> Result<bool, StoreError> {
    let Ok(id) = EntryId::new(Kind::CaList, "custom") else {
        return Ok(false);
    };
    let Some(Entry::CaList(list)) = proposal.entry(&id).await? else {
        return Ok(false);
    };
    let authorities = proposal.reading().certificates(list.certificates).await?;
    Ok(authorities.iter().any(|authority| leaf.is_signed_by(authority)))
}

/// A certificate that is served alone though a CA issued it.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "profile {profile} serves its certificate alone, and '{issuer}', which issued it, is no custom CA; peers that lack the intermediate cannot verify it, so upload the CA's intermediate, too"
)]
pub struct ChainIncomplete {
    /// The profile.
    pub profile: String,
    /// Who issued its certificate.
    pub issuer: String,
}

error_names!(ChainIncomplete {
    _ => "served-chain-incomplete", "A signed certificate is served without its intermediates.";
});

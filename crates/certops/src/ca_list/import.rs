//! Replacing the custom list.

use certcore::x509::Certificate;
use certstore::{
    entry::CaList,
    store::{Actor, Store},
};

use super::{
    add::{AddedAuthorities, CaListError, Proposal},
    names::CUSTOM,
};
use crate::edit::present;

/// Stages these authorities as the custom list; what was in it before is no longer. Whoever calls asks first.
///
/// # Errors
///
/// [`CaListError`].
pub async fn import(
    store: &Store,
    actor: &Actor,
    certificates: Vec<Certificate>,
) -> Result<AddedAuthorities, CaListError> {
    let mut writing = store.write(actor).await?;
    let (id, before) = present::<CaList>(&mut writing, CUSTOM).await?;
    let proposal = Proposal {
        id,
        before,
        listed: Vec::new(),
    };
    let added = proposal.stage(&mut writing, certificates, actor.at).await?;
    writing.commit().await?;
    Ok(added)
}

//! Listing trusted authorities.

use certcore::x509::Certificate;
use certstore::{
    entry::{CaList, Switch},
    store::Store,
};

use super::names::{CUSTOM, SYSTEM};
use crate::{
    edit::{EditError, listed_in},
    expiry::ExpiryRule,
};

/// A list of trusted authorities with its certificates.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CaListRow {
    /// `system` or `custom`.
    pub name: &'static str,
    /// Whether it is used.
    pub enabled: Switch,
    /// Its certificates, roots before what they issued; the list of the operating system has none here.
    pub authorities: Vec<Certificate>,
    /// Whether it waits for a commit.
    pub staged: bool,
    /// When a certificate is expiring.
    pub expiry: ExpiryRule,
}

/// Both lists, the system's first, with the candidate over what is in force.
///
/// # Errors
///
/// [`EditError`] when the store cannot be read.
pub async fn list(store: &Store) -> Result<Vec<CaListRow>, EditError> {
    let mut reading = store.read().await?;
    let expiry = ExpiryRule::active(&mut reading).await?;
    let mut rows = Vec::new();
    for name in [SYSTEM, CUSTOM] {
        let listed = listed_in::<CaList>(&mut reading, name).await?;
        let staged = listed.is_staged();
        let list = listed.entry;
        rows.push(CaListRow {
            name,
            staged,
            expiry,
            enabled: list.enabled,
            authorities: reading.certificates(list.certificates).await?,
        });
    }
    Ok(rows)
}

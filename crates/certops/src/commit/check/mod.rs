//! The checks of a commit, one a file.

mod address;
mod certificate;
mod chain;
mod demo;
mod key;
mod missing;
mod reference;
mod required;
mod sender_group;
mod service_key;
mod tls;
mod usage;
mod validity;

pub use address::AddressInUse;
pub(super) use certificate::lint_names;
pub use chain::{ChainIncomplete, ChainRefused};
pub use demo::DemoBound;
pub use key::KeyProblem;
pub use missing::BindingMissing;
pub use reference::DanglingReference;
pub use required::RequiredEntry;
pub use sender_group::SenderGroupUnlisted;
pub use service_key::{ServiceKeyUncommon, ServiceKeyUnusable, VersionWithoutKey};
pub use usage::UsageUnfit;
pub(crate) use usage::unfit;
pub use validity::{CertificateEnding, ValidityProblem};

use certcore::x509::Certificate;
use certstore::store::StoreError;
use chrono::{DateTime, Utc};

use super::{finding::Findings, proposal::Proposal, scope::Scope};

/// Runs every check.
pub(super) async fn all(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    system: &[Certificate],
    now: DateTime<Utc>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    required::check(proposal, findings);
    reference::check(proposal, findings).await?;
    key::check(proposal, scope, findings).await?;
    validity::check(proposal, scope, now, findings).await?;
    usage::check(scope, findings);
    certificate::check(scope, now, findings);
    chain::check(proposal, scope, system, now, findings).await?;
    missing::check(proposal, scope, findings).await?;
    address::check(proposal, findings).await?;
    sender_group::check(proposal, findings).await?;
    tls::check(proposal, findings).await?;
    service_key::check(proposal, scope, findings).await?;
    demo::check(proposal, scope, findings).await
}

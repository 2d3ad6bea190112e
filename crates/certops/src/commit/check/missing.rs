//! What offers TLS has a certificate.

use certcore::error_names;
use certstore::{
    entry::{Entry, EntryId, Kind, Listener, PolicyTls},
    store::StoreError,
};
use thiserror::Error;

use crate::commit::{
    finding::{Cause, Findings},
    proposal::Proposal,
    scope::Scope,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    for id in &scope.servers {
        let problem = match proposal.entry(id).await? {
            Some(Entry::Listener(listener)) if listener.profiles.is_empty() => {
                offering(proposal, id, &listener).await?.map(|policy| {
                    let listener = id.name().to_owned();
                    BindingMissing::Listener { listener, policy }
                })
            }
            Some(Entry::Interface(interface)) => interface
                .https
                .filter(|https| https.profiles.is_empty())
                .map(|_| BindingMissing::Https {
                    interface: id.name().to_owned(),
                }),
            _ => None,
        };
        if let Some(problem) = problem {
            findings.refuse(id, Cause::ThisCommit, &problem);
        }
    }
    Ok(())
}

/// A policy of the listener's sender groups that offers TLS.
async fn offering(
    proposal: &mut Proposal<'_, '_>,
    id: &EntryId,
    listener: &Listener,
) -> Result<Option<String>, StoreError> {
    for group in &listener.sender_groups {
        let Ok(group) = EntryId::sender_group(id.name(), group) else {
            continue;
        };
        let Some(Entry::SenderGroup(group)) = proposal.entry(&group).await? else {
            continue;
        };
        let Ok(policy) = EntryId::new(Kind::MailFlowPolicy, &group.policy) else {
            continue;
        };
        if let Some(Entry::MailFlowPolicy(policy)) = proposal.entry(&policy).await?
            && policy.tls != PolicyTls::Off
        {
            return Ok(Some(group.policy));
        }
    }
    Ok(None)
}

/// A service offers TLS and has no certificate.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum BindingMissing {
    /// A listener.
    #[error(
        "listener {listener} has no certificate, and its mail flow policy {policy} offers TLS; bind a profile, or turn TLS off in the policy"
    )]
    Listener {
        /// The listener.
        listener: String,
        /// The policy.
        policy: String,
    },
    /// The administration on an interface.
    #[error("HTTPS on interface {interface} has no certificate; bind a profile, or turn HTTPS off there")]
    Https {
        /// The interface.
        interface: String,
    },
}

error_names!(BindingMissing {
    Self::Listener { .. } => "listener-without-certificate", "A listener offers TLS and has no certificate.";
    Self::Https { .. } => "https-without-certificate", "HTTPS is offered on an interface without a certificate.";
});

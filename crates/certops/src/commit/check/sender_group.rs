//! Sender groups count, because their listener lists them.

use std::collections::BTreeSet;

use certcore::error_names;
use certstore::{
    entry::{Entry, EntryId, Kind},
    store::StoreError,
};
use thiserror::Error;

use crate::commit::{
    finding::{Cause, Findings},
    proposal::Proposal,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let mut groups = BTreeSet::new();
    for id in proposal.touched() {
        match id.kind() {
            Kind::SenderGroup if !proposal.deletes(&id) => {
                groups.insert(id);
            }
            Kind::Listener => {
                let users = proposal.referrers(&id).await?;
                groups.extend(users.into_iter().filter(|user| user.kind() == Kind::SenderGroup));
            }
            _ => {}
        }
    }
    for id in groups {
        let Some((listener, group)) = id.name().split_once('/') else {
            continue;
        };
        let Ok(listener) = EntryId::new(Kind::Listener, listener) else {
            continue;
        };
        // That a listener is there is what another check looks at.
        if let Some(Entry::Listener(entry)) = proposal.entry(&listener).await?
            && !entry.sender_groups.iter().any(|listed| listed == group)
        {
            let problem = SenderGroupUnlisted {
                id: id.clone(),
                listener,
            };
            findings.refuse(&id, Cause::ThisCommit, &problem);
        }
    }
    Ok(())
}

/// A sender group is not among those that its listener tries.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{id} is not among the sender groups of {listener}, so no sender would ever be in it; list it there, or delete it"
)]
pub struct SenderGroupUnlisted {
    /// The group.
    pub id: EntryId,
    /// Its listener.
    pub listener: EntryId,
}

error_names!(SenderGroupUnlisted {
    _ => "sender-group-unlisted", "A sender group is not among those that its listener tries.";
});

//! Entries name only entries that are there.

use certcore::error_names;
use certstore::{entry::EntryId, store::StoreError};
use thiserror::Error;

use crate::{
    commit::{
        finding::{Cause, Findings},
        proposal::Proposal,
    },
    place,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    for id in proposal.touched() {
        if let Some(entry) = proposal.entry(&id).await? {
            for target in entry.references(&id) {
                if proposal.entry(&target).await?.is_none() {
                    refuse(proposal, &id, target, findings);
                }
            }
            continue;
        }
        for user in proposal.referrers(&id).await? {
            refuse(proposal, &user, id.clone(), findings);
        }
    }
    Ok(())
}

fn refuse(proposal: &Proposal<'_, '_>, user: &EntryId, target: EntryId, findings: &mut Findings) {
    let user_id = user.clone();
    let problem = if proposal.deletes(&target) {
        DanglingReference::Deleted {
            user: user_id,
            target,
        }
    } else {
        DanglingReference::Absent {
            user: user_id,
            target,
        }
    };
    findings.refuse(user, Cause::ThisCommit, &problem);
}

/// An entry names another that would not be there.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum DanglingReference {
    /// The other one is deleted with this commit.
    #[error("{target} is to be deleted, and {} still uses it; take it out there, or keep it", place::users_of(target, [user]))]
    Deleted {
        /// Who names it.
        user: EntryId,
        /// What is named.
        target: EntryId,
    },
    /// There is no such entry.
    #[error("{user} names {target}, which does not exist; create it, or name another one")]
    Absent {
        /// Who names it.
        user: EntryId,
        /// What is named.
        target: EntryId,
    },
}

error_names!(DanglingReference {
    Self::Deleted { .. } => "deleted-while-used", "A commit deletes an entry that another one still names.";
    Self::Absent { .. } => "reference-dangling", "An entry names another that does not exist.";
});

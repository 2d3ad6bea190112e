//! Entries that every configuration has.

use certcore::error_names;
use certstore::entry::{EntryId, Kind};
use thiserror::Error;

use crate::commit::{
    finding::{Cause, Findings},
    proposal::Proposal,
};

pub(super) fn check(proposal: &Proposal<'_, '_>, findings: &mut Findings) {
    for id in proposal.touched() {
        if proposal.deletes(&id) && is_required(&id) {
            let problem = RequiredEntry { id: id.clone() };
            findings.refuse(&id, Cause::ThisCommit, &problem);
        }
    }
}

fn is_required(id: &EntryId) -> bool {
    match id.kind() {
        Kind::Destination => id.name() == "default",
        Kind::Tls | Kind::CaList => true,
        kind => kind.is_single(),
    }
}

/// An entry is deleted that every configuration has.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{id} is to be deleted, but the gateway cannot do without it; change it instead")]
pub struct RequiredEntry {
    /// The entry.
    pub id: EntryId,
}

error_names!(RequiredEntry {
    _ => "entry-required", "An entry that every configuration has was to be deleted, such as the default destination.";
});

//! No two services listen on one address and port.

use std::net::IpAddr;

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

struct Place {
    id: EntryId,
    address: IpAddr,
    port: u16,
}

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let moved = |id: &EntryId| matches!(id.kind(), Kind::Interface | Kind::Listener);
    if !proposal.touched().iter().any(moved) {
        return Ok(());
    }
    let places = places(proposal).await?;
    for (position, one) in places.iter().enumerate() {
        let later = places.iter().skip(position + 1);
        for other in later.filter(|other| overlap(one, other)) {
            let problem = AddressInUse {
                address: other.address,
                port: other.port,
                one: one.id.clone(),
                other: other.id.clone(),
            };
            findings.refuse(&other.id, Cause::ThisCommit, &problem);
        }
    }
    Ok(())
}

async fn places(proposal: &mut Proposal<'_, '_>) -> Result<Vec<Place>, StoreError> {
    let interfaces = proposal.entries(Kind::Interface).await?;
    let listeners = proposal.entries(Kind::Listener).await?;
    let mut places = Vec::new();
    for (id, entry) in &interfaces {
        if let Entry::Interface(interface) = entry
            && let Some(https) = &interface.https
        {
            places.push(Place {
                id: id.clone(),
                address: interface.address,
                port: https.port,
            });
        }
    }
    for (id, entry) in listeners {
        let Entry::Listener(listener) = entry else {
            continue;
        };
        let interface = EntryId::new(Kind::Interface, &listener.interface).ok();
        if let Some(Entry::Interface(interface)) = interface.and_then(|id| interfaces.get(&id)) {
            places.push(Place {
                id,
                address: interface.address,
                port: listener.port,
            });
        }
    }
    Ok(places)
}

/// Whether one of them could not listen while the other does; an unspecified address stands for all of its family.
fn overlap(one: &Place, other: &Place) -> bool {
    let same_family = one.address.is_ipv4() == other.address.is_ipv4();
    let all = one.address.is_unspecified() || other.address.is_unspecified();
    one.port == other.port && (one.address == other.address || (same_family && all))
}

/// Two services would listen on one address and port.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{one} and {other} would both listen on {address} port {port}; give one of them another port or address"
)]
pub struct AddressInUse {
    /// The address.
    pub address: IpAddr,
    /// The TCP port.
    pub port: u16,
    /// The one.
    pub one: EntryId,
    /// The other.
    pub other: EntryId,
}

error_names!(AddressInUse {
    _ => "address-in-use", "Two services would listen on one address and port.";
});

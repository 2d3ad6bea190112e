//! No two services listen on one address and port.

use std::{collections::BTreeMap, net::IpAddr};

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
    for (one, other) in overlaps(&places(proposal).await?) {
        let problem = AddressInUse {
            address: other.address,
            port: other.port,
            one: one.id.clone(),
            other: other.id.clone(),
        };
        findings.refuse(&other.id, Cause::ThisCommit, &problem);
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

/// The pairs of which one could not listen while the other does; an unspecified address stands for all of its family.
fn overlaps(places: &[Place]) -> Vec<(&Place, &Place)> {
    let mut overlaps = Vec::new();
    let mut seen: BTreeMap<(u16, bool), BTreeMap<IpAddr, Vec<&Place>>> = BTreeMap::new();
    for place in places {
        let earlier = seen.entry((place.port, place.address.is_ipv4())).or_default();
        let all = place.address.is_unspecified();
        // Not compared with each other, because there may be many. The unspecified address is the first of its family.
        let met: Vec<_> = if all {
            earlier.values().flatten().copied().collect()
        } else {
            let unspecified = earlier
                .first_key_value()
                .filter(|(address, _)| address.is_unspecified());
            let same = earlier.get_key_value(&place.address);
            unspecified
                .into_iter()
                .chain(same)
                .flat_map(|(_, places)| places)
                .copied()
                .collect()
        };
        overlaps.extend(met.into_iter().map(|one| (one, place)));
        earlier.entry(place.address).or_default().push(place);
    }
    overlaps
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

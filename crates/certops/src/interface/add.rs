//! Adding an interface.

use std::net::IpAddr;

use certcore::host::HostName;
use certstore::{
    entry::{Https, Interface},
    repository::Change,
    store::{Actor, Store},
};

use crate::{
    bind::first_profiles,
    edit::{EditError, absent, changed, stage},
};

/// A new interface.
#[derive(Clone, Debug)]
pub struct AddInterface {
    /// The address.
    pub address: IpAddr,
    /// The name that clients know it by.
    pub host_name: HostName,
    /// The TCP port of the HTTPS administration, if it is offered here.
    pub https_port: Option<u16>,
}

/// Stages a new interface. Its HTTPS begins with the demo profile where there is one.
///
/// # Errors
///
/// [`EditError`].
pub async fn add(
    store: &Store,
    actor: &Actor,
    name: &str,
    request: AddInterface,
) -> Result<Change, EditError> {
    let mut writing = store.write(actor).await?;
    let id = absent::<Interface>(&mut writing, name).await?;
    let https = match request.https_port {
        Some(port) => Some(Https {
            port,
            profiles: first_profiles(&mut writing).await?,
        }),
        None => None,
    };
    let interface = Interface {
        address: request.address,
        host_name: request.host_name,
        https,
    };
    let change = changed(id, None, Some(interface));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    writing.commit().await?;
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{init, specimen::Specimen};

    #[tokio::test]
    async fn https_of_a_new_interface_begins_with_the_demo_profile() {
        let specimen = Specimen::new().await;
        let request = AddInterface {
            address: "192.0.2.1".parse().unwrap(),
            host_name: "mx1.example.com".parse().unwrap(),
            https_port: Some(443),
        };
        let change = add(&specimen.store, &specimen.actor(), "Data1", request.clone())
            .await
            .unwrap();
        let interface: Interface = change.after.unwrap().try_into().unwrap();
        assert_eq!(interface.https.unwrap().profiles, [init::DEMO]);
        let again = add(&specimen.store, &specimen.actor(), "Data1", request).await;
        assert!(
            again
                .unwrap_err()
                .to_string()
                .starts_with("interface Data1 is there already")
        );
    }
}

//! Changing an interface.

use std::net::IpAddr;

use certcore::host::HostName;
use certstore::{
    entry::{Https, Interface},
    repository::Change,
    store::{Actor, Store},
};

use crate::{
    bind::first_profiles,
    edit::{EditError, changed, present, stage},
};

/// What shall be different in an interface.
#[derive(Clone, Debug, Default)]
pub struct SetInterface {
    /// Another address.
    pub address: Option<IpAddr>,
    /// Another name.
    pub host_name: Option<HostName>,
    /// The HTTPS administration on another port, or no longer.
    pub https: Option<SetHttps>,
}

/// What becomes of the HTTPS administration on an interface.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SetHttps {
    /// It is offered on this TCP port.
    Port(u16),
    /// It is not offered.
    Off,
}

/// Stages an interface with something different in it.
///
/// HTTPS that was not offered before begins with the demo profile; on another port it keeps its profiles.
///
/// # Errors
///
/// [`EditError`].
pub async fn set(
    store: &Store,
    actor: &Actor,
    name: &str,
    request: SetInterface,
) -> Result<Change, EditError> {
    let mut writing = store.write(actor).await?;
    let (id, before) = present::<Interface>(&mut writing, name).await?;
    let mut after = before.clone();
    after.address = request.address.unwrap_or(after.address);
    after.host_name = request.host_name.unwrap_or(after.host_name);
    match request.https {
        None => {}
        Some(SetHttps::Off) => after.https = None,
        Some(SetHttps::Port(port)) => {
            let profiles = match after.https {
                Some(https) => https.profiles,
                None => first_profiles(&mut writing).await?,
            };
            after.https = Some(Https { port, profiles });
        }
    }
    let change = changed(id, Some(before), Some(after));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    writing.commit().await?;
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{edit, init, specimen::Specimen};

    #[tokio::test]
    async fn another_port_keeps_the_profiles_and_off_forgets_them() {
        let specimen = Specimen::new().await;
        let interface = specimen.stage_interface("Data", "192.0.2.1").await;
        specimen.stage_profile("mx", 90).await;
        specimen.stage_https(&interface, 443, &["mx"]).await;
        let https = async |https| {
            let request = SetInterface {
                https: Some(https),
                ..SetInterface::default()
            };
            set(&specimen.store, &specimen.actor(), "Data", request)
                .await
                .unwrap();
            let interface: Interface = edit::show(&specimen.store, "Data").await.unwrap();
            interface.https
        };
        let kept = https(SetHttps::Port(8443)).await.unwrap();
        assert_eq!((kept.port, kept.profiles), (8443, vec!["mx".to_owned()]));
        assert_eq!(https(SetHttps::Off).await, None);
        let begun = https(SetHttps::Port(443)).await.unwrap();
        assert_eq!(begun.profiles, [init::DEMO]);
    }
}

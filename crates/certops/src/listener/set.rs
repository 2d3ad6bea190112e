//! Changing a listener.

use certcore::host::HostName;
use certstore::entry::{Listener, ListenerKind};

use crate::edit::Amendment;

/// What shall be different in a listener.
#[derive(Clone, Debug, Default)]
pub struct SetListener {
    /// Another interface.
    pub interface: Option<String>,
    /// Another TCP port.
    pub port: Option<u16>,
    /// Others who connect to it.
    pub kind: Option<ListenerKind>,
    /// Other domains in place of those it receives mail for.
    pub domains: Option<Vec<HostName>>,
}

impl Amendment for SetListener {
    type Entry = Listener;

    fn amend(self, listener: &mut Listener) {
        if let Some(interface) = self.interface {
            listener.interface = interface;
        }
        listener.port = self.port.unwrap_or(listener.port);
        listener.kind = self.kind.unwrap_or(listener.kind);
        if let Some(domains) = self.domains {
            listener.domains = domains;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{edit, init, specimen::Specimen};

    #[tokio::test]
    async fn what_is_not_said_stays() {
        let specimen = Specimen::new().await;
        let before: Listener = edit::show(&specimen.store, init::LISTENER).await.unwrap();
        let amendment = SetListener {
            port: Some(587),
            ..SetListener::default()
        };
        edit::set(&specimen.store, &specimen.actor(), init::LISTENER, amendment)
            .await
            .unwrap();
        let after: Listener = edit::show(&specimen.store, init::LISTENER).await.unwrap();
        assert_eq!(after, Listener { port: 587, ..before });
    }
}

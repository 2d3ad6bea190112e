//! Changing a destination, and what holds for delivery as a whole.

use certstore::entry::{Destination, DestinationSettings, DestinationTls, Switch};

use crate::edit::Amendment;

/// What shall be different for a destination.
#[derive(Clone, Copy, Debug)]
pub struct SetDestination {
    /// TLS towards it.
    pub tls: DestinationTls,
}

impl Amendment for SetDestination {
    type Entry = Destination;

    fn amend(self, destination: &mut Destination) {
        destination.tls = self.tls;
    }
}

/// What shall be different for delivery as a whole; its certificate is [bound](crate::bind::bind).
#[derive(Clone, Copy, Debug)]
pub struct SetDestinationSettings {
    /// Whether somebody is told when a required TLS connection fails.
    pub alert_on_required_failure: Switch,
}

impl Amendment for SetDestinationSettings {
    type Entry = DestinationSettings;

    fn amend(self, settings: &mut DestinationSettings) {
        settings.alert_on_required_failure = self.alert_on_required_failure;
    }
}

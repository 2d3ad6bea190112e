//! Who is told of what.

use certstore::entry::{Alerts, Switch};
pub use certstore::entry::{Recipient, RecipientError};

use crate::edit::Amendment;

/// What shall be different in the alerts.
#[derive(Clone, Debug, Default)]
pub struct SetAlerts {
    /// Others in place of those who are told.
    pub recipients: Option<Vec<Recipient>>,
    /// Whether notices of expiry are written.
    pub expiry: Option<Switch>,
}

impl Amendment for SetAlerts {
    type Entry = Alerts;

    fn amend(self, alerts: &mut Alerts) {
        if let Some(recipients) = self.recipients {
            alerts.recipients = recipients;
        }
        alerts.expiry = self.expiry.unwrap_or(alerts.expiry);
    }
}

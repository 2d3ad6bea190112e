//! Who is told of what.

use certstore::entry::{Alerts, Switch};
pub use certstore::entry::{Recipient, RecipientError};

use crate::edit::Amendment;

/// What shall be different in the alerts.
#[derive(Clone, Debug, Default)]
pub struct SetAlerts {
    /// The recipients, in place of the present ones; one that is named twice is one.
    pub recipients: Option<Vec<Recipient>>,
    /// Whether notices of expiry are written.
    pub expiry: Option<Switch>,
    /// With how many days left a certificate is expiring, at most.
    pub expiring_days: Option<u32>,
}

impl Amendment for SetAlerts {
    type Entry = Alerts;

    fn amend(self, alerts: &mut Alerts) {
        if let Some(recipients) = self.recipients {
            alerts.recipients.clear();
            for recipient in recipients {
                if !alerts.recipients.contains(&recipient) {
                    alerts.recipients.push(recipient);
                }
            }
        }
        alerts.expiry = self.expiry.unwrap_or(alerts.expiry);
        alerts.expiring_days = self.expiring_days.unwrap_or(alerts.expiring_days);
    }
}

//! Who is told of what.

use std::str::FromStr;

use certcore::{error_names, host::HostName};
use certstore::entry::{Alerts, Switch};
use thiserror::Error;

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
            alerts.recipients = recipients.into_iter().map(|recipient| recipient.0).collect();
        }
        alerts.expiry = self.expiry.unwrap_or(alerts.expiry);
    }
}

/// A mail address as it stands in `RCPT TO`, without quotes and comments (RFC 5321 §4.1.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recipient(String);

impl FromStr for Recipient {
    type Err = RecipientError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let good = |octet: u8| octet.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&octet);
        let dots = |local: &str| local.split('.').any(str::is_empty);
        let address = text.rsplit_once('@').filter(|(local, domain)| {
            (1..=64).contains(&local.len())
                && local.bytes().all(good)
                && !dots(local)
                && domain.parse::<HostName>().is_ok()
        });
        match address {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(RecipientError {
                text: text.chars().take(100).collect(),
            }),
        }
    }
}

/// A text is no mail address.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no mail address; write it as postmaster@example.com", .text.escape_debug())]
pub struct RecipientError {
    /// The text as it was given, at most a hundred characters of it.
    pub text: String,
}

error_names!(RecipientError {
    _ => "mail-address-invalid", "A text is no mail address.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_stand_in_rcpt_to_is_refused() {
        assert!("post.master+tls@mail.example.com".parse::<Recipient>().is_ok());
        for text in [
            "",
            "postmaster",
            "@example.com",
            "a b@example.com",
            "a@b@example.com",
            ".a@example.com",
            "a@exa mple.com",
            "a@example.com>\r\nDATA",
        ] {
            assert!(text.parse::<Recipient>().is_err(), "{text}");
        }
    }
}

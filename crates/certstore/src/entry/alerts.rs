//! Who is told of what.

use std::{
    fmt::{self, Display},
    str::FromStr,
};

use certcore::{
    error_names,
    host::{HostName, HostNameError},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    switch::Switch,
    text::{self, Stored},
};

/// Who is told of what.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Alerts {
    /// Mail addresses.
    #[serde(with = "text::list", default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// Whether notices of expiry are written.
    pub expiry: Switch,
    /// A certificate is expiring when so many days or a third of its lifetime are left, whichever is less.
    #[serde(default = "default_expiring_days")]
    pub expiring_days: u32,
}

impl Alerts {
    /// The days before the end at which a certificate is expiring, unless told otherwise.
    pub const EXPIRING_DAYS: u32 = 30;
}

/// What an entry says that was written before there was such a field.
const fn default_expiring_days() -> u32 {
    Alerts::EXPIRING_DAYS
}

/// A mail address as it stands in `RCPT TO`, without quotes and comments (RFC 5321 §4.1.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recipient(String);

impl AsRef<str> for Recipient {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Recipient {
    type Err = RecipientError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text, HostName::parse)
    }
}

impl Stored for Recipient {
    fn stored(text: &str) -> Result<Self, impl Display> {
        Self::read(text, HostName::stored)
    }
}

impl Recipient {
    fn read(
        text: &str,
        host: impl Fn(&str) -> Result<HostName, HostNameError>,
    ) -> Result<Self, RecipientError> {
        let good = |octet: u8| octet.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&octet);
        let dots = |local: &str| local.split('.').any(str::is_empty);
        let address = text.rsplit_once('@').filter(|(local, domain)| {
            (1..=64).contains(&local.len()) && local.bytes().all(good) && !dots(local) && host(domain).is_ok()
        });
        match address {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(RecipientError {
                text: text.chars().take(100).collect(),
            }),
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
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
    fn entry_of_an_older_release_has_thirty_days() {
        let alerts: Alerts = serde_json::from_str(r#"{"expiry":"on"}"#).unwrap();
        assert_eq!(alerts.expiring_days, 30);
    }

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

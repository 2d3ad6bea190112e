//! The identity of an entry: its kind and its name.

use std::{fmt, str::FromStr};

use certcore::error_names;
use certnet::tls::TlsService;
use thiserror::Error;

use super::{
    destination_name::DestinationName,
    kind::{Kind, UnknownKind},
};

/// The longest name of an entry, in octets; a host name has no more.
const LONGEST: usize = 253;

/// The identity of an entry: its kind and its name.
///
/// Names are letters, digits, `_`, `-` and `.`, as on the appliance. A sender group is named `LISTENER/GROUP`, a
/// destination by its domain, and an entry that is the only one of its kind by the kind.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct EntryId {
    kind: Kind,
    name: String,
}

impl EntryId {
    /// The identity of the entry `name` of this kind.
    ///
    /// # Errors
    ///
    /// [`EntryIdError`] when the name is not one that an entry of this kind can have.
    pub fn new(kind: Kind, name: &str) -> Result<Self, EntryIdError> {
        let good = match kind {
            _ if kind.is_single() => name == kind.as_str(),
            Kind::Destination => {
                let name = DestinationName::stored(name).map_err(|_| EntryIdError::new(kind, name))?;
                return Ok(Self {
                    kind,
                    name: name.to_string(),
                });
            }
            Kind::SenderGroup => name
                .split_once('/')
                .is_some_and(|(listener, group)| is_plain(listener) && is_plain(group)),
            Kind::CaList => matches!(name, "system" | "custom"),
            Kind::Tls => name.parse::<TlsService>().is_ok(),
            _ => is_plain(name),
        };
        if good {
            Ok(Self {
                kind,
                name: name.to_owned(),
            })
        } else {
            Err(EntryIdError::new(kind, name))
        }
    }

    /// The identity of the only entry of its kind; `None` for a kind that has several.
    pub fn single(kind: Kind) -> Option<Self> {
        kind.is_single().then(|| Self {
            kind,
            name: kind.as_str().to_owned(),
        })
    }

    /// A profile.
    ///
    /// # Errors
    ///
    /// [`EntryIdError`] when no profile can have this name.
    pub fn profile(name: &str) -> Result<Self, EntryIdError> {
        Self::new(Kind::Profile, name)
    }

    /// A group of a listener.
    ///
    /// # Errors
    ///
    /// [`EntryIdError`] when one of the names is none.
    pub fn sender_group(listener: &str, group: &str) -> Result<Self, EntryIdError> {
        Self::new(Kind::SenderGroup, &format!("{listener}/{group}"))
    }

    /// The TLS settings of a service.
    pub fn tls(service: TlsService) -> Self {
        Self {
            kind: Kind::Tls,
            name: service.to_string(),
        }
    }

    /// The kind.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The name among the entries of its kind.
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn is_plain(name: &str) -> bool {
    let good = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'_' | b'-' | b'.');
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(good) && !name.starts_with(['-', '.'])
}

/// Whether a sender group can have this name on its listener.
pub(super) fn check_group(group: &str) -> Result<(), EntryIdError> {
    if is_plain(group) {
        return Ok(());
    }
    Err(EntryIdError::new(Kind::SenderGroup, group))
}

impl fmt::Display for EntryId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind.is_single() {
            return write!(formatter, "{}", self.kind);
        }
        write!(formatter, "{} {}", self.kind, self.name)
    }
}

impl FromStr for EntryId {
    type Err = EntryIdTextError;

    /// Reads what `Display` writes: `profile mx1`, `alerts`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, name) = text.split_once(' ').unwrap_or((text, text));
        Ok(Self::new(kind.parse()?, name)?)
    }
}

/// A text cannot be the name of an entry of this kind.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' cannot be the name of a {kind}: {}", .name.escape_debug(), rule(*.kind))]
pub struct EntryIdError {
    /// The kind of entry.
    pub kind: Kind,
    /// The name as it was given, at most a hundred characters of it.
    pub name: String,
}

impl EntryIdError {
    fn new(kind: Kind, name: &str) -> Self {
        Self {
            kind,
            name: name.chars().take(100).collect(),
        }
    }
}

fn rule(kind: Kind) -> &'static str {
    match kind {
        Kind::Destination => "use a domain, '.domain' for all hosts below it, or 'default'",
        Kind::SenderGroup => "write LISTENER/GROUP, each of letters, digits, '_', '-' and '.'",
        Kind::CaList => "the lists are 'system' and 'custom'",
        Kind::Tls => "the services are 'gui', 'inbound', 'outbound' and 'other'",
        kind if kind.is_single() => "there is only one of this kind, and it has the name of the kind",
        _ => "use letters, digits, '_', '-' and '.', at most 253 of them, the first a letter, a digit or '_'",
    }
}

error_names!(EntryIdError {
    _ => "entry-name-invalid", "A text cannot be the name of a configuration entry of its kind.";
});

/// A text names no entry.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum EntryIdTextError {
    /// It begins with no kind.
    #[error(transparent)]
    Kind(#[from] UnknownKind),
    /// No entry of its kind can have the name.
    #[error(transparent)]
    Name(#[from] EntryIdError),
}

error_names!(EntryIdTextError {
    @via Self::Kind(error) => error;
    @via Self::Name(error) => error;
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_read_back_from_its_text() {
        for text in [
            "profile mx1.example.com",
            "machine",
            "sender-group inbound/RELAYLIST",
            "destination .example.com",
            "destination default",
            "tls inbound",
            "ca-list custom",
        ] {
            assert_eq!(text.parse::<EntryId>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn an_unknown_kind_is_said_to_be_one() {
        let error = "profil mail".parse::<EntryId>().unwrap_err();
        assert!(matches!(&error, EntryIdTextError::Kind(kind) if kind.text == "profil"));
        assert!(
            error.to_string().contains("the kinds are machine, profile"),
            "{error}"
        );
        let error = "profile a b".parse::<EntryId>().unwrap_err();
        assert!(matches!(error, EntryIdTextError::Name(_)), "{error}");
    }

    #[test]
    fn symbols_are_refused_as_on_the_appliance() {
        for name in ["", "a b", "a/b", "mx1!", "-x", ".x", "é", &"x".repeat(254)] {
            assert!(EntryId::profile(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_stored_destination_is_judged_by_its_form_and_a_typed_one_by_idna() {
        let id = EntryId::new(Kind::Destination, ".xn--99999999.example").unwrap();
        assert_eq!(id.name(), ".xn--99999999.example");
        assert!(".xn--99999999.example".parse::<DestinationName>().is_err());
    }

    #[test]
    fn a_destination_is_lower_case_whatever_was_typed() {
        let id = EntryId::new(Kind::Destination, "Example.COM").unwrap();
        assert_eq!(id.name(), "example.com");
    }
}

//! The profiles that an entry binds.

use certstore::entry::Entry;

/// How the profiles of an entry stand in it.
#[derive(Debug)]
pub(super) enum Slot<'e> {
    /// Any number, in order.
    Many(&'e mut Vec<String>),
    /// One or none.
    One(&'e mut Option<String>),
}

impl<'e> Slot<'e> {
    /// Where an entry keeps its profiles; `None` for an interface without HTTPS, and for entries that bind nothing.
    pub(super) fn of(entry: &'e mut Entry) -> Option<Self> {
        match entry {
            Entry::Listener(listener) => Some(Self::Many(&mut listener.profiles)),
            Entry::Interface(interface) => {
                let https = interface.https.as_mut()?;
                Some(Self::Many(&mut https.profiles))
            }
            Entry::DestinationSettings(settings) => Some(Self::One(&mut settings.profile)),
            Entry::LdapSettings(settings) => Some(Self::One(&mut settings.profile)),
            Entry::UrlFiltering(settings) => Some(Self::One(&mut settings.profile)),
            _ => None,
        }
    }

    /// The profiles.
    pub(super) fn names(&self) -> &[String] {
        match self {
            Self::Many(names) => names,
            Self::One(name) => name.as_slice(),
        }
    }
}

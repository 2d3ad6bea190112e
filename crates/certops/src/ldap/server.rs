//! A new LDAP server.

use certcore::identity::Reference;
use certstore::entry::{LdapEncryption, LdapServer};

/// A new LDAP server, to be [added](crate::edit::add).
#[derive(Clone, Debug)]
pub struct NewLdapServer {
    /// The host name or address.
    pub host: Reference,
    /// The TCP port; without one it is the [default](default_port).
    pub port: Option<u16>,
    /// How the connection is protected.
    pub encryption: LdapEncryption,
    /// The distinguished name below which is searched.
    pub base: String,
}

impl From<NewLdapServer> for LdapServer {
    fn from(new: NewLdapServer) -> Self {
        Self {
            host: new.host,
            port: new.port.unwrap_or(default_port(new.encryption)),
            encryption: new.encryption,
            base: new.base,
        }
    }
}

/// The TCP port that goes with a protection: 636 for `ldaps`, 389 for the others (RFC 4511 §5.2, IANA).
pub const fn default_port(encryption: LdapEncryption) -> u16 {
    match encryption {
        LdapEncryption::None | LdapEncryption::Starttls => 389,
        LdapEncryption::Ldaps => 636,
    }
}

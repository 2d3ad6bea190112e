//! Changing an LDAP server.

use certcore::identity::Reference;
use certstore::entry::{LdapEncryption, LdapServer};

use super::server::default_port;
use crate::edit::Amendment;

/// What shall be different in an LDAP server.
#[derive(Clone, Debug, Default)]
pub struct SetLdap {
    /// Another host.
    pub host: Option<Reference>,
    /// Another TCP port. Without one, a port that was the default goes with the protection.
    pub port: Option<u16>,
    /// Another protection of the connection.
    pub encryption: Option<LdapEncryption>,
    /// Another distinguished name below which is searched.
    pub base: Option<String>,
}

impl Amendment for SetLdap {
    type Entry = LdapServer;

    fn amend(self, server: &mut LdapServer) {
        if let Some(host) = self.host {
            server.host = host;
        }
        if let Some(encryption) = self.encryption {
            if server.port == default_port(server.encryption) {
                server.port = default_port(encryption);
            }
            server.encryption = encryption;
        }
        server.port = self.port.unwrap_or(server.port);
        if let Some(base) = self.base {
            server.base = base;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{edit, ldap::NewLdapServer, specimen::Specimen};

    #[tokio::test]
    async fn the_port_goes_with_the_protection_unless_it_was_chosen() {
        let specimen = Specimen::new().await;
        let (store, actor) = (&specimen.store, specimen.actor());
        let new = NewLdapServer {
            host: "ldap.example.com".parse().unwrap(),
            port: None,
            encryption: LdapEncryption::None,
            base: "dc=example,dc=com".to_owned(),
        };
        let server = LdapServer::from(new);
        assert_eq!(server.port, 389);
        edit::add(store, &actor, "directory", server).await.unwrap();
        let set = async |encryption, port| {
            let amendment = SetLdap {
                encryption: Some(encryption),
                port,
                ..SetLdap::default()
            };
            edit::set(store, &actor, "directory", amendment).await.unwrap();
            let server: LdapServer = edit::show(store, "directory").await.unwrap();
            server.port
        };
        assert_eq!(set(LdapEncryption::Ldaps, None).await, 636);
        assert_eq!(set(LdapEncryption::Starttls, Some(1389)).await, 1389);
        assert_eq!(set(LdapEncryption::Ldaps, None).await, 1389);
    }
}

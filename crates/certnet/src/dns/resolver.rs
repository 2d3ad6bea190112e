//! Look-ups: the hosts that receive mail for a domain, and the addresses of a host.

use std::net::IpAddr;

use super::addresses::Addresses;
use super::config::Config;
use super::deadline::Deadline;
use super::lookup::{self, Finding, LookupError, Settled, Sought};
use super::mail_exchange::MailExchange;
use super::name::DomainName;
use super::question::{Question, RecordKind};
use super::resolv_conf::SystemError;
use super::sections::Served;
use super::server::ServerAddress;
use super::trust::Authenticated;

/// Asks DNS servers. It keeps no cache, and blocks the calling thread.
#[derive(Clone, Debug)]
pub struct Resolver {
    config: Config,
}

/// What a look-up found.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    /// The finding.
    pub value: T,
    /// Whether DNSSEC vouches for it, as far as this machine can know.
    pub authenticated: Authenticated,
    /// The names that the asked name is an alias of, in the order in which they lead on.
    pub aliases: Vec<String>,
    /// Who answered.
    pub server: ServerAddress,
}

impl Resolver {
    /// A resolver that asks the servers of `config`.
    pub fn new(config: Config) -> Self {
        Self { config }
    }

    /// A resolver that asks the servers of this system.
    ///
    /// # Errors
    ///
    /// [`SystemError`] if the system names none.
    pub fn system() -> Result<Self, SystemError> {
        Config::system().map(Self::new)
    }

    /// The servers that are asked, and the times.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The hosts that receive mail for `domain` (RFC 5321 §5.1).
    ///
    /// A domain without an MX record costs two more questions, for its own A and AAAA records.
    ///
    /// # Errors
    ///
    /// [`LookupError::NameDoesNotExist`]; [`LookupError::NoRecords`] if there is neither an MX record nor
    /// an address; otherwise no server gave an answer.
    pub fn mx(&self, domain: &DomainName) -> Result<Answer<MailExchange>, LookupError> {
        let total = Deadline::after(self.config.total);
        let asked = self.ask(domain, RecordKind::Mx, total)?;
        if let Finding::Records(records) = asked.finding {
            let exchanges = records.into_iter().filter_map(|record| match record {
                Served::Exchange { preference, host } => Some((preference, host)),
                Served::Address(_) => None,
            });
            return Ok(Answer {
                value: MailExchange::published(exchanges.collect()),
                authenticated: asked.authenticated,
                aliases: asked.aliases,
                server: asked.server,
            });
        }
        let own = self.addresses_for(domain, Sought::MailHosts, total)?;
        Ok(Answer {
            value: MailExchange::Implicit {
                host: domain.clone(),
                addresses: own.value,
            },
            authenticated: own.authenticated.and(asked.authenticated),
            aliases: own.aliases,
            server: own.server,
        })
    }

    /// The addresses of `host`, IPv4 and IPv6.
    ///
    /// If one of the two look-ups fails and the other finds addresses, those are given with the failure.
    ///
    /// # Errors
    ///
    /// [`LookupError::NameDoesNotExist`]; [`LookupError::NoRecords`] if there is no address; otherwise no
    /// server gave an answer.
    pub fn addresses(&self, host: &DomainName) -> Result<Answer<Addresses>, LookupError> {
        self.addresses_for(host, Sought::Addresses, Deadline::after(self.config.total))
    }

    fn addresses_for(
        &self,
        host: &DomainName,
        sought: Sought,
        total: Deadline,
    ) -> Result<Answer<Addresses>, LookupError> {
        let v4 = match self.ask(host, RecordKind::A, total) {
            // The name has no records of any kind (RFC 8020 §2).
            Err(error @ LookupError::NameDoesNotExist { .. }) => return Err(error),
            other => other,
        };
        let v6 = self.ask(host, RecordKind::Aaaa, total);
        let (mut asked, other) = match (v4, v6) {
            (Ok(v4), Ok(v6)) => (v4, Ok(v6)),
            // A server that denies the name for AAAA alone means that it has no such record.
            (Ok(v4), Err(LookupError::NameDoesNotExist { .. })) => (v4, Err(None)),
            (Ok(asked), Err(error)) | (Err(error), Ok(asked)) => (asked, Err(Some(error))),
            (Err(error), Err(_)) => return Err(error),
        };
        let mut found = addresses(&mut asked);
        let mut incomplete = None;
        match other {
            Ok(mut v6) => {
                found.extend(addresses(&mut v6));
                asked.authenticated = asked.authenticated.and(v6.authenticated);
            }
            Err(None) => asked.authenticated = Authenticated::No,
            Err(Some(error)) if found.is_empty() => return Err(error),
            Err(Some(error)) => {
                asked.authenticated = Authenticated::No;
                incomplete = Some(Box::new(error));
            }
        }
        let Settled {
            authenticated,
            aliases,
            server,
            ..
        } = asked;
        if found.is_empty() {
            return Err(LookupError::NoRecords {
                name: host.clone(),
                aliases,
                sought,
                server,
            });
        }
        Ok(Answer {
            value: Addresses { found, incomplete },
            authenticated,
            aliases,
            server,
        })
    }

    fn ask(&self, name: &DomainName, kind: RecordKind, total: Deadline) -> Result<Settled, LookupError> {
        let settled = lookup::ask(
            &self.config,
            &Question {
                name: name.clone(),
                kind,
            },
            total,
        )?;
        match settled.finding {
            Finding::NameDoesNotExist => Err(LookupError::NameDoesNotExist {
                name: name.clone(),
                aliases: settled.aliases,
                server: settled.server,
            }),
            Finding::Records(_) | Finding::NoRecords => Ok(settled),
        }
    }
}

fn addresses(settled: &mut Settled) -> Vec<IpAddr> {
    let Finding::Records(records) = std::mem::replace(&mut settled.finding, Finding::NoRecords) else {
        return Vec::new();
    };
    let address = |record| match record {
        Served::Address(address) => Some(address),
        Served::Exchange { .. } => None,
    };
    records.into_iter().filter_map(address).collect()
}

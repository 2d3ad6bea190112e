//! Which hosts receive mail for a domain, as far as the DNS says so.

use certcore::{error_names, host::HostName};
use certnet::dns::{LookupError, MailExchange};
use thiserror::Error;

/// The hosts that receive mail for a domain (RFC 5321 §5.1), or why they are not known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum MailHosts {
    /// The DNS names them.
    Known {
        /// The preferred one first; none when the domain has no record.
        hosts: Vec<HostName>,
        /// MX records that name no host.
        unusable: Vec<UnusableMx>,
    },
    /// The domain says that it receives no mail (RFC 7505).
    Null,
    /// No server gave an answer, so nothing is known.
    NoAnswer {
        /// Why.
        reason: String,
    },
}

/// An MX record that names no host.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("the MX record that names '{}' names no host: {reason}; correct the record", .exchange.escape_debug())]
pub struct UnusableMx {
    /// What it names.
    pub exchange: String,
    /// What is wrong with that.
    pub reason: String,
}

error_names!(UnusableMx {
    _ => "mx-record-unusable", "An MX record names no host.";
});

impl MailHosts {
    /// What a look-up found. A domain that does not exist has no hosts.
    pub fn of(answer: Result<&MailExchange, &LookupError>) -> Self {
        let exchange = match answer {
            Ok(exchange) => exchange,
            Err(LookupError::NoRecords { .. } | LookupError::NameDoesNotExist { .. }) => {
                return Self::Known {
                    hosts: Vec::new(),
                    unusable: Vec::new(),
                };
            }
            Err(error) => {
                return Self::NoAnswer {
                    reason: error.to_string(),
                };
            }
        };
        let (names, faults) = match exchange {
            MailExchange::Null => return Self::Null,
            MailExchange::Implicit { host, .. } => (vec![host], &[] as &[_]),
            MailExchange::Published { records, unusable } => (
                records.iter().map(|record| &record.exchange).collect(),
                unusable.as_slice(),
            ),
        };
        let mut hosts = Vec::new();
        let mut unusable: Vec<UnusableMx> = faults
            .iter()
            .map(|record| UnusableMx {
                exchange: record.exchange.clone(),
                reason: record.fault.to_string(),
            })
            .collect();
        for name in names {
            match HostName::parse(name.as_str()) {
                Ok(host) => hosts.push(host),
                Err(error) => unusable.push(UnusableMx {
                    exchange: name.to_string(),
                    reason: error.to_string(),
                }),
            }
        }
        Self::Known { hosts, unusable }
    }
}

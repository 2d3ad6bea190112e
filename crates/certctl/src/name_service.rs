//! The MX hosts of domains, asked of DNS while a commit waits.

use std::time::{Duration, Instant};

use certcore::host::HostName;
use certnet::dns::{Config, DomainName, Resolver, Server, ServerAddress, Trust};
use certops::commit::{MailHosts, NameService};

/// How long a commit waits for all domains together.
const TOTAL: Duration = Duration::from_secs(5);
/// How long it waits for one server.
const ONE_SERVER: Duration = Duration::from_secs(2);

/// Asks DNS, for a few seconds in all.
#[derive(Debug)]
pub(crate) struct DnsNames {
    config: Result<Config, String>,
    left: Duration,
}

impl DnsNames {
    /// Asks this server, or those of this machine.
    pub(crate) fn new(server: Option<&ServerAddress>) -> Self {
        let config = match server {
            Some(address) => Ok(Config::new(Server {
                address: address.clone(),
                trust: Trust::Loopback,
            })),
            None => Config::system().map_err(|error| error.to_string()),
        };
        Self { config, left: TOTAL }
    }
}

impl NameService for DnsNames {
    fn mail_hosts(&mut self, domain: &HostName) -> MailHosts {
        self.look_up(domain)
            .unwrap_or_else(|reason| MailHosts::NoAnswer { reason })
    }
}

impl DnsNames {
    /// What the DNS says, or why it was not asked.
    fn look_up(&mut self, domain: &HostName) -> Result<MailHosts, String> {
        let mut config = self.config.clone()?;
        if self.left.is_zero() {
            return Err("the time for look-ups was spent on other domains".to_owned());
        }
        let name = DomainName::parse(domain.as_str()).map_err(|error| error.to_string())?;
        config.timeout = ONE_SERVER;
        config.total = self.left;
        let begun = Instant::now();
        let found = Resolver::new(config).mx(&name);
        self.left = self.left.saturating_sub(begun.elapsed());
        Ok(MailHosts::of(found.as_ref().map(|answer| &answer.value)))
    }
}

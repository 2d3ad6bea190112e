//! The system's list of DNS servers: resolv.conf.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroU8;
use std::time::Duration;

use certcore::error_names;
use thiserror::Error;

use super::config::Config;
use super::server::{Server, ServerAddress};
use super::trust::Trust;

/// Where Unix systems keep the list.
const PATH: &str = "/etc/resolv.conf";
/// The most that is read of it; a real one has a few lines.
const LONGEST_FILE: u64 = 1 << 20;
/// How many servers the C library takes; the others are spare lines there, and so here.
const MOST_SERVERS: usize = 3;
/// How many lines that cannot be used are kept for the message.
const MOST_REJECTED: usize = 10;
/// The longest time-out that the C library takes, in seconds.
const LONGEST_TIMEOUT: u64 = 30;
/// The most attempts that the C library makes.
const MOST_ATTEMPTS: u8 = 5;

impl Config {
    /// Reads the servers of this system from `/etc/resolv.conf`.
    ///
    /// # Errors
    ///
    /// [`SystemError::Unreadable`] if the file cannot be read, [`SystemError::NoServers`] if it names no
    /// server that can be asked.
    pub fn system() -> Result<Self, SystemError> {
        let unreadable = |error: io::Error| SystemError::Unreadable {
            reason: error.to_string(),
        };
        let mut bytes = Vec::new();
        File::open(PATH)
            .map_err(unreadable)?
            .take(LONGEST_FILE)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        Self::from_resolv_conf(&String::from_utf8_lossy(&bytes))
    }

    /// Reads the text of a resolv.conf: `nameserver` lines, of which the first three count, and the options
    /// `timeout:`, `attempts:` and `trust-ad`. All else is for names that are not fully qualified.
    ///
    /// # Errors
    ///
    /// [`SystemError::NoServers`] if no line names a server that can be asked.
    pub fn from_resolv_conf(text: &str) -> Result<Self, SystemError> {
        let mut servers = Vec::new();
        let mut rejected = Vec::new();
        let mut options = Options::default();
        for (number, line) in (1..).zip(text.lines()) {
            let mut words = line.split_ascii_whitespace();
            match words.next() {
                Some("nameserver") => match words.next().and_then(ServerAddress::parse_without_port) {
                    Some(address) if servers.len() < MOST_SERVERS => servers.push(address),
                    None if rejected.len() < MOST_REJECTED => {
                        let text = line.chars().take(80).collect();
                        rejected.push(RejectedLine { number, text });
                    }
                    Some(_) | None => {}
                },
                Some("options") => words.for_each(|word| options.read(word)),
                _ => {}
            }
        }
        let mut servers = servers.into_iter().map(|address| Server {
            address,
            trust: options.trust,
        });
        let Some(first) = servers.next() else {
            return Err(SystemError::NoServers { rejected });
        };
        let mut config = servers.fold(Self::new(first), Self::and_then);
        config.timeout = options.timeout.unwrap_or(config.timeout);
        config.attempts = options.attempts.unwrap_or(config.attempts);
        Ok(config)
    }
}

/// Why the system's list of servers is of no use.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SystemError {
    /// The file cannot be read.
    #[error("{PATH}, which lists this system's DNS servers, cannot be read: {reason}")]
    Unreadable {
        /// The system's reason.
        reason: String,
    },
    /// There is no line that names a server.
    #[error("{PATH} names no DNS server that can be asked{}", List(rejected))]
    NoServers {
        /// The `nameserver` lines whose address cannot be read.
        rejected: Vec<RejectedLine>,
    },
}

error_names!(SystemError {
    Self::Unreadable { .. } => "dns-configuration-unreadable", "The system's list of DNS servers cannot be read.";
    Self::NoServers { .. } => "dns-no-servers", "The system names no DNS server that can be asked.";
});

impl SystemError {
    /// What to do about it.
    pub fn hints(&self) -> Vec<String> {
        vec![format!(
            "name a DNS server by its address, or add a line such as `nameserver 192.0.2.53` to {PATH}"
        )]
    }
}

/// A line of resolv.conf that names a server and cannot be used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RejectedLine {
    /// The line's number, from 1.
    pub number: usize,
    /// The line, cut if it is long.
    pub text: String,
}

struct List<'a>(&'a [RejectedLine]);

impl fmt::Display for List<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|line| write!(formatter, "; line {} is {:?}", line.number, line.text))
    }
}

#[derive(Default)]
struct Options {
    timeout: Option<Duration>,
    attempts: Option<NonZeroU8>,
    trust: Trust,
}

impl Options {
    fn read(&mut self, word: &str) {
        if word == "trust-ad" {
            self.trust = Trust::Declared;
        } else if let Some(seconds) = word
            .strip_prefix("timeout:")
            .and_then(|text| text.parse::<u64>().ok())
        {
            self.timeout = Some(Duration::from_secs(seconds.clamp(1, LONGEST_TIMEOUT)));
        } else if let Some(count) = word
            .strip_prefix("attempts:")
            .and_then(|text| text.parse::<u64>().ok())
        {
            let count = u8::try_from(count)
                .unwrap_or(MOST_ATTEMPTS)
                .clamp(1, MOST_ATTEMPTS);
            self.attempts = NonZeroU8::new(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;

    use super::*;

    fn addresses(config: &Config) -> Vec<String> {
        config
            .servers()
            .map(|server| server.address.to_string())
            .collect()
    }

    #[test]
    fn servers_and_options_are_read() {
        let text = "# made by hand\r\n\
                    search example.com\r\n\
                    nameserver 192.0.2.53 # the first\r\n\
                    nameserver\t2001:db8::53\r\n\
                    ;nameserver 192.0.2.99\r\n\
                    nameserver fe80::1%eth0\r\n\
                    nameserver 192.0.2.54\r\n\
                    options ndots:1 timeout:2 attempts:3\r\n\
                    options rotate trust-ad\r\n";
        let config = Config::from_resolv_conf(text).expect("three servers");
        assert_eq!(
            addresses(&config),
            ["192.0.2.53:53", "[2001:db8::53]:53", "[fe80::1%eth0]:53"]
        );
        assert_eq!((config.timeout.as_secs(), config.attempts.get()), (2, 3));
        assert!(config.servers().all(|server| server.trust == Trust::Declared));
    }

    #[test]
    fn without_options_nobody_is_declared_trusted_and_times_have_their_defaults() {
        let config = Config::from_resolv_conf("nameserver 192.0.2.53").expect("a server");
        assert_eq!((config.timeout.as_secs(), config.attempts.get()), (5, 2));
        assert!(config.servers().all(|server| server.trust == Trust::Loopback));
    }

    #[test]
    fn options_out_of_range_are_brought_into_it_and_broken_ones_are_passed_over() {
        let text = "nameserver ::1\noptions timeout:0 attempts:99999 timeout: attempts:-1 timeout:x\n";
        let config = Config::from_resolv_conf(text).expect("a server");
        assert_eq!((config.timeout.as_secs(), config.attempts.get()), (1, 5));
        let text = "nameserver ::1\noptions timeout:4000 attempts:0\n";
        let config = Config::from_resolv_conf(text).expect("a server");
        assert_eq!((config.timeout.as_secs(), config.attempts.get()), (30, 1));
    }

    #[test]
    fn a_list_without_a_server_is_an_error_that_shows_the_lines() {
        assert_eq!(
            Config::from_resolv_conf("search example.com\n"),
            Err(SystemError::NoServers { rejected: Vec::new() })
        );
        let text = "\nnameserver localhost\nnameserver 192.0.2.53:53\nnameserver [::1]\nnameserver\n";
        let error = Config::from_resolv_conf(text).expect_err("no address");
        assert_eq!(error.name(), "dns-no-servers");
        let message = error.to_string();
        for part in ["line 2", "line 3", "line 4", "line 5", "localhost"] {
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn a_broken_line_beside_a_good_one_does_no_harm() {
        let config = Config::from_resolv_conf("nameserver what\nnameserver ::1\n").expect("a server");
        assert_eq!(addresses(&config), ["[::1]:53"]);
    }
}

//! Senders: addresses, networks and hosts.

use std::{
    fmt::{self, Display},
    net::IpAddr,
    str::FromStr,
};

use certcore::{
    error_names,
    host::{HostName, HostNameError},
};
use thiserror::Error;

use super::text::Stored;

/// Who connects: an address, a network, a host, all hosts below a domain, or anybody.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Sender {
    /// One address.
    Address(IpAddr),
    /// A network in CIDR notation (RFC 4632, RFC 4291 §2.3).
    Network(Network),
    /// One host.
    Host(HostName),
    /// All hosts below a domain; written `.example.com`.
    Below(HostName),
    /// Anybody; written `ALL`.
    All,
}

/// A network: an address whose bits behind the prefix are zero.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// The network `address/prefix`; `None` when the prefix is too long, or bits behind it are set.
    pub fn new(address: IpAddr, prefix: u8) -> Option<Self> {
        let bits = width(address);
        if prefix > bits {
            return None;
        }
        let network = Self { address, prefix };
        (network.masked(address) == value(address)).then_some(network)
    }

    /// Whether the address lies in the network.
    pub fn contains(&self, address: IpAddr) -> bool {
        address.is_ipv4() == self.address.is_ipv4() && self.masked(address) == value(self.address)
    }

    fn masked(&self, address: IpAddr) -> u128 {
        let behind = u32::from(width(address) - self.prefix);
        let mask = u128::MAX.checked_shl(behind).unwrap_or(0);
        value(address) & mask
    }
}

const fn width(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn value(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.address, self.prefix)
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => write!(formatter, "{address}"),
            Self::Network(network) => write!(formatter, "{network}"),
            Self::Host(host) => write!(formatter, "{host}"),
            Self::Below(domain) => write!(formatter, ".{domain}"),
            Self::All => formatter.write_str("ALL"),
        }
    }
}

impl FromStr for Sender {
    type Err = SenderError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text, HostName::parse)
    }
}

impl Stored for Sender {
    fn stored(text: &str) -> Result<Self, impl Display> {
        Self::read(text, HostName::stored)
    }
}

impl Sender {
    fn read(text: &str, host: impl Fn(&str) -> Result<HostName, HostNameError>) -> Result<Self, SenderError> {
        let error = || SenderError {
            text: text.chars().take(100).collect(),
        };
        if text.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        if let Some((address, prefix)) = text.split_once('/') {
            let address = address.parse().map_err(|_| error())?;
            let prefix = prefix.parse().map_err(|_| error())?;
            return Network::new(address, prefix).map(Self::Network).ok_or_else(error);
        }
        if let Ok(address) = text.parse() {
            return Ok(Self::Address(address));
        }
        match text.strip_prefix('.') {
            Some(domain) => host(domain).map(Self::Below),
            None => host(text).map(Self::Host),
        }
        .map_err(|_| error())
    }
}

/// A text names no sender.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "'{}' is no sender; write an address, a network whose host bits are zero (10.0.0.0/8), a host, '.domain' for all hosts below it, or ALL",
    .text.escape_debug()
)]
pub struct SenderError {
    /// The text as it was given, at most a hundred characters of it.
    pub text: String,
}

error_names!(SenderError {
    _ => "sender-invalid", "A text is no address, network, host, domain or ALL.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_read_back_from_its_text() {
        for text in [
            "192.0.2.1",
            "10.0.0.0/8",
            "2001:db8::/32",
            "mx.example.com",
            ".example.com",
            "ALL",
            "0.0.0.0/0",
        ] {
            assert_eq!(text.parse::<Sender>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn host_bits_and_long_prefixes_are_refused() {
        for text in [
            "10.0.0.1/8",
            "10.0.0.0/33",
            "2001:db8::/129",
            "::1/64",
            "10.0.0.0/x",
            "",
            ".",
            "a b",
        ] {
            assert!(text.parse::<Sender>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_network_holds_its_addresses_and_none_of_the_other_family() {
        let Sender::Network(network) = "10.0.0.0/8".parse().unwrap() else {
            panic!("a network");
        };
        assert!(network.contains("10.255.0.1".parse().unwrap()));
        assert!(!network.contains("11.0.0.0".parse().unwrap()));
        assert!(!network.contains("::a00:1".parse().unwrap()));
    }
}

//! Where a DNS server listens, and how its address is written.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, ToSocketAddrs};
use std::str::FromStr;

use certcore::error_names;
use thiserror::Error;

use super::trust::Trust;

/// The port of DNS (RFC 1035 §4.2).
const DNS_PORT: u16 = 53;
/// The longest name of a network interface on Linux.
const LONGEST_INTERFACE: usize = 15;

/// A server that questions are sent to, and whether its AD bit counts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Server {
    /// Where it listens.
    pub address: ServerAddress,
    /// Whether the way to it is trusted.
    pub trust: Trust,
}

/// The address of a DNS server: an IP address, a zone for a link-local one, and a port.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ServerAddress {
    ip: IpAddr,
    zone: Option<Box<str>>,
    port: u16,
}

impl ServerAddress {
    /// Reads `ADDR`, `ADDR:PORT`, `V6`, `V6%ZONE`, `[V6]` or `[V6]:PORT`. The port is 53 unless given.
    ///
    /// # Errors
    ///
    /// [`ServerAddressError`], whose message shows the accepted forms.
    pub fn parse(text: &str) -> Result<Self, ServerAddressError> {
        read(text).ok_or_else(|| ServerAddressError {
            given: text.chars().take(80).collect(),
        })
    }

    /// Reads an IP address with nothing but a zone after it. The port is 53.
    pub(super) fn parse_without_port(text: &str) -> Option<Self> {
        read_v6(text, DNS_PORT).or_else(|| read_v4(text, DNS_PORT))
    }

    /// The IP address.
    pub fn ip(&self) -> IpAddr {
        self.ip
    }

    /// The port, for UDP and TCP.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether packets to it cannot leave this machine.
    pub fn is_loopback(&self) -> bool {
        self.ip.to_canonical().is_loopback()
    }

    /// The address for a socket. The zone's interface is looked up among this machine's.
    pub(super) fn socket_address(&self) -> io::Result<SocketAddr> {
        let (IpAddr::V6(ip), Some(zone)) = (self.ip, &self.zone) else {
            return Ok(SocketAddr::new(self.ip, self.port));
        };
        if let Ok(index) = zone.parse::<u32>() {
            return Ok(SocketAddr::V6(SocketAddrV6::new(ip, self.port, 0, index)));
        }
        // The name of an interface becomes its number in the system's own reading of addresses. No
        // look-up leaves the machine: the part before the zone is an address, not a name.
        (format!("{ip}%{zone}").as_str(), self.port)
            .to_socket_addrs()?
            .next()
            .ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::AddrNotAvailable,
                    format!("there is no interface {zone}"),
                )
            })
    }
}

impl From<SocketAddr> for ServerAddress {
    fn from(address: SocketAddr) -> Self {
        let zone = match address {
            SocketAddr::V6(v6) if v6.scope_id() != 0 => Some(v6.scope_id().to_string().into_boxed_str()),
            _ => None,
        };
        Self {
            ip: address.ip(),
            zone,
            port: address.port(),
        }
    }
}

impl FromStr for ServerAddress {
    type Err = ServerAddressError;

    fn from_str(text: &str) -> Result<Self, ServerAddressError> {
        Self::parse(text)
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.ip, &self.zone) {
            (IpAddr::V4(ip), _) => write!(formatter, "{ip}:{}", self.port),
            (IpAddr::V6(ip), None) => write!(formatter, "[{ip}]:{}", self.port),
            (IpAddr::V6(ip), Some(zone)) => write!(formatter, "[{ip}%{zone}]:{}", self.port),
        }
    }
}

/// A text that is not the address of a DNS server.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{given:?} is not the address of a DNS server; the forms are 192.0.2.53, 192.0.2.53:5353, \
     2001:db8::53, [2001:db8::53]:5353 and [fe80::53%eth0]:53, with a port from 1 to 65535"
)]
pub struct ServerAddressError {
    /// What was given, cut if it was long.
    pub given: String,
}

error_names!(ServerAddressError {
    _ => "dns-server-address-invalid", "A text is not the address of a DNS server.";
});

impl ServerAddressError {
    /// What to do about it.
    pub fn hints(&self) -> Vec<String> {
        vec!["give the server's IP address; its name cannot be looked up before there is a server".to_owned()]
    }
}

fn read(text: &str) -> Option<ServerAddress> {
    if let Some(rest) = text.strip_prefix('[') {
        let (inner, rest) = rest.split_once(']')?;
        let port = match rest {
            "" => DNS_PORT,
            _ => read_port(rest.strip_prefix(':')?)?,
        };
        return read_v6(inner, port);
    }
    let with_port = || {
        let (ip, port) = text.split_once(':')?;
        read_v4(ip, read_port(port)?)
    };
    ServerAddress::parse_without_port(text).or_else(with_port)
}

fn read_v4(text: &str, port: u16) -> Option<ServerAddress> {
    let ip = text.parse::<Ipv4Addr>().ok()?;
    (!ip.is_unspecified()).then_some(ServerAddress {
        ip: IpAddr::V4(ip),
        zone: None,
        port,
    })
}

fn read_v6(text: &str, port: u16) -> Option<ServerAddress> {
    let (ip, zone) = match text.split_once('%') {
        Some((ip, zone)) => (ip, Some(zone)),
        None => (text, None),
    };
    let ip = ip.parse::<Ipv6Addr>().ok()?;
    if ip.is_unspecified() {
        return None;
    }
    let zone = match zone {
        Some(zone) if ip.is_unicast_link_local() && is_zone(zone) => Some(zone.into()),
        Some(_) => return None,
        None => None,
    };
    Some(ServerAddress {
        ip: IpAddr::V6(ip),
        zone,
        port,
    })
}

fn is_zone(text: &str) -> bool {
    (1..=LONGEST_INTERFACE).contains(&text.len())
        && text
            .bytes()
            .all(|octet| octet.is_ascii_alphanumeric() || b"-_.@:".contains(&octet))
}

fn read_port(text: &str) -> Option<u16> {
    let digits = text.bytes().all(|octet| octet.is_ascii_digit());
    text.parse::<u16>().ok().filter(|port| digits && *port != 0)
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;

    use super::*;

    #[test]
    fn every_form_of_an_address_is_read() {
        for (text, shown) in [
            ("192.0.2.53", "192.0.2.53:53"),
            ("192.0.2.53:5353", "192.0.2.53:5353"),
            ("2001:db8::53", "[2001:db8::53]:53"),
            ("[2001:db8::53]", "[2001:db8::53]:53"),
            ("[2001:db8::53]:5353", "[2001:db8::53]:5353"),
            ("fe80::1%eth0", "[fe80::1%eth0]:53"),
            ("[fe80::1%3]:5353", "[fe80::1%3]:5353"),
            ("::1", "[::1]:53"),
        ] {
            let address = ServerAddress::parse(text).expect(text);
            assert_eq!(address.to_string(), shown);
            assert_eq!(ServerAddress::parse(shown).expect(shown), address);
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_forms() {
        for text in [
            "",
            "localhost",
            "localhost:53",
            "192.0.2.53:",
            "192.0.2.53:0",
            "192.0.2.53:65536",
            "192.0.2.53:+53",
            "192.0.2.53:53:53",
            "192.0.2",
            "[192.0.2.53]:53",
            "[2001:db8::53",
            "[2001:db8::53]53",
            "2001:db8::53%eth0",
            "fe80::1%",
            "fe80::1%a b",
            "fe80::1%an-interface-with-a-long-name",
            "0.0.0.0",
            "::",
            " 192.0.2.53",
        ] {
            let error = ServerAddress::parse(text).expect_err(text);
            assert!(error.to_string().contains("[2001:db8::53]:5353"), "{error}");
            assert_eq!(error.name(), "dns-server-address-invalid");
        }
    }

    #[test]
    fn a_numbered_zone_becomes_the_scope_of_the_socket_address() {
        let address = ServerAddress::parse("[fe80::1%7]:5353").expect("a link-local address");
        let SocketAddr::V6(socket) = address.socket_address().expect("no look-up") else {
            panic!("an IPv6 address became {address}")
        };
        assert_eq!((socket.scope_id(), socket.port()), (7, 5353));
    }

    #[test]
    fn the_zone_of_a_missing_interface_is_an_error_and_asks_no_server() {
        let address = ServerAddress::parse("fe80::1%nosuchif0").expect("a link-local address");
        assert!(address.socket_address().is_err());
    }

    #[test]
    fn loopback_is_known_in_every_form() {
        for (text, loopback) in [
            ("127.0.0.53", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("192.0.2.1", false),
            ("::ffff:192.0.2.1", false),
        ] {
            assert_eq!(
                ServerAddress::parse(text).expect(text).is_loopback(),
                loopback,
                "{text}"
            );
        }
    }
}

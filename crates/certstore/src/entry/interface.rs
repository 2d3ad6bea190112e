//! Interfaces: named addresses with a host name.

use std::net::IpAddr;

use certcore::host::HostName;
use serde::{Deserialize, Serialize};

use super::{name, port, text};

/// A named address with a host name.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// The address.
    pub address: IpAddr,
    /// The name that clients know it by; it should be in the certificates and in the MX records.
    #[serde(with = "text")]
    pub host_name: HostName,
    /// The HTTPS administration on this interface, if it is offered here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub https: Option<Https>,
}

/// HTTPS administration on an interface.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Https {
    /// The TCP port.
    #[serde(deserialize_with = "port::deserialize")]
    pub port: u16,
    /// The profiles whose certificates are served; the first one when no server name asks for another.
    #[serde(
        default,
        deserialize_with = "name::profiles",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub profiles: Vec<String>,
}

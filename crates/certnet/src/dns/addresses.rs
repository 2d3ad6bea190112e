//! The addresses of a host.

use std::net::IpAddr;

use super::lookup::LookupError;

/// What A and AAAA records say about a host. There is at least one address.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// IPv4 before IPv6, each in the order of its answer.
    pub found: Vec<IpAddr>,
    /// Set if one of the two look-ups failed, so that `found` may lack addresses.
    pub incomplete: Option<Box<LookupError>>,
}

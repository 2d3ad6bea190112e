//! Ports, addresses and numbers of days, as they are typed.

use std::net::IpAddr;

use certcore::error_names;
use thiserror::Error;

/// A TCP port.
///
/// # Errors
///
/// [`NumberError::Port`].
pub(super) fn port(typed: &str) -> Result<u16, NumberError> {
    let port = typed.parse().ok().filter(|port| *port > 0);
    port.ok_or_else(|| NumberError::Port {
        typed: typed.to_owned(),
    })
}

/// An IPv4 or IPv6 address.
///
/// # Errors
///
/// [`NumberError::Address`].
pub(super) fn address(typed: &str) -> Result<IpAddr, NumberError> {
    typed.parse().map_err(|_| NumberError::Address {
        typed: typed.to_owned(),
    })
}

/// A number of days.
///
/// # Errors
///
/// [`NumberError::Days`].
pub(super) fn days(typed: &str) -> Result<u32, NumberError> {
    typed.parse().map_err(|_| NumberError::Days {
        typed: typed.to_owned(),
    })
}

/// Why a text is not the number that was asked for.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum NumberError {
    /// No port.
    #[error("'{}' is no port; enter a number from 1 to 65535", .typed.escape_debug())]
    Port {
        /// What was typed.
        typed: String,
    },
    /// No address.
    #[error("'{}' is no address; enter one such as 192.0.2.1 or 2001:db8::1, without a prefix length", .typed.escape_debug())]
    Address {
        /// What was typed.
        typed: String,
    },
    /// No number of days.
    #[error("'{}' is no number of days; enter one such as 365", .typed.escape_debug())]
    Days {
        /// What was typed.
        typed: String,
    },
}

error_names!(NumberError {
    Self::Port { .. } => "port-invalid", "An answer at the console is no TCP port.";
    Self::Address { .. } => "address-invalid", "An answer at the console is no IP address.";
    Self::Days { .. } => "days-invalid", "An answer at the console is no number of days.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_a_number_from_1_to_65535() {
        assert_eq!(port("25").unwrap(), 25);
        for typed in ["0", "65536", "-1", "smtp", ""] {
            assert!(port(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn an_address_has_no_prefix_length() {
        assert!(address("2001:db8::1").is_ok());
        assert!(
            address("192.0.2.1/24")
                .unwrap_err()
                .to_string()
                .contains("prefix")
        );
    }
}

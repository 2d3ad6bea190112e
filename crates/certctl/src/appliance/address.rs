//! IP addresses, as they are typed.

use std::net::IpAddr;

use certcore::error_names;
use thiserror::Error;

/// An IPv4 or IPv6 address.
///
/// # Errors
///
/// [`AddressInvalid`].
pub(super) fn address(typed: &str) -> Result<IpAddr, AddressInvalid> {
    typed.parse().map_err(|_| AddressInvalid {
        typed: typed.to_owned(),
    })
}

/// A text is not an IP address.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no address; enter one such as 192.0.2.1 or 2001:db8::1, without a prefix length", .typed.escape_debug())]
pub(crate) struct AddressInvalid {
    /// What was typed.
    typed: String,
}

error_names!(AddressInvalid {
    _ => "address-invalid", "An answer at the console is no IP address.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_no_prefix_length() {
        assert!(address("2001:db8::1").is_ok());
        let error = address("192.0.2.1/24").unwrap_err();
        assert!(error.to_string().contains("prefix"));
    }
}

//! TCP ports, as they are typed.

use certcore::error_names;
use thiserror::Error;

/// A TCP port.
///
/// # Errors
///
/// [`PortInvalid`].
pub(super) fn port(typed: &str) -> Result<u16, PortInvalid> {
    let port = typed.parse().ok().filter(|port| *port > 0);
    port.ok_or_else(|| PortInvalid {
        typed: typed.to_owned(),
    })
}

/// A text is not a TCP port.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no port; enter a number from 1 to 65535", .typed.escape_debug())]
pub(crate) struct PortInvalid {
    /// What was typed.
    typed: String,
}

error_names!(PortInvalid {
    _ => "port-invalid", "An answer at the console is no TCP port.";
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
}

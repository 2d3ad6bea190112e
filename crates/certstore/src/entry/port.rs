//! TCP ports; there is no port 0 (RFC 6335 §6).

use serde::{Deserialize as _, Deserializer, de::Error as _};

/// Reads a port on which something can listen.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    match u16::deserialize(deserializer)? {
        0 => Err(D::Error::custom(
            "there is no port 0; write a port from 1 to 65535",
        )),
        port => Ok(port),
    }
}

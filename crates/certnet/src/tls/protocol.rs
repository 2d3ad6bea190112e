//! The versions of TLS (RFC 2246, 4346, 5246, 8446).

use std::fmt;

use openssl::ssl::SslVersion;
use serde::{Serialize, Serializer};

/// A version of TLS that a service can speak. The order is that of age: TLS 1.0 is the least.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Protocol {
    /// TLS 1.0 (RFC 2246), deprecated by RFC 8996.
    Tls10,
    /// TLS 1.1 (RFC 4346), deprecated by RFC 8996.
    Tls11,
    /// TLS 1.2 (RFC 5246).
    Tls12,
    /// TLS 1.3 (RFC 8446).
    Tls13,
}

impl Protocol {
    /// Every version, oldest first.
    pub const ALL: [Self; 4] = [Self::Tls10, Self::Tls11, Self::Tls12, Self::Tls13];

    /// The number alone: `1.2`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tls10 => "1.0",
            Self::Tls11 => "1.1",
            Self::Tls12 => "1.2",
            Self::Tls13 => "1.3",
        }
    }

    /// The appliance's word: `tlsv1_2`.
    pub const fn method_string(self) -> &'static str {
        match self {
            Self::Tls10 => "tlsv1_0",
            Self::Tls11 => "tlsv1_1",
            Self::Tls12 => "tlsv1_2",
            Self::Tls13 => "tlsv1_3",
        }
    }

    /// Whether RFC 8996 says that it must not be used.
    pub fn is_deprecated(self) -> bool {
        self < Self::Tls12
    }

    /// OpenSSL's name of it.
    pub const fn to_openssl(self) -> SslVersion {
        match self {
            Self::Tls10 => SslVersion::TLS1,
            Self::Tls11 => SslVersion::TLS1_1,
            Self::Tls12 => SslVersion::TLS1_2,
            Self::Tls13 => SslVersion::TLS1_3,
        }
    }

    /// Reads `1.2`, `TLSv1.2`, `TLS 1.2` and `tlsv1_2`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let number = text.strip_prefix("tls").unwrap_or(&text);
        let number = number.strip_prefix('v').unwrap_or(number).trim_start();
        let number = number.replacen('_', ".", 1);
        Self::ALL.into_iter().find(|version| version.as_str() == number)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for Protocol {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

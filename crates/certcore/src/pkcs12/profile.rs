//! Ways to protect a PKCS#12 file, by who has to open it.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::diagnostic::error_names;

/// A way to protect a PKCS#12 file.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Profile {
    /// AES-256-CBC under PBES2 with PBKDF2-HMAC-SHA-256, HMAC-SHA-256 for the MAC. OpenSSL 3.0, GnuTLS 3.7, NSS 3.87
    /// and Java 17 open it; Windows up to 2016 does not.
    Modern,
    /// As [`Profile::Modern`], with PBMAC1 for the MAC (RFC 9579). OpenSSL opens it since 3.4; GnuTLS 3.7, NSS 3.87 and
    /// Java 17 do not.
    Pbmac1,
    /// Triple DES and HMAC-SHA-1 with 2048 iterations, for old appliances and Windows up to 2016. Both are weak: who
    /// gets hold of the file guesses the password hundreds of times faster than with the others.
    Legacy,
}

impl Profile {
    /// Every profile, in the order in which they are shown to people.
    pub const ALL: [Self; 3] = [Self::Modern, Self::Pbmac1, Self::Legacy];

    /// The name that [`FromStr`] reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Pbmac1 => "pbmac1",
            Self::Legacy => "legacy",
        }
    }

    /// How often the password is hashed for each key that is derived from it: certificates, private key, MAC.
    ///
    /// 300,000 is the most that .NET's `X509CertificateLoader` accepts unless told otherwise (1,000,000 in total), and
    /// as near as that allows to the 600,000 that GnuTLS 3.7 and NSS 3.87 write. The legacy profile has the 2048 of
    /// OpenSSL, which old programs are known to accept.
    pub const fn iterations(self) -> u64 {
        match self {
            Self::Modern | Self::Pbmac1 => 300_000,
            Self::Legacy => 2048,
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|profile| profile.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownProfile {
                name: text.to_owned(),
            })
    }
}

/// A name that is no profile.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is not a PKCS#12 profile; choose one of {}", .name.escape_debug(), Profile::ALL.map(Profile::as_str).join(", "))]
pub struct UnknownProfile {
    /// The name as it was given.
    pub name: String,
}

error_names!(UnknownProfile {
    _ => "pkcs12-profile-unknown", "A PKCS#12 profile was asked for that does not exist.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for profile in Profile::ALL {
            assert_eq!(profile.as_str().parse(), Ok(profile));
        }
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let message = "new".parse::<Profile>().unwrap_err().to_string();
        assert!(message.contains("modern, pbmac1, legacy"), "{message}");
    }
}

//! Why a server failed, in its own words of one number (RFC 8914).

use std::fmt;

/// The number of an extended DNS error.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ExtendedError(pub u16);

impl ExtendedError {
    /// The option's code in an OPT record.
    pub(super) const OPTION: u16 = 15;

    /// Whether it says that the zone's DNSSEC data did not validate.
    pub fn is_dnssec(self) -> bool {
        matches!(self.0, 1 | 2 | 5..=12 | 25 | 27)
    }

    /// The purpose of the number in the registry; `None` for one that is rare or newer than this list.
    fn purpose(self) -> Option<&'static str> {
        Some(match self.0 {
            1 => "unsupported DNSKEY algorithm",
            2 => "unsupported DS digest type",
            5 => "DNSSEC indeterminate",
            6 => "DNSSEC bogus",
            7 => "signature expired",
            8 => "signature not yet valid",
            9 => "DNSKEY missing",
            10 => "RRSIGs missing",
            11 => "no zone key bit set",
            12 => "NSEC missing",
            14 => "not ready",
            15 => "blocked",
            16 => "censored",
            17 => "filtered",
            18 => "prohibited",
            20 => "not authoritative",
            22 => "no reachable authority",
            23 => "network error",
            _ => return None,
        })
    }
}

impl fmt::Display for ExtendedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "extended error {}", self.0)?;
        match self.purpose() {
            Some(purpose) => write!(formatter, ", {purpose}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_number_is_explained_and_an_unknown_one_is_shown() {
        assert_eq!(
            ExtendedError(7).to_string(),
            "extended error 7, signature expired"
        );
        assert_eq!(ExtendedError(4999).to_string(), "extended error 4999");
        assert!(ExtendedError(6).is_dnssec() && !ExtendedError(22).is_dnssec());
    }
}

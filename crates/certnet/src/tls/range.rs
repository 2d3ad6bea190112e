//! The range of TLS versions a service speaks.

use std::fmt;

use certcore::error_names;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::protocol::Protocol;

/// A contiguous range of protocol versions, lowest and highest included.
///
/// There is no way to build one with a hole, so no caller checks for it. In text and in serde it is `1.2` or
/// `1.1-1.3`; see its `FromStr` for all forms that are read.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProtocolRange {
    lowest: Protocol,
    highest: Protocol,
}

impl ProtocolRange {
    /// The range of one version.
    pub const fn only(version: Protocol) -> Self {
        Self {
            lowest: version,
            highest: version,
        }
    }

    /// The range from one version to another, in whichever order they are given.
    pub fn between(one: Protocol, other: Protocol) -> Self {
        Self {
            lowest: one.min(other),
            highest: one.max(other),
        }
    }

    /// The range that holds exactly `versions`, in any order and any number of times.
    ///
    /// # Errors
    ///
    /// [`RangeError::Empty`] without a version, [`RangeError::Gap`] if one in between is missing.
    pub fn from_versions(versions: &[Protocol]) -> Result<Self, RangeError> {
        let (Some(&lowest), Some(&highest)) = (versions.iter().min(), versions.iter().max()) else {
            return Err(RangeError::Empty);
        };
        let range = Self { lowest, highest };
        match range.versions().find(|version| !versions.contains(version)) {
            Some(missing) => Err(RangeError::Gap {
                missing,
                lowest,
                highest,
            }),
            None => Ok(range),
        }
    }

    /// The oldest version.
    pub const fn lowest(self) -> Protocol {
        self.lowest
    }

    /// The newest version.
    pub const fn highest(self) -> Protocol {
        self.highest
    }

    /// Whether `version` lies in it.
    pub fn contains(self, version: Protocol) -> bool {
        (self.lowest..=self.highest).contains(&version)
    }

    /// Its versions, oldest first.
    pub fn versions(self) -> impl Iterator<Item = Protocol> {
        Protocol::ALL
            .into_iter()
            .filter(move |version| self.contains(*version))
    }

    /// The part to which cipher strings apply: TLS 1.2 and older. None if it is TLS 1.3 alone.
    pub fn below_tls13(self) -> Option<Self> {
        (self.lowest < Protocol::Tls13).then(|| Self {
            lowest: self.lowest,
            highest: self.highest.min(Protocol::Tls12),
        })
    }

    /// The appliance's way to write it, lowest first: `tlsv1_2tlsv1_3`.
    pub fn method_string(self) -> String {
        self.versions().map(Protocol::method_string).collect()
    }
}

impl fmt::Display for ProtocolRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lowest == self.highest {
            write!(formatter, "{}", self.lowest)
        } else {
            write!(formatter, "{}-{}", self.lowest, self.highest)
        }
    }
}

impl From<ProtocolRange> for String {
    fn from(range: ProtocolRange) -> Self {
        range.to_string()
    }
}

/// Why versions make no range.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum RangeError {
    /// There is no version.
    #[error("no TLS version is chosen; choose at least one of 1.0, 1.1, 1.2 and 1.3")]
    Empty,
    /// A version between the lowest and the highest is missing.
    #[error(
        "TLS {missing} is missing between {lowest} and {highest}: versions can be chosen only in an unbroken \
         sequence; add {missing} or leave out what lies on one side of it"
    )]
    Gap {
        /// The oldest version that is missing.
        missing: Protocol,
        /// The oldest version that was chosen.
        lowest: Protocol,
        /// The newest version that was chosen.
        highest: Protocol,
    },
}

error_names!(RangeError {
    Self::Empty => "protocol-none", "No TLS version was chosen.";
    Self::Gap { .. } => "protocol-gap", "TLS versions can be chosen only in an unbroken sequence.";
});

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic;

    use super::*;

    #[test]
    fn a_gap_is_refused_with_the_missing_version_and_the_rule() {
        let error = ProtocolRange::from_versions(&[Protocol::Tls12, Protocol::Tls10]).expect_err("gap");
        assert_eq!(
            error,
            RangeError::Gap {
                missing: Protocol::Tls11,
                lowest: Protocol::Tls10,
                highest: Protocol::Tls12,
            }
        );
        assert_eq!(error.name(), "protocol-gap");
        assert!(error.to_string().contains("unbroken sequence"), "{error}");
        assert!(error.to_string().contains("TLS 1.1 is missing"), "{error}");
    }

    #[test]
    fn no_version_is_no_range() {
        assert_eq!(ProtocolRange::from_versions(&[]), Err(RangeError::Empty));
    }

    #[test]
    fn order_and_repetition_do_not_matter() {
        let range = ProtocolRange::from_versions(&[
            Protocol::Tls13,
            Protocol::Tls11,
            Protocol::Tls12,
            Protocol::Tls11,
        ])
        .expect("a range");
        assert_eq!(range.to_string(), "1.1-1.3");
        assert_eq!(range.method_string(), "tlsv1_1tlsv1_2tlsv1_3");
    }

    #[test]
    fn cipher_strings_do_not_apply_to_tls_1_3() {
        let all = ProtocolRange::between(Protocol::Tls10, Protocol::Tls13);
        assert_eq!(
            all.below_tls13(),
            Some(ProtocolRange::between(Protocol::Tls10, Protocol::Tls12))
        );
        assert_eq!(ProtocolRange::only(Protocol::Tls13).below_tls13(), None);
    }
}

//! A DNS identifier as a certificate presents it: a host name or a wildcard (RFC 9525 §6.3).

use std::{fmt, str::FromStr};

use super::name::{HostName, HostNameError, HostNameProblem};

/// A host name, or a wildcard that stands for exactly one leftmost label.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum HostPattern {
    /// Exactly this host.
    Exact(HostName),
    /// Every host with one more label to the left of this name.
    Wildcard(HostName),
}

impl HostPattern {
    /// Reads `mail.example.com` or `*.example.com`.
    ///
    /// # Errors
    ///
    /// [`HostNameError`] with the text and the reason; a `*` anywhere but as the whole leftmost label is
    /// [`HostNameProblem::Wildcard`].
    pub fn parse(text: &str) -> Result<Self, HostNameError> {
        match text.strip_prefix("*.") {
            Some(parent) => match HostName::parse(parent) {
                Ok(parent) => Ok(Self::Wildcard(parent)),
                Err(error) => Err(HostNameError {
                    name: text.to_owned(),
                    problem: error.problem,
                }),
            },
            None if text == "*" => Err(HostNameError {
                name: text.to_owned(),
                problem: HostNameProblem::Wildcard,
            }),
            None => HostName::parse(text).map(Self::Exact),
        }
    }

    /// Whether this identifier stands for `host` (RFC 9525 §6.3: the wildcard is the whole leftmost label).
    pub fn matches(&self, host: &HostName) -> bool {
        match self {
            Self::Exact(name) => name == host,
            Self::Wildcard(parent) => host
                .as_str()
                .split_once('.')
                .is_some_and(|(_, rest)| rest == parent.as_str()),
        }
    }

    /// The name without the wildcard label.
    pub fn base(&self) -> &HostName {
        match self {
            Self::Exact(name) | Self::Wildcard(name) => name,
        }
    }

    /// Whether it begins with `*.`.
    pub fn is_wildcard(&self) -> bool {
        matches!(self, Self::Wildcard(_))
    }
}

impl FromStr for HostPattern {
    type Err = HostNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(name) => name.fmt(formatter),
            Self::Wildcard(parent) => write!(formatter, "*.{parent}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, host: &str) -> bool {
        HostPattern::parse(pattern)
            .unwrap()
            .matches(&HostName::parse(host).unwrap())
    }

    #[test]
    fn wildcard_stands_for_exactly_one_label() {
        assert!(matches("*.example.com", "mail.example.com"));
        assert!(matches("*.EXAMPLE.com", "MAIL.example.com"));
        assert!(!matches("*.example.com", "example.com"));
        assert!(!matches("*.example.com", "a.mail.example.com"));
    }

    #[test]
    fn wildcard_in_the_wrong_place_is_refused() {
        for text in [
            "*",
            "ma*.example.com",
            "*a.example.com",
            "mail.*.com",
            "*.*.example.com",
            "*.",
        ] {
            assert!(HostPattern::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn wildcard_covers_an_a_label() {
        assert!(matches("*.example.com", "müller.example.com"));
    }
}

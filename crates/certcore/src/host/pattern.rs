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
    /// Reads `mail.example.com` or `*.example.com` as a person types it; U-labels become A-labels.
    ///
    /// # Errors
    ///
    /// [`HostNameError`] with the text and the reason; a `*` anywhere but as the whole leftmost label is
    /// [`HostNameProblem::Wildcard`], and one directly below a single label [`HostNameProblem::BroadWildcard`].
    pub fn parse(text: &str) -> Result<Self, HostNameError> {
        Self::read(text, HostName::parse)
    }

    /// Reads a name as a certificate or a request presents it. U-labels are not converted: a dNSName is an `IA5String` of
    /// A-labels (RFC 5280 §4.2.1.6 and §7.2), compared as octets without regard to ASCII case (RFC 9525 §6.3). So a name
    /// with any other character stands for no host.
    ///
    /// # Errors
    ///
    /// As [`HostPattern::parse`], and [`HostNameProblem::NotAscii`].
    pub fn presented(text: &str) -> Result<Self, HostNameError> {
        Self::read(text, HostName::presented)
    }

    fn read(
        text: &str,
        host: impl FnOnce(&str) -> Result<HostName, HostNameError>,
    ) -> Result<Self, HostNameError> {
        let fault = |problem| HostNameError {
            name: text.to_owned(),
            problem,
        };
        match text.strip_prefix("*.") {
            Some(parent) => match host(parent) {
                Ok(parent) if parent.labels().nth(1).is_none() => Err(fault(HostNameProblem::BroadWildcard)),
                Ok(parent) => Ok(Self::Wildcard(parent)),
                Err(error) => Err(fault(error.problem)),
            },
            None if text == "*" => Err(fault(HostNameProblem::Wildcard)),
            None => host(text).map(Self::Exact),
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
    fn wildcard_below_a_single_label_is_refused() {
        for text in ["*.com", "*.COM", "*.example", "*.xn--p1ai"] {
            let problem = HostPattern::parse(text).unwrap_err().problem;
            assert_eq!(problem, HostNameProblem::BroadWildcard, "{text}");
            let problem = HostPattern::presented(text).unwrap_err().problem;
            assert_eq!(problem, HostNameProblem::BroadWildcard, "{text}");
        }
    }

    #[test]
    fn presented_name_is_not_converted() {
        for text in [
            "müller.example",
            "*.müller.example",
            "mail\u{3002}example.com",
            "ｍail.example.com",
            "mai\u{ad}l.example.com",
            "mail\u{200b}.example.com",
            "mai\u{2113}.example.com",
            "STRAẞE.example",
        ] {
            assert!(
                HostPattern::parse(text).is_ok() || text.contains('\u{200b}'),
                "{text}"
            );
            let problem = HostPattern::presented(text).unwrap_err().problem;
            assert!(matches!(problem, HostNameProblem::NotAscii { .. }), "{text}");
        }
        let upper = HostPattern::presented("*.XN--MLLER-KVA.Example").unwrap();
        assert_eq!(upper.to_string(), "*.xn--mller-kva.example");
    }

    #[test]
    fn wildcard_covers_an_a_label() {
        assert!(matches("*.example.com", "müller.example.com"));
    }
}

//! A DNS host name in the form that certificates carry (RFC 1123 §2.1, RFC 5890 A-labels).

use core::net::IpAddr;
use std::{fmt, str::FromStr};

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use thiserror::Error;

use crate::diagnostic::error_names;

/// The longest host name in octets, without the final dot (RFC 1035 §2.3.4).
const LONGEST_NAME: usize = 253;
/// The longest label in octets (RFC 1035 §2.3.4).
const LONGEST_LABEL: usize = 63;

/// A host name: lower case, every label an A-label or plain LDH, no wildcard, no final dot.
///
/// ```
/// use certcore::host::HostName;
///
/// let host: HostName = "Müller.example".parse().unwrap();
/// assert_eq!(host.as_str(), "xn--mller-kva.example");
/// assert!("mail_1.example".parse::<HostName>().is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct HostName(String);

impl HostName {
    /// Reads a host name as a person types it; U-labels become A-labels (UTS #46, non-transitional).
    ///
    /// # Errors
    ///
    /// [`HostNameError`] with the name and the reason.
    pub fn parse(text: &str) -> Result<Self, HostNameError> {
        match problem_of(text) {
            Some(problem) => Err(HostNameError {
                name: text.to_owned(),
                problem,
            }),
            None => encode(text).map(Self).map_err(|problem| HostNameError {
                name: text.to_owned(),
                problem,
            }),
        }
    }

    /// Reads a name as it was stored, in ASCII. It is judged by its form, not by the tables of IDNA: a newer release of them
    /// must not make a stored name unreadable. A name with other characters is read as a person types it.
    ///
    /// # Errors
    ///
    /// [`HostNameError`] with the name and the reason.
    pub fn stored(text: &str) -> Result<Self, HostNameError> {
        match problem_of(text) {
            None if text.is_ascii() => measured(text.to_ascii_lowercase()),
            None => encode(text),
            Some(problem) => Err(problem),
        }
        .map(Self)
        .map_err(|problem| HostNameError {
            name: text.to_owned(),
            problem,
        })
    }

    /// Reads a name as a certificate or a request carries it. Nothing is mapped: it is an `IA5String` of A-labels and LDH
    /// labels (RFC 5280 §4.2.1.6 and §7.2), of which only the ASCII case does not count (RFC 9525 §6.3).
    pub(super) fn presented(text: &str) -> Result<Self, HostNameError> {
        match text.chars().find(|character| !character.is_ascii()) {
            Some(character) => Err(HostNameError {
                name: text.to_owned(),
                problem: HostNameProblem::NotAscii { character },
            }),
            None => Self::parse(text),
        }
    }

    /// The name in ASCII, lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as a person reads it: A-labels that decode are shown as U-labels.
    pub fn to_unicode(&self) -> String {
        Uts46::new()
            .to_user_interface(
                self.0.as_bytes(),
                AsciiDenyList::STD3,
                Hyphens::Allow,
                |_, _, _| true,
            )
            .0
            .into_owned()
    }

    /// The labels from left to right.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }
}

impl FromStr for HostName {
    type Err = HostNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text that is not a host name, and why.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is not a host name: {problem}", .name.escape_debug())]
pub struct HostNameError {
    /// The text as it was given.
    pub name: String,
    /// What is wrong with it.
    pub problem: HostNameProblem,
}

error_names!(HostNameError {
    _ => "host-name-invalid", "A host name breaks the rules for names in certificates.";
});

/// What makes a text unfit as a host name.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum HostNameProblem {
    /// Nothing was given.
    #[error("it is empty; give a name such as mail.example.com")]
    Empty,
    /// The name ends with a dot.
    #[error("it ends with a dot; certificates carry names without the final dot, so leave it out")]
    TrailingDot,
    /// Two dots follow each other, or the name begins with one.
    #[error("label {position} is empty; remove the extra dot")]
    EmptyLabel {
        /// The position of the label, the leftmost being 1.
        position: usize,
    },
    /// A label is longer than 63 octets once encoded.
    #[error("the label '{label}' has {length} octets once encoded, and a label has at most {LONGEST_LABEL}")]
    LongLabel {
        /// The label in ASCII.
        label: String,
        /// Its length in octets.
        length: usize,
    },
    /// The name is longer than 253 octets once encoded.
    #[error("it has {length} octets once encoded, and a name has at most {LONGEST_NAME}")]
    Long {
        /// The length in octets.
        length: usize,
    },
    /// A label contains an underscore, which no public CA signs.
    #[error("the label '{label}' contains an underscore, which host names do not have; use a hyphen")]
    Underscore {
        /// The label as it was given.
        label: String,
    },
    /// A `*` stands where none may.
    #[error("a wildcard is allowed only as the whole leftmost label, as in *.example.com, and not here")]
    Wildcard,
    /// A wildcard directly below a single label, such as `*.com`.
    #[error(
        "a wildcard directly below a top level domain matches nothing; name the hosts, or a wildcard of one domain as in *.example.com"
    )]
    BroadWildcard,
    /// A character beyond ASCII in a name that a certificate or a request carries.
    #[error(
        "it contains '{}', and a certificate carries A-labels (xn--) only (RFC 5280 section 7.2); request it again with the name in A-labels",
        .character.escape_debug()
    )]
    NotAscii {
        /// The first such character.
        character: char,
    },
    /// A label begins or ends with a hyphen.
    #[error("the label '{label}' begins or ends with a hyphen")]
    Hyphen {
        /// The label as it was given.
        label: String,
    },
    /// It is an address.
    #[error("it is an IP address; give it as an IP address, not as a host name")]
    Address,
    /// The last label is a number, which only addresses have.
    #[error("the last label '{label}' is a number, which no top level domain is")]
    NumericTopLevel {
        /// The last label.
        label: String,
    },
    /// A character that host names do not have.
    #[error("it contains {}, which host names do not have", describe(*.character))]
    Character {
        /// The character.
        character: char,
    },
    /// The name cannot be encoded by IDNA.
    #[error("it cannot be written in A-labels (IDNA, UTS #46); check its spelling")]
    NotEncodable,
}

fn describe(character: char) -> String {
    match character {
        ' ' => "a space".to_owned(),
        c if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        c => format!("'{c}'"),
    }
}

/// The first rule that `text` breaks before it is encoded.
fn problem_of(text: &str) -> Option<HostNameProblem> {
    if text.is_empty() {
        return Some(HostNameProblem::Empty);
    }
    if text.parse::<IpAddr>().is_ok() || text.starts_with('[') {
        return Some(HostNameProblem::Address);
    }
    if text.contains('*') {
        return Some(HostNameProblem::Wildcard);
    }
    if text != "." && text.ends_with('.') && !text.ends_with("..") {
        return Some(HostNameProblem::TrailingDot);
    }
    for (index, label) in text.split('.').enumerate() {
        if label.is_empty() {
            return Some(HostNameProblem::EmptyLabel { position: index + 1 });
        }
        if label.contains('_') {
            return Some(HostNameProblem::Underscore {
                label: label.to_owned(),
            });
        }
        if let Some(character) = label
            .chars()
            .find(|c| c.is_ascii() && !c.is_ascii_alphanumeric() && *c != '-')
        {
            return Some(HostNameProblem::Character { character });
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Some(HostNameProblem::Hyphen {
                label: label.to_owned(),
            });
        }
    }
    None
}

fn encode(text: &str) -> Result<String, HostNameProblem> {
    // The lengths are checked below, where the offending label can be named.
    let ascii = Uts46::new()
        .to_ascii(
            text.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Ignore,
        )
        .map_err(|_| HostNameProblem::NotEncodable)?
        .into_owned();
    measured(ascii)
}

fn measured(ascii: String) -> Result<String, HostNameProblem> {
    for (index, label) in ascii.split('.').enumerate() {
        if label.is_empty() {
            return Err(HostNameProblem::EmptyLabel { position: index + 1 });
        }
        if label.len() > LONGEST_LABEL {
            return Err(HostNameProblem::LongLabel {
                label: label.to_owned(),
                length: label.len(),
            });
        }
    }
    if ascii.len() > LONGEST_NAME {
        return Err(HostNameProblem::Long { length: ascii.len() });
    }
    match ascii.rsplit('.').next() {
        Some(last) if last.bytes().all(|b| b.is_ascii_digit()) => Err(HostNameProblem::NumericTopLevel {
            label: last.to_owned(),
        }),
        _ => Ok(ascii),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> HostNameProblem {
        HostName::parse(text).unwrap_err().problem
    }

    #[test]
    fn case_is_folded() {
        assert_eq!(
            HostName::parse("Mail.EXAMPLE.com").unwrap().as_str(),
            "mail.example.com"
        );
    }

    #[test]
    fn u_labels_become_a_labels_and_back() {
        let host = HostName::parse("räksmörgås.example").unwrap();
        assert_eq!(host.as_str(), "xn--rksmrgs-5wao1o.example");
        assert_eq!(host.to_unicode(), "räksmörgås.example");
    }

    #[test]
    fn each_broken_rule_is_named() {
        assert_eq!(problem(""), HostNameProblem::Empty);
        assert_eq!(problem("example.com."), HostNameProblem::TrailingDot);
        assert_eq!(problem("a..example"), HostNameProblem::EmptyLabel { position: 2 });
        assert_eq!(problem(".example"), HostNameProblem::EmptyLabel { position: 1 });
        assert_eq!(
            problem("mail_1.example"),
            HostNameProblem::Underscore {
                label: "mail_1".into()
            }
        );
        assert_eq!(problem("mail.*.example"), HostNameProblem::Wildcard);
        assert_eq!(
            problem("-a.example"),
            HostNameProblem::Hyphen { label: "-a".into() }
        );
        assert_eq!(problem("192.0.2.1"), HostNameProblem::Address);
        assert_eq!(problem("2001:db8::1"), HostNameProblem::Address);
        assert_eq!(
            problem("a.1"),
            HostNameProblem::NumericTopLevel { label: "1".into() }
        );
        assert_eq!(
            problem("a b.example"),
            HostNameProblem::Character { character: ' ' }
        );
        assert!(matches!(
            problem(&format!("{}.example", "a".repeat(64))),
            HostNameProblem::LongLabel { length: 64, .. }
        ));
        assert_eq!(
            problem(&vec!["a".repeat(63); 4].join(".")),
            HostNameProblem::Long { length: 255 }
        );
        assert_eq!(problem("xn--99999999.example"), HostNameProblem::NotEncodable);
    }

    #[test]
    fn a_long_u_label_is_measured_once_encoded() {
        assert!(matches!(
            problem(&format!("{}.example", "ö".repeat(60))),
            HostNameProblem::LongLabel { .. }
        ));
    }

    #[test]
    fn a_stored_name_is_judged_by_its_form() {
        for text in [
            "mail.example",
            "xn--mller-kva.example",
            "xn--99999999.example",
            "XN--A.Example",
        ] {
            assert_eq!(
                HostName::stored(text).unwrap().as_str(),
                text.to_ascii_lowercase()
            );
        }
        assert_eq!(
            HostName::stored("Müller.example").unwrap().as_str(),
            "xn--mller-kva.example"
        );
        for text in [
            "",
            "a..b",
            "-a.example",
            "a_b.example",
            "a.1",
            "192.0.2.1",
            "a b",
            &"a".repeat(64),
        ] {
            assert_eq!(HostName::stored(text), HostName::parse(text), "{text}");
            assert!(HostName::stored(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ideographic_full_stops_do_not_hide_an_empty_label() {
        assert!(HostName::parse("a。。example").is_err());
        assert!(HostName::parse("a.example。").is_err());
    }
}

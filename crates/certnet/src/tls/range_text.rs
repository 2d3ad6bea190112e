//! Reads a range of TLS versions from text: ours, a list, and the appliance's method string.

use std::str::FromStr;

use certcore::error_names;
use thiserror::Error;

use super::protocol::Protocol;
use super::range::{ProtocolRange, RangeError};

/// How much of a text that is no range an error repeats, in characters.
const REPEATED: usize = 60;

/// Reads `1.2`, `1.1-1.3`, `1.1,1.2,1.3` and `tlsv1_1tlsv1_2`, in any case. Each version may be written as `TLSv1.2` too.
impl FromStr for ProtocolRange {
    type Err = RangeTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let lower = text.trim().to_ascii_lowercase();
        if lower.is_empty() {
            return Err(RangeError::Empty.into());
        }
        if let Some((one, other)) = lower.split_once('-') {
            return match (Protocol::read(one), Protocol::read(other)) {
                (Some(one), Some(other)) => Ok(Self::between(one, other)),
                _ => Err(unknown(text)),
            };
        }
        let versions: Option<Vec<_>> = if lower.contains(',') {
            lower.split(',').map(Protocol::read).collect()
        } else if let Some(methods) = lower.strip_prefix("tlsv") {
            methods.split("tlsv").map(Protocol::read).collect()
        } else {
            Protocol::read(&lower).map(|version| vec![version])
        };
        let versions = versions.ok_or_else(|| unknown(text))?;
        Ok(Self::from_versions(&versions)?)
    }
}

impl TryFrom<String> for ProtocolRange {
    type Error = RangeTextError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// Why a text is no range of TLS versions.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RangeTextError {
    /// A part of the text is no version.
    #[error(
        "'{}' names no TLS versions; write one version such as 1.2, a range such as 1.2-1.3, a list such as \
         1.2,1.3, or a method string such as tlsv1_2tlsv1_3",
        .text.escape_debug()
    )]
    Unknown {
        /// The text as it was given, cut after 60 characters.
        text: String,
    },
    /// The versions make no range.
    #[error(transparent)]
    Range(#[from] RangeError),
}

error_names!(RangeTextError {
    Self::Unknown { .. } => "protocol-unknown", "A text names no TLS versions.";
    @via Self::Range(error) => error;
});

fn unknown(text: &str) -> RangeTextError {
    RangeTextError::Unknown {
        text: text.chars().take(REPEATED).collect(),
    }
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic;
    use proptest::prelude::*;

    use super::*;

    fn any_range() -> impl Strategy<Value = ProtocolRange> {
        (0..4usize, 0..4usize)
            .prop_map(|(one, other)| ProtocolRange::between(Protocol::ALL[one], Protocol::ALL[other]))
    }

    proptest! {
        #[test]
        fn every_form_of_a_range_reads_back(range in any_range()) {
            prop_assert_eq!(range.to_string().parse(), Ok(range));
            prop_assert_eq!(range.to_string().to_uppercase().parse(), Ok(range));
            prop_assert_eq!(range.method_string().parse(), Ok(range));
            prop_assert_eq!(range.method_string().to_uppercase().parse(), Ok(range));
            let list: Vec<_> = range.versions().map(Protocol::as_str).collect();
            prop_assert_eq!(list.join(",").parse(), Ok(range));
            prop_assert_eq!(list.join(" , ").parse(), Ok(range));
            let json = serde_json::to_string(&range).expect("serialises");
            prop_assert_eq!(serde_json::from_str::<ProtocolRange>(&json).expect("reads"), range);
        }

        #[test]
        fn a_subset_reads_exactly_if_it_has_no_hole(chosen in proptest::collection::vec(any::<bool>(), 4)) {
            let versions: Vec<_> = Protocol::ALL.into_iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(version, _)| version).collect();
            let list: Vec<_> = versions.iter().map(|version| version.as_str()).collect();
            let runs = chosen.split(|chosen| !chosen).filter(|run| !run.is_empty()).count();
            match list.join(",").parse::<ProtocolRange>() {
                Ok(range) => {
                    prop_assert_eq!(runs, 1);
                    prop_assert_eq!(range.versions().collect::<Vec<_>>(), versions);
                }
                Err(error) => {
                    let expected = if runs == 0 { "protocol-none" } else { "protocol-gap" };
                    prop_assert_eq!(error.name(), expected);
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused_and_an_error_stays_short(text in ".{0,300}") {
            if let Err(error) = text.parse::<ProtocolRange>() {
                prop_assert!(error.to_string().len() < 1_000);
            }
        }
    }

    #[test]
    fn usual_spellings_are_read() {
        for (text, range) in [
            ("TLSv1.2", "1.2"),
            ("tls 1.2", "1.2"),
            ("TLSv1.1-TLSv1.3", "1.1-1.3"),
            ("1.3-1.2", "1.2-1.3"),
            ("tlsv1_0tlsv1_1tlsv1_2tlsv1_3", "1.0-1.3"),
        ] {
            assert_eq!(text.parse::<ProtocolRange>().expect(text).to_string(), range);
        }
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in [
            "1.4",
            "ssl3",
            "1.2-",
            "1.2,,1.3",
            "1.2-1.2-1.3",
            "tlsv1",
            "tlsv1_2tls",
            "2",
            "1_2_3",
        ] {
            let error = text.parse::<ProtocolRange>().expect_err(text);
            assert_eq!(error.name(), "protocol-unknown", "{text}");
        }
    }

    #[test]
    fn a_method_string_with_a_hole_is_a_gap() {
        let error = "tlsv1_0tlsv1_3".parse::<ProtocolRange>().expect_err("gap");
        assert_eq!(error.name(), "protocol-gap");
    }
}

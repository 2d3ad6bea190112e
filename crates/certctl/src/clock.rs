//! The only place where certctl looks at the clock, and how times are read from the command line.

use std::str::FromStr;

use certcore::error_names;
use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use thiserror::Error;

/// The time now, in whole seconds as certificates count.
pub(crate) fn now() -> DateTime<Utc> {
    let now = Utc::now();
    DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now)
}

/// RFC 3339 in UTC, in whole seconds.
pub(crate) fn rfc3339(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A time as a person gives it: RFC 3339, or a date for its first second in UTC.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Moment(DateTime<Utc>);

impl Moment {
    /// The moment that was given, or now.
    pub(crate) fn or_now(moment: Option<Self>) -> DateTime<Utc> {
        moment.map_or_else(now, |moment| moment.0)
    }
}

impl FromStr for Moment {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self(time.to_utc()));
        }
        match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(date) => Ok(Self(date.and_time(NaiveTime::MIN).and_utc())),
            Err(_) => Err(TimeError::Malformed {
                text: text.to_owned(),
            }),
        }
    }
}

/// Why a text is no time.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum TimeError {
    /// It has neither of the two forms.
    #[error("'{}' is no time; write it as 2026-03-15T12:00:00Z or as 2026-03-15", .text.escape_debug())]
    Malformed {
        /// The text as it was given.
        text: String,
    },
}

error_names!(TimeError {
    Self::Malformed { .. } => "time-malformed", "A time on the command line is neither RFC 3339 nor a date.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_its_first_second_in_utc() {
        let moment: Moment = "2026-03-15".parse().unwrap();
        assert_eq!(rfc3339(moment.0), "2026-03-15T00:00:00Z");
    }

    #[test]
    fn an_offset_is_converted() {
        let moment: Moment = "2026-03-15T01:30:00+02:00".parse().unwrap();
        assert_eq!(rfc3339(moment.0), "2026-03-14T23:30:00Z");
    }

    #[test]
    fn anything_else_is_refused_with_an_example() {
        for text in ["", "yesterday", "2026-02-30", "15/03/2026"] {
            let message = text.parse::<Moment>().unwrap_err().to_string();
            assert!(message.contains("2026-03-15"), "{message}");
        }
    }
}

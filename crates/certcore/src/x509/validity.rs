//! Validity periods of certificates (RFC 5280 §4.1.2.5).

use std::fmt;

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use thiserror::Error;

use crate::diagnostic::error_names;

/// From when until when a certificate is valid, both seconds included.
///
/// One that is made here never ends before it starts. One that a certificate carries may, and then no time lies within it;
/// see [`Validity::check`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Validity {
    not_before: DateTime<Utc>,
    not_after: DateTime<Utc>,
}

impl Validity {
    /// The period from `not_before` to `not_after`.
    ///
    /// # Errors
    ///
    /// [`ValidityError::EndsBeforeStart`].
    pub fn new(not_before: DateTime<Utc>, not_after: DateTime<Utc>) -> Result<Self, ValidityError> {
        let validity = Self::read(not_before, not_after);
        validity.check()?;
        Ok(validity)
    }

    /// The two times as a certificate of any maker carries them.
    pub(super) fn read(not_before: DateTime<Utc>, not_after: DateTime<Utc>) -> Self {
        Self {
            not_before,
            not_after,
        }
    }

    /// Whether there is a time at which the certificate is valid.
    ///
    /// # Errors
    ///
    /// [`ValidityError::EndsBeforeStart`].
    pub fn check(&self) -> Result<(), ValidityError> {
        if self.not_after < self.not_before {
            return Err(ValidityError::EndsBeforeStart {
                not_before: self.not_before,
                not_after: self.not_after,
            });
        }
        Ok(())
    }

    /// A period of `days` days of 86,400 seconds that starts at `not_before`; the last second is counted, as the
    /// CA/Browser Forum counts it.
    ///
    /// # Errors
    ///
    /// [`ValidityError::NoDays`] for zero, [`ValidityError::TooLong`] when the end lies behind the year 9999.
    pub fn for_days(not_before: DateTime<Utc>, days: u32) -> Result<Self, ValidityError> {
        if days == 0 {
            return Err(ValidityError::NoDays);
        }
        let not_before = whole_seconds(not_before);
        let not_after = not_before
            .checked_add_signed(Duration::days(i64::from(days)) - Duration::seconds(1))
            .filter(|end| *end <= end_of_time())
            .ok_or(ValidityError::TooLong { days })?;
        Self::new(not_before, not_after)
    }

    /// The first second.
    pub fn not_before(&self) -> DateTime<Utc> {
        self.not_before
    }

    /// The last second.
    pub fn not_after(&self) -> DateTime<Utc> {
        self.not_after
    }

    /// Whether `time` lies within the period.
    pub fn contains(&self, time: DateTime<Utc>) -> bool {
        self.not_before <= time && time <= self.not_after
    }

    /// The length, the last second included; not more than zero when it ends before it starts.
    pub fn length(&self) -> Duration {
        self.not_after - self.not_before + Duration::seconds(1)
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} to {}", text(self.not_before), text(self.not_after))
    }
}

/// Why two times are no validity period.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum ValidityError {
    /// The end lies before the start.
    #[error("the validity period ends ({}) before it starts ({}), so the certificate is never valid; request a new one", text(*.not_after), text(*.not_before))]
    EndsBeforeStart {
        /// The start.
        not_before: DateTime<Utc>,
        /// The end.
        not_after: DateTime<Utc>,
    },
    /// Zero days.
    #[error("a certificate is valid for at least one day, and zero were asked for")]
    NoDays,
    /// The end cannot be written.
    #[error("{days} days end after the year 9999, which no certificate can carry (RFC 5280 section 4.1.2.5)")]
    TooLong {
        /// What was asked for.
        days: u32,
    },
}

error_names!(ValidityError {
    Self::EndsBeforeStart { .. } => "validity-ends-before-start", "A validity period ends before it starts.";
    Self::NoDays => "validity-without-days", "A certificate was asked for that is valid for zero days.";
    Self::TooLong { .. } => "validity-too-long", "A validity period ends after the year 9999.";
});

fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn whole_seconds(time: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp(time.timestamp(), 0).unwrap_or(time)
}

fn end_of_time() -> DateTime<Utc> {
    // 9999-12-31T23:59:59Z
    DateTime::from_timestamp(253_402_300_799, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn days_count_the_last_second() {
        let validity = Validity::for_days(at(0), 200).unwrap();
        assert_eq!(validity.length(), Duration::days(200));
        assert!(validity.contains(at(0)) && validity.contains(at(200 * 86_400 - 1)));
        assert!(!validity.contains(at(200 * 86_400)));
    }

    #[test]
    fn impossible_periods_are_refused() {
        assert!(matches!(
            Validity::new(at(1), at(0)),
            Err(ValidityError::EndsBeforeStart { .. })
        ));
        let read = Validity::read(at(1), at(0));
        assert!(read.check().is_err() && !read.contains(at(0)) && !read.contains(at(1)));
        assert_eq!(Validity::for_days(at(0), 0), Err(ValidityError::NoDays));
        assert_eq!(
            Validity::for_days(at(0), u32::MAX),
            Err(ValidityError::TooLong { days: u32::MAX })
        );
    }
}

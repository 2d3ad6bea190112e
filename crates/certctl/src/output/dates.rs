//! How far away a time is, in words.

use certcore::x509::Validity;
use chrono::{DateTime, Duration, Utc};

use crate::clock::rfc3339;

/// The period and how it stands at `now`.
pub(crate) fn line(validity: Validity, now: DateTime<Utc>) -> String {
    let period = format!(
        "{} to {}",
        rfc3339(validity.not_before()),
        rfc3339(validity.not_after())
    );
    let standing = if now < validity.not_before() {
        format!("not valid yet, begins in {}", words(validity.not_before() - now))
    } else if now > validity.not_after() {
        format!("expired {} ago", words(now - validity.not_after()))
    } else {
        format!("{} left", words(validity.not_after() - now))
    };
    format!("{period} ({standing})")
}

/// Whole days; hours and minutes where it is less than two days.
fn words(length: Duration) -> String {
    match (length.num_days(), length.num_hours(), length.num_minutes()) {
        (days @ 2.., ..) => format!("{days} days"),
        (_, hours @ 2.., _) => format!("{hours} hours"),
        (.., minutes) => format!("{minutes} minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_standing_is_told_in_words() {
        let validity = Validity::for_days(at("2026-03-15T00:00:00Z"), 10).unwrap();
        let standing = |now: &str| {
            let line = line(validity, at(now));
            line.split_once('(').unwrap().1.trim_end_matches(')').to_owned()
        };
        assert_eq!(
            standing("2026-03-10T00:00:00Z"),
            "not valid yet, begins in 5 days"
        );
        assert_eq!(standing("2026-03-20T00:00:00Z"), "4 days left");
        assert_eq!(standing("2026-03-24T21:30:00Z"), "2 hours left");
        assert_eq!(standing("2026-03-24T23:30:00Z"), "29 minutes left");
        assert_eq!(standing("2026-04-24T23:30:00Z"), "expired 30 days ago");
    }
}

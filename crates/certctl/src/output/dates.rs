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
    let standing = if validity.check().is_err() {
        "never valid: it ends before it starts".to_owned()
    } else if now < validity.not_before() {
        format!("not valid yet, begins in {}", words(validity.not_before() - now))
    } else if now > validity.not_after() {
        format!("expired {} ago", words(now - validity.not_after()))
    } else {
        format!("{} left", words(validity.not_after() - now))
    };
    format!("{period} ({standing})")
}

/// The day of a time, in UTC.
pub(super) fn day(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d").to_string()
}

/// Whole days that are left, or that have passed since the end, as a table has them.
///
/// Less than a day before or after the end is `today`; the state beside it says which.
pub(crate) fn left(remaining_days: i64) -> String {
    match remaining_days {
        -1 | 0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        days @ 2.. => format!("{days} days"),
        -2 => "1 day ago".to_owned(),
        // The first day after the end is -1.
        days => format!("{} days ago", days.saturating_add(1).unsigned_abs()),
    }
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
    fn days_are_counted_from_the_end_in_both_directions() {
        let words = [-367, -3, -2, -1, 0, 1, 2, 825].map(left);
        let expected = [
            "366 days ago",
            "2 days ago",
            "1 day ago",
            "today",
            "today",
            "1 day",
            "2 days",
            "825 days",
        ];
        assert_eq!(words, expected);
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

//! How long a certificate lasts.

use chrono::{DateTime, Utc};

/// A certificate that ends in fewer days is said to be expiring.
pub const EXPIRING_DAYS: i64 = 30;

const SECONDS_A_DAY: i64 = 86_400;

/// The whole days that are left: 0 on the last day, negative once it ended.
pub fn remaining_days(not_after: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (not_after - now).num_seconds().div_euclid(SECONDS_A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_and_negative_after_the_end() {
        let end: DateTime<Utc> = "2026-03-10T12:00:00Z".parse().unwrap();
        let at = |text: &str| remaining_days(end, text.parse().unwrap());
        assert_eq!(at("2026-03-09T12:00:00Z"), 1);
        assert_eq!(at("2026-03-09T12:00:01Z"), 0);
        assert_eq!(at("2026-03-10T12:00:00Z"), 0);
        assert_eq!(at("2026-03-10T12:00:01Z"), -1);
    }
}

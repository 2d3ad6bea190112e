//! How long a public certificate may be valid, by the day on which it begins (CA/B Forum TLS BR §6.3.2).

use chrono::{DateTime, Duration, NaiveDate, Utc};

/// The first day of each rule, and the longest validity period in days from that day on.
///
/// 398 days came with ballot SC31, the rest with ballot SC-081v3.
const SCHEDULE: [(i32, u32, u32, i64); 5] = [
    (2018, 3, 1, 825),
    (2020, 9, 1, 398),
    (2026, 3, 15, 200),
    (2027, 3, 15, 100),
    (2029, 3, 15, 47),
];

/// The longest validity period of a certificate that begins at `not_before`; `None` before 2018-03-01.
pub(super) fn longest(not_before: DateTime<Utc>) -> Option<Duration> {
    let day = not_before.date_naive();
    let begun = |(year, month, first, _): &&(i32, u32, u32, i64)| {
        NaiveDate::from_ymd_opt(*year, *month, *first).is_some_and(|start| start <= day)
    };
    let rule = SCHEDULE.iter().rev().find(begun);
    rule.map(|(_, _, _, days)| Duration::days(*days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_begins_on_its_day() {
        let days = |time: &str| longest(time.parse().unwrap()).map(|length| length.num_days());
        for (last_second, before, after) in [
            ("2018-02-28T23:59:59Z", None, Some(825)),
            ("2020-08-31T23:59:59Z", Some(825), Some(398)),
            ("2026-03-14T23:59:59Z", Some(398), Some(200)),
            ("2027-03-14T23:59:59Z", Some(200), Some(100)),
            ("2029-03-14T23:59:59Z", Some(100), Some(47)),
        ] {
            let first_second: DateTime<Utc> =
                last_second.parse::<DateTime<Utc>>().unwrap() + Duration::seconds(1);
            assert_eq!(days(last_second), before);
            assert_eq!(days(&first_second.to_rfc3339()), after);
        }
        assert_eq!(days("2040-01-01T00:00:00Z"), Some(47));
    }
}

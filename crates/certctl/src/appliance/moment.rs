//! Times as the appliance writes them.

use chrono::{DateTime, Utc};

/// `Tue Sep 22 09:05:00 2026 UTC`
pub(super) fn shown(time: DateTime<Utc>) -> String {
    time.format("%a %b %e %H:%M:%S %Y UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_stands_as_in_the_answer_to_commit() {
        assert_eq!(
            shown("2026-09-22T09:05:00Z".parse().unwrap()),
            "Tue Sep 22 09:05:00 2026 UTC"
        );
    }
}

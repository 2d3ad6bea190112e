//! The moment at which waiting ends.

use std::time::{Duration, Instant};

/// The longest wait that is accepted, so that no sum of times overflows.
const LONGEST: Duration = Duration::from_secs(3600);

/// A moment that every step of an exchange shares, so that steps cannot add up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    at: Instant,
}

impl Deadline {
    pub(super) fn after(wait: Duration) -> Self {
        let now = Instant::now();
        Self {
            at: now.checked_add(wait.min(LONGEST)).unwrap_or(now),
        }
    }

    /// The earlier of this moment and the one `wait` from now.
    pub(super) fn within(self, wait: Duration) -> Self {
        Self {
            at: self.at.min(Self::after(wait).at),
        }
    }

    /// The time left, never zero; `None` when there is none.
    pub(super) fn remaining(self) -> Option<Duration> {
        Some(self.at.saturating_duration_since(Instant::now())).filter(|left| !left.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_that_has_passed_leaves_nothing() {
        assert_eq!(Deadline::after(Duration::ZERO).remaining(), None);
    }

    #[test]
    fn the_earlier_of_two_moments_counts() {
        let hour = Deadline::after(Duration::MAX);
        assert!(hour.remaining().is_some_and(|left| left <= LONGEST));
        assert!(
            hour.within(Duration::from_secs(1))
                .remaining()
                .is_some_and(|left| left.as_secs() <= 1)
        );
        assert_eq!(Deadline::after(Duration::ZERO).within(LONGEST).remaining(), None);
    }
}

//! How much work inputs may cause, counted in units that do not depend on time.
//!
//! One unit is one round of a function that derives a key from a password, about a third of a microsecond. What a
//! signature takes is estimated in the same unit. A program that reads many inputs makes one [`Budget`] for each command,
//! so that many small inputs are bounded like a single large one.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::diagnostic::error_names;

/// The most units that a [`Budget`] has: twice what the dearest single file takes
/// ([`ITERATION_LIMIT`](crate::pbe::ITERATION_LIMIT)).
pub const WORK_LIMIT: u64 = 20_000_000;

/// The work that one command may still do.
#[derive(Debug, Default)]
pub struct Budget {
    spent: u64,
    /// The last key that was derived, under a digest of what it was derived from.
    pub(crate) derived: Option<Derived>,
}

/// A derived key; it is overwritten when it is dropped.
pub(crate) struct Derived {
    pub(crate) from: Zeroizing<[u8; 32]>,
    pub(crate) key: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Derived {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Derived(…)")
    }
}

impl Budget {
    /// A whole budget.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `units`, before the work is done. Once there are not enough left, nothing more is given.
    ///
    /// # Errors
    ///
    /// [`WorkLimit`].
    pub fn take(&mut self, units: u64) -> Result<(), WorkLimit> {
        self.spent = self.spent.saturating_add(units);
        self.check()
    }

    /// Whether anything is left.
    ///
    /// # Errors
    ///
    /// [`WorkLimit`].
    pub fn check(&self) -> Result<(), WorkLimit> {
        if self.spent > WORK_LIMIT {
            Err(WorkLimit)
        } else {
            Ok(())
        }
    }
}

/// The inputs of a command ask for more work than it does.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error(
    "this takes more work than one command does (a limit of {WORK_LIMIT} rounds of hashing, or signatures that take as \
     long); give fewer encrypted keys, PKCS#12 files and certificates at once"
)]
pub struct WorkLimit;

error_names!(WorkLimit {
    _ => "work-limit", "The inputs of a command ask for more work than one command does.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_small_amounts_are_refused_like_one_large_one() {
        let mut budget = Budget::new();
        for _ in 0..4 {
            budget.take(WORK_LIMIT / 4).unwrap();
        }
        assert_eq!(budget.take(1), Err(WorkLimit));
        assert_eq!(budget.check(), Err(WorkLimit));
        assert_eq!(Budget::new().take(u64::MAX), Err(WorkLimit));
    }
}

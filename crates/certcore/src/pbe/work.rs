//! How much work a file asks for, and how much it may.

use super::error::PbeError;

/// The most rounds of a derivation function that reading one file may take in total.
///
/// The dearest files that programs write by default: GnuTLS 3.7 and NSS 3.87 derive with 600,000 iterations, GnuTLS
/// once for each certificate, for the key and for the MAC. With Triple DES each derivation needs three rounds per
/// iteration (RFC 7292 §B.2: two for the key, one for the vector), so a key with a chain of four comes to 9.6 million.
/// That takes about three seconds. A round of a function that takes longer than SHA-256 counts for more.
pub const ITERATION_LIMIT: u64 = 10_000_000;

/// The most memory in octets that one derivation with scrypt may take (RFC 7914 §2: 128 × N × r).
///
/// OpenSSL writes files that need 16 MiB.
pub const MEMORY_LIMIT: u64 = 64 << 20;

/// What one derivation costs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Work {
    /// Rounds of the function: iterations times the blocks of output.
    pub(crate) iterations: u64,
    /// Octets of memory.
    pub(crate) memory: u64,
}

impl Work {
    /// `iterations` for each started block of `block` octets in `length`.
    pub(super) fn rounds(iterations: u64, length: usize, block: usize) -> Self {
        let blocks = u64::try_from(length.div_ceil(block.max(1))).unwrap_or(u64::MAX);
        Self {
            iterations: iterations.saturating_mul(blocks),
            memory: 0,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            iterations: self.iterations.saturating_add(other.iterations),
            memory: self.memory.max(other.memory),
        }
    }
}

/// The work that has been asked for so far.
#[derive(Debug, Default)]
pub(crate) struct WorkBudget {
    iterations: u64,
}

impl WorkBudget {
    /// The rounds that were asked for.
    pub(crate) fn spent(&self) -> u64 {
        self.iterations
    }

    /// Takes `work` from what may be done; nothing has been derived yet.
    ///
    /// # Errors
    ///
    /// [`PbeError::TooManyIterations`], [`PbeError::TooMuchMemory`].
    pub(crate) fn take(&mut self, work: Work) -> Result<(), PbeError> {
        self.iterations = self.iterations.saturating_add(work.iterations);
        if self.iterations > ITERATION_LIMIT {
            return Err(PbeError::TooManyIterations {
                asked: self.iterations,
                limit: ITERATION_LIMIT,
            });
        }
        if work.memory > MEMORY_LIMIT {
            return Err(PbeError::TooMuchMemory {
                asked: work.memory,
                limit: MEMORY_LIMIT,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_small_amounts_are_refused_like_one_large_one() {
        let mut budget = WorkBudget::default();
        let work = Work {
            iterations: ITERATION_LIMIT / 4,
            memory: 0,
        };
        for _ in 0..4 {
            budget.take(work).unwrap();
        }
        assert!(matches!(
            budget.take(work),
            Err(PbeError::TooManyIterations { asked, .. }) if asked == ITERATION_LIMIT / 4 * 5
        ));
    }

    #[test]
    fn the_sum_of_huge_amounts_does_not_wrap() {
        let mut budget = WorkBudget::default();
        let work = Work::rounds(u64::MAX, 64, 20);
        budget.take(work).unwrap_err();
        assert!(budget.take(work).is_err());
    }
}

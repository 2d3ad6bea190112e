//! Whose AD bit counts (RFC 6840 §5.7, RFC 7672 §2.1).

/// Whether the way to a server is one on which nobody can change an answer.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Trust {
    /// Only if the server is on this machine.
    #[default]
    Loopback,
    /// The operator says so, as `options trust-ad` of resolv.conf does.
    Declared,
}

/// Whether an answer was validated by DNSSEC, as far as this machine can know.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Authenticated {
    /// A trusted server set the AD bit.
    Yes,
    /// The server did not set the AD bit: the zone is unsigned, or the server does not validate.
    No,
    /// The AD bit was set, but by a server that is neither on this machine nor declared trusted.
    Untrusted,
}

impl Authenticated {
    pub(super) fn of(bit: AdBit, at: Place, trust: Trust) -> Self {
        match (bit, at, trust) {
            (AdBit::Clear, _, _) => Self::No,
            (AdBit::Set, Place::ThisMachine, _) | (AdBit::Set, _, Trust::Declared) => Self::Yes,
            (AdBit::Set, Place::Elsewhere, Trust::Loopback) => Self::Untrusted,
        }
    }

    /// What can be said of a result that rests on both answers.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Untrusted, _) | (_, Self::Untrusted) => Self::Untrusted,
            (Self::Yes, Self::Yes) => Self::Yes,
        }
    }
}

/// The AD bit of a response.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AdBit {
    /// The server holds every record of the answer to be authentic.
    Set,
    /// The server says nothing.
    Clear,
}

/// Where a server runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    ThisMachine,
    Elsewhere,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ad_bit_counts_from_loopback_or_when_declared() {
        use Authenticated::{No, Untrusted, Yes};
        for (bit, at, trust, verdict) in [
            (AdBit::Set, Place::ThisMachine, Trust::Loopback, Yes),
            (AdBit::Set, Place::Elsewhere, Trust::Declared, Yes),
            (AdBit::Set, Place::Elsewhere, Trust::Loopback, Untrusted),
            (AdBit::Clear, Place::ThisMachine, Trust::Declared, No),
            (AdBit::Clear, Place::Elsewhere, Trust::Loopback, No),
        ] {
            assert_eq!(
                Authenticated::of(bit, at, trust),
                verdict,
                "{bit:?} {at:?} {trust:?}"
            );
        }
    }

    #[test]
    fn a_result_is_as_authentic_as_its_weakest_answer() {
        use Authenticated::{No, Untrusted, Yes};
        assert_eq!(Yes.and(Yes), Yes);
        assert_eq!(Yes.and(Untrusted), Untrusted);
        assert_eq!(Untrusted.and(No), No);
        assert_eq!(No.and(Yes), No);
    }
}

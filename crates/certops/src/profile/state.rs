//! The state of a profile, under a name that does not change between releases.

use std::fmt;

use certstore::{
    entry::{PendingRequest, Profile, ProfileOrigin},
    repository::CertificateFacts,
};
use chrono::{DateTime, Utc};

use crate::expiry::ExpiryRule;

const DAY: i64 = 86_400;

/// The state of a profile; of several that hold, the first in this order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ProfileState {
    /// It was made with the store, and nobody can verify it.
    Demo,
    /// Its certificate has ended.
    Expired,
    /// Its certificate ends soon.
    Expiring,
    /// Its request is committed, and the CA has not answered.
    AwaitingAnswer,
    /// Its own key signed its certificate.
    SelfSigned,
    /// A CA signed its certificate.
    Signed,
}

impl ProfileState {
    /// Every state, in the order in which they take precedence.
    pub const ALL: [Self; 6] = [
        Self::Demo,
        Self::Expired,
        Self::Expiring,
        Self::AwaitingAnswer,
        Self::SelfSigned,
        Self::Signed,
    ];

    /// The state of a profile with this certificate, when its request in force is `committed`.
    ///
    /// An imported certificate that signed itself has the origin [`ProfileOrigin::SelfSigned`].
    pub fn of(
        profile: &Profile,
        committed: Option<PendingRequest>,
        certificate: &CertificateFacts,
        now: DateTime<Utc>,
        rule: ExpiryRule,
    ) -> Self {
        if profile.origin == ProfileOrigin::Demo {
            return Self::Demo;
        }
        if now > certificate.not_after {
            return Self::Expired;
        }
        if rule.is_expiring(certificate, now) {
            return Self::Expiring;
        }
        if profile.request.is_some() && profile.request == committed {
            return Self::AwaitingAnswer;
        }
        match profile.origin {
            ProfileOrigin::Demo | ProfileOrigin::SelfSigned => Self::SelfSigned,
            ProfileOrigin::Signed | ProfileOrigin::Imported => Self::Signed,
        }
    }

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Expired => "expired",
            Self::Expiring => "expiring",
            Self::AwaitingAnswer => "awaiting-answer",
            Self::SelfSigned => "self-signed",
            Self::Signed => "signed",
        }
    }
}

impl fmt::Display for ProfileState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Whole days that are left; negative after the end, and -1 in the first day after it.
pub fn remaining_days(not_after: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (not_after - now).num_seconds().div_euclid(DAY)
}

/// How a profile stands between what is in force and the candidate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// As it is in force.
    InForce,
    /// New in the candidate.
    Added,
    /// Changed in the candidate.
    Changed,
}

impl Standing {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::Added => "added",
            Self::Changed => "changed",
        }
    }
}

#[cfg(test)]
mod tests {
    use certcore::fingerprint::Fingerprint;

    use super::*;

    fn profile(origin: ProfileOrigin, request: Option<PendingRequest>) -> Profile {
        Profile {
            origin,
            key: Fingerprint::of(b"key"),
            certificate: Fingerprint::of(b"certificate"),
            intermediates: Vec::new(),
            request,
        }
    }

    fn pending() -> PendingRequest {
        PendingRequest {
            request: Fingerprint::of(b"request"),
            key: Fingerprint::of(b"key"),
        }
    }

    /// A certificate of a year that ends in some days.
    fn ending(now: DateTime<Utc>, days_left: i64) -> CertificateFacts {
        let not_after = now + chrono::TimeDelta::days(days_left);
        CertificateFacts {
            fingerprint: Fingerprint::of(b"certificate"),
            common_name: String::new(),
            issuer: String::new(),
            not_before: not_after - chrono::TimeDelta::days(365),
            not_after,
        }
    }

    fn state(origin: ProfileOrigin, days_left: i64) -> &'static str {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let certificate = ending(now, days_left);
        let rule = ExpiryRule { days: 30 };
        ProfileState::of(&profile(origin, None), None, &certificate, now, rule).as_str()
    }

    #[test]
    fn the_end_of_the_certificate_takes_precedence_over_its_origin() {
        assert_eq!(state(ProfileOrigin::Signed, 30), "signed");
        assert_eq!(state(ProfileOrigin::Imported, 30), "signed");
        assert_eq!(state(ProfileOrigin::SelfSigned, 30), "self-signed");
        assert_eq!(state(ProfileOrigin::Signed, 29), "expiring");
        assert_eq!(state(ProfileOrigin::SelfSigned, 0), "expiring");
        assert_eq!(state(ProfileOrigin::Signed, -1), "expired");
        assert_eq!(state(ProfileOrigin::Demo, -1), "demo");
    }

    #[test]
    fn only_a_committed_request_awaits_its_answer() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let certificate = ending(now, 100);
        let of = |committed| {
            let profile = profile(ProfileOrigin::SelfSigned, Some(pending()));
            ProfileState::of(&profile, committed, &certificate, now, ExpiryRule { days: 30 })
        };
        assert_eq!(of(Some(pending())), ProfileState::AwaitingAnswer);
        assert_eq!(of(None), ProfileState::SelfSigned);
        let other = PendingRequest {
            request: Fingerprint::of(b"another"),
            ..pending()
        };
        assert_eq!(of(Some(other)), ProfileState::SelfSigned);
    }

    #[test]
    fn days_are_whole_and_negative_after_the_end() {
        let end = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let left = |seconds| remaining_days(end, end - chrono::TimeDelta::seconds(seconds));
        assert_eq!(left(86_400), 1);
        assert_eq!(left(86_399), 0);
        assert_eq!(left(-1), -1);
        assert_eq!(left(-86_401), -2);
    }
}

//! When a certificate is expiring: one rule for all places.

use certstore::{
    entry::{Alerts, Entry, EntryId, Kind},
    repository::CertificateFacts,
    store::{Reading, StoreError},
};
use chrono::{DateTime, TimeDelta, Utc};

/// A certificate is expiring when less than so many days, and less than a third of its lifetime, is left.
///
/// The third is what CAs recommend for renewal; a certificate of six days is not expiring on its first day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ExpiryRule {
    /// The days.
    pub days: u32,
}

impl ExpiryRule {
    /// The rule that the active alert settings give.
    pub(crate) async fn active(reading: &mut Reading<'_>) -> Result<Self, StoreError> {
        let version = match EntryId::single(Kind::Alerts) {
            Some(id) => reading.repository().entry(&id).await?,
            None => None,
        };
        Ok(Self::of(version.map(|version| version.entry).as_ref()))
    }

    /// The rule that these alert settings give.
    pub(crate) fn of(alerts: Option<&Entry>) -> Self {
        let days = match alerts {
            Some(Entry::Alerts(alerts)) => alerts.expiring_days,
            _ => Alerts::EXPIRING_DAYS,
        };
        Self { days }
    }

    /// Whether a certificate is expiring at `now`; also when it expired already.
    pub fn is_expiring(self, certificate: &CertificateFacts, now: DateTime<Utc>) -> bool {
        let lifetime = certificate.not_after - certificate.not_before;
        let threshold = (lifetime / 3).min(TimeDelta::days(i64::from(self.days)));
        certificate.not_after - now < threshold
    }
}

#[cfg(test)]
mod tests {
    use certcore::fingerprint::Fingerprint;

    use super::*;

    #[test]
    fn the_lesser_of_the_days_and_a_third_of_the_lifetime_counts() {
        let begin = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for (lifetime, days, threshold) in [
            (6, 30, 2),
            (47, 30, 15),
            (90, 30, 30),
            (398, 30, 30),
            (398, 60, 60),
            (398, 0, 0),
            (90, u32::MAX, 30),
        ] {
            let end = begin + TimeDelta::days(lifetime);
            let facts = CertificateFacts {
                fingerprint: Fingerprint::of(b"certificate"),
                common_name: String::new(),
                issuer: String::new(),
                not_before: begin,
                not_after: end,
            };
            let rule = ExpiryRule { days };
            let at = |left| rule.is_expiring(&facts, end - left);
            let threshold = TimeDelta::days(threshold).max(TimeDelta::zero());
            assert!(!at(threshold + TimeDelta::days(1)), "{lifetime} {days}");
            assert!(at(threshold - TimeDelta::seconds(1)), "{lifetime} {days}");
        }
    }
}

//! Notices of certificates that expire: from the day on which they are expiring, ever more often, on the last day, and after.

use certstore::{
    entry::{Alerts, Entry, EntryId, Kind},
    repository::Alert,
    store::{Actor, Reading, Store, StoreError},
};

use crate::{
    expiry::ExpiryRule,
    place,
    status::{CertificateStatus, Role, certificates},
};

/// The days before the end on which a notice is due, as on the appliance.
pub const LADDER: [i64; 10] = [0, 1, 2, 3, 4, 5, 15, 30, 60, 90];

/// Which notice is due for a certificate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Rung {
    /// At most so many whole days are left; 0 is the last day.
    Days(i64),
    /// It ended.
    Ended,
}

impl Rung {
    /// The most urgent notice that is due with so many days left; `None` when none is due yet.
    ///
    /// When several were due since the last look, the others are not made up for.
    pub fn due(remaining_days: i64) -> Option<Self> {
        if remaining_days < 0 {
            return Some(Self::Ended);
        }
        let rung = LADDER.into_iter().find(|days| remaining_days <= *days)?;
        Some(Self::Days(rung))
    }

    /// Names the holder too: each of several that hold one certificate has a notice of its own.
    fn key(self, certificate: &CertificateStatus) -> String {
        let CertificateStatus {
            role, name, facts, ..
        } = certificate;
        let of = format!("expiry {}/{name} {}", role.as_str(), facts.fingerprint);
        match self {
            Self::Days(days) => format!("{of} {days}"),
            Self::Ended => format!("{of} ended"),
        }
    }
}

/// What was written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Notified {
    /// The notices that are new, the most urgent first.
    Written(Vec<Alert>),
    /// Notices of expiry are switched off.
    SwitchedOff,
}

/// Writes the notices that are due for the certificates in force into the alert queue, each once.
///
/// # Errors
///
/// [`StoreError`]; no notice is written then.
pub async fn notify(store: &Store, actor: &Actor) -> Result<Notified, StoreError> {
    let mut writing = store.write(actor).await?;
    if !is_on(&mut writing).await? {
        return Ok(Notified::SwitchedOff);
    }
    let rule = ExpiryRule::active(&mut writing).await?;
    let mut written = Vec::new();
    for certificate in certificates(&mut writing, actor.at, rule).await? {
        let due = Rung::due(certificate.remaining_days);
        let Some(rung) = due.filter(|_| rule.is_expiring(&certificate.facts, actor.at)) else {
            continue;
        };
        let alert = Alert {
            key: rung.key(&certificate),
            subject: subject(&certificate),
            text: text(&certificate),
            at: actor.at,
            sent: None,
        };
        if writing.add_alert(&alert).await? {
            writing.record("notify", &alert.subject, &alert.key).await?;
            written.push(alert);
        }
    }
    writing.commit().await?;
    Ok(Notified::Written(written))
}

async fn is_on(reading: &mut Reading<'_>) -> Result<bool, StoreError> {
    let Some(id) = EntryId::single(Kind::Alerts) else {
        return Ok(true);
    };
    let version = reading.repository().entry(&id).await?;
    Ok(match version.map(|version| version.entry) {
        Some(Entry::Alerts(Alerts { expiry, .. })) => expiry.is_on(),
        _ => true,
    })
}

fn subject(certificate: &CertificateStatus) -> String {
    let what = match certificate.role {
        Role::Profile => "The certificate of profile",
        Role::Intermediate => "The intermediate certificate",
        Role::CustomCa => "The custom CA",
    };
    let when = match certificate.remaining_days {
        ..0 => "has ended".to_owned(),
        0 => "ends within a day".to_owned(),
        1 => "ends in 1 day".to_owned(),
        days => format!("ends in {days} days"),
    };
    format!("{what} {} {when}", certificate.name)
}

fn text(certificate: &CertificateStatus) -> String {
    let users = if certificate.used_by.is_empty() {
        "nothing".to_owned()
    } else {
        place::users(&certificate.used_by)
    };
    format!(
        "{}.\n\nEnd: {}\nIssuer: {}\nFingerprint (SHA-256): {}\nUsed by: {users}\n",
        subject(certificate),
        certificate.facts.not_after.format("%Y-%m-%d %H:%M:%S UTC"),
        certificate.facts.issuer,
        certificate.facts.fingerprint,
    )
}

#[cfg(test)]
mod tests {
    use certstore::entry::{ProfileOrigin, Switch};

    use super::*;
    use crate::specimen::{Leaf, Specimen, signed};

    async fn subjects(specimen: &Specimen) -> Vec<String> {
        match notify(&specimen.store, &specimen.actor()).await.unwrap() {
            Notified::Written(alerts) => alerts.into_iter().map(|alert| alert.subject).collect(),
            Notified::SwitchedOff => panic!("notices are on"),
        }
    }

    #[tokio::test]
    async fn each_rung_is_written_once_on_its_day() {
        let mut specimen = Specimen::new().await;
        specimen.stage_profile("mx", 100).await;
        specimen.publish().await;
        let mut days = Vec::new();
        for day in 0..104 {
            for _ in 0..2 {
                days.extend(subjects(&specimen).await.into_iter().map(|_| 99 - day));
            }
            specimen.pass_days(1);
        }
        assert_eq!(days, [29, 15, 5, 4, 3, 2, 1, 0, -1]);
    }

    #[tokio::test]
    async fn certificate_of_six_days_has_no_notice_before_a_third_is_left() {
        let mut specimen = Specimen::new().await;
        specimen.stage_profile("mx", 6).await;
        specimen.publish().await;
        specimen.pass_days(3);
        assert_eq!(subjects(&specimen).await, [""; 0]);
        specimen.pass_days(2);
        let expected = ["The certificate of profile mx ends within a day"];
        assert_eq!(subjects(&specimen).await, expected);
    }

    #[tokio::test]
    async fn longer_notice_can_be_set() {
        let mut specimen = Specimen::new().await;
        specimen.stage_profile("mx", 398).await;
        let id = EntryId::single(Kind::Alerts).unwrap();
        let alerts = Alerts {
            recipients: Vec::new(),
            expiry: Switch::On,
            expiring_days: 90,
        };
        specimen.stage(&id, Some(alerts.into())).await;
        specimen.publish().await;
        specimen.pass_days(307);
        assert_eq!(subjects(&specimen).await, [""; 0]);
        specimen.pass_days(1);
        let expected = ["The certificate of profile mx ends in 89 days"];
        assert_eq!(subjects(&specimen).await, expected);
    }

    #[tokio::test]
    async fn only_the_most_urgent_of_several_missed_notices_is_written() {
        let mut specimen = Specimen::new().await;
        specimen.stage_profile("mx", 100).await;
        specimen.publish().await;
        specimen.pass_days(97);
        let expected = ["The certificate of profile mx ends in 2 days"];
        assert_eq!(subjects(&specimen).await, expected);
    }

    #[tokio::test]
    async fn each_profile_that_holds_a_certificate_has_its_notice() {
        let mut specimen = Specimen::new().await;
        let shared = Leaf::new(specimen.now, 100);
        for name in ["one", "two"] {
            specimen.stage_leaf(name, &shared, ProfileOrigin::Imported).await;
        }
        specimen.publish().await;
        specimen.pass_days(97);
        let of = |name: &str| format!("The certificate of profile {name} ends in 2 days");
        assert_eq!(subjects(&specimen).await, [of("one"), of("two")]);
        assert_eq!(subjects(&specimen).await, [""; 0]);
    }

    #[tokio::test]
    async fn intermediate_and_custom_ca_have_notices_of_their_own() {
        let mut specimen = Specimen::new().await;
        let (authority, _) = signed(specimen.now, 61);
        let (_, leaf) = signed(specimen.now, 400);
        specimen.stage_chain("mx", &leaf, &authority).await;
        specimen.publish().await;
        specimen.pass_days(30);
        assert_eq!(subjects(&specimen).await, [""; 0]);
        specimen.pass_days(20);
        let expected = [
            "The intermediate certificate Example Root ends in 10 days",
            "The custom CA Example Root ends in 10 days",
        ];
        assert_eq!(subjects(&specimen).await, expected);
    }

    #[tokio::test]
    async fn notices_that_are_switched_off_are_not_written() {
        let mut specimen = Specimen::new().await;
        specimen.stage_profile("mx", 5).await;
        let alerts = Alerts {
            recipients: Vec::new(),
            expiry: Switch::Off,
            expiring_days: Alerts::EXPIRING_DAYS,
        };
        let id = EntryId::single(Kind::Alerts).unwrap();
        specimen.stage(&id, Some(alerts.into())).await;
        specimen.publish().await;
        specimen.pass_days(4);
        let done = notify(&specimen.store, &specimen.actor()).await;
        assert_eq!(done, Ok(Notified::SwitchedOff));
        assert!(
            specimen
                .read()
                .await
                .repository()
                .alerts(i64::MIN, 100)
                .await
                .unwrap()
                .is_empty()
        );
    }
}
